//! The interface crate: the words every part of Bonsens shares.
//!
//! It names no platform and no database, and depends on no other crate of the workspace, so that
//! an adapter can be written, tested and removed without touching a decision.

mod finding;

pub use finding::{Family, Finding, Severity};
