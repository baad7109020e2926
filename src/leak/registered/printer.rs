//! Fingerprints, made with the installation's key: without it they can be neither read nor tried.
//!
//! A document is kept by winnowing: of its runs of a few words, each is hashed, and of any few
//! neighbouring hashes the least is kept. So a pasted part shares fingerprints with the whole
//! wherever it begins, and two thirds of the document are not even kept as hashes.

use std::hash::Hasher;
use std::ops::Range;

use siphasher::sip::SipHasher24;

use super::super::guard;
use super::words::Words;

/// Words hashed together.
pub(super) const GRAM: usize = 5;
/// Neighbouring hashes of which one is kept. Not more than the words of one: what is kept of an
/// unchanged part then covers it without a gap, save three words at either end.
const WINDOW: usize = 4;
/// Words a document has at least: a shorter one is a phrase, which many people write.
pub const SHORTEST_DOCUMENT: usize = 25;

/// Pieces, apart by spaces, that a value may be written in.
pub(super) const MOST_PIECES: usize = 4;
/// Words a value may have in all: `FR-2024/0815-B` is one piece and four words.
pub(super) const MOST_WORDS: usize = 8;
/// Bytes of a value, so that its length has a bit of its own.
pub(super) const LONGEST: usize = 63;
/// Letters and digits of a value; digits alone are met more often.
const SHORTEST: usize = 5;
const SHORTEST_NUMBER: usize = 6;

/// Why a value would be found where nothing was leaked, or never.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Too few letters or digits.
    TooShort,
    /// More than is looked for in one piece.
    TooLong,
    /// Met in ordinary messages.
    TooCommon,
}

/// Makes fingerprints.
#[derive(Clone)]
pub struct Printer {
    documents: SipHasher24,
    values: SipHasher24,
}

impl std::fmt::Debug for Printer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Printer")
    }
}

fn keyed(key: &[u8]) -> SipHasher24 {
    let mut half = [0; 16];
    half.copy_from_slice(key);
    SipHasher24::new_with_key(&half)
}

fn hash(hasher: &SipHasher24, run: &str) -> u64 {
    let mut hasher = *hasher;
    hasher.write(run.as_bytes());
    hasher.finish()
}

/// The runs of words that are hashed together.
pub(super) fn grams(words: &Words<'_>) -> impl Iterator<Item = Range<usize>> + use<> {
    (0..(words.len() + 1).saturating_sub(GRAM)).map(|start| start..start + GRAM)
}

impl Printer {
    /// A printer with the installation's key.
    #[must_use]
    pub fn new(key: &[u8; 32]) -> Self {
        let (documents, values) = key.split_at(16);
        Self {
            documents: keyed(documents),
            values: keyed(values),
        }
    }

    pub(super) fn gram(&self, run: &str) -> u64 {
        hash(&self.documents, run)
    }

    pub(super) fn run(&self, run: &str) -> u64 {
        hash(&self.values, run)
    }

    /// The hash of every run of words of a text, in order.
    #[must_use]
    pub fn every(&self, text: &str) -> Vec<u64> {
        let words = Words::of(text);
        let hashes = grams(&words).map(|gram| self.gram(words.run(gram)));
        hashes.collect()
    }

    /// The fingerprints of a document without what is `common`, which tells no document from
    /// another; nothing where it is too short or all of it is common.
    #[must_use]
    pub fn document(&self, text: &str, common: impl Fn(u64) -> bool) -> Vec<u64> {
        let words = Words::of(text);
        if words.len() < SHORTEST_DOCUMENT {
            return Vec::new();
        }
        let own = grams(&words).map(|gram| {
            let hash = self.gram(words.run(gram));
            (!common(hash)).then_some(hash)
        });
        let own: Vec<Option<u64>> = own.collect();
        let least = |window: &[Option<u64>]| window.iter().flatten().min().copied();
        let mut prints: Vec<u64> = own.windows(WINDOW).filter_map(least).collect();
        prints.sort_unstable();
        prints.dedup();
        prints
    }

    /// The fingerprint of a value, and its length. `ordinary` says whether a word is one that
    /// everyone uses.
    pub fn value(
        &self,
        value: &str,
        ordinary: impl Fn(&str) -> bool,
    ) -> Result<(u64, usize), Refusal> {
        let words = Words::of(value);
        let all = words.run(0..words.len());
        let digits = all.bytes().all(|byte| byte.is_ascii_digit());
        if all.len() < SHORTEST || (digits && all.len() < SHORTEST_NUMBER) {
            return Err(Refusal::TooShort);
        }
        let pieces = value.split_whitespace().count();
        if all.len() > LONGEST || words.len() > MOST_WORDS || pieces > MOST_PIECES {
            return Err(Refusal::TooLong);
        }
        let letters = all.chars().all(char::is_alphabetic);
        let same = all
            .bytes()
            .all(|byte| all.as_bytes().first() == Some(&byte));
        let said = || (0..words.len()).all(|nth| ordinary(words.run(nth..nth + 1)));
        let common = same
            || guard::placeholder(value)
            || (digits
                && (counts(all)
                    || guard::sequence(all)
                    || is_date(&words)
                    || all.ends_with("0000")))
            || (letters && said());
        if common {
            return Err(Refusal::TooCommon);
        }
        Ok((self.run(all), all.len()))
    }

    /// The words of a text, as values are compared with them.
    #[must_use]
    pub fn vocabulary(text: &str) -> Vec<String> {
        let words = Words::of(text);
        let each = (0..words.len()).map(|nth| words.run(nth..nth + 1).to_owned());
        each.collect()
    }
}

/// Each digit follows the one before.
fn counts(digits: &str) -> bool {
    let mut pairs = digits.as_bytes().windows(2);
    pairs.all(|pair| pair[0].abs_diff(pair[1]) == 1)
}

/// A day written in digits: two short numbers and a year.
fn is_date(words: &Words<'_>) -> bool {
    let mut lengths: Vec<usize> = (0..words.len())
        .map(|nth| words.run(nth..nth + 1).len())
        .collect();
    lengths.sort_unstable();
    matches!(lengths[..], [1..=2, 1..=2, 4])
}
