//! Servers, channels, people and the app itself, as the app may look them up; and files.

use std::sync::Arc;

use axum::extract::{ConnectInfo, Path, State as Extract};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::{Answer, Asked, Refusal, ok};
use crate::Shared;
use crate::faults::Fault;
use crate::gateway::intents;
use crate::line::Line;
use crate::permissions::VIEW_CHANNEL;
use crate::state::{Guild, State};
use crate::wire;

pub(super) fn gateway_bot(asked: &mut Asked) -> Answer {
    let state = &asked.state;
    ok(json!({
        "url": state.gateway_url(), "shards": state.app.shards,
        "session_start_limit": {
            "total": 1000, "remaining": state.app.starts_left, "reset_after": 14_400_000,
            "max_concurrency": 1,
        },
    }))
}

pub(super) fn me(asked: &mut Asked) -> Answer {
    ok(wire::user(&asked.state.users[&asked.state.app.bot]))
}

pub(super) fn app(asked: &mut Asked) -> Answer {
    let app = &asked.state.app;
    ok(json!({
        "id": app.id, "name": "bonsens", "icon": null, "description": "", "summary": "",
        "bot_public": true, "bot_require_code_grant": false, "verify_key": "0".repeat(64),
        "team": null, "bot": wire::user(&asked.state.users[&app.bot]),
        "flags": intents::flags(app.privileged),
        "approximate_guild_count": asked.state.guilds.len(),
        "interactions_endpoint_url": null, "redirect_uris": [],
    }))
}

pub(super) fn my_guilds(asked: &mut Asked) -> Answer {
    let state = &asked.state;
    let mine = state
        .guilds
        .values()
        .filter(|guild| state.bot_is_in(&guild.id));
    let mine = mine.map(|guild| {
        let may = crate::permissions::of_member(guild, &state.app.bot);
        json!({
            "id": guild.id, "name": guild.name, "icon": null, "banner": null,
            "owner": false, "permissions": may.to_string(), "features": [],
        })
    });
    ok(mine.collect())
}

pub(super) fn open_direct(asked: &mut Asked) -> Answer {
    let to = asked.body["recipient_id"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    if !asked.state.users.contains_key(&to) {
        return Err(Refusal::unknown(10_013, "Unknown User"));
    }
    if asked.state.users[&to].bot {
        return Err(Refusal::new(
            400,
            50_007,
            "Cannot send messages to this user",
        ));
    }
    let channel = asked.state.direct(&to);
    ok(wire::channel(asked.state, &asked.state.channels[&channel]))
}

pub(super) fn user(asked: &mut Asked, id: &str) -> Answer {
    let user = asked.state.users.get(id);
    ok(wire::user(
        user.ok_or_else(|| Refusal::unknown(10_013, "Unknown User"))?,
    ))
}

pub(super) fn channel(asked: &mut Asked, id: &str) -> Answer {
    let channel = asked.state.channels.get(id);
    let channel = channel.ok_or_else(|| Refusal::unknown(10_003, "Unknown Channel"))?;
    if asked.state.bot_may(id) & VIEW_CHANNEL == 0 {
        return Err(Refusal::no_access());
    }
    ok(wire::channel(asked.state, channel))
}

/// A server the bot is on.
pub(super) fn mine<'a>(state: &'a State, id: &str) -> Result<&'a Guild, Refusal> {
    let guild = state.guilds.get(id);
    let guild = guild.ok_or_else(|| Refusal::unknown(10_004, "Unknown Guild"))?;
    if !state.bot_is_in(id) {
        return Err(Refusal::no_access());
    }
    Ok(guild)
}

pub(super) fn guild(asked: &mut Asked, id: &str) -> Answer {
    let guild = mine(asked.state, id)?;
    let mut shown = wire::guild(guild);
    if asked.query("with_counts") == Some("true") {
        let count = wire::member_count(guild);
        shown.insert("approximate_member_count".into(), json!(count));
        shown.insert("approximate_presence_count".into(), json!(1));
    }
    ok(Value::Object(shown))
}

pub(super) fn guild_channels(asked: &mut Asked, id: &str) -> Answer {
    let guild = mine(asked.state, id)?;
    ok(Value::Array(wire::guild_channels(asked.state, guild)))
}

pub(super) fn guild_roles(asked: &mut Asked, id: &str) -> Answer {
    ok(Value::Array(wire::roles(mine(asked.state, id)?)))
}

pub(super) fn member(asked: &mut Asked, id: &str, user: &str) -> Answer {
    let guild = mine(asked.state, id)?;
    if !asked.state.users.contains_key(user) {
        return Err(Refusal::unknown(10_013, "Unknown User"));
    }
    let member = wire::whole_member(asked.state, guild, user);
    ok(member.ok_or_else(|| Refusal::unknown(10_007, "Unknown Member"))?)
}

/// Everyone on a server, a page at a time: only with the intent for members.
pub(super) fn members(asked: &mut Asked, id: &str) -> Answer {
    let guild = mine(asked.state, id)?;
    if asked.state.app.privileged & intents::GUILD_MEMBERS == 0 {
        return Err(Refusal::no_access());
    }
    let limit = asked
        .query("limit")
        .and_then(|limit| limit.parse().ok())
        .unwrap_or(1);
    let after = asked.query("after").unwrap_or_default();
    let page = guild
        .members
        .keys()
        .filter(|id| id.as_str() > after)
        .take(limit);
    let page = page.filter_map(|id| wire::whole_member(asked.state, guild, id));
    ok(page.collect())
}

/// The bytes of a file someone shared.
pub(super) async fn download(
    Extract(shared): Extract<Arc<Shared>>,
    ConnectInfo(line): ConnectInfo<Line>,
    Path(path): Path<String>,
) -> Response {
    let fault = shared.state.change(|state| state.faults.take("GET /cdn"));
    match fault {
        Some(Fault::Dropped | Fault::DroppedAfterwards) => line.cut(),
        Some(Fault::Slow(by)) => tokio::time::sleep(by).await,
        Some(Fault::ServerError(status)) => return super::broken(status),
        _ => {}
    }
    let id = path.split('/').nth(2).unwrap_or_default();
    shared.state.change(|state| match state.files.get(id) {
        Some(file) => {
            let kind = [(header::CONTENT_TYPE, file.kind.clone())];
            (kind, file.bytes.clone()).into_response()
        }
        None => (
            StatusCode::NOT_FOUND,
            "This content is no longer available.",
        )
            .into_response(),
    })
}
