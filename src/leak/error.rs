//! What can be wrong in a rule file, said so that its author can mend it without reading code.

/// A rule file that cannot be used. Every variant names the file, the line and the remedy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RuleError {
    /// Not TOML, an unknown key, or a missing or mistyped one.
    #[error("{file}:{line}: {message}; correct the key or remove it")]
    Syntax {
        /// File the rule is in.
        file: String,
        /// Line, from 1.
        line: usize,
        /// What the parser said.
        message: String,
    },
    /// Two rules share an identifier.
    #[error("{file}:{line}: rule `{id}` is already defined at {first}; give it another id")]
    Duplicate {
        /// File of the second rule.
        file: String,
        /// Line of the second rule.
        line: usize,
        /// The shared identifier.
        id: String,
        /// Where the first one is, `file:line`.
        first: String,
    },
    /// The identifier is not `family.kebab-name`.
    #[error(
        "{file}:{line}: rule id `{id}` must read `{family}.some-name` in lower case; rename it"
    )]
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
    #[error(
        "{file}:{line}: the pattern of `{id}` does not compile: {message}; correct it (look-around and back-references are not supported)"
    )]
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
    #[error(
        "{file}:{line}: the pattern of `{id}` is too large once compiled; shorten its repetitions or split the rule"
    )]
    TooLarge {
        /// File the rule is in.
        file: String,
        /// Line, from 1.
        line: usize,
        /// The rule.
        id: String,
    },
    /// The validator does not exist.
    #[error(
        "{file}:{line}: rule `{id}` asks for the unknown validator `{validator}`; use one of: {known}"
    )]
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
    /// A value is out of its range.
    #[error("{file}:{line}: rule `{id}`: {message}")]
    Value {
        /// File the rule is in.
        file: String,
        /// Line, from 1.
        line: usize,
        /// The rule.
        id: String,
        /// What is wrong and what to write instead.
        message: String,
    },
}
