//! Shows posts on Slack: privately where only one person may see them, in a thread, or to the
//! moderators in one message that changes.
//!
//! A private note is an ephemeral message where its author is looking, and a direct message where
//! that would not reach them or has to last. Each part of a post is sent under its key, once.

mod reach;

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use bonsens_kit::{Memo, Say, Threads};
use bonsens_port::{
    Abilities, AuthorId, ChannelId, Destination, Handle, MessageId, Notice, Platform,
    PlatformError, Post, WorkspaceId,
};
use serde_json::json;
use tracing::{debug, warn};

use crate::api::{Api, Failure};
use crate::blocks::{self, Page, is_direct};
use crate::calls::{Done, Message, Posted};
use crate::sent::{METADATA, Place, Receipt, Sent};
use crate::settings::Settings;

/// How long someone is taken to be as they were when last looked at.
const PRESENCE: Duration = Duration::from_mins(1);
/// People and messages remembered at once.
const REMEMBERED: usize = 4_096;
/// Time before the moderators' channel is tried again when the bot is not in it: an admin has to
/// invite it.
const MEND: Duration = Duration::from_mins(5);

/// What Slack answers when a note can't be shown to someone in a channel, and may still reach them
/// directly.
const NOT_HERE: [&str; 10] = [
    "channel_not_found",
    "channel_type_not_supported",
    "is_archived",
    "method_not_supported_for_channel_type",
    "no_permission",
    "not_in_channel",
    "posting_to_channel_denied",
    "restricted_action",
    "user_not_in_channel",
    "user_not_visible",
];
/// What it answers when a message can't be changed any more.
const GONE: [&str; 6] = [
    "cant_update_message",
    "channel_not_found",
    "edit_window_closed",
    "is_archived",
    "message_not_found",
    "not_in_channel",
];
/// What it answers when the bot can't write in a channel it was given.
const SHUT: [&str; 5] = [
    "channel_not_found",
    "is_archived",
    "not_in_channel",
    "posting_to_channel_denied",
    "restricted_action",
];

/// What it answers when it may do what it was asked a little later.
const PASSING: [&str; 4] = [
    "fatal_error",
    "internal_error",
    "request_timeout",
    "service_unavailable",
];

/// Slack, as the core sees it.
pub struct SlackPlatform {
    api: Arc<Api>,
    settings: Arc<Settings>,
    say: Say,
    sent: Sent,
    away: Memo<(WorkspaceId, AuthorId), bool>,
    direct: Memo<(WorkspaceId, AuthorId), ChannelId>,
    links: Memo<(WorkspaceId, ChannelId, MessageId), String>,
    threads: Arc<Threads>,
}

impl std::fmt::Debug for SlackPlatform {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SlackPlatform")
    }
}

#[async_trait]
impl Platform for SlackPlatform {
    async fn show(&self, post: Post) -> Result<Option<Handle>, PlatformError> {
        if let (Destination::Home(person), Notice::Home(home)) = (&post.to, &post.notice) {
            let view = blocks::home(&post, home, &self.say);
            let request = json!({"user_id": person.as_str(), "view": view});
            let done = self.api.post(&post.workspace, "views.publish", &request);
            let Done {} = done.await?;
            return Ok(None);
        }
        let link = match &post.notice {
            Notice::Flag { nudge, .. } | Notice::Nudge { nudge, .. } => {
                self.link(&post.workspace, &nudge.channel, &nudge.message)
                    .await
            }
            Notice::Outcome { about, .. }
            | Notice::LookAgain(about)
            | Notice::NotRemoved(about) => {
                self.link(&post.workspace, &about.channel, &about.message)
                    .await
            }
            _ => None,
        };
        let pages = blocks::pages(&post, link.as_deref(), &self.say);
        // The last part carries the buttons: where it is, the post is.
        let last = part_key(&post, pages.len() - 1);
        if let Some(Receipt(handle)) = self.sent.receipt(&last) {
            return Ok(handle);
        }
        match &post.to {
            Destination::Person(person, channel) => {
                self.to_person(&post, &pages, person, channel).await
            }
            Destination::Thread(channel, message) => {
                let place = Place::Thread(channel.clone(), message.clone());
                Ok(self.send_all(&post, &pages, &place).await?)
            }
            Destination::Channel(channel) => {
                let place = Place::Room(channel.clone());
                Ok(self.send_all(&post, &pages, &place).await?)
            }
            Destination::Home(_) => Ok(None),
            Destination::Helpdesk => {
                let channel = self.settings.served(&post.workspace);
                let channel = channel.and_then(|served| served.helpdesk_channel.as_ref());
                self.kept_in(&post, &pages, channel).await
            }
            Destination::Moderators => {
                let channel = self.settings.served(&post.workspace);
                let channel = channel.map(|served| &served.moderators_channel);
                self.kept_in(&post, &pages, channel).await
            }
        }
    }

    async fn remove(
        &self,
        workspace: &WorkspaceId,
        channel: &ChannelId,
        message: &MessageId,
    ) -> Result<(), PlatformError> {
        let request = json!({"channel": channel.as_str(), "ts": message.as_str()});
        let done = self.api.delete(workspace, &request);
        match done.await {
            Ok(()) => Ok(()),
            Err(failure) if failure.is(&["message_not_found"]) => Ok(()),
            // A moderator waits for it: a token that won't do is told now.
            Err(Failure::Code(reason)) if !PASSING.contains(&reason.as_str()) => {
                Err(PlatformError::Refused { reason })
            }
            Err(failure) => Err(failure.into()),
        }
    }

    fn abilities(&self, workspace: &WorkspaceId) -> Abilities {
        let served = self.settings.served(workspace);
        served.map_or_else(Abilities::default, |served| Abilities {
            removes: served.user_token.is_some(),
            helpdesk: served.helpdesk_channel.clone(),
        })
    }
}

impl SlackPlatform {
    /// Shows what the core says, in the workspaces of these settings.
    pub fn new(api: Arc<Api>, settings: Arc<Settings>, say: Say) -> Self {
        Self {
            api,
            settings,
            say,
            sent: Sent::new(),
            away: Memo::new(REMEMBERED, Some(PRESENCE)),
            direct: Memo::new(REMEMBERED, None),
            links: Memo::new(REMEMBERED, None),
            threads: Arc::new(Memo::new(REMEMBERED, None)),
        }
    }

    /// Where what comes in notes the threads that messages are in.
    pub(crate) fn threads(&self) -> Arc<Threads> {
        self.threads.clone()
    }

    /// The thread of the message a notice is about.
    fn thread_of(&self, post: &Post) -> Option<MessageId> {
        let Notice::Nudge { nudge, .. } = &post.notice else {
            return None;
        };
        let key = (
            nudge.workspace.clone(),
            nudge.channel.clone(),
            nudge.message.clone(),
        );
        self.threads.get(&key)
    }

    async fn to_person(
        &self,
        post: &Post,
        pages: &[Page],
        person: &AuthorId,
        channel: &ChannelId,
    ) -> Result<Option<Handle>, PlatformError> {
        let here = Place::Private(channel.clone(), person.clone());
        let seen_here = !has_to_last(&post.notice) && !is_direct(channel);
        let away = seen_here
            && is_unasked(&post.notice)
            && self.may_be_away(&post.workspace, person).await;
        let tried_here = seen_here && !away;
        if tried_here {
            match self.send_all(post, pages, &here).await {
                Err(failure) if failure.is(&NOT_HERE) => {
                    debug!(key = %post.key, "a private note goes directly");
                }
                other => return Ok(other?),
            }
        }
        let directly = match self.direct(&post.workspace, person).await {
            Ok(room) => self.send_all(post, pages, &Place::Room(room)).await,
            Err(failure) => Err(failure),
        };
        match directly {
            // Whoever takes no direct message may still find it where they wrote.
            Err(failure @ Failure::Code(_)) if !tried_here && !is_direct(channel) => {
                debug!(key = %post.key, "a direct note goes to its channel");
                match self.send_all(post, pages, &here).await {
                    Err(Failure::Code(_)) => Err(failure.into()),
                    other => Ok(other?),
                }
            }
            other => Ok(other?),
        }
    }

    /// Shows something to those who act on it, in one message that changes with it.
    async fn kept_in(
        &self,
        post: &Post,
        pages: &[Page],
        channel: Option<&ChannelId>,
    ) -> Result<Option<Handle>, PlatformError> {
        let channel = channel.ok_or(Failure::NotServed)?;
        if let (Some(earlier), [page]) = (&post.replaces, pages)
            && let Some((_, ts)) = place_of(earlier).filter(|(room, _)| *room == channel.as_str())
        {
            match self.change(post, page, channel, ts).await {
                Ok(()) => return Ok(Some(earlier.clone())),
                Err(failure) if failure.is(&GONE) => {
                    debug!(key = %post.key, "the message to change is gone");
                }
                Err(failure) => return Err(failure.into()),
            }
        }
        let place = Place::Room(channel.clone());
        let sent = self.send_all(post, pages, &place).await;
        sent.map_err(|failure| {
            if !failure.is(&SHUT) {
                return failure.into();
            }
            warn!(workspace = %post.workspace, "the bot can't write in a channel it was given");
            PlatformError::Unavailable {
                reason: "the channel is closed to the bot".to_owned(),
                retry_after: Some(MEND),
            }
        })
    }

    /// Sends each part that was not sent yet, in order.
    async fn send_all(
        &self,
        post: &Post,
        pages: &[Page],
        place: &Place,
    ) -> Result<Option<Handle>, Failure> {
        let mut handle = None;
        for (part, page) in pages.iter().enumerate() {
            let key = part_key(post, part);
            handle = match self.sent.receipt(&key) {
                Some(Receipt(handle)) => handle,
                None => self.send(post, page, place, &key).await?,
            };
        }
        Ok(handle)
    }

    async fn send(
        &self,
        post: &Post,
        page: &Page,
        place: &Place,
        key: &str,
    ) -> Result<Option<Handle>, Failure> {
        let workspace = &post.workspace;
        let mut message = Message::new(place.room(), page);
        if let Place::Private(_, person) = place {
            message.user = Some(person.as_str());
            let thread = self.thread_of(post);
            message.thread_ts = thread.as_ref().map(MessageId::as_str);
            let done: Done = self
                .api
                .post(workspace, "chat.postEphemeral", &message)
                .await?;
            let Done {} = done;
            self.sent.note(key, None);
            return Ok(None);
        }
        if let Some(handle) = self.sent.recall(&self.api, workspace, place, key).await? {
            return Ok(Some(handle));
        }
        if let Place::Thread(_, thread) = place {
            message.thread_ts = Some(thread.as_str());
        }
        message.metadata = Some(json!({"event_type": METADATA, "event_payload": {"key": key}}));
        self.api.turn(workspace, place.room()).await?;
        let posted = self.api.post(workspace, "chat.postMessage", &message).await;
        let posted: Posted = posted.inspect_err(|failure| self.sent.doubt(key, failure))?;
        let handle = Handle(format!("{}/{}", posted.channel, posted.ts));
        self.sent.note(key, Some(handle.clone()));
        Ok(Some(handle))
    }

    async fn change(
        &self,
        post: &Post,
        page: &Page,
        channel: &ChannelId,
        ts: &str,
    ) -> Result<(), Failure> {
        let mut message = Message::new(channel, page);
        message.ts = Some(ts);
        let done = self.api.post(&post.workspace, "chat.update", &message);
        let Done {} = done.await?;
        let handle = Handle(format!("{channel}/{ts}"));
        self.sent.note(&part_key(post, 0), Some(handle));
        Ok(())
    }
}

/// The key of one part of a post.
fn part_key(post: &Post, part: usize) -> String {
    match part {
        0 => post.key.to_string(),
        part => format!("{}#{part}", post.key),
    }
}

/// Where a handle of ours says a message is.
fn place_of(handle: &Handle) -> Option<(&str, &str)> {
    handle.0.split_once('/')
}

/// An ephemeral message is lost when its reader reloads; these come when nobody waits for them.
fn has_to_last(notice: &Notice) -> bool {
    matches!(
        notice,
        Notice::Outcome { .. } | Notice::LookAgain(_) | Notice::NotRemoved(_)
    )
}

/// Said without being asked, to someone who may have left since.
fn is_unasked(notice: &Notice) -> bool {
    matches!(
        notice,
        Notice::Nudge { .. } | Notice::ReportingChannel { .. } | Notice::Thanks
    )
}
