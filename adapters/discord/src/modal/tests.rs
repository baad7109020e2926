use std::collections::BTreeMap;

use bonsens_port::{
    ChannelId, CharterAct, CharterRef, FlagId, Listed, Mode, NudgeId, QuestionId, RequestId,
    Requirement, SettingsChange, Severity,
};

use bonsens_port::WorkspaceId;

use super::*;
use crate::notices::say;
use crate::split::length;

fn every() -> Vec<Press> {
    let charter = CharterRef {
        id: "social".to_owned(),
        version: "2:0".to_owned(),
    };
    vec![
        Press::NotConfidential(NudgeId::new("n1")),
        Press::Dismiss(FlagId::new("f1")),
        Press::Ask,
        Press::Check,
        Press::AskAbout(QuestionId::new("q1")),
        Press::Write,
        Press::Reply(RequestId::new("r1")),
        Press::Settings,
        Press::LoadCharter,
        Press::Remove(FlagId::new("f1")),
        Press::ForgetMe,
        Press::Charter(CharterAct::RollBack, charter),
    ]
}

fn settings() -> Settings {
    Settings {
        mode: Mode::Nudge,
        missing: Vec::new(),
        exempt: ["501", "502"].map(ChannelId::new).to_vec(),
        always_exempt: Vec::new(),
        fix_windows: BTreeMap::from([
            (Severity::Low, None),
            (Severity::Medium, None),
            (Severity::High, Some(15)),
            (Severity::Critical, Some(0)),
        ]),
        large_channel: 200,
        code_names: vec![MessageText::new("tournesol")],
        charters: Vec::new(),
    }
}

/// The rows of a window as someone sends them back, these fields filled in otherwise.
fn sent(window: &Value, typed: &[(&str, &str)]) -> Value {
    let mut rows = window["data"]["components"].clone();
    let rows_of_fields = rows.as_array_mut().unwrap().iter_mut();
    for row in rows_of_fields.filter(|row| row["type"] == 1) {
        let field = &mut row["components"][0];
        let name = field["custom_id"].as_str().unwrap().to_owned();
        let value = typed.iter().find(|(other, _)| *other == name);
        let value = value.map_or_else(
            || field["value"].as_str().unwrap_or_default().to_owned(),
            |(_, value)| (*value).to_owned(),
        );
        *field = json!({"type": 4, "id": 2, "custom_id": name, "value": value});
    }
    rows
}

fn filled(press: &Press, typed: &[(&str, &str)]) -> Option<(Press, Result<Filled, Wrong>)> {
    let window = window(press, Lang::En, &say(), Some(&settings())).unwrap();
    let id = window["data"]["custom_id"].as_str().unwrap();
    read(id, &sent(&window, typed), &say())
}

fn changed(lang: Lang, typed: &[(&str, &str)]) -> Result<SettingsChange, Wrong> {
    let window = window(&Press::Settings, lang, &say(), Some(&settings())).unwrap();
    let id = window["data"]["custom_id"].as_str().unwrap();
    match read(id, &sent(&window, typed), &say()) {
        Some((Press::Settings, Ok(Filled::Settings(change)))) => Ok(change),
        Some((Press::Settings, Err(wrong))) => Err(wrong),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_window_is_known_again_by_its_id_and_nothing_else_is_one() {
    let acme = WorkspaceId::new("9");
    for press in every() {
        for server in [None, Some(&acme)] {
            let id = custom_id(Mark::Window, server, &press).unwrap();
            assert_eq!(
                pressed(&id),
                Some((press.clone(), &*press.subject())),
                "{id}"
            );
        }
    }
    for forged in ["", "m", "m:take", "b:take:f1", "m:delete-everything:f1"] {
        assert_eq!(pressed(forged), None, "{forged}");
    }
    for forged in [
        "m:settings:",
        "m:settings:a.b",
        "m:take:f1",
        "m:load-charter:",
    ] {
        assert_eq!(read(forged, &json!([]), &say()), None, "{forged}");
    }
}

#[test]
fn windows_fit_discord_in_both_languages_and_say_what_they_mean() {
    for lang in [Lang::En, Lang::Fr] {
        let mut all = Vec::new();
        for press in every() {
            let answer = if press.needs_confirming() {
                sure(&press, lang, &say())
            } else {
                window(&press, lang, &say(), Some(&settings()))
            };
            let answer = answer.unwrap();
            let data = &answer["data"];
            assert!(
                !answer.to_string().contains("discord-"),
                "a sentence is missing: {answer}"
            );
            if answer["type"] == 9 {
                assert!(length(data["title"].as_str().unwrap()) <= 45);
                assert!(!data["title"].as_str().unwrap().contains('…'));
                let rows = data["components"].as_array().unwrap();
                assert!((1..=5).contains(&rows.len()));
                for row in rows {
                    let field = &row["components"][0];
                    let label = field["label"].as_str().unwrap();
                    assert!(length(label) <= 45 && !label.contains('…'), "{label}");
                    let hint = field["placeholder"].as_str().unwrap();
                    assert!(length(hint) <= 100 && !hint.contains('…'), "{hint}");
                }
            } else {
                assert_eq!((&answer["type"], &data["flags"]), (&json!(4), &json!(64)));
            }
            assert!(data["custom_id"].as_str().unwrap_or_default().len() <= 100);
            all.push(json!({press.name(): answer}));
        }
        insta::assert_json_snapshot!(format!("windows-{}", lang.as_str()), all);
    }
}

#[test]
fn what_was_typed_comes_back() {
    let text = |typed: &str| Ok(Filled::Text(MessageText::new(typed)));
    assert_eq!(
        filled(&Press::Ask, &[("text", "May I?")]),
        Some((Press::Ask, text("May I?")))
    );
    let reply = Press::Reply(RequestId::new("r1"));
    assert_eq!(
        filled(&reply, &[("text", "Yes.")]),
        Some((reply.clone(), text("Yes.")))
    );
    assert_eq!(
        filled(&Press::Ask, &[("text", "  ")]),
        None,
        "nothing was asked"
    );
    for (typed, named) in [
        ("no", false),
        ("", false),
        (" Oui ", true),
        ("yes", true),
        ("why", false),
    ] {
        let letter = Filled::Letter {
            text: Some(MessageText::new("Help?")),
            named,
        };
        let read = filled(&Press::Write, &[("text", "Help?"), ("named", typed)]);
        assert_eq!(read, Some((Press::Write, Ok(letter))), "{typed}");
    }
    let note = Press::AskAbout(QuestionId::new("q1"));
    let letter = Filled::Letter {
        text: None,
        named: false,
    };
    assert_eq!(filled(&note, &[]), Some((note.clone(), Ok(letter))));
}

#[test]
fn only_what_was_changed_is_set() {
    for lang in [Lang::En, Lang::Fr] {
        assert_eq!(changed(lang, &[]), Ok(SettingsChange::default()));
    }
    let spaced = changed(Lang::En, &[("exempt", " 501\n\n502 \n")]);
    assert_eq!(
        spaced,
        Ok(SettingsChange::default()),
        "blanks change nothing"
    );
    let all = changed(
        Lang::En,
        &[
            ("mode", "Observe"),
            ("windows", "high: never\nélevée : 30\nlow:1440"),
            ("large", " 50 "),
            ("exempt", "<#503>, 504"),
            ("names", " tournesol \n\nblue moon\n"),
        ],
    );
    let expected = SettingsChange {
        mode: Some(Mode::Observe),
        exempt: Some(Listed::Replace(["503", "504"].map(ChannelId::new).to_vec())),
        fix_windows: [(Severity::High, Some(30)), (Severity::Low, Some(1_440))].into(),
        large_channel: Some(50),
        code_names: Some(Listed::Replace(
            ["tournesol", "blue moon"].map(MessageText::new).to_vec(),
        )),
    };
    assert_eq!(all, Ok(expected));
    let french = changed(Lang::Fr, &[("mode", "prévenir-et-signaler"), ("names", "")]);
    let expected = SettingsChange {
        mode: Some(Mode::NudgeAndFlag),
        code_names: Some(Listed::Replace(Vec::new())),
        ..SettingsChange::default()
    };
    assert_eq!(french, Ok(expected));
}

#[test]
fn what_can_t_be_taken_is_told_to_whoever_typed_it_and_changes_nothing() {
    for (field, typed, shown) in [
        ("mode", "loud", "loud"),
        ("windows", "high 15", "high 15"),
        ("windows", "huge: 15", "huge\\: 15"),
        ("windows", "high: soon", "high: soon"),
        ("large", "0", "0"),
        ("large", "-5", "\\-5"),
        ("exempt", "501 @everyone", "\\@everyone"),
    ] {
        for lang in [Lang::En, Lang::Fr] {
            let wrong = changed(lang, &[(field, typed)]).unwrap_err();
            let told = wrong.told(lang, &say());
            assert!(!told.starts_with("discord-"), "{told}");
            assert!(told.ends_with(shown) || typed == "huge: 15", "{told}");
        }
    }
}

#[test]
fn no_name_goes_through_a_client_unseen_and_a_list_too_long_is_left_out() {
    let held = Settings {
        missing: vec![Requirement::ImpactAssessed],
        code_names: (0..500)
            .map(|n| MessageText::new(format!("project {n}")))
            .collect(),
        ..settings()
    };
    let shown = window(&Press::Settings, Lang::En, &say(), Some(&held)).unwrap();
    let id = shown["data"]["custom_id"].as_str().unwrap();
    assert!(!id.contains("tournesol") && length(id) <= 100, "{id}");
    let rows = shown["data"]["components"].as_array().unwrap();
    assert_eq!((rows.len(), &rows[4]["type"]), (5, &json!(10)));
    let words = rows[4]["content"].as_str().unwrap();
    assert!(words.contains("by command"), "{words}");
    let read = read(id, &sent(&shown, &[("mode", "observe")]), &say());
    let Some((_, Ok(Filled::Settings(change)))) = read else {
        panic!("{read:?}")
    };
    assert_eq!(change, SettingsChange::mode(Mode::Observe));
}
