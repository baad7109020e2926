//! An organisation on the fake Discord, with the bot: who is there, and where.

use std::sync::Arc;

use bonsens_discord::{Discord, DiscordError, Done, Rest, Say, Server as Served, Settings};
use bonsens_fake_discord::permissions::{MANAGE_GUILD, MANAGE_MESSAGES};
use bonsens_fake_discord::{Channel, FakeDiscord, Person, Role, Server};
use bonsens_port::{
    ActionId, AuthorId, Button, ChannelId, Destination, Event, FlagId, FlagState, Lang, Notice,
    Post, Press, WorkspaceId,
};
use hyper::Method;
use serde_json::json;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::core::Core;
use crate::notices;

pub struct Office {
    pub discord: FakeDiscord,
    pub acme: Server,
    pub ana: Person,
    /// A moderator.
    pub ben: Person,
    /// She may manage the server.
    pub dora: Person,
    pub guests: Role,
    pub moderating: Role,
    pub general: Channel,
    pub moderators: Channel,
    pub core: Arc<Core>,
    pub bot: Arc<Discord>,
    settings: Settings,
    running: Option<(CancellationToken, JoinHandle<Result<(), DiscordError>>)>,
}

pub fn say() -> Say {
    let words = bonsens::words::Words::default();
    Arc::new(move |lang, key| words.say(lang, key))
}

impl Office {
    /// The organisation at work.
    pub async fn open() -> Self {
        let mut office = Self::set_up(|_| {}).await;
        office.runs().await;
        office
    }

    /// The same, with other settings, and not at work yet.
    pub async fn set_up(change: impl FnOnce(&mut Served)) -> Self {
        let discord = FakeDiscord::start().await.unwrap();
        let acme = discord.server("Acme");
        let (ana, ben, dora) = (acme.member("ana"), acme.member("ben"), acme.member("dora"));
        let moderating = acme.role("Moderators", MANAGE_MESSAGES);
        let managing = acme.role("Managers", MANAGE_GUILD);
        let guests = acme.role("Guests", 0);
        ben.has(&moderating);
        dora.has(&managing);
        let general = acme.channel("general");
        let moderators = acme.private_channel("moderators", &[&moderating, &managing]);
        let mut served = Served {
            id: WorkspaceId::new(acme.id()),
            moderators_channel: ChannelId::new(moderators.id()),
            moderators_role: moderating.id().to_owned(),
            admins_role: None,
            guests_role: Some(guests.id().to_owned()),
            helpdesk_channel: None,
            removes: false,
            welcome: false,
            lang: Lang::En,
        };
        change(&mut served);
        let settings = Settings {
            api_url: discord.api_url(),
            gateway_url: None,
            bot_token: discord.bot_token().into(),
            session_file: None,
            servers: vec![served],
        };
        Self {
            bot: Arc::new(Discord::new(settings.clone(), say()).unwrap()),
            core: Core::new(),
            discord,
            acme,
            ana,
            ben,
            dora,
            guests,
            moderating,
            general,
            moderators,
            settings,
            running: None,
        }
    }

    /// One more server that is served.
    pub fn serves(&mut self, server: &Server) {
        let first = self.settings.servers[0].clone();
        self.settings.servers.push(Served {
            id: WorkspaceId::new(server.id()),
            ..first
        });
        self.bot = Arc::new(Discord::new(self.settings.clone(), say()).unwrap());
    }

    /// The place in the stream of events is kept here.
    pub fn keeps(&mut self, file: std::path::PathBuf) {
        self.settings.session_file = Some(file);
        self.bot = Arc::new(Discord::new(self.settings.clone(), say()).unwrap());
    }

    /// The bot as the next run of its process makes it.
    pub fn again(&self) -> Discord {
        Discord::new(self.settings.clone(), say()).unwrap()
    }

    /// The bot begins its work, and is ready.
    pub async fn runs(&mut self) {
        let (stop, bot, core) = (
            CancellationToken::new(),
            self.bot.clone(),
            self.core.clone(),
        );
        let stopped = stop.clone();
        let before = self.discord.starts();
        let running = tokio::spawn(async move { bot.run(core, stopped).await });
        self.running = Some((stop, running));
        let served = self.settings.servers.len();
        let told = || {
            let told = self
                .discord
                .calls("PUT /applications/{}/guilds/{}/commands");
            self.discord.starts() != before && self.discord.sessions() > 0 && told.len() >= served
        };
        self.discord.until("the bot is ready", told).await;
        self.discord.assert_well_behaved();
        self.discord.quiet().await;
    }

    /// The bot ends its work.
    pub async fn stops(&mut self) {
        let (stop, running) = self.running.take().unwrap();
        stop.cancel();
        running.await.unwrap().unwrap();
    }

    /// Waits until the core has been given this many things; the last one.
    pub async fn given(&self, count: usize) -> Event {
        self.core.has_taken(count).await[count - 1].clone()
    }

    /// Everything that was given to the core, once nothing more comes.
    pub async fn heard(&self) -> Vec<String> {
        self.discord.quiet().await;
        self.core.heard()
    }

    /// The moderators are shown a flag.
    pub async fn shows_flag(&self) {
        let notice = Notice::Flag {
            flag: notices::flag(FlagState::Open),
            nudge: notices::nudge(self.general.id(), "1", 1),
        };
        let buttons = [
            Press::Take(FlagId::new("f1")),
            Press::Dismiss(FlagId::new("f1")),
        ];
        self.shows(Destination::Moderators, notice, &buttons.map(button))
            .await;
    }

    /// Someone is told something directly, with these buttons.
    pub async fn tells(&self, person: &Person, buttons: &[Button]) {
        let to = Destination::Person(
            AuthorId::new(person.id()),
            ChannelId::new(self.general.id()),
        );
        self.shows(to, Notice::Thanks, buttons).await;
    }

    async fn shows(&self, to: Destination, notice: Notice, buttons: &[Button]) {
        let post = Post {
            key: ActionId::new("discord/posted/1/0"),
            workspace: WorkspaceId::new(self.acme.id()),
            to,
            notice,
            lang: Lang::En,
            lines: vec!["a line".to_owned()],
            buttons: buttons.to_vec(),
            replaces: None,
        };
        self.bot.platform().show(post).await.unwrap();
    }

    /// A message of the bot's with a button that this version does not know.
    pub async fn posts_old_button(&self) {
        let rest = Rest::new(&self.settings).unwrap();
        let path = format!("/channels/{}/messages", self.general.id());
        let button = json!({"type": 2, "style": 1, "label": "Sing", "custom_id": "b:sing:f1"});
        let message = json!({
            "content": "an old message",
            "components": [{"type": 1, "components": [button]}],
            "allowed_mentions": {"parse": []},
        });
        let Done {} = rest
            .call(Method::POST, &path, Some(&message))
            .await
            .unwrap();
    }
}

pub fn button(press: Press) -> Button {
    Button {
        label: press.name().to_owned(),
        press,
    }
}
