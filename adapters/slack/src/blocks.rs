//! A post as Block Kit: laid out by what it means, within Slack's limits, and with nothing in it
//! that a charter or a person could turn into a mention or a link.

use bonsens_port::{Button, ChannelId, Flag, FlagState, Notice, Nudge, NudgeState, Post, Press};
use slack_morphism::prelude::*;

use crate::Say;
use crate::mrkdwn::{escape, length, passage, shorten, split};

/// What is put before the name of a press, so that the bot knows its own buttons.
pub const OURS: &str = "bonsens:";

/// Slack's limits, as documented: <https://docs.slack.dev/reference/block-kit/blocks>.
const SECTION: usize = 3_000;
const FIELD: usize = 2_000;
const HEADER: usize = 150;
const BUTTON: usize = 75;
const BUTTONS: usize = 25;
const BLOCKS: usize = 50;
/// All the text of a message's blocks; Slack refuses somewhat above.
const WRITTEN: usize = 11_000;
/// The fallback is read in a notification.
const FALLBACK: usize = 300;
/// Findings shown in a post that can't go on in a second message.
const FINDINGS: usize = 20;

/// What the core puts before each line of a quote.
const QUOTED: &str = "> ";

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
    // One block is kept for the buttons.
    for (block, size) in blocks.into_iter().map(sized) {
        if !page.is_empty() && (page.len() >= BLOCKS - 1 || used + size > WRITTEN) {
            pages.push(std::mem::take(&mut page));
            used = 0;
        }
        used += size;
        page.push(block);
    }
    // Buttons stand under the last words.
    page.extend(post.buttons.chunks(BUTTONS).map(actions));
    pages.push(page);
    pages
        .into_iter()
        .map(|blocks| Page {
            text: text.clone(),
            blocks,
        })
        .collect()
}

/// Whether an id is one of a channel, as Slack writes them: only those become markup.
fn is_channel(id: &str) -> bool {
    let sign = |sign: u8| sign.is_ascii_uppercase() || sign.is_ascii_digit();
    id.starts_with(['C', 'G']) && (2..=32).contains(&id.len()) && id.bytes().all(sign)
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
                found(lines, nudge.findings.len(), self.leads_to(&place))
            }
            Notice::Draft { findings, .. } if !findings.is_empty() => {
                found(lines, findings.len(), None)
            }
            Notice::Answer { .. } | Notice::Article(Some(_)) => quoted(lines),
            Notice::Flag { flag, nudge } => self.flag(flag, nudge, lines),
            Notice::OpenFlags { flags, .. } if !flags.is_empty() => self.open_flags(flags, lines),
            Notice::AboutYou { nudges, .. } if !nudges.is_empty() => self.about(nudges, lines),
            Notice::Outcome { about, .. } | Notice::LookAgain(about) => {
                let mut parts: Vec<Part> = lines.iter().map(|line| text(line)).collect();
                parts.extend(self.leads_to(&self.place(&about.channel)));
                parts
            }
            Notice::ModeRefused { .. } => listed(lines),
            _ => lines.iter().map(|line| text(line)).collect(),
        }
    }

    /// A flag as fields: the line that says it all is made for a reader who has no channel names.
    fn flag(&self, flag: &Flag, nudge: &Nudge, lines: &[String]) -> Vec<Part> {
        let severity = self.said(&format!("severity-{}", nudge.severity));
        let mut parts = vec![
            Part::Header(self.plain("slack-flag")),
            Part::Fields(vec![
                self.field("slack-severity", &severity),
                self.field("slack-place", &self.place(&nudge.channel)),
                self.field("slack-state", &self.said(state(&flag.state))),
            ]),
        ];
        let rest = lines.get(1..).unwrap_or_default();
        let (found, rest) = rest.split_at(nudge.findings.len().min(rest.len()));
        let (shown, left) = found.split_at(FINDINGS.min(found.len()));
        parts.extend(bullets(shown));
        if !left.is_empty() {
            parts.push(Part::Text(self.said("slack-more")));
        }
        parts.extend(rest.iter().map(|line| text(line)));
        parts.extend(self.leads_to(""));
        parts
    }

    /// The way to the message, after where it is.
    fn leads_to(&self, place: &str) -> Option<Part> {
        let link = self.link.filter(|link| is_link(link))?;
        let label = self.said("slack-open").replace('|', "");
        let way = format!("{place} <{}|{label}>", escape(link));
        Some(Part::Text(way.trim().to_owned()))
    }

    /// What is kept about a person: a section for each nudge.
    fn about(&self, nudges: &[Nudge], lines: &[String]) -> Vec<Part> {
        let [hello, rest @ .., rights] = lines else {
            return lines.iter().map(|line| text(line)).collect();
        };
        let mut parts = vec![text(hello)];
        let mut rest = rest;
        for nudge in nudges {
            // When and where, what was found, whether moderators were told.
            let (mine, others) = rest.split_at((nudge.findings.len() + 2).min(rest.len()));
            rest = others;
            let [place, found @ .., told] = mine else {
                parts.extend(mine.iter().map(|line| text(line)));
                continue;
            };
            let written = escape(&format!("#{}", nudge.channel));
            let place = escape(place).replace(&written, &self.place(&nudge.channel));
            let mut section = vec![format!("*{place}*")];
            section.extend(found.iter().map(|line| format!("• {}", escape(line))));
            section.push(escape(told));
            parts.push(Part::Text(section.join("\n")));
        }
        parts.extend(rest.iter().map(|line| text(line)));
        parts.push(Part::Small(escape(rights)));
        parts
    }

    /// The open flags, each with where it is and what was found.
    fn open_flags(&self, flags: &[(Flag, Nudge)], lines: &[String]) -> Vec<Part> {
        let (count, mut rest) = lines
            .split_first()
            .map_or(("", lines), |(first, rest)| (first.as_str(), rest));
        let mut parts = vec![text(count)];
        for (flag, nudge) in flags {
            let severity = self.said(&format!("severity-{}", nudge.severity));
            let (place, state) = (self.place(&nudge.channel), self.said(state(&flag.state)));
            let mut section = vec![format!("*{severity}* · {place} · {state}")];
            let reason = usize::from(matches!(nudge.state, NudgeState::Dismissed(_)));
            let size = 1 + nudge.findings.len() + reason;
            let (these, others) = rest.split_at(size.min(rest.len()));
            let found = these.iter().skip(1);
            section.extend(found.map(|line| format!("• {}", escape(line))));
            parts.push(Part::Text(section.join("\n")));
            rest = others;
        }
        parts.extend(rest.iter().map(|line| text(line)));
        parts
    }

    /// A channel by its name, which Slack shows only to those who may see it.
    fn place(&self, channel: &ChannelId) -> String {
        let id = channel.as_str();
        if is_channel(id) {
            format!("<#{id}>")
        } else if id.starts_with('D') {
            self.said("slack-direct")
        } else {
            escape(id)
        }
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
                    self.said(state(&flag.state))
                )
            }
            Notice::Answer { .. } | Notice::Article(Some(_)) => quote_of(lines).join("\n"),
            Notice::Nudge { .. }
            | Notice::Draft { .. }
            | Notice::AboutYou { .. }
            | Notice::OpenFlags { .. }
            | Notice::ModeRefused { .. } => escape(lines.first().map_or("", String::as_str)),
            _ => escape(&lines.join("\n")),
        };
        shorten(&words, FALLBACK)
    }
}

fn state(state: &FlagState) -> &'static str {
    match state {
        FlagState::Open => "flag-open",
        FlagState::Taken => "flag-taken",
        FlagState::Confirmed => "flag-confirmed",
        FlagState::Dismissed(_) => "flag-dismissed",
        FlagState::Fixed => "flag-fixed",
        FlagState::Removing => "flag-removing",
        FlagState::Removed => "flag-removed",
    }
}

/// Hello, what was found and where, what follows from it, and how long it is kept.
fn found(lines: &[String], findings: usize, place: Option<Part>) -> Vec<Part> {
    let [hello, rest @ ..] = lines else {
        return Vec::new();
    };
    let (found, rest) = rest.split_at(findings.min(rest.len()));
    let mut parts = vec![text(hello)];
    parts.extend(bullets(found));
    parts.extend(place);
    if let [follows @ .., kept] = rest {
        parts.extend(follows.iter().map(|line| text(line)));
        parts.push(Part::Small(escape(kept)));
    }
    parts
}

fn text(line: &str) -> Part {
    Part::Text(escape(line))
}

fn bullets(lines: &[String]) -> Option<Part> {
    let items: Vec<_> = lines
        .iter()
        .map(|line| format!("• {}", escape(line)))
        .collect();
    (!items.is_empty()).then(|| Part::Text(items.join("\n")))
}

/// Lines of which some begin with a dash.
fn listed(lines: &[String]) -> Vec<Part> {
    let lines: Vec<_> = lines
        .iter()
        .map(|line| match line.strip_prefix("- ") {
            Some(item) => format!("• {}", escape(item)),
            None => escape(line),
        })
        .collect();
    vec![Part::Text(lines.join("\n"))]
}

/// A quote, then where it comes from.
fn quoted(lines: &[String]) -> Vec<Part> {
    let quote = quote_of(lines);
    let mut parts = Vec::new();
    if !quote.is_empty() {
        parts.push(Part::Quote(quote));
    }
    let rest = lines.iter().filter(|line| !line.starts_with(QUOTED));
    parts.extend(rest.map(|line| Part::Small(escape(line))));
    parts
}

/// The lines of the quote, the way Slack shows them.
fn quote_of(lines: &[String]) -> Vec<String> {
    let quote = lines.iter().filter_map(|line| line.strip_prefix(QUOTED));
    let markdown: Vec<_> = quote.collect();
    passage(&markdown.join("\n"))
}

fn blocks(part: Part) -> Vec<SlackBlock> {
    match part {
        Part::Header(words) => {
            let words = shorten(&words, HEADER);
            vec![SlackHeaderBlock::new(words.as_str().into()).into()]
        }
        Part::Text(words) => split(&words, SECTION).into_iter().map(section).collect(),
        Part::Quote(lines) => quote_sections(&lines).into_iter().map(section).collect(),
        Part::Fields(fields) => {
            let fields = fields
                .into_iter()
                .map(|field| markup(shorten(&field, FIELD)).into());
            vec![
                SlackSectionBlock::new()
                    .with_fields(fields.collect())
                    .into(),
            ]
        }
        Part::Small(words) => split(&words, SECTION)
            .into_iter()
            .map(|words| SlackContextBlock::new(vec![markup(words).into()]).into())
            .collect(),
    }
}

/// As many lines of a quote as fit, each marked as one.
fn quote_sections(lines: &[String]) -> Vec<String> {
    const MARK: &str = "> ";
    let mut sections = Vec::new();
    let mut written = String::new();
    let fitting = lines
        .iter()
        .flat_map(|line| split(line, SECTION - length(MARK)));
    for line in fitting {
        let more = length(&line) + length(MARK) + 1;
        if !written.is_empty() && length(&written) + more > SECTION {
            sections.push(std::mem::take(&mut written));
        }
        if !written.is_empty() {
            written.push('\n');
        }
        written.push_str(MARK);
        written.push_str(&line);
    }
    sections.extend(Some(written).filter(|written| !written.is_empty()));
    sections
}

/// Text in which Slack makes no link or mention of its own.
fn markup(words: String) -> SlackBlockMarkDownText {
    SlackBlockMarkDownText::new(words).with_verbatim(true)
}

fn section(words: String) -> SlackBlock {
    let text: SlackBlockText = markup(words).into();
    SlackSectionBlock::new().with_text(text).into()
}

fn actions(buttons: &[Button]) -> SlackBlock {
    let buttons = buttons.iter().map(|button| {
        let element = SlackBlockButtonElement::new(shorten(&button.label, BUTTON).as_str().into())
            .with_action_id(SlackActionId(format!("{OURS}{}", button.press.name())))
            .with_value(button.press.subject().to_owned())
            .opt_style(style(&button.press));
        element.into()
    });
    SlackActionsBlock::new(buttons.collect()).into()
}

/// The press that settles it stands out, and so does the one that can't be taken back.
fn style(press: &Press) -> Option<SlackBlockButtonStyle> {
    match press {
        Press::WillFix(_) | Press::Take(_) => Some(SlackBlockButtonStyle::Primary),
        Press::Confirm(_) => Some(SlackBlockButtonStyle::Danger),
        _ => None,
    }
}

/// A block with the length of what is written in it.
fn sized(block: SlackBlock) -> (SlackBlock, usize) {
    let of = |text: &SlackBlockText| match text {
        SlackBlockText::MarkDown(text) => length(&text.text),
        SlackBlockText::Plain(text) => length(&text.text),
    };
    let size = match &block {
        SlackBlock::Section(section) => {
            let fields = section.fields.iter().flatten();
            section.text.iter().chain(fields).map(of).sum()
        }
        SlackBlock::Context(context) => context
            .elements
            .iter()
            .map(|element| match element {
                SlackContextBlockElement::MarkDown(text) => length(&text.text),
                _ => 0,
            })
            .sum(),
        SlackBlock::Header(_) => HEADER,
        _ => 0,
    };
    (block, size)
}

#[cfg(test)]
#[path = "blocks_tests.rs"]
mod tests;
