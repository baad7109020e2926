//! What Discord refuses in a body, checked as its documentation says.

pub(crate) mod commands;
pub(crate) mod components;
pub(crate) mod embeds;

use serde_json::{Value, json};

/// Something the app did that Discord refuses, or that would notify people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// The route it was sent to; `gateway` for the gateway.
    pub route: String,
    /// What is wrong, in a sentence.
    pub why: String,
    /// Whether Discord refuses it. What it accepts but no one wants is here too.
    pub refused: bool,
}

impl Violation {
    pub(crate) fn refused(route: &str, why: &str) -> Self {
        Self {
            route: route.to_owned(),
            why: why.to_owned(),
            refused: true,
        }
    }

    pub(crate) fn accepted(route: &str, why: &str) -> Self {
        Self {
            refused: false,
            ..Self::refused(route, why)
        }
    }
}

/// What is wrong with a body; nothing if it is fine.
pub(crate) type Wrong = Vec<String>;

pub(crate) fn length(value: &Value) -> usize {
    value.as_str().map_or(0, |text| text.chars().count())
}

/// Checks that a text, where there is one, has a length in a range.
pub(crate) fn text(wrong: &mut Wrong, what: &str, value: &Value, least: usize, most: usize) {
    match value {
        Value::Null => {}
        Value::String(text) => {
            let count = text.chars().count();
            if count < least || count > most {
                wrong.push(format!(
                    "{what} has {count} characters, {least} to {most} are allowed"
                ));
            }
        }
        _ => wrong.push(format!("{what} has to be text")),
    }
}

/// The same for a text that has to be there.
pub(crate) fn needed_text(wrong: &mut Wrong, what: &str, value: &Value, most: usize) {
    if value.is_null() {
        wrong.push(format!("{what} is missing"));
    }
    text(wrong, what, value, 1, most);
}

/// The items of a list that may be missing or `null`.
pub(crate) fn list<'a>(
    wrong: &mut Wrong,
    what: &str,
    value: &'a Value,
    most: usize,
) -> &'a [Value] {
    match value {
        Value::Null => &[],
        Value::Array(items) => {
            if items.len() > most {
                wrong.push(format!(
                    "{what} has {} items, {most} are allowed",
                    items.len()
                ));
            }
            items
        }
        _ => {
            wrong.push(format!("{what} has to be a list"));
            &[]
        }
    }
}

/// What is wrong with a message, for its creation or for an edit.
pub(crate) fn message(body: &Value) -> Wrong {
    let mut wrong = Wrong::new();
    if !body.is_object() {
        wrong.push("the body has to be an object".to_owned());
        return wrong;
    }
    text(&mut wrong, "content", &body["content"], 0, 2_000);
    embeds::check(&mut wrong, &body["embeds"]);
    components::check(&mut wrong, &body["components"]);
    match &body["nonce"] {
        Value::String(nonce) if nonce.chars().count() > 25 => {
            wrong.push("nonce has more than 25 characters".to_owned());
        }
        Value::Null | Value::String(_) | Value::Number(_) => {}
        _ => wrong.push("nonce has to be text or a number".to_owned()),
    }
    let flags = body["flags"].as_u64().unwrap_or(0);
    if flags & (1 << 15) != 0 {
        wrong.push("the new components are not played here".to_owned());
    }
    mentions(&mut wrong, &body["allowed_mentions"]);
    wrong
}

fn mentions(wrong: &mut Wrong, allowed: &Value) {
    if allowed.is_null() {
        return;
    }
    let kinds = ["roles", "users", "everyone"].map(|kind| json!(kind));
    for kind in list(wrong, "allowed_mentions.parse", &allowed["parse"], 3) {
        if !kinds.contains(kind) {
            wrong.push(format!("allowed_mentions.parse does not know {kind}"));
        }
    }
    for (key, kind) in [("users", "users"), ("roles", "roles")] {
        let ids = list(
            wrong,
            &format!("allowed_mentions.{key}"),
            &allowed[key],
            100,
        );
        let parsed = allowed["parse"]
            .as_array()
            .is_some_and(|parse| parse.contains(&json!(kind)));
        if !ids.is_empty() && parsed {
            wrong.push(format!("allowed_mentions has {key} twice"));
        }
    }
}

/// Whom a message would notify that should not be: what is not said in `allowed_mentions`, Discord
/// takes from the text.
pub(crate) fn loud(body: &Value) -> Option<&'static str> {
    let says = |key: &str| {
        let value = &body[key];
        !value.is_null() && *value != json!("") && *value != json!([])
    };
    let silent = body["allowed_mentions"]["parse"] == json!([]);
    if silent || !(says("content") || says("embeds") || says("components")) {
        return None;
    }
    Some("allowed_mentions has to be there with an empty parse, or the text may notify people")
}
