//! Calls to Discord's REST API: within its limits, timed, few at once, and with errors that hold
//! nothing of what was sent or answered. The SDK's own quote bodies, and its limiter calls another
//! host than the one in the settings.

mod address;
mod failure;
mod fetch;
mod guard;
mod limits;
mod route;
mod told;

use std::time::Duration;

use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Bytes;
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue, USER_AGENT};
use hyper::{Method, Request, StatusCode};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use secrecy::ExposeSecret;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use tokio::sync::Semaphore;
use tokio::time::{Instant, sleep, timeout};
use tracing::debug;

use crate::error::DiscordError;
use crate::settings::Settings;
pub(crate) use address::Api;
pub use failure::Failure;
pub use fetch::NotFetched;
use guard::Guard;
use limits::Limits;
use route::{Lane, Route};
use told::{Reason, Told};

/// The version of the API that is spoken.
pub(crate) const VERSION: &str = "/api/v10";
/// Who calls, in the form Discord asks for: an address, and a version.
pub(crate) const AGENT: &str = concat!(
    "DiscordBot (https://bonsens.invalid, ",
    env!("CARGO_PKG_VERSION"),
    ")"
);
/// Time Discord has to answer. Well within the lease of an action, so that no action is tried twice
/// at once.
const CALL: Duration = Duration::from_secs(10);
/// Time it has to take the first answer to an interaction: after three seconds it wants it no more.
const CALLBACK: Duration = Duration::from_millis(2_500);
/// The longest wait that is worth keeping a task for; what takes longer is handed back.
const PATIENCE: Duration = Duration::from_secs(2);
/// Calls under way at once; those that answer an interaction are not counted.
const AT_ONCE: usize = 16;
/// The largest answer taken, in bytes.
const LARGEST: usize = 8 << 20;

/// The REST API, as the bot.
pub struct Rest {
    client: Client<HttpsConnector<HttpConnector>, Full<Bytes>>,
    base: String,
    api: Api,
    token: HeaderValue,
    limits: Limits,
    guard: Guard,
    permits: Semaphore,
}

/// An answer of which nothing is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Done {}

impl<'de> Deserialize<'de> for Done {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        IgnoredAny::deserialize(deserializer).map(|_| Self {})
    }
}

impl std::fmt::Debug for Rest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut rest = f.debug_struct("Rest");
        rest.field("base", &self.base).finish_non_exhaustive()
    }
}

impl Rest {
    /// Ready to call. The process must have chosen its TLS provider before.
    pub fn new(settings: &Settings) -> Result<Self, DiscordError> {
        let address = settings.api_url.trim_end_matches('/');
        let api = Api::at(address).ok_or_else(|| DiscordError::Address(address.to_owned()))?;
        let bearer = format!("Bot {}", settings.bot_token.expose_secret());
        let mut token = HeaderValue::try_from(bearer).map_err(|_| DiscordError::TokenSpelling)?;
        token.set_sensitive(true);
        let connector = HttpsConnectorBuilder::new()
            .with_native_roots()?
            .https_or_http()
            .enable_http1()
            .build();
        Ok(Self {
            client: Client::builder(TokioExecutor::new()).build(connector),
            base: format!("{address}{VERSION}"),
            api,
            token,
            limits: Limits::default(),
            guard: Guard::default(),
            permits: Semaphore::new(AT_ONCE),
        })
    }

    /// Who answers.
    pub(crate) const fn api(&self) -> Api {
        self.api
    }

    /// Calls a path under the API's version. A short wait for Discord's limits is waited for.
    pub async fn call<A: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> Result<A, Failure> {
        let (lane, route) = (Lane::of(path), Route::of(&method, path));
        let patience = Instant::now() + PATIENCE;
        loop {
            self.turn(lane, &route, patience).await?;
            let permit = match lane {
                // Never closed.
                Lane::Usual => self.permits.acquire().await.ok(),
                Lane::Callback | Lane::Webhook => None,
            };
            let request = self.request(lane, &method, path, body)?;
            let time = if lane == Lane::Callback {
                CALLBACK
            } else {
                CALL
            };
            let answered = timeout(time, self.answer(request)).await;
            drop(permit);
            let (status, headers, bytes) = answered
                .unwrap_or_else(|_| Err(Failure::Doubtful("no answer in time".to_owned())))?;
            match self.read(&route, status, &headers, &bytes) {
                // Discord did nothing: it may be asked again where that is soon.
                Err(Failure::Limited(time)) if Instant::now() + time <= patience => {
                    if lane == Lane::Callback {
                        return Err(Failure::Limited(time));
                    }
                }
                read => return read,
            }
        }
    }

    /// Waits until a call may be made, or says how long that would take.
    async fn turn(&self, lane: Lane, route: &Route, patience: Instant) -> Result<(), Failure> {
        loop {
            if let Some(left) = self.guard.closed() {
                return Err(Failure::Limited(left));
            }
            let Err(wait) = self.limits.take(lane, route) else {
                return Ok(());
            };
            if Instant::now() + wait > patience {
                return Err(Failure::Limited(wait));
            }
            sleep(wait).await;
        }
    }

    fn request(
        &self,
        lane: Lane,
        method: &Method,
        path: &str,
        body: Option<&Value>,
    ) -> Result<Request<Full<Bytes>>, Failure> {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.base))
            .header(USER_AGENT, AGENT);
        // An interaction's own token is in its path, and is all it takes.
        if lane == Lane::Usual {
            request = request.header(AUTHORIZATION, self.token.clone());
        }
        let bytes = match body {
            Some(body) => {
                request = request.header(CONTENT_TYPE, "application/json");
                Bytes::from(body.to_string())
            }
            None => Bytes::new(),
        };
        let request = request.body(Full::new(bytes));
        request.map_err(|_| Failure::Doubtful("no such path".to_owned()))
    }

    async fn answer(
        &self,
        request: Request<Full<Bytes>>,
    ) -> Result<(StatusCode, HeaderMap, Bytes), Failure> {
        let answer = self.client.request(request).await;
        let answer = answer.map_err(|_| Failure::Doubtful("no connection".to_owned()))?;
        let (head, body) = answer.into_parts();
        let body = Limited::new(body, LARGEST).collect().await;
        let body = body.map_err(|_| Failure::Doubtful("half an answer".to_owned()))?;
        Ok((head.status, head.headers, body.to_bytes()))
    }

    fn read<A: DeserializeOwned>(
        &self,
        route: &Route,
        status: StatusCode,
        headers: &HeaderMap,
        bytes: &[u8],
    ) -> Result<A, Failure> {
        let reason = if status.is_success() {
            Reason::default()
        } else {
            Reason::of(bytes)
        };
        let told = Told::by(status, headers, &reason);
        self.limits.learn(route, &told);
        if matches!(status.as_u16(), 401 | 403) || (told.leave.is_some() && !told.shared) {
            self.guard.count();
        }
        if let Some(time) = told.leave {
            debug!(route = route.shape, everywhere = told.everywhere, wait = ?time, "limited");
            return Err(Failure::Limited(time));
        }
        if status.is_client_error() {
            return Err(Failure::Code {
                status: status.as_u16(),
                code: reason.code,
            });
        }
        if !status.is_success() {
            return Err(Failure::Doubtful(format!("HTTP {}", status.as_u16())));
        }
        // Where there is nothing to say, nothing is sent, not even `null`.
        let bytes = if bytes.is_empty() { b"null" } else { bytes };
        let read = serde_json::from_slice(bytes);
        read.map_err(|_| Failure::Doubtful("an answer that can't be read".to_owned()))
    }
}

#[cfg(test)]
mod tests;
