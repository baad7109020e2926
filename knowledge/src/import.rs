//! Import: bytes of a document to a [`Charter`], or a reason a person can act on.

use crate::charter::{Charter, ImportReport, MetaOverrides};
use crate::formats::{self, Format, Reading};
use crate::{front_matter, language, outline, text};

/// Largest document accepted: a charter is tens of pages, so anything beyond is a mistake or
/// mostly images.
pub const MAX_BYTES: usize = 32 * 1024 * 1024;

/// Most sections: the largest codes of law have some thousands.
const MAX_SECTIONS: usize = 50_000;

/// Why a document could not be imported. What to do about it is for whoever tells people.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// Nothing to read.
    #[error("no text")]
    Empty,
    /// Beyond [`MAX_BYTES`], or more text than a charter may hold.
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
    /// No format this crate reads, or not the one its name says.
    #[error("unsupported format")]
    UnsupportedFormat,
    /// Closed with a password.
    #[error("encrypted")]
    Encrypted,
    /// Cut short, or broken inside.
    #[error("damaged")]
    Damaged,
    /// Small, but would grow beyond all measure when unpacked.
    #[error("expands too much")]
    Inflates,
    /// More parts than a document written by people.
    #[error("too complex")]
    TooComplex,
    /// Declares content to be fetched from elsewhere.
    #[error("declares external content")]
    ExternalContent,
    /// Only images of pages.
    #[error("{pages} scanned pages")]
    Scan {
        /// Number of pages.
        pages: usize,
    },
    /// A FAQ that is not TOML or YAML.
    #[error("line {line}: FAQ: syntax")]
    FaqSyntax {
        /// Line at fault.
        line: usize,
    },
    /// TOML or YAML without a question and its answer.
    #[error("FAQ: no entry")]
    FaqEmpty,
    /// A folder or an archive without a document.
    #[error("no document")]
    NoDocument,
    /// A document within a folder or an archive.
    #[error("{name}")]
    Within {
        /// Which one.
        name: String,
        /// What is wrong with it.
        #[source]
        error: Box<ImportError>,
    },
}

/// Imports a document of any format. `name` is its file name, which names the charter when the
/// document does not.
///
/// What isn't Markdown is read as Markdown, and that is the source kept and quoted.
pub fn import(
    name: &str,
    bytes: &[u8],
    overrides: &MetaOverrides,
) -> Result<(Charter, ImportReport), ImportError> {
    understood(name, formats::read(name, bytes)?, overrides)
}

/// Imports several documents, such as the files of a folder, as one charter. `name` is what holds
/// them, and each comes with its name inside.
pub fn import_all(
    name: &str,
    files: &[(String, Vec<u8>)],
    overrides: &MetaOverrides,
) -> Result<(Charter, ImportReport), ImportError> {
    understood(name, formats::read_all(name, files)?, overrides)
}

fn understood(
    name: &str,
    reading: Reading,
    overrides: &MetaOverrides,
) -> Result<(Charter, ImportReport), ImportError> {
    let Reading {
        format,
        markdown,
        warnings,
    } = reading;
    let source = markdown.as_str();
    let meta = front_matter::read(source)?;
    if source[meta.body..].trim().is_empty() {
        return Err(ImportError::Empty);
    }
    let stem = stem(name);
    let outline = outline::read(source, meta.body, meta.title.as_deref(), stem);
    if outline.sections.len() > MAX_SECTIONS {
        return Err(ImportError::TooComplex);
    }
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
        skipped: if format == Format::Markdown {
            outline.skipped
        } else {
            // Lines of a text the reader never saw would tell nothing.
            Vec::new()
        },
        format,
        warnings,
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
        source: markdown,
    };
    Ok((charter, report))
}

pub(crate) fn stem(name: &str) -> &str {
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
