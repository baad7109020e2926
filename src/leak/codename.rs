//! The organisation's code names: words that say nothing to outsiders and everything to those who
//! know, so that no pattern could guess them.
//!
//! People write them in any case, drop their accents, add an s, and join or hyphenate the words
//! of a long one. The text is brought to bare letters once, and one automaton looks for all the
//! names in it, however many there are.

use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};
use bonsens_port::{Family, Finding, Severity};

use super::fold::Folded;
use super::scan::{self, MOST_PER_RULE};

/// The rule a code name is found by. It has no pattern; its names are in the rule files.
pub(super) const RULE: &str = "organisation.code-name";
/// A shorter name would be found in ordinary words, such as "us" or "or".
const SHORTEST: usize = 3;
/// Spaces and hyphens people may put between two words of one name.
const WIDEST_JOINT: usize = 3;
/// A name is given on purpose, but may also be a word of every day.
const CONFIDENCE: f32 = 0.9;

/// A list of code names that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CodeNameError {
    /// A name has too few letters to be told from ordinary words.
    #[error("code name {number} has fewer than {least} letters")]
    TooShort {
        /// Which of the names given, from 1.
        number: usize,
        /// Letters a name has at least.
        least: usize,
    },
    /// The names together take more memory than can be addressed.
    #[error("too many code names")]
    TooMany,
}

/// Code names, ready to be looked for. Share one; scanning takes `&self`.
#[derive(Debug, Default)]
pub struct CodeNames {
    /// Finds the forms in bare text; `None` when there is no name.
    automaton: Option<AhoCorasick>,
    /// For each form, the places inside it where its words meet, in bytes of bare text.
    joints: Vec<Vec<usize>>,
}

/// Text without anything but letters, digits and what cannot be inside a name.
#[derive(Default)]
struct Bare {
    text: String,
    /// Where each byte came from in the folded text.
    from: Vec<usize>,
}

/// What may stand between the words of a name, or nothing at all.
const fn joins(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '-' | '_' | '\'' | '/')
}

impl Bare {
    fn new(folded: &str) -> Self {
        let mut bare = Self {
            text: String::with_capacity(folded.len()),
            from: Vec::with_capacity(folded.len()),
        };
        for (at, c) in folded.char_indices().filter(|(_, c)| !joins(*c)) {
            bare.text.extend(c.to_lowercase());
            bare.from.resize(bare.text.len(), at);
        }
        bare
    }

    /// The folded range of a range of bare text, where that is a form of a name and no more.
    fn whole(&self, folded: &str, found: &Range<usize>, joints: &[usize]) -> Option<Range<usize>> {
        let start = *self.from.get(found.start)?;
        let last = *self.from.get(found.end.checked_sub(1)?)?;
        let end = last + folded[last..].chars().next()?.len_utf8();
        let lone = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
        if !lone(folded[..start].chars().next_back()) || !lone(folded[end..].chars().next()) {
            return None;
        }
        let mut before = start;
        for at in found.clone().skip(1) {
            let here = self.from[at];
            if here == before {
                continue;
            }
            let gap = here - before - folded[before..].chars().next()?.len_utf8();
            let widest = if joints.contains(&(at - found.start)) {
                WIDEST_JOINT
            } else {
                0
            };
            if gap > widest {
                return None;
            }
            before = here;
        }
        Some(start..end)
    }
}

/// A word and its plurals, French and English, regular or in -aux and -ies.
fn plurals(word: &str) -> Vec<String> {
    let mut forms = vec![format!("{word}s")];
    if word.ends_with('u') {
        forms.push(format!("{word}x"));
    }
    if word.ends_with(['s', 'x', 'z', 'h', 'o']) {
        forms.push(format!("{word}es"));
    }
    if let Some(stem) = word.strip_suffix("al") {
        forms.push(format!("{stem}aux"));
    }
    if let Some(stem) = word.strip_suffix('y') {
        forms.push(format!("{stem}ies"));
    }
    forms
}

/// The ways a name of these words is written: each of its ends as given or in the plural, and what
/// is between in the plural where both ends are.
fn forms(words: &[String]) -> Vec<Vec<String>> {
    let ways = |word: &String| {
        let mut ways = plurals(word);
        ways.insert(0, word.clone());
        ways
    };
    let [first, middle @ .., last] = words else {
        return words.iter().flat_map(ways).map(|way| vec![way]).collect();
    };
    let mut forms = Vec::new();
    for start in ways(first) {
        for end in ways(last) {
            let all = start != *first && end != *last;
            let middle = middle.iter().map(|word| {
                if all {
                    format!("{word}s")
                } else {
                    word.clone()
                }
            });
            let form = std::iter::once(start.clone()).chain(middle);
            forms.push(form.chain([end]).collect());
        }
    }
    forms
}

impl CodeNames {
    /// The names to look for, as people write them.
    ///
    /// # Errors
    ///
    /// If a name has fewer than three letters, or there are more than memory can hold.
    pub fn new(names: impl IntoIterator<Item = String>) -> Result<Self, CodeNameError> {
        let mut patterns = Vec::new();
        let mut joints = Vec::new();
        for (index, name) in names.into_iter().enumerate() {
            let folded = Folded::new(&name);
            let words: Vec<String> = folded
                .text
                .split(|c: char| !c.is_alphanumeric())
                .filter(|word| !word.is_empty())
                .map(str::to_lowercase)
                .collect();
            let letters = words.iter().flat_map(|word| word.chars());
            if letters.filter(|c| c.is_alphabetic()).count() < SHORTEST {
                return Err(CodeNameError::TooShort {
                    number: index + 1,
                    least: SHORTEST,
                });
            }
            for form in forms(&words) {
                let meets = form.iter().scan(0, |at, word| {
                    *at += word.len();
                    Some(*at)
                });
                joints.push(meets.collect());
                patterns.push(form.concat());
            }
        }
        let automaton = if patterns.is_empty() {
            None
        } else {
            let built = AhoCorasick::builder()
                .match_kind(MatchKind::Standard)
                .build(&patterns);
            Some(built.map_err(|_| CodeNameError::TooMany)?)
        };
        Ok(Self { automaton, joints })
    }

    /// The names in `text`, by position, the longest where one is part of another.
    #[must_use]
    pub fn scan(&self, text: &str) -> Vec<Finding> {
        let Some(automaton) = &self.automaton else {
            return Vec::new();
        };
        let folded = Folded::new(text);
        let bare = Bare::new(&folded.text);
        let found = automaton
            .find_overlapping_iter(&bare.text)
            .filter_map(|found| {
                let joints = self.joints.get(found.pattern().as_usize())?;
                bare.whole(&folded.text, &found.range(), joints)
            })
            .map(|range| {
                let Range { start, end } = folded.original(&range);
                Finding {
                    rule: RULE.to_owned(),
                    family: Family::Business,
                    severity: Severity::High,
                    confidence: CONFIDENCE,
                    start,
                    end,
                }
            });
        let mut apart = scan::resolve(found.collect());
        apart.truncate(MOST_PER_RULE);
        apart
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(list: &[&str]) -> CodeNames {
        CodeNames::new(list.iter().map(|name| (*name).to_owned())).unwrap()
    }

    fn seen<'a>(names: &CodeNames, text: &'a str) -> Vec<&'a str> {
        names
            .scan(text)
            .iter()
            .map(|found| &text[found.start..found.end])
            .collect()
    }

    #[test]
    fn a_name_is_heard_however_it_is_typed() {
        let names = names(&[
            "Étoile Filante",
            "Kestrel",
            "Cheval-Blanc",
            "Bureau Central",
        ]);
        for (text, name) in [
            ("des nouvelles d'étoile filante ?", "étoile filante"),
            ("ETOILE-FILANTE décale", "ETOILE-FILANTE"),
            ("le repo etoile_filante", "etoile_filante"),
            ("#étoilefilante est vert", "étoilefilante"),
            ("les étoiles\u{a0}filantes", "étoiles\u{a0}filantes"),
            ("étoile\nfilante", "étoile\nfilante"),
            ("is Kestrel's budget in?", "Kestrel"),
            ("two kestrels", "kestrels"),
            ("Chevaux Blancs", "Chevaux Blancs"),
            ("les bureaux centraux", "bureaux centraux"),
            ("Kes\u{200b}trel", "Kes\u{200b}trel"),
        ] {
            assert_eq!(seen(&names, text), [name], "{text}");
        }
    }

    #[test]
    fn a_name_inside_another_word_or_across_two_is_not_one() {
        let names = names(&["Orion", "Blue Bird"]);
        for text in [
            "orionis",
            "histOrion",
            "for ion beams",
            "or-ion",
            "blue. Bird",
            "a blue     bird",
            "bluebirdie",
        ] {
            assert_eq!(seen(&names, text), [""; 0], "{text}");
        }
    }

    #[test]
    fn of_two_names_the_longer_is_told() {
        let names = names(&["Falcon", "Falcon Heavy"]);
        assert_eq!(
            seen(&names, "falcon heavy, not falcon"),
            ["falcon heavy", "falcon"]
        );
    }

    #[test]
    fn a_name_too_short_to_tell_is_refused() {
        let list = ["Kestrel", "x-1 b"].map(str::to_owned);
        let refused = CodeNames::new(list).unwrap_err();
        assert_eq!(
            refused,
            CodeNameError::TooShort {
                number: 2,
                least: 3
            }
        );
        assert_eq!(CodeNames::new([]).unwrap().scan("anything"), vec![]);
    }

    #[test]
    fn thousands_of_names_are_looked_for_at_once() {
        let many = (0..10_000).map(|n| format!("nom{n} de{} code", n % 7));
        let names = CodeNames::new(many).unwrap();
        assert_eq!(
            seen(
                &names,
                "ni nom10000 de0 code, ni nom9999, mais NOM4242 DE0 CODE"
            ),
            ["NOM4242 DE0 CODE"]
        );
    }
}
