//! What an organisation may set about nudges and flags.

use std::collections::BTreeSet;

use bonsens_port::{ChannelId, Lang, Severity};
use jiff::SignedDuration;

/// How far the bot goes when it sees something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mode {
    /// Count per rule, without names; say nothing.
    Observe,
    /// A private word to the author; moderators are never told.
    Nudge,
    /// A private word to the author, then a flag if it matters and stays.
    NudgeAndFlag,
}

/// The settings of one workspace.
#[derive(Debug, Clone)]
pub struct Policy {
    /// How far to go.
    pub mode: Mode,
    /// The moderators' language.
    pub lang: Lang,
    /// Time an author has to fix something of high severity before moderators are told.
    pub high_fix_window: SignedDuration,
    /// The same for critical severity.
    pub critical_fix_window: SignedDuration,
    /// Time in which an author does not hear the same thing twice.
    pub cooldown: SignedDuration,
    /// Members from which a channel counts as large.
    pub large_channel: u32,
    /// Channels that are never scanned: unions, staff representatives, whistleblowing.
    pub exempt: BTreeSet<ChannelId>,
}

impl Default for Policy {
    /// Observes. High severity has 15 minutes, critical none.
    fn default() -> Self {
        Self {
            mode: Mode::Observe,
            lang: Lang::En,
            high_fix_window: SignedDuration::from_mins(15),
            critical_fix_window: SignedDuration::ZERO,
            cooldown: SignedDuration::from_mins(10),
            large_channel: 200,
            exempt: BTreeSet::new(),
        }
    }
}

impl Policy {
    /// Time before moderators are told; `None`: they never are.
    #[must_use]
    pub fn fix_window(&self, severity: Severity) -> Option<SignedDuration> {
        match (self.mode, severity) {
            (Mode::NudgeAndFlag, Severity::High) => Some(self.high_fix_window),
            (Mode::NudgeAndFlag, Severity::Critical) => Some(self.critical_fix_window),
            _ => None,
        }
    }
}
