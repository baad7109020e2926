//! What the configuration says of Discord.

use std::path::{Path, PathBuf};

use bonsens_port::{ChannelId, Lang, Mode, WorkspaceId};
use serde::Deserialize;
use toml::Spanned;

use super::place::{Place, Wrong, distinct};
use super::secret::Secret;

/// Digits of an id: a snowflake holds the milliseconds since 2015, and 64 bits in all.
const DIGITS: std::ops::RangeInclusive<usize> = 17..=20;

/// The Discord servers served, and how they are reached.
#[derive(Debug, Clone)]
pub struct DiscordConfig {
    /// Base address of the REST API, where it is not Discord's own.
    pub api_url: Option<String>,
    /// Address of the gateway, where it is not the one that API names.
    pub gateway_url: Option<String>,
    /// The bot's token.
    pub bot_token: Secret,
    /// The servers.
    pub servers: Vec<DiscordServer>,
}

/// One server, with what it decides otherwise than the rest.
#[derive(Debug, Clone)]
pub struct DiscordServer {
    /// What any place may decide.
    pub place: Place,
    /// Where flags are shown.
    pub moderators_channel: ChannelId,
    /// The role whose members act on flags.
    pub moderators_role: String,
    /// The role whose members change settings.
    pub admins_role: Option<String>,
    /// The role of people from outside the organisation.
    pub guests_role: Option<String>,
    /// Where people answer what the charter does not.
    pub helpdesk_channel: Option<ChannelId>,
    /// Whether moderators may have a message removed.
    pub removes: bool,
    /// Whether whoever joins is welcomed.
    pub welcome: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawDiscord {
    api_url: Option<String>,
    gateway_url: Option<String>,
    bot_token: Secret,
    server: Vec<Spanned<RawServer>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawServer {
    id: String,
    moderators_channel: String,
    moderators_role: String,
    admins_role: Option<String>,
    guests_role: Option<String>,
    helpdesk_channel: Option<String>,
    #[serde(default)]
    removes: bool,
    #[serde(default)]
    welcome: bool,
    lang: Option<Lang>,
    mode: Option<Mode>,
    #[serde(default)]
    exempt_channels: Vec<String>,
    #[serde(default)]
    charters: Vec<PathBuf>,
}

fn is_id(id: &str) -> bool {
    DIGITS.contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_digit())
}

impl RawDiscord {
    pub(super) fn read(self) -> Result<DiscordConfig, Wrong> {
        let read = self.server.into_iter().map(|spanned| {
            let offset = spanned.span().start;
            Ok((offset, spanned.into_inner().read(offset)?))
        });
        Ok(DiscordConfig {
            api_url: self.api_url,
            gateway_url: self.gateway_url,
            bot_token: self.bot_token,
            servers: distinct(read, "discord.server", |server| &server.place.id)?,
        })
    }
}

impl RawServer {
    fn read(self, offset: usize) -> Result<DiscordServer, Wrong> {
        let exempt = self.exempt_channels.iter();
        let ids = [
            ("id", Some(&self.id)),
            ("moderators_channel", Some(&self.moderators_channel)),
            ("moderators_role", Some(&self.moderators_role)),
            ("admins_role", self.admins_role.as_ref()),
            ("guests_role", self.guests_role.as_ref()),
            ("helpdesk_channel", self.helpdesk_channel.as_ref()),
        ];
        let ids = ids.into_iter();
        for (key, id) in ids.chain(exempt.map(|id| ("exempt_channels", Some(id)))) {
            if id.is_some_and(|id| !is_id(id)) {
                return Err(Wrong::Id {
                    offset,
                    key,
                    starts_with: None,
                });
            }
        }
        let exempt = self.exempt_channels.into_iter();
        Ok(DiscordServer {
            place: Place {
                id: WorkspaceId::new(self.id),
                lang: self.lang,
                mode: self.mode,
                exempt_channels: exempt.map(ChannelId::new).collect(),
                charters: self.charters,
            },
            moderators_channel: ChannelId::new(self.moderators_channel),
            moderators_role: self.moderators_role,
            admins_role: self.admins_role,
            guests_role: self.guests_role,
            helpdesk_channel: self.helpdesk_channel.map(ChannelId::new),
            removes: self.removes,
            welcome: self.welcome,
        })
    }
}

impl DiscordConfig {
    /// Makes relative paths start from this folder.
    pub(super) fn start_in(&mut self, folder: &Path) {
        self.bot_token.start_in(folder);
        for server in &mut self.servers {
            server.place.start_in(folder);
        }
    }
}
