//! `bonsens run` before a Discord that others wrote, so that the bot and the stand-in of its stories
//! don't only agree with each other.
//!
//! It runs where `BONSENS_TEST_NODE_MODULES` names a `node_modules` folder that has
//! `discord-digital-twin`, and is skipped elsewhere. That Discord tells only English clients, can't
//! go on with a session and limits no one: these are left to the stories.

#![cfg(all(unix, feature = "discord", feature = "sled"))]
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a test says that it was skipped, and its helpers are test code too"
)]

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;

#[path = "common/process.rs"]
mod process;

use process::{ends, holds, text};

const TOKEN: &str = "here is the key ghp_16C7e42F292c6912E7710c838347Ae178B4a";
const PASSWORD: &str = "the wifi password is Tournesol!42";
const QUESTION: &str = "can a journalist call me about my work?";

/// Longer than the peer itself waits for anything.
const LIMIT: Duration = Duration::from_mins(1);
/// Kinds of first answers that Discord knows.
const NOTE: u64 = 4;
const PROMISE: u64 = 5;
const IN_PLACE: u64 = 6;
const CHOICES: u64 = 8;
const WINDOW: u64 = 9;
/// What only one person sees.
const EPHEMERAL: u64 = 64;

/// The Discord of others. It ends with the test.
struct Peer {
    process: Child,
    orders: ChildStdin,
    said: Receiver<String>,
}

impl Drop for Peer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Peer {
    /// Starts it, and hears where it is; `None` without the package.
    fn start() -> Option<(Self, Value)> {
        let modules = std::env::var("BONSENS_TEST_NODE_MODULES").ok();
        let modules =
            modules.filter(|named| Path::new(named).join("discord-digital-twin").is_dir());
        let Some(modules) = modules else {
            println!(
                "skipped: BONSENS_TEST_NODE_MODULES names no folder with discord-digital-twin"
            );
            return None;
        };
        let script = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/adapters/discord/tests/peer/twin.mjs"
        );
        let mut process = Command::new("node")
            .arg(script)
            .env("BONSENS_TEST_NODE_MODULES", modules)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let (orders, out) = (process.stdin.take(), process.stdout.take());
        let (hears, said) = channel();
        std::thread::spawn(move || {
            let lines = BufReader::new(out.unwrap()).lines();
            for line in lines.map_while(Result::ok) {
                if hears.send(line).is_err() {
                    return;
                }
            }
        });
        let peer = Self {
            process,
            orders: orders.unwrap(),
            said,
        };
        let there = peer.hears();
        Some((peer, there))
    }

    fn hears(&self) -> Value {
        let line = self.said.recv_timeout(LIMIT);
        serde_json::from_str(&line.unwrap()).unwrap()
    }
}

struct Scene {
    peer: Peer,
    folder: TempDir,
    bot: Option<Child>,
}

impl Drop for Scene {
    fn drop(&mut self) {
        if let Some(mut bot) = self.bot.take() {
            let _ = bot.kill();
            let _ = bot.wait();
        }
        if std::thread::panicking() {
            println!("{}", self.log());
        }
    }
}

impl Scene {
    /// The bot on a server of that Discord.
    fn set() -> Option<Self> {
        let (peer, there) = Peer::start()?;
        let of = |pointer: &str| there.pointer(pointer).unwrap().as_str().unwrap();
        let folder = TempDir::new().unwrap();
        let config = format!(
            r#"
lang = "en"
data = "kept"
[policy]
mode = "nudge-and-flag"
[accountability]
staff_informed = {{ on = 2026-01-05, reference = "note 12" }}
representatives_consulted = {{ on = 2026-01-12, reference = "minutes" }}
impact_assessed = {{ on = 2026-01-20, reference = "assessment" }}
[discord]
api_url = "{}"
bot_token = {{ env = "TEST_BOT_TOKEN" }}
[[discord.server]]
id = "{}"
moderators_channel = "{}"
moderators_role = "{}"
admins_role = "{}"
"#,
            of("/api_url"),
            of("/server"),
            of("/channels/moderators"),
            of("/roles/moderators"),
            of("/roles/admins"),
        );
        std::fs::write(folder.path().join("bonsens.toml"), config).unwrap();
        let log = File::create(folder.path().join("log")).unwrap();
        let bot = Command::new(env!("CARGO_BIN_EXE_bonsens"))
            .arg("run")
            .arg("--config")
            .arg(folder.path().join("bonsens.toml"))
            .env("TEST_BOT_TOKEN", of("/token"))
            .env("LC_ALL", "en_GB.UTF-8")
            .env("BONSENS_LOG", "debug")
            .stdin(Stdio::null())
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .spawn()
            .unwrap();
        Some(Self {
            peer,
            folder,
            bot: Some(bot),
        })
    }

    fn log(&self) -> String {
        text(&std::fs::read(self.folder.path().join("log")).unwrap())
    }

    /// Tells the peer to do something, and hears what came of it.
    fn has(&mut self, order: &Value) -> Value {
        writeln!(self.peer.orders, "{order}").unwrap();
        let done = self.peer.hears();
        assert!(done["error"].is_null(), "{}", done["error"]);
        done
    }

    fn posts(&mut self, by: &str, text: &str) -> Value {
        self.has(&json!({"do": "post", "by": by, "at": "general", "text": text}))["id"].take()
    }

    /// What the first answer to something that is done is, and of which kind.
    fn answered(&mut self, doing: &Value) -> (u64, Value) {
        let done = self.has(doing);
        let mut answer = self.has(&json!({"do": "answer", "to": done["id"]}));
        (answer["type"].as_u64().unwrap(), answer["data"].take())
    }

    /// Does something that is answered at once with a note for one person alone.
    fn is_asked(&mut self, doing: &Value) -> Value {
        let done = self.has(doing);
        let mut answer = self.has(&json!({"do": "answer", "to": done["id"]}));
        let (kind, flags) = (&answer["type"], &answer["data"]["flags"]);
        assert_eq!((kind, flags), (&json!(NOTE), &json!(EPHEMERAL)));
        let asked = &answer["data"]["components"][0]["components"][0];
        json!({"id": asked["custom_id"], "options": asked["options"], "message": answer["message"].take()})
    }

    /// Does something that is answered later, to one person alone.
    fn is_promised(&mut self, doing: &Value) {
        let (kind, data) = self.answered(doing);
        assert_eq!((kind, &data["flags"]), (PROMISE, &json!(EPHEMERAL)));
    }

    fn shows(&mut self, at: &str, says: &str) -> Value {
        self.has(&json!({"do": "shown", "at": at, "says": says}))
    }
}

/// A subcommand of everyone's command, as clients send it.
fn charter(what: &str, by: &str, sub: &str, values: &Value) -> Value {
    let options = json!([{"name": sub, "type": 1, "options": values}]);
    json!({"do": what, "by": by, "at": "general", "name": "charter", "options": options})
}

/// The button of a message that leads to this.
fn button(message: &Value, press: &str) -> Value {
    let mut buttons = message["buttons"].as_array().unwrap().iter();
    let named = |id: &&Value| id.as_str().unwrap().split(':').nth(1) == Some(press);
    buttons.find(named).unwrap().clone()
}

fn says(message: &Value, words: &str) -> bool {
    message["words"].as_str().unwrap().contains(words)
}

#[test]
fn the_bot_spends_a_day_on_a_discord_of_others() {
    let Some(mut scene) = Scene::set() else {
        return;
    };
    its_commands_are_there_in_both_languages(&mut scene);
    it_answers_a_question(&mut scene);
    it_checks_a_draft_from_a_window(&mut scene);
    it_offers_titles(&mut scene);
    it_checks_a_message_from_its_menu(&mut scene);
    it_tells_the_author_and_the_moderators_of_a_leak(&mut scene);
    it_asks_for_a_reason_in_a_menu(&mut scene);
    it_asks_whether_someone_is_sure(&mut scene);
    it_leaves_a_note_for_whoever_takes_no_direct_messages(&mut scene);

    let refused = scene.has(&json!({"do": "refused"}));
    assert_eq!(
        refused["refused"],
        json!([]),
        "all it asks for is understood"
    );
    let bot = scene.bot.take().unwrap();
    assert_eq!(ends(bot, "-TERM").status.code(), Some(0));
    for word in ["ghp_16C7", "Tournesol", "journalist call me"] {
        assert!(!holds(scene.folder.path(), word), "nothing keeps {word}");
    }
}

fn its_commands_are_there_in_both_languages(scene: &mut Scene) {
    let there = scene.has(&json!({"do": "commands"}));
    let commands = there["commands"].as_array().unwrap();
    let named = |name: &str| commands.iter().find(|one| one["name"] == name).unwrap();
    for (english, french) in [
        ("charter", "charte"),
        ("charter-mod", "charte-modération"),
        ("charter-admin", "charte-admin"),
        ("Check with the charter", "Vérifier avec la charte"),
    ] {
        assert_eq!(named(english)["name_localizations"]["fr"], french);
    }
    assert_eq!(commands.len(), 4);
    let subcommands = named("charter")["options"].as_array().unwrap();
    let ask = subcommands.iter().find(|one| one["name"] == "ask").unwrap();
    assert_eq!(ask["name_localizations"]["fr"], "demander");
    assert_eq!(ask["options"][0]["autocomplete"], true);
}

fn it_answers_a_question(scene: &mut Scene) {
    let question = json!([{"name": "question", "type": 3, "value": QUESTION}]);
    scene.is_promised(&charter("command", "ana", "ask", &question));
    let answer = scene.shows("general", "journalist");
    assert!(says(&answer, "Source:"), "{answer}");
}

fn it_checks_a_draft_from_a_window(scene: &mut Scene) {
    let (kind, window) = scene.answered(&charter("command", "ana", "check", &json!([])));
    assert_eq!(kind, WINDOW);
    let field = &window["components"][0]["components"][0]["custom_id"];
    let fields = json!({field.as_str().unwrap(): PASSWORD});
    scene.is_promised(&json!({
        "do": "submit", "by": "ana", "at": "general", "window": window["custom_id"], "fields": fields,
    }));
    scene.shows("general", "Password in words");
}

fn it_offers_titles(scene: &mut Scene) {
    let typed = json!([{"name": "title", "type": 3, "value": "journ", "focused": true}]);
    let (kind, offered) = scene.answered(&charter("complete", "ana", "article", &typed));
    assert_eq!(kind, CHOICES);
    let choice = offered["choices"][0].clone();
    assert!(choice["name"].as_str().unwrap().contains("Journalists"));
    let chosen = json!([{"name": "title", "type": 3, "value": choice["value"]}]);
    scene.is_promised(&charter("command", "ben", "article", &chosen));
    scene.shows("general", "Journalists and the media");
}

fn it_checks_a_message_from_its_menu(scene: &mut Scene) {
    let message = scene.posts("ben", "our key? ask me");
    scene.is_promised(&json!({
        "do": "menu", "by": "ana", "at": "general", "name": "Check with the charter",
        "message": message,
    }));
    scene.shows("general", "nothing confidential");
}

fn it_tells_the_author_and_the_moderators_of_a_leak(scene: &mut Scene) {
    let message = scene.posts("ana", TOKEN);
    let nudge = scene.has(&json!({"do": "told", "who": "ana", "says": "A private word"}));
    assert!(says(&nudge, message.as_str().unwrap()), "{nudge}");
    let flag = scene.shows("moderators", "Nobody has it");
    assert!(!says(&flag, "ghp_"), "{flag}");
    let thread = scene.has(&json!({"do": "thread", "at": "moderators"}));
    assert_eq!(thread["parent"], flag["channel"]);

    let take = |by: &str| {
        json!({
            "do": "press", "by": by, "at": "moderators", "message": flag["id"],
            "button": button(&flag, "take"),
        })
    };
    let (kind, _) = scene.answered(&take("ben"));
    assert_eq!(kind, IN_PLACE);
    let refused = scene.shows("moderators", "for someone else");
    assert_eq!(refused["only_you"], true, "{refused}");
    let (kind, _) = scene.answered(&take("mia"));
    assert_eq!(kind, IN_PLACE);
    let taken = scene.shows("moderators", "A moderator has it");
    assert_eq!(
        (&taken["id"], &taken["edited"]),
        (&flag["id"], &json!(true))
    );

    scene.has(&json!({"do": "delete", "by": "ana", "at": "general", "message": message}));
    let settled = scene.shows("moderators", "Fixed by its author");
    assert_eq!(settled["id"], flag["id"], "{settled}");
}

fn it_asks_for_a_reason_in_a_menu(scene: &mut Scene) {
    scene.posts("ana", TOKEN);
    let flag = scene.shows("moderators", "Nobody has it");
    let asked = scene.is_asked(&json!({
        "do": "press", "by": "mia", "at": "moderators", "message": flag["id"],
        "button": button(&flag, "dismiss"),
    }));
    let reason = &asked["options"][0]["value"];
    let (kind, _) = scene.answered(&json!({
        "do": "choose", "by": "mia", "at": "moderators", "message": asked["message"],
        "menu": asked["id"], "values": [reason],
    }));
    assert_eq!(kind, IN_PLACE);
    let dismissed = scene.shows("moderators", "Not a leak");
    assert_eq!(dismissed["id"], flag["id"], "{dismissed}");
}

fn it_asks_whether_someone_is_sure(scene: &mut Scene) {
    let asked = scene.is_asked(&charter("command", "ana", "forget", &json!([])));
    scene.answered(&json!({
        "do": "press", "by": "ana", "at": "general", "message": asked["message"],
        "button": asked["id"],
    }));
    let done = scene.shows("general", "erased");
    assert_eq!(done["id"], asked["message"], "in place of the question");
}

fn it_leaves_a_note_for_whoever_takes_no_direct_messages(scene: &mut Scene) {
    scene.has(&json!({"do": "closes", "who": "ben"}));
    let message = scene.posts("ben", PASSWORD);
    let note = scene.shows("general", "a word for whoever wrote");
    assert_eq!(note["replies_to"], message);
    let opens = |by: &str| {
        json!({
            "do": "press", "by": by, "at": "general", "message": note["id"],
            "button": button(&note, "open-nudge"),
        })
    };
    let (kind, _) = scene.answered(&opens("ana"));
    assert_eq!(kind, IN_PLACE);
    let refused = scene.shows("general", "for someone else");
    assert_eq!(refused["only_you"], true);
    scene.answered(&opens("ben"));
    let nudge = scene.shows("general", "A private word");
    assert_eq!(nudge["only_you"], true);

    let mended = json!({
        "do": "edit", "by": "ben", "at": "general", "message": message, "text": "it is in the vault",
    });
    scene.has(&mended);
    scene.has(&json!({"do": "gone", "message": note["id"]}));
}
