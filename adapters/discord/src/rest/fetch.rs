//! Files people attach: from where Discord keeps them, without the token, and no more of them than
//! may be read.

use std::time::Duration;

use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Bytes;
use hyper::{Request, StatusCode, Uri};
use tokio::time::timeout;

use super::Rest;

/// Time a file has to come.
const COMING: Duration = Duration::from_secs(10);

/// Why a file was not fetched. Holds nothing of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotFetched {
    /// Discord does not give it, or not any more.
    #[error("it is gone")]
    Gone,
    /// It is at an address that is not Discord's.
    #[error("it is not kept by Discord")]
    Elsewhere,
    /// It is larger than it may be.
    #[error("it is too large")]
    Large,
    /// It did not come in time.
    #[error("it did not come in time")]
    Late,
}

impl Rest {
    /// Fetches a file of at most this many bytes. Redirects are not followed.
    pub async fn fetch(&self, address: &str, most: usize) -> Result<Vec<u8>, NotFetched> {
        let uri: Uri = address.parse().map_err(|_| NotFetched::Elsewhere)?;
        if !self.api.may_fetch(&uri) {
            return Err(NotFetched::Elsewhere);
        }
        let request = Request::get(uri)
            .body(Full::<Bytes>::default())
            .map_err(|_| NotFetched::Gone)?;
        let coming = async {
            let answer = self.client.request(request).await;
            let answer = answer.map_err(|_| NotFetched::Late)?;
            match answer.status() {
                StatusCode::OK => {}
                status if status.is_server_error() => return Err(NotFetched::Late),
                _ => return Err(NotFetched::Gone),
            }
            let body = Limited::new(answer.into_body(), most).collect().await;
            let body = body.map_err(|error| {
                if error.is::<http_body_util::LengthLimitError>() {
                    NotFetched::Large
                } else {
                    NotFetched::Late
                }
            })?;
            Ok(body.to_bytes().to_vec())
        };
        timeout(COMING, coming)
            .await
            .unwrap_or(Err(NotFetched::Late))
    }
}
