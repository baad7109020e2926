//! Questions as they are kept: without who asked them, and never in clear. What readers thought of
//! an answer, and questions a person is asked instead of the charter.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    ChannelId, Citation, Handle, Lang, Pseudonym, QuestionId, RequestId, SealedAuthor, SealedText,
    Voter, WorkspaceId,
};

/// A question the charter was asked. Nothing in it tells who asked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// Identity.
    pub id: QuestionId,
    /// Where it was asked.
    pub workspace: WorkspaceId,
    /// The language it was asked in.
    pub lang: Lang,
    /// When.
    pub asked_at: Timestamp,
    /// The question.
    pub text: SealedText,
    /// What the charter answered; `None` is an honest silence.
    pub answer: Option<Citation>,
    /// Whether readers found the answer helpful, one vote each. A voter's name says nothing outside
    /// this question.
    pub votes: BTreeMap<Voter, bool>,
}

impl Question {
    /// The charter did not answer it, or not well: more readers say so than say otherwise.
    #[must_use]
    pub fn is_unanswered(&self) -> bool {
        let helpful = self.votes.values().filter(|helpful| **helpful).count();
        self.answer.is_none() || self.votes.len() - helpful > helpful
    }
}

/// A question someone sent to the people who answer for the charter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// Identity.
    pub id: RequestId,
    /// Where it was asked.
    pub workspace: WorkspaceId,
    /// The channel the person was in, where a private answer may be shown.
    pub channel: ChannelId,
    /// Who asked, for look-ups.
    pub author: Pseudonym,
    /// Who asked, to bring them the answer.
    pub address: SealedAuthor,
    /// Whether those who answer may know who asks.
    pub named: bool,
    /// The asker's language.
    pub lang: Lang,
    /// When.
    pub asked_at: Timestamp,
    /// What is asked, each part sealed: what the charter was asked, and what was added.
    pub text: Vec<SealedText>,
    /// The answer.
    pub reply: Option<SealedText>,
    /// Where it is shown to those who answer.
    pub shown: Option<Handle>,
}
