//! Formats: whatever document an admin has, read as Markdown.
//!
//! The kind is told by what the bytes are, and by the name only where they can't tell. Every
//! format ends as the same [`draft`], so that an outline means the same whatever it came from.

mod archive;
mod bundle;
mod docx;
mod docx_lists;
mod docx_styles;
mod draft;
mod faq;
mod html;
mod html_tags;
mod kind;
mod numbering;
mod pdf;
mod pdf_font;
mod pdf_layout;
mod pdf_lines;
mod pdf_page;
mod plain;

use serde::{Deserialize, Serialize};

use crate::import::{ImportError, MAX_BYTES};
pub use kind::Format;

/// Most text one document may hold, whatever it was packed in.
pub(crate) const MAX_TEXT: usize = 16 * 1024 * 1024;

/// What the person importing should know about what was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "of")]
pub enum Warning {
    /// Headings were told by how they look or are numbered.
    HeadingsGuessed,
    /// So many images hold words nobody can search.
    Images(usize),
    /// These pages are images, such as scans.
    Scans(Vec<usize>),
    /// The letters of these pages can't be told.
    Illegible(Vec<usize>),
    /// So many lines that come back on each page were left out.
    Repeated(usize),
    /// So many footnotes were left out.
    Footnotes(usize),
    /// Not UTF-8: read in the encoding of that name.
    Encoding(String),
    /// A file of a folder or archive that isn't a document.
    LeftOut(String),
    /// What concerns one file of a folder or archive.
    In(String, Box<Warning>),
}

/// A document as Markdown.
#[derive(Debug)]
pub(crate) struct Reading {
    pub format: Format,
    pub markdown: String,
    pub warnings: Vec<Warning>,
}

impl Reading {
    fn of(draft: &draft::Draft) -> Self {
        Self {
            format: Format::Markdown,
            markdown: if draft.is_empty() {
                String::new()
            } else {
                draft.markdown()
            },
            warnings: Vec::new(),
        }
    }
}

/// Reads a document of any format.
pub(crate) fn read(name: &str, bytes: &[u8]) -> Result<Reading, ImportError> {
    if bytes.len() > MAX_BYTES {
        return Err(ImportError::TooLarge {
            bytes: bytes.len(),
            limit: MAX_BYTES,
        });
    }
    let reading = match kind::of(name, bytes)? {
        Format::Zip => bundle::unpack(name, bytes)?,
        format => single(format, bytes)?,
    };
    if reading.markdown.len() > MAX_TEXT {
        return Err(ImportError::TooLarge {
            bytes: reading.markdown.len(),
            limit: MAX_TEXT,
        });
    }
    Ok(reading)
}

/// Reads several documents as one, such as the files of a folder.
pub(crate) fn read_all(name: &str, files: &[(String, Vec<u8>)]) -> Result<Reading, ImportError> {
    bundle::together(name, files)
}

fn single(format: Format, bytes: &[u8]) -> Result<Reading, ImportError> {
    let mut reading = match format {
        Format::Pdf => guarded(|| pdf::read(bytes))?,
        Format::Docx => guarded(|| docx::read(bytes))?,
        _ => {
            let (text, encoding) = kind::decode(bytes, format)?;
            let mut reading = match format {
                Format::Html => guarded(|| html::read(&text))?,
                Format::Plain => plain::read(&text),
                Format::FaqToml => faq::toml(&text)?,
                Format::FaqYaml => guarded(|| faq::yaml(&text))?,
                _ => Reading {
                    format,
                    markdown: text.into_owned(),
                    warnings: Vec::new(),
                },
            };
            reading
                .warnings
                .extend(encoding.map(|name| Warning::Encoding(name.to_owned())));
            reading
        }
    };
    reading.format = format;
    if reading.markdown.trim().is_empty() {
        return Err(ImportError::Empty);
    }
    Ok(reading)
}

/// Runs a parser on a document nobody vouches for. A broken file may trip an assertion somewhere
/// inside a library; to whoever loads it, that is a damaged file and not the end of the program.
/// Nothing outlives the call, so there is no state to be left half done.
fn guarded(read: impl FnOnce() -> Result<Reading, ImportError>) -> Result<Reading, ImportError> {
    quiet::install();
    let was = quiet::QUIET.replace(true);
    let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(read));
    quiet::QUIET.set(was);
    outcome.unwrap_or(Err(ImportError::Damaged))
}

/// Keeps the panic of a parser out of the terminal: what it says may quote the document.
mod quiet {
    use std::cell::Cell;
    use std::sync::Once;

    thread_local! {
        pub(super) static QUIET: Cell<bool> = const { Cell::new(false) };
    }

    pub(super) fn install() {
        static ONCE: Once = Once::new();
        ONCE.call_once(|| {
            let usual = std::panic::take_hook();
            std::panic::set_hook(Box::new(move |panic| {
                if !QUIET.get() {
                    usual(panic);
                }
            }));
        });
    }
}

#[cfg(test)]
#[path = "formats_tests.rs"]
mod tests;
