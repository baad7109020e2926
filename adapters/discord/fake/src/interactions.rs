//! What people do that an app has to answer: told to it, waited for, given up.

use std::time::Duration;

use bonsens_fake_kit::{Impossible, object};
use serde_json::{Value, json};

use crate::gateway::Orders;
use crate::permissions;
use crate::state::State;
use crate::wire;

/// How long the app has for its first answer.
const ANSWER_WITHIN: Duration = Duration::from_secs(3);
/// How long it may add to that answer.
const TOKEN: Duration = Duration::from_mins(15);

pub(crate) const COMMAND: u64 = 2;
pub(crate) const COMPONENT: u64 = 3;
pub(crate) const AUTOCOMPLETE: u64 = 4;
pub(crate) const MODAL: u64 = 5;

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

impl Interaction {
    /// Whether its token is still of use.
    pub(crate) fn is_open(&self, now: Duration) -> bool {
        now.saturating_sub(self.at) < TOKEN
    }
}

/// What someone is about to do.
pub(crate) struct Act {
    pub kind: u64,
    pub what: String,
    pub data: Value,
    /// The message pressed, or whose button opened the window.
    pub message: Option<String>,
}

impl State {
    /// Tells the app of something to answer; its id.
    pub(crate) fn interact(
        &mut self,
        user: &str,
        channel: &str,
        act: Act,
    ) -> Result<String, Impossible> {
        let nowhere = || Impossible::new("there is no such channel");
        let (id, token) = (
            self.new_id(),
            format!("interaction-token-{}", self.new_id()),
        );
        let place = self.channels.get(channel).ok_or_else(nowhere)?;
        let person = &self.users[user];
        let mut payload = object(json!({
            "id": id, "application_id": self.app.id, "type": act.kind, "token": token,
            "version": 1, "data": act.data, "channel_id": channel,
            "channel": wire::channel(self, place), "locale": person.locale, "entitlements": [],
            "app_permissions": self.bot_may(channel).to_string(),
            "attachment_size_limit": 10_485_760,
        }));
        let guild = place.guild.clone();
        let there = match guild.as_ref().and_then(|id| self.guilds.get(id)) {
            Some(guild) => {
                let may = permissions::in_channel(self, user, place);
                let mut member = wire::whole_member(self, guild, user)
                    .ok_or_else(|| Impossible::new("they are not on this server"))?;
                member["permissions"] = json!(may.to_string());
                json!({
                    "guild_id": guild.id, "member": member, "context": 0,
                    "guild": {"id": guild.id, "locale": "en-US", "features": []},
                    "guild_locale": "en-US", "authorizing_integration_owners": {"0": guild.id},
                })
            }
            None => json!({
                "user": wire::user(person), "context": 1,
                "authorizing_integration_owners": {"0": "0"},
            }),
        };
        payload.extend(object(there));
        if let Some(message) = act.message.as_ref().and_then(|id| place.message(id)) {
            payload.insert("message".into(), Value::Object(message.wire.clone()));
        }
        let interaction = Interaction {
            id: id.clone(),
            token,
            user: user.to_owned(),
            channel: channel.to_owned(),
            what: act.what,
            kind: act.kind,
            at: self.clock.now(),
            answered: None,
            failed: false,
            original: None,
            message: act.message,
        };
        self.interactions.insert(id.clone(), interaction);
        let payload = Value::Object(payload);
        self.emit(guild.as_deref(), "INTERACTION_CREATE", &payload);
        Ok(id)
    }

    /// Lets what was not answered in time fail, on the screen of whoever did it.
    pub(crate) fn interactions_expire(&mut self) {
        let now = self.clock.now();
        for interaction in self.interactions.values_mut() {
            let late = now.saturating_sub(interaction.at) >= ANSWER_WITHIN;
            if late && interaction.answered.is_none() && !interaction.failed {
                interaction.failed = true;
                if let Some(user) = self.users.get_mut(&interaction.user) {
                    let trouble = format!("{} failed: no answer came", interaction.what);
                    user.troubles.push(trouble);
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
