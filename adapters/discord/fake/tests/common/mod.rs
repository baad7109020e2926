//! A bare app for the scenarios: it calls routes and reads the gateway by hand, without a library.

#![expect(dead_code, reason = "each test file uses a part of it")]
#![expect(clippy::unwrap_used, reason = "helpers of tests are test code too")]

use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request};
use bonsens_fake_discord::FakeDiscord;
use futures_util::{SinkExt, StreamExt};
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

/// What the app of these tests asks for: servers, messages on them and direct ones, and the words.
pub const INTENTS: u64 = 1 | (1 << 1) | (1 << 9) | (1 << 12) | (1 << 15);

/// What a call is answered: status, headers, body.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    pub fn code(&self) -> u64 {
        self.json()["code"].as_u64().unwrap()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers[name].to_str().unwrap()
    }
}

/// Calls a route with a token; `None` when there was no answer.
pub async fn send(
    discord: &FakeDiscord,
    token: &str,
    method: &str,
    path: &str,
    body: Option<Value>,
) -> Option<Answer> {
    let url = format!("{}/api/v10{path}", discord.api_url());
    let mut request = Request::builder().method(method).uri(url);
    request = request.header("user-agent", "DiscordBot (https://example.org, 1)");
    request = request.header("authorization", format!("Bot {token}"));
    let body = match body {
        Some(body) => {
            request = request.header("content-type", "application/json");
            Body::from(body.to_string())
        }
        None => Body::empty(),
    };
    let client: Client<_, Body> = Client::builder(TokioExecutor::new()).build_http();
    let answer = client.request(request.body(body).unwrap()).await.ok()?;
    let (parts, body) = answer.into_parts();
    let body = to_bytes(Body::new(body), 1 << 20).await.ok()?;
    Some(Answer {
        status: parts.status.as_u16(),
        headers: parts.headers,
        body: body.to_vec(),
    })
}

/// Fetches a file, without a token.
pub async fn fetch(url: &str) -> Answer {
    let request = Request::get(url).body(Body::empty()).unwrap();
    let client: Client<_, Body> = Client::builder(TokioExecutor::new()).build_http();
    let (parts, body) = client.request(request).await.unwrap().into_parts();
    let body = to_bytes(Body::new(body), 1 << 20).await.unwrap();
    Answer {
        status: parts.status.as_u16(),
        headers: parts.headers,
        body: body.to_vec(),
    }
}

/// Calls a route as the bot.
pub async fn call(discord: &FakeDiscord, method: &str, path: &str, body: Option<Value>) -> Answer {
    let token = discord.bot_token();
    send(discord, &token, method, path, body).await.unwrap()
}

/// Words that notify nobody.
pub fn words(content: &str) -> Value {
    json!({"content": content, "allowed_mentions": {"parse": []}})
}

/// Posts words as the bot.
pub async fn says(discord: &FakeDiscord, channel: &str, content: &str) -> Answer {
    let path = format!("/channels/{channel}/messages");
    call(discord, "POST", &path, Some(words(content))).await
}

/// A connection to the gateway, read and answered by hand.
pub struct Socket {
    stream: WebSocketStream<MaybeTlsStream<tokio::net::TcpStream>>,
    /// The number of the last event.
    pub seq: u64,
}

/// How a connection ended.
#[derive(Debug, PartialEq, Eq)]
pub enum End {
    /// With a code.
    Code(u16),
    /// With an empty frame.
    Empty,
    /// Without a word.
    Dropped,
}

impl Socket {
    /// Opens one and takes the hello.
    pub async fn open(url: &str) -> Self {
        let mut socket = Self::silent(url).await;
        let hello = socket.next().await.unwrap();
        assert_eq!(hello["op"], 10);
        assert!(hello["d"]["heartbeat_interval"].is_u64());
        socket
    }

    /// Opens one that may never say anything.
    pub async fn silent(url: &str) -> Self {
        Self::try_open(url).await.unwrap()
    }

    pub async fn try_open(url: &str) -> Option<Self> {
        let url = format!("{url}/?v=10&encoding=json");
        let (stream, _) = connect_async(url).await.ok()?;
        Some(Self { stream, seq: 0 })
    }

    /// Opens one, identifies and takes everything up to the last `GUILD_CREATE`; what `READY` says.
    pub async fn identified(discord: &FakeDiscord, intents: u64) -> (Self, Value) {
        let mut socket = Self::open(&discord.gateway_url()).await;
        socket.identifies(&discord.bot_token(), intents).await;
        let ready = socket.event("READY").await;
        for _ in ready["guilds"].as_array().unwrap() {
            socket.event("GUILD_CREATE").await;
        }
        (socket, ready)
    }

    pub async fn identifies(&mut self, token: &str, intents: u64) {
        let properties = json!({"os": "linux", "browser": "a test", "device": "a test"});
        let data = json!({"token": token, "intents": intents, "properties": properties});
        self.says(2, data).await;
    }

    pub async fn resumes(&mut self, discord: &FakeDiscord, session: &Value, seq: u64) {
        let data = json!({"token": discord.bot_token(), "session_id": session, "seq": seq});
        self.says(6, data).await;
    }

    pub async fn says(&mut self, op: u64, data: Value) {
        let payload = json!({"op": op, "d": data}).to_string();
        self.stream
            .send(Message::Text(payload.into()))
            .await
            .unwrap();
    }

    /// Closes with a code.
    pub async fn closes(&mut self, code: u16) {
        let frame = CloseFrame {
            code: code.into(),
            reason: "".into(),
        };
        self.stream.close(Some(frame)).await.unwrap();
    }

    /// The next payload, or how it ended. A test fails rather than hangs.
    pub async fn next(&mut self) -> Result<Value, End> {
        let limit = Duration::from_secs(10);
        tokio::time::timeout(limit, self.read()).await.unwrap()
    }

    async fn read(&mut self) -> Result<Value, End> {
        loop {
            match self.stream.next().await {
                Some(Ok(Message::Text(text))) => {
                    let payload: Value = serde_json::from_str(&text).unwrap();
                    if let Some(seq) = payload["s"].as_u64() {
                        self.seq = seq;
                    }
                    return Ok(payload);
                }
                Some(Ok(Message::Close(Some(frame)))) => return Err(End::Code(frame.code.into())),
                Some(Ok(Message::Close(None))) => return Err(End::Empty),
                Some(Err(_)) | None => return Err(End::Dropped),
                Some(Ok(_)) => {}
            }
        }
    }

    /// The next event, which has this name; what it says. Heartbeats are answered.
    pub async fn event(&mut self, name: &str) -> Value {
        loop {
            let payload = self.next().await.unwrap();
            match payload["op"].as_u64() {
                Some(1) => self.says(1, json!(self.seq)).await,
                Some(11) => {}
                _ => {
                    assert_eq!(payload["t"], name, "{payload:#}");
                    return payload["d"].clone();
                }
            }
        }
    }
}
