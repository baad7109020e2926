//! Shows posts on Discord.

pub mod place;
