//! What is never a leak: placeholders, opinions, union talk, alerts, questions about the rules.
//!
//! A wrong nudge on any of these costs more trust than a missed leak, so they are read before a
//! finding is kept. The lists are data; this only applies them, each as far as its wording reaches.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

use bonsens_port::Family;
use regex::{Regex, RegexBuilder, RegexSet, RegexSetBuilder};
use serde::Deserialize;

use super::fold::Folded;
use super::pattern::expand;
use super::sentence;

type Lists = BTreeMap<String, Vec<String>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawWords {
    not_names: BTreeMap<String, String>,
    not_passwords: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    placeholders: Lists,
    runs: Lists,
    alerts: Lists,
    guard: Vec<RawGuard>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawGuard {
    families: Vec<Family>,
    reach: Reach,
    #[serde(default)]
    spares: Vec<String>,
    patterns: Vec<String>,
    #[serde(default)]
    unless: Vec<String>,
}

/// Where a guard's wording has to be for it to speak of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Reach {
    Message,
    Sentence,
    Before,
    After,
    Between,
    LeadIn,
    FollowUp,
}

struct Guard {
    families: Vec<Family>,
    reach: Reach,
    spares: Vec<String>,
    /// Longer phrases first, so that they use up the words they share with the guard.
    wording: Regex,
    /// Whether there are such phrases: telling them apart is slower.
    picky: bool,
}

struct Never {
    not_names: BTreeSet<String>,
    not_passwords: BTreeSet<String>,
    placeholders: RegexSet,
    runs: RegexSet,
    alerts: RegexSet,
    guards: Vec<Guard>,
}

static NEVER: LazyLock<Never> = LazyLock::new(|| {
    let plain: RawWords = toml::from_str(include_str!("../../rules/plain-words.toml"))
        .unwrap_or_else(|error| unreachable!("word lists: {error}"));
    let raw: Raw = toml::from_str(include_str!("../../rules/never.toml"))
        .unwrap_or_else(|error| unreachable!("guard lists: {error}"));
    Never {
        not_names: words(&plain.not_names),
        not_passwords: words(&plain.not_passwords),
        placeholders: set(&raw.placeholders, false),
        runs: set(&raw.runs, false),
        alerts: set(&raw.alerts, true),
        guards: raw.guard.iter().map(Guard::new).collect(),
    }
});

fn words(groups: &BTreeMap<String, String>) -> BTreeSet<String> {
    groups
        .values()
        .flat_map(|group| group.split_whitespace())
        .map(str::to_owned)
        .collect()
}

fn set(groups: &Lists, extended: bool) -> RegexSet {
    let patterns = groups.values().flatten().map(|p| expand(p));
    RegexSetBuilder::new(patterns)
        .case_insensitive(true)
        .ignore_whitespace(extended)
        .build()
        .unwrap_or_else(|error| unreachable!("guard pattern: {error}"))
}

impl Guard {
    fn new(raw: &RawGuard) -> Self {
        let any = |patterns: &[String]| {
            let each: Vec<String> = patterns.iter().map(|p| expand(p)).collect();
            each.join("|")
        };
        let (hit, unless) = (any(&raw.patterns), any(&raw.unless));
        let wording = if unless.is_empty() {
            format!("(?P<hit>{hit})")
        } else {
            format!("(?:{unless})|(?P<hit>{hit})")
        };
        let wording = RegexBuilder::new(&wording)
            .case_insensitive(true)
            .ignore_whitespace(true)
            .dfa_size_limit(super::DFA_LIMIT)
            .build()
            .unwrap_or_else(|error| unreachable!("guard pattern: {error}"));
        Self {
            families: raw.families.clone(),
            reach: raw.reach,
            spares: raw.spares.clone(),
            wording,
            picky: !unless.is_empty(),
        }
    }

    fn speaks_in(&self, text: &str) -> bool {
        if !self.picky {
            return self.wording.is_match(text);
        }
        self.wording.is_match(text)
            && self
                .wording
                .captures_iter(text)
                .any(|found| found.name("hit").is_some())
    }

    fn concerns(&self, rule: &str, family: Family) -> bool {
        self.families.contains(&family) && !self.spares.iter().any(|spared| spared == rule)
    }
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

/// A folded message under scan; what is read of it as a whole is read once.
pub(super) struct Message<'a> {
    text: &'a str,
    alert: OnceCell<bool>,
    whole: Vec<OnceCell<bool>>,
}

impl<'a> Message<'a> {
    pub(super) const fn new(text: &'a str) -> Self {
        Self {
            text,
            alert: OnceCell::new(),
            whole: Vec::new(),
        }
    }

    /// Whether the words around a value clear it. `matched` is all that the rule matched.
    pub(super) fn clears(
        &mut self,
        rule: &str,
        family: Family,
        matched: &Range<usize>,
        value: &Range<usize>,
    ) -> bool {
        let never = &*NEVER;
        let text = self.text;
        if family != Family::Credential && *self.alert.get_or_init(|| never.alerts.is_match(text)) {
            return true;
        }
        self.whole
            .resize_with(never.guards.len(), OnceCell::default);
        let own = sentence::around(text, value);
        let before = sentence::before(text, &own);
        never.guards.iter().zip(&self.whole).any(|(guard, whole)| {
            let speaks = |range: Range<usize>| guard.speaks_in(&text[range]);
            guard.concerns(rule, family)
                && match guard.reach {
                    Reach::Message => *whole.get_or_init(|| guard.speaks_in(text)),
                    Reach::Sentence => speaks(own.clone()),
                    Reach::Before => speaks(own.start..value.start),
                    Reach::After => speaks(sentence::rest(text, value)),
                    Reach::Between => speaks(matched.start..value.start),
                    Reach::LeadIn => {
                        speaks(before.clone()) || sentence::opening(text, &own).is_some_and(speaks)
                    }
                    Reach::FollowUp => speaks(sentence::after(text, &own)),
                }
        })
    }
}

/// Whether the author seems to raise an alert: fraud, corruption, harassment, a cover-up.
///
/// Such a message is protected by law and must never be nudged away.
#[must_use]
pub fn looks_like_alert(text: &str) -> bool {
    NEVER.alerts.is_match(&Folded::new(text).text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_guard_spares_is_a_rule() {
        let rules = super::super::RuleSet::builtin();
        for spared in NEVER.guards.iter().flat_map(|guard| &guard.spares) {
            assert!(rules.get(spared).is_some(), "{spared}");
        }
    }
}
