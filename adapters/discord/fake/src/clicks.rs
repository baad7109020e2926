//! What a person does with buttons, menus and windows.

use bonsens_fake_kit::Impossible;
use serde_json::{Map, Value, json};

use crate::channel::Channel;
use crate::interactions::{Act, COMPONENT, MODAL};
use crate::person::Person;
use crate::seen::{Seen, controls};

/// A window in front of someone.
#[derive(Debug, Clone, PartialEq)]
pub struct Window {
    /// Its title.
    pub title: String,
    /// Its `custom_id`.
    pub custom_id: String,
    /// The window as the app gave it.
    pub wire: Value,
}

impl Window {
    /// The `custom_id`s of what can be filled in.
    #[must_use]
    pub fn fields(&self) -> Vec<String> {
        let all = controls(&self.wire["components"]).into_iter();
        all.filter_map(|field| field["custom_id"].as_str().map(ToOwned::to_owned))
            .collect()
    }

    /// What is already in a field.
    #[must_use]
    pub fn value(&self, field: &str) -> Option<String> {
        let mut all = controls(&self.wire["components"]).into_iter();
        let found = all.find(|each| each["custom_id"] == field)?;
        found["value"].as_str().map(ToOwned::to_owned)
    }

    /// The words of it: its title, labels and texts.
    #[must_use]
    pub fn words(&self) -> String {
        let mut lines = vec![self.title.clone()];
        let parts = self.wire["components"].as_array();
        for part in parts.into_iter().flatten() {
            let inside = &part["components"][0]["label"];
            for text in [
                &part["label"],
                inside,
                &part["description"],
                &part["content"],
            ] {
                lines.extend(text.as_str().map(ToOwned::to_owned));
            }
        }
        lines.join("\n")
    }
}

impl Person {
    fn on_screen(&self, channel: &Channel, message: &str) -> Result<Seen, Impossible> {
        // An answer only they see is there even where they see nothing else.
        let seen = self.sees(channel).into_iter().chain(self.shown());
        let mut seen = seen.filter(|seen| seen.channel == channel.id);
        seen.find(|seen| seen.id == message)
            .ok_or_else(|| Impossible::new("they see no such message"))
    }

    /// Presses a button of a message, by its `custom_id` or its label.
    pub fn presses(&self, channel: &Channel, message: &str, what: &str) -> Result<(), Impossible> {
        let seen = self.on_screen(channel, message)?;
        let control = find(&seen, what)?;
        if control["type"] != 2 || control["style"] == 5 {
            return Err(Impossible::new("this is no button that tells the app"));
        }
        let data = json!({
            "custom_id": control["custom_id"], "component_type": 2, "id": control["id"],
        });
        self.acts_on(channel, message, what, data)
    }

    /// Chooses in a menu of a message, by the menu's `custom_id` and the values or labels of the
    /// options.
    pub fn picks(
        &self,
        channel: &Channel,
        message: &str,
        menu: &str,
        options: &[&str],
    ) -> Result<(), Impossible> {
        let seen = self.on_screen(channel, message)?;
        let control = find(&seen, menu)?;
        let values = chosen(&control, options)?;
        let data = json!({
            "custom_id": control["custom_id"], "component_type": 3, "id": control["id"],
            "values": values,
        });
        self.acts_on(channel, message, menu, data)
    }

    fn acts_on(
        &self,
        channel: &Channel,
        message: &str,
        what: &str,
        data: Value,
    ) -> Result<(), Impossible> {
        let act = Act {
            kind: COMPONENT,
            what: format!("the press of {what}"),
            data,
            message: Some(message.to_owned()),
        };
        self.change(|state| state.interact(&self.id, &channel.id, act))?;
        Ok(())
    }

    /// The window in front of them.
    #[must_use]
    pub fn modal(&self) -> Option<Window> {
        let (_, wire) = self.look(|state| state.users[&self.id].modal.clone())?;
        let text = |key: &str| wire[key].as_str().unwrap_or_default().to_owned();
        Some(Window {
            title: text("title"),
            custom_id: text("custom_id"),
            wire,
        })
    }

    /// Closes the window without a word to the app.
    pub fn closes_modal(&self) {
        self.change(|state| {
            if let Some(user) = state.users.get_mut(&self.id) {
                user.modal = None;
            }
        });
    }

    /// Fills in the window, each field by its `custom_id` or label, and sends it. What is not
    /// named stays as it is. The window closes when the app answers.
    pub fn submits(&self, answers: &[(&str, &str)]) -> Result<(), Impossible> {
        let open = self.look(|state| state.users[&self.id].modal.clone());
        let (from, window) = open.ok_or_else(|| Impossible::new("there is no window"))?;
        let mut used = 0;
        let mut parts = Vec::new();
        for part in window["components"].as_array().into_iter().flatten() {
            let (key, field, label) = if part["type"] == 18 {
                ("component", &part["component"], &part["label"])
            } else {
                let field = &part["components"][0];
                ("components", field, &field["label"])
            };
            if field.is_null() {
                continue;
            }
            let mut named = answers.iter();
            let given = named.find(|(name, _)| field["custom_id"] == **name || *label == **name);
            used += usize::from(given.is_some());
            let filled = filled(field, given.map(|(_, answer)| *answer))?;
            let inside = if key == "components" {
                json!([filled])
            } else {
                filled
            };
            parts.push(json!({"type": part["type"], "id": part["id"], key: inside}));
        }
        if used < answers.len() {
            return Err(Impossible::new("the window has no such field"));
        }
        let data = json!({"custom_id": window["custom_id"], "components": parts});
        self.change(|state| {
            let opened = state.interactions.get(&from).cloned();
            let opened = opened.ok_or_else(|| Impossible::new("nothing opened the window"))?;
            let act = Act {
                kind: MODAL,
                what: format!("the window {}", window["custom_id"]),
                data,
                message: opened.message,
            };
            state.interact(&self.id, &opened.channel, act)
        })?;
        Ok(())
    }
}

fn find(seen: &Seen, what: &str) -> Result<Value, Impossible> {
    let all = controls(&seen.wire["components"]).into_iter();
    let mut named = all.filter(|control| control["custom_id"] == what || control["label"] == what);
    let missing = || Impossible::new(&format!("there is no {what} here"));
    let control = named.next().ok_or_else(missing)?;
    if control["disabled"] == true {
        return Err(Impossible::new(&format!("{what} can't be used")));
    }
    Ok(control)
}

/// The values of what was chosen in a menu of texts.
fn chosen(menu: &Value, options: &[&str]) -> Result<Vec<Value>, Impossible> {
    if menu["type"] != 3 {
        return Err(Impossible::new("this is no menu of texts"));
    }
    let offered = menu["options"].as_array().cloned().unwrap_or_default();
    let mut values = Vec::new();
    for option in options {
        let mut offered = offered.iter();
        let found = offered.find(|each| each["value"] == *option || each["label"] == *option);
        let missing = || Impossible::new(&format!("{option} is not offered"));
        values.push(found.ok_or_else(missing)?["value"].clone());
    }
    let limit = |key: &str| usize::try_from(menu[key].as_u64().unwrap_or(1)).unwrap_or(1);
    if values.len() < limit("min_values") || values.len() > limit("max_values") {
        return Err(Impossible::new("too few or too many are chosen"));
    }
    Ok(values)
}

/// A field as it is sent, with what was filled in.
fn filled(field: &Value, given: Option<&str>) -> Result<Value, Impossible> {
    let mut sent = Map::new();
    for key in ["type", "id", "custom_id"] {
        sent.insert(key.to_owned(), field[key].clone());
    }
    let required = field["required"] != false;
    let wrong = |why: &str| Impossible::new(&format!("{} {why}", field["custom_id"]));
    if field["type"] == 3 {
        let options: Vec<&str> = given
            .map(|given| given.split(',').collect())
            .unwrap_or_default();
        let already = field["options"].as_array().into_iter().flatten();
        let already: Vec<Value> = already
            .filter(|option| option["default"] == true)
            .map(|option| option["value"].clone())
            .collect();
        let values = if given.is_some() {
            chosen(field, &options)?
        } else {
            already
        };
        if required && values.is_empty() {
            return Err(wrong("has to be filled in"));
        }
        sent.insert("values".to_owned(), json!(values));
        return Ok(Value::Object(sent));
    }
    let value = given
        .or_else(|| field["value"].as_str())
        .unwrap_or_default();
    let count = value.chars().count() as u64;
    if required && count == 0 {
        return Err(wrong("has to be filled in"));
    }
    let least = field["min_length"].as_u64().unwrap_or(0);
    let most = field["max_length"].as_u64().unwrap_or(4_000);
    if count > 0 && (count < least || count > most) {
        return Err(wrong("is too short or too long"));
    }
    sent.insert("value".to_owned(), json!(value));
    Ok(Value::Object(sent))
}
