//! Putting a message somewhere, changing it, taking it away, and telling who asked for it.

use bonsens_fake_kit::object;
use serde_json::{Map, Value, json};

use crate::permissions;
use crate::state::{Channel, Message, PUBLIC_THREAD, State, TEXT};
use crate::wire;

/// Types of what Discord itself writes about threads.
const THREAD_CREATED: u64 = 18;
const THREAD_STARTER: u64 = 21;

/// Flags of a message.
pub(crate) const HAS_THREAD: u64 = 1 << 5;
const HAS_SNAPSHOT: u64 = 1 << 14;
pub(crate) const EPHEMERAL: u64 = 1 << 6;
pub(crate) const LOADING: u64 = 1 << 7;

/// A message with nothing but words, before it is stored.
pub(crate) fn blank(
    state: &mut State,
    channel: &str,
    author: &Value,
    content: &str,
) -> Map<String, Value> {
    let id = state.new_id();
    object(json!({
        "id": id, "channel_id": channel, "type": 0, "content": content, "author": author,
        "timestamp": state.written(), "edited_timestamp": null, "tts": false,
        "mention_everyone": false, "mentions": [], "mention_roles": [], "attachments": [],
        "embeds": [], "components": [], "pinned": false, "flags": 0,
    }))
}

/// The users a text mentions.
pub(crate) fn mentioned(state: &State, content: &str) -> Value {
    let mut found = Vec::new();
    for part in content.split("<@").skip(1) {
        let id = part.trim_start_matches('!');
        let id = id.split('>').next().unwrap_or_default();
        if let Some(user) = state.users.get(id) {
            found.push(wire::user(user));
        }
    }
    Value::Array(found)
}

/// A message as the gateway gives it: with the server, and who wrote it there.
pub(crate) fn event(state: &State, channel: &Channel, message: &Map<String, Value>) -> Value {
    let mut data = message.clone();
    // Not documented, but there: discord.js knows direct messages by it.
    data.insert("channel_type".into(), json!(channel.kind));
    let Some(guild) = channel.guild.as_ref().and_then(|id| state.guilds.get(id)) else {
        return Value::Object(data);
    };
    data.insert("guild_id".into(), json!(guild.id));
    let member = |user: &Value| {
        let id = user["id"].as_str().unwrap_or_default();
        guild.members.get(id).map(wire::member)
    };
    if !message.contains_key("webhook_id")
        && let Some(author) = message.get("author").and_then(member)
    {
        data.insert("member".into(), author);
    }
    for user in data["mentions"].as_array_mut().into_iter().flatten() {
        if let Some(member) = member(user) {
            user["member"] = member;
        }
    }
    Value::Object(data)
}

/// Stores a message and tells of it, unless only one person sees it. Its id.
pub(crate) fn store(state: &mut State, channel: &str, message: Message) -> String {
    let id = message.id.clone();
    let visible = message.only_for.is_none();
    let wire = message.wire.clone();
    if let Some(channel) = state.channels.get_mut(channel) {
        channel.messages.push(message);
        channel.archived = false;
    }
    if visible && let Some(place) = state.channels.get(channel) {
        let mut data = event(state, place, &wire);
        if let Some(nonce) = wire.get("nonce") {
            data["nonce"] = nonce.clone();
        }
        state.emit_in(channel, "MESSAGE_CREATE", &data);
    }
    id
}

/// A stored message without anything special.
pub(crate) fn plain(wire: Map<String, Value>) -> Message {
    Message {
        id: wire["id"].as_str().unwrap_or_default().to_owned(),
        wire,
        only_for: None,
        nonce: None,
        interaction: None,
    }
}

/// Puts what the app gave for a message into it.
pub(crate) fn fill(state: &State, message: &mut Map<String, Value>, body: &Value) {
    for key in ["content", "embeds", "components"] {
        match &body[key] {
            Value::Null if body.get(key).is_none() => {}
            Value::Null if key == "content" => {
                message.insert(key.to_owned(), json!(""));
            }
            Value::Null => {
                message.insert(key.to_owned(), json!([]));
            }
            given => {
                message.insert(key.to_owned(), given.clone());
            }
        }
    }
    let allowed = &body["allowed_mentions"];
    let silent = allowed.is_object() && allowed["parse"] == json!([]) && allowed["users"].is_null();
    let content = message["content"].as_str().unwrap_or_default();
    let mentions = if silent {
        json!([])
    } else {
        mentioned(state, content)
    };
    message.insert("mentions".into(), mentions);
    let rich = json!("rich");
    for embed in message["embeds"].as_array_mut().into_iter().flatten() {
        embed["type"] = rich.clone();
    }
    let mut next = 1;
    number(&mut message["components"], &mut next);
}

/// Gives a number to every component that has none.
fn number(components: &mut Value, next: &mut u64) {
    for component in components.as_array_mut().into_iter().flatten() {
        if component["id"].as_u64().unwrap_or(0) == 0 {
            component["id"] = json!(*next);
            *next += 1;
        }
        if !component["components"].is_null() {
            number(&mut component["components"], next);
        }
    }
}

/// Changes a message and tells of it.
pub(crate) fn change(
    state: &mut State,
    channel: &str,
    id: &str,
    edited: bool,
    change: impl FnOnce(&mut Map<String, Value>),
) -> Option<Value> {
    let at = state.written();
    let message = state.channels.get_mut(channel)?.message_mut(id)?;
    change(&mut message.wire);
    if edited {
        message.wire.insert("edited_timestamp".into(), json!(at));
    }
    let (wire, visible) = (message.wire.clone(), message.only_for.is_none());
    if visible {
        let data = event(state, state.channels.get(channel)?, &wire);
        state.emit_in(channel, "MESSAGE_UPDATE", &data);
    }
    Some(Value::Object(wire))
}

/// Takes messages away and tells of it: one by one, or of several at once.
pub(crate) fn delete(state: &mut State, channel: &str, ids: &[String], at_once: bool) -> bool {
    let Some(place) = state.channels.get_mut(channel) else {
        return false;
    };
    let before = place.messages.len();
    let hidden = |m: &Message| m.only_for.is_some();
    let told: Vec<String> = place
        .messages
        .iter()
        .filter(|message| ids.contains(&message.id) && !hidden(message))
        .map(|message| message.id.clone())
        .collect();
    place.messages.retain(|message| !ids.contains(&message.id));
    let gone = place.messages.len() < before;
    let guild = place.guild.clone();
    let mut data = json!({"channel_id": channel});
    if let Some(guild) = guild {
        data["guild_id"] = json!(guild);
    }
    if at_once && !told.is_empty() {
        data["ids"] = json!(told);
        state.emit_in(channel, "MESSAGE_DELETE_BULK", &data);
    } else {
        for id in told {
            data["id"] = json!(id);
            state.emit_in(channel, "MESSAGE_DELETE", &data);
        }
    }
    gone
}

/// Makes a reply of a message.
pub(crate) fn reply_to(state: &State, message: &mut Map<String, Value>, channel: &str, id: &str) {
    let Some(place) = state.channels.get(channel) else {
        return;
    };
    let mut reference = json!({"type": 0, "channel_id": channel, "message_id": id});
    if let Some(guild) = &place.guild {
        reference["guild_id"] = json!(guild);
    }
    let first = place
        .message(id)
        .map(|first| Value::Object(first.wire.clone()));
    message.insert("type".into(), json!(19));
    message.insert("message_reference".into(), reference);
    message.insert("referenced_message".into(), first.unwrap_or_default());
}

/// Makes a forward of a message, wherever that is: it has the words in a snapshot.
pub(crate) fn forward(state: &State, message: &mut Map<String, Value>, channel: &str, id: &str) {
    const KEPT: [&str; 8] = [
        "type",
        "content",
        "embeds",
        "attachments",
        "timestamp",
        "edited_timestamp",
        "flags",
        "mentions",
    ];
    let Some(place) = state.channels.get(channel) else {
        return;
    };
    let first = place.message(id).map(|first| first.wire.clone());
    let kept = first.into_iter().flatten();
    let kept: Map<_, _> = kept
        .filter(|(key, _)| KEPT.contains(&key.as_str()))
        .collect();
    let reference = json!({
        "type": 1, "channel_id": channel, "message_id": id, "guild_id": place.guild,
    });
    message.insert("message_reference".into(), reference);
    message.insert("message_snapshots".into(), json!([{"message": kept}]));
    message.insert("flags".into(), json!(HAS_SNAPSHOT));
}

/// A new thread, told to those who asked. From a message it gets the message's id, and begins with
/// one that points to it; without a message, Discord says in the channel that there is a thread.
pub(crate) fn start_thread(
    state: &mut State,
    parent: &str,
    from: Option<&str>,
    owner: &str,
    name: &str,
) -> Option<String> {
    let guild = state.channels.get(parent)?.guild.clone();
    let id = from.map_or_else(|| state.new_id(), ToOwned::to_owned);
    let thread = Channel {
        id: id.clone(),
        kind: PUBLIC_THREAD,
        guild: guild.clone(),
        parent: Some(parent.to_owned()),
        name: name.to_owned(),
        owner: Some(owner.to_owned()),
        overwrites: Vec::new(),
        people: Vec::new(),
        messages: Vec::new(),
        archived: false,
    };
    let mut data = wire::channel(state, &thread);
    state.channels.insert(id.clone(), thread);
    data["newly_created"] = json!(true);
    if permissions::in_channel(state, &state.app.bot, &state.channels[&id]) != 0 {
        state.emit(guild.as_deref(), "THREAD_CREATE", &data);
    }
    let author = wire::user(state.users.get(owner)?);
    match from {
        Some(from) => {
            change(state, parent, from, false, |message| {
                let flags = message["flags"].as_u64().unwrap_or(0);
                message.insert("flags".into(), json!(flags | HAS_THREAD));
                message.insert("thread".into(), data.clone());
            });
            let mut first = blank(state, &id, &author, "");
            reply_to(state, &mut first, parent, from);
            first.insert("type".into(), json!(THREAD_STARTER));
            store(state, &id, plain(first));
        }
        None if state.channels.get(parent)?.kind == TEXT => {
            let mut notice = blank(state, parent, &author, name);
            let reference = json!({"type": 0, "channel_id": id, "guild_id": guild});
            notice.insert("type".into(), json!(THREAD_CREATED));
            notice.insert("message_reference".into(), reference);
            store(state, parent, plain(notice));
        }
        None => {}
    }
    Some(id)
}
