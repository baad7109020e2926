//! What the fake says, read by a library that was written for Discord; and what that library
//! writes, taken by the fake. Neither knows of the other.

#![expect(
    clippy::unwrap_used,
    reason = "the helpers of a test are test code too"
)]

mod common;

use bonsens_fake_discord::{Channel, FakeDiscord, Person, Post, Server, permissions};
use common::{INTENTS, Socket, call};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use serenity::all::{
    ButtonStyle, Command, CommandInteraction, CommandOptionType, CommandType, ComponentInteraction,
    CreateActionRow, CreateAllowedMentions, CreateAutocompleteResponse, CreateButton,
    CreateCommand, CreateCommandOption, CreateEmbed, CreateInputText, CreateInteractionResponse,
    CreateInteractionResponseFollowup, CreateInteractionResponseMessage, CreateMessage,
    CreateModal, CreateSelectMenu, CreateSelectMenuKind, CreateSelectMenuOption,
    CurrentApplicationInfo, CurrentUser, EditInteractionResponse, Event, GatewayEvent,
    GuildChannel, InputTextStyle, Interaction, Member, Message, ModalInteraction, PartialGuild,
    PrivateChannel, Role,
};

/// Reads what was sent as this type, and says what is wrong with it if it can't be.
fn read<T: DeserializeOwned>(value: &Value) -> T {
    serde_json::from_value(value.clone()).unwrap_or_else(|error| panic!("{error}: {value:#}"))
}

struct Scene {
    discord: FakeDiscord,
    acme: Server,
    ana: Person,
    general: Channel,
    socket: Socket,
}

impl Scene {
    async fn set() -> Self {
        let discord = FakeDiscord::start().await.unwrap();
        let acme = discord.server("Acme");
        let (ana, general) = (acme.member("ana"), acme.channel("general"));
        let mods = acme.role("mods", permissions::MANAGE_MESSAGES);
        let secret = acme.private_channel("secret", &[&mods]);
        ana.has(&mods);
        ana.starts_thread(&secret, None, "a thread");
        acme.forum("ideas");
        let mut socket = Socket::open(&discord.gateway_url()).await;
        socket.identifies(&discord.bot_token(), INTENTS).await;
        let mut scene = Self {
            discord,
            acme,
            ana,
            general,
            socket,
        };
        scene.hears(|event| matches!(event, Event::Ready(_))).await;
        scene
            .hears(|event| matches!(event, Event::GuildCreate(_)))
            .await;
        scene
    }

    /// Reads the next event, which has to be of this kind.
    async fn hears(&mut self, expected: impl FnOnce(&Event) -> bool) -> Event {
        let payload = self.socket.next().await.unwrap();
        let GatewayEvent::Dispatch(_, event) = read(&payload) else {
            panic!("this is no event: {payload:#}");
        };
        assert!(expected(&event), "{event:#?}");
        event
    }

    async fn interaction(&mut self) -> Interaction {
        match self
            .hears(|event| matches!(event, Event::InteractionCreate(_)))
            .await
        {
            Event::InteractionCreate(created) => created.interaction,
            _ => unreachable!(),
        }
    }

    async fn gets<T: DeserializeOwned>(&self, path: &str) -> T {
        let answer = call(&self.discord, "GET", path, None).await;
        assert_eq!(answer.status, 200, "{path}");
        read(&answer.json())
    }

    async fn sends(&self, method: &str, path: &str, body: &impl serde::Serialize) -> Value {
        let body = serde_json::to_value(body).unwrap();
        let answer = call(&self.discord, method, path, Some(body)).await;
        let said = answer.json();
        assert!(
            answer.status < 300,
            "{path}: {said:#}, {:#?}",
            self.discord.violations()
        );
        said
    }

    async fn posts(&self, message: &CreateMessage) -> Message {
        let path = format!("/channels/{}/messages", self.general.id());
        read(&self.sends("POST", &path, message).await)
    }

    async fn registers(&self, commands: Vec<CreateCommand>) -> Vec<Command> {
        let app = self.discord.application_id();
        let path = format!("/applications/{app}/guilds/{}/commands", self.acme.id());
        read(&self.sends("PUT", &path, &commands).await)
    }
}

fn silent() -> CreateAllowedMentions {
    CreateAllowedMentions::new()
}

fn callback(id: impl std::fmt::Display, token: &str) -> String {
    format!("/interactions/{id}/{token}/callback")
}

#[tokio::test]
async fn events_of_messages_are_read() {
    let mut scene = Scene::set().await;
    let (acme, ana, general) = (scene.acme.clone(), scene.ana.clone(), scene.general.clone());
    let file = ana.uploads("notes.txt", "text/plain", b"words");
    let first = ana.posts(&general, Post::from("hello").with_file(&file));
    let Event::MessageCreate(created) = scene.hears(|e| matches!(e, Event::MessageCreate(_))).await
    else {
        unreachable!()
    };
    assert_eq!(created.message.attachments[0].filename, "notes.txt");
    assert_eq!(created.message.guild_id.unwrap().to_string(), acme.id());
    ana.replies(&general, &first, "well");
    let Event::MessageCreate(reply) = scene.hears(|e| matches!(e, Event::MessageCreate(_))).await
    else {
        unreachable!()
    };
    assert_eq!(reply.message.referenced_message.unwrap().content, "hello");
    ana.edits(&general, &first, "hello all").unwrap();
    scene
        .hears(|event| matches!(event, Event::MessageUpdate(_)))
        .await;
    general.unfurls(&first, "https://example.org").unwrap();
    scene
        .hears(|event| matches!(event, Event::MessageUpdate(_)))
        .await;
    ana.deletes(&general, &first).unwrap();
    scene
        .hears(|event| matches!(event, Event::MessageDelete(_)))
        .await;
    general.webhook_posts("from elsewhere");
    scene
        .hears(|event| matches!(event, Event::MessageCreate(_)))
        .await;
    let two = ["a", "b"].map(|words| ana.posts(&general, words));
    scene
        .hears(|event| matches!(event, Event::MessageCreate(_)))
        .await;
    scene
        .hears(|event| matches!(event, Event::MessageCreate(_)))
        .await;
    general.is_purged(&[&two[0], &two[1]]);
    scene
        .hears(|event| matches!(event, Event::MessageDeleteBulk(_)))
        .await;
}

#[tokio::test]
async fn events_of_places_and_people_are_read() {
    let mut scene = Scene::set().await;
    let (acme, ana) = (scene.acme.clone(), scene.ana.clone());
    let ideas = acme.forum("more-ideas");
    scene
        .hears(|event| matches!(event, Event::ChannelCreate(_)))
        .await;
    let post = ana.opens_post(&ideas, "A plan", "what of it?");
    scene
        .hears(|event| matches!(event, Event::ThreadCreate(_)))
        .await;
    scene
        .hears(|event| matches!(event, Event::MessageCreate(_)))
        .await;
    post.is_archived();
    scene
        .hears(|event| matches!(event, Event::ThreadUpdate(_)))
        .await;
    post.is_deleted();
    scene
        .hears(|event| matches!(event, Event::ThreadDelete(_)))
        .await;
    ideas.is_renamed("ideas");
    scene
        .hears(|event| matches!(event, Event::ChannelUpdate(_)))
        .await;
    ideas.is_deleted();
    scene
        .hears(|event| matches!(event, Event::ChannelDelete(_)))
        .await;
    let role = acme.role("new", 0);
    scene
        .hears(|event| matches!(event, Event::GuildRoleCreate(_)))
        .await;
    role.may(permissions::MANAGE_GUILD);
    scene
        .hears(|event| matches!(event, Event::GuildRoleUpdate(_)))
        .await;
    ana.has(&role);
    scene
        .hears(|event| matches!(event, Event::GuildMemberUpdate(_)))
        .await;
    role.is_deleted();
    scene
        .hears(|event| matches!(event, Event::GuildRoleDelete(_)))
        .await;
    let bea = acme.newcomer("bea");
    scene
        .hears(|event| matches!(event, Event::GuildMemberAdd(_)))
        .await;
    bea.leaves();
    scene
        .hears(|event| matches!(event, Event::GuildMemberRemove(_)))
        .await;
    acme.is_unavailable();
    scene
        .hears(|event| matches!(event, Event::GuildDelete(_)))
        .await;
    ana.tells_bot("psst");
    scene
        .hears(|event| matches!(event, Event::MessageCreate(_)))
        .await;
}

#[tokio::test]
async fn what_can_be_looked_up_is_read() {
    let scene = Scene::set().await;
    let (guild, ana) = (scene.acme.id(), scene.ana.id());
    scene.gets::<CurrentUser>("/users/@me").await;
    let app: CurrentApplicationInfo = scene.gets("/applications/@me").await;
    assert_eq!(app.id.to_string(), scene.discord.application_id());
    assert!(app.flags.unwrap().bits() & (1 << 19) != 0);
    let found: PartialGuild = scene
        .gets(&format!("/guilds/{guild}?with_counts=true"))
        .await;
    assert_eq!(found.approximate_member_count, Some(3));
    let roles: Vec<Role> = scene.gets(&format!("/guilds/{guild}/roles")).await;
    assert_eq!(roles.len(), 3);
    let channels: Vec<GuildChannel> = scene.gets(&format!("/guilds/{guild}/channels")).await;
    assert_eq!(channels.len(), 3);
    let member: Member = scene.gets(&format!("/guilds/{guild}/members/{ana}")).await;
    assert_eq!(member.roles.len(), 1);
    let body = json!({"recipient_id": ana});
    let opened = scene.sends("POST", "/users/@me/channels", &body).await;
    assert_eq!(
        read::<PrivateChannel>(&opened).recipient.id.to_string(),
        ana
    );
}

#[tokio::test]
async fn commands_are_registered_used_and_answered() {
    let mut scene = Scene::set().await;
    let (ana, general) = (scene.ana.clone(), scene.general.clone());
    let option = |kind, name: &str| CreateCommandOption::new(kind, name, "What");
    let ask = option(CommandOptionType::SubCommand, "ask")
        .add_sub_option(option(CommandOptionType::String, "question").required(true))
        .add_sub_option(option(CommandOptionType::String, "article").set_autocomplete(true))
        .add_sub_option(option(CommandOptionType::Attachment, "file"));
    let charter = CreateCommand::new("charter")
        .description("The charter")
        .add_option(ask);
    let check = CreateCommand::new("Check").kind(CommandType::Message);
    let registered = scene.registers(vec![charter, check]).await;
    assert_eq!(registered.len(), 2);

    let file = ana.uploads("charter.md", "text/markdown", b"# Charter");
    let options = [("question", "may I?"), ("file", file.as_str())];
    ana.commands(&general, "charter ask", &options).unwrap();
    let Interaction::Command(CommandInteraction {
        id, token, data, ..
    }) = scene.interaction().await
    else {
        unreachable!()
    };
    assert_eq!(
        data.resolved.attachments.values().next().unwrap().filename,
        "charter.md"
    );
    let later =
        CreateInteractionResponse::Defer(CreateInteractionResponseMessage::new().ephemeral(true));
    scene.sends("POST", &callback(id, &token), &later).await;
    let webhook = format!("/webhooks/{}/{token}", scene.discord.application_id());
    let edit = EditInteractionResponse::new()
        .content("article 3")
        .allowed_mentions(silent());
    let original = format!("{webhook}/messages/@original");
    read::<Message>(&scene.sends("PATCH", &original, &edit).await);
    let more = CreateInteractionResponseFollowup::new()
        .content("and more")
        .ephemeral(true)
        .allowed_mentions(silent());
    read::<Message>(&scene.sends("POST", &webhook, &more).await);
    assert_eq!(ana.shown().len(), 2);

    ana.completes(&general, "charter ask", "article", "gif")
        .unwrap();
    let Interaction::Autocomplete(CommandInteraction {
        id, token, data, ..
    }) = scene.interaction().await
    else {
        unreachable!()
    };
    assert_eq!(data.autocomplete().unwrap().value, "gif");
    let choices = CreateAutocompleteResponse::new().add_string_choice("Gifts", "gifts");
    let offered = CreateInteractionResponse::Autocomplete(choices);
    scene.sends("POST", &callback(id, &token), &offered).await;
    assert_eq!(ana.choices().len(), 1);

    let message = ana.posts(&general, "a secret");
    scene
        .hears(|event| matches!(event, Event::MessageCreate(_)))
        .await;
    ana.uses_on_message("Check", &general, &message).unwrap();
    let Interaction::Command(CommandInteraction { data, .. }) = scene.interaction().await else {
        unreachable!()
    };
    assert_eq!(
        data.resolved.messages.values().next().unwrap().content,
        "a secret"
    );
    scene.discord.assert_well_behaved();
}

#[tokio::test]
async fn buttons_menus_and_windows_are_used_and_answered() {
    let mut scene = Scene::set().await;
    let (ana, general) = (scene.ana.clone(), scene.general.clone());
    let button = CreateButton::new("b:note")
        .label("Note")
        .style(ButtonStyle::Secondary);
    let reasons = vec![CreateSelectMenuOption::new("A mistake", "mistake")];
    let menu = CreateSelectMenu::new("r:why", CreateSelectMenuKind::String { options: reasons });
    let embed = CreateEmbed::new()
        .title("A flag")
        .field("state", "open", true);
    let flag = CreateMessage::new()
        .embed(embed)
        .components(vec![
            CreateActionRow::Buttons(vec![button]),
            CreateActionRow::SelectMenu(menu),
        ])
        .allowed_mentions(silent());
    let posted = scene.posts(&flag).await;
    assert_eq!(posted.embeds[0].fields[0].value, "open");
    scene
        .hears(|event| matches!(event, Event::MessageCreate(_)))
        .await;
    let id = posted.id.to_string();

    ana.picks(&general, &id, "r:why", &["mistake"]).unwrap();
    let Interaction::Component(ComponentInteraction { id: of, token, .. }) =
        scene.interaction().await
    else {
        unreachable!()
    };
    let taken = CreateInteractionResponse::Acknowledge;
    scene.sends("POST", &callback(of, &token), &taken).await;

    ana.presses(&general, &id, "Note").unwrap();
    let Interaction::Component(pressed) = scene.interaction().await else {
        unreachable!()
    };
    assert_eq!(pressed.message.embeds[0].title.as_deref(), Some("A flag"));
    assert!(
        pressed
            .member
            .unwrap()
            .permissions
            .unwrap()
            .manage_messages()
    );
    let words = CreateInputText::new(InputTextStyle::Paragraph, "Words", "words");
    let window =
        CreateModal::new("m:note", "A note").components(vec![CreateActionRow::InputText(words)]);
    let window = CreateInteractionResponse::Modal(window);
    scene
        .sends("POST", &callback(pressed.id, &pressed.token), &window)
        .await;
    ana.submits(&[("words", "well")]).unwrap();
    let Interaction::Modal(ModalInteraction {
        id, token, data, ..
    }) = scene.interaction().await
    else {
        unreachable!()
    };
    assert_eq!(data.custom_id, "m:note");
    let said = serde_json::to_value(&data.components).unwrap();
    assert_eq!(said[0]["components"][0]["value"], "well");
    let words = CreateInteractionResponseMessage::new()
        .content("Noted.")
        .ephemeral(true)
        .allowed_mentions(silent());
    let answer = CreateInteractionResponse::Message(words);
    scene.sends("POST", &callback(id, &token), &answer).await;
    assert_eq!(ana.shown()[0].words, "Noted.");
    scene.discord.assert_well_behaved();
}
