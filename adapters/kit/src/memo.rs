//! A few things remembered for a while, so that a platform isn’t asked twice. Bounded: what came first
//! goes first.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bonsens_port::{ChannelId, MessageId, WorkspaceId};
use tokio::time::Instant;

/// The thread a message is read in, where it is in one: a private word about it belongs there. Only
/// remembered: after a restart it goes to the channel, where it is seen as well.
pub type Threads = Memo<(WorkspaceId, ChannelId, MessageId), MessageId>;

/// A bounded memory that may fade.
#[derive(Debug)]
pub struct Memo<K, V> {
    most: usize,
    lasts: Option<Duration>,
    kept: Mutex<Kept<K, V>>,
}

#[derive(Debug)]
struct Kept<K, V> {
    values: HashMap<K, (V, Instant)>,
    order: VecDeque<K>,
}

impl<K: Eq + Hash + Clone, V: Clone> Memo<K, V> {
    /// Remembers up to `most` things, each for as long as `lasts`, or for good.
    #[must_use]
    pub fn new(most: usize, lasts: Option<Duration>) -> Self {
        Self {
            most,
            lasts,
            kept: Mutex::new(Kept {
                values: HashMap::new(),
                order: VecDeque::new(),
            }),
        }
    }

    /// What is remembered.
    pub fn get(&self, key: &K) -> Option<V> {
        let kept = self.kept();
        let (value, since) = kept.values.get(key)?;
        let fresh = self.lasts.is_none_or(|lasts| since.elapsed() < lasts);
        fresh.then(|| value.clone())
    }

    /// Remembers.
    pub fn put(&self, key: K, value: V) {
        let mut kept = self.kept();
        let old = kept.values.insert(key.clone(), (value, Instant::now()));
        if old.is_none() {
            kept.order.push_back(key);
        }
        while kept.order.len() > self.most {
            if let Some(oldest) = kept.order.pop_front() {
                kept.values.remove(&oldest);
            }
        }
    }

    /// Forgets.
    pub fn remove(&self, key: &K) {
        let mut kept = self.kept();
        if kept.values.remove(key).is_some() {
            kept.order.retain(|other| other != key);
        }
    }

    fn kept(&self) -> MutexGuard<'_, Kept<K, V>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn what_came_first_goes_first_and_all_of_it_fades() {
        let memo = Memo::new(2, Some(Duration::from_mins(1)));
        for (key, value) in [("a", 1), ("b", 2), ("b", 3), ("c", 4)] {
            memo.put(key, value);
        }
        assert_eq!(
            (memo.get(&"a"), memo.get(&"b"), memo.get(&"c")),
            (None, Some(3), Some(4))
        );
        memo.remove(&"b");
        memo.put("d", 5);
        assert_eq!((memo.get(&"c"), memo.get(&"d")), (Some(4), Some(5)));
        tokio::time::advance(Duration::from_mins(1)).await;
        assert_eq!(memo.get(&"d"), None);
    }
}
