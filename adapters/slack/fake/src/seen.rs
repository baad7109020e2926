//! What a person sees, for a test to read.

use serde_json::Value;

use crate::state::{Message, User};
use crate::team::Team;
use crate::typed::unescape;

/// A message on someone's screen.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    /// Its timestamp, which is its name.
    pub ts: String,
    /// The id of who wrote it, when it has one.
    pub by: Option<String>,
    /// Whether the app under test wrote it.
    pub from_app: bool,
    /// What is shown: the blocks if there are any, or else the text.
    pub words: String,
    /// Its text, which is what a notification shows.
    pub text: String,
    /// The thread it is in, or starts.
    pub thread: Option<String>,
    /// Whether only this person sees it.
    pub only_you: bool,
    /// Whether it was edited.
    pub edited: bool,
    /// The message as it is on the wire.
    pub wire: Value,
}

impl Seen {
    /// The messages of a room that everyone sees, and those only `user` sees.
    pub(crate) fn all(team: &Team, room: &str, user: Option<&str>) -> Vec<Self> {
        team.look(|data| {
            let messages = data.rooms.get(room).map_or(&[][..], |room| &room.messages);
            messages
                .iter()
                .filter(|m| m.only_for.is_none() || m.only_for.as_deref() == user)
                .map(|message| Self::of(message, &data.app_id))
                .collect()
        })
    }

    fn of(message: &Message, app: &str) -> Self {
        let wire = Value::Object(message.wire.clone());
        let field = |key: &str| wire[key].as_str().map(ToOwned::to_owned);
        let text = field("text").unwrap_or_default();
        let shown = words_of(&wire);
        Self {
            ts: message.ts.clone(),
            by: field("user"),
            from_app: wire["app_id"] == app,
            words: if shown.is_empty() {
                text.clone()
            } else {
                shown
            },
            text,
            thread: field("thread_ts"),
            only_you: message.only_for.is_some(),
            edited: !wire["edited"].is_null(),
            wire,
        }
    }

    /// The `action_id`s of what can be pressed or chosen in it.
    #[must_use]
    pub fn actions(&self) -> Vec<String> {
        actions_of(&self.wire)
    }
}

/// A modal or a Home on someone's screen.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// Its title; empty for a Home.
    pub title: String,
    /// What is shown in it.
    pub words: String,
    /// Its `callback_id`.
    pub callback_id: String,
    /// The view as it is on the wire.
    pub wire: Value,
}

impl View {
    pub(crate) fn of(wire: &Value) -> Self {
        Self {
            title: wire["title"]["text"]
                .as_str()
                .unwrap_or_default()
                .to_owned(),
            words: words_of(wire),
            callback_id: wire["callback_id"].as_str().unwrap_or_default().to_owned(),
            wire: wire.clone(),
        }
    }

    /// The `action_id`s of what can be pressed, chosen or filled in it.
    #[must_use]
    pub fn actions(&self) -> Vec<String> {
        actions_of(&self.wire)
    }
}

/// The words in the blocks of a message or view, one line for each text.
fn words_of(wire: &Value) -> String {
    fn walk(value: &Value, lines: &mut Vec<String>) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| walk(item, lines)),
            Value::Object(object) => {
                if let Some(Value::String(text)) = object.get("text") {
                    let plain = object.get("type").is_some_and(|kind| kind == "plain_text");
                    lines.push(if plain { text.clone() } else { unescape(text) });
                }
                for (key, item) in object {
                    if !["text", "value", "block_id", "action_id"].contains(&key.as_str())
                        || item.is_object()
                    {
                        walk(item, lines);
                    }
                }
            }
            _ => {}
        }
    }
    let mut lines = Vec::new();
    walk(&wire["blocks"], &mut lines);
    walk(&wire["attachments"], &mut lines);
    lines.join("\n")
}

/// Every interactive element, with the id of the block it is in.
pub(crate) fn elements(wire: &Value) -> Vec<(String, Value)> {
    let mut found = Vec::new();
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let mut blocks = list(&wire["blocks"]);
    for attachment in list(&wire["attachments"]) {
        blocks.extend(list(&attachment["blocks"]));
    }
    for block in blocks {
        let id = block["block_id"].as_str().unwrap_or_default().to_owned();
        let mut inside = list(&block["elements"]);
        inside.extend([block["accessory"].clone(), block["element"].clone()]);
        let interactive = inside
            .into_iter()
            .filter(|element| element["action_id"].is_string());
        found.extend(interactive.map(|element| (id.clone(), element)));
    }
    found
}

fn actions_of(wire: &Value) -> Vec<String> {
    let found = elements(wire).into_iter();
    let ids = found.filter_map(|(_, element)| Some(element["action_id"].as_str()?.to_owned()));
    ids.collect()
}

/// How interactions name a person.
pub(crate) fn badge(user: &User, team: &str) -> Value {
    serde_json::json!({
        "id": user.id, "username": user.name, "name": user.name, "team_id": team,
    })
}
