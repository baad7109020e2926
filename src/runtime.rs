//! Runs the core under load: events in bounded lanes, the outbox behind them, and an orderly end.
//!
//! Events of one channel go through one lane, one after the other, so that an edit can't overtake
//! its message; other channels don't wait for it. A full lane refuses, and the platform delivers
//! again: memory stays bounded, and nothing is acknowledged that isn't in the store. On the way
//! down, what was taken in is decided and what is due is shown before the last task ends.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use bonsens_port::{
    Committed, Contents, Event, Intake, Lang, NotTaken, Settings, StoreError, WorkspaceId,
};
use jiff::{SignedDuration, Timestamp};
use tokio::sync::{Mutex, Notify, mpsc, oneshot};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::{debug, error, warn};

use crate::delivery::Delivered;
use crate::engine::{Engine, EngineError};

/// Time between two sweeps of what is past its retention.
const SWEEP: SignedDuration = SignedDuration::from_hours(1);

/// How much the runtime takes on.
#[derive(Debug, Clone, Copy)]
pub struct Capacity {
    /// Lanes, each deciding one event at a time.
    pub lanes: usize,
    /// Events that may wait in a lane.
    pub queue: usize,
    /// Longest time before the outbox is looked at again without being told to.
    pub tick: Duration,
}

impl Default for Capacity {
    fn default() -> Self {
        Self {
            lanes: 16,
            queue: 256,
            tick: Duration::from_secs(1),
        }
    }
}

/// Why an event was not taken in: it must not be acknowledged, so that it comes again.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// Too much waits in its lane.
    #[error("too many events wait")]
    Full,
    /// The process is on its way down.
    #[error("the process is stopping")]
    Stopping,
    /// It could not be decided or kept.
    #[error(transparent)]
    Failed(#[from] EngineError),
}

struct Job {
    event: Event,
    reply: oneshot::Sender<Result<Committed, EngineError>>,
}

/// The core, taking events in and doing what they lead to.
#[derive(Debug)]
pub struct Runtime {
    lanes: Vec<mpsc::Sender<Job>>,
    outbox: Arc<Outbox>,
    stopping: CancellationToken,
    tasks: TaskTracker,
}

impl Runtime {
    /// Starts the tasks. Call it within a tokio runtime that keeps time.
    #[must_use]
    pub fn start(engine: Engine, capacity: Capacity) -> Self {
        let outbox = Arc::new(Outbox {
            engine,
            due: Notify::new(),
            swept: Mutex::new(None),
        });
        let (stopping, tasks) = (CancellationToken::new(), TaskTracker::new());
        let lanes = (0..capacity.lanes.max(1))
            .map(|_| {
                let (sender, jobs) = mpsc::channel(capacity.queue.max(1));
                tasks.spawn(decide(outbox.clone(), stopping.clone(), jobs));
                sender
            })
            .collect();
        tasks.spawn(deliver(outbox.clone(), stopping.clone(), capacity.tick));
        Self {
            lanes,
            outbox,
            stopping,
            tasks,
        }
    }

    /// Takes an event in. Once this returns without a refusal, the event may be acknowledged.
    pub async fn submit(&self, event: Event) -> Result<Committed, Refusal> {
        if self.stopping.is_cancelled() {
            return Err(Refusal::Stopping);
        }
        let (reply, answer) = oneshot::channel();
        let lane = &self.lanes[self.lane(&event)];
        lane.try_send(Job { event, reply }).map_err(|error| {
            warn!("an event is refused: {error}");
            match error {
                mpsc::error::TrySendError::Full(_) => Refusal::Full,
                mpsc::error::TrySendError::Closed(_) => Refusal::Stopping,
            }
        })?;
        Ok(answer.await.map_err(|_| Refusal::Stopping)??)
    }

    /// Waits until nothing is due any more: for a terminal, where what follows from a line is shown
    /// before the next.
    pub async fn settle(&self) -> Result<Delivered, StoreError> {
        self.outbox.empty().await
    }

    /// Takes nothing more in, decides what was taken in, shows what is due, and ends.
    pub async fn stop(&self) -> Result<Delivered, StoreError> {
        self.stopping.cancel();
        self.tasks.close();
        self.tasks.wait().await;
        self.outbox.empty().await
    }

    fn lane(&self, event: &Event) -> usize {
        let mut hasher = DefaultHasher::new();
        (&event.workspace, &event.channel).hash(&mut hasher);
        usize::try_from(hasher.finish() % self.lanes.len() as u64).unwrap_or_default()
    }
}

#[async_trait]
impl Intake for Runtime {
    async fn take(&self, event: Event) -> Result<(), NotTaken> {
        match self.submit(event).await {
            // A second delivery changes nothing, and is acknowledged like the first.
            Ok(Committed::Applied | Committed::AlreadyClaimed) => Ok(()),
            Err(Refusal::Full) => Err(NotTaken::Busy),
            Err(Refusal::Stopping) => Err(NotTaken::Stopping),
            Err(Refusal::Failed(_)) => Err(NotTaken::Failed),
        }
    }

    async fn is_nothing(&self, event: &Event) -> bool {
        // An event that can't be judged is taken, and refused there if it has to be.
        self.outbox.engine.is_nothing(event).await.unwrap_or(false)
    }

    async fn settings(&self, workspace: &WorkspaceId) -> Result<Settings, NotTaken> {
        let settings = self.outbox.engine.settings(workspace).await;
        settings.map_err(|error| unreadable(workspace, &error))
    }

    async fn contents(
        &self,
        workspace: &WorkspaceId,
        lang: Lang,
    ) -> Result<Vec<Contents>, NotTaken> {
        let contents = self.outbox.engine.contents(workspace, lang).await;
        contents.map_err(|error| unreadable(workspace, &error))
    }
}

fn unreadable(workspace: &WorkspaceId, error: &EngineError) -> NotTaken {
    error!(%workspace, reason = %error, "what holds here can't be read");
    NotTaken::Failed
}

/// One lane: its events, one after the other. At the end it takes nothing more in, and goes on
/// until it is empty.
async fn decide(outbox: Arc<Outbox>, stopping: CancellationToken, mut jobs: mpsc::Receiver<Job>) {
    loop {
        let job = tokio::select! {
            job = jobs.recv() => job,
            () = stopping.cancelled(), if !jobs.is_closed() => {
                jobs.close();
                continue;
            }
        };
        let Some(job) = job else { return };
        let decided = outbox.engine.accept(job.event).await;
        if let Err(error) = &decided {
            error!(reason = %error, "an event could not be decided");
        }
        // A platform that stopped waiting delivers again, and finds the claim.
        let _ = job.reply.send(decided);
        outbox.due.notify_one();
    }
}

/// Empties the outbox whenever something may be due.
async fn deliver(outbox: Arc<Outbox>, stopping: CancellationToken, tick: Duration) {
    loop {
        tokio::select! {
            () = outbox.due.notified() => {}
            () = tokio::time::sleep(tick) => {}
            () = stopping.cancelled() => return,
        }
        if let Err(error) = outbox.empty().await {
            error!(reason = %error, "the outbox waits for the store");
        }
    }
}

/// The outbox, emptied by one task at a time so that posts keep their order.
#[derive(Debug)]
struct Outbox {
    engine: Engine,
    due: Notify,
    /// When the last sweep was made; held while the outbox is emptied.
    swept: Mutex<Option<Timestamp>>,
}

impl Outbox {
    async fn empty(&self) -> Result<Delivered, StoreError> {
        let mut swept = self.swept.lock().await;
        let delivered = self.engine.deliver_due().await?;
        let now = self.engine.parts.clock.now();
        if swept.is_none_or(|last| now.duration_since(last) >= SWEEP) {
            let retention = self.engine.parts.tenants.usual().policy.retention;
            self.engine.parts.store.sweep(now, retention).await?;
            debug!("what is past its retention is forgotten");
            *swept = Some(now);
        }
        Ok(delivered)
    }
}
