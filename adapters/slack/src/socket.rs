//! Socket Mode: the bot calls Slack and keeps a socket open, so that no public address is needed.
//!
//! The SDK's own listener acknowledges whatever its callback returns, reads one frame after the
//! other, and tries a bad token again for ever. Here an envelope is acknowledged once the core has
//! it, a new socket is open before an old one closes, and what can't get better ends with its
//! reason.

mod link;

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use bonsens_kit::Backoff;
use hyper::Uri;
use hyper_rustls::ConfigBuilderExt;
use rustls::ClientConfig;
use secrecy::SecretString;
use slack_morphism::api::SlackApiAppsConnectionOpenRequest;
use tokio::sync::mpsc;
use tokio::time::{Instant, timeout};
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::{Connector, connect_async_tls_with_config};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::{info, warn};

use crate::api::{Api, token};
use crate::error::{SlackError, Trouble};
use crate::reception::Reception;
use link::{Ended, Link, News, Socket};

/// Time Slack has to open a socket.
const OPENING: Duration = Duration::from_secs(10);
/// A socket that lived this long worked.
const WORKED: Duration = Duration::from_secs(10);
/// Time to wait where too many sockets are open: others have to close first.
const TOO_MANY: Duration = Duration::from_secs(15);
/// The largest message taken from a socket, in bytes.
const LARGEST: usize = 4 << 20;

/// How often a socket is asked for a sign of life, and when it is given up.
#[derive(Debug, Clone, Copy)]
pub struct Pulse {
    /// Time between two pings.
    pub every: Duration,
    /// Silence after which nobody is there any more.
    pub dead: Duration,
}

impl Default for Pulse {
    /// A dead peer is noticed within 25 seconds.
    fn default() -> Self {
        Self {
            every: Duration::from_secs(5),
            dead: Duration::from_secs(20),
        }
    }
}

/// What it takes to keep a socket open.
pub struct SocketMode {
    /// To ask for an address.
    pub api: Arc<Api>,
    /// The app-level token.
    pub app_token: SecretString,
    /// A stand-in on this machine may be called without TLS.
    pub plain: bool,
    /// When to give a socket up.
    pub pulse: Pulse,
}

/// Why a socket was not opened.
enum Unopened {
    For(SlackError),
    Later(Duration),
}

/// What becomes of the socket in use.
enum Next {
    Stop,
    /// Open another at once; the one there is still works.
    Replace,
    /// Open another, after this long at least.
    Again(Duration),
    End(SlackError),
}

impl SocketMode {
    /// Keeps a socket open until told to stop. What was taken in by then is acknowledged.
    pub async fn run(
        &self,
        reception: Arc<Reception>,
        stop: CancellationToken,
    ) -> Result<(), SlackError> {
        let tls = tls()?;
        // Ends every socket, also when one of them brings bad news.
        let closing = stop.child_token();
        let links = TaskTracker::new();
        let mut backoff = Backoff::new();
        let mut retiring = Vec::new();
        let ended = loop {
            let opened = tokio::select! {
                () = stop.cancelled() => break Ok(()),
                opened = self.open(&tls) => opened,
            };
            let next = match opened {
                Ok(socket) => {
                    let retire = CancellationToken::new();
                    let (sender, mut news) = mpsc::channel(4);
                    let link = Link {
                        reception: reception.clone(),
                        pulse: self.pulse,
                        stop: closing.clone(),
                        retire: retire.clone(),
                        news: sender,
                    };
                    links.spawn(link.serve(socket));
                    let since = Instant::now();
                    let next = follow(&mut news, &mut retiring).await;
                    if since.elapsed() >= WORKED {
                        backoff.reset();
                    }
                    if matches!(next, Next::Replace) {
                        retiring.push(retire);
                    }
                    match next {
                        Next::Replace if since.elapsed() < WORKED => Next::Again(Duration::ZERO),
                        next => next,
                    }
                }
                Err(Unopened::For(error)) => Next::End(error),
                Err(Unopened::Later(least)) => Next::Again(least),
            };
            match next {
                Next::Stop => break Ok(()),
                Next::End(error) => break Err(error),
                Next::Replace => {}
                Next::Again(least) => {
                    let wait = backoff.next().max(least);
                    info!(?wait, "another socket is opened");
                    tokio::select! {
                        () = stop.cancelled() => break Ok(()),
                        () = tokio::time::sleep(wait) => {}
                    }
                }
            }
        };
        closing.cancel();
        links.close();
        links.wait().await;
        ended
    }

    async fn open(&self, tls: &Arc<ClientConfig>) -> Result<Socket, Unopened> {
        let token = token(&self.app_token);
        let session = self.api.client().open_session(&token);
        let request = SlackApiAppsConnectionOpenRequest::new();
        let asked = timeout(OPENING, session.apps_connections_open(&request)).await;
        let later = || Unopened::Later(Duration::ZERO);
        let answer = match asked {
            Err(_) => return Err(later()),
            Ok(Err(error)) => {
                return Err(match Trouble::from(&error) {
                    Trouble::Token(code) => Unopened::For(SlackError::AppToken { code }),
                    Trouble::Scope(scope) => Unopened::For(SlackError::Scope { scope }),
                    Trouble::Later(least) => {
                        warn!("Slack gives no address for a socket");
                        Unopened::Later(least.unwrap_or_default())
                    }
                });
            }
            Ok(Ok(answer)) => answer,
        };
        // The address holds a ticket: it is in no log and no error.
        let address = answer.url.0.as_str();
        if !may_call(address, self.plain) {
            let reason = "a socket without TLS, or on another machine".to_owned();
            return Err(Unopened::For(SlackError::Address(reason)));
        }
        let config = WebSocketConfig::default()
            .max_message_size(Some(LARGEST))
            .max_frame_size(Some(LARGEST));
        let connector = Connector::Rustls(tls.clone());
        let connecting =
            connect_async_tls_with_config(address, Some(config), true, Some(connector));
        if let Ok(Ok((socket, _))) = timeout(OPENING, connecting).await {
            return Ok(socket);
        }
        warn!("the socket can't be opened");
        Err(later())
    }
}

/// Follows a socket until another is needed. Once it says hello, the ones it takes the place of
/// may go.
async fn follow(news: &mut mpsc::Receiver<News>, retiring: &mut Vec<CancellationToken>) -> Next {
    loop {
        match news.recv().await {
            Some(News::Hello) => {
                info!("connected to Slack");
                for old in retiring.drain(..) {
                    old.cancel();
                }
            }
            Some(News::Refresh) => return Next::Replace,
            Some(News::Ended(ended)) => {
                if ended != Ended::Closed {
                    warn!(why = ended.name(), "the socket ended");
                }
                return match ended {
                    Ended::Closed => Next::Stop,
                    Ended::Off => Next::End(SlackError::SocketModeOff),
                    Ended::TooMany => Next::Again(TOO_MANY),
                    Ended::Broken | Ended::Dead => Next::Again(Duration::ZERO),
                };
            }
            // It panicked.
            None => return Next::Again(Duration::ZERO),
        }
    }
}

fn tls() -> Result<Arc<ClientConfig>, SlackError> {
    let ring = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(ring)
        .with_safe_default_protocol_versions()
        .map_err(std::io::Error::other)?
        .with_native_roots()?
        .with_no_client_auth();
    Ok(Arc::new(config))
}

/// Whether a socket's address may be called: over TLS, or where the Web API is a stand-in on this
/// machine, on this machine without.
fn may_call(address: &str, plain: bool) -> bool {
    match address.parse::<Uri>() {
        Ok(uri) if uri.scheme_str() == Some("wss") => !plain || is_here(&uri),
        Ok(uri) => plain && uri.scheme_str() == Some("ws") && is_here(&uri),
        Err(_) => false,
    }
}

/// Whether an address is on this machine.
pub fn is_here(uri: &Uri) -> bool {
    let host = uri.host().unwrap_or_default();
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
#[path = "socket_tests.rs"]
mod tests;
