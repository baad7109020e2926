//! The interface crate: the words every part of Bonsens shares.
//!
//! It names no platform and no database, and depends on no other crate of the workspace, so that
//! an adapter can be written, tested and removed without touching a decision.

mod button;
#[cfg(feature = "contract")]
pub mod contract;
mod event;
mod finding;
mod ids;
mod keeping;
mod platform;
mod record;
mod store;
mod text;

pub use button::{Button, Press};
pub use event::{
    Audience, DismissReason, Event, EventKind, FlagAct, Lang, Mode, NudgeAnswer, Requirement, Role,
};
pub use finding::{Family, Finding, Severity};
pub use ids::{
    ActionId, AuthorId, ChannelId, EventId, FlagId, MessageId, NudgeId, Pseudonym, SealedAuthor,
    ValueHash, WorkspaceId,
};
pub use platform::{
    Clock, Destination, Handle, Intake, NotTaken, Platform, PlatformError, Post, SystemClock,
};
pub use record::{
    Act, Action, CharterVersion, Citation, Extract, Flag, FlagState, MaskedFinding, Notice, Nudge,
    NudgeState, Recipient, Spot,
};
pub use store::{Commit, Committed, PersonalRecords, Retention, Store, StoreError, Write};
pub use text::MessageText;
