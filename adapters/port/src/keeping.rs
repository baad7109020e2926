//! What erasure and retention reach, decided once so that no two backends forget differently.

use std::time::Duration;

use jiff::{Timestamp, civil::Date, tz::TimeZone};

use crate::{Act, Action, Notice, Nudge, NudgeId, Recipient, Request, Retention};

impl Action {
    /// Whether the action holds a copy of this nudge, or waits for it.
    #[must_use]
    pub fn names(&self, nudge: &NudgeId) -> bool {
        match &self.what {
            Act::EndFixWindow { nudge: named } => named == nudge,
            // It holds a place of our own, and is still to be done once the nudge is forgotten.
            Act::Remove { .. } | Act::Withdraw { .. } => false,
            Act::Tell { notice, .. } => match notice {
                Notice::Nudge { nudge: held, .. } | Notice::Flag { nudge: held, .. } => {
                    held.id == *nudge
                }
                Notice::OpenFlags { flags, .. } => flags.iter().any(|(_, held)| held.id == *nudge),
                Notice::AboutYou { nudges: held, .. } => held.iter().any(|held| held.id == *nudge),
                Notice::Home(home) => home.open.iter().any(|held| held.id == *nudge),
                _ => false,
            },
        }
    }

    /// Whether the action takes a note about this nudge away.
    #[must_use]
    pub fn withdraws(&self, nudge: &NudgeId) -> bool {
        matches!(&self.what, Act::Withdraw { nudge: about, .. } if about == nudge)
    }

    /// Whether the action must go when the author of this nudge asks to be forgotten: it names
    /// the nudge, or is on its way to the address the nudge holds.
    #[must_use]
    pub fn concerns(&self, nudge: &Nudge) -> bool {
        let addressed = matches!(
            &self.what,
            Act::Tell { to: Recipient::Person { address, .. }, .. } if *address == nudge.address
        );
        addressed || self.names(&nudge.id)
    }
}

impl Request {
    /// Whether an action must go with this question: it passes it on, or brings its answer.
    #[must_use]
    pub fn is_in(&self, action: &Action) -> bool {
        let Act::Tell { to, notice, .. } = &action.what else {
            return false;
        };
        let addressed = matches!(to, Recipient::Person { address, .. } if *address == self.address);
        addressed || matches!(notice, Notice::Request(id) | Notice::Reply(id) if *id == self.id)
    }
}

impl Retention {
    /// Whole days records are kept, as people are told.
    #[must_use]
    pub const fn record_days(&self) -> u64 {
        self.records.as_secs() / (24 * 60 * 60)
    }

    /// Records made before this are forgotten.
    #[must_use]
    pub fn records_since(&self, now: Timestamp) -> Timestamp {
        before(now, self.records)
    }

    /// Questions asked before this are forgotten.
    #[must_use]
    pub fn questions_since(&self, now: Timestamp) -> Timestamp {
        before(now, self.questions)
    }

    /// What was done before this is forgotten.
    #[must_use]
    pub fn changes_since(&self, now: Timestamp) -> Timestamp {
        before(now, self.counts)
    }

    /// Counts of days before this one are forgotten.
    #[must_use]
    pub fn counts_since(&self, now: Timestamp) -> Date {
        TimeZone::UTC.to_datetime(before(now, self.counts)).date()
    }
}

/// A retention longer than the calendar keeps everything.
fn before(now: Timestamp, kept: Duration) -> Timestamp {
    now.checked_sub(kept).unwrap_or(Timestamp::MIN)
}
