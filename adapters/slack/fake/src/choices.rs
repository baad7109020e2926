//! What can be chosen or filled in on a message or in a view, and how Slack reports it: all of it
//! each time, whether someone touched it or not.

use std::collections::BTreeMap;

use bonsens_fake_kit::Impossible;
use serde_json::{Map, Value, json};

use crate::seen::elements;
use crate::state::{RoomData, RoomKind, TeamData};

/// What someone chose in a view, by `block_id` and `action_id`.
pub(crate) type Picks = BTreeMap<(String, String), Value>;

/// Who chooses, and where they are.
pub(crate) struct Chooser<'a> {
    pub team: &'a TeamData,
    pub user: &'a str,
}

/// How a kind of element that takes an id reports it: its key, the key of what it starts with, and
/// whether there may be several.
fn by_id(kind: &str) -> Option<(&'static str, &'static str, bool)> {
    Some(match kind {
        "users_select" => ("selected_user", "initial_user", false),
        "conversations_select" => ("selected_conversation", "initial_conversation", false),
        "channels_select" => ("selected_channel", "initial_channel", false),
        "multi_users_select" => ("selected_users", "initial_users", true),
        "multi_conversations_select" => ("selected_conversations", "initial_conversations", true),
        "multi_channels_select" => ("selected_channels", "initial_channels", true),
        "datepicker" => ("selected_date", "initial_date", false),
        "timepicker" => ("selected_time", "initial_time", false),
        _ => return None,
    })
}

/// Whether an element holds something.
fn is_stateful(element: &Value) -> bool {
    !matches!(element["type"].as_str(), Some("button" | "overflow") | None)
}

fn parts(given: &str) -> impl Iterator<Item = &str> {
    given.split(',').filter(|part| !part.is_empty())
}

fn can_t(given: &str) -> Impossible {
    Impossible::new(&format!("{given} can't be chosen"))
}

/// The option of an element that has this value.
fn option(element: &Value, value: &str) -> Result<Value, Impossible> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let mut options = list(&element["options"]);
    for group in list(&element["option_groups"]) {
        options.extend(list(&group["options"]));
    }
    let mut found = options
        .into_iter()
        .filter(|option| option["value"] == value);
    found.next().ok_or_else(|| can_t(value))
}

impl Chooser<'_> {
    /// What is filled in or chosen in one element, as it is reported; without `given`, what it
    /// starts with.
    pub(crate) fn choice(&self, element: &Value, given: Option<&str>) -> Result<Value, Impossible> {
        let kind = element["type"].as_str().unwrap_or_default();
        if let Some((key, initial, several)) = by_id(kind) {
            let start = element.get(initial).cloned();
            let chosen = match given {
                None => start.unwrap_or(if several { json!([]) } else { Value::Null }),
                Some(given) if several => {
                    let ids: Vec<_> = parts(given).collect();
                    ids.iter().try_for_each(|id| self.offered(element, id))?;
                    at_most(element, "max_selected_items", ids.len())?;
                    json!(ids)
                }
                Some(id) => {
                    self.offered(element, id)?;
                    json!(id)
                }
            };
            return Ok(json!({"type": kind, key: chosen}));
        }
        Ok(match kind {
            "static_select" | "radio_buttons" | "overflow" => {
                let initial = element.get("initial_option").cloned();
                let chosen = given.map(|value| option(element, value)).transpose()?;
                json!({"type": kind, "selected_option": chosen.or(initial)})
            }
            "checkboxes" | "multi_static_select" => {
                let initial = element.get("initial_options").cloned();
                let chosen = given.map(|values| {
                    let chosen = parts(values).map(|value| option(element, value));
                    chosen.collect::<Result<Vec<_>, _>>()
                });
                let chosen = chosen.transpose()?;
                at_most(
                    element,
                    "max_selected_items",
                    chosen.as_ref().map_or(0, Vec::len),
                )?;
                let chosen = chosen.map(|chosen| json!(chosen));
                json!({"type": kind, "selected_options": chosen.or(initial).unwrap_or(json!([]))})
            }
            "file_input" => json!({"type": kind, "files": self.files(element, given)?}),
            _ => {
                let value = given.or_else(|| element["initial_value"].as_str());
                typed_in(element, value.filter(|value| !value.is_empty()))?;
                json!({"type": kind, "value": value})
            }
        })
    }

    /// Refuses an id that is not in the menu.
    fn offered(&self, element: &Value, id: &str) -> Result<(), Impossible> {
        let kind = element["type"].as_str().unwrap_or_default();
        let kind = kind.strip_prefix("multi_").unwrap_or(kind);
        let sees = |room: &RoomData| match room.kind {
            RoomKind::Public | RoomKind::Shared => true,
            RoomKind::Private | RoomKind::Direct => room.has(self.user),
        };
        let room = self
            .team
            .rooms
            .get(id)
            .filter(|room| sees(room) && !room.archived);
        let offered = match kind {
            "users_select" => self.team.users.get(id).is_some_and(|user| !user.deleted),
            "channels_select" => {
                room.is_some_and(|room| matches!(room.kind, RoomKind::Public | RoomKind::Shared))
            }
            "conversations_select" => room.is_some_and(|room| {
                let sort = match room.kind {
                    RoomKind::Public | RoomKind::Shared => "public",
                    RoomKind::Private => "private",
                    RoomKind::Direct => "im",
                };
                let filter = &element["filter"];
                let wanted = filter["include"].as_array();
                let outside = room.kind == RoomKind::Shared;
                let bots = room.kind == RoomKind::Direct;
                wanted.is_none_or(|wanted| wanted.contains(&json!(sort)))
                    && !(outside && filter["exclude_external_shared_channels"] == true)
                    && !(bots && filter["exclude_bot_users"] == true)
            }),
            _ => true,
        };
        offered.then_some(()).ok_or_else(|| can_t(id))
    }

    fn files(&self, element: &Value, given: Option<&str>) -> Result<Vec<Value>, Impossible> {
        let mut files = Vec::new();
        for id in parts(given.unwrap_or_default()) {
            let file = &self.team.files.get(id).ok_or_else(|| can_t(id))?.wire;
            let types = element["filetypes"].as_array();
            if types.is_some_and(|types| !types.contains(&file["filetype"])) {
                return Err(can_t(file["name"].as_str().unwrap_or(id)));
            }
            files.push(file.clone());
        }
        let most = element["max_files"].as_u64().unwrap_or(10);
        if files.len() as u64 > most {
            return Err(Impossible::new(&format!("no more than {most} files")));
        }
        Ok(files)
    }

    /// Everything that is chosen or filled in, as `state.values` gives it.
    pub(crate) fn values(&self, on: &Value, picks: &Picks) -> Value {
        let mut values = Map::new();
        for (block, element) in elements(on) {
            let action = element["action_id"].as_str().unwrap_or_default().to_owned();
            if !is_stateful(&element) {
                continue;
            }
            let picked = picks.get(&(block.clone(), action.clone())).cloned();
            let value = picked.or_else(|| self.choice(&element, None).ok());
            let of_block = values.entry(block).or_insert_with(|| json!({}));
            of_block[&action] = value.unwrap_or_default();
        }
        Value::Object(values)
    }

    /// The same once the last answers are given, each under an `action_id` or `block_id`. What has
    /// to be filled in must be.
    pub(crate) fn filled(
        &self,
        view: &Value,
        picks: &Picks,
        answers: &[(&str, &str)],
    ) -> Result<Value, Impossible> {
        let mut picks = picks.clone();
        let mut used = 0;
        for (block, element) in elements(view) {
            let action = element["action_id"].as_str().unwrap_or_default().to_owned();
            let mut given = answers
                .iter()
                .filter(|(key, _)| *key == block || *key == action);
            if let Some((_, given)) = given.next().filter(|_| is_stateful(&element)) {
                used += 1;
                let choice = self.choice(&element, Some(given))?;
                picks.insert((block, action), choice);
            }
        }
        if used < answers.len() {
            return Err(Impossible::new("the modal has no such field"));
        }
        let values = self.values(view, &picks);
        let inputs = view["blocks"].as_array().into_iter().flatten();
        for block in inputs.filter(|block| block["type"] == "input" && block["optional"] != true) {
            let id = block["block_id"].as_str().unwrap_or_default();
            let action = block["element"]["action_id"].as_str().unwrap_or_default();
            let blank = |value: &Value| value.is_null() || *value == json!([]) || *value == "";
            let mut given = values[id][action].as_object().into_iter().flatten();
            if given.all(|(key, value)| key == "type" || blank(value)) {
                return Err(Impossible::new(&format!("{id} has to be filled in")));
            }
        }
        Ok(values)
    }
}

fn at_most(element: &Value, key: &str, count: usize) -> Result<(), Impossible> {
    match element[key].as_u64() {
        Some(most) if count as u64 > most => Err(Impossible::new(&format!(
            "no more than {most} can be chosen"
        ))),
        _ => Ok(()),
    }
}

/// Refuses what the field itself would not let through.
fn typed_in(element: &Value, value: Option<&str>) -> Result<(), Impossible> {
    let Some(value) = value else {
        return Ok(());
    };
    let id = element["action_id"].as_str().unwrap_or_default();
    let wrong = |why: &str| Err(Impossible::new(&format!("{id} {why}")));
    if element["type"] == "number_input" {
        let Ok(number) = value.parse::<f64>() else {
            return wrong("takes a number");
        };
        if number.fract() != 0.0 && element["is_decimal_allowed"] != true {
            return wrong("takes a whole number");
        }
        let limit = |key: &str| element[key].as_str().and_then(|text| text.parse().ok());
        if limit("min_value").is_some_and(|least: f64| number < least)
            || limit("max_value").is_some_and(|most: f64| number > most)
        {
            return wrong("is out of its limits");
        }
        return Ok(());
    }
    let length = value.chars().count() as u64;
    if element["min_length"]
        .as_u64()
        .is_some_and(|least| length < least)
        || length > element["max_length"].as_u64().unwrap_or(3_000)
    {
        return wrong("is too short or too long");
    }
    Ok(())
}
