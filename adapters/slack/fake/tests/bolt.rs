//! The official client against the fake, so that the fake is not only consistent with itself.
//!
//! It runs where `BONSENS_TEST_PYTHON` names a Python that has `slack_bolt` and
//! `websocket-client`, and is skipped elsewhere.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "the helpers of a test are test code too, and it says that it is skipped"
)]

use std::process::Stdio;
use std::time::Duration;

use bonsens_fake_slack::{
    Account, Delivery, FakeSlack, Options, Person, Post, Room, RoomKind, Team,
};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

/// The app in Python, and what it says it heard.
struct Peer {
    process: Child,
    said: Lines<BufReader<ChildStdout>>,
    port: String,
}

struct Scene {
    slack: FakeSlack,
    acme: Team,
    ana: Person,
    /// An administrator.
    noa: Person,
    general: Room,
}

impl Scene {
    async fn set() -> Self {
        // Python may be slow to answer on a busy machine.
        let options = Options {
            acknowledge_within: Duration::from_secs(5),
            ..Options::hurried()
        };
        let slack = FakeSlack::start_with(options).await.unwrap();
        let acme = slack.team("Acme");
        let ana = acme.member("ana");
        let noa = acme.person("noa", Account::Admin);
        let general = acme.room("general", RoomKind::Public, &[&ana, &noa]);
        Self {
            slack,
            acme,
            ana,
            noa,
            general,
        }
    }
}

impl Peer {
    async fn start(scene: &Scene, mode: &str) -> Option<Self> {
        let Ok(python) = std::env::var("BONSENS_TEST_PYTHON") else {
            println!("skipped: BONSENS_TEST_PYTHON names no Python with slack_bolt");
            return None;
        };
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/bolt_peer.py");
        let mut process = Command::new(python)
            .arg(script)
            .env("PEER_MODE", mode)
            .env("PEER_API_URL", scene.slack.api_url())
            .env("PEER_BOT_TOKEN", scene.acme.bot_token())
            .env("PEER_APP_TOKEN", scene.acme.app_token())
            .env("PEER_SIGNING_SECRET", scene.acme.signing_secret())
            .env("PEER_CHANNEL", scene.general.id())
            .env("PEER_USER_TOKEN", scene.acme.user_token(&scene.noa))
            .env("PEER_GROUP", scene.acme.group("moderators", &[&scene.ana]))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let said = BufReader::new(process.stdout.take().unwrap()).lines();
        let mut peer = Self {
            process,
            said,
            port: String::new(),
        };
        peer.port = peer.hears("ready").await["port"].to_string();
        Some(peer)
    }

    /// Lets the app begin, once the fake knows where to reach it. There is a message of someone
    /// else's for it to delete.
    async fn goes(&mut self, theirs: &str) {
        let input = self.process.stdin.as_mut().unwrap();
        let line = format!("{theirs}\n");
        input.write_all(line.as_bytes()).await.unwrap();
    }

    /// The next thing of this kind that the app heard. Others are passed over: Bolt works on
    /// several at a time.
    async fn hears(&mut self, what: &str) -> serde_json::Value {
        let reading = async {
            loop {
                let line = self.said.next_line().await.unwrap();
                let line = line.unwrap_or_else(|| panic!("the app stopped before {what}"));
                let said: serde_json::Value = serde_json::from_str(&line).unwrap();
                if said["what"] == what {
                    return said;
                }
            }
        };
        let limit = Duration::from_secs(20);
        let said = tokio::time::timeout(limit, reading).await;
        said.unwrap_or_else(|_| panic!("the app never heard {what}"))
    }
}

async fn a_day_at_work(scene: &Scene, peer: &mut Peer) {
    the_app_looks_around(scene, peer).await;
    a_message_and_its_fate(scene, peer).await;
    a_question_and_its_modal(scene, peer).await;
    commands_shortcuts_and_files(scene, peer).await;
    a_home(scene, peer).await;

    let Scene { slack, ana, .. } = scene;
    slack.quiet().await;
    let ledger = slack.ledger().into_iter();
    let lost: Vec<Delivery> = ledger.filter(|entry| entry.given_up).collect();
    assert!(lost.is_empty(), "{lost:#?}");
    assert_eq!(ana.troubles(), Vec::<String>::new());
    slack.assert_well_behaved();
}

async fn the_app_looks_around(scene: &Scene, peer: &mut Peer) {
    let Scene { ana, general, .. } = scene;
    let theirs = ana.posts(general, "from before");
    peer.goes(&theirs).await;
    let tour = peer.hears("tour").await;
    assert_eq!(tour["test"], "bar");
    assert_eq!(tour["team"], "Acme");
    assert_eq!(tour["rooms"], serde_json::json!(["general"]));
    assert_eq!(tour["mine"], serde_json::json!(["general"]));
    assert_eq!(tour["count"], 3);
    assert_eq!(
        tour["history"],
        serde_json::json!(["end of the tour", "from before"])
    );
    assert_eq!(tour["people"], serde_json::json!(["ana", "bonsens", "noa"]));
    assert_eq!(tour["gone"], "message_not_found");
    assert_eq!(tour["theirs"], "cant_delete_message");
    assert_eq!(tour["deleted"], true);
    assert_eq!(tour["person"], "ana");
    assert_eq!(tour["presence"], "active");
    assert_eq!(tour["group"], serde_json::json!([ana.id()]));
    assert_eq!(tour["joined"], "already_in_channel");
    assert_eq!(tour["error"], "channel_not_found");
    assert!(
        general.messages().is_empty(),
        "the tour leaves nothing behind"
    );
}

async fn a_message_and_its_fate(scene: &Scene, peer: &mut Peer) {
    let Scene {
        slack,
        ana,
        general,
        ..
    } = scene;
    let ts = ana.posts(general, "the secret is <here> & there");
    while peer.hears("message").await["text"] != "the secret is &lt;here&gt; &amp; there" {}
    let nudged = || ana.sees(general).iter().any(|seen| seen.only_you);
    slack.until("ana is nudged", nudged).await;
    ana.edits(general, &ts, "never mind").unwrap();
    let heard = peer.hears("changed").await;
    assert_eq!(heard["to"], "never mind");
    assert_eq!(heard["was"], "the secret is &lt;here&gt; &amp; there");
    general.unfurls(&ts, "https://example.org").unwrap();
    let heard = peer.hears("changed").await;
    assert_eq!(heard["to"], heard["was"], "a preview changes no word");
    ana.deletes(general, &ts).unwrap();
    while peer.hears("deleted").await["was"] != "never mind" {}
}

async fn a_question_and_its_modal(scene: &Scene, peer: &mut Peer) {
    let Scene {
        slack,
        ana,
        general,
        ..
    } = scene;
    let question = ana.mentions_bot(general, "may I?");
    peer.hears("mention").await;
    let answered = || {
        ana.sees(general)
            .iter()
            .any(|seen| seen.words.contains("article 3"))
    };
    slack.until("the answer is in the thread", answered).await;
    let answer = ana.sees(general).pop().unwrap();
    assert_eq!(answer.thread.as_deref(), Some(question.as_str()));
    ana.presses(general, &answer.ts, "why").unwrap();
    peer.hears("pressed").await;
    slack
        .until("the answer is replaced", || {
            ana.sees(general).pop().unwrap().words == "Thank you."
        })
        .await;
    ana.submits(&[("reason", "no")]).unwrap();
    slack
        .until("the modal objects", || !ana.modal_errors().is_empty())
        .await;
    assert_eq!(ana.modal_errors()["reason"], "Say a little more");
    ana.submits(&[("reason", "an example")]).unwrap();
    assert_eq!(peer.hears("submitted").await["reason"], "an example");
    slack.until("ana is told", || ana.told().len() == 1).await;
    assert_eq!(ana.told()[0].words, "Noted: an example");
    slack
        .until("the modal closes", || ana.modal().is_none())
        .await;
}

async fn commands_shortcuts_and_files(scene: &Scene, peer: &mut Peer) {
    let Scene {
        slack,
        acme,
        ana,
        general,
        ..
    } = scene;
    ana.commands(general, "/charter", "gifts");
    assert_eq!(peer.hears("command").await["text"], "gifts");
    let answered = || {
        ana.sees(general)
            .iter()
            .any(|seen| seen.words == "You asked: gifts")
    };
    slack.until("the command is answered", answered).await;
    let looking = || {
        ana.sees(general)
            .iter()
            .any(|seen| seen.only_you && seen.words == "Looking…")
    };
    slack
        .until("the command is acknowledged with words", looking)
        .await;

    let asked = ana.posts(general, "may I?");
    peer.hears("message").await;
    ana.uses_shortcut("ask");
    peer.hears("shortcut").await;
    ana.uses_message_shortcut(general, &asked, "check").unwrap();
    assert!(
        peer.hears("message shortcut").await["text"]
            .as_str()
            .unwrap()
            .contains("may I?")
    );
    let file = ana.uploads("charter.md", "text/markdown", b"# Charter");
    ana.tells_bot(Post::from("here").with_file(&file));
    let heard = peer.hears("file").await;
    assert_eq!(heard["size"], 9);
    let mine = serde_json::json!({"status": 200, "kind": "text/markdown", "body": "# Charter"});
    assert_eq!(heard["mine"], mine);
    assert_eq!(heard["other"]["status"], 200);
    assert_eq!(heard["other"]["kind"], "text/html");
    let ben = acme.member("ben");
    ben.joins(general);
    assert_eq!(peer.hears("joined").await["user"], ben.id());
}

async fn a_home(scene: &Scene, peer: &mut Peer) {
    let ana = &scene.ana;
    ana.opens_home();
    let first = peer.hears("home").await;
    assert!(first["before"].is_null(), "nothing was there before");
    assert!(ana.home().unwrap().words.starts_with("Welcome"));
    ana.presses_at_home("language=fr").unwrap();
    let chosen = peer.hears("chosen").await;
    assert_eq!(
        (&chosen["action"], &chosen["state"]),
        (&"fr".into(), &"fr".into())
    );
    assert_eq!(chosen["view"], first["id"]);
    assert!(chosen["channel"].is_null());
    ana.opens_home();
    assert_eq!(peer.hears("home").await["before"], first["id"]);
    ana.presses_at_home("tour").unwrap();
    assert_eq!(peer.hears("late").await["error"], "hash_conflict");
    peer.hears("toured").await;
    assert_eq!(ana.home().unwrap().words, "Welcome");
}

#[tokio::test]
async fn bolt_works_by_socket() {
    let scene = Scene::set().await;
    let Some(mut peer) = Peer::start(&scene, "socket").await else {
        return;
    };
    scene
        .slack
        .until("Bolt connects", || scene.acme.sockets() == 1)
        .await;
    a_day_at_work(&scene, &mut peer).await;
    scene.slack.drop_sockets();
    scene
        .slack
        .until("Bolt connects again", || scene.acme.sockets() == 1)
        .await;
    scene.ana.uses_shortcut("ask");
    peer.hears("shortcut").await;
}

#[tokio::test]
async fn bolt_works_by_signed_requests() {
    let scene = Scene::set().await;
    let Some(mut peer) = Peer::start(&scene, "http").await else {
        return;
    };
    let url = format!("http://127.0.0.1:{}/slack/events", peer.port);
    scene.acme.verifies(&url).await.unwrap();
    scene.acme.delivers_to(&url).unwrap();
    a_day_at_work(&scene, &mut peer).await;
}
