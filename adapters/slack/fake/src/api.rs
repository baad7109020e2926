//! The Web API: who calls, whether they may, what goes wrong on purpose, and the answer.

mod chat;
mod hooks;
mod people;
mod rooms;
mod views;

use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::body::{Bytes, to_bytes};
use axum::extract::{Path, Request, State as Extract};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get, post};
use serde_json::{Map, Value, json};

use crate::Shared;
use crate::faults::Fault;
use crate::posting::Refusal;
use crate::state::{Bearer, Call, State, Token};

pub(crate) fn routes(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/api/{method}", any(call))
        .route("/hooks/{id}", post(hooks::respond))
        .route("/files-pri/{*path}", get(people::download))
        .route("/link/", get(hooks::link))
        .with_state(shared)
}

/// An error, and what Slack says with it.
pub(crate) struct Failure {
    error: String,
    more: Map<String, Value>,
}

impl From<&str> for Failure {
    fn from(error: &str) -> Self {
        Self {
            error: error.to_owned(),
            more: Map::new(),
        }
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        let messages: Vec<_> = refusal
            .why
            .iter()
            .map(|why| format!("[ERROR] {why}"))
            .collect();
        let mut more = Map::new();
        more.insert("errors".into(), json!(refusal.why));
        more.insert("response_metadata".into(), json!({"messages": messages}));
        Self {
            error: refusal.error,
            more,
        }
    }
}

type Answer = Result<Value, Failure>;

/// One call, as a method sees it.
struct Asked<'a> {
    state: &'a mut State,
    token: Token,
    method: &'a str,
    args: Value,
}

impl Asked<'_> {
    fn team(&self) -> &str {
        &self.token.team
    }

    fn text(&self, key: &str) -> Option<&str> {
        self.args[key].as_str().filter(|text| !text.is_empty())
    }

    fn is(&self, key: &str) -> bool {
        matches!(self.args[key].as_str(), Some("true" | "1")) || self.args[key] == true
    }

    /// Who the token acts as.
    fn actor(&self) -> String {
        match &self.token.bearer {
            Bearer::User(user) => user.clone(),
            Bearer::Bot | Bearer::App => self.state.team(self.team()).bot_user.clone(),
        }
    }

    /// Refuses a token that has scopes, but none of these.
    fn needs(&self, any_of: &[&str]) -> Result<(), Failure> {
        let Some(scopes) = &self.token.scopes else {
            return Ok(());
        };
        if any_of
            .iter()
            .any(|scope| scopes.iter().any(|has| has == scope))
        {
            return Ok(());
        }
        let mut failure = Failure::from("missing_scope");
        failure
            .more
            .insert("needed".into(), json!(any_of.join(",")));
        failure
            .more
            .insert("provided".into(), json!(scopes.join(",")));
        Err(failure)
    }
}

async fn call(
    Extract(shared): Extract<Arc<Shared>>,
    Path(method): Path<String>,
    request: Request,
) -> Response {
    let query = request.uri().query().unwrap_or_default().to_owned();
    let headers = request.headers().clone();
    let Ok(body) = to_bytes(request.into_body(), 8 << 20).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let mut args = match read_args(&headers, &query, &body) {
        Ok(args) => args,
        Err(error) => return answer(&Err(Failure::from(error)), None),
    };
    let in_body = args.remove("token");
    let bearer = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("Bearer "))
        .map(ToOwned::to_owned)
        .or_else(|| in_body?.as_str().map(ToOwned::to_owned));

    let fault = shared.state.change(|state| state.faults.take(&method));
    let respond = |fault: Option<&Fault>| {
        shared.state.change(|state| {
            let (result, token) = perform(state, &method, args.clone(), bearer.as_deref(), fault);
            let scopes = token.as_ref().and_then(|token| token.scopes.clone());
            state.calls.push(Call {
                method: method.clone(),
                team: token.map(|token| token.team),
                args: Value::Object(args.clone()),
                error: result.as_ref().err().map(|failure| failure.error.clone()),
                at: Instant::now(),
            });
            answer(&result, scopes)
        })
    };
    match fault {
        None => respond(None),
        Some(Fault::Slow(wait)) => {
            let response = respond(None);
            tokio::time::sleep(wait).await;
            response
        }
        Some(Fault::ServerErrorAfterwards) => {
            respond(None);
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
        Some(fault @ Fault::ServerError) => {
            respond(Some(&fault));
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
        Some(fault) => respond(Some(&fault)),
    }
}

fn answer(result: &Answer, scopes: Option<Vec<String>>) -> Response {
    let (status, retry_after, body) = match result {
        Ok(body) => (StatusCode::OK, None, body.clone()),
        Err(failure) => {
            let mut body = Map::from_iter([
                ("ok".to_owned(), json!(false)),
                ("error".to_owned(), json!(failure.error)),
            ]);
            let mut more = failure.more.clone();
            let retry_after = more.remove("retry_after").and_then(|after| after.as_u64());
            body.extend(more);
            let status = match retry_after {
                Some(_) => StatusCode::TOO_MANY_REQUESTS,
                None => StatusCode::OK,
            };
            (status, retry_after, Value::Object(body))
        }
    };
    let mut headers = HeaderMap::new();
    let json = header::HeaderValue::from_static("application/json; charset=utf-8");
    headers.insert(header::CONTENT_TYPE, json);
    if let Some(seconds) = retry_after {
        headers.insert(header::RETRY_AFTER, seconds.into());
    }
    if let Some(Ok(scopes)) = scopes.map(|scopes| scopes.join(",").parse()) {
        headers.insert("x-oauth-scopes", scopes);
    }
    (status, headers, body.to_string()).into_response()
}

fn rate_limited(retry_after: u64) -> Failure {
    let mut failure = Failure::from("ratelimited");
    failure
        .more
        .insert("retry_after".into(), json!(retry_after));
    failure
}

/// The arguments of a call, wherever they are: the address, a form, or JSON.
fn read_args(
    headers: &HeaderMap,
    query: &str,
    body: &Bytes,
) -> Result<Map<String, Value>, &'static str> {
    let fields = |text: &[u8]| -> Vec<(String, Value)> {
        form_urlencoded::parse(text)
            .map(|(key, value)| (key.into_owned(), json!(value)))
            .collect()
    };
    let mut args: Map<_, _> = fields(query.as_bytes()).into_iter().collect();
    let content_type = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    if body.is_empty() {
    } else if content_type.starts_with("application/json") {
        match serde_json::from_slice(body) {
            Ok(Value::Object(given)) => args.extend(given),
            Ok(_) => return Err("json_not_object"),
            Err(_) => return Err("invalid_json"),
        }
    } else if content_type.starts_with("application/x-www-form-urlencoded") {
        args.extend(fields(body));
    } else {
        return Err("invalid_post_type");
    }
    // What has a structure is sent as JSON in a string, or as it is in a JSON body.
    for key in ["blocks", "attachments", "metadata", "view"] {
        if let Some(Value::String(text)) = args.get(key) {
            match serde_json::from_str(text) {
                Ok(value) => args.insert(key.to_owned(), value),
                Err(_) if key == "blocks" => return Err("invalid_blocks_format"),
                Err(_) => return Err("invalid_arguments"),
            };
        }
    }
    Ok(args)
}

fn authenticate(state: &State, bearer: Option<&str>) -> Result<Token, Failure> {
    let bearer = bearer.ok_or("not_authed")?;
    if let Some(error) = state.refusing {
        return Err(error.into());
    }
    let token = state.tokens.get(bearer).ok_or("invalid_auth")?;
    match token.dead {
        Some(error) => Err(error.into()),
        None => Ok(token.clone()),
    }
}

fn perform(
    state: &mut State,
    method: &str,
    args: Map<String, Value>,
    bearer: Option<&str>,
    fault: Option<&Fault>,
) -> (Answer, Option<Token>) {
    match fault {
        Some(Fault::RateLimited { retry_after }) => return (Err(rate_limited(*retry_after)), None),
        Some(Fault::Error(error)) => return (Err((*error).into()), None),
        Some(Fault::ServerError) => return (Err("internal_error".into()), None),
        Some(Fault::Slow(_) | Fault::ServerErrorAfterwards) | None => {}
    }
    if method == "api.test" {
        return (Ok(json!({"ok": true, "args": args})), None);
    }
    let token = match authenticate(state, bearer) {
        Ok(token) => token,
        Err(failure) => return (Err(failure), None),
    };
    let of_app = token.bearer == Bearer::App;
    if of_app != (method == "apps.connections.open") {
        return (Err("not_allowed_token_type".into()), Some(token));
    }
    let asked = Asked {
        state,
        token: token.clone(),
        method,
        args: Value::Object(args),
    };
    (dispatch(asked), Some(token))
}

fn dispatch(mut asked: Asked<'_>) -> Answer {
    let asked = &mut asked;
    match asked.method {
        "auth.test" => Ok(people::auth_test(asked)),
        "apps.connections.open" => hooks::connections_open(asked),
        "chat.postMessage" => chat::post_message(asked),
        "chat.postEphemeral" => chat::post_ephemeral(asked),
        "chat.update" => chat::update(asked),
        "chat.delete" => chat::delete(asked),
        "chat.getPermalink" => chat::permalink(asked),
        "conversations.open" => rooms::open(asked),
        "conversations.info" => rooms::info(asked),
        "conversations.members" => rooms::members(asked),
        "conversations.list" => rooms::list(asked),
        "conversations.history" => rooms::history(asked),
        "conversations.replies" => rooms::replies(asked),
        "conversations.join" => rooms::join(asked),
        "users.conversations" => rooms::of_user(asked),
        "users.info" => people::info(asked),
        "users.list" => people::list(asked),
        "users.getPresence" => people::presence(asked),
        "usergroups.users.list" => people::group(asked),
        "files.info" => people::file(asked),
        "views.open" => views::open(asked, false),
        "views.push" => views::open(asked, true),
        "views.update" => views::update(asked),
        "views.publish" => views::publish(asked),
        unknown => {
            let mut failure = Failure::from("unknown_method");
            failure.more.insert("req_method".into(), json!(unknown));
            Err(failure)
        }
    }
}
