//! Names of people and channels inside a sentence, for each platform to write its own way.
//!
//! A sentence is put together before it is known where it is read. So a name travels as its id
//! between marks that no keyboard types, and an adapter turns it into a mention, or into a name.

use crate::{AuthorId, ChannelId};

/// Marks from the private use area of Unicode, where no text has any business.
const PERSON: char = '\u{F8E0}';
const CHANNEL: char = '\u{F8E1}';
const END: char = '\u{F8E2}';

/// A part of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Words.
    Words(&'a str),
    /// The id of a person.
    Person(&'a str),
    /// The id of a channel.
    Channel(&'a str),
}

/// A person, to be put in a sentence.
#[must_use]
pub fn person(id: &AuthorId) -> String {
    format!("{PERSON}{}{END}", without_marks(id.as_str()))
}

/// A channel, to be put in a sentence.
#[must_use]
pub fn channel(id: &ChannelId) -> String {
    format!("{CHANNEL}{}{END}", without_marks(id.as_str()))
}

/// A text that can name nobody: for whatever a person or a charter says.
#[must_use]
pub fn without_marks(text: &str) -> String {
    text.replace([PERSON, CHANNEL, END], "")
}

/// The parts of a sentence, in order.
pub fn pieces(sentence: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = sentence;
    std::iter::from_fn(move || {
        let mark = rest.chars().next()?;
        if mark != PERSON && mark != CHANNEL {
            let end = rest.find([PERSON, CHANNEL]).unwrap_or(rest.len());
            let (words, after) = rest.split_at(end);
            rest = after;
            return Some(Piece::Words(words));
        }
        let inside = &rest[mark.len_utf8()..];
        let (id, after) = inside.split_once(END).unwrap_or((inside, ""));
        rest = after;
        Some(if mark == PERSON {
            Piece::Person(id)
        } else {
            Piece::Channel(id)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_from_the_words_around_them() {
        let (ben, general) = (person(&AuthorId::new("U1")), channel(&ChannelId::new("C1")));
        let sentence = format!("{ben} exempted {general}{general}.");
        let found: Vec<_> = pieces(&sentence).collect();
        let expected = [
            Piece::Person("U1"),
            Piece::Words(" exempted "),
            Piece::Channel("C1"),
            Piece::Channel("C1"),
            Piece::Words("."),
        ];
        assert_eq!(found, expected);
        assert_eq!(pieces("").count(), 0);
    }

    #[test]
    fn a_text_with_marks_of_its_own_names_nobody() {
        let smuggled = format!("see {}", person(&AuthorId::new("U1")));
        let plain = without_marks(&smuggled);
        assert_eq!(pieces(&plain).collect::<Vec<_>>(), [Piece::Words("see U1")]);
        // A mark that is never closed ends with its sentence.
        let open = format!("see {PERSON}U1");
        assert_eq!(pieces(&open).last(), Some(Piece::Person("U1")));
    }
}
