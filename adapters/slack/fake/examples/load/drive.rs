//! Posts events at the app and takes the time.
//!
//! At a fixed rate, time runs from the moment an event was due, not from the moment it could be
//! sent: an app that stalls is not helped by the messages that wait for it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::body::{Body, Bytes, to_bytes};
use axum::http::{Request, Uri};
use bonsens_fake_slack::sign;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde_json::{Value, json};
use tokio::sync::{Mutex, Semaphore};
use tokio::task::JoinSet;
use tokio::time::Instant;

use crate::ledger::Ledger;
use crate::measure::{Measures, Tally};
use crate::messages::{Message, Workplace};

/// Requests under way at once, however far the app is behind.
const AT_ONCE: usize = 512;
/// Slack waits this long for an acknowledgement.
const PATIENCE: Duration = Duration::from_secs(3);
/// Beyond this, an answer is not waited for any more.
const HANGING: Duration = Duration::from_secs(30);
/// Time before each further try of an event that was refused. Slack's second and third waits are a
/// minute and five; nothing is learnt from sitting through them.
const TRIES_AFTER: [Duration; 3] = [
    Duration::ZERO,
    Duration::from_secs(1),
    Duration::from_secs(5),
];
/// Time after which an event comes again although it was acknowledged: the answer was lost.
const AGAIN_AFTER: Duration = Duration::from_secs(1);

/// Where events go, and what is counted on the way.
struct Line {
    client: Client<HttpConnector, Body>,
    target: Uri,
    secret: &'static str,
    ledger: Arc<Ledger>,
    places: Arc<Semaphore>,
}

/// What to do with the workplace's messages.
pub struct Driver {
    secret: &'static str,
    workplace: Arc<Mutex<Workplace>>,
    ledger: Arc<Ledger>,
    line: Option<Arc<Line>>,
}

impl Driver {
    pub fn new(secret: &'static str, workplace: Workplace, ledger: Arc<Ledger>) -> Self {
        Self {
            secret,
            workplace: Arc::new(Mutex::new(workplace)),
            ledger,
            line: None,
        }
    }

    /// Sends to this address from now on.
    pub fn aim(&mut self, target: &str) -> Result<Value, axum::http::uri::InvalidUri> {
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        self.line = Some(Arc::new(Line {
            client: Client::builder(TokioExecutor::new()).build(connector),
            target: target.parse()?,
            secret: self.secret,
            ledger: self.ledger.clone(),
            places: Arc::new(Semaphore::new(AT_ONCE)),
        }));
        Ok(json!({"target": target}))
    }

    /// So many messages a second. What could not be sent in twice the time is left unsent, and
    /// told.
    pub async fn paced(&mut self, rate: u32, seconds: u64) -> Value {
        let Some(line) = self.line.clone() else {
            return no_target();
        };
        let measures = Arc::new(Measures::default());
        let (count, start) = (u64::from(rate) * seconds, Instant::now());
        let over = start + Duration::from_secs(seconds * 2);
        let mut sending = JoinSet::new();
        let mut unsent = 0;
        for number in 0..count {
            let due =
                start + Duration::from_secs(1) * u32::try_from(number).unwrap_or(u32::MAX) / rate;
            tokio::time::sleep_until(due).await;
            // Waiting for a place is part of what the app is slow at.
            let place = tokio::time::timeout_at(over, line.places.clone().acquire_owned()).await;
            let Ok(Ok(place)) = place else {
                unsent += 1;
                measures.waited(due.elapsed());
                continue;
            };
            let message = self.workplace.lock().await.next();
            let (line, measures) = (line.clone(), measures.clone());
            sending.spawn(async move {
                deliver(&line, &measures, message, due).await;
                drop(place);
            });
            while sending.try_join_next().is_some() {}
        }
        while sending.join_next().await.is_some() {}
        let tally = Tally {
            offered: count,
            unsent,
            lasted: start.elapsed(),
        };
        measures.told(&tally)
    }

    /// As fast as the app acknowledges, with so many under way.
    pub async fn burst(&mut self, seconds: u64, at_once: usize) -> Value {
        let Some(line) = self.line.clone() else {
            return no_target();
        };
        let measures = Arc::new(Measures::default());
        let (start, sent) = (Instant::now(), Arc::new(AtomicU64::new(0)));
        let over = start + Duration::from_secs(seconds);
        let mut sending = JoinSet::new();
        for _ in 0..at_once {
            let (line, measures, sent) = (line.clone(), measures.clone(), sent.clone());
            let workplace = self.workplace.clone();
            sending.spawn(async move {
                while Instant::now() < over {
                    let message = workplace.lock().await.next();
                    sent.fetch_add(1, Ordering::Relaxed);
                    deliver(&line, &measures, message, Instant::now()).await;
                }
            });
        }
        while sending.join_next().await.is_some() {}
        let tally = Tally {
            offered: sent.load(Ordering::Relaxed),
            unsent: 0,
            lasted: start.elapsed(),
        };
        measures.told(&tally)
    }

    /// Waits until every planted message has led to a word, up to so long, and a moment more for
    /// what must not come: a second one.
    pub async fn settle(&mut self, seconds: u64) -> Value {
        let start = Instant::now();
        let over = start + Duration::from_secs(seconds);
        while self.ledger.sums().lost > 0 && Instant::now() < over {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        let waited = start.elapsed();
        tokio::time::sleep(AGAIN_AFTER * 2).await;
        let mut told = self.ledger.sums().told();
        told["waited_s"] = json!(waited.as_secs_f64());
        told
    }
}

fn no_target() -> Value {
    json!({"error": "no target yet"})
}

/// One message, until it is acknowledged or Slack would give up. Where it comes again, it does so
/// on its own.
async fn deliver(line: &Arc<Line>, measures: &Arc<Measures>, message: Message, due: Instant) {
    if message.planted {
        line.ledger.planted(&message.channel, &message.ts);
    }
    let (planted, again) = (message.planted, message.again);
    let body = Bytes::from(message.body);
    let mut acknowledged = attempt(line, &body, None).await;
    for (number, wait) in (1_u8..).zip(TRIES_AFTER) {
        if acknowledged {
            break;
        }
        measures.refused();
        tokio::time::sleep(wait).await;
        acknowledged = attempt(line, &body, Some((number, "http_error"))).await;
    }
    let waited = due.elapsed();
    measures.waited(waited);
    measures.ended(acknowledged, planted, waited > PATIENCE);
    if again && acknowledged {
        let line = line.clone();
        measures.again();
        tokio::spawn(async move {
            tokio::time::sleep(AGAIN_AFTER).await;
            attempt(&line, &body, Some((1, "http_timeout"))).await;
        });
    }
}

/// Sends a body once. Whether it was acknowledged.
async fn attempt(line: &Line, body: &Bytes, retry: Option<(u8, &str)>) -> bool {
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default()
        .as_secs();
    let text = std::str::from_utf8(body).unwrap_or_default();
    let mut request = Request::post(line.target.clone())
        .header("content-type", "application/json")
        .header("user-agent", "Slackbot 1.0 (+https://api.slack.com/robots)")
        .header("x-slack-request-timestamp", now)
        .header("x-slack-signature", sign(line.secret, now, text));
    if let Some((number, reason)) = retry {
        request = request
            .header("x-slack-retry-num", u16::from(number))
            .header("x-slack-retry-reason", reason);
    }
    let Ok(request) = request.body(Body::from(body.clone())) else {
        return false;
    };
    let sending = async {
        let answer = line.client.request(request).await.ok()?;
        let done = answer.status().is_success();
        // Read to its end, so that the connection can be used again.
        to_bytes(Body::new(answer.into_body()), 1 << 16)
            .await
            .ok()?;
        Some(done)
    };
    let answered = tokio::time::timeout(HANGING, sending).await;
    answered.ok().flatten().unwrap_or(false)
}
