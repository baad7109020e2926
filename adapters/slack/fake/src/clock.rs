//! The fake's own time. It stands still until a test moves it, so that nothing expires because a
//! machine was slow.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A clock that only moves when told, and makes message timestamps that never repeat.
#[derive(Debug)]
pub(crate) struct Clock {
    started: Duration,
    advanced: Duration,
    ticks: u64,
}

impl Clock {
    pub(crate) fn starting_now() -> Self {
        let started = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        Self {
            started: Duration::from_secs(started.as_secs()),
            advanced: Duration::ZERO,
            ticks: 0,
        }
    }

    pub(crate) fn advance(&mut self, by: Duration) {
        self.advanced += by;
    }

    pub(crate) fn now(&self) -> Duration {
        self.started + self.advanced
    }

    pub(crate) fn seconds(&self) -> u64 {
        self.now().as_secs()
    }

    /// A new `ts`: seconds, a dot, six digits, each greater than the one before.
    pub(crate) fn ts(&mut self) -> String {
        self.ticks += 1;
        let at = self.now() + Duration::from_micros(self.ticks);
        format!("{}.{:06}", at.as_secs(), at.subsec_micros())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timestamps_grow_and_time_moves_only_when_told() {
        let mut clock = Clock::starting_now();
        let before = clock.now();
        let (first, second) = (clock.ts(), clock.ts());
        assert!(first < second, "{first} comes before {second}");
        assert_eq!(clock.now(), before);
        clock.advance(Duration::from_secs(3));
        assert_eq!(clock.now(), before + Duration::from_secs(3));
        assert!(second < clock.ts());
    }
}
