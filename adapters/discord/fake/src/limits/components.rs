//! The limits of buttons, menus and windows.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Wrong, list, needed_text, text};

const ROW: u64 = 1;
const BUTTON: u64 = 2;
const STRING_SELECT: u64 = 3;
const TEXT_INPUT: u64 = 4;
const LABEL: u64 = 18;

/// Checks the rows of a message.
pub(crate) fn check(wrong: &mut Wrong, components: &Value) {
    let mut ids = BTreeSet::new();
    for row in list(wrong, "components", components, 5) {
        if row["type"] != ROW {
            wrong.push("a message has rows, and everything else in them".to_owned());
            continue;
        }
        let inside = list(wrong, "a row", &row["components"], 5);
        if inside.is_empty() {
            wrong.push("a row is empty".to_owned());
        }
        let menus = inside.iter().filter(|item| item["type"] != BUTTON).count();
        if menus > 0 && inside.len() > 1 {
            wrong.push("a menu needs a row of its own".to_owned());
        }
        for item in inside {
            match item["type"].as_u64() {
                Some(BUTTON) => button(wrong, item),
                Some(kind @ (STRING_SELECT | 5..=8)) => select(wrong, item, kind),
                _ => wrong.push(format!("{} can't be in a row of a message", item["type"])),
            }
            name(wrong, &mut ids, item);
        }
    }
}

fn name(wrong: &mut Wrong, ids: &mut BTreeSet<String>, item: &Value) {
    let Some(id) = item["custom_id"].as_str() else {
        return;
    };
    if !ids.insert(id.to_owned()) {
        wrong.push(format!("two components have the custom_id {id}"));
    }
}

fn button(wrong: &mut Wrong, button: &Value) {
    text(wrong, "a button's label", &button["label"], 0, 80);
    if button["label"].is_null() && button["emoji"].is_null() {
        wrong.push("a button has neither label nor emoji".to_owned());
    }
    match button["style"].as_u64() {
        Some(1..=4) => {
            needed_text(wrong, "a button's custom_id", &button["custom_id"], 100);
            if !button["url"].is_null() {
                wrong.push("a button that is no link has a url".to_owned());
            }
        }
        Some(5) => {
            needed_text(wrong, "a link button's url", &button["url"], 512);
            if !button["custom_id"].is_null() {
                wrong.push("a link button has a custom_id".to_owned());
            }
        }
        _ => wrong.push(format!("a button's style is {}", button["style"])),
    }
}

fn select(wrong: &mut Wrong, select: &Value, kind: u64) {
    needed_text(wrong, "a menu's custom_id", &select["custom_id"], 100);
    text(
        wrong,
        "a menu's placeholder",
        &select["placeholder"],
        0,
        150,
    );
    for (key, least) in [("min_values", 0), ("max_values", 1)] {
        let value = &select[key];
        if !value.is_null() && value.as_u64().is_none_or(|n| n < least || n > 25) {
            wrong.push(format!("a menu's {key} is {value}"));
        }
    }
    if kind == STRING_SELECT {
        let options = list(wrong, "a menu's options", &select["options"], 25);
        if options.is_empty() {
            wrong.push("a menu has no options".to_owned());
        }
        let mut values = BTreeSet::new();
        for option in options {
            needed_text(wrong, "an option's label", &option["label"], 100);
            needed_text(wrong, "an option's value", &option["value"], 100);
            text(
                wrong,
                "an option's description",
                &option["description"],
                0,
                100,
            );
            if !values.insert(option["value"].to_string()) {
                wrong.push(format!("two options have the value {}", option["value"]));
            }
        }
    } else if !select["options"].is_null() {
        wrong.push("only a menu of texts has options".to_owned());
    }
}

/// Checks a window: a title, and one to five fields, each in a row or under a label.
pub(crate) fn modal(data: &Value) -> Wrong {
    let mut wrong = Wrong::new();
    needed_text(&mut wrong, "a window's custom_id", &data["custom_id"], 100);
    needed_text(&mut wrong, "a window's title", &data["title"], 45);
    let parts = list(&mut wrong, "a window", &data["components"], 5);
    if parts.is_empty() {
        wrong.push("a window has nothing in it".to_owned());
    }
    let mut ids = BTreeSet::new();
    for part in parts {
        let inside = match part["type"].as_u64() {
            Some(ROW) => {
                let inside = list(&mut wrong, "a window's row", &part["components"], 1);
                if inside.iter().any(|item| item["type"] != TEXT_INPUT) {
                    wrong.push("a window's row holds a text field only".to_owned());
                }
                inside
            }
            Some(LABEL) => {
                needed_text(&mut wrong, "a label", &part["label"], 45);
                text(
                    &mut wrong,
                    "a label's description",
                    &part["description"],
                    0,
                    100,
                );
                std::slice::from_ref(&part["component"])
            }
            Some(10) => continue,
            other => {
                wrong.push(format!("{other:?} can't be in a window"));
                continue;
            }
        };
        for item in inside {
            match item["type"].as_u64() {
                Some(TEXT_INPUT) => input(&mut wrong, item, part["type"] == ROW),
                Some(kind @ (STRING_SELECT | 5..=8)) => select(&mut wrong, item, kind),
                other => wrong.push(format!("{other:?} can't be a field of a window")),
            }
            name(&mut wrong, &mut ids, item);
        }
    }
    wrong
}

fn input(wrong: &mut Wrong, input: &Value, in_row: bool) {
    needed_text(wrong, "a field's custom_id", &input["custom_id"], 100);
    if in_row {
        needed_text(wrong, "a field's label", &input["label"], 45);
    } else if !input["label"].is_null() {
        wrong.push("a field under a label has a label of its own".to_owned());
    }
    text(wrong, "a field's value", &input["value"], 0, 4_000);
    text(
        wrong,
        "a field's placeholder",
        &input["placeholder"],
        0,
        100,
    );
    if !matches!(input["style"].as_u64(), Some(1 | 2)) {
        wrong.push(format!("a field's style is {}", input["style"]));
    }
    for (key, least) in [("min_length", 0), ("max_length", 1)] {
        let value = &input[key];
        if !value.is_null() && value.as_u64().is_none_or(|n| n < least || n > 4_000) {
            wrong.push(format!("a field's {key} is {value}"));
        }
    }
    let most = input["max_length"].as_u64();
    if most.is_some_and(|most| super::length(&input["value"]) as u64 > most) {
        wrong.push("a field's value is longer than its max_length".to_owned());
    }
}
