//! Word processor documents: their paragraphs, styles, numbering, lists and tables.
//!
//! The file is XML in an archive. A document type in it could name other files or expand without
//! end; word processors write none, so that a document with one is refused rather than resolved.

use std::borrow::Cow;
use std::collections::HashMap;

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::archive::Archive;
use super::docx_lists::Numbering;
use super::docx_styles::Styles;
use super::draft::{Draft, Look};
use super::{Reading, Warning};
use crate::import::ImportError;

/// Elements within elements, beyond what any editor writes.
const MAX_DEPTH: usize = 256;

pub(super) fn read(bytes: &[u8]) -> Result<Reading, ImportError> {
    let mut archive = Archive::open(bytes)?;
    let mut part = |name: &str| archive.entry(name);
    let body = part("word/document.xml")?.ok_or(ImportError::Damaged)?;
    let styles = Styles::read(&part("word/styles.xml")?.unwrap_or_default())?;
    let numbering = Numbering::read(&part("word/numbering.xml")?.unwrap_or_default())?;
    let properties = part("docProps/core.xml")?.unwrap_or_default();
    let mut walk = Walk::new(styles, numbering);
    each(&body, |node| {
        walk.node(&node);
        Ok(())
    })?;
    walk.draft.title = walk.title.take().or(title(&properties)?);
    let (images, footnotes) = (walk.images, walk.footnotes);
    let mut draft = walk.draft;
    let guessed = draft.promote();
    let mut reading = Reading::of(&draft);
    if images > 0 {
        reading.warnings.push(Warning::Images(images));
    }
    if footnotes > 0 {
        reading.warnings.push(Warning::Footnotes(footnotes));
    }
    if guessed {
        reading.warnings.push(Warning::HeadingsGuessed);
    }
    Ok(reading)
}

/// A step through an XML file, with names stripped of their prefix.
pub(super) enum Node<'a> {
    Open(&'a str, &'a BytesStart<'a>),
    Close(&'a str),
    Text(&'a str),
}

/// Walks an XML file. An element that closes at once is opened and closed.
pub(super) fn each(
    xml: &[u8],
    mut visit: impl FnMut(Node<'_>) -> Result<(), ImportError>,
) -> Result<(), ImportError> {
    let mut reader = Reader::from_reader(xml);
    let mut depth = 0;
    loop {
        match reader.read_event().map_err(|_| ImportError::Damaged)? {
            Event::Start(element) => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return Err(ImportError::TooComplex);
                }
                visit(Node::Open(element.local_name().as_ref(), &element))?;
            }
            Event::End(element) => {
                depth = depth.saturating_sub(1);
                visit(Node::Close(element.local_name().as_ref()))?;
            }
            Event::Empty(element) => {
                visit(Node::Open(element.local_name().as_ref(), &element))?;
                visit(Node::Close(element.local_name().as_ref()))?;
            }
            Event::Text(text) => visit(Node::Text(&text))?,
            Event::CData(text) => visit(Node::Text(&text))?,
            Event::GeneralRef(reference) => {
                if let Some(c) = character(&reference) {
                    visit(Node::Text(c.encode_utf8(&mut [0; 4])))?;
                }
            }
            Event::DocType(_) => return Err(ImportError::ExternalContent),
            Event::Eof if depth > 0 => return Err(ImportError::Damaged),
            Event::Eof => return Ok(()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

/// The five characters XML names, and those given by number. Any other name would need a document
/// type to mean something.
fn character(reference: &BytesRef<'_>) -> Option<char> {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return Some(c);
    }
    match &**reference {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

/// An attribute, whatever its prefix.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    element
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name)
        .map(|attribute| {
            let read = attribute.normalized_value(XmlVersion::Implicit1_0);
            read.map_or_else(|_| String::new(), Cow::into_owned)
        })
}

/// Whether a switch such as `<w:b/>` or `<w:b w:val="0"/>` is on.
pub(super) fn is_on(element: &BytesStart<'_>) -> bool {
    !matches!(
        attribute(element, "val").as_deref(),
        Some("0" | "false" | "off" | "none")
    )
}

fn title(properties: &[u8]) -> Result<Option<String>, ImportError> {
    let mut title = String::new();
    let mut inside = false;
    each(properties, |node| {
        match node {
            Node::Open("title", _) => inside = true,
            Node::Close("title") => inside = false,
            Node::Text(text) if inside => title.push_str(text),
            _ => {}
        }
        Ok(())
    })?;
    let title = title.trim();
    // Word proposes its own file name.
    let real = !title.is_empty() && !title.to_lowercase().starts_with("microsoft word");
    Ok(real.then(|| title.to_owned()))
}

#[derive(Default)]
struct Paragraph {
    text: String,
    bold: usize,
    sizes: HashMap<u16, usize>,
    style: Option<String>,
    outline: Option<u8>,
    list: Option<String>,
    depth: Option<usize>,
}

#[derive(Default, Clone, Copy)]
struct Run {
    bold: Option<bool>,
    size: Option<u16>,
}

struct Walk {
    styles: Styles,
    numbering: Numbering,
    draft: Draft,
    title: Option<String>,
    /// Open paragraphs: a text box holds some within one.
    open: Vec<Paragraph>,
    run: Run,
    in_properties: bool,
    in_run: bool,
    in_text: bool,
    /// Depth within what is not read, such as deleted text.
    skipped: usize,
    table: Option<Vec<Vec<String>>>,
    /// Tables within tables.
    inner: usize,
    images: usize,
    footnotes: usize,
}

/// Deleted text, the copy of a text box for old programs, field codes.
const SKIPPED: [&str; 5] = ["del", "moveFrom", "Fallback", "instrText", "delText"];

impl Walk {
    fn new(styles: Styles, numbering: Numbering) -> Self {
        Self {
            styles,
            numbering,
            draft: Draft::default(),
            title: None,
            open: Vec::new(),
            run: Run::default(),
            in_properties: false,
            in_run: false,
            in_text: false,
            skipped: 0,
            table: None,
            inner: 0,
            images: 0,
            footnotes: 0,
        }
    }

    fn node(&mut self, node: &Node<'_>) {
        match node {
            Node::Open(name, _) if self.skipped > 0 || SKIPPED.contains(name) => self.skipped += 1,
            Node::Close(_) if self.skipped > 0 => self.skipped -= 1,
            Node::Open(name, element) => self.open(name, element),
            Node::Close(name) => self.close(name),
            Node::Text(text) if self.in_text => self.say(text),
            Node::Text(_) => {}
        }
    }

    fn open(&mut self, name: &str, element: &BytesStart<'_>) {
        match name {
            "p" => self.open.push(Paragraph::default()),
            "pPr" => self.in_properties = true,
            "r" => {
                self.in_run = true;
                self.run = Run::default();
            }
            "t" => self.in_text = true,
            "tab" if self.in_run => self.say(" "),
            "br" | "cr" if self.in_run => self.say("\n"),
            "noBreakHyphen" => self.say("-"),
            "drawing" | "pict" => self.images += 1,
            "footnoteReference" => self.footnotes += 1,
            "tbl" if self.table.is_some() => self.inner += 1,
            "tbl" => self.table = Some(Vec::new()),
            "tr" if self.inner == 0 => {
                if let Some(rows) = &mut self.table {
                    rows.push(Vec::new());
                }
            }
            "tc" if self.inner == 0 => {
                if let Some(row) = self.table.as_mut().and_then(|rows| rows.last_mut()) {
                    row.push(String::new());
                }
            }
            _ if self.in_run && !self.in_properties => match name {
                "b" => self.run.bold = Some(is_on(element)),
                "sz" => self.run.size = value(element),
                _ => {}
            },
            _ => {
                if let Some(paragraph) = self.open.last_mut().filter(|_| self.in_properties) {
                    match name {
                        "pStyle" => paragraph.style = attribute(element, "val"),
                        "outlineLvl" => paragraph.outline = value(element),
                        "numId" => paragraph.list = attribute(element, "val"),
                        "ilvl" => paragraph.depth = value(element),
                        _ => {}
                    }
                }
            }
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "p" => {
                if let Some(paragraph) = self.open.pop() {
                    self.done(paragraph);
                }
            }
            "pPr" => self.in_properties = false,
            "r" => self.in_run = false,
            "t" => self.in_text = false,
            // What holds words was no image but a text box; those were read.
            "txbxContent" => self.images = self.images.saturating_sub(1),
            "tbl" if self.inner > 0 => self.inner -= 1,
            "tbl" => {
                if let Some(rows) = self.table.take() {
                    self.draft.table(rows);
                }
            }
            _ => {}
        }
    }

    fn say(&mut self, text: &str) {
        let Some(paragraph) = self.open.last_mut() else {
            return;
        };
        paragraph.text.push_str(text);
        let style = paragraph.style.as_deref();
        let words = text.trim().len();
        if self.run.bold.unwrap_or_else(|| self.styles.is_bold(style)) {
            paragraph.bold += words;
        }
        let size = self.run.size.unwrap_or_else(|| self.styles.size(style));
        *paragraph.sizes.entry(size).or_default() += words;
    }

    fn done(&mut self, paragraph: Paragraph) {
        if paragraph.text.trim().is_empty() {
            return;
        }
        let style = paragraph.style.as_deref();
        let level = paragraph.outline.or_else(|| self.styles.level(style));
        let list = paragraph
            .list
            .or_else(|| self.styles.list(style).map(str::to_owned));
        let depth = paragraph
            .depth
            .or_else(|| self.styles.depth(style))
            .unwrap_or(0);
        let marker = list.map(|list| self.numbering.next(&list, depth));
        let text = paragraph.text.trim();
        if let Some(cell) = self
            .table
            .as_mut()
            .and_then(|rows| rows.last_mut()?.last_mut())
        {
            let mark = marker.flatten().map(|mark| format!("{mark} "));
            cell.push_str(&mark.unwrap_or_default());
            cell.push_str(text);
            cell.push(' ');
        } else if self.styles.is_title(style) {
            if self.title.is_none() {
                self.title = Some(text.to_owned());
            } else {
                self.draft.text(text, Look::default());
            }
        } else if self.styles.is_contents(style) {
            // The table of contents says again what the headings say.
        } else if let Some(level) = level.filter(|level| *level < 9) {
            let number = marker.flatten().unwrap_or_default();
            self.draft.heading(level + 1, &format!("{number} {text}"));
        } else if let Some(marker) = marker {
            self.draft.item(depth, marker, text);
        } else {
            let length = text.split_whitespace().map(str::len).sum::<usize>();
            let size = paragraph.sizes.into_iter().max_by_key(|(_, n)| *n);
            let look = Look {
                bold: paragraph.bold >= length && length > 0,
                size: size.map_or(0, |(size, _)| size),
            };
            self.draft.text(text, look);
        }
    }
}

fn value<T: std::str::FromStr>(element: &BytesStart<'_>) -> Option<T> {
    attribute(element, "val")?.parse().ok()
}
