//! What a test can make go wrong with the app, its connections and its calls.

use std::time::Duration;

use crate::gateway::{Gateway, Order, invalid_session};
use crate::{FakeDiscord, Fault};

impl FakeDiscord {
    /// Makes the next calls of a route fail, written as `POST /channels/{}/messages`. `*` is every
    /// route, `GET /cdn` a file.
    pub fn fail(&self, route: &str, times: usize, fault: Fault) {
        self.shared
            .state
            .change(|state| state.faults.plan(route, times, fault));
    }

    /// Forgets every failure that was planned and did not come yet.
    pub fn stop_failing(&self) {
        self.shared.state.change(|state| state.faults.forget());
    }

    /// From now on a route takes this many calls in this time for each channel, server or webhook;
    /// the next gets 429. The time is real.
    pub fn limit(&self, route: &str, calls: u32, per: Duration) {
        self.shared
            .state
            .change(|state| state.buckets.limit(route, calls, per));
    }

    /// Makes the bot's token void, or good again.
    pub fn revokes_token(&self, void: bool) {
        self.shared
            .state
            .change(|state| state.app.token_revoked = void);
    }

    /// Turns privileged intents on for the app and all others off; at the beginning all are on.
    pub fn allows_intents(&self, intents: u64) {
        self.shared
            .state
            .change(|state| state.app.privileged = intents);
    }

    /// How many shards the app is told to use.
    pub fn wants_shards(&self, shards: u64) {
        self.shared.state.change(|state| state.app.shards = shards);
    }

    /// How often the app may still identify today.
    pub fn has_starts_left(&self, starts: u32) {
        self.shared
            .state
            .change(|state| state.app.starts_left = starts);
    }

    /// From now on the app may identify this often at most: sooner, its session is not valid, and
    /// that is remembered. Discord's own time is five seconds; the time is real.
    pub fn allows_starts_every(&self, pause: Duration) {
        self.shared
            .state
            .change(|state| state.app.starts_every = Some(pause));
    }

    /// How many calls Discord counts as invalid: too many of them, and it hears nothing any more.
    pub fn invalid_calls(&self) -> usize {
        let calls = self.calls("*").into_iter();
        let counted = calls.filter(|call| matches!(call.status, Some(401 | 403 | 429)));
        counted.filter(|call| !call.shared).count()
    }

    /// Sets how connections behave, those that are open included.
    pub fn gateway_is(&self, mode: Gateway) {
        self.shared.gateway.send_replace(mode);
    }

    /// How many connections are open.
    pub fn connections(&self) -> usize {
        self.shared.state.look(|state| state.connections.len())
    }

    /// How many sessions are on an open connection.
    pub fn sessions(&self) -> usize {
        self.shared.state.look(|state| {
            let sessions = state.sessions.values();
            let live = sessions.filter(|session| session.connection.is_some() && !session.dead);
            live.count()
        })
    }

    /// How often the app identified, and how often it resumed.
    pub fn starts(&self) -> (usize, usize) {
        let count = |op| self.heard().iter().filter(|heard| heard.op == op).count();
        (count(2), count(6))
    }

    fn order(&self, order: impl Fn() -> Order) {
        self.shared.state.change(|state| {
            for orders in state.connections.values() {
                let _ = orders.send(order());
            }
        });
    }

    /// Closes every connection with this code; without one, with an empty frame.
    pub fn closes(&self, code: Option<u16>) {
        self.order(|| Order::Close(code));
    }

    /// Ends every connection without a word.
    pub fn drop_connections(&self) {
        self.order(|| Order::Drop);
    }

    /// Asks the app to connect again.
    pub fn asks_to_reconnect(&self) {
        use serde_json::json;
        self.order(|| Order::Say(json!({"op": 7, "s": null, "t": null, "d": null})));
    }

    /// Says that the session is not valid; whether it may be resumed all the same.
    pub fn invalidates_sessions(&self, resumable: bool) {
        self.order(|| Order::Say(invalid_session(resumable)));
        if !resumable {
            self.forgets_sessions();
        }
    }

    /// Forgets every session: resuming one is refused, and nothing more comes of it.
    pub fn forgets_sessions(&self) {
        self.shared.state.change(|state| {
            for session in state.sessions.values_mut() {
                session.dead = true;
            }
        });
    }
}
