//! The gateway: the bot calls Discord and keeps a link open for each shard, so that no public address
//! is needed.
//!
//! The SDK's own moves on before an event is kept, can't go on after a restart, and logs what people
//! write when it can't read it. Here the place in the stream moves only past what the core has; a
//! link that goes silent is replaced; and what can't get better ends with its reason.

mod beats;
mod link;
mod place;
mod pulse;
mod settle;
mod shard;
mod starts;

use std::sync::Arc;

use bonsens_kit::Backoff;
use bonsens_port::NotTaken;
use futures_util::future::BoxFuture;
use hyper::Method;
use hyper_rustls::ConfigBuilderExt;
use rustls::ClientConfig;
use serde::Deserialize;
use serde_json::value::RawValue;
use serenity::model::gateway::GatewayIntents;
use tokio::task::JoinSet;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::{info, warn};

use crate::error::DiscordError;
use crate::rest::{Failure, Rest};
use crate::session::Book;
use crate::settings::Settings;
pub(crate) use place::Place;
pub use pulse::Pulse;
use shard::Shard;
use starts::{Allowed, Starts};

/// More shards than any bot that runs in one process has.
const MOST_SHARDS: usize = 1_024;

/// Who takes events in.
pub trait Receives: Send + Sync {
    /// Takes an event in, by Discord's name of it. Called in the order events come; what can't be
    /// done at once is for the future, which says when the event is durably settled: a restart goes
    /// on after the last event up to which all are.
    ///
    /// An event that is not taken is handed over again a little later, until it is. One that can't
    /// be read, or is of no use, is settled.
    ///
    /// `READY` comes first, whatever was asked for. Where a restart goes on with the session it had,
    /// Discord sends none and tells nothing of its servers: then it holds `"resumed": true`, and of
    /// the rest only the ids of `user` and `application`.
    fn receive(&self, name: &str, data: &RawValue) -> BoxFuture<'static, Result<(), NotTaken>>;
}

/// What it takes to keep the links open.
pub struct Gateway {
    /// To ask for an address.
    pub rest: Arc<Rest>,
    /// The token, and where the place is kept.
    pub settings: Arc<Settings>,
    /// What Discord is asked to tell.
    pub intents: GatewayIntents,
    /// The names of the events that are handed over; others are passed over unread.
    pub wanted: &'static [&'static str],
    /// When to give a link up.
    pub pulse: Pulse,
}

/// What Discord says of its gateway.
#[derive(Deserialize)]
struct Bot {
    url: String,
    shards: usize,
    session_start_limit: Allowed,
}

/// What all shards share.
struct Line {
    settings: Arc<Settings>,
    intents: GatewayIntents,
    wanted: &'static [&'static str],
    pulse: Pulse,
    receives: Arc<dyn Receives>,
    rest: Arc<Rest>,
    tls: Arc<ClientConfig>,
    /// Where a session is begun.
    address: String,
    shards: usize,
    starts: Starts,
    book: Book,
    /// Events under way.
    events: TaskTracker,
    stop: CancellationToken,
}

impl Gateway {
    /// Keeps the links open until told to stop. What came and is not settled by then comes again
    /// in the next run, if that is soon.
    pub async fn run(
        &self,
        receives: Arc<dyn Receives>,
        stop: CancellationToken,
    ) -> Result<(), DiscordError> {
        let tls = tls()?;
        let Some((bot, address)) = self.ask(&stop).await? else {
            return Ok(());
        };
        let shards = bot.shards.clamp(1, MOST_SHARDS);
        info!(
            shards,
            sessions = bot.session_start_limit.remaining,
            "Discord's gateway is known"
        );
        let file = self.settings.session_file.clone();
        let line = Arc::new(Line {
            settings: self.settings.clone(),
            intents: self.intents,
            wanted: self.wanted,
            pulse: self.pulse,
            receives,
            rest: self.rest.clone(),
            tls,
            address,
            shards,
            starts: Starts::new(bot.session_start_limit, self.pulse.between),
            book: Book::open(file, shards, jiff::Timestamp::now()),
            events: TaskTracker::new(),
            // Ends every link, also when one of them brings bad news.
            stop: stop.child_token(),
        });
        let ended = line.serve().await;
        line.events.close();
        if timeout(self.pulse.ending, line.events.wait())
            .await
            .is_err()
        {
            warn!(
                events = line.events.len(),
                "events are not settled: they come again"
            );
        }
        if let Err(error) = line.book.write() {
            warn!(%error, "the place in Discord's events can't be kept");
        }
        ended
    }

    /// Asks where the gateway is until Discord says so; `None` when told to stop before.
    async fn ask(&self, stop: &CancellationToken) -> Result<Option<(Bot, String)>, DiscordError> {
        let mut backoff = Backoff::new();
        loop {
            let asked = tokio::select! {
                () = stop.cancelled() => return Ok(None),
                asked = self.rest.call::<Bot>(Method::GET, "/gateway/bot", None) => asked,
            };
            let least = match asked {
                Ok(bot) => {
                    let set = self.settings.gateway_url.as_deref();
                    let address = set.unwrap_or(&bot.url).to_owned();
                    if !self.rest.api().may_connect(&address, set.is_some()) {
                        return Err(DiscordError::GatewayAddress(address));
                    }
                    return Ok(Some((bot, address)));
                }
                Err(Failure::Code { status: 401, .. }) => return Err(DiscordError::BotToken),
                Err(Failure::Limited(time)) => time,
                Err(_) => std::time::Duration::ZERO,
            };
            let wait = backoff.next().max(least);
            warn!(
                ?wait,
                "Discord does not say where its gateway is; it is asked again"
            );
            tokio::select! {
                () = stop.cancelled() => return Ok(None),
                () = tokio::time::sleep(wait) => {}
            }
        }
    }
}

impl Line {
    /// Serves all shards to their end, and the book with them.
    async fn serve(self: &Arc<Self>) -> Result<(), DiscordError> {
        let mut links = JoinSet::new();
        for shard in 0..self.shards {
            links.spawn(Shard::new(self.clone(), shard).run());
        }
        let keeping = self.book.keep(self.stop.clone());
        let serving = async {
            let mut ended = Ok(());
            while let Some(link) = links.join_next().await {
                let link = link.unwrap_or_else(|error| match error.try_into_panic() {
                    Ok(panic) => std::panic::resume_unwind(panic),
                    Err(_) => Ok(()),
                });
                // The first reason is the one: the others end because of it.
                if ended.is_ok() {
                    ended = link;
                }
                self.stop.cancel();
            }
            ended
        };
        tokio::join!(serving, keeping).0
    }
}

fn tls() -> Result<Arc<ClientConfig>, DiscordError> {
    let ring = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(ring)
        .with_safe_default_protocol_versions()
        .map_err(std::io::Error::other)?
        .with_native_roots()?
        .with_no_client_auth();
    Ok(Arc::new(config))
}

#[cfg(test)]
mod tests;
