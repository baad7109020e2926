//! A simulated workplace: people, channels, a screen that shows who sees what, and a clock that
//! moves when told. `bonsens try` and the scenario tests run on it.

mod clock;
mod screen;
mod workplace;

pub use clock::ManualClock;
pub use screen::Screen;
pub use workplace::{CHANNELS, Channel, PEOPLE, Person, UNION, Workplace};
