//! What a text has to be made of for a pattern to match anywhere in it: digits, characters that few
//! texts hold, and enough characters without a space. A look at each byte of the text tells, and
//! keeps most patterns from being tried on most of the messages whose words call for them.

use regex_syntax::hir::{Class, Hir, HirKind};

use super::pattern::expand;

/// Counting more than any pattern needs would be idle.
const MOST: usize = 64;
/// Sets beyond these are not worth their look.
const MOST_SETS: usize = 4;
/// The bit of a set that stands for all that is not ASCII.
const OTHER: u128 = 1;
/// What nearly every text holds: a set with any of it says nothing.
const COMMON: u128 = {
    let mut bits = 1 << b' ' | 1 << b'\n';
    let mut letter = b'a';
    while letter <= b'z' {
        bits |= 1 << letter;
        letter += 1;
    }
    bits
};

const fn bit(byte: u8) -> u128 {
    if byte < 0x80 { 1 << byte } else { OTHER }
}

const fn space(byte: u8) -> bool {
    matches!(byte, b'\t'..=b'\r' | b' ')
}

/// What a text is made of.
#[derive(Debug, Default)]
pub(super) struct Made {
    /// ASCII digits in it, and the longest run of bytes without a space.
    digits: usize,
    run: usize,
    bytes: u128,
}

impl Made {
    pub fn of(text: &str) -> Self {
        let (mut made, mut run) = (Self::default(), 0);
        for byte in text.bytes() {
            made.bytes |= bit(byte);
            made.digits += usize::from(byte.is_ascii_digit());
            run = if space(byte) { 0 } else { run + 1 };
            made.run = made.run.max(run);
        }
        made
    }

    /// Whether it holds at least so many digits, as far as these are counted.
    pub fn has_digits(&self, least: usize) -> bool {
        self.digits >= least.min(MOST)
    }
}

/// What every text in which a pattern matches is made of.
#[derive(Debug, Default)]
pub(super) struct Needs {
    pub digits: usize,
    run: usize,
    /// Each holds characters of which one has to be there.
    sets: Vec<u128>,
}

impl Needs {
    /// Digits, and nothing else.
    pub fn digits(digits: usize) -> Self {
        Self {
            digits,
            ..Self::default()
        }
    }

    pub fn of(pattern: &str) -> Self {
        // A pattern that does not parse is refused when it is compiled.
        let Ok(hir) = regex_syntax::parse(&expand(pattern)) else {
            return Self::default();
        };
        let mut sets = sets(&hir);
        sets.sort_unstable_by_key(|set| (set.count_ones(), *set));
        sets.dedup();
        sets.truncate(MOST_SETS);
        Self {
            digits: digits(&hir),
            run: run(&hir).best.min(MOST),
            sets,
        }
    }

    pub fn met(&self, text: &Made) -> bool {
        text.has_digits(self.digits)
            && text.run >= self.run
            && self.sets.iter().all(|set| text.bytes & set != 0)
    }
}

/// The number of ASCII digits in the poorest text that matches.
pub(super) fn digits(hir: &Hir) -> usize {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => 0,
        HirKind::Literal(literal) => literal.0.iter().filter(|b| b.is_ascii_digit()).count(),
        HirKind::Class(class) => {
            let all = set(class);
            usize::from(all != 0 && all & !DIGITS == 0)
        }
        HirKind::Repetition(repetition) => {
            digits(&repetition.sub).saturating_mul(times(repetition.min))
        }
        HirKind::Capture(capture) => digits(&capture.sub),
        HirKind::Concat(parts) => parts
            .iter()
            .fold(0, |sum, part| sum.saturating_add(digits(part))),
        HirKind::Alternation(parts) => parts.iter().map(digits).min().unwrap_or(0),
    }
}

const DIGITS: u128 = ((1 << 10) - 1) << b'0';

fn times(count: u32) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

/// The characters of a class. Folded text holds neither the long s nor the kelvin sign, which
/// patterns that ignore case add to plain letters.
fn set(class: &Class) -> u128 {
    let ranges: Vec<(u32, u32)> = match class {
        Class::Unicode(class) => class
            .iter()
            .filter(|range| {
                !(range.start() == range.end() && "\u{17f}\u{212a}".contains(range.start()))
            })
            .map(|range| (range.start().into(), range.end().into()))
            .collect(),
        Class::Bytes(class) => class
            .iter()
            .map(|range| (range.start().into(), range.end().into()))
            .collect(),
    };
    let bits = |(start, end): (u32, u32)| {
        let ascii = (start..=end.min(0x7f)).fold(0, |bits, at| bits | 1_u128 << at);
        if end > 0x7f { ascii | OTHER } else { ascii }
    };
    ranges.into_iter().map(bits).fold(0, |all, some| all | some)
}

/// Sets of characters that are not common, of each of which every match holds one.
fn sets(hir: &Hir) -> Vec<u128> {
    let mut found = match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => Vec::new(),
        HirKind::Literal(literal) => literal.0.iter().copied().map(bit).collect(),
        HirKind::Class(class) => vec![set(class)],
        HirKind::Repetition(repetition) if repetition.min == 0 => Vec::new(),
        HirKind::Repetition(repetition) => sets(&repetition.sub),
        HirKind::Capture(capture) => sets(&capture.sub),
        HirKind::Concat(parts) => parts.iter().flat_map(sets).collect(),
        HirKind::Alternation(parts) => {
            let narrowest = |part| sets(part).into_iter().min_by_key(|set| set.count_ones());
            let each: Option<Vec<u128>> = parts.iter().map(narrowest).collect();
            each.map(|each| each.into_iter().fold(0, |all, set| all | set))
                .into_iter()
                .collect()
        }
    };
    found.retain(|set| set & COMMON == 0);
    found
}

/// How many characters without a space a match holds side by side.
struct Run {
    /// The length of the whole, where no match of it holds a space.
    whole: Option<usize>,
    best: usize,
}

fn run(hir: &Hir) -> Run {
    let solid = |length| Run {
        whole: Some(length),
        best: length,
    };
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => solid(0),
        HirKind::Literal(literal) => {
            let pieces = literal.0.split(|byte| space(*byte));
            let best = pieces.map(<[u8]>::len).max().unwrap_or_default();
            Run {
                whole: (best == literal.0.len()).then_some(best),
                best,
            }
        }
        HirKind::Class(class) => {
            let spaces = (0..0x80).filter(|byte| space(*byte));
            let spaces = spaces.fold(0, |all, byte| all | bit(byte));
            if set(class) & spaces == 0 {
                solid(1)
            } else {
                Run {
                    whole: None,
                    best: 0,
                }
            }
        }
        HirKind::Repetition(repetition) => {
            let sub = run(&repetition.sub);
            let least = times(repetition.min);
            let whole = sub.whole.map(|length| length.saturating_mul(least));
            Run {
                whole,
                best: whole.unwrap_or(if least > 0 { sub.best } else { 0 }),
            }
        }
        HirKind::Capture(capture) => run(&capture.sub),
        HirKind::Concat(parts) => {
            let (mut whole, mut best, mut here) = (Some(0_usize), 0, 0_usize);
            for part in parts.iter().map(run) {
                here = part.whole.map_or(0, |length| here.saturating_add(length));
                whole = whole.zip(part.whole).map(|_| here);
                best = best.max(part.best).max(here);
            }
            Run { whole, best }
        }
        HirKind::Alternation(parts) => {
            let runs: Vec<Run> = parts.iter().map(run).collect();
            let whole: Option<Vec<usize>> = runs.iter().map(|run| run.whole).collect();
            Run {
                whole: whole.and_then(|lengths| lengths.into_iter().min()),
                best: runs.iter().map(|run| run.best).min().unwrap_or(0),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn met(pattern: &str, text: &str) -> bool {
        Needs::of(pattern).met(&Made::of(text))
    }

    #[test]
    fn digits_are_counted_where_a_match_has_them_all() {
        assert_eq!(Needs::of(r"code \d{4}|pin \d\d").digits, 2);
        assert_eq!(Needs::of(r"[a-z0-9]{8}\d*").digits, 0);
        assert!(met(r"code \d{4}|pin \d\d", "1 and 2"));
        assert!(!met(r"code \d{4}|pin \d\d", "only 1"));
    }

    #[test]
    fn a_text_without_the_signs_of_a_pattern_does_not_match_it() {
        assert!(!met(r"(?i)key\s*(?:=|:)\s*\w+", "the key is lost"));
        assert!(met(r"(?i)key\s*(?:=|:)\s*\w+", "so: the key is lost"));
        assert!(!met(r"\b[A-Z][a-z]+ won\b", "they won"));
        assert!(met(r"(?i)\b[A-Z][a-z]+ won\b", "they won"));
        assert!(met(r"(?:=|of) me", "one of me"));
        assert!(met(r"(?i)kiss=", "kiss="));
    }

    #[test]
    fn a_text_of_short_words_matches_no_long_one() {
        assert!(!met(r"id [A-Za-z0-9]{20}", "id of all that is here"));
        assert!(met(r"id [A-Za-z0-9]{5}", "seventeen"));
        assert!(met(r"[\w ]{20}", "some of all that is here"));
        assert!(!met(r"(?:ab){3}c?\d", "a b c d e f 1 2 3"));
        assert!(met(r"(?:[a-z]{9}|[a-z]{3})-", "abc-"));
    }
}
