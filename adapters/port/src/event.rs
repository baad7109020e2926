//! What a platform tells the core: an envelope and a small kind.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    AdminView, AuthorId, ChannelId, CharterAct, CharterRef, Document, EventId, FlagId, MessageId,
    MessageText, NudgeId, QuestionId, RequestId, SectionRef, SettingsChange, WorkspaceId,
};

/// The language someone is spoken to in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// French.
    Fr,
    /// English.
    En,
}

impl Lang {
    /// The two-letter code used in configuration, JSON and locale folders.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Fr => "fr",
            Self::En => "en",
        }
    }
}

/// Who can read a channel. Severity grows with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Audience {
    /// Number of people who can read the channel, where the platform tells.
    pub members: Option<u32>,
    /// People from outside the organisation, or guests, can read the channel.
    pub outsiders: bool,
}

/// What a person may do. The adapter reads it from the platform at each event; it is never cached
/// in a button.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Role {
    /// Anyone who works here.
    Employee,
    /// May see and close flags.
    Moderator,
    /// May also load charters and set how far the bot goes.
    Admin,
}

/// How far the bot goes when it sees something. Ordered: each mode does what the one before it
/// does, and more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// Count per rule, without names; say nothing.
    #[default]
    Observe,
    /// A private word to the author; moderators are never told.
    Nudge,
    /// A private word to the author, then a flag if it matters and stays.
    NudgeAndFlag,
}

impl Mode {
    /// Every mode, from the quietest.
    pub const ALL: [Self; 3] = [Self::Observe, Self::Nudge, Self::NudgeAndFlag];

    /// The mode's name in configuration, commands and locale keys.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Observe => "observe",
            Self::Nudge => "nudge",
            Self::NudgeAndFlag => "nudge-and-flag",
        }
    }

    /// The mode of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.as_str() == name)
    }
}

/// What has to be on record before a mode in which people are spoken to may begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Requirement {
    /// Staff were told what is looked for, by whom and why.
    StaffInformed,
    /// Their representatives were consulted, or no law asks for it.
    RepresentativesConsulted,
    /// The impact on people was assessed.
    ImpactAssessed,
}

impl Requirement {
    /// The requirement's name in configuration and locale keys.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::StaffInformed => "staff-informed",
            Self::RepresentativesConsulted => "representatives-consulted",
            Self::ImpactAssessed => "impact-assessed",
        }
    }
}

/// One thing that happened, in one place, by one person.
#[derive(Debug, Clone)]
pub struct Event {
    /// Identity of the delivery.
    pub id: EventId,
    /// Where it happened.
    pub workspace: WorkspaceId,
    /// Where in the workspace.
    pub channel: ChannelId,
    /// Who did it.
    pub author: AuthorId,
    /// What they may do.
    pub role: Role,
    /// Who can read the channel.
    pub audience: Audience,
    /// The language to speak to the author in.
    pub lang: Lang,
    /// When it happened, by the platform's clock.
    pub at: Timestamp,
    /// What happened.
    pub kind: EventKind,
}

/// What happened.
#[derive(Debug, Clone)]
pub enum EventKind {
    /// Someone posted a message.
    MessagePosted {
        /// The message.
        message: MessageId,
        /// Its text.
        text: MessageText,
    },
    /// Someone changed a message.
    MessageEdited {
        /// The message.
        message: MessageId,
        /// Its text as it now stands.
        text: MessageText,
    },
    /// A message is gone.
    MessageDeleted {
        /// The message.
        message: MessageId,
    },
    /// Someone asks the charter a question.
    QuestionAsked {
        /// The question.
        text: MessageText,
        /// The question before it in the same conversation.
        previous: Option<MessageText>,
        /// The thread to answer in, before everyone; without it the answer is private.
        thread: Option<MessageId>,
    },
    /// Someone wants a text looked at before posting it.
    DraftChecked {
        /// The draft; it is forgotten once answered.
        text: MessageText,
    },
    /// Someone pressed a button of a nudge.
    NudgeAnswered {
        /// The nudge.
        nudge: NudgeId,
        /// The button.
        answer: NudgeAnswer,
    },
    /// Someone wants to see the nudge behind a discreet note.
    NudgeAsked {
        /// The nudge.
        nudge: NudgeId,
    },
    /// Someone acts on a flag.
    FlagHandled {
        /// The flag.
        flag: FlagId,
        /// The button.
        act: FlagAct,
    },
    /// Someone asks which flags are open.
    FlagsAsked,
    /// A fix window is over.
    FixWindowEnded {
        /// The nudge whose window it was.
        nudge: NudgeId,
    },
    /// Someone asks what is kept about them.
    SelfAsked,
    /// Someone wants what is kept about them erased.
    ErasureAsked,
    /// Someone says whether an answer helped.
    AnswerRated {
        /// The question it answered.
        question: QuestionId,
        /// Whether it helped.
        helpful: bool,
    },
    /// Someone wants everyone in the channel to see an answer they were given.
    AnswerShared {
        /// The question it answered.
        question: QuestionId,
    },
    /// Someone wants a person to answer.
    PersonAsked {
        /// The question the charter was asked, to be passed on.
        question: Option<QuestionId>,
        /// What they add, or ask.
        text: Option<MessageText>,
        /// Whether those who answer may know who asks.
        named: bool,
    },
    /// Someone answers a question that was passed on.
    RequestAnswered {
        /// The question.
        request: RequestId,
        /// The answer.
        text: MessageText,
    },
    /// Someone wants to read a tip.
    TipAsked,
    /// Someone joined, and is to be welcomed.
    MemberJoined,
    /// Someone opened the bot's own page.
    HomeOpened,
    /// Someone wants to read a section of a charter.
    SectionAsked(SectionRef),
    /// A message was to be removed, and was or wasn't.
    RemovalEnded {
        /// The flag that led to it.
        flag: FlagId,
        /// Whether it is gone.
        done: bool,
    },
    /// Someone wants to see what only admins see.
    AdminAsked(AdminView),
    /// Someone hands in a charter.
    CharterOffered(Document),
    /// Someone decides about a version of a charter.
    CharterDecided {
        /// The version.
        charter: CharterRef,
        /// What to do with it.
        act: CharterAct,
    },
    /// Someone changes settings of this workspace.
    SettingsChanged(SettingsChange),
}

impl EventKind {
    /// A name for logs and metrics, which may hold nothing else of an event.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::MessagePosted { .. } => "message-posted",
            Self::MessageEdited { .. } => "message-edited",
            Self::MessageDeleted { .. } => "message-deleted",
            Self::QuestionAsked { .. } => "question-asked",
            Self::DraftChecked { .. } => "draft-checked",
            Self::NudgeAnswered { .. } => "nudge-answered",
            Self::NudgeAsked { .. } => "nudge-asked",
            Self::FlagHandled { .. } => "flag-handled",
            Self::FlagsAsked => "flags-asked",
            Self::FixWindowEnded { .. } => "fix-window-ended",
            Self::SelfAsked => "self-asked",
            Self::ErasureAsked => "erasure-asked",
            Self::AnswerRated { .. } => "answer-rated",
            Self::AnswerShared { .. } => "answer-shared",
            Self::PersonAsked { .. } => "person-asked",
            Self::RequestAnswered { .. } => "request-answered",
            Self::TipAsked => "tip-asked",
            Self::MemberJoined => "member-joined",
            Self::HomeOpened => "home-opened",
            Self::SectionAsked(_) => "section-asked",
            Self::RemovalEnded { .. } => "removal-ended",
            Self::AdminAsked(_) => "admin-asked",
            Self::CharterOffered(_) => "charter-offered",
            Self::CharterDecided { .. } => "charter-decided",
            Self::SettingsChanged(_) => "settings-changed",
        }
    }
}

/// The buttons of a nudge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum NudgeAnswer {
    /// "I'll fix it."
    WillFix,
    /// "Not confidential", and why.
    NotConfidential(DismissReason),
    /// "Read the article."
    ReadArticle,
    /// "Ask a person."
    AskPerson,
}

/// Why a finding is not a leak, in the author's or a moderator's judgement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DismissReason {
    /// An example, or a made-up value.
    Example,
    /// Already public.
    Public,
    /// The readers of this channel are meant to have it.
    Audience,
    /// Speech the law protects.
    Protected,
    /// Something else.
    Other,
}

impl DismissReason {
    /// Every reason, in the order shown.
    pub const ALL: [Self; 5] = [
        Self::Example,
        Self::Public,
        Self::Audience,
        Self::Protected,
        Self::Other,
    ];

    /// The reason's name in commands and locale keys.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Example => "example",
            Self::Public => "public",
            Self::Audience => "audience",
            Self::Protected => "protected",
            Self::Other => "other",
        }
    }
}

/// The buttons of a flag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum FlagAct {
    /// "I'm on it."
    Take,
    /// "It is a leak."
    Confirm,
    /// "It is not", and why.
    Dismiss(DismissReason),
    /// "Ask the author to look again."
    AskAuthor,
    /// "Remove the message."
    Remove,
}

impl FlagAct {
    /// The act's name in the history and in locale keys.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Take => "take",
            Self::Confirm => "confirm",
            Self::Dismiss(_) => "dismiss",
            Self::AskAuthor => "ask-author",
            Self::Remove => "remove",
        }
    }
}
