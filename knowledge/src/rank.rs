//! Ranking: three views of each section — its words, its best passage, its pieces of words —
//! each brought to a scale from 0 to 1 and added up.

use std::collections::HashMap;

use crate::charter::Lang;
use crate::confidence::Features;
use crate::index::{Candidate, Index};
use crate::lexicon::LEXICON;
use crate::postings::{Postings, rarity};
use crate::query::{Analysed, Form};
use crate::text;

/// Share of each view in the score.
const SECTION: f32 = 0.55;
const PASSAGE: f32 = 0.25;
const PIECES: f32 = 0.25;

/// A charter in the asker's language wins over its translation, unless it says much less.
const OTHER_LANGUAGE: f32 = 0.5;

/// Sections in order, with what is needed to judge and quote the first.
pub(crate) struct Ranking {
    pub candidates: Vec<Candidate>,
    pub features: Features,
    /// Scores of the passages of the best section.
    pub passage_scores: Vec<f32>,
}

#[derive(Default)]
struct Mass {
    total: f32,
    unknown: f32,
    concepts: f32,
    foreign: f32,

    ideal: f32,
}

impl Index {
    #[allow(clippy::too_many_lines)] // One pass over the terms, then one over the sections.
    pub(crate) fn rank(&self, analysed: &Analysed, limit: usize) -> Ranking {
        let places = self.places.len();
        let mut by_section = vec![0.0_f32; places];
        let mut by_passage = vec![0.0_f32; self.passage_section.len()];
        let mut words_met = vec![0.0_f32; places];
        let mut concepts_met = vec![0.0_f32; places];
        let mut mass = Mass::default();
        let mut outside: Vec<Vec<u32>> = Vec::new();
        for term in &analysed.terms {
            let forms = self.forms(&term.form);
            let found = forms
                .iter()
                .map(|f| self.sections.list(*f).len())
                .max()
                .unwrap_or(0);
            let weight = rarity(found, places) * term.weight;
            if let Form::Concept(concept) = term.form
                && LEXICON.is_outside(concept)
            {
                outside.push(forms.clone());
            }
            let is_word = matches!(term.form, Form::Word(_));
            if is_word {
                mass.total += weight;
                if found == 0 {
                    mass.unknown += weight;
                }
            } else if found == 0 {
                mass.foreign += weight;
                // A concept no charter touches says no more than its words already do.
                continue;
            } else {
                mass.concepts += weight;
            }
            mass.ideal += weight * Postings::MOST;
            let met = if is_word {
                &mut words_met
            } else {
                &mut concepts_met
            };
            spread(&self.sections, &forms, |place, saturated| {
                by_section[place] += weight * saturated;
                met[place] += weight;
            });
            spread(&self.passages, &forms, |passage, saturated| {
                by_passage[passage] += weight * saturated;
            });
        }
        let ideal = mass.ideal.max(f32::EPSILON);
        let mut best_passage = vec![0.0_f32; places];
        for (passage, score) in by_passage.iter().enumerate() {
            let best = &mut best_passage[self.passage_section[passage] as usize];
            *best = best.max(*score / ideal);
        }
        let pieces = self.shared_pieces(analysed);
        let mut order: Vec<(usize, f32)> = (0..places)
            .map(|place| {
                let score = SECTION * by_section[place] / ideal
                    + PASSAGE * best_passage[place]
                    + PIECES * pieces[place];
                (place, score * self.language_factor(place, analysed.lang))
            })
            .filter(|(_, score)| *score > 0.0)
            .collect();
        order.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));

        let mut ranking = Ranking {
            candidates: order
                .iter()
                .take(limit)
                .map(|(place, score)| {
                    let (charter, section) = self.places[*place];
                    Candidate {
                        charter,
                        section,
                        score: *score,
                    }
                })
                .collect(),
            features: Features::default(),
            passage_scores: Vec::new(),
        };
        let Some((best, score)) = order.first().copied() else {
            return ranking;
        };
        let charter = self.places[best].0;
        let second = order[1..]
            .iter()
            .find(|(place, _)| self.places[*place].0 == charter);
        let share = |part: f32, whole: f32| if whole > 0.0 { part / whole } else { 0.0 };
        ranking.features = Features {
            score,
            margin: second.map_or(1.0, |(_, second)| 1.0 - second / score),
            words: share(words_met[best], mass.total),
            concepts: share(concepts_met[best], mass.concepts),
            unknown: share(mass.unknown, mass.total),
            foreign: share(mass.foreign, mass.foreign + mass.concepts),
            outside: f32::from(u8::from(
                outside
                    .iter()
                    .any(|forms| !forms.iter().any(|f| self.has(*f, best))),
            )),
            asks_fact: f32::from(u8::from(analysed.asks_fact)),
            passage: best_passage[best],
            pieces: pieces[best],
        };
        let first = self.first_passage[best] as usize;
        ranking.passage_scores = by_passage[first..]
            .iter()
            .zip(&self.passage_section[first..])
            .take_while(|(_, section)| **section as usize == best)
            .map(|(score, _)| *score)
            .collect();
        ranking
    }

    fn has(&self, term: u32, place: usize) -> bool {
        self.sections
            .list(term)
            .iter()
            .any(|(found, _)| *found as usize == place)
    }

    fn language_factor(&self, place: usize, asked: Lang) -> f32 {
        let written = self.charters[self.places[place].0].lang;
        if asked == written || asked == Lang::Other || written == Lang::Other {
            1.0
        } else {
            OTHER_LANGUAGE
        }
    }

    /// Cosine between the pieces of the question's words and those of each section.
    fn shared_pieces(&self, analysed: &Analysed) -> Vec<f32> {
        let mut wanted: HashMap<u32, f32> = HashMap::new();
        for term in &analysed.terms {
            if let Form::Word(word) = &term.form {
                text::grams(&word.folded, |gram| {
                    *wanted.entry(gram).or_insert(0.0) += term.weight;
                });
            }
        }
        let places = self.places.len();
        let mut scores = vec![0.0_f32; places];
        let mut norm = 0.0_f32;
        for (piece, weight) in wanted {
            let list = self.pieces.get(&piece).map_or(&[][..], Vec::as_slice);
            let weight = weight * rarity(list.len(), places);
            norm += weight * weight;
            // A piece most sections share tells them apart no better than a small word.
            if list.len() * 2 > places && places > 8 {
                continue;
            }
            for (place, share) in list {
                scores[*place as usize] += weight * share;
            }
        }
        let norm = norm.sqrt().max(f32::EPSILON);
        for score in &mut scores {
            *score /= norm;
        }
        scores
    }
}

/// Calls `each` once per place with the strongest of the forms found there.
fn spread(postings: &Postings, forms: &[u32], mut each: impl FnMut(usize, f32)) {
    let scored = |form: &u32| {
        postings
            .list(*form)
            .iter()
            .map(|(place, frequency)| (*place, postings.saturated(*place, *frequency)))
    };
    if let [only] = forms {
        for (place, score) in scored(only) {
            each(place as usize, score);
        }
        return;
    }
    let mut all: Vec<(u32, f32)> = forms.iter().flat_map(scored).collect();
    all.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
    all.dedup_by_key(|(place, _)| *place);
    for (place, score) in all {
        each(place as usize, score);
    }
}
