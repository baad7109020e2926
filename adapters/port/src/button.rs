//! The buttons under a notice: what each does, whatever a platform makes of it.

use crate::{DismissReason, EventKind, FlagAct, FlagId, NudgeAnswer, NudgeId};

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
    /// A moderator takes the flag.
    Take(FlagId),
    /// A moderator says it is a leak.
    Confirm(FlagId),
    /// A moderator says it is not, and is asked why.
    Dismiss(FlagId),
    /// A moderator asks the author to look again.
    AskAuthor(FlagId),
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
            Self::Take(_) => "take",
            Self::Confirm(_) => "confirm",
            Self::Dismiss(_) => "dismiss",
            Self::AskAuthor(_) => "ask-author",
        }
    }

    /// The nudge or flag it is about, as a button can carry it. Whoever presses is checked again:
    /// a payload can be forged.
    #[must_use]
    pub fn subject(&self) -> &str {
        match self {
            Self::WillFix(nudge)
            | Self::NotConfidential(nudge)
            | Self::ReadArticle(nudge)
            | Self::AskPerson(nudge) => nudge.as_str(),
            Self::Take(flag)
            | Self::Confirm(flag)
            | Self::Dismiss(flag)
            | Self::AskAuthor(flag) => flag.as_str(),
        }
    }

    /// The act of this name on this subject.
    #[must_use]
    pub fn named(name: &str, subject: &str) -> Option<Self> {
        let (nudge, flag) = (NudgeId::new(subject), FlagId::new(subject));
        Some(match name {
            "will-fix" => Self::WillFix(nudge),
            "not-confidential" => Self::NotConfidential(nudge),
            "read-article" => Self::ReadArticle(nudge),
            "ask-person" => Self::AskPerson(nudge),
            "take" => Self::Take(flag),
            "confirm" => Self::Confirm(flag),
            "dismiss" => Self::Dismiss(flag),
            "ask-author" => Self::AskAuthor(flag),
            _ => return None,
        })
    }

    /// Whether a reason has to be asked for first.
    #[must_use]
    pub const fn needs_reason(&self) -> bool {
        matches!(self, Self::NotConfidential(_) | Self::Dismiss(_))
    }

    /// The event a press leads to; `None` while its reason is not known.
    #[must_use]
    pub fn event(self, reason: Option<DismissReason>) -> Option<EventKind> {
        let answer = |nudge, answer| EventKind::NudgeAnswered { nudge, answer };
        let act = |flag, act| EventKind::FlagHandled { flag, act };
        Some(match self {
            Self::WillFix(nudge) => answer(nudge, NudgeAnswer::WillFix),
            Self::NotConfidential(nudge) => answer(nudge, NudgeAnswer::NotConfidential(reason?)),
            Self::ReadArticle(nudge) => answer(nudge, NudgeAnswer::ReadArticle),
            Self::AskPerson(nudge) => answer(nudge, NudgeAnswer::AskPerson),
            Self::Take(flag) => act(flag, FlagAct::Take),
            Self::Confirm(flag) => act(flag, FlagAct::Confirm),
            Self::Dismiss(flag) => act(flag, FlagAct::Dismiss(reason?)),
            Self::AskAuthor(flag) => act(flag, FlagAct::AskAuthor),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_press_survives_the_way_through_a_button() {
        let (nudge, flag) = (NudgeId::new("n1"), FlagId::new("f1"));
        for press in [
            Press::WillFix(nudge.clone()),
            Press::NotConfidential(nudge.clone()),
            Press::ReadArticle(nudge.clone()),
            Press::AskPerson(nudge),
            Press::Take(flag.clone()),
            Press::Confirm(flag.clone()),
            Press::Dismiss(flag.clone()),
            Press::AskAuthor(flag),
        ] {
            let back = Press::named(press.name(), press.subject());
            assert_eq!(back.as_ref(), Some(&press));
            assert_eq!(press.clone().event(None).is_none(), press.needs_reason());
            assert!(press.event(Some(DismissReason::Other)).is_some());
        }
        assert_eq!(Press::named("delete-everything", "f1"), None);
    }
}
