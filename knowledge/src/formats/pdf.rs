//! Laid-out documents: the letters of each page, where they stand, and what they are set in.
//!
//! A file like this holds no paragraphs, only letters at places; [`super::pdf_layout`] finds the
//! text in them.

use lopdf::{DecompressError, Document, Error, LoadOptions, Object, ObjectId};

use super::draft::Block;
use super::pdf_layout;
use super::pdf_lines::Page;
use super::pdf_page::PdfReader;
use super::{MAX_TEXT, Reading, Warning};
use crate::import::ImportError;

const MAX_PAGES: usize = 2_000;

pub(super) fn read(bytes: &[u8]) -> Result<Reading, ImportError> {
    let options = LoadOptions::with_max_decompressed_size(2 * MAX_TEXT);
    let document = Document::load_mem_with_options(bytes, options).map_err(|error| {
        if bytes.windows(8).any(|window| window == b"/Encrypt") && !matches!(error, Error::Parse(_))
        {
            ImportError::Encrypted
        } else {
            refusal(&error)
        }
    })?;
    if document.is_encrypted() {
        return Err(ImportError::Encrypted);
    }
    // Readers repair a file that was cut by keeping what is left. A charter of which half is
    // missing must not be taken for the whole.
    let tail = &bytes[bytes.len().saturating_sub(4_096)..];
    if super::kind::find(tail, b"%%EOF").is_none() {
        return Err(ImportError::Damaged);
    }
    let ids: Vec<ObjectId> = document.page_iter().take(MAX_PAGES + 1).collect();
    if ids.len() > MAX_PAGES {
        return Err(ImportError::TooComplex);
    }
    if ids.is_empty() || ids.len() < announced(&document) {
        return Err(ImportError::Damaged);
    }
    let mut reader = PdfReader::new(&document);
    let mut pages = Vec::new();
    for id in &ids {
        pages.push(reader.page(*id)?);
    }
    let numbers = |test: &dyn Fn(&Page) -> bool| -> Vec<usize> {
        let found = pages.iter().enumerate().filter(|(_, page)| test(page));
        found.map(|(at, _)| at + 1).collect()
    };
    let scans = numbers(&|page| page.is_scan());
    let illegible = numbers(&|page| page.is_illegible());
    if pages.iter().all(|page| page.glyphs.is_empty()) {
        return Err(if scans.is_empty() {
            ImportError::Empty
        } else {
            ImportError::Scan { pages: scans.len() }
        });
    }
    let (mut draft, repeated) = pdf_layout::read(pages);
    draft.title = title(&document);
    draft.lang = document
        .catalog()
        .and_then(|catalog| catalog.get_deref(b"Lang", &document))
        .and_then(lopdf::decode_text_string)
        .ok();
    let guessed = draft.promote();
    pdf_layout::name(&mut draft);
    // A poster may hold its title in letters and all else in pictures.
    let says = |block: &Block| match block {
        Block::Heading { .. } => false,
        Block::Table(_) => true,
        Block::Text { text, .. } | Block::Item { text, .. } => text.contains(char::is_alphabetic),
    };
    if !scans.is_empty() && !draft.blocks.iter().any(says) {
        return Err(ImportError::Scan { pages: scans.len() });
    }
    let mut reading = Reading::of(&draft);
    let warnings = [
        (!scans.is_empty()).then_some(Warning::Scans(scans)),
        (!illegible.is_empty()).then_some(Warning::Illegible(illegible)),
        (repeated > 0).then_some(Warning::Repeated(repeated)),
        guessed.then_some(Warning::HeadingsGuessed),
    ];
    reading.warnings = warnings.into_iter().flatten().collect();
    Ok(reading)
}

pub(super) fn refusal(error: &Error) -> ImportError {
    match error {
        Error::InvalidPassword
        | Error::Decryption(_)
        | Error::UnsupportedSecurityHandler(_)
        | Error::AlreadyEncrypted => ImportError::Encrypted,
        Error::Decompress(DecompressError::MemoryLimitExceeded { .. }) => ImportError::Inflates,
        _ => ImportError::Damaged,
    }
}

/// How many pages the document says it has.
fn announced(document: &Document) -> usize {
    let count = document
        .catalog()
        .and_then(|catalog| catalog.get_deref(b"Pages", document))
        .and_then(Object::as_dict)
        .and_then(|pages| pages.get_deref(b"Count", document))
        .and_then(Object::as_i64);
    usize::try_from(count.unwrap_or(0)).unwrap_or(0)
}

fn title(document: &Document) -> Option<String> {
    let info = document.trailer.get_deref(b"Info", document).ok()?;
    let title = info.as_dict().ok()?.get_deref(b"Title", document).ok()?;
    let title = lopdf::decode_text_string(title).ok()?;
    let title = title.trim();
    // What programs put there by themselves: the name of the file it was made from.
    let automatic = title.to_lowercase().starts_with("microsoft word")
        || title.rsplit_once('.').is_some_and(|(_, end)| {
            (2..=5).contains(&end.len()) && end.chars().all(|c| c.is_ascii_alphanumeric())
        });
    (title.chars().filter(|c| c.is_alphabetic()).count() > 3 && !automatic)
        .then(|| title.to_owned())
}
