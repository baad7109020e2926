//! What a person does without writing a message: commands, shortcuts, buttons, modals, the Home.

use serde_json::{Map, Value, json};

use crate::delivery::Kind;
use crate::person::Person;
use crate::seen::{Impossible, badge, elements};
use crate::state::State;
use crate::team::Room;
use crate::typed::escape;
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
                "text": escape(text), "api_app_id": team.app_id, "is_enterprise_install": "false",
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
            body.insert("action_ts".into(), json!(state.clock.ts()));
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
            body.extend(wire::object(json!({
                "callback_id": callback, "action_ts": state.clock.ts(), "message_ts": ts,
                "channel": channel, "message": message, "response_url": hook,
            })));
            self.interact(state, body);
            Ok(())
        })
    }

    /// Presses a button of a message, or chooses in one of its menus. `what` is an `action_id`,
    /// or `action_id=value` to say which of several buttons or options.
    pub fn presses(&self, room: &Room, ts: &str, what: &str) -> Result<(), Impossible> {
        self.team.change(|state| {
            let data = state.room(&self.team.id, &room.id);
            let message = data
                .and_then(|data| data.message(ts))
                .filter(|m| m.only_for.as_ref().is_none_or(|user| *user == self.id))
                .ok_or_else(|| Impossible::new("they see no such message"))?;
            let label = data.map_or("", wire::room_label).to_owned();
            let (message, only_you) = (message.wire.clone(), message.only_for.is_some());
            let action = self.action(state, &Value::Object(message.clone()), what)?;
            let hook = state.hook(&self.team.id, &room.id, &self.id, Some(ts));
            let mut body = self.interaction(state, "block_actions");
            body.extend(wire::object(json!({
                "container": {"type": "message", "message_ts": ts, "channel_id": room.id,
                    "is_ephemeral": only_you},
                "channel": {"id": room.id, "name": label}, "state": {"values": {}},
                "response_url": hook, "actions": [action],
            })));
            // Slack doesn't send back the content of a message that is not stored.
            if !only_you {
                body.insert("message".into(), Value::Object(message));
            }
            self.interact(state, body);
            Ok(())
        })
    }

    /// Presses or chooses something in their Home.
    pub fn presses_at_home(&self, what: &str) -> Result<(), Impossible> {
        self.team.change(|state| {
            let home = state.team(&self.team.id).homes.get(&self.id);
            let home = home
                .ok_or_else(|| Impossible::new("their Home is empty"))?
                .clone();
            self.press_in_view(state, &home, what)
        })
    }

    /// Presses or chooses something in the modal in front of them.
    pub fn presses_in_modal(&self, what: &str) -> Result<(), Impossible> {
        self.team.change(|state| {
            let modal = self.front(state)?;
            self.press_in_view(state, &modal, what)
        })
    }

    fn press_in_view(&self, state: &mut State, view: &Value, what: &str) -> Result<(), Impossible> {
        let action = self.action(state, view, what)?;
        let mut body = self.interaction(state, "block_actions");
        body.extend(wire::object(json!({
            "container": {"type": "view", "view_id": view["id"]}, "view": view,
            "actions": [action],
        })));
        self.interact(state, body);
        Ok(())
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
            view["state"] = json!({"values": self.filled(state, &view, answers)?});
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

    /// Opens the Home of the app.
    pub fn opens_home(&self) {
        self.opens("home");
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
                "event_ts": state.clock.ts(),
            });
            if tab == "home"
                && let Some(view) = state.team(&self.team.id).homes.get(&self.id)
            {
                event["view"] = view.clone();
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
        wire::object(json!({
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

    fn action(&self, state: &mut State, on: &Value, what: &str) -> Result<Value, Impossible> {
        let (id, value) = match what.split_once('=') {
            Some((id, value)) => (id, Some(value)),
            None => (what, None),
        };
        let missing = || Impossible::new(&format!("{} sees no {what} here", self.id));
        let found = elements(on).into_iter().find(|(_, element)| {
            let is_button = element["type"] == "button";
            let wanted = value.is_none_or(|value| !is_button || element["value"] == value);
            element["action_id"] == id && wanted
        });
        let (block, element) = found.ok_or_else(missing)?;
        let mut action = json!({
            "type": element["type"], "action_id": id, "block_id": block,
            "action_ts": state.clock.ts(),
        });
        if element["type"] == "button" {
            action["text"] = element["text"].clone();
            for key in ["value", "style", "url"] {
                if !element[key].is_null() {
                    action[key] = element[key].clone();
                }
            }
            return Ok(action);
        }
        let chosen = self.choice(state, &element, value)?;
        action.as_object_mut().into_iter().for_each(|action| {
            action.extend(wire::object(chosen.clone()));
            action.insert("type".into(), element["type"].clone());
        });
        Ok(action)
    }

    /// What is filled in or chosen in one element, as it is reported.
    fn choice(
        &self,
        state: &State,
        element: &Value,
        given: Option<&str>,
    ) -> Result<Value, Impossible> {
        let kind = element["type"].as_str().unwrap_or_default();
        let option = |value: &str| {
            let options = element["options"].as_array().into_iter().flatten();
            let grouped = element["option_groups"].as_array().into_iter().flatten();
            let grouped = grouped
                .filter_map(|group| group["options"].as_array())
                .flatten();
            let found = options
                .chain(grouped)
                .find(|option| option["value"] == value);
            found
                .cloned()
                .ok_or_else(|| Impossible::new(&format!("{value} can't be chosen")))
        };
        let several = given.map(|given| given.split(',').filter(|part| !part.is_empty()));
        Ok(match kind {
            "static_select" | "radio_buttons" | "overflow" => {
                let initial = element.get("initial_option").cloned();
                let chosen = given.map(option).transpose()?.or(initial);
                json!({"type": kind, "selected_option": chosen})
            }
            "checkboxes" | "multi_static_select" => {
                let initial = element.get("initial_options").cloned().unwrap_or(json!([]));
                let chosen =
                    several.map(|values| values.map(option).collect::<Result<Vec<_>, _>>());
                let chosen = chosen.transpose()?.map_or(initial, |chosen| json!(chosen));
                json!({"type": kind, "selected_options": chosen})
            }
            "users_select" => json!({"type": kind, "selected_user": given}),
            "conversations_select" => json!({"type": kind, "selected_conversation": given}),
            "channels_select" => json!({"type": kind, "selected_channel": given}),
            "datepicker" => json!({"type": kind, "selected_date": given}),
            "file_input" => {
                let files = &state.team(&self.team.id).files;
                let files =
                    several.map(|ids| ids.filter_map(|id| files.get(id)).collect::<Vec<_>>());
                let files: Vec<_> = files.into_iter().flatten().map(|file| &file.wire).collect();
                json!({"type": kind, "files": files})
            }
            _ => {
                let initial = element["initial_value"].as_str();
                json!({"type": kind, "value": given.or(initial)})
            }
        })
    }

    fn filled(
        &self,
        state: &State,
        view: &Value,
        answers: &[(&str, &str)],
    ) -> Result<Value, Impossible> {
        let inputs = view["blocks"].as_array().into_iter().flatten();
        let inputs: Vec<_> = inputs.filter(|block| block["type"] == "input").collect();
        let mut values = Map::new();
        let mut used = 0;
        for block in inputs {
            let element = &block["element"];
            let block_id = block["block_id"].as_str().unwrap_or_default();
            let action_id = element["action_id"].as_str().unwrap_or_default();
            let given = answers
                .iter()
                .find(|(key, _)| *key == block_id || *key == action_id);
            used += usize::from(given.is_some());
            let choice = self.choice(state, element, given.map(|(_, value)| *value))?;
            let blank = |value: &Value| value.is_null() || *value == json!([]) || *value == "";
            let mut given = choice.as_object().into_iter().flatten();
            let empty = given.all(|(key, value)| key == "type" || blank(value));
            if block["optional"] != true && empty {
                return Err(Impossible::new(&format!("{block_id} has to be filled in")));
            }
            values.insert(block_id.to_owned(), json!({action_id: choice}));
        }
        if used < answers.len() {
            return Err(Impossible::new("the modal has no such field"));
        }
        Ok(Value::Object(values))
    }
}
