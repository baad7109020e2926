//! What windows ask, within Slack's limits, and what is made of the answers.

use bonsens_port::{FlagId, NudgeId};
use serde_json::{Value, json};

use super::*;
use crate::notices::say;

fn window(view: &SlackView) -> Value {
    serde_json::to_value(view).unwrap()
}

/// The window as Slack sends it back, with this answer.
fn sent_back(view: &SlackView, answer: impl Into<Value>) -> SlackStatefulView {
    let mut sent = window(view);
    sent["id"] = json!("V1");
    sent["team_id"] = json!("T1");
    sent["hash"] = json!("h");
    sent["state"] = json!({"values": {"asked": {"answer": answer.into()}}});
    serde_json::from_value(sent).unwrap()
}

fn chosen(reason: &str) -> Value {
    let text = json!({"type": "plain_text", "text": "…"});
    json!({"type": "radio_buttons", "selected_option": {"text": text, "value": reason}})
}

fn typed(draft: &str) -> Value {
    json!({"type": "plain_text_input", "value": draft})
}

fn presses() -> [Press; 2] {
    [
        Press::NotConfidential(NudgeId::new("n1")),
        Press::Dismiss(FlagId::new("f1")),
    ]
}

#[test]
fn windows_fit_slack_in_both_languages() {
    for lang in [Lang::En, Lang::Fr] {
        let channel = ChannelId::new("C".repeat(64));
        let windows = [
            reason(
                lang,
                &Press::Dismiss(FlagId::new("f".repeat(200))),
                &channel,
                &say(),
            ),
            check(lang, &say()),
        ];
        for view in &windows {
            let view = window(view);
            for part in ["title", "submit", "close"] {
                let words = view[part]["text"].as_str().unwrap();
                let size = words.encode_utf16().count();
                assert!((1..=24).contains(&size), "{part}: {words}");
                assert!(!words.contains("slack-"), "{part} has no words in {lang:?}");
            }
            let metadata = view["private_metadata"].as_str().unwrap_or_default();
            assert!(metadata.len() <= 3_000);
            let input = &view["blocks"][0];
            let label = input["label"]["text"].as_str().unwrap();
            assert!(label.len() <= 2_000 && !label.contains("slack-"), "{label}");
            for option in input["element"]["options"].as_array().into_iter().flatten() {
                let words = option["text"]["text"].as_str().unwrap();
                assert!(words.encode_utf16().count() <= 75, "{words}");
                assert!(words.starts_with(char::is_uppercase), "{words}");
            }
        }
        insta::assert_json_snapshot!(
            format!("windows-{}", lang.as_str()),
            [
                window(&reason(lang, &presses()[0], &ChannelId::new("C1"), &say())),
                window(&windows[1])
            ]
        );
    }
}

#[test]
fn every_reason_comes_back_with_what_it_is_for() {
    let channel = ChannelId::new("C1");
    for press in presses() {
        for reason in DismissReason::ALL {
            let view = super::reason(Lang::Fr, &press, &channel, &say());
            let back = read_reason(&sent_back(&view, chosen(reason.as_str())));
            assert_eq!(back, Some((press.clone(), reason, channel.clone())));
        }
    }
}

#[test]
fn what_was_tampered_with_is_nothing() {
    let [press, _] = presses();
    let view = reason(Lang::En, &press, &ChannelId::new("C1"), &say());
    assert_eq!(read_reason(&sent_back(&view, chosen("because"))), None);
    assert_eq!(
        read_reason(&sent_back(&view, json!({"type": "radio_buttons"}))),
        None
    );
    assert_eq!(
        read_check(&sent_back(&view, typed("a draft"))),
        None,
        "another window"
    );
    for metadata in [
        "",
        "{}",
        "not json",
        r#"{"press":"take","subject":"f1","channel":"C1"}"#,
        r#"{"press":"delete-everything","subject":"f1","channel":"C1"}"#,
    ] {
        let SlackView::Modal(mut modal) = view.clone() else {
            unreachable!()
        };
        modal.private_metadata = Some(metadata.to_owned());
        let back = sent_back(&SlackView::Modal(modal), chosen("public"));
        assert_eq!(read_reason(&back), None, "{metadata}");
    }
}

#[test]
fn a_draft_comes_back_as_typed_and_an_empty_one_is_none() {
    let view = check(Lang::Fr, &say());
    let draft = read_check(&sent_back(&view, typed("two\nlines"))).unwrap();
    assert_eq!(draft.expose(), "two\nlines");
    assert_eq!(read_check(&sent_back(&view, typed(" \n"))), None);
    assert_eq!(
        read_check(&sent_back(&view, json!({"type": "plain_text_input"}))),
        None
    );
    assert_eq!(read_reason(&sent_back(&view, chosen("public"))), None);
}
