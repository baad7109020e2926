//! Counts and times of one phase.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serde_json::{Value, json};

/// What is known of a phase once it is over.
#[derive(Debug)]
pub struct Tally {
    pub offered: u64,
    pub unsent: u64,
    pub lasted: Duration,
}

/// Counts and times while it lasts.
#[derive(Debug, Default)]
pub struct Measures {
    /// In microseconds.
    waits: Mutex<Vec<u64>>,
    acknowledged: AtomicU64,
    lost: AtomicU64,
    planted: AtomicU64,
    late: AtomicU64,
    refused: AtomicU64,
    again: AtomicU64,
}

impl Measures {
    /// An event waited this long for its acknowledgement, or is still waiting.
    pub fn waited(&self, time: Duration) {
        let time = u64::try_from(time.as_micros()).unwrap_or(u64::MAX);
        let mut waits = self.waits.lock().unwrap_or_else(PoisonError::into_inner);
        waits.push(time);
    }

    /// An event was acknowledged, or given up.
    pub fn ended(&self, acknowledged: bool, planted: bool, late: bool) {
        let ended = if acknowledged {
            &self.acknowledged
        } else {
            &self.lost
        };
        ended.fetch_add(1, Ordering::Relaxed);
        self.planted.fetch_add(planted.into(), Ordering::Relaxed);
        self.late.fetch_add(late.into(), Ordering::Relaxed);
    }

    /// One attempt was refused, or met nobody.
    pub fn refused(&self) {
        self.refused.fetch_add(1, Ordering::Relaxed);
    }

    /// An event is sent again although it was acknowledged.
    pub fn again(&self) {
        self.again.fetch_add(1, Ordering::Relaxed);
    }

    pub fn told(&self, tally: &Tally) -> Value {
        let mut waits = self.waits.lock().unwrap_or_else(PoisonError::into_inner);
        waits.sort_unstable();
        let at = |share: usize| {
            let place = (waits.len() * share / 1_000).min(waits.len().saturating_sub(1));
            waits.get(place).map(|micros| milliseconds(*micros))
        };
        let count = |count: &AtomicU64| count.load(Ordering::Relaxed);
        let seconds = tally.lasted.as_secs_f64();
        let acknowledged = count(&self.acknowledged);
        json!({
            "offered": tally.offered,
            "unsent": tally.unsent,
            "acknowledged": acknowledged,
            "never_acknowledged": count(&self.lost),
            "late": count(&self.late),
            "refusals": count(&self.refused),
            "sent_again": count(&self.again),
            "planted": count(&self.planted),
            "seconds": seconds,
            "rate": rate(acknowledged, seconds),
            "p50_ms": at(500),
            "p99_ms": at(990),
            "p999_ms": at(999),
            "max_ms": waits.last().map(|micros| milliseconds(*micros)),
        })
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a phase is far shorter than 2^52 microseconds"
)]
fn milliseconds(micros: u64) -> f64 {
    micros as f64 / 1_000.0
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a phase has far fewer than 2^52 events"
)]
fn rate(events: u64, seconds: f64) -> f64 {
    events as f64 / seconds
}
