//! What a scanner may say about a message: the kind of thing it saw and where, never the text.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The kind of information a rule looks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Family {
    /// Passwords, tokens, keys: whatever opens a door.
    Credential,
    /// Data that identifies or reaches a person.
    Personal,
    /// Pay, discipline, recruitment: a named person's working life.
    Hr,
    /// A named person's health.
    Health,
    /// Unpublished results, deals, bids, roadmaps.
    Business,
}

impl Family {
    /// The family's name in rule files, JSON and locale keys.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Credential => "credential",
            Self::Personal => "personal",
            Self::Hr => "hr",
            Self::Health => "health",
            Self::Business => "business",
        }
    }
}

impl fmt::Display for Family {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// How much harm a leak could do. Ordered: `Low < Critical`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth a word to the author, nothing more.
    Low,
    /// The author should fix it; moderators are not told.
    Medium,
    /// Moderators are told if it is still there after the fix window.
    High,
    /// Moderators are told at once.
    Critical,
}

impl Severity {
    /// Every severity, from the least.
    pub const ALL: [Self; 4] = [Self::Low, Self::Medium, Self::High, Self::Critical];

    /// The severity's name in rule files, JSON and locale keys.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }

    /// One step up, with `Critical` as the ceiling.
    #[must_use]
    pub const fn raised(self) -> Self {
        match self {
            Self::Low => Self::Medium,
            Self::Medium => Self::High,
            Self::High | Self::Critical => Self::Critical,
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// One thing a rule saw in a text. Holds offsets, never the text itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// Identifier of the rule, for example `credential.github-token`.
    pub rule: String,
    /// Family of the rule.
    pub family: Family,
    /// Severity before the audience is taken into account.
    pub severity: Severity,
    /// Probability, 0 to 1, that this is what the rule says it is.
    pub confidence: f32,
    /// Byte offset of the first byte of the value in the UTF-8 text.
    pub start: usize,
    /// Byte offset just past the value.
    pub end: usize,
}
