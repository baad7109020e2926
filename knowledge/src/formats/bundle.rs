//! Several documents read as one charter: the files of a folder or of an archive.

use std::fmt::Write as _;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::archive::Archive;
use super::draft::{front_matter, one_line};
use super::{Format, MAX_TEXT, Reading, Warning, kind, single};
use crate::front_matter as head;
use crate::import::{ImportError, stem};

/// What is in folders without being a document.
const NAVIGATION: [&str; 2] = ["summary.md", "_sidebar.md"];

pub(super) fn unpack(name: &str, bytes: &[u8]) -> Result<Reading, ImportError> {
    let mut archive = Archive::open(bytes)?;
    let mut files = Vec::new();
    for entry in archive.names() {
        if !entry.ends_with('/')
            && !is_hidden(&entry)
            && let Some(bytes) = archive.entry(&entry)?
        {
            files.push((entry, bytes));
        }
    }
    let mut reading = together(name, &files)?;
    reading.format = Format::Zip;
    Ok(reading)
}

pub(super) fn together(name: &str, files: &[(String, Vec<u8>)]) -> Result<Reading, ImportError> {
    let mut files: Vec<&(String, Vec<u8>)> =
        files.iter().filter(|(name, _)| !is_hidden(name)).collect();
    files.sort_by_key(|(name, _)| order(name));
    let mut parts = Vec::new();
    let mut warnings = Vec::new();
    let mut length = 0;
    for (file, bytes) in files {
        let inside = |error| ImportError::Within {
            name: file.clone(),
            error: Box::new(error),
        };
        let format = match kind::of(file, bytes) {
            // One level is enough for anything meant to be read.
            Ok(Format::Zip)
            | Err(ImportError::UnsupportedFormat | ImportError::Binary | ImportError::Empty) => {
                warnings.push(Warning::LeftOut(file.clone()));
                continue;
            }
            Ok(format) => format,
            Err(error) => return Err(inside(error)),
        };
        let reading = match single(format, bytes) {
            // A configuration file, say.
            Err(ImportError::FaqEmpty) => {
                warnings.push(Warning::LeftOut(file.clone()));
                continue;
            }
            other => other.map_err(inside)?,
        };
        length += reading.markdown.len();
        if length > MAX_TEXT {
            return Err(ImportError::TooLarge {
                bytes: length,
                limit: MAX_TEXT,
            });
        }
        let about = |warning| Warning::In(file.clone(), Box::new(warning));
        warnings.extend(reading.warnings.into_iter().map(about));
        parts.push((file.as_str(), reading.markdown));
    }
    let markdown = match parts.as_slice() {
        [] => return Err(ImportError::NoDocument),
        [(_, only)] => only.clone(),
        parts => joined(name, parts)?,
    };
    Ok(Reading {
        format: Format::Folder,
        markdown,
        warnings,
    })
}

fn is_hidden(name: &str) -> bool {
    let mut parts = name.split(['/', '\\']);
    parts.any(|part| part.starts_with(['.', '_']) && part != "_sidebar.md")
        || NAVIGATION
            .iter()
            .any(|known| name.to_lowercase().rsplit('/').next() == Some(known))
}

/// As people order files: by folder, what opens a folder first, numbers as numbers.
fn order(name: &str) -> Vec<(bool, String)> {
    let parts = name.split(['/', '\\']);
    parts
        .map(|part| {
            let lower = part.to_lowercase();
            let opens = ["readme.", "index.", "intro"]
                .iter()
                .any(|first| lower.starts_with(first));
            let mut key = String::new();
            let mut digits = String::new();
            for c in lower.chars().chain(['\0']) {
                if c.is_ascii_digit() {
                    digits.push(c);
                } else {
                    if !digits.is_empty() {
                        let _ = write!(key, "{digits:0>12}");
                        digits.clear();
                    }
                    key.push(c);
                }
            }
            (!opens, key)
        })
        .collect()
}

/// Each document below a heading of its own, under the name of what holds them.
fn joined(name: &str, parts: &[(&str, String)]) -> Result<String, ImportError> {
    let mut out = String::new();
    let title = stem(name).replace(['-', '_'], " ");
    front_matter(&mut out, Some(&title), None);
    for (file, markdown) in parts {
        let meta = head::read(markdown)?;
        let body = &markdown[meta.body..];
        let headings = headings(body);
        let cover = headings.first().filter(|first| {
            first.level == 1 && headings.iter().filter(|h| h.level == 1).count() == 1
        });
        let from = cover.map_or(0, |cover| cover.range.end);
        let title = meta
            .title
            .or_else(|| cover.map(|cover| cover.title.clone()))
            .filter(|title| !title.is_empty())
            .unwrap_or_else(|| stem(file).replace(['-', '_'], " "));
        let before = cover.map_or("", |cover| body[..cover.range.start].trim());
        let _ = write!(out, "\n# {}\n\n", one_line(&title));
        if !before.is_empty() {
            let _ = write!(out, "{before}\n\n");
        }
        let shift = u8::from(cover.is_none());
        let mut at = from;
        for heading in headings
            .iter()
            .filter(|heading| heading.range.start >= from)
        {
            out.push_str(&body[at..heading.range.start]);
            let level = usize::from((heading.level + shift).min(6));
            let marks = "#".repeat(level);
            let _ = writeln!(out, "{marks} {}", heading.source);
            at = heading.range.end;
        }
        out.push_str(body[at..].trim_end());
        out.push('\n');
    }
    Ok(out)
}

struct Heading {
    level: u8,
    range: Range<usize>,
    title: String,
    /// As written, without its marks.
    source: String,
}

/// The headings of a document, wherever no list or quote holds them.
fn headings(body: &str) -> Vec<Heading> {
    let mut found: Vec<Heading> = Vec::new();
    let mut open: Option<(Heading, Range<usize>)> = None;
    let mut depth = 0_usize;
    let parser = Parser::new_ext(body, Options::ENABLE_TABLES).into_offset_iter();
    for (event, range) in parser {
        match event {
            Event::Start(Tag::BlockQuote(_) | Tag::List(_)) => depth += 1,
            Event::End(TagEnd::BlockQuote(_) | TagEnd::List(_)) => depth = depth.saturating_sub(1),
            Event::Start(Tag::Heading { level, .. }) if depth == 0 => {
                let heading = Heading {
                    level: level as u8,
                    range: range.clone(),
                    title: String::new(),
                    source: String::new(),
                };
                open = Some((heading, range.end..range.start));
            }
            Event::End(TagEnd::Heading(_)) => {
                if let Some((mut heading, inner)) = open.take() {
                    heading.source = body.get(inner).map(one_line).unwrap_or_default();
                    found.push(heading);
                }
            }
            other => {
                if let Some((heading, inner)) = open.as_mut() {
                    inner.start = inner.start.min(range.start);
                    inner.end = inner.end.max(range.end);
                    match other {
                        Event::Text(text) | Event::Code(text) => heading.title.push_str(&text),
                        Event::SoftBreak | Event::HardBreak => heading.title.push(' '),
                        _ => {}
                    }
                }
            }
        }
    }
    found
}
