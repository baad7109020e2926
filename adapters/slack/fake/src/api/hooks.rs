//! The addresses Slack hands out: `response_url`s, and where to open a socket.

use std::sync::Arc;
use std::time::Instant;

use axum::body::Bytes;
use axum::extract::{Path, RawQuery, State as Extract, WebSocketUpgrade};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::{Answer, Asked};
use crate::delivery::socket;
use crate::faults::{Fault, Sockets};
use crate::state::{Call, State};
use crate::{Shared, posting, wire};

pub(super) fn connections_open(asked: &mut Asked<'_>) -> Answer {
    asked.needs(&["connections:write"])?;
    let team = asked.team().to_owned();
    let app = asked.state.team(&team).app_id.clone();
    let ticket = asked.state.uuid();
    asked.state.tickets.insert(ticket.clone(), team);
    let base = asked.state.base.replacen("http://", "ws://", 1);
    Ok(json!({"ok": true, "url": format!("{base}/link/?ticket={ticket}&app_id={app}")}))
}

/// Opens a socket for a ticket, which is good once.
pub(super) async fn link(
    Extract(shared): Extract<Arc<Shared>>,
    RawQuery(query): RawQuery,
    upgrade: WebSocketUpgrade,
) -> Response {
    if *shared.sockets.mode.borrow() == Sockets::Refused {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    let query = query.unwrap_or_default();
    let ticket = form_urlencoded::parse(query.as_bytes())
        .find(|(key, _)| key == "ticket")
        .map(|(_, ticket)| ticket.into_owned());
    let team = ticket.and_then(|ticket| shared.state.change(|state| state.tickets.remove(&ticket)));
    match team {
        Some(team) => upgrade.on_upgrade(|socket| socket::serve(shared, team, socket)),
        None => StatusCode::FORBIDDEN.into_response(),
    }
}

/// Takes what the app sends to a `response_url`.
pub(super) async fn respond(
    Extract(shared): Extract<Arc<Shared>>,
    Path(id): Path<String>,
    body: Bytes,
) -> Response {
    let fault = shared
        .state
        .change(|state| state.faults.take("response_url"));
    let content: Value = serde_json::from_slice(&body).unwrap_or_default();
    let (status, error) = match fault {
        Some(Fault::ServerError) => (StatusCode::INTERNAL_SERVER_ERROR, "internal_error"),
        Some(Fault::RateLimited { retry_after }) => {
            let header = [(header::RETRY_AFTER, retry_after.to_string())];
            return (StatusCode::TOO_MANY_REQUESTS, header, "ratelimited").into_response();
        }
        Some(Fault::Error(error)) => (StatusCode::NOT_FOUND, error),
        fault => {
            let done = shared.state.change(|state| apply(state, &id, &content));
            if let Some(Fault::Slow(wait)) = fault {
                tokio::time::sleep(wait).await;
            }
            match done {
                Ok(()) if fault == Some(Fault::ServerErrorAfterwards) => {
                    (StatusCode::INTERNAL_SERVER_ERROR, "internal_error")
                }
                Ok(()) => (StatusCode::OK, ""),
                Err(error) => (StatusCode::NOT_FOUND, error),
            }
        }
    };
    shared.state.change(|state| {
        state.calls.push(Call {
            method: "response_url".to_owned(),
            team: state.hooks.get(&id).map(|hook| hook.team.clone()),
            args: content,
            error: (!error.is_empty()).then(|| error.to_owned()),
            at: Instant::now(),
        });
    });
    let body = if error.is_empty() {
        json!({"ok": true})
    } else {
        json!({"ok": false, "error": error})
    };
    let json = [(header::CONTENT_TYPE, "application/json")];
    (status, json, body.to_string()).into_response()
}

fn apply(state: &mut State, id: &str, content: &Value) -> Result<(), &'static str> {
    let now = state.clock.now();
    let hook = state.hooks.get_mut(id).ok_or("no_service")?;
    if now > hook.expires {
        return Err("expired_url");
    }
    if hook.uses == 5 {
        return Err("used_url");
    }
    hook.uses += 1;
    let (team, room, user) = (hook.team.clone(), hook.room.clone(), hook.user.clone());
    let source = hook.source.clone();
    if content["delete_original"] == true {
        let source = source.ok_or("no_original")?;
        wire::delete_message(state, &team, &room, &source);
        return Ok(());
    }
    if posting::inspect(state, "response_url", Some(&room), content).is_err() {
        return Err("invalid_blocks");
    }
    if content["replace_original"] == true
        && let Some(source) = source
    {
        // What replaces a message leaves nothing of it.
        let mut content = content.clone();
        for key in ["blocks", "attachments"] {
            if content[key].is_null() {
                content[key] = json!([]);
            }
        }
        posting::rewrite(state, &team, &room, &source, &content);
        return Ok(());
    }
    let only_for = (content["response_type"] != "in_channel").then_some(user.as_str());
    posting::post(state, &team, &room, content, only_for);
    Ok(())
}
