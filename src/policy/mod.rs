//! What to do about an event, as one pure function.
//!
//! `decide` reads an event and the facts gathered for it and answers with the writes to commit.
//! It has no clock, no store and no platform, so the whole life of a leak can be tested as plain
//! values, and the same event with the same facts always leads to the same end.

mod flag;
mod message;
mod mode;
mod settings;

use bonsens_port::{
    Act, Action, ActionId, Citation, Event, EventKind, Flag, Lang, MaskedFinding, MessageId, Mode,
    Notice, Nudge, NudgeAnswer, NudgeId, NudgeState, PersonalRecords, Pseudonym, Recipient,
    SealedAuthor, Write,
};
use jiff::Timestamp;

pub use settings::{FixWindows, Policy};

/// Name under which a workspace's mode is set in the store.
pub const MODE: &str = "mode";

/// What the charter has to say to a question.
#[derive(Debug, Clone, Default)]
pub struct Reply {
    /// The passage that answers; `None` is an honest silence.
    pub answer: Option<Citation>,
    /// The nearest article when nothing answers.
    pub nearest: Option<String>,
}

/// All that `decide` may know besides the event.
#[derive(Debug, Clone)]
pub struct Facts {
    /// The time of the decision.
    pub now: Timestamp,
    /// How far to go in this workspace.
    pub mode: Mode,
    /// The author, as stored.
    pub author: Pseudonym,
    /// The author, to write to.
    pub address: SealedAuthor,
    /// What the scanner saw, already masked, without values dismissed before.
    pub findings: Vec<MaskedFinding>,
    /// The message looks like a whistleblowing alert.
    pub alert: bool,
    /// The nudge the event is about: of the message, or of the button.
    pub nudge: Option<Nudge>,
    /// The flag of that nudge.
    pub flag: Option<Flag>,
    /// What is kept about the author: nudges for a message, everything when they ask for it.
    pub known: PersonalRecords,
    /// The article about the kind of thing found.
    pub article: Option<Citation>,
    /// The open flags here, the gravest and then the oldest first, when a moderator asks for them.
    pub open_flags: Vec<(Flag, Nudge)>,
    /// The charter's reply to the question.
    pub reply: Reply,
    /// Whom to ask.
    pub contact: Option<String>,
}

/// Decides what an event leads to.
#[must_use]
pub fn decide(policy: &Policy, event: &Event, facts: &Facts) -> Vec<Write> {
    let mut decision = Decision {
        policy,
        event,
        facts,
        writes: Vec::new(),
        told: 0,
    };
    match &event.kind {
        EventKind::MessagePosted { message, .. } => decision.message(message, None),
        EventKind::MessageEdited { message, .. } => decision.message(message, facts.nudge.as_ref()),
        EventKind::MessageDeleted { .. } => decision.cleaned(),
        EventKind::QuestionAsked { thread, .. } => decision.question(thread.as_ref()),
        EventKind::DraftChecked { .. } => decision.draft(),
        EventKind::NudgeAnswered { answer, .. } => decision.nudge_answered(*answer),
        EventKind::FlagHandled { act, .. } => decision.flag_handled(*act),
        EventKind::FlagsAsked => decision.flags_asked(),
        EventKind::FixWindowEnded { .. } => decision.fix_window_ended(),
        EventKind::SelfAsked => decision.about_you(),
        EventKind::ErasureAsked => decision.erase(),
        EventKind::ModeSet { mode } => decision.mode_set(*mode),
    }
    decision.writes
}

/// Identity of the action that ends a nudge's fix window, so that it can be cancelled by name.
fn fix_window(nudge: &NudgeId) -> ActionId {
    ActionId::new(format!("fix-window/{nudge}"))
}

/// A decision being made.
struct Decision<'a> {
    policy: &'a Policy,
    event: &'a Event,
    facts: &'a Facts,
    writes: Vec<Write>,
    told: usize,
}

impl Decision<'_> {
    fn question(&mut self, thread: Option<&MessageId>) {
        let reply = &self.facts.reply;
        let notice = match &reply.answer {
            Some(citation) => Notice::Answer(citation.clone()),
            None => Notice::Abstention {
                nearest: reply.nearest.clone(),
                contact: self.facts.contact.clone(),
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

    fn draft(&mut self) {
        self.tell_author(Notice::Draft {
            findings: self.facts.findings.clone(),
            article: self.facts.article.clone(),
        });
    }

    fn about_you(&mut self) {
        self.tell_author(Notice::AboutYou {
            nudges: self.facts.known.nudges.clone(),
            flags: self.facts.known.flags.clone(),
            kept_days: self.policy.retention.record_days(),
        });
    }

    fn erase(&mut self) {
        self.writes.push(Write::Erase(self.facts.author.clone()));
        self.tell_author(Notice::Erased {
            nudges: self.facts.known.nudges.len(),
        });
    }

    fn nudge_answered(&mut self, answer: NudgeAnswer) {
        let Some(nudge) = &self.facts.nudge else {
            return self.tell_author(Notice::AlreadySettled);
        };
        if nudge.author != self.facts.author {
            return self.tell_author(Notice::NotForYou);
        }
        match answer {
            NudgeAnswer::ReadArticle => {
                return self.tell_author(Notice::Article(self.facts.article.clone()));
            }
            NudgeAnswer::AskPerson => {
                return self.tell_author(Notice::AskPerson {
                    contact: self.facts.contact.clone(),
                });
            }
            NudgeAnswer::WillFix | NudgeAnswer::NotConfidential(_) => {}
        }
        if !is_waiting(nudge) {
            return self.tell_author(Notice::AlreadySettled);
        }
        let mut nudge = nudge.clone();
        if let NudgeAnswer::NotConfidential(reason) = answer {
            nudge.state = NudgeState::Dismissed(reason);
            self.writes.push(Write::Cancel(fix_window(&nudge.id)));
            self.remember_dismissed(&nudge);
            self.tell_author(Notice::NotConfidential);
            if let Some(flag) = self.facts.flag.clone() {
                self.tell_moderators(flag, nudge.clone());
            }
        } else {
            nudge.state = NudgeState::WillFix;
            self.tell_author(Notice::WillFix);
        }
        self.writes.push(Write::Nudge(nudge));
    }

    fn remember_dismissed(&mut self, nudge: &Nudge) {
        for finding in &nudge.findings {
            self.writes.push(Write::Dismissed(
                nudge.workspace.clone(),
                finding.value.clone(),
            ));
        }
    }

    /// Tells the author of the event.
    fn tell_author(&mut self, notice: Notice) {
        let to = Recipient::Person {
            address: self.facts.address.clone(),
            channel: self.event.channel.clone(),
        };
        self.tell(to, self.event.lang, notice);
    }

    /// Tells the author of the nudge, who may not be the author of the event.
    fn tell_nudged(&mut self, nudge: &Nudge, notice: Notice) {
        let to = Recipient::Person {
            address: nudge.address.clone(),
            channel: nudge.channel.clone(),
        };
        self.tell(to, nudge.lang, notice);
    }

    fn tell_moderators(&mut self, flag: Flag, nudge: Nudge) {
        self.tell(
            Recipient::Moderators,
            self.policy.lang,
            Notice::Flag { flag, nudge },
        );
    }

    fn tell(&mut self, to: Recipient, lang: Lang, notice: Notice) {
        let id = ActionId::new(format!("{}/{}", self.event.id, self.told));
        self.told += 1;
        self.enqueue(id, self.facts.now, Act::Tell { to, lang, notice });
    }

    fn enqueue(&mut self, id: ActionId, run_at: Timestamp, what: Act) {
        let workspace = self.event.workspace.clone();
        self.writes.push(Write::Enqueue(Action {
            id,
            workspace,
            run_at,
            what,
        }));
    }
}

/// The author has not settled it yet.
fn is_waiting(nudge: &Nudge) -> bool {
    matches!(nudge.state, NudgeState::Open | NudgeState::WillFix)
}
