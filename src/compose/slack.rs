//! Slack, put together from the configuration.

use std::sync::Arc;

use bonsens_port::Lang;
use bonsens_slack::{API_URL, Connection, Say, Settings, Workspace};

use crate::config::{Secret, SecretError, SlackConfig, SlackConnection};
use crate::words::Words;

/// The adapter's settings, with every secret read. Those of people whose language Slack doesn't tell
/// are spoken to in `lang`.
pub fn settings(config: &SlackConfig, lang: Lang) -> Result<Settings, SecretError> {
    let connection = match &config.connection {
        SlackConnection::Socket { app_token } => Connection::Socket {
            app_token: app_token.resolve()?,
        },
        SlackConnection::Http {
            listen,
            signing_secret,
        } => Connection::Http {
            listen: *listen,
            signing_secret: signing_secret.resolve()?,
        },
    };
    let workspaces = config.workspaces.iter().map(|workspace| {
        Ok(Workspace {
            id: workspace.place.id.clone(),
            bot_token: workspace.bot_token.resolve()?,
            moderators_channel: workspace.moderators_channel.clone(),
            moderators_group: workspace.moderators_group.clone(),
            admins_group: workspace.admins_group.clone(),
            helpdesk_channel: workspace.helpdesk_channel.clone(),
            user_token: workspace
                .user_token
                .as_ref()
                .map(Secret::resolve)
                .transpose()?,
            lang: workspace.place.lang.unwrap_or(lang),
        })
    });
    Ok(Settings {
        api_url: config.api_url.clone().unwrap_or_else(|| API_URL.to_owned()),
        connection,
        workspaces: workspaces.collect::<Result<_, _>>()?,
    })
}

/// The sentences of the locale files, for an adapter to ask for by key.
#[must_use]
pub fn say() -> Say {
    let words = Words::default();
    Arc::new(move |lang, key| words.say(lang, key))
}
