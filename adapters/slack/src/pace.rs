//! How fast Slack may be written to: about one message a second in a channel, and nothing at all by
//! a method Slack asked to leave alone. What can't be done soon is handed back to the core with the
//! time to wait, so that one busy channel does not hold up the others.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bonsens_port::{ChannelId, WorkspaceId};
use tokio::time::Instant;

/// Time between two messages in a channel: Slack's second, and what the way there may take or save.
pub const BETWEEN: Duration = Duration::from_millis(1100);
/// The longest wait for a turn that is worth keeping a task for.
const PATIENCE: Duration = Duration::from_millis(1500);
/// Entries kept before those that mean nothing any more are looked for.
const MANY: usize = 1024;

/// When each channel and each method may be used again.
#[derive(Debug)]
pub struct Pace {
    between: Duration,
    times: Mutex<Times>,
}

#[derive(Debug, Default)]
struct Times {
    channels: HashMap<(WorkspaceId, ChannelId), Instant>,
    methods: HashMap<(WorkspaceId, &'static str), Instant>,
}

impl Pace {
    /// A pace with this time between two messages in a channel.
    pub fn new(between: Duration) -> Self {
        Self {
            between,
            times: Mutex::default(),
        }
    }

    /// Waits for this channel's turn, or says how long it will be where that is too long.
    pub async fn turn(&self, workspace: &WorkspaceId, channel: &ChannelId) -> Result<(), Duration> {
        let now = Instant::now();
        let turn = {
            let mut times = self.times();
            let channels = &mut times.channels;
            if channels.len() >= MANY {
                channels.retain(|_, free| *free > now);
            }
            let free = channels
                .entry((workspace.clone(), channel.clone()))
                .or_insert(now);
            let turn = (*free).max(now);
            if turn - now > PATIENCE {
                return Err(turn - now);
            }
            *free = turn + self.between;
            turn
        };
        tokio::time::sleep_until(turn).await;
        Ok(())
    }

    /// How long Slack still wants to be left alone by a method, if at all.
    pub fn rest(&self, workspace: &WorkspaceId, method: &'static str) -> Option<Duration> {
        let mut times = self.times();
        let key = (workspace.clone(), method);
        let left = times
            .methods
            .get(&key)?
            .checked_duration_since(Instant::now())?;
        if left.is_zero() {
            times.methods.remove(&key);
            return None;
        }
        Some(left)
    }

    /// Slack asked to be left alone by a method for this long.
    pub fn hold(&self, workspace: &WorkspaceId, method: &'static str, time: Duration) {
        let until = Instant::now() + time;
        let mut times = self.times();
        let held = times
            .methods
            .entry((workspace.clone(), method))
            .or_insert(until);
        *held = (*held).max(until);
    }

    fn times(&self) -> MutexGuard<'_, Times> {
        self.times.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn workspace() -> WorkspaceId {
        WorkspaceId::new("T1")
    }

    #[tokio::test(start_paused = true)]
    async fn a_channel_takes_one_message_a_second_and_another_does_not_wait_for_it() {
        let (pace, started) = (Pace::new(BETWEEN), Instant::now());
        let (busy, quiet) = (ChannelId::new("C1"), ChannelId::new("C2"));
        pace.turn(&workspace(), &busy).await.unwrap();
        assert_eq!(started.elapsed(), Duration::ZERO);
        pace.turn(&workspace(), &quiet).await.unwrap();
        pace.turn(&WorkspaceId::new("T2"), &busy).await.unwrap();
        assert_eq!(started.elapsed(), Duration::ZERO);
        pace.turn(&workspace(), &busy).await.unwrap();
        assert_eq!(started.elapsed(), BETWEEN);
    }

    #[tokio::test(start_paused = true)]
    async fn a_turn_too_far_away_is_handed_back_and_takes_no_place() {
        let (pace, busy) = (Pace::new(BETWEEN), ChannelId::new("C1"));
        let workspace = workspace();
        pace.turn(&workspace, &busy).await.unwrap();
        let (second, third) =
            tokio::join!(pace.turn(&workspace, &busy), pace.turn(&workspace, &busy));
        assert_eq!((second, third), (Ok(()), Err(BETWEEN * 2)));
        // By then one second has passed: the turn is the next one's.
        assert_eq!(pace.turn(&workspace, &busy).await, Ok(()));
    }

    #[tokio::test(start_paused = true)]
    async fn a_method_is_left_alone_for_as_long_as_slack_asked() {
        let pace = Pace::new(BETWEEN);
        assert_eq!(pace.rest(&workspace(), "chat.postMessage"), None);
        pace.hold(&workspace(), "chat.postMessage", Duration::from_secs(30));
        pace.hold(&workspace(), "chat.postMessage", Duration::from_secs(5));
        tokio::time::advance(Duration::from_secs(10)).await;
        let left = pace.rest(&workspace(), "chat.postMessage");
        assert_eq!(left, Some(Duration::from_secs(20)));
        assert_eq!(pace.rest(&workspace(), "chat.update"), None);
        assert_eq!(pace.rest(&WorkspaceId::new("T2"), "chat.postMessage"), None);
        tokio::time::advance(Duration::from_secs(20)).await;
        assert_eq!(pace.rest(&workspace(), "chat.postMessage"), None);
    }

    #[tokio::test(start_paused = true)]
    async fn channels_that_are_free_again_are_forgotten() {
        let pace = Pace::new(BETWEEN);
        for n in 0..MANY {
            let channel = ChannelId::new(format!("C{n}"));
            pace.turn(&workspace(), &channel).await.unwrap();
        }
        tokio::time::advance(BETWEEN).await;
        pace.turn(&workspace(), &ChannelId::new("C0"))
            .await
            .unwrap();
        assert_eq!(pace.times().channels.len(), 1);
    }
}
