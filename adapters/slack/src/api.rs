//! Calls to the Web API, with errors that hold nothing of what was sent: the SDK's own quote the
//! body.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use bonsens_port::{PlatformError, WorkspaceId};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use secrecy::ExposeSecret;
use slack_morphism::errors::SlackClientError;
use slack_morphism::hyper_tokio::SlackClientHyperConnector;
use slack_morphism::{SlackApiToken, SlackApiTokenValue, SlackClient, SlackClientSession};

use crate::settings::Settings;

/// The SDK's connector, over TLS or, for a stand-in on this machine, without.
pub type Connector = SlackClientHyperConnector<HttpsConnector<HttpConnector>>;

/// Time to wait where Slack names none.
const USUAL_WAIT: Duration = Duration::from_secs(30);

/// What Slack answers when trying again can't help: the person, the channel or the token is gone, or
/// may not.
const FOR_GOOD: [&str; 16] = [
    "account_inactive",
    "cannot_dm_bot",
    "channel_not_found",
    "invalid_auth",
    "invalid_blocks",
    "is_archived",
    "message_not_found",
    "missing_scope",
    "msg_too_long",
    "no_permission",
    "not_authed",
    "not_in_channel",
    "restricted_action",
    "token_revoked",
    "user_disabled",
    "user_not_found",
];

/// The Web API, one token a workspace.
#[derive(Debug)]
pub struct Api {
    client: Arc<SlackClient<Connector>>,
    tokens: HashMap<WorkspaceId, SlackApiToken>,
}

impl Api {
    /// Ready to call. The process must have chosen its TLS provider before.
    pub fn new(settings: &Settings) -> std::io::Result<Self> {
        let https = HttpsConnectorBuilder::new()
            .with_native_roots()?
            .https_or_http()
            .enable_http1()
            .build();
        let connector = SlackClientHyperConnector::with_connector(https)
            .with_slack_api_url(settings.api_url.trim_end_matches('/'));
        let token = |secret: &secrecy::SecretString| {
            SlackApiToken::new(SlackApiTokenValue::new(secret.expose_secret().to_owned()))
        };
        let tokens = settings
            .workspaces
            .iter()
            .map(|workspace| (workspace.id.clone(), token(&workspace.bot_token)))
            .collect();
        Ok(Self {
            client: Arc::new(SlackClient::new(connector)),
            tokens,
        })
    }

    /// The SDK's client, for calls with another token.
    pub fn client(&self) -> &Arc<SlackClient<Connector>> {
        &self.client
    }

    /// Calls as the bot of a workspace; `None` where the workspace is not served.
    pub fn bot(&self, workspace: &WorkspaceId) -> Option<SlackClientSession<'_, Connector>> {
        let token = self.tokens.get(workspace)?;
        Some(self.client.open_session(token))
    }
}

/// The SDK's error without what it quotes.
pub fn mapped(error: &SlackClientError) -> PlatformError {
    let unavailable = |reason: String, retry_after| PlatformError::Unavailable {
        reason,
        retry_after,
    };
    match error {
        SlackClientError::ApiError(error) if FOR_GOOD.contains(&error.code.as_str()) => {
            PlatformError::Refused {
                reason: error.code.clone(),
            }
        }
        SlackClientError::ApiError(error) => unavailable(error.code.clone(), None),
        SlackClientError::RateLimitError(error) => unavailable(
            "too many requests".to_owned(),
            Some(error.retry_after.unwrap_or(USUAL_WAIT)),
        ),
        SlackClientError::HttpError(error) => {
            unavailable(format!("HTTP {}", error.status_code.as_u16()), None)
        }
        SlackClientError::ProtocolError(_) => {
            unavailable("an answer that can't be read".to_owned(), None)
        }
        _ => unavailable("no connection".to_owned(), None),
    }
}
