//! A server as it is known, and what its roles and channels let people see.

use std::collections::HashMap;

use bonsens_port::{Audience, AuthorId, ChannelId, WorkspaceId};
use serenity::model::Permissions;
use serenity::model::channel::ChannelType;

use crate::incoming::{Overwrite, Rights, Room, Server};
use crate::rights::Who;

/// A forum whose posts are pictures; the SDK does not name it.
const MEDIA: ChannelType = ChannelType::Unknown(16);

/// Someone else, where it does not matter or is not known whose a server is.
const OWNER: &str = "someone";

/// A server.
pub struct Known {
    owner: Option<AuthorId>,
    members: Option<u32>,
    roles: HashMap<String, Permissions>,
    rooms: HashMap<ChannelId, Shape>,
}

/// A channel, as far as it matters who sees it.
struct Shape {
    kind: ChannelType,
    overwrites: Vec<Overwrite>,
}

pub fn is_private(room: &Room) -> bool {
    room.kind == ChannelType::PrivateThread
}

impl Known {
    pub fn new(server: Server) -> Self {
        let roles = server.roles.into_iter();
        let mut known = Self {
            owner: server.owner.map(AuthorId::new),
            members: server.member_count,
            roles: roles.map(|role| (role.id, role.permissions)).collect(),
            rooms: HashMap::new(),
        };
        for room in server.channels {
            known.room(room);
        }
        known
    }

    pub fn owner(&mut self, owner: Option<AuthorId>) {
        self.owner = owner.or_else(|| self.owner.take());
    }

    pub fn room(&mut self, room: Room) {
        let shape = Shape {
            kind: room.kind,
            overwrites: room.permission_overwrites,
        };
        self.rooms.insert(ChannelId::new(room.id), shape);
    }

    pub fn without(&mut self, room: &ChannelId) {
        self.rooms.remove(room);
    }

    pub fn rights(&mut self, rights: Rights) {
        self.roles.insert(rights.id, rights.permissions);
    }

    pub fn without_rights(&mut self, role: &str) {
        self.roles.remove(role);
    }

    pub fn has(&self, room: &ChannelId) -> bool {
        self.rooms.contains_key(room)
    }

    pub fn is_forum(&self, room: &ChannelId) -> bool {
        let kind = self.rooms.get(room).map(|room| room.kind);
        kind == Some(ChannelType::Forum) || kind == Some(MEDIA)
    }

    /// Who reads a channel: as many as are on the server where everyone does, otherwise nobody
    /// knows how many.
    pub fn audience(
        &self,
        server: &WorkspaceId,
        room: &ChannelId,
        guests: Option<&str>,
    ) -> Audience {
        let Some(shape) = self.rooms.get(room) else {
            return Audience::default();
        };
        let everyone = self.sees(server, shape, None);
        Audience {
            members: self.members.filter(|members| everyone && *members > 0),
            outsiders: guests.is_some_and(|guests| self.sees(server, shape, Some(guests))),
        }
    }

    /// Whether someone with this role, or with none, sees a channel.
    fn sees(&self, server: &WorkspaceId, shape: &Shape, role: Option<&str>) -> bool {
        let who = Who {
            server: server.as_str(),
            owner: OWNER,
            person: "",
            roles: role.into_iter().collect(),
        };
        who.may_in(|role| self.of(role), &shape.overwrites)
            .view_channel()
    }

    /// Whether someone with these roles may manage the server.
    pub fn manages(&self, server: &WorkspaceId, person: &AuthorId, roles: &[String]) -> bool {
        let who = Who {
            server: server.as_str(),
            owner: self.owner.as_ref().map_or(OWNER, AuthorId::as_str),
            person: person.as_str(),
            roles: roles.iter().map(String::as_str).collect(),
        };
        who.may(|role| self.of(role)).manage_guild()
    }

    /// What a role allows.
    fn of(&self, role: &str) -> Permissions {
        self.roles.get(role).copied().unwrap_or_default()
    }
}
