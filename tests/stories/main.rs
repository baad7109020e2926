//! How Bonsens behaves, as stories over a simulated workplace.

#![expect(
    clippy::unwrap_used,
    reason = "a story that can't go on should stop loudly"
)]

mod admin;
mod asking;
#[cfg(feature = "sled")]
mod canary;
mod delivery;
#[path = "../everywhere/mod.rs"]
mod everywhere;
mod home;
mod life_of_a_leak;
#[cfg(feature = "sled")]
#[path = "../common/log.rs"]
mod log;
mod modes;
mod notes;
mod passing_on;
#[cfg(feature = "sled")]
mod registered;
mod removal;
mod scenario;
mod stage;
