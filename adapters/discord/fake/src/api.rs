//! The REST API: who calls, whether they may, what goes wrong on purpose, and the answer.

mod commands;
mod messages;
mod places;
mod webhooks;

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, Request, State as Extract};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};
use serde_json::{Value, json};

use crate::Shared;
use crate::faults::{Allowance, Fault, Scope};
use crate::gateway;
use crate::limits::{Violation, Wrong};
use crate::line::Line;
use crate::state::{Call, State};

pub(crate) fn routes(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/api/v10/{*path}", any(call))
        .route("/cdn/{*path}", get(places::download))
        .route("/", get(gateway::connect))
        .route("/resume", get(gateway::connect))
        .route("/resume/", get(gateway::connect))
        .with_state(shared)
}

/// Why a call is refused.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub status: u16,
    pub code: u64,
    pub message: &'static str,
    /// What is wrong with the body.
    pub wrong: Wrong,
}

impl Refusal {
    pub(crate) fn new(status: u16, code: u64, message: &'static str) -> Self {
        Self {
            status,
            code,
            message,
            wrong: Wrong::new(),
        }
    }

    pub(crate) fn unknown(code: u64, message: &'static str) -> Self {
        Self::new(404, code, message)
    }

    fn no_access() -> Self {
        Self::new(403, 50_001, "Missing Access")
    }

    fn no_permission() -> Self {
        Self::new(403, 50_013, "Missing Permissions")
    }

    /// A body that can't be: refused if there is anything wrong with it.
    fn of(wrong: Wrong) -> Result<(), Self> {
        if wrong.is_empty() {
            return Ok(());
        }
        Err(Self {
            wrong,
            ..Self::new(400, 50_035, "Invalid Form Body")
        })
    }
}

/// A status and a body.
type Answer = Result<(u16, Value), Refusal>;

#[expect(clippy::unnecessary_wraps, reason = "it is what a route gives back")]
fn ok(body: Value) -> Answer {
    Ok((200, body))
}

#[expect(clippy::unnecessary_wraps, reason = "it is what a route gives back")]
fn done() -> Answer {
    Ok((204, Value::Null))
}

/// One call, as a route sees it.
struct Asked<'a> {
    state: &'a mut State,
    route: &'a str,
    query: Vec<(String, String)>,
    body: Value,
}

impl Asked<'_> {
    fn query(&self, key: &str) -> Option<&str> {
        let mut pairs = self.query.iter();
        pairs
            .find(|(name, _)| name == key)
            .map(|(_, value)| value.as_str())
    }

    /// Checks a message's body, and that it notifies nobody.
    fn check_message(&mut self, body: &Value) -> Result<(), Refusal> {
        if let Some(why) = crate::limits::loud(body) {
            self.state
                .violations
                .push(Violation::accepted(self.route, why));
        }
        Refusal::of(crate::limits::message(body))
    }

    fn is_empty(body: &Value) -> bool {
        let says = |key: &str| {
            let value = &body[key];
            !value.is_null() && *value != json!("") && *value != json!([])
        };
        !(says("content") || says("embeds") || says("components"))
    }
}

fn dispatch(asked: &mut Asked, method: &str, path: &[&str]) -> Answer {
    match (method, path) {
        ("GET", ["gateway"]) => ok(json!({"url": asked.state.gateway_url()})),
        ("GET", ["gateway", "bot"]) => places::gateway_bot(asked),
        ("GET", ["users", "@me"]) => places::me(asked),
        ("GET", ["applications", "@me"] | ["oauth2", "applications", "@me"]) => places::app(asked),
        ("GET", ["users", "@me", "guilds"]) => places::my_guilds(asked),
        ("POST", ["users", "@me", "channels"]) => places::open_direct(asked),
        ("GET", ["users", user]) => places::user(asked, user),
        ("GET", ["channels", id]) => places::channel(asked, id),
        ("GET", ["guilds", id]) => places::guild(asked, id),
        ("GET", ["guilds", id, "channels"]) => places::guild_channels(asked, id),
        ("GET", ["guilds", id, "roles"]) => places::guild_roles(asked, id),
        ("GET", ["guilds", id, "members"]) => places::members(asked, id),
        ("GET", ["guilds", id, "members", user]) => places::member(asked, id, user),
        ("GET", ["channels", id, "messages"]) => messages::history(asked, id),
        ("GET", ["channels", id, "messages", message]) => messages::one(asked, id, message),
        ("POST", ["channels", id, "messages"]) => messages::create(asked, id),
        ("PATCH", ["channels", id, "messages", message]) => messages::edit(asked, id, message),
        ("DELETE", ["channels", id, "messages", message]) => messages::delete(asked, id, message),
        ("POST", ["channels", id, "messages", message, "threads"]) => {
            messages::thread(asked, id, message)
        }
        ("POST", ["channels", id, "typing"]) => messages::typing(asked, id),
        ("GET", ["applications", app, "guilds", guild, "commands"]) => {
            commands::list(asked, app, guild)
        }
        ("PUT", ["applications", app, "guilds", guild, "commands"]) => {
            commands::replace(asked, app, guild)
        }
        ("POST", ["interactions", id, token, "callback"]) => webhooks::callback(asked, id, token),
        ("POST", ["webhooks", app, token]) => webhooks::follow_up(asked, app, token),
        (_, ["webhooks", app, token, "messages", id]) => {
            webhooks::message(asked, method, app, token, id)
        }
        _ => {
            let why = "Discord has no such route, or it is not played here";
            asked
                .state
                .violations
                .push(Violation::refused(asked.route, why));
            Err(Refusal::unknown(0, "404: Not Found"))
        }
    }
}

/// The route with `{}` for every id and token.
fn template(method: &str, path: &[&str]) -> String {
    let mut route = method.to_owned() + " ";
    for (at, part) in path.iter().enumerate() {
        let token = at == 2 && ["interactions", "webhooks"].contains(&path[0]);
        let id = token || part.bytes().all(|byte| byte.is_ascii_digit());
        route += "/";
        route += if id { "{}" } else { part };
    }
    route
}

async fn call(
    Extract(shared): Extract<Arc<Shared>>,
    ConnectInfo(line): ConnectInfo<Line>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(bytes) = to_bytes(body, 1 << 24).await else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let path = parts.uri.path().replace("%40", "@");
    let path = path.strip_prefix("/api/v10").unwrap_or_default();
    let pieces: Vec<&str> = path.split('/').skip(1).collect();
    let method = parts.method.as_str();
    let route = template(method, &pieces);
    let query = parts.uri.query().unwrap_or_default();
    let query = form_urlencoded::parse(query.as_bytes())
        .into_owned()
        .collect();
    let given = serde_json::from_slice(&bytes).unwrap_or_default();

    let (place, fault, allowance) = shared.state.change(|state| {
        state.calls.push(Call {
            route: route.clone(),
            path: path.to_owned(),
            body: given,
            status: None,
            code: None,
            shared: false,
        });
        state.under_way += 1;
        let fault = state.faults.take(&route);
        let allowance = state.buckets.spend(&route, pieces.get(1).unwrap_or(&""));
        (state.calls.len() - 1, fault, allowance)
    });
    let limited = match &fault {
        Some(Fault::RateLimited { retry_after, scope }) => Some((*retry_after, *scope)),
        _ if allowance.exceeded => Some((allowance.reset_after, Scope::User)),
        _ => None,
    };
    let undone = match &fault {
        Some(Fault::Error { status, code }) => {
            Some(Refusal::new(*status, *code, "As the test says"))
        }
        _ => None,
    };
    let skipped =
        matches!(fault, Some(Fault::ServerError(_) | Fault::Dropped)) || limited.is_some();
    let result = if skipped {
        Ok((0, Value::Null))
    } else if let Some(refusal) = undone {
        Err(refusal)
    } else {
        shared.state.change(|state| {
            admitted(state, &route, &parts.headers, &bytes)?;
            let body = state.calls[place].body.clone();
            let mut asked = Asked {
                state,
                route: &route,
                query,
                body,
            };
            dispatch(&mut asked, method, &pieces)
        })
    };
    if let Some(Fault::Slow(by)) = fault {
        tokio::time::sleep(by).await;
    }
    let (status, code, response) = match (&fault, limited) {
        (_, Some((after, scope))) => (Some(429), None, too_many(after, scope)),
        (Some(Fault::ServerError(status)), _) => (Some(*status), None, broken(*status)),
        (Some(Fault::ServerErrorAfterwards), _) => (Some(502), None, broken(502)),
        (Some(Fault::Dropped | Fault::DroppedAfterwards), _) => {
            line.cut();
            (None, None, StatusCode::BAD_GATEWAY.into_response())
        }
        _ => answered(&shared, &route, result),
    };
    shared.state.change(|state| {
        state.under_way -= 1;
        state.calls[place].status = status;
        state.calls[place].code = code;
        state.calls[place].shared = limited.is_some_and(|(_, scope)| scope == Scope::Shared);
    });
    with_headers(response, &route, allowance, limited.is_some())
}

/// Refuses a call whose headers Discord would not take.
fn admitted(
    state: &mut State,
    route: &str,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<(), Refusal> {
    let header = |name| {
        headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or("")
    };
    if !header(header::USER_AGENT).starts_with("DiscordBot (") {
        let why = "a user agent has to be DiscordBot (address, version)";
        state.violations.push(Violation::accepted(route, why));
    }
    if !body.is_empty() && !header(header::CONTENT_TYPE).starts_with("application/json") {
        let why = "a body has to be JSON, and say so";
        return Refusal::of(vec![why.to_owned()]);
    }
    let open = ["POST /interactions/", "/webhooks/"];
    if open.iter().any(|part| route.contains(part)) || route == "GET /gateway" {
        return Ok(());
    }
    let expected = format!("Bot {}", state.app.token);
    if header(header::AUTHORIZATION) != expected || state.app.token_revoked {
        return Err(Refusal::new(401, 0, "401: Unauthorized"));
    }
    Ok(())
}

fn answered(shared: &Shared, route: &str, result: Answer) -> (Option<u16>, Option<u64>, Response) {
    match result {
        Ok((204, _)) => (Some(204), None, StatusCode::NO_CONTENT.into_response()),
        Ok((status, body)) => (Some(status), None, json_of(status, &body)),
        Err(refusal) => {
            let mut body = json!({"message": refusal.message, "code": refusal.code});
            if !refusal.wrong.is_empty() {
                let errors = refusal.wrong.iter();
                let errors: Vec<_> = errors
                    .map(|why| json!({"code": "BASE_TYPE_BAD", "message": why}))
                    .collect();
                body["errors"] = json!({"_errors": errors});
            }
            shared.state.change(|state| {
                for why in &refusal.wrong {
                    state.violations.push(Violation::refused(route, why));
                }
            });
            let (status, code) = (refusal.status, refusal.code);
            (Some(status), Some(code), json_of(status, &body))
        }
    }
}

fn json_of(status: u16, body: &Value) -> Response {
    let mut response = Response::new(Body::from(body.to_string()));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
    let json = header::HeaderValue::from_static("application/json");
    response.headers_mut().insert(header::CONTENT_TYPE, json);
    response
}

fn broken(status: u16) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_GATEWAY);
    let page = "<html><body><h1>It does not work at the moment</h1></body></html>";
    (status, [(header::CONTENT_TYPE, "text/html")], page).into_response()
}

fn too_many(after: std::time::Duration, scope: Scope) -> Response {
    let global = scope == Scope::Global;
    let body = json!({
        "message": "You are being rate limited.", "retry_after": after.as_secs_f64(),
        "global": global,
    });
    let mut response = json_of(429, &body);
    let whole = after.as_secs() + u64::from(after.subsec_nanos() > 0);
    let mut headers = vec![
        ("retry-after", whole.to_string()),
        ("x-ratelimit-scope", scope.name().to_owned()),
    ];
    if global {
        headers.push(("x-ratelimit-global", "true".to_owned()));
    }
    insert(response.headers_mut(), headers);
    response
}

fn insert(into: &mut HeaderMap, headers: Vec<(&'static str, String)>) {
    for (name, value) in headers {
        if let Ok(value) = header::HeaderValue::from_str(&value) {
            into.insert(name, value);
        }
    }
}

fn with_headers(
    mut response: Response,
    route: &str,
    allowance: Allowance,
    limited: bool,
) -> Response {
    if response.headers().contains_key("x-ratelimit-global") {
        return response;
    }
    let mut bucket = DefaultHasher::new();
    route.hash(&mut bucket);
    let remaining = if limited { 0 } else { allowance.remaining };
    let headers = vec![
        ("x-ratelimit-limit", allowance.limit.to_string()),
        ("x-ratelimit-remaining", remaining.to_string()),
        (
            "x-ratelimit-reset-after",
            format!("{:.3}", allowance.reset_after.as_secs_f64()),
        ),
        ("x-ratelimit-bucket", format!("{:016x}", bucket.finish())),
    ];
    insert(response.headers_mut(), headers);
    response
}
