//! How the app answers what people do: the first answer, and what it adds to it.

use bonsens_fake_kit::object;
use serde_json::{Map, Value, json};

use super::{Answer, Asked, Refusal, done, ok};
use crate::interactions::{AUTOCOMPLETE, COMMAND, COMPONENT, Interaction, MODAL};
use crate::limits::{Wrong, components, list, needed_text, text};
use crate::posting::{self, EPHEMERAL, LOADING};
use crate::state::{Message, State};
use crate::wire;

const MESSAGE: u64 = 4;
const THINKING: u64 = 5;
const UPDATE_LATER: u64 = 6;
const UPDATE: u64 = 7;
const CHOICES: u64 = 8;
const WINDOW: u64 = 9;

/// Whether what was done may be answered this way.
fn fits(interaction: &Interaction, answer: u64) -> bool {
    match interaction.kind {
        COMMAND => [MESSAGE, THINKING, WINDOW].contains(&answer),
        COMPONENT => [MESSAGE, THINKING, UPDATE_LATER, UPDATE, WINDOW].contains(&answer),
        AUTOCOMPLETE => answer == CHOICES,
        MODAL if [UPDATE_LATER, UPDATE].contains(&answer) => interaction.message.is_some(),
        MODAL => [MESSAGE, THINKING].contains(&answer),
        _ => false,
    }
}

pub(super) fn callback(asked: &mut Asked, id: &str, token: &str) -> Answer {
    let known = asked.state.interactions.get(id);
    let known = known.filter(|known| known.token == token && !known.failed);
    let interaction = known.cloned();
    let unknown = || Refusal::unknown(10_062, "Unknown interaction");
    let interaction = interaction.ok_or_else(unknown)?;
    if interaction.answered.is_some() {
        let why = "Interaction has already been acknowledged.";
        return Err(Refusal::new(400, 40_060, why));
    }
    let body = asked.body.clone();
    let (answer, data) = (body["type"].as_u64().unwrap_or(0), &body["data"]);
    if !fits(&interaction, answer) {
        let why = format!(
            "{} can't be answered with type {}",
            interaction.what, body["type"]
        );
        Refusal::of(vec![why])?;
    }
    match answer {
        MESSAGE | UPDATE => {
            asked.check_message(data)?;
            if answer == MESSAGE && Asked::is_empty(data) {
                return Err(Refusal::new(400, 50_006, "Cannot send an empty message"));
            }
        }
        THINKING if data["flags"].as_u64().unwrap_or(0) & !EPHEMERAL != 0 => {
            Refusal::of(vec!["only EPHEMERAL can be a flag of type 5".to_owned()])?;
        }
        CHOICES => Refusal::of(choices(data))?,
        WINDOW => Refusal::of(components::modal(data))?,
        _ => {}
    }
    let original = answered(asked.state, &interaction, answer, data);
    if let Some(open) = asked.state.interactions.get_mut(id) {
        open.answered = Some(answer);
        open.original.clone_from(&original);
    }
    if asked.query("with_response") != Some("true") {
        return done();
    }
    let channel = asked.state.channels.get(&interaction.channel);
    let message = channel.and_then(|channel| channel.message(original.as_deref()?));
    let mut callback = json!({
        "interaction": {"id": id, "type": interaction.kind},
        "resource": {"type": answer},
    });
    if let Some(message) = message {
        callback["interaction"]["response_message_id"] = json!(message.id);
        callback["interaction"]["response_message_loading"] = json!(answer == THINKING);
        callback["interaction"]["response_message_ephemeral"] = json!(message.only_for.is_some());
        if [MESSAGE, UPDATE].contains(&answer) {
            callback["resource"]["message"] = Value::Object(message.wire.clone());
        }
    }
    ok(callback)
}

fn choices(data: &Value) -> Wrong {
    let mut wrong = Wrong::new();
    if !data["choices"].is_array() {
        wrong.push("choices have to be a list".to_owned());
    }
    for choice in list(&mut wrong, "choices", &data["choices"], 25) {
        needed_text(&mut wrong, "a choice's name", &choice["name"], 100);
        match &choice["value"] {
            Value::Number(_) => {}
            value => {
                text(&mut wrong, "a choice's value", value, 0, 100);
                if value.is_null() {
                    wrong.push("a choice has no value".to_owned());
                }
            }
        }
    }
    wrong
}

/// Does what the app answered; the message that is its answer.
fn answered(state: &mut State, to: &Interaction, answer: u64, data: &Value) -> Option<String> {
    if to.kind == MODAL
        && let Some(user) = state.users.get_mut(&to.user)
    {
        user.modal = None;
    }
    match answer {
        MESSAGE | THINKING => Some(respond(state, to, data, answer == THINKING)),
        UPDATE_LATER => to.message.clone(),
        UPDATE => {
            let id = to.message.clone()?;
            let channel = state.channels.get(&to.channel)?;
            let mut next = channel.message(&id)?.wire.clone();
            posting::fill(state, &mut next, data);
            posting::change(state, &to.channel, &id, true, |wire| *wire = next);
            Some(id)
        }
        CHOICES => {
            let offered = data["choices"].as_array().cloned().unwrap_or_default();
            state.users.get_mut(&to.user)?.choices = offered;
            None
        }
        _ => {
            state.users.get_mut(&to.user)?.modal = Some((to.id.clone(), data.clone()));
            None
        }
    }
}

/// A message that answers; only the person sees it if its flags say so.
fn respond(state: &mut State, to: &Interaction, data: &Value, thinking: bool) -> String {
    let bot = wire::user(&state.users[&state.app.bot]);
    let mut message = posting::blank(state, &to.channel, &bot, "");
    posting::fill(state, &mut message, data);
    let given = data["flags"].as_u64().unwrap_or(0);
    let flags = given | if thinking { LOADING } else { 0 };
    message.extend(about(state, to));
    message.insert("flags".into(), json!(flags));
    if to.kind == COMMAND {
        message.insert("type".into(), json!(20));
    }
    let stored = Message {
        only_for: (flags & EPHEMERAL != 0).then(|| to.user.clone()),
        interaction: Some(to.id.clone()),
        ..posting::plain(message)
    };
    posting::store(state, &to.channel, stored)
}

/// What every message that answers says of what it answers.
fn about(state: &State, to: &Interaction) -> Map<String, Value> {
    let user = wire::user(&state.users[&to.user]);
    object(json!({
        "application_id": state.app.id, "webhook_id": state.app.id,
        "interaction_metadata": {
            "id": to.id, "type": to.kind, "user": user, "authorizing_integration_owners": {},
        },
    }))
}

/// The interaction a token is of, as long as it may be used.
fn opened(state: &State, app: &str, token: &str) -> Result<Interaction, Refusal> {
    let mut all = state.interactions.values();
    let found = all.find(|each| each.token == token && app == state.app.id);
    let found = found.ok_or_else(|| Refusal::unknown(10_015, "Unknown Webhook"))?;
    if !found.is_open(state.clock.now()) {
        return Err(Refusal::new(401, 50_027, "Invalid Webhook Token"));
    }
    match found.answered {
        Some(answer) if answer != CHOICES => Ok(found.clone()),
        _ => Err(Refusal::unknown(10_015, "Unknown Webhook")),
    }
}

/// The message of an interaction, by its id or as `@original`.
fn message_of<'a>(state: &'a State, of: &Interaction, id: &str) -> Result<&'a Message, Refusal> {
    let unknown = || Refusal::unknown(10_008, "Unknown Message");
    let original = of.original.as_deref();
    let id = if id == "@original" {
        original.ok_or_else(unknown)?
    } else {
        id
    };
    let channel = state.channels.get(&of.channel).ok_or_else(unknown)?;
    let message = channel.message(id).ok_or_else(unknown)?;
    let theirs = message.interaction.as_ref() == Some(&of.id) || Some(id) == original;
    theirs.then_some(message).ok_or_else(unknown)
}

pub(super) fn follow_up(asked: &mut Asked, app: &str, token: &str) -> Answer {
    let interaction = opened(asked.state, app, token)?;
    let body = asked.body.clone();
    let loading = message_of(asked.state, &interaction, "@original");
    let loading = loading.is_ok_and(|m| m.wire["flags"].as_u64().unwrap_or(0) & LOADING != 0);
    if loading {
        return edit(asked, &interaction, "@original");
    }
    asked.check_message(&body)?;
    if Asked::is_empty(&body) {
        return Err(Refusal::new(400, 50_006, "Cannot send an empty message"));
    }
    let id = respond(asked.state, &interaction, &body, false);
    let message = message_of(asked.state, &interaction, &id)?;
    ok(Value::Object(message.wire.clone()))
}

pub(super) fn message(asked: &mut Asked, method: &str, app: &str, token: &str, id: &str) -> Answer {
    let interaction = opened(asked.state, app, token)?;
    match method {
        "GET" => {
            let message = message_of(asked.state, &interaction, id)?;
            ok(Value::Object(message.wire.clone()))
        }
        "PATCH" => edit(asked, &interaction, id),
        "DELETE" => {
            let id = message_of(asked.state, &interaction, id)?.id.clone();
            posting::delete(asked.state, &interaction.channel, &[id], false);
            done()
        }
        _ => Err(Refusal::new(405, 0, "405: Method Not Allowed")),
    }
}

fn edit(asked: &mut Asked, of: &Interaction, id: &str) -> Answer {
    let message = message_of(asked.state, of, id)?;
    let (id, mut next) = (message.id.clone(), message.wire.clone());
    let body = asked.body.clone();
    asked.check_message(&body)?;
    let flags = next["flags"].as_u64().unwrap_or(0);
    let thinking = flags & LOADING != 0;
    next.insert("flags".into(), json!(flags & !LOADING));
    posting::fill(asked.state, &mut next, &body);
    if Asked::is_empty(&Value::Object(next.clone())) {
        return Err(Refusal::new(400, 50_006, "Cannot send an empty message"));
    }
    let changed = posting::change(asked.state, &of.channel, &id, !thinking, |wire| {
        *wire = next;
    });
    ok(changed.unwrap_or_default())
}
