//! What a sentence says, as the features that the judgement of it is learnt from: what its words
//! speak of, which of these come together, the words themselves, and what the sentences beside it
//! speak of.

use super::Sink;
use super::concepts::Concepts;
use super::hash::Piece;
use super::tokens::{self, KINDS, Message, NAME, PERSON, Token};

/// Words weigh less than what they speak of: they are many, and each is seldom seen.
const WORD: f32 = 0.5;
/// Stands for a field: several people in one message.
pub const SEVERAL: &str = "several";
/// The field of where somebody is reached: by a number, a house number or an address of mail.
const REACH: &str = "reach";
/// The fields where something is told of somebody, and what speaks of one.
const OF_SOMEONE: [&str; 2] = ["work", "health"];
/// Whoever is reached there is so in public.
const OFFICIAL: &str = "official";
/// What is named among technicians is a thing more often than a person.
const TECHNICAL: &str = "tech";
const PEOPLE: [&str; 3] = ["other", "role", "kin"];
/// A word is also known by its beginning, whatever its ending.
const STEM: usize = 5;

/// A message read once, and judged sentence by sentence.
#[derive(Debug)]
pub struct Reading<'a> {
    concepts: &'a Concepts,
    sentences: Vec<Sentence<'a>>,
    /// Names and kinds of numbers that more than one sentence holds.
    rows: Vec<u8>,
    /// Whether several people are named, with a number for each.
    several: bool,
    /// Whether it is code rather than talk.
    code: bool,
}

/// A sentence, read.
#[derive(Debug)]
pub struct Sentence<'a> {
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Its words.
    pub tokens: Vec<Token<'a>>,
    /// What it speaks of, each once, by its number: concepts, then [`KINDS`].
    items: Vec<u8>,
    /// The fields these concepts belong to, each once.
    fields: Vec<&'a str>,
    /// Whether it speaks of anybody.
    someone: bool,
    /// Whether it speaks of machines.
    technical: bool,
    /// Whether it speaks of a switchboard, a help desk, a shop.
    official: bool,
}

impl<'a> Reading<'a> {
    /// Reads a folded message.
    #[must_use]
    pub fn new(message: Message<'a>, concepts: &'a Concepts) -> Self {
        let ranges = tokens::sentences(message.text).into_iter();
        let sentences = ranges.map(|range| {
            let (start, end) = (range.start, range.end);
            let tokens = tokens::tokens(message, range, concepts);
            let hits = concepts.read(&tokens);
            let mut items: Vec<u8> = hits.iter().map(|hit| hit.concept).collect();
            items.extend(tokens.iter().filter_map(|token| kind(concepts, token)));
            let person = tokens.iter().any(|token| token.person);
            items.extend(person.then(|| special(concepts, PERSON)).flatten());
            items.sort_unstable();
            items.dedup();
            let fields = hits.iter().map(|hit| concepts.field(hit.concept));
            let mut fields: Vec<&str> = fields.collect();
            fields.sort_unstable();
            fields.dedup();
            let someone = tokens.iter().any(|it| it.word == NAME)
                || hits
                    .iter()
                    .any(|hit| PEOPLE.contains(&concepts.name(hit.concept)));
            let speaks_of = |name| {
                let mut names = hits.iter().map(|hit| concepts.name(hit.concept));
                names.any(|it| it == name)
            };
            Sentence {
                start,
                end,
                tokens,
                items,
                fields,
                someone,
                technical: speaks_of(TECHNICAL),
                official: speaks_of(OFFICIAL),
            }
        });
        let sentences: Vec<Sentence<'_>> = sentences.collect();
        let each = sentences.iter().flat_map(|it| &it.items);
        let kinds = each
            .copied()
            .filter(|it| usize::from(*it) >= concepts.count());
        let mut rows: Vec<u8> = kinds.collect();
        rows.sort_unstable();
        let repeated = rows.chunk_by(|a, b| a == b).filter(|same| same.len() > 1);
        let rows = repeated.map(|same| same[0]).collect();
        let tokens = || sentences.iter().flat_map(|it| &it.tokens);
        let technical = sentences.iter().any(|it| it.technical);
        let people = tokens().filter(|it| it.person).count();
        let names = tokens().filter(|it| it.word == NAME).count();
        let numbers = tokens().filter(|it| it.word.starts_with('#')).count();
        Self {
            concepts,
            sentences,
            rows,
            several: people > 0 && names > 1 && numbers > 1 && !technical,
            code: tokens::is_code(message.lower),
        }
    }

    /// The sentences.
    #[must_use]
    pub fn sentences(&self) -> &[Sentence<'a>] {
        &self.sentences
    }

    /// The lists it was read with.
    #[must_use]
    pub const fn concepts(&self) -> &'a Concepts {
        self.concepts
    }

    /// Whether the sentence at this position, or one beside it, speaks of anything in this field.
    #[must_use]
    pub fn touches(&self, at: usize, field: &str) -> bool {
        if self.code {
            return false;
        }
        if field == SEVERAL {
            return self.several;
        }
        let near = at.saturating_sub(1)..(at + 2).min(self.sentences.len());
        let near = || self.sentences.get(near.clone()).into_iter().flatten();
        let reaches = |it: &Sentence<'_>| {
            !it.official && it.tokens.iter().any(|token| token.word.starts_with('#'))
        };
        if field == REACH && !self.sentences.get(at).is_some_and(reaches) {
            return false;
        }
        let someone = !OF_SOMEONE.contains(&field) || near().any(|it| it.someone);
        someone && near().any(|it| it.fields.contains(&field))
    }

    /// Tells all that is known of the sentence at this position.
    pub fn tell(&self, at: usize, sink: &mut impl Sink) {
        let Some(sentence) = self.sentences.get(at) else {
            return;
        };
        sentence.tell(self.concepts, sink);
        for row in &self.rows {
            sink.put(&[ROW, piece(self.concepts, *row)], 1.0);
        }
        let beside = [at.checked_sub(1), Some(at + 1)];
        for other in beside.into_iter().flatten() {
            let items = self.sentences.get(other).map(|it| &it.items);
            for item in items.into_iter().flatten() {
                sink.beside(self.concepts, *item);
            }
        }
    }
}

const ROW: Piece<'static> = Piece::new("r:");
const MANY: Piece<'static> = Piece::new("k:");
const WORDED: Piece<'static> = Piece::new("w:");
const PAIR: Piece<'static> = Piece::new("b:");
const BEGUN: Piece<'static> = Piece::new("s:");
const FIRST: Piece<'static> = Piece::new("^");
const LAST: Piece<'static> = Piece::new("$");
const ASKS: Piece<'static> = Piece::new("asks");
const LENGTH: Piece<'static> = Piece::new("length:");

/// The number of a kind of number, or of people.
fn kind(concepts: &Concepts, token: &Token<'_>) -> Option<u8> {
    let kind = token.word.starts_with(['#', '@']);
    kind.then(|| special(concepts, token.word)).flatten()
}

fn special(concepts: &Concepts, word: &str) -> Option<u8> {
    let at = KINDS.iter().position(|it| *it == word)?;
    u8::try_from(concepts.count() + at).ok()
}

/// What a number stands for.
#[must_use]
pub fn piece(concepts: &Concepts, item: u8) -> Piece<'_> {
    match usize::from(item).checked_sub(concepts.count()) {
        Some(kind) => Piece::new(KINDS.get(kind).copied().unwrap_or_default()),
        None => concepts.piece(item),
    }
}

/// How many numbers there are.
#[must_use]
pub const fn count(concepts: &Concepts) -> usize {
    concepts.count() + KINDS.len()
}

impl Sentence<'_> {
    fn count(&self, word: &str) -> usize {
        self.tokens
            .iter()
            .filter(|token| token.word == word)
            .count()
    }

    fn tell(&self, concepts: &Concepts, sink: &mut impl Sink) {
        for (at, item) in self.items.iter().enumerate() {
            sink.item(concepts, *item);
            for other in &self.items[at + 1..] {
                sink.pair(concepts, *item, *other);
            }
            if usize::from(*item) >= concepts.count() {
                let piece = piece(concepts, *item);
                let many = match self.count(piece.text) {
                    0 | 1 => "1",
                    2 => "2",
                    3 | 4 => "3",
                    _ => "5",
                };
                sink.put(&[MANY, piece, Piece::new(many)], 1.0);
            }
        }
        let mut before = FIRST;
        for token in &self.tokens {
            let word = token.piece();
            sink.put(&[WORDED, word], WORD);
            sink.put(&[PAIR, before, word], WORD);
            let text = token.word;
            if text.len() > STEM && text.is_ascii() && !text.starts_with(['#', '@']) {
                sink.put(&[BEGUN, Piece::new(&text[..STEM])], WORD);
            }
            before = word;
        }
        sink.put(&[PAIR, before, LAST], WORD);
        if before.text == "?" {
            sink.put(&[ASKS], 1.0);
        }
        let length = match self.tokens.len() {
            0..5 => "0",
            5..9 => "5",
            9..15 => "9",
            15..25 => "15",
            _ => "25",
        };
        sink.put(&[LENGTH, Piece::new(length)], 1.0);
    }
}
