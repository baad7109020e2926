//! What each write does to the records, and the indexes it keeps in step.

use std::collections::BTreeMap;
use std::time::Duration;

use bonsens_port::{
    Action, Change, Commit, Committed, Flag, Nudge, NudgeId, PersonalRecords, Pseudonym, Question,
    Request, Retention, StoreError, WorkspaceId, Write,
};
use jiff::Timestamp;

use crate::keys;
use crate::view::{View, decoded};

/// Claims the event and makes its writes, unless it was claimed before.
pub fn commit(view: &mut View<'_>, commit: Commit) -> Result<Committed, StoreError> {
    let claim = keys::named(keys::CLAIMS, commit.claim.as_str());
    if view.get(&claim)?.is_some() {
        return Ok(Committed::AlreadyClaimed);
    }
    view.put(claim, keys::time(commit.claim_until));
    for write in commit.writes {
        apply(view, write)?;
    }
    Ok(Committed::Applied)
}

fn apply(view: &mut View<'_>, write: Write) -> Result<(), StoreError> {
    match write {
        Write::Nudge(nudge) => put_nudge(view, &nudge),
        Write::Flag(flag) => view.put_record(keys::named(keys::FLAGS, flag.id.as_str()), &flag),
        Write::Dismissed(workspace, value) => {
            view.put(keys::dismissed(&workspace, value.as_str()), []);
            Ok(())
        }
        Write::Count {
            workspace,
            rule,
            day,
        } => {
            let key = keys::count(&workspace, &rule, day);
            let before: u64 = view.record(&key)?.unwrap_or(0);
            view.put_record(key, &(before + 1))
        }
        Write::Enqueue(action) => enqueue(view, &action),
        Write::Withdraw(nudge, at) => {
            let waiting = view.records::<Action>(keys::OUTBOX)?.into_iter();
            for mut action in waiting.filter(|action| action.withdraws(&nudge)) {
                action.run_at = at;
                enqueue(view, &action)?;
            }
            Ok(())
        }
        Write::Cancel(id) => forget_action(view, id.as_str()),
        Write::Charter(charter) => {
            let workspace = charter.workspace.as_ref();
            let key = keys::charter(workspace, &charter.id, &charter.version);
            view.put_record(key, &charter)
        }
        Write::ForgetCharter(workspace, charter) => {
            view.remove(keys::charter(
                Some(&workspace),
                &charter.id,
                &charter.version,
            ));
            Ok(())
        }
        Write::Register(registered) => {
            let key = keys::named(keys::REGISTERED, registered.id.as_str());
            view.put_record(key, &registered)
        }
        Write::Unregister(id) => {
            view.remove(keys::named(keys::REGISTERED, id.as_str()));
            Ok(())
        }
        Write::Question(question) => {
            let key = keys::named(keys::QUESTIONS, question.id.as_str());
            view.put_record(key, &question)
        }
        Write::Request(request) => {
            let key = keys::named(keys::REQUESTS, request.id.as_str());
            view.put_record(key, &request)
        }
        Write::RequestShown(request, handle) => {
            let key = keys::named(keys::REQUESTS, request.as_str());
            let Some(mut request) = view.record::<Request>(&key)? else {
                return Ok(());
            };
            request.shown = Some(handle);
            view.put_record(key, &request)
        }
        Write::Change(change) => put_change(view, &change),
        Write::Shown(flag, handle) => {
            view.put_record(keys::named(keys::SHOWN, flag.as_str()), &handle)
        }
        Write::Setting {
            workspace,
            name,
            value,
        } => {
            let key = keys::named(&keys::settings(&workspace), &name);
            match value {
                Some(value) => view.put(key, value),
                None => view.remove(key),
            }
            Ok(())
        }
        Write::Erase(author) => erase(view, &author),
    }
}

fn enqueue(view: &mut View<'_>, action: &Action) -> Result<(), StoreError> {
    forget_action(view, action.id.as_str())?;
    let (id, due) = (action.id.as_str(), keys::time(action.run_at));
    view.put(keys::named(keys::DUE, id), due);
    view.put_record(keys::queued(&due, id), action)
}

/// Nothing that was done takes the place of anything else, even at the same time.
fn put_change(view: &mut View<'_>, change: &Change) -> Result<(), StoreError> {
    let mut nth = 0;
    loop {
        let key = keys::change(&change.workspace, change.at, nth);
        if view.get(&key)?.is_none() {
            return view.put_record(key, change);
        }
        nth += 1;
    }
}

fn put_nudge(view: &mut View<'_>, nudge: &Nudge) -> Result<(), StoreError> {
    forget_nudge(view, &nudge.id)?;
    view.put(keys::message_of(nudge), nudge.id.as_str());
    view.put(keys::author_of(nudge), []);
    view.put_record(keys::named(keys::NUDGES, nudge.id.as_str()), nudge)
}

fn forget_nudge(view: &mut View<'_>, id: &NudgeId) -> Result<(), StoreError> {
    let key = keys::named(keys::NUDGES, id.as_str());
    let Some(nudge) = view.record::<Nudge>(&key)? else {
        return Ok(());
    };
    let message = keys::message_of(&nudge);
    // A later nudge about the same message keeps its place.
    if view.get(&message)?.as_deref() == Some(id.as_str().as_bytes()) {
        view.remove(message);
    }
    view.remove(keys::author_of(&nudge));
    view.remove(key);
    Ok(())
}

/// All that is kept about a person.
pub fn export(view: &View<'_>, author: &Pseudonym) -> Result<PersonalRecords, StoreError> {
    let nudges = nudges_by(view, author)?;
    let mut flags = view.records::<Flag>(keys::FLAGS)?;
    flags.retain(|flag| nudges.iter().any(|nudge| nudge.id == flag.nudge));
    flags.sort_by_key(|flag| flag.opened_at);
    let requests = requests_by(view, author)?;
    let mut actions = view.records::<Action>(keys::OUTBOX)?;
    actions.retain(|action| concerns(action, &nudges, &requests));
    Ok(PersonalRecords {
        nudges,
        flags,
        requests,
        actions,
    })
}

/// The questions a person had passed on, oldest first.
fn requests_by(view: &View<'_>, author: &Pseudonym) -> Result<Vec<Request>, StoreError> {
    let mut requests = view.records::<Request>(keys::REQUESTS)?;
    requests.retain(|request| request.author == *author);
    requests.sort_by_key(|request| request.asked_at);
    Ok(requests)
}

fn concerns(action: &Action, nudges: &[Nudge], requests: &[Request]) -> bool {
    nudges.iter().any(|nudge| action.concerns(nudge))
        || requests.iter().any(|request| request.is_in(action))
}

/// What was set for a workspace, by name.
pub fn settings(
    view: &View<'_>,
    workspace: &WorkspaceId,
) -> Result<BTreeMap<String, String>, StoreError> {
    let prefix = keys::settings(workspace);
    let set = view.under(&prefix)?.into_iter();
    let text = |bytes: &[u8]| {
        let text = std::str::from_utf8(bytes).map(str::to_owned);
        text.map_err(|_| StoreError::Corrupt("a setting".to_owned()))
    };
    set.map(|(key, value)| Ok((text(&key[prefix.len()..])?, text(&value)?)))
        .collect()
}

/// Puts another end to an action's lease.
pub fn postpone(view: &mut View<'_>, id: &str, until: Timestamp) -> Result<(), StoreError> {
    if view.get(&keys::named(keys::DUE, id))?.is_some() {
        view.put(keys::named(keys::LEASES, id), keys::time(until));
    }
    Ok(())
}

/// Takes an action out of the outbox, with its lease.
pub fn forget_action(view: &mut View<'_>, id: &str) -> Result<(), StoreError> {
    let due = keys::named(keys::DUE, id);
    if let Some(run_at) = view.get(&due)? {
        view.remove(keys::queued(&run_at, id));
        view.remove(keys::named(keys::LEASES, id));
        view.remove(due);
    }
    Ok(())
}

fn erase(view: &mut View<'_>, author: &Pseudonym) -> Result<(), StoreError> {
    let nudges = nudges_by(view, author)?;
    let requests = requests_by(view, author)?;
    if nudges.is_empty() && requests.is_empty() {
        return Ok(());
    }
    forget_queued(view, |action| concerns(action, &nudges, &requests))?;
    for request in requests {
        view.remove(keys::named(keys::REQUESTS, request.id.as_str()));
    }
    forget_with_flags(view, &nudges)
}

/// An author's nudges, oldest first.
pub fn nudges_by(view: &View<'_>, author: &Pseudonym) -> Result<Vec<Nudge>, StoreError> {
    let prefix = keys::by_author(author.as_str());
    let mut nudges = Vec::new();
    for (key, _) in view.under(&prefix)? {
        let id = &key[prefix.len() + size_of_val(&keys::time(Timestamp::MIN))..];
        // Between two reads a nudge may go: then it is not there.
        nudges.extend(view.record::<Nudge>(&[keys::NUDGES, id].concat())?);
    }
    Ok(nudges)
}

fn forget_queued(view: &mut View<'_>, goes: impl Fn(&Action) -> bool) -> Result<(), StoreError> {
    for action in view.records::<Action>(keys::OUTBOX)? {
        if goes(&action) {
            forget_action(view, action.id.as_str())?;
        }
    }
    Ok(())
}

fn forget_with_flags(view: &mut View<'_>, nudges: &[Nudge]) -> Result<(), StoreError> {
    if nudges.is_empty() {
        return Ok(());
    }
    for flag in view.records::<Flag>(keys::FLAGS)? {
        if nudges.iter().any(|nudge| nudge.id == flag.nudge) {
            forget_flag(view, flag.id.as_str());
        }
    }
    for nudge in nudges {
        forget_nudge(view, &nudge.id)?;
    }
    Ok(())
}

fn forget_flag(view: &mut View<'_>, id: &str) {
    view.remove(keys::named(keys::FLAGS, id));
    view.remove(keys::named(keys::SHOWN, id));
}

/// Whether an action is due at a time and free. Asked before the writer is, which costs far more
/// and is asked after every event, most of which leave nothing to do.
pub fn is_due(view: &View<'_>, now: Timestamp) -> Result<bool, StoreError> {
    for entry in view.stored(keys::OUTBOX, keys::queued_after(now)) {
        if is_free(view, keys::queued_id(&entry?.0), now)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Leases actions due at a time. Nothing else may have been changed in the same view.
pub fn lease_due(
    view: &mut View<'_>,
    now: Timestamp,
    lease: Duration,
    limit: usize,
) -> Result<Vec<Action>, StoreError> {
    let until = keys::time(now.checked_add(lease).unwrap_or(Timestamp::MAX));
    let mut leased = Vec::new();
    for entry in view.stored(keys::OUTBOX, keys::queued_after(now)) {
        if leased.len() >= limit {
            break;
        }
        let (key, value) = entry?;
        let id = keys::queued_id(&key);
        if is_free(view, id, now)? {
            view.put([keys::LEASES, id].concat(), until);
            leased.push(decoded(&value)?);
        }
    }
    Ok(leased)
}

/// No lease of the action lasts at this time.
fn is_free(view: &View<'_>, id: &[u8], now: Timestamp) -> Result<bool, StoreError> {
    let end = view.get(&[keys::LEASES, id].concat())?;
    Ok(end.is_none_or(|end| *end <= keys::time(now)[..]))
}

/// Forgets what is past its retention, and claims past their end.
pub fn sweep(view: &mut View<'_>, now: Timestamp, retention: Retention) -> Result<(), StoreError> {
    let since = retention.records_since(now);
    let (old, young): (Vec<Nudge>, Vec<Nudge>) = view
        .records::<Nudge>(keys::NUDGES)?
        .into_iter()
        .partition(|nudge| nudge.created_at < since);
    if !old.is_empty() {
        forget_queued(view, |action| {
            old.iter().any(|nudge| action.names(&nudge.id))
        })?;
        forget_with_flags(view, &old)?;
    }
    for request in view.records::<Request>(keys::REQUESTS)? {
        if request.asked_at < since {
            view.remove(keys::named(keys::REQUESTS, request.id.as_str()));
        }
    }
    let asked_since = retention.questions_since(now);
    for question in view.records::<Question>(keys::QUESTIONS)? {
        if question.asked_at < asked_since {
            view.remove(keys::named(keys::QUESTIONS, question.id.as_str()));
        }
    }
    let done_since = retention.changes_since(now);
    for (key, change) in view.under(keys::all_changes())? {
        if decoded::<Change>(&change)?.at < done_since {
            view.remove(key);
        }
    }
    for flag in view.records::<Flag>(keys::FLAGS)? {
        if flag.opened_at < since && !young.iter().any(|nudge| nudge.id == flag.nudge) {
            forget_flag(view, flag.id.as_str());
        }
    }
    let first_day = keys::day(retention.counts_since(now));
    for (key, _) in view.under(keys::COUNTS)? {
        if keys::day_of(&key).is_some_and(|day| day < first_day) {
            view.remove(key);
        }
    }
    for (key, until) in view.under(keys::CLAIMS)? {
        if *until <= keys::time(now)[..] {
            view.remove(key);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use bonsens_port::{ChannelId, EventId, Lang, MessageId, NudgeState, SealedAuthor, Severity};

    use super::*;

    fn writes(event: &str, writes: Vec<Write>) -> Commit {
        Commit {
            claim: EventId::new(event),
            claim_until: Timestamp::MAX,
            writes,
        }
    }

    /// The suite can't see an index that still names a person.
    #[test]
    fn an_erasure_leaves_no_key_or_value_that_names_the_person() {
        let folder = tempfile::TempDir::new().unwrap();
        let db = sled::open(folder.path()).unwrap();
        let nudge = Nudge {
            id: NudgeId::new("n1"),
            workspace: WorkspaceId::new("w"),
            channel: ChannelId::new("c"),
            message: MessageId::new("m"),
            author: Pseudonym::new("ann"),
            address: SealedAuthor::new("sealed-ann"),
            lang: Lang::En,
            findings: vec![],
            severity: Severity::High,
            state: NudgeState::Open,
            created_at: Timestamp::UNIX_EPOCH,
            flag_at: None,
            flag: None,
        };
        let erase = Write::Erase(nudge.author.clone());
        for (event, write) in [("e1", Write::Nudge(nudge)), ("e2", erase)] {
            let mut view = View::new(&db);
            commit(&mut view, writes(event, vec![write])).unwrap();
            assert!(view.apply().unwrap());
        }
        let keys: Vec<_> = db.iter().keys().map(Result::unwrap).collect();
        assert_eq!(keys, [b"claim/e1", b"claim/e2"]);
    }
}
