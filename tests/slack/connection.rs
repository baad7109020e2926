//! The connection: what is sent again, what breaks, what is refused, and how it ends.

use std::io::{Read, Write};
use std::time::Duration;

use bonsens_fake_slack::{Fault, Kind, Options, Outcome, RoomKind};
use bonsens_slack::SlackError;
use serde_json::{Value, json};

use crate::office::{Office, PASSWORD, Way};

/// Every message a person posted was taken in, and none led to two nudges.
fn assert_nothing_lost_or_doubled(office: &Office, posted: &[String]) {
    let mut taken: Vec<_> = office
        .heard
        .events("message-posted")
        .iter()
        .map(|event| event.id.to_string())
        .collect();
    taken.sort();
    taken.dedup();
    let (acme, general) = (office.acme.id(), office.general.id());
    let mut expected: Vec<_> = posted
        .iter()
        .map(|ts| format!("slack/{acme}/{general}/{ts}"))
        .collect();
    expected.sort();
    assert_eq!(taken, expected);
}

#[tokio::test]
async fn what_the_core_can_t_keep_comes_again_and_is_told_once() {
    let office = Office::open().await;
    office.store.breaks();
    let ts = office.ana.posts(&office.general, PASSWORD);
    let first = || {
        office
            .slack
            .ledger()
            .first()
            .is_some_and(|d| d.attempts.len() > 1)
    };
    office.slack.until("it is sent again", first).await;
    assert!(
        office.heard.nothing(),
        "nothing was taken while the store failed"
    );
    office.store.opens();
    office
        .shows(&office.ana, &office.general, "A private word")
        .await;
    office.slack.quiet().await;
    assert_nothing_lost_or_doubled(&office, &[ts]);
    let nudges = office.slack.calls("chat.postEphemeral").len();
    assert_eq!(nudges, 1);
}

#[tokio::test]
async fn sockets_that_break_in_a_burst_lose_and_double_nothing() {
    let office = Office::open().await;
    let mut posted = Vec::new();
    for n in 0..60 {
        posted.push(
            office
                .ana
                .posts(&office.general, format!("message {n}").as_str()),
        );
        if n % 20 == 10 {
            office.hears("message-posted", n / 2).await;
            office.slack.drop_sockets();
        }
    }
    office.slack.quiet().await;
    assert!(
        office
            .slack
            .ledger()
            .iter()
            .all(|delivery| delivery.acknowledged_after.is_some())
    );
    assert_nothing_lost_or_doubled(&office, &posted);
}

#[tokio::test]
async fn a_socket_that_is_to_be_refreshed_has_its_successor_first() {
    let office = Office::open().await;
    let posted = office.ana.posts(&office.general, "before");
    office.hears("message-posted", 1).await;
    office.acme.disconnects("warning");
    let acme = office.acme.clone();
    office
        .slack
        .until("a second socket opens", || acme.sockets() == 2)
        .await;
    office
        .slack
        .until("the first closes", || acme.sockets() == 1)
        .await;
    let after = office.ana.posts(&office.general, "after");
    office.hears("message-posted", 2).await;
    assert_nothing_lost_or_doubled(&office, &[posted, after]);
    office.acme.disconnects("refresh_requested");
    office
        .slack
        .until("another one opens", || acme.sockets() == 1)
        .await;
}

#[tokio::test]
async fn messages_of_a_channel_keep_their_order_and_another_channel_does_not_wait() {
    let office = Office::open().await;
    let lounge = office.acme.room("lounge", RoomKind::Public, &[&office.ben]);
    for room in [&office.general, &lounge] {
        office.ben.posts(room, "hello");
    }
    office.hears("message-posted", 2).await;
    // Nobody knows ana yet, and Slack takes its time to say who she is.
    let slow = Fault::Slow(Duration::from_millis(700));
    office.slack.fail("users.info", 1, slow);
    let posted = [
        office.ana.posts(&office.general, "one"),
        office.ben.posts(&office.general, "two"),
        office.ben.posts(&lounge, "meanwhile"),
        office.ben.posts(&office.general, "three"),
    ];
    office.hears("message-posted", 6).await;
    let taken = office.heard.events("message-posted").split_off(2);
    let order = taken.iter().map(|event| {
        let ts = event.id.as_str().rsplit('/').next().unwrap();
        posted.iter().position(|posted| posted == ts).unwrap()
    });
    assert_eq!(order.collect::<Vec<_>>(), [2, 0, 1, 3]);
}

#[tokio::test]
async fn a_message_its_edit_and_its_end_come_in_their_order() {
    let office = Office::open().await;
    let ts = office.ana.posts(&office.general, "one");
    office.ana.edits(&office.general, &ts, "two").unwrap();
    office.ana.deletes(&office.general, &ts).unwrap();
    office.hears("message-deleted", 1).await;
    assert_eq!(office.heard.events("message-edited").len(), 1);
    assert_eq!(office.heard.events("message-posted").len(), 1);
}

#[tokio::test]
async fn what_can_t_get_better_ends_with_its_reason() {
    for (refused, expected) in [
        ("invalid_auth", "invalid_auth"),
        ("account_inactive", "account_inactive"),
    ] {
        let mut office = Office::prepared(&Way::Socket, Options::hurried()).await;
        office.slack.refuse_tokens(Some(refused));
        office.start();
        match office.ends().await {
            Err(SlackError::BotToken { workspace, code }) => {
                assert_eq!(
                    (workspace.as_str(), code.as_str()),
                    (office.acme.id(), expected)
                );
            }
            other => panic!("{other:?}"),
        }
    }
    // The same later: the socket breaks, and no new one is given.
    let mut office = Office::open().await;
    office.slack.refuse_tokens(Some("invalid_auth"));
    office.slack.drop_sockets();
    let ended = office.ends().await;
    assert!(
        matches!(ended, Err(SlackError::AppToken { ref code }) if code == "invalid_auth"),
        "{ended:?}"
    );
    // Socket Mode is switched off.
    let mut office = Office::open().await;
    office.acme.disconnects("link_disabled");
    let ended = office.ends().await;
    assert!(matches!(ended, Err(SlackError::SocketModeOff)), "{ended:?}");
}

#[tokio::test]
async fn an_end_leaves_nothing_half_done() {
    let mut office = Office::open().await;
    office.store.shuts();
    let ts = office.ana.posts(&office.general, PASSWORD);
    let reached = || office.slack.calls("conversations.info").len() == 1;
    office.slack.until("it is on its way in", reached).await;
    let store = office.store.clone();
    let ending = async { office.closes().await };
    let (ended, ()) = tokio::join!(ending, async { store.opens() });
    ended.unwrap();
    assert_nothing_lost_or_doubled(&office, &[ts]);
    let acme = office.acme.clone();
    office
        .slack
        .until("the socket closes", || acme.sockets() == 0)
        .await;
}

#[tokio::test]
async fn the_endpoint_takes_everything_that_is_signed_and_nothing_else() {
    let mut office = Office::open_by(Way::Http, Options::hurried()).await;
    let ts = office.ana.posts(&office.general, PASSWORD);
    let nudge = office
        .shows(&office.ana, &office.general, "A private word")
        .await;
    office
        .ana
        .presses(&office.general, &nudge.ts, "bonsens:will-fix")
        .unwrap();
    office.hears("nudge-answered", 1).await;
    office.ana.commands(&office.general, "/charter", "me");
    office.hears("self-asked", 1).await;
    office.slack.quiet().await;
    assert_nothing_lost_or_doubled(&office, &[ts]);
    assert!(
        office
            .slack
            .ledger()
            .iter()
            .all(|delivery| delivery.acknowledged_after.is_some())
    );
    let kinds: Vec<_> = office
        .slack
        .ledger()
        .iter()
        .map(|delivery| delivery.kind)
        .collect();
    assert!(kinds.contains(&Kind::Interaction) && kinds.contains(&Kind::Command));

    let taken = office.heard.events("message-posted").len();
    let body = r#"{"type":"event_callback","event":{}}"#;
    assert_eq!(
        send(&office, "/slack/events", body, "v0=0000", now()).await,
        401
    );
    let signed = |at| bonsens_fake_slack::sign(&office.acme.signing_secret(), at, body);
    assert_eq!(
        send(&office, "/slack/events", body, &signed(now()), now()).await,
        200
    );
    let old = now() - 301;
    assert_eq!(
        send(&office, "/slack/events", body, &signed(old), old).await,
        401
    );
    let large = "x".repeat((1 << 20) + 1);
    let signature = bonsens_fake_slack::sign(&office.acme.signing_secret(), now(), &large);
    assert_eq!(
        send(&office, "/slack/events", &large, &signature, now()).await,
        413
    );
    assert_eq!(office.heard.events("message-posted").len(), taken);

    // A store that fails makes Slack come again.
    office.store.breaks();
    office
        .ana
        .posts(&office.general, "the wifi password is Coquelicot!77");
    let refused = || {
        let ledger = office.slack.ledger();
        let last = ledger
            .last()
            .and_then(|delivery| delivery.attempts.first()?.outcome.clone());
        last == Some(Outcome::Refused(503))
    };
    office.slack.until("it is refused", refused).await;
    office.store.opens();
    office.hears("message-posted", taken + 1).await;
    office.closes().await.unwrap();
}

/// Sends the office something signed, as Slack does.
async fn sends(office: &Office, body: &Value) -> u16 {
    let body = body.to_string();
    let signature = bonsens_fake_slack::sign(&office.acme.signing_secret(), now(), &body);
    send(office, "/slack/events", &body, &signature, now()).await
}

#[tokio::test]
async fn what_was_taken_comes_twice_more_and_changes_nothing() {
    let office = Office::open_by(Way::Http, Options::hurried()).await;
    office.ana.posts(&office.general, PASSWORD);
    office
        .shows(&office.ana, &office.general, "A private word")
        .await;
    office.slack.quiet().await;
    let delivered = office.slack.ledger().remove(0).body;
    for _ in 0..2 {
        assert_eq!(sends(&office, &delivered).await, 200);
    }
    // Something else that is told, so that a second nudge has had its time.
    office.ana.commands(&office.general, "/charter", "me");
    office.shows(&office.ana, &office.general, "30 days").await;
    office.hears("message-posted", 3).await;
    let seen = office.ana.sees(&office.general).into_iter();
    let nudges = seen.filter(|seen| seen.words.contains("A private word"));
    assert_eq!(nudges.count(), 1);
}

#[tokio::test]
async fn what_comes_again_after_its_edit_is_not_told_as_it_was() {
    let options = Options {
        retry_after: vec![Duration::from_millis(300)],
        ..Options::hurried()
    };
    let office = Office::open_by(Way::Http, options).await;
    office.store.breaks();
    let ts = office.ana.posts(&office.general, PASSWORD);
    let refused = || {
        let first = office.slack.ledger().remove(0);
        let attempt = first.attempts.first();
        attempt.is_some_and(|attempt| attempt.outcome == Some(Outcome::Refused(503)))
    };
    office.slack.until("it is refused", refused).await;
    office.store.opens();
    office
        .ana
        .edits(&office.general, &ts, "it is in the vault")
        .unwrap();
    office.hears("message-edited", 1).await;
    office.slack.quiet().await;
    assert_eq!(office.ignored("outdated"), 1);
    assert_eq!(office.heard.events("message-posted").len(), 0);
}

#[tokio::test]
async fn what_people_write_to_each_other_is_never_read() {
    let office = Office::open_by(Way::Http, Options::hurried()).await;
    let written = |channel: &str, kind: &str, is_bot: bool| {
        json!({
            "type": "event_callback", "team_id": office.acme.id(),
            "authorizations": [{"team_id": office.acme.id(), "is_bot": is_bot}],
            "event": {
                "type": "message", "channel": channel, "channel_type": kind, "ts": "1700000000.1",
                "user": office.ana.id(), "text": PASSWORD,
            },
        })
    };
    for body in [
        written("D0PEOPLE", "im", false),
        written("G0PEOPLE", "mpim", true),
    ] {
        assert_eq!(sends(&office, &body).await, 200);
    }
    assert_eq!(office.ignored("between-people"), 2);
    assert!(office.heard.nothing());
    assert!(
        office.slack.calls("users.info").is_empty(),
        "nobody is even looked up"
    );
}

pub fn now() -> u64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.unwrap().as_secs()
}

/// Sends a request to the office; the status of the answer.
pub async fn send(office: &Office, path: &str, body: &str, signature: &str, at: u64) -> u16 {
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: bot\r\nConnection: close\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\
         X-Slack-Request-Timestamp: {at}\r\nX-Slack-Signature: {signature}\r\n\r\n",
        body.len()
    );
    let (address, body) = (office.address(), body.to_owned());
    let asking = tokio::task::spawn_blocking(move || {
        let mut stream = std::net::TcpStream::connect(address).unwrap();
        stream.write_all(head.as_bytes()).unwrap();
        // A body that is refused may not be read to its end.
        let _ = stream.write_all(body.as_bytes());
        let mut answer = [0; 12];
        stream.read_exact(&mut answer).unwrap();
        std::str::from_utf8(&answer[9..]).unwrap().parse().unwrap()
    });
    asking.await.unwrap()
}

#[tokio::test]
async fn an_address_that_is_taken_is_said() {
    let mut office = Office::prepared(&Way::Http, Options::hurried()).await;
    let address = office.address();
    let _other = std::net::TcpListener::bind(address).unwrap();
    office.start();
    match office.ends().await {
        Err(SlackError::Listen { address: said, .. }) => assert_eq!(said, address),
        other => panic!("{other:?}"),
    }
}
