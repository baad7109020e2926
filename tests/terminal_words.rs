//! What the terminal says, to a reader of French and to a reader of English.

#![expect(
    clippy::unwrap_used,
    reason = "a command that can't be run should fail its test loudly"
)]

use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;

const FRENCH: &str = "fr_FR.UTF-8";
const ENGLISH: &str = "en_GB.UTF-8";

/// Runs a command in a folder, for a reader of this language.
fn run_in(folder: &Path, locale: &str, line: &[&str]) -> (String, String, i32) {
    let output = Command::cargo_bin("bonsens")
        .unwrap()
        .current_dir(folder)
        .args(line)
        .env("LC_ALL", locale)
        .env_remove("BONSENS_DATA")
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (
        text(output.stdout),
        text(output.stderr),
        output.status.code().unwrap(),
    )
}

fn run(locale: &str, line: &[&str]) -> (String, String, i32) {
    run_in(&std::env::temp_dir(), locale, line)
}

#[test]
fn help_is_in_the_language_of_the_terminal_or_of_the_command_line() {
    let (english, _, code) = run(ENGLISH, &["--help"]);
    assert_eq!(code, 0);
    assert!(english.contains("Usage: bonsens"), "{english}");
    let (french, ..) = run(FRENCH, &["--help"]);
    assert!(french.contains("Utilisation\u{a0}: bonsens"), "{french}");
    assert_eq!(run(ENGLISH, &["--lang", "fr", "--help"]).0, french);
    assert_eq!(run(ENGLISH, &["--help", "--lang=fr"]).0, french);
    assert_eq!(run(ENGLISH, &["help", "--lang", "fr"]).0, french);
    assert_eq!(
        run(FRENCH, &["help", "scan"]).0,
        run(ENGLISH, &["scan", "--lang", "fr", "--help"]).0
    );
    assert_eq!(
        run(FRENCH, &["rules", "help", "list", "--lang=en"]).0,
        run(ENGLISH, &["rules", "list", "--help"]).0
    );
}

#[test]
fn every_page_of_help_has_an_example_and_no_colour_in_a_pipe() {
    for (locale, examples) in [(ENGLISH, "Examples:"), (FRENCH, "Exemples\u{a0}:")] {
        for line in [
            &["--help"][..],
            &["try", "--help"],
            &["ask", "--help"],
            &["scan", "--help"],
            &["rules", "--help"],
            &["rules", "list", "--help"],
            &["rules", "check", "--help"],
            &["rules", "explain", "--help"],
            &["rules", "eval", "--help"],
            &["rules", "register", "--help"],
            &["rules", "registered", "--help"],
            &["rules", "unregister", "--help"],
            &["knowledge", "--help"],
            &["knowledge", "load", "--help"],
            &["knowledge", "list", "--help"],
            &["knowledge", "show", "--help"],
            &["knowledge", "eval", "--help"],
        ] {
            let (page, error, code) = run(locale, line);
            assert_eq!((code, error.as_str()), (0, ""), "{line:?}");
            assert!(page.contains(examples), "{page}");
            assert!(!page.contains('\u{1b}'), "{page:?}");
        }
    }
}

#[test]
fn a_line_that_is_not_understood_is_answered_with_the_nearest_and_a_next_step() {
    for (line, english, french) in [
        (
            &["scan", "--jsn"][..],
            "Did you mean `--json`? `bonsens scan --help`",
            "Vouliez-vous dire `--json`\u{a0}? `bonsens scan --help`",
        ),
        (
            &["scna"],
            "Did you mean `scan`?",
            "Vouliez-vous dire `scan`\u{a0}?",
        ),
        (
            &["rules", "list", "--lang", "de"],
            "one of: `fr`, `en`. `bonsens rules list --help`",
            "Au choix\u{a0}: `fr`, `en`. `bonsens rules list --help`",
        ),
        (
            &["scan", "--rules"],
            "`--rules <FILE>` needs a value.",
            "`--rules <FICHIER>` attend une valeur.",
        ),
        (
            &["rules", "explain"],
            "Something is missing: `<RULE>`.",
            "Il manque\u{a0}: `<RÈGLE>`.",
        ),
        (
            &["knowledge", "load", "--in-force-since", "soon", "a.md"],
            "`--in-force-since <DAY>` does not take `soon`.",
            "`--in-force-since <JOUR>` n'accepte pas `soon`.",
        ),
        (
            &["ask", "--json", "--json", "x"],
            "only once",
            "qu'une fois",
        ),
        (
            &["rules", "--lang", "en"],
            "`bonsens rules` needs to know what to do: `list`",
            "`bonsens rules` needs to know what to do: `list`",
        ),
        (
            &["ask", "--zork?"],
            "If it is not an option, write `--` before it.",
            "Si ce n'est pas une option, écrivez `--` avant.",
        ),
        (
            &["ask", "a", "b"],
            "I did not expect `b`",
            "Je n'attendais pas `b`",
        ),
    ] {
        for (locale, said) in [(ENGLISH, english), (FRENCH, french)] {
            let (out, error, code) = run(locale, line);
            assert_eq!((code, out.as_str()), (2, ""), "{line:?}");
            assert!(error.contains(said), "{line:?}\n{error}");
            assert_eq!(error.lines().count(), 1, "{error}");
        }
    }
}

#[test]
fn a_file_that_cannot_be_used_is_named_with_its_line_and_the_remedy() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
    std::fs::create_dir(folder.path().join("folder")).unwrap();
    write("empty.md", b" \n");
    write("date.md", b"---\nid: a\nin_force_since: soon\n---\nText.\n");
    write("latin.md", b"# Chart\xc3\xa9\nl\xe9gal\n");
    write("charter.pdf", b"%PDF-1.7");
    write(
        "bad.toml",
        b"[[rule]]\nid = \"business.x\"\ncolour = \"hunter2\"\n",
    );
    write("latin.toml", b"# \xe9\n");
    write("bad.jsonl", b"{\"question\": \"ok?\"}\nhunter2\n");
    for (line, english, french) in [
        (
            &["ask", "--charter", "none.md", "x"][..],
            "none.md: I can't find",
            "none.md\u{a0}: je ne trouve pas",
        ),
        (
            &["ask", "--charter", "folder", "x"],
            "folder: I found no document",
            "folder\u{a0}: je ne trouve ici aucun document",
        ),
        (
            &["scan", "folder"],
            "folder: this is a folder",
            "folder\u{a0}: c'est un dossier",
        ),
        (
            &["scan", "--rules", "none.toml"],
            "none.toml: I can't find",
            "none.toml\u{a0}: je ne trouve pas",
        ),
        (
            &["knowledge", "load", "empty.md"],
            "empty.md: this charter has no text",
            "empty.md\u{a0}: cette charte n'a pas de texte",
        ),
        (
            &["knowledge", "load", "date.md"],
            "date.md:3: `in_force_since` takes a day",
            "date.md:3\u{a0}: `in_force_since` attend un jour",
        ),
        (
            &["knowledge", "load", "latin.md"],
            "latin.md:2: this line is not UTF-8",
            "latin.md:2\u{a0}: cette ligne n'est pas en UTF-8",
        ),
        (
            &["knowledge", "load", "charter.pdf"],
            "charter.pdf: this document is damaged",
            "charter.pdf\u{a0}: ce document est abîmé",
        ),
        (
            &["rules", "check", "--rules", "bad.toml"],
            "bad.toml:3: no rule has a key `colour`",
            "bad.toml:3\u{a0}: aucune règle n'a de clé `colour`",
        ),
        (
            &["rules", "check", "--rules", "latin.toml"],
            "latin.toml:1: this line is not UTF-8",
            "latin.toml:1\u{a0}: cette ligne n'est pas en UTF-8",
        ),
        (
            &["knowledge", "eval", "bad.jsonl"],
            "bad.jsonl:2: this line is not a question",
            "bad.jsonl:2\u{a0}: cette ligne n'est pas une question",
        ),
        (
            &["knowledge", "show", "none"],
            "There is no charter none.",
            "Il n'y a pas de charte none.",
        ),
        (
            &["knowledge", "load", "--id", "a", "empty.md", "date.md"],
            "`--id` names one charter",
            "`--id` nomme une seule charte",
        ),
        (
            &["knowledge", "list", "--data", "bad.toml"],
            "bad.toml: the records can't be used",
            "bad.toml\u{a0}: les données gardées sont inaccessibles",
        ),
    ] {
        for (locale, said) in [(ENGLISH, english), (FRENCH, french)] {
            let (_, error, code) = run_in(folder.path(), locale, line);
            assert_eq!(code, 2, "{line:?}");
            assert!(error.contains(said), "{line:?}\n{error}");
            assert!(!error.contains("hunter2"), "no content of a file: {error}");
        }
    }
}

#[test]
fn the_language_of_a_charter_changes_nothing_to_what_its_loader_reads() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("yard.md"),
        "# Yard\n\n## Bicycles\n\nBicycles are kept in the yard.\n",
    )
    .unwrap();
    let load = ["knowledge", "load", "--lang", "en", "yard.md"];
    let (out, error, code) = run_in(folder.path(), FRENCH, &load);
    assert_eq!((code, error.as_str()), (0, ""));
    assert!(out.contains("1 passage, en anglais."), "{out}");
    let (out, ..) = run_in(
        folder.path(),
        ENGLISH,
        &[
            "--lang",
            "fr",
            "knowledge",
            "load",
            "--lang",
            "en",
            "yard.md",
        ],
    );
    assert!(out.contains("en anglais"), "{out}");
    let (out, ..) = run_in(
        folder.path(),
        ENGLISH,
        &["knowledge", "list", "--lang", "fr"],
    );
    assert!(out.contains("En vigueur depuis"), "{out}");
}

#[test]
fn a_question_may_go_on_from_the_one_before() {
    let folder = tempfile::tempdir().unwrap();
    let ask = |line: &[&str]| {
        let (out, ..) = run_in(folder.path(), ENGLISH, &[&["ask", "--json"], line].concat());
        serde_json::from_str::<Value>(&out).unwrap()
    };
    let alone = ask(&["and after hours?"]);
    let following = ask(&["--previous", "a journalist called me", "and after hours?"]);
    assert_ne!(alone["candidates"], following["candidates"]);
    let section = following["candidates"][0]["section"].as_str().unwrap();
    assert!(section.contains("Journalists"), "{section}");
    let keys: Vec<&String> = following.as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        [
            "abstained",
            "answer",
            "candidates",
            "contact",
            "lang",
            "question"
        ],
        "the question before is nobody's business afterwards"
    );
}

const QUESTIONS: &str = "{\"question\": \"can a journalist call me?\", \"answer_section\": \"Article 19 – Journalists and the media\"}\n\
    {\"question\": \"zxqv kjhg wwyt?\", \"answer_section\": null}\n";

#[test]
fn measures_are_a_table_to_read_or_one_object_to_parse() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("q.jsonl"), QUESTIONS).unwrap();
    let eval = |locale, line: &[&str]| {
        run_in(
            folder.path(),
            locale,
            &[&["knowledge", "eval"], line].concat(),
        )
    };
    let (english, error, code) = eval(ENGLISH, &["q.jsonl"]);
    assert_eq!((code, error.as_str()), (0, ""));
    assert!(
        english.contains("100.0%") && !english.contains('{'),
        "{english}"
    );
    let (french, ..) = eval(FRENCH, &["q.jsonl"]);
    assert!(french.contains("100,0\u{a0}%"), "{french}");

    let (out, _, code) = eval(FRENCH, &["--json", "q.jsonl"]);
    assert_eq!((code, out.lines().count()), (0, 1));
    let report: Value = serde_json::from_str(&out).unwrap();
    let keys = |value: &Value| {
        value
            .as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect::<Vec<_>>()
    };
    assert_eq!(
        keys(&report),
        [
            "abstention",
            "end_to_end",
            "mrr_at_10",
            "ms_per_question",
            "questions",
            "recall_at_1",
            "recall_at_3",
            "recall_at_5"
        ]
    );
    assert_eq!(
        keys(&report["abstention"]),
        ["auroc", "f1", "precision", "recall"]
    );
    assert_eq!(report["questions"], 2);
    assert_eq!(report["recall_at_1"], 1.0);
}

#[test]
fn a_question_about_a_section_nobody_wrote_is_a_warning_and_an_exit_code() {
    let folder = tempfile::tempdir().unwrap();
    let lost = "{\"question\": \"parking?\", \"answer_section\": \"Nowhere\"}\n";
    std::fs::write(folder.path().join("q.jsonl"), format!("{QUESTIONS}{lost}")).unwrap();
    let (out, error, code) = run_in(
        folder.path(),
        ENGLISH,
        &["knowledge", "eval", "--json", "q.jsonl"],
    );
    assert_eq!(code, 1);
    assert!(error.starts_with("q.jsonl:3: no charter has"), "{error}");
    assert_eq!(error.lines().count(), 1);
    assert!(serde_json::from_str::<Value>(&out).is_ok(), "{out}");
}

#[test]
fn figures_that_measure_nothing_are_left_out() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("q.jsonl"),
        "{\"question\": \"zxqv kjhg wwyt?\", \"answer_section\": null}\n",
    )
    .unwrap();
    let (out, ..) = run_in(folder.path(), ENGLISH, &["knowledge", "eval", "q.jsonl"]);
    let row = |name: &str| out.lines().find(|line| line.contains(name)).unwrap();
    assert!(row("Right at once").contains('–'), "{out}");
    assert!(row("Rank").contains('–'), "{out}");
    assert!(row("Silent when due").contains("100.0%"), "{out}");
    let (json, ..) = run_in(
        folder.path(),
        ENGLISH,
        &["knowledge", "eval", "--json", "q.jsonl"],
    );
    assert!(!json.contains('-'), "{json}");
}
