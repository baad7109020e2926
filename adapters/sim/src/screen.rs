//! What everyone sees: a platform that keeps each post for whoever looks, and that can be made to
//! fail as real ones do.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use bonsens_port::{
    Abilities, ActionId, AuthorId, ChannelId, Destination, Handle, MessageId, Notice, Platform,
    PlatformError, Post, WorkspaceId,
};

/// Where questions are passed on to people.
pub const HELPDESK: &str = "helpdesk";

/// What the names of notes that stand before everyone begin with.
const NOTE: &str = "note/";

/// Collects posts in order. The same key is shown once, as real platforms are asked to.
#[derive(Debug, Default)]
pub struct Screen(Mutex<Shown>);

#[derive(Debug, Default)]
struct Shown {
    keys: HashSet<ActionId>,
    fresh: Vec<Post>,
    troubles: HashMap<AuthorId, Trouble>,
    removed: Vec<(ChannelId, MessageId)>,
    notes: Vec<Handle>,
    stuck: bool,
}

/// Why a person can't be written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// For now; the platform may say for how long.
    Away(Option<Duration>),
    /// For good.
    Gone,
    /// For one post; the next one gets through.
    Once,
    /// Nothing reaches them unasked: a nudge is pointed to by a note that everyone sees.
    Closed,
}

impl Screen {
    /// The posts since the last look.
    pub fn look(&self) -> Vec<Post> {
        std::mem::take(&mut self.shown().fresh)
    }

    /// Nothing reaches this person any more.
    pub fn loses(&self, person: &str, trouble: Trouble) {
        self.shown().troubles.insert(AuthorId::new(person), trouble);
    }

    /// This person can be reached again.
    pub fn finds(&self, person: &str) {
        self.shown().troubles.remove(&AuthorId::new(person));
    }

    /// The notes that stand before everyone.
    pub fn notes(&self) -> Vec<Handle> {
        self.shown().notes.clone()
    }

    /// The messages that were removed since the last look.
    pub fn removed(&self) -> Vec<(ChannelId, MessageId)> {
        std::mem::take(&mut self.shown().removed)
    }

    /// No message can be removed from now on.
    pub fn sticks(&self) {
        self.shown().stuck = true;
    }

    fn shown(&self) -> MutexGuard<'_, Shown> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Platform for Screen {
    async fn show(&self, post: Post) -> Result<Option<Handle>, PlatformError> {
        let mut shown = self.shown();
        if let Destination::Person(person, _) = &post.to {
            let reason = "simulated".to_owned();
            match shown.troubles.get(person) {
                Some(Trouble::Away(retry_after)) => {
                    return Err(PlatformError::Unavailable {
                        reason,
                        retry_after: *retry_after,
                    });
                }
                Some(Trouble::Once) => {
                    shown.troubles.remove(person);
                    return Err(PlatformError::Unavailable {
                        reason,
                        retry_after: None,
                    });
                }
                Some(Trouble::Closed) if matches!(post.notice, Notice::Nudge { .. }) => {
                    let note = Handle(format!("{NOTE}{}", post.key));
                    if shown.keys.insert(post.key) {
                        shown.notes.push(note.clone());
                    }
                    return Ok(Some(note));
                }
                Some(Trouble::Gone) => return Err(PlatformError::Refused { reason }),
                Some(Trouble::Closed) | None => {}
            }
        }
        if shown.keys.insert(post.key.clone()) {
            shown.fresh.push(post.clone());
        }
        // A post that takes another's place stays where that one was.
        let new = Handle(post.key.to_string());
        Ok(Some(post.replaces.unwrap_or(new)))
    }

    fn has_to_go(&self, _: &WorkspaceId, post: &Handle) -> bool {
        post.0.starts_with(NOTE)
    }

    async fn withdraw(&self, _: &WorkspaceId, post: &Handle) -> Result<(), PlatformError> {
        self.shown().notes.retain(|note| note != post);
        Ok(())
    }

    async fn remove(
        &self,
        _: &WorkspaceId,
        channel: &ChannelId,
        message: &MessageId,
    ) -> Result<(), PlatformError> {
        let mut shown = self.shown();
        if shown.stuck {
            let reason = "simulated".to_owned();
            return Err(PlatformError::Refused { reason });
        }
        let place = (channel.clone(), message.clone());
        if !shown.removed.contains(&place) {
            shown.removed.push(place);
        }
        Ok(())
    }

    fn abilities(&self, _: &WorkspaceId) -> Abilities {
        Abilities {
            removes: true,
            helpdesk: Some(ChannelId::new(HELPDESK)),
        }
    }
}
