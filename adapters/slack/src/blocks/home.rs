//! Someone's page of the bot: what they can do, what waits for them, what is kept, and what the
//! charter is about.

use std::collections::BTreeMap;

use bonsens_port::{Button, Contents, Home, Lang, Nudge, Post, Press, SectionRef};
use slack_morphism::prelude::*;

use super::elements::{SECTION, markup, plain, rows, section};
use super::{Layout, OURS};
use crate::mrkdwn::{length, shorten, split};
use bonsens_kit::Say;

/// Blocks of a page, options of a menu, and the length of each, as documented:
/// <https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element>.
const BLOCKS: usize = 100;
const OPTIONS: usize = 100;
const OPTION: usize = 75;
const VALUE: usize = 150;
/// Nudges shown: each takes two blocks, and the rest of the page has to follow.
const NUDGES: usize = 20;
/// Charters whose contents are shown.
const CHARTERS: usize = 20;

/// A page as it is put up.
pub fn home(post: &Post, home: &Home, say: &Say) -> SlackView {
    let layout = Layout {
        post,
        link: None,
        say,
    };
    let page = Page {
        layout: &layout,
        buttons: &post.buttons,
        lang: post.lang,
        say,
    };
    let mut blocks = page.blocks(home);
    blocks.truncate(BLOCKS);
    SlackView::Home(SlackHomeView::new(blocks))
}

struct Page<'a> {
    layout: &'a Layout<'a>,
    buttons: &'a [Button],
    lang: Lang,
    say: &'a Say,
}

impl Page<'_> {
    fn blocks(&self, home: &Home) -> Vec<SlackBlock> {
        // The core says hello, what is open, what is kept, the tip, and the charters, in this order.
        let mut lines = self.layout.post.lines.iter().map(String::as_str);
        let mut blocks = self.words(lines.next().unwrap_or_default());
        let ask = |press: &Press| matches!(press, Press::Ask | Press::Check | Press::Write);
        blocks.extend(self.row(ask));
        if !home.open.is_empty() {
            blocks.push(SlackDividerBlock::new().into());
            blocks.extend(self.words(lines.next().unwrap_or_default()));
            for (shown, nudge) in home.open.iter().enumerate() {
                let told: Vec<&str> = lines.by_ref().take(1 + nudge.findings.len()).collect();
                if shown < NUDGES {
                    blocks.extend(self.nudge(nudge, &told));
                }
            }
            if home.open.len() > NUDGES {
                blocks.extend(self.words(&(self.say)(self.lang, "slack-home-more")));
            }
        }
        blocks.push(SlackDividerBlock::new().into());
        blocks.extend(self.words(lines.next().unwrap_or_default()));
        let mine = |press: &Press| matches!(press, Press::AboutMe | Press::ForgetMe);
        blocks.extend(self.row(mine));
        if home.tip.is_some() {
            blocks.push(SlackDividerBlock::new().into());
            blocks.extend(self.words(lines.next().unwrap_or_default()));
        }
        if !home.charters.is_empty() {
            blocks.push(SlackDividerBlock::new().into());
        }
        for (charter, line) in home.charters.iter().zip(lines).take(CHARTERS) {
            blocks.push(self.charter(charter, line));
        }
        let theirs = |press: &Press| matches!(press, Press::Flags | Press::Admin);
        blocks.extend(self.row(theirs));
        blocks
    }

    fn words(&self, line: &str) -> Vec<SlackBlock> {
        let words = self.layout.told(line);
        split(&words, SECTION).into_iter().map(section).collect()
    }

    fn row(&self, wanted: impl Fn(&Press) -> bool) -> Vec<SlackBlock> {
        let buttons = self.buttons.iter().filter(|button| wanted(&button.press));
        rows(buttons.collect(), self.lang, self.say)
    }

    /// When and where, what was found, and what can be done about it.
    fn nudge(&self, nudge: &Nudge, told: &[&str]) -> Vec<SlackBlock> {
        let (place, found) = told.split_at(told.len().min(1));
        let mut words: Vec<String> = place
            .iter()
            .map(|line| format!("*{}*", self.layout.told(line)))
            .collect();
        words.extend(
            found
                .iter()
                .map(|line| format!("• {}", self.layout.told(line))),
        );
        let mut blocks = vec![section(shorten(&words.join("\n"), SECTION))];
        let about = |press: &Press| match press {
            Press::WillFix(id)
            | Press::NotConfidential(id)
            | Press::ReadArticle(id)
            | Press::AskPerson(id) => *id == nudge.id,
            _ => false,
        };
        blocks.extend(self.row(about));
        blocks
    }

    /// What a charter is about, to choose from.
    fn charter(&self, charter: &Contents, line: &str) -> SlackBlock {
        let mut named = BTreeMap::new();
        let options: Vec<_> = charter
            .sections
            .iter()
            .filter_map(|(at, heading)| {
                let section = SectionRef {
                    charter: charter.charter.id.clone(),
                    section: *at,
                };
                let value = section.subject();
                let heading = heading.rsplit(" > ").next().unwrap_or_default();
                // Two headings that read the same would be one choice to a reader.
                let seen: &mut usize = named.entry(heading.to_owned()).or_default();
                *seen += 1;
                let heading = match *seen {
                    1 => shorten(heading, OPTION),
                    nth => format!("{} ({nth})", shorten(heading, OPTION - 6)),
                };
                let fits = !heading.is_empty() && length(&value) <= VALUE;
                fits.then(|| SlackBlockChoiceItem::new(plain(&heading, OPTION), value))
            })
            .take(OPTIONS)
            .collect();
        let text: SlackBlockText = markup(shorten(&self.layout.told(line), SECTION)).into();
        let block = SlackSectionBlock::new().with_text(text);
        if options.is_empty() {
            return block.into();
        }
        let placeholder = (self.say)(self.lang, "slack-home-read");
        let menu = SlackBlockStaticSelectElement::new()
            .with_action_id(SlackActionId(format!("{OURS}read-section")))
            .with_placeholder(plain(&placeholder, OPTION))
            .with_options(options);
        block.with_accessory(menu.into()).into()
    }
}
