//! The nearest known word to a mistyped one.

use std::collections::HashMap;

use crate::text;

/// Known words, findable by the character pieces they share with another word.
#[derive(Debug, Default)]
pub(crate) struct Speller {
    words: Vec<(String, usize)>,
    by_gram: HashMap<u32, Vec<u32>>,
}

/// Words less alike than this are different words rather than spellings of one.
const ALIKE: f32 = 0.5;

/// Below this length, one wrong letter already makes another word.
const SHORTEST: usize = 5;

impl Speller {
    pub(crate) fn new<'a>(words: impl Iterator<Item = &'a str>) -> Self {
        let mut speller = Self::default();
        for word in words.filter(|word| word.len() + 1 >= SHORTEST) {
            let id = u32::try_from(speller.words.len()).unwrap_or(u32::MAX);
            let grams = pieces(word);
            for gram in &grams {
                speller.by_gram.entry(*gram).or_default().push(id);
            }
            speller.words.push((word.to_owned(), grams.len()));
        }
        speller
    }

    /// The known word nearest to `word` and how alike they are, from 0 to 1.
    pub(crate) fn nearest(&self, word: &str) -> Option<(&str, f32)> {
        if word.len() < SHORTEST || word.chars().any(|c| c.is_ascii_digit()) {
            return None;
        }
        let grams = pieces(word);
        // Nearly every known word shares some pair of letters: a plain table is quickest.
        let mut shared: Vec<u16> = vec![0; self.words.len()];
        for gram in &grams {
            for id in self.by_gram.get(gram).into_iter().flatten() {
                shared[*id as usize] += 1;
            }
        }
        let slips_allowed = if word.len() < 8 { 1 } else { 2 };
        let length = word.chars().count();
        let mut near: Vec<(&str, f32)> = self
            .words
            .iter()
            .zip(shared)
            .filter_map(|((known, size), common)| {
                let total = u16::try_from(grams.len() + size).unwrap_or(u16::MAX);
                let alike = 2.0 * f32::from(common) / f32::from(total);
                (alike >= ALIKE * 0.6 && known.chars().count().abs_diff(length) <= slips_allowed)
                    .then_some((known.as_str(), alike.max(ALIKE)))
            })
            .collect();
        near.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        near.into_iter()
            .find(|(known, _)| slips(word, known) <= slips_allowed)
    }
}

/// Pairs and triples of letters, each once, with word boundaries marked.
fn pieces(word: &str) -> Vec<u32> {
    let mut grams = Vec::new();
    let marked: Vec<char> = format!("^{word}$").chars().collect();
    for pair in marked.windows(2) {
        grams.push(u32::from(pair[0]).wrapping_mul(31_337) ^ u32::from(pair[1]));
    }
    text::grams(word, |gram| grams.push(gram));
    grams.sort_unstable();
    grams.dedup();
    grams
}

/// Letters inserted, removed, changed or swapped between two words.
fn slips(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut before = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let change = usize::from(a[i - 1] != b[j - 1]);
            row[j] = (last[j] + 1).min(row[j - 1] + 1).min(last[j - 1] + change);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_finger_are_mended_and_other_words_left_alone() {
        let speller = Speller::new(["confidentiel", "passe", "linkedin", "partager"].into_iter());
        assert_eq!(
            speller.nearest("confidentel").map(|n| n.0),
            Some("confidentiel")
        );
        assert_eq!(speller.nearest("linkdin").map(|n| n.0), Some("linkedin"));
        assert_eq!(speller.nearest("partgaer").map(|n| n.0), Some("partager"));
        assert_eq!(speller.nearest("parking"), None);
    }
}
