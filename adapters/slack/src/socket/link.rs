//! One socket, from its hello to its end.

use std::sync::Arc;
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde::Deserialize;
use serde_json::json;
use serde_json::value::RawValue;
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio::time::{Instant, MissedTickBehavior, interval, sleep_until, timeout};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};
use tokio_util::sync::CancellationToken;
use tracing::debug;

use super::Pulse;
use crate::incoming::Payload;
use crate::reception::{Answer, Reception, private};

/// A socket of Slack's.
pub type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// Time a frame may take to leave.
const WRITING: Duration = Duration::from_secs(5);
/// Time a socket that has a successor goes on for, since Slack may still use it.
const GRACE: Duration = Duration::from_secs(2);

/// Where answers wait to be written.
type Sender = mpsc::UnboundedSender<String>;

/// What a socket tells whoever opened it.
#[derive(Debug, PartialEq, Eq)]
pub enum News {
    /// It works.
    Hello,
    /// It will be closed soon: another is to be opened.
    Refresh,
    /// It is over.
    Ended(Ended),
}

/// Why a socket is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// It was told to close, and everything it took in is acknowledged.
    Closed,
    /// The other side closed it, or the network did.
    Broken,
    /// The other side has been silent for too long.
    Dead,
    /// Too many are open.
    TooMany,
    /// Socket Mode was turned off.
    Off,
}

impl Ended {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::Broken => "broken",
            Self::Dead => "dead",
            Self::TooMany => "too-many",
            Self::Off => "off",
        }
    }
}

/// What a socket needs.
pub struct Link {
    pub reception: Arc<Reception>,
    pub pulse: Pulse,
    /// Take nothing more in, and close once everything is acknowledged.
    pub stop: CancellationToken,
    /// Another socket took over.
    pub retire: CancellationToken,
    pub news: mpsc::Sender<News>,
}

#[derive(Deserialize)]
struct Frame<'a> {
    #[serde(rename = "type")]
    kind: &'a str,
    envelope_id: Option<&'a str>,
    #[serde(borrow)]
    payload: Option<&'a RawValue>,
    #[serde(default)]
    accepts_response_payload: bool,
    reason: Option<&'a str>,
}

impl Link {
    /// Serves the socket to its end.
    pub async fn serve(self, mut socket: Socket) {
        let ended = self.follow(&mut socket).await;
        if ended != Ended::Broken {
            let _ = timeout(WRITING, socket.close(None)).await;
        }
        self.tell(News::Ended(ended)).await;
    }

    async fn follow(&self, socket: &mut Socket) -> Ended {
        // Each thing under way holds a sender: when the last is gone, all is acknowledged.
        let (sender, mut answers) = mpsc::unbounded_channel();
        let mut sender = Some(sender);
        let mut heard = Instant::now();
        let mut pulse = interval(self.pulse.every);
        pulse.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut until = None;
        loop {
            let out = tokio::select! {
                frame = socket.next() => {
                    let frame = match frame {
                        Some(Ok(Message::Close(_)) | Err(_)) | None => return Ended::Broken,
                        Some(Ok(frame)) => frame,
                    };
                    heard = Instant::now();
                    // Pings are answered by the library, with what is written next.
                    if let Message::Text(text) = frame
                        && let Some(ended) = self.read(text.as_str(), sender.as_ref()).await
                    {
                        return ended;
                    }
                    continue;
                }
                answer = answers.recv() => match answer {
                    Some(answer) => Message::text::<String>(answer),
                    None => return Ended::Closed,
                },
                _ = pulse.tick() => {
                    if heard.elapsed() >= self.pulse.dead {
                        return Ended::Dead;
                    }
                    Message::Ping(Vec::new().into())
                }
                () = self.stop.cancelled(), if sender.is_some() => {
                    sender = None;
                    continue;
                }
                () = self.retire.cancelled(), if until.is_none() => {
                    until = Some(Instant::now() + GRACE);
                    continue;
                }
                () = sleep_until(until.unwrap_or(heard)), if until.is_some() && sender.is_some() => {
                    sender = None;
                    continue;
                }
            };
            // A peer that is gone takes nothing once the buffers are full.
            if !matches!(timeout(WRITING, socket.send(out)).await, Ok(Ok(()))) {
                return Ended::Broken;
            }
        }
    }

    /// Reads a frame; how the socket ends, where the frame says so.
    async fn read(&self, text: &str, sender: Option<&Sender>) -> Option<Ended> {
        let Ok(frame) = serde_json::from_str::<Frame<'_>>(text) else {
            debug!("a frame can't be read");
            return None;
        };
        match frame.kind {
            "hello" => self.tell(News::Hello).await,
            "disconnect" => match frame.reason {
                Some("link_disabled") => return Some(Ended::Off),
                Some("too_many_websockets") => return Some(Ended::TooMany),
                // `warning`, `refresh_requested`, and whatever else Slack may find.
                _ => self.tell(News::Refresh).await,
            },
            "events_api" => self.take(&frame, sender, Payload::Event),
            "interactive" => self.take(&frame, sender, Payload::Act),
            "slash_commands" => self.take(&frame, sender, Payload::Command),
            _ => debug!("a frame of an unknown kind"),
        }
        None
    }

    async fn tell(&self, news: News) {
        // Whoever opened it may have gone on to another.
        let _ = self.news.send(news).await;
    }

    /// Takes an envelope in, here and now so that order is kept; it is acknowledged once that is
    /// settled. What comes while the socket closes is left for another.
    fn take<'f>(
        &self,
        frame: &Frame<'f>,
        sender: Option<&Sender>,
        payload: fn(&'f [u8]) -> Payload<'f>,
    ) {
        let (Some(id), Some(body), Some(sender)) = (frame.envelope_id, frame.payload, sender)
        else {
            return;
        };
        let (id, sender) = (id.to_owned(), sender.clone());
        let speaks = frame.accepts_response_payload;
        let settled = self.reception.receive(payload(body.get().as_bytes()));
        tokio::spawn(async move {
            let answer = match settled.await {
                Answer::NotTaken => return,
                Answer::Say(words) if speaks => {
                    json!({"envelope_id": id, "payload": private(&words)})
                }
                Answer::Say(_) | Answer::Done => json!({"envelope_id": id}),
            };
            // Where the socket is gone, Slack sends it again and it is recognised.
            let _ = sender.send(answer.to_string());
        });
    }
}
