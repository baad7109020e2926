//! Looks whether everything Discord has to be told is in place, before anyone counts on it, and says
//! what to do about each miss. It reads only.

mod server;

use std::time::Duration;

use bonsens_kit::{Check, Say, State};
use bonsens_port::{Lang, WorkspaceId};
use http_body_util::{BodyExt, Empty, Limited};
use hyper::body::Bytes;
use hyper::header::{AUTHORIZATION, DATE, HeaderMap, USER_AGENT};
use hyper::{Method, Request, StatusCode};
use hyper_rustls::HttpsConnectorBuilder;
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use jiff::Timestamp;
use secrecy::ExposeSecret;
use serde::Deserialize;
use serenity::all::ApplicationFlags;

use crate::rest::{AGENT, Failure, Rest, VERSION};
use crate::settings::Settings;

/// The longest time one question may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// The largest answer read.
const ANSWER: usize = 1 << 20;
/// How far this machine's clock may be from Discord's, in seconds.
const SKEW: i64 = 60;

/// Looks at everything, and says it in this language.
pub async fn check(settings: &Settings, lang: Lang, say: &Say) -> Vec<Check> {
    let mut doctor = Doctor {
        lang,
        say,
        workspace: None,
        checks: Vec::new(),
    };
    doctor.look(settings).await;
    doctor.checks
}

struct Doctor<'a> {
    lang: Lang,
    say: &'a Say,
    workspace: Option<WorkspaceId>,
    checks: Vec<Check>,
}

/// Who a token is, and when Discord said so.
struct Introduction {
    status: StatusCode,
    me: Option<Me>,
    at: Option<Timestamp>,
}

#[derive(Deserialize)]
struct Me {
    id: String,
    #[serde(default)]
    bot: bool,
}
#[derive(Deserialize)]
struct Application {
    id: String,
    #[serde(default)]
    flags: u64,
}

impl Doctor<'_> {
    async fn look(&mut self, settings: &Settings) {
        // It also says whether the token may be shown at this address.
        let Ok(rest) = Rest::new(settings) else {
            return self.bad("connection", State::Unknown, "unreachable", "");
        };
        let Some(told) = introduction(settings).await else {
            return self.bad("connection", State::Unknown, "unreachable", "");
        };
        self.clock(told.at, Timestamp::now());
        if told.status == StatusCode::UNAUTHORIZED {
            return self.bad("token", State::Bad, "token-bad", "");
        }
        let Some(me) = told.me else {
            return self.bad("token", State::Unknown, "later", "");
        };
        self.good("token", "token", "");
        if !me.bot {
            return self.bad("bot", State::Bad, "bot-bad", &me.id);
        }
        self.good("bot", "bot", "");
        let asked: Result<Application, Failure> =
            rest.call(Method::GET, "/applications/@me", None).await;
        let application = asked.ok();
        match &application {
            Some(application) => self.intents(application.flags, settings.welcomes()),
            None => self.bad("message-content", State::Unknown, "later", ""),
        }
        let application = application.map(|application| application.id);
        for server in &settings.servers {
            self.workspace = Some(server.id.clone());
            self.server(&rest, server, &me.id, application.as_deref())
                .await;
        }
    }

    /// What the application may be told of. A bot on few servers has the lesser of each two.
    fn intents(&mut self, flags: u64, welcomes: bool) {
        let flags = ApplicationFlags::from_bits_truncate(flags);
        let content = ApplicationFlags::GATEWAY_MESSAGE_CONTENT
            | ApplicationFlags::GATEWAY_MESSAGE_CONTENT_LIMITED;
        let members = ApplicationFlags::GATEWAY_GUILD_MEMBERS
            | ApplicationFlags::GATEWAY_GUILD_MEMBERS_LIMITED;
        if flags.intersects(content) {
            self.good("message-content", "content", "");
        } else {
            self.bad("message-content", State::Bad, "content-bad", "");
        }
        if !welcomes {
            return;
        }
        if flags.intersects(members) {
            self.good("server-members", "members", "");
        } else {
            self.bad("server-members", State::Bad, "members-bad", "");
        }
    }

    fn clock(&mut self, discord: Option<Timestamp>, here: Timestamp) {
        let Some(discord) = discord else {
            return self.bad("clock", State::Unknown, "later", "");
        };
        let apart = here.duration_since(discord).as_secs();
        if apart.abs() <= SKEW {
            self.good("clock", "clock", "");
        } else {
            self.bad("clock", State::Bad, "clock-bad", &apart.to_string());
        }
    }

    fn good(&mut self, name: &'static str, key: &str, detail: &str) {
        let told = self.words(key, detail);
        self.add(name, State::Good, told, None);
    }

    fn bad(&mut self, name: &'static str, state: State, key: &str, detail: &str) {
        let told = self.words(key, detail);
        let remedy = self.said(&format!("discord-doctor-{key}-do"));
        self.add(name, state, told, Some(remedy));
    }

    fn words(&self, key: &str, detail: &str) -> String {
        let words = self.said(&format!("discord-doctor-{key}"));
        format!("{words} {detail}").trim_end().to_owned()
    }

    fn said(&self, key: &str) -> String {
        (self.say)(self.lang, key)
    }

    fn add(&mut self, name: &'static str, state: State, told: String, remedy: Option<String>) {
        self.checks.push(Check {
            name,
            workspace: self.workspace.clone(),
            state,
            told,
            remedy,
        });
    }
}

/// Asks Discord who a token is. Not as everything else is asked, which keeps the headers to itself:
/// they say what time it is.
async fn introduction(settings: &Settings) -> Option<Introduction> {
    let connector = HttpsConnectorBuilder::new().with_native_roots().ok()?;
    let connector = connector.https_or_http().enable_http1().build();
    let client = Client::builder(TokioExecutor::new()).build(connector);
    let token = format!("Bot {}", settings.bot_token.expose_secret());
    let base = settings.api_url.trim_end_matches('/');
    let request = Request::get(format!("{base}{VERSION}/users/@me"))
        .header(USER_AGENT, AGENT)
        .header(AUTHORIZATION, token)
        .body(Empty::<Bytes>::new())
        .ok()?;
    let asked = async {
        let (head, body) = client.request(request).await.ok()?.into_parts();
        let body = Limited::new(body, ANSWER).collect().await.ok()?.to_bytes();
        Some((head.status, head.headers, body))
    };
    let (status, headers, body) = tokio::time::timeout(PATIENCE, asked).await.ok()??;
    Some(Introduction {
        status,
        me: serde_json::from_slice(&body)
            .ok()
            .filter(|_| status.is_success()),
        at: date(&headers),
    })
}

fn date(headers: &HeaderMap) -> Option<Timestamp> {
    let date = headers.get(DATE)?.to_str().ok()?;
    let date = jiff::fmt::rfc2822::parse(date).ok()?;
    Some(date.timestamp())
}

#[cfg(test)]
mod tests;
