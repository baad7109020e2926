//! What is kept: nudges, flags and the actions they lead to. None of these types can hold what a
//! person typed, so no store can.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    ActionId, Change, ChannelId, CharterPreview, CharterRef, Contents, DismissReason, Family,
    FlagId, Handle, Lang, LiveCharter, MessageId, Mode, NudgeId, Pseudonym, QuestionId, Request,
    RequestId, Requirement, SealedAuthor, Severity, ValueHash, WorkspaceId,
};

/// Where a finding stands in its message, in counts alone.
///
/// A masked extract with the words around the value would still tell who and what; numbers let
/// the author find the place and tell a moderator nothing but the size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extract {
    /// Line of the message, from 1.
    pub line: u32,
    /// Words before the value on that line.
    pub words_before: u32,
    /// Characters of the value.
    pub characters: u32,
    /// Words after the value on that line.
    pub words_after: u32,
}

/// A finding as it may be kept and shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MaskedFinding {
    /// Identifier of the rule.
    pub rule: String,
    /// Family of the rule.
    pub family: Family,
    /// Severity before the audience is taken into account.
    pub severity: Severity,
    /// Where it stands.
    pub extract: Extract,
    /// Recognises the value if it comes again.
    pub value: ValueHash,
}

/// A passage of a charter, as quoted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// Title of the charter.
    pub charter: String,
    /// Headings below the title, joined with ` > `.
    pub section: String,
    /// The passage, verbatim.
    pub quote: String,
    /// Version of the charter.
    pub version: String,
    /// Day the version came into force, ISO 8601.
    pub in_force_since: Option<String>,
}

/// One version of a charter, as loaded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CharterVersion {
    /// The workspace it was handed in for; `None`: any that has none of its own.
    pub workspace: Option<WorkspaceId>,
    /// Identity of the charter, across its versions.
    pub id: String,
    /// The version, as the organisation writes it.
    pub version: String,
    /// Its title.
    pub title: String,
    /// The language it is written in: `fr`, `en` or `other`.
    pub lang: String,
    /// Day the version came into force, ISO 8601.
    pub in_force_since: Option<String>,
    /// Whom to ask.
    pub contact: Option<String>,
    /// The document as it was understood, in Markdown: quotes are cut from it.
    pub source: String,
    /// When it was loaded.
    pub loaded_at: Timestamp,
}

/// Where a nudge stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum NudgeState {
    /// Waiting for the author.
    Open,
    /// The author said they will fix it.
    WillFix,
    /// The message no longer holds it.
    Fixed,
    /// The author says it is not confidential.
    Dismissed(DismissReason),
    /// A moderator removed the message.
    Removed,
}

/// A private word to an author about one message.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Nudge {
    /// Identity.
    pub id: NudgeId,
    /// Where the message is.
    pub workspace: WorkspaceId,
    /// Where the message is.
    pub channel: ChannelId,
    /// The message.
    pub message: MessageId,
    /// The author, for look-ups.
    pub author: Pseudonym,
    /// The author, to write to them.
    pub address: SealedAuthor,
    /// The author's language.
    pub lang: Lang,
    /// What was seen.
    pub findings: Vec<MaskedFinding>,
    /// Severity for this audience.
    pub severity: Severity,
    /// Where it stands.
    pub state: NudgeState,
    /// When it was made.
    pub created_at: Timestamp,
    /// When moderators will be told, if the message is still as it is.
    pub flag_at: Option<Timestamp>,
    /// The flag, once there is one.
    pub flag: Option<FlagId>,
}

/// A message, as whoever wrote it may be pointed to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spot {
    /// Where it is.
    pub channel: ChannelId,
    /// Which it is.
    pub message: MessageId,
}

impl Nudge {
    /// The message it is about.
    #[must_use]
    pub fn spot(&self) -> Spot {
        Spot {
            channel: self.channel.clone(),
            message: self.message.clone(),
        }
    }
}

/// Where a flag stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum FlagState {
    /// Nobody has it yet.
    Open,
    /// A moderator has it.
    Taken,
    /// A moderator says it is a leak.
    Confirmed,
    /// A moderator says it is not.
    Dismissed(DismissReason),
    /// The author fixed the message; nothing is left to do.
    Fixed,
    /// A moderator has it, and the message is being removed.
    Removing,
    /// A moderator removed the message.
    Removed,
}

/// What moderators are told about a message.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Flag {
    /// Identity.
    pub id: FlagId,
    /// The nudge it grew from.
    pub nudge: NudgeId,
    /// Where it stands.
    pub state: FlagState,
    /// When moderators were told.
    pub opened_at: Timestamp,
    /// The moderator who acted on it last.
    pub handler: Option<SealedAuthor>,
}

impl Flag {
    /// A moderator may still act on it.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self.state, FlagState::Open | FlagState::Taken)
    }
}

/// Who is to see something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Recipient {
    /// One person, privately.
    Person {
        /// The person, sealed.
        address: SealedAuthor,
        /// The channel they are in, where a private note may be shown.
        channel: ChannelId,
    },
    /// Everyone in a channel's thread.
    Thread {
        /// The channel.
        channel: ChannelId,
        /// The message the thread begins with.
        thread: MessageId,
    },
    /// Everyone in a channel.
    Channel(ChannelId),
    /// One person's page of the bot.
    Home(SealedAuthor),
    /// Those who answer what the charter does not.
    Helpdesk,
    /// The moderators' channel.
    Moderators,
}

/// Something to do, as it waits in the outbox.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Action {
    /// Identity, and idempotency key towards the platform.
    pub id: ActionId,
    /// Where.
    pub workspace: WorkspaceId,
    /// Not before.
    pub run_at: Timestamp,
    /// What.
    pub what: Act,
}

/// What to do.
#[expect(
    clippy::large_enum_variant,
    reason = "almost every action is the large one"
)]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Act {
    /// Show something to someone.
    Tell {
        /// Who sees it.
        to: Recipient,
        /// Their language.
        lang: Lang,
        /// What they see.
        notice: Notice,
    },
    /// Look again when the fix window of a nudge ends.
    EndFixWindow {
        /// The nudge.
        nudge: NudgeId,
    },
    /// Take away a note that has to go once the nudge it is about is settled.
    Withdraw {
        /// The nudge.
        nudge: NudgeId,
        /// The note.
        note: Handle,
    },
    /// Remove the message of a flag.
    Remove {
        /// The flag.
        flag: FlagId,
    },
}

/// What someone sees, before it is put into words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Notice {
    /// The private nudge.
    Nudge {
        /// The nudge as it was made.
        nudge: Nudge,
        /// The article that applies.
        article: Option<Citation>,
        /// Minutes left before moderators are told; `None`: never.
        minutes: Option<i64>,
        /// Days the nudge is kept.
        kept_days: u64,
    },
    /// Thanks: the message is clean again.
    Thanks,
    /// The author said they will fix it.
    WillFix,
    /// The author said it is not confidential; it won't be raised again.
    NotConfidential,
    /// Whom the author can ask.
    AskPerson {
        /// The charter's contact.
        contact: Option<String>,
    },
    /// The article the author asked to read.
    Article(Option<Citation>),
    /// A tip.
    Tip(Option<String>),
    /// What whoever joined should know.
    Welcome {
        /// The charters that answer.
        charters: Vec<Contents>,
        /// Whom to ask.
        contact: Option<String>,
    },
    /// The answer to a question.
    Answer {
        /// The passage.
        citation: Citation,
        /// The question, where it is kept: it can be rated, shared and passed on.
        question: Option<QuestionId>,
        /// Only the asker sees it, in a channel where others might want to.
        shareable: bool,
    },
    /// The charter does not say.
    Abstention {
        /// The nearest article, which does not answer.
        nearest: Option<String>,
        /// Whom to ask.
        contact: Option<String>,
        /// The question, where it is kept: it can be passed on.
        question: Option<QuestionId>,
    },
    /// An answer someone wanted everyone in the channel to see.
    Shared(Citation),
    /// The answer was rated.
    Rated {
        /// Whether it helped.
        helpful: bool,
        /// Whom to ask where it did not.
        contact: Option<String>,
        /// The question, where it is kept: it can be passed on.
        question: Option<QuestionId>,
    },
    /// The question was passed on.
    PassedOn {
        /// Whether those who answer know who asks.
        named: bool,
    },
    /// A question that was passed on, to those who answer, with the answer once there is one.
    Request(RequestId),
    /// The answer of a person, to who asked.
    Reply(RequestId),
    /// Someone's page of the bot.
    Home(Home),
    /// What was seen in a draft.
    Draft {
        /// Findings; none is good news.
        findings: Vec<MaskedFinding>,
        /// The article that applies.
        article: Option<Citation>,
    },
    /// A flag, new or changed.
    Flag {
        /// The flag.
        flag: Flag,
        /// The nudge it grew from.
        nudge: Nudge,
    },
    /// The flags nobody has settled, the gravest and then the oldest first.
    OpenFlags {
        /// As many as are worth reading at once.
        flags: Vec<(Flag, Nudge)>,
        /// How many more there are.
        more: usize,
    },
    /// What became of a flagged message, to its author.
    Outcome {
        /// Where the flag stands.
        state: FlagState,
        /// The message.
        about: Spot,
    },
    /// Please look again, from the moderators, to the author.
    LookAgain(Spot),
    /// Where to report wrongdoing.
    ReportingChannel {
        /// The address of the charter's contact.
        contact: Option<String>,
    },
    /// What is kept about a person.
    AboutYou {
        /// Their nudges, oldest first.
        nudges: Vec<Nudge>,
        /// The flags that grew from them.
        flags: Vec<Flag>,
        /// The questions they had passed on, oldest first.
        requests: Vec<Request>,
        /// Days a nudge is kept.
        kept_days: u64,
    },
    /// What was kept about a person is gone.
    Erased {
        /// Number of nudges erased.
        nudges: usize,
        /// Number of questions that had been passed on.
        requests: usize,
    },
    /// This button is not for you.
    NotForYou,
    /// This was settled before.
    AlreadySettled,
    /// The message could not be removed.
    NotRemoved(Spot),
    /// What admins can see and do.
    Panel(Panel),
    /// The questions the charter does not answer, the latest first, and how many more there are.
    Unanswered {
        /// As many as are worth reading at once.
        questions: Vec<QuestionId>,
        /// How many more there are.
        more: usize,
    },
    /// Who changed what, the latest first.
    History(Vec<Change>),
    /// A charter as it was understood.
    CharterPreview(CharterPreview),
    /// A document that is no charter, and why, in a sentence.
    CharterUnreadable {
        /// The document.
        file: String,
        /// What is wrong and what to do.
        reason: String,
    },
    /// A version of a charter answers from now on.
    CharterPublished {
        /// The version.
        charter: CharterRef,
        /// Its title.
        title: String,
    },
    /// A version that was handed in is forgotten.
    CharterDiscarded(CharterRef),
    /// What answered before a version answers again.
    CharterRolledBack {
        /// The version that no longer answers.
        charter: CharterRef,
        /// The version that answers; `None`: the charters of the configuration.
        live: Option<CharterRef>,
    },
    /// This version isn't there any more.
    CharterGone(CharterRef),
    /// Settings were changed.
    SettingsSaved(Vec<Change>),
    /// Nothing was changed, and why, in a sentence.
    NotChanged {
        /// What is wrong and what to do.
        reason: String,
    },
    /// The bot goes this far from now on.
    ModeSet(Mode),
    /// The bot can't go that far yet.
    ModeRefused {
        /// The mode asked for.
        mode: Mode,
        /// What is not on record yet.
        missing: Vec<Requirement>,
    },
}

/// What someone finds on their page of the bot.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Home {
    /// Their nudges that wait, oldest first.
    pub open: Vec<Nudge>,
    /// How many nudges are kept about them, those included.
    pub nudges: usize,
    /// How many questions they had passed on are kept.
    pub requests: usize,
    /// Days these are kept.
    pub kept_days: u64,
    /// A tip, in their language.
    pub tip: Option<String>,
    /// The charters that answer.
    pub charters: Vec<Contents>,
    /// Whether they may act on flags.
    pub moderates: bool,
    /// Whether they may change settings.
    pub administers: bool,
}

/// What admins can see and do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Panel {
    /// How far the bot goes.
    pub mode: Mode,
    /// What has to be on record before it may go further.
    pub missing: Vec<Requirement>,
    /// The charters that answer.
    pub charters: Vec<LiveCharter>,
    /// Channels that are never scanned.
    pub exempt: Vec<ChannelId>,
    /// Minutes before moderators are told, by severity; `None`: never.
    pub fix_windows: Vec<(Severity, Option<u32>)>,
    /// Members from which a channel counts as large.
    pub large_channel: u32,
    /// How many code names there are.
    pub code_names: usize,
    /// How many questions the charter does not answer.
    pub unanswered: usize,
}
