//! What the app writes: checked against Slack's limits, noted, stored, and told back to the app
//! as an event, since Slack also sends an app its own messages.

use serde_json::{Map, Value, json};

use crate::limits::{self, Violation};
use crate::pings::{Ping, pinged};
use crate::state::{Message, State};
use crate::wire;

/// What Slack refuses, and why.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub error: String,
    pub why: Vec<String>,
}

/// Checks a message of the app, and notes whom it would notify.
pub(crate) fn inspect(
    state: &mut State,
    method: &str,
    room: Option<&str>,
    content: &Value,
) -> Result<(), Refusal> {
    note_pings(state, method, room, content);
    refuse(state, method, limits::message(content))
}

/// Checks a view of the app, and notes whom it would mention.
pub(crate) fn inspect_view(state: &mut State, method: &str, view: &Value) -> Result<(), Refusal> {
    note_pings(state, method, None, view);
    refuse(state, method, limits::view(view))
}

fn note_pings(state: &mut State, method: &str, room: Option<&str>, content: &Value) {
    let found = pinged(content).into_iter().map(|who| Ping {
        method: method.to_owned(),
        room: room.map(ToOwned::to_owned),
        who,
    });
    state.pings.extend(found);
}

fn refuse(
    state: &mut State,
    method: &str,
    found: Option<(&'static str, Vec<String>)>,
) -> Result<(), Refusal> {
    let Some((error, why)) = found else {
        return Ok(());
    };
    state.violations.push(Violation {
        method: method.to_owned(),
        error: error.to_owned(),
        why: why.clone(),
    });
    Err(Refusal {
        error: error.to_owned(),
        why,
    })
}

/// The parts of a message that its author chooses.
const CONTENT: [&str; 3] = ["blocks", "attachments", "metadata"];

/// Adds a message of the app to a room, for everyone there or for one person.
pub(crate) fn post(
    state: &mut State,
    team: &str,
    room: &str,
    content: &Value,
    only_for: Option<&str>,
) -> Map<String, Value> {
    let ts = state.ts();
    let text = content["text"]
        .as_str()
        .or_else(|| content["markdown_text"].as_str())
        .unwrap_or_default();
    let mut wire = wire::bot_message(state.team(team), &ts, text);
    for key in CONTENT {
        if !content[key].is_null() {
            wire.insert(key.to_owned(), content[key].clone());
        }
    }
    wire::name_blocks(wire.get_mut("blocks"));
    let mut event = Map::new();
    if let Some(thread) = content["thread_ts"].as_str() {
        wire.insert("thread_ts".into(), json!(thread));
        let parent = state.room(team, room).and_then(|room| room.message(thread));
        if let Some(parent) = parent {
            let author = parent.wire.get("user").cloned().unwrap_or_default();
            wire.insert("parent_user_id".into(), author);
            if content["reply_broadcast"] == true {
                event.insert("subtype".into(), json!("thread_broadcast"));
                event.insert("root".into(), Value::Object(parent.wire.clone()));
            }
        }
    }
    let message = Message {
        ts,
        wire: wire.clone(),
        only_for: only_for.map(ToOwned::to_owned),
        broadcast: event.contains_key("root"),
    };
    wire::store(state, team, room, message);
    if only_for.is_none() {
        event.extend(wire.clone());
        wire::emit_in_room(state, team, room, event);
    }
    wire
}

/// Puts new content in a message of the app. What is not given stays as it was.
pub(crate) fn rewrite(
    state: &mut State,
    team: &str,
    room: &str,
    ts: &str,
    content: &Value,
) -> Option<Map<String, Value>> {
    let edited = json!({"user": state.team(team).bot_user, "ts": state.ts()});
    let data = state.room_mut(team, room)?;
    let message = data.messages.iter_mut().find(|message| message.ts == ts)?;
    let old = message.clone();
    if !content["text"].is_null() {
        message.wire.insert("text".into(), content["text"].clone());
    }
    for key in CONTENT {
        if !content[key].is_null() {
            message.wire.insert(key.to_owned(), content[key].clone());
        }
    }
    wire::name_blocks(message.wire.get_mut("blocks"));
    message.wire.insert("edited".into(), edited);
    let new = message.wire.clone();
    if old.only_for.is_none() {
        wire::emit_changed(state, team, room, &old, &new);
    }
    Some(new)
}
