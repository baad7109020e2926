//! A writing process is killed again and again, also while it opens the folder; whatever it had
//! acknowledged must be there, and nothing may be there by halves.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::thread::sleep;
use std::time::Duration;

use bonsens_port::{
    Act, Action, ActionId, ChannelId, Commit, Committed, EventId, Extract, Family, Lang,
    MaskedFinding, MessageId, Nudge, NudgeId, NudgeState, Pseudonym, SealedAuthor, Severity, Store,
    ValueHash, WorkspaceId, Write,
};
use bonsens_sled::SledStore;
use jiff::Timestamp;
use tempfile::TempDir;

const ROUNDS: u64 = 25;
const RULE: &str = "credential.example";
/// Set for the process to be killed: the folder to write to, and the number of the round.
const FOLDER: &str = "BONSENS_TEST_FOLDER";
const ROUND: &str = "BONSENS_TEST_ROUND";

fn finding() -> MaskedFinding {
    MaskedFinding {
        rule: RULE.to_owned(),
        family: Family::Credential,
        severity: Severity::High,
        extract: Extract {
            line: 1,
            words_before: 2,
            characters: 40,
            words_after: 3,
        },
        value: ValueHash::new("a keyed hash, as long as they are in hexadecimal"),
    }
}

/// One event with a record of each kind that must come and go together.
fn commit(event: &str) -> Commit {
    let nudge = Nudge {
        id: NudgeId::new(event),
        workspace: WorkspaceId::new("w"),
        channel: ChannelId::new("c"),
        message: MessageId::new(event),
        author: Pseudonym::new("ann"),
        address: SealedAuthor::new("sealed"),
        lang: Lang::En,
        // Some too large for the log, which the database keeps in files of their own.
        findings: vec![finding(); if event.ends_with("50") { 800 } else { 1 }],
        severity: Severity::High,
        state: NudgeState::Open,
        created_at: Timestamp::UNIX_EPOCH,
        flag_at: None,
        flag: None,
    };
    let window = Action {
        id: ActionId::new(event),
        workspace: WorkspaceId::new("w"),
        run_at: Timestamp::UNIX_EPOCH,
        what: Act::EndFixWindow {
            nudge: nudge.id.clone(),
        },
    };
    let count = Write::Count {
        workspace: WorkspaceId::new("w"),
        rule: RULE.to_owned(),
        day: jiff::civil::date(2026, 1, 1),
    };
    Commit {
        claim: EventId::new(event),
        claim_until: Timestamp::MAX,
        writes: vec![Write::Nudge(nudge), Write::Enqueue(window), count],
    }
}

/// The process to be killed: several events at once, each told once acknowledged.
#[tokio::test]
#[ignore = "the other test starts it, in a process of its own"]
async fn writes_until_killed() {
    let (Ok(folder), Ok(round)) = (std::env::var(FOLDER), std::env::var(ROUND)) else {
        return;
    };
    // Ends the line the test runner has begun.
    println!();
    let store = Arc::new(SledStore::open(folder).unwrap());
    let writers: Vec<_> = (0..8)
        .map(|writer| {
            let (store, round) = (Arc::clone(&store), round.clone());
            tokio::spawn(async move {
                for number in 0.. {
                    let event = format!("{round}-{writer}-{number}");
                    let done = store.commit(commit(&event)).await.unwrap();
                    assert_eq!(done, Committed::Applied, "{event} is new");
                    println!("acknowledged {event}");
                }
            })
        })
        .collect();
    for writer in writers {
        writer.await.unwrap();
    }
}

/// Starts a writer, kills it after a while, and returns the events it said were acknowledged.
fn write_and_kill(folder: &Path, round: u64, after: Duration) -> Vec<String> {
    let told = folder.with_extension("told");
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "writes_until_killed", "--ignored", "--nocapture"])
        .env(FOLDER, folder)
        .env(ROUND, round.to_string())
        .stdout(File::create(&told).unwrap())
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap();
    sleep(after);
    let ended = child.try_wait().unwrap();
    assert!(ended.is_none(), "round {round}: the writer ended by itself");
    child.kill().unwrap();
    child.wait().unwrap();
    let told = fs::read_to_string(&told).unwrap();
    // The last line may have been cut short.
    let whole = told
        .split_inclusive('\n')
        .filter_map(|line| line.strip_suffix('\n'));
    whole
        .filter_map(|line| line.strip_prefix("acknowledged "))
        .map(str::to_owned)
        .collect()
}

#[tokio::test]
async fn what_was_acknowledged_survives_a_kill() {
    let temporary = TempDir::new().unwrap();
    let folder = temporary.path().join("data");
    let mut acknowledged = Vec::new();
    let mut random = 0x5eed_u64;
    let (mut unfinished, mut large) = (0, 0);
    let mut unheard = 0;
    for round in 0..ROUNDS {
        // A linear congruence: the same moments at each run, as far as a scheduler allows.
        random = random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let draw = random >> 33;
        // Opening takes some 50 ms: every other kill falls into it.
        let after = if round % 2 == 0 {
            Duration::from_micros(draw % 60_000)
        } else {
            Duration::from_millis(50 + draw % 350)
        };
        acknowledged.extend(write_and_kill(&folder, round, after));
        unfinished += files_ending(&folder.join("records"), ".generating");
        large = files_ending(&folder.join("records/blobs"), "");

        let store =
            SledStore::open(&folder).unwrap_or_else(|error| panic!("round {round}: {error}"));
        for event in &acknowledged {
            let nudge = store.nudge(&NudgeId::new(event)).await.unwrap();
            assert!(nudge.is_some(), "round {round}: {event} is lost");
        }
        if let Some(last) = acknowledged.last() {
            let again = store.commit(commit(last)).await.unwrap();
            assert_eq!(again, Committed::AlreadyClaimed, "round {round}: {last}");
        }
        let nudges = store.nudges_by(&Pseudonym::new("ann")).await.unwrap().len();
        let due = store
            .lease_due(Timestamp::UNIX_EPOCH, Duration::ZERO, usize::MAX)
            .await
            .unwrap();
        assert_eq!(due.len(), nudges, "round {round}: actions and nudges");
        let counted = store.count(&WorkspaceId::new("w"), RULE).await.unwrap();
        assert_eq!(counted, nudges as u64, "round {round}: counts and nudges");
        unheard = nudges - acknowledged.len();
    }
    assert!(!acknowledged.is_empty(), "no writer lived long enough");
    println!(
        "{ROUNDS} kills, {} events acknowledged and found, {unheard} written unheard, \
         {unfinished} unfinished snapshots, {large} large records apart",
        acknowledged.len()
    );
}

fn files_ending(folder: &Path, ending: &str) -> usize {
    let Ok(files) = fs::read_dir(folder) else {
        return 0;
    };
    let names = files.map(|file| file.unwrap().file_name());
    names
        .filter(|name| name.to_string_lossy().ends_with(ending))
        .count()
}
