//! Bonsens on Slack, from what people do to what they see: the real core, adapter and SDK, and a
//! Slack that runs in the test.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a story that can't go on should stop loudly"
)]

mod admin;
mod answers;
mod asking;
mod canary;
mod connection;
#[path = "../everywhere/mod.rs"]
mod everywhere;
mod faults;
mod flags;
mod home;
mod leak;
#[path = "../common/log.rs"]
mod log;
mod office;
mod people;
mod stage;
mod workspaces;
