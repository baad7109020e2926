//! The app registers its commands on a server.

use serde_json::{Value, json};

use super::{Answer, Asked, Refusal, ok, places};
use crate::limits;

fn mine(asked: &Asked, app: &str, guild: &str) -> Result<(), Refusal> {
    if app != asked.state.app.id {
        return Err(Refusal::unknown(10_002, "Unknown Application"));
    }
    places::mine(asked.state, guild).map(|_| ())
}

pub(super) fn list(asked: &mut Asked, app: &str, guild: &str) -> Answer {
    mine(asked, app, guild)?;
    let mut commands = asked.state.commands.get(guild).cloned().unwrap_or_default();
    if asked.query("with_localizations") != Some("true") {
        for command in &mut commands {
            for key in ["name_localizations", "description_localizations"] {
                command.as_object_mut().map(|command| command.remove(key));
            }
        }
    }
    ok(Value::Array(commands))
}

/// Puts these commands in the place of all that are there. Those of the same name keep their id.
pub(super) fn replace(asked: &mut Asked, app: &str, guild: &str) -> Answer {
    mine(asked, app, guild)?;
    Refusal::of(limits::commands::check(&asked.body))?;
    let given = asked.body.as_array().cloned().unwrap_or_default();
    let before = asked.state.commands.remove(guild).unwrap_or_default();
    let mut commands = Vec::new();
    for mut command in given {
        let kind = command["type"].as_u64().unwrap_or(1);
        let same = |known: &&Value| known["name"] == command["name"] && known["type"] == kind;
        let known = before.iter().find(same);
        let id = known.map(|known| known["id"].clone());
        let id = id.unwrap_or_else(|| json!(asked.state.new_id()));
        let defaults = [
            ("id", id),
            ("type", json!(kind)),
            ("application_id", json!(app)),
            ("guild_id", json!(guild)),
            ("version", json!(asked.state.new_id())),
        ];
        for (key, value) in defaults {
            command[key] = value;
        }
        for (key, value) in [
            ("description", json!("")),
            ("default_member_permissions", Value::Null),
            ("nsfw", json!(false)),
        ] {
            if command.get(key).is_none() {
                command[key] = value;
            }
        }
        commands.push(command);
    }
    asked
        .state
        .commands
        .insert(guild.to_owned(), commands.clone());
    ok(Value::Array(commands))
}
