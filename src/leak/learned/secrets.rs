//! What a word is like and what stands around it, as the features that tell a secret from a word.

use std::ops::Range;

use super::Sink;
use super::concepts::Concepts;
use super::hash::{self, Piece};
use super::tokens::{self, Message};
use crate::leak::validate;

/// Marks a word may stand between.
const OPEN: &[char] = &['"', '\'', '`', '(', '[', '*', ':', '=', ',', '>'];
const CLOSE: &[char] = &['"', '\'', '`', ')', ']', ',', ';', ':'];
const UNITS: &[&str] = &[
    "kb", "mb", "gb", "tb", "kb/s", "mb/s", "gb/s", "kbps", "mbps", "gbps", "ghz", "mhz", "khz",
    "hz", "kib", "mib", "gib", "ms", "px", "fps", "rpm", "mah", "kwh", "wh", "km", "cm", "mm",
    "kg", "ml", "km/h", "ko", "mo", "go", "to",
];
/// Keys of a keyboard held together.
const KEYS: &[&str] = &["ctrl", "alt-", "alt+", "shift", "cmd+", "f1-", "f1", "f2"];
/// How far from a word what it opens may be named.
const BACK: usize = 8;
const AHEAD: usize = 5;
/// Among technicians, what opens with a secret is named all day: they have to name the secret.
const TECHNICAL: &str = "tech";
const SURE: [&str; 3] = ["password", "code", PARTS];
const NAMED: [&str; 4] = ["password", "code", "account", "place"];
/// What else there is in a message that gives a secret in pieces.
const PARTS: &str = "parts";

struct Word<'a> {
    range: Range<usize>,
    written: &'a str,
    /// Lower case, only letters, figures and a few marks; figures told as 0.
    plain: String,
    hash: u64,
    speaks: Vec<u8>,
}

impl Word<'_> {
    fn piece(&self) -> Piece<'_> {
        Piece {
            text: &self.plain,
            hash: self.hash,
        }
    }
}

const fn p(text: &str) -> Piece<'_> {
    Piece::new(text)
}

/// A message read word by word.
pub struct Reading<'a> {
    message: Message<'a>,
    concepts: &'a Concepts,
    words: Vec<Word<'a>>,
    ranges: Vec<Range<usize>>,
    /// What the whole message speaks of.
    about: Vec<u8>,
    /// Whether any of that is about secrets.
    near: bool,
    /// Whether it gives something in pieces.
    parts: bool,
}

fn plain(word: &str) -> String {
    let kept = word
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || "@#*+'-".contains(*c));
    let kept: String = kept
        .map(|c| {
            if c.is_ascii_digit() {
                '0'
            } else {
                c.to_ascii_lowercase()
            }
        })
        .collect();
    if kept.is_empty() {
        word.to_owned()
    } else {
        kept
    }
}

impl<'a> Reading<'a> {
    /// Reads a folded message.
    #[must_use]
    pub fn new(message: Message<'a>, concepts: &'a Concepts) -> Self {
        let text = message.text;
        let mut words = Vec::new();
        for chunk in text.split_whitespace() {
            let start = chunk.as_ptr() as usize - text.as_ptr() as usize;
            let inner = chunk.trim_start_matches(OPEN);
            let from = start + chunk.len() - inner.len();
            let inner = inner.trim_end_matches(CLOSE);
            let inner = inner.strip_suffix(['.', '?']).unwrap_or(inner);
            if inner.is_empty() {
                continue;
            }
            let range = from..from + inner.len();
            let mut speaks = Vec::new();
            let lower = &message.lower[range.clone()];
            concepts.of_word(lower, hash::of(lower), |it| speaks.push(it));
            speaks.sort_unstable();
            speaks.dedup();
            let plain = plain(inner);
            words.push(Word {
                hash: hash::of(&plain),
                plain,
                written: inner,
                range,
                speaks,
            });
        }
        let (mut about, mut near) = (Vec::new(), false);
        for range in tokens::sentences(text) {
            let tokens = tokens::tokens(message, range, concepts);
            let hits = concepts.read(&tokens);
            about.extend(hits.iter().map(|hit| hit.concept));
            let mut names = hits.iter().map(|hit| concepts.name(hit.concept));
            near |= names.any(|it| it == PARTS || NAMED.contains(&it));
        }
        about.sort_unstable();
        about.dedup();
        let speaks = |about: &[u8], of: &str| about.iter().any(|it| concepts.name(*it) == of);
        let ranges = words
            .iter()
            .map(|word: &Word<'_>| word.range.clone())
            .collect();
        let sure = SURE.iter().any(|it| speaks(&about, it));
        let near = near && !tokens::is_code(message.lower) && (sure || !speaks(&about, TECHNICAL));
        Self {
            message,
            concepts,
            words,
            ranges,
            parts: speaks(&about, PARTS),
            near,
            about,
        }
    }

    /// Where the words are.
    #[must_use]
    pub fn words(&self) -> &[Range<usize>] {
        &self.ranges
    }

    /// Whether a word may be a secret at all: an address, a path or a call is not.
    #[must_use]
    pub fn possible(&self, at: usize) -> bool {
        let Some(word) = self.words.get(at).filter(|_| self.near) else {
            return false;
        };
        let text = word.written;
        let host = text
            .rsplit_once('@')
            .is_some_and(|(_, host)| host.contains('.'));
        let letters = text.bytes().all(|b| b.is_ascii_lowercase());
        let ordinary = letters && (text.len() == 2 || text.len() == 3 || self.known(word));
        let after = &self.message.text[word.range.end..];
        // "nick: what I say to them"
        let called = at == 0 && self.words.len() > 3 && after.starts_with([':', ',']);
        let smiley = after.starts_with(':')
            && self.message.text[..word.range.start].ends_with(':')
            && text.contains('_');
        let lower = &self.message.lower[word.range.clone()];
        let keys = KEYS.iter().any(|key| lower.starts_with(key));
        (self.parts || self.opens(at) && text.len() > 2)
            && text.contains(|c: char| c.is_alphanumeric())
            && !ordinary
            && !called
            && !smiley
            && !keys
            && !measure(lower)
            && !validate::identifier(lower)
            && !validate::uuid(lower)
            && !host
            && text.matches(['/', '\\']).count() < 2
            && !text.contains("://")
            && !text.starts_with("www.")
            && !text.contains(['<', '>', '{', '}', '(', ')', '[', ']', '|', '`'])
    }

    /// Whether anything it may open is named nearby.
    fn opens(&self, at: usize) -> bool {
        let from = at.saturating_sub(BACK);
        let to = (at + AHEAD).min(self.words.len().saturating_sub(1));
        let speaks = |word: &Word<'_>| {
            let mut all = word.speaks.iter().map(|it| self.concepts.name(*it));
            all.any(|it| NAMED.contains(&it))
        };
        self.words[from..=to].iter().any(speaks)
    }

    fn known(&self, word: &Word<'_>) -> bool {
        self.concepts.plain(&self.message.lower[word.range.clone()])
    }

    /// Tells all that is known of the word at this position.
    pub fn tell(&self, at: usize, sink: &mut impl Sink) {
        if let Some(kind) = self.tell_word(at, sink) {
            self.tell_message(kind, sink);
        }
    }

    /// Tells what the message says to a word made of these kinds of characters, which is the same
    /// for all such words.
    pub fn tell_message(&self, kind: &str, sink: &mut impl Sink) {
        for about in &self.about {
            sink.put(&[p("m:"), self.concepts.piece(*about)], 1.0);
            sink.put(&[p("m:"), self.concepts.piece(*about), p(kind)], 1.0);
        }
        let count = ["0", "5", "10", "15", "20", "25"];
        let count = count.get(self.words.len() / 5).unwrap_or(&"25");
        sink.put(&[p("words:"), p(count)], 1.0);
    }

    /// Tells what is known of the word itself; gives the kinds of characters it is made of.
    pub fn tell_word(&self, at: usize, sink: &mut impl Sink) -> Option<&'static str> {
        let word = self.words.get(at)?;
        let kind = shape(word.written, sink);
        let lower = &self.message.lower[word.range.clone()];
        let known = self.concepts.plain(lower);
        sink.put(&[p(if known { "known" } else { "unknown" })], 1.0);
        if self.concepts.given(hash::of(lower), false) {
            sink.put(&[p("given")], 1.0);
        }
        self.tell_beside(at, sink);
        self.tell_named(at, sink);
        let line = at > 0 && {
            let gap = &self.message.text[self.words[at - 1].range.end..word.range.start];
            gap.contains('\n')
        };
        if line {
            sink.put(&[p("line")], 1.0);
        }
        Some(kind)
    }

    fn tell_beside(&self, at: usize, sink: &mut impl Sink) {
        for (distance, place) in [(1, "1"), (2, "2"), (3, "3")] {
            match at.checked_sub(distance).map(|it| &self.words[it]) {
                Some(before) => {
                    sink.put(&[p("-"), p(place), p(":"), before.piece()], 1.0);
                    sink.put(&[p("-:"), before.piece()], 1.0);
                    for concept in &before.speaks {
                        sink.put(
                            &[p("-"), p(place), p("c:"), self.concepts.piece(*concept)],
                            1.0,
                        );
                        sink.put(&[p("-c:"), self.concepts.piece(*concept)], 1.0);
                    }
                }
                None if at + 1 == distance => sink.put(&[p("-"), p(place), p(":^")], 1.0),
                None => {}
            }
            match self.words.get(at + distance) {
                Some(after) if distance < 3 => {
                    sink.put(&[p("+"), p(place), p(":"), after.piece()], 1.0);
                    for concept in &after.speaks {
                        sink.put(
                            &[p("+"), p(place), p("c:"), self.concepts.piece(*concept)],
                            1.0,
                        );
                    }
                }
                None if at + distance == self.words.len() => {
                    sink.put(&[p("+"), p(place), p(":$")], 1.0);
                }
                _ => {}
            }
        }
        let text = self.message.text;
        let word = &self.words[at];
        if let Some(before) = at.checked_sub(1).map(|it| &self.words[it]) {
            let two = at
                .checked_sub(2)
                .map_or(p("^"), |it| self.words[it].piece());
            sink.put(&[p("-b:"), two, before.piece()], 1.0);
            let gap = marks(&text[before.range.end..word.range.start]);
            if !gap.is_empty() {
                sink.put(&[p("gap:"), p(first(gap, 3))], 1.0);
            }
        }
        let next = self
            .words
            .get(at + 1)
            .map_or(text.len(), |it| it.range.start);
        let gap = marks(&text[word.range.end..next]);
        if !gap.is_empty() {
            sink.put(&[p("after:"), p(first(gap, 2))], 1.0);
        }
    }

    /// How far away what it may open is named.
    fn tell_named(&self, at: usize, sink: &mut impl Sink) {
        let from = at.saturating_sub(BACK);
        let to = (at + AHEAD).min(self.words.len().saturating_sub(1));
        let steps = ["0", "1", "2", "3", "4", "5"];
        for named in NAMED {
            let speaks = |it: &usize| {
                let words = &self.words[*it].speaks;
                *it != at
                    && words
                        .iter()
                        .any(|concept| self.concepts.name(*concept) == named)
            };
            let near = (from..=to).filter(speaks).min_by_key(|it| it.abs_diff(at));
            if let Some(near) = near {
                let step = steps[near.abs_diff(at).min(5)];
                let side = if near < at { "-" } else { "+" };
                sink.put(&[p("d:"), p(named), p(side), p(step)], 1.0);
            }
        }
    }
}

/// The marks in a gap between words, up to the first space.
fn marks(gap: &str) -> &str {
    gap.split_whitespace().next().unwrap_or_default()
}

/// A number with its unit, a size, a rate.
fn measure(lower: &str) -> bool {
    let rest = lower.trim_start_matches(|c: char| c.is_ascii_digit() || ".,".contains(c));
    rest.len() < lower.len() && (UNITS.contains(&rest) || rest.starts_with('x'))
}

fn first(text: &str, count: usize) -> &str {
    text.char_indices()
        .nth(count)
        .map_or(text, |(at, _)| &text[..at])
}

/// Tells what a word looks like; gives the kinds of characters it is made of.
fn shape(word: &str, sink: &mut impl Sink) -> &'static str {
    let any = |is: fn(char) -> bool| word.chars().any(is);
    let upper = any(char::is_uppercase);
    let lower = any(char::is_lowercase);
    let digits = word.chars().filter(char::is_ascii_digit).count();
    let marks = any(|c| !c.is_alphanumeric());
    let kinds = [
        "", "s", "d", "ds", "l", "ls", "ld", "lds", "U", "Us", "Ud", "Uds", "Ul", "Uls", "Uld",
        "Ulds",
    ];
    let index = usize::from(marks)
        + 2 * usize::from(digits > 0)
        + 4 * usize::from(lower)
        + 8 * usize::from(upper);
    let kind = kinds[index];
    sink.put(&[p("kind:"), p(kind)], 1.0);
    let starts_upper = word.starts_with(char::is_uppercase);
    let uppers = word.chars().filter(|c| c.is_uppercase()).count();
    if upper && lower && (!starts_upper || uppers > 1) {
        sink.put(&[p(if starts_upper { "capitals" } else { "camel" })], 1.0);
    }
    sink.put(
        &[p("length:"), p(number(word.chars().count().min(20)))],
        1.0,
    );
    if digits > 0 && !lower && !upper {
        sink.put(
            &[
                p("digits:"),
                p(number(digits.min(20))),
                p(if marks { "s" } else { "" }),
            ],
            1.0,
        );
    }
    let mask = mask(word);
    sink.put(
        &[p("mask:"), p(if mask.len() < 9 { &mask } else { "long" })],
        1.0,
    );
    for mark in word.chars().filter(|c| "-_./@:=+#*!?$&%'".contains(*c)) {
        sink.put(&[p("has:"), p(mark.encode_utf8(&mut [0; 4]))], 1.0);
    }
    let year = word.len() == 4 && digits == 4 && (word.starts_with("19") || word.starts_with("20"));
    if year {
        sink.put(&[p("year")], 1.0);
    }
    if word.starts_with("http") || word.starts_with("www.") {
        sink.put(&[p("address")], 1.0);
    }
    let tail = word.trim_start_matches(|c: char| c.is_ascii_digit() || ".,:".contains(c));
    let unit = (1..=3).contains(&tail.len()) && tail.bytes().all(|b| b.is_ascii_lowercase());
    if unit && word.starts_with(|c: char| c.is_ascii_digit()) {
        sink.put(&[p("unit")], 1.0);
    }
    let time = word.split_once([':', 'h']).is_some_and(|(hours, minutes)| {
        let figures = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        (1..=2).contains(&hours.len()) && figures(hours) && minutes.len() == 2 && figures(minutes)
    });
    if time {
        sink.put(&[p("time")], 1.0);
    }
    kind
}

fn number(count: usize) -> &'static str {
    const NUMBERS: [&str; 21] = [
        "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16",
        "17", "18", "19", "20",
    ];
    NUMBERS.get(count).unwrap_or(&"20")
}

/// Runs of small letters, capitals and figures told as one each.
fn mask(word: &str) -> String {
    let mut mask = String::new();
    for c in word.chars() {
        let told = match c {
            'a'..='z' => 'a',
            'A'..='Z' => 'A',
            '0'..='9' => '0',
            other => other,
        };
        let letter = told.is_ascii_alphanumeric();
        if !letter || !mask.ends_with(told) {
            mask.push(told);
        }
    }
    mask
}
