//! How Discord writes the time, and the ids it makes from it.

use bonsens_fake_kit::Clock;
use jiff::Timestamp;

use crate::state::State;

/// The first moment a Discord id can tell, in milliseconds since 1970.
const EPOCH: u64 = 1_420_070_400_000;

fn milliseconds(clock: &Clock) -> u64 {
    u64::try_from(clock.now().as_millis()).unwrap_or(u64::MAX)
}

/// A new id: the time, and in the bits below it a number. Ids never repeat and always grow.
pub(crate) fn new_id(clock: &mut Clock) -> String {
    let tick = clock.tick();
    (((milliseconds(clock) - EPOCH) << 22) + tick).to_string()
}

fn written(clock: &Clock) -> String {
    let at = i64::try_from(milliseconds(clock)).unwrap_or(i64::MAX);
    let at = Timestamp::from_millisecond(at).unwrap_or(Timestamp::UNIX_EPOCH);
    at.strftime("%Y-%m-%dT%H:%M:%S%.6f+00:00").to_string()
}

impl State {
    /// A new id, made from the time.
    pub(crate) fn new_id(&mut self) -> String {
        new_id(&mut self.clock)
    }

    /// The time as Discord writes it.
    pub(crate) fn written(&self) -> String {
        written(&self.clock)
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use super::*;

    #[test]
    fn ids_grow_and_tell_the_time() {
        let mut clock = Clock::starting_now();
        let (first, second) = (new_id(&mut clock), new_id(&mut clock));
        assert!(first < second, "{first} comes before {second}");
        clock.advance(Duration::from_secs(3));
        let later: u64 = new_id(&mut clock).parse().unwrap();
        let at = Duration::from_millis((later >> 22) + EPOCH);
        assert_eq!(at, clock.now());
    }

    #[test]
    fn time_is_written_with_its_zone() {
        let clock = Clock::starting_now();
        let at: Timestamp = written(&clock).parse().unwrap();
        assert_eq!(at, Timestamp::try_from(UNIX_EPOCH + clock.now()).unwrap());
        assert!(written(&clock).ends_with(".000000+00:00"));
    }
}
