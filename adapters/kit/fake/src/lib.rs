//! What the fake platforms share: everything that is the same whatever is played.
//!
//! A fake speaks the wire of one platform over loopback, so its messages, ids and refusals are its
//! own. How time passes in it, how calls are made to fail, how a test waits for what its acts lead
//! to and where it may listen are not, and a test of one reads like a test of another because of it.

mod clock;
mod faults;
mod impossible;
mod loopback;
mod watched;
mod wire;

pub use clock::Clock;
pub use faults::Faults;
pub use impossible::Impossible;
pub use loopback::{ANY_PORT, listen};
pub use watched::Watched;
pub use wire::object;
