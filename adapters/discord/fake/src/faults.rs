//! What a test can make go wrong with calls.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// Whose limit was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// The app's own, on this route.
    User,
    /// That of the resource, whoever uses it: not held against the app.
    Shared,
    /// The app's own, on every route.
    Global,
}

impl Scope {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Shared => "shared",
            Self::Global => "global",
        }
    }
}

/// How a call fails.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// 429.
    RateLimited {
        /// What `retry_after` says.
        retry_after: Duration,
        /// What `X-RateLimit-Scope` says.
        scope: Scope,
    },
    /// This status with a page of HTML, as a gateway before Discord does; nothing was done.
    ServerError(u16),
    /// 502, although it was done.
    ServerErrorAfterwards,
    /// It is done at once, and answered only after this long.
    Slow(Duration),
    /// Discord's own error, and nothing was done.
    Error {
        /// The HTTP status.
        status: u16,
        /// The code in the body.
        code: u64,
    },
    /// The connection ends without an answer, and nothing was done.
    Dropped,
    /// The connection ends without an answer, although it was done.
    DroppedAfterwards,
}

#[derive(Debug)]
struct Bucket {
    limit: u32,
    per: Duration,
    /// Of each top-level resource: when its window began, and what was used of it.
    used: BTreeMap<String, (Instant, u32)>,
}

/// What the headers of an answer say of a bucket.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Allowance {
    pub limit: u32,
    pub remaining: u32,
    pub reset_after: Duration,
    /// Whether this call was one too many.
    pub exceeded: bool,
}

/// The rate limits a test set, each of a route.
#[derive(Debug, Default)]
pub(crate) struct Buckets(BTreeMap<String, Bucket>);

impl Buckets {
    pub(crate) fn limit(&mut self, route: &str, limit: u32, per: Duration) {
        let used = BTreeMap::new();
        let bucket = Bucket { limit, per, used };
        self.0.insert(route.to_owned(), bucket);
    }

    /// Counts a call. Where no limit is set there is always room.
    pub(crate) fn spend(&mut self, route: &str, resource: &str) -> Allowance {
        let Some(bucket) = self.0.get_mut(route) else {
            return Allowance {
                limit: 50,
                remaining: 49,
                reset_after: Duration::from_secs(1),
                exceeded: false,
            };
        };
        let now = Instant::now();
        let window = bucket.used.entry(resource.to_owned()).or_insert((now, 0));
        if now.duration_since(window.0) >= bucket.per {
            *window = (now, 0);
        }
        let exceeded = window.1 >= bucket.limit;
        if !exceeded {
            window.1 += 1;
        }
        Allowance {
            limit: bucket.limit,
            remaining: bucket.limit - window.1,
            reset_after: bucket.per.saturating_sub(now.duration_since(window.0)),
            exceeded,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_is_of_a_route_and_a_resource() {
        let mut buckets = Buckets::default();
        buckets.limit("POST /x/{}", 2, Duration::from_hours(1));
        assert_eq!(buckets.spend("POST /x/{}", "1").remaining, 1);
        assert_eq!(buckets.spend("POST /x/{}", "1").remaining, 0);
        assert!(buckets.spend("POST /x/{}", "1").exceeded);
        assert!(!buckets.spend("POST /x/{}", "2").exceeded);
        assert!(!buckets.spend("GET /x/{}", "1").exceeded);
    }
}
