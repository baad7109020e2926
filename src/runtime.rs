//! Runs the flow: an event in, one durable write, then what it led to.
//!
//! `accept` reads, decides and commits; only then may a platform acknowledge the event.
//! `perform_due` does what waits in the outbox. Between the two lies only the store, so a crash at
//! any point loses nothing, and a redelivered event changes nothing.

use std::sync::Arc;
use std::time::Duration;

use bonsens_port::{
    Act, Action, Clock, Commit, Committed, Destination, Event, EventId, EventKind, Finding, Flag,
    Lang, MaskedFinding, Nudge, Platform, PlatformError, Post, Recipient, Role, Store, StoreError,
};
use jiff::{SignedDuration, Timestamp};

use crate::charter::Library;
use crate::leak::{self, RuleSet};
use crate::nudge;
use crate::policy::{self, Facts, Policy, Reply};
use crate::trust::{KeyError, Keys};
use crate::words::{RuleNames, Words};

/// Slack redelivers for minutes, Discord for less; a day is far past both.
const CLAIM: SignedDuration = SignedDuration::from_hours(24);
/// Time an action may take before another worker tries it.
const LEASE: Duration = Duration::from_mins(1);
/// Actions taken from the outbox at once.
const BATCH: usize = 64;

/// Why an event was refused or an action not done. Never holds what a person typed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EngineError {
    /// The store failed: the event must not be acknowledged.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The platform failed: the action stays in the outbox.
    #[error(transparent)]
    Platform(#[from] PlatformError),
    /// The key doesn't fit.
    #[error(transparent)]
    Key(#[from] KeyError),
}

/// What the engine is made of.
pub struct Parts {
    /// Where records are kept.
    pub store: Arc<dyn Store>,
    /// Where people are.
    pub platform: Arc<dyn Platform>,
    /// Where time comes from.
    pub clock: Arc<dyn Clock>,
    /// What to look for.
    pub rules: RuleSet,
    /// What the charter says.
    pub library: Library,
    /// How to say it.
    pub words: Words,
    /// How far to go.
    pub policy: Policy,
    /// The installation's key.
    pub keys: Keys,
}

/// The core at work.
pub struct Engine {
    parts: Parts,
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Engine")
    }
}

impl RuleNames for RuleSet {
    fn rule_name(&self, lang: Lang, rule: &str) -> String {
        let Some(found) = self.get(rule) else {
            return rule.to_owned();
        };
        match lang {
            Lang::Fr => found.name_fr.clone(),
            Lang::En => found.name_en.clone(),
        }
    }
}

impl Engine {
    /// An engine of these parts.
    #[must_use]
    pub const fn new(parts: Parts) -> Self {
        Self { parts }
    }

    /// Decides about an event and commits what follows. Once this returns, the event may be
    /// acknowledged.
    pub async fn accept(&self, event: Event) -> Result<Committed, EngineError> {
        let facts = self.facts(&event).await?;
        let writes = policy::decide(&self.parts.policy, &event, &facts);
        let claim_until = facts.now.checked_add(CLAIM).unwrap_or(Timestamp::MAX);
        let commit = Commit {
            claim: event.id,
            claim_until,
            writes,
        };
        Ok(self.parts.store.commit(commit).await?)
    }

    /// Does what is due, until nothing is. Returns how many actions were done.
    pub async fn perform_due(&self) -> Result<usize, EngineError> {
        let mut done = 0;
        loop {
            let now = self.parts.clock.now();
            let due = self.parts.store.lease_due(now, LEASE, BATCH).await?;
            if due.is_empty() {
                return Ok(done);
            }
            for action in due {
                let id = action.id.clone();
                self.perform(action).await?;
                self.parts.store.complete(&id).await?;
                done += 1;
            }
        }
    }

    async fn perform(&self, action: Action) -> Result<(), EngineError> {
        match action.what {
            Act::Tell { to, lang, notice } => {
                let to = match to {
                    Recipient::Moderators => Destination::Moderators,
                    Recipient::Person { address, channel } => {
                        Destination::Person(self.parts.keys.open(&address)?, channel)
                    }
                };
                let lines = self.parts.words.notice(lang, &notice, &self.parts.rules);
                let workspace = action.workspace;
                self.parts
                    .platform
                    .show(Post {
                        key: action.id,
                        workspace,
                        to,
                        notice,
                        lines,
                    })
                    .await?;
            }
            Act::EndFixWindow { nudge } => {
                let Some(nudge) = self.parts.store.nudge(&nudge).await? else {
                    return Ok(());
                };
                let event = Event {
                    // The end of one window at one time is one event, however often it is tried.
                    id: EventId::new(format!("{}@{}", action.id, action.run_at)),
                    workspace: nudge.workspace,
                    channel: nudge.channel,
                    author: self.parts.keys.open(&nudge.address)?,
                    role: Role::Employee,
                    audience: bonsens_port::Audience::default(),
                    lang: nudge.lang,
                    at: action.run_at,
                    kind: EventKind::FixWindowEnded { nudge: nudge.id },
                };
                self.accept(event).await?;
            }
        }
        Ok(())
    }

    async fn facts(&self, event: &Event) -> Result<Facts, EngineError> {
        let parts = &self.parts;
        let author = parts.keys.pseudonym(&event.workspace, &event.author);
        let (nudge, flag) = self.subject(event).await?;
        let exempt = parts.policy.exempt.contains(&event.channel);
        let scanned = match &event.kind {
            EventKind::MessagePosted { text, .. } | EventKind::MessageEdited { text, .. }
                if !exempt =>
            {
                Some(text)
            }
            EventKind::DraftChecked { text } => Some(text),
            _ => None,
        };
        let mut findings = Vec::new();
        if let Some(text) = scanned {
            let found = parts.rules.scan(text.expose());
            let found: Vec<Finding> = found
                .into_iter()
                .filter(|f| f.confidence >= leak::NUDGE_CONFIDENCE)
                .collect();
            for finding in nudge::mask(&parts.keys, &event.workspace, text.expose(), &found) {
                if !parts
                    .store
                    .is_dismissed(&event.workspace, &finding.value)
                    .await?
                {
                    findings.push(finding);
                }
            }
        }
        let alert = !findings.is_empty()
            && scanned.is_some_and(|text| leak::looks_like_alert(text.expose()));
        let reply = match &event.kind {
            EventKind::QuestionAsked { text, previous } => {
                let previous = previous.as_ref().map(bonsens_port::MessageText::expose);
                parts.library.reply(text.expose(), previous, event.lang)
            }
            _ => Reply::default(),
        };
        Ok(Facts {
            now: parts.clock.now(),
            address: parts.keys.seal(&event.author)?,
            recent: self.recent(event, &author).await?,
            author,
            article: self.article(event, &findings, nudge.as_ref()),
            findings,
            alert,
            nudge,
            flag,
            reply,
            contact: parts.library.contact(event.lang),
        })
    }

    /// The nudge and flag the event is about.
    async fn subject(&self, event: &Event) -> Result<(Option<Nudge>, Option<Flag>), StoreError> {
        let store = &self.parts.store;
        let nudge = match &event.kind {
            EventKind::MessageEdited { message, .. } | EventKind::MessageDeleted { message } => {
                store
                    .nudge_of(&event.workspace, &event.channel, message)
                    .await?
            }
            EventKind::NudgeAnswered { nudge, .. } | EventKind::FixWindowEnded { nudge } => {
                store.nudge(nudge).await?
            }
            EventKind::FlagHandled { flag, .. } => match store.flag(flag).await? {
                Some(flag) => store.nudge(&flag.nudge).await?,
                None => None,
            },
            _ => None,
        };
        // A button of another workspace names nothing here.
        let nudge = nudge.filter(|nudge| nudge.workspace == event.workspace);
        let flag = match nudge.as_ref().and_then(|nudge| nudge.flag.as_ref()) {
            Some(flag) => store.flag(flag).await?,
            None => None,
        };
        Ok((nudge, flag))
    }

    async fn recent(
        &self,
        event: &Event,
        author: &bonsens_port::Pseudonym,
    ) -> Result<Vec<Nudge>, StoreError> {
        let looks_back = !matches!(
            event.kind,
            EventKind::QuestionAsked { .. } | EventKind::FlagHandled { .. }
        );
        if looks_back {
            self.parts.store.nudges_by(author).await
        } else {
            Ok(Vec::new())
        }
    }

    /// The article about the worst of what was found.
    fn article(
        &self,
        event: &Event,
        findings: &[MaskedFinding],
        nudge: Option<&Nudge>,
    ) -> Option<bonsens_port::Citation> {
        let kept = nudge
            .map(|nudge| nudge.findings.as_slice())
            .unwrap_or_default();
        let worst = findings
            .iter()
            .chain(kept)
            .max_by_key(|finding| finding.severity)?;
        let topic = self
            .parts
            .words
            .say(event.lang, &format!("topic-{}", worst.family));
        self.parts.library.reply(&topic, None, event.lang).answer
    }
}
