//! A word to whoever joins, where an admin wants it: a few in a minute and no more, since many
//! direct messages at once are what Discord bans bots for, and a rush of newcomers is an import, an
//! event or an attack.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use bonsens_kit::Turn;
use bonsens_port::{Audience, AuthorId, ChannelId, EventKind, Role, WorkspaceId};
use jiff::Timestamp;
use tokio::time::Instant;

use super::{End, Fact, Reception};
use crate::incoming::Nothing;

/// Newcomers of a server that are welcomed in a minute.
const MOST: usize = 5;
const MINUTE: Duration = Duration::from_mins(1);

/// When newcomers were welcomed lately.
#[derive(Debug, Default)]
pub(super) struct Welcomes(Mutex<HashMap<WorkspaceId, VecDeque<Instant>>>);

impl Welcomes {
    /// Whether one more may be welcomed.
    fn may(&self, server: &WorkspaceId) -> bool {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let lately = all.entry(server.clone()).or_default();
        while lately.front().is_some_and(|at| at.elapsed() >= MINUTE) {
            lately.pop_front();
        }
        let may = lately.len() < MOST;
        if may {
            lately.push_back(Instant::now());
        }
        may
    }
}

impl Reception {
    pub(super) async fn joined(
        &self,
        server: &WorkspaceId,
        person: AuthorId,
        turn: &mut Turn<String>,
    ) -> Result<(), End> {
        let _place = self.comes(turn).await;
        if !self
            .settings
            .served(server)
            .is_some_and(|served| served.welcome)
        {
            return Err(Nothing::NoUse.into());
        }
        if !self.welcomes.may(server) {
            return Err(Nothing::TooMany.into());
        }
        let fact = Fact {
            id: format!("joined/{server}/{person}"),
            server: server.clone(),
            // Not in any channel: what is said goes to the person directly.
            channel: ChannelId::new(format!("direct/{person}")),
            person,
            at: Timestamp::now(),
        };
        let kind = EventKind::MemberJoined;
        let event = self.event(&fact, Role::Employee, Audience::default(), kind);
        self.take(event).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_few_are_welcomed_in_a_minute_and_a_crowd_is_not() {
        let welcomes = Welcomes::default();
        let (acme, other) = (WorkspaceId::new("1"), WorkspaceId::new("2"));
        for _ in 0..MOST {
            assert!(welcomes.may(&acme));
        }
        assert!(!welcomes.may(&acme) && welcomes.may(&other));
        tokio::time::advance(MINUTE).await;
        assert!(welcomes.may(&acme));
    }
}
