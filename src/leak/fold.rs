//! A plain copy of a message to match against, with the way back to the original offsets.
//!
//! People drop accents, paste no-break spaces and sometimes hide a secret behind zero-width
//! characters. Rules would need a class for each; folding once keeps the patterns readable.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The folded text and, unless it equals the original, where each of its bytes came from.
pub(super) struct Folded<'a> {
    /// Text without accents, zero-width characters or typographic quotes. Case is kept.
    pub text: Cow<'a, str>,
    /// For each folded byte, the original character's byte range. Empty means identity.
    map: Vec<(usize, usize)>,
}

const fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{00ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
            | '\u{feff}' | '\u{fe0e}' | '\u{fe0f}'
    )
}

/// Punctuation that keyboards and word processors vary at will.
const fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{2018}' | '\u{2019}' | '\u{02bc}' | '\u{00b4}' => "'",
        '\u{201c}' | '\u{201d}' | '\u{00ab}' | '\u{00bb}' => "\"",
        '\u{2010}'..='\u{2012}' | '\u{2212}' => "-",
        // The spaces that have no plain form of their own.
        '\u{85}' | '\u{2028}' | '\u{2029}' => "\n",
        '\u{1680}' => " ",
        'œ' => "oe",
        'Œ' => "OE",
        'æ' => "ae",
        'Æ' => "AE",
        'ß' => "ss",
        _ => return None,
    })
}

impl<'a> Folded<'a> {
    /// Folds `text`; plain ASCII is borrowed as it is.
    pub fn new(text: &'a str) -> Self {
        if text.is_ascii() {
            return Self {
                text: Cow::Borrowed(text),
                map: Vec::new(),
            };
        }
        let mut folded = String::with_capacity(text.len());
        let mut map = Vec::with_capacity(text.len());
        for (start, c) in text.char_indices() {
            let source = (start, start + c.len_utf8());
            if is_invisible(c) {
                continue;
            }
            if let Some(known) = plain(c) {
                folded.push_str(known);
            } else if c.is_ascii() {
                folded.push(c);
            } else {
                folded.extend(std::iter::once(c).nfkd().filter(|d| !is_combining_mark(*d)));
            }
            map.resize(folded.len(), source);
        }
        Self {
            text: Cow::Owned(folded),
            map,
        }
    }

    /// The original byte range of a non-empty folded range.
    pub fn original(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.map.get(range.start).map_or(range.start, |s| s.0);
        let end = range
            .end
            .checked_sub(1)
            .and_then(|last| self.map.get(last))
            .map_or(range.end, |s| s.1);
        start..end
    }
}

/// Folds and lower-cases a rule's keyword, so that a keyword typed with accents still works.
pub(super) fn keyword(word: &str) -> String {
    Folded::new(word).text.to_ascii_lowercase()
}

/// Folds the letters of a pattern, which is matched against folded text; its other characters may
/// be syntax and stay.
pub(super) fn letters(pattern: &str) -> String {
    let mut folded = String::with_capacity(pattern.len());
    let mut bytes = [0; 4];
    for c in pattern.chars() {
        if c.is_alphabetic() && !c.is_ascii() {
            folded.push_str(&Folded::new(c.encode_utf8(&mut bytes)).text);
        } else {
            folded.push(c);
        }
    }
    folded
}
