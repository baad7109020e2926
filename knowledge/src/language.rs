//! Which language a text is in, judged by its small words.
//!
//! Function words make up a third of running French or English, so counting them is both simple
//! and more dependable on charters than statistics over letters.

use std::cmp::Ordering;

use crate::charter::Lang;
use crate::text;

const FRENCH: &[&str] = &[
    "le", "la", "les", "l", "un", "une", "des", "du", "de", "d", "et", "est", "sont", "ou", "dans",
    "sur", "pour", "par", "avec", "sans", "que", "qui", "quoi", "ne", "pas", "n", "je", "j", "tu",
    "il", "elle", "nous", "vous", "ils", "ce", "c", "cette", "ces", "se", "s", "qu", "mon", "ma",
    "mes", "notre", "votre", "vos", "nos", "leur", "leurs", "au", "aux", "en", "peut", "peux",
    "doit", "mais", "si", "quand", "comment", "puis", "ai", "sa", "ses", "son", "quel", "quelle",
    "faut", "suis", "chez", "jpeux", "koi", "pq", "ds", "bcp", "g", "etre", "faire", "fait",
];

const ENGLISH: &[&str] = &[
    "the", "an", "of", "and", "is", "are", "or", "in", "for", "by", "with", "without", "that",
    "which", "who", "what", "not", "i", "you", "he", "she", "we", "they", "this", "these", "it",
    "its", "my", "our", "your", "their", "to", "at", "can", "could", "must", "should", "may",
    "but", "if", "when", "how", "do", "does", "did", "am", "be", "been", "has", "have", "was",
    "were", "from", "about", "as", "will", "would", "there", "where", "any", "don", "allowed",
];

/// Enough text to judge by; the rest of a long document says the same.
const ENOUGH_WORDS: usize = 8_000;

/// The language of `text`, or `Other` when neither French nor English shows.
#[must_use]
pub fn detect(text: &str) -> Lang {
    let (total, french, english) = count(text);
    // Running text in either language stays above one small word in six; other Romance and
    // Germanic languages share a few of these words but not that many.
    if french.max(english) * 6 < total {
        return Lang::Other;
    }
    most(french, english)
}

/// The language a short question leans to: a telegraphic question has few small words, so the
/// share asked of a whole document would be too much.
pub(crate) fn lean(text: &str) -> Lang {
    let (_, french, english) = count(text);
    most(french, english)
}

fn most(french: usize, english: usize) -> Lang {
    match french.cmp(&english) {
        Ordering::Greater => Lang::Fr,
        Ordering::Less => Lang::En,
        Ordering::Equal => Lang::Other,
    }
}

fn count(text: &str) -> (usize, usize, usize) {
    let (mut total, mut french, mut english) = (0_usize, 0_usize, 0_usize);
    for word in text::words(text).take(ENOUGH_WORDS) {
        total += 1;
        french += usize::from(FRENCH.contains(&word.as_str()));
        english += usize::from(ENGLISH.contains(&word.as_str()));
    }
    (total, french, english)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_and_english_are_told_apart() {
        assert_eq!(
            detect("Les agents ne publient pas d'informations dans la presse."),
            Lang::Fr
        );
        assert_eq!(
            detect("You must not share internal documents with the press."),
            Lang::En
        );
        assert_eq!(
            detect("est-ce que je peux poster sur mon compte ?"),
            Lang::Fr
        );
    }

    #[test]
    fn anything_else_is_other() {
        let german = "Mitarbeiter dürfen keine vertraulichen Informationen veröffentlichen, \
            auch wenn sie privat handeln und niemand zuhört.";
        assert_eq!(detect(german), Lang::Other);
        assert_eq!(detect("12 34 56"), Lang::Other);
        assert_eq!(
            detect("従業員は機密情報を共有してはいけません"),
            Lang::Other
        );
    }
}
