//! When a link is given up, and how long the next one waits.

use std::hash::BuildHasher;
use std::time::Duration;

/// The times a link is held to.
#[derive(Debug, Clone, Copy)]
pub struct Pulse {
    /// Time the other side has to say hello.
    pub hello: Duration,
    /// Silence after a session was asked for, heartbeats apart, after which it is asked for again.
    pub begin: Duration,
    /// Silence after a heartbeat, after which nobody is there any more.
    pub answer: Duration,
    /// A link that worked for this long was a good one.
    pub worked: Duration,
    /// The shortest wait after a session was declared invalid; the longest is five times that.
    pub invalid: Duration,
    /// Time between two new sessions.
    pub between: Duration,
    /// Time events under way have to be settled on the way down.
    pub ending: Duration,
}

impl Default for Pulse {
    fn default() -> Self {
        Self {
            hello: Duration::from_secs(10),
            begin: Duration::from_secs(20),
            answer: Duration::from_secs(5),
            worked: Duration::from_secs(30),
            invalid: Duration::from_secs(1),
            between: Duration::from_secs(5),
            ending: Duration::from_secs(10),
        }
    }
}

/// A part of this, without a crate for it: the standard library's hashers differ each time.
pub fn part_of(whole: Duration) -> Duration {
    let hash = std::hash::RandomState::new().hash_one(());
    whole * u32::from(hash.to_le_bytes()[0]) / 256
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_differ_and_stay_within() {
        let whole = Duration::from_secs(40);
        let parts: std::collections::HashSet<_> = (0..50).map(|_| part_of(whole)).collect();
        assert!(parts.len() > 1, "many links don't beat as one");
        assert!(parts.iter().all(|part| *part < whole));
    }
}
