//! What can be wrong with a configuration file, with the place it is at. The remedies are in the
//! locale files.

use bonsens_port::{Mode, Requirement};

/// What can be wrong with a configuration file. Every variant but the first names the line.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// The file can't be read.
    #[error("{file}: {error}")]
    Unreadable {
        /// The file.
        file: String,
        /// What the system said.
        error: std::io::Error,
    },
    /// The file is too large to be one.
    #[error("{file}: {bytes} bytes, at most {limit}")]
    TooLarge {
        /// The file.
        file: String,
        /// Its size.
        bytes: u64,
        /// The size accepted.
        limit: u64,
    },
    /// The file is not UTF-8 text.
    #[error("{file}:{line}: not UTF-8")]
    NotUtf8 {
        /// The file.
        file: String,
        /// First line that can't be read, from 1.
        line: usize,
    },
    /// Not TOML, an unknown key, or a value of the wrong kind.
    #[error("{file}:{line}: {message}")]
    Syntax {
        /// The file.
        file: String,
        /// Line, from 1.
        line: usize,
        /// What the parser said.
        message: String,
    },
    /// Not a duration.
    #[error("{file}:{line}: not a duration")]
    Duration {
        /// The file.
        file: String,
        /// Line, from 1.
        line: usize,
    },
    /// Slack is reached neither by a socket nor at an address, or by both.
    #[error("{file}:{line}: no one way to reach Slack")]
    SlackConnection {
        /// The file.
        file: String,
        /// Line of the section, from 1.
        line: usize,
    },
    /// No workspace or server is named.
    #[error("{file}:{line}: no `[[{section}]]`")]
    NoneServed {
        /// The file.
        file: String,
        /// Line of the section, from 1.
        line: usize,
        /// The section that would name one.
        section: &'static str,
    },
    /// A workspace or a server is named twice.
    #[error("{file}:{line}: named twice")]
    ServedTwice {
        /// The file.
        file: String,
        /// Line of the second one, from 1.
        line: usize,
    },
    /// Not an id of the kind the platform gives.
    #[error("{file}:{line}: `{key}` is not an id of the platform's")]
    PlatformId {
        /// The file.
        file: String,
        /// Line of the workspace or server, from 1.
        line: usize,
        /// The key.
        key: &'static str,
        /// The letter such an id starts with on Slack; `None`: it is one of Discord's.
        starts_with: Option<&'static str>,
    },
    /// The mode speaks to people, and the record doesn't allow it yet.
    #[error("{file}:{line}: mode `{}` without {missing:?}", mode.as_str())]
    NotAllowed {
        /// The file.
        file: String,
        /// Line of the mode, from 1.
        line: usize,
        /// The mode.
        mode: Mode,
        /// What is not on record.
        missing: Vec<Requirement>,
    },
}
