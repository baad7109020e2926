//! Counts by rule and week, of what live mode would have said, with small groups hidden.
//!
//! A count under five points at somebody. It is hidden, and so is every sum from which it could be
//! worked out.

use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasher, RandomState};

use bonsens::policy::Policy;
use bonsens_port::{Finding, Mode, Severity};
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// Groups smaller than this are not told.
pub const LEAST: u64 = 5;

/// A message in which there was something: no word of it, and nothing that names its author.
struct Hit {
    at: Timestamp,
    author: u64,
    severity: Severity,
    rules: Vec<u16>,
}

/// Listens first and counts in the end: exports come channel by channel, and an author who was told
/// something a moment ago may have been told in another.
pub struct Tally {
    policy: Policy,
    hasher: RandomState,
    rules: Vec<(String, Severity)>,
    known: HashMap<String, u16>,
    hits: Vec<Hit>,
}

/// An ISO week, as `2026-W07`.
pub type Week = (i16, i8);

/// What a rule found.
#[derive(Debug)]
pub struct Counts {
    pub rule: String,
    pub severity: Severity,
    pub weeks: BTreeMap<Week, u64>,
}

impl Tally {
    pub fn new(policy: &Policy) -> Self {
        Self {
            policy: policy.clone(),
            hasher: RandomState::new(),
            rules: Vec::new(),
            known: HashMap::new(),
            hits: Vec::new(),
        }
    }

    pub fn add(&mut self, author: &str, at: Timestamp, found: &[Finding]) {
        let mut rules: Vec<u16> = found.iter().map(|finding| self.rule(finding)).collect();
        rules.sort_unstable();
        rules.dedup();
        let severity = found.iter().map(|finding| finding.severity).max();
        self.hits.push(Hit {
            at,
            author: self.hasher.hash_one(author),
            severity: severity.unwrap_or(Severity::Low),
            rules,
        });
    }

    fn rule(&mut self, finding: &Finding) -> u16 {
        if let Some(known) = self.known.get(&finding.rule) {
            return *known;
        }
        let number = u16::try_from(self.rules.len()).unwrap_or(u16::MAX);
        self.known.insert(finding.rule.clone(), number);
        self.rules.push((finding.rule.clone(), finding.severity));
        number
    }

    /// What would have been said. Where live mode keeps silent because the author has just heard the
    /// same, nothing is counted; the gravest things it says each time.
    pub fn settled(mut self) -> Vec<Counts> {
        self.hits.sort_by_key(|hit| hit.at);
        let mut told = HashMap::<(u64, u16), Timestamp>::new();
        let mut counts: Vec<Counts> = self
            .rules
            .iter()
            .map(|(rule, severity)| Counts {
                rule: rule.clone(),
                severity: *severity,
                weeks: BTreeMap::new(),
            })
            .collect();
        for hit in &self.hits {
            let again = self.says_again(hit.severity);
            for rule in &hit.rules {
                let before = told.get(&(hit.author, *rule));
                let lately = before
                    .is_some_and(|before| hit.at.duration_since(*before) < self.policy.cooldown);
                if lately && !again {
                    continue;
                }
                told.insert((hit.author, *rule), hit.at);
                if let Some(counts) = counts.get_mut(usize::from(*rule)) {
                    *counts.weeks.entry(week(hit.at)).or_default() += 1;
                }
            }
        }
        counts.sort_by(|a, b| b.severity.cmp(&a.severity).then(a.rule.cmp(&b.rule)));
        counts
    }

    /// Whether an author hears of this severity however lately they did: what may reach moderators
    /// has to be told first.
    fn says_again(&self, severity: Severity) -> bool {
        let flags = self.policy.mode == Mode::NudgeAndFlag;
        severity >= Severity::High || flags && self.policy.fix_windows.of(severity).is_some()
    }
}

fn week(at: Timestamp) -> Week {
    let week = at.to_zoned_datetime(TimeZone::UTC).date().iso_week_date();
    (week.year(), week.week())
}

/// The sum of a rule's weeks, as far as it may be told.
#[derive(Debug, PartialEq, Eq)]
pub enum Sum {
    Exactly(u64),
    /// The weeks that are shown; there is more.
    AtLeast(u64),
    Hidden,
}

impl Counts {
    /// A sum is told where it leaves each hidden week free to be anything from one to four.
    pub fn sum(&self) -> Sum {
        let small = self.weeks.values().filter(|count| **count < LEAST);
        let (weeks, hidden) = small.fold((0, 0), |(n, sum), count| (n + 1, sum + count));
        let shown: u64 = self.weeks.values().filter(|count| **count >= LEAST).sum();
        if weeks == 0 || (weeks + LEAST - 2..=(LEAST - 1) * (weeks - 1) + 1).contains(&hidden) {
            Sum::Exactly(shown + hidden)
        } else if shown > 0 {
            Sum::AtLeast(shown)
        } else {
            Sum::Hidden
        }
    }
}

#[cfg(test)]
#[path = "tally_tests.rs"]
mod tests;
