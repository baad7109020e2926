//! Discord, put together from the configuration.

use std::path::Path;

use bonsens_discord::{API_URL, Server, Settings};
use bonsens_port::Lang;

use crate::config::{DiscordConfig, SecretError};

/// The name of the file, in the data folder, that keeps the place in Discord's stream of events.
const SESSION: &str = "discord-session.json";

/// The adapter's settings, with the token read. What has to outlast a restart is kept in `folder`;
/// those whose language Discord doesn't tell are spoken to in `lang`.
pub fn settings(
    config: &DiscordConfig,
    folder: &Path,
    lang: Lang,
) -> Result<Settings, SecretError> {
    let servers = config.servers.iter().map(|server| Server {
        id: server.place.id.clone(),
        moderators_channel: server.moderators_channel.clone(),
        moderators_role: server.moderators_role.clone(),
        admins_role: server.admins_role.clone(),
        guests_role: server.guests_role.clone(),
        helpdesk_channel: server.helpdesk_channel.clone(),
        removes: server.removes,
        welcome: server.welcome,
        lang: server.place.lang.unwrap_or(lang),
    });
    Ok(Settings {
        api_url: config.api_url.clone().unwrap_or_else(|| API_URL.to_owned()),
        gateway_url: config.gateway_url.clone(),
        bot_token: config.bot_token.resolve()?,
        session_file: Some(folder.join(SESSION)),
        servers: servers.collect(),
    })
}
