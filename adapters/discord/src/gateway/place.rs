//! The place in a session: the highest number below which everything is settled. What comes later
//! may be settled earlier; the place does not move past what is not.

use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What came of a session, and what of it is not settled.
#[derive(Debug)]
pub struct Place(Mutex<Seen>);

#[derive(Debug, Default)]
struct Seen {
    last: u64,
    open: BTreeSet<u64>,
}

impl Place {
    /// Everything up to here is settled.
    pub fn at(seq: u64) -> Self {
        Self(Mutex::new(Seen {
            last: seq,
            open: BTreeSet::new(),
        }))
    }

    /// An event came. Whether it is a new one: after a connection was lost some come again.
    pub fn came(&self, seq: u64) -> bool {
        let mut seen = self.seen();
        let new = seq > seen.last;
        if new {
            seen.last = seq;
            seen.open.insert(seq);
        }
        new
    }

    /// An event is settled.
    pub fn settled(&self, seq: u64) {
        self.seen().open.remove(&seq);
    }

    /// The last that came.
    pub fn last(&self) -> u64 {
        self.seen().last
    }

    /// Everything up to here is settled.
    pub fn kept(&self) -> u64 {
        let seen = self.seen();
        seen.open.first().map_or(seen.last, |first| first - 1)
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_settled_early_waits_for_what_came_before() {
        let place = Place::at(10);
        for seq in [11, 12, 13] {
            assert!(place.came(seq));
        }
        assert!(!place.came(12), "it came already");
        place.settled(13);
        assert_eq!((place.kept(), place.last()), (10, 13));
        place.settled(11);
        assert_eq!(place.kept(), 11);
        place.settled(12);
        assert_eq!(place.kept(), 13);
    }

    proptest! {
        #[test]
        fn nothing_open_is_ever_behind_the_place(order in Just((1u64..60).collect::<Vec<_>>()).prop_shuffle()) {
            let place = Place::at(0);
            for seq in 1..60 {
                place.came(seq);
            }
            let mut open: BTreeSet<u64> = (1..60).collect();
            for seq in order {
                place.settled(seq);
                open.remove(&seq);
                let kept = place.kept();
                prop_assert!(open.iter().all(|seq| *seq > kept));
                prop_assert_eq!(kept + 1, open.first().copied().unwrap_or(60));
            }
        }
    }
}
