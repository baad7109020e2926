//! What every backend promises, whatever it is made of.

use std::collections::BTreeMap;
use std::time::Duration;

use async_trait::async_trait;
use jiff::Timestamp;

use crate::{
    Action, ActionId, Change, ChannelId, CharterRef, CharterVersion, EventId, Flag, FlagId, Handle,
    MessageId, Nudge, NudgeId, Pseudonym, Question, QuestionId, Registered, RegisteredId, Request,
    RequestId, ValueHash, WorkspaceId,
};

/// One change to what is kept.
#[expect(
    clippy::large_enum_variant,
    reason = "a handful live at once, and only until committed"
)]
#[derive(Debug, Clone, PartialEq)]
pub enum Write {
    /// Add or replace a nudge.
    Nudge(Nudge),
    /// Add or replace a flag.
    Flag(Flag),
    /// Remember that this value is not confidential here.
    Dismissed(WorkspaceId, ValueHash),
    /// Count one finding of a rule on a day, without a person.
    Count {
        /// Where.
        workspace: WorkspaceId,
        /// The rule.
        rule: String,
        /// The day.
        day: jiff::civil::Date,
    },
    /// Queue an action.
    Enqueue(Action),
    /// Forget a queued action.
    Cancel(ActionId),
    /// What waits to take away notes about a nudge is due from then on.
    Withdraw(NudgeId, Timestamp),
    /// Keep a version of a charter; the same version loaded again replaces it.
    Charter(CharterVersion),
    /// Forget a version of a charter that was handed in for a workspace.
    ForgetCharter(WorkspaceId, CharterRef),
    /// Remember where a flag is shown, to change it there; forgotten with the flag.
    Shown(FlagId, Handle),
    /// Add or replace a question.
    Question(Question),
    /// Add or replace a question that was passed on.
    Request(Request),
    /// Remember where a question that was passed on is shown; nothing where it is forgotten.
    RequestShown(RequestId, Handle),
    /// Remember who did what. Never changed, and not forgotten with whoever did it.
    Change(Change),
    /// Set something for a workspace, or with no value return it to its default. The value means
    /// nothing to a store.
    Setting {
        /// Where.
        workspace: WorkspaceId,
        /// What is set.
        name: String,
        /// To what.
        value: Option<String>,
    },
    /// Keep what recognises something confidential; the same id replaces it.
    Register(Registered),
    /// Forget something that was registered.
    Unregister(RegisteredId),
    /// Forget a person's nudges, the flags that grew from them, and the questions they had passed
    /// on.
    Erase(Pseudonym),
}

/// All that is kept about one person.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PersonalRecords {
    /// Their nudges, oldest first.
    pub nudges: Vec<Nudge>,
    /// The flags that grew from them, oldest first.
    pub flags: Vec<Flag>,
    /// The questions they had passed on, oldest first.
    pub requests: Vec<Request>,
    /// What waits to be told to them or about them, in the order it is due.
    pub actions: Vec<Action>,
}

/// Everything one event leads to.
#[derive(Debug, Clone, PartialEq)]
pub struct Commit {
    /// The event it claims.
    pub claim: EventId,
    /// Until when a redelivery of the event is recognised.
    pub claim_until: Timestamp,
    /// What changes, in order.
    pub writes: Vec<Write>,
}

/// Whether a commit took effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Committed {
    /// All writes hold.
    Applied,
    /// The event had been claimed before; nothing changed.
    AlreadyClaimed,
}

/// Why a store could not do its work. Never holds a record's content.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The backend failed; the caller may try again.
    #[error("the store is not available: {0}")]
    Unavailable(String),
    /// Another process has it.
    #[error("another process uses {0}")]
    InUse(String),
    /// A newer version wrote it; nothing was touched.
    #[error("{place}: format {found}, this version reads {known}")]
    Newer {
        /// Where it is.
        place: String,
        /// The format it is in.
        found: u32,
        /// The latest format this version reads.
        known: u32,
    },
    /// What is stored can't be read.
    #[error("a stored record can't be read: {0}")]
    Corrupt(String),
}

/// How long things are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retention {
    /// Nudges, flags and their masked extracts, and questions that were passed on.
    pub records: Duration,
    /// Counts per rule, and what admins and moderators did.
    pub counts: Duration,
    /// Questions, which don't tell who asked.
    pub questions: Duration,
}

impl Default for Retention {
    /// 30 days for records, 183 for counts, 90 for questions.
    fn default() -> Self {
        const DAY: u64 = 24 * 60 * 60;
        Self {
            records: Duration::from_secs(30 * DAY),
            counts: Duration::from_secs(183 * DAY),
            questions: Duration::from_secs(90 * DAY),
        }
    }
}

/// A place where records are kept. Every backend passes the same contract suite.
#[async_trait]
pub trait Store: Send + Sync {
    /// Claims an event and applies its writes in one atomic, durable step.
    async fn commit(&self, commit: Commit) -> Result<Committed, StoreError>;

    /// Leases up to `limit` actions due at `now`, oldest first. A leased action is not leased
    /// again before `now + lease`.
    async fn lease_due(
        &self,
        now: Timestamp,
        lease: Duration,
        limit: usize,
    ) -> Result<Vec<Action>, StoreError>;

    /// Forgets an action that is done. Unknown actions are ignored.
    async fn complete(&self, action: &ActionId) -> Result<(), StoreError>;

    /// Ends an action's lease at another time than it was given for: the action could not be done,
    /// and is to be tried again from then on. Unknown actions are ignored.
    async fn postpone(&self, action: &ActionId, until: Timestamp) -> Result<(), StoreError>;

    /// The nudge with this id.
    async fn nudge(&self, id: &NudgeId) -> Result<Option<Nudge>, StoreError>;

    /// The nudge about this message.
    async fn nudge_of(
        &self,
        workspace: &WorkspaceId,
        channel: &ChannelId,
        message: &MessageId,
    ) -> Result<Option<Nudge>, StoreError>;

    /// A person's nudges, oldest first.
    async fn nudges_by(&self, author: &Pseudonym) -> Result<Vec<Nudge>, StoreError>;

    /// All that is kept about a person: exactly what [`Write::Erase`] would forget.
    async fn export(&self, author: &Pseudonym) -> Result<PersonalRecords, StoreError>;

    /// The flag with this id.
    async fn flag(&self, id: &FlagId) -> Result<Option<Flag>, StoreError>;

    /// Where a flag is shown.
    async fn shown(&self, flag: &FlagId) -> Result<Option<Handle>, StoreError>;

    /// Every flag, oldest first.
    async fn flags(&self) -> Result<Vec<Flag>, StoreError>;

    /// Whether a value was dismissed here before.
    async fn is_dismissed(
        &self,
        workspace: &WorkspaceId,
        value: &ValueHash,
    ) -> Result<bool, StoreError>;

    /// Every version of every charter, in the order they were loaded.
    async fn charters(&self) -> Result<Vec<CharterVersion>, StoreError>;

    /// All that is registered as confidential, in the order it was.
    async fn registered(&self) -> Result<Vec<Registered>, StoreError>;

    /// What was set for a workspace, by name.
    async fn settings(
        &self,
        workspace: &WorkspaceId,
    ) -> Result<BTreeMap<String, String>, StoreError>;

    /// The question with this id.
    async fn question(&self, id: &QuestionId) -> Result<Option<Question>, StoreError>;

    /// The questions asked in a workspace, the latest first.
    async fn questions(&self, workspace: &WorkspaceId) -> Result<Vec<Question>, StoreError>;

    /// The question that was passed on under this id.
    async fn request(&self, id: &RequestId) -> Result<Option<Request>, StoreError>;

    /// What was done in a workspace, up to `limit`, the latest first.
    async fn changes(
        &self,
        workspace: &WorkspaceId,
        limit: usize,
    ) -> Result<Vec<Change>, StoreError>;

    /// Findings counted for a rule, all days together.
    async fn count(&self, workspace: &WorkspaceId, rule: &str) -> Result<u64, StoreError>;

    /// Forgets what is older than its retention, and claims past their end.
    async fn sweep(&self, now: Timestamp, retention: Retention) -> Result<(), StoreError>;
}
