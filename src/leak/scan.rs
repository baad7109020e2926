//! Runs the rules a text wakes and keeps, of what they see, what stands up to the guards.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use bonsens_port::Finding;

use super::fold::Folded;
use super::learned::Judged;
use super::need::Made;
use super::reader::Reader;
use super::rule::{Compiled, Context, Rule};
use super::{RuleSet, assemble, evidence, guard};

/// A message that repeats one rule's value a thousand times need not be reported a thousand times.
pub(super) const MOST_PER_RULE: usize = 50;
/// Nor looked at for ever: a pattern may read to the end of the text at each match, and without
/// this a long text would cost its length squared.
const MOST_TRIED: usize = 1000;
/// A match this unlikely is not even counted.
pub(super) const UNLIKELY: f32 = 0.2;

impl RuleSet {
    /// Everything the rules see, overlaps included.
    pub(super) fn scan_all(&self, text: &str) -> Vec<Finding> {
        let folded = Folded::new(text);
        let mut message = guard::Message::new(&folded.text);
        let judged = Judged::new(&folded.text);
        let mut findings = Vec::new();
        let mut in_parts = false;
        for index in self.awake(&folded.text) {
            if let Some(rule) = self.rules.get(index) {
                in_parts |= rule.reader == Some(Reader::Assembled);
                run(rule, &folded, &mut message, &judged, &mut findings);
            }
        }
        if in_parts {
            self.put_together(&folded, &mut findings);
        }
        self.hidden(text, &mut findings);
        findings
    }

    /// What the parts of a secret make once they are put together, where it is one beyond doubt.
    fn put_together(&self, folded: &Folded<'_>, findings: &mut Vec<Finding>) {
        let Some((whole, place)) = assemble::joined(&folded.text) else {
            return;
        };
        let mut message = guard::Message::new(&whole);
        let judged = Judged::new(&whole);
        let mut made = Vec::new();
        let plain = Folded::new(&whole);
        for index in self.awake(&whole) {
            if let Some(rule) = self.rules.get(index).filter(|rule| rule.proves()) {
                run(rule, &plain, &mut message, &judged, &mut made);
            }
        }
        if let Some(found) = made.into_iter().next() {
            let Range { start, end } = folded.original(&place);
            findings.push(Finding {
                start,
                end,
                ..found
            });
        }
    }

    /// A word with invisible characters in it, which folding takes out.
    fn hidden(&self, text: &str, findings: &mut Vec<Finding>) {
        if let (Some(place), Some(rule)) = (assemble::hidden(text), self.get(assemble::RULE)) {
            findings.push(Finding {
                rule: rule.id.clone(),
                family: rule.family,
                severity: rule.severity,
                confidence: assemble::HIDDEN,
                start: place.start,
                end: place.end,
            });
        }
    }

    fn awake(&self, folded: &str) -> BTreeSet<usize> {
        let mut awake = BTreeSet::new();
        // Each keyword counts once, however often a long message repeats it.
        let mut heard = vec![false; self.wakes.len()];
        let found = self.keywords.iter();
        for found in found.flat_map(|keywords| keywords.find_overlapping_iter(folded)) {
            let word = found.pattern().as_usize();
            if let (Some(heard @ false), Some(wakes)) = (heard.get_mut(word), self.wakes.get(word))
            {
                *heard = true;
                awake.extend(wakes);
            }
        }
        let made = Made::of(folded);
        let enough = self.counted.iter();
        let enough = enough.filter(|(_, least)| made.has_digits(*least));
        awake.extend(enough.map(|(index, _)| *index));
        awake.retain(|index| {
            let rule = self.rules.get(*index);
            rule.is_some_and(|rule| rule.needs().met(&made))
        });
        awake
    }
}

/// A match that passed its rule's own checks.
pub(super) struct Match {
    pub whole: Range<usize>,
    pub value: Range<usize>,
    pub confidence: f32,
}

/// What a rule's reader sees, then what its pattern does.
pub(super) fn matches<'a>(
    rule: &'a Rule,
    compiled: &'a Compiled,
    text: &'a str,
    judged: &Judged<'_>,
) -> Box<dyn Iterator<Item = Match> + 'a> {
    if let Some(reader) = rule.reader {
        let seen = reader.read(text, judged).into_iter().map(|seen| Match {
            whole: seen.value.clone(),
            value: seen.value,
            confidence: seen.confidence,
        });
        return Box::new(seen);
    }
    let tried = compiled.pattern.captures_iter(text).take(MOST_TRIED);
    Box::new(tried.filter_map(|captures| {
        let value = captures
            .name("value")
            .or_else(|| captures.get(0))
            .filter(|m| !m.is_empty())?;
        let named = |group: &usize| captures.get(*group).map(|who| who.as_str());
        if compiled
            .people
            .iter()
            .filter_map(named)
            .any(guard::not_a_name)
        {
            return None;
        }
        let whole = captures.get(0).map_or(value.range(), |m| m.range());
        Some(Match {
            whole,
            value: value.range(),
            confidence: rule.confidence,
        })
    }))
}

fn run(
    rule: &Rule,
    folded: &Folded<'_>,
    message: &mut guard::Message<'_>,
    judged: &Judged<'_>,
    findings: &mut Vec<Finding>,
) {
    let Some(compiled) = rule.compiled() else {
        return;
    };
    let text: &str = &folded.text;
    let mut kept: Vec<(Range<usize>, f32)> = Vec::new();
    let mut told = evidence::Told::default();
    // What cannot speak is told before who is spoken of: looking for a match is quick, taking it
    // apart is not. Nearby words may make a match surer, by how much is not known here.
    let weighed = rule.reader.is_none() && rule.context.is_none() && !rule.evidence.is_empty();
    if weighed
        && (!compiled.pattern.is_match(text)
            || evidence::hopeless(compiled, &mut told, text, rule.confidence))
    {
        return;
    }
    for found in matches(rule, compiled, text, judged) {
        let Match { whole, value, .. } = &found;
        let said = &text[value.clone()];
        if (!rule.sequences && guard::sequence(said)) || guard::placeholder(said) {
            continue;
        }
        let accepted = rule.validator.map_or(Some(said), |v| v.accepted(said));
        let Some(accepted) = accepted else {
            continue;
        };
        let value = value.start..value.start + accepted.len();
        let Some(confidence) = weigh(rule, compiled, text, whole, found.confidence) else {
            continue;
        };
        let weighed = evidence::weigh(compiled, &mut told, text, whole, &value, confidence);
        let Some(confidence) = weighed.filter(|it| *it >= UNLIKELY) else {
            continue;
        };
        if !rule.certain && message.clears(&rule.id, rule.family, whole, &value) {
            continue;
        }
        kept.push((value, confidence));
        if kept.len() == MOST_PER_RULE {
            break;
        }
    }
    if rule.at_least > 1 {
        let distinct: BTreeSet<&str> = kept
            .iter()
            .filter_map(|(r, _)| text.get(r.clone()))
            .collect();
        if distinct.len() < rule.at_least {
            return;
        }
    }
    for (range, confidence) in kept {
        let Range { start, end } = folded.original(&range);
        findings.push(Finding {
            rule: rule.id.clone(),
            family: rule.family,
            severity: rule.severity,
            confidence,
            start,
            end,
        });
    }
}

/// The words around a match, as far as its rule looks.
pub(super) fn nearby<'a>(context: &Context, text: &'a str, whole: &Range<usize>) -> &'a str {
    let mut from = whole.start.saturating_sub(context.within);
    while !text.is_char_boundary(from) {
        from -= 1;
    }
    let mut to = (whole.end + context.within).min(text.len());
    while !text.is_char_boundary(to) {
        to += 1;
    }
    &text[from..to]
}

/// The match's confidence given the words around it, or `None` when they clear it.
fn weigh(
    rule: &Rule,
    compiled: &Compiled,
    text: &str,
    whole: &Range<usize>,
    sure: f32,
) -> Option<f32> {
    let Some(context) = &rule.context else {
        return Some(sure);
    };
    let around = nearby(context, text, whole);
    if compiled
        .not_near
        .as_ref()
        .is_some_and(|r| r.is_match(around))
    {
        return None;
    }
    match &compiled.near {
        Some(near) if near.is_match(around) && context.required => Some(sure),
        Some(near) if near.is_match(around) => Some((sure + 0.3).min(1.0)),
        Some(_) if context.required => None,
        _ => Some(sure),
    }
}

/// Keeps, where findings overlap, the gravest, then the surest, then the longest.
#[must_use]
pub fn resolve(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by(|a, b| {
        let length = |f: &Finding| f.end - f.start;
        b.severity
            .cmp(&a.severity)
            .then(b.confidence.total_cmp(&a.confidence))
            .then(length(b).cmp(&length(a)))
            .then(a.start.cmp(&b.start))
            .then_with(|| a.rule.cmp(&b.rule))
    });
    // What is kept never overlaps, so only the nearest one on either side can stand in the way.
    let mut kept = BTreeMap::<usize, Finding>::new();
    for finding in findings {
        let before = kept.range(..=finding.start).next_back();
        let after = kept.range(finding.start..).next();
        if before.is_none_or(|(_, k)| k.end <= finding.start)
            && after.is_none_or(|(start, _)| finding.end <= *start)
        {
            kept.insert(finding.start, finding);
        }
    }
    kept.into_values().collect()
}
