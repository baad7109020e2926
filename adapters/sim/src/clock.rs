//! A clock that stands still until it is moved.

use std::sync::{Mutex, PoisonError};

use bonsens_port::Clock;
use jiff::{SignedDuration, Timestamp};

/// Starts on 5 January 2026, 08:00 UTC, so that transcripts are the same every day.
#[derive(Debug)]
pub struct ManualClock(Mutex<Timestamp>);

impl Default for ManualClock {
    fn default() -> Self {
        Self(Mutex::new(Timestamp::constant(1_767_600_000, 0)))
    }
}

impl ManualClock {
    /// Moves the clock. A time out of range leaves it where it is.
    pub fn advance(&self, by: SignedDuration) {
        let mut now = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Ok(later) = now.checked_add(by) {
            *now = later;
        }
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
