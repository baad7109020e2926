//! Bonsens on Slack: decodes what happens there into events, and shows notices to people.
//!
//! No type of the SDK leaves this crate, and no text a person typed leaves it except inside
//! `MessageText`.

mod api;
mod blocks;
mod calls;
mod doctor;
mod manifest;
mod memo;
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "opened and read by what comes in")
)]
mod modal;
mod mrkdwn;
#[cfg(test)]
#[path = "../tests/outgoing/notices.rs"]
mod notices;
mod pace;
mod sent;
mod settings;
mod show;

#[cfg(test)]
extern crate self as bonsens_slack;

use std::sync::Arc;

use bonsens_port::Lang;

pub use api::Api;
pub use doctor::{Check, State, check};
pub use manifest::{SCOPES, manifest};
pub use settings::{API_URL, Connection, Settings, Workspace};
pub use show::SlackPlatform;

/// Says a sentence of the locale files, by its key.
pub type Say = Arc<dyn Fn(Lang, &str) -> String + Send + Sync>;
