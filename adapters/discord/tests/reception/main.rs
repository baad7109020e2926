//! What comes from Discord, through the gateway of the fake, to a core that writes it down.

#![expect(clippy::unwrap_used, reason = "helpers of tests are test code too")]

mod acts;
mod core;
mod direct;
mod faults;
mod messages;
#[expect(dead_code, reason = "of all notices, few are shown here")]
#[path = "../../../slack/tests/outgoing/notices.rs"]
mod notices;
mod office;
