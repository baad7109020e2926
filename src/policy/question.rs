//! Questions: what the charter says, what readers think of it, and who can be asked instead.

use bonsens_port::{MessageId, Notice, Question, QuestionId, Recipient, Request, RequestId, Write};

use super::Decision;

impl Decision<'_> {
    pub(super) fn question(&mut self, thread: Option<&MessageId>) {
        let question = self.keep_question();
        let reply = &self.facts.reply;
        let notice = match &reply.answer {
            Some(citation) => Notice::Answer {
                citation: citation.clone(),
                question,
                shareable: thread.is_none(),
            },
            None => Notice::Abstention {
                nearest: reply.nearest.clone(),
                contact: self.facts.contact.clone(),
                question,
            },
        };
        let Some(thread) = thread else {
            return self.tell_author(notice);
        };
        let to = Recipient::Thread {
            channel: self.event.channel.clone(),
            thread: thread.clone(),
        };
        self.tell(to, self.event.lang, notice);
    }

    /// Keeps the question, without who asked it; not if it holds what should not be read by others.
    fn keep_question(&mut self) -> Option<QuestionId> {
        if !self.facts.findings.is_empty() {
            return None;
        }
        let question = Question {
            id: QuestionId::new(format!("q-{}", self.event.id)),
            workspace: self.event.workspace.clone(),
            lang: self.event.lang,
            asked_at: self.facts.now,
            text: self.facts.sealed.clone()?,
            answer: self.facts.reply.answer.clone(),
            votes: [].into(),
        };
        let id = question.id.clone();
        self.writes.push(Write::Question(question));
        Some(id)
    }

    /// One vote each; whoever thinks again changes theirs.
    pub(super) fn answer_rated(&mut self, helpful: bool) {
        let known = self.facts.question.as_ref();
        let known = known.map(|question| question.id.clone());
        if let (Some(question), Some(voter)) = (self.facts.question.clone(), &self.facts.voter) {
            let mut question = question;
            question.votes.insert(voter.clone(), helpful);
            self.writes.push(Write::Question(question));
        }
        self.tell_author(Notice::Rated {
            helpful,
            contact: self.facts.contact.clone().filter(|_| !helpful),
            question: known,
        });
    }

    /// Only what the charter says is shared, never the question.
    pub(super) fn answer_shared(&mut self) {
        let answer = self.facts.question.as_ref();
        let Some(citation) = answer.and_then(|question| question.answer.clone()) else {
            return self.tell_author(Notice::AlreadySettled);
        };
        let to = Recipient::Channel(self.event.channel.clone());
        self.tell(to, self.event.lang, Notice::Shared(citation));
    }

    pub(super) fn person_asked(&mut self, named: bool) {
        if self.holds_a_leak() {
            return;
        }
        let asked = self.facts.question.as_ref();
        let asked = asked.map(|question| question.text.clone());
        let text: Vec<_> = asked.into_iter().chain(self.facts.sealed.clone()).collect();
        if text.is_empty() || self.facts.abilities.helpdesk.is_none() {
            let contact = self.facts.contact.clone();
            return self.tell_author(Notice::AskPerson { contact });
        }
        let request = Request {
            id: RequestId::new(format!("r-{}", self.event.id)),
            workspace: self.event.workspace.clone(),
            channel: self.event.channel.clone(),
            author: self.facts.author.clone(),
            address: self.facts.address.clone(),
            named,
            lang: self.event.lang,
            asked_at: self.facts.now,
            text,
            reply: None,
            shown: None,
        };
        let id = request.id.clone();
        self.writes.push(Write::Request(request));
        self.tell(Recipient::Helpdesk, self.policy.lang, Notice::Request(id));
        self.tell_author(Notice::PassedOn { named });
    }

    /// Whoever reads the helpdesk's channel may answer there, once.
    pub(super) fn request_answered(&mut self) {
        if self.facts.abilities.helpdesk.as_ref() != Some(&self.event.channel) {
            return self.refuse();
        }
        let Some(request) = self.facts.request.clone() else {
            return self.tell_author(Notice::AlreadySettled);
        };
        if request.reply.is_some() {
            return self.tell_author(Notice::AlreadySettled);
        }
        if self.holds_a_leak() {
            return;
        }
        let request = Request {
            reply: self.facts.sealed.clone(),
            ..request
        };
        let to = Recipient::Person {
            address: request.address.clone(),
            channel: request.channel.clone(),
        };
        let (id, lang) = (request.id.clone(), request.lang);
        self.writes.push(Write::Request(request));
        self.tell(to, lang, Notice::Reply(id.clone()));
        self.tell(Recipient::Helpdesk, self.policy.lang, Notice::Request(id));
    }

    /// What others are to read is not passed on with a leak in it; its author is told what was seen.
    fn holds_a_leak(&mut self) -> bool {
        let leaks = !self.facts.findings.is_empty();
        if leaks {
            self.draft();
        }
        leaks
    }
}
