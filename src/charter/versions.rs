//! Charters as documents that are handed in, looked at, kept, and read again.

use bonsens_knowledge::{Charter, ImportError, ImportReport, Lang, MetaOverrides, Section, import};
use bonsens_port::{CharterPreview, CharterRef, CharterVersion, Document, StoreError, WorkspaceId};
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// Why a kept version can't be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReviveError {
    /// What is kept of it is damaged.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Its document can't be read any more.
    #[error("{charter}")]
    Document {
        /// The charter.
        charter: String,
        /// What is wrong with it.
        #[source]
        error: ImportError,
    },
}

/// A document, understood.
#[derive(Debug)]
pub struct Offered {
    /// As it would be kept.
    pub version: CharterVersion,
    /// What was understood, but for what could not be read.
    pub preview: CharterPreview,
    /// What could not be read.
    pub report: ImportReport,
}

/// Understands a document handed in for a workspace.
pub fn offered(
    document: &Document,
    workspace: &WorkspaceId,
    now: Timestamp,
) -> Result<Offered, ImportError> {
    let (charter, report) = import(&document.name, &document.bytes, &MetaOverrides::default())?;
    let version = if charter.version.is_empty() {
        // The day it came tells versions apart where the document does not.
        TimeZone::UTC.to_datetime(now).date().to_string()
    } else {
        charter.version.clone()
    };
    let version = CharterVersion {
        workspace: Some(workspace.clone()),
        id: charter.id.clone(),
        version,
        title: charter.title.clone(),
        lang: tag(charter.lang).to_owned(),
        in_force_since: charter.in_force_since.map(|day| day.to_string()),
        contact: charter.contact.clone(),
        source: charter.source.clone(),
        loaded_at: now,
    };
    // The title has a section of its own, often with nothing in it.
    let sections = charter.sections.iter();
    let listed = |section: &&Section| {
        !section.passages.is_empty() || section.path != [charter.title.as_str()]
    };
    let sections = sections.filter(listed);
    let preview = CharterPreview {
        charter: named(&version),
        title: version.title.clone(),
        lang: version.lang.clone(),
        in_force_since: version.in_force_since.clone(),
        contact: version.contact.clone(),
        sections: sections.map(Section::heading_path).collect(),
        warnings: Vec::new(),
        live: None,
    };
    Ok(Offered {
        version,
        preview,
        report,
    })
}

/// A kept version, understood again from its own document.
pub fn revive(version: &CharterVersion) -> Result<Charter, ReviveError> {
    let since = version.in_force_since.as_deref().map(str::parse);
    let since = since.transpose();
    let overrides = MetaOverrides {
        id: Some(version.id.clone()),
        version: Some(version.version.clone()),
        in_force_since: since.map_err(|_| StoreError::Corrupt("in_force_since".to_owned()))?,
        contact: version.contact.clone(),
        lang: Some(Lang::from_tag(&version.lang)),
    };
    let name = format!("{}.md", version.id);
    match import(&name, version.source.as_bytes(), &overrides) {
        Ok((charter, _)) => Ok(charter),
        Err(error) => Err(ReviveError::Document {
            charter: version.id.clone(),
            error,
        }),
    }
}

/// How a version is named.
#[must_use]
pub fn named(version: &CharterVersion) -> CharterRef {
    CharterRef {
        id: version.id.clone(),
        version: version.version.clone(),
    }
}

/// A language as it is kept.
#[must_use]
pub const fn tag(lang: Lang) -> &'static str {
    match lang {
        Lang::Fr => "fr",
        Lang::En => "en",
        Lang::Other => "other",
    }
}
