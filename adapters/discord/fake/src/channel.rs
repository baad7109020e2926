//! A channel, thread or forum as a test sets it up, and what happens to it.

use std::sync::Arc;

use bonsens_fake_kit::Impossible;
use serde_json::json;

use crate::permissions::Overwrite;
use crate::person::Person;
use crate::seen::Seen;
use crate::server::Role;
use crate::state::{self, State};
use crate::{Shared, posting, wire};

/// A channel, a thread, a forum, or someone's direct messages with the bot.
#[derive(Clone)]
pub struct Channel {
    pub(crate) shared: Arc<Shared>,
    pub(crate) id: String,
}

impl Channel {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What everyone in it sees.
    #[must_use]
    pub fn messages(&self) -> Vec<Seen> {
        self.shared.state.look(|state| {
            let channel = state.channels.get(&self.id);
            channel.map_or_else(Vec::new, |channel| Seen::all(state, channel, None))
        })
    }

    /// The threads begun in it.
    #[must_use]
    pub fn threads(&self) -> Vec<Channel> {
        self.shared.state.look(|state| {
            let all = state.channels.values();
            let begun = all.filter(|c| c.is_thread() && c.parent.as_ref() == Some(&self.id));
            begun.map(|thread| self.other(&thread.id)).collect()
        })
    }

    pub(crate) fn other(&self, id: &str) -> Self {
        Self {
            shared: Arc::clone(&self.shared),
            id: id.to_owned(),
        }
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> String {
        let name = |state: &State| state.channels.get(&self.id).map(|c| c.name.clone());
        self.shared.state.look(name).unwrap_or_default()
    }

    /// Discord adds the preview of a link to a message. The event says only that, and of whom.
    pub fn unfurls(&self, id: &str, url: &str) -> Result<(), Impossible> {
        self.shared.state.change(|state| {
            let channel = state.channels.get_mut(&self.id);
            let message = channel.and_then(|channel| channel.message_mut(id));
            let message = message.ok_or_else(|| Impossible::new("there is no such message"))?;
            let preview = json!([{
                "type": "article", "url": url, "title": "A page", "description": "What it says",
                "provider": {"name": "Example"},
            }]);
            message.wire.insert("embeds".into(), preview.clone());
            let guild = state.channels[&self.id].guild.clone();
            let mut data = json!({"id": id, "channel_id": self.id, "embeds": preview});
            if let Some(guild) = guild {
                data["guild_id"] = json!(guild);
            }
            state.emit_in(&self.id, "MESSAGE_UPDATE", &data);
            Ok(())
        })
    }

    /// The same, with the whole message in the event, as Discord mostly does today.
    pub fn unfurls_in_full(&self, id: &str, url: &str) -> Result<(), Impossible> {
        let preview = json!([{"type": "article", "url": url, "title": "A page"}]);
        self.shared.state.change(|state| {
            let changed = posting::change(state, &self.id, id, false, |wire| {
                wire.insert("embeds".into(), preview);
            });
            changed.ok_or_else(|| Impossible::new("there is no such message"))
        })?;
        Ok(())
    }

    /// Discord itself writes in someone's name, such as 6 for a pin, 7 for a newcomer, 8 for a
    /// boost.
    pub fn discord_says(&self, kind: u64, of: &Person, words: &str) -> String {
        self.shared.state.change(|state| {
            let author = wire::user(&state.users[of.id()]);
            let mut wire = posting::blank(state, &self.id, &author, words);
            wire.insert("type".into(), json!(kind));
            posting::store(state, &self.id, posting::plain(wire))
        })
    }

    /// Says of a role what it may and may not do here, on top of what it may on the server.
    pub fn sets(&self, role: &Role, allow: u64, deny: u64) {
        self.overwrites(&role.id, 0, allow, deny);
    }

    /// The same of one person.
    pub fn sets_for(&self, person: &Person, allow: u64, deny: u64) {
        self.overwrites(&person.id, 1, allow, deny);
    }

    fn overwrites(&self, id: &str, kind: u64, allow: u64, deny: u64) {
        self.updates(|channel| {
            channel.overwrites.retain(|over| over.id != id);
            channel.overwrites.push(Overwrite {
                id: id.to_owned(),
                kind,
                allow,
                deny,
            });
        });
    }

    /// Gives it another name.
    pub fn is_renamed(&self, name: &str) {
        self.updates(|channel| name.clone_into(&mut channel.name));
    }

    /// Archives a thread, until someone writes in it.
    pub fn is_archived(&self) {
        self.updates(|channel| channel.archived = true);
    }

    fn updates(&self, change: impl FnOnce(&mut state::Channel)) {
        self.shared.state.change(|state| {
            let Some(channel) = state.channels.get_mut(&self.id) else {
                return;
            };
            change(channel);
            let name = if channel.is_thread() {
                "THREAD_UPDATE"
            } else {
                "CHANNEL_UPDATE"
            };
            let channel = &state.channels[&self.id];
            let (data, guild) = (wire::channel(state, channel), channel.guild.clone());
            state.emit(guild.as_deref(), name, &data);
        });
    }

    /// Deletes it, and the threads in it.
    pub fn is_deleted(&self) {
        self.shared.state.change(|state| {
            let Some(channel) = state.channels.get(&self.id) else {
                return;
            };
            let (guild, thread) = (channel.guild.clone(), channel.is_thread());
            let data = if thread {
                json!({
                    "id": self.id, "guild_id": guild, "parent_id": channel.parent,
                    "type": channel.kind,
                })
            } else {
                wire::channel(state, channel)
            };
            let name = if thread {
                "THREAD_DELETE"
            } else {
                "CHANNEL_DELETE"
            };
            state.channels.remove(&self.id);
            state
                .channels
                .retain(|_, c| !c.is_thread() || c.parent.as_ref() != Some(&self.id));
            state.emit(guild.as_deref(), name, &data);
        });
    }

    /// A webhook of someone else writes here.
    pub fn webhook_posts(&self, words: &str) -> String {
        self.shared.state.change(|state| {
            let hook = state.new_id();
            let author = json!({
                "id": hook, "username": "a webhook", "discriminator": "0000", "avatar": null,
                "bot": true, "global_name": null,
            });
            let mut wire = posting::blank(state, &self.id, &author, words);
            wire.insert("webhook_id".into(), json!(hook));
            posting::store(state, &self.id, posting::plain(wire))
        })
    }

    /// Deletes several messages at once.
    pub fn is_purged(&self, ids: &[&str]) {
        let ids: Vec<String> = ids.iter().map(|id| (*id).to_owned()).collect();
        self.shared
            .state
            .change(|state| posting::delete(state, &self.id, &ids, true));
    }
}
