//! The one thread that changes records. Making a change durable costs a wait for the disk, so
//! whatever has queued up meanwhile shares the next wait; and with a single writer, nothing comes
//! between a change's reading and its writing.

use std::iter::once;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

use bonsens_port::StoreError;
use sled::{Db, Tree};
use tokio::sync::oneshot;

use crate::disk::Disk;
use crate::open::failed;
use crate::view::View;

/// Changes that share one wait for the disk; beyond it, the first would wait on the last.
const SHARED: usize = 256;

type Job = Box<dyn FnOnce(&Tree) -> Applied + Send>;

/// A change the tree holds, and whose caller is still waiting.
struct Applied {
    /// Whether there is anything to make durable, or why the tree can't be trusted any more.
    applied: Result<bool, String>,
    acknowledge: Box<dyn FnOnce(Result<(), String>)>,
}

/// A handle on the writing thread. Dropping it waits for what was asked, then for the thread.
#[derive(Debug)]
pub struct Writer {
    jobs: Option<Sender<Job>>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    /// Starts writing to a database in these files.
    pub fn start(db: Db, mut disk: Disk) -> Result<Self, StoreError> {
        let (sender, receiver) = channel();
        let thread = std::thread::Builder::new()
            .name("store-writer".to_owned())
            .spawn(move || write_all(&db, &mut disk, &receiver))
            .map_err(|error| failed("the writing thread does not start", &error))?;
        Ok(Self {
            jobs: Some(sender),
            thread: Some(thread),
        })
    }

    /// Makes a change, and answers once it is on disk. A change that fails changes nothing.
    pub async fn write<T: Send + 'static>(
        &self,
        change: impl FnOnce(&mut View<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let (reply, answer) = oneshot::channel();
        let job: Job = Box::new(move |tree| {
            let mut view = View::new(tree);
            let outcome = change(&mut view);
            let applied = if outcome.is_ok() {
                view.apply().map_err(reason)
            } else {
                Ok(false)
            };
            let acknowledge = Box::new(move |durable: Result<(), String>| {
                let outcome = durable.map_err(StoreError::Unavailable).and(outcome);
                // A caller that stopped waiting learns at the redelivery.
                let _ = reply.send(outcome);
            });
            Applied {
                applied,
                acknowledge,
            }
        });
        let stopped = || {
            let told = "nothing is written since a disk error, until the next start";
            StoreError::Unavailable(told.to_owned())
        };
        let jobs = self.jobs.as_ref().ok_or_else(stopped)?;
        jobs.send(job).map_err(|_| stopped())?;
        answer.await.map_err(|_| stopped())?
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        drop(self.jobs.take());
        if let Some(thread) = self.thread.take() {
            // If it panicked, its callers were told when their answers were dropped.
            let _ = thread.join();
        }
    }
}

fn write_all(db: &Db, disk: &mut Disk, jobs: &Receiver<Job>) {
    while let Ok(first) = jobs.recv() {
        let round: Vec<Applied> = once(first)
            .chain(jobs.try_iter().take(SHARED - 1))
            .map(|job| job(db))
            .collect();
        let durable = make_durable(db, disk, &round).map_err(reason);
        for change in round {
            (change.acknowledge)(durable.clone());
        }
        if durable.is_err() {
            // What the tree shows and what the disk holds may differ from here on: a redelivery
            // must not be taken for one whose first delivery is safe.
            return;
        }
    }
}

fn make_durable(db: &Db, disk: &mut Disk, round: &[Applied]) -> Result<(), StoreError> {
    let mut changed = false;
    for change in round {
        match &change.applied {
            Ok(wrote) => changed |= wrote,
            Err(told) => return Err(StoreError::Unavailable(told.clone())),
        }
    }
    if changed { disk.sync(db) } else { Ok(()) }
}

/// What went wrong without the sentence around it, to be told to every caller of a round.
fn reason(error: StoreError) -> String {
    match error {
        StoreError::Unavailable(told) | StoreError::Corrupt(told) => told,
        other => other.to_string(),
    }
}
