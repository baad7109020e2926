//! What was looked at before anyone counts on it, and what to do about each miss.

use bonsens_port::{Lang, WorkspaceId};
use jiff::Timestamp;

use crate::Say;

/// How something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// As it should be.
    Good,
    /// Not as it should be.
    Bad,
    /// The platform did not say.
    Unknown,
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// What, for a machine to read.
    pub name: &'static str,
    /// Where, unless it is the same everywhere.
    pub workspace: Option<WorkspaceId>,
    /// How it is.
    pub state: State,
    /// How it is, in words.
    pub told: String,
    /// What to do about it, in words.
    pub remedy: Option<String>,
}

/// How far this machine's clock may be from a platform's, in seconds.
const SKEW: i64 = 60;

/// What was looked at so far, in the reader's language. The sentences of what is as it should be are
/// `PREFIX-KEY`, those of what is not also have `PREFIX-KEY-do`.
pub struct Sheet<'a> {
    lang: Lang,
    say: &'a Say,
    prefix: &'static str,
    /// Where what is looked at next is, unless it is the same everywhere.
    pub workspace: Option<WorkspaceId>,
    checks: Vec<Check>,
}

impl std::fmt::Debug for Sheet<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(&self.checks).finish()
    }
}

impl<'a> Sheet<'a> {
    /// Nothing was looked at yet.
    #[must_use]
    pub const fn new(lang: Lang, say: &'a Say, prefix: &'static str) -> Self {
        Self {
            lang,
            say,
            prefix,
            workspace: None,
            checks: Vec::new(),
        }
    }

    /// All that was looked at.
    #[must_use]
    pub fn checks(self) -> Vec<Check> {
        self.checks
    }

    /// Something is as it should be.
    pub fn good(&mut self, name: &'static str, key: &str, detail: &str) {
        let told = self.words(key, detail);
        self.add(name, State::Good, told, None);
    }

    /// Something is not, or can't be told.
    pub fn bad(&mut self, name: &'static str, state: State, key: &str, detail: &str) {
        let told = self.words(key, detail);
        let remedy = self.said(&format!("{}-{key}-do", self.prefix));
        self.add(name, state, told, Some(remedy));
    }

    /// Something may be as it should be, and is worth a look.
    pub fn to_look_at(&mut self, name: &'static str, key: &str, detail: &str) {
        self.bad(name, State::Good, key, detail);
    }

    /// The sentences are for the same reader.
    #[must_use]
    pub const fn say(&self) -> &'a Say {
        self.say
    }

    /// The platform's clock, beside this machine's.
    pub fn clock(&mut self, there: Option<Timestamp>, here: Timestamp) {
        let Some(there) = there else {
            return self.bad("clock", State::Unknown, "later", "");
        };
        let apart = here.duration_since(there).as_secs();
        if apart.abs() <= SKEW {
            self.good("clock", "clock", "");
        } else {
            self.bad("clock", State::Bad, "clock-bad", &apart.to_string());
        }
    }

    /// Any sentence, in the reader's language.
    #[must_use]
    pub fn said(&self, key: &str) -> String {
        (self.say)(self.lang, key)
    }

    fn words(&self, key: &str, detail: &str) -> String {
        let words = self.said(&format!("{}-{key}", self.prefix));
        format!("{words} {detail}").trim_end().to_owned()
    }

    fn add(&mut self, name: &'static str, state: State, told: String, remedy: Option<String>) {
        self.checks.push(Check {
            name,
            workspace: self.workspace.clone(),
            state,
            told,
            remedy,
        });
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn each_miss_says_what_to_do_and_a_clock_may_be_a_minute_off() {
        let say: Say = Arc::new(|_, key| key.to_owned());
        let mut sheet = Sheet::new(Lang::En, &say, "there");
        sheet.good("token", "token", "");
        sheet.workspace = Some(WorkspaceId::new("T1"));
        sheet.bad("team", State::Bad, "team-bad", "T2");
        let here = Timestamp::UNIX_EPOCH;
        let at = |seconds| Timestamp::from_second(seconds).ok();
        for there in [at(60), at(-61), None] {
            sheet.clock(there, here);
        }
        let checks = sheet.checks();
        let states: Vec<_> = checks.iter().map(|check| check.state).collect();
        let (good, bad) = (State::Good, State::Bad);
        assert_eq!(states, [good, bad, good, bad, State::Unknown]);
        assert_eq!(checks[1].told, "there-team-bad T2");
        assert_eq!(checks[1].remedy.as_deref(), Some("there-team-bad-do"));
        assert_eq!(checks[1].workspace, Some(WorkspaceId::new("T1")));
        assert_eq!((&checks[0].remedy, &checks[0].workspace), (&None, &None));
        assert_eq!(checks[3].told, "there-clock-bad 61");
    }
}
