//! Words that a pattern cannot match without, so that it is not tried, nor even compiled, on a text
//! that has none of them.
//!
//! They are read off the pattern itself, so that no list has to be kept beside it: a match of
//! `(?:we|they)\s+won` holds "we" or "they", and in any case "won", which says the most.

use aho_corasick::{AhoCorasick, MatchKind};
use regex_syntax::hir::{Class, Hir, HirKind};

use super::pattern::expand;

/// More ways to write a part of a pattern than this are not followed.
const MOST: usize = 200;
/// A class of more characters than this says nothing of a text.
const WIDEST: u32 = 8;
/// A shorter word is in every text.
const SHORTEST: usize = 2;

/// What is known of a part of a pattern.
struct Part {
    /// All it can match, in lower case, where that is few things.
    exact: Option<Vec<String>>,
    /// Words of which every match holds one.
    best: Option<Vec<String>>,
}

const NOTHING: Part = Part {
    exact: None,
    best: None,
};

fn exact(words: Vec<String>) -> Part {
    Part {
        best: worthy(&words).then(|| words.clone()),
        exact: Some(words),
    }
}

fn worthy(words: &[String]) -> bool {
    words.iter().all(|word| word.len() >= SHORTEST)
}

fn shortest(words: &[String]) -> usize {
    words.iter().map(String::len).min().unwrap_or_default()
}

/// The one of the two that says more.
fn better(one: Option<Vec<String>>, other: Option<Vec<String>>) -> Option<Vec<String>> {
    let rank = |words: &Vec<String>| (shortest(words), usize::MAX - words.len());
    one.into_iter().chain(other).max_by_key(rank)
}

fn union(mut words: Vec<String>) -> Vec<String> {
    words.sort_unstable();
    words.dedup();
    words
}

/// The characters of a class, in lower case. Folded text holds neither the long s nor the kelvin
/// sign, which are the only other cases of a plain letter.
fn class(class: &Class) -> Part {
    let Class::Unicode(class) = class else {
        return NOTHING;
    };
    let width = |range: &regex_syntax::hir::ClassUnicodeRange| {
        u32::from(range.end()) - u32::from(range.start()) + 1
    };
    if class.iter().map(width).fold(0, u32::saturating_add) > 3 * WIDEST {
        return NOTHING;
    }
    let all = class.iter().flat_map(|range| range.start()..=range.end());
    let all = all.filter(|c| !matches!(c, '\u{17f}' | '\u{212a}'));
    let words = union(all.map(|c| c.to_ascii_lowercase().to_string()).collect());
    if words.is_empty() || words.len() > WIDEST as usize {
        return NOTHING;
    }
    exact(words)
}

fn concat(parts: &[Hir]) -> Part {
    let mut whole = true;
    let mut best = None;
    let mut run = vec![String::new()];
    for hir in parts {
        let part = read(hir);
        let fits = part
            .exact
            .filter(|words| words.len().saturating_mul(run.len()) <= MOST);
        if let Some(words) = fits {
            let crossed = run
                .iter()
                .flat_map(|start| words.iter().map(move |end| format!("{start}{end}")));
            run = crossed.collect();
            continue;
        }
        whole = false;
        best = better(best, worthy(&run).then_some(run));
        best = better(best, part.best);
        run = vec![String::new()];
    }
    Part {
        best: better(best, worthy(&run).then(|| run.clone())),
        exact: whole.then_some(run),
    }
}

fn alternation(parts: &[Hir]) -> Part {
    let (mut all, mut any) = (Some(Vec::new()), Some(Vec::new()));
    for hir in parts {
        let part = read(hir);
        all = all.zip(part.exact).map(|(mut all, words)| {
            all.extend(words);
            all
        });
        any = any.zip(part.best).map(|(mut any, words)| {
            any.extend(words);
            any
        });
    }
    Part {
        exact: all.map(union).filter(|words| words.len() <= MOST),
        best: any.map(union),
    }
}

fn read(hir: &Hir) -> Part {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => exact(vec![String::new()]),
        HirKind::Literal(literal) => std::str::from_utf8(&literal.0)
            .map_or(NOTHING, |text| exact(vec![text.to_ascii_lowercase()])),
        HirKind::Class(it) => class(it),
        HirKind::Capture(capture) => read(&capture.sub),
        HirKind::Concat(parts) => concat(parts),
        HirKind::Alternation(parts) => alternation(parts),
        HirKind::Repetition(repetition) => match (repetition.min, repetition.max) {
            (0, Some(1)) => Part {
                exact: read(&repetition.sub).exact.map(|mut words| {
                    words.push(String::new());
                    union(words)
                }),
                best: None,
            },
            (0, _) => NOTHING,
            _ => Part {
                exact: None,
                best: read(&repetition.sub).best,
            },
        },
    }
}

/// Words, in lower case, of which every match of the pattern holds one; nothing where it may do
/// without any.
fn of(pattern: &str) -> Option<Vec<String>> {
    let hir = regex_syntax::parse(&expand(pattern)).ok()?;
    read(&hir).best
}

/// Tells which of some patterns a text may match, in one look at it.
#[derive(Debug)]
pub(super) struct Hints {
    automaton: Option<AhoCorasick>,
    /// For each word of the automaton, the pattern it is a word of.
    owners: Vec<usize>,
    /// Patterns that may match any text, and all of them, as bits.
    always: u64,
    all: u64,
}

const fn bit(index: usize) -> u64 {
    if index < 64 { 1 << index } else { 0 }
}

impl Hints {
    pub fn new<'a>(patterns: impl Iterator<Item = &'a str>) -> Self {
        let (mut words, mut owners) = (Vec::new(), Vec::new());
        let (mut always, mut all) = (0, 0);
        for (index, pattern) in patterns.enumerate() {
            all |= bit(index);
            match of(pattern) {
                Some(found) => {
                    owners.resize(owners.len() + found.len(), index);
                    words.extend(found);
                }
                None => always |= bit(index),
            }
        }
        // Overlapping search: one pattern's word may be part of another's.
        let automaton = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::Standard)
            .build(&words)
            .ok()
            .filter(|_| !words.is_empty());
        if automaton.is_none() {
            always = all;
        }
        Self {
            automaton,
            owners,
            always,
            all,
        }
    }

    /// The patterns that `text` may match.
    pub fn hear(&self, text: &str) -> Heard {
        let mut heard = self.always;
        let found = self.automaton.iter();
        for found in found.flat_map(|words| words.find_overlapping_iter(text)) {
            let owner = self.owners.get(found.pattern().as_usize());
            heard |= owner.map_or(0, |owner| bit(*owner));
            if heard == self.all {
                break;
            }
        }
        Heard(heard)
    }
}

/// The patterns a text may match, by their position.
#[derive(Debug, Clone, Copy)]
pub(super) struct Heard(u64);

impl Heard {
    pub const fn may(self, index: usize) -> bool {
        index >= 64 || self.0 & bit(index) != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(pattern: &str) -> Vec<String> {
        union(of(pattern).unwrap_or_default())
    }

    #[test]
    fn a_pattern_gives_the_words_that_say_the_most() {
        assert_eq!(words(r"(?i)\b(?:we|they)\s+won\b"), ["won"]);
        assert_eq!(
            words("(?i)lied|lies|liars?"),
            ["liar", "liars", "lied", "lies"]
        );
        assert_eq!(words(r"wi-?fi\s*:\s*\w+"), ["wi-fi", "wifi"]);
        assert_eq!(words("(?i)(?:SK|KS)-\\d{4}"), ["ks-", "sk-"]);
        assert_eq!(words(r"(?:stop){2,}|halt"), ["halt", "stop"]);
    }

    #[test]
    fn a_pattern_that_does_without_words_gives_none() {
        for pattern in [r"\d+", "(?:very)?[a-z]+", "(?:yes|[a-z]{9})", "a|b", "("] {
            assert_eq!(of(pattern), None, "{pattern}");
        }
    }

    #[test]
    fn a_text_may_match_the_patterns_of_which_it_holds_a_word() {
        let hints = Hints::new(["(?i)kiss", r"\d\d", "misses?"].into_iter());
        let heard = |text: &str| {
            let heard = hints.hear(text);
            [0, 1, 2].map(|index| heard.may(index))
        };
        assert_eq!(heard("nothing"), [false, true, false]);
        assert_eq!(heard("a KISS"), [true, true, false]);
        assert_eq!(heard("she misses it"), [false, true, true]);
    }
}
