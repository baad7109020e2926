//! Which messages deserve a private word, and which got one, each by its channel and timestamp.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::{Value, json};

/// Where a message is.
type Place = (String, String);

#[derive(Debug, Default)]
struct Entry {
    planted: bool,
    shown: u32,
}

/// Everything planted, and everything shown.
#[derive(Debug, Default)]
pub struct Ledger(Mutex<HashMap<Place, Entry>>);

/// The sums of a ledger.
#[derive(Debug)]
pub struct Sums {
    planted: usize,
    nudged: usize,
    pub lost: usize,
    doubled: usize,
    unasked: usize,
}

impl Sums {
    pub fn told(&self) -> Value {
        json!({
            "planted": self.planted, "nudged": self.nudged, "lost": self.lost,
            "doubled": self.doubled, "unasked": self.unasked,
        })
    }
}

impl Ledger {
    /// A message with something to find was posted.
    pub fn planted(&self, channel: &str, ts: &str) {
        self.entry(channel, ts, |entry| entry.planted = true);
    }

    /// Someone was shown something about the message this names, as its permalink does.
    pub fn shown(&self, body: &str) {
        if let Some((channel, ts)) = linked(body) {
            self.entry(channel, &ts, |entry| entry.shown += 1);
        } else {
            // It names no message: it stands for itself, as a word nobody asked for.
            self.entry("", "", |entry| entry.shown += 1);
        }
    }

    pub fn sums(&self) -> Sums {
        let entries = self.entries();
        let count =
            |of: &dyn Fn(&Entry) -> bool| entries.values().filter(|entry| of(entry)).count();
        Sums {
            planted: count(&|entry| entry.planted),
            nudged: count(&|entry| entry.planted && entry.shown > 0),
            lost: count(&|entry| entry.planted && entry.shown == 0),
            doubled: count(&|entry| entry.planted && entry.shown > 1),
            unasked: count(&|entry| !entry.planted),
        }
    }

    fn entry(&self, channel: &str, ts: &str, change: impl FnOnce(&mut Entry)) {
        let mut entries = self.entries();
        change(
            entries
                .entry((channel.to_owned(), ts.to_owned()))
                .or_default(),
        );
    }

    fn entries(&self) -> MutexGuard<'_, HashMap<Place, Entry>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The first message a body links to: `…/archives/CHANNEL/pTIMESTAMP`.
fn linked(body: &str) -> Option<(&str, String)> {
    let (_, rest) = body.split_once("/archives/")?;
    let (channel, rest) = rest.split_once("/p")?;
    let (seconds, fraction) = (rest.get(..10)?, rest.get(10..16)?);
    Some((channel, format!("{seconds}.{fraction}")))
}
