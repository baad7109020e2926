//! Bonsens on Discord: decodes what happens there into events, and shows notices to people.
//!
//! No type of the SDK leaves this crate, and no text a person typed leaves it except inside
//! `MessageText`.

mod commands;
mod incoming;
mod settings;

pub use settings::{API_URL, Server, Settings};
