//! The JSON shapes that both the Web API and the events use: messages, rooms, people, files,
//! views.

use bonsens_fake_kit::object;
use serde_json::{Map, Value, json};

use crate::state::{Account, Message, RoomData, RoomKind, State, TeamData, User};

pub(crate) fn channel_type(kind: RoomKind) -> &'static str {
    match kind {
        RoomKind::Public | RoomKind::Shared => "channel",
        RoomKind::Private => "group",
        RoomKind::Direct => "im",
    }
}

/// The name of a room as commands and shortcuts give it.
pub(crate) fn room_label(room: &RoomData) -> &str {
    match room.kind {
        RoomKind::Private => "privategroup",
        RoomKind::Direct => "directmessage",
        RoomKind::Public | RoomKind::Shared => &room.name,
    }
}

pub(crate) fn room(room: &RoomData, team: &TeamData, with_count: bool) -> Value {
    let created = 1_700_000_000;
    if room.kind == RoomKind::Direct {
        let user = room.members.iter().find(|member| **member != team.bot_user);
        return json!({
            "id": room.id, "created": created, "is_archived": room.archived, "is_im": true,
            "is_org_shared": false, "user": user, "is_user_deleted": false, "priority": 0,
        });
    }
    let private = room.kind == RoomKind::Private;
    let shared = room.kind == RoomKind::Shared;
    let empty = json!({"value": "", "creator": "", "last_set": 0});
    let mut wire = object(json!({
        "id": room.id, "name": room.name, "name_normalized": room.name,
        "is_channel": !private, "is_group": private, "is_im": false, "is_mpim": false,
        "is_private": private, "created": created, "creator": team.bot_user,
        "is_archived": room.archived, "is_general": room.name == "general", "unlinked": 0,
        "is_shared": shared, "is_ext_shared": shared, "is_org_shared": false,
        "pending_shared": [], "pending_connected_team_ids": [], "is_pending_ext_shared": false,
        "is_member": room.has(&team.bot_user), "topic": empty, "purpose": empty,
        "previous_names": [], "shared_team_ids": [team.id], "context_team_id": team.id,
    }));
    if with_count {
        wire.insert("num_members".into(), json!(room.members.len()));
    }
    Value::Object(wire)
}

pub(crate) fn user(user: &User, team: &TeamData, with_locale: bool) -> Value {
    let account = user.account;
    let mut wire = object(json!({
        "id": user.id, "team_id": home_of(user, team), "name": user.name,
        "deleted": user.deleted, "color": "9f69e7", "real_name": user.name,
        "tz": "Europe/Paris", "tz_label": "Central European Time", "tz_offset": 3600,
        "profile": {
            "real_name": user.name, "display_name": user.name,
            "real_name_normalized": user.name, "display_name_normalized": user.name,
            "avatar_hash": "g0000000000", "status_text": "", "status_emoji": "",
            "team": home_of(user, team),
        },
        "is_admin": account == Account::Admin, "is_owner": false, "is_primary_owner": false,
        "is_restricted": matches!(account, Account::Guest | Account::SingleChannelGuest),
        "is_ultra_restricted": account == Account::SingleChannelGuest,
        "is_bot": account == Account::Bot, "is_app_user": false, "updated": 1_700_000_000,
    }));
    if account == Account::Stranger {
        wire.insert("is_stranger".into(), json!(true));
    }
    if with_locale {
        wire.insert("locale".into(), json!(user.locale));
    }
    Value::Object(wire)
}

/// The workspace an account belongs to; a stranger's is another one.
pub(crate) fn home_of(user: &User, team: &TeamData) -> String {
    if user.account == Account::Stranger {
        "T999ELSEWHERE".to_owned()
    } else {
        team.id.clone()
    }
}

pub(crate) fn bot_profile(team: &TeamData) -> Value {
    json!({
        "id": team.bot_id, "app_id": team.app_id, "name": "bonsens", "deleted": false,
        "updated": 1_700_000_000, "team_id": team.id, "icons": {"image_36": "", "image_48": "", "image_72": ""},
    })
}

/// A message of the app itself.
pub(crate) fn bot_message(team: &TeamData, ts: &str, text: &str) -> Map<String, Value> {
    object(json!({
        "type": "message", "user": team.bot_user, "bot_id": team.bot_id, "app_id": team.app_id,
        "team": team.id, "bot_profile": bot_profile(team), "text": text, "ts": ts,
    }))
}

/// A view as Slack gives it back: what the app gave, with ids and the fields it left out.
pub(crate) fn view(
    state: &mut State,
    team: &str,
    given: &Value,
    id: Option<&str>,
    root: Option<&str>,
) -> Value {
    let id = id.map_or_else(|| state.id('V', "VIEW"), ToOwned::to_owned);
    let hash = format!("{}.{}", state.seconds(), state.number());
    let team = state.team(team);
    let mut wire = object(json!({
        "private_metadata": "", "callback_id": "", "external_id": "", "title": null,
        "close": null, "submit": null, "clear_on_close": false, "notify_on_close": false,
        "previous_view_id": null,
    }));
    wire.extend(object(given.clone()));
    name_blocks(wire.get_mut("blocks"));
    wire.extend(object(json!({
        "id": id, "team_id": team.id, "hash": hash, "state": {"values": {}},
        "root_view_id": root.unwrap_or(&id), "app_id": team.app_id,
        "app_installed_team_id": team.id, "bot_id": team.bot_id,
    })));
    Value::Object(wire)
}

/// Gives an id to every block and interactive element that has none.
pub(crate) fn name_blocks(blocks: Option<&mut Value>) {
    const SILENT: [&str; 4] = ["image", "mrkdwn", "plain_text", ""];
    let blocks = blocks.and_then(Value::as_array_mut);
    let blocks = blocks
        .into_iter()
        .flatten()
        .filter_map(Value::as_object_mut);
    for (index, block) in blocks.enumerate() {
        let id = format!("b{index}");
        block.entry("block_id").or_insert_with(|| json!(id));
        if block.get("type") == Some(&json!("rich_text")) {
            continue;
        }
        let mut inside = Vec::new();
        for (key, value) in block.iter_mut() {
            match (key.as_str(), value) {
                ("elements", Value::Array(elements)) => inside.extend(elements),
                ("element" | "accessory", element) => inside.push(element),
                _ => {}
            }
        }
        let inside = inside.into_iter().filter_map(Value::as_object_mut);
        for (place, element) in inside.enumerate() {
            let kind = element.get("type").and_then(Value::as_str);
            if !SILENT.contains(&kind.unwrap_or_default()) {
                let id = format!("a{index}_{place}");
                element.entry("action_id").or_insert_with(|| json!(id));
            }
        }
    }
}

/// Sends an event to the app, if it is installed.
pub(crate) fn emit(state: &mut State, team: &str, event: &Value, shared: bool) {
    let event_id = format!("Ev{:08}", state.number());
    let kind = event["type"].as_str().unwrap_or_default().to_owned();
    let seconds = state.seconds();
    let workspace = state.team(team);
    let body = json!({
        "token": "verification-token", "team_id": team, "context_team_id": team,
        "context_enterprise_id": null, "api_app_id": workspace.app_id,
        "event_context": format!("4-{kind}-{team}-{event_id}"),
        "event": event, "type": "event_callback", "event_id": event_id, "event_time": seconds,
        "authorizations": [{
            "enterprise_id": null, "team_id": team, "user_id": workspace.bot_user,
            "is_bot": true, "is_enterprise_install": false,
        }],
        "is_ext_shared_channel": shared,
    });
    state.deliver_event(team, &kind, &event_id, body);
}

/// Sends an event about a message, to the app if its bot is in the room.
pub(crate) fn emit_in_room(state: &mut State, team: &str, room: &str, event: Map<String, Value>) {
    let Some(data) = state.room(team, room) else {
        return;
    };
    if !data.has(&state.team(team).bot_user) {
        return;
    }
    let (kind, shared) = (data.kind, data.kind == RoomKind::Shared);
    let mut event = event;
    event.insert("channel".into(), json!(room));
    event.insert("channel_type".into(), json!(channel_type(kind)));
    let ts = event.get("ts").cloned().unwrap_or_default();
    event.entry("event_ts").or_insert(ts);
    emit(state, team, &Value::Object(event), shared);
}

/// Sends `message_changed`: `new` is the message as it now is.
pub(crate) fn emit_changed(
    state: &mut State,
    team: &str,
    room: &str,
    old: &Message,
    new: &Map<String, Value>,
) {
    let ts = state.ts();
    let event = object(json!({
        "type": "message", "subtype": "message_changed", "hidden": true, "ts": ts,
        "message": new, "previous_message": old.wire,
    }));
    emit_in_room(state, team, room, event);
}

/// Takes a message away. What is left of the start of a thread is a tombstone, and Slack then
/// says that the message changed, not that it was deleted.
pub(crate) fn delete_message(state: &mut State, team: &str, room: &str, ts: &str) -> bool {
    let Some(data) = state.room_mut(team, room) else {
        return false;
    };
    let Some(at) = data.messages.iter().position(|message| message.ts == ts) else {
        return false;
    };
    let old = data.messages[at].clone();
    let starts_thread = old.only_for.is_none()
        && data
            .messages
            .iter()
            .any(|reply| reply.ts != ts && reply.wire.get("thread_ts") == Some(&json!(ts)));
    if starts_thread {
        let mut tombstone = object(json!({
            "type": "message", "subtype": "tombstone", "text": "This message was deleted.",
            "user": "USLACKBOT", "hidden": true, "ts": ts, "thread_ts": ts, "is_locked": false,
            "subscribed": false,
        }));
        for key in [
            "reply_count",
            "reply_users_count",
            "reply_users",
            "latest_reply",
        ] {
            if let Some(value) = old.wire.get(key) {
                tombstone.insert(key.to_owned(), value.clone());
            }
        }
        data.messages[at].wire.clone_from(&tombstone);
        emit_changed(state, team, room, &old, &tombstone);
        return true;
    }
    data.messages.remove(at);
    if old.only_for.is_none() {
        let now = state.ts();
        let event = object(json!({
            "type": "message", "subtype": "message_deleted", "hidden": true, "ts": now,
            "deleted_ts": ts, "previous_message": old.wire,
        }));
        emit_in_room(state, team, room, event);
    }
    true
}

/// Adds a message to a room and counts it on its thread's first message.
pub(crate) fn store(state: &mut State, team: &str, room: &str, message: Message) {
    let Some(data) = state.room_mut(team, room) else {
        return;
    };
    let parent = message.wire.get("thread_ts").cloned();
    if message.only_for.is_none()
        && let Some(Value::String(parent_ts)) = parent
        && let Some(parent) = data
            .messages
            .iter_mut()
            .find(|candidate| candidate.ts == parent_ts && candidate.ts != message.ts)
    {
        let wire = &mut parent.wire;
        let count = wire.get("reply_count").and_then(Value::as_u64).unwrap_or(0) + 1;
        let mut users = wire
            .get("reply_users")
            .and_then(Value::as_array)
            .cloned()
            .unwrap_or_default();
        if let Some(user) = message
            .wire
            .get("user")
            .filter(|user| !users.contains(user))
        {
            users.push(user.clone());
        }
        wire.extend(object(json!({
            "thread_ts": parent_ts, "reply_count": count, "reply_users_count": users.len(),
            "reply_users": users, "latest_reply": message.ts, "is_locked": false,
            "subscribed": false,
        })));
    }
    data.messages.push(message);
}
