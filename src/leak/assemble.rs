//! A secret spelled, dictated, or given in parts, so that nothing in the message looks like one.
//!
//! Two things tell it. Once the parts are put together, what they make may be a token or a number
//! with its check digits: that is proof. Else the words say that something is coming in parts or in
//! disguise, and the parts are there; then what is weighed is how much of both there is.

use std::ops::Range;

use regex::Regex;

use super::announce::{GRAMMAR, Grammar};
use super::reader::Seen;
use super::sentence::{ceil, floor};

/// The rule that speaks of a secret in parts.
pub(super) const RULE: &str = "credential.in-parts";
/// How sure it is that a word with invisible characters in it is a secret.
pub(super) const HIDDEN: f32 = 0.7;
/// Nobody dictates a password over more text than this.
const LONGEST: usize = 600;
/// Parts beyond these are not put together.
const MOST_PARTS: usize = 48;

/// A word of the text, without the marks around it.
struct Word<'a> {
    text: &'a str,
    range: Range<usize>,
}

fn words(text: &str) -> Vec<Word<'_>> {
    let marks = |c: char| {
        c.is_whitespace() || matches!(c, ',' | ';' | '"' | '(' | ')' | '…' | '`' | '<' | '>')
    };
    text.split(marks)
        .map(|word| word.trim_end_matches(['.', ':', '?']))
        .filter(|word| !word.is_empty())
        .map(|word| {
            let start = word.as_ptr() as usize - text.as_ptr() as usize;
            Word {
                text: word,
                range: start..start + word.len(),
            }
        })
        .collect()
}

/// The longest run of words that satisfy `is`, as positions.
fn run(words: &[Word<'_>], is: impl Fn(&Word<'_>) -> bool) -> Range<usize> {
    let (mut best, mut start) = (0..0, None);
    for (at, word) in words.iter().enumerate() {
        if is(word) {
            let from = *start.get_or_insert(at);
            if at + 1 - from > best.len() {
                best = from..at + 1;
            }
        } else {
            start = None;
        }
    }
    best
}

fn lower(word: &str) -> String {
    word.to_ascii_lowercase()
}

/// How many figures a word says, or several words with hyphens between.
fn figures(g: &Grammar, word: &str) -> usize {
    let parts: Vec<String> = word.split('-').map(lower).collect();
    let values: Option<Vec<&String>> = parts.iter().map(|part| g.digits.get(part)).collect();
    values.map_or(0, |all| all.iter().map(|value| value.len()).sum())
}

/// Letters said as words: "tango", or "papa-echo-lima".
fn spelled(g: &Grammar, word: &str) -> usize {
    let parts: Vec<String> = word.split('-').map(lower).collect();
    let all = parts
        .iter()
        .all(|part| g.spelling.contains(part) || g.digits.contains_key(part));
    if all { parts.len() } else { 0 }
}

/// A word that can be part of a secret: no ordinary word has figures among its letters, a capital
/// in its middle, or a hyphen at its end.
fn part(word: &str) -> bool {
    let bytes = word.as_bytes();
    let letter = bytes.iter().any(u8::is_ascii_alphabetic);
    let digit = bytes.iter().any(u8::is_ascii_digit);
    let inner = bytes.iter().skip(1).any(u8::is_ascii_uppercase)
        && bytes.iter().any(u8::is_ascii_lowercase);
    let plain = bytes
        .iter()
        .all(|b| b.is_ascii_alphanumeric() || b"!@#$%&*+=_-.:/".contains(b));
    let open = (word.len() >= 4 && word.len() <= 12)
        && (word.ends_with(['-', '_'])
            || word.starts_with('!')
            || (word.starts_with('-') && word.len() <= 6));
    // A name with its version, such as "elm19".
    let digits = bytes
        .iter()
        .rev()
        .take_while(|b| b.is_ascii_digit())
        .count();
    let name = &bytes[..bytes.len() - digits];
    if digits <= 2 && bytes.len() <= 6 && name.iter().all(u8::is_ascii_lowercase) {
        return false;
    }
    plain
        && word.len() <= 80
        && ((letter && digit && word.len() >= 3) || (inner && word.len() >= 4) || open && letter)
}

/// A part that only the words around it make one: figures, or a name.
fn faint(word: &str) -> bool {
    let figures = (2..=8).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit());
    let name = word.len() >= 4
        && word.starts_with(|c: char| c.is_ascii_uppercase())
        && word.bytes().all(|b| b.is_ascii_alphabetic());
    figures || name
}

/// A sign of the same kind between all the letters of a word.
fn combed(word: &str) -> bool {
    let bytes = word.as_bytes();
    let Some(sign) = bytes.get(1).filter(|sign| sign.is_ascii_punctuation()) else {
        return false;
    };
    bytes.len() >= 11
        && bytes.len() % 2 == 1
        && bytes.iter().enumerate().all(|(at, byte)| {
            if at % 2 == 0 {
                byte.is_ascii_alphanumeric()
            } else {
                byte == sign
            }
        })
}

fn over(words: &[Word<'_>], run: &Range<usize>) -> Option<Range<usize>> {
    let first = words.get(run.start)?;
    let last = words.get(run.end.checked_sub(1)?)?;
    Some(first.range.start..last.range.end)
}

fn sure(weight: f32) -> f32 {
    1.0 / (1.0 + (-weight).exp())
}

/// What is said around the parts, and what has been made of them.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a thing said or not, and they combine freely"
)]
struct Telling<'a> {
    window: &'a str,
    /// Where the window begins in the text.
    start: usize,
    words: Vec<Word<'a>>,
    /// A password or a code is named; or what else is given in parts, opens, or is opened.
    named: bool,
    token: bool,
    place: bool,
    account: bool,
    /// Cues that a value comes in parts, is disguised, or has more added to it.
    parts: usize,
    disguise: usize,
    adds: usize,
    base: f32,
    seen: Vec<Seen>,
}

const fn flag(yes: bool, weight: f32) -> f32 {
    if yes { weight } else { 0.0 }
}

/// The weight once for each, twice at most.
fn some(count: usize, weight: f32) -> f32 {
    f32::from(u8::try_from(count.min(2)).unwrap_or(2)) * weight
}

/// Signs of code and of keys pasted whole: code splits its words as it likes.
const CODE: &[&str] = &["-----", "`", "<@", "()", "{", "=>", "&lt;", "&gt;"];

/// The secrets `text` gives in parts.
pub(super) fn read(text: &str) -> Vec<Seen> {
    let Some(mut telling) = Telling::new(text) else {
        return Vec::new();
    };
    telling.signs_apart();
    telling.said_as_words();
    telling.letters_as_words();
    telling.in_parts();
    telling.recipe();
    telling.seen
}

impl<'a> Telling<'a> {
    fn new(text: &'a str) -> Option<Self> {
        let g = &*GRAMMAR;
        // Parts have figures, or are said in words.
        if !text.contains(digit) && g.said.find_iter(text).nth(2).is_none() {
            return None;
        }
        let cues = [
            &g.parts,
            &g.disguise,
            &g.adds,
            &g.password,
            &g.code,
            &g.place,
        ];
        let first = cues
            .iter()
            .filter_map(|cue| cue.find(text).map(|found| found.start()))
            .min()?;
        let start = floor(text, first.saturating_sub(LONGEST / 2));
        let window = &text[start..ceil(text, start + LONGEST)];
        if CODE.iter().any(|sign| window.contains(sign)) {
            return None;
        }
        let named = g.password.is_match(window) || g.code.is_match(window);
        let token = g.token.is_match(window);
        let account = g.account.is_match(window);
        let hint = |cue: &Regex| cue.find_iter(window).take(2).count();
        let (parts, disguise) = (hint(&g.parts), hint(&g.disguise));
        let base = -4.0
            + flag(named, 1.5)
            + flag(token && !named, 0.9)
            + flag(account && !named, 0.5)
            + some(parts, 1.1)
            + flag(disguise > 0, 1.5)
            + flag(window.trim_end().ends_with('?'), -1.0);
        Some(Self {
            window,
            start,
            words: words(window),
            named,
            token,
            place: g.place.is_match(window),
            account,
            parts,
            disguise,
            adds: hint(&g.adds),
            base,
            seen: Vec::new(),
        })
    }

    fn keep(&mut self, range: Option<Range<usize>>, weight: f32) {
        let weight = self.base + weight;
        if let (Some(range), true) = (range, weight > 0.0) {
            self.seen.push(Seen {
                value: self.start + range.start..self.start + range.end,
                confidence: sure(weight * 1.2),
            });
        }
    }

    /// One sign at a time, "g 7 K p 2" or "0 6 1 9", or with another between them all.
    fn signs_apart(&mut self) {
        let run = run(&self.words, |word| {
            let alone = word.text.chars().count() == 1;
            alone && !word.text.contains(['|', '-', '=', '+', '*', '/'])
        });
        let any = |is: fn(&u8) -> bool| {
            self.words[run.clone()]
                .iter()
                .any(|word| word.text.bytes().all(|b| is(&b)))
        };
        let (letters, digits) = (any(u8::is_ascii_alphabetic), any(u8::is_ascii_digit));
        if run.len() >= 4 && digits {
            let weight = if letters {
                flag(run.len() >= 5, 2.8)
            } else {
                flag(self.named || self.place, 2.7 + flag(self.place, 0.8))
            };
            self.keep(over(&self.words, &run), weight);
        }
        let combed = self.words.iter().find(|word| combed(word.text));
        if let Some(range) = combed.map(|word| word.range.clone()) {
            self.keep(Some(range), 3.6);
        }
    }

    /// Figures said as words: "seven one four nine".
    fn said_as_words(&mut self) {
        let g = &*GRAMMAR;
        let run = run(&self.words, |word| {
            figures(g, word.text) > 0 || lower(word.text) == "et"
        });
        let said = self.words[run.clone()].iter();
        let count: usize = said.map(|word| figures(g, word.text)).sum();
        if count >= 4 && (self.named || self.place) {
            self.keep(over(&self.words, &run), 3.0 + flag(self.place, 1.2));
        }
    }

    /// Letters said as words: "papa echo lima", "B comme Bernard".
    fn letters_as_words(&mut self) {
        let g = &*GRAMMAR;
        let run = run(&self.words, |word| spelled(g, word.text) > 0);
        let said = || self.words[run.clone()].iter();
        let count: usize = said().map(|word| spelled(g, word.text)).sum();
        if count >= 4 && said().any(|word| figures(g, word.text) == 0) {
            self.keep(over(&self.words, &run), 4.0);
        }
        let like = self.words.windows(3).find_map(|three| {
            let [letter, link, word] = three else {
                return None;
            };
            let link = matches!(lower(link.text).as_str(), "comme" | "as" | "for");
            let name = word.text.starts_with(|c: char| c.is_ascii_uppercase());
            let like = letter.text.len() == 1 && link && (name || lower(word.text) == "in");
            let end = self.words.last()?.range.end;
            like.then_some(letter.range.start..end)
        });
        self.keep(like, 2.6);
    }

    /// Words of a kind, but for those that a colon makes a label.
    fn these(&self, is: impl Fn(&str) -> bool) -> Vec<Range<usize>> {
        self.words
            .iter()
            .filter(|word| is(word.text) && !self.window[word.range.end..].starts_with(':'))
            .map(|word| word.range.clone())
            .collect()
    }

    /// Parts that look like ones, after words that say that parts are coming.
    fn in_parts(&mut self) {
        let (real, faint) = (self.these(part), self.these(faint));
        let bare = !self.named && !self.token && !self.account;
        let (short, shorter) = (self.words.len() <= 18, self.words.len() <= 12);
        let digits = |range: &Range<usize>| self.window[range.clone()].starts_with(digit);
        let both = faint.len() >= 2 && faint.iter().any(digits);
        if self.parts >= 2 && both && self.words.len() <= 26 {
            self.keep(ends(&faint), 2.3);
        }
        let told = self.named
            || self.token
            || (self.account && short)
            || (self.parts > 0 && real.len() >= 2 && short);
        if self.parts + self.disguise > 0 && !real.is_empty() && told {
            let weight = some(real.len(), 1.3) + flag(!faint.is_empty(), 0.5);
            self.keep(ends(&real), weight + flag(bare && self.parts > 0, 0.5));
        }
        if bare && self.parts > 0 && real.len() == 1 && shorter {
            self.keep(ends(&real), some(self.parts, 0.6) + 1.5);
        }
        let strong = real.iter().find(|range| range.len() >= 8).cloned();
        if strong.is_some() && bare && self.disguise > 0 && shorter {
            self.keep(strong, 3.0);
        }
        // The groups of a card, with words between them.
        let groups = self.these(|word| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit()));
        if self.token && self.parts > 0 && groups.len() >= 4 {
            self.keep(ends(&groups), 3.0);
        }
    }

    /// Parts that only a recipe makes so: "your dog Biscuit plus the year 2016".
    fn recipe(&mut self) {
        let all = self.these(|word| part(word) || faint(word));
        let real = self.these(part).len();
        let figures = |range: &Range<usize>| self.window[range.clone()].contains(digit);
        let enough = (all.len() >= 2 || real > 0) && all.iter().any(figures);
        if (self.named || self.account) && self.adds > 0 && enough && self.words.len() <= 24 {
            let weight = some(self.adds, 0.9) + some(real, 0.7) + 1.3;
            let account = flag(self.account && !self.named, 0.5);
            self.keep(ends(&all), weight + account);
        }
    }
}

fn digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// From the first of the ranges to the last.
fn ends(ranges: &[Range<usize>]) -> Option<Range<usize>> {
    Some(ranges.first()?.start..ranges.last()?.end)
}

/// The words that may be parts put end to end, signs said as words put in their place, and where
/// the first begins and the last ends. What they make is for the other rules to judge.
pub(super) fn joined(text: &str) -> Option<(String, Range<usize>)> {
    let g = &*GRAMMAR;
    if text.len() > LONGEST
        || !(g.parts.is_match(text)
            || g.disguise.is_match(text)
            || g.signs.keys().any(|sign| text.contains(sign.as_str())))
    {
        return None;
    }
    let words = words(text);
    let mut whole = String::new();
    let mut place: Option<Range<usize>> = None;
    let mut before_sign = false;
    // The word right after the last one kept.
    let mut last = None;
    for (at, word) in words.iter().enumerate().take(MOST_PARTS) {
        let sign = g.signs.get(&lower(word.text));
        let next_sign = words
            .get(at + 1)
            .is_some_and(|next| g.signs.contains_key(&lower(next.text)));
        let digits = word.text.len() >= 2 && word.text.bytes().all(|b| b.is_ascii_digit());
        let head = word.text.len() <= 4
            && word.text.bytes().all(|b| b.is_ascii_lowercase())
            && words
                .get(at + 1)
                .is_some_and(|next| next.text.contains('_'));
        if let Some(sign) = sign {
            before_sign = last == Some(at) && at > 0;
            if before_sign {
                whole.push_str(sign);
                last = Some(at + 1);
            }
            continue;
        }
        let upper = word.text.len() >= 6
            && word
                .text
                .bytes()
                .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
        if part(word.text) || digits || upper || before_sign || next_sign || head {
            whole.push_str(word.text);
            let start = place.map_or(word.range.start, |place| place.start);
            place = Some(start..word.range.end);
            last = Some(at + 1);
        }
        before_sign = false;
    }
    place.map(|place| (whole, place))
}

/// A word with invisible characters between its letters, in bytes of the text as it was typed:
/// nobody types these but to keep a machine from reading the word.
pub(super) fn hidden(text: &str) -> Option<Range<usize>> {
    let invisible = |c: char| matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}');
    if text.is_ascii() || !text.contains(invisible) {
        return None;
    }
    text.split_whitespace().find_map(|word| {
        let around = |(at, c): (usize, char)| {
            let before = word[..at].chars().next_back();
            let after = word[at + c.len_utf8()..].chars().next();
            [before, after]
                .iter()
                .all(|c| c.is_some_and(|c| c.is_ascii_alphanumeric()))
        };
        let hiding = word
            .char_indices()
            .filter(|(_, c)| invisible(*c))
            .filter(|it| around(*it));
        let telling = word.contains(|c: char| c.is_ascii_digit() || c.is_ascii_uppercase());
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        (match hiding.take(4).count() {
            2 | 3 => telling,
            count => count == 4,
        })
        .then(|| start..start + word.len())
    })
}
