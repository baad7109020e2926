//! The text of a message, in a wrapper that can't be printed by accident.

use std::fmt;

/// What a person typed. It has no `Display` and no serialisation, and its `Debug` shows only a
/// length, so that neither a log line nor the store can hold it.
#[derive(Clone, PartialEq, Eq)]
pub struct MessageText(String);

impl MessageText {
    /// Wraps a text as received from a platform.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text, for scanning and retrieval only.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for MessageText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MessageText({} bytes)", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_the_length_and_nothing_else() {
        let text = MessageText::new("the door code is 4821");
        assert_eq!(format!("{text:?}"), "MessageText(21 bytes)");
    }
}
