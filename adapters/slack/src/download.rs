//! Files from Slack: with the bot's token, from Slack's own host, and no more of them than may be read.

use bonsens_port::WorkspaceId;
use http_body_util::{BodyExt, Empty, Limited};
use hyper::body::Bytes;
use hyper::header::{AUTHORIZATION, CONTENT_TYPE};
use hyper::{Request, StatusCode, Uri};
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;

use crate::api::{Api, Failure, connector};
use crate::socket::is_here;

/// The only host of Slack's that gives files to the token of a bot.
const HOST: &str = "files.slack.com";
/// Bytes of a document that are read: as many as a charter may have.
const MOST: u64 = 16 * 1024 * 1024;

/// Why a file was not fetched. Holds nothing of the file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotFetched {
    /// Slack does not give it, or not any more.
    #[error("it is gone, or not shared with the bot")]
    Gone,
    /// It is at an address that is not Slack's.
    #[error("it is not kept by Slack")]
    Elsewhere,
    /// It is larger than a charter may be.
    #[error("it is too large")]
    Large,
    /// It did not come in time.
    #[error("it did not come in time")]
    Late,
}

impl NotFetched {
    /// The key of the sentence that says so to whoever handed it in.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Gone => "slack-file-gone",
            Self::Elsewhere => "slack-file-elsewhere",
            Self::Large => "slack-file-large",
            Self::Late => "slack-file-late",
        }
    }
}

impl From<Failure> for NotFetched {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Code(_) | Failure::NotServed => Self::Gone,
            Failure::Limited(_) | Failure::Doubtful(_) => Self::Late,
        }
    }
}

/// Fetches a file. Redirects are not followed: the token is for one host.
pub async fn fetch(
    api: &Api,
    workspace: &WorkspaceId,
    address: &str,
    size: u64,
) -> Result<Vec<u8>, NotFetched> {
    let uri: Uri = address.parse().map_err(|_| NotFetched::Elsewhere)?;
    if !is_slacks(&uri, api.is_stand_in()) {
        return Err(NotFetched::Elsewhere);
    }
    if size > MOST {
        return Err(NotFetched::Large);
    }
    let bearer = api.bearer(workspace).ok_or(NotFetched::Gone)?;
    let request = Request::get(uri)
        .header(AUTHORIZATION, bearer)
        .body(Empty::<Bytes>::new())
        .map_err(|_| NotFetched::Gone)?;
    let client =
        Client::builder(TokioExecutor::new()).build(connector().map_err(|_| NotFetched::Late)?);
    let answer = client
        .request(request)
        .await
        .map_err(|_| NotFetched::Late)?;
    let kind = answer.headers().get(CONTENT_TYPE);
    let is_page = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    // A token that won't do is answered with the page to log in, as if all were well. A file that
    // is a page itself is given as an attachment.
    let attached = answer.headers().contains_key("content-disposition");
    if answer.status() != StatusCode::OK || (is_page && !attached) {
        return Err(NotFetched::Gone);
    }
    let most = usize::try_from(MOST).unwrap_or(usize::MAX);
    let body = Limited::new(answer.into_body(), most).collect().await;
    let body = body.map_err(|error| {
        if error.is::<http_body_util::LengthLimitError>() {
            NotFetched::Large
        } else {
            NotFetched::Late
        }
    })?;
    Ok(body.to_bytes().to_vec())
}

/// Slack's own host over TLS; or this machine, where a stand-in takes Slack's place.
fn is_slacks(uri: &Uri, stand_in: bool) -> bool {
    if stand_in {
        return uri.scheme_str() == Some("http") && is_here(uri);
    }
    uri.scheme_str() == Some("https") && uri.host() == Some(HOST) && uri.port().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_shown_to_slack_alone() {
        let is = |address: &str, stand_in| is_slacks(&address.parse().unwrap(), stand_in);
        assert!(is(
            "https://files.slack.com/files-pri/T1-F1/download/a.md",
            false
        ));
        for wrong in [
            "http://files.slack.com/a.md",
            "https://files.slack.com:8443/a.md",
            "https://files.slack.com.example.org/a.md",
            "https://files.slack.com@example.org/a.md",
            "https://example.org/files.slack.com/a.md",
            "http://127.0.0.1/a.md",
        ] {
            assert!(!is(wrong, false), "{wrong}");
        }
        assert!(is("http://127.0.0.1:8080/files/a.md", true));
        assert!(!is("https://files.slack.com/a.md", true));
    }

    /// Answers one request with these bytes, and says what was asked.
    async fn host(answer: String) -> (String, tokio::task::JoinHandle<String>) {
        use tokio::io::{AsyncReadExt, AsyncWriteExt};
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/files/charter.md", listener.local_addr().unwrap());
        let asked = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let (mut asked, mut some) = (Vec::new(), [0; 1024]);
            while !asked.windows(4).any(|end| end == b"\r\n\r\n") {
                let read = stream.read(&mut some).await.unwrap();
                asked.extend_from_slice(&some[..read]);
            }
            // Whoever asked may have heard enough.
            let _ = stream.write_all(answer.as_bytes()).await;
            String::from_utf8(asked).unwrap().to_lowercase()
        });
        (address, asked)
    }

    fn api() -> Api {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let workspace = crate::Workspace {
            id: WorkspaceId::new("T1"),
            bot_token: "xoxb-1".into(),
            moderators_channel: bonsens_port::ChannelId::new("C1"),
            moderators_group: None,
            admins_group: None,
            helpdesk_channel: None,
            user_token: None,
            lang: bonsens_port::Lang::En,
        };
        let settings = crate::Settings {
            api_url: "http://127.0.0.1:9/api".to_owned(),
            connection: crate::Connection::Socket {
                app_token: String::new().into(),
            },
            workspaces: vec![workspace],
        };
        Api::new(&settings).unwrap()
    }

    async fn fetched(answer: String, size: u64) -> Result<Vec<u8>, NotFetched> {
        let (address, _host) = host(answer).await;
        fetch(&api(), &WorkspaceId::new("T1"), &address, size).await
    }

    fn ok(headers: &str, body: &str) -> String {
        let length = body.len();
        format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n{headers}\r\n{body}")
    }

    #[tokio::test]
    async fn a_file_comes_to_whoever_shows_the_token() {
        let (address, host) = host(ok("", "# Charter")).await;
        let file = fetch(&api(), &WorkspaceId::new("T1"), &address, 9).await;
        assert_eq!(file.as_deref(), Ok(&b"# Charter"[..]));
        assert!(host.await.unwrap().contains("authorization: bearer xoxb-1"));
    }

    #[tokio::test]
    async fn the_page_to_log_in_is_no_charter_and_a_page_that_was_handed_in_is() {
        let page = "content-type: text/html; charset=utf-8\r\n";
        let login = fetched(ok(page, "<p>Sign in</p>"), 14).await;
        assert_eq!(login, Err(NotFetched::Gone));
        let attached = format!("{page}content-disposition: attachment\r\n");
        let charter = fetched(ok(&attached, "<h1>Charter</h1>"), 16).await;
        assert!(charter.is_ok());
    }

    #[tokio::test]
    async fn nothing_is_followed_elsewhere() {
        let (there, elsewhere) = host(ok("", "stolen")).await;
        let moved = format!("HTTP/1.1 302 Found\r\nlocation: {there}\r\ncontent-length: 0\r\n\r\n");
        assert_eq!(fetched(moved, 0).await, Err(NotFetched::Gone));
        assert!(!elsewhere.is_finished(), "the token went nowhere");
    }

    #[tokio::test]
    async fn more_than_a_charter_is_not_read_whatever_size_was_said() {
        assert_eq!(fetched(ok("", ""), MOST + 1).await, Err(NotFetched::Large));
        let most = usize::try_from(MOST).unwrap();
        let longer = ok("", &"x".repeat(most + 1));
        assert_eq!(fetched(longer, 10).await, Err(NotFetched::Large));
    }

    #[tokio::test]
    async fn a_file_that_breaks_off_may_come_another_time() {
        let broken = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf".to_owned();
        assert_eq!(fetched(broken, 100).await, Err(NotFetched::Late));
    }
}
