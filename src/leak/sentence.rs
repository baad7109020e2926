//! Where a sentence begins and ends, so that a remark clears what it speaks of and nothing else.
//!
//! Chat has few full stops and many line ends; both close a sentence here. Every look is bounded,
//! so that a long message costs no more per finding than a short one.

use std::ops::Range;

/// A sentence longer than this on one side of a value is cut there.
const FAR: usize = 400;
/// Lines a heading may stand above what it introduces.
const LINES: usize = 12;

/// Words whose full stop ends no sentence.
const ABBREVIATIONS: &[&str] = &[
    "m", "mm", "mr", "mrs", "ms", "mme", "mlle", "dr", "e.g", "i.e", "p.ex", "cf", "vs", "env",
    "approx", "tel",
];

/// The character boundary at or before `at`.
pub(super) fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The character boundary at or after `at`.
pub(super) fn ceil(text: &str, mut at: usize) -> usize {
    while at < text.len() && !text.is_char_boundary(at) {
        at += 1;
    }
    at.min(text.len())
}

/// Whether a sentence ends right before `at`.
fn ends_before(text: &str, at: usize) -> bool {
    let (head, tail) = text.split_at(at);
    let closed = tail.chars().next().is_none_or(char::is_whitespace);
    if head.ends_with('\n') {
        return true;
    }
    if !closed {
        return false;
    }
    if head.ends_with(['!', '?']) {
        return true;
    }
    head.strip_suffix('.').is_some_and(|sentence| {
        let from = floor(sentence, sentence.len().saturating_sub(12));
        let word = sentence[from..]
            .rsplit(|c: char| c.is_whitespace() || c == '(')
            .next()
            .unwrap_or_default();
        !ABBREVIATIONS.contains(&word.to_ascii_lowercase().as_str())
    })
}

fn start(text: &str, at: usize) -> usize {
    let least = floor(text, at.saturating_sub(FAR));
    let mut here = at;
    while here > least {
        if ends_before(text, here) {
            return here;
        }
        here = floor(text, here - 1);
    }
    least
}

fn end(text: &str, at: usize) -> usize {
    let most = ceil(text, at + FAR);
    let mut here = at;
    while here < most {
        if text[here..].starts_with('\n') || (here > 0 && ends_before(text, here)) {
            return here;
        }
        here = ceil(text, here + 1);
    }
    most
}

/// The sentence that holds `value`.
pub(super) fn around(text: &str, value: &Range<usize>) -> Range<usize> {
    start(text, value.start)..end(text, value.end)
}

/// What follows `value`, to the end of its line.
pub(super) fn rest(text: &str, value: &Range<usize>) -> Range<usize> {
    let most = ceil(text, value.end + FAR);
    let line = text[value.end..most].find('\n');
    value.end..line.map_or(most, |length| value.end + length)
}

/// The sentence that ends where `own` begins.
pub(super) fn before(text: &str, own: &Range<usize>) -> Range<usize> {
    let to = text[..own.start].trim_end().len();
    start(text, floor(text, to.saturating_sub(1)))..to
}

/// The sentence that begins where `own` ends.
pub(super) fn after(text: &str, own: &Range<usize>) -> Range<usize> {
    let from = text.len() - text[own.end..].trim_start().len();
    from..end(text, ceil(text, from + 1))
}

/// The line ending with a colon that opens the block of lines `own` is in.
pub(super) fn opening(text: &str, own: &Range<usize>) -> Option<Range<usize>> {
    let mut at = own.start;
    for _ in 0..LINES {
        let above = text[..at].trim_end_matches(['\n', '\r']);
        let breaks = text[above.len()..at].matches('\n').count();
        if breaks > 1 || above.is_empty() {
            return None;
        }
        let least = floor(text, above.len().saturating_sub(FAR));
        let from = above[least..]
            .rfind('\n')
            .map_or(least, |found| least + found + 1);
        let line = from..above.len();
        if text[line.clone()].trim_end().ends_with(':') {
            return Some(line);
        }
        at = line.start;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str, word: &str) -> [String; 3] {
        let at = text.find(word).unwrap();
        let own = around(text, &(at..at + word.len()));
        [before(text, &own), own.clone(), after(text, &own)].map(|r| text[r].trim().to_owned())
    }

    #[test]
    fn stops_and_line_ends_close_a_sentence_and_titles_do_not() {
        assert_eq!(
            split("hello M. Petit. ask Mr. Fox now! then go", "Fox"),
            ["hello M. Petit.", "ask Mr. Fox now!", "then go"]
        );
        assert_eq!(split("a\nb c\nd", "b"), ["a", "b c", "d"]);
        assert_eq!(split("node.js is here", "is"), ["", "node.js is here", ""]);
    }

    #[test]
    fn a_value_that_ends_like_a_sentence_ends_one() {
        assert_eq!(
            split("it is Tulip7! just an example", "Tulip7!"),
            ["", "it is Tulip7!", "just an example"]
        );
    }

    #[test]
    fn a_heading_opens_its_block_and_no_other() {
        let text = "made up:\none\ntwo\n\nthree";
        let opens = |word: &str| {
            let at = text.find(word).unwrap();
            let own = around(text, &(at..at + word.len()));
            opening(text, &own).map(|r| &text[r])
        };
        assert_eq!(opens("two"), Some("made up:"));
        assert_eq!(opens("three"), None);
    }

    #[test]
    fn a_long_text_is_read_no_further_than_it_must() {
        let text = "é".repeat(5000);
        let own = around(&text, &(5000..5002));
        assert!(own.len() <= 2 * FAR + 4);
    }
}
