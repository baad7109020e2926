//! When a new session may be begun: a few at once, a few seconds apart, and no more of them in a day
//! than Discord allows. Who begins more has the token taken away.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde::Deserialize;
use tokio::sync::OwnedMutexGuard;
use tokio::time::{Instant, sleep, sleep_until};
use tracing::warn;

/// Time after which as many may be begun again.
const DAY: Duration = Duration::from_hours(24);

/// What Discord says of it.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Allowed {
    /// In a day.
    pub total: u64,
    /// For the rest of this one.
    pub remaining: u64,
    /// Milliseconds until the next.
    pub reset_after: u64,
    /// At once.
    pub max_concurrency: usize,
}

/// Beginnings in turn.
#[derive(Debug)]
pub struct Starts {
    /// When the next may be, for each that may be at once.
    next: Vec<Arc<tokio::sync::Mutex<Instant>>>,
    between: Duration,
    day: Arc<Mutex<Day>>,
}

#[derive(Debug)]
struct Day {
    left: u64,
    total: u64,
    ends: Instant,
}

/// The right to begin a session. Given back when dropped unused.
#[derive(Debug)]
pub struct Turn {
    next: OwnedMutexGuard<Instant>,
    between: Duration,
    day: Arc<Mutex<Day>>,
    used: bool,
}

impl Starts {
    /// As Discord says, and this long apart.
    pub fn new(allowed: Allowed, between: Duration) -> Self {
        let now = Instant::now();
        let at_once = allowed.max_concurrency.max(1);
        let free = || Arc::new(tokio::sync::Mutex::new(now));
        Self {
            next: std::iter::repeat_with(free).take(at_once).collect(),
            between,
            day: Arc::new(Mutex::new(Day {
                left: allowed.remaining,
                total: allowed.total.max(1),
                ends: now + Duration::from_millis(allowed.reset_after),
            })),
        }
    }

    /// Waits until a shard may begin a session.
    pub async fn turn(&self, shard: usize) -> Turn {
        let next = self.next[shard % self.next.len()]
            .clone()
            .lock_owned()
            .await;
        loop {
            let taken = day(&self.day).take();
            let Some(left) = taken else { break };
            warn!(
                ?left,
                "as many sessions as Discord allows in a day were begun: the next has to wait"
            );
            sleep(left).await;
        }
        let turn = Turn {
            next,
            between: self.between,
            day: self.day.clone(),
            used: false,
        };
        sleep_until(*turn.next).await;
        turn
    }
}

impl Day {
    /// Takes one, or says when there will be.
    fn take(&mut self) -> Option<Duration> {
        let now = Instant::now();
        if self.ends <= now {
            self.left = self.total;
            self.ends = now + DAY;
        }
        if self.left == 0 {
            return Some(self.ends - now);
        }
        self.left -= 1;
        None
    }
}

impl Turn {
    /// The session is begun.
    pub fn used(mut self) {
        self.used = true;
        *self.next = Instant::now() + self.between;
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if !self.used {
            day(&self.day).left += 1;
        }
    }
}

fn day(day: &Mutex<Day>) -> MutexGuard<'_, Day> {
    day.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BETWEEN: Duration = Duration::from_secs(5);

    fn starts(remaining: u64, max_concurrency: usize) -> Starts {
        let allowed = Allowed {
            total: 1_000,
            remaining,
            reset_after: 3_600_000,
            max_concurrency,
        };
        Starts::new(allowed, BETWEEN)
    }

    #[tokio::test(start_paused = true)]
    async fn sessions_are_begun_five_seconds_apart() {
        let (starts, began) = (starts(1_000, 1), Instant::now());
        starts.turn(0).await.used();
        drop(starts.turn(1).await);
        assert_eq!(began.elapsed(), BETWEEN);
        starts.turn(1).await.used();
        assert_eq!(
            began.elapsed(),
            BETWEEN,
            "a turn that was not used costs nothing"
        );
        starts.turn(2).await.used();
        assert_eq!(began.elapsed(), BETWEEN * 2);
    }

    #[tokio::test(start_paused = true)]
    async fn as_many_at_once_as_discord_allows() {
        let (starts, began) = (starts(1_000, 2), Instant::now());
        starts.turn(0).await.used();
        starts.turn(1).await.used();
        assert_eq!(began.elapsed(), Duration::ZERO);
        starts.turn(2).await.used();
        assert_eq!(began.elapsed(), BETWEEN);
    }

    #[tokio::test(start_paused = true)]
    async fn when_a_days_sessions_are_used_up_the_next_waits_for_the_day_to_end() {
        let (starts, began) = (starts(1, 2), Instant::now());
        drop(starts.turn(0).await);
        starts.turn(0).await.used();
        starts.turn(1).await.used();
        assert_eq!(began.elapsed(), Duration::from_hours(1));
        starts.turn(3).await.used();
        assert_eq!(began.elapsed(), Duration::from_hours(1) + BETWEEN);
    }
}
