//! What an app is told, in order, and told again when it comes back for it.

use serde_json::{Value, json};
use tokio::sync::mpsc::UnboundedSender;

use super::{Order, intents};
use crate::state::State;
use crate::wire;

/// A session: it outlives its connection, and goes on collecting what happens.
pub(crate) struct Session {
    pub intents: u64,
    /// Which shard of how many.
    pub shard: (u64, u64),
    /// Every event so far; the first has the number 1.
    pub events: Vec<(String, Value)>,
    /// The connection it is on.
    pub connection: Option<u64>,
    /// Whether it can't be resumed any more.
    pub dead: bool,
    /// The last number the app told with a heartbeat.
    pub heard: u64,
}

impl Session {
    pub(crate) fn seq(&self) -> u64 {
        self.events.len() as u64
    }

    /// The payload of an event by its number.
    pub(crate) fn payload(&self, seq: u64) -> Option<Value> {
        let at = usize::try_from(seq.checked_sub(1)?).ok()?;
        let (name, data) = self.events.get(at)?;
        Some(json!({"op": 0, "t": name, "s": seq, "d": data}))
    }

    fn takes(&self, guild: Option<&str>) -> bool {
        let guild: u64 = guild.and_then(|id| id.parse().ok()).unwrap_or(0);
        (guild >> 22) % self.shard.1.max(1) == self.shard.0
    }
}

impl State {
    /// Makes a session and tells it what an app is told first.
    pub(crate) fn identified(&mut self, connection: u64, intents: u64, shard: (u64, u64)) {
        let id = format!("session{}", self.new_id());
        let session = Session {
            intents,
            shard,
            events: Vec::new(),
            connection: Some(connection),
            dead: false,
            heard: 0,
        };
        let guilds: Vec<String> = self.guilds.keys().cloned().collect();
        let mine: Vec<String> = guilds
            .into_iter()
            .filter(|guild| session.takes(Some(guild)) && self.bot_is_in(guild))
            .collect();
        self.sessions.insert(id.clone(), session);
        let unavailable: Vec<_> = mine
            .iter()
            .map(|id| json!({"id": id, "unavailable": true}))
            .collect();
        let bot = wire::user(&self.users[&self.app.bot]);
        let ready = json!({
            "v": 10, "user": bot, "guilds": unavailable, "session_id": id,
            "resume_gateway_url": format!("{}/resume", self.gateway_url()),
            "shard": [shard.0, shard.1], "user_settings": {}, "private_channels": [],
            "relationships": [], "presences": [], "session_type": "normal",
            "application": {"id": self.app.id, "flags": intents::flags(self.app.privileged)},
        });
        self.tell(&id, "READY", ready);
        if intents & intents::GUILDS != 0 {
            for guild in mine {
                let created = wire::guild_create(self, &self.guilds[&guild]);
                self.tell(&id, "GUILD_CREATE", created);
            }
        }
    }

    pub(crate) fn bot_is_in(&self, guild: &str) -> bool {
        let guild = self.guilds.get(guild);
        guild.is_some_and(|guild| guild.members.contains_key(&self.app.bot))
    }

    pub(crate) fn gateway_url(&self) -> String {
        self.base.replacen("http", "ws", 1)
    }

    /// Adds an event to one session, and sends it where there is a connection.
    fn tell(&mut self, session: &str, name: &str, data: Value) {
        let Some(session) = self.sessions.get_mut(session) else {
            return;
        };
        session.events.push((name.to_owned(), data));
        let orders = session
            .connection
            .and_then(|number| self.connections.get(&number));
        if let (Some(orders), Some(payload)) = (orders, session.payload(session.seq())) {
            let _ = orders.send(Order::Say(payload));
        }
    }

    /// Tells an event to every session that asked for such events.
    pub(crate) fn emit(&mut self, guild: Option<&str>, name: &str, data: &Value) {
        let needed = intents::needed(name, guild.is_some());
        let takers: Vec<(String, u64)> = self
            .sessions
            .iter()
            .filter(|(_, session)| !session.dead && session.takes(guild))
            .filter(|(_, session)| needed == 0 || session.intents & needed != 0)
            .map(|(id, session)| (id.clone(), session.intents))
            .collect();
        for (id, asked) in takers {
            let data = intents::readable(self, asked, name, data);
            self.tell(&id, name, data);
        }
    }

    /// Tells an event of a channel, if the bot may see it.
    pub(crate) fn emit_in(&mut self, channel: &str, name: &str, data: &Value) {
        if self.bot_may(channel) == 0 {
            return;
        }
        let guild = self
            .channels
            .get(channel)
            .and_then(|channel| channel.guild.clone());
        self.emit(guild.as_deref(), name, data);
    }

    /// Goes on with a session on a new connection: what was missed, then `RESUMED`.
    pub(crate) fn resumed(
        &mut self,
        id: &str,
        seq: u64,
        connection: u64,
        orders: &UnboundedSender<Order>,
    ) {
        let Some(session) = self.sessions.get_mut(id) else {
            return;
        };
        session.connection = Some(connection);
        for missed in seq + 1..=session.seq() {
            if let Some(payload) = session.payload(missed) {
                let _ = orders.send(Order::Say(payload));
            }
        }
        self.tell(id, "RESUMED", json!({}));
    }

    /// The session on a connection.
    pub(crate) fn session_on(&mut self, connection: u64) -> Option<&mut Session> {
        let mut sessions = self.sessions.values_mut();
        sessions.find(|session| session.connection == Some(connection) && !session.dead)
    }
}
