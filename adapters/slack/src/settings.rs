//! What an installation says of its Slack workspaces. Every address is explicit, so that a test can
//! stand in for Slack and nothing falls back to another host.

use std::net::SocketAddr;

use bonsens_port::{ChannelId, Lang, WorkspaceId};
use secrecy::SecretString;

/// Slack's own address for its Web API.
pub const API_URL: &str = "https://slack.com/api";

/// How the bot is connected.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Base address of the Web API.
    pub api_url: String,
    /// How events come in.
    pub connection: Connection,
    /// The workspaces served, each by its own token.
    pub workspaces: Vec<Workspace>,
}

impl Settings {
    /// What is said of a workspace, where it is served.
    pub(crate) fn served(&self, workspace: &WorkspaceId) -> Option<&Workspace> {
        let mut workspaces = self.workspaces.iter();
        workspaces.find(|served| served.id == *workspace)
    }
}

/// How events come in.
#[derive(Debug, Clone)]
pub enum Connection {
    /// The bot calls Slack and keeps a socket open; no public address is needed.
    Socket {
        /// The app-level token, `xapp-…`, with `connections:write`.
        app_token: SecretString,
    },
    /// Slack calls the bot, at an address a balancer may stand before.
    Http {
        /// Where to listen.
        listen: SocketAddr,
        /// What Slack signs its requests with.
        signing_secret: SecretString,
    },
}

/// One workspace.
#[derive(Debug, Clone)]
pub struct Workspace {
    /// Its id, `T…`.
    pub id: WorkspaceId,
    /// The bot's token there, `xoxb-…`.
    pub bot_token: SecretString,
    /// Where flags are shown, `C…`.
    pub moderators_channel: ChannelId,
    /// The user group whose members may act on flags, `S…`; without it, the members of the
    /// moderators' channel may, as long as it is private.
    pub moderators_group: Option<String>,
    /// The user group whose members may change settings, `S…`; without it, workspace admins may.
    pub admins_group: Option<String>,
    /// Where people answer what the charter does not, `C…`.
    pub helpdesk_channel: Option<ChannelId>,
    /// The token that lets moderators remove a message, `xoxp-…`, with `chat:write`.
    pub user_token: Option<SecretString>,
    /// The language of people whose own is not known.
    pub lang: Lang,
}
