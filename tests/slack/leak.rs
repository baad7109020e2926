//! From a leak to its mending.

use bonsens_fake_slack::{Account, Post, RoomKind};
use bonsens_port::EventKind;
use serde_json::json;

use crate::office::{Office, PASSWORD};

#[tokio::test]
async fn a_password_is_nudged_about_then_mended_and_its_author_thanked() {
    let office = Office::open().await;
    let ts = office.ana.posts(&office.general, PASSWORD);
    let nudge = office
        .shows(&office.ana, &office.general, "A private word")
        .await;
    assert!(nudge.only_you);
    assert!(!nudge.words.contains("Tournesol"), "{}", nudge.words);
    let everyone = office.general.messages();
    assert_eq!(everyone.len(), 1, "nobody else sees anything");

    office
        .ana
        .presses(&office.general, &nudge.ts, "bonsens:will-fix")
        .unwrap();
    office.hears("nudge-answered", 1).await;
    office
        .ana
        .edits(&office.general, &ts, "the wifi password is in the vault")
        .unwrap();
    office.shows(&office.ana, &office.general, "Thank").await;
    office.slack.quiet().await;
    assert_eq!(office.moderators.messages(), [], "no flag was ever raised");
    office.well_behaved();
}

#[tokio::test]
async fn a_finding_is_said_to_be_harmless_with_a_reason() {
    let office = Office::open().await;
    office.ana.posts(&office.general, PASSWORD);
    let nudge = office
        .shows(&office.ana, &office.general, "A private word")
        .await;
    office
        .ana
        .presses(&office.general, &nudge.ts, "bonsens:not-confidential")
        .unwrap();
    let ana = office.ana.clone();
    office
        .slack
        .until("the reason is asked", || ana.modal().is_some())
        .await;
    assert!(
        office.heard.events("nudge-answered").is_empty(),
        "not before the reason"
    );
    office.ana.submits(&[("reason", "example")]).unwrap();
    office.hears("nudge-answered", 1).await;
    office
        .slack
        .until("the window closes", || ana.modal().is_none())
        .await;
    // The same words again are no news.
    office.ana.posts(&office.general, PASSWORD);
    office.hears("message-posted", 2).await;
    office.slack.quiet().await;
    let nudges = office.ana.sees(&office.general);
    let nudges = nudges
        .iter()
        .filter(|seen| seen.words.contains("A private word"));
    assert_eq!(nudges.count(), 1);
    office.well_behaved();
}

#[tokio::test]
async fn a_token_is_flagged_and_only_a_moderator_may_close_it() {
    let office = Office::open().await;
    office.ana.posts(
        &office.general,
        "here is the key ghp_16C7e42F292c6912E7710c838347Ae178B4a",
    );
    let flag = office
        .shows(&office.ben, &office.moderators, "A message to look at")
        .await;
    // Someone who found the way in, and is no moderator.
    let eve = office.acme.member("eve");
    eve.joins(&office.moderators);
    eve.presses(&office.moderators, &flag.ts, "bonsens:dismiss")
        .unwrap();
    office.hears("flag-handled", 1).await;
    assert_eq!(
        eve.modal(),
        None,
        "no reason is asked of someone who may not act"
    );
    let told = office
        .shows(&eve, &office.moderators, "for someone else")
        .await;
    assert!(told.only_you);

    office
        .ben
        .presses(&office.moderators, &flag.ts, "bonsens:take")
        .unwrap();
    office.hears("flag-handled", 2).await;
    let roles: Vec<_> = office
        .heard
        .events("flag-handled")
        .iter()
        .map(|event| event.role)
        .collect();
    assert_eq!(
        roles,
        [bonsens_port::Role::Employee, bonsens_port::Role::Moderator]
    );
    office.well_behaved();
}

#[tokio::test]
async fn every_way_to_post_is_seen_once_and_machines_are_not() {
    let office = Office::open().await;
    let first = office.ana.posts(&office.general, "hello");
    let snippet = office.ana.writes_snippet("notes", PASSWORD);
    office
        .ana
        .posts(&office.general, Post::from("look").with_file(&snippet));
    office
        .ana
        .posts(&office.general, Post::from("waves").as_me());
    office
        .ana
        .posts(&office.general, Post::from("in a thread").in_thread(&first));
    office.ana.posts(
        &office.general,
        Post::from("and out").in_thread(&first).broadcast(),
    );
    office.ana.posts(
        &office.general,
        Post::from("see").attaching(json!({"text": "beside it"})),
    );
    office.hears("message-posted", 6).await;
    office.acme.other_app_posts(&office.general, PASSWORD);
    office.acme.webhook_posts(&office.general, PASSWORD);
    office
        .general
        .unfurls(&first, "https://example.org/")
        .unwrap();
    office
        .shows(&office.ana, &office.general, "A private word")
        .await;
    office.slack.quiet().await;

    let texts: Vec<_> = office
        .heard
        .events("message-posted")
        .into_iter()
        .map(|event| match event.kind {
            EventKind::MessagePosted { text, .. } => text.expose().to_owned(),
            other => panic!("{other:?}"),
        })
        .collect();
    let snippet = format!("look\nnotes\n{PASSWORD}");
    assert_eq!(
        texts,
        [
            "hello",
            &snippet,
            "waves",
            "in a thread",
            "and out",
            "see\nbeside it"
        ]
    );
    assert_eq!(
        office.heard.events("message-edited").len(),
        0,
        "a preview is no edit"
    );
    assert_eq!(office.ignored("bot"), 2);
    assert_eq!(office.ignored("same-text"), 1);
}

#[tokio::test]
async fn the_audience_is_known_and_not_looked_up_for_each_message() {
    let office = Office::open().await;
    let shared = office
        .acme
        .room("partners", RoomKind::Shared, &[&office.ana]);
    for _ in 0..20 {
        office.ana.posts(&office.general, "hello");
        office.ana.posts(&shared, "hello");
    }
    // A guest who comes only now.
    office.hears("message-posted", 40).await;
    let guest = office.someone("gus", Account::Guest);
    guest.posts(&office.general, "hi");
    office.hears("message-posted", 41).await;
    office.ana.posts(&office.general, "hello");
    office.hears("message-posted", 42).await;
    let events = office.heard.events("message-posted");
    let here = events
        .iter()
        .filter(|event| event.channel.as_str() == office.general.id());
    let here: Vec<_> = here.map(|event| event.audience).collect();
    assert!(here[0].members >= Some(3), "ana, ben and the bot");
    assert!(!here[0].outsiders && !here[19].outsiders);
    assert!(
        here[20].outsiders && here[21].outsiders,
        "a guest reads along"
    );
    assert!(
        events
            .iter()
            .filter(|event| event.channel.as_str() == shared.id())
            .all(|event| event.audience.outsiders)
    );
    assert_eq!(office.slack.calls("users.info").len(), 2);
    assert_eq!(office.slack.calls("conversations.info").len(), 2);
}

#[tokio::test]
async fn a_private_word_about_a_reply_is_in_its_thread() {
    let office = Office::open().await;
    let first = office.ben.posts(&office.general, "who has the new plan?");
    let reply = Post::from(PASSWORD).in_thread(&first);
    office.ana.posts(&office.general, reply);
    let nudged = || {
        let seen = office.ana.sees(&office.general);
        seen.into_iter().find(|seen| seen.only_you)
    };
    office
        .slack
        .until("ana is told", || nudged().is_some())
        .await;
    assert_eq!(nudged().unwrap().thread.as_deref(), Some(first.as_str()));
    office.well_behaved();
}
