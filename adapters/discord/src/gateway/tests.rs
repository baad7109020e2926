//! Links that go silent, end without a word, are refused or told to go; and what a restart brings
//! back.

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
    hello: Duration::from_millis(300),
    answer: Duration::from_millis(300),
    worked: Duration::from_secs(30),
    invalid: Duration::from_millis(2),
    between: Duration::from_millis(2),
    ending: Duration::from_millis(100),
};

fn runs(
    settings: &Settings,
    core: &Core,
    stop: &CancellationToken,
) -> JoinHandle<Result<(), DiscordError>> {
    let gateway = Gateway {
        rest: Arc::new(Rest::new(settings).unwrap()),
        settings: Arc::new(settings.clone()),
        intents: GatewayIntents::GUILDS
            | GatewayIntents::GUILD_MESSAGES
            | GatewayIntents::MESSAGE_CONTENT,
        wanted: WANTED,
        pulse: PULSE,
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

/// A bot that is told to connect.
async fn begun(prepare: impl FnOnce(&FakeDiscord, &mut Settings)) -> Line {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let heartbeat_every = Duration::from_millis(150);
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
        running: runs(&settings, &core, &stop),
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
        let (core, stop) = (Core::new(), CancellationToken::new());
        let running = runs(&self.settings, &core, &stop);
        Self {
            running,
            core,
            stop,
            ..self
        }
    }
}

#[tokio::test]
async fn the_bot_is_named_first_and_events_come_in_order() {
    let line = connected().await;
    line.posts("one");
    line.posts("two");
    line.core.hears(&["one", "two"]).await;
    let first = line.core.handed.borrow()[0].clone();
    assert_eq!(first, ("READY".to_owned(), line.discord.bot_user()));
    line.discord.quiet().await;
    line.discord.assert_well_behaved();
    let heard = line.discord.heard();
    let identify = heard.iter().find(|heard| heard.op == 2).unwrap();
    assert_eq!(identify.data["shard"], serde_json::json!([0, 1]));
    line.ends().await.unwrap();
}

#[tokio::test]
async fn what_happens_while_a_link_is_down_comes_with_the_next() {
    for how in ["an empty frame", "4000", "4008", "nothing", "reconnect"] {
        let line = connected().await;
        line.posts("one");
        line.core.hears(&["one"]).await;
        match how {
            "an empty frame" => line.discord.closes(None),
            "4000" => line.discord.closes(Some(4_000)),
            "4008" => line.discord.closes(Some(4_008)),
            "nothing" => line.discord.drop_connections(),
            _ => line.discord.asks_to_reconnect(),
        }
        line.discord
            .until("it is gone", || line.discord.sessions() == 0)
            .await;
        line.posts("two");
        line.has_begun(1, 1).await;
        line.posts("three");
        line.core.hears(&["one", "two", "three"]).await;
        let heard = line.discord.heard();
        let resume = heard.iter().find(|heard| heard.op == 6).unwrap();
        assert!(resume.at_resume_url, "{how}: Discord says where to go on");
        line.ends().await.unwrap();
    }
}

#[tokio::test]
async fn links_that_end_at_once_are_not_opened_ever_faster() {
    let line = connected().await;
    let started = Instant::now();
    for again in 1..=3 {
        line.discord.closes(None);
        line.has_begun(1, again).await;
    }
    // An eighth of a second, a quarter and a half, at the least.
    assert!(started.elapsed() >= Duration::from_millis(875));
    line.ends().await.unwrap();
}

#[tokio::test]
async fn a_link_that_goes_silent_is_given_up_and_gone_on_with() {
    let line = connected().await;
    line.discord.gateway_is(Links::Silent);
    line.posts("one");
    line.discord
        .until("it is given up", || line.discord.connections() == 0)
        .await;
    line.discord.gateway_is(Links::Working);
    line.discord
        .until("it goes on", || line.discord.sessions() == 1)
        .await;
    line.core.hears(&["one"]).await;
    assert_eq!(line.discord.starts().0, 1, "no other session was begun");
    line.ends().await.unwrap();
}

#[tokio::test]
async fn a_link_that_is_refused_or_says_no_hello_is_opened_again() {
    for links in [
        Links::Refused,
        Links::Unavailable,
        Links::Slow(Duration::from_secs(3)),
    ] {
        let line = connected().await;
        line.discord.gateway_is(links);
        line.discord.drop_connections();
        tokio::time::sleep(Duration::from_millis(400)).await;
        assert_eq!(line.discord.sessions(), 0);
        line.discord.gateway_is(Links::Working);
        line.posts("one");
        line.core.hears(&["one"]).await;
        assert_eq!(line.discord.starts().0, 1);
        line.ends().await.unwrap();
    }
}

#[tokio::test]
async fn a_session_that_is_not_valid_is_gone_on_with_or_replaced_as_discord_says() {
    let line = connected().await;
    line.discord.invalidates_sessions(true);
    line.has_begun(1, 1).await;
    line.discord.invalidates_sessions(false);
    line.has_begun(2, 1).await;
    for (new, code) in [(3, 4_007), (4, 4_009)] {
        line.discord.closes(Some(code));
        line.has_begun(new, 1).await;
    }
    line.posts("one");
    line.core.hears(&["one"]).await;
    line.ends().await.unwrap();
}

#[tokio::test]
async fn a_session_discord_has_forgotten_is_replaced() {
    let line = connected().await;
    line.discord.forgets_sessions();
    line.discord.drop_connections();
    line.has_begun(2, 1).await;
    line.posts("one");
    line.core.hears(&["one"]).await;
    line.ends().await.unwrap();
}

#[tokio::test]
async fn what_is_not_turned_on_for_the_application_ends_with_its_explanation() {
    let line = begun(|discord, _| discord.allows_intents(0)).await;
    let error = line.ended().await.unwrap_err();
    assert!(
        matches!(error, DiscordError::Intents { members: false }),
        "{error}"
    );
    assert!(
        error.to_string().contains("Message Content Intent"),
        "{error}"
    );
}

#[tokio::test]
async fn a_token_that_is_not_accepted_ends_it_at_the_start_and_later() {
    let line = begun(|discord, _| discord.revokes_token(true)).await;
    assert!(matches!(line.ended().await, Err(DiscordError::BotToken)));
    let line = connected().await;
    line.discord.revokes_token(true);
    line.discord.drop_connections();
    assert!(matches!(line.ended().await, Err(DiscordError::BotToken)));
}

#[tokio::test]
async fn what_can_never_work_ends_it() {
    let line = connected().await;
    line.discord.closes(Some(4_012));
    assert!(matches!(
        line.ended().await,
        Err(DiscordError::Closed { code: 4_012 })
    ));
}

#[tokio::test]
async fn where_the_gateway_is_is_asked_until_discord_says_so() {
    let line = begun(|discord, _| {
        discord.fail("GET /gateway/bot", 1, Fault::ServerError(502));
        discord.fail("GET /gateway/bot", 1, Fault::Dropped);
    });
    let line = line.await;
    line.connects().await;
    assert_eq!(line.discord.calls("GET /gateway/bot").len(), 3);
    line.ends().await.unwrap();
}

#[tokio::test]
async fn no_other_host_is_ever_called() {
    for address in [
        "wss://gateway.discord.gg",
        "ws://example.org",
        "http://127.0.0.1:9",
    ] {
        let line = begun(|_, settings| settings.gateway_url = Some(address.to_owned())).await;
        let ended = line.ended().await;
        assert!(
            matches!(ended, Err(DiscordError::GatewayAddress(_))),
            "{address}"
        );
    }
}

#[tokio::test]
async fn a_restart_brings_back_what_was_not_settled_and_only_that() {
    let line = begun(|_, settings| settings.session_file = Some(file("restart"))).await;
    line.connects().await;
    line.core.holds.lock().unwrap().insert("two".to_owned());
    line.posts("one");
    line.posts("two");
    line.core.hears(&["one", "two"]).await;
    let line = line.restarts(|line| line.posts("three")).await;
    line.core.hears(&["two", "three"]).await;
    let first = line.core.handed.borrow()[0].clone();
    assert_eq!(first, ("READY".to_owned(), line.discord.bot_user()));
    line.has_begun(1, 1).await;
    line.discord.quiet().await;
    let line = line.restarts(|_| ()).await;
    line.posts("four");
    line.core.hears(&["four"]).await;
    assert_eq!(line.discord.starts(), (1, 2), "it is one session all along");
    line.ends().await.unwrap();
}

#[tokio::test]
async fn what_came_after_an_open_event_comes_again_with_it() {
    let line = begun(|_, settings| settings.session_file = Some(file("open"))).await;
    line.connects().await;
    line.core.holds.lock().unwrap().insert("one".to_owned());
    line.posts("one");
    line.posts("two");
    line.core.hears(&["one", "two"]).await;
    let line = line.restarts(|_| ()).await;
    line.core.hears(&["one", "two"]).await;
    line.ends().await.unwrap();
}

#[tokio::test]
async fn a_session_that_is_forgotten_or_too_old_is_not_gone_on_with() {
    let line = begun(|_, settings| settings.session_file = Some(file("forgotten"))).await;
    line.connects().await;
    let line = line.restarts(|line| line.discord.forgets_sessions()).await;
    line.has_begun(2, 1).await;
    line.discord.quiet().await;
    let line = line.restarts(|line| {
        let book = Book::open(
            line.settings.session_file.clone(),
            1,
            jiff::Timestamp::now(),
        );
        let facts: Facts = book.of(0).unwrap().facts.clone();
        let old = jiff::Timestamp::now() - Duration::from_mins(6);
        let old = crate::session::Session::new(facts, 1, old);
        book.set(0, Some(Arc::new(old)));
        book.write().unwrap();
    });
    let line = line.await;
    line.has_begun(3, 1).await;
    line.posts("one");
    line.core.hears(&["one"]).await;
    line.ends().await.unwrap();
}

#[tokio::test]
async fn an_event_that_is_not_taken_comes_again_and_others_do_not_wait_for_it() {
    let line = connected().await;
    line.core.refuses.lock().unwrap().insert("one".to_owned());
    line.posts("one");
    line.posts("two");
    line.core.hears(&["one", "two", "one"]).await;
    line.ends().await.unwrap();
}

#[tokio::test]
async fn an_event_that_is_under_way_is_not_handed_over_again_when_a_link_ends() {
    let line = connected().await;
    line.core.holds.lock().unwrap().insert("one".to_owned());
    line.posts("one");
    line.core.hears(&["one"]).await;
    line.discord.closes(None);
    line.has_begun(1, 1).await;
    line.posts("two");
    line.core.hears(&["one", "two"]).await;
    line.ends().await.unwrap();
}

#[tokio::test]
async fn when_too_many_wait_no_more_are_read_and_the_link_stays() {
    let line = connected().await;
    line.core.opens.send_replace(false);
    for n in 0..600 {
        line.posts(&n.to_string());
    }
    let beats = || {
        line.discord
            .heard()
            .iter()
            .filter(|heard| heard.op == 1)
            .count()
    };
    let full = || line.core.heard().len() == 512;
    line.discord.until("no more are read", full).await;
    let before = beats();
    line.discord
        .until("the heart goes on", || beats() >= before + 5)
        .await;
    assert_eq!(line.core.heard().len(), 512);
    line.core.opens.send_replace(true);
    let all: Vec<_> = (0..600).map(|n| n.to_string()).collect();
    line.core
        .hears(&all.iter().map(String::as_str).collect::<Vec<_>>())
        .await;
    assert_eq!(line.discord.starts(), (1, 0));
    line.ends().await.unwrap();
}

#[tokio::test]
async fn each_shard_has_its_link() {
    let line = begun(|discord, _| discord.wants_shards(3)).await;
    line.discord
        .until("all connect", || line.discord.sessions() == 3)
        .await;
    let heard = line.discord.heard();
    let mut shards: Vec<_> = heard
        .iter()
        .filter(|heard| heard.op == 2)
        .map(|heard| heard.data["shard"].to_string())
        .collect();
    shards.sort();
    assert_eq!(shards, ["[0,3]", "[1,3]", "[2,3]"]);
    line.discord.closes(Some(4_004));
    assert!(
        matches!(line.ended().await, Err(DiscordError::BotToken)),
        "all end"
    );
}

#[test]
fn a_dead_peer_is_noticed_a_few_seconds_after_a_heartbeat() {
    assert!(Pulse::default().answer <= Duration::from_secs(5));
}
