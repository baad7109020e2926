//! The app writes, and reads what people write.

mod common;

use std::time::Duration;

use bonsens_fake_discord::{FakeDiscord, Options, Post, permissions};
use common::{INTENTS, Socket, call, fetch, says, send, words};
use serde_json::json;

#[tokio::test]
async fn it_listens_on_loopback_only() {
    let options = Options {
        address: "0.0.0.0:0".parse().unwrap(),
        ..Options::default()
    };
    assert!(FakeDiscord::start_with(options).await.is_err());
}

#[tokio::test]
async fn the_app_hears_people_and_people_see_the_app() {
    let discord = FakeDiscord::start().await.unwrap();
    let acme = discord.server("Acme");
    let ana = acme.member("ana");
    let general = acme.channel("general");
    let (mut socket, ready) = Socket::identified(&discord, INTENTS).await;
    assert_eq!(ready["user"]["id"], discord.bot_user());
    assert_eq!(ready["application"]["id"], discord.application_id());

    let message = ana.posts(&general, "hello");
    let heard = socket.event("MESSAGE_CREATE").await;
    assert_eq!(heard["id"], message);
    assert_eq!(heard["content"], "hello");
    assert_eq!(heard["guild_id"], acme.id());
    assert_eq!(heard["author"]["id"], ana.id());
    assert_eq!(heard["member"]["roles"], json!([]));

    let answer = says(&discord, general.id(), "welcome").await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("x-ratelimit-remaining"), "49");
    let heard = socket.event("MESSAGE_CREATE").await;
    assert_eq!(heard["author"]["bot"], true);
    let seen = ana.sees(&general).pop().unwrap();
    assert!(seen.from_app);
    assert_eq!(seen.words, "welcome");

    ana.edits(&general, &message, "hello all").unwrap();
    assert_eq!(socket.event("MESSAGE_UPDATE").await["content"], "hello all");
    ana.deletes(&general, &message).unwrap();
    assert_eq!(socket.event("MESSAGE_DELETE").await["id"], message);
    discord.assert_well_behaved();
}

#[tokio::test]
async fn a_nonce_makes_one_message_of_two() {
    let discord = FakeDiscord::start().await.unwrap();
    let general = discord.server("Acme").channel("general");
    let path = format!("/channels/{}/messages", general.id());
    let mut body = words("once");
    body["nonce"] = json!("n1");
    body["enforce_nonce"] = json!(true);
    let first = call(&discord, "POST", &path, Some(body.clone()))
        .await
        .json();
    let second = call(&discord, "POST", &path, Some(body.clone()))
        .await
        .json();
    assert_eq!(first["id"], second["id"]);
    assert_eq!(general.messages().len(), 1);
    discord.advance(Duration::from_mins(6));
    let third = call(&discord, "POST", &path, Some(body)).await.json();
    assert_ne!(first["id"], third["id"]);
}

#[tokio::test]
async fn what_discord_refuses_is_refused_and_remembered() {
    let discord = FakeDiscord::start().await.unwrap();
    let general = discord.server("Acme").channel("general");
    let path = format!("/channels/{}/messages", general.id());
    let long = call(&discord, "POST", &path, Some(words(&"x".repeat(2_001)))).await;
    assert_eq!((long.status, long.code()), (400, 50_035));
    let violations = discord.violations();
    assert!(
        violations[0].why.contains("2001 characters"),
        "{violations:?}"
    );
    let button = json!({"type": 2, "style": 1, "label": "Yes", "custom_id": "yes"});
    let mut twice = words("?");
    twice["components"] = json!([{"type": 1, "components": [button, button]}]);
    assert_eq!(
        call(&discord, "POST", &path, Some(twice)).await.code(),
        50_035
    );
    let empty = call(&discord, "POST", &path, Some(words(""))).await;
    assert_eq!(empty.code(), 50_006);
    let before = discord.violations().len();
    let loud = call(&discord, "POST", &path, Some(json!({"content": "hello"}))).await;
    assert_eq!(loud.status, 200);
    assert_eq!(discord.violations().len(), before + 1);
    assert!(!discord.violations()[before].refused);
    assert_eq!(
        send(&discord, "other", "GET", "/users/@me", None)
            .await
            .unwrap()
            .status,
        401
    );
}

#[tokio::test]
async fn permissions_decide_what_the_bot_may_do() {
    let discord = FakeDiscord::start().await.unwrap();
    let acme = discord.server("Acme");
    let ana = acme.member("ana");
    let general = acme.channel("general");
    let message = ana.posts(&general, "hello");
    let path = format!("/channels/{}/messages/{message}", general.id());
    let refused = call(&discord, "DELETE", &path, None).await;
    assert_eq!((refused.status, refused.code()), (403, 50_013));
    acme.bot_role().may(permissions::MANAGE_MESSAGES);
    assert_eq!(call(&discord, "DELETE", &path, None).await.status, 204);
    assert_eq!(call(&discord, "DELETE", &path, None).await.code(), 10_008);

    general.sets(&acme.bot_role(), 0, permissions::VIEW_CHANNEL);
    assert_eq!(says(&discord, general.id(), "hello").await.code(), 50_001);
    general.sets(
        &acme.bot_role(),
        permissions::VIEW_CHANNEL,
        permissions::SEND_MESSAGES,
    );
    assert_eq!(says(&discord, general.id(), "hello").await.code(), 50_013);

    let mods = acme.role("mods", 0);
    let secret = acme.private_channel("secret", &[&mods]);
    says(&discord, secret.id(), "for moderators").await;
    assert_eq!(ana.sees(&secret).len(), 0);
    ana.has(&mods);
    assert_eq!(ana.sees(&secret).len(), 1);
}

#[tokio::test]
async fn direct_messages_may_be_closed() {
    let discord = FakeDiscord::start().await.unwrap();
    let ana = discord.server("Acme").member("ana");
    let body = json!({"recipient_id": ana.id()});
    let opened = call(&discord, "POST", "/users/@me/channels", Some(body))
        .await
        .json();
    let direct = opened["id"].as_str().unwrap();
    assert_eq!(direct, ana.direct().id());
    says(&discord, direct, "psst").await;
    assert_eq!(ana.told()[0].words, "psst");
    ana.closes_direct_messages();
    let refused = says(&discord, direct, "psst").await;
    assert_eq!((refused.status, refused.code()), (403, 50_007));
    ana.refuses_direct_messages(Some(50_278));
    assert_eq!(says(&discord, direct, "psst").await.code(), 50_278);
}

#[tokio::test]
async fn threads_forums_files_and_replies_are_told_as_they_are() {
    let discord = FakeDiscord::start().await.unwrap();
    let acme = discord.server("Acme");
    let ana = acme.member("ana");
    let (general, ideas) = (acme.channel("general"), acme.forum("ideas"));
    let (mut socket, _) = Socket::identified(&discord, INTENTS).await;

    let post = ana.opens_post(&ideas, "A plan", "what of it?");
    let thread = socket.event("THREAD_CREATE").await;
    assert_eq!(thread["parent_id"], ideas.id());
    assert_eq!(thread["name"], "A plan");
    let first = socket.event("MESSAGE_CREATE").await;
    assert_eq!(first["id"], post.id());
    assert_eq!(first["channel_id"], post.id());

    let file = ana.uploads("notes.txt", "text/plain", b"a secret");
    let message = ana.posts(&general, Post::from("see").with_file(&file));
    let heard = socket.event("MESSAGE_CREATE").await;
    let url = heard["attachments"][0]["url"].as_str().unwrap();
    assert!(url.starts_with(&discord.api_url()));
    assert_eq!(heard["attachments"][0]["size"], 8);
    ana.replies(&general, &message, "well");
    let heard = socket.event("MESSAGE_CREATE").await;
    assert_eq!(heard["referenced_message"]["id"], message);

    let path = format!("/channels/{}/messages/{message}/threads", general.id());
    let made = call(&discord, "POST", &path, Some(json!({"name": "flag"}))).await;
    assert_eq!(made.status, 201);
    assert_eq!(made.json()["id"], message);
    socket.event("THREAD_CREATE").await;
    assert_eq!(socket.event("MESSAGE_UPDATE").await["flags"], 32);
    let starter = socket.event("MESSAGE_CREATE").await;
    assert_eq!(
        (&starter["type"], &starter["content"]),
        (&json!(21), &json!(""))
    );
    assert_eq!(starter["referenced_message"]["id"], message);
    let again = call(&discord, "POST", &path, Some(json!({"name": "flag"}))).await;
    assert_eq!(again.code(), 160_004);
    assert_eq!(general.threads().len(), 1);

    general.unfurls(&message, "https://example.org").unwrap();
    let heard = socket.event("MESSAGE_UPDATE").await;
    assert!(
        heard["content"].is_null(),
        "a preview says nothing of the words"
    );
    assert_eq!(heard["embeds"][0]["title"], "A page");
    general
        .unfurls_in_full(&message, "https://example.org")
        .unwrap();
    let heard = socket.event("MESSAGE_UPDATE").await;
    assert_eq!(heard["content"], "see");
    assert!(heard["edited_timestamp"].is_null(), "nobody edited it");
    general.is_purged(&[&message]);
    assert_eq!(
        socket.event("MESSAGE_DELETE_BULK").await["ids"],
        json!([message])
    );
    general.webhook_posts("from elsewhere");
    let heard = socket.event("MESSAGE_CREATE").await;
    assert!(heard["webhook_id"].is_string() && heard["member"].is_null());
}

#[tokio::test]
async fn history_is_read_a_page_at_a_time() {
    let discord = FakeDiscord::start().await.unwrap();
    let acme = discord.server("Acme");
    let ana = acme.member("ana");
    let general = acme.channel("general");
    let ids: Vec<String> = (0..5)
        .map(|n| ana.posts(&general, n.to_string().as_str()))
        .collect();
    let page = async |query: &str| {
        let path = format!("/channels/{}/messages?{query}", general.id());
        let page = call(&discord, "GET", &path, None).await.json();
        let texts = page.as_array().unwrap().iter();
        texts
            .map(|m| m["content"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(page("limit=2").await, ["4", "3"]);
    assert_eq!(
        page(&format!("limit=2&before={}", ids[3])).await,
        ["2", "1"]
    );
    assert_eq!(page(&format!("limit=2&after={}", ids[0])).await, ["2", "1"]);
}

#[tokio::test]
async fn a_forward_has_its_words_in_a_snapshot_and_discord_writes_too() {
    let discord = FakeDiscord::start().await.unwrap();
    let acme = discord.server("Acme");
    let ana = acme.member("ana");
    let (general, other) = (acme.channel("general"), acme.channel("other"));
    let first = ana.posts(&general, "a secret");
    let (mut socket, _) = Socket::identified(&discord, INTENTS).await;
    ana.posts(&other, Post::forwarding(&general, &first));
    let heard = socket.event("MESSAGE_CREATE").await;
    assert_eq!(heard["content"], "");
    assert_eq!(heard["message_reference"]["type"], 1);
    let kept = &heard["message_snapshots"][0]["message"];
    assert_eq!(kept["content"], "a secret");
    assert!(kept["author"].is_null());

    let thread = ana.starts_thread(&general, None, "a thread");
    socket.event("THREAD_CREATE").await;
    let heard = socket.event("MESSAGE_CREATE").await;
    assert_eq!(
        (&heard["type"], &heard["content"]),
        (&json!(18), &json!("a thread"))
    );
    assert_eq!(heard["message_reference"]["channel_id"], thread.id());
    general.discord_says(7, &ana, "");
    assert_eq!(socket.event("MESSAGE_CREATE").await["type"], 7);
}

#[tokio::test]
async fn what_a_channel_says_of_a_role_or_person_goes_before_the_server() {
    let discord = FakeDiscord::start().await.unwrap();
    let acme = discord.server("Acme");
    let (ana, general) = (acme.member("ana"), acme.channel("general"));
    let guests = acme.role("guests", 0);
    assert!(ana.may_write(&general));
    general.sets(&acme.everyone(), 0, permissions::SEND_MESSAGES);
    assert!(!ana.may_write(&general));
    ana.has(&guests);
    general.sets(&guests, permissions::SEND_MESSAGES, 0);
    assert!(ana.may_write(&general));
    general.sets_for(&ana, 0, permissions::SEND_MESSAGES);
    assert!(!ana.may_write(&general));
    general.sets_for(&ana, permissions::SEND_MESSAGES, permissions::VIEW_CHANNEL);
    assert!(
        !ana.may_write(&general),
        "nobody writes where they see nothing"
    );
    let thread = ana.starts_thread(&general, None, "a thread");
    assert!(
        ana.sees(&thread).is_empty(),
        "a thread is as open as its channel"
    );
    ana.has(&acme.role("admins", permissions::ADMINISTRATOR));
    assert!(ana.may_write(&general));
}

#[tokio::test]
async fn a_file_is_read_where_it_is_said_to_be() {
    let discord = FakeDiscord::start().await.unwrap();
    let acme = discord.server("Acme");
    let (ana, general) = (acme.member("ana"), acme.channel("general"));
    let file = ana.uploads("notes.txt", "text/plain", b"a secret");
    ana.posts(&general, Post::from("see").with_file(&file));
    let seen = ana.sees(&general).pop().unwrap();
    let url = seen.wire["attachments"][0]["url"].as_str().unwrap();
    let read = fetch(url).await;
    assert_eq!(
        (read.status, read.body.as_slice()),
        (200, b"a secret".as_slice())
    );
    assert_eq!(read.header("content-type"), "text/plain");
    let missing = fetch(&url.replace(&file, "1")).await;
    assert_eq!(missing.status, 404);
}
