//! How likely a match is, given what is said around it.
//!
//! A rule starts from its own confidence. Each piece of evidence it lists moves that up or down by
//! its weight in log-odds, once, whoever says it and however often.

use std::ops::Range;

use super::rule::{Compiled, Place, Weighed};
use super::{guard, sentence};

/// What evidence says of the message as a whole, found once however many matches ask.
pub(super) type Whole = Vec<Option<bool>>;

/// The confidence, moved by what the words around the match say.
pub(super) fn weigh(
    compiled: &Compiled,
    message: &mut Whole,
    text: &str,
    whole: &Range<usize>,
    value: &Range<usize>,
    confidence: f32,
) -> f32 {
    if compiled.evidence.is_empty() {
        return confidence;
    }
    let own = sentence::around(text, whole);
    let beside = sentence::before(text, &own).start..sentence::after(text, &own).end;
    message.resize(compiled.evidence.len(), None);
    let mut weight = 0.0;
    for (evidence, told) in compiled.evidence.iter().zip(message) {
        let range = match evidence.place {
            Place::Sentence => own.clone(),
            Place::Beside => beside.start.min(own.start)..beside.end.max(own.end),
            Place::Message => {
                if *told.get_or_insert_with(|| evidence.pattern.is_match(text)) {
                    weight += evidence.weight;
                }
                continue;
            }
            Place::Value => value.clone(),
            Place::Before => own.start.min(whole.start)..whole.start,
            Place::After => sentence::rest(text, whole),
        };
        if says(evidence, text, range, value) {
            weight += evidence.weight;
        }
    }
    if weight == 0.0 {
        return confidence;
    }
    let odds = (confidence / (1.0 - confidence).max(0.001)).max(0.001);
    let moved = odds * weight.exp();
    moved / (1.0 + moved)
}

fn says(evidence: &Weighed, text: &str, range: Range<usize>, value: &Range<usize>) -> bool {
    let start = range.start;
    let said = &text[range];
    if evidence.people.is_empty() {
        return evidence.pattern.is_match(said);
    }
    // A sentence may begin with a capital that names nobody before it names somebody.
    evidence.pattern.captures_iter(said).any(|found| {
        let mut named = evidence.people.iter().filter_map(|group| found.get(*group));
        named.all(|who| {
            let apart = start + who.end() <= value.start || value.end <= start + who.start();
            apart && !guard::not_a_name(who.as_str())
        })
    })
}
