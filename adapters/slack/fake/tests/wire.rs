//! What people do, as it is on the wire; and what the Web API refuses.

mod common;

use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use bonsens_fake_slack::{Account, FakeSlack, Fault, Pinged, Post, RoomKind};
use common::{call, post, send};
use serde_json::{Value, json};

/// The events of a scenario, in order. Nobody is connected, so none is acknowledged.
fn events(slack: &FakeSlack) -> Vec<Value> {
    let ledger = slack.ledger().into_iter();
    ledger.map(|entry| entry.body["event"].clone()).collect()
}

fn kinds(slack: &FakeSlack) -> Vec<String> {
    let name = |event: Value| {
        let kind = event["type"].as_str().unwrap_or_default().to_owned();
        event["subtype"]
            .as_str()
            .map_or(kind.clone(), |subtype| format!("{kind}/{subtype}"))
    };
    events(slack).into_iter().map(name).collect()
}

#[tokio::test]
async fn a_message_lives_from_post_to_deletion() {
    let slack = FakeSlack::start().await.unwrap();
    let acme = slack.team("Acme");
    let ana = acme.member("ana");
    let general = acme.room("general", RoomKind::Public, &[&ana]);
    let ts = ana.posts(&general, "hello");
    ana.edits(&general, &ts, "goodbye").unwrap();
    general.unfurls(&ts, "https://example.org").unwrap();
    let reply = ana.replies(&general, &ts, "a reply");
    ana.posts(&general, Post::from("to all").in_thread(&ts).broadcast());
    ana.deletes(&general, &reply).unwrap();
    ana.deletes(&general, &ts).unwrap();
    ana.posts(&general, Post::from("waves").as_me());
    assert_eq!(
        kinds(&slack),
        [
            "message",
            "message/message_changed",
            "message/message_changed",
            "message",
            "message/thread_broadcast",
            "message/message_deleted",
            "message/message_changed",
            "message/me_message",
        ]
    );
    let events = events(&slack);
    assert_eq!(events[0]["channel_type"], "channel");
    assert_eq!(events[0]["event_ts"], events[0]["ts"]);
    assert!(events[0]["client_msg_id"].is_string());
    assert_eq!(events[1]["message"]["text"], "goodbye");
    assert_eq!(events[1]["previous_message"]["text"], "hello");
    assert_eq!(events[1]["message"]["edited"]["user"], ana.id());
    assert_eq!(
        events[2]["message"]["text"],
        events[2]["previous_message"]["text"]
    );
    assert_eq!(events[3]["thread_ts"], ts.as_str());
    assert_eq!(events[4]["root"]["reply_count"], 2);
    assert_eq!(events[5]["deleted_ts"], reply.as_str());
    assert_eq!(
        events[6]["message"]["subtype"], "tombstone",
        "the start of a thread leaves a trace"
    );
    let envelope = &slack.ledger()[0].body;
    assert_eq!(envelope["authorizations"][0]["user_id"], acme.bot_user());
}

#[tokio::test]
async fn a_mention_comes_twice_with_two_ids_but_not_in_direct_messages() {
    let slack = FakeSlack::start().await.unwrap();
    let acme = slack.team("Acme");
    let ana = acme.member("ana");
    let shared = acme.room("partners", RoomKind::Shared, &[&ana]);
    ana.mentions_bot(&shared, "hello");
    ana.tells_bot(format!("<@{}> hello", acme.bot_user()).as_str());
    assert_eq!(kinds(&slack), ["message", "app_mention", "message"]);
    let ledger = slack.ledger();
    assert_ne!(ledger[0].event_id, ledger[1].event_id);
    assert_eq!(ledger[0].body["event"]["ts"], ledger[1].body["event"]["ts"]);
    assert_eq!(ledger[0].body["is_ext_shared_channel"], true);
    assert_eq!(ledger[2].body["event"]["channel_type"], "im");
}

#[tokio::test]
async fn bots_strangers_and_rooms_without_the_bot() {
    let slack = FakeSlack::start().await.unwrap();
    let acme = slack.team("Acme");
    let guest = acme.person("guest", Account::SingleChannelGuest);
    let stranger = acme.person("sam", Account::Stranger);
    let shared = acme.room("partners", RoomKind::Shared, &[&guest, &stranger]);
    acme.other_app_posts(&shared, "beep");
    acme.webhook_posts(&shared, "boop");
    stranger.posts(&shared, "hi");
    shared.bot_leaves();
    guest.posts(&shared, "the bot does not hear this");
    assert_eq!(kinds(&slack), ["message", "message/bot_message", "message"]);
    assert_ne!(events(&slack)[2]["user_team"], acme.id());

    let info = call(&slack, &acme, "users.info", json!({"user": guest.id()})).await;
    assert_eq!(info["user"]["is_ultra_restricted"], true);
    let info = call(&slack, &acme, "users.info", json!({"user": stranger.id()})).await;
    assert_eq!(info["user"]["is_stranger"], true);
    let info = call(
        &slack,
        &acme,
        "conversations.info",
        json!({"channel": shared.id()}),
    )
    .await;
    assert_eq!(info["channel"]["is_ext_shared"], true);
    assert_eq!(info["channel"]["is_member"], false);
}

#[tokio::test]
async fn tokens_and_scopes_are_checked() {
    let slack = FakeSlack::start().await.unwrap();
    let acme = slack.team("Acme");
    let ana = acme.member("ana");
    let general = acme.room("general", RoomKind::Public, &[&ana]);
    let url = format!("{}auth.test", slack.api_url());
    let error = |answer: common::Answer| answer.json()["error"].clone();
    assert_eq!(error(post(&url, None, &json!({})).await), "not_authed");
    assert_eq!(
        error(post(&url, Some("xoxb-no"), &json!({})).await),
        "invalid_auth"
    );
    let with_app_token = post(&url, Some(&acme.app_token()), &json!({})).await;
    assert_eq!(error(with_app_token), "not_allowed_token_type");

    acme.grants(&["channels:read"]);
    let args = json!({"channel": general.id(), "text": "x"});
    let refused = call(&slack, &acme, "chat.postMessage", args).await;
    assert_eq!(refused["error"], "missing_scope");
    assert_eq!(refused["needed"], "chat:write");
    assert_eq!(refused["provided"], "channels:read");
    let answer = post(&url, Some(&acme.bot_token()), &json!({})).await;
    assert_eq!(answer.headers["x-oauth-scopes"], "channels:read");

    slack.refuse_tokens(Some("invalid_auth"));
    assert_eq!(
        call(&slack, &acme, "auth.test", json!({})).await["error"],
        "invalid_auth"
    );
    slack.refuse_tokens(None);
    acme.uninstalls();
    assert_eq!(
        call(&slack, &acme, "auth.test", json!({})).await["error"],
        "account_inactive"
    );
}

#[tokio::test]
async fn calls_fail_as_planned() {
    let slack = FakeSlack::start().await.unwrap();
    let acme = slack.team("Acme");
    let ana = acme.member("ana");
    let general = acme.room("general", RoomKind::Public, &[&ana]);
    let url = format!("{}chat.postMessage", slack.api_url());
    let token = acme.bot_token();
    let args = json!({"channel": general.id(), "text": "x"});
    let posting = || post(&url, Some(&token), &args);

    slack.fail("chat.postMessage", 2, Fault::RateLimited { retry_after: 3 });
    for _ in 0..2 {
        let limited = posting().await;
        assert_eq!(limited.status, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(limited.headers["retry-after"], "3");
    }
    slack.fail("*", 1, Fault::ServerError);
    assert_eq!(posting().await.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(general.messages().is_empty());
    slack.fail("*", 1, Fault::ServerErrorAfterwards);
    assert_eq!(posting().await.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(general.messages().len(), 1, "it was done all the same");

    slack.keep_pace(Some(Duration::from_hours(1)));
    assert!(posting().await.status.is_success());
    assert_eq!(posting().await.status, StatusCode::TOO_MANY_REQUESTS);

    let args = json!({"channel": general.id(), "user": "U404", "text": "x"});
    let refused = call(&slack, &acme, "chat.postEphemeral", args).await;
    assert_eq!(refused["error"], "user_not_in_channel");
    ana.is_away(true);
    let presence = call(
        &slack,
        &acme,
        "users.getPresence",
        json!({"user": ana.id()}),
    )
    .await;
    assert_eq!(presence["presence"], "away");
}

#[tokio::test]
async fn what_slack_refuses_is_refused_and_noted() {
    let slack = FakeSlack::start().await.unwrap();
    let acme = slack.team("Acme");
    let ana = acme.member("ana");
    let general = acme.room("general", RoomKind::Public, &[&ana]);
    let text = "x".repeat(3_001);
    let blocks = json!([{"type": "section", "text": {"type": "mrkdwn", "text": text}}]);
    let args = json!({"channel": general.id(), "text": "x", "blocks": blocks});
    let refused = call(&slack, &acme, "chat.postMessage", args).await;
    assert_eq!(refused["error"], "invalid_blocks");
    assert!(refused["errors"][0].as_str().unwrap().contains("3001"));
    assert_eq!(slack.violations()[0].method, "chat.postMessage");

    let args = json!({"channel": general.id(), "text": "hello <!channel>"});
    assert_eq!(
        call(&slack, &acme, "chat.postMessage", args).await["ok"],
        true
    );
    assert_eq!(slack.pings()[0].who, Pinged::Everyone("channel".to_owned()));
}

#[tokio::test]
async fn only_an_administrators_token_deletes_what_others_wrote() {
    let slack = FakeSlack::start().await.unwrap();
    let acme = slack.team("Acme");
    let (ana, noa) = (acme.member("ana"), acme.person("noa", Account::Admin));
    let general = acme.room("general", RoomKind::Public, &[&ana, &noa]);
    let ts = ana.posts(&general, "oops");
    let args = json!({"channel": general.id(), "ts": ts});
    let refused = call(&slack, &acme, "chat.delete", args.clone()).await;
    assert_eq!(refused["error"], "cant_delete_message");
    let url = format!("{}chat.delete", slack.api_url());
    let token = noa.token(&["chat:write"]);
    let update = format!("{}chat.update", slack.api_url());
    let rewritten = json!({"channel": general.id(), "ts": ts, "text": "mine now"});
    let refused = post(&update, Some(&token), &rewritten).await.json();
    assert_eq!(refused["error"], "cant_update_message");
    assert_eq!(post(&url, Some(&token), &args).await.json()["ok"], true);
    assert!(general.messages().is_empty());
}

#[tokio::test]
async fn a_press_gives_three_seconds_and_five_answers() {
    let slack = FakeSlack::start().await.unwrap();
    let acme = slack.team("Acme");
    let ana = acme.member("ana");
    let general = acme.room("general", RoomKind::Public, &[&ana]);
    let button = |value: &str| {
        let text = json!({"type": "plain_text", "text": value});
        json!({"type": "button", "action_id": format!("take-{value}"), "value": value, "text": text})
    };
    let blocks = json!([{"type": "actions", "elements": [button("one"), button("two")]}]);
    let args = json!({"channel": general.id(), "user": ana.id(), "text": "x", "blocks": blocks});
    call(&slack, &acme, "chat.postEphemeral", args).await;
    let seen = ana.sees(&general).pop().unwrap();
    assert_eq!(seen.actions(), ["take-one", "take-two"]);
    assert_eq!(seen.words, "one\ntwo");
    assert!(ana.presses(&general, &seen.ts, "absent").is_err());
    let ben = acme.member("ben");
    assert!(ben.sees(&general).is_empty(), "it is for ana alone");
    assert!(ben.presses(&general, &seen.ts, "take-one").is_err());

    let press = || {
        ana.presses(&general, &seen.ts, "take-two=two").unwrap();
        slack.ledger().pop().unwrap().body
    };
    let body = press();
    assert_eq!(body["actions"][0]["value"], "two");
    assert_eq!(body["container"]["is_ephemeral"], true);
    assert!(
        body["message"].is_null(),
        "Slack keeps no ephemeral message to send back"
    );
    let view = json!({"type": "modal", "title": {"type": "plain_text", "text": "T"}, "blocks": []});
    let open = |body: Value| {
        let args = json!({"trigger_id": body["trigger_id"], "view": view});
        call(&slack, &acme, "views.open", args)
    };
    assert_eq!(open(body.clone()).await["ok"], true);
    assert_eq!(open(body.clone()).await["error"], "exchanged_trigger_id");
    let late = press();
    slack.advance(Duration::from_secs(4));
    assert_eq!(open(late).await["error"], "expired_trigger_id");

    let url = body["response_url"].as_str().unwrap();
    let replaced = json!({"text": "done", "replace_original": true});
    assert!(post(url, None, &replaced).await.status.is_success());
    assert_eq!(ana.sees(&general).pop().unwrap().words, "done");
    let gone = json!({"delete_original": true});
    assert!(post(url, None, &gone).await.status.is_success());
    assert!(ana.sees(&general).is_empty());
    for _ in 0..3 {
        assert!(
            post(url, None, &json!({"text": "x"}))
                .await
                .status
                .is_success()
        );
    }
    assert_eq!(
        post(url, None, &json!({"text": "x"})).await.json()["error"],
        "used_url"
    );
    assert!(ana.sees(&general).iter().all(|seen| seen.only_you));
}

#[tokio::test]
async fn a_private_file_is_for_those_who_may_have_it() {
    let slack = FakeSlack::start().await.unwrap();
    let acme = slack.team("Acme");
    let ana = acme.member("ana");
    let file = ana.uploads("charte été.md", "text/markdown", b"# Charte");
    let info = || call(&slack, &acme, "files.info", json!({"file": file}));
    assert_eq!(
        info().await["error"],
        "file_not_found",
        "it is still hers alone"
    );
    ana.tells_bot(Post::from("here").with_file(&file));
    let shared = &events(&slack)[0];
    assert_eq!(shared["subtype"], "file_share");
    let url = shared["files"][0]["url_private_download"].as_str().unwrap();
    let get = |token: &str| {
        let request = Request::get(url).header("authorization", format!("Bearer {token}"));
        send(request.body(Body::empty()).unwrap())
    };
    assert_eq!(info().await["file"]["url_private_download"], url);
    assert_eq!(get(&acme.bot_token()).await.body, b"# Charte");
    let other = slack.team("Other").bot_token();
    assert_ne!(get(&other).await.body, b"# Charte");
    acme.grants(&["chat:write"]);
    assert_ne!(get(&acme.bot_token()).await.body, b"# Charte");
    let page = get("xoxb-no").await;
    assert!(
        page.status.is_success(),
        "Slack shows a page to sign in, not an error"
    );
    assert!(
        page.headers["content-type"]
            .to_str()
            .unwrap()
            .starts_with("text/html")
    );
}

#[tokio::test]
async fn long_lists_come_in_pages() {
    let slack = FakeSlack::start().await.unwrap();
    let acme = slack.team("Acme");
    let people: Vec<_> = (0..5)
        .map(|number| acme.member(&format!("p{number}")))
        .collect();
    let all: Vec<_> = people.iter().collect();
    let general = acme.room("general", RoomKind::Public, &all);
    let (mut cursor, mut members, mut pages) = (String::new(), Vec::new(), 0);
    loop {
        let args = json!({"channel": general.id(), "limit": 4, "cursor": cursor});
        let page = call(&slack, &acme, "conversations.members", args).await;
        members.extend(page["members"].as_array().unwrap().clone());
        pages += 1;
        page["response_metadata"]["next_cursor"]
            .as_str()
            .unwrap()
            .clone_into(&mut cursor);
        if cursor.is_empty() {
            break;
        }
    }
    assert_eq!((pages, members.len()), (2, 6));

    let list = |args| call(&slack, &acme, "users.list", args);
    let first = list(json!({"limit": 4})).await;
    let cursor = &first["response_metadata"]["next_cursor"];
    let second = list(json!({"limit": 4, "cursor": cursor})).await;
    let count = |page: &Value| page["members"].as_array().unwrap().len();
    assert_eq!(
        (count(&first), count(&second)),
        (4, 2),
        "the bot is one of them"
    );
    assert_eq!(second["response_metadata"]["next_cursor"], "");
    assert_eq!(count(&list(json!({})).await), 6);
    let refused = list(json!({"cursor": "x"})).await;
    assert_eq!(refused["error"], "invalid_cursor");
    acme.grants(&["channels:read"]);
    assert_eq!(list(json!({})).await["needed"], "users:read");
}

#[tokio::test]
async fn what_was_said_can_be_looked_up() {
    let slack = FakeSlack::start().await.unwrap();
    let acme = slack.team("Acme");
    let ana = acme.member("ana");
    let general = acme.room("general", RoomKind::Public, &[&ana]);
    let first = ana.posts(&general, "first");
    let metadata = json!({"event_type": "kind", "event_payload": {"key": "k"}});
    let args = json!({"channel": general.id(), "thread_ts": first, "text": "in the thread",
        "metadata": metadata});
    call(&slack, &acme, "chat.postMessage", args).await;
    let aloud = Post::from("aloud").in_thread(&first).broadcast();
    ana.posts(&general, aloud);
    let args = json!({"channel": general.id(), "user": ana.id(), "text": "for ana alone"});
    call(&slack, &acme, "chat.postEphemeral", args).await;
    let under = ana.sees_replies(&general, &first);
    let under: Vec<_> = under.iter().map(|seen| seen.words.as_str()).collect();
    assert_eq!(under, ["in the thread", "aloud"]);

    let texts = |answer: &Value| {
        let messages = answer["messages"].as_array().unwrap().iter();
        let texts = messages.map(|message| message["text"].as_str().unwrap().to_owned());
        texts.collect::<Vec<_>>()
    };
    let args = json!({"channel": general.id()});
    let history = call(&slack, &acme, "conversations.history", args).await;
    assert_eq!(texts(&history), ["aloud", "first"]);
    let args = json!({"channel": general.id(), "ts": first, "include_all_metadata": true});
    let replies = call(&slack, &acme, "conversations.replies", args).await;
    assert_eq!(texts(&replies), ["first", "in the thread", "aloud"]);
    assert_eq!(replies["messages"][1]["metadata"], metadata);
    let args = json!({"channel": general.id(), "ts": first});
    let replies = call(&slack, &acme, "conversations.replies", args).await;
    assert_eq!(replies["messages"][1]["metadata"], Value::Null);
    let args = json!({"channel": general.id(), "ts": "1.2"});
    let refused = call(&slack, &acme, "conversations.replies", args).await;
    assert_eq!(refused["error"], "thread_not_found");
    general.bot_leaves();
    let args = json!({"channel": general.id()});
    let refused = call(&slack, &acme, "conversations.history", args).await;
    assert_eq!(refused["error"], "not_in_channel");
}

#[tokio::test]
async fn of_a_file_shared_with_others_an_event_says_only_that_it_is_there() {
    let slack = FakeSlack::start().await.unwrap();
    let acme = slack.team("Acme");
    let ana = acme.member("ana");
    let partners = acme.room("partners", RoomKind::Shared, &[&ana]);
    let file = ana.uploads("plan.md", "text/markdown", b"# Plan");
    ana.posts(&partners, Post::from("").with_file(&file));
    let shared = events(&slack)[0]["files"][0].clone();
    assert_eq!(shared["file_access"], "check_file_info");
    assert!(shared["name"].is_null() && shared["url_private"].is_null());
    let info = call(&slack, &acme, "files.info", json!({"file": shared["id"]})).await;
    assert_eq!(info["file"]["name"], "plan.md");
}
