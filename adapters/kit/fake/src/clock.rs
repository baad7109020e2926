//! A fake's own time. It stands still until a test moves it, so that nothing expires because a
//! machine was slow.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A clock that only moves when told. How its time and its ticks are written is the platform's.
#[derive(Debug)]
pub struct Clock {
    now: Duration,
    ticks: u64,
}

impl Clock {
    /// A clock that shows the second in which it was made, and stays there.
    #[must_use]
    pub fn starting_now() -> Self {
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        Self {
            now: Duration::from_secs(now.as_secs()),
            ticks: 0,
        }
    }

    /// Moves it on.
    pub fn advance(&mut self, by: Duration) {
        self.now += by;
    }

    /// The time since 1970.
    #[must_use]
    pub fn now(&self) -> Duration {
        self.now
    }

    /// A number greater than every one before it, to tell apart what happens at the same time.
    pub fn tick(&mut self) -> u64 {
        self.ticks += 1;
        self.ticks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_moves_only_when_told() {
        let mut clock = Clock::starting_now();
        let before = clock.now();
        assert_eq!(before.subsec_nanos(), 0, "it starts on a whole second");
        std::thread::yield_now();
        clock.tick();
        assert_eq!(clock.now(), before);
        clock.advance(Duration::from_millis(2_500));
        clock.advance(Duration::from_millis(500));
        assert_eq!(clock.now(), before + Duration::from_secs(3));
    }

    #[test]
    fn it_starts_at_the_time_it_is() {
        let real = || SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        let before = real().as_secs();
        let started = Clock::starting_now().now().as_secs();
        assert!((before..=real().as_secs()).contains(&started));
    }

    #[test]
    fn ticks_grow_and_never_repeat() {
        let mut clock = Clock::starting_now();
        let mut last = 0;
        for _ in 0..100 {
            let tick = clock.tick();
            assert!(tick > last, "{tick} comes after {last}");
            last = tick;
            clock.advance(Duration::from_secs(1));
        }
    }
}
