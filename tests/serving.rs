//! `bonsens run` as an admin starts and stops it, in a process of its own, before a Slack that runs in
//! the test.

#![cfg(all(unix, feature = "slack", feature = "sled"))]
#![expect(
    clippy::unwrap_used,
    reason = "a story that can't go on should stop loudly"
)]

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use bonsens_fake_slack::{FakeSlack, Fault, Options, Person, Room, RoomKind, Team};
use tempfile::TempDir;

#[path = "common/process.rs"]
mod process;

use process::{ends, holds, text};

const PASSWORD: &str = "the wifi password is Tournesol!42";

struct Site {
    slack: FakeSlack,
    team: Team,
    ana: Person,
    mia: Person,
    general: Room,
    moderators: Room,
    folder: TempDir,
}

async fn site() -> Site {
    let slack = FakeSlack::start_with(Options::hurried()).await.unwrap();
    let team = slack.team("Acme");
    let (ana, mia) = (team.member("ana"), team.member("mia"));
    let general = team.room("general", RoomKind::Public, &[&ana, &mia]);
    let moderators = team.room("moderators", RoomKind::Private, &[&mia]);
    let group = team.group("moderators", &[&mia]);
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
[slack]
api_url = "{}"
app_token = {{ env = "TEST_APP_TOKEN" }}
[[slack.workspace]]
id = "{}"
bot_token = {{ env = "TEST_BOT_TOKEN" }}
moderators_channel = "{}"
moderators_group = "{group}"
"#,
        slack.api_url(),
        team.id(),
        moderators.id(),
    );
    std::fs::write(folder.path().join("bonsens.toml"), config).unwrap();
    Site {
        slack,
        team,
        ana,
        mia,
        general,
        moderators,
        folder,
    }
}

impl Site {
    fn bonsens(&self, command: &str) -> Command {
        let mut bonsens = Command::new(env!("CARGO_BIN_EXE_bonsens"));
        bonsens
            .arg(command)
            .arg("--config")
            .arg(self.folder.path().join("bonsens.toml"))
            .env("TEST_APP_TOKEN", self.team.app_token())
            .env("TEST_BOT_TOKEN", self.team.bot_token())
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
        let connected = || self.team.sockets() > 0;
        self.slack.until("the bot connects", connected).await;
        child
    }

    fn flags(&self) -> usize {
        let shown = self.moderators.messages();
        shown.iter().filter(|message| message.from_app).count()
    }

    fn nudges(&self) -> usize {
        let seen = self.ana.sees(&self.general);
        seen.iter().filter(|message| message.only_you).count()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_bot_is_started_serves_and_ends_in_order() {
    let site = site().await;
    let bot = site.starts().await;
    site.ana.posts(&site.general, PASSWORD);
    let told = || site.nudges() == 1 && site.flags() == 1;
    site.slack
        .until("ana and the moderators are told", told)
        .await;
    site.slack.quiet().await;

    let ended = ends(bot, "-TERM");
    let (out, log) = (text(&ended.stdout), text(&ended.stderr));
    assert_eq!(ended.status.code(), Some(0), "{out}{log}");
    assert!(out.contains("at work, in mode nudge-and-flag"), "{out}");
    assert!(out.contains("Nothing was left behind"), "{out}");
    assert!(log.contains("event decided"), "{log}");
    assert!(
        !log.contains("Tournesol") && !out.contains("Tournesol"),
        "{log}"
    );
    assert!(
        !holds(site.folder.path(), "Tournesol"),
        "nothing of it is kept"
    );
    site.slack.assert_well_behaved();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_bot_goes_on_where_it_was_with_the_same_key() {
    let site = site().await;
    let bot = site.starts().await;
    let message = site.ana.posts(&site.general, PASSWORD);
    let told = || site.nudges() == 1 && site.flags() == 1;
    site.slack
        .until("ana and the moderators are told", told)
        .await;
    let flag = site.moderators.messages().remove(0).ts;
    let press = site.mia.presses(&site.moderators, &flag, "bonsens:take");
    press.unwrap();
    let taken = || {
        site.moderators.messages()[0]
            .words
            .contains("A moderator has it")
    };
    site.slack.until("the flag changes", taken).await;
    site.slack.quiet().await;
    let killed = ends(bot, "-KILL");
    assert_eq!(killed.status.code(), None);
    let gone = || site.team.sockets() == 0;
    site.slack.until("its socket is gone", gone).await;

    let bot = site.starts().await;
    site.ana.deletes(&site.general, &message).unwrap();
    let thanked = || {
        let flags = site.moderators.messages();
        flags
            .iter()
            .any(|flag| flag.words.contains("Fixed by its author"))
    };
    site.slack.until("the flag settles", thanked).await;
    assert_eq!(site.flags(), 1, "in the message it was shown in");
    assert_eq!(ends(bot, "-TERM").status.code(), Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_decided_before_a_kill_is_shown_after_it_and_once() {
    let site = site().await;
    let mut bot = site.starts().await;
    for method in ["chat.postEphemeral", "chat.postMessage"] {
        site.slack.fail(method, usize::MAX, Fault::ServerError);
    }
    site.ana.posts(&site.general, PASSWORD);
    // The nudge and the flag are decided and kept, and can't be shown.
    let log = BufReader::new(bot.stderr.take().unwrap()).lines();
    let put_off = log.filter(|line| line.as_ref().unwrap().contains("action put off"));
    assert_eq!(put_off.take(2).count(), 2);
    bot.kill().unwrap();
    bot.wait().unwrap();
    let gone = || site.team.sockets() == 0;
    site.slack.until("its socket is gone", gone).await;
    assert_eq!((site.nudges(), site.flags()), (0, 0));

    site.slack.stop_failing();
    let bot = site.starts().await;
    let told = || site.nudges() == 1 && site.flags() == 1;
    site.slack
        .until("ana and the moderators are told", told)
        .await;
    let ended = ends(bot, "-TERM");
    assert_eq!(ended.status.code(), Some(0), "{}", text(&ended.stderr));
    assert_eq!((site.nudges(), site.flags()), (1, 1), "once each");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_can_not_be_served_is_told_at_once() {
    let site = site().await;
    site.slack.refuse_tokens(Some("invalid_auth"));
    let ended = site.bonsens("run").output().unwrap();
    let error = text(&ended.stderr);
    assert_eq!(ended.status.code(), Some(2), "{error}");
    assert!(error.contains("does not accept the bot token"), "{error}");

    let ended = site.bonsens("doctor").output().unwrap();
    let (out, error) = (text(&ended.stdout), text(&ended.stderr));
    assert_eq!(ended.status.code(), Some(1), "{out}{error}");
    assert!(out.contains("Slack refuses the bot's token"), "{out}");
}
