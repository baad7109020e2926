//! What windows ask, within Slack's limits, and what is made of the answers.

use bonsens_port::{FlagId, Listed, Mode, NudgeId, QuestionId, RequestId, Requirement, Severity};

use super::*;
use crate::notices::say;

/// Every press that opens a window.
fn presses() -> [Press; 9] {
    [
        Press::NotConfidential(NudgeId::new("n".repeat(200))),
        Press::Dismiss(FlagId::new("f1")),
        Press::Ask,
        Press::Check,
        Press::AskAbout(QuestionId::new("q1")),
        Press::Write,
        Press::Reply(RequestId::new("r1")),
        Press::Settings,
        Press::LoadCharter,
    ]
}

fn settings() -> Settings {
    Settings {
        mode: Mode::Nudge,
        missing: vec![],
        exempt: vec![ChannelId::new("C1"), ChannelId::new("C2")],
        always_exempt: vec![],
        fix_windows: [
            (Severity::Low, None),
            (Severity::Medium, None),
            (Severity::High, Some(45)),
            (Severity::Critical, Some(0)),
        ]
        .into(),
        large_channel: 200,
        code_names: vec![
            MessageText::new("tournesol"),
            MessageText::new("étoile filante"),
        ],
        charters: vec![],
    }
}

fn opened(press: &Press, lang: Lang) -> Value {
    let channel = ChannelId::new("C1");
    let opened = Opened {
        press,
        channel: Some(&channel),
        home: true,
    };
    open(&opened, lang, Some(&settings()), &say()).unwrap()
}

/// The window as Slack sends it back: what stood in it, but for what was changed.
fn sent_back(view: &Value, changes: &[(&str, Value)]) -> Value {
    let mut values = json!({});
    for block in view["blocks"].as_array().unwrap() {
        let element = &block["element"];
        values[block["block_id"].as_str().unwrap()] = json!({ANSWER: {
            "type": element["type"],
            "value": element["initial_value"],
            "selected_option": element["initial_option"],
            "selected_conversations": element["initial_conversations"],
        }});
    }
    for (block, value) in changes {
        let answer = &mut values[block][ANSWER];
        match answer["type"].as_str().unwrap() {
            "radio_buttons" | "static_select" => {
                answer["selected_option"] = json!({"value": value});
            }
            "multi_conversations_select" => answer["selected_conversations"] = value.clone(),
            "file_input" => answer["files"] = json!([{"id": value}]),
            _ => answer["value"] = value.clone(),
        }
    }
    let mut sent = view.clone();
    sent["state"] = json!({"values": values});
    sent
}

/// What changed in the window for settings.
fn changed(changes: &[(&str, Value)]) -> SettingsChange {
    let view = opened(&Press::Settings, Lang::En);
    let sent = read(&sent_back(&view, changes)).unwrap();
    match sent.answer {
        Answer::Filled(Filled::Settings(change)) => change,
        other => panic!("{other:?}"),
    }
}

#[test]
fn windows_fit_slack_in_both_languages() {
    let size = |words: &Value| words["text"].as_str().unwrap().encode_utf16().count();
    for lang in [Lang::En, Lang::Fr] {
        let windows = presses().map(|press| opened(&press, lang));
        for view in &windows {
            let written = view.to_string();
            assert!(
                !written.contains("\"slack-"),
                "a key has no words in {lang:?}: {written}"
            );
            for part in ["title", "submit", "close"] {
                assert!((1..=24).contains(&size(&view[part])), "{part}: {view}");
            }
            assert!(view["private_metadata"].as_str().unwrap().len() <= METADATA);
            for input in view["blocks"].as_array().unwrap() {
                assert!((1..=2_000).contains(&size(&input["label"])), "{input}");
                let options = input["element"]["options"].as_array();
                for option in options.into_iter().flatten() {
                    assert!((1..=75).contains(&size(&option["text"])), "{option}");
                    let first = option["text"]["text"].as_str().unwrap().chars().next();
                    assert!(!first.unwrap().is_lowercase(), "{option}");
                }
            }
        }
        insta::assert_json_snapshot!(format!("windows-{}", lang.as_str()), windows);
    }
}

#[test]
fn every_reason_comes_back_with_what_it_is_for() {
    for press in presses().into_iter().take(2) {
        for reason in DismissReason::ALL {
            let view = opened(&press, Lang::Fr);
            let back = read(&sent_back(&view, &[(REASON, json!(reason.as_str()))]));
            let sent = Sent {
                press: press.clone(),
                answer: Answer::Filled(Filled::Reason(reason)),
                channel: Some(ChannelId::new("C1")),
                home: true,
            };
            assert_eq!(back, Some(sent));
        }
    }
}

#[test]
fn what_was_tampered_with_is_nothing() {
    let view = opened(&Press::Dismiss(FlagId::new("f1")), Lang::En);
    let fine = sent_back(&view, &[(REASON, json!("public"))]);
    assert!(read(&fine).is_some());
    assert_eq!(read(&sent_back(&view, &[(REASON, json!("because"))])), None);
    assert_eq!(read(&sent_back(&view, &[])), None, "nothing was chosen");
    assert_eq!(read(&view), None, "nothing was filled in");
    let mut foreign = fine.clone();
    foreign["callback_id"] = json!("another");
    assert_eq!(read(&foreign), None);
    for memory in [
        "",
        "{}",
        "not json",
        r#"{"press":"take","subject":"f1","channel":"C1"}"#,
        r#"{"press":"delete-everything","subject":"f1","channel":"C1"}"#,
        r#"{"press":"settings","subject":"","channel":"C1"}"#,
    ] {
        let mut sent = fine.clone();
        sent["private_metadata"] = json!(memory);
        assert_eq!(read(&sent), None, "{memory}");
    }
}

#[test]
fn a_text_comes_back_as_typed_and_an_empty_one_is_none() {
    for press in [Press::Check, Press::Ask, Press::Reply(RequestId::new("r1"))] {
        let view = opened(&press, Lang::Fr);
        let sent = read(&sent_back(&view, &[(TEXT, json!("two\nlines"))])).unwrap();
        let text = MessageText::new("two\nlines");
        assert_eq!(sent.answer, Answer::Filled(Filled::Text(text)));
        assert_eq!(read(&sent_back(&view, &[(TEXT, json!(" \n"))])), None);
    }
}

#[test]
fn a_letter_has_no_name_unless_it_is_chosen() {
    let letter = |press: &Press, changes: &[(&str, Value)]| {
        read(&sent_back(&opened(press, Lang::En), changes)).map(|sent| sent.answer)
    };
    let filled = |text: Option<&str>, named| {
        let text = text.map(MessageText::new);
        Some(Answer::Filled(Filled::Letter { text, named }))
    };
    let typed = (TEXT, json!("whom do I tell?"));
    let asked = Press::AskAbout(QuestionId::new("q1"));
    assert_eq!(letter(&asked, &[]), filled(None, false));
    assert_eq!(letter(&Press::Write, &[]), None, "there is nothing to send");
    let named = [typed, (NAMED, json!("named"))];
    assert_eq!(
        letter(&Press::Write, &named),
        filled(Some("whom do I tell?"), true)
    );
}

#[test]
fn a_file_is_named_to_be_fetched() {
    let view = opened(&Press::LoadCharter, Lang::En);
    let sent = read(&sent_back(&view, &[(FILE, json!("F1"))])).unwrap();
    assert_eq!(sent.answer, Answer::File("F1".to_owned()));
    for (name, fits) in [
        ("charte.md", true),
        ("CHARTE.DOCX", true),
        ("faq.yml", true),
        ("holiday.jpg", false),
        ("pdf", false),
        ("", false),
    ] {
        assert_eq!(is_document(name), fits, "{name}");
    }
}

#[test]
fn only_what_was_changed_is_set() {
    assert_eq!(changed(&[]), SettingsChange::default());
    let all = changed(&[
        ("mode", json!("observe")),
        ("exempt", json!(["C2", "C3"])),
        ("window-low", json!("1440")),
        ("window-high", json!("never")),
        ("large", json!("50")),
        ("names", json!(" tournesol \n\nblue moon\n")),
    ]);
    let names = ["tournesol", "blue moon"].map(MessageText::new);
    let channels = ["C2", "C3"].map(ChannelId::new);
    let expected = SettingsChange {
        mode: Some(Mode::Observe),
        exempt: Some(Listed::Replace(channels.to_vec())),
        fix_windows: [(Severity::Low, Some(1_440)), (Severity::High, None)].into(),
        large_channel: Some(50),
        code_names: Some(Listed::Replace(names.to_vec())),
    };
    assert_eq!(all, expected);
    let reordered = changed(&[("exempt", json!(["C2", "C1"]))]);
    assert_eq!(reordered, SettingsChange::default());
    let emptied = changed(&[("names", json!(null)), ("exempt", json!([]))]);
    assert_eq!(emptied.code_names, Some(Listed::Replace(vec![])));
    assert_eq!(emptied.exempt, Some(Listed::Replace(vec![])));
}

#[test]
fn a_mode_the_record_does_not_allow_is_not_offered_and_no_name_is_remembered() {
    let held = Settings {
        mode: Mode::Observe,
        missing: vec![Requirement::ImpactAssessed],
        ..settings()
    };
    let press = Press::Settings;
    let opened = Opened {
        press: &press,
        channel: None,
        home: false,
    };
    let view = open(&opened, Lang::En, Some(&held), &say()).unwrap();
    let modes = view["blocks"][0]["element"]["options"].as_array().unwrap();
    assert_eq!(modes.len(), 1);
    let memory = view["private_metadata"].as_str().unwrap();
    assert!(!memory.contains("tournesol"), "{memory}");
}

#[test]
fn lists_too_long_for_a_window_are_left_out_of_it() {
    let many = Settings {
        exempt: (0..500).map(|n| ChannelId::new(format!("C{n}"))).collect(),
        code_names: (0..500)
            .map(|n| MessageText::new(format!("project {n}")))
            .collect(),
        ..settings()
    };
    let press = Press::Settings;
    let opened = Opened {
        press: &press,
        channel: None,
        home: false,
    };
    let view = open(&opened, Lang::En, Some(&many), &say()).unwrap();
    let asked = view["blocks"].as_array().unwrap().iter();
    let asked: Vec<_> = asked
        .filter_map(|block| block["block_id"].as_str())
        .collect();
    assert!(
        !asked.contains(&"exempt") && !asked.contains(&"names"),
        "{asked:?}"
    );
    assert!(view["private_metadata"].as_str().unwrap().len() <= METADATA);
}
