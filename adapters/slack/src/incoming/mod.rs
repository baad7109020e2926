//! What Slack sends, decoded without asking anything of anyone: from bytes to one of few things the
//! bot can act on, or to the reason there is nothing to do.
//!
//! The shapes are our own and hold only what is used. The SDK's models refuse a whole payload for
//! one field that is new, missing or of another type; here such a field is simply not looked at, so
//! that Slack can add to its events without a message being lost.

mod act;
mod command;
mod event;
mod plain;

use std::collections::HashMap;

use bonsens_port::{
    AuthorId, ChannelId, Filled, MessageId, MessageText, Press, SettingsChange, WorkspaceId,
};

/// What a payload is, as its way in tells: a socket by its envelope, a request by its form.
#[derive(Debug, Clone, Copy)]
pub enum Payload<'a> {
    /// Something happened.
    Event(&'a [u8]),
    /// Someone pressed, chose or sent something.
    Act(&'a [u8]),
    /// A slash command, as JSON.
    Command(&'a [u8]),
}

/// The bot's own accounts, by workspace served: what they write is not read.
pub type Bots = HashMap<WorkspaceId, AuthorId>;

/// Who did something, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct From {
    /// The workspace, one that is served.
    pub workspace: WorkspaceId,
    /// The channel; `None` where there is none around it, such as in the bot's own page.
    pub channel: Option<ChannelId>,
    /// The person.
    pub person: AuthorId,
    /// What makes it one fact, however often it is delivered.
    pub fact: String,
    /// It was done on the person's own page of the bot.
    pub at_home: bool,
}

/// A message as its readers see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Its id in its channel.
    pub id: MessageId,
    /// Its text.
    pub text: MessageText,
    /// The thread it is read in; none where the whole channel reads it.
    pub thread: Option<MessageId>,
    /// Slack says that people from another organisation read the channel.
    pub outsiders: bool,
    /// An app had a part in it: its author may be a machine.
    pub by_app: bool,
    /// The channel may be a conversation between people: Slack did not say.
    pub unsure: bool,
}

/// A question to the charter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What is asked.
    pub text: MessageText,
    /// The thread to answer in, before everyone; without it the answer is private.
    pub thread: Option<MessageId>,
    /// The conversation it belongs to, within its channel.
    pub conversation: String,
    /// An app had a part in it: its author may be a machine.
    pub by_app: bool,
}

/// What the bot can act on.
#[derive(Debug, Clone, PartialEq)]
pub enum Incoming {
    /// Someone posted a message.
    Posted(From, Message),
    /// Someone posted a message that also asks the bot something.
    PostedAndAsked(From, Message, Question),
    /// Someone changed a message.
    Edited(From, Message),
    /// A message is gone.
    Deleted(From, MessageId),
    /// Someone asks the charter.
    Asked(From, Question),
    /// Someone wants a text looked at.
    Checked(From, MessageText),
    /// Someone asks what the bot can do.
    Help(From, Topic),
    /// Someone changes settings.
    Sets(From, SettingsChange),
    /// Someone pressed a button, or asked by command for what a button does.
    Pressed(From, Press, Trigger),
    /// Someone filled in the window that a press asked for.
    Filled(From, Press, Filled),
    /// Someone hands in a file, by its id, with words that may be a question.
    Offered(From, String, Option<Question>),
    /// Someone opened their own page of the bot.
    OpensHome(From),
}

/// What someone wants to know of the bot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Topic {
    /// What everyone can do.
    Everything,
    /// What admins can do.
    Administration,
    /// How to name a channel.
    Channels,
}

/// What opens a window, within three seconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trigger(pub String);

/// Why there is nothing to do. The names are for logs, which hold nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nothing {
    /// It can't be read.
    Malformed,
    /// A kind that is not known.
    Unknown,
    /// A kind that is known and of no use here, such as someone joining.
    NoUse,
    /// The bot's own doing.
    Ours,
    /// A machine's doing.
    Bot,
    /// A conversation between people, which is never read.
    BetweenPeople,
    /// The message reads as it did before.
    SameText,
    /// There is no text.
    Empty,
    /// The message has changed since, or is gone.
    Outdated,
    /// The workspace is not one of ours.
    NotServed,
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
            Self::BetweenPeople => "between-people",
            Self::SameText => "same-text",
            Self::Empty => "empty",
            Self::Outdated => "outdated",
            Self::NotServed => "not-served",
        }
    }
}

/// Decodes a payload for the workspaces where these bots are.
pub fn decode(payload: Payload<'_>, bots: &Bots) -> Result<Incoming, Nothing> {
    match payload {
        Payload::Event(body) => event::decode(body, bots),
        Payload::Act(body) => act::decode(body, bots),
        Payload::Command(body) => command::decode(body, bots),
    }
}

impl Incoming {
    /// Who did it, and where.
    pub const fn from(&self) -> &From {
        match self {
            Self::Posted(from, _)
            | Self::PostedAndAsked(from, ..)
            | Self::Edited(from, _)
            | Self::Deleted(from, _)
            | Self::Asked(from, _)
            | Self::Checked(from, _)
            | Self::Help(from, _)
            | Self::Sets(from, _)
            | Self::Pressed(from, ..)
            | Self::Filled(from, ..)
            | Self::Offered(from, ..)
            | Self::OpensHome(from) => from,
        }
    }
}

impl From {
    /// The channel to name where one is needed. Without one, what is said goes to the person
    /// directly: Slack's names for direct conversations begin with this letter.
    pub fn place(&self) -> ChannelId {
        let direct = || ChannelId::new(format!("D/{}", self.person));
        self.channel.clone().unwrap_or_else(direct)
    }
}

/// The first of these workspaces that is served.
fn served<'a>(
    bots: &Bots,
    named: impl IntoIterator<Item = &'a str>,
) -> Result<WorkspaceId, Nothing> {
    let mut named = named.into_iter().map(WorkspaceId::new);
    named
        .find(|workspace| bots.contains_key(workspace))
        .ok_or(Nothing::NotServed)
}

fn text(words: &str) -> Option<MessageText> {
    let words = words.trim();
    (!words.is_empty()).then(|| MessageText::new(words))
}

#[cfg(test)]
#[path = "../../tests/incoming/mod.rs"]
mod tests;
