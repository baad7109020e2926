//! Commands, and what is being typed of them. Their names are those of [`crate::commands`].

use std::collections::HashMap;

use bonsens_port::{
    ChannelId, CharterAct, CharterRef, Listed, MessageText, Mode, Press, SettingsChange,
};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::act::{Complete, Completed, Wish};
use super::plain::{Attachment, Parts};
use super::{Nothing, or_default, read, text};
use crate::commands::{ADMIN, CHARTER, MODERATION};

/// The kind of a command in a message's menu.
const ON_MESSAGE: u8 = 3;

#[derive(Deserialize)]
struct Command {
    name: String,
    #[serde(rename = "type")]
    kind: Option<u8>,
    #[serde(default, deserialize_with = "or_default")]
    options: Vec<Chosen>,
    target_id: Option<String>,
    resolved: Option<Resolved>,
}

/// A subcommand with what follows it, or a value.
#[derive(Deserialize)]
struct Chosen {
    name: String,
    value: Option<Value>,
    #[serde(default, deserialize_with = "or_default")]
    options: Vec<Chosen>,
    #[serde(default)]
    focused: bool,
}

#[derive(Deserialize)]
struct Resolved {
    #[serde(default, deserialize_with = "or_default")]
    messages: HashMap<String, Parts>,
    #[serde(default, deserialize_with = "or_default")]
    attachments: HashMap<String, Attachment>,
}

/// The words of a command, and its values.
struct Path<'a> {
    words: Vec<&'a str>,
    values: &'a [Chosen],
}

impl Command {
    fn path(&self) -> Path<'_> {
        let mut words = vec![self.name.as_str()];
        let mut values = self.options.as_slice();
        // A value has no options of its own, a subcommand no value.
        while let [one] = values
            && one.value.is_none()
        {
            words.push(&one.name);
            values = &one.options;
        }
        Path { words, values }
    }
}

impl<'a> Path<'a> {
    fn value(&self, name: &str) -> Option<&'a str> {
        let value = self.values.iter().find(|value| value.name == name)?;
        value.value.as_ref()?.as_str()
    }

    fn text(&self, name: &str) -> Option<MessageText> {
        text(self.value(name)?)
    }

    fn charter(&self, act: CharterAct) -> Option<Wish> {
        let charter = CharterRef {
            id: self.value("charter")?.to_owned(),
            version: self.value("version")?.to_owned(),
        };
        Some(Wish::Press(Press::Charter(act, charter)))
    }

    fn channel(&self) -> Option<ChannelId> {
        self.value("channel").map(ChannelId::new)
    }
}

/// What a command wants. One that isn't known is one of an earlier version.
pub fn decode(data: &RawValue) -> Result<Wish, Nothing> {
    let mut command: Command = read(data)?;
    if command.kind == Some(ON_MESSAGE) {
        let resolved = command.resolved.ok_or(Nothing::Malformed)?;
        let target = command.target_id.ok_or(Nothing::Malformed)?;
        let message = resolved.messages.get(&target).ok_or(Nothing::Malformed)?;
        return Ok(Wish::Check(text(&message.read())));
    }
    let files = command.resolved.take().map(|resolved| resolved.attachments);
    Ok(wish(&command.path(), files.unwrap_or_default()).unwrap_or(Wish::Stale))
}

fn wish(path: &Path<'_>, mut files: HashMap<String, Attachment>) -> Option<Wish> {
    let press = |press| Some(Wish::Press(press));
    let (command, rest) = path.words.split_first()?;
    match (*command, rest) {
        (CHARTER, ["ask"]) => Some(path.text("question").map_or(Wish::Help, Wish::Ask)),
        (CHARTER, ["article"]) => Some(path.text("title").map_or(Wish::Help, Wish::Article)),
        (CHARTER, ["check"]) => press(Press::Check),
        (CHARTER, ["me"]) => press(Press::AboutMe),
        (CHARTER, ["forget"]) => press(Press::ForgetMe),
        (CHARTER, ["person"]) => press(Press::Write),
        (CHARTER, ["tip"]) => press(Press::Tip),
        (CHARTER, ["help"]) => Some(Wish::Help),
        (MODERATION, ["flags"]) => press(Press::Flags),
        (ADMIN, ["panel"]) => press(Press::Admin),
        (ADMIN, ["settings"]) => press(Press::Settings),
        (ADMIN, ["unanswered"]) => press(Press::Unanswered),
        (ADMIN, ["history"]) => press(Press::History),
        (ADMIN, ["publish"]) => path.charter(CharterAct::Publish),
        (ADMIN, ["discard"]) => path.charter(CharterAct::Discard),
        (ADMIN, ["rollback"]) => path.charter(CharterAct::RollBack),
        (ADMIN, ["load"]) => {
            let file = files.remove(path.value("file")?)?;
            Some(Wish::Load(file.into()))
        }
        (ADMIN, rest) => set(path, rest).map(Wish::Set),
        _ => None,
    }
}

fn set(path: &Path<'_>, rest: &[&str]) -> Option<SettingsChange> {
    let mut change = SettingsChange::default();
    match rest {
        ["mode"] => change.mode = Some(Mode::named(path.value("level")?)?),
        ["exempt"] => change.exempt = Some(Listed::Add(path.channel()?)),
        ["unexempt"] => change.exempt = Some(Listed::Remove(path.channel()?)),
        ["codename", "add"] => change.code_names = Some(Listed::Add(path.text("name")?)),
        ["codename", "remove"] => change.code_names = Some(Listed::Remove(path.text("name")?)),
        _ => return None,
    }
    Some(change)
}

/// What is being typed, and what for.
pub fn completed(data: &RawValue) -> Result<Complete, Nothing> {
    let command: Command = read(data)?;
    let path = command.path();
    let mut values = path.values.iter();
    let typed = values
        .find(|value| value.focused)
        .ok_or(Nothing::Malformed)?;
    let what = match (path.words.as_slice(), typed.name.as_str()) {
        ([CHARTER, "ask"], "question") => Completed::Question,
        ([CHARTER, "article"], "title") => Completed::Article,
        ([ADMIN, ..], "charter") => Completed::Charter,
        ([ADMIN, ..], "version") => {
            Completed::Version(path.value("charter").unwrap_or_default().to_owned())
        }
        _ => return Err(Nothing::Unknown),
    };
    let typed = typed.value.as_ref().and_then(Value::as_str);
    let typed = MessageText::new(typed.unwrap_or_default());
    Ok(Complete { what, typed })
}
