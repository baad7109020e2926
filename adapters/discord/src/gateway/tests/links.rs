//! Links that go silent, end without a word, are refused or told to go.

use super::*;

#[tokio::test]
async fn the_bot_is_named_first_and_events_come_in_order() {
    let line = connected().await;
    line.posts("one");
    line.posts("two");
    line.core.hears(&["one", "two"]).await;
    let first = line.core.handed.borrow()[0].clone();
    assert_eq!(first, ("READY".to_owned(), line.discord.bot_user()));
    line.discord.quiet().await;
    line.discord.assert_well_behaved();
    let heard = line.discord.heard();
    let identify = heard.iter().find(|heard| heard.op == 2).unwrap();
    assert_eq!(identify.data["shard"], serde_json::json!([0, 1]));
    line.ends().await.unwrap();
}

#[tokio::test]
async fn what_happens_while_a_link_is_down_comes_with_the_next() {
    for how in ["an empty frame", "4000", "4008", "nothing", "reconnect"] {
        let line = connected().await;
        line.posts("one");
        line.core.hears(&["one"]).await;
        match how {
            "an empty frame" => line.discord.closes(None),
            "4000" => line.discord.closes(Some(4_000)),
            "4008" => line.discord.closes(Some(4_008)),
            "nothing" => line.discord.drop_connections(),
            _ => line.discord.asks_to_reconnect(),
        }
        line.discord
            .until("it is gone", || line.discord.sessions() == 0)
            .await;
        line.posts("two");
        line.has_begun(1, 1).await;
        line.posts("three");
        line.core.hears(&["one", "two", "three"]).await;
        let heard = line.discord.heard();
        let resume = heard.iter().find(|heard| heard.op == 6).unwrap();
        assert!(resume.at_resume_url, "{how}: Discord says where to go on");
        line.ends().await.unwrap();
    }
}

#[tokio::test]
async fn links_that_end_at_once_are_not_opened_ever_faster() {
    let worked = Duration::from_secs(30);
    let line = begun_with(Pulse { worked, ..PULSE }, BEAT, |_, _| ()).await;
    line.connects().await;
    let started = Instant::now();
    for again in 1..=3 {
        line.discord.closes(None);
        line.has_begun(1, again).await;
    }
    // An eighth of a second, a quarter and a half, at the least.
    assert!(started.elapsed() >= Duration::from_millis(875));
    line.ends().await.unwrap();
}

#[tokio::test]
async fn a_sign_of_life_is_given_whenever_discord_asks_for_one() {
    let line = begun_with(PULSE, Duration::from_mins(5), |_, _| ()).await;
    line.connects().await;
    line.posts("one");
    line.core.hears(&["one"]).await;
    // It asks, and is told up to where everything is settled.
    line.discord.quiet().await;
    line.ends().await.unwrap();
}

#[tokio::test]
async fn a_link_that_goes_silent_is_given_up_and_gone_on_with() {
    let line = connected().await;
    line.discord.gateway_is(Links::Silent);
    line.posts("one");
    line.discord
        .until("it is given up", || line.discord.connections() == 0)
        .await;
    line.discord.gateway_is(Links::Working);
    line.discord
        .until("it goes on", || line.discord.sessions() == 1)
        .await;
    line.core.hears(&["one"]).await;
    assert_eq!(line.discord.starts().0, 1, "no other session was begun");
    line.ends().await.unwrap();
}

#[tokio::test]
async fn a_link_that_is_refused_or_says_no_hello_is_opened_again() {
    for links in [
        Links::Refused,
        Links::Unavailable,
        Links::Slow(Duration::from_secs(3)),
    ] {
        let line = connected().await;
        line.discord.gateway_is(links);
        line.discord.drop_connections();
        let gone = || line.discord.sessions() == 0;
        line.discord.until("it is gone", gone).await;
        let again = line.discord.until("it is back", || !gone());
        let again = timeout(Duration::from_millis(700), again).await;
        assert!(again.is_err(), "{links:?}");
        line.discord.gateway_is(Links::Working);
        line.posts("one");
        line.core.hears(&["one"]).await;
        assert_eq!(line.discord.starts().0, 1);
        line.ends().await.unwrap();
    }
}

#[tokio::test]
async fn a_session_that_is_asked_for_and_does_not_come_is_asked_for_again() {
    let line = connected().await;
    line.discord.gateway_is(Links::Deaf);
    line.discord.drop_connections();
    let asks = || line.discord.starts() == (1, 2);
    line.discord.until("it asks twice", asks).await;
    assert_eq!(line.discord.sessions(), 0);
    line.discord.gateway_is(Links::Working);
    line.has_begun(1, 3).await;
    line.posts("one");
    line.core.hears(&["one"]).await;
    line.ends().await.unwrap();
}

#[tokio::test]
async fn a_session_that_is_not_valid_is_gone_on_with_or_replaced_as_discord_says() {
    let line = connected().await;
    line.discord.invalidates_sessions(true);
    line.has_begun(1, 1).await;
    line.discord.invalidates_sessions(false);
    line.has_begun(2, 1).await;
    for (new, code) in [(3, 4_007), (4, 4_009)] {
        line.discord.closes(Some(code));
        line.has_begun(new, 1).await;
    }
    line.posts("one");
    line.core.hears(&["one"]).await;
    line.ends().await.unwrap();
}

#[tokio::test]
async fn a_session_discord_has_forgotten_is_replaced() {
    let line = connected().await;
    line.discord.forgets_sessions();
    line.discord.drop_connections();
    line.has_begun(2, 1).await;
    line.posts("one");
    line.core.hears(&["one"]).await;
    line.ends().await.unwrap();
}

#[tokio::test]
async fn what_is_not_turned_on_for_the_application_ends_with_its_explanation() {
    let line = begun(|discord, _| discord.allows_intents(0)).await;
    let error = line.ended().await.unwrap_err();
    assert!(
        matches!(error, DiscordError::Intents { members: false }),
        "{error}"
    );
    assert!(
        error.to_string().contains("Message Content Intent"),
        "{error}"
    );
}

#[tokio::test]
async fn a_token_that_is_not_accepted_ends_it_at_the_start_and_later() {
    let line = begun(|discord, _| discord.revokes_token(true)).await;
    assert!(matches!(line.ended().await, Err(DiscordError::BotToken)));
    let line = connected().await;
    line.discord.revokes_token(true);
    line.discord.drop_connections();
    assert!(matches!(line.ended().await, Err(DiscordError::BotToken)));
}

#[tokio::test]
async fn what_can_never_work_ends_it() {
    let line = connected().await;
    line.discord.closes(Some(4_012));
    assert!(matches!(
        line.ended().await,
        Err(DiscordError::Closed { code: 4_012 })
    ));
}

#[tokio::test]
async fn where_the_gateway_is_is_asked_until_discord_says_so() {
    let line = begun(|discord, _| {
        discord.fail("GET /gateway/bot", 1, Fault::ServerError(502));
        discord.fail("GET /gateway/bot", 1, Fault::Dropped);
    });
    let line = line.await;
    line.connects().await;
    assert_eq!(line.discord.calls("GET /gateway/bot").len(), 3);
    line.ends().await.unwrap();
}

#[tokio::test]
async fn no_other_host_is_ever_called() {
    for address in [
        "wss://gateway.discord.gg",
        "ws://example.org",
        "http://127.0.0.1:9",
    ] {
        let line = begun(|_, settings| settings.gateway_url = Some(address.to_owned())).await;
        let ended = line.ended().await;
        assert!(
            matches!(ended, Err(DiscordError::GatewayAddress(_))),
            "{address}"
        );
    }
}

#[tokio::test]
async fn each_shard_has_its_link() {
    let line = begun(|discord, _| discord.wants_shards(3)).await;
    line.discord
        .until("all connect", || line.discord.sessions() == 3)
        .await;
    let heard = line.discord.heard();
    let mut shards: Vec<_> = heard
        .iter()
        .filter(|heard| heard.op == 2)
        .map(|heard| heard.data["shard"].to_string())
        .collect();
    shards.sort();
    assert_eq!(shards, ["[0,3]", "[1,3]", "[2,3]"]);
    line.discord.closes(Some(4_004));
    assert!(
        matches!(line.ended().await, Err(DiscordError::BotToken)),
        "all end"
    );
}

#[test]
fn a_dead_peer_is_noticed_a_few_seconds_after_a_heartbeat() {
    assert!(Pulse::default().answer <= Duration::from_secs(5));
}
