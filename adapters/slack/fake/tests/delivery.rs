//! How events reach the app, and come again when they are not acknowledged.

#![expect(
    clippy::unwrap_used,
    reason = "the helpers of a test are test code too"
)]

mod common;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use bonsens_fake_slack::{FakeSlack, Options, Outcome, RoomKind, Sockets, sign};
use common::{Socket, call};
use serde_json::{Value, json};

/// Slack in a great hurry.
fn impatient() -> Options {
    Options {
        acknowledge_within: Duration::from_millis(100),
        retry_after: [0, 10, 20].map(Duration::from_millis).to_vec(),
        ..Options::default()
    }
}

/// A request that an endpoint got.
type Got = Arc<Mutex<Vec<(HeaderMap, String)>>>;

/// An endpoint that answers these statuses one after the other, then 200.
async fn endpoint(statuses: Vec<u16>) -> (String, Got) {
    let got = Got::default();
    let kept = Arc::clone(&got);
    let routes = Router::new().route(
        "/slack",
        post(move |headers: HeaderMap, body: String| async move {
            let mut kept = kept.lock().unwrap();
            let status = statuses.get(kept.len()).copied().unwrap_or(200);
            kept.push((headers, body));
            StatusCode::from_u16(status).unwrap()
        }),
    );
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/slack", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, routes).await });
    (url, got)
}

#[tokio::test]
async fn it_listens_on_loopback_only() {
    let options = Options {
        address: "0.0.0.0:0".parse().unwrap(),
        ..Options::default()
    };
    assert!(FakeSlack::start_with(options).await.is_err());
    let slack = FakeSlack::start().await.unwrap();
    let refused = slack.team("Acme").delivers_to("http://example.org/slack");
    assert!(refused.is_err());
}

#[tokio::test]
async fn what_is_not_acknowledged_by_socket_comes_three_times_more() {
    let slack = FakeSlack::start_with(impatient()).await.unwrap();
    let acme = slack.team("Acme");
    let ana = acme.member("ana");
    let general = acme.room("general", RoomKind::Public, &[&ana]);
    let (mut socket, hello) = Socket::open(&slack, &acme).await;
    assert_eq!(hello["type"], "hello");
    assert_eq!(hello["connection_info"]["app_id"], acme.app_id());

    ana.posts(&general, "hello");
    let first = socket.next().await.unwrap();
    assert_eq!(first["retry_attempt"], 0);
    for number in 1..=3 {
        let again = socket.next().await.unwrap();
        assert_eq!(again["retry_attempt"], number);
        assert_eq!(again["retry_reason"], "timeout");
        assert_eq!(again["payload"]["event_id"], first["payload"]["event_id"]);
        assert_ne!(again["envelope_id"], first["envelope_id"]);
    }
    slack.quiet().await;
    let entry = slack.ledger().pop().unwrap();
    assert!(entry.given_up);
    assert_eq!(entry.attempts.len(), 4);

    ana.posts(&general, "again");
    let envelope = socket.next().await.unwrap();
    socket.acknowledges(&envelope, Value::Null).await;
    slack.quiet().await;
    let entry = slack.ledger().pop().unwrap();
    assert_eq!(entry.attempts.len(), 1);
    assert!(entry.acknowledged_after.is_some());
}

#[tokio::test]
async fn requests_are_signed_and_come_again_when_refused() {
    let slack = FakeSlack::start_with(impatient()).await.unwrap();
    let acme = slack.team("Acme");
    let ana = acme.member("ana");
    let general = acme.room("general", RoomKind::Public, &[&ana]);
    let (url, got) = endpoint(vec![500, 503]).await;
    acme.delivers_to(&url).unwrap();
    ana.posts(&general, "hello");
    slack.quiet().await;

    let got = got.lock().unwrap();
    assert_eq!(got.len(), 3);
    for (number, (headers, body)) in got.iter().enumerate() {
        let timestamp: u64 = headers["x-slack-request-timestamp"]
            .to_str()
            .unwrap()
            .parse()
            .unwrap();
        let signature = sign(&acme.signing_secret(), timestamp, body);
        assert_eq!(headers["x-slack-signature"], signature.as_str());
        let retry = headers
            .get("x-slack-retry-num")
            .map(|n| n.to_str().unwrap().to_owned());
        assert_eq!(retry, (number > 0).then(|| number.to_string()));
    }
    assert_eq!(got[1].0["x-slack-retry-reason"], "http_error");
    let outcomes: Vec<_> = slack.ledger()[0]
        .attempts
        .iter()
        .map(|a| a.outcome.clone())
        .collect();
    let refused = |status| Some(Outcome::Refused(status));
    assert_eq!(
        outcomes,
        [refused(500), refused(503), Some(Outcome::Acknowledged)]
    );
}

#[tokio::test]
async fn commands_and_presses_are_forms_and_never_come_again() {
    let slack = FakeSlack::start_with(impatient()).await.unwrap();
    let acme = slack.team("Acme");
    let ana = acme.member("ana");
    let general = acme.room("general", RoomKind::Private, &[&ana]);
    let (url, got) = endpoint(vec![500]).await;
    acme.delivers_to(&url).unwrap();
    ana.commands(&general, "/charter", "may I & you?");
    slack.quiet().await;
    assert_eq!(
        ana.troubles(),
        ["/charter failed with the error \"dispatch_failed\""]
    );
    ana.uses_shortcut("ask");
    slack.quiet().await;

    let got = got.lock().unwrap();
    assert_eq!(got.len(), 2);
    let field = |body: &str, name: &str| {
        let mut fields = form_urlencoded::parse(body.as_bytes());
        fields
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.into_owned())
    };
    assert_eq!(field(&got[0].1, "text").unwrap(), "may I &amp; you?");
    assert_eq!(field(&got[0].1, "channel_name").unwrap(), "privategroup");
    let payload: Value = serde_json::from_str(&field(&got[1].1, "payload").unwrap()).unwrap();
    assert_eq!(payload["type"], "shortcut");
    assert_eq!(payload["user"]["id"], ana.id());
}

#[tokio::test]
async fn a_dropped_socket_loses_nothing() {
    let slack = FakeSlack::start().await.unwrap();
    let acme = slack.team("Acme");
    let ana = acme.member("ana");
    let general = acme.room("general", RoomKind::Public, &[&ana]);
    let (mut socket, _) = Socket::open(&slack, &acme).await;
    ana.posts(&general, "hello");
    let lost = socket.next().await.unwrap();
    slack.drop_sockets();
    assert_eq!(socket.next().await, None);

    let (mut socket, _) = Socket::open(&slack, &acme).await;
    let again = socket.next().await.unwrap();
    assert_eq!(again["payload"]["event_id"], lost["payload"]["event_id"]);
    socket.acknowledges(&again, Value::Null).await;
    slack.quiet().await;
    let outcomes: Vec<_> = slack.ledger()[0]
        .attempts
        .iter()
        .map(|a| a.outcome.clone())
        .collect();
    assert_eq!(
        outcomes,
        [Some(Outcome::Broken), Some(Outcome::Acknowledged)]
    );
}

#[tokio::test]
async fn an_app_holds_at_most_ten_sockets_and_is_told_to_go() {
    let slack = FakeSlack::start().await.unwrap();
    let acme = slack.team("Acme");
    let mut open = Vec::new();
    for number in 1..=10 {
        let (socket, hello) = Socket::open(&slack, &acme).await;
        assert_eq!(hello["num_connections"], number);
        open.push(socket);
    }
    let (mut eleventh, first) = Socket::open(&slack, &acme).await;
    assert_eq!(first["reason"], "too_many_websockets");
    assert_eq!(eleventh.next().await, None);

    acme.disconnects("warning");
    assert_eq!(open[0].next().await.unwrap()["reason"], "warning");
    assert_eq!(acme.sockets(), 10);
    acme.disconnects("refresh_requested");
    assert_eq!(open[0].next().await.unwrap()["reason"], "refresh_requested");
    assert_eq!(acme.sockets(), 0);
    assert_eq!(open[0].next().await, None);
}

#[tokio::test]
async fn a_half_open_socket_says_nothing_at_all() {
    let slack = FakeSlack::start().await.unwrap();
    let acme = slack.team("Acme");
    let (mut before, _) = Socket::open(&slack, &acme).await;
    let a_moment = Duration::from_millis(200);
    assert!(before.answers_a_ping(a_moment).await);
    slack.sockets_are(Sockets::HalfOpen);
    assert!(!before.answers_a_ping(a_moment).await);
    let mut during = Socket::open_silent(&slack, &acme).await;
    assert!(!during.answers_a_ping(a_moment).await);

    slack.sockets_are(Sockets::Refused);
    assert_eq!(before.next().await, None);
    let address = Socket::address(&slack, &acme).await;
    assert!(tokio_tungstenite::connect_async(address).await.is_err());
    slack.sockets_are(Sockets::Working);
    assert_eq!(Socket::open(&slack, &acme).await.1["type"], "hello");
}

#[tokio::test]
async fn an_address_proves_that_it_is_the_apps() {
    let slack = FakeSlack::start().await.unwrap();
    let acme = slack.team("Acme");
    let (deaf, _) = endpoint(Vec::new()).await;
    assert!(acme.verifies(&deaf).await.is_err());

    let echo = Router::new().route(
        "/slack",
        post(|body: String| async move {
            let asked: Value = serde_json::from_str(&body).unwrap();
            json!({"challenge": asked["challenge"]}).to_string()
        }),
    );
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/slack", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, echo).await });
    acme.verifies(&url).await.unwrap();
}

#[tokio::test]
async fn events_go_to_their_own_workspace_only() {
    let slack = FakeSlack::start().await.unwrap();
    let (acme, other) = (slack.team("Acme"), slack.team("Other"));
    let ana = acme.member("ana");
    let general = acme.room("general", RoomKind::Public, &[&ana]);
    let (mut mine, _) = Socket::open(&slack, &acme).await;
    let (mut theirs, _) = Socket::open(&slack, &other).await;
    ana.posts(&general, "hello");
    let envelope = mine.next().await.unwrap();
    assert_eq!(envelope["payload"]["team_id"], acme.id());
    mine.acknowledges(&envelope, Value::Null).await;
    slack.quiet().await;
    other.member("zoe").opens_home();
    let envelope = theirs.next().await.unwrap();
    assert_eq!(envelope["payload"]["event"]["type"], "app_home_opened");
}

#[tokio::test]
async fn an_app_in_two_workspaces_has_one_connection_and_two_bots() {
    let slack = FakeSlack::start().await.unwrap();
    let acme = slack.team("Acme");
    let beta = acme.is_also_installed_in("Beta");
    assert_eq!(beta.app_id(), acme.app_id());
    assert_eq!(beta.signing_secret(), acme.signing_secret());
    assert_ne!(beta.bot_token(), acme.bot_token());
    let (mut socket, _) = Socket::open(&slack, &beta).await;
    assert_eq!((acme.sockets(), beta.sockets()), (1, 1));
    for team in [&acme, &beta] {
        let ana = team.member("ana");
        ana.posts(&team.room("general", RoomKind::Public, &[&ana]), "hello");
        let envelope = socket.next().await.unwrap();
        assert_eq!(envelope["payload"]["team_id"], team.id());
        socket.acknowledges(&envelope, json!(null)).await;
        let me = call(&slack, team, "auth.test", json!({})).await;
        assert_eq!(me["team_id"], team.id());
        assert_eq!(me["user_id"], team.bot_user());
    }
    slack.quiet().await;
}
