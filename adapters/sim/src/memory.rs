//! A store that forgets everything when it is dropped: for tests, and for trying the product out. It
//! can be made slow or broken, as real ones are.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use bonsens_port::{
    Action, ActionId, Change, ChannelId, CharterRef, CharterVersion, Commit, Committed, EventId,
    Flag, FlagId, Handle, MessageId, Nudge, NudgeId, PersonalRecords, Pseudonym, Question,
    QuestionId, Registered, RegisteredId, Request, RequestId, Retention, Store, StoreError,
    ValueHash, WorkspaceId, Write,
};
use jiff::{Timestamp, civil::Date};
use tokio::sync::watch;

/// A [`Store`] in memory.
#[derive(Debug, Default)]
pub struct MemoryStore {
    records: Mutex<Records>,
    door: watch::Sender<Door>,
}

/// Whether a change gets through.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Door {
    #[default]
    Open,
    Shut,
    Broken,
}

#[derive(Debug, Default)]
struct Records {
    claims: HashMap<EventId, Timestamp>,
    nudges: BTreeMap<NudgeId, Nudge>,
    by_message: HashMap<(WorkspaceId, ChannelId, MessageId), NudgeId>,
    flags: BTreeMap<FlagId, Flag>,
    shown: BTreeMap<FlagId, Handle>,
    outbox: BTreeMap<ActionId, Queued>,
    dismissed: BTreeSet<(WorkspaceId, ValueHash)>,
    charters: BTreeMap<(Option<WorkspaceId>, CharterRef), CharterVersion>,
    registered: BTreeMap<RegisteredId, Registered>,
    questions: BTreeMap<QuestionId, Question>,
    requests: BTreeMap<RequestId, Request>,
    changes: Vec<Change>,
    settings: BTreeMap<WorkspaceId, BTreeMap<String, String>>,
    counts: BTreeMap<(WorkspaceId, String, Date), u64>,
}

#[derive(Debug)]
struct Queued {
    action: Action,
    leased_until: Option<Timestamp>,
}

impl Records {
    fn apply(&mut self, write: Write) {
        match write {
            Write::Nudge(nudge) => self.put_nudge(nudge),
            Write::Flag(flag) => {
                self.flags.insert(flag.id.clone(), flag);
            }
            Write::Dismissed(workspace, value) => {
                self.dismissed.insert((workspace, value));
            }
            Write::Count {
                workspace,
                rule,
                day,
            } => *self.counts.entry((workspace, rule, day)).or_default() += 1,
            Write::Enqueue(action) => {
                let queued = Queued {
                    action,
                    leased_until: None,
                };
                self.outbox.insert(queued.action.id.clone(), queued);
            }
            Write::Cancel(id) => {
                self.outbox.remove(&id);
            }
            Write::Withdraw(nudge, at) => {
                for queued in self.outbox.values_mut() {
                    if queued.action.withdraws(&nudge) {
                        queued.action.run_at = at;
                        queued.leased_until = None;
                    }
                }
            }
            Write::Charter(charter) => {
                let named = CharterRef {
                    id: charter.id.clone(),
                    version: charter.version.clone(),
                };
                let key = (charter.workspace.clone(), named);
                self.charters.insert(key, charter);
            }
            Write::ForgetCharter(workspace, charter) => {
                self.charters.remove(&(Some(workspace), charter));
            }
            Write::Register(registered) => {
                self.registered.insert(registered.id.clone(), registered);
            }
            Write::Unregister(id) => {
                self.registered.remove(&id);
            }
            Write::Question(question) => {
                self.questions.insert(question.id.clone(), question);
            }
            Write::Request(request) => {
                self.requests.insert(request.id.clone(), request);
            }
            Write::RequestShown(request, handle) => {
                if let Some(request) = self.requests.get_mut(&request) {
                    request.shown = Some(handle);
                }
            }
            Write::Change(change) => self.changes.push(change),
            Write::Shown(flag, handle) => {
                self.shown.insert(flag, handle);
            }
            Write::Setting {
                workspace,
                name,
                value,
            } => {
                let settings = self.settings.entry(workspace).or_default();
                match value {
                    Some(value) => settings.insert(name, value),
                    None => settings.remove(&name),
                };
            }
            Write::Erase(author) => self.erase(&author),
        }
    }

    fn put_nudge(&mut self, nudge: Nudge) {
        self.forget_nudge(&nudge.id);
        self.by_message.insert(message_of(&nudge), nudge.id.clone());
        self.nudges.insert(nudge.id.clone(), nudge);
    }

    fn forget_nudge(&mut self, id: &NudgeId) {
        if let Some(nudge) = self.nudges.remove(id) {
            let message = message_of(&nudge);
            // A later nudge about the same message keeps its place.
            if self.by_message.get(&message) == Some(id) {
                self.by_message.remove(&message);
            }
        }
    }

    fn nudges_by(&self, author: &Pseudonym) -> Vec<Nudge> {
        let mut nudges = self.nudges_where(|nudge| nudge.author == *author);
        nudges.sort_by_key(|nudge| nudge.created_at);
        nudges
    }

    fn export(&self, author: &Pseudonym) -> PersonalRecords {
        let nudges = self.nudges_by(author);
        let mut flags: Vec<Flag> = self.flags.values().cloned().collect();
        flags.retain(|flag| nudges.iter().any(|nudge| nudge.id == flag.nudge));
        flags.sort_by_key(|flag| flag.opened_at);
        let requests = self.requests_by(author);
        let queued = self.outbox.values().map(|queued| queued.action.clone());
        let mut actions: Vec<Action> = queued
            .filter(|action| concerns(action, &nudges, &requests))
            .collect();
        actions.sort_by_key(|action| action.run_at);
        PersonalRecords {
            nudges,
            flags,
            requests,
            actions,
        }
    }

    fn erase(&mut self, author: &Pseudonym) {
        let nudges = self.nudges_by(author);
        let requests = self.requests_by(author);
        self.outbox
            .retain(|_, queued| !concerns(&queued.action, &nudges, &requests));
        self.forget_with_flags(&nudges);
        self.requests.retain(|_, request| request.author != *author);
    }

    fn requests_by(&self, author: &Pseudonym) -> Vec<Request> {
        let theirs = self.requests.values();
        let theirs = theirs.filter(|request| request.author == *author);
        let mut requests: Vec<Request> = theirs.cloned().collect();
        requests.sort_by_key(|request| request.asked_at);
        requests
    }

    fn forget_with_flags(&mut self, nudges: &[Nudge]) {
        for nudge in nudges {
            self.forget_nudge(&nudge.id);
            self.flags.retain(|_, flag| flag.nudge != nudge.id);
        }
        self.forget_where_gone_flags_were();
    }

    fn forget_where_gone_flags_were(&mut self) {
        self.shown.retain(|flag, _| self.flags.contains_key(flag));
    }

    fn nudges_where(&self, wanted: impl Fn(&Nudge) -> bool) -> Vec<Nudge> {
        let found = self.nudges.values().filter(|nudge| wanted(nudge));
        found.cloned().collect()
    }

    fn sweep(&mut self, now: Timestamp, retention: Retention) {
        let since = retention.records_since(now);
        let old = self.nudges_where(|nudge| nudge.created_at < since);
        self.outbox
            .retain(|_, queued| !old.iter().any(|nudge| queued.action.names(&nudge.id)));
        self.forget_with_flags(&old);
        self.flags
            .retain(|_, flag| flag.opened_at >= since || self.nudges.contains_key(&flag.nudge));
        self.forget_where_gone_flags_were();
        self.requests.retain(|_, request| request.asked_at >= since);
        let asked_since = retention.questions_since(now);
        self.questions
            .retain(|_, question| question.asked_at >= asked_since);
        let done_since = retention.changes_since(now);
        self.changes.retain(|change| change.at >= done_since);
        let first_day = retention.counts_since(now);
        self.counts.retain(|(_, _, day), _| *day >= first_day);
        self.claims.retain(|_, until| *until > now);
    }

    fn lease_due(&mut self, now: Timestamp, until: Timestamp, limit: usize) -> Vec<Action> {
        let mut due: Vec<&mut Queued> = self
            .outbox
            .values_mut()
            .filter(|queued| queued.action.run_at <= now)
            .filter(|queued| queued.leased_until.is_none_or(|end| end <= now))
            .collect();
        // The map is in order of id and the sort is stable.
        due.sort_by_key(|queued| queued.action.run_at);
        due.into_iter()
            .take(limit)
            .map(|queued| {
                queued.leased_until = Some(until);
                queued.action.clone()
            })
            .collect()
    }
}

fn concerns(action: &Action, nudges: &[Nudge], requests: &[Request]) -> bool {
    nudges.iter().any(|nudge| action.concerns(nudge))
        || requests.iter().any(|request| request.is_in(action))
}

fn message_of(nudge: &Nudge) -> (WorkspaceId, ChannelId, MessageId) {
    (
        nudge.workspace.clone(),
        nudge.channel.clone(),
        nudge.message.clone(),
    )
}

impl MemoryStore {
    fn records(&self) -> MutexGuard<'_, Records> {
        // Nothing done under the lock can panic halfway through a change.
        self.records.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes wait from now on.
    pub fn shuts(&self) {
        self.door.send_replace(Door::Shut);
    }

    /// Changes fail from now on.
    pub fn breaks(&self) {
        self.door.send_replace(Door::Broken);
    }

    /// Changes get through again.
    pub fn opens(&self) {
        self.door.send_replace(Door::Open);
    }

    async fn pass(&self) -> Result<(), StoreError> {
        let mut door = self.door.subscribe();
        // The sender lives as long as the store, so waiting can't fail.
        let seen = door.wait_for(|door| *door != Door::Shut).await;
        if seen.is_ok_and(|door| *door == Door::Broken) {
            return Err(StoreError::Unavailable("simulated".to_owned()));
        }
        Ok(())
    }
}

#[async_trait]
impl Store for MemoryStore {
    async fn commit(&self, commit: Commit) -> Result<Committed, StoreError> {
        self.pass().await?;
        let mut records = self.records();
        if records.claims.contains_key(&commit.claim) {
            return Ok(Committed::AlreadyClaimed);
        }
        records.claims.insert(commit.claim, commit.claim_until);
        for write in commit.writes {
            records.apply(write);
        }
        Ok(Committed::Applied)
    }

    async fn lease_due(
        &self,
        now: Timestamp,
        lease: Duration,
        limit: usize,
    ) -> Result<Vec<Action>, StoreError> {
        self.pass().await?;
        let until = now.checked_add(lease).unwrap_or(Timestamp::MAX);
        Ok(self.records().lease_due(now, until, limit))
    }

    async fn complete(&self, action: &ActionId) -> Result<(), StoreError> {
        self.records().outbox.remove(action);
        Ok(())
    }

    async fn postpone(&self, action: &ActionId, until: Timestamp) -> Result<(), StoreError> {
        if let Some(queued) = self.records().outbox.get_mut(action) {
            queued.leased_until = Some(until);
        }
        Ok(())
    }

    async fn nudge(&self, id: &NudgeId) -> Result<Option<Nudge>, StoreError> {
        Ok(self.records().nudges.get(id).cloned())
    }

    async fn nudge_of(
        &self,
        workspace: &WorkspaceId,
        channel: &ChannelId,
        message: &MessageId,
    ) -> Result<Option<Nudge>, StoreError> {
        let key = (workspace.clone(), channel.clone(), message.clone());
        let records = self.records();
        let id = records.by_message.get(&key);
        Ok(id.and_then(|id| records.nudges.get(id)).cloned())
    }

    async fn nudges_by(&self, author: &Pseudonym) -> Result<Vec<Nudge>, StoreError> {
        Ok(self.records().nudges_by(author))
    }

    async fn export(&self, author: &Pseudonym) -> Result<PersonalRecords, StoreError> {
        Ok(self.records().export(author))
    }

    async fn flag(&self, id: &FlagId) -> Result<Option<Flag>, StoreError> {
        Ok(self.records().flags.get(id).cloned())
    }

    async fn shown(&self, flag: &FlagId) -> Result<Option<Handle>, StoreError> {
        Ok(self.records().shown.get(flag).cloned())
    }

    async fn flags(&self) -> Result<Vec<Flag>, StoreError> {
        let mut flags: Vec<Flag> = self.records().flags.values().cloned().collect();
        flags.sort_by_key(|flag| flag.opened_at);
        Ok(flags)
    }

    async fn is_dismissed(
        &self,
        workspace: &WorkspaceId,
        value: &ValueHash,
    ) -> Result<bool, StoreError> {
        let key = (workspace.clone(), value.clone());
        Ok(self.records().dismissed.contains(&key))
    }

    async fn charters(&self) -> Result<Vec<CharterVersion>, StoreError> {
        let mut charters: Vec<_> = self.records().charters.values().cloned().collect();
        charters.sort_by_key(|charter| charter.loaded_at);
        Ok(charters)
    }

    async fn registered(&self) -> Result<Vec<Registered>, StoreError> {
        let mut registered: Vec<_> = self.records().registered.values().cloned().collect();
        registered.sort_by_key(|registered| registered.registered_at);
        Ok(registered)
    }

    async fn settings(
        &self,
        workspace: &WorkspaceId,
    ) -> Result<BTreeMap<String, String>, StoreError> {
        let records = self.records();
        Ok(records.settings.get(workspace).cloned().unwrap_or_default())
    }

    async fn question(&self, id: &QuestionId) -> Result<Option<Question>, StoreError> {
        Ok(self.records().questions.get(id).cloned())
    }

    async fn questions(&self, workspace: &WorkspaceId) -> Result<Vec<Question>, StoreError> {
        let records = self.records();
        let here = records.questions.values();
        let here = here.filter(|question| question.workspace == *workspace);
        let mut questions: Vec<Question> = here.cloned().collect();
        questions.sort_by_key(|question| Reverse(question.asked_at));
        Ok(questions)
    }

    async fn request(&self, id: &RequestId) -> Result<Option<Request>, StoreError> {
        Ok(self.records().requests.get(id).cloned())
    }

    async fn changes(
        &self,
        workspace: &WorkspaceId,
        limit: usize,
    ) -> Result<Vec<Change>, StoreError> {
        let records = self.records();
        let here = records.changes.iter().rev();
        let here = here.filter(|change| change.workspace == *workspace);
        Ok(here.take(limit).cloned().collect())
    }

    async fn count(&self, workspace: &WorkspaceId, rule: &str) -> Result<u64, StoreError> {
        let records = self.records();
        let counted = records.counts.iter();
        Ok(counted
            .filter(|((place, counted, _), _)| place == workspace && counted == rule)
            .map(|(_, count)| count)
            .sum())
    }

    async fn sweep(&self, now: Timestamp, retention: Retention) -> Result<(), StoreError> {
        self.records().sweep(now, retention);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn keeps_the_store_contract() {
        bonsens_port::contract::run(async || MemoryStore::default()).await;
    }
}
