//! Identifiers, each its own type so that a channel can't be passed where an author is meant.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! identifier {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Wraps a platform's or the product's own identifier.
            pub fn new(id: impl Into<String>) -> Self {
                Self(id.into())
            }

            /// The identifier as given.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }
    )+};
}

identifier! {
    /// One delivery of an event; the same id twice is a redelivery.
    EventId;
    /// A Slack workspace, a Discord server.
    WorkspaceId;
    /// A channel, or a direct conversation with the bot.
    ChannelId;
    /// A message within its channel.
    MessageId;
    /// A person as the platform names them. Never stored: see [`Pseudonym`].
    AuthorId;
    /// A person as the store names them: a keyed hash of workspace and author.
    Pseudonym;
    /// A person's platform id, encrypted: it lets the bot write to them again, and nothing else.
    SealedAuthor;
    /// A keyed hash of a found value: it recognises the value without holding it.
    ValueHash;
    /// A nudge.
    NudgeId;
    /// A flag.
    FlagId;
    /// A question the charter was asked.
    QuestionId;
    /// A question a person was asked.
    RequestId;
    /// A reader of one answer: a keyed hash of question and person, of no use elsewhere.
    Voter;
    /// A text, encrypted: for what a person asked to be passed on, and nothing else.
    SealedText;
    /// A document or list of values registered as confidential.
    RegisteredId;
    /// An action waiting in the outbox; doubles as its idempotency key.
    ActionId;
}
