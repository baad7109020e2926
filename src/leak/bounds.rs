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
    super::pattern::SIZE_LIMIT,
];
/// Rules that may run on every message, and the compiled size one of them may have.
const ALWAYS: (usize, usize) = (8, 64 << 10);
/// Bytes around a match that `within` may ask to read.
const WITHIN: usize = 400;
/// Pieces of evidence a rule may weigh.
const EVIDENCE: usize = 40;
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
    Err(RuleError::FileTooLarge {
        file: name.to_owned(),
        line: 1,
        limit: FILE,
    })
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
        let (file, line, id) = (|| rule.file.clone(), rule.line, || rule.id.clone());
        let above = |key, limit| RuleError::Above {
            file: file(),
            line,
            id: id(),
            key,
            limit,
        };
        self.rules += 1;
        if self.rules > RULES {
            return Err(RuleError::TooMany {
                file: file(),
                line,
                limit: RULES,
            });
        }
        if rule.at_least > AT_LEAST {
            return Err(above("at_least", AT_LEAST));
        }
        let context = rule.context.as_ref();
        if rule.evidence.len() > EVIDENCE {
            return Err(above("evidence", EVIDENCE));
        }
        if context.is_some_and(|c| c.within > WITHIN) {
            return Err(above("within", WITHIN));
        }
        let main = size(&rule.pattern);
        let others = context.into_iter().flat_map(|c| [&c.near, &c.not_near]);
        let evidence = rule.evidence.iter().map(|evidence| &evidence.pattern);
        let others = others.flatten().chain(evidence);
        let others: usize = others.map(|p| size(&format!("(?i){p}"))).sum();
        self.compiled += main + others;
        if self.compiled > COMPILED {
            return Err(RuleError::TooLargeTogether {
                file: file(),
                line,
                id: id(),
            });
        }
        if rule.wake == Wake::Always {
            self.always += 1;
            let (most, largest) = ALWAYS;
            if main > largest || self.always > most {
                return Err(RuleError::Always {
                    file: file(),
                    line,
                    id: id(),
                });
            }
        }
        Ok(())
    }
}
