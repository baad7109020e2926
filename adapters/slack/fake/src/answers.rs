//! What an acknowledgement, or the lack of one, does on the person's screen.

use serde_json::{Value, json};

use crate::delivery::{Delivery, Kind, Outcome};
use crate::state::State;
use crate::{posting, wire};

/// Does what the app answered: the words for a command, the next step of a modal.
pub(crate) fn apply(state: &mut State, job: &Delivery, answer: Option<&Value>) {
    match job.kind {
        Kind::Command => {
            if let Some(answer) = answer {
                reply(state, job, answer);
            }
        }
        Kind::Interaction if job.what == "view_submission" => next_view(state, job, answer),
        Kind::Event | Kind::Interaction => {}
    }
}

fn reply(state: &mut State, job: &Delivery, answer: &Value) {
    let answer = match answer {
        Value::String(words) => json!({"text": words}),
        other => other.clone(),
    };
    let said = |key: &str| !answer[key].is_null() && answer[key] != json!([]) && answer[key] != "";
    if !["text", "blocks", "attachments"]
        .iter()
        .any(|key| said(key))
    {
        return;
    }
    let (Some(room), Some(user)) = (job.body["channel_id"].as_str(), who(job)) else {
        return;
    };
    if posting::inspect(state, "command answer", Some(room), &answer).is_err() {
        return trouble(state, job, "invalid_response");
    }
    let only_for = (answer["response_type"] != "in_channel").then_some(user);
    posting::post(state, &job.team, room, &answer, only_for);
}

fn next_view(state: &mut State, job: &Delivery, answer: Option<&Value>) {
    let Some(user) = who(job).map(ToOwned::to_owned) else {
        return;
    };
    state.team_mut(&job.team).modal_errors.remove(&user);
    let answer = answer.cloned().unwrap_or_default();
    match answer["response_action"].as_str() {
        None => {
            let stack = state.team_mut(&job.team).modals.entry(user).or_default();
            stack.retain(|view| view["id"] != job.body["view"]["id"]);
        }
        Some("clear") => {
            state.team_mut(&job.team).modals.remove(&user);
        }
        Some("errors") => {
            let errors = &mut state.team_mut(&job.team).modal_errors;
            errors.insert(user, answer["errors"].clone());
        }
        Some(action @ ("update" | "push")) => {
            if posting::inspect_view(state, "view answer", &answer["view"]).is_err() {
                return trouble(state, job, "invalid view");
            }
            let (id, root) = (
                job.body["view"]["id"].as_str(),
                &job.body["view"]["root_view_id"],
            );
            let same = id.filter(|_| action == "update");
            let view = wire::view(state, &job.team, &answer["view"], same, root.as_str());
            let stack = state.team_mut(&job.team).modals.entry(user).or_default();
            stack.retain(|open| open["id"] != view["id"]);
            stack.push(view);
        }
        Some(_) => trouble(state, job, "unknown response_action"),
    }
}

/// Shows the person that what they did led to nothing.
pub(crate) fn failed(state: &mut State, job: &Delivery, outcome: &Outcome) {
    if job.kind != Kind::Event {
        let error = match outcome {
            Outcome::TimedOut => "operation_timeout",
            _ => "dispatch_failed",
        };
        trouble(state, job, error);
    }
}

fn trouble(state: &mut State, job: &Delivery, error: &str) {
    if let Some(user) = who(job) {
        let seen = format!("{} failed with the error \"{error}\"", job.what);
        let trouble = (user.to_owned(), seen);
        state.team_mut(&job.team).troubles.push(trouble);
    }
}

fn who(job: &Delivery) -> Option<&str> {
    let user = &job.body["user_id"];
    user.as_str().or_else(|| job.body["user"]["id"].as_str())
}
