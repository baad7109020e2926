//! Documents and values an organisation registered as confidential, recognised by keyed fingerprints
//! of them: what was registered is nowhere to be read.
//!
//! A part of a document is recognised by enough words of it in a row, however it is typeset. A
//! value is recognised whole, alone or in a few pieces.

mod printer;
mod table;
mod words;

use std::collections::HashSet;
use std::ops::Range;

use bonsens_port::{Family, Finding, RegisteredKind, Severity};

use self::printer::{GRAM, LONGEST, MOST_PIECES, MOST_WORDS, grams};
use self::table::Table;
use self::words::Words;
use super::scan::{self, MOST_PER_RULE};

pub use self::printer::{Printer, Refusal, SHORTEST_DOCUMENT};

/// The rules by which they are found. They have names and no patterns.
const DOCUMENT: &str = "registered.document";
const VALUE: &str = "registered.value";
/// Words of one document that have to be there together: shorter runs are found by chance, or in
/// phrases of every day.
const LEAST: usize = 12;
/// Words between two parts of one document that are still one paste: something was changed there.
const APART: usize = 12;
/// A run of words in as many documents is a phrase of the house, and tells none of them.
const MANY: u32 = 8;
/// Characters between two words of one value.
const WIDEST_GAP: usize = 3;
const CONFIDENCE: f32 = 0.9;

/// What is registered, ready to be looked for. Share one; scanning takes `&self`.
#[derive(Debug, Default)]
pub struct Registered {
    /// None where nothing is registered.
    printer: Option<Printer>,
    documents: Table,
    values: Table,
    /// The lengths values have, as bits.
    lengths: u64,
}

/// What of the registered documents everyone may quote, since a charter says it too.
#[derive(Debug, Default)]
pub struct Quotable(HashSet<u64>);

/// A part of a document found in a text.
struct Part {
    document: u32,
    words: Range<usize>,
    /// How many of the words are the document's.
    covered: usize,
}

impl Registered {
    /// What these records recognise.
    #[must_use]
    pub fn new(printer: Printer, records: &[bonsens_port::Registered]) -> Self {
        let (mut documents, mut values, mut lengths) = (Vec::new(), Vec::new(), 0);
        for (record, nth) in records.iter().zip(0..) {
            let prints = record.prints.0.iter();
            match record.kind {
                RegisteredKind::Document => documents.extend(prints.map(|print| (*print, nth))),
                RegisteredKind::Values { lengths: theirs } => {
                    lengths |= theirs;
                    values.extend(prints.map(|print| (*print, nth)));
                }
            }
        }
        Self {
            printer: (!records.is_empty()).then_some(printer),
            documents: Table::new(documents, MANY),
            values: Table::new(values, u32::MAX),
            lengths,
        }
    }

    /// What of it these texts quote.
    #[must_use]
    pub fn quotable<'t>(&self, texts: impl IntoIterator<Item = &'t str>) -> Quotable {
        let Some(printer) = &self.printer else {
            return Quotable::default();
        };
        let quoted = texts.into_iter().flat_map(|text| printer.every(text));
        Quotable(quoted.filter(|print| self.documents.has(*print)).collect())
    }

    /// What of it is in `text`, by position, without overlaps.
    #[must_use]
    pub fn scan(&self, text: &str, quotable: &Quotable) -> Vec<Finding> {
        let Some(printer) = &self.printer else {
            return Vec::new();
        };
        let words = Words::of(text);
        let mut findings = Vec::new();
        let mut tell = |rule: &str, place: Vec<Range<usize>>| {
            let found = place.iter().map(|place| {
                let Range { start, end } = words.place(place);
                Finding {
                    rule: rule.to_owned(),
                    family: Family::Business,
                    severity: Severity::High,
                    confidence: CONFIDENCE,
                    start,
                    end,
                }
            });
            let mut apart = scan::resolve(found.collect());
            apart.truncate(MOST_PER_RULE);
            findings.extend(apart);
        };
        tell(DOCUMENT, self.parts(printer, &words, quotable));
        tell(VALUE, self.runs(printer, &words));
        scan::resolve(findings)
    }

    /// The parts of documents in a text, in words.
    fn parts(
        &self,
        printer: &Printer,
        words: &Words<'_>,
        quotable: &Quotable,
    ) -> Vec<Range<usize>> {
        if self.documents.is_empty() || words.len() < LEAST {
            return Vec::new();
        }
        let mut hits = Vec::new();
        for gram in grams(words) {
            let print = printer.gram(words.run(gram.clone()));
            for document in self.documents.of(print) {
                if !quotable.0.contains(&print) {
                    hits.push((document, gram.start, print));
                }
            }
        }
        hits.sort_unstable();
        let mut parts: Vec<Part> = Vec::new();
        // A phrase said again and again is one phrase.
        let mut said = HashSet::new();
        for (document, start, print) in hits {
            let end = start + GRAM;
            match parts.last_mut() {
                Some(part) if part.document == document && start <= part.words.end + APART => {
                    if said.insert(print) {
                        part.covered += end - start.max(part.words.end);
                        part.words.end = end;
                    }
                }
                _ => {
                    said.clear();
                    said.insert(print);
                    parts.push(Part {
                        document,
                        words: start..end,
                        covered: GRAM,
                    });
                }
            }
        }
        let enough = parts.into_iter().filter(|part| part.covered >= LEAST);
        enough.map(|part| part.words).collect()
    }

    /// The values in a text, in words; of those that begin with the same word the longest.
    fn runs(&self, printer: &Printer, words: &Words<'_>) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        if self.values.is_empty() {
            return found;
        }
        for start in 0..words.len() {
            let mut pieces = 1;
            let mut longest = None;
            for end in start + 1..=words.len().min(start + MOST_WORDS) {
                if end > start + 1 {
                    let gap = words.gap_before(end - 1);
                    pieces += usize::from(gap.contains(char::is_whitespace));
                    if pieces > MOST_PIECES || gap.len() > WIDEST_GAP {
                        break;
                    }
                }
                let run = words.run(start..end);
                if run.len() > LONGEST {
                    break;
                }
                if self.lengths >> run.len() & 1 == 1 && self.values.has(printer.run(run)) {
                    longest = Some(start..end);
                }
            }
            found.extend(longest);
        }
        found
    }
}
