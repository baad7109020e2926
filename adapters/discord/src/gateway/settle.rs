//! Hands an event over until it is settled.

use std::panic::{AssertUnwindSafe, catch_unwind};
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
    taking: Option<Taking>,
}

type Taking = BoxFuture<'static, Result<(), NotTaken>>;

impl Handed {
    /// Hands an event over, here and now so that order is kept.
    pub fn over(receives: &Arc<dyn Receives>, name: &str, data: Box<RawValue>) -> Self {
        Self {
            taking: take(receives, name, &data),
            receives: receives.clone(),
            name: name.to_owned(),
            data,
        }
    }

    /// Whether it is settled in the end; it is not where the process stops first.
    pub async fn settles(mut self, stop: CancellationToken) -> bool {
        let mut backoff = Backoff::new();
        loop {
            let taken = match self.taking.take() {
                Some(taking) => AssertUnwindSafe(taking).catch_unwind().await.ok(),
                None => None,
            };
            match taken {
                Some(Ok(())) => return true,
                Some(Err(NotTaken::Stopping)) => return false,
                Some(Err(why)) => {
                    let wait = backoff.next();
                    info!(event = self.name, %why, ?wait, "an event was not taken; it comes again");
                    tokio::select! {
                        () = stop.cancelled() => return false,
                        () = sleep(wait) => {}
                    }
                }
                // It panicked. It would again, in this run and the next.
                None => {
                    error!(
                        event = self.name,
                        "an event can't be taken in; it is left out"
                    );
                    return true;
                }
            }
            self.taking = take(&self.receives, &self.name, &self.data);
        }
    }
}

/// Begins to take an event in; `None` where that panics: one event must not end the link.
fn take(receives: &Arc<dyn Receives>, name: &str, data: &RawValue) -> Option<Taking> {
    catch_unwind(AssertUnwindSafe(|| receives.receive(name, data))).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    /// Takes an event the third time, or panics over it, at once or later.
    struct Core(&'static str, AtomicUsize);

    impl Receives for Core {
        fn receive(&self, _: &str, _: &RawValue) -> Taking {
            let (how, times) = (self.0, self.1.fetch_add(1, Ordering::Relaxed));
            assert_ne!(how, "panics");
            Box::pin(async move {
                match how {
                    "panics later" => panic!("it can't be read"),
                    "stops" => Err(NotTaken::Stopping),
                    _ if times < 2 => Err(NotTaken::Failed),
                    _ => Ok(()),
                }
            })
        }
    }

    async fn settles(how: &'static str, stop: CancellationToken) -> (bool, usize) {
        let core = Arc::new(Core(how, AtomicUsize::new(0)));
        let receives: Arc<dyn Receives> = core.clone();
        let data = RawValue::from_string("{}".to_owned()).unwrap();
        let settled = Handed::over(&receives, "MESSAGE_CREATE", data)
            .settles(stop)
            .await;
        (settled, core.1.load(Ordering::Relaxed))
    }

    #[tokio::test(start_paused = true)]
    async fn an_event_comes_again_until_it_is_taken_and_not_where_that_can_never_be() {
        let stop = CancellationToken::new();
        assert_eq!(settles("takes", stop.clone()).await, (true, 3));
        assert_eq!(settles("panics", stop.clone()).await, (true, 1));
        assert_eq!(settles("panics later", stop.clone()).await, (true, 1));
        assert_eq!(settles("stops", stop.clone()).await, (false, 1));
        stop.cancel();
        assert_eq!(
            settles("takes", stop).await,
            (false, 1),
            "it is for the next run"
        );
    }
}
