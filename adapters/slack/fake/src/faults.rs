//! What a test can make go wrong.

use std::time::Duration;

/// How a Web API call fails.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// 429, with `Retry-After` in whole seconds.
    RateLimited {
        /// What `Retry-After` says.
        retry_after: u64,
    },
    /// 500, and nothing was done.
    ServerError,
    /// 500, although it was done.
    ServerErrorAfterwards,
    /// It is done at once, and answered only after this long.
    Slow(Duration),
    /// `{"ok": false}` with this error, and nothing was done.
    Error(&'static str),
}

/// What happens to a socket that is open, or opens.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sockets {
    /// They work.
    #[default]
    Working,
    /// They accept and stay open, but nothing ever comes, not even the answer to a ping.
    HalfOpen,
    /// A new one is refused.
    Refused,
}
