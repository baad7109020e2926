//! Calls to the Web API: paced, timed, few at once, and with errors that hold nothing of what was
//! sent. The SDK's own quote the body.

use std::collections::HashMap;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use bonsens_port::{ChannelId, PlatformError, WorkspaceId};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use secrecy::ExposeSecret;
use serde::Serialize;
use serde::de::DeserializeOwned;
use slack_morphism::errors::SlackClientError;
use slack_morphism::hyper_tokio::SlackClientHyperConnector;
use slack_morphism::{SlackApiToken, SlackApiTokenValue, SlackClient, SlackClientSession};
use tokio::sync::Semaphore;

use crate::calls::Done;
use crate::pace::{BETWEEN, Pace};
use crate::settings::Settings;

/// The SDK's connector, over TLS or, for a stand-in on this machine, without.
pub type Connector = SlackClientHyperConnector<HttpsConnector<HttpConnector>>;

/// Time to wait where Slack names none.
const USUAL_WAIT: Duration = Duration::from_secs(30);
/// Time Slack has to answer. Well within the lease of an action, so that no action is tried twice
/// at once.
const CALL: Duration = Duration::from_secs(10);
/// Calls under way at once, all workspaces together.
const AT_ONCE: usize = 16;
/// The longest error code Slack is known to use, and some more.
const CODE: usize = 64;

/// What Slack answers when trying again can't help: the person, the channel or the message is gone,
/// or does not want it. What an admin can mend (a token, a scope) is not here: the outbox keeps
/// what waits for it.
const FOR_GOOD: [&str; 34] = [
    "cannot_dm_bot",
    "cant_update_message",
    "channel_not_found",
    "channel_type_not_supported",
    "edit_window_closed",
    "invalid_arguments",
    "invalid_blocks",
    "invalid_blocks_format",
    "invalid_metadata_format",
    "invalid_thread_ts",
    "invalid_users",
    "is_archived",
    "is_inactive",
    "message_not_found",
    "messages_tab_disabled",
    "metadata_too_large",
    "method_not_supported_for_channel_type",
    "msg_blocks_too_long",
    "msg_too_long",
    "no_permission",
    "no_text",
    "not_enabled",
    "not_in_channel",
    "posting_to_channel_denied",
    "restricted_action",
    "restricted_action_thread_locked",
    "thread_not_found",
    "too_many_attachments",
    "user_disabled",
    "user_not_found",
    "user_not_in_channel",
    "user_not_visible",
    "users_not_found",
    "view_too_large",
];

/// The Web API, one token a workspace.
#[derive(Debug)]
pub struct Api {
    client: Arc<SlackClient<Connector>>,
    tokens: HashMap<WorkspaceId, SlackApiToken>,
    /// Those that remove messages.
    removers: HashMap<WorkspaceId, SlackApiToken>,
    pace: Pace,
    permits: Semaphore,
    stand_in: bool,
}

/// Why a call did not do what it should. Holds nothing of what was sent or answered but a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// Slack answered with this error, and did nothing.
    Code(String),
    /// Slack wants to be left alone for this long, and did nothing.
    Limited(Duration),
    /// No answer that says whether it was done.
    Doubtful(String),
    /// The workspace has no token here.
    NotServed,
}

impl Failure {
    /// Slack answered with this code.
    pub fn is(&self, codes: &[&str]) -> bool {
        matches!(self, Self::Code(code) if codes.contains(&code.as_str()))
    }
}

impl From<&SlackClientError> for Failure {
    fn from(error: &SlackClientError) -> Self {
        match error {
            SlackClientError::ApiError(error) => match error.code.as_str() {
                "ratelimited" | "rate_limited" => Self::Limited(USUAL_WAIT),
                code => Self::Code(code_only(code)),
            },
            SlackClientError::RateLimitError(error) => {
                Self::Limited(error.retry_after.unwrap_or(USUAL_WAIT))
            }
            SlackClientError::HttpError(error) => {
                Self::Doubtful(format!("HTTP {}", error.status_code.as_u16()))
            }
            SlackClientError::ProtocolError(_) => {
                Self::Doubtful("an answer that can't be read".to_owned())
            }
            _ => Self::Doubtful("no connection".to_owned()),
        }
    }
}

impl From<Failure> for PlatformError {
    fn from(failure: Failure) -> Self {
        let unavailable = |reason: String, retry_after| Self::Unavailable {
            reason,
            retry_after,
        };
        match failure {
            Failure::Code(code) if FOR_GOOD.contains(&code.as_str()) => {
                Self::Refused { reason: code }
            }
            Failure::Code(reason) | Failure::Doubtful(reason) => unavailable(reason, None),
            Failure::Limited(time) => unavailable("too many requests".to_owned(), Some(time)),
            Failure::NotServed => Self::Refused {
                reason: "this workspace is not served".to_owned(),
            },
        }
    }
}

/// The SDK's error without what it quotes.
#[cfg_attr(not(test), expect(dead_code, reason = "used by what comes in"))]
pub fn mapped(error: &SlackClientError) -> PlatformError {
    Failure::from(error).into()
}

/// A code as Slack writes them. Anything else may be content, whoever put it there.
fn code_only(code: &str) -> String {
    let sign = |sign: u8| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == b'_';
    if (1..=CODE).contains(&code.len()) && code.bytes().all(sign) {
        code.to_owned()
    } else {
        "an error without a code".to_owned()
    }
}

impl Api {
    /// Ready to call. The process must have chosen its TLS provider before.
    pub fn new(settings: &Settings) -> std::io::Result<Self> {
        let connector = SlackClientHyperConnector::with_connector(connector()?)
            .with_slack_api_url(settings.api_url.trim_end_matches('/'));
        let tokens = settings
            .workspaces
            .iter()
            .map(|workspace| (workspace.id.clone(), token(&workspace.bot_token)))
            .collect();
        let removers = settings.workspaces.iter().filter_map(|workspace| {
            let token = token(workspace.user_token.as_ref()?);
            Some((workspace.id.clone(), token))
        });
        Ok(Self {
            removers: removers.collect(),
            client: Arc::new(SlackClient::new(connector)),
            tokens,
            pace: Pace::new(BETWEEN),
            permits: Semaphore::new(AT_ONCE),
            stand_in: settings.api_url.starts_with("http://"),
        })
    }

    /// The SDK's client, for calls with another token.
    pub(crate) fn client(&self) -> &Arc<SlackClient<Connector>> {
        &self.client
    }

    /// Calls as the bot of a workspace; `None` where the workspace is not served.
    pub(crate) fn bot(&self, workspace: &WorkspaceId) -> Option<SlackClientSession<'_, Connector>> {
        let token = self.tokens.get(workspace)?;
        Some(self.client.open_session(token))
    }

    /// Calls a method as the bot, with its arguments as JSON.
    pub(crate) async fn post<Q, A>(
        &self,
        workspace: &WorkspaceId,
        method: &'static str,
        request: &Q,
    ) -> Result<A, Failure>
    where
        Q: Serialize + Send + Sync,
        A: DeserializeOwned + Send,
    {
        let session = self.bot(workspace).ok_or(Failure::NotServed)?;
        let call = session.http_session_api.http_post(method, request, None);
        self.guard(workspace, method, call).await
    }

    /// Deletes a message, as the person whose token was given for it.
    pub(crate) async fn delete<Q>(
        &self,
        workspace: &WorkspaceId,
        request: &Q,
    ) -> Result<(), Failure>
    where
        Q: Serialize + Send + Sync,
    {
        const METHOD: &str = "chat.delete";
        let token = self.removers.get(workspace).ok_or(Failure::NotServed)?;
        let session = self.client.open_session(token);
        let call = session.http_session_api.http_post(METHOD, request, None);
        let Done {} = self.guard(workspace, METHOD, call).await?;
        Ok(())
    }

    /// Calls a method as the bot, with its arguments in the address: for those that read.
    pub(crate) async fn get<A>(
        &self,
        workspace: &WorkspaceId,
        method: &'static str,
        arguments: &[(&str, &str)],
    ) -> Result<A, Failure>
    where
        A: DeserializeOwned + Send,
    {
        let session = self.bot(workspace).ok_or(Failure::NotServed)?;
        let arguments: Vec<_> = arguments
            .iter()
            .map(|(name, value)| (*name, Some(*value)))
            .collect();
        let call = session.http_session_api.http_get(method, &arguments, None);
        self.guard(workspace, method, call).await
    }

    /// What shows a server that the bot of a workspace asks.
    pub(crate) fn bearer(&self, workspace: &WorkspaceId) -> Option<String> {
        let token = self.tokens.get(workspace)?;
        Some(format!("Bearer {}", token.token_value.0))
    }

    /// Whether a stand-in on this machine takes the Web API's place.
    pub(crate) const fn is_stand_in(&self) -> bool {
        self.stand_in
    }

    /// Waits for a channel's turn to be written to.
    pub(crate) async fn turn(
        &self,
        workspace: &WorkspaceId,
        channel: &ChannelId,
    ) -> Result<(), Failure> {
        let turn = self.pace.turn(workspace, channel).await;
        turn.map_err(Failure::Limited)
    }

    async fn guard<A>(
        &self,
        workspace: &WorkspaceId,
        method: &'static str,
        call: impl Future<Output = Result<A, SlackClientError>>,
    ) -> Result<A, Failure> {
        if let Some(left) = self.pace.rest(workspace, method) {
            return Err(Failure::Limited(left));
        }
        // Never closed.
        let _permit = self.permits.acquire().await.ok();
        let Ok(answer) = tokio::time::timeout(CALL, call).await else {
            return Err(Failure::Doubtful("no answer in time".to_owned()));
        };
        answer.map_err(|error| {
            let failure = Failure::from(&error);
            if let Failure::Limited(time) = failure {
                self.pace.hold(workspace, method, time);
            }
            failure
        })
    }
}

/// A token as the SDK takes it.
pub(crate) fn token(secret: &secrecy::SecretString) -> SlackApiToken {
    SlackApiToken::new(SlackApiTokenValue::new(secret.expose_secret().to_owned()))
}

/// Connections over TLS, or plain ones where the address says so.
pub(crate) fn connector() -> std::io::Result<HttpsConnector<HttpConnector>> {
    Ok(HttpsConnectorBuilder::new()
        .with_native_roots()?
        .https_or_http()
        .enable_http1()
        .build())
}

#[cfg(test)]
mod tests {
    use super::*;
    use slack_morphism::errors::{
        SlackClientApiError, SlackClientHttpError, SlackClientProtocolError,
        SlackClientSystemError, SlackRateLimitError,
    };

    const CANARY: &str = "the door code is 4821";

    fn every_error() -> Vec<SlackClientError> {
        let body = || CANARY.to_owned();
        let json = serde_json::from_str::<bool>(CANARY).unwrap_err();
        vec![
            SlackClientError::ApiError(
                SlackClientApiError::new("channel_not_found".to_owned())
                    .with_errors(vec![body()])
                    .with_warnings(vec![body()])
                    .with_http_response_body(body()),
            ),
            SlackClientError::ApiError(SlackClientApiError::new(body())),
            SlackClientError::HttpError(
                SlackClientHttpError::new(hyper::StatusCode::BAD_GATEWAY)
                    .with_http_response_body(body()),
            ),
            SlackClientError::ProtocolError(
                SlackClientProtocolError::new(json).with_json_body(body()),
            ),
            SlackClientError::RateLimitError(
                SlackRateLimitError::new()
                    .with_code(body())
                    .with_http_response_body(body()),
            ),
            SlackClientError::SystemError(SlackClientSystemError::new().with_message(body())),
        ]
    }

    #[test]
    fn the_sdk_quotes_bodies_and_we_do_not() {
        for error in every_error() {
            let quoted = format!("{error} {error:?}");
            assert!(
                quoted.contains("4821"),
                "the test would prove nothing: {quoted}"
            );
            let told = format!("{:?} {}", mapped(&error), mapped(&error));
            assert!(!told.contains("4821"), "{told}");
        }
    }

    #[test]
    fn only_what_is_over_is_refused() {
        let told = |code: &str| PlatformError::from(Failure::Code(code.to_owned()));
        for code in FOR_GOOD {
            assert!(
                matches!(told(code), PlatformError::Refused { .. }),
                "{code}"
            );
        }
        for code in [
            "invalid_auth",
            "missing_scope",
            "internal_error",
            "never_seen_before",
        ] {
            assert!(
                matches!(told(code), PlatformError::Unavailable { .. }),
                "{code}"
            );
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_call_that_is_never_answered_ends_in_doubt() {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let api = Api::new(&Settings {
            api_url: "http://127.0.0.1:9/api".to_owned(),
            connection: crate::Connection::Socket {
                app_token: String::new().into(),
            },
            workspaces: Vec::new(),
        })
        .unwrap();
        let (workspace, started) = (WorkspaceId::new("T1"), tokio::time::Instant::now());
        let call = std::future::pending::<Result<(), SlackClientError>>();
        let failure = api.guard(&workspace, "chat.postMessage", call).await;
        assert!(matches!(failure, Err(Failure::Doubtful(_))));
        assert_eq!(started.elapsed(), CALL);
    }
}
