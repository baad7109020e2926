//! A message as words: lower case, elisions apart, names and numbers told only as what they are.
//!
//! What is learnt must hold for a person or an amount never seen before, so neither is kept as it
//! was written.

use std::ops::Range;

use super::concepts::Concepts;
use super::hash::{self, Piece};

/// A word, or what stands for one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'a> {
    /// The word in lower case, `@name` for a person, `#…` for a kind of number.
    pub word: &'a str,
    /// Where it is.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// The hash of the word.
    pub hash: u64,
    /// Whether it is surely a person's name.
    pub person: bool,
}

impl<'a> Token<'a> {
    /// The word as a piece of a feature.
    #[must_use]
    pub const fn piece(&self) -> Piece<'a> {
        Piece {
            text: self.word,
            hash: self.hash,
        }
    }
}

/// What words that are no words stand for: kinds of numbers, and people.
pub const KINDS: [&str; 13] = [
    "#pct", "#money", "#time", "#ratio", "#year", "#n2", "#n3", "#n4", "#nbig", PHONE, MAIL, NAME,
    PERSON,
];
/// What stands for a number as long as a telephone's, and for an address of mail.
const PHONE: &str = "#phone";
const MAIL: &str = "#mail";
/// Stands beside it where the given name or a title tells that it is a person's.
pub const PERSON: &str = "@person";
/// What stands for a name.
pub const NAME: &str = "@name";
/// Words that an apostrophe joins to the next.
const ELIDED: &[&str] = &[
    "j", "l", "d", "m", "t", "s", "c", "n", "qu", "jusqu", "lorsqu",
];
const TITLES: &[&str] = &[
    "m", "mr", "mrs", "ms", "mme", "mlle", "dr", "pr", "prof", "monsieur", "madame",
];
/// Words short enough for their `'s` to be a verb.
const VERBAL: &[&str] = &[
    "it", "he", "she", "that", "what", "here", "there", "who", "let", "how", "where",
];

/// A folded message with its lower-case copy: the same bytes, so that places hold in both.
#[derive(Debug, Clone, Copy)]
pub struct Message<'a> {
    /// Case kept.
    pub text: &'a str,
    /// The same, in lower case.
    pub lower: &'a str,
}

/// What people write to machines and hardly to people.
const CODE: &[&str] = &[
    "```",
    "::",
    "{",
    "}",
    "=>",
    "->",
    "()",
    "[]",
    "</",
    "&gt;",
    "&lt;",
    "sudo ",
    "apt-get",
    "/etc/",
    "/usr/",
    " --",
    "[<-",
    "node_modules",
    "exception",
    "stack trace",
];
/// A lone quoted word is for people.
const QUOTES: usize = 3;

/// Whether a folded, lower-case text is code, a log or a command rather than talk.
#[must_use]
pub fn is_code(lower: &str) -> bool {
    CODE.iter().any(|mark| lower.contains(mark)) || lower.matches('`').nth(QUOTES - 1).is_some()
}

/// Where the sentences are: chat has few full stops, so a line end closes one too.
#[must_use]
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut from = 0;
    let mut at = 0;
    while at < bytes.len() {
        let white = bytes[at].is_ascii_whitespace();
        let ends = match at.checked_sub(1).map(|before| bytes[before]) {
            Some(b'!' | b'?') => true,
            Some(b'.') if at >= 2 => {
                let before = bytes[at - 2];
                before.is_ascii_lowercase()
                    || before.is_ascii_digit()
                    || matches!(before, b')' | b'%' | b'"')
                    || !before.is_ascii()
            }
            _ => false,
        };
        if white && (bytes[at] == b'\n' || ends) {
            if !text[from..at].trim().is_empty() {
                found.push(from..at);
            }
            while at < bytes.len() && bytes[at].is_ascii_whitespace() {
                at += 1;
            }
            from = at;
        } else {
            at += 1;
        }
    }
    if !text[from..].trim().is_empty() {
        found.push(from..text.len());
    }
    found
}

/// The words of a range of the message.
#[must_use]
pub fn tokens<'a>(
    message: Message<'a>,
    range: Range<usize>,
    concepts: &Concepts,
) -> Vec<Token<'a>> {
    let mut reading = Reading {
        message,
        concepts,
        found: Vec::with_capacity(range.len() / 5 + 1),
        opening: true,
    };
    let bytes = message.text.as_bytes();
    let mut at = range.start;
    while at < range.end {
        let byte = bytes[at];
        let money = matches!(byte, b'$') || message.text[at..].starts_with(['€', '£']);
        let after = at + if byte.is_ascii() { 1 } else { char_len(byte) };
        let numeric =
            byte.is_ascii_digit() || money && after < range.end && bytes[after].is_ascii_digit();
        at = if numeric {
            reading.number(at, range.end)
        } else if byte.is_ascii_alphabetic() {
            reading.word(at, range.end)
        } else {
            if matches!(byte, b'?' | b'!' | b'%' | b'$') || !byte.is_ascii() {
                let end = after.min(range.end);
                reading.push(&message.text[at..end], at, end);
                reading.opening |= matches!(byte, b'?' | b'!');
            }
            after
        };
    }
    reading.found
}

const fn char_len(first: u8) -> usize {
    match first {
        0xF0.. => 4,
        0xE0.. => 3,
        0xC0.. => 2,
        _ => 1,
    }
}

struct Reading<'a, 'c> {
    message: Message<'a>,
    concepts: &'c Concepts,
    found: Vec<Token<'a>>,
    /// Whether a capital would say nothing: a sentence begins here.
    opening: bool,
}

impl<'a> Reading<'a, '_> {
    fn push(&mut self, word: &'a str, start: usize, end: usize) {
        let hash = hash::of(word);
        self.found.push(Token {
            word,
            start,
            end,
            hash,
            person: false,
        });
    }

    /// Reads digits with what joins and follows them, and says what kind of number they are.
    fn number(&mut self, start: usize, end: usize) -> usize {
        let text = self.message.lower;
        let bytes = text.as_bytes();
        if let Some(stop) = long_number(&bytes[start..end]) {
            self.push(PHONE, start, start + stop);
            self.opening = false;
            return start + stop;
        }
        let mut at = start;
        let mut money = false;
        while at < end && !bytes[at].is_ascii_digit() {
            money = true;
            at += 1;
        }
        let first = at;
        let (mut time, mut ratio) = (false, false);
        while at < end {
            let next = bytes.get(at + 1).is_some_and(u8::is_ascii_digit) && at + 1 < end;
            match bytes[at] {
                b'0'..=b'9' => {}
                b':' | b'h' if next => time = true,
                b'/' if next => ratio = true,
                b'.' | b',' if next => {}
                b' ' if at - first <= 3 && thousands(&bytes[at + 1..end]) => {}
                _ => break,
            }
            at += 1;
        }
        let digits = bytes[first..at].iter().filter(|b| b.is_ascii_digit());
        let digits = digits.count();
        let year =
            digits == 4 && (text[first..].starts_with("19") || text[first..].starts_with("20"));
        let gap = usize::from(bytes.get(at) == Some(&b' '));
        let rest = &text[(at + gap).min(end)..end];
        let unit = [
            "k€", "m€", "md€", "keur", "meur", "k", "m", "€", "$", "£", "%",
        ];
        let unit = unit.iter().find(|unit| {
            let letters = unit.len() == 1 && gap == 1 && unit.as_bytes()[0].is_ascii_alphabetic();
            let after = rest.strip_prefix(**unit);
            !letters && after.is_some_and(|r| !r.starts_with(|c: char| c.is_ascii_alphanumeric()))
        });
        let lettered = bytes.get(at).is_some_and(u8::is_ascii_alphabetic) && at < end;
        if unit.is_none() && lettered {
            return self.word(first, end);
        }
        let class = match unit {
            Some(&"%") => "#pct",
            Some(_) => "#money",
            None if money => "#money",
            None if time => "#time",
            None if ratio => "#ratio",
            None if year => "#year",
            None => match digits {
                0..=2 => "#n2",
                3 => "#n3",
                4 => "#n4",
                _ => "#nbig",
            },
        };
        let stop = unit.map_or(at, |unit| at + gap + unit.len());
        self.push(class, start, stop);
        self.opening = false;
        stop
    }

    fn word(&mut self, start: usize, end: usize) -> usize {
        let bytes = self.message.lower.as_bytes();
        let white = bytes[start..end].iter().position(u8::is_ascii_whitespace);
        let chunk = &self.message.lower[start..start + white.unwrap_or(end - start)];
        let host = chunk.split_once('@').map(|(_, host)| host);
        if host.is_some_and(|host| host.trim_end_matches('.').contains('.')) {
            let stop = start + chunk.trim_end_matches([',', ';', ')', '.', ':']).len();
            self.push(MAIL, start, stop);
            self.opening = false;
            return stop;
        }
        let inside = |b: u8| b.is_ascii_alphanumeric() || b"'&+./-".contains(&b);
        let mut stop = start;
        while stop < end && inside(bytes[stop]) {
            stop += 1;
        }
        let read = stop;
        while stop > start + 1
            && !(bytes[stop - 1].is_ascii_alphanumeric() || bytes[stop - 1] == b'+')
        {
            stop -= 1;
        }
        // "j'" alone ends with its apostrophe.
        let word = &self.message.lower[start..stop];
        let apart = word.find('\'').filter(|at| ELIDED.contains(&&word[..*at]));
        if let Some(apart) = apart {
            let middle = start + apart + 1;
            self.push(&self.message.lower[start..middle], start, middle);
            self.one(middle, stop);
        } else {
            self.one(start, stop);
        }
        self.opening = false;
        read.max(stop)
    }

    fn one(&mut self, start: usize, end: usize) {
        if start >= end {
            return;
        }
        let lower = &self.message.lower[start..end];
        let owner = lower
            .strip_suffix("'s")
            .filter(|base| !base.is_empty() && !VERBAL.contains(base));
        let base = owner.unwrap_or(lower);
        let base_end = start + base.len();
        let named = self.named(base, start, base_end);
        self.push(if named.is_some() { NAME } else { base }, start, base_end);
        if let Some((token, person)) = self.found.last_mut().zip(named) {
            token.person = person;
        }
        if owner.is_some() {
            self.push("'s", base_end, end);
        }
    }

    /// Whether a word is a name, and if so whether it is surely a person's.
    fn named(&self, base: &str, start: usize, end: usize) -> Option<bool> {
        let written = &self.message.text[start..end];
        let capital = written.starts_with(|c: char| c.is_ascii_uppercase());
        let titled = self
            .found
            .last()
            .is_some_and(|it| TITLES.contains(&it.word));
        if capital && titled || self.concepts.given(hash::of(base), capital) {
            return Some(true);
        }
        let shouted = !written.contains(|c: char| c.is_ascii_lowercase());
        let name = capital && !self.opening && !shouted && !self.concepts.plain(base);
        name.then_some(false)
    }
}

/// How far a number of nine figures or more goes, grouped as people group them.
fn long_number(bytes: &[u8]) -> Option<usize> {
    let (mut at, mut digits, mut last) = (0, 0, 0);
    while at < bytes.len() {
        let next = bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
        match bytes[at] {
            b'0'..=b'9' => {
                digits += 1;
                last = at + 1;
            }
            b' ' | b'.' | b'-' | b'/' if next => {}
            _ => break,
        }
        at += 1;
    }
    let ends = !bytes.get(last).is_some_and(u8::is_ascii_alphanumeric);
    (digits >= 9 && ends).then_some(last)
}

/// Whether three digits, and no more, are next: the thousands of a number.
fn thousands(rest: &[u8]) -> bool {
    rest.len() >= 3
        && rest[..3].iter().all(u8::is_ascii_digit)
        && !rest.get(3).is_some_and(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::super::CONCEPTS;
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let lower = text.to_ascii_lowercase();
        let message = Message {
            text,
            lower: &lower,
        };
        let tokens = tokens(message, 0..text.len(), &CONCEPTS);
        tokens.iter().map(|it| it.word.to_owned()).collect()
    }

    #[test]
    fn people_and_numbers_are_told_as_what_they_are() {
        assert_eq!(
            words("je crois que Karim touche 48 200 brut, 3% de plus"),
            [
                "je", "crois", "que", NAME, "touche", "#nbig", "brut", "#pct", "de", "plus"
            ]
        );
        assert_eq!(
            words("call Mrs Oduya on 07700 900123"),
            ["call", "mrs", NAME, "on", PHONE]
        );
        assert_eq!(
            words("write to a.b@c.example, ok"),
            ["write", "to", MAIL, "ok"]
        );
        assert_eq!(words("at 14:05 for £20"), ["at", "#time", "for", "#money"]);
    }

    #[test]
    fn an_elision_and_an_owner_are_words_apart() {
        assert_eq!(words("l'arret d'Anna"), ["l'", "arret", "d'", NAME]);
        assert_eq!(
            words("ask about anna's leave"),
            ["ask", "about", NAME, "'s", "leave"]
        );
        assert_eq!(words("it's late"), ["it's", "late"]);
    }

    #[test]
    fn whatever_is_written_is_read_to_its_end() {
        for text in [
            "$",
            "€5abc",
            "3kg of €",
            "'",
            "a'",
            "é?!",
            "1:",
            "12h",
            "@x@y.z",
            "x+",
            "£12m",
        ] {
            words(text);
        }
    }

    #[test]
    fn a_line_and_a_stop_end_a_sentence_and_an_initial_does_not() {
        let text = "Ask J. Smith now. He knows\nno more";
        let parts: Vec<&str> = sentences(text).into_iter().map(|it| &text[it]).collect();
        assert_eq!(parts, ["Ask J. Smith now.", "He knows", "no more"]);
    }
}
