//! Getting what people do to the app, by either way Slack has, again when it is not acknowledged,
//! with a ledger of it all.

pub(crate) mod http;
pub(crate) mod socket;

use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::Value;
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::Shared;
use crate::state::{State, Target};

/// What kind of thing is delivered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An event of the Events API. Delivered again when it is not acknowledged.
    Event,
    /// A press, a shortcut, a modal. Never delivered again: the person sees an error.
    Interaction,
    /// A slash command. Never delivered again either.
    Command,
}

/// How one attempt to deliver ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It was acknowledged in time.
    Acknowledged,
    /// No answer came in time.
    TimedOut,
    /// The answer was this HTTP status.
    Refused(u16),
    /// There was nobody to connect to, or the connection broke.
    Broken,
}

/// One attempt to deliver.
#[derive(Debug, Clone)]
pub struct Attempt {
    /// When it was sent.
    pub at: Instant,
    /// How it ended; `None` while it lasts.
    pub outcome: Option<Outcome>,
}

/// What the ledger says of one thing that was delivered, or is on its way.
#[derive(Debug, Clone)]
pub struct Delivery {
    /// The workspace it happened in.
    pub team: String,
    /// Event, interaction or command.
    pub kind: Kind,
    /// Its type: `message`, `app_mention`, `block_actions`, `/charter`…
    pub what: String,
    /// The `event_id`, for an event.
    pub event_id: Option<String>,
    /// What is sent.
    pub body: Value,
    /// Every attempt, in order.
    pub attempts: Vec<Attempt>,
    /// How long after it was first sent it was acknowledged.
    pub acknowledged_after: Option<Duration>,
    /// Whether Slack has stopped trying.
    pub given_up: bool,
    /// What the app answered with its acknowledgement.
    pub answer: Option<Value>,
}

impl Delivery {
    /// Whether nothing more will happen to it.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.acknowledged_after.is_some() || self.given_up
    }
}

impl State {
    pub(crate) fn deliver_event(&mut self, team: &str, what: &str, event_id: &str, body: Value) {
        self.deliver(team, Kind::Event, what, Some(event_id), body);
    }

    /// Queues something for the app; its place in the ledger.
    pub(crate) fn deliver(
        &mut self,
        team: &str,
        kind: Kind,
        what: &str,
        event_id: Option<&str>,
        body: Value,
    ) -> usize {
        self.ledger.push(Delivery {
            team: team.to_owned(),
            kind,
            what: what.to_owned(),
            event_id: event_id.map(ToOwned::to_owned),
            body,
            attempts: Vec::new(),
            acknowledged_after: None,
            given_up: false,
            answer: None,
        });
        let place = self.ledger.len() - 1;
        // The receiver is gone only when the fake is being dropped.
        let _ = self.jobs.send(place);
        place
    }
}

/// What an attempt brought back.
pub(crate) struct Result {
    pub outcome: Outcome,
    pub answer: Option<Value>,
    /// The app said that trying again is of no use.
    pub no_retry: bool,
}

impl Result {
    pub(crate) fn failed(outcome: Outcome) -> Self {
        Self {
            outcome,
            answer: None,
            no_retry: false,
        }
    }
}

/// Takes what is queued, in order, and delivers up to `at_once` things at the same time.
pub(crate) async fn run(shared: Arc<Shared>, mut jobs: UnboundedReceiver<usize>) {
    let client = http::client();
    let at_once = Arc::new(Semaphore::new(shared.options.at_once));
    while let Some(place) = jobs.recv().await {
        let Ok(permit) = Arc::clone(&at_once).acquire_owned().await else {
            return;
        };
        let (shared, client) = (Arc::clone(&shared), client.clone());
        tokio::spawn(async move { deliver(&shared, &client, place, permit).await });
    }
}

async fn deliver(
    shared: &Arc<Shared>,
    client: &http::Client,
    place: usize,
    permit: OwnedSemaphorePermit,
) {
    let mut permit = Some(permit);
    let job = shared.state.look(|state| state.ledger[place].clone());
    let retries: &[Duration] = match job.kind {
        Kind::Event => &shared.options.retry_after,
        Kind::Interaction | Kind::Command => &[],
    };
    let started = Instant::now();
    let mut reason = None;
    for number in 0..=retries.len() {
        if number > 0 {
            tokio::time::sleep(retries[number - 1]).await;
        }
        shared.state.change(|state| {
            state.ledger[place].attempts.push(Attempt {
                at: Instant::now(),
                outcome: None,
            });
        });
        let retry = reason.map(|reason| (number, reason));
        let target = shared
            .state
            .look(|state| state.app_home(&job.team).target.clone());
        let result = match &target {
            Target::Socket => socket::attempt(shared, &job, retry).await,
            Target::Http {
                events,
                interactivity,
                commands,
            } => {
                let url = match job.kind {
                    Kind::Event => events,
                    Kind::Interaction => interactivity,
                    Kind::Command => commands,
                };
                http::attempt(shared, client, url, &job, retry).await
            }
        };
        permit.take();
        let acknowledged = result.outcome == Outcome::Acknowledged;
        reason = Some(result.outcome.clone());
        let stop = acknowledged || result.no_retry || number == retries.len();
        shared.state.change(|state| {
            let entry = &mut state.ledger[place];
            if let Some(attempt) = entry.attempts.last_mut() {
                attempt.outcome = Some(result.outcome.clone());
            }
            if acknowledged {
                entry.acknowledged_after = Some(started.elapsed());
                entry.answer.clone_from(&result.answer);
                crate::answers::apply(state, &job, result.answer.as_ref());
            } else if stop {
                entry.given_up = true;
                crate::answers::failed(state, &job, &result.outcome);
            }
        });
        if stop {
            return;
        }
    }
}

/// A retry: which one it is, and how the attempt before it ended.
pub(crate) type Retry = Option<(usize, Outcome)>;
