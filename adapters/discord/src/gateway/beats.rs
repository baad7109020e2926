//! The heartbeats of a link: when the next is due, and when nobody is there any more.

use std::time::Duration;

use tokio::time::Instant;

use super::pulse::part_of;

/// The shortest time between heartbeats that is believed, and the longest.
const BELIEVED: (Duration, Duration) = (Duration::from_millis(20), Duration::from_mins(5));

/// The heartbeats of a link.
#[derive(Debug)]
pub struct Beats {
    every: Duration,
    answer: Duration,
    next: Instant,
    /// The first that was not answered.
    asked: Option<Instant>,
    heard: Instant,
}

impl Beats {
    /// Heartbeats this far apart, that are answered within this. The first comes at any moment of
    /// the first interval, so that many links don't beat as one.
    pub fn new(every: Duration, answer: Duration) -> Self {
        let every = every.clamp(BELIEVED.0, BELIEVED.1);
        let now = Instant::now();
        Self {
            every,
            answer,
            next: now + part_of(every),
            asked: None,
            heard: now,
        }
    }

    /// When the next is due.
    pub const fn next(&self) -> Instant {
        self.next
    }

    /// When the other side is given up, if it goes on being silent.
    pub fn dead(&self) -> Option<Instant> {
        let since = self.asked?.max(self.heard);
        Some(since + self.answer)
    }

    /// A heartbeat is due and sent. Whether the one before was never answered, whatever else came.
    pub fn beat(&mut self) -> bool {
        let now = Instant::now();
        let unanswered = self.asked.is_some_and(|asked| now - asked >= self.answer);
        self.next = now + self.every;
        self.asks();
        unanswered
    }

    /// A heartbeat is sent.
    pub fn asks(&mut self) {
        self.asked.get_or_insert_with(Instant::now);
    }

    /// One is answered.
    pub const fn is_answered(&mut self) {
        self.asked = None;
    }

    /// Something came.
    pub fn hears(&mut self) {
        self.heard = Instant::now();
    }

    /// What was not listened to for a while is listened to again: answers may be under what came.
    pub fn listens_again(&mut self) {
        let now = Instant::now();
        self.heard = now;
        self.asked = self.asked.map(|_| now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::time::{advance, sleep_until};

    const EVERY: Duration = Duration::from_secs(40);
    const ANSWER: Duration = Duration::from_secs(5);

    #[tokio::test(start_paused = true)]
    async fn a_peer_that_dies_is_noticed_an_interval_and_a_few_seconds_later() {
        let mut beats = Beats::new(EVERY, ANSWER);
        assert!(
            beats.next() - Instant::now() < EVERY,
            "the first comes early"
        );
        sleep_until(beats.next()).await;
        assert!(!beats.beat());
        beats.hears();
        beats.is_answered();
        let died = Instant::now();
        assert_eq!(beats.dead(), None);
        sleep_until(beats.next()).await;
        assert!(!beats.beat());
        assert_eq!(beats.dead(), Some(died + EVERY + ANSWER));
    }

    #[tokio::test(start_paused = true)]
    async fn a_peer_that_talks_is_alive_and_has_to_answer_by_the_next_heartbeat() {
        let mut beats = Beats::new(EVERY, ANSWER);
        assert!(!beats.beat());
        advance(Duration::from_secs(4)).await;
        beats.hears();
        assert_eq!(beats.dead(), Some(Instant::now() + ANSWER));
        advance(Duration::from_secs(36)).await;
        beats.hears();
        assert!(beats.beat(), "it never answered");
    }

    #[tokio::test(start_paused = true)]
    async fn nobody_is_dead_because_nobody_listened() {
        let mut beats = Beats::new(EVERY, ANSWER);
        beats.beat();
        advance(Duration::from_mins(3)).await;
        beats.listens_again();
        assert_eq!(beats.dead(), Some(Instant::now() + ANSWER));
        assert!(!beats.beat());
    }
}
