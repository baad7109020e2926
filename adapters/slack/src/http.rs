//! The signed endpoint: Slack calls the bot, at an address a balancer may stand before, so that
//! several can share the work.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde_json::{Map, Value};
use slack_morphism::prelude::SlackSigningSecret;
use slack_morphism::signature_verifier::SlackEventSignatureVerifier;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tracing::{debug, info, warn};

use crate::error::SlackError;
use crate::incoming::Payload;
use crate::manifest::{COMMANDS_PATH, EVENTS_PATH, INTERACTIVITY_PATH};
use crate::reception::{Answer, Reception, private};

/// The largest body taken, in bytes.
const LARGEST: usize = 1 << 20;
/// Time connections have to end on the way down.
const ENDING: Duration = Duration::from_secs(10);

struct Endpoint {
    reception: Arc<Reception>,
    verifier: SlackEventSignatureVerifier,
}

/// Listens until told to stop.
pub async fn run(
    address: SocketAddr,
    secret: &SecretString,
    reception: Arc<Reception>,
    stop: CancellationToken,
) -> Result<(), SlackError> {
    let listen = |reason| SlackError::Listen { address, reason };
    let listener = TcpListener::bind(address).await.map_err(listen)?;
    info!(%address, "listening for Slack");
    let secret = SlackSigningSecret::new(secret.expose_secret().to_owned());
    let endpoint = Arc::new(Endpoint {
        reception,
        verifier: SlackEventSignatureVerifier::new(&secret),
    });
    // Each says what it is, so that an app with one address for everything works as well.
    let routes = Router::new()
        .route(EVENTS_PATH, post(receive))
        .route(INTERACTIVITY_PATH, post(receive))
        .route(COMMANDS_PATH, post(receive))
        .route("/healthz", get(|| async { "ok" }))
        .layer(DefaultBodyLimit::max(LARGEST))
        .with_state(endpoint);
    let serving =
        axum::serve(listener, routes).with_graceful_shutdown(stop.clone().cancelled_owned());
    tokio::select! {
        ended = serving => ended.map_err(SlackError::Network),
        () = async { stop.cancelled().await; tokio::time::sleep(ENDING).await } => {
            warn!("connections that did not end are left");
            Ok(())
        }
    }
}

async fn receive(
    State(endpoint): State<Arc<Endpoint>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let Some(text) = endpoint.signed(&headers, &body) else {
        debug!("a request without Slack's signature");
        return StatusCode::UNAUTHORIZED.into_response();
    };
    let form = headers.get(header::CONTENT_TYPE).is_some_and(|kind| {
        kind.as_bytes()
            .starts_with(b"application/x-www-form-urlencoded")
    });
    if !form {
        if let Some(challenge) = challenge(text) {
            return challenge.into_response();
        }
        return endpoint.take(Payload::Event(text.as_bytes())).await;
    }
    let mut fields = Map::new();
    for (name, value) in form_urlencoded::parse(text.as_bytes()) {
        fields.insert(name.into_owned(), Value::String(value.into_owned()));
    }
    if let Some(act) = fields.get("payload").and_then(Value::as_str) {
        return endpoint.take(Payload::Act(act.as_bytes())).await;
    }
    let command = Value::Object(fields).to_string();
    endpoint.take(Payload::Command(command.as_bytes())).await
}

impl Endpoint {
    /// The body, if Slack signed it lately. The comparison takes the same time wherever it fails.
    fn signed<'b>(&self, headers: &HeaderMap, body: &'b [u8]) -> Option<&'b str> {
        let header = |name| headers.get(name)?.to_str().ok();
        let signature = header(SlackEventSignatureVerifier::SLACK_SIGNED_HASH_HEADER)?;
        let timestamp = header(SlackEventSignatureVerifier::SLACK_SIGNED_TIMESTAMP)?;
        let body = std::str::from_utf8(body).ok()?;
        let verified = self.verifier.verify(signature, body, timestamp);
        verified.is_ok().then_some(body)
    }

    async fn take(&self, payload: Payload<'_>) -> Response {
        match self.reception.receive(payload).await {
            Answer::Done => StatusCode::OK.into_response(),
            Answer::Say(words) => {
                let kind = [(header::CONTENT_TYPE, "application/json")];
                (kind, private(&words).to_string()).into_response()
            }
            Answer::NotTaken => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        }
    }
}

/// What Slack wants to hear back, to know that the address is the app's.
fn challenge(body: &str) -> Option<String> {
    #[derive(Deserialize)]
    struct Verification {
        #[serde(rename = "type")]
        kind: String,
        challenge: String,
    }
    let verification: Verification = serde_json::from_str(body).ok()?;
    (verification.kind == "url_verification").then_some(verification.challenge)
}
