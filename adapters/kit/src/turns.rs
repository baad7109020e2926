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
    ends: HashMap<K, (u64, Before)>,
    next: u64,
}

/// Whoever is before someone in a line. When they are done they say so; where they left before their
/// turn came, they say who was before them.
#[derive(Debug)]
struct Before(oneshot::Receiver<Option<Before>>);

/// A place in a line. The next in line comes when it is dropped, and all before it are.
#[derive(Debug)]
pub struct Turn<K: Eq + Hash> {
    lines: Arc<Mutex<Lines<K>>>,
    key: K,
    number: u64,
    before: Option<Before>,
    done: Option<oneshot::Sender<Option<Before>>>,
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
        let before = lines.ends.insert(key.clone(), (number, Before(end)));
        Turn {
            lines: self.0.clone(),
            key,
            number,
            before: before.map(|(_, end)| end),
            done: Some(done),
        }
    }
}

impl<K: Eq + Hash> Turn<K> {
    /// Waits until everything before it is done.
    pub async fn comes(&mut self) {
        while let Some(Before(end)) = &mut self.before {
            self.before = end.await.ok().flatten();
        }
    }
}

impl<K: Eq + Hash> Turn<K> {
    /// Whether someone before it is still not done.
    fn has_not_come(&mut self) -> bool {
        while let Some(Before(end)) = &mut self.before {
            match end.try_recv() {
                Ok(before) => self.before = before,
                Err(oneshot::error::TryRecvError::Closed) => self.before = None,
                Err(oneshot::error::TryRecvError::Empty) => return true,
            }
        }
        false
    }
}

impl<K: Eq + Hash> Drop for Turn<K> {
    fn drop(&mut self) {
        // Nobody lines up meanwhile.
        let lines = self.lines.clone();
        let mut lines = lock(&lines);
        let left_early = self.has_not_come();
        if let Some(done) = self.done.take() {
            // Nobody may be behind.
            let _ = done.send(self.before.take());
        }
        if left_early {
            return;
        }
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

    #[tokio::test]
    async fn whoever_leaves_the_line_early_lets_nobody_past_those_before() {
        let turns = Turns::new();
        let mut first = turns.line_up("a");
        first.comes().await;
        let (second, third) = (turns.line_up("a"), turns.line_up("a"));
        drop(second);
        drop(third);
        let mut fourth = turns.line_up("a");
        let waiting = tokio::spawn(async move {
            fourth.comes().await;
            fourth
        });
        tokio::task::yield_now().await;
        assert!(!waiting.is_finished(), "the first is not done");
        drop(first);
        drop(waiting.await.unwrap());
        assert!(lock(&turns.0).ends.is_empty(), "nothing is left of a line");
    }
}
