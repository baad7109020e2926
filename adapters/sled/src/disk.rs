//! Waiting for the disk. The database's own flush starts the write-back on Linux without waiting
//! for the device, and never waits for the records it keeps in files of their own.

use std::collections::HashSet;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use bonsens_port::StoreError;
use sled::Db;

use crate::open::{failed, sync_folder, unavailable};

/// The files of an open database.
#[derive(Debug)]
pub struct Disk {
    /// What every record is in, or is pointed to from.
    log: File,
    /// Where records too large for the log are, each in a file written once.
    large: PathBuf,
    /// Large records known to be safe.
    safe: HashSet<OsString>,
}

impl Disk {
    pub fn of(records: &Path) -> Result<Self, StoreError> {
        let log = File::open(records.join("db"));
        Ok(Self {
            log: log.map_err(|error| failed("the database", &error))?,
            large: records.join("blobs"),
            safe: HashSet::new(),
        })
    }

    /// Returns once everything applied so far would survive a power cut.
    pub fn sync(&mut self, db: &Db) -> Result<(), StoreError> {
        db.flush().map_err(|error| unavailable(&error))?;
        self.sync_large()
            .and_then(|()| self.log.sync_data())
            .map_err(|error| failed("the disk does not confirm", &error))
    }

    fn sync_large(&mut self) -> io::Result<()> {
        let mut there = HashSet::new();
        let mut added = false;
        for entry in fs::read_dir(&self.large)? {
            let entry = entry?;
            let name = entry.file_name();
            if !self.safe.contains(&name) {
                match File::open(entry.path()).and_then(|file| file.sync_all()) {
                    // Replaced by a newer one in the meantime.
                    Err(error) if error.kind() == ErrorKind::NotFound => continue,
                    synced => synced?,
                }
                added = true;
            }
            there.insert(name);
        }
        self.safe = there;
        if added {
            sync_folder(&self.large)
        } else {
            Ok(())
        }
    }
}
