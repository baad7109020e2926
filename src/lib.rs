//! Bonsens, the charter assistant that lives where people already talk.

pub mod nudge;
pub mod policy;
pub mod trust;
pub mod words;
