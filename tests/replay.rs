//! An organisation listens to its past before it starts: exports go in, and counts come out.

#![expect(
    clippy::unwrap_used,
    reason = "a command that can't be run should fail its test loudly"
)]

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::{Value, json};
use tempfile::TempDir;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const MONDAY: i64 = 1_767_603_600; // 5 January 2026, 9:00
const DAY: i64 = 24 * 60 * 60;
/// Words of the export: none of them may come out.
const CANARIES: [&str; 6] = [
    "pelican",
    "Zebulon",
    "wombat",
    "platypus",
    "canary",
    "16C7e42F292c6912",
];
const TOKEN: &str = "pelican ghp_16C7e42F292c6912E7710c838347Ae178B4a";
const CARD: &str = "pelican card 4539 1488 0343 6467 exp 04/29";

fn run(folder: &Path, lang: &str, line: &[&str]) -> (String, String, i32) {
    let output = Command::cargo_bin("bonsens")
        .unwrap()
        .current_dir(folder)
        .args(["scan", "--lang", lang])
        .args(line)
        .env("NO_COLOR", "1")
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let (out, error) = (text(output.stdout), text(output.stderr));
    for canary in CANARIES {
        let shown = format!("{out}{error}").to_lowercase();
        assert!(!shown.contains(&canary.to_lowercase()), "{canary}: {shown}");
    }
    (out, error, output.status.code().unwrap())
}

fn report(folder: &Path, line: &[&str]) -> (Value, i32) {
    let (out, error, code) = run(folder, "en", &[line, &["--json"]].concat());
    assert_eq!(error, "");
    (serde_json::from_str(&out).unwrap(), code)
}

/// What is shown of a rule, week by week.
fn shown(report: &Value, rule: &str) -> Vec<(String, String)> {
    let weeks = report["weeks"].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    weeks
        .filter(|row| row["rule"] == rule)
        .map(|row| (text(&row["week"]), text(&row["shown"])))
        .collect()
}

fn said(user: &str, at: i64, text: &str) -> Value {
    json!({"type": "message", "user": user, "ts": format!("{at}.000100"), "text": text})
}

/// A workplace with a channel of each kind, as Slack exports it.
struct Office {
    files: Vec<(String, Vec<u8>)>,
}

impl Office {
    fn new() -> Self {
        let mut office = Self { files: Vec::new() };
        office.put(
            "users.json",
            &json!([{"id": "U1", "name": "Zebulon", "is_bot": false}, {"id": "U9", "is_bot": true}]),
        );
        office.put(
            "channels.json",
            &json!([{"id": "C1", "name": "wombat"}, {"id": "C2", "name": "platypus"}]),
        );
        office.put("groups.json", &json!([{"id": "G1", "name": "canary-team"}]));
        office.put("dms.json", &json!([{"id": "D1", "members": ["U1", "U2"]}]));
        office.put(
            "mpims.json",
            &json!([{"id": "G7", "name": "mpdm-zebulon--bo-1"}]),
        );
        office
    }

    fn put(&mut self, name: &str, value: &Value) {
        self.raw(name, value.to_string().as_bytes());
    }

    fn raw(&mut self, name: &str, bytes: &[u8]) {
        self.files.push((name.to_owned(), bytes.to_vec()));
    }

    fn zipped(&self, home: &Path) -> PathBuf {
        let path = home.join("export.zip");
        let mut zip = ZipWriter::new(File::create(&path).unwrap());
        for (name, bytes) in &self.files {
            zip.start_file(name.as_str(), SimpleFileOptions::default())
                .unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap();
        path
    }

    fn unpacked(&self, home: &Path) -> PathBuf {
        let folder = home.join("export");
        for (name, bytes) in &self.files {
            let path = folder.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        folder
    }
}

const SLACK: [&str; 3] = ["--export", "slack", "export.zip"];

#[test]
fn a_slack_export_is_read_as_live_mode_would_have_read_it() {
    let home = TempDir::new().unwrap();
    let mut office = Office::new();
    let tokens: Vec<Value> = (0..6)
        .map(|day| said("U1", MONDAY + day * 60, TOKEN))
        .collect();
    office.put("wombat/2026-01-05.json", &Value::from(tokens));
    office.put(
        "platypus/2026-01-05.json",
        &json!([
            {"type": "message", "subtype": "bot_message", "bot_id": "B1", "ts": "1767603600.1", "text": TOKEN},
            {"type": "message", "subtype": "channel_join", "user": "U1", "ts": "1767603600.2", "text": TOKEN},
            said("U9", MONDAY, TOKEN),
            said("USLACKBOT", MONDAY, TOKEN),
            // What is beside the words is read too.
            {"type": "message", "user": "U2", "ts": "1767603600.3", "text": "", "thread_ts": "1767603500.1",
             "files": [{"title": TOKEN}]},
            {"type": "message", "user": "U2", "ts": "1767603600.4", "text": "lunch?",
             "attachments": [{"fallback": TOKEN}]},
            // A preview of a link is another's words.
            {"type": "message", "user": "U2", "ts": "1767603600.5", "text": "see",
             "attachments": [{"from_url": "https://example.org", "text": TOKEN}]},
        ]),
    );
    office.put(
        "canary-team/2026-01-12.json",
        &json!([said("U1", MONDAY + 7 * DAY, TOKEN)]),
    );
    office.put("D1/2026-01-05.json", &json!([said("U1", MONDAY, TOKEN)]));
    office.put(
        "mpdm-zebulon--bo-1/2026-01-05.json",
        &json!([said("U1", MONDAY, TOKEN)]),
    );
    office.put(
        "elsewhere/2026-01-05.json",
        &json!([said("U1", MONDAY, TOKEN)]),
    );
    office.zipped(home.path());
    let (told, code) = report(home.path(), &SLACK);
    assert_eq!(code, 0);
    assert_eq!(
        (&told["messages"], &told["channels"]),
        (&10.into(), &3.into())
    );
    assert_eq!(
        told["skipped"],
        json!({"bot_messages": 3, "notices": 1, "exempt_channels": 0,
               "direct_conversations": 2, "unlisted_channels": 1})
    );
    let weeks = [("2026-W02", "8"), ("2026-W03", "<5")];
    let weeks = weeks.map(|(week, count)| (week.to_owned(), count.to_owned()));
    assert_eq!(shown(&told, "credential.github-token"), weeks);
    // The only hidden week would be what is missing from the sum.
    assert_eq!(told["rules"][0]["count"], Value::Null);
    assert_eq!(told["rules"][0]["at_least"], 8);

    let folder = office.unpacked(home.path());
    let same = report(
        home.path(),
        &["--export", "slack", folder.to_str().unwrap()],
    );
    assert_eq!(same.0, told);
    for (lang, week, sum) in [
        ("en", "Week", "at least 8"),
        ("fr", "Semaine", "au moins 8"),
    ] {
        let (out, ..) = run(home.path(), lang, &SLACK);
        for said in [week, sum, "2026-W02", "<5"] {
            assert!(out.contains(said), "{said}: {out}");
        }
    }
}

#[test]
fn an_exempt_channel_is_never_read_whether_named_or_by_its_id() {
    let home = TempDir::new().unwrap();
    let mut office = Office::new();
    for folder in ["wombat", "platypus"] {
        office.put(
            &format!("{folder}/2026-01-05.json"),
            &json!([said("U1", MONDAY, TOKEN)]),
        );
    }
    office.zipped(home.path());
    let config = home.path().join("bonsens.toml");
    for exempt in ["C2", "platypus", "#platypus"] {
        fs::write(
            &config,
            format!("[policy]\nexempt_channels = [\"{exempt}\"]\n"),
        )
        .unwrap();
        let line = [&SLACK[..], &["--config", "bonsens.toml"]].concat();
        let (told, _) = report(home.path(), &line);
        assert_eq!(told["channels"], 1, "{exempt}");
        assert_eq!(told["skipped"]["exempt_channels"], 1, "{exempt}");
    }
}

#[test]
fn what_was_just_said_to_an_author_is_not_counted_again_in_another_channel() {
    let home = TempDir::new().unwrap();
    let mut office = Office::new();
    let mail = "pelican: reach our client at zebulon.wombat@gmail.com or 06 12 34 56 78";
    // The same minute in two channels, then after the cooldown, five times over.
    for (folder, after) in [("wombat", 0), ("platypus", 60)] {
        let messages: Vec<Value> = (0..5)
            .map(|hour| said("U1", MONDAY + hour * 3600 + after, mail))
            .collect();
        office.put(&format!("{folder}/2026-01-05.json"), &Value::from(messages));
    }
    office.zipped(home.path());
    let (told, _) = report(home.path(), &SLACK);
    let weeks = told["weeks"].as_array().unwrap();
    assert!(!weeks.is_empty(), "{told}");
    for row in weeks {
        assert!(
            row["severity"] == "low" || row["severity"] == "medium",
            "{row}"
        );
        assert_eq!(row["count"], 5, "{row}");
    }
}

#[test]
fn what_cannot_be_read_is_told_by_ids_and_the_rest_is_read() {
    let home = TempDir::new().unwrap();
    let mut office = Office::new();
    office.raw(
        "wombat/2026-01-05.json",
        b"[{\"type\": \"message\", \"pelican\": \"cut sho",
    );
    office.put(
        "wombat/2026-01-06.json",
        &json!([said("U1", MONDAY, "pelican"), "pelican", {"text": "pelican"}]),
    );
    office.zipped(home.path());
    let (told, code) = report(home.path(), &SLACK);
    assert_eq!((code, &told["messages"]), (1, &1.into()));
    assert_eq!(
        told["unreadable"],
        json!({"files": 1, "messages": 2, "in": [
            {"file": "C1/2026-01-05.json", "messages": null},
            {"file": "C1/2026-01-06.json", "messages": 2},
        ]})
    );
    let (out, ..) = run(home.path(), "fr", &SLACK);
    assert!(
        out.contains("C1/2026-01-06.json\u{a0}: 2 messages"),
        "{out}"
    );
}

#[test]
fn a_message_without_an_end_is_given_up_and_not_kept_in_memory() {
    let home = TempDir::new().unwrap();
    let mut office = Office::new();
    let mut endless = b"[{\"text\": \"".to_vec();
    endless.resize(12 * 1024 * 1024, b'a');
    office.raw("wombat/2026-01-05.json", &endless);
    office.put(
        "platypus/2026-01-05.json",
        &json!([said("U1", MONDAY, "hello")]),
    );
    office.zipped(home.path());
    let (told, code) = report(home.path(), &SLACK);
    assert_eq!((code, &told["unreadable"]["files"]), (1, &1.into()));
    assert_eq!(told["messages"], 1);
}

#[test]
fn an_archive_that_swells_beyond_reason_is_refused() {
    let home = TempDir::new().unwrap();
    let mut office = Office::new();
    // Each of them is given up long before its end, and together they are too much.
    let mut empty = b"[".to_vec();
    empty.resize(9 * 1024 * 1024, b' ');
    for day in 10..20 {
        office.raw(&format!("wombat/2026-01-{day}.json"), &empty);
    }
    office.zipped(home.path());
    let (out, error, code) = run(home.path(), "en", &SLACK);
    assert_eq!((out.as_str(), code), ("", 2));
    assert!(error.contains("far more than an export"), "{error}");
}

/// A channel, as `DiscordChatExporter` writes it.
fn channel(id: &str, kind: &str, messages: &Value) -> Value {
    json!({
        "guild": {"id": "10", "name": "Zebulon's"},
        "channel": {"id": id, "type": kind, "categoryId": "77", "category": "canary", "name": "wombat"},
        "dateRange": {"after": null, "before": null},
        "exportedAt": "2026-02-01T00:00:00+00:00",
        "messages": messages,
        "messageCount": 1,
    })
}

fn wrote(author: &str, bot: bool, kind: &str, text: &str) -> Value {
    json!({
        "id": "1", "type": kind, "timestamp": "2026-01-05T09:00:00.123+00:00", "isPinned": false,
        "content": text,
        "author": {"id": author, "name": "Zebulon", "isBot": bot, "roles": []},
        "attachments": [], "embeds": [], "stickers": [], "reactions": [], "mentions": [],
    })
}

#[test]
fn a_discord_export_is_read_the_same_way() {
    let home = TempDir::new().unwrap();
    let folder = home.path().join("server");
    fs::create_dir(&folder).unwrap();
    let mut messages: Vec<Value> = (0..5).map(|_| wrote("5", false, "Reply", TOKEN)).collect();
    messages.push(wrote("6", true, "Default", TOKEN));
    messages.push(wrote("5", false, "GuildMemberJoin", TOKEN));
    let mut embed = wrote("5", false, "Default", "https://example.org/a");
    embed["embeds"] = json!([{"url": "https://example.org/a", "title": TOKEN}]);
    messages.push(embed);
    let mut file = wrote("5", false, "Default", "");
    file["attachments"] = json!([{"fileName": TOKEN}]);
    file["forwardedMessage"] = json!({"content": CARD});
    messages.push(file);
    for (name, id, kind, messages) in [
        ("a.json", "100", "GuildTextChat", Value::from(messages)),
        (
            "b.json",
            "200",
            "DirectTextChat",
            json!([wrote("5", false, "Default", TOKEN)]),
        ),
        (
            "c.json",
            "300",
            "GuildPublicThread",
            json!([wrote("5", false, "Default", TOKEN)]),
        ),
    ] {
        fs::write(folder.join(name), channel(id, kind, &messages).to_string()).unwrap();
    }
    let line = ["--export", "discord", "server"];
    let (told, code) = report(home.path(), &line);
    assert_eq!(code, 0);
    assert_eq!(
        (&told["messages"], &told["channels"]),
        (&8.into(), &2.into())
    );
    assert_eq!(told["skipped"]["bot_messages"], 1);
    assert_eq!(told["skipped"]["notices"], 1);
    assert_eq!(told["skipped"]["direct_conversations"], 1);
    let week = |count: &str| vec![("2026-W02".to_owned(), count.to_owned())];
    assert_eq!(shown(&told, "credential.github-token"), week("7"));
    // A card that was passed on.
    assert_eq!(told["weeks"].as_array().unwrap().len(), 2, "{told}");

    // A thread of an exempt channel is exempt with it.
    fs::write(
        home.path().join("c.toml"),
        "[policy]\nexempt_channels = [\"77\"]\n",
    )
    .unwrap();
    let (told, _) = report(home.path(), &[&line[..], &["--config", "c.toml"]].concat());
    assert_eq!(
        (&told["messages"], &told["skipped"]["exempt_channels"]),
        (&0.into(), &2.into())
    );
    // One file alone will do.
    let (told, _) = report(home.path(), &["--export", "discord", "server/a.json"]);
    assert_eq!(told["messages"], 7);
}

#[test]
fn a_wrong_file_is_told_for_what_it_is_and_what_was_expected() {
    let home = TempDir::new().unwrap();
    let office = Office::new();
    office.zipped(home.path());
    let put = |name: &str, bytes: &[u8]| fs::write(home.path().join(name), bytes).unwrap();
    put("page.html", b"<!DOCTYPE html><p>pelican");
    put("a.txt", b"pelican");
    put("a.pdf", b"%PDF-1.7 pelican");
    put("cut.zip", b"PK\x03\x04pelican");
    put("empty", b"");
    let one = channel("1", "GuildTextChat", &json!([]));
    put("discord.json", one.to_string().as_bytes());
    put("other.json", b"{\"pelican\": 1}");
    for (kind, file, english, french) in [
        (
            "slack",
            "page.html",
            "a web page, not a Slack export",
            "une page web, pas un export Slack",
        ),
        ("slack", "a.txt", "a plain text", "un texte simple"),
        ("slack", "a.pdf", "a PDF", "un PDF"),
        ("slack", "empty", "an empty file", "un fichier vide"),
        ("slack", "cut.zip", "damaged", "abîmé"),
        (
            "slack",
            "discord.json",
            "one JSON file",
            "un seul fichier JSON",
        ),
        (
            "discord",
            "export.zip",
            "a Slack export, not a Discord export",
            "un export Slack, pas",
        ),
        (
            "discord",
            "other.json",
            "a JSON file without a channel",
            "un fichier JSON sans salon",
        ),
        ("discord", "page.html", "asked for JSON", "du JSON"),
        ("discord", "absent.json", "absent.json", "absent.json"),
    ] {
        for (lang, wanted) in [("en", english), ("fr", french)] {
            let (out, error, code) = run(home.path(), lang, &["--export", kind, file]);
            assert_eq!((out.as_str(), code), ("", 2), "{kind} {file}");
            assert!(error.contains(wanted) && error.contains(file), "{error}");
        }
    }
    let (_, error, code) = run(home.path(), "en", &["--export", "slack"]);
    assert_eq!(code, 2);
    assert!(error.contains("Name it at the end"), "{error}");
}

#[test]
fn a_finding_is_explained_in_the_words_of_its_rule_alone() {
    let home = TempDir::new().unwrap();
    let lines = [
        "Zebulon gagne 77k brut par an, wombat",
        TOKEN,
        CARD,
        "the wifi password is Platypus42!canary",
        "login: pelican / Platypus42!canary",
    ];
    fs::write(home.path().join("lines.txt"), lines.join("\n")).unwrap();
    for (lang, wanted) in [
        (
            "en",
            [
                "nearby",
                "words such as",
                "It would be no finding with:",
                "a word that it is an example or made up",
                "check digits that don't add up",
                "Seen by words that announce a secret.",
                "% sure",
            ],
        ),
        (
            "fr",
            [
                "à côté",
                "des mots comme",
                "Ce n'en serait pas une avec\u{a0}:",
                "un mot disant que c'est un exemple ou inventé",
                "des chiffres de contrôle faux",
                "Vu aux mots qui annoncent un secret.",
                "sûr à",
            ],
        ),
    ] {
        let (out, error, code) = run(home.path(), lang, &["--explain", "lines.txt"]);
        assert_eq!((error.as_str(), code), ("", 0));
        for wanted in wanted {
            assert!(out.contains(wanted), "{wanted}: {out}");
        }
        for value in ["77k", "4539", "Platypus42"] {
            assert!(!out.contains(value), "{value}: {out}");
        }
    }
    let (out, ..) = run(home.path(), "en", &["--explain", "--json", "lines.txt"]);
    let lines: Vec<Value> = out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    for line in &lines {
        let (findings, explained) = (&line["findings"], &line["explained"]);
        let all = explained.as_array().unwrap();
        assert_eq!(findings.as_array().unwrap().len(), all.len());
        assert!(!all.is_empty(), "{line}");
        for (found, why) in findings.as_array().unwrap().iter().zip(all) {
            assert_eq!(found["rule"], why["rule"]);
            assert!(!why["cleared_by"].as_array().unwrap().is_empty(), "{why}");
        }
    }
}
