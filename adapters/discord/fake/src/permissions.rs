//! Who may do what where: roles, and what a channel allows or denies on top of them.

use serde_json::{Value, json};

use crate::state::{Channel, Guild, State};

/// See a channel.
pub const VIEW_CHANNEL: u64 = 1 << 10;
/// Write in a channel.
pub const SEND_MESSAGES: u64 = 1 << 11;
/// Show embeds.
pub const EMBED_LINKS: u64 = 1 << 14;
/// Share files.
pub const ATTACH_FILES: u64 = 1 << 15;
/// Read what was written before.
pub const READ_MESSAGE_HISTORY: u64 = 1 << 16;
/// Delete what others wrote.
pub const MANAGE_MESSAGES: u64 = 1 << 13;
/// Everything, everywhere.
pub const ADMINISTRATOR: u64 = 1 << 3;
/// Change channels.
pub const MANAGE_CHANNELS: u64 = 1 << 4;
/// Change the server.
pub const MANAGE_GUILD: u64 = 1 << 5;
/// Use slash commands and menus.
pub const USE_APPLICATION_COMMANDS: u64 = 1 << 31;
/// Start a thread.
pub const CREATE_PUBLIC_THREADS: u64 = 1 << 35;
/// Write in a thread.
pub const SEND_MESSAGES_IN_THREADS: u64 = 1 << 38;

/// What `@everyone` may do on a new server.
pub(crate) const EVERYONE: u64 = VIEW_CHANNEL
    | SEND_MESSAGES
    | EMBED_LINKS
    | ATTACH_FILES
    | READ_MESSAGE_HISTORY
    | USE_APPLICATION_COMMANDS
    | CREATE_PUBLIC_THREADS
    | SEND_MESSAGES_IN_THREADS;

const ALL: u64 = (1 << 53) - 1;

/// What a channel says of a role or a member.
#[derive(Debug, Clone)]
pub(crate) struct Overwrite {
    pub id: String,
    /// 0 for a role, 1 for a member.
    pub kind: u64,
    pub allow: u64,
    pub deny: u64,
}

impl Overwrite {
    pub(crate) fn wire(&self) -> Value {
        json!({
            "id": self.id, "type": self.kind,
            "allow": self.allow.to_string(), "deny": self.deny.to_string(),
        })
    }
}

/// What a member may do on the whole server.
pub(crate) fn of_member(guild: &Guild, user: &str) -> u64 {
    let Some(member) = guild.members.get(user) else {
        return 0;
    };
    let mut sum = guild
        .roles
        .get(&guild.id)
        .map_or(0, |role| role.permissions);
    for role in &member.roles {
        sum |= guild.roles.get(role).map_or(0, |role| role.permissions);
    }
    if guild.owner == user || sum & ADMINISTRATOR != 0 {
        return ALL;
    }
    sum
}

/// What someone may do in a channel; a thread has the permissions of its parent.
pub(crate) fn in_channel(state: &State, user: &str, channel: &Channel) -> u64 {
    let Some(guild) = channel.guild.as_ref().and_then(|id| state.guilds.get(id)) else {
        let theirs = channel.people.iter().any(|person| person == user);
        return if theirs { EVERYONE } else { 0 };
    };
    let parent = channel.parent.as_ref().filter(|_| channel.is_thread());
    let parent = parent.and_then(|id| state.channels.get(id));
    let place = parent.unwrap_or(channel);
    let base = of_member(guild, user);
    if base == ALL || base == 0 {
        return base;
    }
    let Some(member) = guild.members.get(user) else {
        return 0;
    };
    let of = |id: &str| place.overwrites.iter().find(|over| over.id == id);
    let apply = |base: u64, allow: u64, deny: u64| (base & !deny) | allow;
    let mut sum = of(&guild.id).map_or(base, |over| apply(base, over.allow, over.deny));
    let (mut allow, mut deny) = (0, 0);
    for over in member.roles.iter().filter_map(|role| of(role)) {
        allow |= over.allow;
        deny |= over.deny;
    }
    sum = apply(sum, allow, deny);
    sum = of(user).map_or(sum, |over| apply(sum, over.allow, over.deny));
    if sum & VIEW_CHANNEL == 0 {
        return 0;
    }
    sum
}
