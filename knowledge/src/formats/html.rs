//! Web pages: their headings, paragraphs, lists and tables, without what surrounds them.

use super::draft::{Draft, Look, one_line};
use super::html_tags::{self, Attributes, Step, inside};
use super::{Reading, Warning};
use crate::import::ImportError;

/// What is on a page without being its text.
const SKIPPED: [&str; 20] = [
    "script", "style", "noscript", "template", "nav", "aside", "head", "svg", "iframe", "object",
    "button", "select", "input", "textarea", "canvas", "video", "audio", "map", "dialog", "math",
];
/// What stands at both ends of a page, and belongs to it inside its main part.
const CHROME: [&str; 2] = ["header", "footer"];
const BLOCKS: [&str; 22] = [
    "p",
    "div",
    "section",
    "article",
    "blockquote",
    "dd",
    "dt",
    "dl",
    "figure",
    "figcaption",
    "address",
    "main",
    "pre",
    "details",
    "summary",
    "body",
    "center",
    "form",
    "fieldset",
    "header",
    "footer",
    "caption",
];

/// Elements that are never closed.
const VOID: [&str; 4] = ["input", "img", "br", "map"];

pub(crate) fn read(source: &str) -> Result<Reading, ImportError> {
    if html_tags::is_too_complex(source) {
        return Err(ImportError::TooComplex);
    }
    let steps = html_tags::steps(source);
    let mut draft = Draft {
        title: inside(&steps, "title").map(|range| words(&steps[range])),
        lang: steps.iter().find_map(|step| match step {
            Step::Open(name, attributes) if name == "html" => attributes.lang.clone(),
            _ => None,
        }),
        ..Draft::default()
    };
    let articles = steps
        .iter()
        .filter(|step| matches!(step, Step::Open(name, _) if name == "article"));
    let main = match (inside(&steps, "main"), articles.count()) {
        (Some(main), _) => Some(main),
        (None, 1) => inside(&steps, "article"),
        _ => None,
    };
    let mut walk = Walk {
        draft: &mut draft,
        whole: main.is_none(),
        text: String::new(),
        bold: 0,
        depth_bold: 0,
        pre: 0,
        heading: None,
        above: 1,
        lists: Vec::new(),
        item: None,
        table: None,
        frames: 0,
        in_cell: false,
        images: 0,
    };
    walk.through(&steps[main.unwrap_or(0..steps.len())]);
    let images = walk.images;
    let guessed = draft.promote();
    let mut reading = Reading::of(&draft);
    if images > 0 {
        reading.warnings.push(Warning::Images(images));
    }
    if guessed {
        reading.warnings.push(Warning::HeadingsGuessed);
    }
    Ok(reading)
}

fn words(steps: &[Step]) -> String {
    let text = steps.iter().map(|step| match step {
        Step::Text(text) => text.as_str(),
        _ => " ",
    });
    one_line(&text.collect::<String>())
}

struct Walk<'a> {
    draft: &'a mut Draft,
    /// No part of the page says that it is the main one.
    whole: bool,
    text: String,
    /// Characters of `text` that are bold.
    bold: usize,
    depth_bold: usize,
    pre: usize,
    heading: Option<u8>,
    above: u8,
    /// For each open list, the number of its next item, where it has numbers.
    lists: Vec<Option<usize>>,
    item: Option<(usize, Option<String>)>,
    table: Option<Vec<Vec<String>>>,
    /// Tables used to lay out a page, and tables within cells.
    frames: usize,
    in_cell: bool,
    images: usize,
}

impl Walk<'_> {
    fn through(&mut self, steps: &[Step]) {
        // The element being skipped, and how many of its name are open.
        let mut skipped: Option<(&str, usize)> = None;
        for (at, step) in steps.iter().enumerate() {
            match (step, &mut skipped) {
                (Step::Open(name, _), Some((skipping, depth))) if name == skipping => *depth += 1,
                (Step::Close(name), Some((skipping, depth))) if name == skipping => {
                    *depth -= 1;
                    if *depth == 0 {
                        skipped = None;
                    }
                }
                // A page that never closes its head has a body all the same.
                (Step::Open(name, _), Some(("head", _))) if name == "body" => skipped = None,
                (_, Some(_)) => {}
                (Step::Open(name, attributes), None) => {
                    if self.is_skipped(name, attributes) {
                        if !VOID.contains(&name.as_str()) {
                            skipped = Some((name, 1));
                        }
                    } else {
                        self.open(name, attributes, &steps[at + 1..]);
                    }
                }
                (Step::Close(name), None) => self.close(name),
                (Step::Text(text), None) => self.say(text),
            }
        }
        self.flush();
        if let Some(rows) = self.table.take() {
            self.draft.table(rows);
        }
    }

    fn is_skipped(&self, name: &str, attributes: &Attributes) -> bool {
        SKIPPED.contains(&name) || (self.whole && CHROME.contains(&name)) || attributes.hidden
    }

    fn open(&mut self, name: &str, attributes: &Attributes, after: &[Step]) {
        match name {
            "br" => self.text.push('\n'),
            "img" => {
                let words = attributes.alt.as_deref().unwrap_or_default();
                if words.trim().is_empty() {
                    self.images += 1;
                } else {
                    self.say(words);
                }
            }
            "b" | "strong" => self.depth_bold += 1,
            "table" if self.table.is_some() || is_frame(after) => {
                self.flush();
                self.frames += 1;
            }
            "table" => {
                self.flush();
                self.table = Some(Vec::new());
            }
            "tr" | "td" | "th" if self.frames > 0 || self.table.is_none() => self.flush(),
            "tr" => {
                self.end_cell();
                if let Some(rows) = &mut self.table {
                    rows.push(Vec::new());
                }
            }
            "td" | "th" => {
                self.end_cell();
                self.in_cell = true;
            }
            _ if self.table.is_some() && self.frames == 0 => {
                let apart = BLOCKS.contains(&name) || name == "li" || level(name).is_some();
                self.text.push_str(if apart { " " } else { "" });
            }
            "ul" | "ol" => {
                self.flush();
                let start = attributes.start.unwrap_or(1);
                self.lists.push((name == "ol").then_some(start));
            }
            "li" => {
                self.flush();
                let depth = self.lists.len().saturating_sub(1);
                let marker = self.lists.last_mut().and_then(|next| {
                    next.as_mut().map(|next| {
                        let marker = format!("{next}.");
                        *next += 1;
                        marker
                    })
                });
                self.item = Some((depth, marker));
            }
            _ if level(name).is_some() => {
                self.flush();
                self.heading = level(name);
            }
            // The visible line of a block that unfolds: a heading in all but name.
            "summary" => {
                self.flush();
                self.heading = Some(self.above + 1);
            }
            "pre" => {
                self.flush();
                self.pre += 1;
            }
            _ if BLOCKS.contains(&name) => self.flush(),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "b" | "strong" => self.depth_bold = self.depth_bold.saturating_sub(1),
            "table" if self.frames > 0 => {
                self.flush();
                self.frames -= 1;
            }
            "table" => {
                self.end_cell();
                if let Some(rows) = self.table.take() {
                    self.draft.table(rows);
                }
            }
            "td" | "th" if self.frames == 0 && self.table.is_some() => self.end_cell(),
            _ if self.table.is_some() && self.frames == 0 => {}
            "ul" | "ol" => {
                self.flush();
                self.lists.pop();
            }
            "pre" => {
                self.flush();
                self.pre = self.pre.saturating_sub(1);
            }
            "li" | "td" | "th" | "tr" => self.flush(),
            "dt" => {
                self.bold = self.text.len();
                self.flush();
            }
            _ if level(name).is_some() || BLOCKS.contains(&name) => self.flush(),
            _ => {}
        }
    }

    /// Puts a cell away; the next one may begin without this one being closed.
    fn end_cell(&mut self) {
        let cell = std::mem::take(&mut self.text);
        self.bold = 0;
        if std::mem::take(&mut self.in_cell)
            && let Some(row) = self.table.as_mut().and_then(|rows| rows.last_mut())
        {
            row.push(cell);
        }
    }

    fn say(&mut self, text: &str) {
        if self.pre > 0 {
            self.text.push_str(text);
            return;
        }
        if text.starts_with(char::is_whitespace) && !self.text.ends_with(char::is_whitespace) {
            self.text.push(' ');
        }
        let before = self.text.len();
        self.text.push_str(&one_line(text));
        if self.depth_bold > 0 {
            self.bold += self.text.len() - before;
        }
        if before < self.text.len() && text.ends_with(char::is_whitespace) {
            self.text.push(' ');
        }
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        let bold = std::mem::take(&mut self.bold);
        if text.trim().is_empty() {
            return;
        }
        if let Some(level) = self.heading.take() {
            self.draft.heading(level, &text);
            self.above = level.min(5);
        } else if let Some((depth, marker)) = self.item.take() {
            self.draft.item(depth, marker, &text);
        } else if self.lists.is_empty() {
            let bold = bold * 10 >= text.trim().len() * 9;
            self.draft.text(&text, Look { bold, size: 0 });
        } else {
            // A second paragraph of an item.
            self.draft.item(self.lists.len(), None, &text);
        }
    }
}

fn level(name: &str) -> Option<u8> {
    let digit = name.strip_prefix('h')?.parse().ok()?;
    (1..=6).contains(&digit).then_some(digit)
}

/// Whether a table only places things on the page: it holds a table or a heading. Looks no
/// further than needed, so that tables within tables stay cheap.
fn is_frame(after: &[Step]) -> bool {
    after
        .iter()
        .take(1_000)
        .take_while(|step| !matches!(step, Step::Close(name) if name == "table"))
        .any(|step| match step {
            Step::Open(name, _) => name == "table" || level(name).is_some(),
            _ => false,
        })
}
