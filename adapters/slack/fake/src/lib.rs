//! A Slack that lives inside a test, over loopback only.
//!
//! It speaks Slack's wire: the Web API, Socket Mode, signed requests, `response_url`s. The app
//! under test, or any official client, connects to it as it would to Slack, and the test then
//! acts as the people do and looks at what they see.
//!
//! ```no_run
//! # async fn scenario() -> Result<(), Box<dyn std::error::Error>> {
//! use bonsens_fake_slack::{FakeSlack, RoomKind};
//!
//! let slack = FakeSlack::start().await?;
//! let acme = slack.team("Acme");
//! let ana = acme.member("ana");
//! let general = acme.room("general", RoomKind::Public, &[&ana]);
//! // Start the app with slack.api_url(), acme.bot_token() and acme.app_token(); then:
//! slack.until("the app connects", || acme.sockets() > 0).await;
//! let ts = ana.posts(&general, "our key is ABC123");
//! slack.until("ana is told", || ana.sees(&general).iter().any(|seen| seen.only_you)).await;
//! ana.edits(&general, &ts, "never mind");
//! slack.quiet().await;
//! slack.assert_well_behaved();
//! # Ok(()) }
//! ```
//!
//! - Acts ([`Person`]) return at once. [`FakeSlack::until`] waits for what they lead to, and
//!   [`FakeSlack::quiet`] until everything was acknowledged or given up.
//! - The fake's time stands still until [`FakeSlack::advance`]; what expires in Slack (a
//!   `trigger_id`, a `response_url`) expires by that time. Waiting for an acknowledgement and
//!   between retries takes real time, set in [`Options`].
//! - The [ledger](FakeSlack::ledger) says of each event how often it was sent and when it was
//!   acknowledged; [`FakeSlack::calls`] what the app asked for; [`FakeSlack::fail`] makes calls go
//!   wrong.
//! - What Slack would refuse is refused the same way and kept in [`FakeSlack::violations`]; whom
//!   the app's texts would notify is kept in [`FakeSlack::pings`].

#![expect(
    clippy::must_use_candidate,
    reason = "an act is done for its effect; its timestamp is often of no interest"
)]

mod account;
mod answers;
mod api;
mod choices;
mod clicks;
mod clock;
mod delivery;
mod faults;
mod limits;
mod person;
mod pings;
mod posting;
mod seen;
mod state;
mod team;
mod typed;
mod wire;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use bonsens_fake_kit::{ANY_PORT, Watched, listen};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

pub use bonsens_fake_kit::Impossible;
pub use clicks::Dialog;
pub use delivery::http::sign;
pub use delivery::{Attempt, Delivery, Kind, Outcome};
pub use faults::{Fault, Sockets};
pub use limits::Violation;
pub use person::{Person, Post};
pub use pings::{Ping, Pinged};
pub use seen::{Seen, View};
pub use state::{Account, Call, RoomKind};
pub use team::{Room, Team};

/// How the fake behaves where Slack takes its time.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where it listens. Anything but loopback is refused.
    pub address: SocketAddr,
    /// How long an acknowledgement may take.
    pub acknowledge_within: Duration,
    /// How long after each failed attempt an event is sent again; one entry a retry.
    pub retry_after: Vec<Duration>,
    /// How many things are on their way at the same time. With 1, the app gets them strictly in
    /// order, each after the one before was acknowledged.
    pub at_once: usize,
    /// How often a socket is pinged.
    pub ping_every: Duration,
}

impl Default for Options {
    /// Slack's own times.
    fn default() -> Self {
        Self {
            address: ANY_PORT,
            acknowledge_within: Duration::from_secs(3),
            retry_after: [0, 60, 300].map(Duration::from_secs).to_vec(),
            at_once: 100,
            ping_every: Duration::from_secs(10),
        }
    }
}

impl Options {
    /// Slack in a hurry: a second to acknowledge, and retries that come at once.
    #[must_use]
    pub fn hurried() -> Self {
        Self {
            acknowledge_within: Duration::from_secs(1),
            retry_after: [0, 100, 500].map(Duration::from_millis).to_vec(),
            ..Self::default()
        }
    }
}

pub(crate) struct Shared {
    options: Options,
    state: Watched<state::State>,
    sockets: delivery::socket::Sockets,
}

/// The fake Slack. When it is dropped it stops listening and breaks its sockets.
pub struct FakeSlack {
    shared: Arc<Shared>,
    tasks: Vec<JoinHandle<()>>,
}

impl FakeSlack {
    /// Starts on a free port of 127.0.0.1, in a hurry.
    pub async fn start() -> io::Result<Self> {
        Self::start_with(Options::hurried()).await
    }

    /// Starts with other options. An address that is not loopback is refused.
    pub async fn start_with(options: Options) -> io::Result<Self> {
        let (listener, base) = listen(options.address).await?;
        let (jobs, queue) = mpsc::unbounded_channel();
        let shared = Arc::new(Shared {
            state: Watched::new(state::State::new(base, jobs)),
            options,
            sockets: delivery::socket::Sockets::default(),
        });
        let routes = api::routes(Arc::clone(&shared));
        let serving = tokio::spawn(async move {
            // It ends with the task, when the fake is dropped.
            let _ = axum::serve(listener, routes).await;
        });
        let delivering = tokio::spawn(delivery::run(Arc::clone(&shared), queue));
        Ok(Self {
            shared,
            tasks: vec![serving, delivering],
        })
    }

    /// The base address of the Web API, with the slash at its end.
    #[must_use]
    pub fn api_url(&self) -> String {
        self.shared
            .state
            .look(|state| format!("{}/api/", state.base))
    }

    /// The workspace of this name, made if there was none. Each has its own app: tokens, signing
    /// secret, bot, address for events.
    #[must_use]
    pub fn team(&self, name: &str) -> Team {
        Team::named(&self.shared, name)
    }

    /// Moves the fake's time on.
    pub fn advance(&self, by: Duration) {
        self.shared.state.change(|state| state.clock.advance(by));
    }

    /// Makes the next calls of a method fail. `*` is every method, `response_url` what is posted
    /// to one.
    pub fn fail(&self, method: &str, times: usize, fault: Fault) {
        self.shared
            .state
            .change(|state| state.faults.plan(method, times, fault));
    }

    /// Forgets every failure that was planned and did not come yet.
    pub fn stop_failing(&self) {
        self.shared.state.change(|state| state.faults.forget());
    }

    /// From now on every call with a token gets this error (`invalid_auth`, `account_inactive`…);
    /// `None` ends it.
    pub fn refuse_tokens(&self, error: Option<&'static str>) {
        self.shared.state.change(|state| state.refusing = error);
    }

    /// Answers 429 to a post less than this after the last one in the same room.
    pub fn keep_pace(&self, pace: Option<Duration>) {
        self.shared.state.change(|state| state.pace = pace);
    }

    /// Sets what happens to sockets, those that are open included.
    pub fn sockets_are(&self, mode: Sockets) {
        self.shared.sockets.mode.send_replace(mode);
    }

    /// Breaks every open socket without a word.
    pub fn drop_sockets(&self) {
        self.shared.sockets.drop_all();
    }

    /// Everything sent to the app so far, or on its way.
    #[must_use]
    pub fn ledger(&self) -> Vec<Delivery> {
        self.shared.state.look(|state| state.ledger.clone())
    }

    /// Every call of a method; of all of them for `*`.
    #[must_use]
    pub fn calls(&self, method: &str) -> Vec<Call> {
        self.shared.state.look(|state| {
            let calls = state.calls.iter();
            let wanted = calls.filter(|call| method == "*" || call.method == method);
            wanted.cloned().collect()
        })
    }

    /// What the app sent that Slack refuses.
    #[must_use]
    pub fn violations(&self) -> Vec<Violation> {
        self.shared.state.look(|state| state.violations.clone())
    }

    /// Whom the app's texts would have notified.
    #[must_use]
    pub fn pings(&self) -> Vec<Ping> {
        self.shared.state.look(|state| state.pings.clone())
    }

    /// Asserts that Slack would have refused nothing the app sent, and that no text of it would
    /// have notified everyone.
    ///
    /// # Panics
    /// If it is not so.
    pub fn assert_well_behaved(&self) {
        let violations = self.violations();
        assert!(violations.is_empty(), "Slack refuses this: {violations:#?}");
        let pings = self.pings();
        let loud = pings
            .iter()
            .find(|ping| matches!(ping.who, Pinged::Everyone(_)));
        assert!(loud.is_none(), "this wakes everybody up: {loud:#?}");
    }

    /// Waits until `seen` is true, up to ten seconds.
    ///
    /// # Panics
    /// If it does not come, with `what` was waited for and what the app did.
    pub async fn until(&self, what: &str, seen: impl FnMut() -> bool) {
        let about = |state: &state::State| {
            let calls = state.calls.iter();
            let calls: Vec<_> = calls.map(|call| (&call.method, &call.error)).collect();
            let open = state.ledger.iter().filter(|entry| !entry.is_over());
            let open: Vec<_> = open.map(|entry| &entry.what).collect();
            format!("the app called {calls:?}; on its way: {open:?}")
        };
        self.shared.state.until(what, seen, about).await;
    }

    /// Waits until everything sent to the app was acknowledged or given up.
    ///
    /// # Panics
    /// If that takes more than ten seconds.
    pub async fn quiet(&self) {
        self.until("everything is acknowledged", || {
            self.shared
                .state
                .look(|state| state.ledger.iter().all(Delivery::is_over))
        })
        .await;
    }
}

impl Drop for FakeSlack {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
        self.shared.sockets.drop_all();
    }
}
