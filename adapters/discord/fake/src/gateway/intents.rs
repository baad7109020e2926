//! Which events an app asked for, and what of them it may read.

use serde_json::{Value, json};

use crate::state::State;

pub(crate) const GUILDS: u64 = 1;
pub(crate) const GUILD_MEMBERS: u64 = 1 << 1;
const GUILD_PRESENCES: u64 = 1 << 8;
pub(crate) const GUILD_MESSAGES: u64 = 1 << 9;
pub(crate) const DIRECT_MESSAGES: u64 = 1 << 12;
pub(crate) const MESSAGE_CONTENT: u64 = 1 << 15;

/// What has to be turned on for an app before it may ask for it.
pub(crate) const PRIVILEGED: u64 = GUILD_MEMBERS | GUILD_PRESENCES | MESSAGE_CONTENT;

/// Every intent there is.
pub(crate) const KNOWN: u64 = ((1 << 17) - 1) | (0b11 << 20) | (0b11 << 24);

/// The flags of an app that say which privileged intents are on, as one of fewer than 100 servers
/// has them.
pub(crate) fn flags(privileged: u64) -> u64 {
    let flag = |intent: u64, bit: u32| u64::from(privileged & intent != 0) << bit;
    flag(GUILD_PRESENCES, 13) | flag(GUILD_MEMBERS, 15) | flag(MESSAGE_CONTENT, 19)
}

/// The intent an event needs; none for those that always come.
pub(crate) fn needed(event: &str, in_guild: bool) -> u64 {
    if event.starts_with("MESSAGE_") {
        return if in_guild {
            GUILD_MESSAGES
        } else {
            DIRECT_MESSAGES
        };
    }
    if event.starts_with("GUILD_MEMBER_") {
        return GUILD_MEMBERS;
    }
    let of_guilds = ["GUILD_", "CHANNEL_", "THREAD_"];
    if of_guilds.iter().any(|start| event.starts_with(start)) {
        return GUILDS;
    }
    0
}

/// Empties what an app without `MESSAGE_CONTENT` may not read. What it wrote itself, what mentions
/// it and direct messages stay.
pub(crate) fn readable(state: &State, intents: u64, event: &str, data: &Value) -> Value {
    let mut data = data.clone();
    let bot = &state.app.bot;
    let mentions = data["mentions"].as_array().into_iter().flatten();
    let hidden = matches!(event, "MESSAGE_CREATE" | "MESSAGE_UPDATE")
        && intents & MESSAGE_CONTENT == 0
        && data["guild_id"].is_string()
        && data["author"]["id"] != **bot
        && !mentions.into_iter().any(|user| user["id"] == **bot);
    if hidden {
        let emptied = [
            ("content", json!("")),
            ("embeds", json!([])),
            ("attachments", json!([])),
            ("components", json!([])),
        ];
        for (key, empty) in emptied {
            if !data[key].is_null() {
                data[key] = empty;
            }
        }
    }
    data
}
