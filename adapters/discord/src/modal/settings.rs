//! The window for settings: filled in as things stand, and read back as what was changed since, so
//! that two admins who have it open don't undo each other.
//!
//! All of it is typed, so all of it may be typed wrong: nothing is changed then, and whoever typed
//! it is told what to write.

use std::collections::BTreeMap;

use bonsens_kit::Say;
use bonsens_port::{
    ChannelId, Lang, Listed, MessageText, Mode, Settings, SettingsChange, Severity,
};
use data_encoding::HEXLOWER;
use serenity::all::{CreateActionRow, InputTextStyle};
use sha2::{Digest, Sha256};

use super::{Fields, Form, TYPED, Wrong};
use crate::markdown::is_id;
use crate::split::length;

const MODE: &str = "mode";
const WINDOWS: &str = "windows";
const LARGE: &str = "large";
const EXEMPT: &str = "exempt";
const NAMES: &str = "names";
/// The fields, in the order of their marks.
const FIELDS: [&str; 5] = [MODE, WINDOWS, LARGE, EXEMPT, NAMES];
/// Members a channel may have, as far as a limit is concerned.
const MEMBERS: std::ops::RangeInclusive<u32> = 1..=1_000_000;
/// Bytes by which a field is recognised.
const BYTES: usize = 5;
const LANGS: [Lang; 2] = [Lang::En, Lang::Fr];

/// What stands in the window; a list that is too long for it is left out.
pub struct Shown([Option<String>; 5]);

/// What stood in the window, as it is recognised: nothing but marks goes through someone's client
/// unseen.
pub struct Marks([Option<String>; 5]);

impl Shown {
    pub fn of(settings: &Settings, lang: Lang, say: &Say) -> Self {
        let exempt: Vec<&str> = settings.exempt.iter().map(ChannelId::as_str).collect();
        let names: Vec<&str> = settings
            .code_names
            .iter()
            .map(MessageText::expose)
            .collect();
        let windows = settings.fix_windows.iter().map(|(severity, window)| {
            let severity = say(lang, &format!("severity-{severity}"));
            let colon = if lang == Lang::Fr { "\u{a0}:" } else { ":" };
            let minutes = window.map_or_else(
                || say(lang, "discord-window-never"),
                |minutes| minutes.to_string(),
            );
            format!("{severity}{colon} {minutes}")
        });
        let windows: Vec<String> = windows.collect();
        let fitting = |text: String| (length(&text) <= usize::from(TYPED)).then_some(text);
        Self([
            Some(say(
                lang,
                &format!("discord-mode-{}", settings.mode.as_str()),
            )),
            Some(windows.join("\n")),
            Some(settings.large_channel.to_string()),
            fitting(exempt.join("\n")),
            fitting(names.join("\n")),
        ])
    }

    /// Nothing is left out.
    pub fn is_whole(&self) -> bool {
        self.0.iter().all(Option::is_some)
    }

    /// A mark for each field, to go in the window's id.
    pub fn marks(&self) -> String {
        let marks = self.0.iter().map(|field| field.as_deref().map(mark));
        let marks: Vec<String> = marks.map(Option::unwrap_or_default).collect();
        marks.join(".")
    }
}

impl Marks {
    /// Reads what [`Shown::marks`] wrote.
    pub fn of(marks: &str) -> Option<Self> {
        let marks = marks.split('.');
        let marks = marks.map(|mark| Some(mark.to_owned()).filter(|mark| !mark.is_empty()));
        marks.collect::<Vec<_>>().try_into().ok().map(Self)
    }
}

/// Recognises a field, however its lines are spaced.
fn mark(field: &str) -> String {
    let lines: Vec<&str> = lines(field).collect();
    let hash = Sha256::digest(lines.join("\n").as_bytes());
    HEXLOWER.encode(&hash[..BYTES])
}

fn lines(field: &str) -> impl Iterator<Item = &str> {
    field.lines().map(str::trim).filter(|line| !line.is_empty())
}

impl Form<'_> {
    pub(super) fn settings(&self, shown: &Shown, settings: &Settings) -> Vec<CreateActionRow> {
        let fields = FIELDS.into_iter().zip(&shown.0);
        let fields = fields.filter_map(|(name, value)| {
            let value = value.as_deref()?;
            let one_line = [MODE, LARGE].contains(&name);
            let style = if one_line {
                InputTextStyle::Short
            } else {
                InputTextStyle::Paragraph
            };
            let held = name == MODE && !settings.missing.is_empty();
            let key = if held {
                "discord-mode-held".to_owned()
            } else {
                format!("discord-{name}")
            };
            let mut field = self
                .input(name, &key, style)
                .required(![EXEMPT, NAMES].contains(&name))
                .max_length(if one_line { 40 } else { TYPED });
            if !value.is_empty() {
                field = field.value(value);
            }
            Some(CreateActionRow::InputText(field))
        });
        fields.collect()
    }
}

/// What is not as it stood.
pub fn changed(shown: &Marks, fields: &Fields<'_>, say: &Say) -> Result<SettingsChange, Wrong> {
    let [was_mode, was_windows, was_large, was_exempt, was_names] = &shown.0;
    let new = |name: &str, was: &Option<String>| {
        let typed = fields.get(name).unwrap_or_default();
        (*was.as_ref()? != mark(typed)).then(|| typed.to_owned())
    };
    let mut change = SettingsChange::default();
    if let Some(typed) = new(MODE, was_mode) {
        change.mode = Some(mode(typed.trim(), say)?);
    }
    if let Some(typed) = new(WINDOWS, was_windows) {
        change.fix_windows = windows(&typed, say)?;
    }
    if let Some(typed) = new(LARGE, was_large) {
        let members = typed
            .trim()
            .parse()
            .ok()
            .filter(|most| MEMBERS.contains(most));
        let wrong = || wrong("discord-large-wrong", &typed);
        change.large_channel = Some(members.ok_or_else(wrong)?);
    }
    if let Some(typed) = new(EXEMPT, was_exempt) {
        let channels: Result<Vec<_>, _> = typed.split_whitespace().map(channel).collect();
        change.exempt = Some(Listed::Replace(channels?));
    }
    if let Some(typed) = new(NAMES, was_names) {
        change.code_names = Some(Listed::Replace(
            lines(&typed).map(MessageText::new).collect(),
        ));
    }
    Ok(change)
}

fn wrong(key: &'static str, typed: &str) -> Wrong {
    let detail = typed.trim().to_owned();
    Wrong { key, detail }
}

/// A mode, by its name or by its words in either language.
fn mode(typed: &str, say: &Say) -> Result<Mode, Wrong> {
    let typed_so = |words: &str| words.to_lowercase() == typed.to_lowercase();
    let named = |mode: &Mode| {
        let worded = |lang| typed_so(&say(lang, &format!("discord-mode-{}", mode.as_str())));
        typed_so(mode.as_str()) || LANGS.into_iter().any(worded)
    };
    let found = Mode::ALL.into_iter().find(named);
    found.ok_or_else(|| wrong("discord-mode-wrong", typed))
}

/// Minutes by severity, one a line.
fn windows(typed: &str, say: &Say) -> Result<BTreeMap<Severity, Option<u32>>, Wrong> {
    let mut windows = BTreeMap::new();
    for line in lines(typed) {
        let wrong = || wrong("discord-windows-wrong", line);
        let (named, minutes) = line.split_once(':').ok_or_else(wrong)?;
        let named = named.trim().to_lowercase();
        let is = |severity: &Severity| {
            let worded = |lang| say(lang, &format!("severity-{severity}")).to_lowercase() == named;
            severity.as_str() == named || LANGS.into_iter().any(worded)
        };
        let severity = Severity::ALL.into_iter().find(is).ok_or_else(wrong)?;
        let minutes = minutes.trim().to_lowercase();
        let never = |lang| say(lang, "discord-window-never").to_lowercase() == minutes;
        let window = if LANGS.into_iter().any(never) {
            None
        } else {
            Some(minutes.parse().map_err(|_| wrong())?)
        };
        windows.insert(severity, window);
    }
    Ok(windows)
}

/// A channel, by its id or as Discord writes it.
fn channel(typed: &str) -> Result<ChannelId, Wrong> {
    let bare = typed.trim_matches(',');
    let id = bare
        .strip_prefix("<#")
        .and_then(|rest| rest.strip_suffix('>'))
        .unwrap_or(bare);
    let wrong = || wrong("discord-exempt-wrong", typed);
    is_id(id).then(|| ChannelId::new(id)).ok_or_else(wrong)
}
