//! From what came in to the core: in order within a channel, with who did it and who reads along,
//! and an answer that says whether Slack may forget about it.
//!
//! Nothing is acknowledged before the core has it. What people press can't wait that long where the
//! core is slow: Slack shows them an error after three seconds, and does not send it again.

mod acts;
mod offer;

use std::collections::BTreeMap;
use std::future::Future;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bonsens_kit::{FollowUps, Say, Stage, Stages, Threads, Turns};
use bonsens_port::{
    Audience, ChannelId, Event, EventId, EventKind, Intake, Lang, MessageId, NotTaken, Role,
    WorkspaceId,
};
use jiff::Timestamp;
use tokio::sync::Semaphore;
use tokio_util::task::TaskTracker;
use tracing::{debug, warn};

use crate::api::Api;
use crate::incoming::{Bots, From, Incoming, Message, Nothing, Payload, Question, Topic, decode};
use crate::people::{People, Person};
use offer::Offers;

/// Things under way at once. Beyond, Slack is told to come again.
const AT_ONCE: usize = 1_024;
/// Time what someone pressed may take before it is acknowledged all the same.
const PATIENCE: Duration = Duration::from_secs(2);

/// What tells a command by the fact it is.
const BY_COMMAND: &str = "/command/";

/// What Slack is to be told.
#[derive(Debug, PartialEq, Eq)]
pub enum Answer {
    /// It need not come again.
    Done,
    /// The same, with a word to the person, for them alone.
    Say(String),
    /// It must come again, or the person be shown that it failed.
    NotTaken,
}

/// Words for one person, as Slack takes them in answer to a command.
pub fn private(words: &str) -> serde_json::Value {
    serde_json::json!({"response_type": "ephemeral", "text": words})
}

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

/// Takes everything in, whichever way it came.
pub struct Reception {
    api: Arc<Api>,
    people: People,
    say: Say,
    threads: Arc<Threads>,
    intake: Arc<dyn Intake>,
    bots: Bots,
    questions: FollowUps,
    stages: Stages,
    turns: Turns<(WorkspaceId, ChannelId)>,
    places: Arc<Semaphore>,
    tasks: TaskTracker,
    counts: Arc<Counts>,
    taken: AtomicU64,
    offers: Offers,
}

impl Reception {
    pub fn new(
        api: Arc<Api>,
        people: People,
        say: Say,
        threads: Arc<Threads>,
        intake: Arc<dyn Intake>,
        bots: Bots,
        counts: Arc<Counts>,
    ) -> Self {
        Self {
            api,
            people,
            say,
            threads,
            intake,
            bots,
            questions: FollowUps::new(),
            stages: Stages::new(),
            turns: Turns::new(),
            places: Arc::new(Semaphore::new(AT_ONCE)),
            tasks: TaskTracker::new(),
            counts,
            taken: AtomicU64::new(0),
            offers: Offers::new(),
        }
    }

    /// Takes something in. It has its place in its channel's line once this returns; what it
    /// returns says what Slack is to be told, and may be dropped without harm.
    pub fn receive(
        self: &Arc<Self>,
        payload: Payload<'_>,
    ) -> impl Future<Output = Answer> + Send + 'static {
        let started = self.begin(payload);
        async move {
            match started {
                Err(answer) => answer,
                // A task that panicked took nothing.
                Ok((task, None)) => task.await.unwrap_or(Answer::NotTaken),
                Ok((task, Some(patience))) => match tokio::time::timeout(patience, task).await {
                    Ok(answer) => answer.unwrap_or(Answer::NotTaken),
                    Err(_) => Answer::Done,
                },
            }
        }
    }

    fn begin(self: &Arc<Self>, payload: Payload<'_>) -> Result<Started, Answer> {
        let incoming = decode(payload, &self.bots).map_err(|nothing| self.nothing(nothing))?;
        let patience = match payload {
            Payload::Event(_) => None,
            Payload::Act(_) | Payload::Command(_) => Some(PATIENCE),
        };
        let place = self.places.clone().try_acquire_owned().map_err(|_| {
            warn!("too much comes in at once: Slack is to send it again");
            Answer::NotTaken
        })?;
        let from = incoming.from();
        let mut turn = (!incoming.opens_window()).then(|| {
            self.turns
                .line_up((from.workspace.clone(), incoming.line()))
        });
        let reception = self.clone();
        let task = self.tasks.spawn(async move {
            let _place = place;
            if reception.is_nothing(&incoming).await {
                return Answer::Done;
            }
            if let Some(turn) = &mut turn {
                tokio::join!(turn.comes(), reception.meets(&incoming));
            }
            let answer = reception.handle(incoming).await;
            drop(turn);
            answer
        });
        Ok((task, patience))
    }

    /// A message in which there is nothing, as in almost all of them: who wrote it and who reads it
    /// does not matter, and is not looked up. Where people may be among themselves, nothing is read
    /// before that is known.
    async fn is_nothing(&self, incoming: &Incoming) -> bool {
        let Incoming::Posted(from, message) = incoming else {
            return false;
        };
        if message.unsure {
            return false;
        }
        let kind = EventKind::MessagePosted {
            message: message.id.clone(),
            text: message.text.clone(),
        };
        let event = self.event(from, None, Role::Employee, Audience::default(), kind);
        self.intake.is_nothing(&event).await
    }

    /// Gets to know who writes and where before their turn comes, so that a line of people nobody
    /// knows waits for Slack once, not once for each.
    async fn meets(&self, incoming: &Incoming) {
        if let Incoming::Posted(from, _)
        | Incoming::PostedAndAsked(from, ..)
        | Incoming::Edited(from, _) = incoming
        {
            let place = from.place();
            tokio::join!(
                self.people.person(&from.workspace, &from.person),
                self.people.channel(&from.workspace, &place)
            );
        }
    }

    /// Waits until everything that was taken in is done.
    pub async fn finish(&self) {
        self.tasks.close();
        self.tasks.wait().await;
        debug!(
            taken = self.taken.load(Ordering::Relaxed),
            "nothing more comes in"
        );
    }

    fn nothing(&self, nothing: Nothing) -> Answer {
        debug!(reason = nothing.name(), "nothing to do");
        self.counts.add(nothing);
        Answer::Done
    }

    async fn handle(&self, incoming: Incoming) -> Answer {
        match incoming {
            Incoming::Posted(from, message) => self.wrote(&from, message, Stage::Posted).await,
            Incoming::PostedAndAsked(from, message, question) => {
                let posted = self.wrote(&from, message, Stage::Posted).await;
                let fact = format!("{}/asked", from.fact);
                let asked = self.asked(&From { fact, ..from }, question).await;
                // Either comes again with the other, and is recognised.
                if posted == Answer::NotTaken {
                    posted
                } else {
                    asked
                }
            }
            Incoming::Edited(from, message) => self.wrote(&from, message, Stage::Edited).await,
            Incoming::Deleted(from, message) => {
                let person = self.people.person(&from.workspace, &from.person).await;
                if person.is_some_and(|person| person.bot) {
                    return self.nothing(Nothing::Bot);
                }
                let place = (from.workspace.clone(), from.place(), message.clone());
                let kind = EventKind::MessageDeleted { message };
                let answer = self.take(&from, person, Audience::default(), kind).await;
                if answer == Answer::Done {
                    self.stages.reached(place, Stage::Deleted);
                }
                answer
            }
            Incoming::Asked(from, question) => self.asked(&from, question).await,
            Incoming::Checked(from, text) => {
                self.does(&from, EventKind::DraftChecked { text }).await
            }
            Incoming::Help(from, topic) => {
                let lang = self.lang(&from).await;
                Answer::Say((self.say)(
                    lang,
                    match topic {
                        Topic::Everything => "slack-help",
                        Topic::Administration => "slack-help-admin",
                        Topic::Channels => "slack-help-channel",
                    },
                ))
            }
            Incoming::Sets(from, change) => {
                self.does(&from, EventKind::SettingsChanged(change)).await
            }
            Incoming::Offered(from, file, question) => self.offered(&from, &file, question).await,
            Incoming::OpensHome(from) => self.does(&from, EventKind::HomeOpened).await,
            Incoming::Pressed(from, press, trigger) => self.pressed(&from, press, &trigger).await,
            Incoming::Filled(from, press, filled) => match press.event(Some(filled)) {
                Some(kind) => self.does(&from, kind).await,
                None => self.nothing(Nothing::Unknown),
            },
        }
    }

    /// Someone posted a message, or changed it.
    async fn wrote(&self, from: &From, message: Message, stage: Stage) -> Answer {
        let place = (from.workspace.clone(), from.place(), message.id.clone());
        if self.stages.is_past(&place, stage) {
            return self.nothing(Nothing::Outdated);
        }
        let (person, audience) = match self.who(from, &message).await {
            Ok(known) => known,
            Err(nothing) => return self.nothing(nothing),
        };
        if let Some(thread) = message.thread {
            self.threads.put(place.clone(), thread);
        }
        let (id, text) = (message.id, message.text);
        let kind = if stage == Stage::Posted {
            EventKind::MessagePosted { message: id, text }
        } else {
            EventKind::MessageEdited { message: id, text }
        };
        let answer = self.take(from, person, audience, kind).await;
        if answer == Answer::Done {
            self.stages.reached(place, stage);
        }
        answer
    }

    /// Who wrote a message and who reads it, or why it is not to be read.
    async fn who(
        &self,
        from: &From,
        message: &Message,
    ) -> Result<(Option<Person>, Audience), Nothing> {
        let (workspace, place) = (&from.workspace, from.place());
        let (person, channel) = tokio::join!(
            self.people.person(workspace, &from.person),
            self.people.channel(workspace, &place)
        );
        if is_machine(person, message.by_app) {
            return Err(Nothing::Bot);
        }
        if channel.map_or(message.unsure, |channel| channel.between_people) {
            return Err(Nothing::BetweenPeople);
        }
        if person.is_some_and(|person| person.outsider) {
            self.people.guest_in(workspace, &place);
        }
        let mut audience = channel.unwrap_or_default().audience;
        audience.outsiders |= message.outsiders || self.people.has_guests(workspace, &place);
        Ok((person, audience))
    }

    async fn asked(&self, from: &From, question: Question) -> Answer {
        let person = self.people.person(&from.workspace, &from.person).await;
        if is_machine(person, question.by_app) {
            return self.nothing(Nothing::Bot);
        }
        let conversation = (from.workspace.clone(), from.place(), question.conversation);
        let previous = self.questions.before(&conversation, &from.fact);
        let text = question.text;
        let kind = EventKind::QuestionAsked {
            text: text.clone(),
            previous,
            thread: question.thread,
        };
        let answer = self.take(from, person, Audience::default(), kind).await;
        if answer == Answer::Done {
            self.questions.asked(conversation, &from.fact, text);
        }
        answer
    }

    async fn take(
        &self,
        from: &From,
        person: Option<Person>,
        audience: Audience,
        kind: EventKind,
    ) -> Answer {
        // What anyone may do needs no look at what they may do beyond that.
        let event = self.event(from, person, Role::Employee, audience, kind);
        self.hand_over(event, from).await
    }

    fn event(
        &self,
        from: &From,
        person: Option<Person>,
        role: Role,
        audience: Audience,
        kind: EventKind,
    ) -> Event {
        let at = match &kind {
            EventKind::MessagePosted { message, .. } => when(message),
            _ => None,
        };
        Event {
            id: EventId::new(format!("slack/{}", from.fact)),
            workspace: from.workspace.clone(),
            channel: from.place(),
            author: from.person.clone(),
            role,
            audience,
            lang: self.spoken(&from.workspace, person),
            at: at.unwrap_or_else(Timestamp::now),
            kind,
        }
    }

    async fn hand_over(&self, event: Event, from: &From) -> Answer {
        let (kind, by_command) = (event.kind.name(), from.fact.contains(BY_COMMAND));
        let lang = event.lang;
        match self.intake.take(event).await {
            Ok(()) => {
                self.taken.fetch_add(1, Ordering::Relaxed);
                Answer::Done
            }
            Err(reason) => {
                warn!(workspace = %from.workspace, kind, %reason, "not taken in");
                match reason {
                    // Slack shows nothing of its own where a command fails quietly.
                    NotTaken::Busy | NotTaken::Failed if by_command => {
                        Answer::Say((self.say)(lang, "slack-busy"))
                    }
                    _ => Answer::NotTaken,
                }
            }
        }
    }

    async fn lang(&self, from: &From) -> Lang {
        let person = self.people.person(&from.workspace, &from.person).await;
        self.spoken(&from.workspace, person)
    }

    fn spoken(&self, workspace: &WorkspaceId, person: Option<Person>) -> Lang {
        let own = person.and_then(|person| person.lang);
        let usual = || self.people.workspace(workspace).map(|served| served.lang);
        own.or_else(usual).unwrap_or(Lang::En)
    }
}

type Started = (tokio::task::JoinHandle<Answer>, Option<Duration>);

/// An app may write in a person's name. Where Slack does not say whose the name is, it is the app's.
fn is_machine(person: Option<Person>, by_app: bool) -> bool {
    person.map_or(by_app, |person| person.bot)
}

/// When a message was posted: its id says.
fn when(message: &MessageId) -> Option<Timestamp> {
    let (seconds, fraction) = message.as_str().split_once('.')?;
    let microseconds: u32 = format!("{fraction:0<6}").get(..6)?.parse().ok()?;
    let nanoseconds = i32::try_from(microseconds * 1_000).ok()?;
    Timestamp::new(seconds.parse().ok()?, nanoseconds).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_says_when_it_was_posted() {
        let at = |ts| when(&MessageId::new(ts));
        assert_eq!(
            at("1700000000.000100"),
            Timestamp::new(1_700_000_000, 100_000).ok()
        );
        assert_eq!(
            at("1700000000.1"),
            Timestamp::new(1_700_000_000, 100_000_000).ok()
        );
        for nonsense in ["", "1700000000", "x.y", "1.-1", "99999999999999999.0"] {
            assert_eq!(at(nonsense), None, "{nonsense}");
        }
    }
}
