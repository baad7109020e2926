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

impl Index {
    /// Compares a question, whose terms are found under `forms`, with one section.
    pub(crate) fn features(
        &self,
        analysed: &Analysed,
        forms: &[Vec<u32>],
        best: usize,
    ) -> Features {
        let (mut mass, mut met, mut treated) = (0.0_f32, 0.0_f32, 0.0_f32);
        let (mut concepts, mut foreign) = (0.0_f32, 0.0_f32);
        let mut outside = false;
        for (term, forms) in analysed.terms.iter().zip(forms) {
            let in_section = forms.iter().any(|form| self.has(*form, best));
            match term.form {
                Form::Concept(concept) => {
                    outside |= LEXICON.is_outside(concept) && !in_section;
                    concepts += term.weight;
                    if forms.is_empty() {
                        foreign += term.weight;
                    }
                }
                Form::Word(_) => {
                    mass += term.matters;
                    if in_section {
                        met += term.matters;
                        treated += term.matters;
                    } else {
                        treated += term.matters * self.touched(term, best);
                    }
                }
            }
        }
        let yes = |is: bool| f32::from(u8::from(is));
        Features {
            words: share(met, mass),
            treated: share(treated, mass),
            heading: self.heading_named(forms, best),
            foreign: share(foreign, concepts),
            outside: yes(outside),
            asks_fact: yes(analysed.asks_fact),
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
