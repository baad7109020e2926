//! The app writes, edits, deletes and reads messages in channels.

use std::time::Duration;

use serde_json::{Value, json};

use super::{Answer, Asked, Refusal, done, ok};
use crate::gateway::intents;
use crate::limits::{Wrong, needed_text};
use crate::permissions::{
    CREATE_PUBLIC_THREADS, EMBED_LINKS, MANAGE_MESSAGES, READ_MESSAGE_HISTORY, SEND_MESSAGES,
    SEND_MESSAGES_IN_THREADS, VIEW_CHANNEL,
};
use crate::posting::{self, HAS_THREAD};
use crate::state::{Channel, DIRECT, FORUM, Message, State};
use crate::wire;

/// How long a nonce keeps a message from being made twice.
const NONCE: Duration = Duration::from_mins(5);

/// A channel the bot sees, and what it may do there.
fn seen<'a>(state: &'a State, id: &str) -> Result<(&'a Channel, u64), Refusal> {
    let channel = state.channels.get(id);
    let channel = channel.ok_or_else(|| Refusal::unknown(10_003, "Unknown Channel"))?;
    let may = state.bot_may(id);
    if may & VIEW_CHANNEL == 0 {
        return Err(Refusal::no_access());
    }
    Ok((channel, may))
}

/// A message everyone in a channel sees.
fn found<'a>(channel: &'a Channel, id: &str) -> Result<&'a Message, Refusal> {
    let message = channel
        .message(id)
        .filter(|message| message.only_for.is_none());
    message.ok_or_else(|| Refusal::unknown(10_008, "Unknown Message"))
}

pub(super) fn create(asked: &mut Asked, id: &str) -> Answer {
    let body = asked.body.clone();
    let (channel, may) = seen(asked.state, id)?;
    if channel.kind == FORUM {
        return Err(Refusal::new(
            400,
            50_008,
            "Cannot send messages in a non-text channel",
        ));
    }
    if channel.kind == DIRECT {
        let other = channel
            .people
            .iter()
            .find(|person| **person != asked.state.app.bot);
        let other = other.and_then(|other| asked.state.users.get(other));
        if let Some(code) = other.and_then(|other| other.closed) {
            return Err(Refusal::new(403, code, "Cannot send messages to this user"));
        }
    }
    let needed = if channel.is_thread() {
        SEND_MESSAGES_IN_THREADS
    } else {
        SEND_MESSAGES
    };
    let embeds = body["embeds"]
        .as_array()
        .is_some_and(|embeds| !embeds.is_empty());
    if may & needed == 0 || (embeds && may & EMBED_LINKS == 0) {
        return Err(Refusal::no_permission());
    }
    asked.check_message(&body)?;
    if Asked::is_empty(&body) {
        return Err(Refusal::new(400, 50_006, "Cannot send an empty message"));
    }
    let channel = &asked.state.channels[id];
    let reference = body["message_reference"]["message_id"].as_str();
    let reference = match reference {
        Some(_) if may & READ_MESSAGE_HISTORY == 0 => {
            let why = "Cannot reply without permission to read message history";
            return Err(Refusal::new(400, 160_002, why));
        }
        Some(message) if found(channel, message).is_ok() => Some(message),
        Some(_) if body["message_reference"]["fail_if_not_exists"] == false => None,
        Some(_) => {
            return Err(Refusal {
                wrong: vec!["message_reference: there is no such message".to_owned()],
                ..Refusal::new(400, 50_035, "Invalid Form Body")
            });
        }
        None => None,
    };
    let nonce = match &body["nonce"] {
        Value::Null => None,
        Value::String(nonce) => Some(nonce.clone()),
        other => Some(other.to_string()),
    };
    let now = asked.state.clock.now();
    if body["enforce_nonce"] == true {
        let same = channel.messages.iter().find(|message| {
            let known = message.nonce.as_ref();
            known.is_some_and(|(known, at)| {
                Some(known) == nonce.as_ref() && now.saturating_sub(*at) < NONCE
            })
        });
        if let Some(same) = same {
            return ok(Value::Object(same.wire.clone()));
        }
    }
    let bot = wire::user(&asked.state.users[&asked.state.app.bot]);
    let mut message = posting::blank(asked.state, id, &bot, "");
    posting::fill(asked.state, &mut message, &body);
    message.insert("flags".into(), json!(body["flags"].as_u64().unwrap_or(0)));
    if let Some(reference) = reference {
        posting::reply_to(asked.state, &mut message, id, reference);
    }
    if let Some(nonce) = &nonce {
        message.insert("nonce".into(), json!(nonce));
    }
    let stored = Message {
        nonce: nonce.map(|nonce| (nonce, now)),
        ..posting::plain(message.clone())
    };
    posting::store(asked.state, id, stored);
    ok(Value::Object(message))
}

pub(super) fn edit(asked: &mut Asked, id: &str, message: &str) -> Answer {
    let body = asked.body.clone();
    let (channel, _) = seen(asked.state, id)?;
    let author = &found(channel, message)?.wire["author"]["id"];
    if *author != *asked.state.app.bot {
        let why = "Cannot edit a message authored by another user";
        return Err(Refusal::new(403, 50_005, why));
    }
    if channel.archived {
        return Err(Refusal::new(400, 50_083, "Thread is archived"));
    }
    asked.check_message(&body)?;
    let mut next = found(&asked.state.channels[id], message)?.wire.clone();
    posting::fill(asked.state, &mut next, &body);
    if Asked::is_empty(&Value::Object(next.clone())) {
        return Err(Refusal::new(400, 50_006, "Cannot send an empty message"));
    }
    let changed = posting::change(asked.state, id, message, true, |wire| *wire = next);
    ok(changed.unwrap_or_default())
}

pub(super) fn delete(asked: &mut Asked, id: &str, message: &str) -> Answer {
    let (channel, may) = seen(asked.state, id)?;
    let mine = found(channel, message)?.wire["author"]["id"] == *asked.state.app.bot;
    if !mine && channel.kind == DIRECT {
        return Err(Refusal::new(
            403,
            50_003,
            "Cannot execute action on a DM channel",
        ));
    }
    if !mine && may & MANAGE_MESSAGES == 0 {
        return Err(Refusal::no_permission());
    }
    posting::delete(asked.state, id, &[message.to_owned()], false);
    done()
}

/// What the app may read of a message.
fn readable(state: &State, channel: &Channel, message: &Message) -> Value {
    let mut data = posting::event(state, channel, &message.wire);
    let allowed = state.app.privileged & intents::MESSAGE_CONTENT;
    data = intents::readable(state, allowed, "MESSAGE_CREATE", &data);
    for key in ["guild_id", "member", "channel_type"] {
        data.as_object_mut().map(|data| data.remove(key));
    }
    data
}

pub(super) fn history(asked: &mut Asked, id: &str) -> Answer {
    let limit = match asked.query("limit").map(str::parse::<usize>) {
        None => 50,
        Some(Ok(limit @ 1..=100)) => limit,
        Some(_) => {
            return Err(Refusal {
                wrong: vec!["limit is 1 to 100".to_owned()],
                ..Refusal::new(400, 50_035, "Invalid Form Body")
            });
        }
    };
    let (channel, may) = seen(asked.state, id)?;
    if may & READ_MESSAGE_HISTORY == 0 {
        return ok(json!([]));
    }
    let (before, after) = (asked.query("before"), asked.query("after"));
    let public = channel
        .messages
        .iter()
        .filter(|message| message.only_for.is_none());
    let mut wanted: Vec<&Message> = public
        .filter(|message| before.is_none_or(|id| message.id.as_str() < id))
        .filter(|message| after.is_none_or(|id| message.id.as_str() > id))
        .collect();
    if after.is_some() {
        wanted.truncate(limit);
    }
    let newest = wanted.into_iter().rev().take(limit);
    ok(newest
        .map(|message| readable(asked.state, channel, message))
        .collect())
}

pub(super) fn one(asked: &mut Asked, id: &str, message: &str) -> Answer {
    let (channel, may) = seen(asked.state, id)?;
    if may & READ_MESSAGE_HISTORY == 0 {
        return Err(Refusal::no_permission());
    }
    ok(readable(asked.state, channel, found(channel, message)?))
}

pub(super) fn thread(asked: &mut Asked, id: &str, message: &str) -> Answer {
    let (channel, may) = seen(asked.state, id)?;
    let first = found(channel, message)?;
    if channel.guild.is_none() || channel.is_thread() {
        return Err(Refusal::new(
            400,
            50_024,
            "Cannot execute action on this channel type",
        ));
    }
    if may & CREATE_PUBLIC_THREADS == 0 {
        return Err(Refusal::no_permission());
    }
    if first.wire["flags"].as_u64().unwrap_or(0) & HAS_THREAD != 0 {
        let why = "A thread has already been created for this message";
        return Err(Refusal::new(400, 160_004, why));
    }
    let mut wrong = Wrong::new();
    needed_text(&mut wrong, "a thread's name", &asked.body["name"], 100);
    let archived_after = &asked.body["auto_archive_duration"];
    let known = [60, 1_440, 4_320, 10_080].map(|minutes| json!(minutes));
    if !archived_after.is_null() && !known.contains(archived_after) {
        wrong.push(format!("auto_archive_duration is {archived_after}"));
    }
    Refusal::of(wrong)?;
    let name = asked.body["name"].as_str().unwrap_or_default().to_owned();
    let bot = asked.state.app.bot.clone();
    let thread = posting::start_thread(asked.state, id, Some(message), &bot, &name);
    let thread = thread.and_then(|thread| asked.state.channels.get(&thread));
    let made = thread.map(|thread| wire::channel(asked.state, thread));
    Ok((201, made.unwrap_or_default()))
}

pub(super) fn typing(asked: &mut Asked, id: &str) -> Answer {
    let (_, may) = seen(asked.state, id)?;
    if may & (SEND_MESSAGES | SEND_MESSAGES_IN_THREADS) == 0 {
        return Err(Refusal::no_permission());
    }
    done()
}
