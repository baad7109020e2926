//! What is never a leak: placeholders, opinions, union talk, alerts, questions about the rules.
//!
//! A wrong nudge on any of these costs more trust than a missed leak, so they are read before a
//! finding is kept. The lists are data; this only applies them.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use bonsens_port::Family;
use regex::{RegexSet, RegexSetBuilder};
use serde::Deserialize;

use super::fold::Folded;
use super::rule::expand;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    not_names: Vec<String>,
    not_passwords: Vec<String>,
    placeholders: Vec<String>,
    runs: Vec<String>,
    alerts: Vec<String>,
    guard: Vec<RawGuard>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawGuard {
    families: Vec<Family>,
    patterns: Vec<String>,
}

struct Never {
    not_names: BTreeSet<String>,
    not_passwords: BTreeSet<String>,
    placeholders: RegexSet,
    runs: RegexSet,
    alerts: RegexSet,
    guards: Vec<(Vec<Family>, RegexSet)>,
}

static NEVER: LazyLock<Never> = LazyLock::new(|| {
    let raw: Raw = toml::from_str(include_str!("../../rules/never.toml"))
        .unwrap_or_else(|error| unreachable!("guard lists: {error}"));
    Never {
        not_names: raw.not_names.into_iter().collect(),
        not_passwords: raw.not_passwords.into_iter().collect(),
        placeholders: set(&raw.placeholders),
        runs: set(&raw.runs),
        alerts: set(&raw.alerts),
        guards: raw
            .guard
            .into_iter()
            .map(|g| (g.families, set(&g.patterns)))
            .collect(),
    }
});

fn set(patterns: &[String]) -> RegexSet {
    let expanded: Vec<String> = patterns.iter().map(|p| expand(p)).collect();
    RegexSetBuilder::new(&expanded)
        .case_insensitive(true)
        .build()
        .unwrap_or_else(|error| unreachable!("guard pattern: {error}"))
}

fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric())
        .to_ascii_lowercase()
}

/// A stand-in for a secret: `xxxx`, `<token>`, `YOUR_API_KEY`, `${VAR}`.
pub(super) fn placeholder(value: &str) -> bool {
    NEVER.placeholders.is_match(value.trim())
}

/// A value made of sequences, such as `1234567890`, that no generator would give.
pub(super) fn sequence(value: &str) -> bool {
    NEVER.runs.is_match(value)
}

/// A word people write after "the password is" without giving it.
pub(super) fn ordinary_word(value: &str) -> bool {
    NEVER.not_passwords.contains(&bare(value)) || placeholder(value)
}

/// Whether a capitalised word is just the start of a sentence, a day or a team.
pub(super) fn not_a_name(word: &str) -> bool {
    let first = word
        .split(|c: char| !c.is_alphanumeric())
        .find(|w| !w.is_empty());
    first.is_none_or(|w| NEVER.not_names.contains(&w.to_ascii_lowercase()))
}

/// Whether the message as a whole clears findings of that family.
pub(super) fn cleared(family: Family, folded: &str) -> bool {
    (family != Family::Credential && NEVER.alerts.is_match(folded))
        || NEVER
            .guards
            .iter()
            .any(|(families, set)| families.contains(&family) && set.is_match(folded))
}

/// Whether the author seems to raise an alert: fraud, corruption, harassment, a cover-up.
///
/// Such a message is protected by law and must never be nudged away.
#[must_use]
pub fn looks_like_alert(text: &str) -> bool {
    NEVER.alerts.is_match(&Folded::new(text).text)
}
