//! How much an admin's rule files may cost, so that a careless rule cannot slow a server down.

use regex::RegexBuilder;

use super::error::RuleError;
use super::pattern::expand;
use super::rule::Rule;
use super::wake::Wake;

/// Bytes of one rule file: about a thousand rules.
const FILE: usize = 512 << 10;
/// Rules in all the files together.
const RULES: usize = 500;
/// Bytes all their compiled patterns may take together.
const COMPILED: usize = 64 << 20;
/// Sizes a pattern is charged at: the first one it fits in.
const SIZES: [usize; 5] = [
    16 << 10,
    64 << 10,
    256 << 10,
    1 << 20,
    super::rule::SIZE_LIMIT,
];
/// Rules that may run on every message, and the compiled size one of them may have.
const ALWAYS: (usize, usize) = (8, 64 << 10);
/// Bytes around a match that `within` may ask to read.
const WITHIN: usize = 400;
/// Distinct values a rule may wait for.
const AT_LEAST: usize = super::scan::MOST_PER_RULE;

/// What the files read so far have used up.
#[derive(Debug, Default)]
pub(super) struct Budget {
    rules: usize,
    compiled: usize,
    always: usize,
}

/// Refuses a file before it is parsed.
pub(super) fn file(name: &str, source: &str) -> Result<(), RuleError> {
    if source.len() <= FILE {
        return Ok(());
    }
    Err(RuleError::Syntax {
        file: name.to_owned(),
        line: 1,
        message: format!("the file is larger than {FILE} bytes"),
    })
}

fn refused(rule: &Rule, message: &str) -> RuleError {
    RuleError::Value {
        file: rule.file.clone(),
        line: rule.line,
        id: rule.id.clone(),
        message: message.to_owned(),
    }
}

/// Compiled size of a pattern, rounded up to one of `SIZES`.
fn size(pattern: &str) -> usize {
    let expanded = expand(pattern);
    let fits = |limit: &&usize| {
        RegexBuilder::new(&expanded)
            .size_limit(**limit)
            .build()
            .is_ok()
    };
    SIZES.iter().find(fits).copied().unwrap_or(COMPILED)
}

impl Budget {
    /// Adds a rule whose patterns compile, or says why it is one too many.
    pub(super) fn charge(&mut self, rule: &Rule) -> Result<(), RuleError> {
        self.rules += 1;
        if self.rules > RULES {
            let message = format!("your files hold more than {RULES} rules; remove some");
            return Err(refused(rule, &message));
        }
        if rule.at_least > AT_LEAST {
            let message = format!("`at_least` must be {AT_LEAST} or less");
            return Err(refused(rule, &message));
        }
        let context = rule.context.as_ref();
        if context.is_some_and(|c| c.within > WITHIN) {
            return Err(refused(rule, &format!("`within` must be {WITHIN} or less")));
        }
        let main = size(&rule.pattern);
        let others = context.into_iter().flat_map(|c| [&c.near, &c.not_near]);
        let others: usize = others.flatten().map(|p| size(&format!("(?i){p}"))).sum();
        self.compiled += main + others;
        if self.compiled > COMPILED {
            let message = "your rules are too large once compiled; shorten the repetitions of this one or remove some rules";
            return Err(refused(rule, message));
        }
        if rule.wake == Wake::Always {
            self.always += 1;
            let (most, largest) = ALWAYS;
            if main > largest || self.always > most {
                return Err(refused(
                    rule,
                    "it would run on every message; give it `keywords`",
                ));
            }
        }
        Ok(())
    }
}
