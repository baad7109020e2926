//! Adapter crate.
