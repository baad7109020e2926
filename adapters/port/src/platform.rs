//! What the core needs of a chat platform and of time.

use std::time::Duration;

use async_trait::async_trait;
use jiff::Timestamp;

use serde::{Deserialize, Serialize};

use crate::{
    ActionId, AuthorId, Button, ChannelId, Contents, Event, Lang, MessageId, Notice, Settings,
    WorkspaceId,
};

/// Whom a post is for, opened at the last moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// One person, privately; the channel is where a private note may be shown.
    Person(AuthorId, ChannelId),
    /// Everyone in a channel's thread.
    Thread(ChannelId, MessageId),
    /// Everyone in a channel.
    Channel(ChannelId),
    /// One person's page of the bot.
    Home(AuthorId),
    /// Those who answer what the charter does not.
    Helpdesk,
    /// The moderators' channel.
    Moderators,
}

/// A post as its platform names it, so that it can be changed later. Means nothing to the core.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Handle(pub String);

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
    /// The reader's language.
    pub lang: Lang,
    /// The sentences, already in the reader's language.
    pub lines: Vec<String>,
    /// The buttons under them.
    pub buttons: Vec<Button>,
    /// An earlier post that this one takes the place of.
    pub replaces: Option<Handle>,
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
    /// Shows a post, and says how to change it later where that is possible. Called again with the
    /// same key after a crash.
    async fn show(&self, post: Post) -> Result<Option<Handle>, PlatformError>;

    /// Removes someone's message. One that is gone already is removed.
    async fn remove(
        &self,
        workspace: &WorkspaceId,
        channel: &ChannelId,
        message: &MessageId,
    ) -> Result<(), PlatformError>;

    /// Whether a post has to be taken away once what it is about is settled, since it stands before
    /// everyone.
    fn has_to_go(&self, workspace: &WorkspaceId, post: &Handle) -> bool {
        let _ = (workspace, post);
        false
    }

    /// Takes a post of ours away. One that is gone already is taken away.
    async fn withdraw(&self, workspace: &WorkspaceId, post: &Handle) -> Result<(), PlatformError> {
        let _ = (workspace, post);
        Ok(())
    }

    /// What can be done in a workspace.
    fn abilities(&self, workspace: &WorkspaceId) -> Abilities;
}

/// What a platform can do in a workspace, as it is set up there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Abilities {
    /// Someone's message can be removed.
    pub removes: bool,
    /// Where questions are passed on to people, if anywhere; whoever writes there may answer.
    pub helpdesk: Option<ChannelId>,
}

/// Why an event was not taken in. It must not be acknowledged: the platform delivers it again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotTaken {
    /// Too much is waiting.
    #[error("too many events wait")]
    Busy,
    /// The process is on its way down.
    #[error("the process is stopping")]
    Stopping,
    /// It could not be decided or kept; the reason is logged where it happened.
    #[error("the event could not be kept")]
    Failed,
}

/// The core, as seen from a chat platform.
#[async_trait]
pub trait Intake: Send + Sync {
    /// Takes an event in. Once this returns without an error, the event may be acknowledged.
    async fn take(&self, event: Event) -> Result<(), NotTaken>;

    /// Whether nothing would follow from an event, whoever did it and whoever reads it. Then it need
    /// not be taken, and nobody has to be looked up for it. Where that can't be said, it is not so.
    async fn is_nothing(&self, event: &Event) -> bool;

    /// What is set for a workspace, to fill in a window before it opens. Whoever asks must have
    /// been found to be an admin.
    async fn settings(&self, workspace: &WorkspaceId) -> Result<Settings, NotTaken>;

    /// What there is to read in a workspace, those in this language first.
    async fn contents(
        &self,
        workspace: &WorkspaceId,
        lang: Lang,
    ) -> Result<Vec<Contents>, NotTaken>;
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
