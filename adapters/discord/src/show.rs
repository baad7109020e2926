//! Shows posts on Discord: to one person alone where only they may see them, under a message, in a
//! channel, or to the moderators in one message that changes.
//!
//! A private note answers what its reader did, where they did something; else it is a direct
//! message. Who takes none still hears that there is a nudge, by a word in the channel that says
//! nothing to anyone else. Each part of a post is sent under its key, once.

pub mod place;
mod private;

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use bonsens_kit::{Memo, Say};
use bonsens_port::{
    Abilities, AuthorId, ChannelId, Destination, Handle, MessageId, Notice, Platform,
    PlatformError, Post, WorkspaceId,
};
use hyper::Method;
use serde::Deserialize;
use serde_json::{Value, json};
use tracing::{debug, warn};

use crate::embeds::{self, Page};
use crate::markdown::is_id;
use crate::pending::Pending;
use crate::rest::{Done, Failure, Rest};
use crate::sent::{Receipt, Sent, nonce};
use crate::settings::Settings;
use crate::split::shorten;

/// People whose conversation with the bot is known.
const REMEMBERED: usize = 16_384;
/// Time before the moderators' channel is tried again when the bot may not write there: an admin
/// has to let it in.
const MEND: Duration = Duration::from_mins(5);
/// How long someone is taken to have their direct messages closed: each try that fails counts
/// against the bot.
const CLOSED_FOR: Duration = Duration::from_mins(10);
/// What the handle of a word in a channel begins with.
const DISCREET: &str = "discreet/";
/// The longest name of a thread.
const THREAD: usize = 100;

/// What Discord answers when a message can't be changed any more: no such channel, no such message,
/// no access, someone else's, an archived thread.
const GONE: [u64; 5] = [10_003, 10_008, 50_001, 50_005, 50_083];
/// What it answers when the bot can't write in a channel it was given: no such channel, a forum, no
/// access, a channel of another kind, no permission, an archived thread.
const SHUT: [u64; 7] = [10_003, 40_058, 50_001, 50_008, 50_013, 50_024, 50_083];
/// What it answers when there is nothing left to remove: no such channel, no such message.
const REMOVED: [u64; 2] = [10_003, 10_008];
/// What it answers when a message has its thread already.
const HAS_THREAD: [u64; 1] = [160_004];

/// Discord, as the core sees it.
pub struct DiscordPlatform {
    rest: Arc<Rest>,
    settings: Arc<Settings>,
    say: Say,
    sent: Sent,
    pending: Arc<Pending>,
    direct: Memo<AuthorId, ChannelId>,
    /// Those who take no direct message, for a while.
    closed: Memo<AuthorId, ()>,
}

impl std::fmt::Debug for DiscordPlatform {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DiscordPlatform")
    }
}

/// What is read of a message or a channel that was made.
#[derive(Deserialize)]
struct Made {
    id: String,
}

/// Where a part of a post is sent.
#[derive(Debug, Clone, Copy)]
struct Spot<'a> {
    room: &'a str,
    /// The message it answers.
    under: Option<&'a str>,
}

impl<'a> Spot<'a> {
    const fn room(room: &'a str) -> Self {
        Self { room, under: None }
    }
}

#[async_trait]
impl Platform for DiscordPlatform {
    async fn show(&self, post: Post) -> Result<Option<Handle>, PlatformError> {
        // Discord has no page of one's own.
        if matches!(post.to, Destination::Home(_)) {
            return Ok(None);
        }
        let pages = embeds::pages(&post, &self.say);
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
                let (room, id) = place::of(channel, message).ok_or_else(no_place)?;
                let under = Some(id);
                Ok(self.send_all(&post, &pages, Spot { room, under }).await?)
            }
            Destination::Channel(channel) => {
                // Where what it answers was done: a thread, maybe, of that channel.
                let open = self.pending.of(&post.key);
                let room = open.map_or_else(|| channel.clone(), |open| open.room);
                let spot = Spot::room(room.as_str());
                Ok(self.send_all(&post, &pages, spot).await?)
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
        _: &WorkspaceId,
        channel: &ChannelId,
        message: &MessageId,
    ) -> Result<(), PlatformError> {
        let (room, id) = place::of(channel, message).ok_or_else(no_place)?;
        match self.delete(room, id).await {
            // A moderator waits for it: a permission that is missing is told now.
            Err(Failure::Code { status, code }) => Err(PlatformError::Refused {
                reason: format!("HTTP {status}, code {code}"),
            }),
            other => Ok(other?),
        }
    }

    fn has_to_go(&self, _: &WorkspaceId, post: &Handle) -> bool {
        post.0.starts_with(DISCREET)
    }

    async fn withdraw(&self, _: &WorkspaceId, post: &Handle) -> Result<(), PlatformError> {
        let shown = post.0.strip_prefix(DISCREET);
        match shown.and_then(place_of) {
            Some((room, id)) => Ok(self.delete(room, id).await?),
            // What was said to one person alone stays.
            None => Ok(()),
        }
    }

    fn abilities(&self, workspace: &WorkspaceId) -> Abilities {
        let served = self.settings.served(workspace);
        served.map_or_else(Abilities::default, |served| Abilities {
            removes: served.removes,
            helpdesk: served.helpdesk_channel.clone(),
        })
    }
}

impl DiscordPlatform {
    /// Shows what the core says, on the servers of these settings.
    pub fn new(rest: Arc<Rest>, settings: Arc<Settings>, say: Say) -> Self {
        Self {
            rest,
            settings,
            say,
            sent: Sent::new(),
            pending: Arc::new(Pending::new()),
            direct: Memo::new(REMEMBERED, None),
            closed: Memo::new(REMEMBERED, Some(CLOSED_FOR)),
        }
    }

    /// Where what comes in notes what waits for an answer.
    pub(crate) fn pending(&self) -> Arc<Pending> {
        self.pending.clone()
    }

    /// Shows something to those who act on it, in one message that changes with it.
    async fn kept_in(
        &self,
        post: &Post,
        pages: &[Page],
        channel: Option<&ChannelId>,
    ) -> Result<Option<Handle>, PlatformError> {
        let room = channel.ok_or_else(no_place)?.as_str();
        let earlier = post.replaces.as_ref();
        let mut earlier = earlier.and_then(|handle| place_of(&handle.0));
        earlier = earlier.filter(|(other, _)| *other == room);
        if let (Some((_, id)), [page]) = (earlier, pages) {
            match self.change(post, page, room, id).await {
                Ok(()) => return Ok(post.replaces.clone()),
                Err(failure) if failure.is(&GONE) => {
                    debug!(key = %post.key, "the message to change is gone");
                    earlier = None;
                }
                Err(failure) => return Err(failure.into()),
            }
        }
        match self.send_all(post, pages, Spot::room(room)).await {
            Ok(handle) => {
                // What doesn't fit in one message can't change in place.
                if let Some((_, id)) = earlier {
                    self.leave(post, room, id).await;
                }
                if let (Notice::Flag { .. }, Some((_, id))) = (
                    &post.notice,
                    handle.as_ref().and_then(|handle| place_of(&handle.0)),
                ) {
                    self.open_thread(post, room, id).await;
                }
                Ok(handle)
            }
            Err(failure) if failure.is(&SHUT) => {
                warn!(workspace = %post.workspace, "the bot can't write in a channel it was given");
                Err(PlatformError::Unavailable {
                    reason: "the channel is closed to the bot".to_owned(),
                    retry_after: Some(MEND),
                })
            }
            Err(failure) => Err(failure.into()),
        }
    }

    /// Takes a message of ours away that says what is no longer so.
    async fn leave(&self, post: &Post, room: &str, id: &str) {
        if let Err(failure) = self.delete(room, id).await {
            debug!(key = %post.key, ?failure, "an earlier message stays");
        }
    }

    /// Opens a thread under a flag, for moderators to talk in. A flag without one is still a flag.
    async fn open_thread(&self, post: &Post, room: &str, id: &str) {
        let Notice::Flag { nudge, .. } = &post.notice else {
            return;
        };
        let words = (self.say)(post.lang, "discord-thread");
        let severity = (self.say)(post.lang, &format!("severity-{}", nudge.severity));
        let name = shorten(&format!("{words} {severity}"), THREAD);
        let path = format!("/channels/{room}/messages/{id}/threads");
        let body = json!({"name": name});
        let made: Result<Done, Failure> = self.rest.call(Method::POST, &path, Some(&body)).await;
        if let Err(failure) = made
            && !failure.is(&HAS_THREAD)
        {
            warn!(workspace = %post.workspace, ?failure, "a flag has no thread");
        }
    }

    /// Sends each part that was not sent yet, in order.
    async fn send_all(
        &self,
        post: &Post,
        pages: &[Page],
        spot: Spot<'_>,
    ) -> Result<Option<Handle>, Failure> {
        let mut handle = None;
        for (part, page) in pages.iter().enumerate() {
            let key = part_key(post, part);
            if let Some(Receipt(known)) = self.sent.receipt(&key) {
                handle = known;
                continue;
            }
            let mut body = page.body();
            body["flags"] = json!(page.flags());
            if let Some(id) = spot.under {
                body["message_reference"] = json!({"message_id": id, "fail_if_not_exists": false});
            }
            handle = Some(self.send(spot.room, body, &key).await?);
        }
        Ok(handle)
    }

    /// Sends a message, or finds it where it was sent some minutes ago.
    async fn send(&self, room: &str, mut body: Value, key: &str) -> Result<Handle, Failure> {
        body["nonce"] = json!(nonce(key));
        body["enforce_nonce"] = json!(true);
        let path = messages(room)?;
        let made: Made = self.rest.call(Method::POST, &path, Some(&body)).await?;
        let handle = Handle(format!("{room}/{}", made.id));
        self.sent.note(key, Some(handle.clone()));
        Ok(handle)
    }

    async fn change(&self, post: &Post, page: &Page, room: &str, id: &str) -> Result<(), Failure> {
        let path = format!("{}/{id}", messages(room)?);
        let body = page.body();
        let Done {} = self.rest.call(Method::PATCH, &path, Some(&body)).await?;
        let handle = Handle(format!("{room}/{id}"));
        self.sent.note(&part_key(post, 0), Some(handle));
        Ok(())
    }

    /// Deletes a message; one that is gone already is deleted.
    async fn delete(&self, room: &str, id: &str) -> Result<(), Failure> {
        let path = format!("{}/{id}", messages(room)?);
        let done: Result<Done, Failure> = self.rest.call(Method::DELETE, &path, None).await;
        match done {
            Ok(Done {}) => Ok(()),
            Err(failure) if failure.is(&REMOVED) => Ok(()),
            Err(failure) => Err(failure),
        }
    }
}

/// Where messages of a channel or thread are. An id of another kind would lead elsewhere.
fn messages(room: &str) -> Result<String, Failure> {
    // As Discord answers for a channel there isn't.
    let unknown = Failure::Code {
        status: 404,
        code: 10_003,
    };
    is_id(room)
        .then(|| format!("/channels/{room}/messages"))
        .ok_or(unknown)
}

fn no_place() -> PlatformError {
    PlatformError::Refused {
        reason: "there is no such place".to_owned(),
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
fn place_of(handle: &str) -> Option<(&str, &str)> {
    let (room, id) = handle.split_once('/')?;
    (is_id(room) && is_id(id)).then_some((room, id))
}

#[cfg(test)]
pub mod tests;
