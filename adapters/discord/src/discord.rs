//! Discord as a whole: what is shown there, and what comes from there.

use std::collections::BTreeMap;
use std::sync::Arc;

use bonsens_kit::Say;
use bonsens_port::{Intake, Platform};
use serenity::model::gateway::GatewayIntents;
use tokio_util::sync::CancellationToken;

use crate::error::DiscordError;
use crate::gateway::{Gateway, Pulse};
use crate::incoming::EVENTS;
use crate::reception::{Counts, Parts, Reception};
use crate::rest::Rest;
use crate::settings::Settings;
use crate::show::DiscordPlatform;

/// Discord, for the servers of its settings.
pub struct Discord {
    settings: Arc<Settings>,
    rest: Arc<Rest>,
    platform: Arc<DiscordPlatform>,
    say: Say,
    counts: Arc<Counts>,
}

impl std::fmt::Debug for Discord {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Discord")
    }
}

impl Discord {
    /// Discord with these settings.
    pub fn new(settings: Settings, say: Say) -> Result<Self, DiscordError> {
        // Unless the process has chosen another: then this one is not taken.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let settings = Arc::new(settings);
        let rest = Arc::new(Rest::new(&settings)?);
        let platform = DiscordPlatform::new(rest.clone(), settings.clone(), say.clone());
        Ok(Self {
            settings,
            rest,
            platform: Arc::new(platform),
            say,
            counts: Arc::default(),
        })
    }

    /// Where posts are shown.
    #[must_use]
    pub fn platform(&self) -> Arc<dyn Platform> {
        self.platform.clone()
    }

    /// How often something came in and there was nothing to do, by reason.
    #[must_use]
    pub fn ignored(&self) -> BTreeMap<&'static str, u64> {
        self.counts.all()
    }

    /// Takes in what happens, until told to stop. By its return, everything taken in is done.
    pub async fn run(
        &self,
        intake: Arc<dyn Intake>,
        stop: CancellationToken,
    ) -> Result<(), DiscordError> {
        // What waits is given up also where the gateway ends by itself.
        let ending = stop.child_token();
        let reception = Arc::new(Reception::new(Parts {
            rest: self.rest.clone(),
            settings: self.settings.clone(),
            say: self.say.clone(),
            pending: self.platform.pending(),
            intake,
            counts: self.counts.clone(),
            stop: ending.clone(),
        }));
        let gateway = Gateway {
            rest: self.rest.clone(),
            settings: self.settings.clone(),
            intents: intents(&self.settings),
            wanted: &EVENTS,
            pulse: Pulse::default(),
        };
        let ended = gateway.run(Arc::new(reception.clone()), stop).await;
        ending.cancel();
        reception.finish().await;
        ended
    }
}

/// What Discord is asked to tell: what is written, to the bot and on its servers, and what the
/// servers are; who joins only where someone is to be welcomed.
fn intents(settings: &Settings) -> GatewayIntents {
    let mut intents = GatewayIntents::GUILDS
        | GatewayIntents::GUILD_MESSAGES
        | GatewayIntents::DIRECT_MESSAGES
        | GatewayIntents::MESSAGE_CONTENT;
    if settings.welcomes() {
        intents |= GatewayIntents::GUILD_MEMBERS;
    }
    intents
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_joins_is_asked_for_only_where_someone_is_welcomed() {
        let mut settings = crate::incoming::tests::settings();
        assert!(intents(&settings).contains(GatewayIntents::GUILD_MEMBERS));
        for served in &mut settings.servers {
            served.welcome = false;
        }
        assert_eq!(intents(&settings).bits(), 1 | 1 << 9 | 1 << 12 | 1 << 15);
    }
}
