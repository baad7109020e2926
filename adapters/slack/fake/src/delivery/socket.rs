//! Delivery by Socket Mode: at most ten open sockets an app, envelopes spread over them, each
//! waiting for its acknowledgement.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Bytes;
use axum::extract::ws::{Message, WebSocket};
use serde_json::{Value, json};
use tokio::sync::{Notify, mpsc, oneshot, watch};
use tokio::time::{Instant, MissedTickBehavior, interval, sleep_until, timeout};

use super::{Delivery, Kind, Outcome, Result, Retry};
use crate::Shared;
use crate::faults::Sockets as Mode;

/// The most sockets one app may hold.
const MOST: usize = 10;

enum Order {
    /// An envelope, and who waits for its acknowledgement.
    Envelope(String, Value, oneshot::Sender<Value>),
    /// `disconnect`, for this reason.
    Disconnect(String),
    /// Break the connection without a word.
    Drop,
}

struct Open {
    number: u64,
    team: String,
    orders: mpsc::UnboundedSender<Order>,
}

/// The sockets that are open.
pub(crate) struct Sockets {
    open: Mutex<Vec<Open>>,
    opened: Notify,
    turn: Mutex<usize>,
    pub mode: watch::Sender<Mode>,
}

impl Default for Sockets {
    fn default() -> Self {
        Self {
            open: Mutex::default(),
            opened: Notify::new(),
            turn: Mutex::default(),
            mode: watch::Sender::new(Mode::Working),
        }
    }
}

impl Sockets {
    fn open(&self) -> std::sync::MutexGuard<'_, Vec<Open>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn count(&self, team: &str) -> usize {
        self.open().iter().filter(|open| open.team == team).count()
    }

    /// Breaks every connection.
    pub(crate) fn drop_all(&self) {
        for open in self.open().drain(..) {
            let _ = open.orders.send(Order::Drop);
        }
    }

    /// Tells every socket of a workspace to go. Only after a `warning` is it still used.
    pub(crate) fn disconnect(&self, team: &str, reason: &str) {
        let mut open = self.open();
        for socket in open.iter().filter(|open| open.team == team) {
            let _ = socket.orders.send(Order::Disconnect(reason.to_owned()));
        }
        if reason != "warning" {
            open.retain(|open| open.team != team);
        }
    }

    fn next(&self, team: &str) -> Option<mpsc::UnboundedSender<Order>> {
        let open = self.open();
        let mine: Vec<_> = open.iter().filter(|open| open.team == team).collect();
        let mut turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        *turn = turn.wrapping_add(1);
        let chosen = mine.get(*turn % mine.len().max(1))?;
        Some(chosen.orders.clone())
    }

    async fn wait_for(&self, team: &str) -> mpsc::UnboundedSender<Order> {
        loop {
            let opened = self.opened.notified();
            if let Some(orders) = self.next(team) {
                return orders;
            }
            opened.await;
        }
    }
}

pub(crate) async fn attempt(shared: &Arc<Shared>, job: &Delivery, retry: Retry) -> Result {
    let id = shared.state.change(crate::state::State::uuid);
    let home = shared
        .state
        .look(|state| state.team(&job.team).app_home.clone());
    let envelope = envelope(job, &id, retry.as_ref());
    let sending = async {
        let orders = shared.sockets.wait_for(&home).await;
        let (done, answered) = oneshot::channel();
        let _ = orders.send(Order::Envelope(id, envelope, done));
        answered.await
    };
    match timeout(shared.options.acknowledge_within, sending).await {
        Err(_) => Result::failed(Outcome::TimedOut),
        Ok(Err(_)) => Result::failed(Outcome::Broken),
        Ok(Ok(answer)) => Result {
            outcome: Outcome::Acknowledged,
            answer: Some(answer["payload"].clone()).filter(|answer| !answer.is_null()),
            no_retry: false,
        },
    }
}

fn envelope(job: &Delivery, id: &str, retry: Option<&(usize, Outcome)>) -> Value {
    let (kind, answers) = match job.kind {
        Kind::Event => ("events_api", false),
        Kind::Interaction => ("interactive", job.what == "view_submission"),
        Kind::Command => ("slash_commands", true),
    };
    let mut envelope = json!({
        "envelope_id": id, "payload": job.body, "type": kind, "accepts_response_payload": answers,
    });
    if job.kind == Kind::Event {
        envelope["retry_attempt"] = json!(retry.map_or(0, |(number, _)| *number));
        envelope["retry_reason"] = json!(if retry.is_some() { "timeout" } else { "" });
    }
    envelope
}

fn debug_info() -> Value {
    json!({"host": "applink-fake", "build_number": 1, "approximate_connection_time": 18_060})
}

/// Serves one socket until either side ends it.
pub(crate) async fn serve(shared: Arc<Shared>, team: String, mut socket: WebSocket) {
    let mut mode = shared.sockets.mode.subscribe();
    if *mode.borrow_and_update() == Mode::HalfOpen {
        return half_open(mode).await;
    }
    if shared.sockets.count(&team) >= MOST {
        say(&mut socket, &disconnect("too_many_websockets")).await;
        let _ = socket.send(Message::Close(None)).await;
        return;
    }
    let (orders, mut ordered) = mpsc::unbounded_channel();
    let (number, app_id) = shared
        .state
        .change(|state| (state.number(), state.team(&team).app_id.clone()));
    shared.sockets.open().push(Open {
        number,
        team: team.clone(),
        orders,
    });
    let hello = json!({
        "type": "hello", "num_connections": shared.sockets.count(&team),
        "debug_info": debug_info(), "connection_info": {"app_id": app_id},
    });
    say(&mut socket, &hello).await;
    shared.sockets.opened.notify_waiters();
    shared.state.change(|_| ());

    let mut waiting: HashMap<String, oneshot::Sender<Value>> = HashMap::new();
    let mut pings = interval(shared.options.ping_every);
    pings.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut leaving: Option<Instant> = None;
    loop {
        tokio::select! {
            order = ordered.recv(), if leaving.is_none() => match order {
                Some(Order::Envelope(id, envelope, done)) => {
                    waiting.insert(id, done);
                    say(&mut socket, &envelope).await;
                }
                Some(Order::Disconnect(reason)) => {
                    say(&mut socket, &disconnect(&reason)).await;
                    if reason != "warning" {
                        leaving = Some(Instant::now() + shared.options.acknowledge_within);
                    }
                }
                Some(Order::Drop) | None => break,
            },
            message = socket.recv() => match message {
                Some(Ok(Message::Text(text))) => acknowledge(&mut waiting, &text),
                Some(Ok(Message::Close(_)) | Err(_)) | None => break,
                Some(Ok(_)) => {}
            },
            _ = pings.tick() => {
                let _ = socket.send(Message::Ping(Bytes::from_static(b"Ping from applink-fake"))).await;
            }
            () = sleep_until(leaving.unwrap_or_else(Instant::now)), if leaving.is_some() => {
                let _ = socket.send(Message::Close(None)).await;
                break;
            }
            _ = mode.changed() => if *mode.borrow_and_update() == Mode::HalfOpen {
                half_open(mode).await;
                break;
            },
        }
    }
    shared.sockets.open().retain(|open| open.number != number);
    shared.state.change(|_| ());
}

/// Holds the connection without reading or writing, until sockets work again.
async fn half_open(mut mode: watch::Receiver<Mode>) {
    let _ = mode.wait_for(|mode| *mode != Mode::HalfOpen).await;
}

fn disconnect(reason: &str) -> Value {
    json!({"type": "disconnect", "reason": reason, "debug_info": debug_info()})
}

fn acknowledge(waiting: &mut HashMap<String, oneshot::Sender<Value>>, text: &str) {
    let Ok(answer) = serde_json::from_str::<Value>(text) else {
        return;
    };
    let id = answer["envelope_id"].as_str().unwrap_or_default();
    if let Some(done) = waiting.remove(id) {
        let _ = done.send(answer);
    }
}

async fn say(socket: &mut WebSocket, message: &Value) {
    // A client that is gone is noticed by the next read.
    let _ = socket.send(Message::Text(message.to_string().into())).await;
}
