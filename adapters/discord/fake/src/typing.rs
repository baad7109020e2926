//! What a person does with commands: types them, completes them, finds them in a message's menu.

use bonsens_fake_kit::Impossible;
use serde_json::{Map, Value, json};

use crate::channel::Channel;
use crate::interactions::{AUTOCOMPLETE, Act, COMMAND};
use crate::permissions::{self, ADMINISTRATOR, USE_APPLICATION_COMMANDS};
use crate::person::{Person, attachment};
use crate::state::State;
use crate::wire;

const SLASH: u64 = 1;
const MESSAGE: u64 = 3;

/// What is given for the options of a command.
struct Given<'a> {
    values: &'a [(&'a str, &'a str)],
    /// The option that is being typed, for autocomplete.
    focused: Option<&'a str>,
}

impl Person {
    /// Types a command with its subcommands, such as `charter ask`, and gives its options as
    /// text: a user, channel, role or file by its id.
    pub fn commands(
        &self,
        channel: &Channel,
        command: &str,
        options: &[(&str, &str)],
    ) -> Result<(), Impossible> {
        let given = Given {
            values: options,
            focused: None,
        };
        self.types(channel, command, COMMAND, &given)
    }

    /// Types part of an option, for which the app is asked what could be meant.
    pub fn completes(
        &self,
        channel: &Channel,
        command: &str,
        option: &str,
        typed: &str,
    ) -> Result<(), Impossible> {
        let given = Given {
            values: &[(option, typed)],
            focused: Some(option),
        };
        self.types(channel, command, AUTOCOMPLETE, &given)
    }

    /// What the app last offered to complete: the names and the values.
    #[must_use]
    pub fn choices(&self) -> Vec<(String, String)> {
        let choices = self.look(|state| state.users[&self.id].choices.clone());
        let text = |value: &Value| {
            value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned)
        };
        let pairs = choices.iter();
        pairs
            .map(|choice| (text(&choice["name"]), text(&choice["value"])))
            .collect()
    }

    /// Uses a command of a message's menu, by its name in any language.
    pub fn uses_on_message(
        &self,
        command: &str,
        channel: &Channel,
        message: &str,
    ) -> Result<(), Impossible> {
        let seen = self
            .sees(channel)
            .into_iter()
            .find(|seen| seen.id == message);
        let seen = seen.ok_or_else(|| Impossible::new("they see no such message"))?;
        self.change(|state| {
            let known = self.command(state, channel, command, MESSAGE)?;
            let data = json!({
                "id": known["id"], "name": known["name"], "type": MESSAGE,
                "guild_id": known["guild_id"], "target_id": message,
                "resolved": {"messages": {message: seen.wire}},
            });
            let act = Act {
                kind: COMMAND,
                what: command.to_owned(),
                data,
                message: None,
            };
            state.interact(&self.id, &channel.id, act)
        })?;
        Ok(())
    }

    fn types(
        &self,
        channel: &Channel,
        command: &str,
        kind: u64,
        given: &Given,
    ) -> Result<(), Impossible> {
        let mut words = command.trim_start_matches('/').split_whitespace();
        let first = words.next().unwrap_or_default();
        let rest: Vec<&str> = words.collect();
        if kind == AUTOCOMPLETE {
            self.change(|state| {
                state
                    .users
                    .get_mut(&self.id)
                    .map(|user| user.choices.clear())
            });
        }
        self.change(|state| {
            let known = self.command(state, channel, first, SLASH)?;
            let mut resolved = Map::new();
            let options = options(
                state,
                channel,
                &known["options"],
                &rest,
                given,
                &mut resolved,
            )?;
            let mut data = json!({
                "id": known["id"], "name": known["name"], "type": SLASH,
                "guild_id": known["guild_id"], "options": options,
            });
            if !resolved.is_empty() {
                data["resolved"] = Value::Object(resolved);
            }
            let act = Act {
                kind,
                what: format!("/{command}"),
                data,
                message: None,
            };
            state.interact(&self.id, &channel.id, act)
        })?;
        Ok(())
    }

    /// A command they may use here.
    fn command(
        &self,
        state: &State,
        channel: &Channel,
        name: &str,
        kind: u64,
    ) -> Result<Value, Impossible> {
        let place = state.channels.get(&channel.id);
        let guild = place.and_then(|place| state.guilds.get(place.guild.as_ref()?));
        let guild = guild.ok_or_else(|| Impossible::new("there are no commands here"))?;
        let known = state.commands.get(&guild.id).into_iter().flatten();
        let mut named = known.filter(|command| {
            let translated = command["name_localizations"].as_object();
            let mut names = translated.into_iter().flatten().map(|(_, name)| name);
            command["type"] == kind && (command["name"] == name || names.any(|known| known == name))
        });
        let missing = || Impossible::new(&format!("the app has no command {name}"));
        let command = named.next().ok_or_else(missing)?;
        let may = state.may(&self.id, &channel.id);
        let everywhere = permissions::of_member(guild, &self.id);
        let needed = command["default_member_permissions"].as_str();
        let needed: Option<u64> = needed.and_then(|bits| bits.parse().ok());
        let allowed = everywhere & ADMINISTRATOR != 0
            || needed.is_none_or(|needed| needed != 0 && everywhere & needed == needed);
        if !allowed || may & USE_APPLICATION_COMMANDS == 0 {
            return Err(Impossible::new(&format!(
                "they don't see the command {name}"
            )));
        }
        Ok(command.clone())
    }
}

/// The options as they are sent, down into the subcommand.
fn options(
    state: &State,
    channel: &Channel,
    defined: &Value,
    path: &[&str],
    given: &Given,
    resolved: &mut Map<String, Value>,
) -> Result<Value, Impossible> {
    let defined = defined.as_array().cloned().unwrap_or_default();
    let nested = |option: &Value| matches!(option["type"].as_u64(), Some(1 | 2));
    if let [next, rest @ ..] = path {
        let mut subcommands = defined.iter().filter(|option| nested(option));
        let found = subcommands.find(|option| option["name"] == *next);
        let found = found.ok_or_else(|| Impossible::new(&format!("there is no {next} in it")))?;
        let inside = options(state, channel, &found["options"], rest, given, resolved)?;
        return Ok(json!([{"type": found["type"], "name": next, "options": inside}]));
    }
    if defined.iter().any(nested) {
        return Err(Impossible::new("a subcommand has to be chosen"));
    }
    let mut sent = Vec::new();
    for (name, typed) in given.values {
        let option = defined.iter().find(|option| option["name"] == *name);
        let option =
            option.ok_or_else(|| Impossible::new(&format!("there is no option {name}")))?;
        if given.focused == Some(name) {
            if option["autocomplete"] != true {
                return Err(Impossible::new(&format!("{name} is not completed")));
            }
            let kind = &option["type"];
            sent.push(json!({"type": kind, "name": name, "value": typed, "focused": true}));
            continue;
        }
        let value = value(state, channel, option, typed, resolved)
            .ok_or_else(|| Impossible::new(&format!("{typed} can't be given for {name}")))?;
        sent.push(json!({"type": option["type"], "name": name, "value": value}));
    }
    let missing = defined.iter().find(|option| {
        let named = |(name, _): &(&str, &str)| option["name"] == *name;
        option["required"] == true && !given.values.iter().any(named)
    });
    match missing.filter(|_| given.focused.is_none()) {
        Some(option) => Err(Impossible::new(&format!(
            "{} has to be given",
            option["name"]
        ))),
        None => Ok(Value::Array(sent)),
    }
}

/// What is sent for an option, and what Discord adds to it.
fn value(
    state: &State,
    channel: &Channel,
    option: &Value,
    typed: &str,
    resolved: &mut Map<String, Value>,
) -> Option<Value> {
    let mut resolve = |what: &str, value: Value| {
        let of_kind = resolved.entry(what).or_insert_with(|| json!({}));
        of_kind[typed] = value;
    };
    let choices = option["choices"]
        .as_array()
        .filter(|choices| !choices.is_empty());
    if let Some(choices) = choices {
        let same = |choice: &&Value| {
            choice["name"] == typed
                || choice["value"] == typed
                || choice["value"]
                    .as_i64()
                    .is_some_and(|n| typed.parse() == Ok(n))
        };
        return choices
            .iter()
            .find(same)
            .map(|choice| choice["value"].clone());
    }
    match option["type"].as_u64()? {
        3 => {
            let count = typed.chars().count() as u64;
            let least = option["min_length"].as_u64().unwrap_or(0);
            let most = option["max_length"].as_u64().unwrap_or(6_000);
            (count >= least && count <= most).then(|| json!(typed))
        }
        4 => typed.parse::<i64>().ok().map(|number| json!(number)),
        5 => typed.parse::<bool>().ok().map(|yes| json!(yes)),
        6 => {
            let user = state.users.get(typed)?;
            resolve("users", wire::user(user));
            let guild = state
                .guilds
                .get(state.channels.get(&channel.id)?.guild.as_ref()?)?;
            if let Some(member) = guild.members.get(typed) {
                resolve("members", wire::member(member));
            }
            Some(json!(typed))
        }
        7 => {
            let place = state.channels.get(typed)?;
            let kinds = option["channel_types"].as_array();
            let fits = kinds.is_none_or(|kinds| kinds.contains(&json!(place.kind)));
            resolve("channels", wire::channel(state, place));
            fits.then(|| json!(typed))
        }
        8 => {
            let guild = state
                .guilds
                .get(state.channels.get(&channel.id)?.guild.as_ref()?)?;
            resolve("roles", wire::role(guild.roles.get(typed)?, false));
            Some(json!(typed))
        }
        10 => typed.parse::<f64>().ok().map(|number| json!(number)),
        11 => {
            resolve("attachments", attachment(state, &channel.id, typed)?);
            Some(json!(typed))
        }
        _ => None,
    }
}
