//! `auth.test`, `users.*`, `usergroups.*` and `files.*`: who is who, and what they shared.

use std::sync::Arc;

use axum::extract::{Path, State as Extract};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::rooms::page;
use super::{Answer, Asked, Failure, authenticate};
use crate::Shared;
use crate::state::{Bearer, User};
use crate::wire;

pub(super) fn auth_test(asked: &mut Asked<'_>) -> Value {
    let team = asked.state.team(asked.team());
    let mut answer = json!({
        "ok": true, "url": format!("https://{}.slack.com/", team.domain), "team": team.name,
        "team_id": team.id, "is_enterprise_install": false,
    });
    let actor = asked.actor();
    answer["user_id"] = json!(actor);
    if asked.token.bearer == Bearer::Bot {
        answer["user"] = json!("bonsens");
        answer["bot_id"] = json!(team.bot_id);
    } else {
        answer["user"] = json!(team.users.get(&actor).map(|user| &user.name));
    }
    answer
}

fn known<'a>(asked: &'a Asked<'_>) -> Result<&'a User, Failure> {
    asked.needs(&["users:read"])?;
    let id = asked.text("user").ok_or("user_not_found")?;
    let user = asked.state.team(asked.team()).users.get(id);
    user.ok_or_else(|| "user_not_found".into())
}

pub(super) fn info(asked: &mut Asked<'_>) -> Answer {
    let team = asked.state.team(asked.team());
    let user = wire::user(known(asked)?, team, asked.is("include_locale"));
    Ok(json!({"ok": true, "user": user}))
}

/// Everyone of the workspace, those who left and machines included. Without a limit Slack tries to
/// give them all at once.
pub(super) fn list(asked: &mut Asked<'_>) -> Answer {
    asked.needs(&["users:read"])?;
    let team = asked.state.team(asked.team());
    let with_locale = asked.is("include_locale");
    let people = team.users.values();
    let people: Vec<_> = people
        .map(|user| wire::user(user, team, with_locale))
        .collect();
    let mut answer = page(asked, "members", &people, people.len())?;
    answer["cache_ts"] = json!(asked.state.seconds());
    Ok(answer)
}

/// Slack tells an app only this much about someone else's presence.
pub(super) fn presence(asked: &mut Asked<'_>) -> Answer {
    let presence = if known(asked)?.away { "away" } else { "active" };
    Ok(json!({"ok": true, "presence": presence}))
}

pub(super) fn group(asked: &mut Asked<'_>) -> Answer {
    asked.needs(&["usergroups:read"])?;
    let id = asked.text("usergroup").ok_or("no_such_subteam")?;
    let users = asked.state.team(asked.team()).groups.get(id);
    Ok(json!({"ok": true, "users": users.ok_or("no_such_subteam")?}))
}

pub(super) fn file(asked: &mut Asked<'_>) -> Answer {
    asked.needs(&["files:read"])?;
    let id = asked.text("file").ok_or("file_not_found")?;
    let file = asked.state.team(asked.team()).files.get(id);
    let file = file.filter(|file| file.open_to_app);
    let file = file.ok_or("file_not_found")?;
    let mut answer = json!({"ok": true, "file": file.wire, "comments": [], "response_metadata": {"next_cursor": ""}});
    // A snippet comes with its text, everything else with its address only.
    if file.wire["mode"] == "snippet" {
        answer["content"] = json!(String::from_utf8_lossy(&file.content));
    }
    Ok(answer)
}

/// A private file. Whoever may not have it gets the page to sign in, not an error.
pub(super) async fn download(
    Extract(shared): Extract<Arc<Shared>>,
    Path(path): Path<String>,
    headers: HeaderMap,
) -> Response {
    let bearer = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("Bearer "));
    let found = shared.state.look(|state| {
        let token = authenticate(state, bearer).ok()?;
        let scopes = token.scopes.as_ref();
        let may = scopes.is_none_or(|scopes| scopes.iter().any(|scope| scope == "files:read"));
        let place = path.split('/').next()?;
        let id = place.strip_prefix(&format!("{}-", token.team))?;
        let file = state.team(&token.team).files.get(id);
        let file = file.filter(|file| may && file.open_to_app)?;
        Some((file.wire["mimetype"].clone(), file.content.clone()))
    });
    match found {
        Some((mimetype, content)) => {
            let kind = mimetype
                .as_str()
                .unwrap_or("application/octet-stream")
                .to_owned();
            let headers = [
                (header::CONTENT_TYPE, kind),
                (header::CONTENT_DISPOSITION, "attachment".to_owned()),
            ];
            (StatusCode::OK, headers, content).into_response()
        }
        None => (
            StatusCode::OK,
            [(header::CONTENT_TYPE, "text/html; charset=utf-8")],
            "<!DOCTYPE html><html><body>Sign in</body></html>",
        )
            .into_response(),
    }
}
