//! Ranking: three views of each section — its words, its best passage, its pieces of words —
//! each brought to a scale from 0 to 1 and added up.

use std::collections::HashMap;

use crate::charter::Lang;
use crate::confidence::Features;
use crate::index::{Candidate, Index};
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

/// How well each place matches, relative to one that would match the question perfectly.
struct Matches {
    sections: Vec<f32>,
    passages: Vec<f32>,
}

impl Index {
    pub(crate) fn rank(&self, analysed: &Analysed, limit: usize) -> Ranking {
        let forms: Vec<Vec<u32>> = analysed.terms.iter().map(|t| self.forms(t)).collect();
        let matches = self.matches(analysed, &forms);
        let passages = self.best_passages(&matches.passages);
        let pieces = self.shared_pieces(analysed);
        let mut order: Vec<(usize, f32)> = (0..self.places.len())
            .map(|place| {
                let score = SECTION * matches.sections[place]
                    + PASSAGE * passages[place]
                    + PIECES * pieces[place];
                (place, score * self.language_factor(place, analysed.lang))
            })
            .filter(|(_, score)| *score > 0.0)
            .collect();
        order.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let candidates = order.iter().take(limit).map(|(place, score)| {
            let (charter, section) = self.places[*place];
            Candidate {
                charter,
                section,
                score: *score,
            }
        });
        let best = order.first().map(|(place, _)| *place);
        Ranking {
            candidates: candidates.collect(),
            features: best.map_or_else(Features::default, |best| {
                self.features(analysed, &forms, best)
            }),
            passage_scores: best.map_or_else(Vec::new, |best| {
                let first = self.first_passage[best] as usize;
                let next = self.first_passage.get(best + 1);
                let end = next.map_or(matches.passages.len(), |next| *next as usize);
                matches.passages[first..end].to_vec()
            }),
        }
    }

    fn matches(&self, analysed: &Analysed, forms: &[Vec<u32>]) -> Matches {
        let places = self.places.len();
        let mut matches = Matches {
            sections: vec![0.0; places],
            passages: vec![0.0; self.passage_section.len()],
        };
        let mut perfect = 0.0_f32;
        for (term, forms) in analysed.terms.iter().zip(forms) {
            let weight = rarity(self.found(forms), places) * term.weight;
            if forms.is_empty() && matches!(term.form, Form::Concept(_)) {
                // A concept no charter touches says no more than its words already do.
                continue;
            }
            perfect += weight * Postings::MOST;
            spread(&self.sections, forms, |place, saturated| {
                matches.sections[place] += weight * saturated;
            });
            spread(&self.passages, forms, |passage, saturated| {
                matches.passages[passage] += weight * saturated;
            });
        }
        for score in matches.sections.iter_mut().chain(&mut matches.passages) {
            *score /= perfect.max(f32::EPSILON);
        }
        matches
    }

    fn best_passages(&self, passages: &[f32]) -> Vec<f32> {
        let mut best = vec![0.0_f32; self.places.len()];
        for (score, section) in passages.iter().zip(&self.passage_section) {
            let best = &mut best[*section as usize];
            *best = best.max(*score);
        }
        best
    }

    /// In how many sections the most usual of some forms is found.
    pub(crate) fn found(&self, forms: &[u32]) -> usize {
        let lengths = forms.iter().map(|form| self.sections.list(*form).len());
        lengths.max().unwrap_or(0)
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
