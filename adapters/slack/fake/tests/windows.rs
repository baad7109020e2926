//! Homes, modals and menus: what people choose in them, and what the app is told of it.

#![expect(
    clippy::unwrap_used,
    reason = "the helpers of a test are test code too"
)]

mod common;

use bonsens_fake_slack::{FakeSlack, Person, RoomKind, Team};
use common::{call, post};
use serde_json::{Value, json};

fn plain(text: &str) -> Value {
    json!({"type": "plain_text", "text": text})
}

fn input(block: &str, element: &Value) -> Value {
    json!({"type": "input", "block_id": block, "label": plain(block), "element": element,
        "optional": element["optional"]})
}

fn options(values: &[&str]) -> Value {
    values
        .iter()
        .map(|value| json!({"text": plain(value), "value": value}))
        .collect()
}

/// The last thing the app was sent.
fn last(slack: &FakeSlack) -> Value {
    slack.ledger().pop().unwrap().body
}

async fn publish(slack: &FakeSlack, team: &Team, person: &Person, blocks: Value) -> Value {
    let view = json!({"type": "home", "blocks": blocks});
    let args = json!({"user_id": person.id(), "view": view});
    call(slack, team, "views.publish", args).await
}

fn home() -> Value {
    json!([
        {"type": "section", "text": plain("Welcome")},
        {"type": "actions", "block_id": "row", "elements": [
            {"type": "button", "action_id": "ask", "value": "now", "text": plain("Ask")},
            {"type": "button", "action_id": "forget", "style": "danger", "text": plain("Forget me"),
                "confirm": {"title": plain("Sure?"), "text": plain("It is for good."),
                    "confirm": plain("Forget"), "deny": plain("Keep")}},
            {"type": "static_select", "action_id": "lang", "options": options(&["en", "fr"]),
                "initial_option": {"text": plain("en"), "value": "en"}},
        ]},
    ])
}

#[tokio::test]
async fn a_home_is_published_opened_and_used() {
    let slack = FakeSlack::start().await.unwrap();
    let acme = slack.team("Acme");
    let ana = acme.member("ana");
    ana.opens_home();
    let opened = last(&slack)["event"].clone();
    assert_eq!(
        (&opened["type"], &opened["tab"]),
        (&json!("app_home_opened"), &json!("home"))
    );
    assert!(opened["view"].is_null(), "nothing was published yet");
    assert!(ana.presses_at_home("ask").is_err());

    let published = publish(&slack, &acme, &ana, home()).await;
    assert_eq!(published["view"]["type"], "home");
    assert!(ana.home().unwrap().words.starts_with("Welcome\nAsk\n"));
    ana.presses_at_home("ask").unwrap();
    let body = last(&slack);
    assert_eq!(body["type"], "block_actions");
    let place = json!({"type": "view", "view_id": published["view"]["id"]});
    assert_eq!(body["container"], place);
    assert_eq!(body["view"]["type"], "home");
    assert_eq!(body["actions"][0]["value"], "now");
    assert!(body["channel"].is_null() && body["response_url"].is_null());
    let chosen = |view: &Value| {
        let field = &view["state"]["values"]["row"]["lang"];
        field["selected_option"]["value"].clone()
    };
    assert_eq!(chosen(&body["view"]), "en", "what it starts with");

    ana.presses_at_home("lang=fr").unwrap();
    let body = last(&slack);
    assert_eq!(body["actions"][0]["selected_option"]["value"], "fr");
    assert_eq!(chosen(&body["view"]), "fr");
    assert!(ana.presses_at_home("lang=de").is_err());
    publish(&slack, &acme, &ana, home()).await;
    ana.opens_home();
    let opened = last(&slack)["event"].clone();
    assert_eq!(chosen(&opened["view"]), "fr", "what was chosen stays");
}

#[tokio::test]
async fn a_home_is_not_published_where_there_is_none_or_when_it_is_too_long() {
    let slack = FakeSlack::start().await.unwrap();
    let acme = slack.team("Acme");
    let ana = acme.member("ana");
    let blocks = json!(vec![json!({"type": "divider"}); 101]);
    let refused = publish(&slack, &acme, &ana, blocks).await;
    assert_eq!(refused["error"], "invalid_arguments");
    let blocks = json!(vec![json!({"type": "divider"}); 100]);
    assert_eq!(publish(&slack, &acme, &ana, blocks).await["ok"], true);
    acme.has_home_tab(false);
    let refused = publish(&slack, &acme, &ana, home()).await;
    assert_eq!(refused["error"], "not_enabled");
    let before = slack.ledger().len();
    ana.opens_home();
    assert_eq!(slack.ledger().len(), before, "there is nothing to open");
}

#[tokio::test]
async fn a_button_that_asks_first_is_confirmed() {
    let slack = FakeSlack::start().await.unwrap();
    let acme = slack.team("Acme");
    let ana = acme.member("ana");
    let general = acme.room("general", RoomKind::Public, &[&ana]);
    publish(&slack, &acme, &ana, home()).await;
    let asked = ana.is_asked_at_home("forget").unwrap();
    assert_eq!(
        (asked.title.as_str(), asked.deny.as_str()),
        ("Sure?", "Keep")
    );
    assert!(ana.confirms_at_home("ask").is_err(), "it asks nothing");
    ana.confirms_at_home("forget").unwrap();
    assert_eq!(
        last(&slack)["actions"][0]["confirm"]["text"]["text"],
        "It is for good."
    );

    let args = json!({"channel": general.id(), "text": "x", "blocks": home()});
    call(&slack, &acme, "chat.postMessage", args).await;
    let seen = ana.sees(&general).pop().unwrap();
    let asked = ana.is_asked(&general, &seen.ts, "forget").unwrap();
    assert_eq!(asked.confirm, "Forget");
    assert!(ana.confirms(&general, &seen.ts, "ask").is_err());
    ana.confirms(&general, &seen.ts, "forget").unwrap();
    ana.presses(&general, &seen.ts, "forget").unwrap();
    let body = last(&slack);
    assert_eq!(body["actions"][0]["action_id"], "forget");
    let field = &body["state"]["values"]["row"]["lang"];
    assert_eq!(field["selected_option"]["value"], "en");
}

/// Opens a modal with these blocks in front of ana.
async fn open(slack: &FakeSlack, team: &Team, person: &Person, blocks: Value) -> Value {
    person.uses_shortcut("ask");
    let view = json!({"type": "modal", "title": plain("T"), "submit": plain("Send"),
        "blocks": blocks});
    let args = json!({"trigger_id": last(slack)["trigger_id"], "view": view});
    call(slack, team, "views.open", args).await
}

#[tokio::test]
async fn every_kind_of_field_is_reported_as_slack_reports_it() {
    let slack = FakeSlack::start().await.unwrap();
    let acme = slack.team("Acme");
    let (ana, ben) = (acme.member("ana"), acme.member("ben"));
    let general = acme.room("general", RoomKind::Public, &[&ana]);
    let lounge = acme.room("lounge", RoomKind::Public, &[&ben]);
    let closed = acme.room("closed", RoomKind::Private, &[&ben]);
    let own = acme.room("own", RoomKind::Private, &[&ana]);
    let file = ana.uploads("charter.md", "text/markdown", b"# Charter");
    let element = |kind: &str| json!({"type": kind, "action_id": "asked"});
    let with = |kind: &str, more: Value| {
        let mut element = element(kind);
        for (key, value) in more.as_object().unwrap() {
            element[key] = value.clone();
        }
        element
    };
    let blocks = json!([
        input("words", &element("plain_text_input")),
        input("short", &with("plain_text_input", json!({"optional": true}))),
        input("days", &with("number_input", json!({"is_decimal_allowed": false,
            "min_value": "1", "max_value": "90"}))),
        input("mode", &with("radio_buttons", json!({"options": options(&["a", "b"])}))),
        input("boxes", &with("checkboxes", json!({"options": options(&["x", "y", "z"])}))),
        input("rooms", &element("multi_conversations_select")),
        input("channels", &element("multi_channels_select")),
        input("file", &with("file_input", json!({"filetypes": ["md", "txt"]}))),
        {"type": "section", "block_id": "aside", "text": plain("And"),
            "accessory": {"type": "multi_users_select", "action_id": "people"}},
    ]);
    let opened = open(&slack, &acme, &ana, blocks).await;
    assert_eq!(opened["ok"], true, "{opened}");
    let press = ana.presses_in_modal("asked=hello");
    assert!(press.is_err(), "the app hears of an input in the end only");
    let values = || last(&slack)["view"]["state"]["values"].clone();
    ana.presses_in_modal(&format!("people={}", ben.id()))
        .unwrap();
    assert_eq!(values()["days"]["asked"]["value"], Value::Null);
    let both = format!("{},{}", general.id(), own.id());
    let public = format!("{},{}", general.id(), lounge.id());
    let answers = [
        ("words", "hello"),
        ("days", "30"),
        ("mode", "b"),
        ("boxes", "x,z"),
        ("rooms", both.as_str()),
        ("channels", public.as_str()),
        ("file", file.as_str()),
    ];
    for (block, wrong) in [
        ("days", "91"),
        ("days", "1.5"),
        ("days", "soon"),
        ("mode", "c"),
        ("rooms", closed.id()),
        ("channels", own.id()),
        ("file", "F404"),
        ("words", ""),
        ("boxes", ""),
    ] {
        let answers = answers.map(|(key, given)| (key, if key == block { wrong } else { given }));
        assert!(ana.submits(&answers).is_err(), "{block} takes {wrong}");
    }
    ana.submits(&answers).unwrap();
    let values = values();
    let field = |block: &str| values[block]["asked"].clone();
    let text = |value: Value| json!({"type": "plain_text_input", "value": value});
    assert_eq!(field("words"), text(json!("hello")));
    assert_eq!(field("short"), text(Value::Null));
    assert_eq!(
        field("days"),
        json!({"type": "number_input", "value": "30"})
    );
    assert_eq!(field("mode")["selected_option"]["value"], "b");
    assert_eq!(field("boxes")["selected_options"][1]["value"], "z");
    assert_eq!(
        field("rooms")["selected_conversations"],
        json!([general.id(), own.id()])
    );
    assert_eq!(
        field("channels")["selected_channels"],
        json!([general.id(), lounge.id()])
    );
    assert_eq!(field("file")["files"][0]["name"], "charter.md");
    assert_eq!(
        values["aside"]["people"]["selected_users"],
        json!([ben.id()]),
        "what is beside the inputs is told too"
    );
    let info = call(&slack, &acme, "files.info", json!({"file": file})).await;
    assert_eq!(info["file"]["size"], 9, "what is handed in may be read");
}

#[tokio::test]
async fn an_element_in_a_block_that_does_not_take_it_is_refused() {
    let slack = FakeSlack::start().await.unwrap();
    let acme = slack.team("Acme");
    let ana = acme.member("ana");
    let several = json!({"type": "multi_channels_select", "action_id": "a"});
    let row = json!([{"type": "actions", "elements": [several]}]);
    let typed = json!({"type": "plain_text_input", "action_id": "a"});
    let aside = json!([{"type": "section", "text": plain("x"), "accessory": typed}]);
    let file = json!([input(
        "file",
        &json!({"type": "file_input", "action_id": "a"})
    )]);
    let number = json!([input(
        "n",
        &json!({"type": "number_input", "action_id": "a"})
    )]);
    for blocks in [row, aside, file, number] {
        let refused = publish(&slack, &acme, &ana, blocks.clone()).await;
        assert_eq!(refused["error"], "invalid_arguments", "{blocks}");
    }
}

#[tokio::test]
async fn an_administrators_token_speaks_for_them_alone() {
    let slack = FakeSlack::start().await.unwrap();
    let acme = slack.team("Acme");
    let noa = acme.person("noa", bonsens_fake_slack::Account::Admin);
    let ana = acme.member("ana");
    let general = acme.room("general", RoomKind::Public, &[&ana, &noa]);
    let hers = ana.posts(&general, "oops");
    let url = format!("{}chat.delete", slack.api_url());
    let delete = |token: String, ts: &str| {
        let args = json!({"channel": general.id(), "ts": ts});
        let url = url.clone();
        async move { post(&url, Some(&token), &args).await.json() }
    };
    let theirs = noa.posts(&general, "mine");
    let refused = delete(acme.user_token(&ana), &theirs).await;
    assert_eq!(refused["error"], "cant_delete_message");
    assert_eq!(
        delete("xoxp-no".to_owned(), &hers).await["error"],
        "invalid_auth"
    );
    let token = acme.user_token(&noa);
    assert_eq!(
        delete(token.clone(), "1.2").await["error"],
        "message_not_found"
    );
    let done = delete(token.clone(), &hers).await;
    assert_eq!(
        (&done["ok"], &done["ts"]),
        (&json!(true), &json!(hers.as_str()))
    );
    let event = last(&slack)["event"].clone();
    assert_eq!(event["subtype"], "message_deleted");
    assert_eq!(event["previous_message"]["text"], "oops");
    assert_eq!(delete(token, &hers).await["error"], "message_not_found");
    let own = delete(acme.user_token(&ana), &ana.posts(&general, "own")).await;
    assert_eq!(own["ok"], true);
}
