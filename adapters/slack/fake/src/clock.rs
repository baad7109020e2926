//! How Slack writes the time, which is also what it names a message by.

use std::time::Duration;

use crate::state::State;

impl State {
    /// A new `ts`: seconds, a dot, six digits, each greater than the one before.
    pub(crate) fn ts(&mut self) -> String {
        let tick = Duration::from_micros(self.clock.tick());
        let at = self.clock.now() + tick;
        format!("{}.{:06}", at.as_secs(), at.subsec_micros())
    }

    pub(crate) fn seconds(&self) -> u64 {
        self.clock.now().as_secs()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timestamps_grow_and_tell_the_time() {
        let (jobs, _) = tokio::sync::mpsc::unbounded_channel();
        let mut state = State::new(String::new(), jobs);
        let (first, second) = (state.ts(), state.ts());
        assert!(first < second, "{first} comes before {second}");
        state.clock.advance(Duration::from_secs(3));
        let later = state.ts();
        assert!(second < later, "{second} comes before {later}");
        let (seconds, parts) = later.split_once('.').unwrap();
        assert_eq!(seconds, state.seconds().to_string());
        assert_eq!(parts.len(), 6);
    }
}
