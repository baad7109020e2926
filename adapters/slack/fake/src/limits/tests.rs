//! Each limit, just kept and just broken.

use serde_json::{Value, json};

use super::{message, view};

fn plain(length: usize) -> Value {
    json!({"type": "plain_text", "text": "x".repeat(length)})
}

fn section(length: usize) -> Value {
    json!({"type": "section", "text": {"type": "mrkdwn", "text": "x".repeat(length)}})
}

fn with(block: impl Into<Value>) -> Value {
    json!({"text": "words", "blocks": [block.into()]})
}

fn button(text: usize, action: usize, value: usize) -> Value {
    json!({"type": "actions", "elements": [{
        "type": "button", "text": plain(text), "action_id": "a".repeat(action),
        "value": "v".repeat(value),
    }]})
}

fn modal(title: usize, metadata: usize, blocks: usize) -> Value {
    json!({
        "type": "modal", "title": plain(title), "private_metadata": "m".repeat(metadata),
        "blocks": vec![json!({"type": "divider"}); blocks],
    })
}

#[test]
fn a_message_at_its_limits_is_fine_and_one_more_is_refused() {
    let fine = [
        json!({"text": "x".repeat(40_000)}),
        json!({"text": "", "blocks": [section(1)]}),
        with(section(3_000)),
        json!({"blocks": vec![section(10); 50]}),
        with(json!({"type": "header", "text": plain(150)})),
        with(button(75, 255, 2_000)),
    ];
    for content in fine {
        assert_eq!(message(&content), None);
    }
    let refused = [
        ("msg_too_long", json!({"text": "x".repeat(40_001)})),
        ("no_text", json!({"text": ""})),
        ("invalid_blocks", with(section(3_001))),
        ("invalid_blocks", with(section(0))),
        ("invalid_blocks", json!({"blocks": vec![section(10); 51]})),
        (
            "msg_blocks_too_long",
            json!({"blocks": vec![section(3_000); 5]}),
        ),
        (
            "invalid_blocks",
            with(json!({"type": "header", "text": plain(151)})),
        ),
        (
            "invalid_blocks",
            with(json!({"type": "header", "text": {"type": "mrkdwn", "text": "x"}})),
        ),
        ("invalid_blocks", with(button(76, 255, 2_000))),
        ("invalid_blocks", with(button(75, 256, 2_000))),
        ("invalid_blocks", with(button(75, 255, 2_001))),
        ("invalid_blocks", with(json!({"type": "sparkles"}))),
        (
            "too_many_attachments",
            json!({"attachments": vec![json!({"text": "x"}); 101]}),
        ),
        (
            "markdown_text_conflict",
            json!({"text": "x", "markdown_text": "y"}),
        ),
    ];
    for (error, content) in refused {
        assert_eq!(message(&content).map(|(error, _)| error), Some(error));
    }
}

#[test]
fn a_view_at_its_limits_is_fine_and_one_more_is_refused() {
    assert_eq!(view(&modal(24, 3_000, 100)), None);
    assert_eq!(view(&json!({"type": "home", "blocks": []})), None);
    let mut without_submit = modal(5, 0, 0);
    without_submit["blocks"] = json!([{
        "type": "input", "label": plain(5), "element": {"type": "plain_text_input"},
    }]);
    for refused in [
        modal(25, 0, 1),
        modal(24, 3_001, 1),
        modal(24, 0, 101),
        json!({"type": "modal", "blocks": []}),
        json!({"type": "home"}),
        without_submit,
    ] {
        assert_eq!(
            view(&refused).map(|(error, _)| error),
            Some("invalid_arguments")
        );
    }
}

#[test]
fn the_reason_points_at_what_is_wrong() {
    let (_, why) = message(&with(section(3_001))).unwrap();
    assert_eq!(
        why,
        ["must be less than 3001 characters [json-pointer:/blocks/0/text/text]"]
    );
}

#[test]
fn ids_are_not_used_twice() {
    let twice = json!({"blocks": [
        {"type": "divider", "block_id": "same"}, {"type": "divider", "block_id": "same"},
    ]});
    assert_eq!(
        message(&twice).map(|(error, _)| error),
        Some("invalid_blocks")
    );
    let button = json!({"type": "button", "text": plain(1), "action_id": "same"});
    let twice = with(json!({"type": "actions", "elements": [button, button]}));
    assert_eq!(
        message(&twice).map(|(error, _)| error),
        Some("invalid_blocks")
    );
}
