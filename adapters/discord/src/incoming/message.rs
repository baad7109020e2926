//! Messages: posted, changed, gone.

use bonsens_port::{AuthorId, ChannelId, MessageId, MessageText, WorkspaceId};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;
use serde_json::value::RawValue;
use serenity::model::channel::MessageType;

use super::plain::{Attachment, Parts};
use super::{Incoming, Nothing, Scene, or_default, read, text};

/// What the button of a discreet word is named after.
const DISCREET: &str = ":open-nudge:";
/// The longest file that is read along with its message.
const SMALL: u64 = 100_000;
/// The kinds of file that are text, by the end of their name.
const TEXTS: [&str; 24] = [
    "bash", "cfg", "conf", "css", "csv", "env", "html", "ini", "js", "json", "log", "md", "pem",
    "py", "rs", "sh", "sql", "toml", "ts", "tsv", "txt", "xml", "yaml", "yml",
];
/// The same by their declared type, beside `text/…`.
const TYPES: [&str; 4] = [
    "application/json",
    "application/xml",
    "application/toml",
    "application/yaml",
];
/// The kinds of file that may be a charter.
const DOCUMENTS: [&str; 11] = [
    "md", "markdown", "txt", "html", "htm", "docx", "pdf", "zip", "toml", "yaml", "yml",
];

/// Someone, as an event names them.
#[derive(Deserialize)]
pub struct User {
    pub id: String,
    #[serde(default)]
    username: String,
    global_name: Option<String>,
    #[serde(default)]
    pub bot: bool,
    #[serde(default)]
    system: bool,
}

impl User {
    /// What others read.
    pub fn name(&self) -> &str {
        self.global_name.as_deref().unwrap_or(&self.username)
    }
}

#[derive(Deserialize)]
struct Member {
    #[serde(default, deserialize_with = "or_default")]
    roles: Vec<String>,
}

/// What comes with every message, and little of it with a message that only shows a link.
#[derive(Deserialize)]
struct Body {
    id: String,
    channel_id: String,
    guild_id: Option<String>,
    author: Option<User>,
    member: Option<Member>,
    webhook_id: Option<String>,
    edited_timestamp: Option<String>,
    #[serde(rename = "type")]
    kind: Option<MessageType>,
    referenced_message: Option<Answered>,
}

/// The message that is replied to: whose it is matters, and whether it answers something.
#[derive(Deserialize)]
struct Answered {
    author: Option<User>,
    message_reference: Option<Reference>,
    #[serde(default, deserialize_with = "or_default")]
    embeds: Vec<IgnoredAny>,
    #[serde(default)]
    components: Value,
}

#[derive(Deserialize)]
struct Reference {
    message_id: Option<String>,
}

impl Answered {
    /// Something the bot said to someone: neither a card, nor the word that there is a word.
    fn is_answer_of(&self, bot: &str) -> bool {
        let ours = self.author.as_ref().is_some_and(|author| author.id == bot);
        ours && self.embeds.is_empty() && !self.components.to_string().contains(DISCREET)
    }
}

#[derive(Deserialize)]
struct Gone {
    guild_id: Option<String>,
    channel_id: String,
    id: Option<String>,
    #[serde(default)]
    ids: Vec<String>,
}

/// A message, as its readers see it.
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    /// The server; `None`: it was written to the bot directly.
    pub server: Option<WorkspaceId>,
    /// The channel or thread.
    pub room: ChannelId,
    /// Its id in it.
    pub id: MessageId,
    /// Who wrote it.
    pub author: AuthorId,
    /// Their roles on the server.
    pub roles: Vec<String>,
    /// Everything there is to read, but for what is in files.
    pub text: MessageText,
    /// What is asked of the bot, where it is named or written to.
    pub asked: Option<MessageText>,
    /// It replies to an answer of the bot's, and does not name it.
    pub reply: Option<Reply>,
    /// The files beside it.
    pub files: Vec<File>,
    /// When it was changed last, as Discord writes it.
    pub edited: Option<String>,
}

/// A reply to an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Reply {
    /// What is asked.
    pub asked: MessageText,
    /// The message that was answered.
    pub after: Option<MessageId>,
}

/// A file beside a message. Its `Debug` shows only a size.
#[derive(Clone, PartialEq, Eq)]
pub struct File {
    /// Its name.
    pub name: String,
    /// Where it is.
    pub url: String,
    /// Its size in bytes, as declared.
    pub size: u64,
    /// What it is said to be.
    kind: Option<String>,
}

impl std::fmt::Debug for File {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "File({} bytes)", self.size)
    }
}

impl File {
    /// A small text, to be read along with its message.
    pub fn is_text(&self) -> bool {
        let kind = self.kind.as_deref().unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default().trim();
        let typed = kind.starts_with("text/") || TYPES.contains(&kind);
        self.size <= SMALL && (typed || self.ends_with(&TEXTS))
    }

    /// It may be a charter.
    pub fn is_document(&self) -> bool {
        self.ends_with(&DOCUMENTS)
    }

    fn ends_with(&self, ends: &[&str]) -> bool {
        let end = self
            .name
            .rsplit_once('.')
            .map(|(_, end)| end.to_lowercase());
        end.is_some_and(|end| ends.contains(&end.as_str()))
    }
}

impl From<Attachment> for File {
    fn from(file: Attachment) -> Self {
        Self {
            name: file.filename,
            url: file.url,
            size: file.size,
            kind: file.content_type,
        }
    }
}

pub fn posted(data: &RawValue, scene: Scene<'_>) -> Result<Incoming, Nothing> {
    let body: Body = read(data)?;
    let message = written(body, data, scene)?;
    let something = message.asked.is_some() || !message.files.is_empty();
    if message.text.expose().is_empty() && !something {
        return Err(Nothing::Empty);
    }
    Ok(Incoming::Posted(message))
}

pub fn edited(data: &RawValue, scene: Scene<'_>) -> Result<Incoming, Nothing> {
    let body: Body = read(data)?;
    // What changed is what is shown beside it: a link's preview, a thread that was begun.
    if body.edited_timestamp.is_none() {
        return Err(Nothing::SameText);
    }
    // What the bot was asked directly was answered as it was.
    if body.guild_id.is_none() {
        return Err(Nothing::NoUse);
    }
    written(body, data, scene).map(Incoming::Edited)
}

fn written(body: Body, data: &RawValue, scene: Scene<'_>) -> Result<Message, Nothing> {
    let server = body.guild_id.as_deref().map(|id| scene.served(id));
    let server = server.transpose()?;
    match body.kind.unwrap_or_default() {
        MessageType::Regular | MessageType::InlineReply => {}
        _ => return Err(Nothing::NoUse),
    }
    let author = body.author.ok_or(Nothing::Malformed)?;
    if author.id == scene.bot.as_str() {
        return Err(Nothing::Ours);
    }
    if author.bot || author.system || body.webhook_id.is_some() {
        return Err(Nothing::Bot);
    }
    let parts: Parts = read(data)?;
    let bot = scene.bot.as_str();
    let words = parts.words();
    let named = parts.asked_of(bot);
    let direct = server.is_none();
    let asked = named.as_deref().or(direct.then_some(words.as_str()));
    let begins = |asked: &str| text(asked.trim_start_matches([' ', ',', ':', ';']));
    let answer = body
        .referenced_message
        .filter(|message| message.is_answer_of(bot));
    let answer = answer.filter(|_| asked.is_none());
    let reply = answer.and_then(|answer| {
        let after = answer.message_reference.and_then(|after| after.message_id);
        Some(Reply {
            asked: begins(&words)?,
            after: after.map(MessageId::new),
        })
    });
    Ok(Message {
        room: ChannelId::new(body.channel_id),
        id: MessageId::new(body.id),
        author: AuthorId::new(author.id),
        roles: body.member.map(|member| member.roles).unwrap_or_default(),
        text: MessageText::new(parts.read()),
        asked: asked.and_then(begins),
        reply,
        files: files(parts),
        edited: body.edited_timestamp,
        server,
    })
}

fn files(parts: Parts) -> Vec<File> {
    let forwarded = parts.message_snapshots.into_iter();
    let forwarded = forwarded.flat_map(|snapshot| snapshot.message.attachments);
    let all = parts.attachments.into_iter().chain(forwarded);
    all.map(File::from).collect()
}

pub fn deleted(data: &RawValue, scene: Scene<'_>) -> Result<Incoming, Nothing> {
    let gone: Gone = read(data)?;
    let server = scene.served(gone.guild_id.as_deref().ok_or(Nothing::NoUse)?)?;
    let all: Vec<_> = gone
        .id
        .into_iter()
        .chain(gone.ids)
        .map(MessageId::new)
        .collect();
    if all.is_empty() {
        return Err(Nothing::Malformed);
    }
    Ok(Incoming::Deleted(
        server,
        ChannelId::new(gone.channel_id),
        all,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_texts_are_read_and_nothing_else_is() {
        let file = |name: &str, kind: Option<&str>, size| File {
            name: name.to_owned(),
            url: String::new(),
            size,
            kind: kind.map(str::to_owned),
        };
        for (name, kind, size, is_text) in [
            ("notes.txt", Some("text/plain; charset=utf-8"), 10, true),
            ("notes", Some("text/plain"), 10, true),
            ("data.JSON", None, SMALL, true),
            ("data.bin", Some("application/json"), 10, true),
            ("notes.txt", Some("text/plain"), SMALL + 1, false),
            ("photo.png", Some("image/png"), 10, false),
            ("charter.pdf", Some("application/pdf"), 10, false),
            ("noend", None, 10, false),
        ] {
            assert_eq!(
                file(name, kind, size).is_text(),
                is_text,
                "{name} {kind:?} {size}"
            );
        }
        assert!(file("Charter.PDF", None, 1 << 20).is_document());
        assert!(!file("photo.png", None, 1).is_document());
    }
}
