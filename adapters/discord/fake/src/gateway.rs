//! The gateway: connections, what the app says on them and what it is answered.

pub(crate) mod intents;
pub(crate) mod sessions;

use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::extract::{ConnectInfo, State as Extract};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until, timeout};

use crate::Shared;
use crate::limits::Violation;
use crate::line::Line;
use crate::state::State;

/// What a connection is told to do.
#[derive(Debug)]
pub(crate) enum Order {
    Say(Value),
    /// Close with this code; without one, with an empty frame.
    Close(Option<u16>),
    /// End without a word.
    Drop,
}

pub(crate) type Orders = mpsc::UnboundedSender<Order>;

/// How connections behave, those that are open included.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Gateway {
    /// They work.
    #[default]
    Working,
    /// They stay open, but nothing ever comes, not even the answer to a heartbeat. A connection
    /// that was silent once stays so.
    Silent,
    /// A new one ends before it begins.
    Refused,
    /// A new one is answered 503.
    Unavailable,
    /// A new one gets its hello and answers to its heartbeats, and never a session.
    Deaf,
    /// A new one gets its hello only after this long.
    Slow(Duration),
}

/// Something the app said on the gateway.
#[derive(Debug, Clone, PartialEq)]
pub struct Heard {
    /// Which connection it came on; they are numbered as they open.
    pub connection: u64,
    /// Whether that was opened at the address for resuming.
    pub at_resume_url: bool,
    /// 1 is a heartbeat, 2 identifies, 6 resumes.
    pub op: u64,
    /// What came with it.
    pub data: Value,
}

pub(crate) async fn connect(
    Extract(shared): Extract<Arc<Shared>>,
    ConnectInfo(line): ConnectInfo<Line>,
    uri: Uri,
    upgrade: WebSocketUpgrade,
) -> Response {
    let mode = *shared.gateway.borrow();
    match mode {
        Gateway::Refused => {
            line.cut();
            return StatusCode::BAD_GATEWAY.into_response();
        }
        Gateway::Unavailable => return StatusCode::SERVICE_UNAVAILABLE.into_response(),
        Gateway::Working | Gateway::Silent | Gateway::Deaf | Gateway::Slow(_) => {}
    }
    let query: Vec<(String, String)> =
        form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes())
            .into_owned()
            .collect();
    let asks = |key: &str, value: &str| query.iter().any(|(k, v)| k == key && v == value);
    let plain = !query.iter().any(|(key, _)| key == "compress");
    if !asks("v", "10") || !asks("encoding", "json") || !plain {
        shared.state.change(|state| {
            let why = "the address needs v=10 and encoding=json, and no compression here";
            state.violations.push(Violation::refused("gateway", why));
        });
        return StatusCode::BAD_REQUEST.into_response();
    }
    let at_resume_url = uri.path().starts_with("/resume");
    upgrade.on_upgrade(move |socket| async move {
        Connection::open(shared, socket, at_resume_url)
            .serve(mode)
            .await;
    })
}

struct Connection {
    shared: Arc<Shared>,
    socket: WebSocket,
    number: u64,
    at_resume_url: bool,
    orders: Orders,
    ordered: mpsc::UnboundedReceiver<Order>,
    silent: bool,
}

/// What to do after something was said.
enum Next {
    GoOn,
    /// Close with this code.
    Close(Option<u16>),
    End,
}

impl Connection {
    fn open(shared: Arc<Shared>, socket: WebSocket, at_resume_url: bool) -> Self {
        let (orders, ordered) = mpsc::unbounded_channel();
        let number = shared.state.change(|state| {
            let number = state.number();
            state.connections.insert(number, orders.clone());
            number
        });
        Self {
            shared,
            socket,
            number,
            at_resume_url,
            orders,
            ordered,
            silent: false,
        }
    }

    async fn serve(mut self, mode: Gateway) {
        let mut modes = self.shared.gateway.subscribe();
        let every = self.shared.options.heartbeat_every;
        self.silent = mode == Gateway::Silent;
        if let Gateway::Slow(by) = mode {
            tokio::time::sleep(by).await;
        }
        let hello =
            json!({"op": 10, "s": null, "t": null, "d": {"heartbeat_interval": millis(every)}});
        self.say(&hello).await;
        let mut deadline = Instant::now() + every * 2;
        loop {
            let next = tokio::select! {
                order = self.ordered.recv() => match order {
                    Some(Order::Say(payload)) => {
                        self.say(&payload).await;
                        Next::GoOn
                    }
                    Some(Order::Close(code)) => Next::Close(code),
                    Some(Order::Drop) | None => Next::End,
                },
                message = self.socket.recv() => match message {
                    Some(Ok(Message::Text(text))) => {
                        if self.listen(&text) {
                            deadline = Instant::now() + every * 2;
                        }
                        Next::GoOn
                    }
                    Some(Ok(Message::Close(frame))) => {
                        self.left(frame.map(|frame| frame.code));
                        // Reading on sends the answer that a closing app waits for.
                        let _ = timeout(Duration::from_secs(1), self.socket.recv()).await;
                        Next::End
                    }
                    Some(Err(_)) | None => Next::End,
                    Some(Ok(_)) => Next::GoOn,
                },
                _ = modes.changed() => {
                    self.silent |= *modes.borrow_and_update() == Gateway::Silent;
                    Next::GoOn
                }
                () = sleep_until(deadline) => Next::Close(Some(4009)),
            };
            match next {
                Next::GoOn => {}
                Next::Close(code) => {
                    self.close(code).await;
                    break;
                }
                Next::End => break,
            }
        }
        let number = self.number;
        self.shared.state.change(|state| {
            state.connections.remove(&number);
            if let Some(session) = state.session_on(number) {
                session.connection = None;
            }
        });
    }

    async fn say(&mut self, payload: &Value) {
        if !self.silent {
            // An app that is gone is noticed by the next read.
            let _ = self
                .socket
                .send(Message::Text(payload.to_string().into()))
                .await;
        }
    }

    async fn close(&mut self, code: Option<u16>) {
        let frame = code.map(|code| CloseFrame {
            code,
            reason: "".into(),
        });
        let _ = self.socket.send(Message::Close(frame)).await;
        let leaving = async { while let Some(Ok(_)) = self.socket.recv().await {} };
        let _ = timeout(Duration::from_secs(1), leaving).await;
    }

    /// The app closed: with 1000 or 1001 its session is over.
    fn left(&self, code: Option<u16>) {
        if matches!(code, Some(1000 | 1001)) {
            self.shared.state.change(|state| {
                if let Some(session) = state.session_on(self.number) {
                    session.dead = true;
                }
            });
        }
    }

    /// Takes in what the app said; whether it was a heartbeat.
    fn listen(&self, text: &str) -> bool {
        let said: Value = serde_json::from_str(text).unwrap_or_default();
        let Some(op) = said["op"].as_u64() else {
            let _ = self.orders.send(Order::Close(Some(4002)));
            return false;
        };
        let data = said["d"].clone();
        let deaf = *self.shared.gateway.borrow() == Gateway::Deaf;
        self.shared.state.change(|state| {
            let mut shown = data.clone();
            if let Some(token) = shown.get_mut("token") {
                *token = json!("…");
            }
            state.gateway.push(Heard {
                connection: self.number,
                at_resume_url: self.at_resume_url,
                op,
                data: shown,
            });
            let known = state.session_on(self.number).is_some();
            match op {
                1 => self.heartbeat(state, &data),
                2 | 6 if known => self.orders_close(4005),
                2 | 6 if deaf => {}
                2 => self.identify(state, &data),
                6 => self.resume(state, &data),
                3 | 4 | 8 if !known => self.orders_close(4003),
                3 | 4 | 8 => {}
                _ => self.orders_close(4001),
            }
        });
        op == 1
    }

    fn orders_close(&self, code: u16) {
        let _ = self.orders.send(Order::Close(Some(code)));
    }

    fn heartbeat(&self, state: &mut State, data: &Value) {
        if let Some(session) = state.session_on(self.number) {
            let heard = data.as_u64().unwrap_or(0);
            if heard > session.seq() {
                return self.orders_close(4007);
            }
            session.heard = heard;
        }
        let acknowledged = json!({"op": 11, "s": null, "t": null, "d": null});
        let _ = self.orders.send(Order::Say(acknowledged));
    }

    fn identify(&self, state: &mut State, data: &Value) {
        if !token_fits(state, data) {
            return self.orders_close(4004);
        }
        let Some(asked) = data["intents"]
            .as_u64()
            .filter(|asked| asked & !intents::KNOWN == 0)
        else {
            return self.orders_close(4013);
        };
        if asked & intents::PRIVILEGED & !state.app.privileged != 0 {
            return self.orders_close(4014);
        }
        let shard = match &data["shard"] {
            Value::Null => (0, 1),
            given => (
                given[0].as_u64().unwrap_or(1),
                given[1].as_u64().unwrap_or(0),
            ),
        };
        if shard.0 >= shard.1 {
            return self.orders_close(4010);
        }
        let named = |key: &str| data["properties"][key].is_string();
        if !(named("os") && named("browser") && named("device")) {
            let why = "identify has to say os, browser and device in properties";
            state.violations.push(Violation::refused("gateway", why));
            return self.orders_close(4002);
        }
        let now = std::time::Instant::now();
        let last = state.app.started.replace(now);
        if let (Some(pause), Some(last)) = (state.app.starts_every, last)
            && now.duration_since(last) < pause
        {
            let why = "it identified again too soon";
            state.violations.push(Violation::refused("gateway", why));
            let _ = self.orders.send(Order::Say(invalid_session(false)));
            return;
        }
        if state.app.starts_left == 0 {
            let why = "it identified more often than a day allows";
            state.violations.push(Violation::refused("gateway", why));
        }
        state.app.starts_left = state.app.starts_left.saturating_sub(1);
        state.identified(self.number, asked, shard);
    }

    fn resume(&self, state: &mut State, data: &Value) {
        if !token_fits(state, data) {
            return self.orders_close(4004);
        }
        let id = data["session_id"].as_str().unwrap_or_default();
        let seq = data["seq"].as_u64().unwrap_or(0);
        match state.sessions.get(id).filter(|session| !session.dead) {
            None => {
                let _ = self.orders.send(Order::Say(invalid_session(false)));
            }
            Some(session) if seq > session.seq() => self.orders_close(4007),
            Some(_) => state.resumed(id, seq, self.number, &self.orders),
        }
    }
}

fn token_fits(state: &State, data: &Value) -> bool {
    let given = data["token"].as_str().unwrap_or_default();
    given.strip_prefix("Bot ").unwrap_or(given) == state.app.token && !state.app.token_revoked
}

pub(crate) fn invalid_session(resumable: bool) -> Value {
    json!({"op": 9, "s": null, "t": null, "d": resumable})
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
