//! Calls that go wrong.

mod common;

use std::time::{Duration, Instant};

use bonsens_fake_discord::{FakeDiscord, Fault, Scope};
use common::{call, says, send, words};

const POST: &str = "POST /channels/{}/messages";

#[tokio::test]
async fn a_route_says_too_many() {
    let discord = FakeDiscord::start().await.unwrap();
    let general = discord.server("Acme").channel("general");
    for (scope, name) in [(Scope::User, "user"), (Scope::Shared, "shared")] {
        let fault = Fault::RateLimited {
            retry_after: Duration::from_millis(1_500),
            scope,
        };
        discord.fail(POST, 1, fault);
        let refused = says(&discord, general.id(), "hello").await;
        assert_eq!(refused.status, 429);
        assert_eq!(refused.json()["retry_after"], 1.5);
        assert_eq!(refused.json()["global"], false);
        assert_eq!(refused.header("retry-after"), "2");
        assert_eq!(refused.header("x-ratelimit-scope"), name);
        assert_eq!(refused.header("x-ratelimit-remaining"), "0");
    }
    let fault = Fault::RateLimited {
        retry_after: Duration::from_secs(1),
        scope: Scope::Global,
    };
    discord.fail("*", 1, fault);
    let refused = call(&discord, "GET", "/users/@me", None).await;
    assert_eq!(refused.json()["global"], true);
    assert_eq!(refused.header("x-ratelimit-global"), "true");
    assert!(general.messages().is_empty());
    assert_eq!(
        discord.invalid_calls(),
        2,
        "that of the resource does not count"
    );
    assert_eq!(says(&discord, general.id(), "hello").await.status, 200);
}

#[tokio::test]
async fn a_bucket_runs_out_and_fills_again() {
    let discord = FakeDiscord::start().await.unwrap();
    let acme = discord.server("Acme");
    let (general, other) = (acme.channel("general"), acme.channel("other"));
    discord.limit(POST, 2, Duration::from_hours(1));
    let first = says(&discord, general.id(), "1").await;
    assert_eq!(first.header("x-ratelimit-limit"), "2");
    assert_eq!(first.header("x-ratelimit-remaining"), "1");
    let second = says(&discord, general.id(), "2").await;
    assert_eq!(second.header("x-ratelimit-remaining"), "0");
    assert_eq!(
        first.header("x-ratelimit-bucket"),
        second.header("x-ratelimit-bucket")
    );
    assert_eq!(says(&discord, general.id(), "3").await.status, 429);
    assert_eq!(says(&discord, other.id(), "1").await.status, 200);
    discord.limit(POST, 1, Duration::from_millis(20));
    assert_eq!(says(&discord, general.id(), "3").await.status, 200);
    let full = || async { says(&discord, general.id(), "3").await.status == 200 };
    let refilled = async { while !full().await {} };
    tokio::time::timeout(Duration::from_secs(5), refilled)
        .await
        .unwrap();
}

#[tokio::test]
async fn calls_break_before_and_after_they_are_done() {
    let discord = FakeDiscord::start().await.unwrap();
    let general = discord.server("Acme").channel("general");
    let path = format!("/channels/{}/messages", general.id());
    let token = discord.bot_token();
    let post = || send(&discord, &token, "POST", &path, Some(words("hello")));
    discord.fail(POST, 1, Fault::Dropped);
    assert!(post().await.is_none());
    discord.fail(POST, 1, Fault::ServerError(503));
    assert_eq!(post().await.unwrap().status, 503);
    assert!(general.messages().is_empty());
    discord.fail(POST, 1, Fault::DroppedAfterwards);
    assert!(post().await.is_none());
    assert_eq!(general.messages().len(), 1);
    discord.fail(POST, 1, Fault::ServerErrorAfterwards);
    assert_eq!(post().await.unwrap().status, 502);
    assert_eq!(general.messages().len(), 2);
    let fault = Fault::Error {
        status: 403,
        code: 50_278,
    };
    discord.fail(POST, 1, fault);
    assert_eq!(post().await.unwrap().code(), 50_278);
    discord.fail(POST, 1, Fault::Slow(Duration::from_millis(50)));
    let before = Instant::now();
    assert_eq!(post().await.unwrap().status, 200);
    assert!(before.elapsed() >= Duration::from_millis(50));
    let statuses: Vec<_> = discord.calls(POST).iter().map(|call| call.status).collect();
    let expected = [None, Some(503), None, Some(502), Some(403), Some(200)];
    assert_eq!(statuses, expected);
}
