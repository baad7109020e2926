//! What was sent, so that nothing is sent twice.
//!
//! Within the process, a bounded memory. Beyond it, each message carries its key as metadata: it is
//! looked for when the process has just started, since the one before may have stopped between
//! sending and forgetting, and when Slack did not say whether a message was taken. An ephemeral
//! message leaves nothing to look for: after such a stop it may be shown a second time.

use std::collections::HashMap;
use std::time::Duration;

use bonsens_kit::Memo;
use bonsens_port::{AuthorId, ChannelId, Handle, MessageId, WorkspaceId};
use serde::Deserialize;
use serde_json::Value;
use tokio::time::Instant;
use tracing::debug;

use crate::api::{Api, Failure};

/// The type of our metadata.
pub const METADATA: &str = "bonsens";

/// Parts of posts remembered.
const KEYS: usize = 16_384;
/// Places looked through, or in doubt, at once.
const PLACES: usize = 4_096;
/// How long after the start a message may be a repeat of what an earlier process sent. An action
/// comes back a minute after it was leased, or as late as the outbox waits.
const EARLY: Duration = Duration::from_mins(15);
/// Messages looked through in a place.
const LOOKED_THROUGH: &str = "100";

/// Where a part of a post is sent.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Place {
    /// To one person, in a channel.
    Private(ChannelId, AuthorId),
    /// To everyone in a channel, or in a direct conversation.
    Room(ChannelId),
    /// To everyone, under a message.
    Thread(ChannelId, MessageId),
}

impl Place {
    /// The channel it is in.
    pub fn room(&self) -> &ChannelId {
        match self {
            Self::Private(room, _) | Self::Room(room) | Self::Thread(room, _) => room,
        }
    }
}

/// A part was sent, and where that is, if it can be told.
#[derive(Debug, Clone)]
pub struct Receipt(pub Option<Handle>);

/// What was sent.
#[derive(Debug)]
pub struct Sent {
    started: Instant,
    receipts: Memo<String, Receipt>,
    doubtful: Memo<String, ()>,
    looked: Memo<(WorkspaceId, Place), ()>,
}

#[derive(Deserialize)]
struct History {
    messages: Vec<Told>,
}
#[derive(Deserialize)]
struct Told {
    ts: String,
    metadata: Option<Metadata>,
}
#[derive(Deserialize)]
struct Metadata {
    event_type: String,
    #[serde(default)]
    event_payload: HashMap<String, Value>,
}

impl Sent {
    /// Nothing yet.
    pub fn new() -> Self {
        Self {
            started: Instant::now(),
            receipts: Memo::new(KEYS, None),
            doubtful: Memo::new(KEYS, None),
            looked: Memo::new(PLACES, None),
        }
    }

    /// A part's receipt, if it was sent.
    pub fn receipt(&self, key: &str) -> Option<Receipt> {
        self.receipts.get(&key.to_owned())
    }

    /// A part was sent.
    pub fn note(&self, key: &str, handle: Option<Handle>) {
        self.receipts.put(key.to_owned(), Receipt(handle));
        self.doubtful.remove(&key.to_owned());
    }

    /// Sending a part failed; it may have been sent nevertheless.
    pub fn doubt(&self, key: &str, failure: &Failure) {
        if matches!(failure, Failure::Doubtful(_)) {
            self.doubtful.put(key.to_owned(), ());
        }
    }

    /// Looks for a part where it may have been sent before. Where Slack won't tell, it is taken not
    /// to have been; where it can't tell now, it is asked again later.
    pub async fn recall(
        &self,
        api: &Api,
        workspace: &WorkspaceId,
        place: &Place,
        key: &str,
    ) -> Result<Option<Handle>, Failure> {
        let known = (workspace.clone(), place.clone());
        let doubtful = self.doubtful.get(&key.to_owned()).is_some();
        let early = self.started.elapsed() < EARLY && self.looked.get(&known).is_none();
        if !doubtful && !early {
            return Ok(None);
        }
        let room = place.room().as_str();
        let mut arguments = vec![
            ("channel", room),
            ("include_all_metadata", "true"),
            ("limit", LOOKED_THROUGH),
        ];
        let method = match place {
            Place::Thread(_, thread) => {
                arguments.push(("ts", thread.as_str()));
                "conversations.replies"
            }
            Place::Room(_) | Place::Private(..) => "conversations.history",
        };
        let history: History = match api.get(workspace, method, &arguments).await {
            Ok(history) => history,
            Err(Failure::Code(code)) => {
                debug!(%workspace, code, "what was sent before can't be looked for");
                History {
                    messages: Vec::new(),
                }
            }
            Err(failure) => return Err(failure),
        };
        for told in history.messages {
            let Some(metadata) = told.metadata.filter(|found| found.event_type == METADATA) else {
                continue;
            };
            if let Some(Value::String(key)) = metadata.event_payload.get("key") {
                self.note(key, Some(Handle(format!("{room}/{}", told.ts))));
            }
        }
        self.looked.put(known, ());
        self.doubtful.remove(&key.to_owned());
        Ok(self.receipt(key).and_then(|Receipt(handle)| handle))
    }
}
