//! What the configuration says of Slack.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use bonsens_port::{ChannelId, Lang, Mode, WorkspaceId};
use serde::Deserialize;
use toml::Spanned;

use super::place::{Place, Wrong, distinct};
use super::secret::Secret;

/// The Slack workspaces served, and how they are reached.
#[derive(Debug, Clone)]
pub struct SlackConfig {
    /// Base address of the Web API, where it is not Slack's own.
    pub api_url: Option<String>,
    /// How events come in.
    pub connection: SlackConnection,
    /// The workspaces.
    pub workspaces: Vec<SlackWorkspace>,
}

/// How events come in.
#[derive(Debug, Clone)]
pub enum SlackConnection {
    /// The bot keeps a socket open; no public address is needed.
    Socket {
        /// The app-level token, `xapp-…`.
        app_token: Secret,
    },
    /// Slack calls the bot.
    Http {
        /// Where to listen.
        listen: SocketAddr,
        /// What Slack signs its requests with.
        signing_secret: Secret,
    },
}

/// One workspace, with what it decides otherwise than the rest.
#[derive(Debug, Clone)]
pub struct SlackWorkspace {
    /// What any place may decide; its id is `T…`.
    pub place: Place,
    /// The bot's token there, `xoxb-…`.
    pub bot_token: Secret,
    /// Where flags are shown, `C…`.
    pub moderators_channel: ChannelId,
    /// The user group whose members act on flags, `S…`; without it, those in a private moderators'
    /// channel do.
    pub moderators_group: Option<String>,
    /// The user group whose members change settings, `S…`.
    pub admins_group: Option<String>,
    /// Where people answer what the charter does not, `C…`.
    pub helpdesk_channel: Option<ChannelId>,
    /// The token that lets moderators remove a message, `xoxp-…`.
    pub user_token: Option<Secret>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawSlack {
    api_url: Option<String>,
    app_token: Option<Secret>,
    listen: Option<SocketAddr>,
    signing_secret: Option<Secret>,
    workspace: Vec<Spanned<RawWorkspace>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawWorkspace {
    id: String,
    bot_token: Secret,
    moderators_channel: String,
    moderators_group: Option<String>,
    admins_group: Option<String>,
    helpdesk_channel: Option<String>,
    user_token: Option<Secret>,
    lang: Option<Lang>,
    mode: Option<Mode>,
    #[serde(default)]
    exempt_channels: Vec<String>,
    #[serde(default)]
    charters: Vec<PathBuf>,
}

/// Slack's ids are a letter that tells their kind, then capitals and digits.
fn is_id(id: &str, kinds: &[char]) -> bool {
    id.starts_with(kinds)
        && id.len() >= 3
        && id
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

impl RawSlack {
    pub(super) fn read(self) -> Result<SlackConfig, Wrong> {
        let connection = match (self.app_token, self.listen, self.signing_secret) {
            (Some(app_token), None, None) => SlackConnection::Socket { app_token },
            (None, Some(listen), Some(signing_secret)) => SlackConnection::Http {
                listen,
                signing_secret,
            },
            _ => return Err(Wrong::Connection),
        };
        let read = self.workspace.into_iter().map(|spanned| {
            let offset = spanned.span().start;
            Ok((offset, spanned.into_inner().read(offset)?))
        });
        Ok(SlackConfig {
            api_url: self.api_url,
            connection,
            workspaces: distinct(read, "slack.workspace", |workspace| &workspace.place.id)?,
        })
    }
}

impl RawWorkspace {
    fn read(self, offset: usize) -> Result<SlackWorkspace, Wrong> {
        let admins = self.admins_group.as_deref();
        for (key, id, kinds, starts_with) in [
            ("id", Some(self.id.as_str()), &['T', 'E'][..], "T"),
            (
                "moderators_channel",
                Some(self.moderators_channel.as_str()),
                &['C', 'G'],
                "C",
            ),
            (
                "moderators_group",
                self.moderators_group.as_deref(),
                &['S'],
                "S",
            ),
            ("admins_group", admins, &['S'], "S"),
            (
                "helpdesk_channel",
                self.helpdesk_channel.as_deref(),
                &['C', 'G'],
                "C",
            ),
        ] {
            if id.is_some_and(|id| !is_id(id, kinds)) {
                return Err(Wrong::Id {
                    offset,
                    key,
                    starts_with: Some(starts_with),
                });
            }
        }
        let exempt = self.exempt_channels.into_iter();
        Ok(SlackWorkspace {
            place: Place {
                id: WorkspaceId::new(self.id),
                lang: self.lang,
                mode: self.mode,
                exempt_channels: exempt.map(ChannelId::new).collect(),
                charters: self.charters,
            },
            bot_token: self.bot_token,
            moderators_channel: ChannelId::new(self.moderators_channel),
            moderators_group: self.moderators_group,
            admins_group: self.admins_group,
            helpdesk_channel: self.helpdesk_channel.map(ChannelId::new),
            user_token: self.user_token,
        })
    }
}

impl SlackConfig {
    /// Makes relative paths start from this folder.
    pub(super) fn start_in(&mut self, folder: &Path) {
        match &mut self.connection {
            SlackConnection::Socket { app_token: secret }
            | SlackConnection::Http {
                signing_secret: secret,
                ..
            } => secret.start_in(folder),
        }
        for workspace in &mut self.workspaces {
            workspace.bot_token.start_in(folder);
            if let Some(token) = &mut workspace.user_token {
                token.start_in(folder);
            }
            workspace.place.start_in(folder);
        }
    }
}
