//! A secret spelled, dictated, or given in parts, so that nothing in the message looks like one.
//!
//! Two things tell it. Once the parts are put together, what they make may be a token or a number
//! with its check digits: that is proof. Else the words say that something is coming in parts or in
//! disguise, and the parts are there; then what is weighed is how much of both there is.

use std::ops::Range;

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
fn run<'a>(words: &[Word<'a>], is: impl Fn(&Word<'a>) -> bool) -> Range<usize> {
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

/// The secrets `text` gives in parts.
pub(super) fn read(text: &str) -> Vec<Seen> {
    let g = &*GRAMMAR;
    let cues = [
        &g.parts,
        &g.disguise,
        &g.adds,
        &g.password,
        &g.code,
        &g.place,
    ];
    let Some(first) = cues
        .iter()
        .filter_map(|cue| cue.find(text).map(|found| found.start()))
        .min()
    else {
        return Vec::new();
    };
    let start = floor(text, first.saturating_sub(LONGEST / 2));
    let window = &text[start..ceil(text, start + LONGEST)];
    let code = ["-----", "```", "`", "<@", "()", "{", "=>", "&lt;", "&gt;"];
    if code.iter().any(|sign| window.contains(sign)) {
        // A key or a certificate, whole; or code, which splits its words as it likes.
        return Vec::new();
    }
    let words = words(window);
    let named = g.password.is_match(window) || g.code.is_match(window);
    let token = g.token.is_match(window);
    let place = g.place.is_match(window);
    let account = g.account.is_match(window);
    let hint = |cue: &regex::Regex| cue.find_iter(window).take(2).count();
    let (parts, disguise, adds) = (hint(&g.parts), hint(&g.disguise), hint(&g.adds));
    let flag = |yes: bool, weight: f32| if yes { weight } else { 0.0 };
    let some = |count: usize, weight: f32| f32::from(u8::try_from(count).unwrap_or(2)) * weight;
    let mut base =
        -4.0 + flag(named, 1.5) + flag(token && !named, 0.9) + flag(account && !named, 0.5);
    base += some(parts, 1.1) + some(disguise.min(1), 1.5);
    let bare = !named && !token && !account;
    if window.trim_end().ends_with('?') {
        base -= 1.0;
    }
    let mut seen = Vec::new();
    let mut keep = |range: Option<Range<usize>>, weight: f32| {
        if let (Some(range), true) = (range, weight > 0.0) {
            seen.push(Seen {
                value: start + range.start..start + range.end,
                confidence: sure(weight * 1.2),
            });
        }
    };
    // One sign at a time: "g 7 K p 2", "0 6 1 9".
    let singles = run(&words, |word| {
        word.text.chars().count() == 1 && !word.text.contains(['|', '-', '=', '+', '*', '/'])
    });
    let letters = words[singles.clone()]
        .iter()
        .any(|w| w.text.bytes().all(|b| b.is_ascii_alphabetic()));
    let digits = words[singles.clone()]
        .iter()
        .any(|w| w.text.bytes().all(|b| b.is_ascii_digit()));
    if singles.len() >= 4 {
        let weight = flag(letters && digits && singles.len() >= 5, 2.8)
            + flag(
                !letters && digits && (named || place),
                2.7 + flag(place, 0.8),
            );
        keep(over(&words, &singles), base + weight);
    }
    // Figures and letters said as words.
    let said = run(&words, |word| {
        figures(g, word.text) > 0 || lower(word.text) == "et"
    });
    let count: usize = words[said.clone()].iter().map(|w| figures(g, w.text)).sum();
    if count >= 4 && (named || place) {
        keep(over(&words, &said), base + 3.0 + flag(place, 1.2));
    }
    let said = run(&words, |word| spelled(g, word.text) > 0);
    let count: usize = words[said.clone()].iter().map(|w| spelled(g, w.text)).sum();
    let only_figures = words[said.clone()].iter().all(|w| figures(g, w.text) > 0);
    if count >= 4 && !only_figures {
        keep(over(&words, &said), base + 4.0);
    }
    for found in words.windows(3) {
        let [letter, link, word] = found else {
            continue;
        };
        let like = matches!(lower(link.text).as_str(), "comme" | "as" | "for");
        if letter.text.len() == 1
            && like
            && (word.text.starts_with(|c: char| c.is_ascii_uppercase()) || lower(word.text) == "in")
        {
            keep(
                Some(letter.range.start..words.last().map_or(word.range.end, |w| w.range.end)),
                base + 2.6,
            );
            break;
        }
    }
    // Parts: real ones, then those that only a recipe makes so.
    let labels = |word: &&Word<'_>| !window[word.range.end..].starts_with(':');
    let real: Vec<&Word<'_>> = words
        .iter()
        .filter(|word| part(word.text))
        .filter(labels)
        .collect();
    let faint: Vec<&Word<'_>> = words.iter().filter(|word| faint(word.text)).collect();
    let ends = |list: &[&Word<'_>]| {
        let (first, last) = (list.first()?, list.last()?);
        Some(first.range.start..last.range.end)
    };
    // One word with a sign between all its letters: "M_e_a_d_o_w_2_2".
    let combed = words.iter().find(|word| combed(word.text));
    if let Some(word) = combed {
        keep(Some(word.range.clone()), base + 3.6);
    }
    // Both ends are given, faint as they are.
    let both = faint.len() >= 2
        && faint
            .iter()
            .any(|word| word.text.starts_with(|c: char| c.is_ascii_digit()));
    if parts >= 2 && both && words.len() <= 26 {
        keep(ends(&faint), base + 2.3);
    }
    let short = words.len() <= 18;
    if parts + disguise > 0
        && !real.is_empty()
        && (named || token || account && short || parts > 0 && real.len() >= 2 && short)
    {
        let weight = some(real.len().min(2), 1.3) + flag(!faint.is_empty(), 0.5);
        keep(ends(&real), base + weight + flag(bare && parts > 0, 0.5));
    }
    if bare && parts > 0 && real.len() == 1 && words.len() <= 12 {
        keep(ends(&real), base + some(parts, 0.6) + 1.5);
    }
    let strong = real.iter().find(|word| word.text.len() >= 8);
    if let Some(strong) = strong.filter(|_| bare && disguise > 0 && words.len() <= 10) {
        keep(Some(strong.range.clone()), base + 3.0);
    }
    if (named || account) && adds > 0 {
        let all: Vec<&Word<'_>> = words
            .iter()
            .filter(|word| part(word.text) || self::faint(word.text))
            .filter(labels)
            .collect();
        let figures = |word: &&Word<'_>| word.text.bytes().any(|b| b.is_ascii_digit());
        if (all.len() >= 2 || !real.is_empty()) && all.iter().any(figures) && words.len() <= 24 {
            let weight = some(adds, 0.9) + some(real.len().min(2), 0.7);
            keep(
                ends(&all),
                base + weight + 1.3 + flag(account && !named, 0.5),
            );
        }
    }
    // The groups of a card, with words between them.
    let groups: Vec<&Word<'_>> = words
        .iter()
        .filter(|word| word.text.len() == 4 && word.text.bytes().all(|b| b.is_ascii_digit()))
        .collect();
    if token && parts > 0 && groups.len() >= 4 {
        keep(ends(&groups), base + 3.0);
    }
    seen
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
