//! A charter that an admin hands in as a file: fetched from Slack, and from nowhere else, then given
//! to the core, which says what it understood.

use std::time::Duration;

use bonsens_port::{Document, EventKind, Role};
use serde::Deserialize;
use serde_json::json;
use tracing::{info, warn};

use super::{Answer, Reception};
use crate::api::Failure;
use crate::download::{self, NotFetched};
use crate::incoming::From;

/// Time a file may take to come.
const PATIENCE: Duration = Duration::from_mins(1);

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

impl Reception {
    /// Nothing is fetched for someone who may not hand it in: the core refuses it, kindly.
    pub(super) async fn offered(&self, from: &From, file: &str) -> Answer {
        let mut document = Document {
            name: String::new(),
            bytes: Vec::new(),
        };
        let role = self.people.role(&from.workspace, &from.person).await;
        if role >= Role::Admin {
            let fetching = tokio::time::timeout(PATIENCE, self.fetch(from, file));
            document = match fetching.await.unwrap_or(Err(NotFetched::Late)) {
                Ok(document) => document,
                Err(not) => {
                    info!(workspace = %from.workspace, reason = %not, "a file is not fetched");
                    return self.excuse(from, not.key()).await;
                }
            };
        }
        self.does(from, EventKind::CharterOffered(document)).await
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

#[derive(Deserialize)]
struct Told {}
