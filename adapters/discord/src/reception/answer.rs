//! The first answer to what people do, within Discord's three seconds, and the word that ends it
//! where the core has nothing to say.

use std::sync::Arc;
use std::time::Duration;

use hyper::Method;
use serde_json::{Value, json};
use tracing::{debug, warn};

use super::{Fact, Reception};
use crate::embeds::EPHEMERAL;
use crate::incoming::Act;
use crate::pending::{Deferred, Open};
use crate::rest::{Done, Failure};

/// Kinds of answers:
/// <https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-interaction-callback-type>.
const DEFERRED_REPLY: u8 = 5;
pub(super) const DEFERRED_UPDATE: u8 = 6;

/// The interaction was answered before.
const ANSWERED: u64 = 40_060;
/// Time the core has to say something before a promise is kept with a word of our own.
const QUIET: Duration = Duration::from_secs(5);

/// The promise of an answer that one person alone sees.
pub(super) fn promise() -> Value {
    json!({"type": DEFERRED_REPLY, "data": {"flags": EPHEMERAL}})
}

impl Reception {
    /// Answers; whether Discord may have taken it. Too late, as after a restart, what follows goes
    /// directly.
    pub(super) async fn answers(&self, act: &Act, answer: &Value) -> bool {
        let path = format!("/interactions/{}/{}/callback", act.id, act.token.0);
        match self
            .rest
            .call::<Done>(Method::POST, &path, Some(answer))
            .await
        {
            Ok(Done {}) | Err(Failure::Doubtful(_)) => true,
            Err(failure) if failure.is(&[ANSWERED]) => true,
            Err(failure) => {
                debug!(?failure, "an answer comes too late");
                false
            }
        }
    }

    /// From now on, what the core says about it can be shown where it was done.
    pub(super) fn opens(&self, act: &Act, deferred: Deferred) {
        let open = Open {
            application: act.application.clone(),
            token: act.token.0.clone(),
            deferred,
            person: act.person.clone(),
            room: act.place(),
        };
        self.pending.opened(&act.id, open);
    }

    /// Where the core says nothing for a while, the promise is kept with a word.
    pub(super) fn ends_quietly(self: &Arc<Self>, act: &Act, fact: &Fact) {
        let (reception, id, fact) = (self.clone(), act.id.clone(), fact.clone());
        self.tasks.spawn(async move {
            tokio::select! {
                () = reception.stop.cancelled() => {}
                () = tokio::time::sleep(QUIET) => {
                    reception.replies(&id, &fact, "discord-say-done").await;
                }
            }
        });
    }

    /// Says something to whoever did it, in place of what was promised, if nothing has taken that
    /// place.
    pub(super) async fn replies(&self, interaction: &str, fact: &Fact, key: &str) {
        let lang = self.people.spoken(&fact.server, &fact.person);
        let mut message = json!({
            "content": (self.say)(lang, key),
            "embeds": [],
            "components": [],
            "allowed_mentions": {"parse": []},
        });
        let (method, path) = match self.pending.unanswered(interaction) {
            Some(open) => (Method::PATCH, open.original()),
            // Done: what was done shows. Anything else has to be said.
            None if key == "discord-say-done" => return,
            None => {
                let action = bonsens_port::ActionId::new(format!("discord/{}/said", fact.id));
                let Some(open) = self.pending.of(&action) else {
                    return;
                };
                message["flags"] = json!(EPHEMERAL);
                (Method::POST, open.follow_up())
            }
        };
        let told = self.rest.call::<Done>(method, &path, Some(&message)).await;
        if let Err(failure) = told {
            warn!(server = %fact.server, ?failure, "someone can't be told");
        }
    }
}
