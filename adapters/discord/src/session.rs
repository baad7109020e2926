//! Where in Discord's stream of events the bot is, kept in a file: a restart goes on from there, and
//! what was not settled comes again. Ids and numbers only.

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tokio::sync::Notify;
use tokio::time::{MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;
use tracing::warn;

use crate::gateway::Place;

/// The most often the file is written.
const OFTEN: Duration = Duration::from_secs(1);
/// Age after which Discord has forgotten a session nobody is connected to.
const FORGOTTEN: Duration = Duration::from_mins(5);

/// A session of Discord's, and the place in it.
#[derive(Debug)]
pub struct Session {
    /// Everything but the place.
    pub facts: Facts,
    /// The place in it.
    pub place: Place,
    /// When it was last known to be alive.
    alive: Mutex<Timestamp>,
}

/// What stays the same as long as a session lasts.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Its id. Worthless without the token, and still in no log.
    pub id: String,
    /// Where it is gone on with.
    pub address: String,
    /// The bot, as people see it.
    pub user: String,
    /// The application the bot belongs to.
    pub application: String,
}

/// A session as the file has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Kept {
    #[serde(flatten)]
    facts: Facts,
    /// Everything up to here is settled.
    seq: u64,
    at: Timestamp,
}

/// The file: one session a shard, where it has one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Page {
    shards: Vec<Option<Kept>>,
}

/// The file, and what is to be in it.
#[derive(Debug)]
pub struct Book {
    file: Option<PathBuf>,
    sessions: Mutex<Vec<Option<Arc<Session>>>>,
    written: Mutex<Page>,
    /// There is another session: its first event is soon to come.
    turned: Notify,
}

impl std::fmt::Debug for Facts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut facts = f.debug_struct("Facts");
        facts.field("user", &self.user).finish_non_exhaustive()
    }
}

impl Session {
    /// A session of which everything up to here is settled.
    pub fn new(facts: Facts, seq: u64, at: Timestamp) -> Self {
        Self {
            facts,
            place: Place::at(seq),
            alive: Mutex::new(at),
        }
    }

    /// Discord knows it at this time.
    pub fn is_alive(&self, at: Timestamp) {
        *lock(&self.alive) = at;
    }

    fn kept(&self) -> Kept {
        Kept {
            facts: self.facts.clone(),
            seq: self.place.kept(),
            at: *lock(&self.alive),
        }
    }
}

impl Book {
    /// Opens the book for this many shards. What Discord has forgotten since, or what was kept for
    /// another number of shards, is of no use.
    pub fn open(file: Option<PathBuf>, shards: usize, now: Timestamp) -> Self {
        let page = file.as_deref().map(read).unwrap_or_default();
        let same = page.shards.len() == shards;
        let kept = page.shards.iter().flatten().count();
        let mut sessions = vec![None; shards];
        for (place, kept) in sessions.iter_mut().zip(&page.shards) {
            *place = kept
                .clone()
                .filter(|kept| same && is_fresh(kept, now))
                .map(|kept| Arc::new(Session::new(kept.facts, kept.seq, kept.at)));
        }
        let lost = kept - sessions.iter().flatten().count();
        if lost > 0 {
            warn!(
                sessions = lost,
                "the last run is too long ago, or had another number of shards: \
                 what happened since was not seen"
            );
        }
        Self {
            file,
            sessions: Mutex::new(sessions),
            written: Mutex::new(page),
            turned: Notify::new(),
        }
    }

    /// The session of a shard.
    pub fn of(&self, shard: usize) -> Option<Arc<Session>> {
        lock(&self.sessions).get(shard)?.clone()
    }

    /// Sets the session of a shard.
    pub fn set(&self, shard: usize, session: Option<Arc<Session>>) {
        if let Some(place) = lock(&self.sessions).get_mut(shard) {
            *place = session;
        }
        self.turned.notify_one();
    }

    /// Writes what changes, once a second and when a session begins, until told to stop. What changes after that is for `write`.
    pub async fn keep(&self, stop: CancellationToken) {
        let mut often = interval(OFTEN);
        often.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut failing = false;
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                _ = often.tick() => {}
                () = self.turned.notified() => {}
            }
            let kept = self.write();
            // Said once, not every second; all works until a restart.
            if let Err(error) = &kept
                && !failing
            {
                warn!(%error, "the place in Discord's events can't be kept");
            }
            failing = kept.is_err();
        }
    }

    /// Writes the file, where something changed. It is small, and quickly written.
    pub fn write(&self) -> io::Result<()> {
        let Some(file) = &self.file else {
            return Ok(());
        };
        let shards = lock(&self.sessions)
            .iter()
            .map(|session| session.as_ref().map(|session| session.kept()))
            .collect();
        let page = Page { shards };
        let mut written = lock(&self.written);
        if *written != page
            && (!written.shards.is_empty() || page.shards.iter().any(Option::is_some))
        {
            replace(file, &serde_json::to_string(&page)?)?;
            *written = page;
        }
        Ok(())
    }
}

/// Discord may still know it.
fn is_fresh(kept: &Kept, now: Timestamp) -> bool {
    let age = now.duration_since(kept.at);
    age <= jiff::SignedDuration::try_from(FORGOTTEN).unwrap_or_default()
}

fn read(file: &Path) -> Page {
    let text = match fs::read(file) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Page::default(),
        Err(error) => {
            warn!(%error, "the place in Discord's events can't be read");
            return Page::default();
        }
    };
    serde_json::from_slice(&text).unwrap_or_else(|_| {
        warn!("the file with the place in Discord's events is none: it is begun anew");
        Page::default()
    })
}

/// Written aside and moved in whole: half a place is none. Not forced to the disk: when the machine
/// itself goes down, Discord has forgotten the session by the time it is up again.
fn replace(file: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut part = file.as_os_str().to_owned();
    part.push(".part");
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut open = options.open(&part)?;
    open.write_all(text.as_bytes())?;
    drop(open);
    fs::rename(&part, file)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    const THEN: Timestamp = Timestamp::UNIX_EPOCH;

    fn session(seq: u64) -> Arc<Session> {
        let facts = Facts {
            id: "a-session".to_owned(),
            address: "wss://gateway.discord.gg".to_owned(),
            user: "1".to_owned(),
            application: "2".to_owned(),
        };
        Arc::new(Session::new(facts, seq, THEN))
    }

    fn file(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("bonsens-session-{}", std::process::id()));
        let file = folder.join(name);
        let _ = fs::remove_file(&file);
        file
    }

    #[test]
    fn the_place_is_found_again_by_the_same_number_of_shards() {
        let file = file("found");
        let book = Book::open(Some(file.clone()), 2, THEN);
        let live = session(7);
        book.set(1, Some(live.clone()));
        assert!(live.place.came(8) && live.place.came(9));
        live.place.settled(9);
        book.write().unwrap();
        let again = Book::open(Some(file.clone()), 2, THEN);
        assert!(again.of(0).is_none());
        let found = again.of(1).unwrap();
        assert_eq!(found.facts, live.facts);
        assert_eq!(found.place.last(), 7, "what was not settled is not past");
        assert!(Book::open(Some(file.clone()), 3, THEN).of(1).is_none());
        book.set(1, None);
        book.write().unwrap();
        assert!(Book::open(Some(file), 2, THEN).of(1).is_none());
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_reads_it_and_nothing_is_written_in_vain() {
        use std::os::unix::fs::PermissionsExt;
        let file = file("private");
        let book = Book::open(Some(file.clone()), 1, THEN);
        book.write().unwrap();
        assert!(!file.exists(), "there is nothing to keep");
        let live = session(1);
        book.set(0, Some(live.clone()));
        book.write().unwrap();
        let mode = fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        fs::remove_file(&file).unwrap();
        book.write().unwrap();
        assert!(!file.exists(), "nothing changed");
        live.place.came(2);
        live.place.settled(2);
        book.write().unwrap();
        assert!(file.exists());
    }

    #[test]
    fn a_spoilt_file_is_as_good_as_none() {
        let file = file("spoilt");
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, "{\"shards\":[{\"id\":").unwrap();
        assert!(Book::open(Some(file), 1, THEN).of(0).is_none());
    }

    #[test]
    fn discord_forgets_a_session_after_a_few_minutes() {
        let file = file("old");
        let book = Book::open(Some(file.clone()), 1, THEN);
        book.set(0, Some(session(1)));
        book.write().unwrap();
        let after = |minutes: u64| {
            let now = THEN + Duration::from_secs(60 * minutes);
            Book::open(Some(file.clone()), 1, now).of(0)
        };
        assert!(after(4).is_some());
        assert!(after(6).is_none());
    }
}
