//! A question as search sees it: weighted terms, each with the forms it may take in a charter.

use crate::charter::Lang;
use crate::lexicon::{LEXICON, Word};
use crate::speller::Speller;
use crate::{language, text};

/// A question to ask an index.
#[derive(Debug, Clone, Copy, Default)]
pub struct Query<'a> {
    /// The question as typed.
    pub text: &'a str,
    /// The previous question of the conversation, which a follow-up leans on.
    pub context: Option<&'a str>,
    /// Language of the question, detected when absent.
    pub lang: Option<Lang>,
}

/// A word of the question, or a concept it touches.
#[derive(Debug)]
pub(crate) enum Form {
    Word(Word),
    Concept(u16),
}

#[derive(Debug)]
pub(crate) struct Term {
    pub form: Form,
    pub weight: f32,
    /// Of a word: the concepts it helps to name.
    pub concepts: Vec<u16>,
    /// Of a word: how much of the question hangs on it, whatever charter is asked.
    pub matters: f32,
}

/// The question, analysed.
#[derive(Debug)]
pub(crate) struct Analysed {
    pub terms: Vec<Term>,
    pub lang: Lang,
    pub asks: Asks,
}

/// Longer questions are read up to here: nobody asks more in a chat message.
const LONGEST: usize = 2_000;

/// Weight of a concept next to the words that name it. More than a word's: people seldom use the
/// charter's own words, and a shared word is more often chance than a shared concept.
const CONCEPT: f32 = 1.2;

/// Weight of a word so usual in chat that it tells little.
const WEAK: f32 = 0.35;

/// What a question asks for, as its turn of phrase shows. Charters hold rules; how much, who and
/// whether there is one are mostly found elsewhere, however near the subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Asks {
    /// A figure, a duration or a date.
    pub amount: bool,
    /// A name or a thing.
    pub identity: bool,
    /// Whether something is there.
    pub existence: bool,
}

/// Turns of phrase, folded. One that starts with `^` opens the question.
const AMOUNT: [&str; 16] = [
    " combien ",
    " quand ",
    " quelle heure ",
    " quel jour ",
    " quelle date ",
    " quel montant ",
    " quelle duree ",
    " quelle taille ",
    " how many ",
    " how much ",
    " how long ",
    " how often ",
    " how big ",
    " what time ",
    " which day ",
    "^when ",
];
const IDENTITY: [&str; 18] = [
    "^qui ",
    "^who ",
    "^whose ",
    "^which ",
    " qui est ",
    " c est qui ",
    " qui s occupe ",
    " c est quoi ",
    " quel ",
    " quelle ",
    " quels ",
    " quelles ",
    " who is ",
    " who s ",
    " which ",
    " what is ",
    " what s ",
    " whats ",
];
const EXISTENCE: [&str; 10] = [
    " y a ",
    " ya ",
    " on a ",
    " a t on ",
    " est ouvert",
    " is there ",
    " are there ",
    " do we ",
    "^is the ",
    " have we got ",
];

impl Asks {
    fn of(folded: &str) -> Self {
        let asked = |phrases: &[&str]| {
            phrases.iter().any(|phrase| match phrase.strip_prefix('^') {
                Some(opening) => folded.trim_start().starts_with(opening),
                None => folded.contains(phrase),
            })
        };
        Self {
            amount: asked(&AMOUNT),
            identity: asked(&IDENTITY),
            existence: asked(&EXISTENCE),
        }
    }
}

/// Analyses a question; `known` says which folded words some charter contains.
pub(crate) fn analyse(
    query: &Query<'_>,
    speller: &Speller,
    known: impl Fn(&str) -> bool,
) -> Analysed {
    let clipped = |text: &'_ str| text[..text.floor_char_boundary(LONGEST)].to_owned();
    let question = clipped(query.text);
    let lang = query
        .lang
        .unwrap_or_else(|| language::lean(&expand(&question)));
    let in_full = format!(" {} ", expand(&question));
    let asks = Asks::of(&in_full);
    let mut terms = Vec::new();
    gather(&question, 1.0, speller, &known, &mut terms);
    let content_words = terms
        .iter()
        .filter(|t| matches!(t.form, Form::Word(_)))
        .count();
    if let Some(context) = query.context {
        // The shorter the question, the more it leaves to what was said before.
        let weight = match content_words {
            0 | 1 => 0.6,
            2 | 3 => 0.4,
            _ => 0.15,
        };
        gather(&clipped(context), weight, speller, &known, &mut terms);
    }
    Analysed { terms, lang, asks }
}

fn gather(
    text: &str,
    weight: f32,
    speller: &Speller,
    known: &impl Fn(&str) -> bool,
    terms: &mut Vec<Term>,
) {
    let words = read(text, speller, known);
    // Concepts are met on all words, since their names hold small words (« mot de passe »).
    let mut concepts: Vec<u16> = Vec::new();
    let mut named: Vec<Vec<u16>> = vec![Vec::new(); words.len()];
    let (fr, en): (Vec<&str>, Vec<&str>) = words
        .iter()
        .map(|(w, _)| (w.fr.as_str(), w.en.as_str()))
        .unzip();
    for stems in [fr, en] {
        LEXICON.concepts_in(&stems, |id, place| {
            let meaningful = words[place.clone()]
                .iter()
                .any(|(word, _)| !LEXICON.is_stop_word(&word.folded));
            if meaningful {
                if !LEXICON.is_ring(id) && !concepts.contains(&id) {
                    concepts.push(id);
                }
                for word in &mut named[place] {
                    word.push(id);
                }
            }
        });
    }
    for ((word, mended), named) in words.into_iter().zip(named) {
        if LEXICON.is_stop_word(&word.folded) {
            continue;
        }
        let seen = terms
            .iter()
            .any(|t| matches!(&t.form, Form::Word(w) if w.fr == word.fr));
        if !seen {
            let matters = if LEXICON.is_weak(&word.folded) {
                WEAK
            } else {
                1.0
            };
            terms.push(Term {
                weight: weight * mended * matters,
                matters: weight * matters,
                form: Form::Word(word),
                concepts: named,
            });
        }
    }
    for id in concepts {
        if !terms
            .iter()
            .any(|t| matches!(t.form, Form::Concept(c) if c == id))
        {
            terms.push(Term {
                form: Form::Concept(id),
                weight: weight * CONCEPT * LEXICON.telling(id),
                concepts: Vec::new(),
                matters: 0.0,
            });
        }
    }
}

/// The words meant, each with how sure that is.
fn read(text: &str, speller: &Speller, known: &impl Fn(&str) -> bool) -> Vec<(Word, f32)> {
    let known = |word: &str| LEXICON.knows(word) || known(word);
    let sure = |word: &str| (LEXICON.word(word.to_owned()), 1.0);
    let typed: Vec<String> = text::words(text).collect();
    let mut words: Vec<(Word, f32)> = Vec::new();
    let mut at = 0;
    while let Some(word) = typed.get(at) {
        at += 1;
        if let Some(long) = LEXICON.long_form(word) {
            words.extend(long.iter().map(|word| sure(word)));
        } else if let Some(joined) = typed.get(at).and_then(|next| joined(word, next, known)) {
            words.push(sure(&joined));
            at += 1;
        } else if LEXICON.is_stop_word(word) || known(word) {
            words.push(sure(word));
        } else if let Some(rest) =
            without_elision(word, |rest| LEXICON.is_stop_word(rest) || known(rest))
        {
            words.push(sure(rest));
        } else if let Some((first, second)) = parts(word, known) {
            words.extend([sure(first), sure(second)]);
        } else if let Some((nearest, alike)) = speller.nearest(word) {
            words.push((LEXICON.word(nearest.to_owned()), 0.5 + alike / 2.0));
        } else {
            words.push(sure(word));
        }
    }
    words
}

/// Shorter pieces join or split by chance.
const PART: usize = 4;

/// `screen shot` typed for « screenshot ».
fn joined(word: &str, next: &str, known: impl Fn(&str) -> bool) -> Option<String> {
    let usual = LEXICON.is_stop_word(word) || LEXICON.is_stop_word(next);
    let joined = format!("{word}{next}");
    (!usual && word.len().min(next.len()) >= PART && known(&joined)).then_some(joined)
}

/// `workphone` typed for « work phone »: both halves, when they are known words.
fn parts(word: &str, known: impl Fn(&str) -> bool) -> Option<(&str, &str)> {
    (PART..=word.len().saturating_sub(PART))
        .filter_map(|at| word.split_at_checked(at))
        .find(|(first, second)| known(first) && known(second))
}

/// `jecris` typed for « j'écris », `lannoncer` for « l'annoncer »: what follows the elided word,
/// when it is a known word.
fn without_elision(word: &str, known: impl Fn(&str) -> bool) -> Option<&str> {
    ["qu", "j", "l", "d", "n", "m", "s", "c", "t"]
        .iter()
        .filter_map(|elided| word.strip_prefix(elided))
        .find(|rest| rest.len() > 2 && known(rest))
}

/// The question with its chat short forms spelled out, for telling its language.
fn expand(question: &str) -> String {
    let mut out = String::new();
    for word in text::words(question) {
        match LEXICON.long_form(&word) {
            Some(long) => out.push_str(&long.join(" ")),
            None => out.push_str(&word),
        }
        out.push(' ');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meant(typed: &str) -> Vec<String> {
        let speller = Speller::new(["téléphone"].into_iter());
        let read = read(typed, &speller, &|word| word == "dossiers");
        read.into_iter().map(|(word, _)| word.folded).collect()
    }

    #[test]
    fn words_run_together_or_torn_apart_are_read_as_meant() {
        assert_eq!(meant("my workphone"), ["my", "work", "phone"]);
        assert_eq!(meant("a screen shot"), ["a", "screenshot"]);
        assert_eq!(meant("jouvre les dossiers"), ["ouvre", "les", "dossiers"]);
    }

    #[test]
    fn what_a_question_asks_for_is_told_by_its_turn_of_phrase() {
        let asks = |question: &str| {
            let asks = Asks::of(&format!(" {} ", expand(question)));
            [asks.amount, asks.identity, asks.existence]
        };
        assert_eq!(asks("Combien de temps ça dure ?"), [true, false, false]);
        assert_eq!(asks("Who's the site manager?"), [false, true, false]);
        assert_eq!(asks("Y a-t-il une douche ?"), [false, false, true]);
        assert_eq!(asks("Un voisin qui râle, je réponds ?"), [false; 3]);
        assert_eq!(asks("May I answer a neighbour who moans?"), [false; 3]);
    }

    #[test]
    fn words_that_only_look_compound_stay_whole() {
        assert_eq!(meant("on the photo"), ["on", "the", "photo"]);
        assert_eq!(meant("zzzzphone"), ["zzzzphone"]);
    }
}
