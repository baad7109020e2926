//! What admins see and change: charters, settings, and who changed what.

use std::collections::BTreeMap;
use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    ChannelId, FlagId, Lang, MessageText, Mode, Pseudonym, Requirement, SealedAuthor, Severity,
    WorkspaceId,
};

/// A document as it came in. Its `Debug` shows only a size.
#[derive(Clone, PartialEq, Eq)]
pub struct Document {
    /// The file's name, which tells its kind.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl fmt::Debug for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Document({} bytes)", self.bytes.len())
    }
}

/// One version of one charter.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CharterRef {
    /// The charter.
    pub id: String,
    /// Its version.
    pub version: String,
}

impl CharterRef {
    /// As a button can carry it: the length of the id in bytes, then both. Either may hold any sign.
    #[must_use]
    pub fn subject(&self) -> String {
        format!("{}:{}{}", self.id.len(), self.id, self.version)
    }

    /// Reads what [`Self::subject`] wrote.
    #[must_use]
    pub fn of_subject(subject: &str) -> Option<Self> {
        let (length, both) = subject.split_once(':')?;
        let (id, version) = both.split_at_checked(length.parse().ok()?)?;
        Some(Self {
            id: id.to_owned(),
            version: version.to_owned(),
        })
    }
}

/// What an admin wants to see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AdminView {
    /// What is set, and what can be done.
    Panel,
    /// The questions the charter does not answer.
    Unanswered,
    /// Who changed what, and when.
    History,
}

/// What an admin does with a version of a charter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum CharterAct {
    /// It answers from now on.
    Publish,
    /// It is forgotten; it never answered.
    Discard,
    /// The version before it answers again.
    RollBack,
}

/// A change to a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listed<T> {
    /// The list is this from now on.
    Replace(Vec<T>),
    /// One more.
    Add(T),
    /// One less.
    Remove(T),
}

/// What an admin sets; what is `None` stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SettingsChange {
    /// How far the bot goes.
    pub mode: Option<Mode>,
    /// Channels that are never scanned, beside those of the configuration.
    pub exempt: Option<Listed<ChannelId>>,
    /// Minutes before moderators are told, by severity; a severity's `None`: never.
    pub fix_windows: BTreeMap<Severity, Option<u32>>,
    /// Members from which a channel counts as large.
    pub large_channel: Option<u32>,
    /// The organisation's code names.
    pub code_names: Option<Listed<MessageText>>,
}

impl SettingsChange {
    /// Sets how far the bot goes, and nothing else.
    #[must_use]
    pub fn mode(mode: Mode) -> Self {
        Self {
            mode: Some(mode),
            ..Self::default()
        }
    }
}

/// What is set for a workspace, for an admin to look at and change.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// How far the bot goes.
    pub mode: Mode,
    /// What has to be on record before it may go further than observing.
    pub missing: Vec<Requirement>,
    /// Channels that admins exempted.
    pub exempt: Vec<ChannelId>,
    /// Channels that the configuration exempts.
    pub always_exempt: Vec<ChannelId>,
    /// Minutes before moderators are told, by severity; `None`: never.
    pub fix_windows: BTreeMap<Severity, Option<u32>>,
    /// Members from which a channel counts as large.
    pub large_channel: u32,
    /// The organisation's code names.
    pub code_names: Vec<MessageText>,
    /// The charters that answer.
    pub charters: Vec<LiveCharter>,
}

/// A charter that answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiveCharter {
    /// The version.
    pub charter: CharterRef,
    /// Its title.
    pub title: String,
    /// Whether an admin published it here, and may return to what was before.
    pub published_here: bool,
}

/// A charter as it was understood, before it answers anyone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CharterPreview {
    /// The version it would be.
    pub charter: CharterRef,
    /// Its title.
    pub title: String,
    /// Its language: `fr`, `en` or `other`.
    pub lang: String,
    /// Day it comes into force, ISO 8601.
    pub in_force_since: Option<String>,
    /// Whom it names to ask.
    pub contact: Option<String>,
    /// Its sections, in order, as headings joined with ` > `.
    pub sections: Vec<String>,
    /// What could not be read, in sentences.
    pub warnings: Vec<String>,
    /// The version that answers today.
    pub live: Option<String>,
}

/// Something an admin or a moderator did, or was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// When.
    pub at: Timestamp,
    /// Where.
    pub workspace: WorkspaceId,
    /// Who, for look-ups.
    pub author: Pseudonym,
    /// Who, for those who may read the history.
    pub by: SealedAuthor,
    /// What.
    pub deed: Deed,
}

/// What someone did. Holds no text that a person typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Deed {
    /// How far the bot goes.
    Mode(Mode),
    /// A channel is no longer scanned.
    Exempted(ChannelId),
    /// A channel is scanned again.
    ExemptionEnded(ChannelId),
    /// Minutes before moderators are told of a severity.
    FixWindow(Severity, Option<u32>),
    /// Members from which a channel counts as large.
    LargeChannel(u32),
    /// Code names, in numbers: how many came and went.
    CodeNames {
        /// How many are new.
        added: usize,
        /// How many are gone.
        removed: usize,
    },
    /// A version of a charter.
    Charter(CharterAct, CharterRef),
    /// A version was loaded, to be looked at.
    CharterLoaded(CharterRef),
    /// A flag was acted on.
    Flag(FlagId, String),
    /// Something was asked for that the person may not do: its name.
    Refused(String),
}

/// A charter's headings, for whoever wants to read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contents {
    /// The charter.
    pub charter: CharterRef,
    /// Its title.
    pub title: String,
    /// Its language.
    pub lang: Option<Lang>,
    /// Day the version came into force, ISO 8601.
    pub in_force_since: Option<String>,
    /// Its sections that have something to read, in order: their place in the charter, and their
    /// headings joined with ` > `.
    pub sections: Vec<(usize, String)>,
}

/// One section of a charter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SectionRef {
    /// The charter.
    pub charter: String,
    /// The section's place in it, from 0.
    pub section: usize,
}

impl SectionRef {
    /// As a button can carry it.
    #[must_use]
    pub fn subject(&self) -> String {
        format!("{}:{}", self.charter, self.section)
    }

    /// Reads what [`Self::subject`] wrote.
    #[must_use]
    pub fn of_subject(subject: &str) -> Option<Self> {
        let (charter, section) = subject.rsplit_once(':')?;
        Some(Self {
            charter: charter.to_owned(),
            section: section.parse().ok()?,
        })
    }
}
