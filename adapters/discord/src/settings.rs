//! What an installation says of its Discord servers. Every address is explicit, so that a test can
//! stand in for Discord and nothing falls back to another host.

use std::path::PathBuf;

use bonsens_port::{ChannelId, Lang, WorkspaceId};
use secrecy::SecretString;

/// Discord's own address for its REST API; the version is part of the paths under it.
pub const API_URL: &str = "https://discord.com";

/// How the bot is connected.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Base address of the REST API, without `/api/v10`.
    pub api_url: String,
    /// Address of the gateway, `wss://…`; `None`: the one the REST API names. Where it can't be
    /// asked, the bot says so and does not connect anywhere else.
    pub gateway_url: Option<String>,
    /// The bot's token, the same on every server.
    pub bot_token: SecretString,
    /// Where the place in the stream of events is kept, so that a restart goes on where the last
    /// run stopped; `None`: it is not kept.
    pub session_file: Option<PathBuf>,
    /// The servers served; nothing is read on any other.
    pub servers: Vec<Server>,
}

impl Settings {
    /// What is said of a server, where it is served.
    #[must_use]
    pub fn served(&self, workspace: &WorkspaceId) -> Option<&Server> {
        let mut servers = self.servers.iter();
        servers.find(|served| served.id == *workspace)
    }

    /// Whether anyone who joins is to be welcomed: then Discord has to tell who joins.
    #[must_use]
    pub fn welcomes(&self) -> bool {
        self.servers.iter().any(|server| server.welcome)
    }
}

/// One server.
#[derive(Debug, Clone)]
pub struct Server {
    /// Its id.
    pub id: WorkspaceId,
    /// Where flags are shown.
    pub moderators_channel: ChannelId,
    /// The role whose members may act on flags.
    pub moderators_role: String,
    /// The role whose members may change settings; without it, those who may manage the server.
    pub admins_role: Option<String>,
    /// The role of people from outside the organisation, where there is one.
    pub guests_role: Option<String>,
    /// Where people answer what the charter does not.
    pub helpdesk_channel: Option<ChannelId>,
    /// Whether moderators may have messages removed: the bot needs the permission for it.
    pub removes: bool,
    /// Whether whoever joins is told once, directly, what the charter is about.
    pub welcome: bool,
    /// The language of people whose own is not known.
    pub lang: Lang,
}
