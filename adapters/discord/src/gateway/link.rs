//! One link, from its hello to its end.

use std::sync::Arc;
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use jiff::Timestamp;
use secrecy::ExposeSecret;
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, sleep_until, timeout};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};
use tracing::{debug, info, warn};

use super::Line;
use super::beats::Beats;
use super::settle::Handed;
use super::starts::Turn;
use crate::session::{Facts, Session};

/// A link of Discord's.
pub type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// Time a frame may take to leave.
const WRITING: Duration = Duration::from_secs(5);
/// Closes a link and keeps its session: 1000 and 1001 would end it.
const KEEP: u16 = 4_000;
/// Why a link is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// It was told to close.
    Stopped,
    /// It was never opened.
    Unopened,
    /// The other side did not say hello.
    Unwelcome,
    /// The network closed it, or the other side without saying why.
    Broken,
    /// The other side closed it, with this code.
    Closed(u16),
    /// The other side is there, and does not give the session it was asked for.
    Ignored,
    /// The other side has been silent for too long.
    Dead,
    /// The other side asks for another.
    Asked,
    /// The session is not valid, or not at the moment.
    Invalid {
        /// It may be gone on with.
        resumable: bool,
    },
}

impl Ended {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Stopped => "stopped",
            Self::Unopened => "unopened",
            Self::Unwelcome => "no-hello",
            Self::Broken => "broken",
            Self::Closed(_) => "closed",
            Self::Ignored => "no-session",
            Self::Dead => "dead",
            Self::Asked => "reconnect",
            Self::Invalid { .. } => "invalid-session",
        }
    }

    pub const fn code(self) -> Option<u16> {
        match self {
            Self::Closed(code) => Some(code),
            _ => None,
        }
    }
}

/// A link and what it has to know.
pub struct Link {
    line: Arc<Line>,
    shard: usize,
    /// How many more events may wait.
    room: Arc<Semaphore>,
    /// The session it goes on with or began.
    pub session: Option<Arc<Session>>,
    /// Since when it works.
    pub works: Option<Instant>,
    /// Until when something has to come of the session that was asked for.
    due: Option<Instant>,
    beats: Option<Beats>,
}

#[derive(Deserialize)]
struct Frame<'a> {
    op: u8,
    s: Option<u64>,
    t: Option<&'a str>,
    #[serde(borrow)]
    d: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Hello {
    heartbeat_interval: u64,
}

#[derive(Deserialize)]
struct Ready {
    session_id: String,
    resume_gateway_url: String,
    user: Named,
    application: Named,
}

#[derive(Deserialize)]
struct Named {
    id: String,
}

impl Link {
    pub const fn new(line: Arc<Line>, shard: usize, room: Arc<Semaphore>) -> Self {
        Self {
            line,
            shard,
            room,
            session: None,
            works: None,
            due: None,
            beats: None,
        }
    }

    /// It asked for a session, and was to have one.
    pub const fn has_asked(&self) -> bool {
        self.beats.is_some()
    }

    /// Serves the link to its end: goes on with a session, or begins one where it is its turn.
    pub async fn serve(
        &mut self,
        mut socket: Socket,
        session: Option<Arc<Session>>,
        turn: Option<Turn>,
    ) -> Ended {
        self.session = session;
        let ended = self.follow(&mut socket, turn).await;
        if let Some(session) = self.session.as_ref().filter(|_| self.works.is_some())
            && ended != Ended::Dead
        {
            session.is_alive(Timestamp::now());
        }
        if !matches!(ended, Ended::Broken | Ended::Closed(_)) {
            let frame = CloseFrame {
                code: CloseCode::from(KEEP),
                reason: "".into(),
            };
            let _ = timeout(WRITING, socket.close(Some(frame))).await;
        }
        ended
    }

    async fn follow(&mut self, socket: &mut Socket, turn: Option<Turn>) -> Ended {
        let hello = Instant::now() + self.line.pulse.hello;
        let stop = self.line.stop.clone();
        let mut turn = turn;
        let mut room = None;
        loop {
            if room.is_none() {
                room = self.room.clone().try_acquire_owned().ok();
            }
            let dead = self.beats.as_ref().map_or(Some(hello), Beats::dead);
            let beat = self.beats.as_ref().map(Beats::next);
            let out = tokio::select! {
                // Heartbeats go out however much comes in, and whoever has just been heard of is
                // not dead.
                biased;
                () = stop.cancelled() => return Ended::Stopped,
                () = at(beat) => {
                    let unanswered = self.beats.as_mut().is_some_and(Beats::beat);
                    if unanswered && room.is_some() {
                        return Ended::Dead;
                    }
                    self.heartbeat()
                }
                // Full: nothing is read, and nobody is called dead for what was not listened to.
                permit = self.room.clone().acquire_owned(), if room.is_none() => {
                    room = permit.ok();
                    if let Some(beats) = &mut self.beats {
                        beats.listens_again();
                    }
                    self.comes();
                    continue;
                }
                frame = socket.next(), if room.is_some() => {
                    let text = match frame {
                        Some(Ok(Message::Close(close))) => return closed(close.as_ref()),
                        Some(Err(_)) | None => return Ended::Broken,
                        Some(Ok(Message::Text(text))) => text,
                        // Pings are answered by the library, with what is written next.
                        Some(Ok(_)) => continue,
                    };
                    if let Some(beats) = &mut self.beats {
                        beats.hears();
                    }
                    match self.read(text.as_str(), &mut room, &mut turn) {
                        Read::Nothing => continue,
                        Read::Write(out) => out,
                        Read::End(ended) => return ended,
                    }
                }
                () = at(self.due), if room.is_some() => return Ended::Ignored,
                () = at(dead), if room.is_some() => {
                    return if self.beats.is_some() { Ended::Dead } else { Ended::Unwelcome };
                }
            };
            // A peer that is gone takes nothing once the buffers are full.
            let text = Message::text(out.to_string());
            if !matches!(timeout(WRITING, socket.send(text)).await, Ok(Ok(()))) {
                return Ended::Broken;
            }
        }
    }

    /// A heartbeat, with the place up to which everything is settled: nothing after it may be
    /// forgotten.
    fn heartbeat(&self) -> Value {
        let kept = self.session.as_ref().map(|session| session.place.kept());
        json!({"op": 1, "d": kept.filter(|kept| *kept > 0)})
    }

    /// Reads a frame.
    fn read(
        &mut self,
        text: &str,
        room: &mut Option<OwnedSemaphorePermit>,
        turn: &mut Option<Turn>,
    ) -> Read {
        let Ok(frame) = serde_json::from_str::<Frame<'_>>(text) else {
            warn!(
                shard = self.shard,
                bytes = text.len(),
                "a frame can't be read"
            );
            return Read::Nothing;
        };
        match frame.op {
            0 => {
                if let (Some(seq), Some(name), Some(data)) = (frame.s, frame.t, frame.d) {
                    return self.take(seq, name, data, room);
                }
            }
            1 => {
                if let Some(beats) = &mut self.beats {
                    beats.asks();
                }
                return Read::Write(self.heartbeat());
            }
            7 => return Read::End(Ended::Asked),
            9 => {
                let resumable = frame.d.is_some_and(|data| data.get() == "true");
                return Read::End(Ended::Invalid { resumable });
            }
            10 if self.beats.is_none() => {
                let hello = frame
                    .d
                    .map(|data| serde_json::from_str::<Hello>(data.get()));
                let Some(Ok(hello)) = hello else {
                    return Read::End(Ended::Unwelcome);
                };
                let every = Duration::from_millis(hello.heartbeat_interval);
                self.beats = Some(Beats::new(every, self.line.pulse.answer));
                self.due = Some(Instant::now() + self.line.pulse.begin);
                return Read::Write(self.greeting(turn));
            }
            11 => {
                if let Some(beats) = &mut self.beats {
                    beats.is_answered();
                }
                if let Some(session) = self.session.as_ref().filter(|_| self.works.is_some()) {
                    session.is_alive(Timestamp::now());
                }
            }
            op => debug!(shard = self.shard, op, "a frame of an unknown kind"),
        }
        Read::Nothing
    }

    /// Something of the session comes, or could not: it is waited for a while longer.
    fn comes(&mut self) {
        if self.due.is_some() {
            self.due = Some(Instant::now() + self.line.pulse.begin);
        }
    }

    /// What is said to a hello: which session to go on with, or that one is begun.
    fn greeting(&self, turn: &mut Option<Turn>) -> Value {
        let token = self.line.settings.bot_token.expose_secret();
        if let Some(session) = &self.session {
            let (id, seq) = (&session.facts.id, session.place.last());
            return json!({"op": 6, "d": {"token": token, "session_id": id, "seq": seq}});
        }
        if let Some(turn) = turn.take() {
            turn.used();
        }
        json!({"op": 2, "d": {
            "token": token,
            "intents": self.line.intents.bits(),
            "properties": {"os": std::env::consts::OS, "browser": "bonsens", "device": "bonsens"},
            "shard": [self.shard, self.line.shards],
        }})
    }

    /// Takes an event in. What is not wanted is not read, and counts as settled.
    fn take(
        &mut self,
        seq: u64,
        name: &str,
        data: &RawValue,
        room: &mut Option<OwnedSemaphorePermit>,
    ) -> Read {
        // Of a session that goes on, what was missed comes first.
        self.comes();
        if name == "READY" {
            self.begins(data);
        }
        let Some(session) = self.session.clone() else {
            warn!(
                shard = self.shard,
                "Discord does not say which session this is"
            );
            return Read::End(Ended::Unwelcome);
        };
        if name == "RESUMED" {
            info!(shard = self.shard, seq, "the session goes on");
            self.is_working(&session);
        }
        if !session.place.came(seq) {
            return Read::Nothing;
        }
        if name != "READY" && !self.line.wanted.contains(&name) {
            session.place.settled(seq);
            return Read::Nothing;
        }
        if name == "READY" {
            // A restart tells it again by itself.
            session.place.settled(seq);
        }
        let handed = Handed::over(&self.line.receives, name, data.to_owned());
        let (room, stop) = (room.take(), self.line.stop.clone());
        self.line.events.spawn(async move {
            if handed.settles(stop).await {
                session.place.settled(seq);
            }
            drop(room);
        });
        Read::Nothing
    }

    /// A new session begins.
    fn begins(&mut self, data: &RawValue) {
        let Ok(ready) = serde_json::from_str::<Ready>(data.get()) else {
            warn!(
                shard = self.shard,
                "Discord does not say which session this is"
            );
            return;
        };
        let facts = Facts {
            id: ready.session_id,
            address: ready.resume_gateway_url,
            user: ready.user.id,
            application: ready.application.id,
        };
        let session = Arc::new(Session::new(facts, 0, Timestamp::now()));
        self.line.book.set(self.shard, Some(session.clone()));
        info!(shard = self.shard, "connected to Discord");
        self.is_working(&session);
        self.session = Some(session);
    }

    fn is_working(&mut self, session: &Session) {
        session.is_alive(Timestamp::now());
        self.works.get_or_insert_with(Instant::now);
        self.due = None;
    }
}

/// What a frame asks for.
enum Read {
    Nothing,
    Write(Value),
    End(Ended),
}

/// Comes at this moment, if there is one.
async fn at(moment: Option<Instant>) {
    match moment {
        Some(moment) => sleep_until(moment).await,
        None => std::future::pending().await,
    }
}

/// Why the other side closed; many close without a word.
fn closed(close: Option<&CloseFrame>) -> Ended {
    close.map_or(Ended::Broken, |close| Ended::Closed(close.code.into()))
}
