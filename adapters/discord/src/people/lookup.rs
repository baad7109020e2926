//! What Discord has to be asked for: a server after a restart that went on where the last run
//! stopped, a thread that was silent for long, and whether someone who writes to the bot is on one
//! of its servers.

use bonsens_port::{AuthorId, ChannelId, WorkspaceId};
use hyper::Method;
use serde::Deserialize;
use tracing::debug;

use super::known::Known;
use super::{People, Place};
use crate::incoming::{Member, Room, Server};
use crate::rest::Failure;

#[derive(Deserialize)]
struct Threads {
    threads: Vec<Room>,
}

#[derive(Deserialize)]
struct Answer {
    roles: Vec<String>,
}

impl People {
    /// Where a channel or thread is; an error is final where it is Discord's, and passes otherwise.
    pub async fn find(&self, server: &WorkspaceId, room: &ChannelId) -> Result<Place, Failure> {
        if let Some(place) = self.place(server, room) {
            return Ok(place);
        }
        self.look(server).await;
        if let Some(place) = self.place(server, room) {
            return Ok(place);
        }
        let path = format!("/channels/{room}");
        let found: Room = self.rest.call(Method::GET, &path, None).await?;
        if found.is_thread() {
            self.thread(server, &found);
        } else if let Some(known) = self.servers().get_mut(server) {
            known.room(found);
        }
        // A thread that is in nothing is as good as a channel.
        Ok(self.place(server, room).unwrap_or_else(|| Place {
            channel: room.clone(),
            thread: None,
        }))
    }

    /// Looks at a server, unless it is known.
    pub async fn look(&self, server: &WorkspaceId) {
        let is_known = || self.servers().contains_key(server);
        if is_known() {
            return;
        }
        let _asking = self.asking.lock().await;
        if is_known() || self.failed.get(server).is_some() {
            return;
        }
        match self.ask(server).await {
            Ok((found, threads)) => {
                for thread in &threads {
                    self.thread(server, thread);
                }
                self.servers()
                    .entry(server.clone())
                    .or_insert_with(|| Known::new(found));
            }
            Err(failure) => {
                debug!(%server, ?failure, "Discord does not say what a server is");
                self.failed.put(server.clone(), ());
            }
        }
    }

    async fn ask(&self, server: &WorkspaceId) -> Result<(Server, Vec<Room>), Failure> {
        let path = format!("/guilds/{server}");
        let (counted, rooms, threads) = (
            format!("{path}?with_counts=true"),
            format!("{path}/channels"),
            format!("{path}/threads/active"),
        );
        let (found, channels, threads) = tokio::try_join!(
            self.rest.call::<Server>(Method::GET, &counted, None),
            self.rest.call::<Vec<Room>>(Method::GET, &rooms, None),
            self.rest.call::<Threads>(Method::GET, &threads, None),
        )?;
        Ok((Server { channels, ..found }, threads.threads))
    }

    /// The server someone writes to the bot from: the first they are on, in the order of the
    /// settings.
    pub async fn home(&self, person: &AuthorId) -> Result<Option<WorkspaceId>, Failure> {
        for served in &self.settings.servers {
            if self.roles(&served.id, person).await?.is_some() {
                return Ok(Some(served.id.clone()));
            }
        }
        Ok(None)
    }

    /// Who someone is on a server, where nothing they did says so.
    pub async fn member(&self, server: &WorkspaceId, person: &AuthorId) -> Option<Member> {
        self.look(server).await;
        let roles = self.roles(server, person).await.ok()??;
        let servers = self.servers();
        let known = servers.get(server);
        let manages = known.is_some_and(|known| known.manages(server, person, &roles));
        Some(Member { roles, manages })
    }

    /// The roles of someone on a server; `None`: they are not on it.
    async fn roles(
        &self,
        server: &WorkspaceId,
        person: &AuthorId,
    ) -> Result<Option<Vec<String>>, Failure> {
        let key = (server.clone(), person.clone());
        if let Some(known) = self.members.get(&key) {
            return Ok(known);
        }
        let path = format!("/guilds/{server}/members/{person}");
        let roles = match self.rest.call::<Answer>(Method::GET, &path, None).await {
            Ok(answer) => Some(answer.roles),
            // Unknown there, or a server the bot itself is not on.
            Err(Failure::Code {
                status: 403 | 404, ..
            }) => None,
            Err(failure) => return Err(failure),
        };
        self.members.put(key, roles.clone());
        Ok(roles)
    }
}
