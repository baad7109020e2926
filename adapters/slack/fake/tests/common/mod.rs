//! A bare app for the scenarios: it calls methods and answers events by hand, without an SDK.

#![expect(dead_code, reason = "each test file uses a part of it")]
#![expect(clippy::unwrap_used, reason = "helpers of tests are test code too")]

use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use bonsens_fake_slack::{FakeSlack, Team};
use futures_util::{SinkExt, StreamExt};
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

/// What a call is answered: status, headers, body.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

pub async fn send(request: Request<Body>) -> Answer {
    let client: Client<_, Body> = Client::builder(TokioExecutor::new()).build_http();
    let (parts, body) = client.request(request).await.unwrap().into_parts();
    let body = to_bytes(Body::new(body), 1 << 20).await.unwrap();
    Answer {
        status: parts.status,
        headers: parts.headers,
        body: body.to_vec(),
    }
}

/// Posts JSON to an address, with a token or without.
pub async fn post(url: &str, token: Option<&str>, args: &Value) -> Answer {
    let mut request = Request::post(url).header("content-type", "application/json; charset=utf-8");
    if let Some(token) = token {
        request = request.header("authorization", format!("Bearer {token}"));
    }
    send(request.body(Body::from(args.to_string())).unwrap()).await
}

/// Calls a method as the bot, and gives the answer.
pub async fn call(slack: &FakeSlack, team: &Team, method: &str, args: Value) -> Value {
    let url = format!("{}{method}", slack.api_url());
    post(&url, Some(&team.bot_token()), &args).await.json()
}

/// A socket, read and answered by hand.
pub struct Socket(WebSocketStream<MaybeTlsStream<tokio::net::TcpStream>>);

impl Socket {
    pub async fn address(slack: &FakeSlack, team: &Team) -> String {
        let url = format!("{}apps.connections.open", slack.api_url());
        let opened = post(&url, Some(&team.app_token()), &json!({})).await.json();
        opened["url"].as_str().unwrap().to_owned()
    }

    /// Opens a socket and takes the first thing that comes, `hello` if all is well.
    pub async fn open(slack: &FakeSlack, team: &Team) -> (Self, Value) {
        let (stream, _) = connect_async(Self::address(slack, team).await)
            .await
            .unwrap();
        let mut socket = Self(stream);
        let first = socket.next().await.unwrap();
        (socket, first)
    }

    /// Opens one that will not say anything.
    pub async fn open_silent(slack: &FakeSlack, team: &Team) -> Self {
        Self(
            connect_async(Self::address(slack, team).await)
                .await
                .unwrap()
                .0,
        )
    }

    /// The next message; `None` when the connection ended. A test fails rather than hangs.
    pub async fn next(&mut self) -> Option<Value> {
        let limit = Duration::from_secs(10);
        tokio::time::timeout(limit, self.read()).await.unwrap()
    }

    async fn read(&mut self) -> Option<Value> {
        loop {
            match self.0.next().await? {
                Ok(Message::Text(text)) => return Some(serde_json::from_str(&text).unwrap()),
                Ok(Message::Close(_)) | Err(_) => return None,
                Ok(_) => {}
            }
        }
    }

    /// Whether a ping is answered within this long.
    pub async fn answers_a_ping(&mut self, within: Duration) -> bool {
        self.0
            .send(Message::Ping("are you there?".into()))
            .await
            .unwrap();
        let pong = async {
            while let Some(Ok(message)) = self.0.next().await {
                if matches!(message, Message::Pong(_)) {
                    return true;
                }
            }
            false
        };
        tokio::time::timeout(within, pong).await.unwrap_or(false)
    }

    pub async fn acknowledges(&mut self, envelope: &Value, payload: Value) {
        let mut answer = json!({"envelope_id": envelope["envelope_id"]});
        if !payload.is_null() {
            answer["payload"] = payload;
        }
        self.0
            .send(Message::Text(answer.to_string().into()))
            .await
            .unwrap();
    }
}
