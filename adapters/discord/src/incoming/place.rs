//! Servers and the places in them, as events tell of them.

use bonsens_port::{AuthorId, ChannelId, WorkspaceId};
use serde::Deserialize;
use serde_json::value::RawValue;
use serenity::model::Permissions;
use serenity::model::channel::ChannelType;

use super::{Nothing, Scene, or_default, read};

/// What is not as it was.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// A whole server.
    Server(WorkspaceId, Server),
    /// A server's owner, or how many are on it.
    Owner(WorkspaceId, Option<AuthorId>),
    /// The bot is no longer on a server.
    ServerGone(WorkspaceId),
    /// A channel, new or changed.
    Room(WorkspaceId, Room),
    /// A thread that began, or that the bot may read from now on.
    Thread(WorkspaceId, Room),
    /// A thread that changed.
    ThreadChanged(WorkspaceId, Room),
    /// A channel or thread is gone.
    RoomGone(WorkspaceId, ChannelId),
    /// A role, new or changed.
    Rights(WorkspaceId, Rights),
    /// A role is gone.
    RightsGone(WorkspaceId, String),
    /// Someone left.
    Left(WorkspaceId, AuthorId),
}

/// A server.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Server {
    /// Who owns it, and may do anything.
    #[serde(rename = "owner_id")]
    pub owner: Option<String>,
    /// How many are on it.
    #[serde(alias = "approximate_member_count")]
    pub member_count: Option<u32>,
    /// What its roles allow.
    #[serde(default, deserialize_with = "or_default")]
    pub roles: Vec<Rights>,
    /// Its channels.
    #[serde(default, deserialize_with = "or_default")]
    pub channels: Vec<Room>,
    /// Its threads that are going on.
    #[serde(default, deserialize_with = "or_default")]
    pub threads: Vec<Room>,
}

/// A channel or a thread.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Room {
    /// Which.
    pub id: String,
    /// What kind.
    #[serde(rename = "type")]
    pub kind: ChannelType,
    /// What it is in: a thread in its channel, a channel in its category.
    pub parent_id: Option<String>,
    /// What it is called.
    #[serde(default, deserialize_with = "or_default")]
    pub name: String,
    /// Who is let in, and who is kept out.
    #[serde(default, deserialize_with = "or_default")]
    pub permission_overwrites: Vec<Overwrite>,
}

impl Room {
    /// It is a thread.
    pub const fn is_thread(&self) -> bool {
        matches!(
            self.kind,
            ChannelType::NewsThread | ChannelType::PublicThread | ChannelType::PrivateThread
        )
    }
}

/// What a channel allows or denies to a role or a person.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Overwrite {
    /// The role or person.
    pub id: String,
    /// What is allowed.
    pub allow: Permissions,
    /// What is denied.
    pub deny: Permissions,
}

/// What a role allows everywhere.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Rights {
    /// The role; the server's own id is everyone's.
    pub id: String,
    /// What it allows.
    pub permissions: Permissions,
}

#[derive(Deserialize)]
struct ServerNamed {
    id: String,
    owner_id: Option<String>,
    #[serde(default)]
    unavailable: bool,
}

#[derive(Deserialize)]
struct InServer {
    guild_id: String,
}

#[derive(Deserialize)]
struct Named {
    id: String,
}

#[derive(Deserialize)]
struct RoleChanged {
    role: Rights,
}

#[derive(Deserialize)]
struct RoleGone {
    role_id: String,
}

#[derive(Deserialize)]
struct Left {
    user: Named,
}

pub fn decode(name: &str, data: &RawValue, scene: Scene<'_>) -> Result<Change, Nothing> {
    match name {
        "GUILD_CREATE" | "GUILD_UPDATE" | "GUILD_DELETE" => server(name, data, scene),
        "CHANNEL_CREATE" | "CHANNEL_UPDATE" => Ok(Change::Room(within(data, scene)?, read(data)?)),
        "THREAD_CREATE" => Ok(Change::Thread(within(data, scene)?, read(data)?)),
        "THREAD_UPDATE" => Ok(Change::ThreadChanged(within(data, scene)?, read(data)?)),
        "CHANNEL_DELETE" | "THREAD_DELETE" => {
            let room: Named = read(data)?;
            Ok(Change::RoomGone(
                within(data, scene)?,
                ChannelId::new(room.id),
            ))
        }
        "GUILD_ROLE_CREATE" | "GUILD_ROLE_UPDATE" => {
            let changed: RoleChanged = read(data)?;
            Ok(Change::Rights(within(data, scene)?, changed.role))
        }
        "GUILD_ROLE_DELETE" => {
            let gone: RoleGone = read(data)?;
            Ok(Change::RightsGone(within(data, scene)?, gone.role_id))
        }
        "GUILD_MEMBER_REMOVE" => {
            let left: Left = read(data)?;
            Ok(Change::Left(
                within(data, scene)?,
                AuthorId::new(left.user.id),
            ))
        }
        _ => Err(Nothing::Unknown),
    }
}

fn within(data: &RawValue, scene: Scene<'_>) -> Result<WorkspaceId, Nothing> {
    let within: InServer = read(data)?;
    scene.served(&within.guild_id)
}

fn server(name: &str, data: &RawValue, scene: Scene<'_>) -> Result<Change, Nothing> {
    let named: ServerNamed = read(data)?;
    let id = scene.served(&named.id)?;
    match name {
        // Out of order for a while: what is known of it still holds.
        _ if named.unavailable => Err(Nothing::NoUse),
        "GUILD_CREATE" => Ok(Change::Server(id, read(data)?)),
        "GUILD_UPDATE" => Ok(Change::Owner(id, named.owner_id.map(AuthorId::new))),
        _ => Ok(Change::ServerGone(id)),
    }
}
