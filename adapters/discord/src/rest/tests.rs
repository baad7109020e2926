//! Calls that are limited, refused, answered late or never, and what is kept of all that.

use bonsens_fake_discord::{Channel, FakeDiscord, Fault, Scope};
use serde_json::json;
use tokio::net::TcpListener;

use super::*;

const WRITES: &str = "POST /channels/{}/messages";
const CALLBACK_PATH: &str = "/interactions/1/its-own-token/callback";
const ANSWER_PATH: &str = "/webhooks/1/its-own-token";

fn rest(api_url: &str, token: &str) -> Rest {
    let _ = rustls::crypto::ring::default_provider().install_default();
    assert!(
        api_url.starts_with("http://127.0.0.1:"),
        "tests call this machine only"
    );
    let settings = Settings {
        api_url: api_url.to_owned(),
        gateway_url: None,
        bot_token: token.into(),
        session_file: None,
        servers: Vec::new(),
    };
    Rest::new(&settings).unwrap()
}

/// A Discord with two channels, and the bot that calls it.
async fn discord() -> (FakeDiscord, Rest, [Channel; 2]) {
    let discord = FakeDiscord::start().await.unwrap();
    let acme = discord.server("Acme");
    let channels = ["general", "random"].map(|name| acme.channel(name));
    let rest = rest(&discord.api_url(), &discord.bot_token());
    (discord, rest, channels)
}

async fn writes(rest: &Rest, channel: &Channel) -> Result<Done, Failure> {
    let path = format!("/channels/{}/messages", channel.id());
    let body = json!({"content": "hello", "allowed_mentions": {"parse": []}});
    rest.call(Method::POST, &path, Some(&body)).await
}

async fn answers(rest: &Rest, path: &str) -> Result<Done, Failure> {
    let body = json!({"type": 5, "data": {"flags": 64}});
    rest.call(Method::POST, path, Some(&body)).await
}

fn limited(retry_after: Duration, scope: Scope) -> Fault {
    Fault::RateLimited { retry_after, scope }
}

fn is_limited(called: &Result<Done, Failure>) -> bool {
    matches!(called, Err(Failure::Limited(time)) if *time > Duration::from_secs(20))
}

#[derive(Deserialize)]
struct Sent {
    id: String,
}

#[tokio::test]
async fn what_was_posted_is_read_and_what_is_refused_is_a_code() {
    let (discord, rest, [general, _]) = discord().await;
    let path = format!("/channels/{}/messages", general.id());
    let body = json!({"content": "hello", "allowed_mentions": {"parse": []}});
    let sent: Sent = rest.call(Method::POST, &path, Some(&body)).await.unwrap();
    assert_eq!(general.messages()[0].id, sent.id);
    // Nothing comes back, and that is an answer.
    let message = format!("{path}/{}", sent.id);
    rest.call::<Done>(Method::DELETE, &message, None)
        .await
        .unwrap();
    let again = rest.call::<Done>(Method::DELETE, &message, None).await;
    assert!(again.as_ref().unwrap_err().is(&[10_008]), "{again:?}");
    discord.assert_well_behaved();
}

#[tokio::test]
async fn a_short_wait_is_waited_for_and_a_long_one_handed_back() {
    let (discord, rest, [general, random]) = discord().await;
    discord.fail(WRITES, 1, limited(Duration::from_millis(30), Scope::User));
    writes(&rest, &general).await.unwrap();
    assert_eq!(discord.calls(WRITES).len(), 2);
    discord.fail(WRITES, 1, limited(Duration::from_secs(30), Scope::User));
    assert!(is_limited(&writes(&rest, &general).await));
    assert!(
        is_limited(&writes(&rest, &general).await),
        "it is left alone"
    );
    assert_eq!(discord.calls(WRITES).len(), 3);
    writes(&rest, &random).await.unwrap();
}

#[tokio::test]
async fn a_limit_that_is_known_is_never_run_into() {
    let (discord, rest, [general, random]) = discord().await;
    discord.limit(WRITES, 2, Duration::from_secs(30));
    writes(&rest, &general).await.unwrap();
    writes(&rest, &general).await.unwrap();
    assert!(is_limited(&writes(&rest, &general).await));
    writes(&rest, &random).await.unwrap();
    let refused = discord
        .calls("*")
        .into_iter()
        .filter(|call| call.status == Some(429));
    assert_eq!(refused.count(), 0);
}

#[tokio::test]
async fn when_all_is_limited_only_interactions_are_answered() {
    let (discord, rest, [general, random]) = discord().await;
    discord.fail(WRITES, 1, limited(Duration::from_secs(30), Scope::Global));
    assert!(is_limited(&writes(&rest, &general).await));
    assert!(is_limited(&writes(&rest, &random).await));
    assert_eq!(discord.calls(WRITES).len(), 1);
    for path in [CALLBACK_PATH, ANSWER_PATH] {
        let answer = answers(&rest, path).await;
        assert!(
            matches!(answer, Err(Failure::Code { .. })),
            "it was asked: {answer:?}"
        );
    }
}

#[tokio::test]
async fn an_interaction_is_answered_while_others_wait_for_their_turn() {
    let (_discord, rest, [general, _]) = discord().await;
    let _all = rest
        .permits
        .acquire_many(u32::try_from(AT_ONCE).unwrap())
        .await
        .unwrap();
    for path in [CALLBACK_PATH, ANSWER_PATH] {
        let answer = answers(&rest, path).await;
        assert!(
            matches!(answer, Err(Failure::Code { .. })),
            "it was asked: {answer:?}"
        );
    }
    let waiting = timeout(Duration::from_millis(50), writes(&rest, &general)).await;
    assert!(waiting.is_err(), "a message waits");
}

#[tokio::test]
async fn after_a_thousand_refusals_nothing_is_called_any_more() {
    let (discord, rest, [general, random]) = discord().await;
    for _ in 1..1_000 {
        rest.guard.count();
    }
    // Neither is held against the bot.
    discord.fail(WRITES, 1, limited(Duration::from_millis(1), Scope::Shared));
    writes(&rest, &general).await.unwrap();
    discord.fail(
        WRITES,
        1,
        Fault::Error {
            status: 404,
            code: 10_003,
        },
    );
    writes(&rest, &general).await.unwrap_err();
    writes(&rest, &general).await.unwrap();
    discord.fail(
        WRITES,
        1,
        Fault::Error {
            status: 403,
            code: 50_013,
        },
    );
    assert!(writes(&rest, &general).await.unwrap_err().is(&[50_013]));
    let before = discord.calls("*").len();
    assert!(is_limited(&writes(&rest, &random).await));
    assert!(is_limited(&answers(&rest, CALLBACK_PATH).await));
    assert_eq!(discord.calls("*").len(), before);
}

#[tokio::test]
async fn a_page_an_end_and_a_bad_token_are_told_apart() {
    let (discord, rest, [general, _]) = discord().await;
    for fault in [Fault::ServerError(502), Fault::Dropped] {
        discord.fail(WRITES, 1, fault);
        let failure = writes(&rest, &general).await.unwrap_err();
        assert!(matches!(failure, Failure::Doubtful(_)), "{failure:?}");
    }
    discord.revokes_token(true);
    let failure = writes(&rest, &general).await.unwrap_err();
    assert_eq!(
        failure,
        Failure::Code {
            status: 401,
            code: 0
        }
    );
}

/// A server that takes a connection and says nothing.
async fn silent() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    (listener, address)
}

#[tokio::test(start_paused = true)]
async fn nobody_waits_for_ever_and_an_interaction_not_for_three_seconds() {
    let (_listener, address) = silent().await;
    let rest = rest(&address, "token");
    for (path, time) in [
        (CALLBACK_PATH, Duration::from_millis(2_500)),
        (ANSWER_PATH, Duration::from_secs(10)),
        ("/users/@me", Duration::from_secs(10)),
    ] {
        let started = Instant::now();
        let answer = answers(&rest, path).await;
        assert!(
            matches!(answer, Err(Failure::Doubtful(_))),
            "{path}: {answer:?}"
        );
        assert_eq!(started.elapsed(), time, "{path}");
    }
    let started = Instant::now();
    let file = rest.fetch(&format!("{address}/a.md"), 10).await;
    assert_eq!(
        (file, started.elapsed()),
        (Err(NotFetched::Late), Duration::from_secs(10))
    );
}

#[tokio::test]
async fn a_file_comes_whole_or_not_at_all_and_from_discord_alone() {
    let (discord, rest, [general, _]) = discord().await;
    let ana = discord.server("Acme").member("ana");
    let file = ana.uploads("notes.md", "text/markdown", b"# Notes");
    let post = bonsens_fake_discord::Post::from("see").with_file(&file);
    ana.posts(&general, post);
    let address = general.messages()[0].wire["attachments"][0]["url"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(rest.fetch(&address, 7).await.unwrap(), b"# Notes");
    assert_eq!(rest.fetch(&address, 6).await, Err(NotFetched::Large));
    let gone = format!("{}/cdn/nothing", discord.api_url());
    assert_eq!(rest.fetch(&gone, 6).await, Err(NotFetched::Gone));
    for elsewhere in ["https://example.org/notes.md", "file:///etc/passwd", "no"] {
        assert_eq!(rest.fetch(elsewhere, 7).await, Err(NotFetched::Elsewhere));
    }
}

#[test]
fn nothing_of_the_token_or_an_answer_is_told() {
    let rest = rest("http://127.0.0.1:9", "secret-4821");
    assert!(!format!("{rest:?} {:?}", rest.token).contains("4821"));
    let body = br#"{"message":"4821","code":50035,"errors":{"content":"4821"}}"#;
    let route = Route::of(&Method::POST, ANSWER_PATH);
    for status in [200, 302, 400, 403, 429, 500] {
        let status = StatusCode::from_u16(status).unwrap();
        let read = rest.read::<Vec<u8>>(&route, status, &HeaderMap::new(), body);
        let failure = read.unwrap_err();
        let told = format!(
            "{failure:?} {}",
            bonsens_port::PlatformError::from(failure.clone())
        );
        assert!(!told.contains("4821"), "{told}");
    }
}

#[test]
fn a_token_or_an_address_that_is_none_is_refused() {
    let settings = |api_url: &str, token: &str| Settings {
        api_url: api_url.to_owned(),
        gateway_url: None,
        bot_token: token.into(),
        session_file: None,
        servers: Vec::new(),
    };
    let refused = Rest::new(&settings("http://discord.com", "token"));
    assert!(matches!(refused, Err(DiscordError::Address(_))));
    let refused = Rest::new(&settings("http://127.0.0.1:9", "to\nken"));
    assert!(matches!(refused, Err(DiscordError::TokenSpelling)));
}
