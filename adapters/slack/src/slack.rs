//! Slack as a whole: what is shown there, and what comes from there.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use bonsens_kit::{Backoff, Say};
use bonsens_port::{AuthorId, Intake, Platform, WorkspaceId};
use hyper::Uri;
use slack_morphism::api::SlackApiAuthTestResponse;
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};

use crate::api::Api;
use crate::error::{SlackError, Trouble};
use crate::http;
use crate::incoming::Bots;
use crate::people::People;
use crate::reception::{Counts, Reception};
use crate::settings::{Connection, Settings};
use crate::show::SlackPlatform;
use crate::socket::{Pulse, SocketMode, is_here};

/// Time Slack has to say who the bot is.
const CALL: Duration = Duration::from_secs(10);

/// Slack, for the workspaces of its settings.
pub struct Slack {
    settings: Arc<Settings>,
    api: Arc<Api>,
    platform: Arc<SlackPlatform>,
    say: Say,
    counts: Arc<Counts>,
    /// The Web API is a stand-in on this machine.
    plain: bool,
}

impl std::fmt::Debug for Slack {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Slack")
    }
}

impl Slack {
    /// Slack with these settings.
    pub fn new(settings: Settings, say: Say) -> Result<Self, SlackError> {
        let plain = plain(&settings.api_url)?;
        // Unless the process has chosen another: then this one is not taken.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let settings = Arc::new(settings);
        let api = Arc::new(Api::new(&settings)?);
        let platform = SlackPlatform::new(api.clone(), settings.clone(), say.clone());
        Ok(Self {
            settings,
            api,
            platform: Arc::new(platform),
            say,
            counts: Arc::default(),
            plain,
        })
    }

    /// Where posts are shown.
    #[must_use]
    pub fn platform(&self) -> Arc<dyn Platform> {
        self.platform.clone()
    }

    /// How often something came in and there was nothing to do, by reason.
    #[must_use]
    pub fn ignored(&self) -> BTreeMap<&'static str, u64> {
        self.counts.all()
    }

    /// Takes in what happens, until told to stop. By its return, everything taken in is done.
    pub async fn run(
        &self,
        intake: Arc<dyn Intake>,
        stop: CancellationToken,
    ) -> Result<(), SlackError> {
        let bots = tokio::select! {
            () = stop.cancelled() => return Ok(()),
            bots = self.bots() => bots?,
        };
        let people = People::new(self.api.clone(), self.settings.clone());
        let reception = Arc::new(Reception::new(
            self.api.clone(),
            people,
            self.say.clone(),
            self.platform.threads(),
            intake,
            bots,
            self.counts.clone(),
        ));
        let ended = match &self.settings.connection {
            Connection::Socket { app_token } => {
                let socket = SocketMode {
                    api: self.api.clone(),
                    app_token: app_token.clone(),
                    plain: self.plain,
                    pulse: Pulse::default(),
                };
                socket.run(reception.clone(), stop).await
            }
            Connection::Http {
                listen,
                signing_secret,
            } => http::run(*listen, signing_secret, reception.clone(), stop).await,
        };
        reception.finish().await;
        ended
    }

    /// The bot's account in each workspace; a token that won't do is told before anything begins.
    async fn bots(&self) -> Result<Bots, SlackError> {
        let mut bots = Bots::new();
        for workspace in &self.settings.workspaces {
            let bot = self.bot(&workspace.id).await?;
            info!(workspace = %workspace.id, %bot, "the bot is known here");
            bots.insert(workspace.id.clone(), bot);
        }
        Ok(bots)
    }

    async fn bot(&self, workspace: &WorkspaceId) -> Result<AuthorId, SlackError> {
        let mut backoff = Backoff::new();
        loop {
            let least = match self.auth_test(workspace).await {
                Ok(answer) if answer.team_id.0 == workspace.as_str() => {
                    return Ok(AuthorId::new(answer.user_id.0));
                }
                Ok(answer) => {
                    return Err(SlackError::OtherWorkspace {
                        expected: workspace.clone(),
                        found: WorkspaceId::new(answer.team_id.0),
                    });
                }
                Err(Trouble::Token(code)) => {
                    let workspace = workspace.clone();
                    return Err(SlackError::BotToken { workspace, code });
                }
                Err(Trouble::Scope(scope)) => return Err(SlackError::Scope { scope }),
                Err(Trouble::Later(least)) => least.unwrap_or_default(),
            };
            let wait = backoff.next().max(least);
            warn!(%workspace, ?wait, "Slack does not say who the bot is; asking again");
            tokio::time::sleep(wait).await;
        }
    }
}

impl Slack {
    async fn auth_test(
        &self,
        workspace: &WorkspaceId,
    ) -> Result<SlackApiAuthTestResponse, Trouble> {
        let session = self.api.bot(workspace).ok_or(Trouble::Later(None))?;
        match tokio::time::timeout(CALL, session.auth_test()).await {
            Ok(answer) => answer.map_err(|error| Trouble::from(&error)),
            Err(_) => Err(Trouble::Later(None)),
        }
    }
}

/// Whether the Web API is a stand-in on this machine, which alone may be called without TLS.
fn plain(address: &str) -> Result<bool, SlackError> {
    let wrong = || SlackError::Address(address.to_owned());
    let uri: Uri = address.parse().map_err(|_| wrong())?;
    match uri.scheme_str() {
        Some("https") => Ok(false),
        Some("http") if is_here(&uri) => Ok(true),
        _ => Err(wrong()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_stand_in_on_this_machine_is_called_without_tls() {
        assert!(!plain(crate::API_URL).unwrap());
        assert!(plain("http://127.0.0.1:8080/api/").unwrap());
        for wrong in ["http://slack.com/api", "slack.com", "ftp://127.0.0.1/", ""] {
            assert!(
                matches!(plain(wrong), Err(SlackError::Address(_))),
                "{wrong}"
            );
        }
    }
}
