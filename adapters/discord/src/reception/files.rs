//! Files: small texts are read along with their message, and a charter that an admin hands in is
//! given to the core. Fetched from Discord and from nowhere else.

use std::sync::Arc;
use std::time::Duration;

use bonsens_port::{Audience, Document, EventKind, Role};
use hyper::Method;
use serde_json::json;
use tokio::sync::Semaphore;
use tokio::time::{Instant, timeout_at};
use tracing::{debug, info, warn};

use super::{End, Fact, Reception};
use crate::incoming::File;
use crate::rest::{Done, NotFetched, Rest};

/// Time a message waits for what is in its files.
const WITH_MESSAGE: Duration = Duration::from_secs(5);
/// Files of one message that are read.
const IN_ONE: usize = 5;
/// The largest of them, in bytes.
const SMALL: usize = 100_000;
/// The largest charter, in bytes.
const LARGE: u64 = 16 << 20;
/// Files fetched at once, of each sort.
const TEXTS: usize = 8;
const CHARTERS: usize = 2;

/// The files that are being fetched.
pub(super) struct Files {
    rest: Arc<Rest>,
    texts: Semaphore,
    charters: Semaphore,
}

/// What was read of the files of a message.
pub(super) struct Read {
    /// Their texts.
    pub(super) texts: Vec<String>,
    /// None is missing.
    pub(super) whole: bool,
}

impl Files {
    pub(super) fn new(rest: Arc<Rest>) -> Self {
        Self {
            rest,
            texts: Semaphore::new(TEXTS),
            charters: Semaphore::new(CHARTERS),
        }
    }

    /// What is in the small texts among these, as far as it comes in time.
    pub(super) async fn read(&self, files: &[File]) -> Read {
        let until = Instant::now() + WITH_MESSAGE;
        let mut read = Read {
            texts: Vec::new(),
            whole: true,
        };
        for file in files.iter().filter(|file| file.is_text()).take(IN_ONE) {
            let fetched = timeout_at(until, self.fetch(file)).await;
            match fetched.unwrap_or(Err(NotFetched::Late)) {
                Ok(bytes) => read.texts.push(decoded(&bytes)),
                Err(reason) => {
                    debug!(%reason, "a message is read without one of its files");
                    read.whole = false;
                }
            }
        }
        read
    }

    async fn fetch(&self, file: &File) -> Result<Vec<u8>, NotFetched> {
        // Never closed.
        let _place = self.texts.acquire().await.ok();
        self.rest.fetch(&file.url, SMALL).await
    }

    async fn charter(&self, file: &File) -> Result<Document, NotFetched> {
        if file.size > LARGE {
            return Err(NotFetched::Large);
        }
        let _place = self.charters.acquire().await.ok();
        let most = usize::try_from(LARGE).unwrap_or(usize::MAX);
        Ok(Document {
            name: file.name.clone(),
            bytes: self.rest.fetch(&file.url, most).await?,
        })
    }
}

impl Reception {
    /// An admin hands in a charter. For anyone else nothing is fetched, and the core refuses.
    pub(super) async fn offered(&self, fact: &Fact, file: &File, role: Role) -> Result<(), End> {
        let document = if role >= Role::Admin {
            self.files.charter(file).await
        } else {
            Ok(Document {
                name: String::new(),
                bytes: Vec::new(),
            })
        };
        match document {
            Ok(document) => {
                let kind = EventKind::CharterOffered(document);
                let event = self.event(fact, role, Audience::default(), kind);
                if fact.id.starts_with("interaction/") {
                    self.take_now(event).await
                } else {
                    self.take(event).await
                }
            }
            Err(reason) => {
                info!(server = %fact.server, %reason, "a charter is not fetched");
                let key = match reason {
                    NotFetched::Gone | NotFetched::Elsewhere => "discord-say-file-gone",
                    NotFetched::Large => "discord-say-file-large",
                    NotFetched::Late => "discord-say-file-late",
                };
                match fact.id.strip_prefix("interaction/") {
                    Some(interaction) => self.replies(interaction, fact, key).await,
                    None => self.writes(fact, key).await,
                }
                Ok(())
            }
        }
    }

    /// Says something in a direct conversation. If that can't be said, what they wrote is still
    /// theirs, and they see that nothing came of it.
    pub(super) async fn writes(&self, fact: &Fact, key: &str) {
        let lang = self.people.spoken(&fact.server, &fact.person);
        let message = json!({
            "content": (self.say)(lang, key),
            "allowed_mentions": {"parse": []},
        });
        let path = format!("/channels/{}/messages", fact.channel);
        let told = self.rest.call::<Done>(Method::POST, &path, Some(&message));
        if let Err(failure) = told.await {
            warn!(server = %fact.server, ?failure, "someone can't be told");
        }
    }
}

/// A text file's words, whichever way they are written: some programs still save in UTF-16.
fn decoded(bytes: &[u8]) -> String {
    let wide = |pairs: &[u8], unit: fn([u8; 2]) -> u16| {
        let (pairs, _) = pairs.as_chunks::<2>();
        let units: Vec<u16> = pairs.iter().map(|pair| unit(*pair)).collect();
        String::from_utf16_lossy(&units)
    };
    match bytes {
        [0xFF, 0xFE, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => wide(rest, u16::from_be_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_whichever_way_a_file_is_written() {
        let little = [0xFF, 0xFE, b'h', 0, 0xE9, 0];
        let big = [0xFE, 0xFF, 0, b'h', 0, 0xE9];
        for bytes in [&little[..], &big, "\u{feff}hé".as_bytes(), "hé".as_bytes()] {
            assert_eq!(decoded(bytes), "hé");
        }
        assert_eq!(decoded(&[0xFF, 0xFE, b'h']), "", "half a sign");
        assert_eq!(decoded(&[b'h', 0xE9]), "h\u{fffd}");
    }
}
