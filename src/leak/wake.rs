//! When a rule is tried at all, so that a message it cannot match costs it nothing.
//!
//! A rule is tried when the message holds one of its keywords. A rule without keywords gets them
//! from its own pattern, where every match has to begin or end with one of a few literals; failing
//! that, it waits for as many digits as any match holds. What is left runs on every message, and is
//! allowed only to small patterns.

use regex_syntax::hir::Hir;
use regex_syntax::hir::literal::{ExtractKind, Extractor};

use super::need::digits;
use super::pattern::expand;

/// A shorter literal would wake the rule on nearly every message.
const SHORTEST: usize = 3;
/// More literals than this say little about a message.
const MOST_LITERALS: usize = 64;
/// Fewer digits than this are in many messages.
const ENOUGH_DIGITS: usize = 4;

/// What a message has to hold before a rule is tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wake {
    /// One of these, in lower case.
    Words(Vec<String>),
    /// At least so many ASCII digits.
    Digits(usize),
    /// Nothing: the rule runs on every message.
    Always,
    /// The rule has no pattern: what it finds is on a list of the organisation's own.
    Never,
}

/// When the rule with these keywords and this pattern is tried.
pub(super) fn of(keywords: &[String], pattern: &str) -> Wake {
    if !keywords.is_empty() {
        return Wake::Words(keywords.to_vec());
    }
    // A pattern that does not parse is refused when it is compiled.
    let Ok(hir) = regex_syntax::parse(&expand(pattern)) else {
        return Wake::Always;
    };
    let literals = [ExtractKind::Prefix, ExtractKind::Suffix]
        .into_iter()
        .find_map(|kind| literals(&hir, kind));
    match (literals, digits(&hir)) {
        (Some(words), _) => Wake::Words(words),
        (None, least) if least >= ENOUGH_DIGITS => Wake::Digits(least),
        _ => Wake::Always,
    }
}

fn literals(hir: &Hir, kind: ExtractKind) -> Option<Vec<String>> {
    // Letters of either case are worth telling apart, digits are not.
    let found = Extractor::new().kind(kind).limit_class(4).extract(hir);
    let mut words = found
        .literals()?
        .iter()
        .map(|literal| {
            let word = std::str::from_utf8(literal.as_bytes()).ok()?;
            (word.trim().len() >= SHORTEST).then(|| word.to_ascii_lowercase())
        })
        .collect::<Option<Vec<String>>>()?;
    words.sort();
    words.dedup();
    (1..=MOST_LITERALS).contains(&words.len()).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(list: &[&str]) -> Wake {
        Wake::Words(list.iter().map(|w| (*w).to_owned()).collect())
    }

    #[test]
    fn keywords_are_taken_from_a_pattern_that_has_to_hold_them() {
        assert_eq!(of(&[], r"PROJ-\d{3}"), words(&["proj-"]));
        assert_eq!(
            of(&[], r"\b(?:Falcon|Kestrel)\b"),
            words(&["falcon", "kestrel"])
        );
        assert_eq!(of(&[], r"[a-z]+\.interne"), words(&[".interne"]));
        assert_eq!(of(&["ours".to_owned()], r"PROJ-\d{3}"), words(&["ours"]));
    }

    #[test]
    fn a_number_waits_for_its_digits() {
        assert_eq!(of(&[], r"\b\d{2}(?:\s?\d{2}){3}[a-z]?\b"), Wake::Digits(8));
        assert_eq!(of(&[], r"[A-Z]\d{9}|[A-Z]{2}\d{7}"), Wake::Digits(7));
    }

    #[test]
    fn what_says_nothing_of_its_message_is_tried_on_all() {
        assert_eq!(of(&[], r"\b[A-Z]{3}-\d\b"), Wake::Always);
        assert_eq!(of(&[], r"(?:abc)?\w+"), Wake::Always);
        assert_eq!(of(&[], r"ab|cd"), Wake::Always);
    }
}
