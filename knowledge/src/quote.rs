//! Which words of a section to quote: the passage nearest the question, with the neighbours that
//! belong to it, as one unbroken slice of the source.

use std::ops::Range;

use crate::charter::Passage;

/// Longest quote worth reading in a chat.
const LONGEST: usize = 700;
const MOST_PASSAGES: usize = 3;

/// Chooses among the passages of one section, given how well each matches.
pub(crate) fn choose(source: &str, passages: &[Passage], scores: &[f32]) -> Option<Range<usize>> {
    let mut best = 0;
    for (at, score) in scores.iter().enumerate().take(passages.len()) {
        if *score > scores[best] {
            best = at;
        }
    }
    let score = |at: usize| scores.get(at).copied().unwrap_or(0.0);
    let (mut first, mut last) = (best, best);
    let mut quote = passages.get(best)?.range.clone();
    while last - first + 1 < MOST_PASSAGES {
        let before = first.checked_sub(1);
        let after = (last + 1 < passages.len()).then_some(last + 1);
        // A list means little without the line that announces it, and that line nothing alone.
        let line_above = before.filter(|at| ends_with_colon(source, &passages[*at].range));
        let list_below = after.filter(|_| ends_with_colon(source, &passages[last].range));
        let worth = |at: &usize| score(*at) > 0.0 && score(*at) >= 0.6 * score(best);
        let short = quote.len() < 120;
        let next = line_above
            .or(list_below)
            .or(after.filter(worth))
            .or(before.filter(worth))
            .or(after.filter(|_| short));
        let Some(next) = next else { break };
        let (start, end) = (
            quote.start.min(passages[next].range.start),
            quote.end.max(passages[next].range.end),
        );
        // Nothing left out of search may slip into a quote between two passages.
        if end - start > LONGEST || source[start..end].contains("{%") {
            break;
        }
        quote = start..end;
        first = first.min(next);
        last = last.max(next);
    }
    Some(quote)
}

fn ends_with_colon(source: &str, range: &Range<usize>) -> bool {
    source[range.clone()]
        .trim_end_matches(['*', '_'])
        .ends_with(':')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_quoted_with_the_line_that_announces_it() {
        let source = "Avant. Il est interdit :\n- de mentir\n- de voler\nAprès tout.";
        let passages: Vec<_> = [(0, 6), (7, 24), (25, 47), (48, source.len())]
            .map(|(start, end)| Passage { range: start..end })
            .into();
        let quote = choose(source, &passages, &[0.0, 0.1, 1.0, 0.0]).unwrap();
        assert_eq!(&source[quote.start..][..16], "Il est interdit ");
        assert!(source[quote].contains("de voler"));
    }

    #[test]
    fn nothing_is_quoted_from_an_empty_section() {
        assert_eq!(choose("", &[], &[]), None);
    }
}
