//! The charter as the rest of the assistant sees it: a title, a tree of sections, and verbatim
//! passages pointing back into the imported source.

use std::ops::Range;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::formats::{Format, Warning};

/// A language the assistant can answer in, or `Other` when the text is in neither.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// French.
    Fr,
    /// English.
    En,
    /// Neither French nor English, or too little text to tell.
    Other,
}

impl Lang {
    /// Reads a language tag such as `fr`, `fr-CA` or `English`; unknown tags are `Other`.
    #[must_use]
    pub fn from_tag(tag: &str) -> Self {
        let tag = tag.trim().to_lowercase();
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        match primary {
            "fr" | "fra" | "fre" | "french" | "français" | "francais" => Self::Fr,
            "en" | "eng" | "english" | "anglais" => Self::En,
            _ => Self::Other,
        }
    }
}

/// An imported charter. Ranges in its passages index into `source`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Charter {
    /// Stable identifier, from the front matter, the command line, or the file name.
    pub id: String,
    /// Title of the document.
    pub title: String,
    /// Version as the organisation writes it; empty when the document gives none.
    pub version: String,
    /// First day the charter applies, when the document says.
    pub in_force_since: Option<Date>,
    /// Language the charter is written in.
    pub lang: Lang,
    /// Whom to ask when the charter does not say.
    pub contact: Option<String>,
    /// Sections in document order.
    pub sections: Vec<Section>,
    /// The document, byte for byte, without a leading byte-order mark.
    pub source: String,
}

impl Charter {
    /// The verbatim text of a range, or an empty string when the range is not part of the source.
    #[must_use]
    pub fn slice(&self, range: &Range<usize>) -> &str {
        self.source.get(range.clone()).unwrap_or_default()
    }
}

/// One heading and the text directly below it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Headings from the outermost to this one, below the document's title.
    pub path: Vec<String>,
    /// Line of the heading in the source, from 1.
    pub line: usize,
    /// Heading level, 1 to 6; 0 for text that stands before any heading.
    pub level: u8,
    /// Passages in document order; empty when a heading has no text of its own.
    pub passages: Vec<Passage>,
}

impl Section {
    /// The path as people write it: `A > B`.
    #[must_use]
    pub fn heading_path(&self) -> String {
        self.path.join(" > ")
    }
}

/// A run of whole sentences or list items, small enough to quote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// Byte range in [`Charter::source`].
    pub range: Range<usize>,
}

/// What an import found, for the person who ran it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportReport {
    /// Number of sections.
    pub sections: usize,
    /// Number of passages.
    pub passages: usize,
    /// Language the charter will be treated as.
    pub lang: Lang,
    /// What was left out of search, and why.
    pub skipped: Vec<Skipped>,
    /// What kind of document it was.
    pub format: Format,
    /// What else to know about how it was read.
    pub warnings: Vec<Warning>,
}

/// One thing left out of search.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skipped {
    /// Line in the source, from 1.
    pub line: usize,
    /// Why it was left out.
    pub reason: SkipReason,
}

/// Why something was left out of search.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SkipReason {
    /// A template tag such as `{% hint %}` on its own.
    TemplateTag,
    /// A block of HTML tags without text.
    HtmlMarkup,
    /// A block without words, such as a rule or an image without description.
    NoWords,
    /// A heading without any text or other heading below it.
    EmptySection,
}

/// What the person importing states about the document; each field wins over the front matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MetaOverrides {
    /// Identifier to use.
    pub id: Option<String>,
    /// Version to record.
    pub version: Option<String>,
    /// First day the charter applies.
    pub in_force_since: Option<Date>,
    /// Whom to ask when the charter does not say.
    pub contact: Option<String>,
    /// Language to assume instead of detecting it.
    pub lang: Option<Lang>,
}
