//! The words of a text, brought to bare letters and digits, one after another without anything
//! between: whatever separates them, or not, runs of them read the same.

use std::ops::Range;

use super::super::fold::Folded;

/// Where a word is.
struct Word {
    /// Its start in the bare text.
    at: usize,
    /// Its place in the folded text.
    place: Range<usize>,
}

/// The words of a text.
pub(super) struct Words<'a> {
    folded: Folded<'a>,
    bare: String,
    each: Vec<Word>,
}

impl<'a> Words<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let folded = Folded::new(text);
        let mut bare = String::with_capacity(folded.text.len());
        let mut each: Vec<Word> = Vec::with_capacity(folded.text.len() / 5);
        let mut inside = false;
        for (at, c) in folded.text.char_indices() {
            if !c.is_alphanumeric() {
                inside = false;
                continue;
            }
            let end = at + c.len_utf8();
            match each.last_mut() {
                Some(word) if inside => word.place.end = end,
                _ => each.push(Word {
                    at: bare.len(),
                    place: at..end,
                }),
            }
            inside = true;
            if c.is_ascii() {
                bare.push(c.to_ascii_lowercase());
            } else {
                bare.extend(c.to_lowercase());
            }
        }
        Self { folded, bare, each }
    }

    pub(super) fn len(&self) -> usize {
        self.each.len()
    }

    /// A run of words, as one.
    pub(super) fn run(&self, words: Range<usize>) -> &str {
        let of = |nth: usize| self.each.get(nth).map_or(self.bare.len(), |word| word.at);
        &self.bare[of(words.start)..of(words.end)]
    }

    /// What stands between a word and the one before it.
    pub(super) fn gap_before(&self, nth: usize) -> &str {
        let (Some(before), Some(word)) = (
            nth.checked_sub(1).and_then(|nth| self.each.get(nth)),
            self.each.get(nth),
        ) else {
            return "";
        };
        &self.folded.text[before.place.end..word.place.start]
    }

    /// Where a run of words is in the original text; the run may not be empty.
    pub(super) fn place(&self, words: &Range<usize>) -> Range<usize> {
        let start = self.each[words.start].place.start;
        let end = self.each[words.end - 1].place.end;
        self.folded.original(&(start..end))
    }
}
