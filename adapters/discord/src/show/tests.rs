//! What people see on Discord, through the real calls and a Discord that runs in the test.

pub mod office;

use std::time::Duration;

use bonsens_fake_discord::{Fault, Scope, permissions};
use bonsens_port::{Destination, FlagState, Lang, RequestId, Spot as Message};

use super::*;
use crate::notices::{a_flag, answer, citation, every};
use crate::pending::Deferred;
use office::{Office, here};

#[tokio::test]
async fn a_nudge_comes_as_a_direct_message_that_names_its_server() {
    let office = Office::open().await;
    let id = office.ana.posts(&office.general, "our key is in here");
    let shown = office.nudge("e1/0", &id).await.unwrap();
    let told = office.ana.told();
    let [seen] = &told[..] else {
        panic!("{told:?}")
    };
    assert_eq!(shown.unwrap().0, format!("{}/{}", seen.channel, seen.id));
    assert!(seen.words.starts_with("A private word"), "{}", seen.words);
    let acme = office.acme.id();
    let link = format!(
        "https://discord.com/channels/{acme}/{}/{id}",
        office.general.id()
    );
    assert!(
        seen.words.contains(&link),
        "it says which message: {}",
        seen.words
    );
    let buttons = ["will-fix", "not-confidential", "read-article", "ask-person"];
    let buttons = buttons.map(|name| format!("b@{acme}:{name}:n1"));
    assert_eq!(seen.actions(), buttons);
    assert_eq!(office.general.messages().len(), 1, "nobody else sees it");

    office.nudge("e2/0", &id).await.unwrap();
    assert_eq!(office.calls("POST /users/@me/channels"), 1, "asked once");
    office.discord.assert_well_behaved();
}

#[tokio::test]
async fn who_takes_no_direct_messages_finds_a_word_that_says_nothing_to_others() {
    let office = Office::open().await;
    office.ana.closes_direct_messages();
    let id = office.ana.posts(&office.general, "our key is in here");
    let shown = office.nudge("e1/0", &id).await.unwrap().unwrap();
    let seen = office.general.messages().pop().unwrap();
    assert_eq!(
        shown.0,
        format!("discreet/{}/{}", office.general.id(), seen.id)
    );
    assert_eq!(seen.replies_to.as_ref(), Some(&id));
    assert_eq!(
        seen.words,
        "There is a word for whoever wrote this. Only they can open it."
    );
    assert_eq!(seen.actions(), ["b:open-nudge:n1"]);
    assert!(office.ana.told().is_empty());

    // Where that is known, no direct message is tried; and it is known for a while.
    let before = office.calls("POST /channels/{}/messages");
    let next = office.ana.posts(&office.general, "our other key");
    office.nudge("e2/0", &next).await.unwrap();
    assert_eq!(office.calls("POST /channels/{}/messages"), before + 1);
    office
        .general
        .is_purged(&[&office.general.messages().pop().unwrap().id]);
    office.ana.deletes(&office.general, &next).unwrap();

    // Tried again, it is the same word; and it goes once all is settled.
    assert_eq!(
        office.nudge("e1/0", &id).await.unwrap(),
        Some(shown.clone())
    );
    assert_eq!(office.general.messages().len(), 2);
    assert!(office.platform.has_to_go(&office.workspace(), &shown));
    for _ in 0..2 {
        office
            .platform
            .withdraw(&office.workspace(), &shown)
            .await
            .unwrap();
    }
    let left = office.general.messages();
    assert!(left.iter().all(|seen| !seen.from_app), "{left:?}");
    office.discord.assert_well_behaved();
}

#[tokio::test]
async fn what_is_no_nudge_is_never_said_before_others() {
    let office = Office::open().await;
    office.ana.refuses_direct_messages(Some(50_278));
    let outcome = Notice::Outcome {
        state: FlagState::Confirmed,
        about: Message {
            channel: ChannelId::new(office.general.id()),
            message: MessageId::new("1"),
        },
    };
    let shown = office.tell(&office.ana, "e1/0", outcome).await;
    assert!(
        matches!(shown, Err(PlatformError::Refused { .. })),
        "{shown:?}"
    );
    assert!(office.general.messages().is_empty());
    // A note that was sent directly stays where it is.
    let direct = Handle("1/2".to_owned());
    assert!(!office.platform.has_to_go(&office.workspace(), &direct));
    office
        .platform
        .withdraw(&office.workspace(), &direct)
        .await
        .unwrap();
    assert_eq!(office.calls("DELETE /channels/{}/messages/{}"), 0);
}

#[tokio::test]
async fn a_nudge_whose_message_is_gone_says_nothing_in_the_channel() {
    let office = Office::open().await;
    office.ana.closes_direct_messages();
    let id = office.ana.posts(&office.general, "our key is in here");
    office.ana.deletes(&office.general, &id).unwrap();
    let shown = office.nudge("e1/0", &id).await;
    assert!(
        matches!(shown, Err(PlatformError::Refused { .. })),
        "{shown:?}"
    );
    assert!(office.general.messages().is_empty());
}

#[tokio::test]
async fn a_command_is_answered_to_whoever_gave_it_in_the_place_of_the_promise() {
    let office = Office::open().await;
    let act = office.commands(Deferred::Reply).await;
    let long = "Ask before you take one, whatever it is worth. ".repeat(90);
    let notice = answer(citation("Gifts", &long));
    let key = format!("discord/interaction/{act}/0");
    let shown = office.tell(&office.ana, &key, notice.clone()).await;
    assert_eq!(
        shown.unwrap(),
        None,
        "what one person alone sees can't be changed later"
    );
    let seen = office.ana.shown();
    assert!(seen.len() > 1 && seen.iter().all(|seen| seen.only_you && !seen.thinking));
    assert!(seen[0].words.starts_with("> Ask before"));
    assert!(office.ana.told().is_empty() && office.general.messages().is_empty());

    // Once is enough, and what comes next comes after.
    office.tell(&office.ana, &key, notice).await.unwrap();
    assert_eq!(office.ana.shown().len(), seen.len());
    let next = format!("discord/interaction/{act}/1");
    office
        .tell(&office.ana, &next, Notice::Thanks)
        .await
        .unwrap();
    let shown = office.ana.shown();
    assert_eq!(shown.len(), seen.len() + 1);
    assert!(shown.last().unwrap().only_you);
    assert_eq!(office.calls("POST /channels/{}/messages"), 0);
    office.discord.assert_well_behaved();
}

#[tokio::test]
async fn a_press_is_answered_beside_what_was_pressed() {
    let office = Office::open().await;
    let act = office.commands(Deferred::Update).await;
    let key = format!("discord/interaction/{act}/0");
    office
        .tell(&office.ana, &key, Notice::AlreadySettled)
        .await
        .unwrap();
    assert_eq!(office.calls("PATCH /webhooks/{}/{}/messages/@original"), 0);
    let seen = office.ana.shown();
    assert!(
        seen.iter()
            .any(|seen| seen.words.starts_with("This was settled")),
        "{seen:?}"
    );
}

#[tokio::test]
async fn what_someone_does_may_lead_to_a_word_for_someone_else() {
    let office = Office::open().await;
    let act = office.commands(Deferred::Update).await;
    let key = format!("discord/interaction/{act}/0");
    let reply = Notice::Reply(RequestId::new("r1"));
    office.tell(&office.ben, &key, reply).await.unwrap();
    assert_eq!(office.ben.told().len(), 1);
    assert!(office.ana.shown().iter().all(|seen| seen.thinking));
}

#[tokio::test]
async fn an_answer_that_comes_too_late_comes_directly() {
    let office = Office::open().await;
    let act = office.commands(Deferred::Reply).await;
    office.discord.advance(Duration::from_mins(15));
    let key = format!("discord/interaction/{act}/0");
    office
        .tell(&office.ana, &key, Notice::Thanks)
        .await
        .unwrap();
    assert_eq!(office.ana.told().len(), 1);
    // And where the process has forgotten about it.
    office
        .tell(&office.ana, "discord/interaction/7/0", Notice::Thanks)
        .await
        .unwrap();
    assert_eq!(office.ana.told().len(), 2);
}

#[tokio::test]
async fn a_question_asked_before_everyone_is_answered_under_it() {
    let office = Office::open().await;
    let id = office.ana.posts(&office.general, "may I take a gift?");
    let quote = "See https://acme.example/gifts, discord.gg/gifts and ask @everyone or <@1>.";
    let notice = answer(citation("Gifts", quote));
    let at =
        |id: &str| Destination::Thread(ChannelId::new(office.general.id()), MessageId::new(id));
    office.show("e1/0", at(&id), notice.clone()).await.unwrap();
    let seen = office.general.messages().pop().unwrap();
    assert_eq!(seen.replies_to.as_ref(), Some(&id));
    assert!(!seen.only_you && seen.content.contains("> See https"));
    assert_eq!(seen.wire["flags"], 4, "no previews");

    // In a thread, under the message there.
    let thread = office.ana.starts_thread(&office.general, None, "gifts");
    let asked = office.ana.posts(&thread, "and this one?");
    let inner = format!("{}.{asked}", thread.id());
    office
        .show("e2/0", at(&inner), notice.clone())
        .await
        .unwrap();
    assert_eq!(thread.messages().pop().unwrap().replies_to, Some(asked));

    // Whoever asked has thought better of it: the answer still comes.
    office.ana.deletes(&office.general, &id).unwrap();
    office.show("e3/0", at(&id), notice).await.unwrap();
    office.discord.assert_well_behaved();
}

#[tokio::test]
async fn an_answer_is_shared_where_its_button_is() {
    let office = Office::open().await;
    let thread = office.ana.starts_thread(&office.general, None, "gifts");
    let said = |channel: &bonsens_fake_discord::Channel| {
        let messages = channel.messages().into_iter();
        messages.filter(|seen| seen.from_app).count()
    };
    let shared = || Notice::Shared(citation("Gifts", "Ask first."));
    let general = Destination::Channel(ChannelId::new(office.general.id()));
    let act = office.opened(Deferred::Update, office.ana.id(), thread.id());
    office
        .show(
            &format!("discord/interaction/{act}/0"),
            general.clone(),
            shared(),
        )
        .await
        .unwrap();
    assert_eq!((said(&thread), said(&office.general)), (1, 0));
    office.show("e2/0", general, shared()).await.unwrap();
    assert_eq!(said(&office.general), 1);
}

#[tokio::test]
async fn a_flag_is_one_message_that_changes_with_a_thread_under_it() {
    let office = Office::open().await;
    let id = office.ana.posts(&office.general, "our key is in here");
    let flag = |state| {
        here(
            &a_flag("C1", "1700000000.000100", state),
            office.general.id(),
            &id,
        )
    };
    let first = office
        .flag("e1/0", flag(FlagState::Open), None)
        .await
        .unwrap()
        .unwrap();
    let seen = office.moderators.messages().remove(0);
    assert_eq!(first.0, format!("{}/{}", office.moderators.id(), seen.id));
    assert!(
        seen.words.contains(&format!("<#{}>", office.general.id())),
        "{}",
        seen.words
    );
    assert_eq!(seen.actions().len(), 5);
    assert_eq!(
        seen.actions()[0],
        "b:take:f1",
        "on a server there is no doubt"
    );
    let threads = office.moderators.threads();
    assert_eq!(threads.len(), 1);
    assert_eq!(threads[0].name(), "A flag, severity: high");

    let second = office
        .flag("e2/0", flag(FlagState::Confirmed), Some(&first))
        .await;
    assert_eq!(
        second.unwrap().as_ref(),
        Some(&first),
        "it stays where it was"
    );
    let messages: Vec<_> = office.moderators.messages();
    let ours: Vec<_> = messages
        .iter()
        .filter(|seen| !seen.actions().is_empty() || seen.edited)
        .collect();
    assert_eq!(ours.len(), 1);
    assert!(ours[0].edited && ours[0].words.contains("Confirmed as a leak."));
    assert!(ours[0].actions().is_empty(), "nothing is left to press");
    assert_eq!(office.moderators.threads().len(), 1);
    office.discord.assert_well_behaved();
}

#[tokio::test]
async fn a_flag_without_a_thread_is_a_flag_and_one_whose_message_is_gone_is_shown_anew() {
    let office = Office::open().await;
    let flag = |state| here(&a_flag("C1", "1700000000.000100", state), "1", "2");
    let denied = permissions::CREATE_PUBLIC_THREADS;
    office.moderators.sets(&office.acme.everyone(), 0, denied);
    office
        .moderators
        .sets(&office.acme.bot_role(), permissions::VIEW_CHANNEL, denied);
    let first = office
        .flag("e1/0", flag(FlagState::Open), None)
        .await
        .unwrap()
        .unwrap();
    assert!(office.moderators.threads().is_empty());
    let (_, id) = place_of(&first.0).unwrap();
    office.moderators.is_purged(&[id]);
    for (key, earlier) in [
        ("e2/0", first.0.as_str()),
        ("e3/0", "nonsense"),
        ("e4/0", "1/1"),
    ] {
        let earlier = Handle(earlier.to_owned());
        let shown = office
            .flag(key, flag(FlagState::Taken), Some(&earlier))
            .await;
        assert_ne!(shown.unwrap(), Some(earlier));
    }
    assert_eq!(office.moderators.messages().len(), 3);
}

#[tokio::test]
async fn a_flag_waits_until_the_bot_may_write_to_the_moderators() {
    let office = Office::open().await;
    office
        .moderators
        .sets(&office.acme.bot_role(), 0, permissions::VIEW_CHANNEL);
    let flag = here(
        &a_flag("C1", "1700000000.000100", FlagState::Open),
        "1",
        "2",
    );
    let shown = office.flag("e1/0", flag, None).await;
    let Err(PlatformError::Unavailable { retry_after, .. }) = shown else {
        panic!("a flag is never dropped for that: {shown:?}");
    };
    assert!(retry_after.is_some_and(|wait| wait >= Duration::from_mins(1)));
    // The same where an admin named a forum.
    let forum = office.acme.forum("questions");
    let mut settings = (*office.settings).clone();
    settings.servers[0].helpdesk_channel = Some(ChannelId::new(forum.id()));
    let elsewhere = office.with(settings);
    let mut post = office.post(&office.ana, "e2/0", Notice::Request(RequestId::new("r1")));
    post.to = Destination::Helpdesk;
    let shown = elsewhere.show(post).await;
    assert!(
        matches!(shown, Err(PlatformError::Unavailable { .. })),
        "{shown:?}"
    );
}

#[tokio::test]
async fn nothing_is_said_twice_though_discord_did_not_say_it_was_said() {
    let office = Office::open().await;
    for fault in [Fault::ServerErrorAfterwards, Fault::DroppedAfterwards] {
        let before = office.ana.told().len();
        let key = format!("{fault:?}/0");
        office.discord.fail("POST /channels/{}/messages", 1, fault);
        let shown = office.tell(&office.ana, &key, Notice::Thanks).await;
        assert!(
            matches!(shown, Err(PlatformError::Unavailable { .. })),
            "{shown:?}"
        );
        office
            .tell(&office.ana, &key, Notice::Thanks)
            .await
            .unwrap();
        office
            .tell(&office.ana, &key, Notice::Thanks)
            .await
            .unwrap();
        // And by a process that knows nothing of it.
        office
            .anew()
            .show(office.post(&office.ana, &key, Notice::Thanks))
            .await
            .unwrap();
        assert_eq!(office.ana.told().len(), before + 1);
    }
    office.discord.assert_well_behaved();
}

#[tokio::test]
async fn a_limit_is_told_so_that_it_is_kept() {
    let office = Office::open().await;
    let fault = Fault::RateLimited {
        retry_after: Duration::from_secs(30),
        scope: Scope::User,
    };
    office.discord.fail("POST /channels/{}/messages", 1, fault);
    let shown = office.tell(&office.ana, "e1/0", Notice::Thanks).await;
    let Err(PlatformError::Unavailable { retry_after, .. }) = shown else {
        panic!("{shown:?}");
    };
    assert!(
        retry_after.is_some_and(|wait| wait >= Duration::from_secs(29)),
        "{retry_after:?}"
    );
}

#[tokio::test]
async fn a_message_is_removed_where_the_bot_may_and_else_it_is_told_at_once() {
    let office = Office::open().await;
    let id = office.ana.posts(&office.general, "our key is in here");
    let remove = |channel: &str, id: &str| {
        let (channel, id) = (ChannelId::new(channel), MessageId::new(id));
        let (platform, workspace) = (office.platform.clone(), office.workspace());
        async move { platform.remove(&workspace, &channel, &id).await }
    };
    let refused = remove(office.general.id(), &id).await;
    assert!(
        matches!(refused, Err(PlatformError::Refused { .. })),
        "{refused:?}"
    );
    office
        .acme
        .bot_role()
        .may(permissions::VIEW_CHANNEL | permissions::MANAGE_MESSAGES);
    for _ in 0..2 {
        remove(office.general.id(), &id).await.unwrap();
    }
    assert!(office.general.messages().is_empty());
    let thread = office.ana.starts_thread(&office.general, None, "keys");
    let id = office.ana.posts(&thread, "and another");
    remove(office.general.id(), &format!("{}.{id}", thread.id()))
        .await
        .unwrap();
    assert!(thread.messages().is_empty());
    for forged in ["../1", "1.2.3", ""] {
        assert!(
            remove(office.general.id(), forged).await.is_err(),
            "{forged}"
        );
    }
}

#[tokio::test]
async fn discord_takes_every_notice_in_both_languages_and_nobody_is_called() {
    let office = Office::open().await;
    let hostile =
        "Wake @everyone <@1> <@&2> <#3> https://x.example [up](https://y.example) & @here ";
    let hostile = hostile.repeat(60);
    for lang in [Lang::En, Lang::Fr] {
        for (number, (name, notice)) in every(&hostile, &hostile, &hostile).into_iter().enumerate()
        {
            let notice = here(&notice, office.general.id(), "2");
            let key = format!("{}/{number}", lang.as_str());
            let to = match &notice {
                Notice::Flag { .. } => Destination::Moderators,
                Notice::Request(_) => Destination::Helpdesk,
                Notice::Home(_) => Destination::Home(AuthorId::new(office.ana.id())),
                _ => Destination::Person(
                    AuthorId::new(office.ana.id()),
                    ChannelId::new(office.general.id()),
                ),
            };
            let mut post = crate::notices::post(&key, to, lang, notice);
            post.workspace = office.workspace();
            let shown = office.platform.show(post).await;
            assert!(shown.is_ok(), "{name}: {shown:?}");
        }
    }
    assert!(office.ana.told().len() > 80);
    assert_eq!(office.helpdesk.messages().len(), 2);
    office.discord.assert_well_behaved();
}

#[tokio::test]
async fn a_question_passed_on_changes_in_place_and_where_it_grows_too_long_comes_anew() {
    let office = Office::open().await;
    let request = |key: &str, lines: &[String], replaces: Option<Handle>| {
        let mut post = office.post(&office.ana, key, Notice::Request(RequestId::new("r1")));
        post.to = Destination::Helpdesk;
        post.lines = lines.to_vec();
        post.replaces = replaces;
        office.platform.show(post)
    };
    let asked = [
        "Someone asks:".to_owned(),
        "> May I take a gift?".to_owned(),
    ];
    let first = request("e1/0", &asked, None).await.unwrap();
    let [seen] = &office.helpdesk.messages()[..] else {
        panic!("one message")
    };
    assert_eq!(seen.actions(), ["b:reply:r1"]);
    let answered = [&asked[..], &["Answered:".to_owned(), "> Yes.".to_owned()]].concat();
    let second = request("e2/0", &answered, first.clone()).await.unwrap();
    assert_eq!(second, first);
    let long = format!("> {}", "Well, it depends. ".repeat(240));
    let at_length = [&asked[..], &[long.clone(), long]].concat();
    let third = request("e3/0", &at_length, second.clone()).await.unwrap();
    assert_ne!(third, second);
    let left = office.helpdesk.messages();
    assert!(
        left.len() > 1 && left.iter().all(|seen| !seen.edited),
        "the first is gone: {left:?}"
    );
    office.discord.assert_well_behaved();
}

#[tokio::test]
async fn conversations_are_opened_as_slowly_as_discord_wants() {
    let office = Office::open().await;
    let fault = Fault::Error {
        status: 400,
        code: 40_003,
    };
    office.discord.fail("POST /users/@me/channels", 1, fault);
    let id = office.ana.posts(&office.general, "our key is in here");
    let shown = office.nudge("e1/0", &id).await;
    assert!(
        matches!(shown, Err(PlatformError::Unavailable { .. })),
        "{shown:?}"
    );
    office.nudge("e1/0", &id).await.unwrap();
    assert_eq!(office.ana.told().len(), 1);
}

#[tokio::test]
async fn an_answer_in_a_direct_conversation_is_shared_with_nobody() {
    let office = Office::open().await;
    let direct = office.ana.direct();
    let labels = async |key: &str, channel: &str| {
        let to = Destination::Person(AuthorId::new(office.ana.id()), ChannelId::new(channel));
        office
            .show(key, to, answer(citation("Gifts", "Ask first.")))
            .await
            .unwrap();
        office.ana.told().pop().unwrap().labels()
    };
    let here = labels("e1/0", direct.id()).await;
    let there = labels("e2/0", office.general.id()).await;
    assert_eq!((here.len(), there.len()), (3, 4));
    assert!(
        !here.iter().any(|label| label.contains("Share")),
        "{here:?}"
    );
}

#[tokio::test]
async fn what_can_be_done_is_what_the_settings_say() {
    let office = Office::open().await;
    let here = office.platform.abilities(&office.workspace());
    let helpdesk = Some(ChannelId::new(office.helpdesk.id()));
    assert_eq!((here.removes, here.helpdesk), (true, helpdesk));
    let elsewhere = office.platform.abilities(&WorkspaceId::new("1"));
    assert_eq!(elsewhere, Abilities::default());
    let there = Post {
        workspace: WorkspaceId::new("1"),
        ..office.post(&office.ana, "e1/0", Notice::Thanks)
    };
    let to = Destination::Moderators;
    let shown = office.platform.show(Post { to, ..there }).await;
    assert!(
        matches!(shown, Err(PlatformError::Refused { .. })),
        "{shown:?}"
    );
}
