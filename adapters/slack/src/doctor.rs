//! Looks whether everything Slack has to be told is in place, before anyone counts on it, and says
//! what to do about each miss. It reads only; the socket it asks for is never opened.

use std::time::Duration;

use bonsens_kit::{Check, Say, Sheet, State};
use bonsens_port::Lang;
use http_body_util::{BodyExt, Empty, Limited};
use hyper::Request;
use hyper::body::Bytes;
use hyper::header::{AUTHORIZATION, DATE, HeaderMap};
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use jiff::Timestamp;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use slack_morphism::prelude::SlackApiAppsConnectionOpenRequest;

use crate::api::{Api, Failure, connector, token};
use crate::manifest::{REMOVAL_SCOPE, SCOPES};
use crate::settings::{Connection, Settings, Workspace};

/// The longest time one question may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// The largest answer read.
const ANSWER: usize = 1 << 20;
/// The name of the look at the moderators' channel.
const MODERATORS: &str = "moderators-channel";
/// A signing secret: this many hexadecimal digits.
const SECRET: usize = 32;

/// Looks at everything, and says it in this language.
pub async fn check(settings: &Settings, lang: Lang, say: &Say) -> Vec<Check> {
    let mut doctor = Doctor {
        sheet: Sheet::new(lang, say, "slack-doctor"),
    };
    let Ok(api) = Api::new(settings) else {
        doctor
            .sheet
            .bad("connection", State::Unknown, "unreachable", "");
        return doctor.sheet.checks();
    };
    match &settings.connection {
        Connection::Socket { app_token } => doctor.socket(&api, app_token).await,
        Connection::Http { signing_secret, .. } => doctor.secret(signing_secret),
    }
    for workspace in &settings.workspaces {
        doctor.sheet.workspace = Some(workspace.id.clone());
        doctor.look_at(settings, &api, workspace).await;
    }
    doctor.sheet.checks()
}

struct Doctor<'a> {
    sheet: Sheet<'a>,
}

/// What Slack says of a token, and around it.
struct Introduction {
    error: Option<String>,
    team: Option<String>,
    user: Option<String>,
    scopes: Option<Vec<String>>,
    at: Option<Timestamp>,
}

#[derive(Deserialize)]
struct Told {
    error: Option<String>,
    team_id: Option<String>,
    user_id: Option<String>,
}
#[derive(Deserialize)]
struct Owner {
    user: Manager,
}
#[derive(Deserialize)]
struct Manager {
    #[serde(default)]
    is_admin: bool,
    #[serde(default)]
    is_owner: bool,
}
#[derive(Deserialize)]
struct Info {
    channel: Channel,
}
#[derive(Deserialize)]
struct Channel {
    #[serde(default)]
    is_member: bool,
    #[serde(default)]
    is_archived: bool,
    #[serde(default)]
    is_private: bool,
}
#[derive(Deserialize)]
struct Members {
    users: Vec<String>,
}

impl Doctor<'_> {
    async fn look_at(&mut self, settings: &Settings, api: &Api, workspace: &Workspace) {
        let Some(told) = introduction(&settings.api_url, &workspace.bot_token).await else {
            return self.sheet.bad("token", State::Unknown, "unreachable", "");
        };
        self.sheet.clock(told.at, Timestamp::now());
        if let Some(error) = &told.error {
            return self.sheet.bad("token", State::Bad, "token-bad", error);
        }
        self.sheet.good("token", "token", "");
        match told.team.as_deref() {
            Some(team) if team == workspace.id.as_str() => self.sheet.good("team", "team", ""),
            team => self
                .sheet
                .bad("team", State::Bad, "team-bad", team.unwrap_or_default()),
        }
        self.scopes(told.scopes.as_deref());
        let moderators = workspace.moderators_channel.as_str();
        self.channel(api, workspace, MODERATORS, moderators).await;
        if let Some(helpdesk) = &workspace.helpdesk_channel {
            self.channel(api, workspace, "helpdesk-channel", helpdesk.as_str())
                .await;
        }
        self.remover(settings, api, workspace).await;
        let groups = [
            workspace.moderators_group.as_ref(),
            workspace.admins_group.as_ref(),
        ];
        for (name, group) in ["moderators-group", "admins-group"].into_iter().zip(groups) {
            if let Some(group) = group {
                self.group(api, workspace, name, group).await;
            }
        }
    }

    fn scopes(&mut self, granted: Option<&[String]>) {
        let Some(granted) = granted else {
            return self.sheet.bad("scopes", State::Unknown, "later", "");
        };
        let missing: Vec<_> = SCOPES
            .iter()
            .filter(|(scope, _)| !granted.iter().any(|granted| granted == scope))
            .map(|(scope, why)| format!("{scope} ({})", self.sheet.said(why)))
            .collect();
        if missing.is_empty() {
            self.sheet.good("scopes", "scopes", "");
        } else {
            self.sheet
                .bad("scopes", State::Bad, "scopes-bad", &missing.join(", "));
        }
    }

    /// A channel the bot was given to write in.
    async fn channel(
        &mut self,
        api: &Api,
        workspace: &Workspace,
        name: &'static str,
        channel: &str,
    ) {
        let arguments = [("channel", channel)];
        let asked = api.get(&workspace.id, "conversations.info", &arguments);
        let asked: Result<Info, Failure> = asked.await;
        match asked.map(|info| info.channel) {
            Ok(found) if found.is_archived => self.sheet.bad(name, State::Bad, "archived", channel),
            // Its members act on flags where no group does: nobody may let themselves in.
            Ok(found)
                if name == MODERATORS
                    && workspace.moderators_group.is_none()
                    && !found.is_private =>
            {
                self.sheet
                    .bad(name, State::Bad, "moderators-public", channel);
            }
            Ok(found) if found.is_member => self.sheet.good(name, name, ""),
            Err(failure) if !failure.is(&["channel_not_found"]) => {
                self.sheet.bad(name, State::Unknown, "later", "");
            }
            Ok(_) | Err(_) => self
                .sheet
                .bad(name, State::Bad, &format!("{name}-bad"), channel),
        }
    }

    /// The token by which moderators remove messages: an administrator's, or it removes only their
    /// own.
    async fn remover(&mut self, settings: &Settings, api: &Api, workspace: &Workspace) {
        const NAME: &str = "user-token";
        let Some(user_token) = &workspace.user_token else {
            return;
        };
        let Some(told) = introduction(&settings.api_url, user_token).await else {
            return self.sheet.bad(NAME, State::Unknown, "unreachable", "");
        };
        if let Some(error) = &told.error {
            return self.sheet.bad(NAME, State::Bad, "user-token-bad", error);
        }
        if told.team.as_deref() != Some(workspace.id.as_str()) {
            let team = told.team.unwrap_or_default();
            return self.sheet.bad(NAME, State::Bad, "team-bad", &team);
        }
        let Some(granted) = told.scopes else {
            return self.sheet.bad(NAME, State::Unknown, "later", "");
        };
        if !granted.iter().any(|scope| scope == REMOVAL_SCOPE.0) {
            return self
                .sheet
                .bad(NAME, State::Bad, "user-token-scope", REMOVAL_SCOPE.0);
        }
        let owner = told.user.unwrap_or_default();
        let arguments = [("user", owner.as_str())];
        let asked = api.get(&workspace.id, "users.info", &arguments);
        let asked: Result<Owner, Failure> = asked.await;
        match asked {
            Ok(Owner { user }) if user.is_admin || user.is_owner => self.sheet.good(NAME, NAME, ""),
            Ok(_) => self
                .sheet
                .bad(NAME, State::Bad, "user-token-member", &owner),
            Err(_) => self.sheet.bad(NAME, State::Unknown, "later", ""),
        }
    }

    async fn group(&mut self, api: &Api, workspace: &Workspace, name: &'static str, group: &str) {
        let arguments = [("usergroup", group)];
        let asked = api.get(&workspace.id, "usergroups.users.list", &arguments);
        let asked: Result<Members, Failure> = asked.await;
        match asked {
            Ok(members) if members.users.is_empty() => {
                self.sheet.bad(name, State::Bad, "group-empty", group);
            }
            Ok(_) => self.sheet.good(name, "group", group),
            Err(failure) if failure.is(&["no_such_subteam", "subteam_not_found"]) => {
                self.sheet.bad(name, State::Bad, "group-bad", group);
            }
            Err(failure) if failure.is(&["plan_upgrade_required"]) => {
                self.sheet.bad(name, State::Bad, "group-plan", "");
            }
            Err(_) => self.sheet.bad(name, State::Unknown, "later", ""),
        }
    }

    async fn socket(&mut self, api: &Api, app_token: &SecretString) {
        let token = token(app_token);
        let session = api.client().open_session(&token);
        let request = SlackApiAppsConnectionOpenRequest::new();
        let asked = session.apps_connections_open(&request);
        match tokio::time::timeout(PATIENCE, asked).await {
            Ok(Ok(_)) => self.sheet.good("app-token", "app-token", ""),
            Ok(Err(error)) => match Failure::from(&error) {
                Failure::Code(code) => {
                    self.sheet
                        .bad("app-token", State::Bad, "app-token-bad", &code);
                }
                Failure::Limited(_) => self.sheet.bad("app-token", State::Unknown, "later", ""),
                _ => self
                    .sheet
                    .bad("app-token", State::Unknown, "unreachable", ""),
            },
            Err(_) => self
                .sheet
                .bad("app-token", State::Unknown, "unreachable", ""),
        }
    }

    fn secret(&mut self, secret: &SecretString) {
        let secret = secret.expose_secret();
        if secret.len() == SECRET && secret.bytes().all(|sign| sign.is_ascii_hexdigit()) {
            self.sheet.good("signing-secret", "secret", "");
        } else {
            self.sheet
                .bad("signing-secret", State::Bad, "secret-bad", "");
        }
    }
}

/// Asks Slack who a token is. Not through the SDK, which keeps the headers to itself: they say what
/// the token may do, and what time it is.
async fn introduction(api_url: &str, bot_token: &SecretString) -> Option<Introduction> {
    let client = Client::builder(TokioExecutor::new()).build(connector().ok()?);
    let bearer = format!("Bearer {}", bot_token.expose_secret());
    let request = Request::post(format!("{}/auth.test", api_url.trim_end_matches('/')))
        .header(AUTHORIZATION, bearer)
        .body(Empty::<Bytes>::new())
        .ok()?;
    let asked = async {
        let (head, body) = client.request(request).await.ok()?.into_parts();
        let body = Limited::new(body, ANSWER).collect().await.ok()?.to_bytes();
        Some((head.headers, serde_json::from_slice::<Told>(&body).ok()?))
    };
    let (headers, told) = tokio::time::timeout(PATIENCE, asked).await.ok()??;
    Some(Introduction {
        error: told.error,
        team: told.team_id,
        user: told.user_id,
        scopes: header(&headers, "x-oauth-scopes").map(|scopes| {
            scopes
                .split(',')
                .map(|scope| scope.trim().to_owned())
                .collect()
        }),
        at: header(&headers, DATE.as_str()).and_then(|date| {
            let date = jiff::fmt::rfc2822::parse(&date).ok()?;
            Some(date.timestamp())
        }),
    })
}

fn header(headers: &HeaderMap, name: &str) -> Option<String> {
    Some(headers.get(name)?.to_str().ok()?.to_owned())
}
