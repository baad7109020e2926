//! Connections, sessions and what goes wrong with them.

#![expect(
    clippy::unwrap_used,
    reason = "the helpers of a test are test code too"
)]

mod common;

use std::time::{Duration, Instant};

use bonsens_fake_discord::{FakeDiscord, Gateway, Options};
use common::{End, INTENTS, Socket};
use serde_json::{Value, json};

async fn url_to_resume(ready: &Value) -> Socket {
    Socket::open(ready["resume_gateway_url"].as_str().unwrap()).await
}

#[tokio::test]
async fn who_may_not_identify_is_told_why() {
    let discord = FakeDiscord::start().await.unwrap();
    let try_with = async |token: &str, intents: u64| {
        let mut socket = Socket::open(&discord.gateway_url()).await;
        socket.identifies(token, intents).await;
        socket.next().await
    };
    let token = discord.bot_token();
    assert_eq!(try_with("other", INTENTS).await, Err(End::Code(4004)));
    assert_eq!(try_with(&token, 1 << 30).await, Err(End::Code(4013)));
    discord.allows_intents(0);
    assert_eq!(try_with(&token, INTENTS).await, Err(End::Code(4014)));
    discord.allows_intents(1 << 1);
    assert_eq!(try_with(&token, INTENTS).await, Err(End::Code(4014)));
    assert_eq!(try_with(&token, 1 | (1 << 1)).await.unwrap()["t"], "READY");
    discord.revokes_token(true);
    assert_eq!(try_with(&token, 1).await, Err(End::Code(4004)));

    let mut socket = Socket::open(&discord.gateway_url()).await;
    socket.says(3, json!({})).await;
    assert_eq!(socket.next().await, Err(End::Code(4003)));
}

#[tokio::test]
async fn a_heartbeat_is_acknowledged_and_awaited() {
    let options = Options {
        heartbeat_every: Duration::from_millis(300),
        ..Options::default()
    };
    let discord = FakeDiscord::start_with(options).await.unwrap();
    let mut socket = Socket::open(&discord.gateway_url()).await;
    socket.says(1, Value::Null).await;
    assert_eq!(socket.next().await.unwrap()["op"], 11);
    assert_eq!(socket.next().await, Err(End::Code(4009)));
}

#[tokio::test]
async fn only_what_was_asked_for_comes_and_only_what_may_be_read() {
    let discord = FakeDiscord::start().await.unwrap();
    let acme = discord.server("Acme");
    let ana = acme.member("ana");
    let general = acme.channel("general");
    let (mut socket, _) = Socket::identified(&discord, 1 | (1 << 9)).await;
    ana.tells_bot("not for this one");
    acme.newcomer("bea");
    ana.posts(&general, "a secret");
    let heard = socket.event("MESSAGE_CREATE").await;
    assert_eq!(heard["content"], "");
    ana.mentions_bot(&general, "hello");
    let heard = socket.event("MESSAGE_CREATE").await;
    assert!(heard["content"].as_str().unwrap().ends_with("hello"));
    let (mut socket, _) = Socket::identified(&discord, INTENTS).await;
    acme.newcomer("cam");
    let joined = socket.event("GUILD_MEMBER_ADD").await;
    assert_eq!(joined["user"]["username"], "cam");
    assert_eq!(joined["guild_id"], acme.id());
}

#[tokio::test]
async fn a_session_goes_on_where_it_stopped() {
    let discord = FakeDiscord::start().await.unwrap();
    let acme = discord.server("Acme");
    let ana = acme.member("ana");
    let general = acme.channel("general");
    let (mut socket, ready) = Socket::identified(&discord, INTENTS).await;
    ana.posts(&general, "one");
    socket.event("MESSAGE_CREATE").await;
    let seq = socket.seq;
    discord.drop_connections();
    assert_eq!(socket.next().await, Err(End::Dropped));
    ana.posts(&general, "two");
    ana.posts(&general, "three");

    let mut socket = url_to_resume(&ready).await;
    socket.resumes(&discord, &ready["session_id"], seq).await;
    assert_eq!(socket.event("MESSAGE_CREATE").await["content"], "two");
    assert_eq!(socket.event("MESSAGE_CREATE").await["content"], "three");
    socket.event("RESUMED").await;
    ana.posts(&general, "four");
    assert_eq!(socket.event("MESSAGE_CREATE").await["content"], "four");
    assert_eq!(discord.starts(), (1, 1));
    assert!(discord.heard().last().unwrap().at_resume_url);

    discord.drop_connections();
    let mut socket = url_to_resume(&ready).await;
    socket.resumes(&discord, &ready["session_id"], 1_000).await;
    assert_eq!(socket.next().await, Err(End::Code(4007)));
    discord.forgets_sessions();
    let mut socket = url_to_resume(&ready).await;
    socket.resumes(&discord, &ready["session_id"], seq).await;
    let refused = socket.next().await.unwrap();
    assert_eq!((&refused["op"], &refused["d"]), (&json!(9), &json!(false)));
    socket.identifies(&discord.bot_token(), INTENTS).await;
    socket.event("READY").await;
}

#[tokio::test]
async fn an_app_that_says_goodbye_loses_its_session() {
    let discord = FakeDiscord::start().await.unwrap();
    let (mut socket, ready) = Socket::identified(&discord, INTENTS).await;
    socket.closes(1000).await;
    discord
        .until("it is gone", || discord.connections() == 0)
        .await;
    let mut socket = url_to_resume(&ready).await;
    socket.resumes(&discord, &ready["session_id"], 1).await;
    assert_eq!(socket.next().await.unwrap()["op"], 9);

    let (mut socket, ready) = Socket::identified(&discord, INTENTS).await;
    socket.closes(4000).await;
    discord
        .until("it is gone", || discord.sessions() == 0)
        .await;
    let mut socket = url_to_resume(&ready).await;
    socket.resumes(&discord, &ready["session_id"], 1).await;
    socket.event("RESUMED").await;
}

#[tokio::test]
async fn connections_end_in_every_way() {
    let discord = FakeDiscord::start().await.unwrap();
    let (mut socket, _) = Socket::identified(&discord, INTENTS).await;
    discord.closes(Some(4000));
    assert_eq!(socket.next().await, Err(End::Code(4000)));
    let (mut socket, _) = Socket::identified(&discord, INTENTS).await;
    discord.closes(None);
    assert_eq!(socket.next().await, Err(End::Empty));
    let (mut socket, _) = Socket::identified(&discord, INTENTS).await;
    discord.asks_to_reconnect();
    assert_eq!(socket.next().await.unwrap()["op"], 7);
    discord.invalidates_sessions(true);
    assert_eq!(socket.next().await.unwrap()["d"], true);

    discord.gateway_is(Gateway::Refused);
    assert!(Socket::try_open(&discord.gateway_url()).await.is_none());
    discord.gateway_is(Gateway::Unavailable);
    assert!(Socket::try_open(&discord.gateway_url()).await.is_none());
    discord.gateway_is(Gateway::Slow(Duration::from_millis(50)));
    let before = Instant::now();
    Socket::open(&discord.gateway_url()).await;
    assert!(before.elapsed() >= Duration::from_millis(50));
}

#[tokio::test]
async fn a_silent_connection_stays_open() {
    let discord = FakeDiscord::start().await.unwrap();
    let acme = discord.server("Acme");
    let (ana, general) = (acme.member("ana"), acme.channel("general"));
    let (mut socket, ready) = Socket::identified(&discord, INTENTS).await;
    let seq = socket.seq;
    discord.gateway_is(Gateway::Silent);
    socket.says(1, json!(seq)).await;
    let beats = || discord.heard().iter().filter(|heard| heard.op == 1).count();
    discord.until("the heartbeat comes", || beats() == 1).await;
    ana.posts(&general, "lost?");
    assert_eq!(discord.sessions(), 1);
    discord.gateway_is(Gateway::Working);
    let waiting = tokio::time::timeout(Duration::from_millis(100), socket.next());
    assert!(waiting.await.is_err(), "it was silent and stays so");

    let mut socket = url_to_resume(&ready).await;
    socket.resumes(&discord, &ready["session_id"], seq).await;
    assert_eq!(socket.event("MESSAGE_CREATE").await["content"], "lost?");
}

#[tokio::test]
async fn it_is_quiet_only_once_the_app_has_heard_everything() {
    let discord = FakeDiscord::start().await.unwrap();
    let acme = discord.server("Acme");
    let (ana, general) = (acme.member("ana"), acme.channel("general"));
    let (mut socket, _) = Socket::identified(&discord, INTENTS).await;
    ana.posts(&general, "hello");
    let quiet = tokio::time::timeout(Duration::from_millis(100), discord.quiet());
    assert!(quiet.await.is_err());
    let reading = tokio::spawn(async move {
        socket.event("MESSAGE_CREATE").await;
        // It is asked for a heartbeat, which `event` answers until something else comes.
        socket.event("MESSAGE_CREATE").await
    });
    discord.quiet().await;
    ana.posts(&general, "bye");
    assert_eq!(reading.await.unwrap()["content"], "bye");
}

#[tokio::test]
async fn a_server_is_described_when_it_comes() {
    let discord = FakeDiscord::start().await.unwrap();
    let acme = discord.server("Acme");
    acme.has_a_crowd_of(500);
    let mods = acme.role("mods", 0);
    let secret = acme.private_channel("secret", &[&mods]);
    let general = acme.channel("general");
    let thread = acme.member("ana").starts_thread(&general, None, "a thread");
    let mut socket = Socket::open(&discord.gateway_url()).await;
    socket.identifies(&discord.bot_token(), INTENTS).await;
    socket.event("READY").await;
    let guild = socket.event("GUILD_CREATE").await;
    assert_eq!(guild["member_count"], 503);
    assert_eq!(guild["members"][0]["user"]["id"], discord.bot_user());
    assert_eq!(guild["roles"].as_array().unwrap().len(), 3);
    let channels = guild["channels"].as_array().unwrap();
    let found = channels
        .iter()
        .find(|channel| channel["id"] == secret.id())
        .unwrap();
    assert_eq!(found["permission_overwrites"].as_array().unwrap().len(), 3);
    assert_eq!(guild["threads"][0]["id"], thread.id());
    let beta = discord.server("Beta");
    assert_eq!(socket.event("GUILD_CREATE").await["id"], beta.id());
    general.is_renamed("all");
    assert_eq!(socket.event("CHANNEL_UPDATE").await["name"], "all");
    thread.is_archived();
    let archived = socket.event("THREAD_UPDATE").await;
    assert_eq!(archived["thread_metadata"]["archived"], true);
    thread.is_deleted();
    socket.event("THREAD_DELETE").await;
    secret.is_deleted();
    socket.event("CHANNEL_DELETE").await;
    mods.is_deleted();
    assert_eq!(
        socket.event("GUILD_ROLE_DELETE").await["role_id"],
        mods.id()
    );
    acme.removes_bot();
    assert_eq!(socket.event("GUILD_DELETE").await, json!({"id": acme.id()}));
}

#[tokio::test]
async fn each_shard_hears_of_its_servers_only() {
    let discord = FakeDiscord::start().await.unwrap();
    let servers = [discord.server("Acme"), {
        // The time is in the id, and decides the shard.
        discord.advance(Duration::from_millis(1));
        discord.server("Beta")
    }];
    discord.wants_shards(2);
    let of = |id: &str| (id.parse::<u64>().unwrap() >> 22) % 2;
    assert_ne!(of(servers[0].id()), of(servers[1].id()));
    let mut sockets = Vec::new();
    for shard in 0..2 {
        let mut socket = Socket::open(&discord.gateway_url()).await;
        let properties = json!({"os": "linux", "browser": "a test", "device": "a test"});
        let data = json!({
            "token": discord.bot_token(), "intents": INTENTS, "properties": properties,
            "shard": [shard, 2],
        });
        socket.says(2, data).await;
        let ready = socket.event("READY").await;
        assert_eq!(ready["shard"], json!([shard, 2]));
        let server = servers
            .iter()
            .find(|server| of(server.id()) == shard)
            .unwrap();
        assert_eq!(socket.event("GUILD_CREATE").await["id"], server.id());
        let ana = server.member("ana");
        ana.posts(&server.channel("general"), "hello");
        socket.event("CHANNEL_CREATE").await;
        assert_eq!(
            socket.event("MESSAGE_CREATE").await["guild_id"],
            server.id()
        );
        sockets.push(socket);
    }
    servers[0].member("bea").tells_bot("psst");
    assert!(sockets[0].event("MESSAGE_CREATE").await["guild_id"].is_null());
}

#[tokio::test]
async fn a_server_goes_and_comes_back() {
    let discord = FakeDiscord::start().await.unwrap();
    let acme = discord.server("Acme");
    let (mut socket, _) = Socket::identified(&discord, INTENTS).await;
    acme.is_unavailable();
    assert_eq!(socket.event("GUILD_DELETE").await["unavailable"], true);
    acme.is_available();
    assert_eq!(socket.event("GUILD_CREATE").await["id"], acme.id());
}

#[tokio::test]
async fn who_starts_too_often_is_turned_away() {
    let discord = FakeDiscord::start().await.unwrap();
    discord.allows_starts_every(Duration::from_mins(1));
    let (_first, _) = Socket::identified(&discord, INTENTS).await;
    let mut second = Socket::open(&discord.gateway_url()).await;
    second.identifies(&discord.bot_token(), INTENTS).await;
    assert_eq!(second.next().await.unwrap()["op"], 9);
    assert!(!discord.violations().is_empty());
}
