//! The index: every charter's words, findable, and the ranking of sections against a question.

use std::collections::HashMap;
use std::ops::Range;

use serde::Serialize;

use crate::charter::{Charter, Lang};
use crate::confidence::{self, Features, THRESHOLD};
use crate::lexicon::LEXICON;
use crate::postings::{Postings, rarity};
use crate::query::{Analysed, Form, Query, Term, analyse};
use crate::speller::Speller;
use crate::{quote, text};

/// A section that may answer.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Candidate {
    /// Position in [`Index::charters`].
    pub charter: usize,
    /// Position in [`Charter::sections`].
    pub section: usize,
    /// Higher is better; comparable within one outcome only.
    pub score: f32,
}

/// The words that answer, verbatim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// Position in [`Index::charters`].
    pub charter: usize,
    /// Position in [`Charter::sections`].
    pub section: usize,
    /// Where the quote stands in the charter's source.
    pub range: Range<usize>,
    /// The slice itself.
    pub quote: String,
}

/// What the charters say about a question.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Outcome {
    /// Up to five sections, best first.
    pub candidates: Vec<Candidate>,
    /// Probability, from 0 to 1, that the first candidate answers.
    pub confidence: f32,
    /// What the probability rests on.
    pub features: Features,
    /// The quote, or nothing when the charters do not say.
    pub answer: Option<Answer>,
}

/// Charters, ready to be asked.
#[derive(Debug, Default)]
pub struct Index {
    pub(crate) charters: Vec<Charter>,
    /// Charter and section of each indexed section.
    pub(crate) places: Vec<(usize, usize)>,
    /// Indexed section of each indexed passage, and the first passage of each section.
    pub(crate) passage_section: Vec<u32>,
    pub(crate) first_passage: Vec<u32>,
    pub(crate) sections: Postings,
    pub(crate) passages: Postings,
    /// For each section, the terms of each telling word of its own heading.
    pub(crate) headings: Vec<Vec<Vec<u32>>>,
    pub(crate) pieces: HashMap<u32, Vec<(u32, f32)>>,
    pub(crate) terms: HashMap<String, u32>,
    surface: HashMap<String, u32>,
    speller: Speller,
}

const OWN_HEADING: f32 = 3.0;
const PARENT_HEADING: f32 = 1.0;

impl Index {
    /// Indexes charters. Sections without text of their own are left out of search.
    #[must_use]
    pub fn build(charters: Vec<Charter>) -> Self {
        let mut index = Self::default();
        for (c, charter) in charters.iter().enumerate() {
            for (s, section) in charter.sections.iter().enumerate() {
                if section.passages.is_empty() {
                    continue;
                }
                let place = id(index.places.len());
                index.places.push((c, s));
                index.first_passage.push(id(index.passage_section.len()));
                let mut pieces: HashMap<u32, f32> = HashMap::new();
                let depth = section.path.len();
                for (level, heading) in section.path.iter().enumerate() {
                    let weight = if level + 1 == depth {
                        OWN_HEADING
                    } else {
                        PARENT_HEADING
                    };
                    let named = index.add(heading, charter.lang, place, None, weight, &mut pieces);
                    if level + 1 == depth {
                        index.headings.push(named);
                    }
                }
                index.headings.resize_with(index.places.len(), Vec::new);
                for passage in &section.passages {
                    let at = id(index.passage_section.len());
                    index.passage_section.push(place);
                    let text = text::clean(charter.slice(&passage.range));
                    index.add(&text, charter.lang, place, Some(at), 1.0, &mut pieces);
                }
                for (piece, count) in pieces {
                    index
                        .pieces
                        .entry(piece)
                        .or_default()
                        .push((place, 1.0 + count.ln()));
                }
            }
        }
        index.sections.finish(index.places.len());
        index.passages.finish(index.passage_section.len());
        index.weigh_pieces();
        index.speller = Speller::new(
            index
                .surface
                .keys()
                .map(String::as_str)
                .chain(LEXICON.vocabulary()),
        );
        index.charters = charters;
        index
    }

    /// The charters, in the order given to [`Index::build`].
    #[must_use]
    pub fn charters(&self) -> &[Charter] {
        &self.charters
    }

    /// Answers a question, or abstains.
    #[must_use]
    pub fn ask(&self, query: &Query<'_>) -> Outcome {
        self.ask_up_to(query, 5)
    }

    pub(crate) fn ask_up_to(&self, query: &Query<'_>, limit: usize) -> Outcome {
        let analysed = self.analyse(query);
        let ranking = self.rank(&analysed, limit);
        let confidence = match ranking.candidates.first() {
            Some(_) => confidence::probability(&ranking.features),
            None => 0.0,
        };
        let answer = ranking
            .candidates
            .first()
            .filter(|_| confidence >= THRESHOLD)
            .and_then(|best| self.answer(best, &ranking.passage_scores));
        Outcome {
            candidates: ranking.candidates,
            confidence,
            features: ranking.features,
            answer,
        }
    }

    fn analyse(&self, query: &Query<'_>) -> Analysed {
        analyse(query, &self.speller, |word| self.surface.contains_key(word))
    }

    fn answer(&self, best: &Candidate, passage_scores: &[f32]) -> Option<Answer> {
        let charter = self.charters.get(best.charter)?;
        let section = charter.sections.get(best.section)?;
        let range = quote::choose(&charter.source, &section.passages, passage_scores)?;
        let quote = charter.slice(&range).to_owned();
        Some(Answer {
            charter: best.charter,
            section: best.section,
            range,
            quote,
        })
    }

    fn term(&mut self, name: &str) -> u32 {
        if let Some(term) = self.terms.get(name) {
            return *term;
        }
        let term = id(self.terms.len());
        self.terms.insert(name.to_owned(), term);
        term
    }

    fn add(
        &mut self,
        text: &str,
        lang: Lang,
        place: u32,
        passage: Option<u32>,
        weight: f32,
        pieces: &mut HashMap<u32, f32>,
    ) -> Vec<Vec<u32>> {
        let mut stems: Vec<String> = Vec::new();
        // Small words name nothing by themselves but belong to names (« mot de passe »).
        let mut named: Vec<Option<Vec<u32>>> = Vec::new();
        for word in text::words(text) {
            let stem = {
                let word = LEXICON.word(word.clone());
                if lang == Lang::Fr { word.fr } else { word.en }
            };
            if LEXICON.is_stop_word(&word) {
                named.push(None);
            } else {
                let label = text::is_label(&word);
                text::grams(&word, |gram| *pieces.entry(gram).or_insert(0.0) += weight);
                let term = self.term(&stem);
                self.surface.entry(word).or_insert(term);
                self.post(term, place, passage, weight);
                named.push((!label).then(|| vec![term]));
            }
            stems.push(stem);
        }
        let mut met: Vec<(u16, Range<usize>)> = Vec::new();
        LEXICON.concepts_in(&stems, |concept, at| met.push((concept, at)));
        for (concept, at) in met {
            let term = self.term(&concept_name(concept));
            self.post(term, place, passage, weight);
            if !LEXICON.is_common(concept) {
                for terms in named[at].iter_mut().flatten() {
                    terms.push(term);
                }
            }
        }
        named.into_iter().flatten().collect()
    }

    fn post(&mut self, term: u32, place: u32, passage: Option<u32>, weight: f32) {
        self.sections.add(term, place, weight);
        if let Some(passage) = passage {
            self.passages.add(term, passage, 1.0);
        }
    }

    /// Turns counts of pieces of words into unit vectors, so that a dot product is a cosine.
    fn weigh_pieces(&mut self) {
        let places = self.places.len();
        let mut norms = vec![0.0_f32; places];
        for list in self.pieces.values_mut() {
            let rarity = rarity(list.len(), places);
            for (place, weight) in list {
                *weight *= rarity;
                norms[*place as usize] += *weight * *weight;
            }
        }
        for (place, weight) in self.pieces.values_mut().flatten() {
            *weight /= norms[*place as usize].sqrt().max(f32::EPSILON);
        }
    }

    /// The indexed forms a query term may take.
    pub(crate) fn forms(&self, term: &Term) -> Vec<u32> {
        match &term.form {
            Form::Word(word) => {
                let stems = [&word.fr, &word.en];
                let rings = term.concepts.iter().filter(|id| LEXICON.is_ring(**id));
                let mut found: Vec<u32> = stems
                    .iter()
                    .filter_map(|stem| self.terms.get(stem.as_str()).copied())
                    .chain(self.surface.get(&word.folded).copied())
                    .chain(rings.filter_map(|id| self.concept(*id)))
                    .collect();
                found.sort_unstable();
                found.dedup();
                found
            }
            Form::Concept(id) => self.concept(*id).into_iter().collect(),
        }
    }

    /// The term of a concept that some charter touches.
    pub(crate) fn concept(&self, id: u16) -> Option<u32> {
        self.terms.get(&concept_name(id)).copied()
    }
}

/// Concepts live among the terms under a name no word can have.
fn concept_name(concept: u16) -> String {
    format!("#{concept}")
}

fn id(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

#[cfg(test)]
#[path = "index_tests.rs"]
mod tests;
