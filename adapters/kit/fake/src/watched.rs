//! What a fake holds, and waiting for it to change. A test acts and then waits for what that leads
//! to; it looks again after each change, and never sleeps.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::watch;

/// How long something may take to come before a test fails.
const LONGEST: Duration = Duration::from_secs(10);

/// Something that is looked at and changed from many sides, and that tells when it was changed.
#[derive(Debug)]
pub struct Watched<S> {
    state: Mutex<S>,
    changed: watch::Sender<u64>,
}

impl<S> Watched<S> {
    /// Begins with this.
    pub fn new(state: S) -> Self {
        Self {
            state: Mutex::new(state),
            changed: watch::Sender::new(0),
        }
    }

    /// Looks at it.
    pub fn look<R>(&self, look: impl FnOnce(&S) -> R) -> R {
        // An assertion may fail while it looks: what is said afterwards should not be about locks.
        look(&self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Changes it, and has everyone who waits look again.
    pub fn change<R>(&self, change: impl FnOnce(&mut S) -> R) -> R {
        let result = change(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner));
        self.changed.send_modify(|count| *count += 1);
        result
    }

    /// Waits until `seen` is true, up to ten seconds.
    ///
    /// # Panics
    /// If it does not come, with `what` was waited for and what there is to say `about` how things
    /// stand.
    pub async fn until(
        &self,
        what: &str,
        mut seen: impl FnMut() -> bool,
        about: impl FnOnce(&S) -> String,
    ) {
        let mut changes = self.changed.subscribe();
        let waiting = async {
            // Nothing is locked while `seen` looks: it may change things too.
            while !seen() {
                // The other end is here, so it does not go away.
                let _ = changes.changed().await;
            }
        };
        let came = tokio::time::timeout(LONGEST, waiting).await.is_ok();
        assert!(came, "it never came that {what}; {}", self.look(about));
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[tokio::test]
    async fn who_waits_looks_again_after_each_change() {
        let heard = Arc::new(Watched::new(Vec::new()));
        let speaker = Arc::clone(&heard);
        let speaking = tokio::spawn(async move {
            for word in ["one", "two", "three"] {
                speaker.change(|heard| heard.push(word));
                tokio::task::yield_now().await;
            }
        });
        let mut looks = 0;
        let three = || {
            looks += 1;
            heard.look(|heard| heard.len() == 3)
        };
        heard
            .until("three words are heard", three, |_| String::new())
            .await;
        speaking.await.unwrap();
        assert!((2..=4).contains(&looks), "it looked {looks} times");
    }

    #[tokio::test]
    async fn what_is_already_so_is_not_waited_for() {
        let watched = Watched::new(1);
        let is_one = || watched.look(|number| *number == 1);
        watched.until("it is one", is_one, |_| String::new()).await;
    }

    #[tokio::test(start_paused = true)]
    #[should_panic(expected = "it never came that two are there; there is 1")]
    async fn what_never_comes_fails_and_says_how_things_stand() {
        let watched = Watched::new(1);
        let are_two = || watched.look(|number| *number == 2);
        let about = |number: &i32| format!("there is {number}");
        watched.until("two are there", are_two, about).await;
    }

    #[test]
    fn a_test_that_fails_leaves_it_usable() {
        let watched = Arc::new(Watched::new(1));
        let same = Arc::clone(&watched);
        let failed = std::thread::spawn(move || same.change(|_| panic!("as a test may")));
        assert!(failed.join().is_err());
        assert_eq!(watched.change(|number| *number), 1);
    }
}
