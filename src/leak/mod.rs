//! Finds what looks like a confidential leak in a message, and says only what and where.
//!
//! Rules are data, so that a company can add its own without touching code. One pass over the
//! keywords decides which patterns run at all: most messages hold none and cost next to nothing.

mod announce;
mod assemble;
mod bounds;
mod codename;
mod elsewhere;
mod error;
mod evidence;
mod explain;
mod fold;
mod guard;
mod hint;
mod ids;
pub mod learned;
mod need;
mod pattern;
mod reader;
mod registered;
mod rule;
mod scan;
mod sentence;
mod validate;
mod wake;

use aho_corasick::{AhoCorasick, MatchKind};
use bonsens_port::{Finding, Severity};

/// Bytes that the lazily built automaton of one pattern may take, on each thread that scans: there
/// are hundreds of patterns, and each would by default take up to 2 MB.
const DFA_LIMIT: usize = 128 * 1024;

pub use codename::{CodeNameError, CodeNames};
pub use error::RuleError;
pub use explain::{Clears, Explanation, Seen, Strength, Told};
pub use guard::looks_like_alert;
pub use reader::Reader;
pub use registered::{Printer, Quotable, Refusal, Registered, SHORTEST_DOCUMENT};
pub(crate) use rule::line_of;
pub use rule::{Context, Evidence, Place, Rule};
pub use scan::resolve;
pub use validate::Validator;
use wake::Wake;

/// The copy of a text that rules match and judgements read: no accents, no invisible characters.
#[must_use]
pub fn plain_copy(text: &str) -> String {
    fold::Folded::new(text).text.into_owned()
}

/// Findings at or over this confidence nudge the author; the others only count.
pub const NUDGE_CONFIDENCE: f32 = 0.5;

const BUILTIN: &[(&str, &str)] = &[
    ("rules/tokens.toml", include_str!("../../rules/tokens.toml")),
    (
        "rules/tokens-more.toml",
        include_str!("../../rules/tokens-more.toml"),
    ),
    (
        "rules/providers.toml",
        include_str!("../../rules/providers.toml"),
    ),
    (
        "rules/credential.toml",
        include_str!("../../rules/credential.toml"),
    ),
    (
        "rules/words-said.toml",
        include_str!("../../rules/words-said.toml"),
    ),
    (
        "rules/personal.toml",
        include_str!("../../rules/personal.toml"),
    ),
    (
        "rules/personal-elsewhere.toml",
        include_str!("../../rules/personal-elsewhere.toml"),
    ),
    ("rules/people.toml", include_str!("../../rules/people.toml")),
    ("rules/hr.toml", include_str!("../../rules/hr.toml")),
    ("rules/health.toml", include_str!("../../rules/health.toml")),
    (
        "rules/business.toml",
        include_str!("../../rules/business.toml"),
    ),
    ("rules/judged.toml", include_str!("../../rules/judged.toml")),
    (
        "rules/organisation.toml",
        include_str!("../../rules/organisation.toml"),
    ),
    (
        "src/leak/registered/rules.toml",
        include_str!("registered/rules.toml"),
    ),
];

/// The rules in force, ready to scan. Share one; scanning takes `&self`.
#[derive(Debug)]
pub struct RuleSet {
    rules: Vec<Rule>,
    /// Finds keywords in the folded text; `None` when no rule has any.
    keywords: Option<AhoCorasick>,
    /// For each keyword of the automaton, the rules it wakes.
    wakes: Vec<Vec<usize>>,
    /// Rules that wait for a number of digits, 0 for those tried on every text.
    counted: Vec<(usize, usize)>,
}

/// One way a rule fails its own examples.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The rule.
    pub rule: String,
    /// File it is in.
    pub file: String,
    /// Line it starts at.
    pub line: usize,
    /// What went wrong.
    pub which: Which,
}

/// The example a rule fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// `examples[index]` gave no finding of the rule.
    MissedExample {
        /// Position in the list, from 0.
        index: usize,
    },
    /// `counter_examples[index]` gave one.
    MatchedCounterExample {
        /// Position in the list, from 0.
        index: usize,
    },
}

impl RuleSet {
    /// The rules Bonsens ships with. Patterns compile on first use.
    ///
    /// # Panics
    ///
    /// If the embedded rules are broken, which the tests rule out.
    #[must_use]
    pub fn builtin() -> Self {
        match Self::load(&[]) {
            Ok(set) => set,
            Err(error) => unreachable!("built-in rules: {error}"),
        }
    }

    /// The built-in rules and those of `files`, each given as its name and contents.
    ///
    /// Unlike the built-in ones, these are compiled at once, so that a mistake is told now.
    pub fn with_files(files: &[(String, String)]) -> Result<Self, RuleError> {
        Self::load(files)
    }

    fn load(files: &[(String, String)]) -> Result<Self, RuleError> {
        let mut rules: Vec<Rule> = Vec::new();
        for (file, source) in BUILTIN {
            rules.extend(rule::parse(file, source, None)?);
        }
        let mut budget = bounds::Budget::default();
        for (file, source) in files {
            bounds::file(file, source)?;
            rules.extend(rule::parse(file, source, Some(&mut budget))?);
        }
        let mut seen = std::collections::HashMap::new();
        for rule in &rules {
            if let Some(first) = seen.insert(&rule.id, rule) {
                return Err(RuleError::Duplicate {
                    file: rule.file.clone(),
                    line: rule.line,
                    id: rule.id.clone(),
                    first: format!("{}:{}", first.file, first.line),
                });
            }
        }
        let mut by_word = std::collections::BTreeMap::<&str, Vec<usize>>::new();
        let mut counted = Vec::new();
        for (index, rule) in rules.iter().enumerate() {
            match &rule.wake {
                Wake::Words(words) => {
                    for word in words {
                        by_word.entry(word).or_default().push(index);
                    }
                }
                Wake::Digits(least) => counted.push((index, *least)),
                Wake::Always => counted.push((index, 0)),
                Wake::Never => {}
            }
        }
        // Overlapping search, hence the standard kind: "pass" and "password" must both be seen.
        let keywords = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::Standard)
            .build(by_word.keys())
            .ok();
        let wakes = by_word.into_values().collect();
        Ok(Self {
            rules,
            keywords,
            wakes,
            counted,
        })
    }

    /// What the rules see in `text`, by position, without overlaps.
    #[must_use]
    pub fn scan(&self, text: &str) -> Vec<Finding> {
        scan::resolve(self.scan_all(text))
    }

    /// What the rules see in `text` when its author wrote `before` just ahead of it: people announce
    /// a password in one message and give it in the next. Offsets are those of `text`.
    #[must_use]
    pub fn scan_after(&self, before: &str, text: &str) -> Vec<Finding> {
        let start = before.len() + 1;
        let together = self.scan_all(&format!("{before}\n{text}"));
        let here = together.into_iter().filter(|f| f.end > start).map(|f| {
            let (start, end) = (f.start.saturating_sub(start), f.end - start);
            Finding { start, end, ..f }
        });
        let mut findings = self.scan_all(text);
        findings.extend(here);
        scan::resolve(findings)
    }

    /// Every rule, built-in ones first.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter()
    }

    /// The rule of that identifier.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id == id)
    }

    /// Runs every rule on its own examples and counter-examples.
    #[must_use]
    pub fn check(&self) -> Vec<Failure> {
        let sees = |id: &str, text: &str| {
            self.scan_all(text)
                .iter()
                .any(|f| f.rule == id && f.confidence >= NUDGE_CONFIDENCE)
        };
        let mut failures = Vec::new();
        for rule in &self.rules {
            let mut fail = |which| {
                let (rule, file, line) = (rule.id.clone(), rule.file.clone(), rule.line);
                failures.push(Failure {
                    rule,
                    file,
                    line,
                    which,
                });
            };
            for (index, text) in rule.examples.iter().enumerate() {
                if !sees(&rule.id, text) {
                    fail(Which::MissedExample { index });
                }
            }
            for (index, text) in rule.counter_examples.iter().enumerate() {
                if sees(&rule.id, text) {
                    fail(Which::MatchedCounterExample { index });
                }
            }
        }
        failures
    }
}

/// The gravest severity among `findings`.
#[must_use]
pub fn severity_of(findings: &[Finding]) -> Option<Severity> {
    findings.iter().map(|f| f.severity).max()
}
