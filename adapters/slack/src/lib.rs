//! Bonsens on Slack: decodes what happens there into events, and shows notices to people.
//!
//! No type of the SDK leaves this crate, and no text a person typed leaves it except inside
//! `MessageText`.

mod api;
mod settings;

use std::sync::Arc;

use bonsens_port::Lang;

pub use settings::{API_URL, Connection, Settings, Workspace};

/// Says a sentence of the locale files, by its key.
pub type Say = Arc<dyn Fn(Lang, &str) -> String + Send + Sync>;
