//! How far a message has come. What was refused comes again later than what followed it, and
//! nobody is to hear of a message as it no longer is.

use std::time::Duration;

use bonsens_port::{ChannelId, MessageId, WorkspaceId};

use crate::memo::Memo;

/// Messages remembered at once, and for how long: a platform sends again for some minutes.
const REMEMBERED: usize = 4_096;
const LASTS: Duration = Duration::from_mins(10);

/// What may happen to a message, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// It came.
    Posted,
    /// It changed.
    Edited,
    /// It is gone.
    Deleted,
}

/// A message in its place.
type Place = (WorkspaceId, ChannelId, MessageId);

/// The messages that changed lately.
#[derive(Debug)]
pub struct Stages(Memo<Place, Stage>);

impl Default for Stages {
    fn default() -> Self {
        Self::new()
    }
}

impl Stages {
    /// None so far.
    #[must_use]
    pub fn new() -> Self {
        Self(Memo::new(REMEMBERED, Some(LASTS)))
    }

    /// The message has come further than this.
    #[must_use]
    pub fn is_past(&self, message: &Place, stage: Stage) -> bool {
        self.0.get(message) > Some(stage)
    }

    /// The message has come this far. That it was posted goes without saying.
    pub fn reached(&self, message: Place, stage: Stage) {
        if stage > Stage::Posted {
            self.0.put(message, stage);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edit_may_follow_an_edit_and_nothing_follows_the_end() {
        let stages = Stages::new();
        let message = (
            WorkspaceId::new("T1"),
            ChannelId::new("C1"),
            MessageId::new("1.1"),
        );
        let past = || {
            [Stage::Posted, Stage::Edited, Stage::Deleted]
                .map(|stage| stages.is_past(&message, stage))
        };
        stages.reached(message.clone(), Stage::Posted);
        assert_eq!(past(), [false, false, false]);
        stages.reached(message.clone(), Stage::Edited);
        assert_eq!(past(), [true, false, false]);
        stages.reached(message.clone(), Stage::Deleted);
        assert_eq!(past(), [true, true, false]);
    }
}
