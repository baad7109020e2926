//! The interface crate: the words every part of Bonsens shares.
//!
//! It names no platform and no database, and depends on no other crate of the workspace, so that
//! an adapter can be written, tested and removed without touching a decision.

mod admin;
mod button;
#[cfg(feature = "contract")]
pub mod contract;
mod event;
mod finding;
mod ids;
mod keeping;
pub mod mention;
mod platform;
mod question;
mod record;
mod registered;
mod store;
mod text;

pub use admin::{
    AdminView, Change, CharterAct, CharterPreview, CharterRef, Contents, Deed, Document, Listed,
    LiveCharter, SectionRef, Settings, SettingsChange,
};
pub use button::{Button, Filled, Press, Window};
pub use event::{
    Audience, DismissReason, Event, EventKind, FlagAct, Lang, Mode, NudgeAnswer, Requirement, Role,
};
pub use finding::{Family, Finding, Severity};
pub use ids::{
    ActionId, AuthorId, ChannelId, EventId, FlagId, MessageId, NudgeId, Pseudonym, QuestionId,
    RegisteredId, RequestId, SealedAuthor, SealedText, ValueHash, Voter, WorkspaceId,
};
pub use platform::{
    Abilities, Clock, Destination, Handle, Intake, NotTaken, Platform, PlatformError, Post,
    SystemClock,
};
pub use question::{Question, Request};
pub use record::{
    Act, Action, CharterVersion, Citation, Extract, Flag, FlagState, Home, MaskedFinding, Notice,
    Nudge, NudgeState, Panel, Recipient, Spot,
};
pub use registered::{Prints, Registered, RegisteredKind};
pub use store::{Commit, Committed, PersonalRecords, Retention, Store, StoreError, Write};
pub use text::MessageText;
