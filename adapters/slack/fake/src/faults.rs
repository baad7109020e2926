//! What a test can make go wrong.

use std::collections::VecDeque;
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

#[derive(Debug)]
struct Planned {
    method: String,
    left: usize,
    fault: Fault,
}

#[derive(Debug, Default)]
pub(crate) struct Faults {
    planned: VecDeque<Planned>,
    /// The error every authenticated call gets.
    pub auth: Option<&'static str>,
    /// At least this long between two posts of the app in one room.
    pub pace: Option<Duration>,
}

impl Faults {
    pub(crate) fn plan(&mut self, method: &str, times: usize, fault: Fault) {
        self.planned.push_back(Planned {
            method: method.to_owned(),
            left: times,
            fault,
        });
    }

    pub(crate) fn forget(&mut self) {
        self.planned.clear();
    }

    /// The fault planned first for a method, used up once. `*` stands for every method.
    pub(crate) fn take(&mut self, method: &str) -> Option<Fault> {
        let at = self
            .planned
            .iter()
            .position(|plan| plan.left > 0 && (plan.method == method || plan.method == "*"))?;
        let plan = &mut self.planned[at];
        plan.left -= 1;
        let fault = plan.fault.clone();
        if plan.left == 0 {
            self.planned.remove(at);
        }
        Some(fault)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_used_up() {
        let mut faults = Faults::default();
        faults.plan("chat.update", 2, Fault::ServerError);
        assert_eq!(faults.take("chat.postMessage"), None);
        assert_eq!(faults.take("chat.update"), Some(Fault::ServerError));
        assert_eq!(faults.take("chat.update"), Some(Fault::ServerError));
        assert_eq!(faults.take("chat.update"), None);
    }
}
