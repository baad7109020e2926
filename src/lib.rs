//! Bonsens, the charter assistant that lives where people already talk.

pub mod charter;
pub mod compose;
pub mod config;
pub mod delivery;
pub mod engine;
pub mod leak;
pub mod nudge;
pub mod policy;
pub mod registered;
pub mod runtime;
pub mod tenant;
pub mod tips;
pub mod trust;
pub mod words;
