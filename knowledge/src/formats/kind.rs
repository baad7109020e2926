//! What a file is: told by how it begins, by its name only where that can't tell.

use std::borrow::Cow;

use encoding_rs::{Encoding, WINDOWS_1252};
use serde::{Deserialize, Serialize};

use super::archive;
use crate::import::ImportError;
use crate::text;

/// A kind of document that can be imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Markdown.
    Markdown,
    /// Text without markup.
    Plain,
    /// A web page.
    Html,
    /// A word processor's file.
    Docx,
    /// A laid-out document.
    Pdf,
    /// Questions and answers in TOML.
    FaqToml,
    /// Questions and answers in YAML.
    FaqYaml,
    /// An archive of documents.
    Zip,
    /// A folder of documents.
    Folder,
}

/// How files begin that people hand over and that can't be read.
const UNREADABLE: [&[u8]; 4] = [b"{\\rtf", OLE, b"\x1f\x8b", b"Rar!"];
/// Word 97, and anything Office encrypts.
const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
/// The name, in UTF-16, under which Office puts an encrypted document away.
const ENCRYPTED: &[u8] = b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";

pub(super) fn of(name: &str, bytes: &[u8]) -> Result<Format, ImportError> {
    let head = &bytes[..bytes.len().min(1024)];
    if find(head, b"%PDF-").is_some() {
        return Ok(Format::Pdf);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return archive::format(bytes);
    }
    if bytes.starts_with(OLE) && find(bytes, ENCRYPTED).is_some() {
        return Err(ImportError::Encrypted);
    }
    if UNREADABLE.iter().any(|begin| bytes.starts_with(begin)) {
        return Err(ImportError::UnsupportedFormat);
    }
    let wide =
        Encoding::for_bom(bytes).is_some_and(|(encoding, _)| !encoding.is_ascii_compatible());
    if bytes.contains(&0) && !wide {
        return Err(ImportError::Binary);
    }
    let (text, _) = decode(bytes, Format::Plain)?;
    if text.trim().is_empty() {
        return Err(ImportError::Empty);
    }
    let extension = name
        .rsplit_once('.')
        .map(|(_, extension)| extension.to_lowercase())
        .unwrap_or_default();
    Ok(match extension.as_str() {
        _ if is_page(&text) => Format::Html,
        "html" | "htm" | "xhtml" if text.contains("</") => Format::Html,
        "toml" => Format::FaqToml,
        "yaml" | "yml" => Format::FaqYaml,
        "md" | "markdown" | "mdown" => Format::Markdown,
        // These were renamed, or broke on their way: their text is not what they say they are.
        "pdf" | "docx" | "doc" | "odt" | "rtf" | "pptx" | "xlsx" => {
            return Err(ImportError::UnsupportedFormat);
        }
        _ if has_headings(&text) => Format::Markdown,
        _ => Format::Plain,
    })
}

fn is_page(text: &str) -> bool {
    let mut rest = text.trim_start();
    while let Some(comment) = rest.strip_prefix("<!--").or(rest.strip_prefix("<?xml")) {
        let Some(end) = comment.find('>') else { break };
        rest = comment[end + 1..].trim_start();
    }
    let start: String = rest.chars().take(15).collect::<String>().to_lowercase();
    ["<!doctype html", "<html", "<head", "<body"]
        .iter()
        .any(|tag| start.starts_with(tag))
}

/// Whether text holds the marks of Markdown's headings, or its front matter.
fn has_headings(text: &str) -> bool {
    let marked = |line: &str| {
        let marks = line.bytes().take_while(|byte| *byte == b'#').count();
        (1..=6).contains(&marks) && line[marks..].starts_with(' ')
    };
    text.starts_with("---\n") || text.lines().any(marked)
}

/// The text of a file, and the name of its encoding where that isn't UTF-8.
pub(super) fn decode(
    bytes: &[u8],
    format: Format,
) -> Result<(Cow<'_, str>, Option<&'static str>), ImportError> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        let (text, bad) = encoding.decode_without_bom_handling(&bytes[length..]);
        if bad {
            return Err(ImportError::InvalidUtf8 {
                line: bad_line(bytes),
            });
        }
        return Ok((text, None));
    }
    let invalid = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok((Cow::Borrowed(text), None)),
        Err(error) => error.valid_up_to(),
    };
    // UTF-8 that breaks off was cut or damaged. Text that never was UTF-8 has none before.
    if !bytes[..invalid].is_ascii() {
        return Err(ImportError::InvalidUtf8 {
            line: bad_line(bytes),
        });
    }
    let encoding = declared(bytes)
        .filter(|_| format == Format::Html)
        .unwrap_or(WINDOWS_1252);
    let (text, _, bad) = encoding.decode(bytes);
    let odd = text
        .chars()
        .any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}'));
    if bad || odd {
        return Err(ImportError::InvalidUtf8 {
            line: bad_line(bytes),
        });
    }
    Ok((text, Some(encoding.name())))
}

fn bad_line(bytes: &[u8]) -> usize {
    let valid = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
    1 + text::line_ends(&bytes[..valid])
}

/// The encoding a page says it is in.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(2_048)].to_ascii_lowercase();
    let at = find(head, b"charset=")? + b"charset=".len();
    let label: Vec<u8> = head[at..]
        .iter()
        .copied()
        .skip_while(|byte| matches!(byte, b'"' | b'\''))
        .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
        .collect();
    Encoding::for_label(&label)
}

pub(super) fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}
