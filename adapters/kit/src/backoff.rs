//! How long to wait before trying again: longer each time, and never all at the same moment.

use std::hash::BuildHasher;
use std::time::Duration;

/// The first wait, before it is spread.
const FIRST: Duration = Duration::from_millis(250);
/// The longest.
const LONGEST: Duration = Duration::from_secs(30);

/// Waits that double.
#[derive(Debug)]
pub struct Backoff {
    next: Duration,
}

impl Default for Backoff {
    fn default() -> Self {
        Self::new()
    }
}

impl Backoff {
    /// Nothing has failed yet.
    #[must_use]
    pub const fn new() -> Self {
        Self { next: FIRST }
    }

    /// It worked: the next wait is the first again.
    pub const fn reset(&mut self) {
        self.next = FIRST;
    }

    /// The next wait: between a half and the whole of twice the one before.
    #[expect(
        clippy::should_implement_trait,
        reason = "waits are no iterator: they never end"
    )]
    pub fn next(&mut self) -> Duration {
        let whole = self.next;
        self.next = (whole * 2).min(LONGEST);
        whole / 2 + whole * chance() / 512
    }
}

/// Between 0 and 255, without a crate for it: the standard library's hashers differ each time.
fn chance() -> u32 {
    let hash = std::hash::RandomState::new().hash_one(());
    u32::from(hash.to_le_bytes()[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_differ_and_stay_in_bounds() {
        let mut backoff = Backoff::new();
        let mut whole = FIRST;
        for _ in 0..12 {
            let wait = backoff.next();
            assert!(wait >= whole / 2 && wait < whole, "{wait:?} of {whole:?}");
            whole = (whole * 2).min(LONGEST);
        }
        let firsts: std::collections::HashSet<_> = (0..50).map(|_| Backoff::new().next()).collect();
        assert!(firsts.len() > 1, "many don't come back at once");
        backoff.reset();
        assert!(backoff.next() < FIRST);
    }
}
