//! Passages: pieces of a section small enough to quote whole, cut only where sentences end.

use std::ops::Range;

use crate::charter::Passage;
use crate::outline::Block;

/// Above this, a block is cut at sentence ends; below, neighbouring list items are put together.
const TARGET: usize = 600;

/// Cuts and groups the blocks of one section.
pub(crate) fn pack(source: &str, blocks: &[Block]) -> Vec<Passage> {
    let mut passages: Vec<Passage> = Vec::new();
    let mut last_joins = false;
    for block in blocks {
        if let Some(last) = passages.last_mut()
            && last_joins
            && block.joins
            && block.range.end - last.range.start <= TARGET
            && is_blank_or_bullet(&source[last.range.end..block.range.start])
        {
            last.range.end = block.range.end;
            continue;
        }
        cut(source, block.range.clone(), &mut passages);
        last_joins = block.joins;
    }
    passages
}

/// What lies between two joined blocks must not hide anything, such as a skipped template tag.
fn is_blank_or_bullet(between: &str) -> bool {
    between
        .chars()
        .all(|c| c.is_whitespace() || "->*+|:.)".contains(c) || c.is_ascii_digit())
}

/// Cuts `range` into runs of whole sentences of at most about [`TARGET`] bytes.
fn cut(source: &str, range: Range<usize>, passages: &mut Vec<Passage>) {
    let mut start = range.start;
    let mut push = |range: Range<usize>| {
        let range = trim(source, range);
        if !range.is_empty() {
            passages.push(Passage { range });
        }
    };
    while range.end - start > TARGET {
        let limit = source.floor_char_boundary(start + TARGET);
        let window = &source[start..limit];
        // A sentence longer than a passage is cut between words, and a word longer than a
        // passage anywhere: nobody wrote that for reading.
        let end = last_sentence_end(window)
            .or_else(|| window.rfind(char::is_whitespace).map(|at| at + 1))
            .filter(|end| window.is_char_boundary(*end))
            .map_or(limit, |end| start + end);
        push(start..end);
        start = end;
    }
    push(start..range.end);
}

/// Where the last whole sentence of `window` ends.
fn last_sentence_end(window: &str) -> Option<usize> {
    let mut search = window.len();
    while let Some(at) = window[..search].rfind(['.', '!', '?', '…', '。']) {
        let mark = window[at..].chars().next().map_or(1, char::len_utf8);
        // Closing marks belong to the sentence they close.
        let mut end = at + mark;
        while let Some(c) = window[end..].chars().next()
            && "*_\"')]»”’".contains(c)
        {
            end += c.len_utf8();
        }
        let next = window[end..].chars().next();
        let spaced = next.is_some_and(char::is_whitespace) || &window[at..at + mark] == "。";
        if spaced && at > 0 && !is_abbreviation(window, at) {
            return Some(end);
        }
        search = at;
    }
    None
}

/// A full stop after one letter, a number, or a usual short form does not end a sentence.
fn is_abbreviation(window: &str, at: usize) -> bool {
    if !window[at..].starts_with('.') {
        return false;
    }
    let word = window[..at]
        .rsplit(|c: char| !c.is_alphanumeric() && c != '.')
        .next();
    let word = word.unwrap_or_default();
    let short = [
        "art", "cf", "ex", "mr", "mrs", "dr", "vs", "no", "e.g", "i.e", "p.ex", "al",
    ];
    word.chars().count() == 1
        || (!word.is_empty() && word.chars().all(|c| c.is_ascii_digit()))
        || short.contains(&word.to_lowercase().as_str())
}

/// `range` without white space at either end.
pub(crate) fn trim(source: &str, range: Range<usize>) -> Range<usize> {
    let slice = &source[range.clone()];
    let start = range.start + (slice.len() - slice.trim_start().len());
    start..start + slice.trim().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(source: &str) -> Vec<&str> {
        let block = Block {
            range: 0..source.len(),
            joins: false,
        };
        pack(source, &[block])
            .into_iter()
            .map(|p| &source[p.range])
            .collect()
    }

    #[test]
    fn one_giant_line_is_cut_where_sentences_end() {
        let source = "Les agents, cf. art. 4 du code, ne publient rien « d'interne ». ".repeat(60);
        let pieces = pieces(source.trim());
        assert!(pieces.len() > 4);
        for piece in pieces {
            assert!(piece.len() <= TARGET);
            assert!(
                piece.starts_with("Les agents") && piece.ends_with("»."),
                "{piece}"
            );
        }
    }

    #[test]
    fn text_without_sentences_is_cut_between_words_and_loses_nothing() {
        let source = "mot ".repeat(1_000);
        assert!(
            pieces(source.trim())
                .iter()
                .all(|piece| piece.ends_with("mot"))
        );
        let source = "é".repeat(5_000);
        assert_eq!(pieces(&source).concat(), source);
    }

    #[test]
    fn short_list_items_share_a_passage() {
        let source = "- one\n- two\n- three\n";
        let blocks: Vec<_> = [0..5, 6..11, 12..19]
            .map(|range| Block { range, joins: true })
            .into();
        let passages = pack(source, &blocks);
        assert_eq!(passages.len(), 1);
        assert_eq!(&source[passages[0].range.clone()], source.trim());
    }
}
