//! What an organisation may set about nudges and flags.

use std::collections::{BTreeMap, BTreeSet};

use bonsens_port::{ChannelId, Lang, Mode, Retention, Severity};
use jiff::SignedDuration;

use crate::trust::Accountability;

/// The settings of one workspace.
#[derive(Debug, Clone)]
pub struct Policy {
    /// How far to go, until an admin sets it otherwise.
    pub mode: Mode,
    /// What allows a mode in which people are spoken to.
    pub accountability: Accountability,
    /// The moderators' language.
    pub lang: Lang,
    /// Time authors have to fix something before moderators are told.
    pub fix_windows: FixWindows,
    /// Time in which an author does not hear the same thing twice.
    pub cooldown: SignedDuration,
    /// Members from which a channel counts as large.
    pub large_channel: u32,
    /// Channels that are never scanned: unions, staff representatives, whistleblowing.
    pub exempt: BTreeSet<ChannelId>,
    /// How long things are kept.
    pub retention: Retention,
}

/// Time an author has, by severity; `None`: moderators are never told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FixWindows {
    /// For low severity.
    pub low: Option<SignedDuration>,
    /// For medium severity.
    pub medium: Option<SignedDuration>,
    /// For high severity.
    pub high: Option<SignedDuration>,
    /// For critical severity.
    pub critical: Option<SignedDuration>,
}

impl Default for FixWindows {
    /// Never for low and medium, 15 minutes for high, none for critical.
    fn default() -> Self {
        Self {
            low: None,
            medium: None,
            high: Some(SignedDuration::from_mins(15)),
            critical: Some(SignedDuration::ZERO),
        }
    }
}

impl FixWindows {
    /// The window of a severity.
    #[must_use]
    pub const fn of(&self, severity: Severity) -> Option<SignedDuration> {
        match severity {
            Severity::Low => self.low,
            Severity::Medium => self.medium,
            Severity::High => self.high,
            Severity::Critical => self.critical,
        }
    }
}

impl FixWindows {
    /// Sets the window of a severity.
    pub const fn set(&mut self, severity: Severity, window: Option<SignedDuration>) {
        *match severity {
            Severity::Low => &mut self.low,
            Severity::Medium => &mut self.medium,
            Severity::High => &mut self.high,
            Severity::Critical => &mut self.critical,
        } = window;
    }

    /// Each window in minutes, by severity.
    #[must_use]
    pub fn minutes(&self) -> BTreeMap<Severity, Option<u32>> {
        let minutes = |window: SignedDuration| u32::try_from(window.as_mins()).unwrap_or(u32::MAX);
        let of = |severity| (severity, self.of(severity).map(minutes));
        Severity::ALL.map(of).into()
    }
}

impl Default for Policy {
    /// Observes, and has nothing on record that would allow more.
    fn default() -> Self {
        Self {
            mode: Mode::Observe,
            accountability: Accountability::default(),
            lang: Lang::En,
            fix_windows: FixWindows::default(),
            cooldown: SignedDuration::from_mins(10),
            large_channel: 200,
            exempt: BTreeSet::new(),
            retention: Retention::default(),
        }
    }
}

impl Policy {
    /// The mode in force when this one is asked for: without a complete record, only observing is.
    #[must_use]
    pub fn in_force(&self, asked: Mode) -> Mode {
        if self.accountability.missing().is_empty() {
            asked
        } else {
            Mode::Observe
        }
    }
}
