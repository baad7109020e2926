//! The pieces that messages and pages are made of, each within Slack's limits.

use bonsens_port::{Button, CharterAct, Destination, Lang, Post, Press};
use slack_morphism::prelude::*;

use super::{OURS, Part, is_direct};
use crate::mrkdwn::{length, shorten, split};
use bonsens_kit::Say;

/// Slack's limits, as documented: <https://docs.slack.dev/reference/block-kit/blocks>.
pub(super) const SECTION: usize = 3_000;
const FIELD: usize = 2_000;
const HEADER: usize = 150;
const BUTTON: usize = 75;
const BUTTONS: usize = 25;
/// And those of the question whether someone is sure.
const CONFIRM_TITLE: usize = 100;
const CONFIRM_TEXT: usize = 300;
const CONFIRM_BUTTON: usize = 30;

pub(super) fn blocks(part: Part) -> Vec<SlackBlock> {
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
pub(super) fn markup(words: String) -> SlackBlockMarkDownText {
    SlackBlockMarkDownText::new(words).with_verbatim(true)
}

pub(super) fn section(words: String) -> SlackBlock {
    let text: SlackBlockText = markup(words).into();
    SlackSectionBlock::new().with_text(text).into()
}

/// The buttons of a post. What only shows in a channel is left out of a direct conversation.
pub(super) fn actions(post: &Post, say: &Say) -> Vec<SlackBlock> {
    let direct = matches!(&post.to, Destination::Person(_, channel) if is_direct(channel));
    let shown = post.buttons.iter();
    let shown = shown.filter(|button| !(direct && matches!(button.press, Press::Share(_))));
    rows(shown.collect(), post.lang, say)
}

/// Buttons in rows. An action id stands once in a row.
pub(super) fn rows(buttons: Vec<&Button>, lang: Lang, say: &Say) -> Vec<SlackBlock> {
    let mut rows: Vec<Vec<&Button>> = Vec::new();
    for button in buttons {
        let fits = |row: &&mut Vec<&Button>| {
            let same = |other: &&Button| other.press.name() == button.press.name();
            row.len() < BUTTONS && !row.iter().any(same)
        };
        match rows.last_mut().filter(fits) {
            Some(row) => row.push(button),
            None => rows.push(vec![button]),
        }
    }
    let rows = rows.into_iter().map(|row| {
        let buttons = row.into_iter().map(|each| button(each, lang, say).into());
        SlackActionsBlock::new(buttons.collect()).into()
    });
    rows.collect()
}

fn button(button: &Button, lang: Lang, say: &Say) -> SlackBlockButtonElement {
    let confirm = button
        .press
        .needs_confirming()
        .then(|| confirm(button.press.name(), lang, say));
    SlackBlockButtonElement::new(plain(&button.label, BUTTON))
        .with_action_id(SlackActionId(format!("{OURS}{}", button.press.name())))
        .opt_value(Some(button.press.subject()).filter(|subject| !subject.is_empty()))
        .opt_style(style(&button.press))
        .opt_confirm(confirm)
}

/// Asks whether someone is sure.
fn confirm(press: &str, lang: Lang, say: &Say) -> SlackBlockConfirmItem {
    let words = |part: &str| say(lang, &format!("slack-sure-{press}{part}"));
    SlackBlockConfirmItem::new(
        plain(&words(""), CONFIRM_TITLE),
        SlackBlockPlainText::new(shorten(&words("-text"), CONFIRM_TEXT)).into(),
        plain(&words("-yes"), CONFIRM_BUTTON),
        plain(&say(lang, "slack-sure-no"), CONFIRM_BUTTON),
    )
}

pub(super) fn plain(words: &str, most: usize) -> SlackBlockPlainTextOnly {
    shorten(words, most).as_str().into()
}

/// The press that settles it stands out, and so does the one that can't be taken back.
const fn style(press: &Press) -> Option<SlackBlockButtonStyle> {
    match press {
        Press::WillFix(_) | Press::Take(_) | Press::Charter(CharterAct::Publish, _) => {
            Some(SlackBlockButtonStyle::Primary)
        }
        Press::Confirm(_) | Press::Remove(_) => Some(SlackBlockButtonStyle::Danger),
        _ => None,
    }
}

/// A block with the length of what is written in it.
pub(super) fn sized(block: SlackBlock) -> (SlackBlock, usize) {
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
