//! One shard: a link after the other, with the session going on from each to the next.

use std::sync::Arc;
use std::time::Duration;

use bonsens_kit::Backoff;
use hyper::Uri;
use serde_json::json;
use serde_json::value::to_raw_value;
use serenity::model::gateway::GatewayIntents;
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::{Connector, connect_async_tls_with_config};
use tracing::{info, warn};

use super::Line;
use super::link::{Ended, Link, Socket};
use super::pulse::part_of;
use super::settle::Handed;
use super::starts::Turn;
use crate::error::DiscordError;
use crate::session::Session;

/// Time Discord has to open a link.
const OPENING: Duration = Duration::from_secs(10);
/// The largest message taken from a link, in bytes: a large server is told of in one.
const LARGEST: usize = 64 << 20;
/// Events that wait to be settled before no more are read.
const WAITING: usize = 512;
/// Attempts to go on with a session before another is begun.
const ATTEMPTS: u32 = 5;
/// Attempts at the address a session goes on at, before the usual one is tried.
const ASTRAY: u32 = 3;

/// A shard.
pub struct Shard {
    line: Arc<Line>,
    number: usize,
    session: Option<Arc<Session>>,
    room: Arc<Semaphore>,
    backoff: Backoff,
    /// Links in a row that asked for a session and led nowhere.
    failed: u32,
    /// Links in a row that could not even be opened.
    unopened: u32,
    /// The last one asked for a new session and got none: Discord allows few of them in a day.
    wasted: bool,
}

/// What follows a link.
#[derive(Debug)]
pub enum Next {
    /// Nothing.
    Stop,
    /// Nothing can.
    End(DiscordError),
    /// Another with the same session.
    Resume,
    /// Another with the same session, or a new one; not at once.
    Wait,
    /// A new session.
    Renew,
    /// A new session, not at once.
    RenewLater,
}

impl Shard {
    /// A shard that goes on where the last run stopped, if it can.
    pub fn new(line: Arc<Line>, number: usize) -> Self {
        Self {
            session: line.book.of(number),
            line,
            number,
            room: Arc::new(Semaphore::new(WAITING)),
            backoff: Backoff::new(),
            failed: 0,
            unopened: 0,
            wasted: false,
        }
    }

    /// Keeps a link open until told to stop.
    pub async fn run(mut self) -> Result<(), DiscordError> {
        let stop = self.line.stop.clone();
        self.goes_on();
        loop {
            let ended = self.serve().await;
            let least = match next(ended, self.line.intents) {
                Next::Stop => return Ok(()),
                Next::End(error) => return Err(error),
                Next::Resume => Duration::ZERO,
                Next::Wait => self.invalid(),
                Next::Renew => {
                    self.forgets();
                    Duration::ZERO
                }
                Next::RenewLater => {
                    self.forgets();
                    self.invalid()
                }
            };
            if self.failed >= ATTEMPTS {
                self.forgets();
            }
            let mut wait = self.backoff.next();
            if self.wasted {
                wait *= 4;
            }
            let wait = wait.max(least);
            info!(shard = self.number, ?wait, "another link is opened");
            tokio::select! {
                () = stop.cancelled() => return Ok(()),
                () = sleep(wait) => {}
            }
        }
    }

    /// Tells who the bot is, where Discord will not since the session goes on.
    fn goes_on(&self) {
        let Some(session) = &self.session else { return };
        info!(
            shard = self.number,
            seq = session.place.last(),
            "going on where the last run stopped"
        );
        let (user, application) = (&session.facts.user, &session.facts.application);
        let ready = json!({
            "resumed": true,
            "user": {"id": user},
            "application": {"id": application},
        });
        if let Ok(ready) = to_raw_value(&ready) {
            let handed = Handed::over(&self.line.receives, "READY", ready);
            self.line
                .events
                .spawn(handed.settles(self.line.stop.clone()));
        }
    }

    /// Opens a link and follows it to its end.
    async fn serve(&mut self) -> Ended {
        let opened = tokio::select! {
            () = self.line.stop.cancelled() => return Ended::Stopped,
            opened = self.open() => opened,
        };
        let Some((socket, turn)) = opened else {
            warn!(shard = self.number, "the link can't be opened");
            self.unopened += 1;
            self.wasted = false;
            return Ended::Unopened;
        };
        self.unopened = 0;
        let before = self.session.as_ref().map(|session| session.place.last());
        let mut link = Link::new(self.line.clone(), self.number, self.room.clone());
        let ended = link.serve(socket, self.session.take(), turn).await;
        let moved = link.session.as_ref().map(|session| session.place.last()) != before;
        self.session = link.session.take();
        self.line.book.set(self.number, self.session.clone());
        if link
            .works
            .is_some_and(|since| since.elapsed() >= self.line.pulse.worked)
        {
            self.backoff.reset();
        }
        if link.works.is_some() || moved {
            self.failed = 0;
        } else if link.has_asked() {
            self.failed += 1;
        }
        self.wasted = link.has_asked() && self.session.is_none();
        let (shard, why, code) = (self.number, ended.name(), ended.code());
        match ended {
            Ended::Stopped | Ended::Asked => info!(shard, why, "the link ended"),
            _ => warn!(shard, why, code, "the link ended"),
        }
        ended
    }

    /// Opens a link, when it is this shard's turn where a session is to be begun.
    async fn open(&self) -> Option<(Socket, Option<Turn>)> {
        let line = &self.line;
        let turn = match &self.session {
            Some(_) => None,
            None => Some(line.starts.turn(self.number).await),
        };
        let own = self
            .session
            .as_ref()
            .map(|session| session.facts.address.as_str());
        let own = own.filter(|_| self.unopened < ASTRAY && line.settings.gateway_url.is_none());
        let may = |address: &&str| line.rest.api().may_connect(address, false);
        let base = own.filter(may).unwrap_or(&line.address);
        let address = versioned(base)?;
        let config = WebSocketConfig::default()
            .max_message_size(Some(LARGEST))
            .max_frame_size(Some(LARGEST));
        let connector = Connector::Rustls(line.tls.clone());
        let connecting =
            connect_async_tls_with_config(address, Some(config), true, Some(connector));
        let opened = timeout(OPENING, connecting).await.ok()?.ok()?;
        Some((opened.0, turn))
    }

    /// Gives a session up: what happens until the next is never seen.
    fn forgets(&mut self) {
        self.failed = 0;
        if let Some(session) = self.session.take() {
            warn!(
                shard = self.number,
                seq = session.place.last(),
                "a new session is begun: what happened since the last link was not seen"
            );
            self.line.book.set(self.number, None);
        }
    }

    /// The wait Discord asks for after an invalid session: between one and five seconds.
    fn invalid(&self) -> Duration {
        let shortest = self.line.pulse.invalid;
        shortest + part_of(shortest * 4)
    }
}

/// An address of the gateway, with the version and the encoding that are spoken.
fn versioned(base: &str) -> Option<String> {
    let uri: Uri = base.parse().ok()?;
    let (scheme, authority) = (uri.scheme_str()?, uri.authority()?);
    let path = uri.path();
    Some(format!("{scheme}://{authority}{path}?v=10&encoding=json"))
}

/// What follows a link that ended like this.
fn next(ended: Ended, intents: GatewayIntents) -> Next {
    match ended {
        Ended::Stopped => Next::Stop,
        Ended::Invalid { resumable: true } => Next::Wait,
        Ended::Invalid { resumable: false } => Next::RenewLater,
        Ended::Unopened
        | Ended::Unwelcome
        | Ended::Ignored
        | Ended::Dead
        | Ended::Broken
        | Ended::Asked => Next::Resume,
        Ended::Closed(code) => match code {
            4_004 => Next::End(DiscordError::BotToken),
            4_010..=4_013 => Next::End(DiscordError::Closed { code }),
            4_014 => Next::End(DiscordError::Intents {
                members: intents.contains(GatewayIntents::GUILD_MEMBERS),
            }),
            4_007 | 4_009 => Next::Renew,
            _ => Next::Resume,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_said_wherever_the_gateway_is() {
        for (base, address) in [
            (
                "wss://gateway.discord.gg",
                "wss://gateway.discord.gg/?v=10&encoding=json",
            ),
            (
                "wss://gateway.discord.gg/?v=9",
                "wss://gateway.discord.gg/?v=10&encoding=json",
            ),
            (
                "ws://127.0.0.1:80/resume",
                "ws://127.0.0.1:80/resume?v=10&encoding=json",
            ),
        ] {
            assert_eq!(versioned(base).as_deref(), Some(address));
        }
    }

    #[test]
    fn each_close_code_has_its_consequence() {
        let all = GatewayIntents::GUILDS | GatewayIntents::GUILD_MEMBERS;
        let after = |code| next(Ended::Closed(code), all);
        assert!(matches!(after(4_004), Next::End(DiscordError::BotToken)));
        assert!(matches!(
            after(4_014),
            Next::End(DiscordError::Intents { members: true })
        ));
        for code in 4_010..=4_013 {
            let next = after(code);
            assert!(matches!(next, Next::End(DiscordError::Closed { code: told }) if told == code));
        }
        for code in [4_007, 4_009] {
            assert!(matches!(after(code), Next::Renew), "{code}");
        }
        for code in [
            1_000, 1_001, 1_006, 4_000, 4_001, 4_002, 4_003, 4_005, 4_008, 4_999,
        ] {
            assert!(matches!(after(code), Next::Resume), "{code}");
        }
        let told = DiscordError::Intents { members: false }.to_string();
        assert!(
            told.contains("Message Content Intent") && !told.contains("Members"),
            "{told}"
        );
    }
}
