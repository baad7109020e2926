//! Import: bytes of a Markdown file to a [`Charter`], or a reason a person can act on.

use crate::charter::{Charter, ImportReport, MetaOverrides};
use crate::{front_matter, language, outline, text};

/// Largest document accepted: a charter is tens of pages, so anything beyond is a mistake.
pub const MAX_BYTES: usize = 16 * 1024 * 1024;

/// Why a document could not be imported. What to do about it is for whoever tells people.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// Nothing to read.
    #[error("no text")]
    Empty,
    /// Beyond [`MAX_BYTES`].
    #[error("{bytes} bytes, over the limit of {limit}")]
    TooLarge {
        /// Size of the document.
        bytes: usize,
        /// Size accepted.
        limit: usize,
    },
    /// Not text.
    #[error("binary")]
    Binary,
    /// Text in another encoding.
    #[error("line {line}: not UTF-8")]
    InvalidUtf8 {
        /// First line that cannot be read.
        line: usize,
    },
    /// A line of the `---` block at the head is not `key: value`.
    #[error("line {line}: front matter: not `key: value`")]
    FrontMatterLine {
        /// Line at fault.
        line: usize,
    },
    /// The `---` block at the head has no end.
    #[error("line {line}: front matter: not closed")]
    FrontMatterOpen {
        /// Line it starts at.
        line: usize,
    },
    /// `in_force_since` is not a day.
    #[error("line {line}: front matter: `in_force_since` is not a date")]
    FrontMatterDate {
        /// Line at fault.
        line: usize,
    },
    /// A PDF, a word-processor file, a web page.
    #[error("unsupported format")]
    UnsupportedFormat,
}

/// Imports a Markdown document. `name` is its file name, which names the charter when the
/// document does not.
pub fn import(
    name: &str,
    bytes: &[u8],
    overrides: &MetaOverrides,
) -> Result<(Charter, ImportReport), ImportError> {
    let source = readable(name, bytes)?;
    let meta = front_matter::read(source)?;
    if source[meta.body..].trim().is_empty() {
        return Err(ImportError::Empty);
    }
    let stem = stem(name);
    let outline = outline::read(source, meta.body, meta.title.as_deref(), stem);
    if outline
        .sections
        .iter()
        .all(|section| section.passages.is_empty())
    {
        return Err(ImportError::Empty);
    }
    let lang = overrides
        .lang
        .or(meta.lang)
        .unwrap_or_else(|| language::detect(&text::clean(&source[meta.body..])));
    let report = ImportReport {
        sections: outline.sections.len(),
        passages: outline
            .sections
            .iter()
            .map(|section| section.passages.len())
            .sum(),
        lang,
        skipped: outline.skipped,
    };
    let charter = Charter {
        id: overrides
            .id
            .clone()
            .or(meta.id)
            .unwrap_or_else(|| slug(stem)),
        title: outline.title,
        version: overrides
            .version
            .clone()
            .or(meta.version)
            .unwrap_or_default(),
        in_force_since: overrides.in_force_since.or(meta.in_force_since),
        lang,
        contact: overrides.contact.clone().or(meta.contact),
        sections: outline.sections,
        source: source.to_owned(),
    };
    Ok((charter, report))
}

/// How files that are often handed over by mistake begin, and how they are named.
const SIGNATURES: [&[u8]; 4] = [b"%PDF-", b"PK\x03\x04", b"{\\rtf", b"\xD0\xCF\x11\xE0"];
const EXTENSIONS: [&str; 8] = ["pdf", "docx", "doc", "odt", "rtf", "html", "htm", "pptx"];

/// The document as text, or why it is not a Markdown file.
fn readable<'a>(name: &str, bytes: &'a [u8]) -> Result<&'a str, ImportError> {
    if bytes.len() > MAX_BYTES {
        return Err(ImportError::TooLarge {
            bytes: bytes.len(),
            limit: MAX_BYTES,
        });
    }
    let extension = name
        .rsplit_once('.')
        .map(|(_, e)| e.to_lowercase())
        .unwrap_or_default();
    if SIGNATURES
        .iter()
        .any(|signature| bytes.starts_with(signature))
        || EXTENSIONS.contains(&extension.as_str())
    {
        return Err(ImportError::UnsupportedFormat);
    }
    if bytes.contains(&0) {
        return Err(ImportError::Binary);
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let source = std::str::from_utf8(bytes).map_err(|error| {
        let before = &bytes[..error.valid_up_to()];
        ImportError::InvalidUtf8 {
            line: 1 + text::line_ends(before),
        }
    })?;
    if source.trim().is_empty() {
        return Err(ImportError::Empty);
    }
    Ok(source)
}

fn stem(name: &str) -> &str {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    match file.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        _ if file.is_empty() => "charter",
        _ => file,
    }
}

fn slug(stem: &str) -> String {
    let words: Vec<String> = text::words(stem).collect();
    if words.is_empty() {
        "charter".to_owned()
    } else {
        words.join("-")
    }
}

#[cfg(test)]
#[path = "import_tests.rs"]
mod tests;
