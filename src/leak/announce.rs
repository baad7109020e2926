//! A password or a code announced in words.
//!
//! People name what the value opens, sooner or later give the value, and put nearly anything in
//! between. A pattern can say what the words are, not how far apart they may be nor which of the
//! words that follow is the value. So the words near an announcement are weighed one by one: what
//! was named, what leads to the word, what the word looks like, how far away it is.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

use regex::{Regex, RegexBuilder};
use serde::Deserialize;

use super::guard;
use super::reader::Seen;
use super::sentence::{ceil, floor};
use super::validate::{Shape, identifier, shape, unit};

/// Bytes of text on either side of what is named in which its value may be.
const REACH: usize = 110;
/// Words after what is named among which its value may be.
const WORDS: usize = 14;
/// Words before it likewise.
const BACK: usize = 5;
/// How much naming a thing says of a value near it: a thing that opens with nothing else, and one
/// that may. Without more, either is most likely not followed by its value.
const STRONG: f32 = 1.9;
const WEAK: f32 = 0.8;
const DOUBT: f32 = 3.2;
/// A pattern that saw the same value says more of it.
const SUREST: f32 = 0.84;
/// What is named is read this many times in one message, no more.
const MOST_NAMED: usize = 40;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    password: String,
    account: String,
    code: String,
    place: String,
    does: String,
    leads: String,
    none: String,
    token: String,
    parts: String,
    disguise: String,
    adds: String,
    signs: BTreeMap<String, String>,
    figures: BTreeMap<String, String>,
    spelling: BTreeMap<String, String>,
}

/// The words of announcements, shared with what is given in parts.
pub(super) struct Grammar {
    pub password: Regex,
    pub account: Regex,
    pub code: Regex,
    pub place: Regex,
    pub token: Regex,
    pub parts: Regex,
    pub disguise: Regex,
    pub adds: Regex,
    /// Signs and figures said as words.
    pub signs: BTreeMap<String, String>,
    pub digits: BTreeMap<String, String>,
    /// Words that stand for their first letter.
    pub spelling: BTreeSet<String>,
    /// Finds the words of both.
    pub said: Regex,
    /// Both are looked for at the end of what comes before a word.
    does: Regex,
    leads: Regex,
    none: Regex,
    figures: Regex,
    groups: Regex,
    moment: Regex,
    size: Regex,
    counted: Regex,
}

pub(super) static GRAMMAR: LazyLock<Grammar> = LazyLock::new(|| {
    let raw: Raw = toml::from_str(include_str!("../../rules/announce.toml"))
        .unwrap_or_else(|error| unreachable!("announcement grammar: {error}"));
    let regex = |pattern: &str| {
        RegexBuilder::new(&super::pattern::expand(pattern))
            .case_insensitive(true)
            .dfa_size_limit(super::DFA_LIMIT)
            .build()
            .unwrap_or_else(|error| unreachable!("announcement grammar: {error}"))
    };
    let flat = |pattern: &str| pattern.trim().replace('\n', "");
    let word = |pattern: &str| regex(&format!(r"(?:^|[^a-z0-9]){}(?:[^a-z]|$)", flat(pattern)));
    let ending = |pattern: &str| regex(&format!(r#"{}[\s"'`«(*:]*$"#, flat(pattern)));
    let spelling: BTreeSet<String> = raw
        .spelling
        .values()
        .flat_map(|list| list.split_whitespace())
        .map(str::to_owned)
        .collect();
    let said: Vec<&str> = raw
        .figures
        .keys()
        .chain(&spelling)
        .map(String::as_str)
        .collect();
    Grammar {
        said: regex(&format!(r"\b(?:{}|comme|as)\b", said.join("|"))),
        password: word(&raw.password),
        account: word(&raw.account),
        code: word(&raw.code),
        place: word(&raw.place),
        does: ending(&format!(r"\b{}", flat(&raw.does))),
        leads: ending(&raw.leads),
        none: regex(&flat(&raw.none)),
        token: word(&raw.token),
        parts: regex(&flat(&raw.parts)),
        disguise: regex(&flat(&raw.disguise)),
        adds: regex(&flat(&raw.adds)),
        signs: raw.signs,
        digits: raw.figures,
        spelling,
        figures: regex(
            r"^#?(?:\d{4,8}[a-f*#]{0,2}|[a-z]\d{3,6}[a-z*#]?|\d{2,5}[a-z]\d{0,4}[*#]?|\d{1,3}(?:-\d{1,3}){2,4}|[0-9a-z](?:-[0-9a-z]){3,7}|\d(?: \d){3,7}|\d\d(?: \d\d){2,3})$",
        ),
        groups: regex(r"(?-u:\b)(?:\d(?: \d){3,7}|\d\d(?: \d\d){2,3})(?-u:\b)"),
        moment: regex(
            r"^\d{1,4}(?:[:h/.]\d{0,4}){1,2}$|^(?:19|20)\d\d-\d\d|^v?\d+(?:[.,]\d+)+[a-z]{0,2}$|\d\.\d+\.\d|^[a-z]{2,6}\d$|^[a-z]{2,5}-\d+$|^[0-9a-f]{8}-[0-9a-f]{4}-",
        ),
        size: regex(r"^\d+[a-z]{1,3}$"),
        counted: regex(
            r"^[\s,]*(?:people|persons?|users?|items?|lines?|lignes|personnes|euros?|eur\b|€|\$|k\b|%|fois|times|jours|days|min|h\b|km|m\b|ms\b|kg|mo\b|go\b|mb\b|gb\b|postes|messages|commits|files)",
        ),
    }
});

/// What an announcement may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    /// A password: any word will do.
    Password,
    /// A door, an alarm, a card: figures, with a letter perhaps.
    Code,
}

/// The words of `range`, without the marks around them, with whether quotes are among these.
fn words(text: &str, range: Range<usize>) -> impl Iterator<Item = (Range<usize>, bool)> + '_ {
    text[range].split_whitespace().filter_map(move |word| {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        let emoji = |c: char| c == '_' || c == ':' || c.is_ascii_lowercase();
        if word.starts_with(':') && word.contains('_') && word.chars().all(emoji) {
            return None;
        }
        // An apostrophe ahead of a word is most often an elision.
        let quoted = word.starts_with(['"', '`', '*'])
            || word.len() > 1 && word.starts_with('\'') && word.ends_with('\'');
        let inner = word.trim_start_matches(['"', '\'', '`', '(', '[', '*', ':', '=', ',', '>']);
        let from = start + word.len() - inner.len();
        let inner = inner.trim_end_matches(['"', '\'', '`', ')', ']', ',', ';', ':']);
        let inner = inner.strip_suffix(['.', '?']).unwrap_or(inner);
        (!inner.is_empty()).then(|| (from..from + inner.len(), quoted))
    })
}

/// Whether a word is made as people make passwords, and not as code, paths or addresses are.
fn clean(word: &str) -> bool {
    let odd =
        |c: char| !(c.is_alphabetic() || c.is_ascii_digit() || "!@#$%&*?+=_.,~/-".contains(c));
    let start = word.starts_with(|c: char| c.is_alphanumeric() || "!#$@*&%".contains(c));
    let slashes = word.matches('/').count() + 2 * word.matches('=').count();
    let capital = word.starts_with(|c: char| c.is_ascii_uppercase());
    let host = word
        .rsplit_once('@')
        .is_some_and(|(_, host)| host.contains('.'));
    let variable =
        word.starts_with(['$', '%', '@', '#', '*']) && !word.bytes().any(|b| b.is_ascii_digit());
    start
        && !word.contains(odd)
        && slashes <= 1 + usize::from(capital)
        && !host
        && word.matches('+').count() <= 1
        && !variable
        && !word.contains("&gt")
        && !(word.contains('@') && word.contains('/'))
}

/// What the look of a word says of it: a weight, or nothing where it cannot be a value.
fn looks(named: Named, word: &str, quoted: bool) -> Option<f32> {
    let g = &*GRAMMAR;
    if !(4..=64).contains(&word.len()) {
        return None;
    }
    let dashed = named == Named::Code && word.matches('-').count() >= 3;
    let counts = unit(word) && !dashed;
    if !clean(word) || guard::ordinary_word(word) || counts || g.moment.is_match(word) {
        return None;
    }
    if guard::sequence(word) && word.len() > 10 {
        return None;
    }
    if named == Named::Code {
        if !g.figures.is_match(word) {
            return None;
        }
        let year = word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
        let lettered = word.bytes().any(|b| b.is_ascii_alphabetic());
        return Some(if year {
            0.6
        } else if lettered {
            1.9
        } else {
            1.6
        });
    }
    if g.size.is_match(word) {
        return None;
    }
    let Shape {
        mixed,
        digit,
        symbol,
    } = shape(word);
    let letter = word.bytes().any(|b| b.is_ascii_alphabetic());
    let upper = word.bytes().any(|b| b.is_ascii_uppercase());
    let hyphens = word
        .bytes()
        .filter(|b| matches!(b, b'-' | b'.' | b'_' | b'/'))
        .count();
    let upper_first = word.starts_with(|c: char| c.is_ascii_uppercase());
    let file = word.rsplit_once('.').is_some_and(|(_, kind)| {
        (2..=4).contains(&kind.len()) && kind.bytes().all(|b| b.is_ascii_lowercase())
    });
    let snake = word.contains('_') && !digit && !upper;
    if (file && !digit && !symbol) || snake {
        return None;
    }
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let weight = match () {
        () if letter
            && digit
            && !upper
            && !symbol
            && (identifier(word) || word.starts_with("0x")) =>
        {
            0.8
        }
        () if letter && digit && (symbol || mixed || hyphens > 0 || upper) => 2.2,
        () if letter && digit && digits >= 2 && word.len() >= 6 => 1.8,
        () if letter && digit => 1.1,
        () if letter && symbol && !word.contains(['?', '=', '+']) => 1.8,
        () if digit && word.len() >= 5 && !identifier(word) => 1.0,
        () if digit => 0.4,
        () if mixed && word.len() >= 7 => 1.0,
        () if hyphens >= 2 && word.len() >= 12 => 1.0,
        () if hyphens == 1 && (upper || word.len() >= 12) => 0.7,
        () if upper_first => 0.2,
        () if word.len() >= 6 => -0.3,
        () => return None,
    };
    Some(weight + if quoted { 1.0 } else { 0.0 })
}

/// What leads to the word that begins at `at`: a weight.
fn led(text: &str, from: usize, at: usize) -> f32 {
    let g = &*GRAMMAR;
    let lead = &text[floor(text, from.max(at.saturating_sub(28)))..at];
    let trimmed = lead.trim_end();
    if g.does.is_match(lead) || trimmed.ends_with([':', '=', '>', '→']) {
        1.6
    } else if g.leads.is_match(lead) {
        1.2
    } else if trimmed.ends_with(['"', '\'', '(', '/']) {
        0.7
    } else if trimmed.ends_with([',', '?', '!']) {
        0.5
    } else {
        0.0
    }
}

fn sure(weight: f32) -> f32 {
    1.0 / (1.0 + (-weight).exp())
}

/// Something named that a value may open, and where that value may be.
struct Naming<'a> {
    text: &'a str,
    named: Named,
    name: Range<usize>,
    /// The line it is on begins here.
    line: usize,
    /// What follows it.
    after: Range<usize>,
    /// What naming it says by itself.
    weight: f32,
}

/// A word that may be the value.
struct Candidate {
    word: Range<usize>,
    quoted: bool,
    /// Words between it and what is named.
    distance: usize,
    behind: bool,
}

/// The values of this kind that `text` announces.
pub(super) fn read(named: Named, text: &str) -> Vec<Seen> {
    let g = &*GRAMMAR;
    let (strong, weak) = match named {
        Named::Password => (&g.password, &g.account),
        Named::Code => (&g.code, &g.place),
    };
    let namings = [(strong, STRONG), (weak, WEAK)];
    namings
        .into_iter()
        .flat_map(|(name, weight)| {
            name.find_iter(text)
                .take(MOST_NAMED)
                .map(move |it| (it, weight))
        })
        .filter_map(|(name, weight)| {
            let naming = Naming::new(named, text, name.range(), weight);
            let here = &text[naming.line..naming.after.end.max(naming.name.end)];
            let other = weak.is_match(here) && (named == Named::Password || strong.is_match(here));
            let base = weight - DOUBT
                + if other { 0.8 } else { 0.0 }
                + if here.trim_end().ends_with('?') {
                    -0.8
                } else {
                    0.0
                };
            let weighed = naming.candidates().into_iter().filter_map(|candidate| {
                let weight = naming.weigh(&candidate)?;
                Some((candidate.word, base + weight))
            });
            let (value, weight) = weighed.max_by(|a, b| a.1.total_cmp(&b.1))?;
            let confidence = sure(weight * 1.4).min(SUREST);
            Some(Seen { value, confidence })
        })
        .collect()
}

impl<'a> Naming<'a> {
    fn new(named: Named, text: &'a str, name: Range<usize>, weight: f32) -> Self {
        let start = floor(text, name.start.saturating_sub(REACH));
        let end = ceil(text, name.end + REACH);
        let line = text[start..name.start]
            .rfind('\n')
            .map_or(start, |at| start + at + 1);
        // The name may have taken the mark that follows it.
        let letters = text[name.clone()].trim_end_matches(|c: char| !c.is_alphanumeric());
        let from = name.start + letters.len();
        let rest = text[from..end].find('\n').map_or(end, |at| from + at);
        let tail = text[from..rest].trim_end();
        let below =
            tail.ends_with([':', '→', '=']) || tail.trim_matches([' ', '>', '-', '\r']).is_empty();
        // A last colon, or a line that only names: the value is on the next.
        let until = if below && rest < end {
            text[rest + 1..end]
                .find('\n')
                .map_or(end, |at| rest + 1 + at)
        } else {
            rest
        };
        Self {
            text,
            named,
            name,
            line,
            after: from..until,
            weight,
        }
    }

    fn candidates(&self) -> Vec<Candidate> {
        let text = self.text;
        let after = words(text, self.after.clone()).take(WORDS).enumerate();
        let mut all: Vec<Candidate> = after
            .map(|(distance, (word, quoted))| Candidate {
                word,
                quoted,
                distance,
                behind: false,
            })
            .collect();
        let before: Vec<_> = words(text, self.line..self.name.start).collect();
        let nearest = before.into_iter().rev().take(BACK).enumerate();
        all.extend(nearest.map(|(at, (word, quoted))| Candidate {
            word,
            quoted,
            distance: at + 1,
            behind: true,
        }));
        if self.named == Named::Code {
            let from = self.after.start;
            let groups = GRAMMAR.groups.find_iter(&text[self.after.clone()]).take(2);
            all.extend(groups.map(|it| Candidate {
                word: from + it.start()..from + it.end(),
                quoted: false,
                distance: text[from..from + it.start()].split_whitespace().count(),
                behind: false,
            }));
        }
        all
    }

    /// What speaks for a word and against it, or nothing where it cannot be the value.
    fn weigh(&self, candidate: &Candidate) -> Option<f32> {
        let g = &*GRAMMAR;
        let text = self.text;
        let Candidate {
            word,
            quoted,
            distance,
            behind,
        } = candidate;
        let looks = looks(self.named, &text[word.clone()], *quoted)?;
        let led = led(text, self.line, word.start);
        let password = self.named == Named::Password;
        if password {
            // A word with nothing of a password about it has to be just where one is due.
            let due = !behind && (*distance == 0 || *quoted) && led >= 1.0;
            // What only might open with a password needs one that looks like it, handed over.
            let handed = looks >= 1.7 && (led > 0.0 || *distance <= 1);
            let labels = text[word.end..].starts_with(':');
            if (looks < 0.6 && !due)
                || (self.weight < STRONG && !handed)
                || (*behind && (looks < 1.7 || labels))
            {
                return None;
            }
        }
        let gap = if *behind {
            &text[word.end..self.name.start]
        } else {
            &text[self.after.start.min(word.start)..word.start]
        };
        let far = f32::from(u16::try_from(*distance).unwrap_or(u16::MAX));
        let mut weight = looks - if looks > 2.0 { 0.09 } else { 0.13 } * far;
        weight += match (*behind, password) {
            // "Otter22! is the password": what follows must say so.
            (true, _) if gap.trim_start().starts_with(['=', ',']) || said_of(gap) => 0.9,
            (true, true) => -0.6,
            // "Type 27C81 into the box": what leads to it may say so too.
            (true, false) => led - 0.6,
            (false, _) => led + if *distance == 0 { 0.7 } else { 0.0 },
        };
        let rest = &text[word.end..ceil(text, word.end + 24)];
        if rest
            .trim_start_matches(['.', '*', '"', ' ', ')', '!'])
            .is_empty()
        {
            weight += 0.5;
        }
        let remark = &text[self.line..ceil(text, word.end + 24)];
        if g.none.is_match(gap) || (!password && g.none.is_match(remark)) {
            weight -= 1.6;
        }
        if g.counted.is_match(rest) {
            weight -= 2.0;
        }
        Some(weight)
    }
}

/// Whether the words between a value and what it opens say that it opens it.
fn said_of(gap: &str) -> bool {
    let g = &*GRAMMAR;
    let gap = gap.trim();
    gap.split_whitespace().count() <= 6
        && (g
            .leads
            .is_match(gap.split_whitespace().next().unwrap_or_default())
            || gap.starts_with("for ")
            || gap.starts_with("pour "))
}
