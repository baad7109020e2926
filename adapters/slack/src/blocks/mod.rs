//! A post as Block Kit: laid out by what it means, within Slack's limits, and with nothing in it
//! that a charter or a person could turn into a mention or a link.

mod elements;
mod home;
mod lines;
mod records;

use bonsens_port::mention::{Piece, pieces};
use bonsens_port::{ChannelId, Notice, Post};
use slack_morphism::prelude::*;

use crate::mrkdwn::{escape, length, shorten};
use bonsens_kit::Say;
use elements::{actions, blocks, sized};
use lines::quote_of;

pub use home::home;

/// What is put before the name of a press, so that the bot knows its own buttons.
pub const OURS: &str = "bonsens:";

/// Blocks of a message, as documented: <https://docs.slack.dev/reference/block-kit/blocks>.
const BLOCKS: usize = 50;
/// All the text of a message's blocks; Slack refuses somewhat above.
const WRITTEN: usize = 11_000;
/// The fallback is read in a notification.
const FALLBACK: usize = 300;

/// A message, or one of several where a post does not fit in one.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// What is shown where blocks can't be.
    pub text: String,
    /// What is shown.
    pub blocks: Vec<SlackBlock>,
}

/// One part of a post, its text already escaped.
#[derive(Debug, PartialEq)]
enum Part {
    Header(String),
    Text(String),
    Quote(Vec<String>),
    Fields(Vec<String>),
    Small(String),
}

/// Lays a post out. The link leads to the message it is about.
pub fn pages(post: &Post, link: Option<&str>, say: &Say) -> Vec<Page> {
    let layout = Layout { post, link, say };
    let blocks: Vec<SlackBlock> = layout.parts().into_iter().flat_map(blocks).collect();
    let text = layout.fallback();
    let mut pages = Vec::new();
    let mut page = Vec::new();
    let mut used = 0;
    // Buttons stand under the last words, and there is room for them.
    let buttons = actions(post, say);
    for (block, size) in blocks.into_iter().map(sized) {
        if !page.is_empty() && (page.len() >= BLOCKS - buttons.len() || used + size > WRITTEN) {
            pages.push(std::mem::take(&mut page));
            used = 0;
        }
        used += size;
        page.push(block);
    }
    page.extend(buttons);
    pages.push(page);
    pages
        .into_iter()
        .map(|blocks| Page {
            text: text.clone(),
            blocks,
        })
        .collect()
}

/// Whether an id is one of Slack's, of these kinds: only those become markup.
fn is_id(id: &str, kinds: &[char]) -> bool {
    let sign = |sign: u8| sign.is_ascii_uppercase() || sign.is_ascii_digit();
    id.starts_with(kinds) && (2..=32).contains(&id.len()) && id.bytes().all(sign)
}

/// Whether a channel is a direct conversation.
pub fn is_direct(channel: &ChannelId) -> bool {
    channel.as_str().starts_with('D')
}

/// Whether an address may be made a link: one of Slack's own, that can't end its markup early.
fn is_link(address: &str) -> bool {
    address.starts_with("https://")
        && length(address) < 1_000
        && !address.contains(['<', '>', '|', '"', ' ', '\n'])
}

struct Layout<'a> {
    post: &'a Post,
    link: Option<&'a str>,
    say: &'a Say,
}

impl Layout<'_> {
    fn parts(&self) -> Vec<Part> {
        let lines = self.post.lines.as_slice();
        match &self.post.notice {
            Notice::Nudge { nudge, .. } => {
                let place = self.place(&nudge.channel);
                self.found(lines, nudge.findings.len(), self.leads_to(&place))
            }
            Notice::Draft { findings, .. } if !findings.is_empty() => {
                self.found(lines, findings.len(), None)
            }
            Notice::Answer { .. } | Notice::Article(Some(_)) => self.quoted(lines),
            Notice::Shared(_) => {
                let (hello, answer) = lines.split_at(lines.len().min(1));
                let hello = hello.iter().map(|line| self.text(line));
                hello.chain(self.quoted(answer)).collect()
            }
            Notice::Flag { flag, nudge } => self.flag(flag, nudge, lines),
            Notice::OpenFlags { flags, .. } if !flags.is_empty() => self.open_flags(flags, lines),
            Notice::AboutYou { nudges, .. } if !nudges.is_empty() => self.about(nudges, lines),
            Notice::AboutYou { .. } | Notice::Request(_) | Notice::Reply(_) => self.letters(lines),
            Notice::Outcome { about, .. }
            | Notice::LookAgain(about)
            | Notice::NotRemoved(about) => {
                let mut parts: Vec<Part> = lines.iter().map(|line| self.text(line)).collect();
                parts.extend(self.leads_to(&self.place(&about.channel)));
                parts
            }
            Notice::ModeRefused { .. }
            | Notice::Panel(_)
            | Notice::History(_)
            | Notice::Unanswered { .. }
            | Notice::CharterPreview(_)
            | Notice::SettingsSaved(_) => self.listed(lines),
            _ => lines.iter().map(|line| self.text(line)).collect(),
        }
    }

    /// The way to the message, after where it is.
    fn leads_to(&self, place: &str) -> Option<Part> {
        let link = self.link.filter(|link| is_link(link))?;
        let label = self.said("slack-open").replace('|', "");
        let way = format!("{place} <{}|{label}>", escape(link));
        Some(Part::Text(way.trim().to_owned()))
    }

    /// A channel by its name, which Slack shows only to those who may see it.
    fn place(&self, channel: &ChannelId) -> String {
        let id = channel.as_str();
        if is_id(id, &['C', 'G']) {
            format!("<#{id}>")
        } else if is_direct(channel) {
            self.said("slack-direct")
        } else {
            escape(id)
        }
    }

    /// A line of the core's: what it names becomes a mention, and nothing else in it does.
    fn told(&self, line: &str) -> String {
        pieces(line)
            .map(|piece| match piece {
                Piece::Words(words) => escape(words),
                Piece::Person(id) if is_id(id, &['U', 'W']) => format!("<@{id}>"),
                Piece::Person(id) => escape(id),
                Piece::Channel(id) => self.place(&ChannelId::new(id)),
            })
            .collect()
    }

    fn field(&self, label: &str, value: &str) -> String {
        format!("*{}*\n{value}", self.said(label))
    }

    fn said(&self, key: &str) -> String {
        escape(&self.plain(key))
    }

    fn plain(&self, key: &str) -> String {
        (self.say)(self.post.lang, key)
    }

    /// What a notification shows. A nudge says only that there is one: screens are read by others.
    fn fallback(&self) -> String {
        let lines = self.post.lines.as_slice();
        let words = match &self.post.notice {
            Notice::Flag { flag, .. } => {
                format!(
                    "{}\n{}",
                    self.said("slack-flag"),
                    self.said(records::state(&flag.state))
                )
            }
            Notice::Answer { .. } | Notice::Article(Some(_)) => quote_of(lines).join("\n"),
            Notice::Thanks
            | Notice::WillFix
            | Notice::NotConfidential
            | Notice::AskPerson { .. }
            | Notice::Abstention { .. }
            | Notice::Rated { .. }
            | Notice::CharterUnreadable { .. } => self.told(&lines.join("\n")),
            _ => self.told(lines.first().map_or("", String::as_str)),
        };
        shorten(&words, FALLBACK)
    }
}

#[cfg(test)]
mod tests;
