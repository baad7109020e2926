//! From what came in to the core: in order within a channel or thread, with who did it and who reads
//! along, and told to be settled only once the core has it.
//!
//! Discord sends nothing twice within a session. So what the core does not take is tried again, in
//! its turn, until it does or the process stops; what was not settled by then comes again in the
//! next run. Only where someone waits for an answer are they told to try again themselves.

mod acts;
mod answer;
mod complete;
mod files;
mod messages;
mod questions;
mod welcome;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use bonsens_kit::{Backoff, FollowUps, Memo, Say, Stages, Turn, Turns};
use bonsens_port::{
    Audience, AuthorId, ChannelId, Event, EventId, EventKind, Intake, MessageId, NotTaken, Role,
    WorkspaceId,
};
use futures_util::future::BoxFuture;
use jiff::Timestamp;
use serde_json::value::RawValue;
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::{debug, error, warn};

use crate::commands::Registrar;
use crate::gateway::Receives;
use crate::incoming::{Act, Change, Incoming, Message, Nothing, Scene, decode};
use crate::pending::Pending;
use crate::people::{People, Place};
use crate::rest::{Failure, Rest};
use crate::settings::Settings;
use files::Files;
use welcome::Welcomes;

/// Things the core is given at once.
const AT_ONCE: usize = 64;
/// Messages whose text is recognised when they change.
const TEXTS: usize = 65_536;
/// Channels and threads with messages the core knows of, and how many in each.
const NOTED: usize = 4_096;
const NOTED_IN_ONE: usize = 256;
/// The first second of Discord's ids, in milliseconds:
/// <https://docs.discord.com/developers/reference#snowflakes>.
const EPOCH: u64 = 1_420_070_400_000;

/// How often there was nothing to do, by reason.
#[derive(Debug, Default)]
pub struct Counts(Mutex<BTreeMap<&'static str, u64>>);

impl Counts {
    fn add(&self, nothing: Nothing) {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *counts.entry(nothing.name()).or_default() += 1;
    }

    pub fn all(&self) -> BTreeMap<&'static str, u64> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

/// Why nothing more is done about something.
enum End {
    /// There is nothing to do.
    Nothing(Nothing),
    /// It must come again.
    NotTaken(NotTaken),
}

impl From<Nothing> for End {
    fn from(nothing: Nothing) -> Self {
        Self::Nothing(nothing)
    }
}

impl From<NotTaken> for End {
    fn from(reason: NotTaken) -> Self {
        Self::NotTaken(reason)
    }
}

/// One thing that happened, by someone, somewhere.
#[derive(Debug, Clone)]
struct Fact {
    /// What makes it one, however often it is delivered.
    id: String,
    server: WorkspaceId,
    channel: ChannelId,
    person: AuthorId,
    at: Timestamp,
}

/// Something to be done in its turn.
enum Work {
    Posted(Message),
    Edited(Message),
    Deleted(WorkspaceId, ChannelId, Vec<MessageId>),
    /// A channel or thread is gone, and all that is in it.
    Gone(WorkspaceId, Place),
    /// A thread may have another title.
    Renamed(WorkspaceId, ChannelId),
    Joined(WorkspaceId, AuthorId),
    Acted(Box<Act>),
}

impl Work {
    /// The line it waits in. What people press does not wait for what others write.
    fn line(&self) -> String {
        match self {
            Self::Posted(message) | Self::Edited(message) => message.room.to_string(),
            Self::Deleted(_, room, _) | Self::Renamed(_, room) => room.to_string(),
            Self::Gone(_, place) => place.room().to_string(),
            Self::Joined(server, _) => format!("{server}/joined"),
            Self::Acted(act) => format!("{}/acts", act.person),
        }
    }
}

/// What a reception is made of.
pub struct Parts {
    pub rest: Arc<Rest>,
    pub settings: Arc<Settings>,
    pub say: Say,
    pub pending: Arc<Pending>,
    pub intake: Arc<dyn Intake>,
    pub counts: Arc<Counts>,
    pub stop: CancellationToken,
}

/// Takes everything in.
pub struct Reception {
    rest: Arc<Rest>,
    settings: Arc<Settings>,
    say: Say,
    pending: Arc<Pending>,
    intake: Arc<dyn Intake>,
    counts: Arc<Counts>,
    stop: CancellationToken,
    bot: OnceLock<AuthorId>,
    application: OnceLock<String>,
    people: People,
    registrar: Registrar,
    files: Files,
    welcomes: Welcomes,
    questions: FollowUps,
    stages: Stages,
    texts: Memo<(ChannelId, MessageId), u64>,
    /// Messages the core may have said something about, by the channel or thread they are in.
    noted: Memo<ChannelId, Vec<MessageId>>,
    turns: Turns<String>,
    places: Semaphore,
    tasks: TaskTracker,
}

impl Reception {
    pub fn new(parts: Parts) -> Self {
        Self {
            people: People::new(parts.rest.clone(), parts.settings.clone()),
            registrar: Registrar::new(parts.rest.clone(), &parts.say),
            files: Files::new(parts.rest.clone()),
            welcomes: Welcomes::default(),
            rest: parts.rest,
            settings: parts.settings,
            say: parts.say,
            pending: parts.pending,
            intake: parts.intake,
            counts: parts.counts,
            stop: parts.stop,
            bot: OnceLock::new(),
            application: OnceLock::new(),
            questions: FollowUps::new(),
            stages: Stages::new(),
            texts: Memo::new(TEXTS, None),
            noted: Memo::new(NOTED, None),
            turns: Turns::new(),
            places: Semaphore::new(AT_ONCE),
            tasks: TaskTracker::new(),
        }
    }

    /// Takes something in. It has its place in its line once this returns.
    fn begin(
        self: &Arc<Self>,
        name: &str,
        data: &RawValue,
    ) -> Option<JoinHandle<Result<(), NotTaken>>> {
        let nobody = AuthorId::new("");
        let scene = Scene {
            bot: self.bot.get().unwrap_or(&nobody),
            settings: &self.settings,
        };
        let work = match decode(name, data, scene) {
            Ok(incoming) => self.sort(incoming)?,
            Err(nothing) => {
                self.nothing(nothing);
                return None;
            }
        };
        let mut turn = self.turns.line_up(work.line());
        let reception = self.clone();
        Some(self.tasks.spawn(async move {
            let done = reception.handle(work, &mut turn).await;
            // Also what needed no turn leaves the line only after those before it: whoever comes
            // next waits for all of them.
            turn.comes().await;
            match done {
                Ok(()) => Ok(()),
                Err(End::Nothing(nothing)) => {
                    reception.nothing(nothing);
                    Ok(())
                }
                Err(End::NotTaken(reason)) => Err(reason),
            }
        }))
    }

    /// What has to be done in its turn; what changes the bot's own knowledge is done at once, so
    /// that what comes after it finds it.
    fn sort(self: &Arc<Self>, incoming: Incoming) -> Option<Work> {
        Some(match incoming {
            Incoming::Ready(bot, application) => {
                self.ready(bot, application);
                return None;
            }
            Incoming::Changed(change) => return self.changed(*change),
            Incoming::Posted(message) => Work::Posted(message),
            Incoming::Edited(message) => Work::Edited(message),
            Incoming::Deleted(server, room, all) => Work::Deleted(server, room, all),
            Incoming::Joined(server, person) => Work::Joined(server, person),
            Incoming::Acted(act) => Work::Acted(act),
        })
    }

    fn ready(self: &Arc<Self>, bot: AuthorId, application: String) {
        // Both stay what they are for as long as the token does.
        let _ = (self.bot.set(bot), self.application.set(application));
        for served in &self.settings.servers {
            self.registers(&served.id);
        }
    }

    fn registers(self: &Arc<Self>, server: &WorkspaceId) {
        let Some(application) = self.application.get().cloned() else {
            return;
        };
        let (reception, server) = (self.clone(), server.clone());
        self.tasks.spawn(async move {
            let stop = &reception.stop;
            reception.registrar.tell(&application, &server, stop).await;
        });
    }

    fn changed(self: &Arc<Self>, change: Change) -> Option<Work> {
        match &change {
            Change::Server(server, _) => self.registers(server),
            Change::RoomGone(server, room) => {
                let place = self.people.place(server, room);
                let server = server.clone();
                self.people.changed(change);
                return place.map(|place| Work::Gone(server, place));
            }
            _ => {}
        }
        let (server, thread) = self.people.changed(change)?;
        Some(Work::Renamed(server, thread))
    }

    async fn handle(self: &Arc<Self>, work: Work, turn: &mut Turn<String>) -> Result<(), End> {
        match work {
            Work::Posted(message) if message.server.is_none() => self.direct(message, turn).await,
            Work::Posted(message) => self.posted(message, turn).await,
            Work::Edited(message) => self.edited(message, turn).await,
            Work::Deleted(server, room, all) => {
                let place = self.find(&server, &room).await?;
                let all = all.into_iter().map(|id| place.message(&id)).collect();
                self.gone(&server, &place, all, turn).await
            }
            Work::Gone(server, place) => {
                turn.comes().await;
                let all = self.noted.get(place.room()).unwrap_or_default();
                self.gone(&server, &place, all, turn).await
            }
            Work::Renamed(server, thread) => self.renamed(&server, &thread, turn).await,
            Work::Joined(server, person) => self.joined(&server, person, turn).await,
            Work::Acted(act) => self.acted(*act, turn).await,
        }
    }

    /// Waits for its turn, and for its place among what is under way.
    async fn comes(&self, turn: &mut Turn<String>) -> Option<SemaphorePermit<'_>> {
        turn.comes().await;
        // Never closed.
        self.places.acquire().await.ok()
    }

    /// Waits until everything that came in is done.
    pub async fn finish(&self) {
        self.tasks.close();
        self.tasks.wait().await;
        debug!("nothing more comes in");
    }

    fn nothing(&self, nothing: Nothing) {
        debug!(reason = nothing.name(), "nothing to do");
        self.counts.add(nothing);
    }

    /// Where a channel or thread is. Discord is asked until it answers: whether a channel is to be
    /// left alone must be known.
    async fn find(&self, server: &WorkspaceId, room: &ChannelId) -> Result<Place, End> {
        let mut backoff = Backoff::new();
        loop {
            match self.people.find(server, room).await {
                Ok(place) => return Ok(place),
                Err(failure) => self.waits(failure, &mut backoff).await?,
            }
        }
    }

    /// Waits after Discord did not answer; it is no use where it refused.
    async fn waits(&self, failure: Failure, backoff: &mut Backoff) -> Result<(), End> {
        let least = match failure {
            Failure::Code { .. } => return Err(Nothing::OutOfSight.into()),
            Failure::Limited(time) => time,
            Failure::Doubtful(_) => Duration::ZERO,
        };
        self.pauses(backoff.next().max(least)).await
    }

    async fn pauses(&self, time: Duration) -> Result<(), End> {
        tokio::select! {
            () = self.stop.cancelled() => Err(NotTaken::Stopping.into()),
            () = tokio::time::sleep(time) => Ok(()),
        }
    }

    fn event(&self, fact: &Fact, role: Role, audience: Audience, kind: EventKind) -> Event {
        Event {
            id: EventId::new(format!("discord/{}", fact.id)),
            workspace: fact.server.clone(),
            channel: fact.channel.clone(),
            author: fact.person.clone(),
            role,
            audience,
            lang: self.people.spoken(&fact.server, &fact.person),
            at: fact.at,
            kind,
        }
    }

    /// Hands something to the core until it takes it.
    async fn take(&self, event: Event) -> Result<(), End> {
        let (server, kind) = (event.workspace.clone(), event.kind.name());
        let mut backoff = Backoff::new();
        loop {
            match self.intake.take(event.clone()).await {
                Ok(()) => return Ok(()),
                Err(NotTaken::Stopping) => return Err(NotTaken::Stopping.into()),
                Err(reason) => {
                    let wait = backoff.next();
                    warn!(%server, kind, %reason, ?wait, "not taken in; it is tried again");
                    self.pauses(wait).await?;
                }
            }
        }
    }
}

impl Receives for Arc<Reception> {
    fn receive(&self, name: &str, data: &RawValue) -> BoxFuture<'static, Result<(), NotTaken>> {
        let started = self.begin(name, data);
        Box::pin(async move {
            match started {
                None => Ok(()),
                Some(task) => task.await.unwrap_or_else(|broken| {
                    // It would panic again, in this run and the next.
                    error!(panicked = broken.is_panic(), "an event is left out");
                    Ok(())
                }),
            }
        })
    }
}

/// When something was made: its id says.
fn when(id: &str) -> Timestamp {
    let made = id.parse::<u64>().ok().map(|id| (id >> 22) + EPOCH);
    let made = made.and_then(|milliseconds| i64::try_from(milliseconds).ok());
    let made = made.and_then(|milliseconds| Timestamp::from_millisecond(milliseconds).ok());
    made.unwrap_or_else(Timestamp::now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_says_when_it_was_made() {
        // The example of Discord's documentation.
        let made = when("175928847299117063");
        assert_eq!(made.as_millisecond(), 1_462_015_105_796);
        let lately = Timestamp::now().as_second() - 60;
        assert!(when("nonsense").as_second() > lately);
    }
}
