//! What a person sees, for a test to read.

use serde_json::Value;

use crate::posting::LOADING;
use crate::state::{Channel, Message, State};

/// A message on someone's screen.
#[expect(clippy::struct_excessive_bools, reason = "each is a thing to see")]
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    /// Its id.
    pub id: String,
    /// The id of the channel or thread it is in.
    pub channel: String,
    /// The id of who wrote it.
    pub by: String,
    /// Whether the app under test wrote it.
    pub from_app: bool,
    /// What is shown: its content, then the texts of its embeds.
    pub words: String,
    /// Its content.
    pub content: String,
    /// The message it replies to.
    pub replies_to: Option<String>,
    /// Whether only this person sees it.
    pub only_you: bool,
    /// Whether it says that the app is thinking.
    pub thinking: bool,
    /// Whether it was edited.
    pub edited: bool,
    /// The message as it is on the wire.
    pub wire: Value,
}

impl Seen {
    /// The messages of a channel that everyone sees, and those only `user` sees.
    pub(crate) fn all(state: &State, channel: &Channel, user: Option<&str>) -> Vec<Self> {
        let messages = channel.messages.iter();
        messages
            .filter(|m| m.only_for.is_none() || m.only_for.as_deref() == user)
            .map(|message| Self::of(state, channel, message))
            .collect()
    }

    fn of(state: &State, channel: &Channel, message: &Message) -> Self {
        let wire = Value::Object(message.wire.clone());
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let by = text(&wire["author"]["id"]);
        Self {
            id: message.id.clone(),
            channel: channel.id.clone(),
            from_app: by == state.app.bot || wire["application_id"] == state.app.id,
            by,
            words: words(&wire),
            content: text(&wire["content"]),
            replies_to: wire["message_reference"]["message_id"]
                .as_str()
                .map(ToOwned::to_owned),
            only_you: message.only_for.is_some(),
            thinking: wire["flags"].as_u64().unwrap_or(0) & LOADING != 0,
            edited: !wire["edited_timestamp"].is_null(),
            wire,
        }
    }

    /// The `custom_id`s of what can be pressed or chosen in it.
    #[must_use]
    pub fn actions(&self) -> Vec<String> {
        let all = controls(&self.wire["components"]);
        let all = all
            .into_iter()
            .filter(|control| control["disabled"] != true);
        all.filter_map(|control| control["custom_id"].as_str().map(ToOwned::to_owned))
            .collect()
    }

    /// The labels of its buttons.
    #[must_use]
    pub fn labels(&self) -> Vec<String> {
        let all = controls(&self.wire["components"]).into_iter();
        all.filter_map(|control| control["label"].as_str().map(ToOwned::to_owned))
            .collect()
    }
}

fn words(wire: &Value) -> String {
    let mut lines = vec![&wire["content"]];
    for embed in wire["embeds"].as_array().into_iter().flatten() {
        lines.extend([
            &embed["author"]["name"],
            &embed["title"],
            &embed["description"],
        ]);
        for field in embed["fields"].as_array().into_iter().flatten() {
            lines.extend([&field["name"], &field["value"]]);
        }
        lines.push(&embed["footer"]["text"]);
    }
    let lines = lines.into_iter().filter_map(Value::as_str);
    let lines: Vec<_> = lines.filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

/// Every button, menu and field in rows and under labels.
pub(crate) fn controls(components: &Value) -> Vec<Value> {
    let mut found = Vec::new();
    for component in components.as_array().into_iter().flatten() {
        if component["components"].is_array() {
            found.extend(controls(&component["components"]));
        } else if component["component"].is_object() {
            found.push(component["component"].clone());
        } else {
            found.push(component.clone());
        }
    }
    found
}
