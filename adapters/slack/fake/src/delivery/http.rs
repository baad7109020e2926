//! Delivery by signed requests to the app's address.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use axum::body::{Body, to_bytes};
use axum::http::{Request, Response, StatusCode, Uri};
use hmac::{Hmac, KeyInit, Mac};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde_json::{Value, json};
use sha2::Sha256;

use super::{Delivery, Kind, Outcome, Result, Retry};
use crate::Shared;

pub(crate) type Client = hyper_util::client::legacy::Client<HttpConnector, Body>;

pub(crate) fn client() -> Client {
    hyper_util::client::legacy::Client::builder(TokioExecutor::new()).build_http()
}

/// The signature Slack gives a request, `v0=…`, for the header `X-Slack-Signature`.
#[must_use]
pub fn sign(secret: &str, timestamp: u64, body: &str) -> String {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else {
        unreachable!("HMAC takes keys of any length");
    };
    mac.update(format!("v0:{timestamp}:{body}").as_bytes());
    let digest = mac.finalize().into_bytes();
    digest.iter().fold("v0=".to_owned(), |signature, byte| {
        format!("{signature}{byte:02x}")
    })
}

/// Whether an address is on this machine: nothing is ever sent elsewhere.
pub(crate) fn is_loopback(url: &str) -> bool {
    let Ok(url) = url.parse::<Uri>() else {
        return false;
    };
    let host = url.host().unwrap_or_default();
    let host = host.trim_start_matches('[').trim_end_matches(']');
    url.scheme_str() == Some("http")
        && (host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback()))
}

fn wall_clock() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs())
}

/// A form as a browser would send it.
fn form<'a>(fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish()
}

fn body_of(job: &Delivery) -> (String, &'static str) {
    const FORM: &str = "application/x-www-form-urlencoded";
    match job.kind {
        Kind::Event => (job.body.to_string(), "application/json"),
        Kind::Interaction => (form([("payload", job.body.to_string().as_str())]), FORM),
        Kind::Command => {
            let fields = job.body.as_object().into_iter().flatten();
            let fields = fields.filter_map(|(key, value)| Some((key.as_str(), value.as_str()?)));
            (form(fields), FORM)
        }
    }
}

async fn send(
    client: &Client,
    secret: &str,
    url: &str,
    (body, content_type): (String, &str),
    retry: Option<(usize, &str)>,
) -> std::result::Result<Response<axum::body::Bytes>, ()> {
    if !is_loopback(url) {
        return Err(());
    }
    let timestamp = wall_clock();
    let mut request = Request::post(url)
        .header("content-type", content_type)
        .header("user-agent", "Slackbot 1.0 (+https://api.slack.com/robots)")
        .header("x-slack-request-timestamp", timestamp)
        .header("x-slack-signature", sign(secret, timestamp, &body));
    if let Some((number, reason)) = retry {
        request = request
            .header("x-slack-retry-num", number)
            .header("x-slack-retry-reason", reason);
    }
    let request = request.body(Body::from(body)).map_err(drop)?;
    let (parts, body) = client.request(request).await.map_err(drop)?.into_parts();
    let bytes = to_bytes(Body::new(body), 1 << 20).await.map_err(drop)?;
    Ok(Response::from_parts(parts, bytes))
}

/// An answer in JSON, or the bare words a command may be answered with.
fn read(body: &[u8]) -> Option<Value> {
    let words = std::str::from_utf8(body).ok()?.trim();
    (!words.is_empty()).then(|| serde_json::from_str(words).unwrap_or_else(|_| json!(words)))
}

pub(crate) async fn attempt(
    shared: &Arc<Shared>,
    client: &Client,
    url: &str,
    job: &Delivery,
    retry: Retry,
) -> Result {
    let secret = shared
        .state
        .look(|state| state.team(&job.team).signing_secret.clone());
    let retry = retry.as_ref().map(|(number, outcome)| {
        let reason = match outcome {
            Outcome::TimedOut => "http_timeout",
            Outcome::Broken => "connection_failed",
            Outcome::Refused(_) | Outcome::Acknowledged => "http_error",
        };
        (*number, reason)
    });
    let sending = send(client, &secret, url, body_of(job), retry);
    match tokio::time::timeout(shared.options.acknowledge_within, sending).await {
        Err(_) => Result::failed(Outcome::TimedOut),
        Ok(Err(())) => Result::failed(Outcome::Broken),
        Ok(Ok(response)) if response.status().is_success() => Result {
            outcome: Outcome::Acknowledged,
            answer: read(response.body()),
            no_retry: false,
        },
        Ok(Ok(response)) => Result {
            outcome: Outcome::Refused(response.status().as_u16()),
            answer: None,
            no_retry: response.headers().contains_key("x-slack-no-retry"),
        },
    }
}

/// Asks an address to prove that it is the app's, as Slack does before it sends anything.
pub(crate) async fn verify(secret: &str, url: &str) -> std::result::Result<(), String> {
    let challenge = "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P";
    let body = json!({
        "token": "verification-token", "challenge": challenge, "type": "url_verification",
    });
    let body = (body.to_string(), "application/json");
    let response = send(&client(), secret, url, body, None)
        .await
        .map_err(|()| format!("nobody answers at {url}"))?;
    if response.status() != StatusCode::OK {
        return Err(format!("the address answered {}", response.status()));
    }
    let answer = String::from_utf8_lossy(response.body());
    let in_json =
        serde_json::from_str::<Value>(&answer).is_ok_and(|answer| answer["challenge"] == challenge);
    let in_form = form_urlencoded::parse(answer.as_bytes())
        .any(|(key, value)| key == "challenge" && value == challenge);
    if answer.trim() == challenge || in_json || in_form {
        Ok(())
    } else {
        Err("the address did not answer the challenge".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signature_is_the_documented_one() {
        // The example of Slack's page on verifying requests.
        let body = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&\
                    channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&\
                    command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2F\
                    commands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=\
                    398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
        assert_eq!(
            sign("8f742231b10e8888abcd99yyyzzz85a5", 1_531_420_618, body),
            "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
        );
    }

    #[test]
    fn only_this_machine_is_loopback() {
        for url in [
            "http://127.0.0.1:80/x",
            "http://localhost/x",
            "http://[::1]:9/",
        ] {
            assert!(is_loopback(url), "{url}");
        }
        for url in [
            "https://127.0.0.1/",
            "http://example.org/",
            "http://10.0.0.1/",
            "no",
        ] {
            assert!(!is_loopback(url), "{url}");
        }
    }
}
