//! What can be wrong in a rule file. How to mend it is said in the locale files.

/// A rule file that cannot be used. Every variant names the file and the line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RuleError {
    /// Not TOML, or a value of another type.
    #[error("{file}:{line}: {message}")]
    Syntax {
        /// File the rule is in.
        file: String,
        /// Line, from 1.
        line: usize,
        /// What the parser said, without the values of the file.
        message: String,
    },
    /// A key no rule has.
    #[error("{file}:{line}: unknown key `{key}`")]
    UnknownKey {
        /// File the rule is in.
        file: String,
        /// Line, from 1.
        line: usize,
        /// The key as written.
        key: String,
    },
    /// A key every rule has.
    #[error("{file}:{line}: no `{key}`")]
    MissingKey {
        /// File the rule is in.
        file: String,
        /// Line, from 1.
        line: usize,
        /// The key to add.
        key: String,
    },
    /// Two rules share an identifier.
    #[error("{file}:{line}: rule `{id}` is already defined at {first}")]
    Duplicate {
        /// File the rule is in.
        file: String,
        /// Line, from 1.
        line: usize,
        /// The shared identifier.
        id: String,
        /// Where the first one is, `file:line`.
        first: String,
    },
    /// The identifier is not `family.kebab-name`.
    #[error("{file}:{line}: rule id `{id}` is not `{family}.some-name`")]
    Id {
        /// File the rule is in.
        file: String,
        /// Line, from 1.
        line: usize,
        /// The identifier as written.
        id: String,
        /// The family the identifier should start with.
        family: String,
    },
    /// The pattern does not compile.
    #[error("{file}:{line}: pattern of `{id}`: {message}")]
    Pattern {
        /// File the rule is in.
        file: String,
        /// Line, from 1.
        line: usize,
        /// The rule.
        id: String,
        /// What the regex compiler said.
        message: String,
    },
    /// The pattern compiles to more than the memory allowed.
    #[error("{file}:{line}: pattern of `{id}` is too large once compiled")]
    TooLarge {
        /// File the rule is in.
        file: String,
        /// Line, from 1.
        line: usize,
        /// The rule.
        id: String,
    },
    /// The validator does not exist.
    #[error("{file}:{line}: rule `{id}`: unknown validator `{validator}`")]
    Validator {
        /// File the rule is in.
        file: String,
        /// Line, from 1.
        line: usize,
        /// The rule.
        id: String,
        /// The name asked for.
        validator: String,
        /// The names that exist.
        known: String,
    },
    /// `confidence` is not between 0 and 1.
    #[error("{file}:{line}: rule `{id}`: `confidence` is out of range")]
    Confidence {
        /// File the rule is in.
        file: String,
        /// Line, from 1.
        line: usize,
        /// The rule.
        id: String,
    },
    /// `keywords` holds an empty word.
    #[error("{file}:{line}: rule `{id}`: empty keyword")]
    EmptyKeyword {
        /// File the rule is in.
        file: String,
        /// Line, from 1.
        line: usize,
        /// The rule.
        id: String,
    },
    /// `at_least` is 0.
    #[error("{file}:{line}: rule `{id}`: `at_least` is 0")]
    AtLeast {
        /// File the rule is in.
        file: String,
        /// Line, from 1.
        line: usize,
        /// The rule.
        id: String,
    },
    /// The file is too large to be one of rules.
    #[error("{file}:{line}: over {limit} bytes")]
    FileTooLarge {
        /// File the rule is in.
        file: String,
        /// Line, from 1.
        line: usize,
        /// What is accepted.
        limit: usize,
    },
    /// More rules than the files may hold together.
    #[error("{file}:{line}: over {limit} rules")]
    TooMany {
        /// File the rule is in.
        file: String,
        /// Line, from 1.
        line: usize,
        /// What is accepted.
        limit: usize,
    },
    /// A number is above what is accepted.
    #[error("{file}:{line}: rule `{id}`: `{key}` is over {limit}")]
    Above {
        /// File the rule is in.
        file: String,
        /// Line, from 1.
        line: usize,
        /// The rule.
        id: String,
        /// The key.
        key: &'static str,
        /// What is accepted.
        limit: usize,
    },
    /// The patterns of all rules compile to more than the memory allowed.
    #[error("{file}:{line}: too large together, from rule `{id}` on")]
    TooLargeTogether {
        /// File the rule is in.
        file: String,
        /// Line, from 1.
        line: usize,
        /// The rule.
        id: String,
    },
    /// The rule would run on every message.
    #[error("{file}:{line}: rule `{id}` would run on every message")]
    Always {
        /// File the rule is in.
        file: String,
        /// Line, from 1.
        line: usize,
        /// The rule.
        id: String,
    },
}

impl RuleError {
    /// The file and the line.
    #[must_use]
    pub fn place(&self) -> (&str, usize) {
        match self {
            Self::Syntax { file, line, .. }
            | Self::UnknownKey { file, line, .. }
            | Self::MissingKey { file, line, .. }
            | Self::Duplicate { file, line, .. }
            | Self::Id { file, line, .. }
            | Self::Pattern { file, line, .. }
            | Self::TooLarge { file, line, .. }
            | Self::Validator { file, line, .. }
            | Self::Confidence { file, line, .. }
            | Self::EmptyKeyword { file, line, .. }
            | Self::FileTooLarge { file, line, .. }
            | Self::TooMany { file, line, .. }
            | Self::Above { file, line, .. }
            | Self::TooLargeTogether { file, line, .. }
            | Self::Always { file, line, .. }
            | Self::AtLeast { file, line, .. } => (file, *line),
        }
    }
}
