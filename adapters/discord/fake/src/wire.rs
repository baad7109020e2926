//! The JSON shapes that both the REST API and the gateway use.

use bonsens_fake_kit::object;
use serde_json::{Map, Value, json};

use crate::permissions;
use crate::state::{Channel, DIRECT, FORUM, Guild, Member, Role, State, User};

pub(crate) fn user(user: &User) -> Value {
    let mut wire = object(json!({
        "id": user.id, "username": user.name, "discriminator": "0",
        "global_name": user.name, "avatar": null, "public_flags": 0, "flags": 0,
    }));
    if user.bot {
        wire.insert("bot".into(), json!(true));
        wire.insert("global_name".into(), Value::Null);
    }
    Value::Object(wire)
}

pub(crate) fn role(role: &Role, everyone: bool) -> Value {
    json!({
        "id": role.id, "name": role.name, "color": 0,
        "colors": {"primary_color": 0, "secondary_color": null, "tertiary_color": null},
        "hoist": false, "icon": null, "unicode_emoji": null, "position": u8::from(!everyone),
        "permissions": role.permissions.to_string(), "managed": role.managed,
        "mentionable": false, "flags": 0,
    })
}

/// A member without who it is, as messages carry it.
pub(crate) fn member(member: &Member) -> Value {
    json!({
        "roles": member.roles, "nick": null, "avatar": null, "joined_at": member.joined,
        "premium_since": null, "deaf": false, "mute": false, "flags": 0, "pending": false,
        "communication_disabled_until": null,
    })
}

/// A member with who it is.
pub(crate) fn whole_member(state: &State, guild: &Guild, id: &str) -> Option<Value> {
    let mut wire = member(guild.members.get(id)?);
    wire["user"] = user(state.users.get(id)?);
    Some(wire)
}

pub(crate) fn channel(state: &State, channel: &Channel) -> Value {
    let last = channel.messages.iter().rev().find(|m| m.only_for.is_none());
    let last = last.map(|message| message.id.clone());
    let (id, kind) = (&channel.id, channel.kind);
    if kind == DIRECT {
        let people = channel.people.iter().filter(|id| **id != state.app.bot);
        let people: Vec<_> = people
            .filter_map(|id| state.users.get(id))
            .map(user)
            .collect();
        return json!({
            "id": id, "type": kind, "last_message_id": last, "flags": 0, "recipients": people,
        });
    }
    if channel.is_thread() {
        let count = channel.messages.len();
        return json!({
            "id": id, "type": kind, "guild_id": channel.guild, "parent_id": channel.parent,
            "name": channel.name, "owner_id": channel.owner, "last_message_id": last,
            "message_count": count, "total_message_sent": count, "member_count": 1,
            "rate_limit_per_user": 0, "flags": 0,
            "thread_metadata": {
                "archived": channel.archived, "auto_archive_duration": 1440, "locked": false,
                "archive_timestamp": state.written(),
                "create_timestamp": state.written(),
            },
        });
    }
    let overwrites: Vec<_> = channel
        .overwrites
        .iter()
        .map(permissions::Overwrite::wire)
        .collect();
    let mut wire = object(json!({
        "id": id, "type": kind, "guild_id": channel.guild, "parent_id": channel.parent,
        "name": channel.name, "position": 0, "permission_overwrites": overwrites, "nsfw": false,
        "topic": null, "last_message_id": last, "rate_limit_per_user": 0, "flags": 0,
    }));
    if kind == FORUM {
        wire.extend(object(json!({
            "available_tags": [], "default_reaction_emoji": null, "default_sort_order": null,
            "default_forum_layout": 0,
        })));
    }
    Value::Object(wire)
}

fn channels(state: &State, guild: &Guild, threads: bool) -> Vec<Value> {
    let all = state.channels.values();
    let of = all.filter(|c| c.guild.as_ref() == Some(&guild.id) && c.is_thread() == threads);
    let open = of.filter(|c| !(threads && c.archived));
    open.map(|c| channel(state, c)).collect()
}

pub(crate) fn guild_channels(state: &State, guild: &Guild) -> Vec<Value> {
    channels(state, guild, false)
}

pub(crate) fn roles(guild: &Guild) -> Vec<Value> {
    let roles = guild.roles.values();
    roles.map(|r| role(r, r.id == guild.id)).collect()
}

/// A server as the REST API gives it.
pub(crate) fn guild(guild: &Guild) -> Map<String, Value> {
    object(json!({
        "id": guild.id, "name": guild.name, "icon": null, "splash": null,
        "discovery_splash": null, "owner_id": guild.owner, "afk_channel_id": null,
        "afk_timeout": 300, "verification_level": 0, "default_message_notifications": 0,
        "explicit_content_filter": 0, "roles": roles(guild), "emojis": [], "features": [],
        "mfa_level": 0, "application_id": null, "system_channel_id": null,
        "system_channel_flags": 0, "rules_channel_id": null, "vanity_url_code": null,
        "description": null, "banner": null, "premium_tier": 0, "preferred_locale": "en-US",
        "public_updates_channel_id": null, "nsfw_level": 0, "premium_progress_bar_enabled": false,
        "safety_alerts_channel_id": null, "stickers": [],
    }))
}

pub(crate) fn member_count(guild: &Guild) -> usize {
    guild.members.len() + guild.crowd
}

/// A server as `GUILD_CREATE` gives it: of its members, only the bot.
pub(crate) fn guild_create(state: &State, of: &Guild) -> Value {
    let mut wire = guild(of);
    let bot: Vec<_> = whole_member(state, of, &state.app.bot)
        .into_iter()
        .collect();
    let joined = of.members.get(&state.app.bot).map(|bot| bot.joined.clone());
    wire.extend(object(json!({
        "joined_at": joined, "large": member_count(of) > 250, "unavailable": false,
        "member_count": member_count(of), "voice_states": [], "members": bot,
        "channels": channels(state, of, false), "threads": channels(state, of, true),
        "presences": [], "stage_instances": [], "guild_scheduled_events": [],
        "soundboard_sounds": [],
    })));
    Value::Object(wire)
}
