//! What people do with commands, buttons, menus and windows, and how the app answers.

use std::time::Duration;

use crate::gateway::Orders;
use crate::state::State;

/// How long the app has for its first answer.
const ANSWER_WITHIN: Duration = Duration::from_secs(3);

/// Something a person did that the app has to answer.
#[derive(Debug, Clone)]
pub(crate) struct Interaction {
    pub id: String,
    pub token: String,
    /// Who did it.
    pub user: String,
    pub channel: String,
    /// What it was, for whoever reads a failure.
    pub what: String,
    /// 2 a command, 3 a button or menu, 4 autocomplete, 5 a window.
    pub kind: u64,
    pub at: Duration,
    /// The type of the first answer.
    pub answered: Option<u64>,
    /// Whether it came too late or never.
    pub failed: bool,
    /// The message that `@original` stands for.
    pub original: Option<String>,
    /// The message pressed, or the one whose button opened the window.
    pub message: Option<String>,
}

impl State {
    /// Lets what was not answered in time fail, on the screen of whoever did it.
    pub(crate) fn interactions_expire(&mut self) {
        let now = self.clock.now();
        for interaction in self.interactions.values_mut() {
            let late = now.saturating_sub(interaction.at) >= ANSWER_WITHIN;
            if late && interaction.answered.is_none() && !interaction.failed {
                interaction.failed = true;
                if let Some(user) = self.users.get_mut(&interaction.user) {
                    user.troubles
                        .push(format!("{} failed: no answer", interaction.what));
                }
            }
        }
    }

    /// What people wait for.
    pub(crate) fn waiting(&self) -> Vec<String> {
        let all = self.interactions.values();
        let open = all.filter(|each| each.answered.is_none() && !each.failed);
        open.map(|each| each.what.clone()).collect()
    }

    /// The connections on which the app has not said that it heard everything.
    pub(crate) fn behind(&self) -> Vec<Orders> {
        let live = self.sessions.values().filter(|session| !session.dead);
        let behind = live.filter(|session| session.heard < session.seq());
        behind
            .filter_map(|session| self.connections.get(&session.connection?))
            .cloned()
            .collect()
    }
}
