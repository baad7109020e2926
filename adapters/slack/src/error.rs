//! Why the connection to Slack can't begin or go on. Said to whoever runs the bot, so each names
//! what to change; none holds anything a person typed, nor a token.

use std::net::SocketAddr;

use bonsens_port::WorkspaceId;
use slack_morphism::errors::SlackClientError;

/// Why the bot is not connected to Slack, for good.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SlackError {
    /// The bot's token is not accepted.
    #[error("Slack does not accept the bot token of workspace {workspace}: {code}")]
    BotToken {
        /// The workspace it is set for.
        workspace: WorkspaceId,
        /// What Slack says.
        code: String,
    },
    /// The app-level token is not accepted.
    #[error("Slack does not accept the app-level token: {code}")]
    AppToken {
        /// What Slack says.
        code: String,
    },
    /// A token lacks a scope.
    #[error("a token lacks the scope {scope}")]
    Scope {
        /// The scope, as Slack names it.
        scope: String,
    },
    /// A token belongs to another workspace than it is set for.
    #[error("the bot token set for workspace {expected} belongs to workspace {found}")]
    OtherWorkspace {
        /// The workspace in the settings.
        expected: WorkspaceId,
        /// The token's own.
        found: WorkspaceId,
    },
    /// Socket Mode is turned off for the app.
    #[error("Socket Mode is turned off in the app's settings")]
    SocketModeOff,
    /// The address of the Web API can't be used.
    #[error("this is no address for the Web API: {0}")]
    Address(String),
    /// The listener can't be opened.
    #[error("can't listen on {address}: {reason}")]
    Listen {
        /// The address in the settings.
        address: SocketAddr,
        /// What the system says.
        reason: std::io::Error,
    },
    /// The system's certificates or sockets can't be used.
    #[error("the network can't be used: {0}")]
    Network(#[from] std::io::Error),
}

/// What Slack answers when a token will never do.
const TOKEN: [&str; 11] = [
    "access_denied",
    "account_inactive",
    "app_not_found",
    "invalid_app",
    "invalid_auth",
    "no_permission",
    "not_allowed_token_type",
    "not_authed",
    "team_access_not_granted",
    "token_expired",
    "token_revoked",
];

/// Why a call made at the start failed.
#[derive(Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The token will never do; what Slack says.
    Token(String),
    /// The token lacks this scope.
    Scope(String),
    /// It may work later, at the earliest after this long.
    Later(Option<std::time::Duration>),
}

impl From<&SlackClientError> for Trouble {
    fn from(error: &SlackClientError) -> Self {
        match error {
            SlackClientError::ApiError(error) if error.code == "missing_scope" => {
                Self::Scope(needed(error.http_response_body.as_deref()))
            }
            SlackClientError::ApiError(error) if TOKEN.contains(&error.code.as_str()) => {
                Self::Token(error.code.clone())
            }
            SlackClientError::RateLimitError(error) => Self::Later(error.retry_after),
            _ => Self::Later(None),
        }
    }
}

/// The scope an answer names. Anything that is not spelt as scopes are may be content.
fn needed(body: Option<&str>) -> String {
    #[derive(serde::Deserialize)]
    struct Answer {
        needed: String,
    }
    let spelt = |scope: &str| {
        let sign = |c: char| c.is_ascii_alphanumeric() || ":.,_-".contains(c);
        scope.len() <= 100 && scope.chars().all(sign)
    };
    body.and_then(|body| serde_json::from_str::<Answer>(body).ok())
        .map(|answer| answer.needed)
        .filter(|scope| spelt(scope))
        .unwrap_or_else(|| "Slack does not name".to_owned())
}
