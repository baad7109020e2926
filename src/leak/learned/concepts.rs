//! What words speak of: pay, illness, a deal, a secret, who and when. The lists are data; a word
//! never seen in a labelled message still counts when it speaks of something that was.

use std::collections::HashMap;

use serde::Deserialize;

use super::hash::{self, Known, Piece, Seen};
use super::tokens::{self, Message, Token};

/// Words of an entry, at most.
const LONGEST: usize = 6;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    given: String,
    given_capital: String,
    plain: String,
    concept: HashMap<String, HashMap<String, String>>,
}

#[derive(Debug, Default)]
struct Entry {
    /// What it speaks of.
    speaks: Vec<u8>,
    /// Whether a longer entry begins with it.
    goes_on: bool,
    /// What it speaks of whatever its ending, at this length in bytes.
    begins: Vec<u8>,
}

/// The lists, ready to look words up in.
#[derive(Debug)]
pub struct Concepts {
    names: Vec<String>,
    /// The hash of each name.
    hashes: Vec<u64>,
    /// The field each concept belongs to: `work`, `health`, `business`, `secret` …
    fields: Vec<String>,
    entries: Known<Entry>,
    /// Lengths of the beginnings listed, by the first two letters of the word.
    beginnings: Known<u32>,
    given: Seen,
    given_capital: Seen,
    plain: Seen,
}

/// A word that speaks of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// The concept.
    pub concept: u8,
    /// The first of its words.
    pub at: usize,
}

impl Concepts {
    /// Reads the lists.
    ///
    /// # Errors
    ///
    /// When the source is not such lists, as text for its maintainer.
    pub fn parse(source: &str) -> Result<Self, String> {
        let raw: Raw = toml::from_str(source).map_err(|error| error.to_string())?;
        let set = |list: &str| list.split_whitespace().map(hash::of).collect();
        let mut built = Self {
            names: Vec::new(),
            hashes: Vec::new(),
            fields: Vec::new(),
            entries: Known::default(),
            beginnings: Known::default(),
            given: set(&raw.given),
            given_capital: set(&raw.given_capital),
            plain: set(&raw.plain),
        };
        let fields = raw.concept.iter();
        let lists = fields.flat_map(|(field, lists)| lists.iter().map(move |it| (it, field)));
        let mut lists: Vec<_> = lists.collect();
        lists.sort_unstable();
        for ((name, list), field) in lists {
            let concept = u8::try_from(built.names.len()).map_err(|error| error.to_string())?;
            built.names.push(name.clone());
            built.hashes.push(hash::of(name));
            built.fields.push(field.clone());
            for entry in list.split_whitespace() {
                built.add(concept, &entry.replace('_', " "))?;
            }
        }
        Ok(built)
    }

    fn add(&mut self, concept: u8, entry: &str) -> Result<(), String> {
        let (words, open) = match entry.strip_suffix('*') {
            Some(beginning) => (beginning, true),
            None => (entry, false),
        };
        let message = Message {
            text: words,
            lower: words,
        };
        let tokens = tokens::tokens(message, 0..words.len(), &Self::empty());
        if tokens.is_empty() || tokens.len() > LONGEST {
            return Err(format!("`{entry}`: from 1 to {LONGEST} words"));
        }
        let (mut before, mut hash) = (None, hash::START);
        for (at, token) in tokens.iter().enumerate() {
            if at > 0 {
                self.entries.entry(hash).or_default().goes_on = true;
                before = Some(hash);
            }
            if at + 1 == tokens.len() && open {
                let word = token.word;
                let pair = joined(before, hash::of(&word[..floor(word, 2)]));
                let length = u32::try_from(word.len()).unwrap_or(31).min(31);
                *self.beginnings.entry(pair).or_default() |= 1 << length;
            }
            hash = joined(before, token.hash);
        }
        let entry = self.entries.entry(hash).or_default();
        if open {
            entry.begins.push(concept);
        } else {
            entry.speaks.push(concept);
        }
        Ok(())
    }

    fn empty() -> Self {
        Self {
            names: Vec::new(),
            hashes: Vec::new(),
            fields: Vec::new(),
            entries: Known::default(),
            beginnings: Known::default(),
            given: Seen::default(),
            given_capital: Seen::default(),
            plain: Seen::default(),
        }
    }

    /// The name of a concept.
    #[must_use]
    pub fn name(&self, concept: u8) -> &str {
        self.names
            .get(usize::from(concept))
            .map_or("", String::as_str)
    }

    /// The field of a concept.
    #[must_use]
    pub fn field(&self, concept: u8) -> &str {
        self.fields
            .get(usize::from(concept))
            .map_or("", String::as_str)
    }

    /// The name of a concept as a piece of a feature.
    #[must_use]
    pub fn piece(&self, concept: u8) -> Piece<'_> {
        Piece {
            text: self.name(concept),
            hash: self
                .hashes
                .get(usize::from(concept))
                .copied()
                .unwrap_or_default(),
        }
    }

    /// How many there are.
    #[must_use]
    pub const fn count(&self) -> usize {
        self.names.len()
    }

    /// Whether the word with this hash is somebody's given name. Some are words too, unless they
    /// have a capital.
    #[must_use]
    pub fn given(&self, word: u64, capital: bool) -> bool {
        self.given.contains(&word) || capital && self.given_capital.contains(&word)
    }

    /// Whether a capital on this word says nothing.
    #[must_use]
    pub fn plain(&self, word: &str) -> bool {
        let hash = hash::of(word);
        let mut speaks = false;
        self.each(None, word, hash, |_| speaks = true);
        speaks || self.plain.contains(&hash)
    }

    /// What one word speaks of by itself.
    pub fn of_word(&self, word: &str, hash: u64, found: impl FnMut(u8)) {
        self.each(None, word, hash, found);
    }

    /// Tells what the words before, with this one, speak of; gives the hash of them all and whether
    /// a longer entry begins so.
    fn each(
        &self,
        before: Option<u64>,
        word: &str,
        hash: u64,
        mut found: impl FnMut(u8),
    ) -> (u64, bool) {
        let two = floor(word, 2);
        let pair = word.as_bytes()[..two].iter();
        let pair = pair.fold(hash::START, |hash, byte| hash::step(hash, *byte));
        if let Some(lengths) = self.beginnings.get(&joined(before, pair)) {
            let mut part = hash::START;
            for (at, byte) in word.bytes().enumerate().take(31) {
                part = hash::step(part, byte);
                if lengths & (1 << (at + 1)) != 0 {
                    let entry = self.entries.get(&joined(before, part));
                    let begins = entry.iter().flat_map(|it| &it.begins);
                    begins.for_each(|it| found(*it));
                }
            }
        }
        let whole = joined(before, hash);
        let Some(entry) = self.entries.get(&whole) else {
            return (whole, false);
        };
        entry.speaks.iter().for_each(|it| found(*it));
        (whole, entry.goes_on)
    }

    /// Everything these words speak of, phrases included.
    #[must_use]
    pub fn read(&self, tokens: &[Token<'_>]) -> Vec<Hit> {
        let mut hits = Vec::new();
        for at in 0..tokens.len() {
            let mut before = None;
            for token in tokens[at..].iter().take(LONGEST) {
                let hit = |concept| hits.push(Hit { concept, at });
                let (read, goes_on) = self.each(before, token.word, token.hash, hit);
                if !goes_on {
                    break;
                }
                before = Some(read);
            }
        }
        hits
    }
}

fn joined(before: Option<u64>, word: u64) -> u64 {
    before.map_or(word, |before| hash::then(before, word))
}

fn floor(word: &str, at: usize) -> usize {
    let mut at = at.min(word.len());
    while !word.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::super::CONCEPTS;
    use super::*;

    fn speaks_of(text: &str) -> Vec<&'static str> {
        let message = Message { text, lower: text };
        let tokens = tokens::tokens(message, 0..text.len(), &CONCEPTS);
        let hits = CONCEPTS.read(&tokens);
        hits.iter().map(|hit| CONCEPTS.name(hit.concept)).collect()
    }

    #[test]
    fn a_word_is_known_by_its_beginning_and_a_phrase_by_all_its_words() {
        assert!(speaks_of("licenciements").contains(&"dismissal"));
        assert!(speaks_of("he was let go today").contains(&"dismissal"));
        assert!(!speaks_of("let me go").contains(&"dismissal"));
        assert!(speaks_of("mise a pied").contains(&"discipline"));
    }

    #[test]
    fn a_list_that_is_none_is_refused() {
        let empty = "given = ''\ngiven_capital = ''\nplain = ''\n[concept.work]\n";
        assert!(Concepts::parse(&format!("{empty}pay = 'wage'")).is_ok());
        assert!(Concepts::parse(&format!("{empty}pay = '#'")).is_err());
        assert!(Concepts::parse("given = 1").is_err());
    }
}
