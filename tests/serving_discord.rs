//! `bonsens run` in a process of its own, before a Discord that runs in the test: what it goes on with
//! after it was stopped or killed.

#![cfg(all(unix, feature = "discord", feature = "sled"))]
#![expect(
    clippy::unwrap_used,
    reason = "a story that can't go on should stop loudly"
)]

use std::process::{Child, Command, Stdio};

use bonsens_fake_discord::{Channel, FakeDiscord, Person, Server};
use tempfile::TempDir;

#[path = "common/process.rs"]
mod process;

use process::{ends, holds, text};

const PASSWORD: &str = "the wifi password is Tournesol!42";

struct Site {
    discord: FakeDiscord,
    ana: Person,
    ben: Person,
    general: Channel,
    moderators: Channel,
    folder: TempDir,
}

async fn site() -> Site {
    let discord = FakeDiscord::start().await.unwrap();
    let acme: Server = discord.server("Acme");
    let (ana, ben) = (acme.member("ana"), acme.member("ben"));
    let (general, moderators) = (acme.channel("general"), acme.channel("moderators"));
    let role = acme.role("moderators", 0);
    let folder = TempDir::new().unwrap();
    let config = format!(
        r#"
lang = "en"
data = "kept"
[policy]
mode = "nudge-and-flag"
fix_window = {{ high = "0s" }}
[accountability]
staff_informed = {{ on = 2026-01-05, reference = "note 12" }}
representatives_consulted = {{ on = 2026-01-12, reference = "minutes" }}
impact_assessed = {{ on = 2026-01-20, reference = "assessment" }}
[discord]
api_url = "{}"
bot_token = {{ env = "TEST_BOT_TOKEN" }}
[[discord.server]]
id = "{}"
moderators_channel = "{}"
moderators_role = "{}"
"#,
        discord.api_url(),
        acme.id(),
        moderators.id(),
        role.id(),
    );
    std::fs::write(folder.path().join("bonsens.toml"), config).unwrap();
    Site {
        discord,
        ana,
        ben,
        general,
        moderators,
        folder,
    }
}

fn nudges(who: &Person) -> usize {
    let told = who.told();
    let nudges = told
        .iter()
        .filter(|seen| seen.words.contains("A private word"));
    nudges.count()
}

impl Site {
    fn bonsens(&self, command: &str) -> Command {
        let mut bonsens = Command::new(env!("CARGO_BIN_EXE_bonsens"));
        bonsens
            .arg(command)
            .arg("--config")
            .arg(self.folder.path().join("bonsens.toml"))
            .env("TEST_BOT_TOKEN", self.discord.bot_token())
            .env("LC_ALL", "en_GB.UTF-8")
            .env("BONSENS_LOG", "debug")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        bonsens
    }

    /// Starts the bot, and waits until it is connected.
    async fn starts(&self) -> Child {
        let child = self.bonsens("run").spawn().unwrap();
        let connected = || self.discord.sessions() > 0;
        self.discord.until("the bot connects", connected).await;
        child
    }

    async fn is_gone(&self) {
        let gone = || self.discord.connections() == 0;
        self.discord.until("its connection is gone", gone).await;
    }

    fn flags(&self) -> usize {
        let shown = self.moderators.messages();
        shown
            .iter()
            .filter(|seen| seen.from_app && !seen.words.is_empty())
            .count()
    }

    async fn are_told(&self, each: [usize; 2], flags: usize) {
        let told = || {
            let now = [nudges(&self.ana), nudges(&self.ben)];
            now == each && self.flags() == flags
        };
        self.discord.until("they are told", told).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_happens_while_a_killed_bot_is_away_is_seen_once_it_is_back() {
    let site = site().await;
    let bot = site.starts().await;
    site.ana.posts(&site.general, PASSWORD);
    site.are_told([1, 0], 1).await;
    site.discord.quiet().await;
    // Its place in the stream is kept a moment after it moved.
    let kept = || std::fs::read_dir(site.folder.path().join("kept")).unwrap();
    let session = || {
        let mut files = kept().filter_map(Result::ok);
        files.any(|file| file.file_name() == "discord-session.json")
    };
    site.discord
        .until("its place is kept", || {
            site.discord.advance(std::time::Duration::ZERO);
            session()
        })
        .await;
    assert_eq!(ends(bot, "-KILL").status.code(), None);
    site.is_gone().await;
    site.ben.posts(
        &site.general,
        "the door code is 4821#, the password is Lys!77bleu",
    );
    assert_eq!(nudges(&site.ben), 0);

    let bot = site.starts().await;
    site.are_told([1, 1], 2).await;
    site.discord.quiet().await;
    assert_eq!(nudges(&site.ana), 1, "what was seen is not seen again");
    assert_eq!(site.discord.starts(), (1, 1), "it went on where it was");
    let ended = ends(bot, "-TERM");
    let log = text(&ended.stderr);
    assert_eq!(ended.status.code(), Some(0), "{log}");
    assert!(!log.contains("Lys!77bleu"), "{log}");
    for word in ["Tournesol", "Lys!77bleu"] {
        assert!(!holds(site.folder.path(), word), "nothing of it is kept");
    }
    site.discord.assert_well_behaved();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_that_is_restarted_misses_nothing() {
    let site = site().await;
    let bot = site.starts().await;
    site.ana.posts(&site.general, PASSWORD);
    site.are_told([1, 0], 1).await;
    let ended = ends(bot, "-TERM");
    assert_eq!(ended.status.code(), Some(0), "{}", text(&ended.stderr));
    site.is_gone().await;
    site.ben.posts(&site.general, "our password is Lys!77bleu");
    let bot = site.starts().await;
    site.are_told([1, 1], 2).await;
    assert_eq!(site.discord.starts(), (1, 1));
    assert_eq!(ends(bot, "-TERM").status.code(), Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_can_not_be_served_is_told_at_once() {
    let site = site().await;
    site.discord.allows_intents(0);
    let ended = site.bonsens("run").output().unwrap();
    let error = text(&ended.stderr);
    assert_eq!(ended.status.code(), Some(2), "{error}");
    assert!(error.contains("Message Content Intent"), "{error}");

    let ended = site.bonsens("doctor").output().unwrap();
    let (out, error) = (text(&ended.stdout), text(&ended.stderr));
    assert_eq!(ended.status.code(), Some(1), "{out}{error}");
    assert!(out.contains("Message Content Intent"), "{out}");

    site.discord.revokes_token(true);
    let ended = site.bonsens("run").output().unwrap();
    let error = text(&ended.stderr);
    assert_eq!(ended.status.code(), Some(2), "{error}");
    assert!(error.contains("does not accept the bot token"), "{error}");
}
