//! What finds a value that no pattern can describe. A rule names its reader; the reader says where
//! the value is and how sure that is, and the guards are the same as for any other rule.

use std::ops::Range;

use super::announce::{self, Named};
use super::assemble;
use super::learned::{Judged, SUBJECTS};
use super::need::Needs;

/// A value as a reader saw it.
pub(super) struct Seen {
    pub value: Range<usize>,
    pub confidence: f32,
}

/// What a rule may ask to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// A password announced in words.
    Password,
    /// A code of figures announced in words.
    Code,
    /// A secret spelled, dictated, or given in parts.
    Assembled,
    /// A sentence that tells something confidential on a subject, by its position in the list.
    Told(usize),
    /// A word that is a secret, by what it is like and what stands around it.
    Secret,
}

impl Reader {
    /// The reader of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "password" => Some(Self::Password),
            "code" => Some(Self::Code),
            "assembled" => Some(Self::Assembled),
            "secret" => Some(Self::Secret),
            _ => {
                let subject = name.strip_prefix("told ")?;
                let at = SUBJECTS.iter().position(|it| *it == subject)?;
                Some(Self::Told(at))
            }
        }
    }

    /// What a text is made of where there is something to read.
    pub(super) fn needs(self) -> Needs {
        match self {
            Self::Code => Needs::digits(3),
            Self::Password | Self::Assembled | Self::Told(_) | Self::Secret => Needs::default(),
        }
    }

    pub(super) fn read(self, text: &str, judged: &Judged<'_>) -> Vec<Seen> {
        match self {
            Self::Told(subject) => judged.told(subject),
            Self::Secret => judged.secrets(),
            Self::Password => announce::read(Named::Password, text),
            Self::Code => announce::read(Named::Code, text),
            Self::Assembled => assemble::read(text),
        }
    }
}
