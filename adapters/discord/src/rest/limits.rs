//! How much Discord may be asked. What each route bears is learnt from its answers; fifty requests a
//! second are borne in all. Whoever answers an interaction is not bound by that.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use super::route::{Lane, Route};
use super::told::{Bucket, Told};

/// Requests in a second, all routes together.
const IN_A_SECOND: usize = 50;
/// That second, and what the way there may squeeze it by.
const SECOND: Duration = Duration::from_millis(1_100);
/// Two ends of a window nearer than this are the same end.
const SAME: Duration = Duration::from_millis(300);
/// Windows and routes kept before those that mean nothing any more are looked for.
const MANY: usize = 1_024;

/// What is known of Discord's limits.
#[derive(Debug, Default)]
pub struct Limits(Mutex<Known>);

#[derive(Debug, Default)]
struct Known {
    /// The limit a route turned out to share with others.
    shared: HashMap<String, String>,
    windows: HashMap<Route, Window>,
    /// When the last requests were made.
    made: VecDeque<Instant>,
    /// Until when Discord wants to be left alone altogether.
    held: Option<Instant>,
}

/// What may still be asked of a route.
#[derive(Debug, Clone, Copy)]
struct Window {
    limit: u64,
    left: u64,
    ends: Instant,
    lasts: Duration,
}

impl Limits {
    /// Takes a place for a request that is made now, or says how long to wait before asking again.
    pub fn take(&self, lane: Lane, route: &Route) -> Result<(), Duration> {
        let now = Instant::now();
        let mut known = self.known();
        if lane == Lane::Callback {
            return Ok(());
        }
        if lane == Lane::Usual {
            known.turn(now)?;
        }
        let counted = known.counted(route);
        if let Some(window) = known.windows.get_mut(&counted) {
            if window.ends <= now {
                window.left = window.limit;
                window.ends = now + window.lasts;
            }
            if window.left == 0 {
                return Err(window.ends - now);
            }
            window.left -= 1;
        }
        if lane == Lane::Usual {
            known.made.push_back(now);
        }
        Ok(())
    }

    /// An answer told what is left.
    pub fn learn(&self, route: &Route, told: &Told) {
        let now = Instant::now();
        let mut known = self.known();
        known.tidy(now);
        if let Some(time) = told.leave {
            if told.everywhere {
                known.held = known.held.max(Some(now + time));
            } else {
                known.hold(route, told.bucket.as_ref(), now, time);
            }
            return;
        }
        let Some(bucket) = &told.bucket else { return };
        let counted = known.shares(route, bucket);
        let ends = now + bucket.after;
        let window = Window {
            limit: bucket.limit.max(1),
            left: bucket.left,
            ends,
            lasts: bucket.after,
        };
        let old = known.windows.entry(counted).or_insert(window);
        // Answers overtake each other, and others are under way: within a window what is left only
        // shrinks.
        let left = if ends > old.ends + SAME {
            bucket.left
        } else {
            old.left.min(bucket.left)
        };
        *old = Window {
            left,
            ends: old.ends.max(ends),
            lasts: old.lasts.max(bucket.after),
            ..window
        };
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Known {
    /// Whether anything may be asked at all.
    fn turn(&mut self, now: Instant) -> Result<(), Duration> {
        if let Some(held) = self.held.filter(|held| *held > now) {
            return Err(held - now);
        }
        while self.made.front().is_some_and(|then| now - *then >= SECOND) {
            self.made.pop_front();
        }
        match self.made.front() {
            Some(first) if self.made.len() >= IN_A_SECOND => Err(*first + SECOND - now),
            _ => Ok(()),
        }
    }

    /// The window a route is counted in.
    fn counted(&self, route: &Route) -> Route {
        let shape = self.shared.get(&route.shape).unwrap_or(&route.shape);
        Route {
            shape: shape.clone(),
            major: route.major.clone(),
        }
    }

    /// Remembers the limit a route shares.
    fn shares(&mut self, route: &Route, bucket: &Bucket) -> Route {
        if let Some(name) = &bucket.name {
            self.shared.insert(route.shape.clone(), name.clone());
        }
        self.counted(route)
    }

    fn hold(&mut self, route: &Route, bucket: Option<&Bucket>, now: Instant, time: Duration) {
        let counted = match bucket {
            Some(bucket) => self.shares(route, bucket),
            None => self.counted(route),
        };
        let window = self.windows.entry(counted).or_insert(Window {
            limit: bucket.map_or(1, |bucket| bucket.limit.max(1)),
            left: 0,
            ends: now,
            lasts: Duration::ZERO,
        });
        window.left = 0;
        window.ends = window.ends.max(now + time);
    }

    fn tidy(&mut self, now: Instant) {
        if self.windows.len() >= MANY {
            self.windows.retain(|_, window| window.ends > now);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hyper::Method;

    fn messages(channel: u64) -> Route {
        Route::of(&Method::POST, &format!("/channels/{channel}/messages"))
    }

    fn told(left: u64, after: u64) -> Told {
        Told {
            bucket: Some(Bucket {
                name: Some("abcd".to_owned()),
                limit: 5,
                left,
                after: Duration::from_secs(after),
            }),
            ..Told::default()
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_channel_that_is_used_up_waits_and_another_does_not() {
        let limits = Limits::default();
        limits.take(Lane::Usual, &messages(1)).unwrap();
        limits.learn(&messages(1), &told(1, 4));
        limits.take(Lane::Usual, &messages(1)).unwrap();
        let wait = limits.take(Lane::Usual, &messages(1));
        assert_eq!(wait, Err(Duration::from_secs(4)));
        limits.take(Lane::Usual, &messages(2)).unwrap();
        tokio::time::advance(Duration::from_secs(4)).await;
        for _ in 0..5 {
            limits.take(Lane::Usual, &messages(1)).unwrap();
        }
        assert!(
            limits.take(Lane::Usual, &messages(1)).is_err(),
            "the next window is as small"
        );
    }

    #[tokio::test(start_paused = true)]
    async fn an_answer_that_was_overtaken_gives_nothing_back() {
        let limits = Limits::default();
        limits.learn(&messages(1), &told(0, 4));
        limits.learn(&messages(1), &told(3, 4));
        assert!(limits.take(Lane::Usual, &messages(1)).is_err());
        tokio::time::advance(Duration::from_secs(3)).await;
        limits.learn(&messages(1), &told(3, 4));
        assert_eq!(
            limits.take(Lane::Usual, &messages(1)),
            Ok(()),
            "a new window"
        );
    }

    #[tokio::test(start_paused = true)]
    async fn routes_that_share_a_limit_wait_for_each_other() {
        let limits = Limits::default();
        let reads = Route::of(&Method::GET, "/channels/1/messages");
        limits.learn(&reads, &told(4, 4));
        limits.learn(&messages(1), &told(0, 4));
        assert!(limits.take(Lane::Usual, &reads).is_err());
    }

    #[tokio::test(start_paused = true)]
    async fn a_route_is_left_alone_for_as_long_as_discord_asked() {
        let limits = Limits::default();
        let refused = Told {
            leave: Some(Duration::from_secs(7)),
            ..Told::default()
        };
        limits.learn(&messages(1), &refused);
        let wait = limits.take(Lane::Usual, &messages(1));
        assert_eq!(wait, Err(Duration::from_secs(7)));
        assert_eq!(limits.take(Lane::Usual, &messages(2)), Ok(()));
        tokio::time::advance(Duration::from_secs(7)).await;
        assert_eq!(limits.take(Lane::Usual, &messages(1)), Ok(()));
    }

    #[tokio::test(start_paused = true)]
    async fn when_all_is_to_be_left_alone_interactions_are_still_answered() {
        let limits = Limits::default();
        let refused = Told {
            leave: Some(Duration::from_secs(7)),
            everywhere: true,
            ..Told::default()
        };
        limits.learn(&messages(1), &refused);
        let wait = limits.take(Lane::Usual, &messages(2));
        assert_eq!(wait, Err(Duration::from_secs(7)));
        let answer = Route::of(&Method::POST, "/webhooks/1/token");
        assert_eq!(limits.take(Lane::Webhook, &answer), Ok(()));
        let callback = Route::of(&Method::POST, "/interactions/1/token/callback");
        assert_eq!(limits.take(Lane::Callback, &callback), Ok(()));
    }

    #[tokio::test(start_paused = true)]
    async fn fifty_requests_go_in_a_second_and_interactions_are_not_among_them() {
        let limits = Limits::default();
        let answer = Route::of(&Method::POST, "/webhooks/1/token");
        for n in 0..50 {
            limits.take(Lane::Usual, &messages(n)).unwrap();
            limits.take(Lane::Webhook, &answer).unwrap();
        }
        assert_eq!(limits.take(Lane::Usual, &messages(51)), Err(SECOND));
        assert_eq!(limits.take(Lane::Webhook, &answer), Ok(()));
        tokio::time::advance(SECOND).await;
        assert_eq!(limits.take(Lane::Usual, &messages(51)), Ok(()));
    }

    #[tokio::test(start_paused = true)]
    async fn windows_that_are_over_are_forgotten() {
        let limits = Limits::default();
        for n in 0..MANY as u64 {
            limits.learn(&messages(n), &told(1, 4));
        }
        tokio::time::advance(Duration::from_secs(5)).await;
        limits.learn(&messages(0), &told(1, 4));
        assert_eq!(limits.known().windows.len(), 1);
    }
}
