//! A Discord export, as `DiscordChatExporter` writes it in JSON: a file a channel, or several where a
//! channel is cut in parts.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::fmt;

use jiff::Timestamp;
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;

use super::source::{Source, Trouble};
use super::stream::Each;
use super::{Replay, Said};

/// The kinds of message people write; the others are the platform's own words.
const POSTED: [&str; 2] = ["Default", "Reply"];

/// An id, a number in the earliest exports.
#[derive(Deserialize)]
#[serde(untagged)]
enum Id {
    Text(String),
    Number(u64),
}

impl Id {
    fn text(&self) -> String {
        match self {
            Self::Text(id) => id.clone(),
            Self::Number(id) => id.to_string(),
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Channel {
    id: Id,
    #[serde(rename = "type")]
    kind: Value,
    /// Of a thread, the channel it belongs to.
    category_id: Option<Id>,
    name: Option<String>,
}

#[derive(Deserialize)]
struct Message {
    #[serde(rename = "type")]
    kind: Option<Value>,
    timestamp: Timestamp,
    content: Option<String>,
    author: Author,
    #[serde(flatten)]
    beside: Beside,
    #[serde(rename = "forwardedMessage")]
    forwarded: Option<Forwarded>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Author {
    id: Id,
    is_bot: Option<bool>,
}

#[derive(Deserialize)]
struct Beside {
    attachments: Option<Vec<Attachment>>,
    embeds: Option<Vec<Embed>>,
    stickers: Option<Vec<Named>>,
}

#[derive(Deserialize)]
struct Forwarded {
    content: Option<String>,
    #[serde(flatten)]
    beside: Beside,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Attachment {
    file_name: Option<String>,
}

#[derive(Deserialize)]
struct Embed {
    url: Option<String>,
    title: Option<String>,
    description: Option<String>,
    author: Option<Named>,
    footer: Option<Footer>,
    fields: Option<Vec<Field>>,
}

#[derive(Deserialize)]
struct Named {
    name: Option<String>,
}

#[derive(Deserialize)]
struct Footer {
    text: Option<String>,
}

#[derive(Deserialize)]
struct Field {
    name: Option<String>,
    value: Option<String>,
}

pub fn is_json(name: &str) -> bool {
    name.len() > 5 && name.is_char_boundary(name.len() - 5) && {
        name[name.len() - 5..].eq_ignore_ascii_case(".json")
    }
}

/// Why a file of the export was not read to its end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Whole,
    Broken,
    NotOne,
    Exempt,
    Direct,
}

pub fn read(source: &mut Source, replay: &mut Replay<'_>) -> Result<(), Trouble> {
    let mut names = source.names().to_vec();
    if !source.single {
        names.retain(|name| is_json(name));
    }
    names.sort_unstable();
    let (mut ours, mut others) = (0, Vec::new());
    let mut read = Seen::default();
    for (number, name) in names.iter().enumerate() {
        let (end, channel, wrong) = read_file(source, name, replay)?;
        let known_as = || {
            channel
                .clone()
                .unwrap_or_else(|| format!("{}.json", number + 1))
        };
        if end == End::NotOne {
            others.push(known_as());
            continue;
        }
        ours += 1;
        let first = |seen: &mut BTreeSet<String>| u64::from(seen.insert(known_as()));
        match end {
            End::Exempt => replay.read.skipped.exempt_channels += first(&mut read.exempt),
            End::Direct => replay.read.skipped.direct_conversations += first(&mut read.direct),
            _ => {
                replay.read.channels += first(&mut read.channels);
                let unreadable = &mut replay.read.unreadable;
                unreadable.note(known_as, wrong, end == End::Whole);
            }
        }
    }
    if ours == 0 {
        return Err(Trouble::Other(what(source)));
    }
    for other in others {
        replay.read.unreadable.note(|| other, 0, false);
    }
    Ok(())
}

/// Channels met before: one may be cut in several files.
#[derive(Default)]
struct Seen {
    channels: BTreeSet<String>,
    exempt: BTreeSet<String>,
    direct: BTreeSet<String>,
}

fn what(source: &Source) -> &'static str {
    let names = source.names();
    let ends = |wanted: &str| names.iter().any(|name| name.ends_with(wanted));
    if ends("channels.json") || ends("groups.json") {
        "slack"
    } else if source.single {
        "json"
    } else if ends("[Content_Types].xml") || ends("mimetype") {
        "document"
    } else if names.iter().any(|name| is_json(name)) {
        "jsons"
    } else {
        "no-json"
    }
}

/// How a file ended, the id of its channel, and how many of its messages were none.
fn read_file(
    source: &mut Source,
    name: &str,
    replay: &mut Replay<'_>,
) -> Result<(End, Option<String>, u64), Trouble> {
    let since = Cell::new(0);
    let mut file = Reading {
        since: &since,
        replay,
        channel: None,
        end: End::NotOne,
        wrong: 0,
    };
    source.with(name, &since, |reader| {
        let mut json = serde_json::Deserializer::from_reader(reader);
        let whole = Document(&mut file).deserialize(&mut json).is_ok() && json.end().is_ok();
        if whole && file.end == End::Broken {
            file.end = End::Whole;
        }
        whole
    })?;
    Ok((file.end, file.channel, file.wrong))
}

struct Reading<'a, 'b> {
    since: &'a Cell<u64>,
    replay: &'a mut Replay<'b>,
    channel: Option<String>,
    end: End,
    wrong: u64,
}

impl Reading<'_, '_> {
    /// Whether the channel may be read, now that it is known.
    fn enter(&mut self, channel: Value) -> bool {
        let Ok(channel) = serde_json::from_value::<Channel>(channel) else {
            return false;
        };
        let id = channel.id.text();
        let above = channel.category_id.as_ref().map(Id::text);
        let named = [Some(id.as_str()), above.as_deref(), channel.name.as_deref()];
        // Names of kinds, or their numbers in Discord's own interface.
        let direct = channel
            .kind
            .as_str()
            .is_some_and(|it| it.starts_with("Direct"))
            || matches!(channel.kind.as_u64(), Some(1 | 3));
        self.end = if direct {
            End::Direct
        } else if named.iter().any(|name| self.replay.exempts(*name)) {
            End::Exempt
        } else {
            End::Broken
        };
        self.channel = Some(id);
        self.end == End::Broken
    }
}

/// The whole of a file. Its channel comes before its messages, so that what must not be read is not.
struct Document<'r, 'a, 'b>(&'r mut Reading<'a, 'b>);

impl<'de> DeserializeSeed<'de> for Document<'_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Document<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an export")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let file = self.0;
        let mut messages = false;
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "channel" => {
                    if !file.enter(map.next_value()?) {
                        return Err(A::Error::custom("not to be read"));
                    }
                }
                "messages" => {
                    if file.channel.is_none() {
                        return Err(A::Error::custom("no channel"));
                    }
                    messages = true;
                    let since = file.since;
                    let each = |item| {
                        if message(item, file.replay).is_none() {
                            file.wrong += 1;
                        }
                    };
                    map.next_value_seed(Each { since, each })?;
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        if messages {
            Ok(())
        } else {
            file.end = End::NotOne;
            Err(A::Error::custom("no messages"))
        }
    }
}

/// Listens to a message, or passes over it; nothing where it is none.
fn message(item: Value, replay: &mut Replay<'_>) -> Option<()> {
    let message: Message = serde_json::from_value(item).ok()?;
    let posted = match &message.kind {
        None => true,
        Some(Value::String(kind)) => POSTED.contains(&kind.as_str()),
        Some(kind) => matches!(kind.as_u64(), Some(0 | 19)),
    };
    if message.author.is_bot == Some(true) {
        replay.read.skipped.bot_messages += 1;
    } else if posted {
        replay.hear(&Said {
            author: &message.author.id.text(),
            at: message.timestamp,
            text: &message.words(),
        });
    } else {
        replay.read.skipped.notices += 1;
    }
    Some(())
}

impl Message {
    /// What there is to read, each part on lines of its own, as live mode reads it.
    fn words(&self) -> String {
        let mut lines = Vec::new();
        self.beside.words(self.content.as_ref(), &mut lines);
        if let Some(forwarded) = &self.forwarded {
            forwarded
                .beside
                .words(forwarded.content.as_ref(), &mut lines);
        }
        lines.retain(|line| !line.trim().is_empty());
        lines.join("\n")
    }
}

impl Beside {
    fn words(&self, content: Option<&String>, lines: &mut Vec<String>) {
        lines.extend(content.map(|content| plain(content)));
        for embed in self.embeds.iter().flatten() {
            // What Discord shows of a link is another's words.
            let shown = |url: &String| content.is_some_and(|content| content.contains(url));
            if !embed.url.as_ref().is_some_and(shown) {
                embed.words(lines);
            }
        }
        let stickers = self.stickers.iter().flatten();
        lines.extend(stickers.filter_map(|sticker| sticker.name.clone()));
        let files = self.attachments.iter().flatten();
        lines.extend(files.filter_map(|file| file.file_name.clone()));
    }
}

impl Embed {
    fn words(&self, lines: &mut Vec<String>) {
        let author = self.author.as_ref().and_then(|author| author.name.as_ref());
        let footer = self.footer.as_ref().and_then(|footer| footer.text.as_ref());
        let head = [author, self.title.as_ref(), self.description.as_ref()];
        let fields = self.fields.iter().flatten();
        let fields = fields.flat_map(|field| [field.name.as_ref(), field.value.as_ref()]);
        let parts = head.into_iter().chain(fields).chain([footer]).flatten();
        lines.extend(parts.map(|part| plain(part)));
    }
}

/// Without the ids of marks that were exported as they are: an id looks like many a number.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, inside)) = rest.split_once('<') {
        out.push_str(before);
        let marked = inside.split_once('>').filter(|(mark, _)| {
            let id = mark.rsplit([':', '@', '#', '&', '!']).next();
            mark.starts_with(['@', '#', ':', 'a', '/', 't'])
                && id
                    .is_some_and(|id| id.len() >= 9 && id.bytes().all(|byte| byte.is_ascii_digit()))
        });
        if let Some((mark, after)) = marked {
            out.push(if mark.starts_with('#') { '#' } else { '@' });
            rest = after;
        } else {
            out.push('<');
            rest = inside;
        }
    }
    out.push_str(rest);
    out
}
