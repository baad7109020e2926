//! Bonsens on Discord, from what people do to what they see: the real core and adapter, and a Discord
//! that runs in the test.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a story that can't go on should stop loudly"
)]

mod asking;
mod canary;
#[path = "../everywhere/mod.rs"]
mod everywhere;
mod faults;
mod leak;
#[path = "../common/log.rs"]
mod log;
mod office;
mod stage;
mod welcome;
