//! A Slack export: lists of people and channels, and a folder a channel with a file a day.
//!
//! Direct conversations are in it where the workspace's plan allows that, and are never read.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::Deserialize;
use serde::de::DeserializeSeed;
use serde_json::Value;

use super::source::{Source, Trouble};
use super::stream::Each;
use super::{Replay, Said};

const CHANNELS: [&str; 2] = ["channels.json", "groups.json"];
const DIRECT: [&str; 2] = ["dms.json", "mpims.json"];
const SLACKBOT: &str = "USLACKBOT";
/// What people write; Slack marks it in these ways, or not at all.
const POSTED: [&str; 4] = [
    "thread_broadcast",
    "me_message",
    "file_share",
    "reply_broadcast",
];

#[derive(Default, Deserialize)]
#[serde(default)]
struct Listed {
    id: String,
    name: Option<String>,
    is_bot: Option<bool>,
}

#[derive(Deserialize)]
struct Message {
    subtype: Option<String>,
    user: Option<String>,
    bot_id: Option<String>,
    ts: String,
    text: Option<String>,
    attachments: Option<Vec<Attachment>>,
    files: Option<Vec<File>>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Attachment {
    from_url: Option<String>,
    is_share: Option<bool>,
    pretext: Option<String>,
    title: Option<String>,
    text: Option<String>,
    fallback: Option<String>,
    fields: Option<Vec<Field>>,
    files: Option<Vec<File>>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Field {
    title: Option<Value>,
    value: Option<Value>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct File {
    title: Option<String>,
    name: Option<String>,
    preview: Option<String>,
}

/// A channel's folder and the files in it.
struct Folder {
    /// The channel's id, or its place among the folders.
    known_as: String,
    days: Vec<String>,
}

pub fn read(source: &mut Source, replay: &mut Replay<'_>) -> Result<(), Trouble> {
    if source.single {
        return Err(Trouble::Other("json"));
    }
    let names = source.names();
    let ends = |name: &&String| CHANNELS.contains(&last(name));
    let Some(list) = names.iter().filter(ends).min_by_key(|name| name.len()) else {
        return Err(Trouble::Other(what(names)));
    };
    // A folder may have been put around the whole.
    let root = list[..list.len() - last(list).len()].to_owned();
    let mut channels = BTreeMap::new();
    for name in CHANNELS {
        for one in listed(source, &format!("{root}{name}"), replay)? {
            channels.insert(one.name.unwrap_or_else(|| one.id.clone()), one.id);
        }
    }
    let mut direct = BTreeSet::new();
    for name in DIRECT {
        for one in listed(source, &format!("{root}{name}"), replay)? {
            direct.extend(one.name);
            direct.insert(one.id);
        }
    }
    let people = listed(source, &format!("{root}users.json"), replay)?;
    let bots = people.into_iter().filter(|one| one.is_bot == Some(true));
    let bots: BTreeSet<String> = bots.map(|one| one.id).collect();
    for folder in folders(source, &root, &channels, &direct, replay) {
        for day in &folder.days {
            read_day(source, day, &folder.known_as, &bots, replay)?;
        }
    }
    Ok(())
}

fn last(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

fn what(names: &[String]) -> &'static str {
    let has = |wanted: &str| names.iter().any(|name| name == wanted);
    if has("[Content_Types].xml") || has("mimetype") {
        "document"
    } else if names.iter().any(|name| super::discord::is_json(name)) {
        "jsons"
    } else {
        "no-json"
    }
}

/// A list at the top of the export; a list that isn't there is empty.
fn listed(
    source: &mut Source,
    name: &str,
    replay: &mut Replay<'_>,
) -> Result<Vec<Listed>, Trouble> {
    if !source.names().iter().any(|other| other == name) {
        return Ok(Vec::new());
    }
    let mut list = Vec::new();
    let mut wrong = 0;
    let whole = each(source, name, |item| match serde_json::from_value(item) {
        Ok(one) => list.push(one),
        Err(_) => wrong += 1,
    })?;
    // Without the whole of a list, nobody can tell what may be read.
    if !whole && CHANNELS.contains(&last(name)) {
        return Err(Trouble::Damaged);
    }
    let known_as = || last(name).to_owned();
    replay.read.unreadable.note(known_as, wrong, whole);
    Ok(list)
}

/// The items of a file that is one list.
fn each(source: &mut Source, name: &str, item: impl FnMut(Value)) -> Result<bool, Trouble> {
    let since = Cell::new(0);
    source.with(name, &since, |reader| {
        let mut json = serde_json::Deserializer::from_reader(reader);
        let each = Each {
            since: &since,
            each: item,
        };
        each.deserialize(&mut json).is_ok() && json.end().is_ok()
    })
}

/// The folders to read, each in order of days.
fn folders(
    source: &Source,
    root: &str,
    channels: &BTreeMap<String, String>,
    direct: &BTreeSet<String>,
    replay: &mut Replay<'_>,
) -> Vec<Folder> {
    let mut days = BTreeMap::<&str, Vec<&String>>::new();
    for name in source.names() {
        let inside = name
            .strip_prefix(root)
            .and_then(|name| name.split_once('/'));
        if let Some((folder, file)) = inside
            && is_day(file)
        {
            days.entry(folder).or_default().push(name);
        }
    }
    let mut folders = Vec::new();
    for (name, mut days) in days {
        days.sort_unstable();
        let skipped = &mut replay.read.skipped;
        let listed = channels
            .get_key_value(name)
            .or_else(|| channels.iter().find(|(_, id)| *id == name));
        let Some((name, id)) = listed else {
            if direct.contains(name) || name.starts_with("mpdm-") {
                skipped.direct_conversations += 1;
            } else {
                skipped.unlisted_channels += 1;
            }
            continue;
        };
        if replay.exempts(Some(name)) || replay.exempts(Some(id)) {
            replay.read.skipped.exempt_channels += 1;
            continue;
        }
        replay.read.channels += 1;
        folders.push(Folder {
            known_as: id.clone(),
            days: days.into_iter().cloned().collect(),
        });
    }
    folders
}

/// `2026-02-28.json`
fn is_day(file: &str) -> bool {
    let day = file.strip_suffix(".json");
    day.is_some_and(|day| day.parse::<jiff::civil::Date>().is_ok())
}

fn read_day(
    source: &mut Source,
    name: &str,
    channel: &str,
    bots: &BTreeSet<String>,
    replay: &mut Replay<'_>,
) -> Result<(), Trouble> {
    let mut wrong = 0;
    let whole = each(source, name, |item| {
        if message(item, bots, replay).is_none() {
            wrong += 1;
        }
    })?;
    let known_as = || format!("{channel}/{}", last(name));
    replay.read.unreadable.note(known_as, wrong, whole);
    Ok(())
}

/// Listens to a message, or passes over it; nothing where it is none.
fn message(item: Value, bots: &BTreeSet<String>, replay: &mut Replay<'_>) -> Option<()> {
    let message: Message = serde_json::from_value(item).ok()?;
    let skipped = &mut replay.read.skipped;
    match message.subtype.as_deref() {
        None => {}
        Some(subtype) if POSTED.contains(&subtype) => {}
        Some("bot_message") => {
            skipped.bot_messages += 1;
            return Some(());
        }
        Some(_) => {
            skipped.notices += 1;
            return Some(());
        }
    }
    let author = match message.user.as_deref() {
        Some(user) if user != SLACKBOT && !bots.contains(user) => user,
        None if message.bot_id.is_none() => return None,
        _ => {
            skipped.bot_messages += 1;
            return Some(());
        }
    };
    let at = moment(&message.ts)?;
    let text = message.words();
    replay.hear(&Said {
        author,
        at,
        text: &text,
    });
    Some(())
}

/// Seconds and their millionths, which are also a message's id.
fn moment(ts: &str) -> Option<Timestamp> {
    let seconds = ts.split('.').next()?.parse().ok()?;
    Timestamp::from_second(seconds).ok()
}

impl Message {
    /// What there is to read, each part on lines of its own, as live mode reads it.
    fn words(&self) -> String {
        let mut lines = Vec::new();
        lines.extend(self.text.as_deref().map(plain));
        for attachment in self.attachments.iter().flatten() {
            // What Slack shows of a link is another's words; a message passed on is one's own.
            if attachment.from_url.is_none() || attachment.is_share == Some(true) {
                attachment.words(&mut lines);
            }
        }
        files(self.files.as_ref(), &mut lines);
        lines.retain(|line| !line.trim().is_empty());
        lines.join("\n")
    }
}

impl Attachment {
    fn words(&self, lines: &mut Vec<String>) {
        let before = lines.len();
        let parts = [&self.pretext, &self.title, &self.text];
        lines.extend(parts.into_iter().flatten().map(|part| plain(part)));
        for field in self.fields.iter().flatten() {
            let parts = [&field.title, &field.value].into_iter().flatten();
            lines.extend(parts.filter_map(Value::as_str).map(plain));
        }
        files(self.files.as_ref(), lines);
        if lines.len() == before {
            lines.extend(self.fallback.as_deref().map(plain));
        }
    }
}

fn files(files: Option<&Vec<File>>, lines: &mut Vec<String>) {
    for file in files.into_iter().flatten() {
        let title = file.title.as_ref().filter(|title| !title.is_empty());
        let parts = [title.or(file.name.as_ref()), file.preview.as_ref()];
        lines.extend(parts.into_iter().flatten().cloned());
    }
}

/// Slack's marks as a reader sees them: an id looks like many a secret.
fn plain(marked: &str) -> String {
    let mut out = String::with_capacity(marked.len());
    let mut rest = marked;
    while let Some((before, inside)) = rest.split_once('<') {
        out.push_str(before);
        let Some((mark, after)) = inside.split_once('>') else {
            out.push('<');
            rest = inside;
            continue;
        };
        let (target, label) = mark.split_once('|').unwrap_or((mark, ""));
        let sign = target.chars().next().filter(|sign| "@#!".contains(*sign));
        if let Some(sign) = sign {
            let shown = if sign == '#' { '#' } else { '@' };
            let name = label.trim_start_matches(['@', '#']);
            if target.starts_with("!date^") {
                out.push_str(label);
            } else {
                out.push(shown);
                out.push_str(if name.is_empty() { &target[1..] } else { name });
            }
        } else {
            let address = target.strip_prefix("mailto:").unwrap_or(target);
            let address = address.strip_prefix("tel:").unwrap_or(address);
            if !label.is_empty() && !address.ends_with(label) {
                out.push_str(label);
                out.push(' ');
            }
            out.push_str(address);
        }
        rest = after;
    }
    out.push_str(rest);
    out.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}
