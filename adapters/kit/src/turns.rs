//! One thing after another within a channel, in the order they came; other channels don't wait.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

/// The ends of the lines that wait, one a channel.
#[derive(Debug)]
pub struct Turns<K>(Arc<Mutex<Lines<K>>>);

#[derive(Debug)]
struct Lines<K> {
    ends: HashMap<K, (u64, oneshot::Receiver<()>)>,
    next: u64,
}

/// A place in a line. The next in line comes when it is dropped.
#[derive(Debug)]
pub struct Turn<K: Eq + Hash> {
    lines: Arc<Mutex<Lines<K>>>,
    key: K,
    number: u64,
    before: Option<oneshot::Receiver<()>>,
    /// Dropped with the turn.
    _done: oneshot::Sender<()>,
}

impl<K: Eq + Hash + Clone> Default for Turns<K> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K: Eq + Hash + Clone> Turns<K> {
    /// Nobody waits.
    #[must_use]
    pub fn new() -> Self {
        Self(Arc::new(Mutex::new(Lines {
            ends: HashMap::new(),
            next: 0,
        })))
    }

    /// Takes the last place in a line.
    pub fn line_up(&self, key: K) -> Turn<K> {
        let (done, end) = oneshot::channel();
        let mut lines = lock(&self.0);
        lines.next += 1;
        let number = lines.next;
        let before = lines.ends.insert(key.clone(), (number, end));
        Turn {
            lines: self.0.clone(),
            key,
            number,
            before: before.map(|(_, end)| end),
            _done: done,
        }
    }
}

impl<K: Eq + Hash> Turn<K> {
    /// Waits until everything before it is done.
    pub async fn comes(&mut self) {
        if let Some(before) = self.before.take() {
            // Done is when the other end is dropped.
            let _ = before.await;
        }
    }
}

impl<K: Eq + Hash> Drop for Turn<K> {
    fn drop(&mut self) {
        let mut lines = lock(&self.lines);
        let last = lines.ends.get(&self.key);
        if last.is_some_and(|(number, _)| *number == self.number) {
            lines.ends.remove(&self.key);
        }
    }
}

fn lock<K>(lines: &Mutex<Lines<K>>) -> MutexGuard<'_, Lines<K>> {
    lines.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_channel_keeps_its_order_and_another_does_not_wait() {
        let turns = Turns::new();
        let (mut first, mut second) = (turns.line_up("a"), turns.line_up("a"));
        let mut elsewhere = turns.line_up("b");
        first.comes().await;
        elsewhere.comes().await;
        let waiting = tokio::spawn(async move { second.comes().await });
        tokio::task::yield_now().await;
        assert!(!waiting.is_finished(), "the first is not done");
        drop(first);
        waiting.await.unwrap();
        drop(elsewhere);
        assert!(lock(&turns.0).ends.is_empty(), "nothing is left of a line");
    }
}
