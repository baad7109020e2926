//! A simulated workplace: people, channels, a screen that shows who sees what, a clock that moves
//! when told, and a store in memory. `bonsens try` and the scenario tests run on it.

mod clock;
mod memory;
mod screen;
mod workplace;

pub use clock::ManualClock;
pub use memory::MemoryStore;
pub use screen::{HELPDESK, Screen, Trouble};
pub use workplace::{CHANNELS, Channel, PEOPLE, Person, UNION, Workplace};
