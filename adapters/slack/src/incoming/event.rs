//! Events: messages and mentions.

use bonsens_port::{AuthorId, ChannelId, MessageId, MessageText, WorkspaceId};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::modal::is_document;

use super::plain::{self, Parts};
use super::{Bots, From, Incoming, Message, Nothing, Question, served, text};

/// Slack's own account, which speaks for nobody.
const SLACKBOT: &str = "USLACKBOT";

#[derive(Deserialize)]
struct Callback<'a> {
    team_id: Option<String>,
    context_team_id: Option<String>,
    #[serde(default)]
    authorizations: Option<Vec<Authorization>>,
    is_ext_shared_channel: Option<bool>,
    #[serde(borrow)]
    event: &'a RawValue,
}

#[derive(Deserialize)]
struct Authorization {
    team_id: Option<String>,
    is_bot: Option<bool>,
}

/// Enough to know what an event is: other kinds have other fields under the same names.
#[derive(Deserialize)]
struct Kind {
    #[serde(rename = "type")]
    kind: String,
    subtype: Option<String>,
}

#[derive(Deserialize)]
struct Said<'a> {
    channel: String,
    channel_type: Option<String>,
    ts: String,
    deleted_ts: Option<String>,
    #[serde(borrow)]
    message: Option<&'a RawValue>,
    #[serde(borrow)]
    previous_message: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Body {
    user: Option<String>,
    bot_id: Option<String>,
    subtype: Option<String>,
    ts: Option<String>,
    thread_ts: Option<String>,
    text: Option<String>,
    edited: Option<Edited>,
    files: Option<Vec<File>>,
}

/// A file that was shared, as far as it may be a charter.
#[derive(Deserialize)]
struct File {
    id: Option<String>,
    name: Option<String>,
}

/// Someone opened the bot's page.
#[derive(Deserialize)]
struct Home {
    user: String,
    tab: Option<String>,
    event_ts: Option<String>,
}

#[derive(Deserialize)]
struct Edited {
    ts: Option<String>,
}

/// Subtypes a person's own message may have.
const POSTED: [&str; 4] = [
    "thread_broadcast",
    "me_message",
    "file_share",
    "reply_broadcast",
];
/// Known, and nothing a person wrote.
const NOTICES: [&str; 22] = [
    "assistant_app_thread",
    "bot_add",
    "bot_remove",
    "channel_archive",
    "channel_convert_to_private",
    "channel_join",
    "channel_leave",
    "channel_name",
    "channel_posting_permissions",
    "channel_purpose",
    "channel_topic",
    "channel_unarchive",
    "ekm_access_denied",
    "group_archive",
    "group_join",
    "group_leave",
    "group_name",
    "group_purpose",
    "group_topic",
    "message_replied",
    "pinned_item",
    "reminder_add",
];
/// Known events that ask nothing of the bot.
const NO_USE: [&str; 7] = [
    "app_rate_limited",
    "app_uninstalled",
    "channel_shared",
    "channel_unshared",
    "member_joined_channel",
    "member_left_channel",
    "tokens_revoked",
];

/// Where an event happened, and for whom Slack sends it.
struct Scene<'a> {
    workspace: WorkspaceId,
    bot: &'a AuthorId,
    outsiders: bool,
    /// Sent because a person gave the app their own eyes: it may be a conversation the bot is not
    /// part of.
    by_proxy: bool,
}

pub fn decode(body: &[u8], bots: &Bots) -> Result<Incoming, Nothing> {
    let callback: Callback<'_> = serde_json::from_slice(body).map_err(|_| Nothing::Malformed)?;
    let kind: Kind = read(callback.event)?;
    let is_message = match kind.kind.as_str() {
        "message" => true,
        "app_mention" => false,
        "app_home_opened" => return home(&callback, bots),
        known if NO_USE.contains(&known) => return Err(Nothing::NoUse),
        _ => return Err(Nothing::Unknown),
    };
    let authorizations = callback.authorizations.unwrap_or_default();
    let named = authorizations.iter().map(|grant| grant.team_id.as_deref());
    let named = named.chain([
        callback.context_team_id.as_deref(),
        callback.team_id.as_deref(),
    ]);
    let workspace = served(bots, named.flatten())?;
    let scene = Scene {
        bot: bots.get(&workspace).ok_or(Nothing::NotServed)?,
        outsiders: callback.is_ext_shared_channel == Some(true),
        by_proxy: !authorizations.is_empty()
            && authorizations
                .iter()
                .all(|grant| grant.is_bot == Some(false)),
        workspace,
    };
    let said: Said<'_> = read(callback.event)?;
    if !is_message {
        return scene.mentioned(&said, callback.event);
    }
    match kind.subtype.as_deref() {
        None => scene.posted(&said, callback.event),
        Some(subtype) if POSTED.contains(&subtype) => scene.posted(&said, callback.event),
        Some("message_changed") => scene.changed(&said),
        Some("message_deleted") => scene.deleted(&said),
        Some("bot_message") => Err(Nothing::Bot),
        Some(subtype) if NOTICES.contains(&subtype) => Err(Nothing::NoUse),
        Some(_) => Err(Nothing::Unknown),
    }
}

/// Someone opened the bot's page, or its messages, which come by themselves.
fn home(callback: &Callback<'_>, bots: &Bots) -> Result<Incoming, Nothing> {
    let home: Home = read(callback.event)?;
    if home.tab.as_deref() != Some("home") {
        return Err(Nothing::NoUse);
    }
    let granted = callback.authorizations.iter().flatten();
    let granted = granted.map(|grant| grant.team_id.as_deref());
    let named = granted.chain([
        callback.context_team_id.as_deref(),
        callback.team_id.as_deref(),
    ]);
    let workspace = served(bots, named.flatten())?;
    let at = home.event_ts.ok_or(Nothing::Malformed)?;
    Ok(Incoming::OpensHome(From {
        fact: format!("{workspace}/home/{}/{at}", home.user),
        workspace,
        channel: None,
        person: AuthorId::new(home.user),
        // The page is put up anyway.
        at_home: false,
    }))
}

fn read<'a, T: Deserialize<'a>>(raw: &'a RawValue) -> Result<T, Nothing> {
    serde_json::from_str(raw.get()).map_err(|_| Nothing::Malformed)
}

/// What kind of place a message is in.
#[derive(PartialEq, Eq)]
enum Room {
    Channel,
    /// Slack did not say; it may be a conversation between people.
    Unsure,
    /// The conversation of one person with the bot.
    Bot,
}

impl Scene<'_> {
    /// The place, unless it is one that is never read.
    fn room(&self, said: &Said<'_>) -> Result<Room, Nothing> {
        match said.channel_type.as_deref() {
            Some("channel" | "group") => Ok(Room::Channel),
            Some("mpim") => Err(Nothing::BetweenPeople),
            Some("im" | "app_home") => self.direct(),
            None if said.channel.starts_with('D') => self.direct(),
            Some(_) | None => Ok(Room::Unsure),
        }
    }

    /// A conversation of two, which is the bot's own unless someone lent their eyes.
    const fn direct(&self) -> Result<Room, Nothing> {
        if self.by_proxy {
            Err(Nothing::BetweenPeople)
        } else {
            Ok(Room::Bot)
        }
    }

    /// The author, unless it is a machine that gives no other name.
    fn author(&self, body: &Body) -> Result<AuthorId, Nothing> {
        match body.user.as_deref() {
            Some(user) if user == self.bot.as_str() => Err(Nothing::Ours),
            Some(SLACKBOT) => Err(Nothing::Bot),
            Some(user) => Ok(AuthorId::new(user)),
            None if body.bot_id.is_some() => Err(Nothing::Bot),
            None => Err(Nothing::Malformed),
        }
    }

    fn from(&self, said: &Said<'_>, person: AuthorId, ts: &str, then: &str) -> From {
        From {
            workspace: self.workspace.clone(),
            channel: Some(ChannelId::new(said.channel.as_str())),
            person,
            fact: format!("{}/{}/{ts}{then}", self.workspace, said.channel),
            at_home: false,
        }
    }

    fn message(&self, body: &Body, ts: &str, seen: &str, room: &Room) -> Message {
        // A reply shown to the whole channel too is read there, and so is what a thread hangs on.
        let broadcast = body.subtype.as_deref() == Some("thread_broadcast");
        let thread = body.thread_ts.as_deref().filter(|at| *at != ts);
        Message {
            id: MessageId::new(ts),
            text: MessageText::new(seen),
            thread: thread.filter(|_| !broadcast).map(MessageId::new),
            outsiders: self.outsiders,
            by_app: body.bot_id.is_some(),
            unsure: *room == Room::Unsure,
        }
    }

    fn posted(&self, said: &Said<'_>, raw: &RawValue) -> Result<Incoming, Nothing> {
        let room = self.room(said)?;
        let (body, parts): (Body, Parts) = (read(raw)?, read(raw)?);
        let author = self.author(&body)?;
        let seen = parts.read();
        let from = |then| self.from(said, author.clone(), &said.ts, then);
        if room == Room::Bot {
            let mut files = body.files.iter().flatten();
            let charter = files.find(|file| file.name.as_deref().is_some_and(is_document));
            let charter = charter.and_then(|file| file.id.clone());
            // What an app sends in someone's name is not theirs to hand in.
            if let Some(id) = charter.filter(|_| body.bot_id.is_none()) {
                let asked = body.text.as_deref().map(plain::plain);
                let question = asked.as_deref().and_then(text).map(|text| Question {
                    text,
                    conversation: body.thread_ts.clone().unwrap_or_default(),
                    thread: body.thread_ts.as_deref().map(MessageId::new),
                    by_app: false,
                });
                return Ok(Incoming::Offered(from("/offered"), id, question));
            }
            let thread = body.thread_ts.as_deref().map(MessageId::new);
            // A mention of the bot is no part of what is asked here either.
            let mentioned = self.question(said, &body).map(|question| question.text);
            let question = Question {
                text: mentioned.or_else(|| text(&seen)).ok_or(Nothing::Empty)?,
                conversation: body.thread_ts.clone().unwrap_or_default(),
                thread,
                by_app: body.bot_id.is_some(),
            };
            return Ok(Incoming::Asked(from("/asked"), question));
        }
        if seen.is_empty() {
            return Err(Nothing::Empty);
        }
        let message = self.message(&body, &said.ts, &seen, &room);
        Ok(match self.question(said, &body) {
            Some(question) => Incoming::PostedAndAsked(from(""), message, question),
            None => Incoming::Posted(from(""), message),
        })
    }

    /// What is asked of the bot in a message, in the thread it is in or will start.
    fn question(&self, said: &Said<'_>, body: &Body) -> Option<Question> {
        let asked = plain::without_mention(body.text.as_deref()?, self.bot.as_str())?;
        let asked = plain::plain(&asked);
        let thread = body.thread_ts.as_deref().unwrap_or(&said.ts);
        Some(Question {
            text: text(asked.trim_start_matches([' ', ',', ':', ';']))?,
            thread: Some(MessageId::new(thread)),
            conversation: thread.to_owned(),
            by_app: body.bot_id.is_some(),
        })
    }

    fn mentioned(&self, said: &Said<'_>, raw: &RawValue) -> Result<Incoming, Nothing> {
        let body: Body = read(raw)?;
        let author = self.author(&body)?;
        // An edit that adds a mention is no new question, and has no message of its own.
        let question = self.question(said, &body).ok_or(Nothing::Empty)?;
        let from = self.from(said, author, &said.ts, "/asked");
        Ok(Incoming::Asked(from, question))
    }

    fn changed(&self, said: &Said<'_>) -> Result<Incoming, Nothing> {
        if self.room(said)? == Room::Bot {
            return Err(Nothing::NoUse);
        }
        let room = self.room(said)?;
        let raw = said.message.ok_or(Nothing::Malformed)?;
        let (body, parts): (Body, Parts) = (read(raw)?, read(raw)?);
        let ts = body.ts.as_deref().ok_or(Nothing::Malformed)?;
        // What is left of a deleted message that a thread hangs on.
        if body.subtype.as_deref() == Some("tombstone") {
            return self.gone(said, ts);
        }
        if body.subtype.as_deref() == Some("bot_message") {
            return Err(Nothing::Bot);
        }
        let author = self.author(&body)?;
        let seen = parts.read();
        if let Some(raw) = said.previous_message {
            let before: Parts = read(raw)?;
            if before.read() == seen {
                return Err(Nothing::SameText);
            }
        }
        let edited = body.edited.as_ref().and_then(|edited| edited.ts.as_deref());
        let then = format!("/edited/{}", edited.unwrap_or(&said.ts));
        let message = self.message(&body, ts, &seen, &room);
        Ok(Incoming::Edited(
            self.from(said, author, ts, &then),
            message,
        ))
    }

    fn deleted(&self, said: &Said<'_>) -> Result<Incoming, Nothing> {
        if self.room(said)? == Room::Bot {
            return Err(Nothing::NoUse);
        }
        self.gone(said, said.deleted_ts.as_deref().ok_or(Nothing::Malformed)?)
    }

    fn gone(&self, said: &Said<'_>, ts: &str) -> Result<Incoming, Nothing> {
        let raw = said.previous_message.ok_or(Nothing::Malformed)?;
        let author = self.author(&read(raw)?)?;
        let from = self.from(said, author, ts, "/deleted");
        Ok(Incoming::Deleted(from, MessageId::new(ts)))
    }
}
