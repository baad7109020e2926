//! A charter that an admin hands in as a file: fetched from Slack, and from nowhere else, then given
//! to the core, which says what it understood.

use std::time::Duration;

use bonsens_kit::Memo;
use bonsens_port::{ChannelId, Document, EventKind, Role};
use serde::Deserialize;
use serde_json::json;
use tokio::sync::Semaphore;
use tracing::{info, warn};

use super::{Answer, Reception};
use crate::api::Failure;
use crate::download::{self, NotFetched};
use crate::incoming::{From, Incoming, Question};

/// Time a file may take to come.
const PATIENCE: Duration = Duration::from_mins(1);
/// Files fetched at once, and remembered.
const AT_ONCE: usize = 2;
const REMEMBERED: usize = 1_024;

#[derive(Deserialize)]
struct Info {
    file: File,
}

#[derive(Deserialize)]
struct File {
    name: Option<String>,
    url_private_download: Option<String>,
    size: Option<u64>,
}

/// The files that are being fetched, or were.
pub(super) struct Offers {
    /// What was handed in: Slack tells of it again while it is still on its way.
    handled: Memo<String, ()>,
    /// Files that may be in memory at once.
    places: Semaphore,
}

impl Offers {
    pub(super) fn new() -> Self {
        Self {
            handled: Memo::new(REMEMBERED, None),
            places: Semaphore::new(AT_ONCE),
        }
    }
}

impl Reception {
    /// Nothing is fetched for someone who may not hand it in; what they ask beside it is answered.
    pub(super) async fn offered(
        &self,
        from: &From,
        file: &str,
        question: Option<Question>,
    ) -> Answer {
        let handled = &self.offers.handled;
        if handled.get(&from.fact).is_some() {
            return Answer::Done;
        }
        handled.put(from.fact.clone(), ());
        let role = self.people.role(&from.workspace, &from.person).await;
        let answer = if role >= Role::Admin {
            self.takes_file(from, file).await
        } else {
            info!(workspace = %from.workspace, "refused: a file from someone who is no admin");
            match question {
                Some(question) => self.asked(from, question).await,
                None => self.excuse(from, "slack-file-not-admin").await,
            }
        };
        if answer == Answer::NotTaken {
            handled.remove(&from.fact);
            // A window that closed does not come again.
            if from.fact.contains("/window/") {
                return self.excuse(from, "slack-busy").await;
            }
        }
        answer
    }

    async fn takes_file(&self, from: &From, file: &str) -> Answer {
        // Never closed.
        let _place = self.offers.places.acquire().await.ok();
        let fetching = tokio::time::timeout(PATIENCE, self.fetch(from, file));
        match fetching.await.unwrap_or(Err(NotFetched::Late)) {
            Ok(document) => self.does(from, EventKind::CharterOffered(document)).await,
            Err(not) => {
                info!(workspace = %from.workspace, reason = %not, "a file is not fetched");
                self.excuse(from, not.key()).await
            }
        }
    }

    async fn fetch(&self, from: &From, file: &str) -> Result<Document, NotFetched> {
        let arguments = [("file", file)];
        let asked = self.api.get(&from.workspace, "files.info", &arguments);
        let Info { file } = asked.await?;
        let address = file.url_private_download.ok_or(NotFetched::Gone)?;
        let bytes =
            download::fetch(&self.api, &from.workspace, &address, file.size.unwrap_or(0)).await?;
        Ok(Document {
            name: file.name.unwrap_or_default(),
            bytes,
        })
    }

    /// Says to someone directly that it did not work. If that can't be said either, the file is
    /// still theirs, and they see that nothing came of it.
    async fn excuse(&self, from: &From, key: &str) -> Answer {
        let lang = self.lang(from).await;
        let words = (self.say)(lang, key);
        let message = json!({"channel": from.person.as_str(), "text": words});
        let told: Result<Told, Failure> = self
            .api
            .post(&from.workspace, "chat.postMessage", &message)
            .await;
        match told {
            Ok(Told {}) => Answer::Done,
            Err(failure) => {
                warn!(workspace = %from.workspace, ?failure, "someone can't be told");
                Answer::Done
            }
        }
    }
}

impl Incoming {
    /// The line it waits in: its channel's, but for a file, which may take its time.
    pub(super) fn line(&self) -> ChannelId {
        let place = self.from().place();
        match self {
            Self::Offered(..) => ChannelId::new(format!("{place}/files")),
            _ => place,
        }
    }
}

#[derive(Deserialize)]
struct Told {}
