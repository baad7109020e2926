//! What chat adapters share, whatever the platform: one thing after another within a channel, what
//! is remembered for a while, how long to wait before trying again, and what a look around tells.
//!
//! Nothing here knows a platform or decides anything.

mod backoff;
mod check;
mod follow;
mod memo;
mod stages;
mod turns;

use std::sync::Arc;

use bonsens_port::Lang;

pub use backoff::Backoff;
pub use check::{Check, Sheet, State};
pub use follow::{Conversation, FollowUps};
pub use memo::{Memo, Threads};
pub use stages::{Stage, Stages};
pub use turns::{Turn, Turns};

/// Says a sentence of the locale files, by its key.
pub type Say = Arc<dyn Fn(Lang, &str) -> String + Send + Sync>;
