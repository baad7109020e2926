//! Discord shuts out an address that makes 10,000 invalid requests in ten minutes. Long before, nothing
//! is called any more.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;
use tracing::warn;

/// Invalid requests after which nothing is called: a tenth of what Discord bears.
const MOST: usize = 1_000;
/// Time in which they are counted.
const WINDOW: Duration = Duration::from_mins(10);

/// The invalid requests of the last ten minutes.
#[derive(Debug, Default)]
pub struct Guard(Mutex<Counted>);

#[derive(Debug, Default)]
struct Counted {
    invalid: VecDeque<Instant>,
    warned: Option<Instant>,
}

impl Guard {
    /// How long nothing may be called, if so.
    pub fn closed(&self) -> Option<Duration> {
        let now = Instant::now();
        let mut counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        counted.forget(now);
        if counted.invalid.len() < MOST {
            return None;
        }
        let oldest = counted.invalid.front().copied().unwrap_or(now);
        let left = (oldest + WINDOW).saturating_duration_since(now);
        if counted.warned.is_none_or(|last| now - last >= WINDOW) {
            counted.warned = Some(now);
            warn!(
                invalid = counted.invalid.len(),
                ?left,
                "too many requests were refused: Discord is not called for a while"
            );
        }
        Some(left)
    }

    /// A request was invalid.
    pub fn count(&self) {
        let now = Instant::now();
        let mut counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        counted.forget(now);
        counted.invalid.push_back(now);
    }
}

impl Counted {
    fn forget(&mut self, now: Instant) {
        while self
            .invalid
            .front()
            .is_some_and(|then| now - *then >= WINDOW)
        {
            self.invalid.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_thousand_in_ten_minutes_close_it_for_the_rest_of_them() {
        let guard = Guard::default();
        guard.count();
        tokio::time::advance(Duration::from_mins(4)).await;
        for _ in 1..MOST {
            assert_eq!(guard.closed(), None);
            guard.count();
        }
        assert_eq!(guard.closed(), Some(Duration::from_mins(6)));
        tokio::time::advance(Duration::from_mins(6)).await;
        assert_eq!(guard.closed(), None, "the first is forgotten");
        guard.count();
        assert_eq!(
            guard.closed(),
            Some(Duration::from_mins(4)),
            "the others are not"
        );
        tokio::time::advance(Duration::from_mins(10)).await;
        assert_eq!(guard.closed(), None);
    }
}
