//! Looks whether everything Discord has to be told is in place, before anyone counts on it, and says
//! what to do about each miss. It reads only.

mod server;

use std::time::Duration;

use bonsens_kit::{Check, Say, Sheet, State};
use bonsens_port::Lang;
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

/// Looks at everything, and says it in this language.
pub async fn check(settings: &Settings, lang: Lang, say: &Say) -> Vec<Check> {
    let mut doctor = Doctor {
        sheet: Sheet::new(lang, say, "discord-doctor"),
    };
    doctor.look(settings).await;
    doctor.sheet.checks()
}

struct Doctor<'a> {
    sheet: Sheet<'a>,
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
            return self
                .sheet
                .bad("connection", State::Unknown, "unreachable", "");
        };
        let Some(told) = introduction(settings).await else {
            return self
                .sheet
                .bad("connection", State::Unknown, "unreachable", "");
        };
        self.sheet.clock(told.at, Timestamp::now());
        if told.status == StatusCode::UNAUTHORIZED {
            return self.sheet.bad("token", State::Bad, "token-bad", "");
        }
        let Some(me) = told.me else {
            return self.sheet.bad("token", State::Unknown, "later", "");
        };
        self.sheet.good("token", "token", "");
        if !me.bot {
            return self.sheet.bad("bot", State::Bad, "bot-bad", &me.id);
        }
        self.sheet.good("bot", "bot", "");
        let asked: Result<Application, Failure> =
            rest.call(Method::GET, "/applications/@me", None).await;
        let application = asked.ok();
        match &application {
            Some(application) => self.intents(application.flags, settings.welcomes()),
            None => self
                .sheet
                .bad("message-content", State::Unknown, "later", ""),
        }
        let application = application.map(|application| application.id);
        for server in &settings.servers {
            self.sheet.workspace = Some(server.id.clone());
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
            self.sheet.good("message-content", "content", "");
        } else {
            self.sheet
                .bad("message-content", State::Bad, "content-bad", "");
        }
        if !welcomes {
            return;
        }
        if flags.intersects(members) {
            self.sheet.good("server-members", "members", "");
        } else {
            self.sheet
                .bad("server-members", State::Bad, "members-bad", "");
        }
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
