//! What an answer tells of Discord's limits: numbers, and the name of a limit. Nothing else of it.

use std::time::Duration;

use hyper::StatusCode;
use hyper::header::{HeaderMap, RETRY_AFTER};
use serde::Deserialize;

/// Time to wait where Discord names none.
const USUAL_WAIT: Duration = Duration::from_secs(5);
/// The longest wait that is believed: more is a mistake.
const LONGEST_WAIT: Duration = Duration::from_hours(24);
/// The longest name of a limit, in bytes.
const NAME: usize = 100;

/// What an answer tells of the limits.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Told {
    /// What is left of the route's own limit.
    pub bucket: Option<Bucket>,
    /// Discord did nothing, and wants to be left alone for this long.
    pub leave: Option<Duration>,
    /// Not by this route alone.
    pub everywhere: bool,
    /// Others used the limit up: it is no fault of the bot's.
    pub shared: bool,
}

/// A limit and what is left of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bucket {
    /// Its name: routes with the same one are counted together.
    pub name: Option<String>,
    /// Requests in a window.
    pub limit: u64,
    /// Requests left in this one.
    pub left: u64,
    /// Time until the next.
    pub after: Duration,
}

/// What is read of a body that says why.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Reason {
    /// Discord's own code, 0 where it has none.
    pub code: u64,
    retry_after: Option<f64>,
    global: bool,
}

impl Reason {
    /// What a body says; nothing where it is no JSON.
    pub fn of(body: &[u8]) -> Self {
        serde_json::from_slice(body).unwrap_or_default()
    }
}

impl Told {
    /// What an answer tells.
    pub fn by(status: StatusCode, headers: &HeaderMap, reason: &Reason) -> Self {
        let scope = word(headers, "x-ratelimit-scope");
        let bucket = bucket(headers);
        if status != StatusCode::TOO_MANY_REQUESTS {
            return Self {
                bucket,
                ..Self::default()
            };
        }
        let named = reason
            .retry_after
            .or_else(|| number(headers, RETRY_AFTER.as_str()));
        Self {
            leave: Some(named.map_or(USUAL_WAIT, wait)),
            everywhere: reason.global
                || scope == Some("global")
                || headers.contains_key("x-ratelimit-global")
                // Not from the API itself: the address is being turned away.
                || reason.retry_after.is_none(),
            shared: scope == Some("shared"),
            bucket,
        }
    }
}

fn bucket(headers: &HeaderMap) -> Option<Bucket> {
    let name = word(headers, "x-ratelimit-bucket").filter(|name| name.len() <= NAME);
    Some(Bucket {
        name: name.map(str::to_owned),
        limit: word(headers, "x-ratelimit-limit")?.parse().ok()?,
        left: word(headers, "x-ratelimit-remaining")?.parse().ok()?,
        after: wait(number(headers, "x-ratelimit-reset-after")?),
    })
}

fn word<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name)?.to_str().ok()
}

fn number(headers: &HeaderMap, name: &str) -> Option<f64> {
    word(headers, name)?.parse().ok()
}

/// A time in seconds, within what can be believed.
fn wait(seconds: f64) -> Duration {
    Duration::try_from_secs_f64(seconds).map_or(USUAL_WAIT, |time| time.min(LONGEST_WAIT))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(status: u16, headers: &[(&'static str, &str)], body: &str) -> Told {
        let headers = headers
            .iter()
            .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
            .collect();
        let status = StatusCode::from_u16(status).unwrap();
        Told::by(status, &headers, &Reason::of(body.as_bytes()))
    }

    const LEFT: [(&str, &str); 4] = [
        ("x-ratelimit-bucket", "abcd"),
        ("x-ratelimit-limit", "5"),
        ("x-ratelimit-remaining", "0"),
        ("x-ratelimit-reset-after", "1.25"),
    ];

    #[test]
    fn what_is_left_is_read_from_any_answer() {
        let told = told(200, &LEFT, "[]");
        assert_eq!(told.leave, None);
        let bucket = told.bucket.unwrap();
        assert_eq!((bucket.limit, bucket.left), (5, 0));
        assert_eq!(bucket.after, Duration::from_millis(1_250));
    }

    #[test]
    fn a_refusal_says_for_how_long_and_for_what() {
        let body = r#"{"message":"4821","retry_after":64.57,"global":false}"#;
        let route = told(429, &LEFT, body);
        assert_eq!(route.leave, Some(Duration::from_millis(64_570)));
        assert!(!route.everywhere && !route.shared);
        let body = r#"{"message":"4821","retry_after":2,"global":true}"#;
        assert!(told(429, &LEFT, body).everywhere);
        let scope = [("x-ratelimit-scope", "shared"), ("retry-after", "3")];
        let shared = told(429, &scope, r#"{"retry_after":3.0}"#);
        assert_eq!(shared.leave, Some(Duration::from_secs(3)));
        assert!(shared.shared && !shared.everywhere);
    }

    #[test]
    fn an_address_that_is_turned_away_leaves_everything_alone() {
        let away = told(429, &[("retry-after", "600")], "error code: 1015");
        assert!(away.everywhere);
        assert_eq!(away.leave, Some(Duration::from_mins(10)));
        assert_eq!(told(429, &[], "").leave, Some(USUAL_WAIT));
        assert_eq!(
            told(429, &[("retry-after", "-1")], "").leave,
            Some(USUAL_WAIT)
        );
        assert_eq!(
            told(429, &[("retry-after", "1e300")], "").leave,
            Some(USUAL_WAIT)
        );
    }
}
