//! Registering confidential documents and values, as an admin does it.

#![expect(
    clippy::unwrap_used,
    reason = "a command that can't be run should fail its test loudly"
)]

use std::io::{Cursor, Write};
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;

const PARAGRAPHS: [&str; 2] = [
    "The board intends to close the Villebrune workshop before the third quarter ends, once the \
     remaining coils have been sold and the lathes moved to the harbour site.",
    "Buying the Kermalec foundry will be announced in spring; the lowest acceptable price is set at \
     eleven million, payable in three instalments, provided that an independent surveyor inspects \
     the polluted ground before anybody signs.",
];

/// Standard output, standard error and exit code.
fn run(folder: &Path, line: &[&str], input: &str) -> (String, String, i32) {
    let output = Command::cargo_bin("bonsens")
        .unwrap()
        .current_dir(folder)
        .args(line)
        .env("LC_ALL", "en_GB.UTF-8")
        .env_remove("BONSENS_DATA")
        .write_stdin(input)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let code = output.status.code().unwrap();
    (text(output.stdout), text(output.stderr), code)
}

/// The rules by which a scan finds something in a message.
fn found(folder: &Path, message: &str) -> Vec<String> {
    let message = serde_json::json!({ "id": 1, "text": message }).to_string();
    let line = ["scan", "--json", "--data", "kept"];
    let (out, error, code) = run(folder, &line, &message);
    assert_eq!((code, error.as_str()), (0, ""));
    let line: Value = serde_json::from_str(&out).unwrap();
    let findings = line["findings"].as_array().unwrap().iter();
    let rules = findings.map(|found| found["rule"].as_str().unwrap().to_owned());
    rules.collect()
}

fn docx() -> Vec<u8> {
    let paragraph = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let body: String = PARAGRAPHS.map(paragraph).concat();
    let document = format!(
        "<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>"
    );
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [
        ("[Content_Types].xml", "<Types/>"),
        ("word/document.xml", &document),
    ] {
        let options = zip::write::SimpleFileOptions::default();
        archive.start_file(name, options).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn a_part_is_recognised_whatever_the_document_was_written_in() {
    let markdown = format!("# Plan\n\n{}", PARAGRAPHS.join("\n\n"));
    let page = format!("<h1>Plan</h1><p>{}</p>", PARAGRAPHS.join("</p><p>"));
    for (name, bytes) in [
        ("plan.md", markdown.clone().into_bytes()),
        ("plan.txt", PARAGRAPHS.join("\n").into_bytes()),
        ("plan.html", page.into_bytes()),
        ("plan.docx", docx()),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        std::fs::write(folder.join(name), bytes).unwrap();
        let line = ["rules", "register", "--data", "kept", name];
        let (out, error, code) = run(folder, &line, "");
        assert_eq!((code, error.as_str()), (0, ""), "{name}");
        assert!(out.contains(name), "{out}");
        for part in PARAGRAPHS {
            let rules = found(folder, part);
            assert!(rules.contains(&"registered.document".to_owned()), "{name}");
        }
        assert_eq!(found(folder, "is the workshop to close?"), [""; 0]);
    }
}

#[test]
fn what_is_registered_is_listed_and_forgotten() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let listed = || {
        let line = ["rules", "registered", "--json", "--data", "kept"];
        let (out, _, code) = run(folder, &line, "");
        assert_eq!(code, 0);
        let lines = out.lines().map(|line| serde_json::from_str(line).unwrap());
        lines.collect::<Vec<Value>>()
    };
    assert_eq!(listed(), [""; 0]);
    assert!(!folder.join("kept").exists(), "looking makes nothing");
    std::fs::write(folder.join("plan.md"), PARAGRAPHS.join("\n\n")).unwrap();
    let register = |title: &str| {
        let line = [
            "rules", "register", "--data", "kept", "--title", title, "plan.md",
        ];
        run(folder, &line, "")
    };
    assert_eq!(register("The plan").2, 0);
    assert_eq!(register("Plan 2027").2, 0);
    let all = listed();
    assert_eq!(all.len(), 1, "the same document again takes its place");
    assert_eq!(all[0]["title"], "Plan 2027");
    assert_eq!(all[0]["kind"], "document");
    assert!(all[0]["fingerprints"].as_u64().unwrap() > 10);
    let (table, ..) = run(folder, &["rules", "registered", "--data", "kept"], "");
    assert!(table.contains("Plan 2027"), "{table}");
    let forget = |id: &str| run(folder, &["rules", "unregister", "--data", "kept", id], "");
    assert_eq!(forget("nothing").2, 2);
    assert_eq!(forget(all[0]["id"].as_str().unwrap()).2, 0);
    assert_eq!(listed(), [""; 0]);
    assert_eq!(found(folder, PARAGRAPHS[1]), [""; 0]);
}

#[test]
fn values_are_taken_from_lines_or_a_column_and_refused_by_line_without_being_told() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    std::fs::write(
        folder.join("list.txt"),
        "KLM-77402\n\nabc\nOstrander & Finch\n",
    )
    .unwrap();
    let table = "Name;Number\n\"Ash; Elm\";QX-5519-T\nmeeting;\nPoplar;RX-6620-U\n";
    std::fs::write(folder.join("clients.csv"), table).unwrap();
    let line = [
        "rules", "register", "--data", "kept", "--values", "list.txt",
    ];
    let (out, _, code) = run(folder, &line, "");
    assert_eq!(code, 1, "{out}");
    assert!(out.contains("line 3") && !out.contains("abc"), "{out}");
    assert!(out.contains("2 values"), "{out}");
    let column = |named: &str| {
        let line = [
            "rules",
            "register",
            "--data",
            "kept",
            "--values",
            "clients.csv",
        ];
        let line = [&line[..], &["--column", named]].concat();
        run(folder, &line, "")
    };
    assert_eq!(column("number").2, 0);
    let (_, error, code) = column("Town");
    assert_eq!(code, 2);
    assert!(error.contains("Town"), "{error}");
    for text in ["klm 77402", "Ostrander & Finch called", "(RX-6620-U)"] {
        assert_eq!(found(folder, text), ["registered.value"], "{text}");
    }
    for text in ["KLM-77403", "Poplar", "abc"] {
        assert_eq!(found(folder, text), [""; 0], "{text}");
    }
}

#[test]
fn a_text_too_short_to_be_recognised_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    std::fs::write(folder.join("note.txt"), "see you at noon").unwrap();
    let line = ["rules", "register", "--data", "kept", "note.txt"];
    let (_, error, code) = run(folder, &line, "");
    assert_eq!(code, 2);
    assert!(
        error.contains("note.txt") && error.contains("25"),
        "{error}"
    );
}
