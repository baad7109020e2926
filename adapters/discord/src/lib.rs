//! Bonsens on Discord: decodes what happens there into events, and shows notices to people.
//!
//! No type of the SDK leaves this crate, and no text a person typed leaves it except inside
//! `MessageText`.

mod commands;
mod component;
mod discord;
mod doctor;
mod embeds;
mod error;
mod gateway;
mod incoming;
mod invite;
mod markdown;
mod modal;
#[cfg(test)]
#[path = "../../slack/tests/outgoing/notices.rs"]
mod notices;
mod pending;
mod people;
mod reception;
mod rest;
mod rights;
mod sent;
mod session;
mod settings;
mod show;
mod split;

pub use bonsens_kit::{Check, Say, State};
pub use discord::Discord;
pub use doctor::check;
pub use error::DiscordError;
pub use gateway::{Gateway, Pulse, Receives};
pub use invite::{PERMISSIONS, REMOVAL_PERMISSION, invite};
pub use rest::{Done, Failure, NotFetched, Rest};
pub use settings::{API_URL, Server, Settings};
pub use show::DiscordPlatform;
