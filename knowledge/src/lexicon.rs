//! What the words of the domain have in common: brands and their kind, French and English names
//! of one thing, and the short forms people type in chat. The data is general knowledge, kept in
//! `data/lexicon.toml` so that it can be read and corrected without reading code.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use rust_stemmers::{Algorithm, Stemmer};
use serde::Deserialize;

use crate::text;

#[derive(Deserialize, Default)]
struct Data {
    stop_words: StopWords,
    short_forms: HashMap<String, String>,
    #[serde(rename = "concept")]
    concepts: Vec<ConceptData>,
}

#[derive(Deserialize, Default)]
struct StopWords {
    fr: String,
    en: String,
    chat: String,
    weak: String,
}

#[derive(Deserialize)]
struct ConceptData {
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "names are for readers and tests")
    )]
    name: String,
    terms: Vec<String>,
    /// Everyday matters of work that such charters seldom treat.
    #[serde(default)]
    outside: bool,
    /// Where or who rather than what: most questions touch one, so it says little.
    #[serde(default)]
    common: bool,
}

/// A word with the forms it is searched under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    pub folded: String,
    pub fr: String,
    pub en: String,
}

/// The loaded lexicon, with its stemmers.
pub(crate) struct Lexicon {
    stop_words: HashSet<String>,
    weak: HashSet<String>,
    short_forms: HashMap<String, Vec<String>>,
    /// Concepts by the first stem of their terms, with the stems that must follow.
    phrases: HashMap<String, Vec<(Vec<String>, u16)>>,
    #[cfg(test)]
    names: Vec<String>,
    vocabulary: HashSet<String>,
    outside: HashSet<u16>,
    common: HashSet<u16>,
    first_ring: u16,
    french: Stemmer,
    english: Stemmer,
}

/// The lexicon, read once.
pub(crate) static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    // The data is part of the program and a test reads it; were it broken, search would do
    // without rather than stop the assistant.
    let data: Data = toml::from_str(include_str!("../data/lexicon.toml")).unwrap_or_default();
    Lexicon::new(&data, include_str!("../data/synonyms.txt"))
});

impl Lexicon {
    fn new(data: &Data, synonyms: &str) -> Self {
        let mut lexicon = Self {
            stop_words: [
                &data.stop_words.fr,
                &data.stop_words.en,
                &data.stop_words.chat,
            ]
            .iter()
            .flat_map(|list| text::words(list).collect::<Vec<_>>())
            .collect(),
            weak: text::words(&data.stop_words.weak).collect(),
            short_forms: data
                .short_forms
                .iter()
                .map(|(short, long)| (text::fold(short), text::words(long).collect()))
                .collect(),
            phrases: HashMap::new(),
            #[cfg(test)]
            names: data
                .concepts
                .iter()
                .map(|concept| concept.name.clone())
                .collect(),
            vocabulary: HashSet::new(),
            outside: HashSet::new(),
            common: HashSet::new(),
            first_ring: id(data.concepts.len()),
            french: Stemmer::create(Algorithm::French),
            english: Stemmer::create(Algorithm::English),
        };
        for (at, concept) in data.concepts.iter().enumerate() {
            if concept.common {
                lexicon.common.insert(id(at));
            }
            if concept.outside {
                lexicon.outside.insert(id(at));
            }
            for term in &concept.terms {
                lexicon.learn(term, id(at));
            }
        }
        let rings = synonyms
            .lines()
            .filter(|line| !line.starts_with('#') && !line.trim().is_empty());
        for (at, ring) in rings.enumerate() {
            for term in ring.split(',') {
                lexicon.learn(term, id(data.concepts.len() + at));
            }
        }
        lexicon
    }

    fn learn(&mut self, term: &str, id: u16) {
        let words: Vec<Word> = text::words(term).map(|word| self.word(word)).collect();
        self.vocabulary
            .extend(words.iter().map(|word| word.folded.clone()));
        for stems in [
            words.iter().map(|w| w.fr.clone()).collect::<Vec<_>>(),
            words.iter().map(|w| w.en.clone()).collect(),
        ] {
            let Some((first, rest)) = stems.split_first() else {
                continue;
            };
            let entries = self.phrases.entry(first.clone()).or_default();
            let entry = (rest.to_vec(), id);
            if !entries.contains(&entry) {
                entries.push(entry);
            }
        }
    }

    /// Whether a concept is a ring of words that say the same thing.
    pub(crate) fn is_ring(&self, concept: u16) -> bool {
        concept >= self.first_ring
    }

    /// Stems a folded word in both languages.
    pub(crate) fn word(&self, folded: String) -> Word {
        let fr = self.french.stem(&folded).into_owned();
        let en = self.english.stem(&folded).into_owned();
        Word { folded, fr, en }
    }

    pub(crate) fn is_stop_word(&self, folded: &str) -> bool {
        self.stop_words.contains(folded)
    }

    /// Whether a word is so usual in chat that it tells little about what is asked.
    pub(crate) fn is_weak(&self, folded: &str) -> bool {
        self.weak.contains(folded)
    }

    /// What a chat short form stands for.
    pub(crate) fn long_form(&self, folded: &str) -> Option<&[String]> {
        self.short_forms.get(folded).map(Vec::as_slice)
    }

    /// Every word of every concept, for the spelling of words no charter contains.
    pub(crate) fn vocabulary(&self) -> impl Iterator<Item = &str> {
        self.vocabulary.iter().map(String::as_str)
    }

    /// Whether charters of this kind seldom treat a concept.
    pub(crate) fn is_outside(&self, concept: u16) -> bool {
        self.outside.contains(&concept)
    }

    /// Whether most questions touch a concept.
    pub(crate) fn is_common(&self, concept: u16) -> bool {
        self.common.contains(&concept)
    }

    /// How much meeting a concept tells about what is asked.
    pub(crate) fn telling(&self, concept: u16) -> f32 {
        if self.is_common(concept) { 0.4 } else { 1.0 }
    }

    pub(crate) fn knows(&self, folded: &str) -> bool {
        self.vocabulary.contains(folded)
    }

    /// Concepts met in `stems`, once per place, with how many words each place spans.
    pub(crate) fn concepts_in<S: AsRef<str>>(
        &self,
        stems: &[S],
        mut each: impl FnMut(u16, std::ops::Range<usize>),
    ) {
        let mut longest = 0..0;
        for (at, stem) in stems.iter().enumerate() {
            let entries = self.phrases.get(stem.as_ref());
            let here = |rest: &Vec<String>| {
                let after = stems[at + 1..].iter().map(AsRef::as_ref);
                rest.len() < stems.len() - at
                    && after.take(rest.len()).eq(rest.iter().map(String::as_str))
            };
            let mut reach = 0;
            for (rest, id) in entries.into_iter().flatten().filter(|(rest, _)| here(rest)) {
                let place = at..at + 1 + rest.len();
                // Part of a longer name means something else: « second écran » is no screen to
                // lock, « mot de passe » no word.
                let part = place.end <= longest.end && place.len() < longest.len();
                let shorter = entries
                    .into_iter()
                    .flatten()
                    .any(|(other, _)| other.len() > rest.len() && here(other));
                if part || shorter {
                    continue;
                }
                reach = reach.max(place.end);
                each(*id, place);
            }
            if reach > longest.end {
                longest = at..reach;
            }
        }
    }
}

fn id(position: usize) -> u16 {
    u16::try_from(position).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rings_join_words_of_both_languages_and_each_is_a_ring_of_several() {
        let rings = |text: &str| {
            let words: Vec<_> = text::words(text).map(|w| LEXICON.word(w).en).collect();
            let mut found = Vec::new();
            LEXICON.concepts_in(&words, |id, _| found.push(id));
            found.retain(|id| LEXICON.is_ring(*id));
            found
        };
        assert!(!rings("acheter").is_empty());
        assert_eq!(rings("acheter"), rings("purchase"));
        assert!(rings("a kind word").is_empty());
        for line in include_str!("../data/synonyms.txt").lines() {
            let said = line.split(',').filter(|word| !word.trim().is_empty());
            assert!(
                line.is_empty() || line.starts_with('#') || said.count() > 1,
                "{line}"
            );
        }
    }

    #[test]
    fn every_concept_has_a_name_of_its_own() {
        let mut names = LEXICON.names.clone();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), LEXICON.names.len());
    }

    #[test]
    fn the_data_reads_and_bridges_languages() {
        toml::from_str::<Data>(include_str!("../data/lexicon.toml")).unwrap();
        let met = |text: &str| {
            let words: Vec<_> = text::words(text).map(|w| LEXICON.word(w).fr).collect();
            let mut found = Vec::new();
            LEXICON.concepts_in(&words, |id, _| {
                found.extend(LEXICON.names.get(usize::from(id)).cloned());
            });
            found
        };
        assert!(met("sur les réseaux sociaux").contains(&"social network".to_owned()));
        assert!(met("on my LinkedIn page").contains(&"social network".to_owned()));
        assert!(met("mon mot de passe").contains(&"password".to_owned()));
        assert!(!met("un mot gentil").contains(&"password".to_owned()));
    }
}
