//! Commands, presses and windows that were acknowledged and wait for what the core says: each by its
//! token, for as long as Discord takes it. In memory only: after a restart, what was private goes
//! directly.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bonsens_kit::Memo;
use bonsens_port::{ActionId, AuthorId, ChannelId};

/// A token is good for 15 minutes:
/// <https://docs.discord.com/developers/interactions/receiving-and-responding#followup-messages>.
const LASTS: Duration = Duration::from_mins(14);
/// Interactions remembered at once.
const WAITING: usize = 16_384;
/// What the identity of an interaction begins with.
const OURS: &str = "discord/interaction/";

/// How an interaction was acknowledged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deferred {
    /// An answer was promised: the first one takes the place of the promise.
    Reply,
    /// Nothing was promised: whatever is said comes after.
    Update,
}

/// An interaction that was acknowledged. Whoever has its token speaks for it.
#[derive(Clone, PartialEq, Eq)]
pub struct Open {
    /// The application's id.
    pub application: String,
    /// The interaction's token.
    pub token: String,
    /// How it was acknowledged.
    pub deferred: Deferred,
    /// Who it was: nobody else sees what is said to it.
    pub person: AuthorId,
    /// The channel, thread or direct conversation it was in.
    pub room: ChannelId,
}

impl fmt::Debug for Open {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Open({:?})", self.deferred)
    }
}

impl Open {
    /// Where what follows is posted, below `/api/v10`.
    pub fn follow_up(&self) -> String {
        format!("/webhooks/{}/{}", self.application, self.token)
    }

    /// The promised answer.
    pub fn original(&self) -> String {
        format!("{}/messages/@original", self.follow_up())
    }
}

/// What waits.
pub struct Pending(Memo<String, Arc<Waiting>>);

struct Waiting {
    open: Open,
    /// The part of a post that takes the place of the promise, once one does.
    first: Mutex<Option<String>>,
}

impl fmt::Debug for Pending {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pending")
    }
}

impl Default for Pending {
    fn default() -> Self {
        Self::new()
    }
}

impl Pending {
    /// Nothing waits.
    pub fn new() -> Self {
        Self(Memo::new(WAITING, Some(LASTS)))
    }

    /// An interaction was acknowledged.
    pub fn opened(&self, interaction: &str, open: Open) {
        let first = Mutex::new(None);
        let waiting = Arc::new(Waiting { open, first });
        self.0.put(interaction.to_owned(), waiting);
    }

    /// The interaction an action follows from, while it can be answered.
    pub fn of(&self, action: &ActionId) -> Option<Open> {
        self.waiting(action).map(|waiting| waiting.open.clone())
    }

    /// Whether this part of what follows takes the place of the promise. The same part always does,
    /// since sending it may have to be tried again.
    pub fn is_first(&self, action: &ActionId, part: &str) -> bool {
        self.waiting(action)
            .is_some_and(|waiting| waiting.is_taken_by(part))
    }

    /// An interaction whose promise nothing was said to yet: whoever asks keeps it, with a word of
    /// their own.
    pub fn unanswered(&self, interaction: &str) -> Option<Open> {
        let waiting = self.0.get(&interaction.to_owned())?;
        let ours = waiting.is_taken_by("nothing to say");
        ours.then(|| waiting.open.clone())
    }

    /// Discord no longer takes its token.
    pub fn closed(&self, action: &ActionId) {
        if let Some(interaction) = interaction(action) {
            self.0.remove(&interaction.to_owned());
        }
    }

    fn waiting(&self, action: &ActionId) -> Option<Arc<Waiting>> {
        self.0.get(&interaction(action)?.to_owned())
    }
}

impl Waiting {
    fn is_taken_by(&self, part: &str) -> bool {
        if self.open.deferred == Deferred::Update {
            return false;
        }
        let mut first = self.first.lock().unwrap_or_else(PoisonError::into_inner);
        *first.get_or_insert_with(|| part.to_owned()) == part
    }
}

/// The id of the interaction an action follows from.
fn interaction(action: &ActionId) -> Option<&str> {
    let rest = action.as_str().strip_prefix(OURS)?;
    Some(rest.split_once('/').map_or(rest, |(id, _)| id))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(deferred: Deferred) -> Open {
        Open {
            application: "1".to_owned(),
            token: "secret".to_owned(),
            deferred,
            person: AuthorId::new("41"),
            room: ChannelId::new("42"),
        }
    }

    #[test]
    fn the_first_part_keeps_the_promise_however_often_it_is_tried() {
        let pending = Pending::new();
        pending.opened("7", open(Deferred::Reply));
        let action = |n: u8| ActionId::new(format!("discord/interaction/7/{n}"));
        assert!(pending.of(&action(0)).is_some());
        assert!(pending.is_first(&action(0), "k0"));
        assert!(!pending.is_first(&action(0), "k0#1"));
        assert!(!pending.is_first(&action(1), "k1"));
        assert!(pending.is_first(&action(0), "k0"), "tried again");
        assert_eq!(pending.unanswered("7"), None, "it was answered");

        pending.opened("8", open(Deferred::Update));
        let press = ActionId::new("discord/interaction/8/0");
        assert!(pending.of(&press).is_some() && !pending.is_first(&press, "k"));
        assert_eq!(pending.unanswered("8"), None, "nothing was promised");

        pending.opened("9", open(Deferred::Reply));
        assert!(pending.unanswered("9").is_some());
        let late = ActionId::new("discord/interaction/9/0");
        assert!(
            !pending.is_first(&late, "k"),
            "the promise was kept otherwise"
        );
        pending.closed(&late);
        assert_eq!(pending.of(&late), None);
    }

    #[tokio::test(start_paused = true)]
    async fn an_interaction_is_answered_while_discord_takes_it_and_its_token_stays_secret() {
        let pending = Pending::new();
        pending.opened("7", open(Deferred::Reply));
        let action = ActionId::new("discord/interaction/7/0");
        let printed = format!("{:?} {pending:?}", pending.of(&action));
        assert!(!printed.contains("secret"), "{printed}");
        for other in [
            "discord/posted/7/0",
            "fix-window/7",
            "discord/interaction/8/0",
        ] {
            assert_eq!(pending.of(&ActionId::new(other)), None, "{other}");
        }
        tokio::time::advance(Duration::from_mins(14)).await;
        assert_eq!(pending.of(&action), None);
    }
}
