//! The buttons under a notice: what each does, whatever a platform makes of it.

use crate::{
    AdminView, CharterAct, CharterRef, DismissReason, Document, EventKind, FlagAct, FlagId,
    MessageText, NudgeAnswer, NudgeId, QuestionId, RequestId, SectionRef, SettingsChange,
};

/// What pressing a button does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Press {
    /// The author will fix it.
    WillFix(NudgeId),
    /// The author says it is not confidential, and is asked why.
    NotConfidential(NudgeId),
    /// The author wants to read the article.
    ReadArticle(NudgeId),
    /// The author wants to ask a person.
    AskPerson(NudgeId),
    /// Whoever is meant by a discreet note wants to see the nudge behind it.
    OpenNudge(NudgeId),
    /// A moderator takes the flag.
    Take(FlagId),
    /// A moderator says it is a leak.
    Confirm(FlagId),
    /// A moderator says it is not, and is asked why.
    Dismiss(FlagId),
    /// A moderator asks the author to look again.
    AskAuthor(FlagId),
    /// A moderator removes the message, once sure.
    Remove(FlagId),
    /// The answer helped.
    Helpful(QuestionId),
    /// It did not.
    NotHelpful(QuestionId),
    /// Everyone in the channel should see the answer.
    Share(QuestionId),
    /// A person should answer the question; the asker may add to it.
    AskAbout(QuestionId),
    /// A person should answer a question yet to be written.
    Write,
    /// Someone answers a question that was passed on.
    Reply(RequestId),
    /// Someone wants to ask the charter, in a window.
    Ask,
    /// Someone wants a draft looked at, in a window.
    Check,
    /// Someone wants to read a tip.
    Tip,
    /// Someone wants to see what is kept about them.
    AboutMe,
    /// Someone wants it erased, once sure.
    ForgetMe,
    /// Someone wants to read a section.
    ReadSection(SectionRef),
    /// A moderator wants to see the open flags.
    Flags,
    /// An admin wants to see what is set and what can be done.
    Admin,
    /// An admin wants to change settings, in a window.
    Settings,
    /// An admin wants to hand in a charter, in a window.
    LoadCharter,
    /// An admin wants to see the unanswered questions.
    Unanswered,
    /// An admin wants to see who changed what.
    History,
    /// An admin decides about a version of a charter; returning to an earlier one, once sure.
    Charter(CharterAct, CharterRef),
}

/// What a press has to be filled in with first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Window {
    /// A reason.
    Reason,
    /// A question to the charter.
    Question,
    /// A draft.
    Draft,
    /// Something for a person to answer, where the charter was asked before: it may stay empty.
    Note,
    /// Something for a person to answer.
    Letter,
    /// An answer to it.
    Reply,
    /// Settings.
    Settings,
    /// A document.
    Document,
}

/// What was filled in.
#[derive(Debug, Clone, PartialEq)]
pub enum Filled {
    /// A reason.
    Reason(DismissReason),
    /// A text.
    Text(MessageText),
    /// Something for a person to answer.
    Letter {
        /// What is asked.
        text: Option<MessageText>,
        /// Whether those who answer may know who asks.
        named: bool,
    },
    /// Settings.
    Settings(SettingsChange),
    /// A document.
    Document(Document),
}

/// A button, with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Button {
    /// What it does.
    pub press: Press,
    /// What it says, in the reader's language.
    pub label: String,
}

impl Press {
    /// The act's name, for action ids and locale keys.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::WillFix(_) => "will-fix",
            Self::NotConfidential(_) => "not-confidential",
            Self::ReadArticle(_) => "read-article",
            Self::AskPerson(_) => "ask-person",
            Self::OpenNudge(_) => "open-nudge",
            Self::Take(_) => "take",
            Self::Confirm(_) => "confirm",
            Self::Dismiss(_) => "dismiss",
            Self::AskAuthor(_) => "ask-author",
            Self::Remove(_) => "remove",
            Self::Helpful(_) => "helpful",
            Self::NotHelpful(_) => "not-helpful",
            Self::Share(_) => "share",
            Self::AskAbout(_) => "ask-about",
            Self::Write => "write",
            Self::Reply(_) => "reply",
            Self::Ask => "ask",
            Self::Check => "check",
            Self::Tip => "tip",
            Self::AboutMe => "about-me",
            Self::ForgetMe => "forget-me",
            Self::ReadSection(_) => "read-section",
            Self::Flags => "flags",
            Self::Admin => "admin",
            Self::Settings => "settings",
            Self::LoadCharter => "load-charter",
            Self::Unanswered => "unanswered",
            Self::History => "history",
            Self::Charter(CharterAct::Publish, _) => "publish",
            Self::Charter(CharterAct::Discard, _) => "discard",
            Self::Charter(CharterAct::RollBack, _) => "roll-back",
        }
    }

    /// What it is about, as a button can carry it; empty where it is about nothing. Whoever presses
    /// is checked again: a payload can be forged.
    #[must_use]
    pub fn subject(&self) -> String {
        match self {
            Self::WillFix(nudge)
            | Self::NotConfidential(nudge)
            | Self::ReadArticle(nudge)
            | Self::AskPerson(nudge)
            | Self::OpenNudge(nudge) => nudge.to_string(),
            Self::Take(flag)
            | Self::Confirm(flag)
            | Self::Dismiss(flag)
            | Self::AskAuthor(flag)
            | Self::Remove(flag) => flag.to_string(),
            Self::Helpful(question)
            | Self::NotHelpful(question)
            | Self::Share(question)
            | Self::AskAbout(question) => question.to_string(),
            Self::Reply(request) => request.to_string(),
            Self::ReadSection(section) => section.subject(),
            Self::Charter(_, charter) => charter.subject(),
            Self::Write
            | Self::Ask
            | Self::Check
            | Self::Tip
            | Self::AboutMe
            | Self::ForgetMe
            | Self::Flags
            | Self::Admin
            | Self::Settings
            | Self::LoadCharter
            | Self::Unanswered
            | Self::History => String::new(),
        }
    }

    /// The act of this name on this subject.
    #[must_use]
    pub fn named(name: &str, subject: &str) -> Option<Self> {
        let (nudge, flag) = (NudgeId::new(subject), FlagId::new(subject));
        let (question, request) = (QuestionId::new(subject), RequestId::new(subject));
        let charter = |act| Some(Self::Charter(act, CharterRef::of_subject(subject)?));
        Some(match name {
            "will-fix" => Self::WillFix(nudge),
            "not-confidential" => Self::NotConfidential(nudge),
            "read-article" => Self::ReadArticle(nudge),
            "ask-person" => Self::AskPerson(nudge),
            "open-nudge" => Self::OpenNudge(nudge),
            "take" => Self::Take(flag),
            "confirm" => Self::Confirm(flag),
            "dismiss" => Self::Dismiss(flag),
            "ask-author" => Self::AskAuthor(flag),
            "remove" => Self::Remove(flag),
            "helpful" => Self::Helpful(question),
            "not-helpful" => Self::NotHelpful(question),
            "share" => Self::Share(question),
            "ask-about" => Self::AskAbout(question),
            "write" => Self::Write,
            "reply" => Self::Reply(request),
            "ask" => Self::Ask,
            "check" => Self::Check,
            "tip" => Self::Tip,
            "about-me" => Self::AboutMe,
            "forget-me" => Self::ForgetMe,
            "read-section" => Self::ReadSection(SectionRef::of_subject(subject)?),
            "flags" => Self::Flags,
            "admin" => Self::Admin,
            "settings" => Self::Settings,
            "load-charter" => Self::LoadCharter,
            "unanswered" => Self::Unanswered,
            "history" => Self::History,
            "publish" => charter(CharterAct::Publish)?,
            "discard" => charter(CharterAct::Discard)?,
            "roll-back" => charter(CharterAct::RollBack)?,
            _ => return None,
        })
    }

    /// What has to be filled in first.
    #[must_use]
    pub const fn window(&self) -> Option<Window> {
        match self {
            Self::NotConfidential(_) | Self::Dismiss(_) => Some(Window::Reason),
            Self::Ask => Some(Window::Question),
            Self::Check => Some(Window::Draft),
            Self::AskAbout(_) => Some(Window::Note),
            Self::Write => Some(Window::Letter),
            Self::Reply(_) => Some(Window::Reply),
            Self::Settings => Some(Window::Settings),
            Self::LoadCharter => Some(Window::Document),
            _ => None,
        }
    }

    /// Whether the person should be asked if they are sure: it can't be undone, or many see it.
    #[must_use]
    pub const fn needs_confirming(&self) -> bool {
        matches!(
            self,
            Self::Remove(_) | Self::ForgetMe | Self::Charter(CharterAct::RollBack, _)
        )
    }

    /// The event a press leads to; `None` while what it needs is not filled in.
    #[must_use]
    pub fn event(self, filled: Option<Filled>) -> Option<EventKind> {
        let answer = |nudge, answer| EventKind::NudgeAnswered { nudge, answer };
        let act = |flag, act| EventKind::FlagHandled { flag, act };
        let rated = |question, helpful| EventKind::AnswerRated { question, helpful };
        Some(match (self, filled) {
            (Self::WillFix(nudge), _) => answer(nudge, NudgeAnswer::WillFix),
            (Self::NotConfidential(nudge), Some(Filled::Reason(reason))) => {
                answer(nudge, NudgeAnswer::NotConfidential(reason))
            }
            (Self::ReadArticle(nudge), _) => answer(nudge, NudgeAnswer::ReadArticle),
            (Self::AskPerson(nudge), _) => answer(nudge, NudgeAnswer::AskPerson),
            (Self::OpenNudge(nudge), _) => EventKind::NudgeAsked { nudge },
            (Self::Take(flag), _) => act(flag, FlagAct::Take),
            (Self::Confirm(flag), _) => act(flag, FlagAct::Confirm),
            (Self::Dismiss(flag), Some(Filled::Reason(reason))) => {
                act(flag, FlagAct::Dismiss(reason))
            }
            (Self::AskAuthor(flag), _) => act(flag, FlagAct::AskAuthor),
            (Self::Remove(flag), _) => act(flag, FlagAct::Remove),
            (Self::Helpful(question), _) => rated(question, true),
            (Self::NotHelpful(question), _) => rated(question, false),
            (Self::Share(question), _) => EventKind::AnswerShared { question },
            (Self::AskAbout(question), Some(Filled::Letter { text, named })) => {
                EventKind::PersonAsked {
                    question: Some(question),
                    text,
                    named,
                }
            }
            (
                Self::Write,
                Some(Filled::Letter {
                    text: Some(text),
                    named,
                }),
            ) => EventKind::PersonAsked {
                question: None,
                text: Some(text),
                named,
            },
            (Self::Reply(request), Some(Filled::Text(text))) => {
                EventKind::RequestAnswered { request, text }
            }
            (Self::Ask, Some(Filled::Text(text))) => EventKind::QuestionAsked {
                text,
                previous: None,
                thread: None,
            },
            (Self::Check, Some(Filled::Text(text))) => EventKind::DraftChecked { text },
            (Self::Tip, _) => EventKind::TipAsked,
            (Self::AboutMe, _) => EventKind::SelfAsked,
            (Self::ForgetMe, _) => EventKind::ErasureAsked,
            (Self::ReadSection(section), _) => EventKind::SectionAsked(section),
            (Self::Settings, Some(Filled::Settings(change))) => EventKind::SettingsChanged(change),
            (Self::LoadCharter, Some(Filled::Document(document))) => {
                EventKind::CharterOffered(document)
            }
            (Self::Flags, _) => EventKind::FlagsAsked,
            (Self::Admin, _) => EventKind::AdminAsked(AdminView::Panel),
            (Self::Unanswered, _) => EventKind::AdminAsked(AdminView::Unanswered),
            (Self::History, _) => EventKind::AdminAsked(AdminView::History),
            (Self::Charter(act, charter), _) => EventKind::CharterDecided { charter, act },
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(window: Window) -> Filled {
        let text = MessageText::new("words");
        match window {
            Window::Reason => Filled::Reason(DismissReason::Other),
            Window::Question | Window::Draft | Window::Reply => Filled::Text(text),
            Window::Note | Window::Letter => Filled::Letter {
                text: Some(text),
                named: false,
            },
            Window::Settings => Filled::Settings(SettingsChange::default()),
            Window::Document => Filled::Document(Document {
                name: "charter.md".to_owned(),
                bytes: Vec::new(),
            }),
        }
    }

    #[test]
    fn a_press_survives_the_way_through_a_button() {
        let (nudge, flag) = (NudgeId::new("n1"), FlagId::new("f1"));
        let (question, request) = (QuestionId::new("q1"), RequestId::new("r1"));
        let charter = CharterRef {
            id: "social".to_owned(),
            version: "2.0".to_owned(),
        };
        let section = SectionRef {
            charter: "social".to_owned(),
            section: 7,
        };
        for press in [
            Press::WillFix(nudge.clone()),
            Press::NotConfidential(nudge.clone()),
            Press::ReadArticle(nudge.clone()),
            Press::AskPerson(nudge.clone()),
            Press::OpenNudge(nudge),
            Press::Take(flag.clone()),
            Press::Confirm(flag.clone()),
            Press::Dismiss(flag.clone()),
            Press::AskAuthor(flag.clone()),
            Press::Remove(flag),
            Press::Helpful(question.clone()),
            Press::NotHelpful(question.clone()),
            Press::Share(question.clone()),
            Press::AskAbout(question),
            Press::Write,
            Press::Reply(request),
            Press::Ask,
            Press::Check,
            Press::Tip,
            Press::AboutMe,
            Press::ForgetMe,
            Press::ReadSection(section),
            Press::Flags,
            Press::Admin,
            Press::Settings,
            Press::LoadCharter,
            Press::Unanswered,
            Press::History,
            Press::Charter(CharterAct::Publish, charter.clone()),
            Press::Charter(CharterAct::Discard, charter.clone()),
            Press::Charter(CharterAct::RollBack, charter),
        ] {
            let back = Press::named(press.name(), &press.subject());
            assert_eq!(back.as_ref(), Some(&press));
            let window = press.window();
            assert_eq!(press.clone().event(None).is_none(), window.is_some());
            assert!(press.event(window.map(filled)).is_some());
        }
        for (name, subject) in [("delete-everything", "f1"), ("publish", "no version")] {
            assert_eq!(Press::named(name, subject), None);
        }
    }
}
