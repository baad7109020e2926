//! Why a finding is one: what spoke for it and against it, and what would have cleared it.
//!
//! Told in the words of the rule, never in those of the message: they may be the secret.

use bonsens_port::{Family, Finding};
use serde::Serialize;

use super::fold::Folded;
use super::rule::{Compiled, Place, Rule};
use super::scan::{self, Match};
use super::{NUDGE_CONFIDENCE, RuleSet, evidence};

/// Words of a rule shown for one piece of evidence: enough to know which it is.
const MOST_WORDS: usize = 4;
/// A shorter word says nothing by itself.
const SHORTEST: usize = 3;

/// Why one finding is one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explanation {
    /// The rule.
    pub rule: String,
    /// What it was first seen by.
    pub seen: Seen,
    /// Some of the words of which the rule asks for one, where the form alone is no proof.
    pub words: Vec<String>,
    /// How sure that alone was, where the rule says it.
    pub at_first: Option<f32>,
    /// How sure it was in the end.
    pub confidence: f32,
    /// What counted, the weightiest first.
    pub counted: Vec<Told>,
    /// What would have made it none.
    pub cleared_by: Vec<Clears>,
}

/// What a finding is first seen by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Seen {
    /// The form of the value, which is proof.
    Certain,
    /// The form of the value, and check digits that add up.
    Checked,
    /// The form of the value or of what is said.
    Form,
    /// Words that announce a secret.
    Announced,
    /// All that a sentence or a word is made of and stands beside, weighed.
    Judged,
    /// Parts that make a secret once together.
    Parts,
    /// A list of the organisation's own.
    Listed,
}

/// A piece of evidence, in the words of its rule.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Told {
    /// Some of the words it consists of; none where it consists of signs.
    pub words: Vec<String>,
    /// What it speaks of beside words, such as a named person, by the name the rules give it.
    pub pieces: Vec<String>,
    /// Where it is looked for.
    pub place: Place,
    /// Its weight in log-odds; against the finding below zero.
    pub weight: f32,
    /// The weight in a word.
    pub strength: Strength,
}

/// How much a piece of evidence weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Strength {
    /// More than doubles or halves the chances seven times over.
    Strong,
    /// Something like three times.
    Fair,
    /// Less.
    Weak,
}

/// What would have made it no finding.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "by")]
pub enum Clears {
    /// Nothing said around it could: its form is proof.
    Nothing,
    /// A piece of evidence that was not there.
    Missing {
        /// Which.
        evidence: Told,
        /// Whether it would have been enough by itself.
        alone: bool,
    },
    /// A piece of evidence that was there, had it not been.
    Without(Told),
    /// Fewer than so many different values.
    Fewer {
        /// How many the rule asks for.
        than: usize,
    },
    /// A stand-in in place of the value, such as `<token>`.
    Placeholder,
    /// Check digits that do not add up.
    WrongDigits,
    /// Being said to be an example or made up.
    Example,
    /// Being part of an alert.
    Alert,
    /// Union talk, a question about the rules, or a joke.
    Talk,
}

impl RuleSet {
    /// Why `found`, a finding in `text`, is one.
    #[must_use]
    pub fn explain(&self, text: &str, found: &Finding) -> Explanation {
        let mut told = Explanation {
            rule: found.rule.clone(),
            seen: Seen::Listed,
            words: Vec::new(),
            at_first: None,
            confidence: found.confidence,
            counted: Vec::new(),
            cleared_by: Vec::new(),
        };
        let Some(rule) = self.get(&found.rule) else {
            return told;
        };
        told.seen = seen(rule);
        if told.seen == Seen::Listed {
            return told;
        }
        if !matches!(told.seen, Seen::Certain | Seen::Checked) {
            let words = rule.keywords.iter().map(|word| word.trim());
            let words = words.filter(|word| word.len() >= SHORTEST);
            told.words = words.take(MOST_WORDS).map(str::to_owned).collect();
        }
        let folded = Folded::new(text);
        if let Some(compiled) = rule.compiled() {
            let judged = super::learned::Judged::new(&folded.text);
            let mut all = scan::matches(rule, compiled, &folded.text, &judged);
            let same = |it: &Match| folded.original(&it.value).start == found.start;
            if let Some(this) = all.find(same) {
                weigh(&mut told, rule, compiled, &folded.text, &this);
            }
        }
        told.cleared_by.extend(clears(rule));
        told
    }
}

fn seen(rule: &Rule) -> Seen {
    use super::Reader;
    match rule.reader {
        Some(Reader::Assembled) => Seen::Parts,
        Some(Reader::Told(_) | Reader::Secret) => Seen::Judged,
        Some(_) => Seen::Announced,
        None if rule.pattern.is_empty() => Seen::Listed,
        None if rule
            .validator
            .is_some_and(super::Validator::has_check_digits) =>
        {
            Seen::Checked
        }
        None if rule.certain => Seen::Certain,
        None => Seen::Form,
    }
}

/// What counted around a match, and what of it was missing.
fn weigh(told: &mut Explanation, rule: &Rule, compiled: &Compiled, text: &str, this: &Match) {
    told.at_first = Some(this.confidence);
    if let Some(context) = &rule.context {
        let around = scan::nearby(context, text, &this.whole);
        let near = context.near.as_deref().zip(compiled.near.as_ref());
        if let Some((source, _)) = near.filter(|(_, near)| near.is_match(around)) {
            let near = Told::of(source, Place::Beside, 1.0);
            if context.required {
                told.cleared_by.push(Clears::Without(near.clone()));
            }
            told.counted.push(near);
        }
        if let Some(source) = &context.not_near {
            let evidence = Told::of(source, Place::Beside, -2.0);
            let alone = true;
            told.cleared_by.push(Clears::Missing { evidence, alone });
        }
    }
    let held = evidence::held(compiled, text, &this.whole, &this.value);
    let all = || rule.evidence.iter().zip(&held);
    let of = |it: &super::Evidence| Told::of(&it.pattern, it.place, it.weight);
    let mut counted: Vec<&super::Evidence> =
        all().filter(|(_, held)| **held).map(|it| it.0).collect();
    counted.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));
    told.counted.extend(counted.iter().map(|it| of(it)));
    let sure = told.confidence;
    let against = |weight: f32| moved(sure, weight) < NUDGE_CONFIDENCE;
    let missing = all().filter(|(it, held)| !**held && it.weight < 0.0);
    let missing = missing.map(|it| it.0);
    if let Some(most) = missing.min_by(|a, b| a.weight.total_cmp(&b.weight)) {
        told.cleared_by.push(Clears::Missing {
            evidence: of(most),
            alone: against(most.weight),
        });
    }
    let best = counted.iter().find(|it| it.weight > 0.0);
    if let Some(best) = best.filter(|best| against(-best.weight)) {
        told.cleared_by.push(Clears::Without(of(best)));
    }
}

/// A confidence, once so much more is said.
fn moved(confidence: f32, weight: f32) -> f32 {
    let odds = confidence / (1.0 - confidence).max(0.001) * weight.exp();
    odds / (1.0 + odds)
}

/// What clears any finding of a rule, whatever its evidence.
fn clears(rule: &Rule) -> Vec<Clears> {
    let mut all = vec![Clears::Placeholder];
    if rule
        .validator
        .is_some_and(super::Validator::has_check_digits)
    {
        all.push(Clears::WrongDigits);
    }
    if rule.at_least > 1 {
        let than = rule.at_least;
        all.push(Clears::Fewer { than });
    }
    if rule.certain {
        all.push(Clears::Nothing);
        return all;
    }
    all.push(Clears::Example);
    if rule.family != Family::Credential {
        all.push(Clears::Alert);
    }
    if matches!(rule.family, Family::Hr | Family::Health | Family::Business) {
        all.push(Clears::Talk);
    }
    all
}

impl Told {
    fn of(pattern: &str, place: Place, weight: f32) -> Self {
        let (words, pieces) = read(pattern);
        // What is looked for in the value would tell of the value.
        let words = if place == Place::Value {
            Vec::new()
        } else {
            words
        };
        Self {
            words,
            pieces,
            place,
            weight,
            strength: match weight.abs() {
                it if it >= 2.0 => Strength::Strong,
                it if it >= 1.0 => Strength::Fair,
                _ => Strength::Weak,
            },
        }
    }
}

/// The first words of a pattern as a person would read it, and the shared pieces it names.
fn read(pattern: &str) -> (Vec<String>, Vec<String>) {
    let (mut words, mut pieces) = (Vec::new(), Vec::new());
    let mut plain = String::with_capacity(pattern.len());
    let mut rest = pattern;
    while let Some((before, inside)) = rest.split_once("{{") {
        let (piece, after) = inside.split_once("}}").unwrap_or((inside, ""));
        if !pieces.iter().any(|other| other == piece) {
            pieces.push(piece.to_owned());
        }
        plain.push_str(before);
        plain.push('|');
        rest = after;
    }
    plain.push_str(rest);
    let plain = spoken(&plain);
    let apart = |c: char| !(c.is_alphabetic() || " '…-".contains(c));
    for word in plain
        .split(apart)
        .map(|word| word.trim_matches([' ', '-', '\'']))
    {
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        if letters >= SHORTEST && !words.iter().any(|other| other == word) {
            words.push(word.to_owned());
        }
    }
    words.truncate(MOST_WORDS);
    (words, pieces)
}

/// A pattern without its signs: spaces where it asks for them, dots where a word goes on.
fn spoken(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut chars = pattern.chars().peekable();
    let mut in_class = false;
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('s') if !in_class => out.push(' '),
                Some('w') if !in_class && chars.peek() == Some(&'*') => out.push('…'),
                _ => out.push('|'),
            },
            '[' => in_class = true,
            ']' => {
                in_class = false;
                out.push('|');
            }
            _ if in_class => {}
            '(' if chars.peek() == Some(&'?') => {
                // A group's flags or name.
                for c in chars.by_ref() {
                    if matches!(c, ':' | ')' | '>') {
                        break;
                    }
                }
                out.push('|');
            }
            '+' | '*' => {}
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_read_as_words() {
        let (words, pieces) = read(r"\b(?:diagnos\w*|en\s+cours|[a-z]{3}x)\b|{{who}}'s\s+pay");
        assert_eq!(words, ["diagnos…", "en cours", "s pay"]);
        assert_eq!(pieces, ["who"]);
    }

    fn told(text: &str, rule: &str) -> Explanation {
        let rules = RuleSet::builtin();
        let found = rules.scan(text);
        let found = found.iter().find(|found| found.rule == rule);
        let Some(found) = found else {
            panic!("{rule}: {:?}", rules.scan(text));
        };
        rules.explain(text, found)
    }

    #[test]
    fn what_counted_adds_up_to_how_sure_a_finding_is() {
        let rules = RuleSet::builtin();
        // A context moves the confidence without saying by how much, so it is left aside.
        for rule in rules
            .rules()
            .filter(|rule| !rule.evidence.is_empty() && rule.context.is_none())
        {
            for text in &rule.examples {
                for found in rules.scan(text).iter().filter(|it| it.rule == rule.id) {
                    let told = rules.explain(text, found);
                    let at_first = told.at_first.unwrap_or_else(|| panic!("{text}"));
                    let all: f32 = told.counted.iter().map(|it| it.weight).sum();
                    let again = if all == 0.0 {
                        at_first
                    } else {
                        moved(at_first, all)
                    };
                    assert!((again - found.confidence).abs() < 0.02, "{text}: {told:?}");
                }
            }
        }
    }

    #[test]
    fn proof_is_told_as_proof_and_pay_by_the_words_near_it() {
        let token = told(
            "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
            "credential.github-token",
        );
        assert!(token.cleared_by.contains(&Clears::Placeholder), "{token:?}");
        let pay = told("Karim gagne 52k brut par an", "hr.salary");
        assert!(matches!(pay.cleared_by[0], Clears::Without(_)), "{pay:?}");
        assert!(pay.cleared_by.contains(&Clears::Talk), "{pay:?}");
    }
}
