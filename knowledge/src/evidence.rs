//! What the best section found has to do with the question.
//!
//! Ranking always finds some section. Whether it answers shows less in its score, which depends on
//! the charter's size and style, than in what it shares with the question and what it leaves out.

use std::collections::HashSet;

use crate::confidence::Features;
use crate::index::Index;
use crate::lexicon::LEXICON;
use crate::postings::rarity;
use crate::query::{Analysed, Form, Term};

/// From so many shared subjects on, one more tells nothing new.
const MANY: f32 = 4.0;

impl Index {
    /// Compares a question, whose terms are found under `forms`, with one section.
    pub(crate) fn features(
        &self,
        analysed: &Analysed,
        forms: &[Vec<u32>],
        best: usize,
    ) -> Features {
        let (mut mass, mut treated) = (0.0_f32, 0.0_f32);
        let mut subjects = 0.0_f32;
        let mut outside = false;
        for (term, forms) in analysed.terms.iter().zip(forms) {
            let in_section = forms.iter().any(|form| self.has(*form, best));
            match term.form {
                Form::Concept(concept) => {
                    outside |= LEXICON.is_outside(concept) && !in_section;
                    if in_section {
                        subjects += 1.0;
                    }
                }
                Form::Word(_) => {
                    // A telling word of no subject known here is a subject of its own.
                    if in_section && term.concepts.is_empty() && term.matters > 0.5 {
                        subjects += 1.0;
                    }
                    mass += term.matters;
                    treated += term.matters
                        * if in_section {
                            1.0
                        } else {
                            self.touched(term, best)
                        };
                }
            }
        }
        let yes = |is: bool| f32::from(u8::from(is));
        Features {
            treated: share(treated, mass),
            heading: self.heading_named(forms, best),
            subjects: subjects.min(MANY) / MANY,
            outside: yes(outside),
            asks_amount: yes(analysed.asks.amount),
            asks_identity: yes(analysed.asks.identity),
            asks_existence: yes(analysed.asks.existence),
        }
    }

    /// How near the section comes to the subject of a word it doesn't contain.
    fn touched(&self, word: &Term, place: usize) -> f32 {
        let concepts = word.concepts.iter().filter(|id| {
            let term = self.concept(**id);
            term.is_some_and(|term| self.has(term, place))
        });
        concepts.map(|id| LEXICON.telling(*id)).fold(0.0, f32::max)
    }

    /// Share of a section's own heading, by rarity, that the question names or treats.
    fn heading_named(&self, forms: &[Vec<u32>], place: usize) -> f32 {
        let asked: HashSet<u32> = forms.iter().flatten().copied().collect();
        let (mut whole, mut named) = (0.0, 0.0);
        for word in &self.headings[place] {
            let rare = rarity(self.found(&word[..1]), self.places.len());
            whole += rare;
            if word.iter().any(|term| asked.contains(term)) {
                named += rare;
            }
        }
        share(named, whole)
    }

    fn has(&self, term: u32, place: usize) -> bool {
        let list = self.sections.list(term);
        list.binary_search_by(|(found, _)| (*found as usize).cmp(&place))
            .is_ok()
    }
}

fn share(part: f32, whole: f32) -> f32 {
    if whole > 0.0 { part / whole } else { 0.0 }
}
