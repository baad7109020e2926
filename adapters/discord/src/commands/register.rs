//! Telling Discord of the commands, where it knows others.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use bonsens_kit::{Backoff, Say};
use bonsens_port::WorkspaceId;
use hyper::Method;
use serde_json::Value;
use tokio_util::sync::CancellationToken;
use tracing::{debug, info, warn};

use crate::rest::{Done, Failure, Rest};

/// Tells each server of the commands.
pub struct Registrar {
    rest: Arc<Rest>,
    wanted: Value,
    /// The servers that are told, or being told.
    told: Mutex<HashSet<WorkspaceId>>,
}

impl Registrar {
    pub fn new(rest: Arc<Rest>, say: &Say) -> Self {
        Self {
            rest,
            wanted: Value::Array(super::definitions(say)),
            told: Mutex::default(),
        }
    }

    /// Sees to it that a server has the commands; asks once, however often it is called. Where
    /// Discord does not take them, people still write to the bot, and `doctor` says why.
    pub async fn tell(&self, application: &str, server: &WorkspaceId, stop: &CancellationToken) {
        if !self.told().insert(server.clone()) {
            return;
        }
        let mut backoff = Backoff::new();
        loop {
            let least = match self.try_once(application, server).await {
                Ok(()) => return,
                Err(Failure::Code { status, code }) => {
                    warn!(%server, status, code, "Discord does not take the commands");
                    self.told().remove(server);
                    return;
                }
                Err(Failure::Limited(time)) => time,
                Err(failure @ Failure::Doubtful(_)) => {
                    debug!(%server, ?failure, "the commands are told again");
                    std::time::Duration::ZERO
                }
            };
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(backoff.next().max(least)) => {}
            }
        }
    }

    async fn try_once(&self, application: &str, server: &WorkspaceId) -> Result<(), Failure> {
        let path = format!("/applications/{application}/guilds/{server}/commands");
        let asked = format!("{path}?with_localizations=true");
        let held: Vec<Value> = self.rest.call(Method::GET, &asked, None).await?;
        let wanted = self.wanted.as_array().map_or(&[][..], Vec::as_slice);
        if are_same(wanted, &held) {
            debug!(%server, "the commands are as they should be");
            return Ok(());
        }
        let told = self.rest.call(Method::PUT, &path, Some(&self.wanted)).await;
        let Done {} = told?;
        info!(%server, commands = wanted.len(), "the commands are registered");
        Ok(())
    }

    fn told(&self) -> std::sync::MutexGuard<'_, HashSet<WorkspaceId>> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether what Discord holds is what is wanted: the same commands, and of each everything that is
/// wanted. What Discord adds, or leaves out because it says nothing, is no difference.
pub fn are_same(wanted: &[Value], held: &[Value]) -> bool {
    let of_kind = |command: &Value| (command["name"].clone(), command["type"].clone());
    wanted.len() == held.len()
        && wanted.iter().all(|command| {
            let mut held = held.iter();
            let one = held.find(|one| of_kind(one) == of_kind(command));
            one.is_some_and(|one| holds(one, command))
        })
}

/// Whether one value says everything another does.
fn holds(held: &Value, wanted: &Value) -> bool {
    match (held, wanted) {
        (Value::Object(held), Value::Object(wanted)) => {
            let nothing = Value::Null;
            wanted
                .iter()
                .all(|(key, wanted)| holds(held.get(key).unwrap_or(&nothing), wanted))
        }
        (Value::Array(held), Value::Array(wanted)) => {
            held.len() == wanted.len()
                && held.iter().zip(wanted).all(|(held, one)| holds(held, one))
        }
        (Value::Null, wanted) => says_nothing(wanted),
        (Value::Number(held), Value::Number(wanted)) => held.as_f64() == wanted.as_f64(),
        (held, wanted) => held == wanted,
    }
}

/// What Discord leaves out when it is asked.
pub fn says_nothing(wanted: &Value) -> bool {
    match wanted {
        Value::Null | Value::Bool(false) => true,
        Value::Array(all) => all.is_empty(),
        Value::Object(all) => all.is_empty(),
        Value::String(words) => words.is_empty(),
        Value::Bool(true) | Value::Number(_) => false,
    }
}
