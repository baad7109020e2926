//! What people see on Slack, through the real SDK and a Slack that runs in the test.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a story that can't go on should stop loudly"
)]

mod doctor;
mod front;
mod notices;
mod office;
mod once;
mod trouble;

use bonsens_fake_slack::{Fault, RoomKind};
use bonsens_port::{
    Destination, FlagState, Handle, Lang, MessageId, Notice, Platform, PlatformError,
};

use notices::{a_flag, a_nudge, every};
use office::{Office, last, nudge_about};

#[tokio::test]
async fn a_nudge_is_shown_where_its_author_writes_and_to_nobody_else() {
    let office = Office::open().await;
    let ts = office.ana.posts(&office.general, "our key is in here");
    let notice = nudge_about(&office.general, &ts);
    let shown = office
        .tell(&office.ana, &office.general, "e1/0", notice)
        .await;
    assert_eq!(
        shown.unwrap(),
        None,
        "an ephemeral message can't be changed later"
    );

    let seen = last(&office.ana, &office.general);
    assert!(seen.only_you && seen.from_app);
    assert!(seen.words.starts_with("A private word"), "{}", seen.words);
    let link = format!(
        "<#{}> <https://acme.slack.com/archives/",
        office.general.id()
    );
    assert!(
        seen.words.contains(&link),
        "it says which message: {}",
        seen.words
    );
    let buttons = ["will-fix", "not-confidential", "read-article", "ask-person"];
    assert_eq!(
        seen.actions(),
        buttons.map(|name| format!("bonsens:{name}"))
    );
    assert!(
        office
            .ben
            .sees(&office.general)
            .iter()
            .all(|seen| !seen.from_app)
    );
    assert!(office.ana.told().is_empty());
    office.well_behaved();
}

#[tokio::test]
async fn someone_who_is_away_is_told_directly_and_slack_is_asked_once() {
    let office = Office::open().await;
    office.ana.is_away(true);
    for key in ["e1/0", "e1/1"] {
        let notice = Notice::ReportingChannel { contact: None };
        let shown = office.tell(&office.ana, &office.general, key, notice).await;
        let Handle(handle) = shown.unwrap().expect("it can be changed later");
        assert!(handle.starts_with(office.ana.direct().id()), "{handle}");
    }
    assert_eq!(office.ana.told().len(), 2);
    assert!(office.ana.sees(&office.general).is_empty());
    assert_eq!(office.calls("users.getPresence"), 1);
    assert_eq!(office.calls("conversations.open"), 1);
    office.well_behaved();
}

#[tokio::test]
async fn someone_who_has_just_asked_is_not_taken_to_be_away() {
    let office = Office::open().await;
    office.ana.is_away(true);
    let answer = notices::answer(notices::citation("Gifts", "Ask before you take one."));
    office
        .tell(&office.ana, &office.general, "e1/0", answer)
        .await
        .unwrap();
    assert!(
        last(&office.ana, &office.general)
            .words
            .contains("> Ask before")
    );
    assert_eq!(office.calls("users.getPresence"), 0);
}

#[tokio::test]
async fn a_nudge_reaches_its_author_one_way_or_the_other() {
    // Where the author is not: they posted, and left.
    let office = Office::open().await;
    let elsewhere = office
        .acme
        .room("elsewhere", RoomKind::Public, &[&office.ben]);
    office
        .nudge(&office.ana, elsewhere.id(), "e1/0")
        .await
        .unwrap();
    assert_eq!(office.ana.told().len(), 1, "not in the channel");

    // Where the bot is not any more.
    let office = Office::open().await;
    office.general.bot_leaves();
    office
        .nudge(&office.ana, office.general.id(), "e1/0")
        .await
        .unwrap();
    assert_eq!(office.ana.told().len(), 1, "the bot has left");

    // Where nothing can be written.
    let office = Office::open().await;
    office.general.is_archived();
    office
        .nudge(&office.ana, office.general.id(), "e1/0")
        .await
        .unwrap();
    assert_eq!(office.ana.told().len(), 1, "archived");

    // Where there is no such channel for the bot.
    let office = Office::open().await;
    office.nudge(&office.ana, "C0GONE", "e1/0").await.unwrap();
    assert_eq!(office.ana.told().len(), 1, "not found");

    // In the conversation with the bot itself.
    let office = Office::open().await;
    office.ana.tells_bot("our key is in here");
    let direct = office.ana.direct();
    office
        .nudge(&office.ana, direct.id(), "e1/0")
        .await
        .unwrap();
    assert!(!last(&office.ana, &direct).only_you);
    assert_eq!(
        office.calls("chat.postEphemeral"),
        0,
        "there it is private anyway"
    );

    // When Slack does not say whether they are there.
    let office = Office::open().await;
    office
        .slack
        .fail("users.getPresence", 1, Fault::ServerError);
    office
        .nudge(&office.ana, office.general.id(), "e1/0")
        .await
        .unwrap();
    assert_eq!(office.ana.told().len(), 1, "nobody knows");

    // Away, and taking no direct messages.
    let office = Office::open().await;
    office.ana.is_away(true);
    office
        .slack
        .fail("chat.postMessage", 1, Fault::Error("messages_tab_disabled"));
    office
        .nudge(&office.ana, office.general.id(), "e1/0")
        .await
        .unwrap();
    assert!(last(&office.ana, &office.general).only_you);
}

#[tokio::test]
async fn someone_nothing_reaches_is_given_up() {
    let office = Office::open().await;
    for method in ["chat.postEphemeral", "chat.postMessage"] {
        office
            .slack
            .fail(method, 1, Fault::Error("user_not_in_channel"));
    }
    let shown = office.nudge(&office.ana, office.general.id(), "e1/0").await;
    assert!(
        matches!(shown, Err(PlatformError::Refused { .. })),
        "{shown:?}"
    );
}

#[tokio::test]
async fn what_has_to_last_is_told_directly() {
    let office = Office::open().await;
    let outcome = notices::an_outcome(FlagState::Confirmed);
    office
        .tell(&office.ana, &office.general, "e1/0", outcome)
        .await
        .unwrap();
    office
        .tell(&office.ben, &office.general, "e1/1", notices::look_again())
        .await
        .unwrap();
    assert_eq!((office.ana.told().len(), office.ben.told().len()), (1, 1));
    assert_eq!(office.calls("chat.postEphemeral"), 0);
}

#[tokio::test]
async fn an_answer_goes_in_the_thread_of_its_question_and_shows_no_previews() {
    let office = Office::open().await;
    let ts = office.ana.posts(&office.general, "may I take a gift?");
    let quote = "See https://acme.example/gifts and ask @here.";
    let answer = notices::answer(notices::citation("Gifts", quote));
    let thread = Destination::Thread(office.general_id(), MessageId::new(&ts));
    office.show("e1/0", thread, Lang::En, answer).await.unwrap();

    let seen = last(&office.ben, &office.general);
    assert_eq!(seen.thread.as_deref(), Some(ts.as_str()));
    assert!(!seen.only_you && seen.words.contains("> See https://acme.example/gifts"));
    let call = office.slack.calls("chat.postMessage").remove(0);
    for name in ["unfurl_links", "unfurl_media", "link_names"] {
        assert_eq!(call.args[name], false, "{name}");
    }
    assert_eq!(call.args["parse"], "none");
    office.well_behaved();
}

#[tokio::test]
async fn a_flag_is_one_message_that_changes() {
    let office = Office::open().await;
    let ts = office.ana.posts(&office.general, "our key is in here");
    let flag = |state| a_flag(office.general.id(), &ts, state);
    let first = office
        .flag("e1/0", flag(FlagState::Open), None)
        .await
        .unwrap()
        .unwrap();
    let seen = office.moderators.messages().remove(0);
    assert_eq!(first.0, format!("{}/{}", office.moderators.id(), seen.ts));
    assert!(
        seen.words.contains(&format!("<#{}>", office.general.id())),
        "{}",
        seen.words
    );
    assert!(seen.words.contains("|See the message>"), "{}", seen.words);
    assert_eq!(seen.actions().len(), 5);
    assert!(!seen.words.contains(&ts), "no raw ids: {}", seen.words);

    let second = office
        .flag("e2/0", flag(FlagState::Confirmed), Some(&first))
        .await
        .unwrap();
    assert_eq!(second.as_ref(), Some(&first), "it stays where it was");
    let messages = office.moderators.messages();
    assert_eq!(messages.len(), 1);
    assert!(messages[0].edited && messages[0].words.contains("Confirmed as a leak."));
    assert!(messages[0].actions().is_empty(), "nothing is left to press");
    office.well_behaved();
}

#[tokio::test]
async fn a_flag_whose_message_is_gone_is_shown_anew() {
    let office = Office::open().await;
    for earlier in [
        "C0GONE/1.1",
        "nonsense",
        &format!("{}/1.1", office.moderators.id()),
    ] {
        let office = Office::open().await;
        let earlier = Handle(earlier.to_owned());
        let flag = a_flag(office.general.id(), "1.1", FlagState::Taken);
        let shown = office
            .flag("e1/0", flag, Some(&earlier))
            .await
            .unwrap()
            .unwrap();
        assert_ne!(shown, earlier);
        assert_eq!(office.moderators.messages().len(), 1, "{earlier:?}");
    }
}

#[tokio::test]
async fn a_flag_waits_until_the_bot_is_invited_to_the_moderators() {
    let office = Office::open().await;
    office.moderators.bot_leaves();
    let flag = || a_flag(office.general.id(), "1.1", FlagState::Open);
    let shown = office.flag("e1/0", flag(), None).await;
    let Err(PlatformError::Unavailable { retry_after, .. }) = shown else {
        panic!("a flag is never dropped for that: {shown:?}");
    };
    assert!(retry_after.is_some_and(|wait| wait.as_secs() >= 60));
}

#[tokio::test]
async fn slack_takes_every_notice_in_both_languages_and_nobody_is_called() {
    let office = Office::open().await;
    let hostile = "Wake <!channel> <@U1> <#C1|x> <!subteam^S1> <https://x.example|up> & @here";
    let hostile = hostile.repeat(100);
    let mut flag = None;
    for lang in [Lang::En, Lang::Fr] {
        for (number, (name, notice)) in every(&hostile, &hostile, &hostile).into_iter().enumerate()
        {
            // Each to someone else: a conversation takes one message a second.
            let person = office
                .acme
                .member(&format!("person-{number}-{}", lang.as_str()));
            person.joins(&office.general);
            let key = format!("{}/{number}", lang.as_str());
            let shown = if matches!(notice, Notice::Flag { .. }) {
                let shown = office.flag(&key, notice, flag.as_ref()).await;
                flag = flag.or_else(|| shown.as_ref().ok().cloned().flatten());
                shown
            } else {
                office.tell(&person, &office.general, &key, notice).await
            };
            assert!(shown.is_ok(), "{name}: {shown:?}");
        }
    }
    assert_eq!(office.moderators.messages().len(), 1);
    assert_eq!(office.slack.pings(), [], "nobody is called");
    office.well_behaved();
}

#[tokio::test]
async fn one_workspace_is_not_another() {
    let office = Office::open().await;
    let mut post = notices::post("e1/0", Destination::Moderators, Lang::En, a_nudge("C1"));
    post.workspace = bonsens_port::WorkspaceId::new("T0OTHER");
    let shown = office.platform().show(post).await;
    assert!(
        matches!(shown, Err(PlatformError::Refused { .. })),
        "{shown:?}"
    );
    assert!(office.slack.calls("chat.postMessage").is_empty());
}
