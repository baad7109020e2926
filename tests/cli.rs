//! The commands as a person or a script runs them.

#![expect(
    clippy::unwrap_used,
    reason = "a command that can't be run should fail its test loudly"
)]

use assert_cmd::Command;
use serde_json::Value;

fn bonsens(args: &[&str]) -> Command {
    let mut command = Command::cargo_bin("bonsens").unwrap();
    command
        .args(args)
        .env("NO_COLOR", "1")
        .env("LC_ALL", "en_GB.UTF-8");
    command
}

/// Standard output, standard error and exit code.
fn run(args: &[&str], input: &str) -> (String, String, i32) {
    let output = bonsens(args).write_stdin(input).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (
        text(&output.stdout),
        text(&output.stderr),
        output.status.code().unwrap(),
    )
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn ask_quotes_the_charter_word_for_word() {
    let (out, _, code) = run(
        &["ask", "--json", "can a journalist call me about my work?"],
        "",
    );
    let reply = json(&out);
    assert_eq!(
        (code, &reply["lang"], &reply["abstained"]),
        (0, &"en".into(), &false.into())
    );
    let quote = reply["answer"]["quote"].as_str().unwrap();
    let charter = include_str!("../knowledge/charters/charter-en.md");
    assert!(charter.contains(quote), "{quote}");
    assert_eq!(reply["answer"]["version"], "2026-1");
    assert_eq!(reply["answer"]["in_force_since"], "2026-01-05");
    assert!(reply["candidates"].as_array().unwrap().len() <= 5);
}

#[test]
fn ask_is_honest_where_the_charter_is_silent_and_names_the_contact() {
    let (out, ..) = run(&["ask", "--json", "what is the capital of Peru?"], "");
    let reply = json(&out);
    assert_eq!(reply["abstained"], true);
    assert_eq!(reply["answer"], Value::Null);
    assert!(reply["contact"].as_str().unwrap().contains('@'));
}

#[test]
fn a_charter_that_cannot_be_read_is_named_with_the_reason() {
    let (_, error, code) = run(&["ask", "--charter", "no/such/charter.md", "hello?"], "");
    assert_eq!(code, 2);
    assert!(error.contains("no/such/charter.md"), "{error}");
}

#[test]
fn scan_gives_one_object_a_message_and_goes_on_past_a_bad_line() {
    let input = "{\"id\": 7, \"text\": \"é ghp_16C7e42F292c6912E7710c838347Ae178B4a\"}\n\
                 not json\n{\"id\": \"b\"}\n{\"id\": \"c\", \"text\": \"lunch?\"}\n";
    let (out, error, code) = run(&["scan", "--json", "-"], input);
    let lines: Vec<Value> = out.lines().map(json).collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(
        (&lines[0]["id"], &lines[0]["nudge"]),
        (&7.into(), &true.into())
    );
    let finding = &lines[0]["findings"][0];
    assert_eq!(
        (&finding["start"], &finding["end"]),
        (&3.into(), &43.into()),
        "byte offsets"
    );
    assert_eq!(finding["family"], "credential");
    assert_eq!(lines[1]["severity"], Value::Null);
    assert!(error.contains("-:2:") && error.contains("-:3:"), "{error}");
    assert_eq!(code, 1);
    assert!(
        !out.contains("ghp_") && !error.contains("not json\n"),
        "no text comes back"
    );
}

#[test]
fn scan_takes_plain_lines_and_sums_them_up() {
    let (out, _, code) = run(
        &["scan"],
        "lunch?\nkey: ghp_16C7e42F292c6912E7710c838347Ae178B4a\n",
    );
    assert_eq!(code, 0);
    assert!(out.contains("1 message would get a nudge, of 2."), "{out}");
}

#[test]
fn scan_survives_binary_and_endless_lines() {
    let output = bonsens(&["scan", "--json"])
        .write_stdin(b"ok\n\xff\xfe\nok\n".to_vec())
        .output()
        .unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap().lines().count(), 2);
    assert_eq!(output.status.code(), Some(1));
    let (_, error, code) = run(&["scan", "--json"], &"a".repeat(5 * 1024 * 1024));
    assert!(error.contains("-:1:"), "{error}");
    assert_eq!(code, 1);
}

#[test]
fn every_rule_finds_its_examples_and_no_counter_example() {
    let (out, _, code) = run(&["rules", "check"], "");
    assert_eq!(code, 0, "{out}");
}

#[test]
fn an_unknown_rule_is_answered_with_a_next_step() {
    let (_, error, code) = run(&["rules", "explain", "no-such-rule"], "");
    assert_eq!(code, 2);
    assert!(error.contains("rules list"), "{error}");
}

#[test]
fn a_visit_to_the_workplace_reads_the_same_every_time() {
    let visit = "in partners\nhere is the key ghp_16C7e42F292c6912E7710c838347Ae178B4a\n\
                 as mia\ntake\nas ana\ndelete 1\nquit\n";
    let (first, error, code) = run(&["try", "--lang", "en"], visit);
    assert_eq!((code, error.as_str()), (0, ""));
    assert_eq!(first, run(&["try", "--lang", "en"], visit).0);
    for said in [
        "ana sees, privately:",
        "The moderators see:",
        "A moderator has it.",
        "Thank you, it's fixed.",
    ] {
        assert!(first.contains(said), "{said}\n{first}");
    }
}

#[test]
fn the_workplace_answers_odd_lines_kindly() {
    let odd = "as zorro\nin nowhere\nedit 99 x\ndelete 99\nfix\ntake\nwait forever\n\u{0}\n";
    let (out, error, code) = run(&["try", "--lang", "fr"], odd);
    assert_eq!((code, error.as_str()), (0, ""));
    assert!(out.contains("Je ne connais pas zorro"), "{out}");
}

#[test]
fn a_charter_is_kept_and_answers_from_then_on() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("parking.md");
    std::fs::write(
        &path,
        "# Parking\n\n## Bicycles\n\nBicycles are kept in the north yard, behind the blue gate.\n",
    )
    .unwrap();
    let (data, path) = (folder.path().join("data"), path.to_str().unwrap());
    let data = data.to_str().unwrap();
    let load = [
        "knowledge",
        "load",
        "--data",
        data,
        "--version",
        "3",
        "--contact",
        "yard@example.org",
        path,
    ];
    let (out, error, code) = run(&load, "");
    assert_eq!((code, error.as_str()), (0, ""), "{out}");
    let reply = json(
        &run(
            &["ask", "--json", "--data", data, "where are bicycles kept?"],
            "",
        )
        .0,
    );
    assert_eq!(reply["answer"]["section"], "Bicycles");
    assert_eq!(reply["answer"]["version"], "3");
    assert_eq!(reply["contact"], "yard@example.org");
    assert!(
        run(&["knowledge", "list", "--data", data], "")
            .0
            .contains("Parking")
    );
    assert!(
        run(&["knowledge", "show", "--data", data, "parking"], "")
            .0
            .contains("Bicycles")
    );
}

#[test]
fn one_bad_charter_and_none_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let (good, bad) = (folder.path().join("good.md"), folder.path().join("bad.md"));
    std::fs::write(&good, "# Good\n\n## One\n\nA rule.\n").unwrap();
    let data = folder.path().join("data");
    let data = data.to_str().unwrap();
    for bytes in [&b""[..], b"\0\x01binary", b"# Caf\xe9\n"] {
        std::fs::write(&bad, bytes).unwrap();
        let load = [
            "knowledge",
            "load",
            "--data",
            data,
            good.to_str().unwrap(),
            bad.to_str().unwrap(),
        ];
        let (_, error, code) = run(&load, "");
        assert_eq!(code, 2);
        assert!(
            error.contains("bad.md") && !error.contains("panicked"),
            "{error}"
        );
        assert!(
            run(&["knowledge", "list", "--data", data], "")
                .0
                .contains("No charter")
        );
    }
}

#[test]
fn a_configuration_is_checked_and_lived_under() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bonsens.toml");
    let write = |text: &str| std::fs::write(&path, text).unwrap();
    let named = path.to_str().unwrap();

    write("[policy]\nmode = \"nudge\"\n");
    let (out, error, code) = run(&["config", "check", named], "");
    assert_eq!((out.as_str(), code), ("", 2));
    assert!(
        error.contains("bonsens.toml:2: ") && error.contains("staff_informed"),
        "{error}"
    );
    write("[policy]\nmood = \"nudge\"\n");
    let (_, error, code) = run(&["--config", named, "scan"], "hello\n");
    assert_eq!(code, 2);
    assert!(
        error.contains("bonsens.toml:2: ") && error.contains("mood"),
        "{error}"
    );

    write("charters = [\"yard.md\"]\n[policy]\nexempt_channels = [\"team\"]\n");
    std::fs::write(
        folder.path().join("yard.md"),
        "# Yard\n\n## Bicycles\n\nBicycles are kept in the north yard.\n",
    )
    .unwrap();
    let (out, _, code) = run(&["config", "check", named], "");
    assert_eq!(code, 0);
    assert!(out.contains("team") && out.contains("observe"), "{out}");
    let visit = "the wifi password is Tournesol!42\nask where are bicycles kept?\n";
    let (out, error, code) = run(&["try", "--config", named], visit);
    assert_eq!((code, error.as_str()), (0, ""));
    assert!(out.contains("north yard"), "{out}");
    assert!(!out.contains("may contain something confidential"), "{out}");
}

#[test]
fn two_charters_of_one_name_and_version_are_not_kept_over_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let data = data.to_str().unwrap();
    let write = |place: &str, text: &str| {
        let path = folder.path().join(place).join("charter.md");
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let a = write("a", "# A\n\n## One\n\nA rule.\n");
    let b = write("b", "# B\n\n## Two\n\nAnother rule.\n");
    let (_, error, code) = run(&["knowledge", "load", "--data", data, &a, &b], "");
    assert_eq!(code, 2);
    assert!(
        error.contains("b/charter.md") && error.contains("a/charter.md"),
        "{error}"
    );
    let (out, ..) = run(&["knowledge", "load", "--data", data, &a], "");
    assert!(!out.contains("takes its place"), "{out}");
    let (out, ..) = run(&["knowledge", "load", "--data", data, &b], "");
    assert!(out.contains("takes its place"), "{out}");
}

#[test]
fn loading_a_folder_shows_the_outline_understood_and_what_was_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let charter = folder.path().join("office charter");
    std::fs::create_dir(&charter).unwrap();
    let write = |name: &str, bytes: &[u8]| std::fs::write(charter.join(name), bytes).unwrap();
    write(
        "1-kitchen.html",
        b"<!doctype html><h1>Kitchen</h1><h2>Cups</h2><p>Wash your cup after use.</p>",
    );
    write(
        "2-yard.txt",
        b"Article 1 - Bicycles\nBicycles are kept in the north yard.\n",
    );
    write("logo.png", b"\x89PNG\0\0");
    let (data, path) = (folder.path().join("data"), charter.to_str().unwrap());
    let data = data.to_str().unwrap();
    let (out, error, code) = run(&["knowledge", "load", "--data", data, path], "");
    assert_eq!((code, error.as_str()), (0, ""), "{out}");
    for said in [
        "office charter (office-charter)",
        "Read as a folder of documents.",
        "logo.png is not a document",
        "  Kitchen\n    Cups (1 passage)\n",
        "    Article 1 - Bicycles (1 passage)\n",
    ] {
        assert!(out.contains(said), "{said:?} in {out}");
    }
    let asked = ["ask", "--json", "--data", data, "where do bicycles go?"];
    let reply = json(&run(&asked, "").0);
    assert_eq!(
        reply["candidates"][0]["section"],
        "2 yard > Article 1 - Bicycles"
    );
}

#[test]
fn ask_explains_how_likely_the_answer_was_and_why() {
    let question = "can a journalist call me about my work?";
    let (out, _, code) = run(&["ask", "--explain", question], "");
    assert_eq!(code, 0);
    assert!(out.contains("Chance that this section answers: "), "{out}");
    assert!(out.contains("Subjects they share"), "{out}");
    let reply = json(&run(&["ask", "--json", "--explain", question], "").0);
    let explanation = &reply["explanation"];
    let probability = explanation["probability"].as_f64().unwrap();
    assert!(probability >= explanation["needed"].as_f64().unwrap());
    assert_eq!(explanation["evidence"].as_array().unwrap().len(), 7);
    let plain = json(&run(&["ask", "--json", question], "").0);
    assert_eq!(plain["explanation"], Value::Null);
}

/// The visits the READMEs show are what a visitor sees, word for word.
#[test]
fn the_readmes_show_a_visit_as_it_is() {
    for (lang, readme) in [
        ("en", include_str!("../README.md")),
        ("fr", include_str!("../README.fr.md")),
    ] {
        let (_, rest) = readme.split_once("```text\n").unwrap();
        let (shown, _) = rest.split_once("```").unwrap();
        let typed: Vec<&str> = shown
            .lines()
            .filter(|line| !line.starts_with(' '))
            .filter_map(|line| line.split_once("> "))
            .filter(|(prompt, _)| prompt.contains(" #"))
            .map(|(_, typed)| typed)
            .collect();
        assert!(typed.len() >= 6, "{typed:?}");
        let (out, ..) = run(&["try", "--lang", lang], &typed.join("\n"));
        assert_eq!(out, shown, "{lang}");
    }
}
