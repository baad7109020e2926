//! `chat.*`: what the app writes.

use std::time::Instant;

use serde_json::{Value, json};

use super::{Answer, Asked, Failure, rate_limited};
use crate::state::{Account, Bearer, RoomKind};
use crate::{posting, wire};

/// The room a message is for. A person's id stands for their direct messages with the bot.
fn room(asked: &mut Asked<'_>) -> Result<String, Failure> {
    let channel = asked.text("channel").ok_or("channel_not_found")?.to_owned();
    let team = asked.team().to_owned();
    if channel.starts_with('U') && asked.state.team(&team).users.contains_key(&channel) {
        return Ok(asked.state.open_direct_room(&team, &channel).0);
    }
    let actor = asked.actor();
    let data = asked
        .state
        .room(&team, &channel)
        .ok_or("channel_not_found")?;
    let hidden = matches!(data.kind, RoomKind::Private | RoomKind::Direct);
    if hidden && !data.has(&actor) {
        return Err("channel_not_found".into());
    }
    Ok(channel)
}

/// Refuses a room that the token's owner can't write in.
fn may_write(asked: &Asked<'_>, room: &str) -> Result<(), Failure> {
    let data = asked
        .state
        .room(asked.team(), room)
        .ok_or("channel_not_found")?;
    if data.archived {
        return Err("is_archived".into());
    }
    let anywhere = asked
        .token
        .scopes
        .as_ref()
        .is_some_and(|scopes| scopes.iter().any(|scope| scope == "chat:write.public"));
    let open = matches!(data.kind, RoomKind::Public | RoomKind::Shared);
    if data.has(&asked.actor()) || (open && anywhere) {
        Ok(())
    } else {
        Err("not_in_channel".into())
    }
}

fn check(asked: &mut Asked<'_>, room: &str) -> Result<(), Failure> {
    let content = asked.args.clone();
    posting::inspect(asked.state, asked.method, Some(room), &content)?;
    let metadata = &content["metadata"];
    let shaped = metadata["event_type"].is_string() && metadata["event_payload"].is_object();
    if !metadata.is_null() && !shaped && metadata != &json!({}) {
        return Err("invalid_metadata_format".into());
    }
    Ok(())
}

/// Slack takes about one message a second in a room.
fn keep_pace(asked: &mut Asked<'_>, room: &str) -> Result<(), Failure> {
    let Some(pace) = asked.state.pace else {
        return Ok(());
    };
    let team = asked.team().to_owned();
    let data = asked
        .state
        .room_mut(&team, room)
        .ok_or("channel_not_found")?;
    let now = Instant::now();
    if let Some(last) = data.last_post
        && now.duration_since(last) < pace
    {
        return Err(rate_limited(pace.as_secs().max(1)));
    }
    data.last_post = Some(now);
    Ok(())
}

/// The content as it is kept: a form says yes in words.
fn content(asked: &Asked<'_>) -> Value {
    let mut content = asked.args.clone();
    content["reply_broadcast"] = json!(asked.is("reply_broadcast"));
    content
}

pub(super) fn post_message(asked: &mut Asked<'_>) -> Answer {
    asked.needs(&["chat:write"])?;
    let room = room(asked)?;
    may_write(asked, &room)?;
    check(asked, &room)?;
    keep_pace(asked, &room)?;
    let (team, content) = (asked.team().to_owned(), content(asked));
    let message = posting::post(asked.state, &team, &room, &content, None);
    Ok(json!({"ok": true, "channel": room, "ts": message["ts"], "message": message}))
}

pub(super) fn post_ephemeral(asked: &mut Asked<'_>) -> Answer {
    asked.needs(&["chat:write"])?;
    let room = room(asked)?;
    may_write(asked, &room)?;
    check(asked, &room)?;
    let user = asked.text("user").ok_or("user_not_in_channel")?.to_owned();
    let team = asked.team().to_owned();
    let data = asked.state.room(&team, &room).ok_or("channel_not_found")?;
    if !data.has(&user) {
        return Err("user_not_in_channel".into());
    }
    let content = content(asked);
    let message = posting::post(asked.state, &team, &room, &content, Some(&user));
    Ok(json!({"ok": true, "message_ts": message["ts"]}))
}

pub(super) fn update(asked: &mut Asked<'_>) -> Answer {
    asked.needs(&["chat:write"])?;
    let room = room(asked)?;
    let ts = asked.text("ts").ok_or("message_not_found")?.to_owned();
    mine(asked, &room, &ts, "cant_update_message")?;
    check(asked, &room)?;
    let (team, content) = (asked.team().to_owned(), asked.args.clone());
    let message =
        posting::rewrite(asked.state, &team, &room, &ts, &content).ok_or("message_not_found")?;
    Ok(json!({
        "ok": true, "channel": room, "ts": ts, "text": message["text"], "message": message,
    }))
}

pub(super) fn delete(asked: &mut Asked<'_>) -> Answer {
    asked.needs(&["chat:write"])?;
    let room = room(asked)?;
    let ts = asked.text("ts").ok_or("message_not_found")?.to_owned();
    mine(asked, &room, &ts, "cant_delete_message")?;
    let team = asked.team().to_owned();
    if wire::delete_message(asked.state, &team, &room, &ts) {
        Ok(json!({"ok": true, "channel": room, "ts": ts}))
    } else {
        Err("message_not_found".into())
    }
}

/// A message that everyone sees and that the token's owner may change: their own, or anyone's to
/// delete when it is an administrator's token.
fn mine(asked: &Asked<'_>, room: &str, ts: &str, refusal: &'static str) -> Result<(), Failure> {
    let team = asked.state.team(asked.team());
    let data = team.rooms.get(room).ok_or("channel_not_found")?;
    let message = data
        .message(ts)
        .filter(|message| message.only_for.is_none())
        .ok_or("message_not_found")?;
    let admin = match &asked.token.bearer {
        Bearer::User(user) => team
            .users
            .get(user)
            .is_some_and(|user| user.account == Account::Admin),
        Bearer::Bot | Bearer::App => false,
    };
    let deleting = refusal == "cant_delete_message";
    if message.wire.get("user") == Some(&json!(asked.actor())) || (admin && deleting) {
        Ok(())
    } else {
        Err(refusal.into())
    }
}

pub(super) fn permalink(asked: &mut Asked<'_>) -> Answer {
    let room = room(asked)?;
    let ts = asked.text("message_ts").ok_or("message_not_found")?;
    let team = asked.state.team(asked.team());
    let message = team.rooms[&room].message(ts).ok_or("message_not_found")?;
    let digits = ts.replace('.', "");
    let mut link = format!(
        "https://{}.slack.com/archives/{room}/p{digits}",
        team.domain
    );
    if let Some(parent) = message.wire.get("thread_ts").and_then(Value::as_str)
        && parent != ts
    {
        link = format!("{link}?thread_ts={parent}&cid={room}");
    }
    Ok(json!({"ok": true, "channel": room, "permalink": link}))
}
