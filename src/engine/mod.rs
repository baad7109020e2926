//! Takes an event to its decision: reads what it needs, decides, and commits what follows in one
//! durable write. Once `accept` returns, the event may be acknowledged to its platform: whatever
//! happens next, nothing of it is lost, and a second delivery changes nothing.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use bonsens_port::{
    Clock, Commit, Committed, Event, EventKind, Finding, Flag, Lang, MaskedFinding, MessageText,
    Mode, Nudge, PersonalRecords, Platform, Pseudonym, Role, Store, StoreError, WorkspaceId,
};
use jiff::{SignedDuration, Timestamp};
use tracing::debug;

use crate::delivery::Reader;
use crate::leak::{self, RuleSet};
use crate::nudge;
use crate::policy::{self, Facts, MODE, Reply};
use crate::tenant::{Tenant, Tenants};
use crate::trust::{KeyError, Keys};
use crate::words::{RuleNames, Words};

/// Slack redelivers for minutes, Discord for less; a day is far past both.
const CLAIM: SignedDuration = SignedDuration::from_hours(24);

/// Why an event was not accepted. Never holds what a person typed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EngineError {
    /// The store failed: the event must not be acknowledged.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The key doesn't fit.
    #[error(transparent)]
    Key(#[from] KeyError),
}

/// What the core is made of.
pub struct Parts {
    /// Where records are kept.
    pub store: Arc<dyn Store>,
    /// Where people are.
    pub platform: Arc<dyn Platform>,
    /// Where time comes from.
    pub clock: Arc<dyn Clock>,
    /// What to look for.
    pub rules: RuleSet,
    /// What each workspace has decided.
    pub tenants: Tenants,
    /// How to say it.
    pub words: Words,
    /// The installation's key.
    pub keys: Keys,
}

/// The core at work.
pub struct Engine {
    pub(crate) parts: Parts,
    /// Who can't be shown anything for now, and until when.
    pub(crate) put_off: Mutex<HashMap<Reader, Timestamp>>,
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
    pub fn new(parts: Parts) -> Self {
        Self {
            parts,
            put_off: Mutex::default(),
        }
    }

    /// Decides about an event and commits what follows. Once this returns, the event may be
    /// acknowledged.
    pub async fn accept(&self, event: Event) -> Result<Committed, EngineError> {
        let facts = self.facts(&event).await?;
        let policy = &self.tenant(&event).policy;
        let writes = policy::decide(policy, &event, &facts);
        let (id, kind, count) = (event.id, event.kind.name(), writes.len());
        // Where nothing follows, nothing is kept, not even that the event was seen: a redelivery
        // leads to nothing again.
        if writes.is_empty() {
            debug!(event = %id, kind, "event leads to nothing");
            return Ok(Committed::Applied);
        }
        let commit = Commit {
            claim: id.clone(),
            claim_until: facts.now.checked_add(CLAIM).unwrap_or(Timestamp::MAX),
            writes,
        };
        let committed = self.parts.store.commit(commit).await?;
        debug!(event = %id, kind, writes = count, ?committed, "event decided");
        Ok(committed)
    }

    fn tenant(&self, event: &Event) -> &Tenant {
        self.parts.tenants.of(&event.workspace)
    }

    /// The mode in force in a workspace: what an admin set there, else the configured one, as far
    /// as the record allows.
    async fn mode(&self, workspace: &WorkspaceId) -> Result<Mode, StoreError> {
        let policy = &self.parts.tenants.of(workspace).policy;
        let settings = self.parts.store.settings(workspace).await?;
        let set = settings.get(MODE).and_then(|name| Mode::named(name));
        Ok(policy.in_force(set.unwrap_or(policy.mode)))
    }

    async fn facts(&self, event: &Event) -> Result<Facts, EngineError> {
        let parts = &self.parts;
        let library = &self.tenant(event).library;
        let author = parts.keys.pseudonym(&event.workspace, &event.author);
        let (nudge, flag) = self.subject(event).await?;
        let findings = match self.scanned(event) {
            Some(text) => self.findings(&event.workspace, text).await?,
            None => Vec::new(),
        };
        let alert = self
            .scanned(event)
            .is_some_and(|text| leak::looks_like_alert(text.expose()));
        let reply = match &event.kind {
            EventKind::QuestionAsked { text, previous, .. } => {
                let previous = previous.as_ref().map(MessageText::expose);
                library.reply(text.expose(), previous, event.lang)
            }
            _ => Reply::default(),
        };
        Ok(Facts {
            now: parts.clock.now(),
            mode: self.mode(&event.workspace).await?,
            address: parts.keys.seal(&event.author)?,
            known: self.known(event, &author, !findings.is_empty()).await?,
            author,
            article: self.article(event, &findings, nudge.as_ref()),
            findings,
            alert,
            nudge,
            flag,
            open_flags: self.open_flags(event).await?,
            reply,
            contact: library.contact(event.lang),
        })
    }

    /// The text to look at, unless it is said where nothing is ever looked at.
    fn scanned<'e>(&self, event: &'e Event) -> Option<&'e MessageText> {
        let exempt = self.tenant(event).policy.exempt.contains(&event.channel);
        match &event.kind {
            EventKind::MessagePosted { text, .. } | EventKind::MessageEdited { text, .. }
                if !exempt =>
            {
                Some(text)
            }
            EventKind::DraftChecked { text } => Some(text),
            _ => None,
        }
    }

    /// What the text holds that is worth a word and was not said to be harmless before, masked.
    async fn findings(
        &self,
        workspace: &WorkspaceId,
        text: &MessageText,
    ) -> Result<Vec<MaskedFinding>, StoreError> {
        let mut found: Vec<Finding> = self.parts.rules.scan(text.expose());
        found.retain(|finding| finding.confidence >= leak::NUDGE_CONFIDENCE);
        let mut kept = Vec::new();
        for finding in nudge::mask(&self.parts.keys, workspace, text.expose(), &found) {
            let dismissed = self.parts.store.is_dismissed(workspace, &finding.value);
            if !dismissed.await? {
                kept.push(finding);
            }
        }
        Ok(kept)
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

    async fn open_flags(&self, event: &Event) -> Result<Vec<(Flag, Nudge)>, StoreError> {
        let mut open = Vec::new();
        if !matches!(event.kind, EventKind::FlagsAsked) || event.role < Role::Moderator {
            return Ok(open);
        }
        for flag in self.parts.store.flags().await? {
            if flag.is_open()
                && let Some(nudge) = self.parts.store.nudge(&flag.nudge).await?
                && nudge.workspace == event.workspace
            {
                open.push((flag, nudge));
            }
        }
        // They come oldest first, and the sort is stable.
        open.sort_by_key(|(_, nudge)| Reverse(nudge.severity));
        Ok(open)
    }

    /// What is kept about the author, as far as the event has to know. An ordinary message has not.
    async fn known(
        &self,
        event: &Event,
        author: &Pseudonym,
        found: bool,
    ) -> Result<PersonalRecords, StoreError> {
        let store = &self.parts.store;
        match event.kind {
            EventKind::SelfAsked | EventKind::ErasureAsked => store.export(author).await,
            EventKind::MessagePosted { .. } | EventKind::MessageEdited { .. } if found => {
                Ok(PersonalRecords {
                    nudges: store.nudges_by(author).await?,
                    ..PersonalRecords::default()
                })
            }
            _ => Ok(PersonalRecords::default()),
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
        let library = &self.tenant(event).library;
        library.reply(&topic, None, event.lang).answer
    }
}
