//! What a person does without writing a message: commands, shortcuts, buttons, modals, the Home.

use bonsens_fake_kit::{Impossible, object};
use serde_json::{Map, Value, json};

use crate::choices::{Chooser, Picks};
use crate::delivery::Kind;
use crate::person::Person;
use crate::seen::{badge, elements};
use crate::state::State;
use crate::team::Room;
use crate::typed::typed;
use crate::wire;

impl Person {
    /// Sends a slash command in a room, or in their direct messages with the bot.
    pub fn commands(&self, room: &Room, command: &str, text: &str) {
        self.team.change(|state| {
            let team = state.team(&self.team.id);
            let mut body = json!({
                "token": "verification-token", "team_id": team.id, "team_domain": team.domain,
                "channel_id": room.id,
                "channel_name": team.rooms.get(&room.id).map(wire::room_label),
                "user_id": self.id, "user_name": team.users[&self.id].name, "command": command,
                "text": typed(text).text, "api_app_id": team.app_id, "is_enterprise_install": "false",
            });
            body["response_url"] = json!(state.hook(&self.team.id, &room.id, &self.id, None));
            body["trigger_id"] = json!(state.trigger(&self.team.id, &self.id));
            state.deliver(&self.team.id, Kind::Command, command, None, body);
        });
    }

    /// Uses a shortcut from the menu of the message box.
    pub fn uses_shortcut(&self, callback: &str) {
        self.team.change(|state| {
            let mut body = self.interaction(state, "shortcut");
            body.insert("callback_id".into(), json!(callback));
            body.insert("action_ts".into(), json!(state.ts()));
            self.interact(state, body);
        });
    }

    /// Uses a shortcut from the menu of a message.
    pub fn uses_message_shortcut(
        &self,
        room: &Room,
        ts: &str,
        callback: &str,
    ) -> Result<(), Impossible> {
        self.team.change(|state| {
            let team = state.team(&self.team.id);
            let data = &team.rooms[&room.id];
            let message = data
                .message(ts)
                .filter(|message| message.only_for.is_none());
            let message = message.ok_or_else(|| Impossible::new("there is no such message"))?;
            let message = message.wire.clone();
            let channel = json!({"id": room.id, "name": wire::room_label(data)});
            let hook = state.hook(&self.team.id, &room.id, &self.id, None);
            let mut body = self.interaction(state, "message_action");
            body.extend(object(json!({
                "callback_id": callback, "action_ts": state.ts(), "message_ts": ts,
                "channel": channel, "message": message, "response_url": hook,
            })));
            self.interact(state, body);
            Ok(())
        })
    }

    /// Presses a button of a message, or chooses in one of its menus. `what` is an `action_id`,
    /// or `action_id=value` to say which of several buttons or options. Where Slack asks first
    /// whether they are sure, they are.
    pub fn presses(&self, room: &Room, ts: &str, what: &str) -> Result<(), Impossible> {
        self.team.change(|state| {
            let (message, only_you) = self.message_seen(state, room, ts)?;
            let data = state.room(&self.team.id, &room.id);
            let label = data.map_or("", wire::room_label).to_owned();
            let mut picks = Picks::new();
            let action = self.action(state, &message, what, &mut picks)?;
            let values = self.chooser(state).values(&message, &picks);
            let hook = state.hook(&self.team.id, &room.id, &self.id, Some(ts));
            let mut body = self.interaction(state, "block_actions");
            body.extend(object(json!({
                "container": {"type": "message", "message_ts": ts, "channel_id": room.id,
                    "is_ephemeral": only_you},
                "channel": {"id": room.id, "name": label}, "state": {"values": values},
                "response_url": hook, "actions": [action],
            })));
            // Slack doesn't send back the content of a message that is not stored.
            if !only_you {
                body.insert("message".into(), message);
            }
            self.interact(state, body);
            Ok(())
        })
    }

    /// What Slack asks before this button of a message does anything.
    pub fn is_asked(&self, room: &Room, ts: &str, what: &str) -> Result<Dialog, Impossible> {
        let asked = |state: &mut State| Dialog::of(&self.message_seen(state, room, ts)?.0, what);
        self.team.change(asked)
    }

    /// Presses a button of a message that asks first, and says yes. One that doesn't ask can't be
    /// confirmed.
    pub fn confirms(&self, room: &Room, ts: &str, what: &str) -> Result<(), Impossible> {
        self.is_asked(room, ts, what)?;
        self.presses(room, ts, what)
    }

    /// Presses or chooses something in their Home. What they choose stays chosen.
    pub fn presses_at_home(&self, what: &str) -> Result<(), Impossible> {
        self.team.change(|state| {
            let home = self.home_seen(state)?;
            self.press_in_view(state, home, what)
        })
    }

    /// What Slack asks before this button of their Home does anything.
    pub fn is_asked_at_home(&self, what: &str) -> Result<Dialog, Impossible> {
        self.team
            .change(|state| Dialog::of(&self.home_seen(state)?, what))
    }

    /// Presses a button of their Home that asks first, and says yes.
    pub fn confirms_at_home(&self, what: &str) -> Result<(), Impossible> {
        self.is_asked_at_home(what)?;
        self.presses_at_home(what)
    }

    /// Presses or chooses something in the modal in front of them. What they choose stays chosen.
    pub fn presses_in_modal(&self, what: &str) -> Result<(), Impossible> {
        self.team.change(|state| {
            let modal = self.front(state)?;
            self.press_in_view(state, modal, what)
        })
    }

    fn press_in_view(
        &self,
        state: &mut State,
        mut view: Value,
        what: &str,
    ) -> Result<(), Impossible> {
        let id = view["id"].as_str().unwrap_or_default().to_owned();
        let mut picks = self.picks(state, &id);
        let action = self.action(state, &view, what, &mut picks)?;
        view["state"] = json!({"values": self.chooser(state).values(&view, &picks)});
        let all = &mut state.team_mut(&self.team.id).picks;
        all.insert(id.clone(), picks);
        let mut body = self.interaction(state, "block_actions");
        body.extend(object(json!({
            "container": {"type": "view", "view_id": id}, "view": view, "actions": [action],
        })));
        self.interact(state, body);
        Ok(())
    }

    fn picks(&self, state: &State, view: &str) -> Picks {
        let picks = &state.team(&self.team.id).picks;
        picks.get(view).cloned().unwrap_or_default()
    }

    fn chooser<'a>(&'a self, state: &'a State) -> Chooser<'a> {
        Chooser {
            team: state.team(&self.team.id),
            user: &self.id,
        }
    }

    fn message_seen(
        &self,
        state: &State,
        room: &Room,
        ts: &str,
    ) -> Result<(Value, bool), Impossible> {
        let data = state.room(&self.team.id, &room.id);
        let message = data
            .and_then(|data| data.message(ts))
            .filter(|m| m.only_for.as_ref().is_none_or(|user| *user == self.id))
            .ok_or_else(|| Impossible::new("they see no such message"))?;
        let only_you = message.only_for.is_some();
        Ok((Value::Object(message.wire.clone()), only_you))
    }

    fn home_seen(&self, state: &State) -> Result<Value, Impossible> {
        let home = state.team(&self.team.id).homes.get(&self.id).cloned();
        home.ok_or_else(|| Impossible::new("their Home is empty"))
    }

    /// Sends the modal in front of them. `answers` gives what is filled in: an `action_id` or
    /// `block_id`, and the words typed, the value of the option chosen, or the id of the file.
    /// Several options or files are separated by commas.
    pub fn submits(&self, answers: &[(&str, &str)]) -> Result<(), Impossible> {
        self.team.change(|state| {
            let mut view = self.front(state)?;
            if view["submit"].is_null() {
                return Err(Impossible::new("the modal can't be sent"));
            }
            let picks = self.picks(state, view["id"].as_str().unwrap_or_default());
            let values = self.chooser(state).filled(&view, &picks, answers)?;
            hand_over(state, &self.team.id, &values);
            view["state"] = json!({"values": values});
            let mut body = self.interaction(state, "view_submission");
            body.insert("view".into(), view);
            body.insert("response_urls".into(), json!([]));
            self.interact(state, body);
            Ok(())
        })
    }

    /// Closes the modal in front of them. The app is told if it asked to be.
    pub fn closes_modal(&self) -> Result<(), Impossible> {
        self.team.change(|state| {
            let view = self.front(state)?;
            let clears = view["clear_on_close"] == true;
            let stack = state
                .team_mut(&self.team.id)
                .modals
                .entry(self.id.clone())
                .or_default();
            if clears {
                stack.clear();
            } else {
                stack.pop();
            }
            if view["notify_on_close"] == true {
                let mut body = self.interaction(state, "view_closed");
                body.remove("trigger_id");
                body.insert("view".into(), view);
                body.insert("is_cleared".into(), json!(clears));
                self.interact(state, body);
            }
            Ok(())
        })
    }

    /// Opens the Home of the app. Where it has none, nothing happens.
    pub fn opens_home(&self) {
        if self.team.look(|team| team.home_tab) {
            self.opens("home");
        }
    }

    /// Opens the messages of the app, without writing.
    pub fn opens_messages(&self) {
        self.opens("messages");
    }

    fn opens(&self, tab: &str) {
        self.team.change(|state| {
            let room = state.open_direct_room(&self.team.id, &self.id).0;
            let mut event = json!({
                "type": "app_home_opened", "user": self.id, "channel": room, "tab": tab,
                "event_ts": state.ts(),
            });
            if tab == "home"
                && let Ok(mut view) = self.home_seen(state)
            {
                let picks = self.picks(state, view["id"].as_str().unwrap_or_default());
                view["state"] = json!({"values": self.chooser(state).values(&view, &picks)});
                event["view"] = view;
            }
            wire::emit(state, &self.team.id, &event, false);
        });
    }

    fn front(&self, state: &State) -> Result<Value, Impossible> {
        let stack = state.team(&self.team.id).modals.get(&self.id);
        let front = stack.and_then(|stack| stack.last()).cloned();
        front.ok_or_else(|| Impossible::new("no modal is open"))
    }

    fn interaction(&self, state: &mut State, kind: &str) -> Map<String, Value> {
        let trigger = state.trigger(&self.team.id, &self.id);
        let team = state.team(&self.team.id);
        object(json!({
            "type": kind, "token": "verification-token", "api_app_id": team.app_id,
            "team": {"id": team.id, "domain": team.domain}, "enterprise": null,
            "is_enterprise_install": false, "user": badge(&team.users[&self.id], &team.id),
            "trigger_id": trigger,
        }))
    }

    fn interact(&self, state: &mut State, body: Map<String, Value>) {
        let kind = body["type"].as_str().unwrap_or_default().to_owned();
        let body = Value::Object(body);
        state.deliver(&self.team.id, Kind::Interaction, &kind, None, body);
    }

    /// What pressing or choosing this reports; what was chosen is noted in `picks`.
    fn action(
        &self,
        state: &mut State,
        on: &Value,
        what: &str,
        picks: &mut Picks,
    ) -> Result<Value, Impossible> {
        let (block, element) = pressed(on, what)?;
        let (id, value) = named(what);
        let mut action = json!({
            "type": element["type"], "action_id": id, "block_id": block,
            "action_ts": state.ts(),
        });
        let told = |action: &mut Value, keys: &[&str]| {
            for key in keys.iter().filter(|key| !element[**key].is_null()) {
                action[*key] = element[*key].clone();
            }
        };
        if element["type"] == "button" {
            told(&mut action, &["text", "value", "style", "url", "confirm"]);
            return Ok(action);
        }
        told(&mut action, &["placeholder", "confirm"]);
        let chosen = self.chooser(state).choice(&element, value)?;
        for (key, value) in object(chosen.clone()) {
            action[&key] = value;
        }
        if element["type"] != "overflow" {
            picks.insert((block, id.to_owned()), chosen);
        }
        Ok(action)
    }
}

/// What someone hands in with a modal, the app may read.
fn hand_over(state: &mut State, team: &str, values: &Value) {
    let blocks = values.as_object().into_iter().flatten();
    let fields = blocks.filter_map(|(_, block)| block.as_object()).flatten();
    let files = fields.filter_map(|(_, field)| field["files"].as_array());
    let ids = files.flatten().filter_map(|file| file["id"].as_str());
    for id in ids {
        if let Some(file) = state.team_mut(team).files.get_mut(id) {
            file.open_to_app = true;
        }
    }
}

/// An `action_id`, and the value that tells which of several.
fn named(what: &str) -> (&str, Option<&str>) {
    match what.split_once('=') {
        Some((id, value)) => (id, Some(value)),
        None => (what, None),
    }
}

/// The element someone presses, and the block it is in. Of an input the app hears only when the
/// modal is sent, unless it asked to hear at once.
fn pressed(on: &Value, what: &str) -> Result<(String, Value), Impossible> {
    let (id, value) = named(what);
    let silent = |block: &str| {
        let mut blocks = on["blocks"].as_array().into_iter().flatten();
        let block = blocks.find(|other| other["block_id"] == block);
        block.is_some_and(|block| block["type"] == "input" && block["dispatch_action"] != true)
    };
    let mut found = elements(on).into_iter().filter(|(block, element)| {
        let is_button = element["type"] == "button";
        let wanted = value.is_none_or(|value| !is_button || element["value"] == value);
        element["action_id"] == id && wanted && !silent(block)
    });
    let found = found.next();
    found.ok_or_else(|| Impossible::new(&format!("there is no {what} here")))
}

/// What Slack asks before something is done, as a button of the app wants it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dialog {
    /// Its title.
    pub title: String,
    /// What is asked.
    pub text: String,
    /// The button that goes on.
    pub confirm: String,
    /// The button that does nothing.
    pub deny: String,
}

impl Dialog {
    fn of(on: &Value, what: &str) -> Result<Self, Impossible> {
        let (_, element) = pressed(on, what)?;
        let asked = &element["confirm"];
        if asked.is_null() {
            return Err(Impossible::new(&format!("{what} asks nothing")));
        }
        let words = |key: &str| asked[key]["text"].as_str().unwrap_or_default().to_owned();
        Ok(Self {
            title: words("title"),
            text: words("text"),
            confirm: words("confirm"),
            deny: words("deny"),
        })
    }
}
