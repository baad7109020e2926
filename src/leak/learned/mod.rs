//! Judgements that no rule could state: whether a sentence tells something confidential about
//! somebody or about the organisation, and whether a word is a secret.
//!
//! Each is a sum of weights, one for everything observed: what words speak of, which come together,
//! what stands beside a word. The weights are learnt from the labelled messages by
//! `examples/fit_weights` and kept as text beside the rules, so that anyone can read what counts
//! for what, and make them again.

pub mod concepts;
pub mod facts;
pub mod hash;
pub mod secrets;
pub mod tokens;
pub mod weights;

use std::cell::OnceCell;
use std::ops::Range;
use std::sync::LazyLock;

use concepts::Concepts;
use facts::{Reading, SEVERAL};
use hash::Piece;
use tokens::Message;
use weights::{BESIDE, BOTH, ITEM, Sum, Weights};

use super::reader::Seen;
use super::scan::MOST_PER_RULE;

/// Takes what is observed, one feature at a time, given in pieces so that none has to be joined.
pub trait Sink {
    /// A feature and how much of it there is.
    fn put(&mut self, pieces: &[Piece<'_>], value: f32);

    /// Something a sentence speaks of.
    fn item(&mut self, concepts: &Concepts, item: u8) {
        self.put(&[ITEM, facts::piece(concepts, item)], 1.0);
    }

    /// Two things a sentence speaks of.
    fn pair(&mut self, concepts: &Concepts, one: u8, other: u8) {
        let piece = |item| facts::piece(concepts, item);
        self.put(&[BOTH, piece(one), piece(other)], 1.0);
    }

    /// Something the sentence beside it speaks of.
    fn beside(&mut self, concepts: &Concepts, item: u8) {
        self.put(&[BESIDE, facts::piece(concepts, item)], 1.0);
    }
}

/// Where a pattern sees the same, it speaks rather than a judgement: it can say what it saw.
const MOST: f32 = 0.6;
/// A judgement less sure than this is not even counted: sentences are many.
const LEAST: f32 = 0.35;
/// What a sentence may tell, in the order of its weights.
pub const SUBJECTS: [&str; 5] = [
    "hr",
    "health",
    "business",
    "personal.contact",
    "personal.list",
];
/// The field of what each speaks of: a sentence nowhere near it is not judged.
pub const FIELDS: [&str; 5] = ["work", "health", "business", "reach", SEVERAL];
/// What a word may be.
pub const SECRETS: [&str; 1] = ["secret"];

/// The shipped lists of what words speak of.
///
/// # Panics
///
/// If they are broken, which the tests rule out.
pub static CONCEPTS: LazyLock<Concepts> = LazyLock::new(|| {
    Concepts::parse(include_str!("../../../rules/concepts.toml"))
        .unwrap_or_else(|error| unreachable!("concepts: {error}"))
});

static FACTS: LazyLock<Weights<{ SUBJECTS.len() }>> = LazyLock::new(|| {
    Weights::parse(include_str!("../../../rules/weights/facts.tsv"), &CONCEPTS)
        .unwrap_or_else(|error| unreachable!("weights of facts: {error}"))
});

static WORDS: LazyLock<Weights<1>> = LazyLock::new(|| {
    Weights::parse(
        include_str!("../../../rules/weights/secrets.tsv"),
        &CONCEPTS,
    )
    .unwrap_or_else(|error| unreachable!("weights of secrets: {error}"))
});

/// What is likely enough to count, and of a long text's no more than a rule may report: whatever
/// is seen is looked at again by slower means.
fn surest(seen: impl Iterator<Item = Seen>) -> Vec<Seen> {
    let mut all: Vec<Seen> = seen.filter(|seen| seen.confidence >= LEAST).collect();
    if all.len() > MOST_PER_RULE {
        all.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
        all.truncate(MOST_PER_RULE);
        all.sort_by_key(|seen| seen.value.start);
    }
    all
}

fn sure(odds: f32) -> f32 {
    (1.0 / (1.0 + (-odds).exp())).min(MOST)
}

/// A folded message, judged once, and only if something asks.
pub(super) struct Judged<'a> {
    text: &'a str,
    told: OnceCell<Vec<(Range<usize>, [f32; SUBJECTS.len()])>>,
    secrets: OnceCell<Vec<(Range<usize>, f32)>>,
}

impl<'a> Judged<'a> {
    pub(super) const fn new(text: &'a str) -> Self {
        Self {
            text,
            told: OnceCell::new(),
            secrets: OnceCell::new(),
        }
    }

    /// The sentences, with how likely each tells something confidential on this subject, by its
    /// position in [`SUBJECTS`].
    pub(super) fn told(&self, subject: usize) -> Vec<Seen> {
        let each = self.told.get_or_init(|| self.read_facts()).iter();
        let seen = each.map(|(place, odds)| Seen {
            value: place.clone(),
            confidence: sure(odds[subject]),
        });
        surest(seen)
    }

    /// The words, with how likely each is a secret being told.
    pub(super) fn secrets(&self) -> Vec<Seen> {
        let each = self.secrets.get_or_init(|| self.read_words()).iter();
        let seen = each.map(|(place, odds)| Seen {
            value: place.clone(),
            confidence: sure(*odds),
        });
        surest(seen)
    }

    fn read_facts(&self) -> Vec<(Range<usize>, [f32; SUBJECTS.len()])> {
        let lower = self.text.to_ascii_lowercase();
        let message = Message {
            text: self.text,
            lower: &lower,
        };
        let reading = Reading::new(message, &CONCEPTS);
        let each = reading.sentences().iter().enumerate();
        each.map(|(at, sentence)| {
            let mut sum = Sum::new(&FACTS);
            let near = FIELDS.map(|field| reading.touches(at, field));
            if near.contains(&true) {
                reading.tell(at, &mut sum);
            }
            let mut odds = sum.odds();
            for (odds, near) in odds.iter_mut().zip(near) {
                if !near {
                    *odds = f32::NEG_INFINITY;
                }
            }
            (sentence.start..sentence.end, odds)
        })
        .collect()
    }

    fn read_words(&self) -> Vec<(Range<usize>, f32)> {
        let lower = self.text.to_ascii_lowercase();
        let message = Message {
            text: self.text,
            lower: &lower,
        };
        let reading = secrets::Reading::new(message, &CONCEPTS);
        let each = reading.words().iter().enumerate();
        let each = each.filter(|(at, _)| reading.possible(*at));
        let mut message: Vec<(&str, f32)> = Vec::new();
        each.map(|(at, word)| {
            let mut sum = Sum::new(&WORDS);
            let kind = reading.tell_word(at, &mut sum).unwrap_or_default();
            let said = message.iter().find(|(it, _)| *it == kind).map(|it| it.1);
            let said = said.unwrap_or_else(|| {
                let mut sum = Sum::unbiased(&WORDS);
                reading.tell_message(kind, &mut sum);
                message.push((kind, sum.odds()[0]));
                sum.odds()[0]
            });
            (word.clone(), sum.odds()[0] + said)
        })
        .collect()
    }
}
