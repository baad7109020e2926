//! Why a call did not do what it should, and whether trying again can help.

use std::time::Duration;

use bonsens_port::PlatformError;

/// Why a call did not do what it should. Holds nothing of what was sent or answered but codes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// Discord answered with this error, and did nothing.
    Code {
        /// The HTTP status.
        status: u16,
        /// Discord's own code, 0 where it has none.
        code: u64,
    },
    /// Discord wants to be left alone for this long, and did nothing.
    Limited(Duration),
    /// No answer that says whether it was done.
    Doubtful(String),
}

/// Codes of requests that are wrong now and need not be later: a limit of Discord's own is reached
/// (slow mode, threads, edits of an old message), or its service is not well.
const LATER: [u64; 7] = [20_016, 20_028, 20_029, 30_046, 110_001, 130_000, 160_006];
/// What a refusal has to say to be for good. The place or the person is closed to the bot: an admin
/// may open it, but each try until then counts against the address, and what was to be shown is
/// past. A refusal without a code of Discord's own comes from something in between.
const CLOSED: [u64; 20] = [
    20_009, 40_007, 40_058, 50_001, 50_003, 50_005, 50_007, 50_008, 50_009, 50_013, 50_020, 50_021,
    50_024, 50_083, 50_095, 50_278, 60_003, 160_002, 160_005, 200_000,
];

impl Failure {
    /// Discord answered with one of these codes.
    #[must_use]
    pub fn is(&self, codes: &[u64]) -> bool {
        matches!(self, Self::Code { code, .. } if codes.contains(code))
    }

    /// Trying again can't help.
    fn is_for_good(status: u16, code: u64) -> bool {
        match status {
            // What was sent is wrong, and will be.
            400 | 413 | 415 => !LATER.contains(&code),
            // What it was about is gone, where it is Discord that says so.
            404 | 405 | 410 => code != 0 && !LATER.contains(&code),
            403 => CLOSED.contains(&code),
            // 401: a token that can be put right.
            _ => false,
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
            Failure::Code { status, code } => {
                let reason = format!("HTTP {status}, code {code}");
                if Failure::is_for_good(status, code) {
                    Self::Refused { reason }
                } else {
                    unavailable(reason, None)
                }
            }
            Failure::Limited(time) => unavailable("too many requests".to_owned(), Some(time)),
            Failure::Doubtful(reason) => unavailable(reason, None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_over_is_refused() {
        for (status, code, over) in [
            (400, 50_035, true),
            (400, 20_016, false),
            (400, 0, true),
            (401, 0, false),
            (403, 50_007, true),
            (403, 50_278, true),
            (403, 50_013, true),
            (403, 0, false),
            (403, 999_999, false),
            (404, 10_008, true),
            (404, 0, false),
            (500, 0, false),
        ] {
            let told = PlatformError::from(Failure::Code { status, code });
            assert_eq!(
                matches!(told, PlatformError::Refused { .. }),
                over,
                "{status} {code}: {told}"
            );
        }
        let told = PlatformError::from(Failure::Limited(Duration::from_secs(3)));
        let PlatformError::Unavailable { retry_after, .. } = told else {
            panic!("{told}");
        };
        assert_eq!(retry_after, Some(Duration::from_secs(3)));
    }
}
