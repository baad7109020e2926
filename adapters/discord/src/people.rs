//! Who someone is, where a message is and who reads it, as far as a decision needs it. Discord tells
//! of its servers as they change, and that is kept in memory; it is asked only after a restart that
//! went on where the last run stopped, or about a thread nobody wrote in for a while. Where it does
//! not answer, the careful answer holds: no right to act, and an audience that is not known.

mod known;
mod lookup;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bonsens_kit::Memo;
use bonsens_port::{Audience, AuthorId, ChannelId, Lang, Role, WorkspaceId};

use crate::incoming::{Change, Member, Room};
use crate::rest::Rest;
use crate::settings::Settings;
use known::Known;

/// Threads, people or channels remembered at once.
const REMEMBERED: usize = 16_384;
/// How long someone is taken to be on a server, or not, and to have the roles they had.
const MEMBER: Duration = Duration::from_mins(1);
/// How long a channel where a guest wrote is taken to be read by guests.
const WROTE: Duration = Duration::from_hours(24);
/// How long Discord is left alone about a server after it did not answer.
const FAILED: Duration = Duration::from_secs(30);

/// Where a message is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The channel; for a thread, the one it is in.
    pub channel: ChannelId,
    /// The thread, where it is in one.
    pub thread: Option<Thread>,
}

/// A thread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thread {
    /// Its id, which its first message shares in a forum.
    pub id: ChannelId,
    /// What it is called.
    pub title: String,
    /// Only those who were added read it.
    private: bool,
}

/// Everyone and everything, as far as it was needed.
pub struct People {
    rest: Arc<Rest>,
    settings: Arc<Settings>,
    servers: Mutex<HashMap<WorkspaceId, Known>>,
    threads: Memo<(WorkspaceId, ChannelId), (ChannelId, Thread)>,
    /// The roles of people on servers; `None`: they are not on it.
    members: Memo<(WorkspaceId, AuthorId), Option<Vec<String>>>,
    langs: Memo<AuthorId, Lang>,
    /// Channels where a guest wrote.
    wrote: Memo<(WorkspaceId, ChannelId), ()>,
    failed: Memo<WorkspaceId, ()>,
    /// One look at a server at a time.
    asking: tokio::sync::Mutex<()>,
}

impl People {
    pub fn new(rest: Arc<Rest>, settings: Arc<Settings>) -> Self {
        Self {
            rest,
            settings,
            servers: Mutex::default(),
            threads: Memo::new(REMEMBERED, None),
            members: Memo::new(REMEMBERED, Some(MEMBER)),
            langs: Memo::new(REMEMBERED, None),
            wrote: Memo::new(REMEMBERED, Some(WROTE)),
            failed: Memo::new(REMEMBERED, Some(FAILED)),
            asking: tokio::sync::Mutex::default(),
        }
    }

    /// Something is not as it was. Returns a thread that may have another title than before.
    pub fn changed(&self, change: Change) -> Option<(WorkspaceId, ChannelId)> {
        match change {
            Change::Server(id, server) => {
                for thread in &server.threads {
                    self.thread(&id, thread);
                }
                self.servers().insert(id, Known::new(server));
            }
            Change::ServerGone(id) => {
                self.servers().remove(&id);
            }
            Change::Thread(id, thread) => {
                self.thread(&id, &thread);
            }
            Change::ThreadChanged(id, thread) => {
                let before = self.thread(&id, &thread);
                let renamed = before.is_none_or(|before| before.title != thread.name);
                return renamed.then(|| (id, ChannelId::new(thread.id)));
            }
            Change::Left(id, person) => self.members.put((id, person), None),
            // A thread that is gone is still in its channel for what is said of it.
            Change::RoomGone(id, room) => {
                if let Some(known) = self.servers().get_mut(&id) {
                    known.without(&room);
                }
            }
            Change::Owner(id, _)
            | Change::Room(id, _)
            | Change::Rights(id, _)
            | Change::RightsGone(id, _)
                if !self.servers().contains_key(&id) => {}
            Change::Owner(id, owner) => self.update(&id, |known| known.owner(owner)),
            Change::Room(id, room) => self.update(&id, |known| known.room(room)),
            Change::Rights(id, rights) => self.update(&id, |known| known.rights(rights)),
            Change::RightsGone(id, role) => self.update(&id, |known| known.without_rights(&role)),
        }
        None
    }

    fn update(&self, server: &WorkspaceId, how: impl FnOnce(&mut Known)) {
        if let Some(known) = self.servers().get_mut(server) {
            how(known);
        }
    }

    /// Remembers a thread; returns what was known of it.
    fn thread(&self, server: &WorkspaceId, room: &Room) -> Option<Thread> {
        let parent = ChannelId::new(room.parent_id.as_deref()?);
        let key = (server.clone(), ChannelId::new(room.id.as_str()));
        let before = self.threads.get(&key);
        let thread = Thread {
            id: key.1.clone(),
            title: room.name.clone(),
            private: known::is_private(room),
        };
        self.threads.put(key, (parent, thread));
        before.map(|(_, thread)| thread)
    }

    /// Where a channel or thread is, as far as it is known.
    pub fn place(&self, server: &WorkspaceId, room: &ChannelId) -> Option<Place> {
        let known = self.threads.get(&(server.clone(), room.clone()));
        if let Some((channel, thread)) = known {
            let thread = Some(thread);
            return Some(Place { channel, thread });
        }
        let servers = self.servers();
        let is_channel = servers.get(server)?.has(room);
        is_channel.then(|| Place {
            channel: room.clone(),
            thread: None,
        })
    }

    /// Whether the first message of a thread is read under the thread's title.
    pub fn is_forum(&self, server: &WorkspaceId, channel: &ChannelId) -> bool {
        let servers = self.servers();
        servers
            .get(server)
            .is_some_and(|known| known.is_forum(channel))
    }

    /// Who reads what is written in a place, and whether the author is from outside.
    pub fn audience(&self, server: &WorkspaceId, place: &Place, roles: &[String]) -> Audience {
        let guests = self
            .settings
            .served(server)
            .and_then(|served| served.guests_role.as_ref());
        let key = (server.clone(), place.channel.clone());
        if guests.is_some_and(|guests| roles.contains(guests)) {
            self.wrote.put(key.clone(), ());
        }
        let servers = self.servers();
        let known = servers.get(server);
        let mut audience = known.map_or_else(Audience::default, |known| {
            known.audience(server, &place.channel, guests.map(String::as_str))
        });
        if place.thread.as_ref().is_some_and(|thread| thread.private) {
            audience.members = None;
        }
        audience.outsiders |= self.wrote.get(&key).is_some();
        audience
    }

    /// What someone may do.
    pub fn role(&self, server: &WorkspaceId, member: &Member) -> Role {
        let Some(set) = self.settings.served(server) else {
            return Role::Employee;
        };
        let has = |role: &String| member.roles.contains(role);
        if set.admins_role.as_ref().map_or(member.manages, has) {
            Role::Admin
        } else if has(&set.moderators_role) {
            Role::Moderator
        } else {
            Role::Employee
        }
    }

    /// Someone of a server was met, with these roles.
    pub fn met(&self, server: &WorkspaceId, person: &AuthorId, roles: &[String]) {
        let key = (server.clone(), person.clone());
        self.members.put(key, Some(roles.to_vec()));
    }

    /// Remembers the language someone chose.
    pub fn speaks(&self, person: &AuthorId, lang: Lang) {
        self.langs.put(person.clone(), lang);
    }

    /// The language to speak to someone in.
    pub fn spoken(&self, server: &WorkspaceId, person: &AuthorId) -> Lang {
        let usual = || self.settings.served(server).map(|served| served.lang);
        let own = self.langs.get(person);
        own.or_else(usual).unwrap_or(Lang::En)
    }

    fn servers(&self) -> MutexGuard<'_, HashMap<WorkspaceId, Known>> {
        self.servers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests;
