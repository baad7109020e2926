//! One server: whether the bot is there, may do what it has to, and finds what the configuration
//! names.

use bonsens_kit::State;
use bonsens_port::ChannelId;
use hyper::Method;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serenity::model::Permissions;
use serenity::model::channel::ChannelType;

use super::Doctor;
use crate::commands::definitions;
use crate::incoming::{Rights, Room};
use crate::rest::{Failure, Rest};
use crate::rights::Who;
use crate::settings::Server;

/// Kinds of channel in which people write; the SDK does not name the last, a forum for pictures.
const WRITTEN_IN: [ChannelType; 6] = [
    ChannelType::Text,
    ChannelType::Voice,
    ChannelType::News,
    ChannelType::Stage,
    ChannelType::Forum,
    ChannelType::Unknown(16),
];
/// What Discord answers of a server the bot is not on.
const NOT_THERE: [u64; 3] = [10_004, 10_007, 50_001];
/// What it takes to see what is written in a channel, and to answer it.
const READ: Permissions = Permissions::VIEW_CHANNEL.union(Permissions::READ_MESSAGE_HISTORY);
/// Names listed at most.
const LISTED: usize = 20;

#[derive(Deserialize)]
struct Guild {
    owner_id: String,
    roles: Vec<Rights>,
}
#[derive(Deserialize)]
struct Member {
    roles: Vec<String>,
}
#[derive(Deserialize)]
struct Command {
    name: String,
}

/// What is known of a server.
struct Known<'a> {
    roles: &'a [Rights],
    channels: &'a [Room],
    bot: Who<'a>,
}

impl Known<'_> {
    /// What a role allows.
    fn of(&self, role: &str) -> Permissions {
        let mut roles = self.roles.iter();
        let found = roles.find(|known| known.id == role);
        found.map(|role| role.permissions).unwrap_or_default()
    }

    /// What the bot may do in a channel.
    fn may_in(&self, channel: &Room) -> Permissions {
        let of = |role: &str| self.of(role);
        self.bot.may_in(of, &channel.permission_overwrites)
    }
}

impl Doctor<'_> {
    pub(super) async fn server(
        &mut self,
        rest: &Rest,
        server: &Server,
        me: &str,
        application: Option<&str>,
    ) {
        let id = server.id.as_str();
        let path = format!("/guilds/{id}");
        let guild: Guild = match get(rest, &path).await {
            Ok(guild) => guild,
            Err(failure) if failure.is(&NOT_THERE) => {
                return self.sheet.bad("server", State::Bad, "server-bad", id);
            }
            Err(_) => return self.sheet.bad("server", State::Unknown, "later", ""),
        };
        let member: Result<Member, _> = get(rest, &format!("{path}/members/{me}")).await;
        let channels: Result<Vec<Room>, _> = get(rest, &format!("{path}/channels")).await;
        let (Ok(member), Ok(channels)) = (member, channels) else {
            return self.sheet.bad("server", State::Unknown, "later", "");
        };
        self.sheet.good("server", "server", "");
        let known = Known {
            roles: &guild.roles,
            channels: &channels,
            bot: Who {
                server: id,
                owner: &guild.owner_id,
                person: me,
                roles: member.roles.iter().map(String::as_str).collect(),
            },
        };
        let moderators = &server.moderators_channel;
        let threads = Permissions::CREATE_PUBLIC_THREADS;
        self.channel(&known, "moderators-channel", moderators, threads);
        if let Some(helpdesk) = &server.helpdesk_channel {
            let nothing = Permissions::empty();
            self.channel(&known, "helpdesk-channel", helpdesk, nothing);
        }
        self.unread(&known);
        let roles = [
            ("moderators-role", Some(&server.moderators_role)),
            ("admins-role", server.admins_role.as_ref()),
            ("guests-role", server.guests_role.as_ref()),
        ];
        for (name, role) in roles {
            if let Some(role) = role {
                self.role(&known, name, role);
            }
        }
        if server.removes {
            let may = known.bot.may(|role| known.of(role));
            if may.contains(Permissions::MANAGE_MESSAGES) {
                self.sheet.good("removes", "removes", "");
            } else {
                self.sheet.bad("removes", State::Bad, "removes-bad", "");
            }
        }
        self.commands(rest, id, application).await;
    }

    /// A channel the bot was given to write in.
    fn channel(
        &mut self,
        known: &Known<'_>,
        name: &'static str,
        channel: &ChannelId,
        beside: Permissions,
    ) {
        let id = channel.as_str();
        let found = known.channels.iter().find(|found| found.id == id);
        let Some(found) = found.filter(|found| takes_messages(found.kind)) else {
            return self
                .sheet
                .bad(name, State::Bad, &format!("{name}-gone"), id);
        };
        let may = known.may_in(found);
        let wanted = READ | Permissions::SEND_MESSAGES | Permissions::EMBED_LINKS | beside;
        let missing = wanted - may;
        if missing.is_empty() {
            self.sheet.good(name, name, "");
        } else {
            let missing: Vec<_> = missing.iter_names().map(|(name, _)| name).collect();
            let missing = missing.join(", ");
            self.sheet
                .bad(name, State::Bad, &format!("{name}-bad"), &missing);
        }
    }

    /// The channels where the bot sees nothing: for an admin to say whether that is meant, as it is
    /// for those who should stay among themselves.
    fn unread(&mut self, known: &Known<'_>) {
        const NAME: &str = "channels";
        let written_in = known.channels.iter();
        let written_in = written_in.filter(|channel| WRITTEN_IN.contains(&channel.kind));
        let (read, unread): (Vec<_>, Vec<_>) =
            written_in.partition(|channel| known.may_in(channel).contains(READ));
        if unread.is_empty() {
            return self.sheet.good(NAME, "channels", "");
        }
        let (shown, more) = unread.split_at(LISTED.min(unread.len()));
        let names = shown.iter();
        let names: Vec<String> = names.map(|channel| format!("#{}", channel.name)).collect();
        let mut listed = names.join(", ");
        if !more.is_empty() {
            listed = format!("{listed}… (+{})", more.len());
        }
        if read.is_empty() {
            return self.sheet.bad(NAME, State::Bad, "channels-bad", &listed);
        }
        self.sheet.to_look_at(NAME, "channels-bad", &listed);
    }

    fn role(&mut self, known: &Known<'_>, name: &'static str, role: &str) {
        if known.roles.iter().any(|found| found.id == role) {
            self.sheet.good(name, "role", role);
        } else {
            self.sheet
                .bad(name, State::Bad, &format!("{name}-bad"), role);
        }
    }

    async fn commands(&mut self, rest: &Rest, server: &str, application: Option<&str>) {
        const NAME: &str = "commands";
        let Some(application) = application else {
            return self.sheet.bad(NAME, State::Unknown, "later", "");
        };
        let path = format!("/applications/{application}/guilds/{server}/commands");
        let held: Result<Vec<Command>, Failure> = get(rest, &path).await;
        let Ok(held) = held else {
            return self.sheet.bad(NAME, State::Unknown, "later", "");
        };
        let is_held = |wanted: &Value| held.iter().any(|held| wanted["name"] == held.name.as_str());
        if definitions(self.sheet.say()).iter().all(is_held) {
            self.sheet.good(NAME, NAME, "");
        } else {
            self.sheet.bad(NAME, State::Bad, "commands-bad", "");
        }
    }
}

/// A forum takes posts, each with a thread, and no message of its own.
fn takes_messages(kind: ChannelType) -> bool {
    let forums = [ChannelType::Forum, ChannelType::Unknown(16)];
    WRITTEN_IN.contains(&kind) && !forums.contains(&kind)
}

async fn get<A: DeserializeOwned>(rest: &Rest, path: &str) -> Result<A, Failure> {
    rest.call(Method::GET, path, None).await
}
