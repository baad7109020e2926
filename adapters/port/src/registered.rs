//! What an organisation registered as confidential: fingerprints that recognise it, never the text
//! itself.

use std::fmt;

use jiff::Timestamp;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{RegisteredId, SealedText};

/// A confidential document or list of values, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registered {
    /// Identity: the same content registered again replaces it.
    pub id: RegisteredId,
    /// What its admin calls it. Sealed, since a name may tell too much.
    pub title: SealedText,
    /// What it is.
    pub kind: RegisteredKind,
    /// When it was registered.
    pub registered_at: Timestamp,
    /// Recognise it.
    pub prints: Prints,
}

/// What was registered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum RegisteredKind {
    /// A document.
    Document,
    /// Exact values.
    Values {
        /// The lengths the values have, as bits, so that nothing of another length is tried.
        lengths: u64,
    },
}

/// Keyed fingerprints, which tell nothing without the key.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Prints(pub Vec<u64>);

impl fmt::Debug for Prints {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Prints({})", self.0.len())
    }
}

/// Characters that write one fingerprint.
const DIGITS: usize = 16;

/// There may be a hundred thousand: written as one text rather than as a list of numbers.
impl Serialize for Prints {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use fmt::Write as _;
        let mut text = String::with_capacity(self.0.len() * DIGITS);
        for print in &self.0 {
            let _ = write!(text, "{print:016x}");
        }
        serializer.serialize_str(&text)
    }
}

impl<'de> Deserialize<'de> for Prints {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let broken = || D::Error::custom("not fingerprints");
        if !text.is_ascii() || !text.len().is_multiple_of(DIGITS) {
            return Err(broken());
        }
        let starts = (0..text.len()).step_by(DIGITS);
        let prints = starts.map(|at| u64::from_str_radix(&text[at..at + DIGITS], 16));
        let prints: Result<_, _> = prints.collect();
        prints.map(Self).map_err(|_| broken())
    }
}
