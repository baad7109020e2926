//! What the core needs of a chat platform and of time.

use std::time::Duration;

use async_trait::async_trait;
use jiff::Timestamp;

use crate::{ActionId, AuthorId, ChannelId, Notice, WorkspaceId};

/// Whom a post is for, opened at the last moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// One person, privately; the channel is where a private note may be shown.
    Person(AuthorId, ChannelId),
    /// The moderators' channel.
    Moderators,
}

/// Something to show, with its words.
#[derive(Debug, Clone, PartialEq)]
pub struct Post {
    /// The same key twice is the same post: show it once.
    pub key: ActionId,
    /// Where.
    pub workspace: WorkspaceId,
    /// Who sees it.
    pub to: Destination,
    /// What it means, for a platform that lays it out its own way.
    pub notice: Notice,
    /// The sentences, already in the reader's language.
    pub lines: Vec<String>,
}

/// Why a platform did not take a post. Never holds the post.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PlatformError {
    /// It may work later; the platform may say when.
    #[error("the platform is not available: {reason}")]
    Unavailable {
        /// What it said, in words that hold nothing of the post.
        reason: String,
        /// How long it asked to be left alone.
        retry_after: Option<Duration>,
    },
    /// It never will: the person or the channel is gone, or doesn't want it.
    #[error("the platform refuses the post: {reason}")]
    Refused {
        /// What it said, in words that hold nothing of the post.
        reason: String,
    },
}

/// A chat platform, as seen from the core.
#[async_trait]
pub trait Platform: Send + Sync {
    /// Shows a post. Called again with the same key after a crash.
    async fn show(&self, post: Post) -> Result<(), PlatformError>;
}

/// Where time comes from.
pub trait Clock: Send + Sync {
    /// The time now.
    fn now(&self) -> Timestamp;
}

/// The machine's own clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}
