//! A Discord that lives inside a test, over loopback only.
//!
//! It speaks Discord's wire: the gateway, the REST API, files. The app under test, or any official
//! client, connects to it as it would to Discord, and the test then acts as the people do and
//! looks at what they see.
//!
//! ```no_run
//! # async fn scenario() -> Result<(), Box<dyn std::error::Error>> {
//! use bonsens_fake_discord::FakeDiscord;
//!
//! let discord = FakeDiscord::start().await?;
//! let acme = discord.server("Acme");
//! let ana = acme.member("ana");
//! let general = acme.channel("general");
//! // Start the app with discord.api_url() and discord.bot_token(); then:
//! discord.until("the app connects", || discord.sessions() > 0).await;
//! let message = ana.posts(&general, "our key is ABC123");
//! discord.until("ana is told", || !ana.told().is_empty()).await;
//! ana.edits(&general, &message, "never mind")?;
//! discord.quiet().await;
//! discord.assert_well_behaved();
//! # Ok(()) }
//! ```
//!
//! - Acts ([`Person`]) return at once. [`FakeDiscord::until`] waits for what they lead to, and
//!   [`FakeDiscord::quiet`] until the app has heard everything and answered what it has to.
//! - The fake's time stands still until [`FakeDiscord::advance`]; what expires in Discord (an
//!   interaction, its token, a nonce) expires by that time. Heartbeats and rate limits take real
//!   time.
//! - [`FakeDiscord::calls`] says what the app asked for, [`FakeDiscord::heard`] what it said on
//!   the gateway; [`FakeDiscord::fail`] and [`FakeDiscord::gateway_is`] make things go wrong.
//! - What Discord would refuse is refused the same way and kept in [`FakeDiscord::violations`],
//!   with what it accepts and nobody wants: a text that may notify people.

#![expect(
    clippy::must_use_candidate,
    reason = "an act is done for its effect; its id is often of no interest"
)]

mod api;
mod channel;
mod clicks;
mod clock;
mod faults;
mod gateway;
mod interactions;
mod limits;
mod line;
pub mod permissions;
mod person;
mod posting;
mod seen;
mod server;
mod state;
mod trouble;
mod typing;
mod wire;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use bonsens_fake_kit::{ANY_PORT, Watched, listen};
use serde_json::json;
use tokio::sync::watch;
use tokio::task::JoinHandle;

pub use bonsens_fake_kit::Impossible;
pub use channel::Channel;
pub use clicks::Window;
pub use faults::{Fault, Scope};
pub use gateway::{Gateway, Heard};
pub use limits::Violation;
pub use person::{Person, Post};
pub use seen::Seen;
pub use server::{Role, Server};
pub use state::Call;

/// How the fake behaves where Discord takes its time.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where it listens. Anything but loopback is refused.
    pub address: SocketAddr,
    /// How often the app has to send a heartbeat; after twice as long without one the connection
    /// is closed.
    pub heartbeat_every: Duration,
}

impl Default for Options {
    /// Discord's own times.
    fn default() -> Self {
        Self {
            address: ANY_PORT,
            heartbeat_every: Duration::from_millis(41_250),
        }
    }
}

pub(crate) struct Shared {
    options: Options,
    state: Watched<state::State>,
    gateway: watch::Sender<Gateway>,
}

/// The fake Discord. When it is dropped it stops listening and ends its connections.
pub struct FakeDiscord {
    shared: Arc<Shared>,
    serving: JoinHandle<()>,
}

impl FakeDiscord {
    /// Starts on a free port of 127.0.0.1.
    pub async fn start() -> io::Result<Self> {
        Self::start_with(Options::default()).await
    }

    /// Starts with other options. An address that is not loopback is refused.
    pub async fn start_with(options: Options) -> io::Result<Self> {
        let (listener, base) = listen(options.address).await?;
        let shared = Arc::new(Shared {
            state: Watched::new(state::State::new(base)),
            options,
            gateway: watch::Sender::default(),
        });
        let routes = api::routes(Arc::clone(&shared));
        let routes = routes.into_make_service_with_connect_info::<line::Line>();
        let serving = tokio::spawn(async move {
            // It ends with the task, when the fake is dropped.
            let _ = axum::serve(line::Lines(listener), routes).await;
        });
        Ok(Self { shared, serving })
    }

    /// The base address of the REST API, without `/api/v10`.
    #[must_use]
    pub fn api_url(&self) -> String {
        self.shared.state.look(|state| state.base.clone())
    }

    /// The address of the gateway.
    #[must_use]
    pub fn gateway_url(&self) -> String {
        self.shared.state.look(state::State::gateway_url)
    }

    /// The token of the app's bot, the same on every server.
    #[must_use]
    pub fn bot_token(&self) -> String {
        self.shared.state.look(|state| state.app.token.clone())
    }

    /// The id of the app.
    #[must_use]
    pub fn application_id(&self) -> String {
        self.shared.state.look(|state| state.app.id.clone())
    }

    /// The id of its bot.
    #[must_use]
    pub fn bot_user(&self) -> String {
        self.shared.state.look(|state| state.app.bot.clone())
    }

    /// The server of this name, made if there was none, with the bot on it.
    #[must_use]
    pub fn server(&self, name: &str) -> Server {
        Server::named(&self.shared, name)
    }

    /// Moves the fake's time on. Interactions that were not answered in time fail.
    pub fn advance(&self, by: Duration) {
        self.shared.state.change(|state| {
            state.clock.advance(by);
            state.interactions_expire();
        });
    }

    /// Every call of a route, written as `POST /channels/{}/messages`; of all of them for `*`.
    #[must_use]
    pub fn calls(&self, route: &str) -> Vec<Call> {
        self.shared.state.look(|state| {
            let calls = state.calls.iter();
            let wanted = calls.filter(|call| route == "*" || call.route == route);
            wanted.cloned().collect()
        })
    }

    /// What the app said on the gateway, heartbeats too. Tokens are left out.
    #[must_use]
    pub fn heard(&self) -> Vec<Heard> {
        self.shared.state.look(|state| state.gateway.clone())
    }

    /// What the app sent that Discord refuses, or that may notify people.
    #[must_use]
    pub fn violations(&self) -> Vec<Violation> {
        self.shared.state.look(|state| state.violations.clone())
    }

    /// Asserts that Discord would have refused nothing the app sent, and that no text of it could
    /// have notified people.
    ///
    /// # Panics
    /// If it is not so.
    pub fn assert_well_behaved(&self) {
        let violations = self.violations();
        assert!(violations.is_empty(), "this must not be: {violations:#?}");
    }

    /// Waits until `seen` is true, up to ten seconds.
    ///
    /// # Panics
    /// If it does not come, with `what` was waited for and what the app did.
    pub async fn until(&self, what: &str, seen: impl FnMut() -> bool) {
        let about = |state: &state::State| {
            let calls = state.calls.iter();
            let calls: Vec<_> = calls.map(|c| (&c.route, c.status, c.code)).collect();
            let (open, wrong) = (state.waiting(), &state.violations);
            format!("the app called {calls:?}; unanswered: {open:?}; wrong: {wrong:?}")
        };
        self.shared.state.until(what, seen, about).await;
    }

    /// Waits until the app has heard every event on the connections it has, has answered every
    /// interaction, and waits for no answer itself. That it heard an event it tells with its
    /// heartbeat, for which it is asked.
    ///
    /// # Panics
    /// If that takes more than ten seconds.
    pub async fn quiet(&self) {
        let asking = async {
            loop {
                self.shared.state.change(|state| {
                    for orders in state.behind() {
                        let payload = json!({"op": 1, "s": null, "t": null, "d": null});
                        let _ = orders.send(gateway::Order::Say(payload));
                    }
                });
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        let waiting = self.until("everything is heard and answered", || {
            self.shared.state.look(|state| {
                state.under_way == 0 && state.waiting().is_empty() && state.behind().is_empty()
            })
        });
        tokio::select! {
            () = asking => {}
            () = waiting => {}
        }
    }
}

impl Drop for FakeDiscord {
    fn drop(&mut self) {
        self.serving.abort();
        self.drop_connections();
    }
}
