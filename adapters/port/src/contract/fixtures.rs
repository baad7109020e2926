//! The records the checks are made with, small enough to read in a failure message.

use std::time::Duration;

use jiff::{Timestamp, civil::Date};

use crate::{
    Act, Action, ActionId, Change, ChannelId, Commit, Deed, EventId, Extract, Family, Flag, FlagId,
    FlagState, Lang, MaskedFinding, MessageId, Notice, Nudge, NudgeId, NudgeState, Pseudonym,
    Question, QuestionId, Recipient, Request, RequestId, SealedAuthor, SealedText, Severity, Store,
    ValueHash, WorkspaceId, Write,
};

/// How long the checks lease an action for.
pub const LEASE: Duration = Duration::from_mins(1);

/// Seconds after an arbitrary beginning.
pub fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_700_000_000 + seconds).expect("a time in range")
}

/// A day of the month the beginning falls in.
pub fn day(day: i8) -> Date {
    jiff::civil::date(2023, 11, day)
}

pub fn workspace() -> WorkspaceId {
    WorkspaceId::new("w1")
}

pub fn channel() -> ChannelId {
    ChannelId::new("c1")
}

pub fn nudge_id(id: &str) -> NudgeId {
    NudgeId::new(id)
}

/// The message a nudge is about, unless a check says otherwise.
pub fn message(nudge: &str) -> MessageId {
    MessageId::new(format!("m-{nudge}"))
}

pub fn address(author: &str) -> SealedAuthor {
    SealedAuthor::new(format!("sealed-{author}"))
}

pub fn commit(event: &str, writes: Vec<Write>) -> Commit {
    Commit {
        claim: EventId::new(event),
        claim_until: at(3_600),
        writes,
    }
}

pub fn nudge(id: &str, author: &str, made: i64) -> Nudge {
    Nudge {
        id: nudge_id(id),
        workspace: workspace(),
        channel: channel(),
        message: message(id),
        author: Pseudonym::new(author),
        address: address(author),
        lang: Lang::Fr,
        findings: vec![MaskedFinding {
            rule: "credential.example".to_owned(),
            family: Family::Credential,
            severity: Severity::High,
            extract: Extract {
                line: 1,
                words_before: 2,
                characters: 20,
                words_after: 3,
            },
            value: ValueHash::new("v"),
        }],
        severity: Severity::Critical,
        state: NudgeState::Open,
        created_at: at(made),
        flag_at: Some(at(made + 600)),
        flag: None,
    }
}

pub fn flag(id: &str, nudge: &str, opened: i64) -> Flag {
    Flag {
        id: FlagId::new(id),
        nudge: nudge_id(nudge),
        state: FlagState::Open,
        opened_at: at(opened),
        handler: None,
    }
}

pub fn question(id: &str, asked: i64) -> Question {
    Question {
        id: QuestionId::new(id),
        workspace: workspace(),
        lang: Lang::Fr,
        asked_at: at(asked),
        text: SealedText::new("sealed"),
        answer: None,
        votes: [].into(),
    }
}

pub fn request(id: &str, author: &str, asked: i64) -> Request {
    Request {
        id: RequestId::new(id),
        workspace: workspace(),
        channel: channel(),
        author: Pseudonym::new(author),
        address: address(author),
        named: false,
        lang: Lang::Fr,
        asked_at: at(asked),
        text: vec![SealedText::new("sealed")],
        reply: None,
        shown: None,
    }
}

/// A question on its way to those who answer.
pub fn passed_on(id: &str, request: &str, due: i64) -> Action {
    let notice = Notice::Request(RequestId::new(request));
    let (to, lang) = (Recipient::Helpdesk, Lang::Fr);
    action(id, due, Act::Tell { to, lang, notice })
}

pub fn change(author: &str, done: i64, deed: Deed) -> Change {
    Change {
        at: at(done),
        workspace: workspace(),
        author: Pseudonym::new(author),
        by: address(author),
        deed,
    }
}

pub fn action(id: &str, due: i64, what: Act) -> Action {
    Action {
        id: ActionId::new(id),
        workspace: workspace(),
        run_at: at(due),
        what,
    }
}

/// A word to a person that names no nudge.
pub fn thanks(id: &str, author: &str, due: i64) -> Action {
    let to = Recipient::Person {
        address: address(author),
        channel: channel(),
    };
    let (lang, notice) = (Lang::Fr, Notice::Thanks);
    action(id, due, Act::Tell { to, lang, notice })
}

/// The end of a nudge's fix window.
pub fn fix_window(id: &str, nudge: &str, due: i64) -> Action {
    let nudge = nudge_id(nudge);
    action(id, due, Act::EndFixWindow { nudge })
}

/// A flag on its way to the moderators.
pub fn flagged(id: &str, flag: Flag, nudge: Nudge, due: i64) -> Action {
    let to = Recipient::Moderators;
    let (lang, notice) = (Lang::Fr, Notice::Flag { flag, nudge });
    action(id, due, Act::Tell { to, lang, notice })
}

/// The ids of the actions leased at a time.
pub async fn lease(store: &impl Store, now: Timestamp, limit: usize) -> Vec<String> {
    let leased = store.lease_due(now, LEASE, limit).await.expect("lease");
    let ids = leased.iter().map(|action| action.id.to_string());
    ids.collect()
}
