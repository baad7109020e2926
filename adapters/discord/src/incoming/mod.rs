//! What Discord sends, decoded without asking anything of anyone: from one dispatch to one of few
//! things the bot can act on, or to the reason there is nothing to do.
//!
//! Kinds and permissions are the SDK's. The shapes around them are our own and hold only what is
//! used: the SDK's refuse a whole message, or a whole server, for one field that is missing, `null`
//! or of another type, and a message that isn't read is a leak nobody hears of.

mod act;
mod command;
mod message;
mod place;
mod plain;

use bonsens_port::{AuthorId, ChannelId, MessageId, MessageText, WorkspaceId};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::settings::Settings;

pub use act::{Act, Complete, Completed, How, Member, Wish};
pub use message::{File, Message};
pub use place::{Change, Overwrite, Rights, Room, Server};

/// The events that are of use; the others need not be read.
pub const EVENTS: [&str; 20] = [
    "READY",
    "MESSAGE_CREATE",
    "MESSAGE_UPDATE",
    "MESSAGE_DELETE",
    "MESSAGE_DELETE_BULK",
    "INTERACTION_CREATE",
    "GUILD_MEMBER_ADD",
    "GUILD_MEMBER_REMOVE",
    "GUILD_CREATE",
    "GUILD_UPDATE",
    "GUILD_DELETE",
    "GUILD_ROLE_CREATE",
    "GUILD_ROLE_UPDATE",
    "GUILD_ROLE_DELETE",
    "CHANNEL_CREATE",
    "CHANNEL_UPDATE",
    "CHANNEL_DELETE",
    "THREAD_CREATE",
    "THREAD_UPDATE",
    "THREAD_DELETE",
];

/// What is needed to read an event: who the bot is, and which servers are its own.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a> {
    /// The bot's own account: what it writes is not read.
    pub bot: &'a AuthorId,
    /// The servers served.
    pub settings: &'a Settings,
}

/// What the bot can act on.
#[derive(Debug, Clone, PartialEq)]
pub enum Incoming {
    /// A session began, or goes on: who the bot is, and its application.
    Ready(AuthorId, String),
    /// Someone posted a message, on a server or to the bot.
    Posted(Message),
    /// Someone changed a message.
    Edited(Message),
    /// Messages are gone.
    Deleted(WorkspaceId, ChannelId, Vec<MessageId>),
    /// Someone used a command, a button or a window.
    Acted(Box<Act>),
    /// Someone joined a server.
    Joined(WorkspaceId, AuthorId),
    /// A server, or a place in it, is not as it was.
    Changed(Box<Change>),
}

/// Why there is nothing to do. The names are for logs, which hold nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nothing {
    /// It can't be read.
    Malformed,
    /// A kind that is not known.
    Unknown,
    /// A kind that is known and of no use here, such as a pinned message.
    NoUse,
    /// The bot's own doing.
    Ours,
    /// A machine's doing.
    Bot,
    /// The message reads as it did before.
    SameText,
    /// There is no text.
    Empty,
    /// The message has changed since, or is gone.
    Outdated,
    /// The server is not one of ours, or the person is on none of ours.
    NotServed,
    /// The place can't be seen by the bot.
    OutOfSight,
    /// A file of a changed message could not be read, and the rest holds nothing.
    HalfRead,
    /// Too many joined at once to be welcomed.
    TooMany,
}

impl Nothing {
    /// A name for logs and counts.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::Unknown => "unknown",
            Self::NoUse => "no-use",
            Self::Ours => "ours",
            Self::Bot => "bot",
            Self::SameText => "same-text",
            Self::Empty => "empty",
            Self::Outdated => "outdated",
            Self::NotServed => "not-served",
            Self::OutOfSight => "out-of-sight",
            Self::HalfRead => "half-read",
            Self::TooMany => "too-many",
        }
    }
}

#[derive(Deserialize)]
struct Ready {
    user: Named,
    application: Named,
}

#[derive(Deserialize)]
struct Named {
    id: String,
}

#[derive(Deserialize)]
struct Joined {
    guild_id: String,
    user: message::User,
}

/// Decodes one dispatch.
pub fn decode(name: &str, data: &RawValue, scene: Scene<'_>) -> Result<Incoming, Nothing> {
    match name {
        "READY" => read::<Ready>(data)
            .map(|ready| Incoming::Ready(AuthorId::new(ready.user.id), ready.application.id)),
        "MESSAGE_CREATE" => message::posted(data, scene),
        "MESSAGE_UPDATE" => message::edited(data, scene),
        "MESSAGE_DELETE" | "MESSAGE_DELETE_BULK" => message::deleted(data, scene),
        "INTERACTION_CREATE" => act::decode(data, scene),
        "GUILD_MEMBER_ADD" => joined(data, scene),
        _ => place::decode(name, data, scene).map(|change| Incoming::Changed(Box::new(change))),
    }
}

fn joined(data: &RawValue, scene: Scene<'_>) -> Result<Incoming, Nothing> {
    let joined: Joined = read(data)?;
    let server = scene.served(&joined.guild_id)?;
    if joined.user.bot {
        return Err(Nothing::Bot);
    }
    Ok(Incoming::Joined(server, AuthorId::new(joined.user.id)))
}

impl Scene<'_> {
    /// The server of this id, where it is served.
    fn served(self, id: &str) -> Result<WorkspaceId, Nothing> {
        let server = WorkspaceId::new(id);
        let known = self.settings.served(&server).is_some();
        known.then_some(server).ok_or(Nothing::NotServed)
    }
}

fn read<'a, T: Deserialize<'a>>(raw: &'a RawValue) -> Result<T, Nothing> {
    serde_json::from_str(raw.get()).map_err(|_| Nothing::Malformed)
}

fn text(words: &str) -> Option<MessageText> {
    let words = words.trim();
    (!words.is_empty()).then(|| MessageText::new(words))
}

/// What Discord may send as `null` is as good as not there.
fn or_default<'de, D, T>(from: D) -> Result<T, D::Error>
where
    D: serde::Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    Ok(Option::deserialize(from)?.unwrap_or_default())
}

#[cfg(test)]
#[path = "../../tests/incoming/mod.rs"]
pub mod tests;
