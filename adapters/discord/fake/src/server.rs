//! A server as a test sets it up: its people and roles, and what is on it.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::json;

use crate::channel::Channel;
use crate::permissions::{self, Overwrite};
use crate::person::Person;
use crate::state::{self, FORUM, Guild, Member, State, TEXT};
use crate::{Shared, wire};

/// A server.
#[derive(Clone)]
pub struct Server {
    pub(crate) shared: Arc<Shared>,
    pub(crate) id: String,
}

/// A role on a server.
#[derive(Clone)]
pub struct Role {
    pub(crate) server: Server,
    pub(crate) id: String,
}

impl Role {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Changes what it allows on the whole server.
    pub fn may(&self, permissions: u64) {
        self.server.change(|state| {
            let id = self.server.id.clone();
            let Some(role) = state
                .guilds
                .get_mut(&id)
                .and_then(|g| g.roles.get_mut(&self.id))
            else {
                return;
            };
            role.permissions = permissions;
            let data = json!({"guild_id": id, "role": wire::role(role, role.id == id)});
            state.emit(Some(&id), "GUILD_ROLE_UPDATE", &data);
        });
    }

    /// Removes it from the server and everyone.
    pub fn is_deleted(&self) {
        self.server.change(|state| {
            let id = self.server.id.clone();
            if let Some(guild) = state.guilds.get_mut(&id) {
                guild.roles.remove(&self.id);
                for member in guild.members.values_mut() {
                    member.roles.retain(|role| *role != self.id);
                }
            }
            let data = json!({"guild_id": id, "role_id": self.id});
            state.emit(Some(&id), "GUILD_ROLE_DELETE", &data);
        });
    }
}

impl Server {
    pub(crate) fn change<R>(&self, change: impl FnOnce(&mut State) -> R) -> R {
        self.shared.state.change(change)
    }

    pub(crate) fn named(shared: &Arc<Shared>, name: &str) -> Self {
        let id = shared.state.change(|state| {
            let known = state.guilds.values().find(|guild| guild.name == name);
            match known.map(|guild| guild.id.clone()) {
                Some(id) => id,
                None => found(state, name),
            }
        });
        Self {
            shared: Arc::clone(shared),
            id,
        }
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Someone who is on it, made if nobody has this name here.
    pub fn member(&self, name: &str) -> Person {
        let id = self.change(|state| {
            let guild = &state.guilds[&self.id];
            let known = guild
                .members
                .keys()
                .find(|id| state.users[*id].name == name);
            if let Some(known) = known {
                return known.clone();
            }
            let id = state.new_id();
            state.add_user(&id, name, false);
            join(state, &self.id, &id, false);
            id
        });
        self.person(&id)
    }

    pub(crate) fn person(&self, id: &str) -> Person {
        Person {
            server: self.clone(),
            id: id.to_owned(),
        }
    }

    /// Someone joins while the app watches.
    pub fn newcomer(&self, name: &str) -> Person {
        let id = self.change(|state| {
            let id = state.new_id();
            state.add_user(&id, name, false);
            join(state, &self.id, &id, true);
            id
        });
        self.person(&id)
    }

    /// Another bot on it.
    pub fn other_bot(&self, name: &str) -> Person {
        let id = self.change(|state| {
            let id = state.new_id();
            state.add_user(&id, name, true);
            join(state, &self.id, &id, false);
            id
        });
        self.person(&id)
    }

    /// Says that it has this many members more than those set up.
    pub fn has_a_crowd_of(&self, count: usize) {
        self.change(|state| {
            if let Some(guild) = state.guilds.get_mut(&self.id) {
                guild.crowd = count;
            }
        });
    }

    /// Takes the bot away.
    pub fn removes_bot(&self) {
        self.change(|state| {
            let bot = state.app.bot.clone();
            state.emit(Some(&self.id), "GUILD_DELETE", &json!({"id": self.id}));
            if let Some(guild) = state.guilds.get_mut(&self.id) {
                guild.members.remove(&bot);
            }
        });
    }

    /// Says that the server is not available for a while.
    pub fn is_unavailable(&self) {
        self.change(|state| {
            let data = json!({"id": self.id, "unavailable": true});
            state.emit(Some(&self.id), "GUILD_DELETE", &data);
        });
    }

    /// Says that the server is available again, with all there is on it.
    pub fn is_available(&self) {
        self.change(|state| {
            let data = wire::guild_create(state, &state.guilds[&self.id]);
            state.emit(Some(&self.id), "GUILD_CREATE", &data);
        });
    }

    /// What everyone has.
    #[must_use]
    pub fn everyone(&self) -> Role {
        self.role_of(&self.id)
    }

    /// The bot's own role.
    #[must_use]
    pub fn bot_role(&self) -> Role {
        let id = self
            .shared
            .state
            .look(|state| state.guilds[&self.id].bot_role.clone());
        self.role_of(&id)
    }

    fn role_of(&self, id: &str) -> Role {
        Role {
            server: self.clone(),
            id: id.to_owned(),
        }
    }

    /// A new role that allows this on the whole server, on top of what everyone may.
    pub fn role(&self, name: &str, permissions: u64) -> Role {
        let id = self.change(|state| {
            let id = state.new_id();
            let role = state::Role {
                id: id.clone(),
                name: name.to_owned(),
                permissions,
                managed: false,
            };
            let data = json!({"guild_id": self.id, "role": wire::role(&role, false)});
            if let Some(guild) = state.guilds.get_mut(&self.id) {
                guild.roles.insert(id.clone(), role);
            }
            state.emit(Some(&self.id), "GUILD_ROLE_CREATE", &data);
            id
        });
        self.role_of(&id)
    }

    /// A new channel that everyone sees.
    pub fn channel(&self, name: &str) -> Channel {
        self.place(name, TEXT, Vec::new())
    }

    /// A new channel that only these roles, and the bot, see.
    pub fn private_channel(&self, name: &str, roles: &[&Role]) -> Channel {
        let see = |id: &str, kind| Overwrite {
            id: id.to_owned(),
            kind,
            allow: permissions::VIEW_CHANNEL,
            deny: 0,
        };
        let mut overwrites: Vec<_> = roles.iter().map(|role| see(&role.id, 0)).collect();
        overwrites.push(see(&self.bot_role().id, 0));
        overwrites.push(Overwrite {
            id: self.id.clone(),
            kind: 0,
            allow: 0,
            deny: permissions::VIEW_CHANNEL,
        });
        self.place(name, TEXT, overwrites)
    }

    /// A new forum.
    pub fn forum(&self, name: &str) -> Channel {
        self.place(name, FORUM, Vec::new())
    }

    fn place(&self, name: &str, kind: u64, overwrites: Vec<Overwrite>) -> Channel {
        let id = self.change(|state| {
            let id = state.new_id();
            let channel = state::Channel {
                id: id.clone(),
                kind,
                guild: Some(self.id.clone()),
                parent: None,
                name: name.to_owned(),
                owner: None,
                overwrites,
                people: Vec::new(),
                messages: Vec::new(),
                archived: false,
            };
            let data = wire::channel(state, &channel);
            state.channels.insert(id.clone(), channel);
            state.emit(Some(&self.id), "CHANNEL_CREATE", &data);
            id
        });
        Channel {
            shared: Arc::clone(&self.shared),
            id,
        }
    }

    /// The commands the app registered on it.
    #[must_use]
    pub fn commands(&self) -> Vec<serde_json::Value> {
        self.shared
            .state
            .look(|state| state.commands.get(&self.id).cloned().unwrap_or_default())
    }
}

/// A new server with an owner nobody hears of, and the bot with a role of its own.
fn found(state: &mut State, name: &str) -> String {
    let (id, owner, bot_role) = (state.new_id(), state.new_id(), state.new_id());
    state.add_user(&owner, "the owner", false);
    let role = |id: &str, name: &str, permissions, managed| state::Role {
        id: id.to_owned(),
        name: name.to_owned(),
        permissions,
        managed,
    };
    let guild = Guild {
        id: id.clone(),
        name: name.to_owned(),
        owner: owner.clone(),
        members: BTreeMap::new(),
        roles: BTreeMap::from([
            (
                id.clone(),
                role(&id, "@everyone", permissions::EVERYONE, false),
            ),
            (
                bot_role.clone(),
                role(&bot_role, "bonsens", permissions::EVERYONE, true),
            ),
        ]),
        bot_role: bot_role.clone(),
        crowd: 0,
    };
    state.guilds.insert(id.clone(), guild);
    join(state, &id, &owner, false);
    let bot = state.app.bot.clone();
    join(state, &id, &bot, false);
    if let Some(guild) = state.guilds.get_mut(&id)
        && let Some(bot) = guild.members.get_mut(&bot)
    {
        bot.roles.push(bot_role);
    }
    let data = wire::guild_create(state, &state.guilds[&id]);
    state.emit(Some(&id), "GUILD_CREATE", &data);
    id
}

pub(crate) fn join(state: &mut State, guild: &str, user: &str, told: bool) {
    let joined = state.written();
    let member = Member {
        roles: Vec::new(),
        joined,
    };
    if let Some(guild) = state.guilds.get_mut(guild) {
        guild.members.insert(user.to_owned(), member);
    }
    if told && let Some(mut data) = wire::whole_member(state, &state.guilds[guild], user) {
        data["guild_id"] = json!(guild);
        state.emit(Some(guild), "GUILD_MEMBER_ADD", &data);
    }
}
