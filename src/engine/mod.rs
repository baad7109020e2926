//! Takes an event to its decision: reads what it needs, decides, and commits what follows in one
//! durable write. Once `accept` returns, the event may be acknowledged to its platform: whatever
//! happens next, nothing of it is lost, and a second delivery changes nothing.

mod facts;
mod live;
mod offered;

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use bonsens_port::{
    Clock, Commit, Committed, Contents, Deed, Event, Lang, Platform, Store, StoreError,
    WorkspaceId, Write,
};
use jiff::{SignedDuration, Timestamp};
use tokio::sync::OnceCell;
use tracing::{debug, info};

use crate::delivery::Reader;
use crate::leak::{Registered, RuleSet};
use crate::policy;
use crate::tenant::Tenants;
use crate::trust::{KeyError, Keys};
use crate::words::{Lookup, RuleNames, Words};

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
    /// Reading a document was given up halfway.
    #[error("a document could not be read to its end")]
    Interrupted,
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
    /// What holds in each workspace.
    live: live::Cache,
    /// What is registered as confidential, in every workspace.
    registered: OnceCell<Arc<Registered>>,
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

impl Lookup for RuleSet {}

impl Engine {
    /// An engine of these parts.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        Self {
            parts,
            put_off: Mutex::default(),
            live: live::Cache::default(),
            registered: OnceCell::new(),
        }
    }

    /// Whether nothing would follow from an event, whoever did it and whoever reads it: so it is for
    /// almost every message.
    pub async fn is_nothing(&self, event: &Event) -> Result<bool, EngineError> {
        let live = self.live(&event.workspace).await?;
        Ok(self.heard(event, &live).await?.is_nothing(event))
    }

    /// What there is to read in a workspace, what is in this language first.
    pub async fn contents(
        &self,
        workspace: &WorkspaceId,
        lang: Lang,
    ) -> Result<Vec<Contents>, EngineError> {
        Ok(self.live(workspace).await?.library.contents(lang))
    }

    /// Decides about an event and commits what follows. Once this returns, the event may be
    /// acknowledged.
    pub async fn accept(&self, event: Event) -> Result<Committed, EngineError> {
        let live = self.live(&event.workspace).await?;
        let heard = self.heard(&event, &live).await?;
        let (writes, now) = if heard.is_nothing(&event) {
            (Vec::new(), event.at)
        } else {
            let facts = self.facts(&event, &live, heard).await?;
            (policy::decide(&live.policy, &event, &facts), facts.now)
        };
        let (id, kind, count) = (event.id, event.kind.name(), writes.len());
        // Where nothing follows, nothing is kept, not even that the event was seen: a redelivery
        // leads to nothing again.
        if writes.is_empty() {
            debug!(event = %id, kind, "event leads to nothing");
            return Ok(Committed::Applied);
        }
        let commit = Commit {
            claim: id.clone(),
            claim_until: now.checked_add(CLAIM).unwrap_or(Timestamp::MAX),
            writes,
        };
        let changes = commit.writes.iter().any(changes_what_holds);
        if commit.writes.iter().any(refuses) {
            info!(event = %id, kind, workspace = %event.workspace, "refused: not theirs to do");
        }
        let committed = self.parts.store.commit(commit).await;
        if changes {
            // Whether or not it was written, what is kept says what holds.
            self.live.forget(&event.workspace);
        }
        let committed = committed?;
        debug!(event = %id, kind, writes = count, ?committed, "event decided");
        Ok(committed)
    }
}

/// Whether a write changes what holds in its workspace.
const fn changes_what_holds(write: &Write) -> bool {
    matches!(
        write,
        Write::Setting { .. } | Write::Charter(_) | Write::ForgetCharter(..)
    )
}

/// Whether a write says that someone was refused something.
const fn refuses(write: &Write) -> bool {
    matches!(write, Write::Change(change) if matches!(change.deed, Deed::Refused(_)))
}
