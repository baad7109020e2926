//! Zip archives nobody vouches for: looked into without being unpacked, and never beyond a limit.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::{Format, MAX_TEXT};
use crate::import::ImportError;

/// Most entries looked at: a document has tens, a folder of them hundreds.
const MAX_ENTRIES: usize = 5_000;

pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// Bytes that may still come out of it.
    left: usize,
}

impl<'a> Archive<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, ImportError> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ImportError::Damaged)?;
        if zip.len() > MAX_ENTRIES {
            return Err(ImportError::Inflates);
        }
        Ok(Self {
            zip,
            left: 4 * MAX_TEXT,
        })
    }

    pub(super) fn names(&self) -> Vec<String> {
        self.zip
            .file_names()
            .flatten()
            .map(std::borrow::Cow::into_owned)
            .collect()
    }

    /// The content of an entry. What the archive says of its size is not believed.
    pub(super) fn entry(&mut self, name: &str) -> Result<Option<Vec<u8>>, ImportError> {
        let entry = match self.zip.by_name(name) {
            Ok(entry) => entry,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err(ImportError::Encrypted);
            }
            Err(_) => return Err(ImportError::Damaged),
        };
        let mut bytes = Vec::new();
        entry
            .take(self.left as u64 + 1)
            .read_to_end(&mut bytes)
            .map_err(|_| ImportError::Damaged)?;
        if bytes.len() > self.left {
            return Err(ImportError::Inflates);
        }
        self.left -= bytes.len();
        Ok(Some(bytes))
    }
}

/// Whether an archive is a word processor's document or a collection of documents.
pub(super) fn format(bytes: &[u8]) -> Result<Format, ImportError> {
    let archive = Archive::open(bytes)?;
    let names = archive.names();
    let has = |name: &str| names.iter().any(|other| other == name);
    if has("word/document.xml") {
        Ok(Format::Docx)
    } else if has("[Content_Types].xml") || has("mimetype") {
        // A spreadsheet, slides, or a document of another office suite.
        Err(ImportError::UnsupportedFormat)
    } else {
        Ok(Format::Zip)
    }
}
