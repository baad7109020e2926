//! `bonsens rules eval` on a small labelled set: the figures are right, and no message is shown.

#![expect(
    clippy::unwrap_used,
    reason = "a command that can't be run should fail its test loudly"
)]

use assert_cmd::Command;
use serde_json::{Value, json};

/// Two leaks seen, one of which needs the message before it, one missed; one false alarm of two.
fn set() -> String {
    let line = |id: &str, lang: &str, kind: &str, leak: bool, text: &str| json!({"id": id, "lang": lang, "kind": kind, "leak": leak, "text": text});
    let mut seen = line(
        "a",
        "en",
        "credential.words",
        true,
        "the password is Tulip7!",
    );
    seen["spans"] = json!([["Tulip7!"]]);
    let mut next = line("b", "fr", "credential.words", true, "Tulipe-Rouge9");
    next["before"] = json!("le mot de passe du NAS :");
    [
        seen,
        next,
        line("c", "fr", "business", true, "la chose est faite"),
        line("d", "fr", "small-talk", false, "on mange où ?"),
        line(
            "e",
            "en",
            "small-talk",
            false,
            "someone thinks the alarm code is 9041",
        ),
    ]
    .map(|line| line.to_string())
    .join("\n")
}

fn eval(args: &[&str]) -> (String, i32) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("fr")).unwrap();
    std::fs::write(folder.path().join("fr/set.jsonl"), set()).unwrap();
    let output = Command::cargo_bin("bonsens")
        .unwrap()
        .args(["rules", "eval"])
        .arg(folder.path())
        .args(args)
        .env("LC_ALL", "en_GB.UTF-8")
        .output()
        .unwrap();
    assert_eq!(output.stderr, b"");
    let told = String::from_utf8(output.stdout).unwrap();
    (told, output.status.code().unwrap())
}

#[test]
fn the_figures_are_those_of_the_set() {
    let (told, code) = eval(&["--json", "--show-misses"]);
    assert_eq!(code, 0);
    let figures: Value = serde_json::from_str(&told).unwrap();
    assert_eq!(figures["messages"], 5);
    assert_eq!(
        (&figures["leaks"], &figures["seen"], &figures["alarms"]),
        (&json!(3), &json!(2), &json!(1))
    );
    let two_thirds = 2.0 / 3.0;
    for figure in ["precision", "recall", "f1"] {
        let told = figures[figure].as_f64().unwrap();
        assert!((told - two_thirds).abs() < 1e-9, "{figure}: {told}");
    }
    assert_eq!(figures["placed"], 1.0);
    assert_eq!(figures["languages"]["en"]["recall"], 1.0);
    assert_eq!(figures["languages"]["fr"]["precision"], 1.0);
    assert_eq!(figures["kinds"]["credential.words"]["seen"], 2);
    assert_eq!(figures["kinds"]["small-talk"]["alarms"], 1);
    assert_eq!(figures["kinds"]["small-talk"].get("recall"), None);
    let wrong: Vec<&str> = figures["wrong"]
        .as_array()
        .unwrap()
        .iter()
        .map(|wrong| wrong["id"].as_str().unwrap())
        .collect();
    assert_eq!(wrong, ["c", "e"]);
}

#[test]
fn no_word_of_a_message_is_shown() {
    for args in [&[][..], &["--show-misses"], &["--json", "--show-misses"]] {
        let (told, _) = eval(args);
        for word in ["Tulip", "9041", "faite", "mange"] {
            assert!(!told.contains(word), "{told}");
        }
    }
    let (told, _) = eval(&["--show-misses"]);
    assert!(told.contains("missed c (business)"), "{told}");
    assert!(
        told.contains("false alarm e (small-talk): credential."),
        "{told}"
    );
}

#[test]
fn a_line_that_is_no_labelled_message_is_named_and_not_quoted() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("set.jsonl");
    std::fs::write(&path, format!("{}\n{{\"text\": \"Sesame\"}}\n", set())).unwrap();
    let output = Command::cargo_bin("bonsens")
        .unwrap()
        .args(["rules", "eval"])
        .arg(&path)
        .env("LC_ALL", "en_GB.UTF-8")
        .output()
        .unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("set.jsonl:6: "), "{told}");
    assert!(!told.contains("Sesame"), "{told}");
    assert_eq!(output.status.code(), Some(2));
}
