//! The question asked before in the same conversation, so that "and for interns?" is understood.
//! In memory only, for a short while: questions are not kept.

use std::time::Duration;

use bonsens_port::{ChannelId, MessageText, WorkspaceId};

use crate::memo::Memo;

/// Conversations remembered at once.
const CONVERSATIONS: usize = 1_024;
/// Time after which a question stands alone again.
const LASTS: Duration = Duration::from_mins(30);
/// The longest question worth remembering, in bytes.
const LONGEST: usize = 2_000;

/// A conversation: a channel, and a thread or a person in it.
pub type Conversation = (WorkspaceId, ChannelId, String);

/// The last questions.
#[derive(Debug)]
pub struct FollowUps(Memo<Conversation, (String, MessageText)>);

impl Default for FollowUps {
    fn default() -> Self {
        Self::new()
    }
}

impl FollowUps {
    /// No question so far.
    #[must_use]
    pub fn new() -> Self {
        Self(Memo::new(CONVERSATIONS, Some(LASTS)))
    }

    /// The question before this one. The same question delivered again is not its own context.
    #[must_use]
    pub fn before(&self, conversation: &Conversation, fact: &str) -> Option<MessageText> {
        let (asked, text) = self.0.get(conversation)?;
        (asked != fact).then_some(text)
    }

    /// Remembers a question that was taken in.
    pub fn asked(&self, conversation: Conversation, fact: &str, text: MessageText) {
        if text.expose().len() <= LONGEST {
            self.0.put(conversation, (fact.to_owned(), text));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_question_is_context_for_the_next_one_and_only_for_a_while() {
        let questions = FollowUps::new();
        let here = (
            WorkspaceId::new("T1"),
            ChannelId::new("C1"),
            "1.0".to_owned(),
        );
        let elsewhere = (
            WorkspaceId::new("T1"),
            ChannelId::new("C1"),
            "2.0".to_owned(),
        );
        let text = MessageText::new("May I work from home?");
        assert_eq!(questions.before(&here, "q1"), None);
        questions.asked(here.clone(), "q1", text.clone());
        assert_eq!(questions.before(&here, "q1"), None, "delivered again");
        assert_eq!(questions.before(&here, "q2"), Some(text));
        assert_eq!(questions.before(&elsewhere, "q2"), None);
        tokio::time::advance(LASTS).await;
        assert_eq!(questions.before(&here, "q2"), None);
    }
}
