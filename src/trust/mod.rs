//! What keeps people unwatched: names are stored only as keyed pseudonyms.

mod keys;

pub use keys::{KeyError, Keys};
