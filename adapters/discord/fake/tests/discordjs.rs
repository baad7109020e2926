//! An official client against the fake, so that it is not only consistent with what we believe.
//! Runs only when `BONSENS_TEST_NODE_MODULES` names a `node_modules` folder with discord.js.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a test says that it was skipped, and its helpers are test code too"
)]

use std::process::Stdio;
use std::time::Duration;

use bonsens_fake_discord::{Channel, FakeDiscord, Fault, Person, Post, Scope, Server, permissions};
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

struct Scene {
    discord: FakeDiscord,
    acme: Server,
    ana: Person,
    general: Channel,
    peer: Peer,
}

struct Peer {
    _process: Child,
    said: Lines<BufReader<ChildStdout>>,
}

impl Scene {
    /// A server with a bot of discord.js on it, once it is ready; `None` without the library.
    async fn set() -> Option<Self> {
        let Ok(modules) = std::env::var("BONSENS_TEST_NODE_MODULES") else {
            println!("skipped: BONSENS_TEST_NODE_MODULES names no folder with discord.js");
            return None;
        };
        let discord = FakeDiscord::start().await.unwrap();
        let acme = discord.server("Acme");
        let (ana, general) = (acme.member("ana"), acme.channel("general"));
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/discordjs_peer.cjs");
        let mut process = Command::new("node")
            .arg(script)
            .env("BONSENS_TEST_NODE_MODULES", modules)
            .env("PEER_API_URL", discord.api_url())
            .env("PEER_TOKEN", discord.bot_token())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let said = BufReader::new(process.stdout.take().unwrap()).lines();
        let peer = Peer {
            _process: process,
            said,
        };
        Some(Self {
            discord,
            acme,
            ana,
            general,
            peer,
        })
    }
}

impl Peer {
    /// The next thing of this kind that the bot said. Others are passed over.
    async fn hears(&mut self, what: &str) -> Value {
        let reading = async {
            loop {
                let line = self.said.next_line().await.unwrap();
                let line = line.unwrap_or_else(|| panic!("the bot stopped before {what}"));
                let said: Value = serde_json::from_str(&line).unwrap();
                assert_ne!(said["what"], "error", "{}", said["error"]);
                if said["what"] == what {
                    return said;
                }
            }
        };
        let limit = Duration::from_secs(20);
        let said = tokio::time::timeout(limit, reading).await;
        said.unwrap_or_else(|_| panic!("the bot never said {what}"))
    }
}

#[tokio::test]
async fn discord_js_spends_a_day_here() {
    let Some(mut scene) = Scene::set().await else {
        return;
    };
    it_gets_ready(&mut scene).await;
    it_hears_messages(&mut scene).await;
    it_answers_commands(&mut scene).await;
    it_works_with_windows(&mut scene).await;
    it_is_limited_and_survives(&mut scene).await;
    it_is_cut_off_and_resumes(&mut scene).await;
    let Scene { discord, ana, .. } = &scene;
    discord.quiet().await;
    assert_eq!(ana.troubles(), Vec::<String>::new());
    discord.assert_well_behaved();
}

async fn it_gets_ready(scene: &mut Scene) {
    let ready = scene.peer.hears("ready").await;
    assert_eq!(ready["user"], scene.discord.bot_user());
    assert_eq!(ready["application"], scene.discord.application_id());
    assert_eq!(ready["guild"], "Acme");
    assert_eq!(ready["members"], 3);
    assert_eq!(ready["channels"], json!(["general"]));
    assert_eq!(ready["commands"], json!(["Check", "charter"]));
    assert_eq!(ready["roles"], json!(["@everyone", "bonsens"]));
}

async fn it_hears_messages(scene: &mut Scene) {
    let Scene {
        acme,
        ana,
        general,
        peer,
        discord,
    } = scene;
    let file = ana.uploads("notes.txt", "text/plain", b"a secret");
    let first = ana.posts(general, Post::from("hello").with_file(&file));
    let heard = peer.hears("message").await;
    assert_eq!(heard["text"], "hello");
    assert_eq!(heard["guild"], "Acme");
    assert_eq!(heard["files"], json!(["notes.txt"]));
    ana.edits(general, &first, "hello all").unwrap();
    assert_eq!(peer.hears("edited").await["text"], "hello all");
    general.unfurls(&first, "https://example.org").unwrap();
    assert_eq!(peer.hears("edited").await["text"], "hello all");
    ana.replies(general, &first, "well");
    assert_eq!(peer.hears("message").await["reply"], first);
    ana.deletes(general, &first).unwrap();
    assert_eq!(peer.hears("deleted").await["id"], first);
    ana.tells_bot("psst");
    assert!(peer.hears("message").await["guild"].is_null());

    let ideas = acme.forum("ideas");
    ana.opens_post(&ideas, "A plan", "what of it?");
    let thread = peer.hears("thread").await;
    assert_eq!(
        (&thread["name"], &thread["fresh"]),
        (&json!("A plan"), &json!(true))
    );
    assert_eq!(peer.hears("message").await["parent"], "ideas");

    acme.newcomer("bea");
    assert_eq!(peer.hears("joined").await["name"], "bea");
    let other = acme.channel("other");
    other.sets(&acme.everyone(), 0, permissions::VIEW_CHANNEL);
    assert_eq!(peer.hears("channel").await["open"], false);
    let gone: Vec<String> = ["a", "b"].map(|text| ana.posts(general, text)).to_vec();
    peer.hears("message").await;
    peer.hears("message").await;
    general.is_purged(&[&gone[0], &gone[1]]);
    assert_eq!(peer.hears("purged").await["count"], 2);

    ana.posts(general, "remove it");
    assert_eq!(peer.hears("refused").await["code"], 50_013);
    acme.bot_role().may(permissions::MANAGE_MESSAGES);
    let removed = ana.posts(general, "remove it");
    assert_eq!(peer.hears("deleted").await["id"], removed);
    ana.closes_direct_messages();
    ana.posts(general, "tell me");
    assert_eq!(peer.hears("refused").await["code"], 50_007);
    ana.refuses_direct_messages(None);
    ana.posts(general, "tell me");
    discord.until("ana is told", || ana.told().len() == 1).await;
}

async fn it_answers_commands(scene: &mut Scene) {
    let Scene {
        ana, general, peer, ..
    } = scene;
    ana.speaks("fr");
    let file = ana.uploads("charter.md", "text/markdown", b"# Charter");
    let options = [("question", "may I?"), ("file", file.as_str())];
    ana.commands(general, "charter ask", &options).unwrap();
    let heard = peer.hears("command").await;
    assert_eq!(heard["name"], "charter ask");
    assert_eq!(heard["locale"], "fr");
    assert_eq!(heard["question"], "may I?");
    assert_eq!(heard["file"], "charter.md");
    assert_eq!(heard["may"], true);
    assert_eq!(
        peer.hears("answered").await["twice"],
        "InteractionAlreadyReplied"
    );
    let answer = ana.shown().pop().unwrap();
    assert_eq!(answer.words, "article 3");
    ana.presses(general, &answer.id, "More").unwrap();
    assert_eq!(peer.hears("pressed").await["ephemeral"], true);
    assert_eq!(ana.shown().pop().unwrap().words, "that is all");

    ana.completes(general, "charter ask", "article", "gif")
        .unwrap();
    assert_eq!(peer.hears("typed").await["typed"], "gif");
    scene
        .discord
        .until("it is completed", || !ana.choices().is_empty())
        .await;
    assert_eq!(ana.choices(), [("Gifts".to_owned(), "gifts".to_owned())]);
    let message = ana.posts(general, "a secret");
    ana.uses_on_message("Check", general, &message).unwrap();
    let heard = peer.hears("menu").await;
    assert_eq!(
        (&heard["text"], &heard["by"]),
        (&json!("a secret"), &json!("ana"))
    );
    let checked = || ana.shown().iter().any(|seen| seen.words == "fine");
    scene.discord.until("it is checked", checked).await;
}

async fn it_works_with_windows(scene: &mut Scene) {
    let Scene {
        discord,
        ana,
        general,
        peer,
        ..
    } = scene;
    ana.posts(general, "flag it");
    let flagged = peer.hears("flagged").await;
    assert_eq!(flagged["thread"], "talk");
    assert_eq!(flagged["history"], 5);
    let flag = general
        .messages()
        .into_iter()
        .rfind(|seen| seen.from_app)
        .unwrap();
    assert_eq!(flag.words, "A flag\nstate\nseen");
    let thread = general.threads()[0].messages();
    assert_eq!(thread.last().unwrap().words, "here");
    ana.presses(general, &flag.id, "Note").unwrap();
    discord
        .until("a window opens", || ana.modal().is_some())
        .await;
    assert_eq!(ana.modal().unwrap().words(), "A note\nWords\nKind");
    ana.submits(&[("Words", "well"), ("kind", "Two")]).unwrap();
    let submitted = peer.hears("submitted").await;
    assert_eq!(submitted["words"], "well");
    assert_eq!(submitted["kind"], json!(["2"]));
    assert_eq!(submitted["from"], "A flag");
    assert_eq!(ana.shown().pop().unwrap().words, "Noted.");
}

async fn it_is_limited_and_survives(scene: &mut Scene) {
    let Scene {
        discord,
        ana,
        general,
        peer,
        ..
    } = scene;
    let retry_after = Duration::from_millis(100);
    for scope in [Scope::Shared, Scope::Global] {
        let fault = Fault::RateLimited { retry_after, scope };
        discord.fail("POST /channels/{}/messages", 1, fault);
        let before = ana.told().len();
        ana.posts(general, "tell me");
        let told = || ana.told().len() == before + 1;
        discord.until("it is told after all", told).await;
    }
    discord.fail("POST /channels/{}/messages", 1, Fault::ServerError(502));
    let before = ana.told().len();
    ana.posts(general, "tell me");
    discord
        .until("it is told after all", || ana.told().len() == before + 1)
        .await;
    while peer.hears("message").await["text"] != "tell me" {}
}

async fn it_is_cut_off_and_resumes(scene: &mut Scene) {
    let Scene {
        discord,
        ana,
        general,
        peer,
        ..
    } = scene;
    discord.asks_to_reconnect();
    peer.hears("resumed").await;
    discord.closes(Some(4000));
    discord.until("it is off", || discord.sessions() == 0).await;
    ana.posts(general, "while you were away");
    while peer.hears("message").await["text"] != "while you were away" {}
    peer.hears("resumed").await;
    assert_eq!(discord.starts(), (1, 2));
    discord.invalidates_sessions(false);
    discord
        .until("it starts again", || {
            discord.starts().0 == 2 && discord.sessions() == 1
        })
        .await;
    ana.posts(general, "back again");
    while peer.hears("message").await["text"] != "back again" {}
}
