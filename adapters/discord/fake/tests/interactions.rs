//! People use commands, buttons, menus and windows, and the app answers.

#![expect(
    clippy::unwrap_used,
    reason = "the helpers of a test are test code too"
)]

mod common;

use std::time::Duration;

use bonsens_fake_discord::{Channel, FakeDiscord, Person, Server, permissions};
use common::{Answer, INTENTS, Socket, call, words};
use serde_json::{Value, json};

struct Scene {
    discord: FakeDiscord,
    acme: Server,
    ana: Person,
    general: Channel,
    socket: Socket,
}

impl Scene {
    async fn set() -> Self {
        let discord = FakeDiscord::start().await.unwrap();
        let acme = discord.server("Acme");
        let (ana, general) = (acme.member("ana"), acme.channel("general"));
        let (socket, _) = Socket::identified(&discord, INTENTS).await;
        let scene = Self {
            discord,
            acme,
            ana,
            general,
            socket,
        };
        assert_eq!(scene.registers(commands()).await.status, 200);
        scene
    }

    async fn registers(&self, commands: Value) -> Answer {
        let app = self.discord.application_id();
        let path = format!("/applications/{app}/guilds/{}/commands", self.acme.id());
        call(&self.discord, "PUT", &path, Some(commands)).await
    }

    async fn interaction(&mut self) -> Value {
        self.socket.event("INTERACTION_CREATE").await
    }

    async fn answers(&self, interaction: &Value, kind: u64, data: Value) -> Answer {
        let id = interaction["id"].as_str().unwrap();
        let token = interaction["token"].as_str().unwrap();
        let path = format!("/interactions/{id}/{token}/callback");
        let body = json!({"type": kind, "data": data});
        call(&self.discord, "POST", &path, Some(body)).await
    }

    async fn webhook(&self, of: &Value, method: &str, more: &str, body: Option<Value>) -> Answer {
        let app = of["application_id"].as_str().unwrap();
        let token = of["token"].as_str().unwrap();
        let path = format!("/webhooks/{app}/{token}{more}");
        call(&self.discord, method, &path, body).await
    }

    /// The app posts words with rows in the channel; the id.
    async fn posts(&self, components: Value) -> String {
        let path = format!("/channels/{}/messages", self.general.id());
        let mut body = words("well?");
        body["components"] = components;
        let posted = call(&self.discord, "POST", &path, Some(body)).await;
        posted.json()["id"].as_str().unwrap().to_owned()
    }
}

fn commands() -> Value {
    json!([
        {
            "name": "charter", "description": "The charter",
            "name_localizations": {"fr": "charte"},
            "options": [
                {"type": 1, "name": "ask", "description": "Ask", "options": [
                    {"type": 3, "name": "question", "description": "What", "required": true},
                    {"type": 3, "name": "article", "description": "Of", "autocomplete": true},
                ]},
            ],
        },
        {
            "name": "admin", "description": "For admins", "default_member_permissions": "32",
            "options": [{"type": 11, "name": "file", "description": "A file", "required": true}],
        },
        {"name": "Check", "type": 3, "name_localizations": {"fr": "Vérifier"}},
    ])
}

fn button(id: &str, label: &str) -> Value {
    json!([{"type": 1, "components": [
        {"type": 2, "style": 1, "label": label, "custom_id": id},
    ]}])
}

fn window() -> Value {
    json!({"custom_id": "m:note", "title": "A note", "components": [
        {"type": 1, "components": [
            {"type": 4, "style": 2, "label": "Words", "custom_id": "words", "max_length": 20},
        ]},
        {"type": 18, "label": "Kind", "component": {
            "type": 3, "custom_id": "kind", "required": false,
            "options": [{"label": "One", "value": "1"}, {"label": "Two", "value": "2"}],
        }},
    ]})
}

#[tokio::test]
async fn a_command_is_deferred_answered_and_followed_up() {
    let mut scene = Scene::set().await;
    scene.ana.speaks("fr");
    let options = [("question", "may I?")];
    scene
        .ana
        .commands(&scene.general, "charter ask", &options)
        .unwrap();
    let asked = scene.interaction().await;
    assert_eq!(asked["type"], 2);
    assert_eq!(asked["locale"], "fr");
    assert_eq!(asked["data"]["name"], "charter");
    let sub = &asked["data"]["options"][0];
    assert_eq!((&sub["name"], &sub["type"]), (&json!("ask"), &json!(1)));
    assert_eq!(sub["options"][0]["value"], "may I?");
    assert_eq!(asked["member"]["user"]["id"], scene.ana.id());

    let early = scene
        .webhook(&asked, "PATCH", "/messages/@original", Some(words("x")))
        .await;
    assert_eq!(early.code(), 10_015);
    assert_eq!(
        scene.answers(&asked, 5, json!({"flags": 64})).await.status,
        204
    );
    assert!(scene.ana.shown()[0].thinking);
    let again = scene.answers(&asked, 5, json!({})).await;
    assert_eq!((again.status, again.code()), (400, 40_060));

    let edited = scene
        .webhook(&asked, "PATCH", "/messages/@original", Some(words("yes")))
        .await;
    assert_eq!(edited.status, 200);
    let mut more = words("article 3");
    more["flags"] = json!(64);
    scene.webhook(&asked, "POST", "", Some(more)).await;
    let shown: Vec<_> = scene
        .ana
        .shown()
        .into_iter()
        .map(|seen| seen.words)
        .collect();
    assert_eq!(shown, ["yes", "article 3"]);
    assert!(scene.general.messages().is_empty(), "nobody else sees it");

    scene.discord.advance(Duration::from_mins(15));
    let late = scene
        .webhook(&asked, "POST", "", Some(words("too late")))
        .await;
    assert_eq!((late.status, late.code()), (401, 50_027));
    scene.discord.assert_well_behaved();
}

#[tokio::test]
async fn what_is_not_answered_within_three_seconds_fails() {
    let mut scene = Scene::set().await;
    let options = [("question", "may I?")];
    scene
        .ana
        .commands(&scene.general, "charter ask", &options)
        .unwrap();
    let asked = scene.interaction().await;
    scene.discord.advance(Duration::from_secs(3));
    assert_eq!(scene.ana.troubles().len(), 1);
    let late = scene.answers(&asked, 5, json!({})).await;
    assert_eq!((late.status, late.code()), (404, 10_062));
}

#[tokio::test]
async fn a_command_takes_what_it_defines_from_whom_it_is_for() {
    let mut scene = Scene::set().await;
    let (ana, general) = (scene.ana.clone(), scene.general.clone());
    assert!(ana.commands(&general, "charter", &[]).is_err());
    assert!(ana.commands(&general, "charter ask", &[]).is_err());
    assert!(
        ana.commands(&general, "charter ask", &[("other", "x")])
            .is_err()
    );
    let file = ana.uploads("charter.md", "text/markdown", b"# Charter");
    let options = [("file", file.as_str())];
    assert!(ana.commands(&general, "admin", &options).is_err());
    ana.has(&scene.acme.role("admins", permissions::MANAGE_GUILD));
    scene.socket.event("GUILD_ROLE_CREATE").await;
    scene.socket.event("GUILD_MEMBER_UPDATE").await;
    ana.commands(&general, "admin", &options).unwrap();
    let asked = scene.interaction().await;
    let attachment = &asked["data"]["resolved"]["attachments"][&file];
    assert_eq!(attachment["filename"], "charter.md");
    let may: u64 = asked["member"]["permissions"]
        .as_str()
        .unwrap()
        .parse()
        .unwrap();
    assert_ne!(may & permissions::MANAGE_GUILD, 0);
}

#[tokio::test]
async fn autocomplete_offers_choices() {
    let mut scene = Scene::set().await;
    let (ana, general) = (scene.ana.clone(), scene.general.clone());
    ana.completes(&general, "charter ask", "article", "gif")
        .unwrap();
    let asked = scene.interaction().await;
    assert_eq!(asked["type"], 4);
    let typed = &asked["data"]["options"][0]["options"][0];
    assert_eq!(
        (&typed["value"], &typed["focused"]),
        (&json!("gif"), &json!(true))
    );
    let refused = scene.answers(&asked, 5, json!({})).await;
    assert_eq!(refused.code(), 50_035);
    let choices = json!({"choices": [{"name": "Gifts", "value": "gifts"}]});
    scene.answers(&asked, 8, choices).await;
    assert_eq!(ana.choices(), [("Gifts".to_owned(), "gifts".to_owned())]);
}

#[tokio::test]
async fn a_message_is_checked_from_its_menu() {
    let mut scene = Scene::set().await;
    let bea = scene.acme.member("bea");
    let message = bea.posts(&scene.general, "a secret");
    scene.socket.event("MESSAGE_CREATE").await;
    scene
        .ana
        .uses_on_message("Vérifier", &scene.general, &message)
        .unwrap();
    let asked = scene.interaction().await;
    assert_eq!(asked["data"]["target_id"], message);
    let target = &asked["data"]["resolved"]["messages"][&message];
    assert_eq!(target["content"], "a secret");
}

#[tokio::test]
async fn a_button_opens_a_window_and_the_window_comes_back() {
    let mut scene = Scene::set().await;
    let (ana, general) = (scene.ana.clone(), scene.general.clone());
    let message = scene.posts(button("b:note:1", "Add a note")).await;
    scene.socket.event("MESSAGE_CREATE").await;
    assert!(ana.presses(&general, &message, "Another").is_err());
    ana.presses(&general, &message, "Add a note").unwrap();
    let pressed = scene.interaction().await;
    assert_eq!(pressed["type"], 3);
    assert_eq!(pressed["data"]["custom_id"], "b:note:1");
    assert_eq!(pressed["message"]["id"], message);
    assert_eq!(scene.answers(&pressed, 9, window()).await.status, 204);

    let open = ana.modal().unwrap();
    assert_eq!(open.title, "A note");
    assert_eq!(open.fields(), ["words", "kind"]);
    assert!(ana.submits(&[("words", "")]).is_err(), "it is required");
    assert!(
        ana.submits(&[("words", &"x".repeat(21))]).is_err(),
        "it is too long"
    );
    ana.submits(&[("words", "well"), ("kind", "Two")]).unwrap();
    let sent = scene.interaction().await;
    assert_eq!(sent["type"], 5);
    assert_eq!(sent["data"]["custom_id"], "m:note");
    let parts = &sent["data"]["components"];
    assert_eq!(parts[0]["components"][0]["value"], "well");
    assert_eq!(parts[1]["component"]["values"], json!(["2"]));
    assert_eq!(sent["message"]["id"], message);
    scene.answers(&sent, 5, json!({"flags": 64})).await;
    assert!(ana.modal().is_none());
    let edited = scene
        .webhook(&sent, "POST", "", Some(words("Noted.")))
        .await;
    assert_eq!(edited.status, 200);
    assert_eq!(ana.shown().pop().unwrap().words, "Noted.");
    scene.discord.assert_well_behaved();
}

#[tokio::test]
async fn a_press_may_change_the_message_and_add_words_for_one() {
    let mut scene = Scene::set().await;
    let (ana, general) = (scene.ana.clone(), scene.general.clone());
    let menu = json!([{"type": 1, "components": [{
        "type": 3, "custom_id": "r:why", "options": [
            {"label": "A mistake", "value": "mistake"}, {"label": "Other", "value": "other"},
        ],
    }]}]);
    let message = scene.posts(menu).await;
    scene.socket.event("MESSAGE_CREATE").await;
    assert!(
        ana.picks(&general, &message, "r:why", &["nothing"])
            .is_err()
    );
    ana.picks(&general, &message, "r:why", &["A mistake"])
        .unwrap();
    let picked = scene.interaction().await;
    assert_eq!(picked["data"]["values"], json!(["mistake"]));
    scene.answers(&picked, 6, Value::Null).await;
    let mut done = words("done");
    done["components"] = json!([]);
    scene
        .webhook(&picked, "PATCH", "/messages/@original", Some(done))
        .await;
    let changed = scene.socket.event("MESSAGE_UPDATE").await;
    assert_eq!(changed["content"], "done");
    let mut more = words("for you");
    more["flags"] = json!(64);
    more["components"] = button("b:more", "More");
    let more = scene.webhook(&picked, "POST", "", Some(more)).await.json();
    assert_eq!(general.messages().len(), 1);

    let seen = ana.sees(&general).pop().unwrap();
    assert!(seen.only_you);
    let bea = scene.acme.member("bea");
    assert!(bea.presses(&general, &seen.id, "More").is_err());
    ana.presses(&general, &seen.id, "b:more").unwrap();
    let pressed = scene.interaction().await;
    assert_eq!(pressed["message"]["flags"], 64);
    let id = more["id"].as_str().unwrap();
    let path = format!("/messages/{id}");
    assert_eq!(
        scene.webhook(&picked, "DELETE", &path, None).await.status,
        204
    );
    assert!(ana.shown().is_empty());
}

#[tokio::test]
async fn a_direct_message_has_buttons_too() {
    let mut scene = Scene::set().await;
    let direct = scene.ana.direct();
    let path = format!("/channels/{}/messages", direct.id());
    let mut body = words("psst");
    body["components"] = button("b:ok", "OK");
    call(&scene.discord, "POST", &path, Some(body)).await;
    scene.socket.event("MESSAGE_CREATE").await;
    let told = scene.ana.told().pop().unwrap();
    scene.ana.presses(&direct, &told.id, "OK").unwrap();
    let pressed = scene.interaction().await;
    assert_eq!(pressed["user"]["id"], scene.ana.id());
    assert!(pressed["member"].is_null() && pressed["guild_id"].is_null());
    scene.answers(&pressed, 7, words("thank you")).await;
    assert_eq!(scene.ana.told()[0].words, "thank you");
}

#[tokio::test]
async fn commands_and_windows_are_checked() {
    let mut scene = Scene::set().await;
    let wrong = [
        json!([{"name": "Charter", "description": "x"}]),
        json!([{"name": "charter", "description": ""}]),
        json!([{"name": "charter", "description": "x".repeat(101)}]),
        json!([{"name": "charter", "description": "x", "name_localizations": {"xx": "y"}}]),
        json!([{"name": "charter", "description": "x", "options": [
            {"type": 3, "name": "a", "description": "x"},
            {"type": 3, "name": "b", "description": "x", "required": true},
        ]}]),
        json!([{"name": "Check", "type": 3, "description": "no"}]),
    ];
    for commands in wrong {
        let refused = scene.registers(commands.clone()).await;
        assert_eq!(refused.code(), 50_035, "{commands}");
    }
    let message = scene.posts(button("b:x", "X")).await;
    scene.socket.event("MESSAGE_CREATE").await;
    scene.ana.presses(&scene.general, &message, "X").unwrap();
    let pressed = scene.interaction().await;
    let mut long = window();
    long["title"] = json!("x".repeat(46));
    assert_eq!(scene.answers(&pressed, 9, long).await.code(), 50_035);
    assert_eq!(scene.answers(&pressed, 9, window()).await.status, 204);
    assert!(!scene.discord.violations().is_empty());
}

#[tokio::test]
async fn registering_again_keeps_the_ids() {
    let scene = Scene::set().await;
    let before = scene.acme.commands();
    assert_eq!(scene.registers(commands()).await.status, 200);
    let after = scene.acme.commands();
    let ids = |commands: &[Value]| commands.iter().map(|c| c["id"].clone()).collect::<Vec<_>>();
    assert_eq!(ids(&before), ids(&after));
    let app = scene.discord.application_id();
    let path = format!("/applications/{app}/guilds/{}/commands", scene.acme.id());
    let listed = call(&scene.discord, "GET", &path, None).await.json();
    assert!(listed[0]["name_localizations"].is_null());
    let path = format!("{path}?with_localizations=true");
    let listed = call(&scene.discord, "GET", &path, None).await.json();
    assert_eq!(listed[0]["name_localizations"]["fr"], "charte");
}
