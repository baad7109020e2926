//! As much of the Web API as an app under load calls, with answers of the right shape and nothing
//! kept but what the ledger counts.

use std::collections::HashMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, RawQuery, State};
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::TEAM;
use crate::ledger::Ledger;

#[derive(Clone)]
struct Standin {
    ledger: Arc<Ledger>,
    /// Time each answer takes, as it does over the Internet.
    delay: Duration,
}

/// Listens on a free port of 127.0.0.1.
pub async fn start(ledger: Arc<Ledger>, delay: Duration) -> std::io::Result<SocketAddr> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let address = listener.local_addr()?;
    let routes = Router::new()
        .route("/api/{method}", any(call))
        .with_state(Standin { ledger, delay });
    tokio::spawn(async move { axum::serve(listener, routes).await });
    Ok(address)
}

async fn call(
    State(standin): State<Standin>,
    Path(method): Path<String>,
    RawQuery(query): RawQuery,
    body: Bytes,
) -> Response {
    if !standin.delay.is_zero() {
        tokio::time::sleep(standin.delay).await;
    }
    let body = String::from_utf8_lossy(&body);
    if is_for_one(&method, &body) {
        standin.ledger.shown(&body);
    }
    let query = query.unwrap_or_default();
    let asked = form_urlencoded::parse(query.as_bytes());
    let answer = answer(&method, &asked.into_owned().collect());
    (
        [(CONTENT_TYPE, "application/json; charset=utf-8")],
        answer.to_string(),
    )
        .into_response()
}

/// A note only one person sees: an ephemeral one, or one in a direct conversation.
fn is_for_one(method: &str, body: &str) -> bool {
    match method {
        "chat.postEphemeral" => true,
        "chat.postMessage" => serde_json::from_str::<Value>(body).is_ok_and(|message| {
            message["channel"]
                .as_str()
                .is_some_and(|to| to.starts_with('D'))
        }),
        _ => false,
    }
}

fn answer(method: &str, asked: &HashMap<String, String>) -> Value {
    let arg = |name: &str| asked.get(name).map_or("", String::as_str);
    match method {
        "auth.test" => json!({
            "ok": true, "url": "https://bench.slack.com/", "team": "Bench", "user": "bot",
            "team_id": TEAM, "user_id": "U0BOT", "bot_id": "B0BOT", "is_enterprise_install": false,
        }),
        "users.info" => json!({"ok": true, "user": {
            "id": arg("user"), "team_id": TEAM, "name": "someone", "deleted": false,
            "is_admin": false, "is_owner": false, "is_primary_owner": false, "is_restricted": false,
            "is_ultra_restricted": false, "is_bot": false, "is_app_user": false,
            "locale": locale(arg("user")), "profile": {"real_name": "Someone"},
        }}),
        "users.getPresence" => json!({"ok": true, "presence": "active", "online": true}),
        "conversations.info" => json!({"ok": true, "channel": {
            "id": arg("channel"), "name": "room", "is_channel": true, "is_im": false,
            "is_mpim": false, "is_private": false, "is_archived": false, "is_shared": false,
            "is_ext_shared": false, "is_org_shared": false, "is_member": true, "num_members": 60,
        }}),
        "conversations.open" => json!({"ok": true, "channel": {"id": "D0DIRECT"}}),
        "conversations.history" | "conversations.replies" => {
            json!({"ok": true, "messages": [], "has_more": false})
        }
        "chat.getPermalink" => {
            let (channel, ts) = (arg("channel"), arg("message_ts").replace('.', ""));
            let link = format!("https://bench.slack.com/archives/{channel}/p{ts}");
            json!({"ok": true, "channel": channel, "permalink": link})
        }
        "chat.postEphemeral" => json!({"ok": true, "message_ts": "1700000000.000100"}),
        "chat.postMessage" | "chat.update" => {
            json!({"ok": true, "channel": "C0POSTED", "ts": "1700000000.000100"})
        }
        _ => json!({"ok": true}),
    }
}

/// Half of the people read French.
fn locale(person: &str) -> &'static str {
    if person.bytes().last().is_some_and(|last| last % 2 == 0) {
        "fr-FR"
    } else {
        "en-GB"
    }
}
