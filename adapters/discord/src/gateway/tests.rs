//! The gateway against a Discord in this process: how the stories in here are told.

mod events;
mod links;

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Mutex;
use std::time::Duration;

use bonsens_fake_discord::{Channel, FakeDiscord, Fault, Gateway as Links, Options, Person};
use serde_json::Value;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::Instant;

use super::*;
use crate::session::Facts;

const WANTED: &[&str] = &["MESSAGE_CREATE", "MESSAGE_DELETE"];

/// A core that takes events, or does not.
#[derive(Clone, Default)]
struct Core {
    /// What was handed over: the event's name and the message's words.
    handed: watch::Sender<Vec<(String, String)>>,
    /// Messages that are never settled, by their words.
    holds: Arc<Mutex<HashSet<String>>>,
    /// Messages that are refused once.
    refuses: Arc<Mutex<HashSet<String>>>,
    /// All wait until this is true.
    opens: Arc<watch::Sender<bool>>,
}

impl Receives for Core {
    fn receive(&self, name: &str, data: &RawValue) -> BoxFuture<'static, Result<(), NotTaken>> {
        let data: Value = serde_json::from_str(data.get()).unwrap();
        let words = match name {
            "READY" => data["user"]["id"].as_str().unwrap().to_owned(),
            _ => data["content"].as_str().unwrap_or_default().to_owned(),
        };
        let event = (name.to_owned(), words.clone());
        self.handed.send_modify(|handed| handed.push(event));
        let message = name != "READY";
        let holds = self.holds.lock().unwrap().contains(&words);
        let refuses = self.refuses.lock().unwrap().remove(&words);
        let mut opens = self.opens.subscribe();
        Box::pin(async move {
            if !message {
                return Ok(());
            }
            if holds {
                std::future::pending::<()>().await;
            }
            if refuses {
                return Err(NotTaken::Busy);
            }
            opens
                .wait_for(|open| *open)
                .await
                .map_err(|_| NotTaken::Stopping)?;
            Ok(())
        })
    }
}

impl Core {
    fn new() -> Self {
        let core = Self::default();
        core.opens.send_replace(true);
        core
    }

    /// The words of the messages that were handed over.
    fn heard(&self) -> Vec<String> {
        let handed = self.handed.borrow();
        let messages = handed.iter().filter(|(name, _)| name == "MESSAGE_CREATE");
        messages.map(|(_, words)| words.clone()).collect()
    }

    async fn hears(&self, words: &[&str]) {
        let mut changes = self.handed.subscribe();
        let waiting = changes.wait_for(|_| self.heard().len() >= words.len());
        // Whoever waits holds the lock of what is looked at: it is let go of at once.
        drop(
            timeout(Duration::from_secs(10), waiting)
                .await
                .expect("it is handed over"),
        );
        assert_eq!(self.heard(), words);
    }
}

struct Line {
    discord: FakeDiscord,
    ana: Person,
    general: Channel,
    settings: Settings,
    core: Core,
    stop: CancellationToken,
    running: JoinHandle<Result<(), DiscordError>>,
}

/// Quick enough for a test.
const PULSE: Pulse = Pulse {
    hello: Duration::from_millis(600),
    begin: Duration::from_millis(600),
    answer: Duration::from_millis(900),
    worked: Duration::ZERO,
    invalid: Duration::from_millis(2),
    between: Duration::from_millis(2),
    ending: Duration::from_millis(100),
};

fn runs(
    settings: &Settings,
    core: &Core,
    stop: &CancellationToken,
    pulse: Pulse,
) -> JoinHandle<Result<(), DiscordError>> {
    let gateway = Gateway {
        rest: Arc::new(Rest::new(settings).unwrap()),
        settings: Arc::new(settings.clone()),
        intents: GatewayIntents::GUILDS
            | GatewayIntents::GUILD_MESSAGES
            | GatewayIntents::MESSAGE_CONTENT,
        wanted: WANTED,
        pulse,
    };
    let (core, stop) = (Arc::new(core.clone()), stop.clone());
    tokio::spawn(async move { gateway.run(core, stop).await })
}

/// A file of this name that is not there yet.
fn file(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("bonsens-gateway-{}", std::process::id()));
    let file = folder.join(name);
    let _ = std::fs::remove_file(&file);
    file
}

/// How often a link has to give a sign of life.
const BEAT: Duration = Duration::from_millis(500);

/// A bot that is told to connect.
async fn begun(prepare: impl FnOnce(&FakeDiscord, &mut Settings)) -> Line {
    begun_with(PULSE, BEAT, prepare).await
}

async fn begun_with(
    pulse: Pulse,
    heartbeat_every: Duration,
    prepare: impl FnOnce(&FakeDiscord, &mut Settings),
) -> Line {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let discord = FakeDiscord::start_with(Options {
        heartbeat_every,
        ..Options::default()
    });
    let discord = discord.await.unwrap();
    let acme = discord.server("Acme");
    let mut settings = Settings {
        api_url: discord.api_url(),
        gateway_url: None,
        bot_token: discord.bot_token().into(),
        session_file: None,
        servers: Vec::new(),
    };
    prepare(&discord, &mut settings);
    let (core, stop) = (Core::new(), CancellationToken::new());
    Line {
        ana: acme.member("ana"),
        general: acme.channel("general"),
        running: runs(&settings, &core, &stop, pulse),
        discord,
        settings,
        core,
        stop,
    }
}

/// A bot that is connected.
async fn connected() -> Line {
    let line = begun(|_, _| ()).await;
    line.connects().await;
    line
}

impl Line {
    /// It knows that it is connected.
    async fn connects(&self) {
        let mut changes = self.core.handed.subscribe();
        let waiting = changes.wait_for(|handed| !handed.is_empty());
        drop(
            timeout(Duration::from_secs(10), waiting)
                .await
                .expect("the bot connects"),
        );
    }

    /// Another session is begun, or the same gone on with, so often in all.
    async fn has_begun(&self, new: usize, again: usize) {
        let done = || self.discord.starts() == (new, again) && self.discord.sessions() == 1;
        self.discord
            .until("a session is begun or gone on with", done)
            .await;
    }

    fn posts(&self, words: &str) {
        self.ana.posts(&self.general, words);
    }

    async fn ends(self) -> Result<(), DiscordError> {
        self.stop.cancel();
        self.ended().await
    }

    async fn ended(self) -> Result<(), DiscordError> {
        let ended = timeout(Duration::from_secs(10), self.running).await;
        ended.expect("it ends").unwrap()
    }

    /// The bot stops, and another run begins with the same settings.
    async fn restarts(mut self, between: impl FnOnce(&Self)) -> Self {
        self.stop.cancel();
        let ended = timeout(Duration::from_secs(10), &mut self.running).await;
        ended.expect("it ends").unwrap().unwrap();
        between(&self);
        self.runs_again()
    }

    /// The bot is gone from one moment to the next, and another run begins.
    async fn dies(mut self) -> Self {
        self.running.abort();
        (&mut self.running).await.unwrap_err();
        self.runs_again()
    }

    fn runs_again(self) -> Self {
        let (core, stop) = (Core::new(), CancellationToken::new());
        let running = runs(&self.settings, &core, &stop, PULSE);
        Self {
            core,
            stop,
            running,
            ..self
        }
    }
}
