//! What every format is first read as: blocks in reading order, and the headings among them.
//!
//! Word processors and page layouts often hold headings that only look like it: bold, large, or
//! numbered. They are promoted here, once for all formats, and the whole is written as Markdown,
//! which is what is kept, quoted, and read again.

use std::fmt::Write as _;

use super::numbering::{self, Label};

/// How a paragraph looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Look {
    /// All of it is bold.
    pub bold: bool,
    /// Size in half points; 0 where the format does not say.
    pub size: u16,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Block {
    /// Level 1 to 6.
    Heading { level: u8, text: String },
    /// A paragraph; line ends in it are kept.
    Text { text: String, look: Look },
    /// An item of a list, 0 for the outermost, and its number where it has one.
    Item {
        depth: usize,
        marker: Option<String>,
        text: String,
    },
    /// Rows of cells, the first with the names of the columns.
    Table(Vec<Vec<String>>),
}

#[derive(Debug, Default)]
pub(crate) struct Draft {
    pub title: Option<String>,
    /// Language tag the document gives itself.
    pub lang: Option<String>,
    pub blocks: Vec<Block>,
}

impl Draft {
    pub(crate) fn heading(&mut self, level: u8, text: &str) {
        let text = one_line(text);
        if !text.is_empty() {
            let level = level.clamp(1, 6);
            self.blocks.push(Block::Heading { level, text });
        }
    }

    pub(crate) fn text(&mut self, text: &str, look: Look) {
        let text = lines(text);
        if !text.is_empty() {
            self.blocks.push(Block::Text { text, look });
        }
    }

    pub(crate) fn item(&mut self, depth: usize, marker: Option<String>, text: &str) {
        let text = one_line(text);
        if !text.is_empty() {
            self.blocks.push(Block::Item {
                depth,
                marker,
                text,
            });
        }
    }

    pub(crate) fn table(&mut self, rows: Vec<Vec<String>>) {
        let mut rows: Vec<Vec<String>> = rows
            .into_iter()
            .map(|row| row.iter().map(|cell| one_line(cell)).collect())
            .collect();
        rows.retain(|row| row.iter().any(|cell| !cell.is_empty()));
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        if columns > 1 && rows.len() > 1 {
            self.blocks.push(Block::Table(rows));
            return;
        }
        // One row or one column is a frame around text.
        for cell in rows.iter().flatten() {
            self.text(cell, Look::default());
        }
    }

    /// Whether anything in it can be read.
    pub(crate) fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// Turns paragraphs that serve as headings into headings; says whether there were any.
    pub(crate) fn promote(&mut self) -> bool {
        let marked = self
            .blocks
            .iter()
            .filter(|block| matches!(block, Block::Heading { .. }))
            .count();
        let numbers = Numbers::of(&self.blocks);
        let body = body_size(&self.blocks);
        // A lone heading is a title: it does not show that the author marks headings.
        let styled = marked > 1;
        let found: Vec<Option<(Level, usize)>> = (0..self.blocks.len())
            .map(|at| self.looks_like_heading(at, &numbers, body, styled))
            .collect();
        let mut levels: Vec<Level> = found.iter().flatten().map(|(level, _)| *level).collect();
        levels.sort_unstable();
        levels.dedup();
        if levels.is_empty() {
            return false;
        }
        let mut above = 1;
        let mut blocks = Vec::with_capacity(self.blocks.len());
        for (block, found) in std::mem::take(&mut self.blocks).into_iter().zip(found) {
            match (block, found) {
                (Block::Text { text, look }, Some((level, end))) => {
                    let rank = levels.binary_search(&level).unwrap_or_default();
                    let level = u8::try_from(above + 1 + rank).unwrap_or(6).min(6);
                    let (heading, rest) = text.split_at(end);
                    blocks.push(Block::Heading {
                        level,
                        text: one_line(heading),
                    });
                    let rest = rest
                        .trim_start_matches(|c: char| c.is_whitespace() || "–—-:.)|•".contains(c));
                    if !rest.is_empty() {
                        blocks.push(Block::Text {
                            text: rest.to_owned(),
                            look,
                        });
                    }
                }
                (block, _) => {
                    if let Block::Heading { level, .. } = &block {
                        above = usize::from(*level);
                    }
                    blocks.push(block);
                }
            }
        }
        self.blocks = blocks;
        true
    }

    /// Where a block stands among headings, and how much of it is the heading.
    fn looks_like_heading(
        &self,
        at: usize,
        numbers: &Numbers,
        body: u16,
        styled: bool,
    ) -> Option<(Level, usize)> {
        let Block::Text { text, look } = &self.blocks[at] else {
            return None;
        };
        let label = numbering::label(text);
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        let title = letters > 2 && text.len() <= numbering::SHORT && !text.contains('\n');
        let large = body > 0 && u32::from(look.size) * 100 > u32::from(body) * 112;
        let shouted = title && is_shouted(text);
        let prominent =
            title && (large || look.bold || shouted) && !text.ends_with(['.', ';', ',', ':']);
        let level = |label: Option<Label>| Level {
            size: u16::MAX - if large { look.size } else { 0 },
            plain: !(large || look.bold || shouted),
            rank: label.map_or(0, |label| label.rank),
        };
        match label {
            Some(label) if label.sure => {
                // "Article 4 : Les salariés …" is a heading and the text below it in one.
                let end = if title && !text.ends_with(['.', ';', ',']) {
                    text.len()
                } else if let Some(end) = text.find('\n').filter(|end| *end <= numbering::SHORT) {
                    end
                } else {
                    label.end
                };
                Some((level(Some(label)), end))
            }
            Some(label) if title && (prominent || numbers.head(label.rank)) => {
                let plain_end = !text.ends_with([';', ',', ':']);
                (plain_end && (!styled || prominent) && (!styled || numbers.head(label.rank)))
                    .then(|| (level(Some(label)), text.len()))
            }
            _ if styled || !prominent => None,
            // Bold or large with nothing below it before the next heading of its kind: an emphasis
            // at the end, or a cover page.
            _ => self.blocks.get(at + 1).map(|_| (level(None), text.len())),
        }
    }

    /// The document as Markdown.
    pub(crate) fn markdown(&self) -> String {
        let mut out = String::new();
        let first_level = || {
            let mut headings = self.blocks.iter().filter_map(|block| match block {
                Block::Heading { level, .. } => Some(*level),
                _ => None,
            });
            let opens = headings.next() == Some(1);
            opens && !headings.any(|level| level == 1)
        };
        let title = self.title.as_deref().filter(|_| !first_level());
        front_matter(&mut out, title, self.lang.as_deref());
        let mut in_list = false;
        for block in &self.blocks {
            let item = matches!(block, Block::Item { .. });
            let goes_on = item && in_list;
            if !out.is_empty() && !goes_on {
                out.push('\n');
            }
            in_list = item;
            match block {
                Block::Heading { level, text } => {
                    let marks = "######".get(..usize::from(*level)).unwrap_or("######");
                    let _ = writeln!(out, "{marks} {}", escape_inline(text));
                }
                Block::Text { text, .. } => {
                    for line in text.lines() {
                        let _ = writeln!(out, "{}", escape_start(line));
                    }
                }
                Block::Item {
                    depth,
                    marker,
                    text,
                } => {
                    let indent = "    ".repeat((*depth).min(3));
                    let _ = match marker {
                        Some(marker) if is_ordinal(marker) => {
                            writeln!(out, "{indent}{marker} {text}")
                        }
                        Some(marker) => writeln!(out, "{indent}- {marker} {text}"),
                        None => writeln!(out, "{indent}- {}", escape_start(text)),
                    };
                }
                Block::Table(rows) => table(&mut out, rows),
            }
        }
        out
    }
}

/// Order of headings: larger before smaller, emphasised before plain, then by numbering.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Level {
    size: u16,
    plain: bool,
    rank: u8,
}

/// Whether numbers such as "3." head sections here, or are items of lists.
struct Numbers {
    heads: [bool; 12],
}

impl Numbers {
    fn of(blocks: &[Block]) -> Self {
        let mut heads = [false; 12];
        let label = |block: &Block| match block {
            Block::Text { text, .. } => numbering::label(text),
            _ => None,
        };
        for (rank, head) in heads.iter_mut().enumerate() {
            let of_rank = |block: &Block| label(block).is_some_and(|l| usize::from(l.rank) == rank);
            let titled = |block: &Block| match block {
                Block::Text { text, .. } => {
                    label(block).is_some_and(|l| numbering::short_title(&text[l.end..]))
                }
                _ => false,
            };
            let count = blocks.iter().filter(|block| of_rank(block)).count();
            // What heads a section is followed by something else than its next sibling.
            let heading = blocks
                .windows(2)
                .filter(|pair| of_rank(&pair[0]) && titled(&pair[0]) && !of_rank(&pair[1]))
                .count();
            *head = count > 0 && heading * 3 >= count * 2;
        }
        Self { heads }
    }

    fn head(&self, rank: u8) -> bool {
        self.heads.get(usize::from(rank)).copied().unwrap_or(false)
    }
}

/// The size most characters are set in.
fn body_size(blocks: &[Block]) -> u16 {
    let mut sizes: std::collections::BTreeMap<u16, usize> = std::collections::BTreeMap::new();
    for block in blocks {
        if let Block::Text { text, look } = block {
            *sizes.entry(look.size).or_default() += text.len();
        }
    }
    sizes
        .into_iter()
        .max_by_key(|(_, length)| *length)
        .map_or(0, |(size, _)| size)
}

fn is_shouted(text: &str) -> bool {
    let letters = || text.chars().filter(|c| c.is_alphabetic());
    letters().count() > 3 && letters().all(char::is_uppercase)
}

fn is_ordinal(marker: &str) -> bool {
    marker
        .strip_suffix(['.', ')'])
        .is_some_and(|number| number.len() < 9 && number.parse::<u32>().is_ok())
}

pub(crate) fn front_matter(out: &mut String, title: Option<&str>, lang: Option<&str>) {
    let title = title.map(one_line).filter(|title| !title.is_empty());
    let lang = lang.map(one_line).filter(|lang| !lang.is_empty());
    if title.is_none() && lang.is_none() {
        return;
    }
    out.push_str("---\n");
    if let Some(title) = title {
        let _ = writeln!(out, "title: \"{title}\"");
    }
    if let Some(lang) = lang {
        let _ = writeln!(out, "language: \"{lang}\"");
    }
    out.push_str("---\n");
}

fn table(out: &mut String, rows: &[Vec<String>]) {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    for (at, row) in rows.iter().enumerate() {
        out.push('|');
        for column in 0..columns {
            let cell = row.get(column).map_or("", String::as_str);
            let _ = write!(out, " {} |", cell.replace('|', "\\|"));
        }
        out.push('\n');
        if at == 0 {
            out.push('|');
            out.push_str(&" --- |".repeat(columns));
            out.push('\n');
        }
    }
}

/// A heading's text is shown as parsed, so that every mark in it may be escaped.
fn escape_inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if "\\`*_[]<>&#~".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// A paragraph is quoted as written, so that only what would make it something else is escaped.
pub(crate) fn escape_start(line: &str) -> String {
    let opens = |mark: &str| line.starts_with(mark);
    let rule = !line.is_empty() && line.chars().all(|c| "-=_* ".contains(c));
    if rule
        || ["#", "```", "~~~", "<", "[", "|", "\\", "{%"]
            .iter()
            .any(|mark| opens(mark))
    {
        format!("\\{line}")
    } else {
        line.to_owned()
    }
}

pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Each line without the white space around and inside it, and without blank lines.
fn lines(text: &str) -> String {
    text.lines()
        .map(one_line)
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

#[cfg(test)]
#[path = "draft_tests.rs"]
mod tests;
