//! What a test makes go wrong with calls: planned beforehand, and used up as the calls come.

/// What stands for every call.
const EVERY: &str = "*";

/// The failures that are planned. What a failure can be, `F`, is the platform's.
#[derive(Debug)]
pub struct Faults<F> {
    planned: Vec<Planned<F>>,
}

#[derive(Debug)]
struct Planned<F> {
    call: String,
    left: usize,
    fault: F,
}

impl<F> Default for Faults<F> {
    fn default() -> Self {
        Self {
            planned: Vec::new(),
        }
    }
}

impl<F: Clone> Faults<F> {
    /// Makes the next calls of this name fail, this many times; any call, for `*`.
    pub fn plan(&mut self, call: &str, times: usize, fault: F) {
        if times > 0 {
            self.planned.push(Planned {
                call: call.to_owned(),
                left: times,
                fault,
            });
        }
    }

    /// Forgets what was planned and did not come yet.
    pub fn forget(&mut self) {
        self.planned.clear();
    }

    /// How a call fails: as was planned first for it or for every call, which is used up once.
    pub fn take(&mut self, call: &str) -> Option<F> {
        let mut planned = self.planned.iter();
        let at = planned.position(|plan| plan.call == call || plan.call == EVERY)?;
        self.planned[at].left -= 1;
        if self.planned[at].left == 0 {
            return Some(self.planned.remove(at).fault);
        }
        Some(self.planned[at].fault.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_used_up() {
        let mut faults = Faults::default();
        faults.plan("update", 2, "down");
        assert_eq!(faults.take("post"), None);
        assert_eq!(faults.take("update"), Some("down"));
        assert_eq!(faults.take("update"), Some("down"));
        assert_eq!(faults.take("update"), None);
    }

    #[test]
    fn a_star_stands_for_every_call_and_the_first_planned_comes_first() {
        let mut faults = Faults::default();
        faults.plan("update", 1, "first");
        faults.plan("*", 2, "anywhere");
        faults.plan("update", 1, "last");
        assert_eq!(faults.take("post"), Some("anywhere"));
        assert_eq!(faults.take("update"), Some("first"));
        assert_eq!(faults.take("update"), Some("anywhere"));
        assert_eq!(faults.take("update"), Some("last"));
        assert_eq!(faults.take("update"), None);
    }

    #[test]
    fn what_is_forgotten_or_planned_for_no_call_never_comes() {
        let mut faults = Faults::default();
        faults.plan("update", 3, "down");
        assert_eq!(faults.take("update"), Some("down"));
        faults.forget();
        faults.plan("update", 0, "never");
        assert_eq!(faults.take("update"), None);
    }
}
