//! What went wrong, told so that its reader knows where it is and what to do next.
//!
//! Errors themselves are typed and terse. This is the one place that turns them into sentences,
//! so that an error met in the terminal, in a log or in a test is the same error.

use std::error::Error;
use std::io;

use bonsens_knowledge::ImportError;
use bonsens_knowledge::eval::EvalError;
use bonsens_port::{Lang, PlatformError, StoreError};
use fluent_bundle::FluentValue;

use super::Words;
use crate::config::{ConfigError, SecretError};
use crate::engine::EngineError;
use crate::leak::{CodeNameError, RuleError};
use crate::runtime::Refusal;
use crate::trust::KeyError;

const MEGABYTE: usize = 1024 * 1024;

/// Something wrong that has no error type of its own: a sentence and what fills it.
#[derive(Debug, thiserror::Error)]
#[error("{key}")]
pub struct Problem {
    key: &'static str,
    args: Vec<(&'static str, String)>,
    line: Option<usize>,
}

impl Problem {
    /// The problem the sentence `key` tells.
    #[must_use]
    pub const fn new(key: &'static str) -> Self {
        Self {
            key,
            args: Vec::new(),
            line: None,
        }
    }

    /// Fills a placeholder of the sentence.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.args.push((name, value.into()));
        self
    }

    /// Says on which line of its file it is.
    #[must_use]
    pub const fn at(mut self, line: usize) -> Self {
        self.line = Some(line);
        self
    }
}

/// Any error, with the file or folder it was met in.
#[derive(Debug, thiserror::Error)]
#[error("{file}")]
pub struct InFile {
    file: String,
    source: Box<dyn Error + Send + Sync>,
}

impl InFile {
    /// Names the file an error was met in.
    pub fn new(file: impl Into<String>, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self {
            file: file.into(),
            source: source.into(),
        }
    }
}

/// A sentence to say, before it is put in a language.
struct Telling {
    key: &'static str,
    args: Vec<(&'static str, FluentValue<'static>)>,
    file: Option<String>,
    line: Option<usize>,
}

impl Telling {
    const fn of(key: &'static str) -> Self {
        Self {
            key,
            args: Vec::new(),
            file: None,
            line: None,
        }
    }

    fn with(mut self, name: &'static str, value: impl Into<FluentValue<'static>>) -> Self {
        self.args.push((name, value.into()));
        self
    }

    fn in_file(mut self, file: &str) -> Self {
        self.file = Some(file.to_owned());
        self
    }

    const fn at(mut self, line: usize) -> Self {
        self.line = Some(line);
        self
    }
}

impl Words {
    /// What went wrong: the file and line where they are known, the reason, and what to do.
    #[must_use]
    pub fn trouble(&self, lang: Lang, error: &(dyn Error + 'static)) -> String {
        let mut file = None;
        let mut details = Vec::new();
        let mut cause = Some(error);
        while let Some(current) = cause {
            if let Some(found) = current.downcast_ref::<InFile>() {
                file = Some(found.file.clone());
            } else if let Some(mut telling) = telling(current, file.is_some()) {
                // Of a file in a folder or an archive, both names help.
                telling.file = match (file, telling.file) {
                    (Some(outer), Some(inner)) if current.is::<ImportError>() => {
                        Some(format!("{outer}/{inner}"))
                    }
                    (outer, inner) => inner.or(outer),
                };
                return self.tell(lang, &telling);
            } else {
                details.push(current.to_string());
            }
            cause = current.source();
        }
        let mut telling = Telling::of("trouble-unknown").with("detail", details.join(": "));
        telling.file = file;
        self.tell(lang, &telling)
    }

    fn tell(&self, lang: Lang, telling: &Telling) -> String {
        let sentence = self.say_with(lang, telling.key, &telling.args);
        let place = match (&telling.file, telling.line) {
            (Some(file), Some(line)) => format!("{file}:{line}"),
            (Some(file), None) => file.clone(),
            (None, Some(line)) => self.say_with(lang, "trouble-line", &[("line", line.into())]),
            (None, None) => return sentence,
        };
        let args = [("place", place.into()), ("sentence", sentence.into())];
        self.say_with(lang, "trouble-at", &args)
    }
}

/// The sentence for an error of a type known here.
fn telling(error: &(dyn Error + 'static), in_file: bool) -> Option<Telling> {
    if let Some(problem) = error.downcast_ref::<Problem>() {
        let mut telling = Telling::of(problem.key);
        telling.line = problem.line;
        for (name, value) in &problem.args {
            telling = telling.with(name, value.clone());
        }
        Some(telling)
    } else if let Some(error) = error.downcast_ref::<EngineError>() {
        match error {
            EngineError::Store(error) => store(error),
            EngineError::Key(error) => Some(key(error)),
            EngineError::Interrupted => Some(Telling::of("document-interrupted")),
        }
    } else if let Some(error) = error.downcast_ref::<Refusal>() {
        match error {
            Refusal::Full => Some(Telling::of("event-full")),
            Refusal::Stopping => Some(Telling::of("event-stopping")),
            Refusal::Failed(error) => telling(error, in_file),
        }
    } else if let Some(error) = error.downcast_ref::<ConfigError>() {
        Some(config(error))
    } else if let Some(error) = error.downcast_ref::<SecretError>() {
        Some(secret(error))
    } else if let Some(telling) = adapter(error) {
        Some(telling)
    } else if let Some(error) = error.downcast_ref::<ImportError>() {
        Some(import(error))
    } else if let Some(error) = error.downcast_ref::<RuleError>() {
        Some(rule(error))
    } else if let Some(error) = error.downcast_ref::<CodeNameError>() {
        Some(match *error {
            CodeNameError::TooShort { number, least } => Telling::of("code-name-too-short")
                .with("number", number)
                .with("least", least),
            CodeNameError::TooMany => Telling::of("code-name-too-many"),
        })
    } else if let Some(error) = error.downcast_ref::<EvalError>() {
        // The message quotes the parser, which may quote the line.
        Some(Telling::of("eval-line").at(error.line))
    } else if let Some(error) = error.downcast_ref::<StoreError>() {
        store(error)
    } else if let Some(error) = error.downcast_ref::<PlatformError>() {
        platform(error)
    } else if let Some(error) = error.downcast_ref::<KeyError>() {
        Some(key(error))
    } else {
        let error = error.downcast_ref::<io::Error>()?;
        Some(if in_file {
            file(error)
        } else {
            Telling::of("io-failed").with("detail", error.to_string())
        })
    }
}

fn import(error: &ImportError) -> Telling {
    match error {
        ImportError::Empty => Telling::of("import-empty"),
        ImportError::TooLarge { bytes, limit } => Telling::of("import-too-large")
            .with("size", bytes.div_ceil(MEGABYTE))
            .with("limit", limit / MEGABYTE),
        ImportError::Binary => Telling::of("import-binary"),
        ImportError::InvalidUtf8 { line } => Telling::of("file-not-utf8").at(*line),
        ImportError::FrontMatterLine { line } => Telling::of("import-front-matter-line").at(*line),
        ImportError::FrontMatterOpen { line } => Telling::of("import-front-matter-open").at(*line),
        ImportError::FrontMatterDate { line } => Telling::of("import-front-matter-date").at(*line),
        ImportError::UnsupportedFormat => Telling::of("import-format"),
        ImportError::Encrypted => Telling::of("import-encrypted"),
        ImportError::Damaged => Telling::of("import-damaged"),
        ImportError::Inflates => Telling::of("import-inflates"),
        ImportError::TooComplex => Telling::of("import-too-complex"),
        ImportError::ExternalContent => Telling::of("import-external"),
        ImportError::Scan { pages } => Telling::of("import-scan").with("pages", *pages),
        ImportError::FaqSyntax { line } => Telling::of("import-faq-syntax").at(*line),
        ImportError::FaqEmpty => Telling::of("import-faq-empty"),
        ImportError::NoDocument => Telling::of("import-no-document"),
        ImportError::Within { name, error } => import(error).in_file(name),
    }
}

fn rule(error: &RuleError) -> Telling {
    let telling = match error {
        RuleError::Syntax { message, .. } => {
            Telling::of("rule-syntax").with("detail", message.clone())
        }
        RuleError::UnknownKey { key, .. } => {
            Telling::of("rule-unknown-key").with("key", key.clone())
        }
        RuleError::MissingKey { key, .. } => {
            Telling::of("rule-missing-key").with("key", key.clone())
        }
        RuleError::Duplicate { id, first, .. } => Telling::of("rule-duplicate")
            .with("rule", id.clone())
            .with("first", first.clone()),
        RuleError::Id { id, family, .. } => Telling::of("rule-id")
            .with("rule", id.clone())
            .with("family", family.clone()),
        RuleError::Pattern { id, message, .. } => Telling::of("rule-pattern")
            .with("rule", id.clone())
            .with("detail", message.clone()),
        RuleError::TooLarge { id, .. } => Telling::of("rule-too-large").with("rule", id.clone()),
        RuleError::Validator {
            id,
            validator,
            known,
            ..
        } => Telling::of("rule-validator")
            .with("rule", id.clone())
            .with("validator", validator.clone())
            .with("known", known.clone()),
        RuleError::Confidence { id, .. } => Telling::of("rule-confidence").with("rule", id.clone()),
        RuleError::EmptyKeyword { id, .. } => {
            Telling::of("rule-empty-keyword").with("rule", id.clone())
        }
        RuleError::FileTooLarge { limit, .. } => {
            Telling::of("rule-file-too-large").with("limit", limit / 1024)
        }
        RuleError::TooMany { limit, .. } => Telling::of("rule-too-many").with("limit", *limit),
        RuleError::Above { id, key, limit, .. } => Telling::of("rule-above")
            .with("rule", id.clone())
            .with("key", *key)
            .with("limit", *limit),
        RuleError::TooLargeTogether { id, .. } => {
            Telling::of("rule-too-large-together").with("rule", id.clone())
        }
        RuleError::Always { id, .. } => Telling::of("rule-always").with("rule", id.clone()),
        RuleError::AtLeast { id, .. } => Telling::of("rule-at-least").with("rule", id.clone()),
    };
    let (file, line) = error.place();
    telling.in_file(file).at(line)
}

fn config(error: &ConfigError) -> Telling {
    match error {
        ConfigError::Unreadable { file: name, error } => file(error).in_file(name),
        ConfigError::TooLarge { file, limit, .. } => Telling::of("config-too-large")
            .with("limit", limit / MEGABYTE as u64)
            .in_file(file),
        ConfigError::NotUtf8 { file, line } => Telling::of("file-not-utf8").in_file(file).at(*line),
        ConfigError::Syntax {
            file,
            line,
            message,
        } => Telling::of("config-syntax")
            .with("detail", message.clone())
            .in_file(file)
            .at(*line),
        ConfigError::Duration { file, line } => {
            Telling::of("config-duration").in_file(file).at(*line)
        }
        ConfigError::SlackConnection { file, line } => Telling::of("config-slack-connection")
            .in_file(file)
            .at(*line),
        ConfigError::NoneServed {
            file,
            line,
            section,
        } => Telling::of("config-none-served")
            .with("section", *section)
            .in_file(file)
            .at(*line),
        ConfigError::ServedTwice { file, line } => {
            Telling::of("config-served-twice").in_file(file).at(*line)
        }
        ConfigError::PlatformId {
            file,
            line,
            key,
            starts_with: Some(letter),
        } => Telling::of("config-slack-id")
            .with("key", *key)
            .with("letter", *letter)
            .in_file(file)
            .at(*line),
        ConfigError::PlatformId {
            file, line, key, ..
        } => Telling::of("config-discord-id")
            .with("key", *key)
            .in_file(file)
            .at(*line),
        ConfigError::NotAllowed {
            file,
            line,
            mode,
            missing,
        } => {
            let names = missing.iter().map(|what| what.as_str().replace('-', "_"));
            Telling::of("config-not-allowed")
                .with("mode", mode.as_str())
                .with("missing", names.collect::<Vec<_>>().join(", "))
                .in_file(file)
                .at(*line)
        }
    }
}

/// The sentence for an error of a platform's adapter.
#[cfg(feature = "slack")]
fn adapter(error: &(dyn Error + 'static)) -> Option<Telling> {
    use bonsens_slack::SlackError;
    let telling = match error.downcast_ref::<SlackError>()? {
        SlackError::BotToken { workspace, code } => Telling::of("slack-bot-token")
            .with("workspace", workspace.to_string())
            .with("detail", code.clone()),
        SlackError::AppToken { code } => {
            Telling::of("slack-app-token").with("detail", code.clone())
        }
        SlackError::Scope { scope } => Telling::of("slack-no-scope").with("scope", scope.clone()),
        SlackError::OtherWorkspace { expected, found } => Telling::of("slack-other-workspace")
            .with("expected", expected.to_string())
            .with("found", found.to_string()),
        SlackError::SocketModeOff => Telling::of("slack-socket-off"),
        SlackError::Address(address) => {
            Telling::of("slack-address").with("address", address.clone())
        }
        SlackError::Listen { address, reason } => Telling::of("slack-listen")
            .with("address", address.to_string())
            .with("detail", reason.to_string()),
        SlackError::Network(error) => {
            Telling::of("slack-network").with("detail", error.to_string())
        }
        _ => return None,
    };
    Some(telling)
}

#[cfg(not(feature = "slack"))]
const fn adapter(_: &(dyn Error + 'static)) -> Option<Telling> {
    None
}

fn secret(error: &SecretError) -> Telling {
    match error {
        SecretError::NotSet(name) => Telling::of("secret-not-set").with("name", name.clone()),
        SecretError::Unreadable { file: name, error } => file(error).in_file(name),
        SecretError::NotASecret(name) => Telling::of("secret-not-one").in_file(name),
    }
}

fn store(error: &StoreError) -> Option<Telling> {
    let (key, detail) = match error {
        StoreError::InUse(place) => {
            return Some(Telling::of("store-in-use").with("place", place.clone()));
        }
        StoreError::Newer { place, .. } => {
            return Some(Telling::of("store-newer").with("place", place.clone()));
        }
        StoreError::Unavailable(detail) => ("store-unavailable", detail),
        StoreError::Corrupt(detail) => ("store-corrupt", detail),
        _ => return None,
    };
    Some(Telling::of(key).with("detail", detail.clone()))
}

fn platform(error: &PlatformError) -> Option<Telling> {
    match error {
        PlatformError::Unavailable { reason, .. } => {
            Some(Telling::of("platform-unavailable").with("detail", reason.clone()))
        }
        PlatformError::Refused { reason } => {
            Some(Telling::of("platform-refused").with("detail", reason.clone()))
        }
        _ => None,
    }
}

fn key(error: &KeyError) -> Telling {
    match error {
        KeyError::NoRandomness => Telling::of("key-no-randomness"),
        KeyError::WrongKey => Telling::of("key-wrong"),
        KeyError::NotAKey(name) => Telling::of("key-not-one").in_file(name),
        KeyError::NotKept { file: name, error } => file(error).in_file(name),
    }
}

fn file(error: &io::Error) -> Telling {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Telling::of("file-not-found"),
        io::ErrorKind::PermissionDenied => Telling::of("file-denied"),
        io::ErrorKind::IsADirectory => Telling::of("file-is-folder"),
        _ => Telling::of("file-unreadable").with("detail", error.to_string()),
    }
}

#[cfg(test)]
#[path = "trouble_tests.rs"]
mod tests;
