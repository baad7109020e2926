//! Does what was decided: takes actions from the outbox as they come due, shows them, and puts off
//! what can't be done now without holding up the rest.
//!
//! An action leaves the outbox only once it is done, or once the platform says it never will be. A
//! crash between doing and forgetting repeats the action under the same key, by which a platform
//! recognises it.

mod show;

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::PoisonError;
use std::time::Duration;

use bonsens_port::{
    Act, Action, ActionId, Audience, AuthorId, ChannelId, Destination, Event, EventId, EventKind,
    FlagId, FlagState, MessageId, Notice, Nudge, PlatformError, Recipient, Role, StoreError,
    WorkspaceId,
};
use futures_util::future::join_all;
use jiff::Timestamp;
use tracing::{debug, error, warn};

use crate::engine::{Engine, EngineError};
use crate::trust::KeyError;

/// Time an action may take before another worker tries it.
const LEASE: Duration = Duration::from_mins(1);
/// Actions taken from the outbox at once.
///
/// Few enough to be done within their lease where a platform takes a post a second and channel.
const BATCH: usize = 32;
/// First and longest wait before an action is tried again.
const SHORTEST_WAIT: Duration = Duration::from_secs(2);
const LONGEST_WAIT: Duration = Duration::from_mins(10);

/// What became of the actions that were due.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Delivered {
    /// Done, and out of the outbox.
    pub done: usize,
    /// To be tried again later.
    pub postponed: usize,
    /// Given up: the platform will never take them, or nobody can be found behind the address.
    pub dropped: usize,
}

/// Who is to see what an action shows.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Reader {
    Person(WorkspaceId, AuthorId),
    Thread(WorkspaceId, ChannelId, MessageId),
    Channel(WorkspaceId, ChannelId),
    Home(WorkspaceId, AuthorId),
    Helpdesk(WorkspaceId),
    Moderators(WorkspaceId),
    /// Each such action stands alone.
    Nobody(ActionId),
}

/// Why an action was not done.
#[derive(Debug, thiserror::Error)]
enum Undone {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Platform(#[from] PlatformError),
    #[error(transparent)]
    Key(#[from] KeyError),
}

impl From<EngineError> for Undone {
    fn from(error: EngineError) -> Self {
        match error {
            EngineError::Store(error) => Self::Store(error),
            EngineError::Key(error) => Self::Key(error),
            // No action reads a document.
            EngineError::Interrupted => Self::Platform(PlatformError::Unavailable {
                reason: "interrupted".to_owned(),
                retry_after: None,
            }),
        }
    }
}

impl Engine {
    /// Does what is due, until nothing is. Only a failing store stops it halfway: the actions it
    /// had taken come back when their lease ends.
    ///
    /// What is for one reader is done in order; readers don't wait for each other.
    pub async fn deliver_due(&self) -> Result<Delivered, StoreError> {
        let store = &self.parts.store;
        let mut delivered = Delivered::default();
        loop {
            let now = self.parts.clock.now();
            let due = store.lease_due(now, LEASE, BATCH).await?;
            if due.is_empty() {
                return Ok(delivered);
            }
            let readers = self.by_reader(due).into_iter();
            let told = readers.map(|(reader, actions)| self.deliver(reader, actions, now));
            for told in join_all(told).await {
                let told = told?;
                delivered.done += told.done;
                delivered.postponed += told.postponed;
                delivered.dropped += told.dropped;
            }
        }
    }

    /// The actions of each reader, in order, readers in the order of their first.
    fn by_reader(&self, actions: Vec<Action>) -> Vec<(Reader, Vec<Action>)> {
        let mut readers: Vec<(Reader, Vec<Action>)> = Vec::new();
        for action in actions {
            let reader = self.reader(&action);
            match readers.iter_mut().find(|(other, _)| *other == reader) {
                Some((_, theirs)) => theirs.push(action),
                None => readers.push((reader, vec![action])),
            }
        }
        readers
    }

    /// Until when nothing is shown to this reader.
    fn put_off_until(&self, reader: &Reader, now: Timestamp) -> Option<Timestamp> {
        let put_off = self.put_off.lock().unwrap_or_else(PoisonError::into_inner);
        put_off.get(reader).copied().filter(|until| *until > now)
    }

    fn put_off(&self, reader: Reader, now: Timestamp, until: Timestamp) {
        let mut put_off = self.put_off.lock().unwrap_or_else(PoisonError::into_inner);
        put_off.retain(|_, until| *until > now);
        put_off.insert(reader, until);
    }

    fn reader(&self, action: &Action) -> Reader {
        let workspace = action.workspace.clone();
        match &action.what {
            Act::Tell { to, .. } => match to {
                Recipient::Moderators => Reader::Moderators(workspace),
                Recipient::Helpdesk => Reader::Helpdesk(workspace),
                Recipient::Channel(channel) => Reader::Channel(workspace, channel.clone()),
                Recipient::Home(address) => match self.parts.keys.open(address) {
                    Ok(person) => Reader::Home(workspace, person),
                    Err(_) => Reader::Nobody(action.id.clone()),
                },
                Recipient::Thread { channel, thread } => {
                    Reader::Thread(workspace, channel.clone(), thread.clone())
                }
                // An address is sealed anew each time: only opened do two of them compare.
                Recipient::Person { address, .. } => match self.parts.keys.open(address) {
                    Ok(person) => Reader::Person(workspace, person),
                    Err(_) => Reader::Nobody(action.id.clone()),
                },
            },
            Act::EndFixWindow { .. } | Act::Remove { .. } | Act::Withdraw { .. } => {
                Reader::Nobody(action.id.clone())
            }
        }
    }

    /// Does the actions for one reader. Once one is put off, so is all that comes after it until
    /// then: thanks must not come before the nudge they are for.
    async fn deliver(
        &self,
        reader: Reader,
        actions: Vec<Action>,
        now: Timestamp,
    ) -> Result<Delivered, StoreError> {
        let store = &self.parts.store;
        let mut delivered = Delivered::default();
        for action in actions {
            let (id, run_at) = (action.id.clone(), action.run_at);
            if let Some(until) = self.put_off_until(&reader, now) {
                store.postpone(&id, until).await?;
                delivered.postponed += 1;
                continue;
            }
            match self.perform(action).await {
                Ok(()) => {
                    debug!(action = %id, "action done");
                    delivered.done += 1;
                    store.complete(&id).await?;
                }
                Err(Undone::Store(error)) => return Err(error),
                Err(Undone::Platform(PlatformError::Unavailable {
                    reason,
                    retry_after,
                })) => {
                    let wait = wait(&id, run_at, now).max(retry_after.unwrap_or_default());
                    delivered.postponed += 1;
                    let until = now.checked_add(wait).unwrap_or(Timestamp::MAX);
                    store.postpone(&id, until).await?;
                    warn!(action = %id, reason, ?wait, "action put off");
                    self.put_off(reader.clone(), now, until);
                }
                Err(undone) => {
                    error!(action = %id, reason = %undone, "action given up");
                    delivered.dropped += 1;
                    store.complete(&id).await?;
                }
            }
        }
        Ok(delivered)
    }

    async fn perform(&self, action: Action) -> Result<(), Undone> {
        match action.what {
            Act::Tell { to, lang, notice } => {
                let to = match to {
                    Recipient::Moderators => Destination::Moderators,
                    Recipient::Helpdesk => Destination::Helpdesk,
                    Recipient::Channel(channel) => Destination::Channel(channel),
                    Recipient::Home(address) => Destination::Home(self.parts.keys.open(&address)?),
                    Recipient::Thread { channel, thread } => Destination::Thread(channel, thread),
                    Recipient::Person { address, channel } => {
                        Destination::Person(self.parts.keys.open(&address)?, channel)
                    }
                };
                self.show(action.id, action.workspace, to, lang, notice)
                    .await?;
            }
            Act::EndFixWindow { nudge } => {
                let Some(nudge) = self.parts.store.nudge(&nudge).await? else {
                    return Ok(());
                };
                if self.has_yet_to_be_told(&nudge).await? {
                    return Err(Undone::Platform(PlatformError::Unavailable {
                        reason: "its author has not been told yet".to_owned(),
                        retry_after: None,
                    }));
                }
                let event = Event {
                    // The end of one window at one time is one event, however often it is tried.
                    id: EventId::new(format!("{}@{}", action.id, action.run_at)),
                    workspace: nudge.workspace,
                    channel: nudge.channel,
                    author: self.parts.keys.open(&nudge.address)?,
                    role: Role::Employee,
                    audience: Audience::default(),
                    lang: nudge.lang,
                    at: action.run_at,
                    kind: EventKind::FixWindowEnded { nudge: nudge.id },
                };
                self.accept(event).await?;
            }
            Act::Withdraw { note, .. } => {
                let platform = &self.parts.platform;
                platform.withdraw(&action.workspace, &note).await?;
            }
            Act::Remove { flag } => self.remove(&action.id, action.run_at, flag).await?,
        }
        Ok(())
    }

    /// Removes the message of a flag, and says how it ended. Done again after a crash, it is gone
    /// already, and the end is known by its name.
    async fn remove(&self, id: &ActionId, at: Timestamp, flag: FlagId) -> Result<(), Undone> {
        let store = &self.parts.store;
        let Some(kept) = store.flag(&flag).await? else {
            return Ok(());
        };
        let (Some(nudge), Some(handler)) = (store.nudge(&kept.nudge).await?, &kept.handler) else {
            return Ok(());
        };
        if kept.state != FlagState::Removing {
            return Ok(());
        }
        let author = self.parts.keys.open(handler)?;
        let platform = &self.parts.platform;
        let removed = platform.remove(&nudge.workspace, &nudge.channel, &nudge.message);
        let done = match removed.await {
            Ok(()) => true,
            Err(PlatformError::Refused { reason }) => {
                warn!(%flag, reason, "a message can't be removed");
                false
            }
            Err(later) => return Err(later.into()),
        };
        let event = Event {
            id: EventId::new(format!("{id}@{at}")),
            lang: self.parts.tenants.of(&nudge.workspace).policy.lang,
            workspace: nudge.workspace,
            channel: nudge.channel,
            author,
            role: Role::Moderator,
            audience: Audience::default(),
            at,
            kind: EventKind::RemovalEnded { flag, done },
        };
        self.accept(event).await?;
        Ok(())
    }
}

impl Engine {
    /// Whether a nudge is still on its way to its author, who is to hear of it before a window ends.
    /// Where the author can't be reached for good, nothing is on its way, and the window ends.
    async fn has_yet_to_be_told(&self, nudge: &Nudge) -> Result<bool, StoreError> {
        let kept = self.parts.store.export(&nudge.author).await?;
        Ok(kept.actions.iter().any(|action| {
            matches!(
                &action.what,
                Act::Tell { notice: Notice::Nudge { nudge: told, .. }, .. } if told.id == nudge.id
            )
        }))
    }
}

/// Waits as long again as the action has waited already, so that tries double their distance with
/// no count to keep; a share that depends on the action keeps many from coming back at once.
fn wait(id: &impl Hash, run_at: Timestamp, now: Timestamp) -> Duration {
    let waited = Duration::try_from(now.duration_since(run_at)).unwrap_or_default();
    let wait = waited.clamp(SHORTEST_WAIT, LONGEST_WAIT);
    let mut hasher = DefaultHasher::new();
    id.hash(&mut hasher);
    let share = u32::try_from(hasher.finish() % 256).unwrap_or_default();
    wait + wait * share / 1024
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_and_stay_in_bounds() {
        let mut now = Timestamp::UNIX_EPOCH;
        let mut waits = Vec::new();
        for _ in 0..20 {
            let next = wait(&"a1", Timestamp::UNIX_EPOCH, now);
            now = now.checked_add(next).unwrap();
            waits.push(next);
        }
        assert!(waits.is_sorted());
        assert!(waits[0] >= SHORTEST_WAIT && waits[0] < SHORTEST_WAIT * 2);
        assert!(waits[19] >= LONGEST_WAIT && waits[19] < LONGEST_WAIT * 2);
        let others: Vec<_> = (0..50)
            .map(|n| wait(&n, Timestamp::UNIX_EPOCH, now))
            .collect();
        assert!(others.iter().any(|other| *other != others[0]), "spread out");
    }
}
