//! What to do about an event, as one pure function.
//!
//! `decide` reads an event and the facts gathered for it and answers with the writes to commit.
//! It has no clock, no store and no platform, so the whole life of a leak can be tested as plain
//! values, and the same event with the same facts always leads to the same end.

mod admin;
mod charter;
mod flag;
mod message;
mod question;
pub mod setting;
mod settings;

use bonsens_port::{
    Abilities, Act, Action, ActionId, Change, CharterPreview, CharterVersion, Citation, Contents,
    Deed, Event, EventKind, Flag, Home, Lang, MaskedFinding, Mode, Notice, Nudge, NudgeAnswer,
    NudgeId, NudgeState, PersonalRecords, Pseudonym, Question, QuestionId, Recipient, Request,
    SealedAuthor, SealedText, Settings, Voter, Write,
};
use jiff::Timestamp;

pub use settings::{FixWindows, Policy};

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
    /// The question an answer was given to.
    pub question: Option<Question>,
    /// The author, as that question knows its voters.
    pub voter: Option<Voter>,
    /// The question that was passed on.
    pub request: Option<Request>,
    /// What the author wrote for others to read, sealed.
    pub sealed: Option<SealedText>,
    /// What the platform can do here.
    pub abilities: Abilities,
    /// A tip in the author's language, when they ask for one.
    pub tip: Option<String>,
    /// The charters that answer, for whoever joins.
    pub contents: Vec<Contents>,
    /// The author's page, when they open it.
    pub home: Option<Home>,
    /// The section the author wants to read.
    pub section: Option<Citation>,
    /// What only admins get to see or do; nothing for anyone else.
    pub admin: AdminFacts,
}

/// What an admin's event needs to know.
#[derive(Debug, Clone, Default)]
pub struct AdminFacts {
    /// What is set.
    pub settings: Option<Settings>,
    /// The questions the charter does not answer, the latest first.
    pub unanswered: Vec<QuestionId>,
    /// What was done, the latest first.
    pub history: Vec<Change>,
    /// The code names as they would be; or why they can't be, in a sentence.
    pub code_names: Option<Result<CodeNameChange, String>>,
    /// The charter that was handed in; or why it is none, in a sentence.
    pub offered: Option<Result<OfferedCharter, String>>,
    /// The version of a charter to decide about.
    pub version: Option<CharterVersion>,
    /// The versions of that charter that were published, the last of which answers.
    pub published: Vec<String>,
}

/// Code names after a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeNameChange {
    /// How many are new.
    pub added: usize,
    /// How many are gone.
    pub removed: usize,
    /// All of them, as they are kept.
    pub kept: Option<String>,
}

/// A charter that was handed in.
#[derive(Debug, Clone)]
pub struct OfferedCharter {
    /// As it is kept.
    pub version: CharterVersion,
    /// As it was understood.
    pub preview: CharterPreview,
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
        EventKind::NudgeAsked { .. } => decision.nudge_asked(),
        EventKind::FlagHandled { act, .. } => decision.flag_handled(*act),
        EventKind::FlagsAsked => decision.flags_asked(),
        EventKind::FixWindowEnded { .. } => decision.fix_window_ended(),
        EventKind::SelfAsked => decision.about_you(),
        EventKind::ErasureAsked => decision.erase(),
        EventKind::AnswerRated { helpful, .. } => decision.answer_rated(*helpful),
        EventKind::AnswerShared { .. } => decision.answer_shared(),
        EventKind::PersonAsked { named, .. } => decision.person_asked(*named),
        EventKind::RequestAnswered { .. } => decision.request_answered(),
        EventKind::TipAsked => decision.tell_author(Notice::Tip(facts.tip.clone())),
        EventKind::MemberJoined => decision.member_joined(),
        EventKind::HomeOpened => decision.home_opened(),
        EventKind::SectionAsked(_) => {
            decision.tell_author(Notice::Article(facts.section.clone()));
        }
        EventKind::RemovalEnded { done, .. } => decision.removal_ended(*done),
        EventKind::AdminAsked(view) => decision.admin_asked(*view),
        EventKind::CharterOffered(document) => decision.charter_offered(document),
        EventKind::CharterDecided { charter, act } => decision.charter_decided(charter, *act),
        EventKind::SettingsChanged(change) => decision.settings_changed(change),
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
            requests: self.facts.known.requests.clone(),
            kept_days: self.policy.retention.record_days(),
        });
    }

    fn erase(&mut self) {
        for nudge in &self.facts.known.nudges {
            self.withdraw_notes(&nudge.id);
        }
        self.writes.push(Write::Erase(self.facts.author.clone()));
        self.tell_author(Notice::Erased {
            nudges: self.facts.known.nudges.len(),
            requests: self.facts.known.requests.len(),
        });
    }

    fn home_opened(&mut self) {
        let Some(home) = self.facts.home.clone() else {
            return;
        };
        let to = Recipient::Home(self.facts.address.clone());
        self.tell(to, self.event.lang, Notice::Home(home));
    }

    /// What someone may not do: they are told kindly, and it is remembered that it was tried.
    fn refuse(&mut self) {
        self.remember(Deed::Refused(self.event.kind.name().to_owned()));
        self.tell_author(Notice::NotForYou);
    }

    /// Remembers who did what, and when.
    fn remember(&mut self, deed: Deed) {
        self.writes.push(Write::Change(self.change(deed)));
    }

    fn change(&self, deed: Deed) -> Change {
        Change {
            at: self.facts.now,
            workspace: self.event.workspace.clone(),
            author: self.facts.author.clone(),
            by: self.facts.address.clone(),
            deed,
        }
    }

    fn member_joined(&mut self) {
        if self.facts.contents.is_empty() {
            return;
        }
        self.tell_author(Notice::Welcome {
            charters: self.facts.contents.clone(),
            contact: self.facts.contact.clone(),
        });
    }

    /// Whoever pressed the button of a note that anyone may see: it says something to one of them.
    fn nudge_asked(&mut self) {
        let Some(nudge) = &self.facts.nudge else {
            return self.tell_author(Notice::AlreadySettled);
        };
        if nudge.author != self.facts.author {
            return self.tell_author(Notice::NotForYou);
        }
        if !is_waiting(nudge) {
            return self.tell_author(Notice::AlreadySettled);
        }
        let notice = self.nudge_notice(nudge);
        self.tell_author(notice);
    }

    /// A nudge, as its author is told of it now.
    fn nudge_notice(&self, nudge: &Nudge) -> Notice {
        let left = |at: Timestamp| (at.as_second() - self.facts.now.as_second()).max(0) / 60;
        Notice::Nudge {
            nudge: nudge.clone(),
            article: self.facts.article.clone(),
            minutes: nudge.flag_at.map(left),
            kept_days: self.policy.retention.record_days(),
        }
    }

    /// The nudge is settled: what was put before everyone about it goes.
    fn withdraw_notes(&mut self, nudge: &NudgeId) {
        let now = self.facts.now;
        self.writes.push(Write::Withdraw(nudge.clone(), now));
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
            self.withdraw_notes(&nudge.id);
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
pub(crate) fn is_waiting(nudge: &Nudge) -> bool {
    matches!(nudge.state, NudgeState::Open | NudgeState::WillFix)
}
