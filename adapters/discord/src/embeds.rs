//! A post as Discord shows it: laid out by what it means, within Discord's limits, and with nothing
//! in it that a charter or a person could turn into a mention or a link.
//!
//! What is read from top to bottom is plain text; what is looked at and acted on is a card.

mod buttons;
mod lines;
mod records;

use bonsens_kit::Say;
use bonsens_port::{ChannelId, MessageId, Notice, Post, Severity};
use serde_json::{Value, json};
use serenity::all::{CreateActionRow, CreateEmbed};

use crate::markdown::{escape, is_id, told};
use crate::show::place;
use crate::split::{MESSAGE, length, shorten, split};
use lines::{found, letters, listed, quoted};

/// A message that one person alone sees:
/// <https://docs.discord.com/developers/resources/message#message-object-message-flags>.
pub const EPHEMERAL: u64 = 1 << 6;
/// A message whose addresses show no preview; a card would not show either.
const NO_PREVIEWS: u64 = 1 << 2;

/// A card's limits: <https://docs.discord.com/developers/resources/message#embed-object>. All its
/// text together has another, which its description leaves room for.
const DESCRIPTION: usize = 4_096;
const NAME: usize = 256;
const FIELD: usize = 1_024;
const FIELDS: usize = 25;

/// A message, or one of several where a post does not fit in one.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    content: String,
    card: Option<CreateEmbed>,
    rows: Vec<CreateActionRow>,
}

impl Page {
    /// What is sent. All of it is said, so that a message which is changed keeps nothing it had.
    pub fn body(&self) -> Value {
        json!({
            "content": self.content,
            "embeds": self.card.as_slice(),
            "components": self.rows,
            "allowed_mentions": {"parse": []},
        })
    }

    /// How it is shown.
    pub const fn flags(&self) -> u64 {
        if self.card.is_some() { 0 } else { NO_PREVIEWS }
    }
}

/// One part of a post, its text already escaped.
#[derive(Debug, PartialEq)]
enum Part {
    Text(String),
    Quote(Vec<String>),
    Small(String),
}

/// A card, beside its parts.
#[derive(Debug, Default)]
struct Card {
    /// What is said above it, for notifications and for those who have cards hidden.
    above: String,
    severity: Option<Severity>,
    fields: Vec<(String, String)>,
}

/// Lays a post out.
pub fn pages(post: &Post, say: &Say) -> Vec<Page> {
    let layout = Layout { post, say };
    let card = layout.card();
    let most = if card.is_some() { DESCRIPTION } else { MESSAGE };
    let mut texts = layout.texts(most);
    if texts.is_empty() {
        texts.push(String::new());
    }
    let mut pages: Vec<Page> = texts
        .into_iter()
        .enumerate()
        .map(|(number, text)| match &card {
            Some(card) => {
                let first = number == 0;
                let above = if first { card.above.as_str() } else { "" };
                Page {
                    content: above.to_owned(),
                    card: Some(drawn(card, first, text)),
                    rows: Vec::new(),
                }
            }
            None => Page {
                content: text,
                card: None,
                rows: Vec::new(),
            },
        })
        .collect();
    // Buttons stand under the last words.
    if let Some(last) = pages.last_mut() {
        last.rows = buttons::rows(post);
    }
    pages
}

struct Layout<'a> {
    post: &'a Post,
    say: &'a Say,
}

impl Layout<'_> {
    /// The card a post is shown on, if it is: what is acted on stands out, and changes in place.
    fn card(&self) -> Option<Card> {
        let titled = |key: &str| Card {
            above: format!("**{}**", self.said(key)),
            ..Card::default()
        };
        match &self.post.notice {
            Notice::Flag { flag, nudge } => Some(self.flag_card(flag, nudge)),
            Notice::Request(_) => Some(titled("discord-request")),
            Notice::Panel(_) => Some(titled("discord-panel")),
            Notice::CharterPreview(_) => Some(titled("discord-preview")),
            _ => None,
        }
    }

    /// The parts as texts that each fit.
    fn texts(&self, most: usize) -> Vec<String> {
        let mut texts = Vec::new();
        let mut text = String::new();
        let lines = self.parts().into_iter().flat_map(|part| marked(part, most));
        for line in lines {
            if !text.is_empty() && length(&text) + 1 + length(&line) > most {
                texts.push(std::mem::take(&mut text));
            }
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(&line);
        }
        texts.extend(Some(text).filter(|text| !text.is_empty()));
        texts
    }

    fn parts(&self) -> Vec<Part> {
        let lines = self.post.lines.as_slice();
        match &self.post.notice {
            Notice::Nudge { nudge, .. } => {
                let place = self.leads_to(&nudge.channel, &nudge.message);
                found(lines, nudge.findings.len(), place)
            }
            Notice::Draft { findings, .. } if !findings.is_empty() => {
                found(lines, findings.len(), None)
            }
            Notice::Answer { .. } | Notice::Article(Some(_)) => quoted(lines),
            Notice::Shared(_) => {
                let (hello, answer) = lines.split_at(lines.len().min(1));
                let hello = hello.iter().map(|line| text(line));
                hello.chain(quoted(answer)).collect()
            }
            Notice::Flag { flag, nudge } => self.flag(flag, nudge, lines),
            Notice::OpenFlags { flags, .. } if !flags.is_empty() => self.open_flags(flags, lines),
            Notice::AboutYou { nudges, .. } if !nudges.is_empty() => records::about(nudges, lines),
            Notice::AboutYou { .. } | Notice::Request(_) | Notice::Reply(_) => letters(lines),
            Notice::Outcome { about, .. }
            | Notice::LookAgain(about)
            | Notice::NotRemoved(about) => {
                let mut parts: Vec<Part> = lines.iter().map(|line| text(line)).collect();
                parts.extend(self.leads_to(&about.channel, &about.message));
                parts
            }
            Notice::ModeRefused { .. }
            | Notice::Panel(_)
            | Notice::History(_)
            | Notice::Unanswered { .. }
            | Notice::CharterPreview(_)
            | Notice::SettingsSaved(_) => listed(lines),
            _ => lines.iter().map(|line| text(line)).collect(),
        }
    }

    /// The way to a message. Discord shows its own addresses as the name of the channel.
    fn leads_to(&self, channel: &ChannelId, message: &MessageId) -> Option<Part> {
        let address = place::address(&self.post.workspace, channel, message)?;
        let words = self.said("discord-open");
        Some(Part::Text(format!("{words} {address}")))
    }

    fn said(&self, key: &str) -> String {
        escape(&self.plain(key))
    }

    fn plain(&self, key: &str) -> String {
        (self.say)(self.post.lang, key)
    }
}

fn drawn(card: &Card, first: bool, text: String) -> CreateEmbed {
    let mut drawn = CreateEmbed::new();
    if !text.is_empty() {
        drawn = drawn.description(text);
    }
    if let Some(severity) = card.severity {
        drawn = drawn.colour(records::colour(severity));
    }
    if !first {
        return drawn;
    }
    let fields = card.fields.iter().take(FIELDS);
    drawn.fields(fields.map(|(name, value)| (shorten(name, NAME), shorten(value, FIELD), true)))
}

/// A channel or thread by its name, which Discord shows only to those who may see it.
fn place_of(channel: &ChannelId, message: &MessageId) -> String {
    let room = place::of(channel, message).map_or(channel.as_str(), |(room, _)| room);
    if is_id(room) {
        format!("<#{room}>")
    } else {
        escape(room)
    }
}

fn text(line: &str) -> Part {
    Part::Text(told(line))
}

/// A part as lines that each fit and carry its mark.
fn marked(part: Part, most: usize) -> Vec<String> {
    let (mark, lines) = match part {
        Part::Text(text) => ("", vec![text]),
        Part::Quote(lines) => ("> ", lines),
        Part::Small(text) => ("-# ", vec![text]),
    };
    let fitting = lines
        .iter()
        .flat_map(|lines| lines.lines())
        .flat_map(|line| split(line, most - length(mark)));
    fitting.map(|line| format!("{mark}{line}")).collect()
}

#[cfg(test)]
mod tests;
