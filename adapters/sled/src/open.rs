//! Opening the folder, whatever state the last process left it in.
//!
//! ```text
//! lock      held by the one process that uses the folder
//! format    number of the layout, read before anything is touched
//! records/  the database
//! making/   a database being created; never holds a record
//! ```

use std::fmt::Display;
use std::fs::{self, File, TryLockError};
use std::io::{ErrorKind, Write};
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use bonsens_port::StoreError;
use sled::Db;

use crate::disk::Disk;

/// The layout this version reads and writes.
const FORMAT: u32 = 1;

/// Enough for the records of a large workspace; the library's own default is a gigabyte.
const CACHE: u64 = 8 * 1024 * 1024;

/// How long a database closed a moment ago may take to let go of its file.
const LETTING_GO: Duration = Duration::from_secs(2);

/// An open database. The lock is held for as long as this lives.
pub struct Opened {
    pub db: Db,
    pub disk: Disk,
    pub lock: File,
}

pub fn open(folder: &Path) -> Result<Opened, StoreError> {
    fs::create_dir_all(folder).map_err(|error| failed("the data folder", &error))?;
    let lock = lock(folder)?;
    let records = folder.join("records");
    let there = records
        .try_exists()
        .map_err(|error| failed("the data folder", &error))?;
    check_format(folder, there)?;
    if !there {
        create(folder, &records)?;
    }
    remove_unfinished_snapshots(&records)?;
    let db = open_database(&records)?;
    let disk = Disk::of(&records)?;
    Ok(Opened { db, disk, lock })
}

/// Two processes on one folder would each believe they alone write; the second must not even tidy.
fn lock(folder: &Path) -> Result<File, StoreError> {
    let lock = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(folder.join("lock"))
        .map_err(|error| failed("the lock file", &error))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(StoreError::InUse(folder.display().to_string())),
        Err(TryLockError::Error(error)) => Err(failed("the lock file", &error)),
    }
}

fn check_format(folder: &Path, records: bool) -> Result<(), StoreError> {
    let path = folder.join("format");
    let told = match fs::read_to_string(&path) {
        Ok(told) => told,
        Err(error) if error.kind() == ErrorKind::NotFound && !records => return Ok(()),
        Err(error) => return Err(failed("the format file of the data folder", &error)),
    };
    match told.trim().parse::<u32>() {
        Ok(FORMAT) => Ok(()),
        Ok(newer) if newer > FORMAT => Err(StoreError::Newer {
            place: folder.display().to_string(),
            found: newer,
            known: FORMAT,
        }),
        _ => Err(StoreError::Corrupt(format!(
            "no known format number in {}",
            path.display()
        ))),
    }
}

/// Creates the database aside and moves it in whole, so that a kill halfway leaves nothing that
/// looks like records.
fn create(folder: &Path, records: &Path) -> Result<(), StoreError> {
    let doing = |error| failed("the data folder can't be set up", &error);
    let making = folder.join("making");
    match fs::remove_dir_all(&making) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(doing(error)),
        _ => {}
    }
    let db = open_database(&making)?;
    db.flush().map_err(|error| unavailable(&error))?;
    drop(db);
    for entry in fs::read_dir(&making).map_err(doing)? {
        let path = entry.map_err(doing)?.path();
        if path.is_file() {
            File::open(path)
                .and_then(|file| file.sync_all())
                .map_err(doing)?;
        }
    }
    sync_folder(&making).map_err(doing)?;

    let part = folder.join("format.part");
    let mut format = File::create(&part).map_err(doing)?;
    writeln!(format, "{FORMAT}").map_err(doing)?;
    format.sync_all().map_err(doing)?;
    fs::rename(&part, folder.join("format")).map_err(doing)?;
    fs::rename(&making, records).map_err(doing)?;
    sync_folder(folder).map_err(doing)
}

/// A new name is safe once its folder is; elsewhere than on Unix a folder can't be opened for it.
pub fn sync_folder(folder: &Path) -> std::io::Result<()> {
    if cfg!(unix) {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

/// A kill while the database opens can leave a half-written snapshot, which the next opening takes
/// for a corrupted one. A snapshot only saves time: every record is in the log.
fn remove_unfinished_snapshots(records: &Path) -> Result<(), StoreError> {
    let doing = |error| failed("an unfinished snapshot can't be removed", &error);
    for entry in fs::read_dir(records).map_err(doing)? {
        let entry = entry.map_err(doing)?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with("snap.") && name.ends_with(".generating") {
            fs::remove_file(entry.path()).map_err(doing)?;
        }
    }
    Ok(())
}

fn open_database(path: &Path) -> Result<Db, StoreError> {
    let config = sled::Config::new()
        .path(path)
        .cache_capacity(CACHE)
        // The writer flushes whatever it acknowledges; nothing else is waiting.
        .flush_every_ms(None);
    let patience = Instant::now() + LETTING_GO;
    loop {
        match config.open() {
            Err(error) if is_held(&error) && Instant::now() < patience => {
                sleep(Duration::from_millis(5));
            }
            Err(error) if is_held(&error) => {
                return Err(StoreError::InUse(path.display().to_string()));
            }
            opened => return opened.map_err(|error| unavailable(&error)),
        }
    }
}

/// The library tells this case apart in words alone.
fn is_held(error: &sled::Error) -> bool {
    matches!(error, sled::Error::Io(io) if io.to_string().contains("could not acquire lock"))
}

/// What the database says went wrong; it names files and system errors, never a record.
pub fn unavailable(error: &sled::Error) -> StoreError {
    match error {
        sled::Error::Corruption { .. } => StoreError::Corrupt("the database".to_owned()),
        other => failed("the database", other),
    }
}

pub fn failed(what: &str, error: &dyn Display) -> StoreError {
    StoreError::Unavailable(format!("{what}: {error}"))
}
