//! Hands an event over until it is settled.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use bonsens_kit::Backoff;
use bonsens_port::NotTaken;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use serde_json::value::RawValue;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;
use tracing::{error, info};

use super::Receives;

/// An event that is on its way.
pub struct Handed {
    receives: Arc<dyn Receives>,
    name: String,
    data: Box<RawValue>,
    taking: BoxFuture<'static, Result<(), NotTaken>>,
}

impl Handed {
    /// Hands an event over, here and now so that order is kept.
    pub fn over(receives: &Arc<dyn Receives>, name: &str, data: Box<RawValue>) -> Self {
        Self {
            taking: receives.receive(name, &data),
            receives: receives.clone(),
            name: name.to_owned(),
            data,
        }
    }

    /// Whether it is settled in the end; it is not where the process stops first.
    pub async fn settles(mut self, stop: CancellationToken) -> bool {
        let mut backoff = Backoff::new();
        loop {
            match AssertUnwindSafe(self.taking).catch_unwind().await {
                Ok(Ok(())) => return true,
                Ok(Err(NotTaken::Stopping)) => return false,
                Ok(Err(why)) => {
                    let wait = backoff.next();
                    info!(event = self.name, %why, ?wait, "an event was not taken; it comes again");
                    tokio::select! {
                        () = stop.cancelled() => return false,
                        () = sleep(wait) => {}
                    }
                }
                // It would again, in this run and the next.
                Err(_) => {
                    error!(
                        event = self.name,
                        "an event can't be taken in; it is left out"
                    );
                    return true;
                }
            }
            self.taking = self.receives.receive(&self.name, &self.data);
        }
    }
}
