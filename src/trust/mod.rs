//! What keeps people unwatched: names are stored only as keyed pseudonyms, and nobody is spoken to
//! before the organisation has answered for it.

mod accountability;
mod keys;

pub use accountability::{Accountability, Consultation, OnRecord};
pub use keys::{KeyError, Keys};
