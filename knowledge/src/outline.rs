//! The tree of sections: headings from the Markdown, and the blocks of text below each.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::charter::{Section, SkipReason, Skipped};
use crate::{passages, text};

/// What a document is made of.
pub(crate) struct Outline {
    pub title: String,
    pub sections: Vec<Section>,
    pub skipped: Vec<Skipped>,
}

/// A run of source that belongs together: a paragraph, a list item, a table row.
pub(crate) struct Block {
    pub range: Range<usize>,
    /// Items and rows may share a passage with their neighbours; paragraphs stand alone.
    pub joins: bool,
}

struct Heading {
    level: u8,
    start: usize,
    title: String,
}

enum Piece {
    Heading(Heading),
    Block(Block),
}

/// Reads the body of `source`, which starts at byte `body`.
pub(crate) fn read(source: &str, body: usize, title: Option<&str>, name: &str) -> Outline {
    let pieces = pieces(source, body);
    let headings = || {
        pieces.iter().filter_map(|piece| match piece {
            Piece::Heading(heading) => Some(heading),
            Piece::Block(_) => None,
        })
    };
    // A single first-level heading that opens the document is its title, not one of its sections.
    let single = headings().filter(|h| h.level == 1).count() == 1;
    let cover = headings()
        .next()
        .filter(|h| single && h.level == 1)
        .map(|h| h.start);
    let title = title
        .map(str::to_owned)
        .or_else(|| headings().find(|h| h.level == 1).map(|h| h.title.clone()))
        .filter(|title| !title.is_empty())
        .unwrap_or_else(|| name.replace(['-', '_'], " "));

    let mut lines = Lines::new(source);
    let mut builder = Builder {
        source,
        skipped: Vec::new(),
        sections: Vec::new(),
    };
    let mut path: Vec<(u8, String)> = Vec::new();
    let mut open = Section {
        path: vec![title.clone()],
        line: lines.at(body),
        level: 0,
        passages: Vec::new(),
    };
    let mut blocks: Vec<Block> = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Block(block) => {
                builder.admit(block, &mut blocks, &mut lines);
            }
            Piece::Heading(heading) => {
                let line = lines.at(heading.start);
                let next = if cover == Some(heading.start) {
                    Section {
                        path: vec![title.clone()],
                        line,
                        level: 1,
                        passages: Vec::new(),
                    }
                } else {
                    while path
                        .last()
                        .is_some_and(|(level, _)| *level >= heading.level)
                    {
                        path.pop();
                    }
                    path.push((heading.level, heading.title));
                    Section {
                        path: path.iter().map(|(_, title)| title.clone()).collect(),
                        line,
                        level: heading.level,
                        passages: Vec::new(),
                    }
                };
                let deeper = next.level > open.level;
                builder.close(std::mem::replace(&mut open, next), &mut blocks, deeper);
            }
        }
    }
    builder.close(open, &mut blocks, false);
    Outline {
        title,
        sections: builder.sections,
        skipped: builder.skipped,
    }
}

struct Builder<'a> {
    source: &'a str,
    skipped: Vec<Skipped>,
    sections: Vec<Section>,
}

impl Builder<'_> {
    /// Keeps the parts of a block that hold words, without the template tags that stand alone on
    /// their line: they would otherwise be quoted to people.
    fn admit(&mut self, block: Block, blocks: &mut Vec<Block>, lines: &mut Lines<'_>) {
        let line = lines.at(block.range.start);
        let mut kept = 0;
        let mut tags = false;
        let mut start = block.range.start;
        let mut at = start;
        let joins = block.joins;
        let mut keep = |range: Range<usize>| {
            let range = passages::trim(self.source, range);
            if text::words(&text::clean(&self.source[range.clone()]))
                .next()
                .is_some()
            {
                blocks.push(Block { range, joins });
                kept += 1;
            }
        };
        for text in self.source[block.range.clone()].split_inclusive('\n') {
            let trimmed = text.trim();
            if is_lone_tag(trimmed) {
                tags = true;
                keep(start..at);
                start = at + text.len();
            }
            at += text.len();
        }
        keep(start..block.range.end.max(start));
        let markup = self.source[block.range].trim_start().starts_with('<');
        let reason = match (kept, tags, markup) {
            (_, true, _) => SkipReason::TemplateTag,
            (0, false, true) => SkipReason::HtmlMarkup,
            (0, false, false) => SkipReason::NoWords,
            _ => return,
        };
        self.skipped.push(Skipped { line, reason });
    }

    /// Ends a section; `deeper` tells that a heading below its own comes next.
    fn close(&mut self, mut section: Section, blocks: &mut Vec<Block>, deeper: bool) {
        section.passages = passages::pack(self.source, blocks);
        blocks.clear();
        if section.passages.is_empty() {
            // Nothing stands before the first heading of most documents: that is no section.
            if section.level == 0 {
                return;
            }
            // A title alone is normal, and so is a heading that only holds others; one that holds
            // nothing is worth telling.
            if !deeper && (!self.sections.is_empty() || section.level > 1) {
                self.skipped.push(Skipped {
                    line: section.line,
                    reason: SkipReason::EmptySection,
                });
            }
        }
        self.sections.push(section);
    }
}

fn is_lone_tag(line: &str) -> bool {
    line.starts_with("{%") && line.ends_with("%}") && line.matches("{%").count() == 1
}

/// Line numbers for offsets asked in increasing order, in one pass over the source.
struct Lines<'a> {
    source: &'a [u8],
    offset: usize,
    line: usize,
}

impl<'a> Lines<'a> {
    fn new(source: &'a str) -> Self {
        Self {
            source: source.as_bytes(),
            offset: 0,
            line: 1,
        }
    }

    fn at(&mut self, offset: usize) -> usize {
        if let Some(between) = self.source.get(self.offset..offset) {
            self.line += text::line_ends(between);
            self.offset = offset;
        }
        self.line
    }
}

/// Headings and blocks in document order. Headings inside code are not headings, and those inside
/// quotes or lists are text of the section around them.
fn pieces(source: &str, body: usize) -> Vec<Piece> {
    let mut walk = Walk {
        pieces: Vec::new(),
        current: None,
        joins: false,
    };
    let mut heading: Option<Heading> = None;
    let mut depth = 0_usize;
    let parser = Parser::new_ext(&source[body..], Options::ENABLE_TABLES).into_offset_iter();
    for (event, range) in parser {
        let range = range.start + body..range.end + body;
        if let Some(open) = heading.as_mut() {
            match event {
                Event::Text(text) | Event::Code(text) => open.title.push_str(&text),
                Event::SoftBreak | Event::HardBreak => open.title.push(' '),
                Event::End(TagEnd::Heading(_)) => {
                    if let Some(mut done) = heading.take() {
                        done.title = tidy(&done.title);
                        walk.heading(done);
                    }
                }
                _ => {}
            }
            continue;
        }
        match event {
            Event::Start(Tag::Heading { level, .. }) if depth == 0 => {
                walk.flush();
                let level = number(level);
                heading = Some(Heading {
                    level,
                    start: range.start,
                    title: String::new(),
                });
            }
            Event::Start(tag) => match tag {
                Tag::BlockQuote(_) | Tag::List(_) => {
                    depth += 1;
                    walk.flush();
                }
                Tag::Item => walk.begin(range.start, true),
                Tag::TableHead | Tag::TableRow => {
                    walk.begin(range.start, true);
                    walk.extend(range);
                }
                Tag::Paragraph | Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::Heading { .. } => {
                    walk.begin(range.start, depth > 0);
                }
                Tag::Table(_) => walk.flush(),
                _ => walk.extend(range),
            },
            Event::End(tag) => match tag {
                TagEnd::BlockQuote(_) | TagEnd::List(_) => {
                    depth = depth.saturating_sub(1);
                    walk.flush();
                }
                TagEnd::Item
                | TagEnd::TableHead
                | TagEnd::TableRow
                | TagEnd::Paragraph
                | TagEnd::CodeBlock
                | TagEnd::HtmlBlock
                | TagEnd::Heading(_)
                | TagEnd::Table => walk.flush(),
                _ => {}
            },
            Event::Rule => walk.flush(),
            _ => walk.extend(range),
        }
    }
    walk.flush();
    walk.pieces
}

struct Walk {
    pieces: Vec<Piece>,
    current: Option<Range<usize>>,
    joins: bool,
}

impl Walk {
    fn begin(&mut self, start: usize, joins: bool) {
        // The paragraph inside a list item starts at the item's bullet.
        if self.current.as_ref().is_some_and(Range::is_empty) {
            return;
        }
        self.flush();
        self.current = Some(start..start);
        self.joins = joins;
    }

    fn extend(&mut self, range: Range<usize>) {
        if let Some(current) = self.current.as_mut() {
            current.end = current.end.max(range.end);
        } else {
            self.current = Some(range);
            self.joins = false;
        }
    }

    fn flush(&mut self) {
        if let Some(range) = self.current.take()
            && !range.is_empty()
        {
            self.pieces.push(Piece::Block(Block {
                range,
                joins: self.joins,
            }));
        }
    }

    fn heading(&mut self, mut heading: Heading) {
        if heading.title.is_empty() {
            "…".clone_into(&mut heading.title);
        }
        self.pieces.push(Piece::Heading(heading));
    }
}

fn number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

fn tidy(title: &str) -> String {
    title.split_whitespace().collect::<Vec<_>>().join(" ")
}
