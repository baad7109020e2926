//! The window for settings: filled in as things stand, and read back as what was changed since, so
//! that two admins who have it open don't undo each other.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use bonsens_port::{ChannelId, Listed, MessageText, Mode, Settings, SettingsChange, Severity};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{ANSWER, Form, TYPED, chosen, option};
use crate::mrkdwn::length;

const MODE: &str = "mode";
const EXEMPT: &str = "exempt";
const LARGE: &str = "large";
const NAMES: &str = "names";
const NEVER: &str = "never";

/// Windows to choose from, in minutes.
const WINDOWS: [(u32, &str); 5] = [
    (0, "window-at-once"),
    (15, "slack-window-15m"),
    (60, "slack-window-1h"),
    (240, "slack-window-4h"),
    (1_440, "slack-window-1d"),
];
/// Exempt channels the window can remember.
const CHANNELS: usize = 100;

/// What stood in the window.
#[derive(Debug, Serialize, Deserialize)]
pub struct Shown {
    mode: Mode,
    /// `None`: too many to be shown.
    exempt: Option<Vec<ChannelId>>,
    windows: BTreeMap<Severity, Option<u32>>,
    large: u32,
    /// Recognises the code names without holding them; `None`: too many to be shown.
    names: Option<u64>,
}

impl Shown {
    pub fn of(settings: &Settings) -> Self {
        let names = written(&settings.code_names);
        Self {
            mode: settings.mode,
            exempt: (settings.exempt.len() <= CHANNELS).then(|| settings.exempt.clone()),
            windows: settings.fix_windows.clone(),
            large: settings.large_channel,
            names: (length(&names) <= TYPED).then(|| mark(&names)),
        }
    }
}

/// The code names as they are typed: one a line.
fn written(names: &[MessageText]) -> String {
    let names: Vec<&str> = names.iter().map(MessageText::expose).collect();
    names.join("\n")
}

fn mark(names: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    let lines = names.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().hash(&mut hasher);
    hasher.finish()
}

impl Form<'_> {
    pub(super) fn settings(&self, settings: &Settings, shown: &Shown) -> Vec<Value> {
        let mut blocks = vec![self.mode(settings)];
        blocks.extend(shown.exempt.as_ref().map(|exempt| self.exempt(exempt)));
        for (severity, window) in &shown.windows {
            blocks.push(self.window(*severity, *window));
        }
        let large = json!({
            "type": "number_input",
            "is_decimal_allowed": false,
            "min_value": "1",
            "max_value": "1000000",
            "initial_value": shown.large.to_string(),
        });
        blocks.push(self.input(LARGE, "slack-large", false, large));
        blocks.extend(shown.names.map(|_| self.names(&settings.code_names)));
        if shown.exempt.is_none() || shown.names.is_none() {
            let words = self.said("slack-settings-more");
            blocks.push(json!({
                "type": "context",
                "elements": [{"type": "plain_text", "text": words}],
            }));
        }
        blocks
    }

    /// Only what the record allows can be chosen.
    fn mode(&self, settings: &Settings) -> Value {
        let allowed = |mode: &Mode| settings.missing.is_empty() || *mode == Mode::Observe;
        let named = |mode: Mode| {
            let words = self.said(&format!("mode-name-{}", mode.as_str()));
            option(&words, mode.as_str())
        };
        let options: Vec<Value> = Mode::ALL.into_iter().filter(allowed).map(named).collect();
        let key = if settings.missing.is_empty() {
            "slack-mode"
        } else {
            "slack-mode-held"
        };
        let element = json!({
            "type": "static_select",
            "options": options,
            "initial_option": named(settings.mode),
        });
        self.input(MODE, key, false, element)
    }

    fn exempt(&self, exempt: &[ChannelId]) -> Value {
        let mut element = json!({
            "type": "multi_conversations_select",
            "filter": {"include": ["public", "private"], "exclude_bot_users": true},
        });
        if !exempt.is_empty() {
            element["initial_conversations"] = json!(exempt);
        }
        self.input(EXEMPT, "slack-exempt", true, element)
    }

    fn window(&self, severity: Severity, window: Option<u32>) -> Value {
        let mut options = vec![option(&self.said("window-never"), NEVER)];
        let known = WINDOWS.iter();
        options.extend(known.map(|(minutes, key)| option(&self.said(key), &minutes.to_string())));
        let value = window.map_or_else(|| NEVER.to_owned(), |minutes| minutes.to_string());
        let found = options.iter().find(|option| option["value"] == value);
        let chosen = found.cloned().unwrap_or_else(|| {
            let current = option(&format!("{value} min"), &value);
            options.push(current.clone());
            current
        });
        let element = json!({
            "type": "static_select",
            "options": options,
            "initial_option": chosen,
        });
        let key = format!("slack-window-{severity}");
        self.input(&block(severity), &key, false, element)
    }

    fn names(&self, names: &[MessageText]) -> Value {
        let mut element = json!({
            "type": "plain_text_input",
            "multiline": true,
            "max_length": TYPED,
        });
        if !names.is_empty() {
            element["initial_value"] = json!(written(names));
        }
        self.input(NAMES, "slack-names", true, element)
    }
}

fn block(severity: Severity) -> String {
    format!("window-{severity}")
}

/// What is not as it stood; `None` where it was not filled in as we made it.
pub fn changed(shown: &Shown, values: &Value) -> Option<SettingsChange> {
    let mut change = SettingsChange::default();
    let mode = Mode::named(chosen(&values[MODE])?)?;
    change.mode = Some(mode).filter(|mode| *mode != shown.mode);
    if let Some(before) = &shown.exempt {
        let chosen = values[EXEMPT][ANSWER]["selected_conversations"].as_array();
        let chosen = chosen.into_iter().flatten().filter_map(Value::as_str);
        let after: Vec<ChannelId> = chosen.map(ChannelId::new).collect();
        let same = after.len() == before.len() && after.iter().all(|one| before.contains(one));
        change.exempt = (!same).then_some(Listed::Replace(after));
    }
    for (severity, before) in &shown.windows {
        let window = match chosen(&values[block(*severity)])? {
            NEVER => None,
            minutes => Some(minutes.parse().ok()?),
        };
        if window != *before {
            change.fix_windows.insert(*severity, window);
        }
    }
    let large = values[LARGE][ANSWER]["value"].as_str()?.parse().ok()?;
    change.large_channel = Some(large).filter(|large| *large != shown.large);
    if let Some(before) = shown.names {
        let typed = values[NAMES][ANSWER]["value"].as_str().unwrap_or_default();
        if mark(typed) != before {
            let lines = typed.lines().map(str::trim).filter(|line| !line.is_empty());
            change.code_names = Some(Listed::Replace(lines.map(MessageText::new).collect()));
        }
    }
    Some(change)
}
