//! How likely a match is, given what is said around it.
//!
//! A rule starts from its own confidence. Each piece of evidence it lists moves that up or down by
//! its weight in log-odds, once, whoever says it and however often.

use std::ops::Range;

use super::hint::Heard;
use super::rule::{Compiled, Place, Weighed};
use super::scan::UNLIKELY;
use super::{guard, pattern, sentence};

/// Weights are added in another order when they are only to be compared, which moves the last
/// figures.
const ROUNDING: f32 = 0.01;

/// What evidence says of the message as a whole, found once however many matches ask.
#[derive(Default)]
pub(super) struct Told {
    heard: Option<Heard>,
    whole: Vec<Option<bool>>,
}

/// Where evidence is looked for around one match.
struct Around<'a> {
    text: &'a str,
    whole: &'a Range<usize>,
    value: &'a Range<usize>,
    own: Range<usize>,
    beside: Range<usize>,
}

impl<'a> Around<'a> {
    fn new(text: &'a str, whole: &'a Range<usize>, value: &'a Range<usize>) -> Self {
        let own = sentence::around(text, whole);
        let before = sentence::before(text, &own).start;
        let after = sentence::after(text, &own).end;
        Self {
            text,
            whole,
            value,
            beside: before.min(own.start)..after.max(own.end),
            own,
        }
    }

    fn holds(&self, evidence: &Weighed) -> bool {
        let range = match evidence.place {
            Place::Sentence => self.own.clone(),
            Place::Beside => self.beside.clone(),
            Place::Message => return evidence.pattern.is_match(self.text),
            Place::Value => self.value.clone(),
            Place::Before => self.own.start.min(self.whole.start)..self.whole.start,
            Place::After => sentence::rest(self.text, self.whole),
        };
        says(evidence, self.text, range, self.value)
    }
}

/// What the evidence has to add to such odds for a match to count.
fn least(odds: f32) -> f32 {
    (UNLIKELY / (1.0 - UNLIKELY)).ln() - odds.ln() - ROUNDING
}

fn odds(confidence: f32) -> f32 {
    (confidence / (1.0 - confidence).max(0.001)).max(0.001)
}

/// Whether no match in `text` can count, whatever is around it: the words that would speak for it
/// are nowhere.
pub(super) fn hopeless(compiled: &Compiled, told: &mut Told, text: &str, confidence: f32) -> bool {
    let heard = *told.heard.get_or_insert_with(|| compiled.hints.hear(text));
    let may = compiled.evidence.iter().enumerate();
    let may = may.filter(|(index, _)| heard.may(*index));
    let most: f32 = may.map(|(_, evidence)| evidence.weight.max(0.0)).sum();
    most < least(odds(confidence))
}

/// The confidence, moved by what the words around the match say, or nothing where they leave it
/// too unlikely to count.
pub(super) fn weigh(
    compiled: &Compiled,
    told: &mut Told,
    text: &str,
    whole: &Range<usize>,
    value: &Range<usize>,
    confidence: f32,
) -> Option<f32> {
    let all = &compiled.evidence;
    if all.is_empty() {
        return Some(confidence);
    }
    let odds = odds(confidence);
    let least = least(odds);
    told.whole.resize(all.len(), None);
    let heard = *told.heard.get_or_insert_with(|| compiled.hints.hear(text));
    // The most that what has not been looked for yet can still add.
    let may = |index: &&usize| heard.may(**index) && told.whole[**index] != Some(false);
    let order: Vec<usize> = compiled.order.iter().filter(may).copied().collect();
    let mut most: f32 = order.iter().map(|at| all[*at].weight.max(0.0)).sum();
    if most < least {
        return None;
    }
    let around = Around::new(text, whole, value);
    let mut held = vec![false; all.len()];
    for at in order {
        let evidence = &all[at];
        held[at] = if evidence.place == Place::Message {
            *told.whole[at].get_or_insert_with(|| around.holds(evidence))
        } else {
            around.holds(evidence)
        };
        // What is there takes away, or what could have been there does not add.
        if held[at] != (evidence.weight > 0.0) {
            most -= evidence.weight.abs();
            if most < least {
                return None;
            }
        }
    }
    let held = all.iter().zip(held).filter(|(_, held)| *held);
    let weight: f32 = held.map(|(evidence, _)| evidence.weight).sum();
    if weight == 0.0 {
        return Some(confidence);
    }
    let moved = odds * weight.exp();
    Some(moved / (1.0 + moved))
}

/// Which of the evidence is there, all of it looked for: an explanation is not in a hurry.
pub(super) fn held(
    compiled: &Compiled,
    text: &str,
    whole: &Range<usize>,
    value: &Range<usize>,
) -> Vec<bool> {
    let around = Around::new(text, whole, value);
    let all = compiled.evidence.iter();
    all.map(|evidence| around.holds(evidence)).collect()
}

fn says(evidence: &Weighed, text: &str, range: Range<usize>, value: &Range<usize>) -> bool {
    let start = range.start;
    let said = &text[range];
    if !evidence.people {
        return evidence.pattern.is_match(said);
    }
    let Some(regex) = evidence.pattern.regex() else {
        return false;
    };
    // A sentence may begin with a capital that names nobody before it names somebody.
    regex.captures_iter(said).any(|found| {
        let mut named = pattern::people(regex).filter_map(|group| found.get(group));
        named.all(|who| {
            let apart = start + who.end() <= value.start || value.end <= start + who.start();
            apart && !guard::not_a_name(who.as_str())
        })
    })
}
