//! What one person alone sees: an answer to what they did, else a direct message, else a word in the
//! channel that only they can open.

use std::time::Duration;

use bonsens_port::{AuthorId, ChannelId, Handle, Notice, Nudge, PlatformError, Post, Press};
use hyper::Method;
use serde_json::json;
use serenity::all::{ButtonStyle, CreateActionRow, CreateButton};
use tracing::debug;

use super::{DISCREET, DiscordPlatform, Made, Spot, part_key, place};
use crate::component::{Mark, custom_id};
use crate::embeds::{self, EPHEMERAL, Page};
use crate::pending::Open;
use crate::rest::{Done, Failure};
use crate::sent::Receipt;

/// What Discord answers when an interaction can't be answered any more: it or its token is unknown,
/// or no longer good.
const EXPIRED: [u64; 3] = [10_015, 10_062, 50_027];
/// What it answers when the promise of an answer is gone.
const BROKEN: [u64; 1] = [10_008];
/// What it answers when someone takes no direct message: not from this bot, not without a server in
/// common, not at all.
const CLOSED: [u64; 5] = [10_013, 50_001, 50_007, 50_013, 50_278];

/// What it answers when direct conversations are opened too fast, and the wait that follows.
const TOO_FAST: [u64; 1] = [40_003];
const SLOWER: Duration = Duration::from_mins(1);

impl DiscordPlatform {
    pub(super) async fn to_person(
        &self,
        post: &Post,
        pages: &[Page],
        person: &AuthorId,
        channel: &ChannelId,
    ) -> Result<Option<Handle>, PlatformError> {
        // What someone did may lead to a word for someone else: that is no answer.
        let open = self.pending.of(&post.key);
        if let Some(open) = open.filter(|open| open.person == *person) {
            match self.answer_all(post, pages, &open).await {
                Err(failure) if failure.is(&EXPIRED) => {
                    debug!(key = %post.key, "an answer comes late and goes directly");
                    self.pending.closed(&post.key);
                }
                other => return Ok(other.map(|()| None)?),
            }
        }
        if let Notice::Nudge { nudge, .. } = &post.notice
            && self.closed.get(person).is_some()
        {
            return self.discreetly(post, nudge).await;
        }
        let directly = match self.direct(person).await {
            Ok(room) if room == *channel => {
                // Nobody else is there to share anything with.
                let mut post = post.clone();
                post.buttons
                    .retain(|button| !matches!(button.press, Press::Share(_)));
                let pages = embeds::pages(&post, &self.say);
                self.send_all(&post, &pages, Spot::room(room.as_str()))
                    .await
            }
            Ok(room) => self.send_all(post, pages, Spot::room(room.as_str())).await,
            Err(failure) => Err(failure),
        };
        match directly {
            Err(failure) if failure.is(&CLOSED) => match &post.notice {
                Notice::Nudge { nudge, .. } => {
                    self.closed.put(person.clone(), ());
                    self.discreetly(post, nudge).await
                }
                _ => Err(PlatformError::Refused {
                    reason: "direct messages are closed".to_owned(),
                }),
            },
            other => Ok(other?),
        }
    }

    /// Answers an interaction with each part that was not shown yet.
    async fn answer_all(&self, post: &Post, pages: &[Page], open: &Open) -> Result<(), Failure> {
        for (part, page) in pages.iter().enumerate() {
            let key = part_key(post, part);
            if self.sent.receipt(&key).is_none() {
                self.answer(post, page, open, &key).await?;
                self.sent.note(&key, None);
            }
        }
        Ok(())
    }

    async fn answer(
        &self,
        post: &Post,
        page: &Page,
        open: &Open,
        key: &str,
    ) -> Result<(), Failure> {
        let mut body = page.body();
        if self.pending.is_first(&post.key, key) {
            body["flags"] = json!(page.flags());
            let path = open.original();
            let kept = self.rest.call(Method::PATCH, &path, Some(&body)).await;
            match kept {
                Err(failure) if Failure::is(&failure, &BROKEN) => {}
                other => return other.map(|Done {}| ()),
            }
        }
        body["flags"] = json!(page.flags() | EPHEMERAL);
        let path = open.follow_up();
        let Done {} = self.rest.call(Method::POST, &path, Some(&body)).await?;
        Ok(())
    }

    /// The conversation with someone.
    async fn direct(&self, person: &AuthorId) -> Result<ChannelId, Failure> {
        if let Some(room) = self.direct.get(person) {
            return Ok(room);
        }
        let body = json!({"recipient_id": person.as_str()});
        let path = "/users/@me/channels";
        let opened = self.rest.call(Method::POST, path, Some(&body)).await;
        let opened: Made = opened.map_err(|failure: Failure| {
            if failure.is(&TOO_FAST) {
                Failure::Limited(SLOWER)
            } else {
                failure
            }
        })?;
        let room = ChannelId::new(opened.id);
        self.direct.put(person.clone(), room.clone());
        Ok(room)
    }

    /// Says under a message that there is a word for whoever wrote it, and nothing of what it is.
    async fn discreetly(
        &self,
        post: &Post,
        nudge: &Nudge,
    ) -> Result<Option<Handle>, PlatformError> {
        let (room, id) = place::of(&nudge.channel, &nudge.message).ok_or_else(super::no_place)?;
        debug!(key = %post.key, "a nudge waits in its channel");
        // As a key, so that a repeat is known for one; the direct message, which was refused, had
        // the other.
        let key = format!("{}~", post.key);
        if let Some(Receipt(handle)) = self.sent.receipt(&key) {
            return Ok(handle);
        }
        let say = |name: &str| (self.say)(post.lang, name);
        let press = Press::OpenNudge(nudge.id.clone());
        let id_of_press = custom_id(Mark::Button, None, &press).ok_or_else(super::no_place)?;
        let button = CreateButton::new(id_of_press)
            .label(say("discord-discreet-open"))
            .style(ButtonStyle::Secondary);
        let body = json!({
            "content": say("discord-discreet"),
            "components": [CreateActionRow::Buttons(vec![button])],
            "allowed_mentions": {"parse": []},
            // Without the message, it would be for nobody.
            "message_reference": {"message_id": id, "fail_if_not_exists": true},
        });
        let Handle(shown) = self.send(room, body, &key).await?;
        let handle = Some(Handle(format!("{DISCREET}{shown}")));
        self.sent.note(&key, handle.clone());
        Ok(handle)
    }
}
