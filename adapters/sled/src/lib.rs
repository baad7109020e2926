//! Keeps records in an embedded database on this machine's disk, so that an installation needs no
//! server. What was acknowledged survives a kill and a power cut.

mod change;
mod disk;
mod keys;
mod open;
mod view;
mod writer;

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;
use std::time::Duration;

use async_trait::async_trait;
use bonsens_port::{
    Action, ActionId, Change, ChannelId, CharterVersion, Commit, Committed, Flag, FlagId, Handle,
    MessageId, Nudge, NudgeId, PersonalRecords, Pseudonym, Question, QuestionId, Registered,
    Request, RequestId, Retention, Store, StoreError, ValueHash, WorkspaceId,
};
use jiff::Timestamp;
use sled::Db;

use view::View;
use writer::Writer;

/// A [`Store`] in a folder that one process uses at a time.
///
/// A read may see a change that is still on its way to the disk. After a disk error nothing more
/// is written until the folder is opened again.
#[derive(Debug)]
pub struct SledStore {
    // In this order: the writer ends first, and the folder is let go of last.
    writer: Writer,
    db: Db,
    _lock: File,
}

impl SledStore {
    /// Opens the folder, creating it if need be.
    ///
    /// Fails if another process uses it, or if a newer version wrote it.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        let opened = open::open(path.as_ref())?;
        Ok(Self {
            writer: Writer::start(opened.db.clone(), opened.disk)?,
            db: opened.db,
            _lock: opened.lock,
        })
    }

    fn view(&self) -> View<'_> {
        View::new(&self.db)
    }
}

#[async_trait]
impl Store for SledStore {
    async fn commit(&self, commit: Commit) -> Result<Committed, StoreError> {
        self.writer.write(|view| change::commit(view, commit)).await
    }

    async fn lease_due(
        &self,
        now: Timestamp,
        lease: Duration,
        limit: usize,
    ) -> Result<Vec<Action>, StoreError> {
        if !change::is_due(&self.view(), now)? {
            return Ok(Vec::new());
        }
        self.writer
            .write(move |view| change::lease_due(view, now, lease, limit))
            .await
    }

    async fn complete(&self, action: &ActionId) -> Result<(), StoreError> {
        let id = action.clone();
        self.writer
            .write(move |view| change::forget_action(view, id.as_str()))
            .await
    }

    async fn postpone(&self, action: &ActionId, until: Timestamp) -> Result<(), StoreError> {
        let id = action.clone();
        self.writer
            .write(move |view| change::postpone(view, id.as_str(), until))
            .await
    }

    async fn nudge(&self, id: &NudgeId) -> Result<Option<Nudge>, StoreError> {
        self.view().record(&keys::named(keys::NUDGES, id.as_str()))
    }

    async fn nudge_of(
        &self,
        workspace: &WorkspaceId,
        channel: &ChannelId,
        message: &MessageId,
    ) -> Result<Option<Nudge>, StoreError> {
        let view = self.view();
        let key = keys::by_message(workspace.as_str(), channel.as_str(), message.as_str());
        match view.get(&key)? {
            Some(id) => view.record(&[keys::NUDGES, &id].concat()),
            None => Ok(None),
        }
    }

    async fn nudges_by(&self, author: &Pseudonym) -> Result<Vec<Nudge>, StoreError> {
        change::nudges_by(&self.view(), author)
    }

    async fn export(&self, author: &Pseudonym) -> Result<PersonalRecords, StoreError> {
        change::export(&self.view(), author)
    }

    async fn flag(&self, id: &FlagId) -> Result<Option<Flag>, StoreError> {
        self.view().record(&keys::named(keys::FLAGS, id.as_str()))
    }

    async fn shown(&self, flag: &FlagId) -> Result<Option<Handle>, StoreError> {
        self.view().record(&keys::named(keys::SHOWN, flag.as_str()))
    }

    async fn flags(&self) -> Result<Vec<Flag>, StoreError> {
        let mut flags: Vec<Flag> = self.view().records(keys::FLAGS)?;
        flags.sort_by_key(|flag| flag.opened_at);
        Ok(flags)
    }

    async fn is_dismissed(
        &self,
        workspace: &WorkspaceId,
        value: &ValueHash,
    ) -> Result<bool, StoreError> {
        let key = keys::dismissed(workspace, value.as_str());
        Ok(self.view().get(&key)?.is_some())
    }

    async fn charters(&self) -> Result<Vec<CharterVersion>, StoreError> {
        let mut charters: Vec<CharterVersion> = self.view().records(keys::CHARTERS)?;
        charters.sort_by_key(|charter| charter.loaded_at);
        Ok(charters)
    }

    async fn registered(&self) -> Result<Vec<Registered>, StoreError> {
        let mut registered: Vec<Registered> = self.view().records(keys::REGISTERED)?;
        registered.sort_by_key(|registered| registered.registered_at);
        Ok(registered)
    }

    async fn settings(
        &self,
        workspace: &WorkspaceId,
    ) -> Result<BTreeMap<String, String>, StoreError> {
        change::settings(&self.view(), workspace)
    }

    async fn question(&self, id: &QuestionId) -> Result<Option<Question>, StoreError> {
        let key = keys::named(keys::QUESTIONS, id.as_str());
        self.view().record(&key)
    }

    async fn questions(&self, workspace: &WorkspaceId) -> Result<Vec<Question>, StoreError> {
        let mut questions: Vec<Question> = self.view().records(keys::QUESTIONS)?;
        questions.retain(|question| question.workspace == *workspace);
        questions.sort_by_key(|question| Reverse(question.asked_at));
        Ok(questions)
    }

    async fn request(&self, id: &RequestId) -> Result<Option<Request>, StoreError> {
        let key = keys::named(keys::REQUESTS, id.as_str());
        self.view().record(&key)
    }

    async fn changes(
        &self,
        workspace: &WorkspaceId,
        limit: usize,
    ) -> Result<Vec<Change>, StoreError> {
        let mut changes: Vec<Change> = self.view().records(&keys::changes(workspace))?;
        changes.reverse();
        changes.truncate(limit);
        Ok(changes)
    }

    async fn count(&self, workspace: &WorkspaceId, rule: &str) -> Result<u64, StoreError> {
        let days: Vec<u64> = self.view().records(&keys::counts(workspace, rule))?;
        Ok(days.iter().sum())
    }

    async fn sweep(&self, now: Timestamp, retention: Retention) -> Result<(), StoreError> {
        self.writer
            .write(move |view| change::sweep(view, now, retention))
            .await
    }
}
