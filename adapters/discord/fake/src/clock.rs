//! The fake's own time, and the ids made from it. It stands still until a test moves it, so that
//! nothing expires because a machine was slow.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use jiff::Timestamp;

/// The first moment a Discord id can tell, in milliseconds since 1970.
const EPOCH: u64 = 1_420_070_400_000;

/// A clock that only moves when told, and makes ids that never repeat and always grow.
#[derive(Debug)]
pub(crate) struct Clock {
    started: Duration,
    advanced: Duration,
    made: u64,
}

impl Clock {
    pub(crate) fn starting_now() -> Self {
        let started = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        Self {
            started: Duration::from_secs(started.as_secs()),
            advanced: Duration::ZERO,
            made: 0,
        }
    }

    pub(crate) fn advance(&mut self, by: Duration) {
        self.advanced += by;
    }

    pub(crate) fn now(&self) -> Duration {
        self.started + self.advanced
    }

    fn milliseconds(&self) -> u64 {
        u64::try_from(self.now().as_millis()).unwrap_or(u64::MAX)
    }

    /// A new id: the time, and a number in the bits below it.
    pub(crate) fn id(&mut self) -> String {
        self.made += 1;
        (((self.milliseconds() - EPOCH) << 22) + self.made).to_string()
    }

    /// The time as Discord writes it.
    pub(crate) fn written(&self) -> String {
        let at = i64::try_from(self.milliseconds()).unwrap_or(i64::MAX);
        let at = Timestamp::from_millisecond(at).unwrap_or(Timestamp::UNIX_EPOCH);
        at.strftime("%Y-%m-%dT%H:%M:%S%.6f+00:00").to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_grow_and_time_moves_only_when_told() {
        let mut clock = Clock::starting_now();
        let before = clock.now();
        let (first, second) = (clock.id(), clock.id());
        assert!(first < second, "{first} comes before {second}");
        assert_eq!(clock.now(), before);
        clock.advance(Duration::from_secs(3));
        let later: u64 = clock.id().parse().unwrap();
        let at = Duration::from_millis((later >> 22) + EPOCH);
        assert_eq!(at, before + Duration::from_secs(3));
    }

    #[test]
    fn time_is_written_with_its_zone() {
        let clock = Clock::starting_now();
        let written: Timestamp = clock.written().parse().unwrap();
        assert_eq!(
            written,
            Timestamp::try_from(UNIX_EPOCH + clock.now()).unwrap()
        );
        assert!(clock.written().ends_with(".000000+00:00"));
    }
}
