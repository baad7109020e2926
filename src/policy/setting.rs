//! What admins set in chat, as the store keeps it: a name and a value each, laid over what the
//! configuration says.

use std::collections::{BTreeMap, BTreeSet};

use bonsens_port::{ChannelId, Listed, Mode, Severity};
use jiff::SignedDuration;

use super::Policy;

/// How far the bot goes.
pub const MODE: &str = "mode";
/// Channels never scanned, as a JSON list.
pub const EXEMPT: &str = "exempt";
/// Members from which a channel counts as large.
pub const LARGE_CHANNEL: &str = "large-channel";
/// The code names, as a sealed JSON list.
pub const CODE_NAMES: &str = "code-names";
/// A window is never over.
const NEVER: &str = "never";

/// Where the window of a severity is kept: minutes, or `never`.
#[must_use]
pub fn fix_window(severity: Severity) -> String {
    format!("fix-window/{severity}")
}

/// Where the versions of a charter that were published are kept, as a JSON list; the last answers.
#[must_use]
pub fn published(charter: &str) -> String {
    format!("{PUBLISHED}{charter}")
}

const PUBLISHED: &str = "charter/";

/// The versions published of each charter, the earliest first.
#[must_use]
pub fn all_published(settings: &BTreeMap<String, String>) -> BTreeMap<String, Vec<String>> {
    let charters = settings.iter().filter_map(|(name, value)| {
        let charter = name.strip_prefix(PUBLISHED)?;
        let versions: Vec<String> = serde_json::from_str(value).ok()?;
        (!versions.is_empty()).then(|| (charter.to_owned(), versions))
    });
    charters.collect()
}

/// A list as it is kept; an empty one is not.
#[must_use]
pub fn list<T: serde::Serialize>(items: &[T]) -> Option<String> {
    (!items.is_empty())
        .then(|| serde_json::to_string(items).ok())
        .flatten()
}

/// A window as it is kept.
#[must_use]
pub fn minutes(window: Option<u32>) -> String {
    window.map_or_else(|| NEVER.to_owned(), |minutes| minutes.to_string())
}

/// A list after a change, each item once.
#[must_use]
pub fn listed<T: Clone + PartialEq>(before: &[T], change: &Listed<T>) -> Vec<T> {
    let all: Vec<T> = match change {
        Listed::Replace(items) => items.clone(),
        Listed::Add(item) => before.iter().chain([item]).cloned().collect(),
        Listed::Remove(gone) => before
            .iter()
            .filter(|item| *item != gone)
            .cloned()
            .collect(),
    };
    let mut once: Vec<T> = Vec::with_capacity(all.len());
    for item in all {
        if !once.contains(&item) {
            once.push(item);
        }
    }
    once
}

/// The channels that admins exempted.
#[must_use]
pub fn exempt(settings: &BTreeMap<String, String>) -> BTreeSet<ChannelId> {
    let kept = settings.get(EXEMPT);
    kept.and_then(|kept| serde_json::from_str(kept).ok())
        .unwrap_or_default()
}

impl Policy {
    /// This policy with what admins set since. What can't be read, or is no longer allowed, is as
    /// if it had not been set.
    #[must_use]
    pub fn with(&self, settings: &BTreeMap<String, String>) -> Self {
        let mut policy = self.clone();
        let mode = settings.get(MODE).and_then(|name| Mode::named(name));
        policy.mode = self.in_force(mode.unwrap_or(self.mode));
        policy.exempt.extend(exempt(settings));
        let large = settings.get(LARGE_CHANNEL);
        if let Some(members) = large.and_then(|members| members.parse().ok()) {
            policy.large_channel = members;
        }
        for severity in Severity::ALL {
            let Some(kept) = settings.get(&fix_window(severity)) else {
                continue;
            };
            if kept == NEVER {
                policy.fix_windows.set(severity, None);
            } else if let Ok(minutes) = kept.parse::<u32>() {
                let window = SignedDuration::from_mins(minutes.into());
                policy.fix_windows.set(severity, Some(window));
            }
        }
        policy
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(values: &[(&str, &str)]) -> BTreeMap<String, String> {
        let values = values.iter();
        values
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect()
    }

    #[test]
    fn what_is_set_lies_over_what_is_configured() {
        let configured = Policy {
            exempt: [ChannelId::new("union")].into(),
            ..Policy::default()
        };
        let policy = configured.with(&set(&[
            (EXEMPT, r#"["works-council"]"#),
            (LARGE_CHANNEL, "50"),
            ("fix-window/high", "60"),
            ("fix-window/critical", NEVER),
        ]));
        let exempt: Vec<_> = policy.exempt.iter().map(ChannelId::as_str).collect();
        assert_eq!(exempt, ["union", "works-council"]);
        assert_eq!(policy.large_channel, 50);
        let hour = SignedDuration::from_hours(1);
        assert_eq!(policy.fix_windows.of(Severity::High), Some(hour));
        assert_eq!(policy.fix_windows.of(Severity::Critical), None);
        assert_eq!(policy.fix_windows.of(Severity::Low), None);
    }

    #[test]
    fn what_cannot_be_read_is_as_if_it_were_not_set() {
        let configured = Policy::default();
        let policy = configured.with(&set(&[
            (MODE, "everything"),
            (EXEMPT, "union"),
            (LARGE_CHANNEL, "-1"),
            ("fix-window/high", "soon"),
            ("charter/a", "{"),
        ]));
        assert_eq!(policy.mode, configured.mode);
        assert_eq!(policy.exempt, configured.exempt);
        assert_eq!(policy.large_channel, configured.large_channel);
        assert_eq!(policy.fix_windows, configured.fix_windows);
        assert!(all_published(&set(&[("charter/a", "{"), ("charter/b", "[]")])).is_empty());
    }

    #[test]
    fn a_mode_the_record_does_not_allow_is_not_in_force() {
        let policy = Policy::default().with(&set(&[(MODE, "nudge-and-flag")]));
        assert_eq!(policy.mode, Mode::Observe);
    }
}
