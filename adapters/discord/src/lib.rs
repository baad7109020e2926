//! Bonsens on Discord: decodes what happens there into events, and shows notices to people.
//!
//! No type of the SDK leaves this crate, and no text a person typed leaves it except inside
//! `MessageText`.

mod commands;
mod embeds;
mod incoming;
mod markdown;
mod modal;
#[cfg(test)]
#[path = "../../slack/tests/outgoing/notices.rs"]
mod notices;
mod pending;
mod sent;
mod settings;
mod show;
mod split;

pub use settings::{API_URL, Server, Settings};
