//! Bonsens on Slack: decodes what happens there into events, and shows notices to people.
//!
//! No type of the SDK leaves this crate, and no text a person typed leaves it except inside
//! `MessageText`.

mod api;
mod blocks;
mod calls;
mod doctor;
mod download;
mod error;
mod http;
mod incoming;
mod manifest;
mod modal;
mod mrkdwn;
#[cfg(test)]
#[path = "../tests/outgoing/notices.rs"]
mod notices;
mod pace;
mod people;
mod reception;
mod sent;
mod settings;
mod show;
mod slack;
mod socket;

#[cfg(test)]
extern crate self as bonsens_slack;

pub use api::Api;
pub use bonsens_kit::{Check, Say, State};
pub use doctor::check;
pub use error::SlackError;
pub use manifest::{REMOVAL_SCOPE, SCOPES, manifest};
pub use settings::{API_URL, Connection, Settings, Workspace};
pub use show::SlackPlatform;
pub use slack::Slack;
