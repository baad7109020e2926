//! `conversations.*`: which rooms there are, and who is in them.

use serde_json::{Value, json};

use super::{Answer, Asked, Failure};
use crate::state::{Message, RoomData, RoomKind};
use crate::wire;

fn scope(kind: RoomKind) -> &'static str {
    match kind {
        RoomKind::Public | RoomKind::Shared => "channels:read",
        RoomKind::Private => "groups:read",
        RoomKind::Direct => "im:read",
    }
}

/// A room the token's owner can see.
fn seen<'a>(asked: &'a Asked<'_>) -> Result<&'a RoomData, Failure> {
    let channel = asked.text("channel").ok_or("channel_not_found")?;
    let data = asked
        .state
        .room(asked.team(), channel)
        .ok_or("channel_not_found")?;
    let hidden = matches!(data.kind, RoomKind::Private | RoomKind::Direct);
    if hidden && !data.has(&asked.actor()) {
        return Err("channel_not_found".into());
    }
    asked.needs(&[scope(data.kind)])?;
    Ok(data)
}

pub(super) fn info(asked: &mut Asked<'_>) -> Answer {
    let data = seen(asked)?;
    let team = asked.state.team(asked.team());
    let mut room = wire::room(data, team, asked.is("include_num_members"));
    if asked.is("include_locale") {
        room["locale"] = json!("en-US");
    }
    Ok(json!({"ok": true, "channel": room}))
}

pub(super) fn members(asked: &mut Asked<'_>) -> Answer {
    let members: Vec<_> = seen(asked)?.members.iter().map(|id| json!(id)).collect();
    page(asked, "members", &members, 100)
}

fn history_scope(kind: RoomKind) -> &'static str {
    match kind {
        RoomKind::Public | RoomKind::Shared => "channels:history",
        RoomKind::Private => "groups:history",
        RoomKind::Direct => "im:history",
    }
}

/// A room whose messages the token's owner may read.
fn read<'a>(asked: &'a Asked<'_>) -> Result<&'a RoomData, Failure> {
    let channel = asked.text("channel").ok_or("channel_not_found")?;
    let data = asked.state.room(asked.team(), channel);
    let data = data.ok_or("channel_not_found")?;
    asked.needs(&[history_scope(data.kind)])?;
    if !data.has(&asked.actor()) {
        let hidden = matches!(data.kind, RoomKind::Private | RoomKind::Direct);
        let error = if hidden {
            "channel_not_found"
        } else {
            "not_in_channel"
        };
        return Err(error.into());
    }
    Ok(data)
}

/// A message as it is looked up: what only an app reads of it is given to who asks.
fn told(asked: &Asked<'_>, message: &Message) -> Value {
    let mut wire = message.wire.clone();
    if !asked.is("include_all_metadata") {
        wire.remove("metadata");
    }
    Value::Object(wire)
}

/// The messages of a room, newest first, without what is only in its threads.
pub(super) fn history(asked: &mut Asked<'_>) -> Answer {
    let data = read(asked)?;
    let in_room = |message: &&Message| {
        let thread = message.wire.get("thread_ts");
        let starts = thread.is_none_or(|thread| *thread == json!(message.ts));
        message.only_for.is_none() && (starts || message.broadcast)
    };
    let messages = data.messages.iter().rev().filter(in_room);
    let messages: Vec<_> = messages.map(|message| told(asked, message)).collect();
    let mut answer = page(asked, "messages", &messages, 100)?;
    answer["has_more"] = json!(answer["response_metadata"]["next_cursor"] != "");
    Ok(answer)
}

/// A message and its replies, oldest first.
pub(super) fn replies(asked: &mut Asked<'_>) -> Answer {
    let data = read(asked)?;
    let ts = asked.text("ts").ok_or("thread_not_found")?;
    data.message(ts).ok_or("thread_not_found")?;
    let of_thread = |message: &&Message| {
        let thread = message.wire.get("thread_ts");
        message.only_for.is_none() && (message.ts == ts || thread == Some(&json!(ts)))
    };
    let messages = data.messages.iter().filter(of_thread);
    let messages: Vec<_> = messages.map(|message| told(asked, message)).collect();
    let mut answer = page(asked, "messages", &messages, 1_000)?;
    answer["has_more"] = json!(answer["response_metadata"]["next_cursor"] != "");
    Ok(answer)
}

pub(super) fn join(asked: &mut Asked<'_>) -> Answer {
    asked.needs(&["channels:join"])?;
    let channel = asked.text("channel").ok_or("channel_not_found")?.to_owned();
    let (team, actor) = (asked.team().to_owned(), asked.actor());
    let data = asked
        .state
        .room_mut(&team, &channel)
        .ok_or("channel_not_found")?;
    match data.kind {
        RoomKind::Direct => return Err("method_not_supported_for_channel_type".into()),
        RoomKind::Private => return Err("channel_not_found".into()),
        RoomKind::Public | RoomKind::Shared => {}
    }
    if data.archived {
        return Err("is_archived".into());
    }
    let already = data.has(&actor);
    if !already {
        data.members.push(actor);
    }
    let workspace = asked.state.team(&team);
    let room = wire::room(&workspace.rooms[&channel], workspace, false);
    let mut answer = json!({"ok": true, "channel": room});
    if already {
        answer["warning"] = json!("already_in_channel");
        answer["response_metadata"] = json!({"warnings": ["already_in_channel"]});
    }
    Ok(answer)
}

pub(super) fn open(asked: &mut Asked<'_>) -> Answer {
    asked.needs(&["im:write"])?;
    let team = asked.team().to_owned();
    let users: Vec<String> = match &asked.args["users"] {
        Value::String(list) => list.split(',').map(|id| id.trim().to_owned()).collect(),
        Value::Array(list) => list
            .iter()
            .filter_map(|id| Some(id.as_str()?.to_owned()))
            .collect(),
        _ => Vec::new(),
    };
    let (room, already) = if let Some(channel) = asked.text("channel") {
        let known = asked.state.room(&team, channel);
        let known = known.filter(|room| room.kind == RoomKind::Direct);
        (known.ok_or("channel_not_found")?.id.clone(), true)
    } else {
        match users.as_slice() {
            [] => return Err("users_list_not_supplied".into()),
            [user] => {
                let known = asked
                    .state
                    .team(&team)
                    .users
                    .get(user)
                    .ok_or("user_not_found")?;
                if known.deleted {
                    return Err("user_disabled".into());
                }
                asked.state.open_direct_room(&team, user)
            }
            // Group direct messages are not part of this fake.
            _ => return Err("method_not_supported_for_channel_type".into()),
        }
    };
    let mut answer = json!({"ok": true, "channel": {"id": room}});
    if asked.is("return_im") {
        let workspace = asked.state.team(&team);
        answer["channel"] = wire::room(&workspace.rooms[&room], workspace, false);
    }
    if already {
        answer["no_op"] = json!(true);
        answer["already_open"] = json!(true);
    }
    Ok(answer)
}

pub(super) fn list(asked: &mut Asked<'_>) -> Answer {
    let actor = asked.actor();
    rooms(asked, "public_channel", |room| {
        !matches!(room.kind, RoomKind::Private | RoomKind::Direct) || room.has(&actor)
    })
}

pub(super) fn of_user(asked: &mut Asked<'_>) -> Answer {
    let actor = asked.actor();
    let user = asked.text("user").unwrap_or(&actor).to_owned();
    rooms(asked, "public_channel", |room| {
        let hidden = matches!(room.kind, RoomKind::Private | RoomKind::Direct);
        room.has(&user) && (!hidden || room.has(&actor))
    })
}

fn rooms(asked: &Asked<'_>, default: &str, seen: impl Fn(&RoomData) -> bool) -> Answer {
    let types = match &asked.args["types"] {
        Value::String(list) => list.clone(),
        Value::Array(list) => {
            let names: Vec<_> = list.iter().filter_map(Value::as_str).collect();
            names.join(",")
        }
        _ => default.to_owned(),
    };
    let mut kinds = Vec::new();
    for name in types.split(',') {
        match name.trim() {
            "public_channel" => kinds.extend([RoomKind::Public, RoomKind::Shared]),
            "private_channel" => kinds.push(RoomKind::Private),
            "im" => kinds.push(RoomKind::Direct),
            "mpim" => {}
            _ => return Err("invalid_types".into()),
        }
    }
    for kind in &kinds {
        asked.needs(&[scope(*kind)])?;
    }
    let team = asked.state.team(asked.team());
    let found: Vec<_> = team
        .rooms
        .values()
        .filter(|room| kinds.contains(&room.kind) && seen(room))
        .filter(|room| !room.archived || !asked.is("exclude_archived"))
        .map(|room| wire::room(room, team, room.kind != RoomKind::Direct))
        .collect();
    page(asked, "channels", &found, 100)
}

/// A page of a list, with the cursor to the next one. `usual` is how many there are in one when the
/// app does not say.
pub(super) fn page(asked: &Asked<'_>, name: &str, all: &[Value], usual: usize) -> Answer {
    let limit = match &asked.args["limit"] {
        Value::String(text) => text.parse().map_err(|_| "invalid_limit")?,
        Value::Number(number) => number.as_u64().ok_or("invalid_limit")?,
        _ => 0,
    };
    let limit = match usize::try_from(limit).unwrap_or(usize::MAX) {
        0 => usual.max(1),
        limit => limit.min(1_000),
    };
    let start = match asked.text("cursor") {
        None => 0,
        Some(cursor) => cursor
            .strip_prefix("bmV4dA")
            .and_then(|number| number.parse::<usize>().ok())
            .filter(|start| *start <= all.len())
            .ok_or("invalid_cursor")?,
    };
    let end = all.len().min(start + limit);
    let next = if end < all.len() {
        format!("bmV4dA{end}")
    } else {
        String::new()
    };
    Ok(json!({
        "ok": true, name: all[start..end], "response_metadata": {"next_cursor": next},
    }))
}
