//! Secrets are named in the configuration, never written in it: a file that is shown to colleagues
//! and kept under version control must hold none.

use std::path::{Path, PathBuf};

use secrecy::SecretString;
use serde::de::Error;
use serde::{Deserialize, Deserializer};

/// A token is a line; more is another kind of file.
const MAX_BYTES: usize = 16 * 1024;

/// Where a secret is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Secret {
    /// In an environment variable.
    Env(String),
    /// In a file that holds nothing else.
    File(PathBuf),
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(rename_all = "lowercase")]
        enum Named {
            Env(String),
            File(PathBuf),
        }
        // The parser's own message would repeat a token written where its place should be named.
        let named = Named::deserialize(deserializer)
            .map_err(|_| D::Error::custom(r#"expected { env = "NAME" } or { file = "PATH" }"#))?;
        Ok(match named {
            Named::Env(name) => Self::Env(name),
            Named::File(path) => Self::File(path),
        })
    }
}

/// Why a secret can't be had. Never holds it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SecretError {
    /// The variable is not set, or empty.
    #[error("the variable {0} is not set")]
    NotSet(String),
    /// The file can't be read.
    #[error("{file}: {error}")]
    Unreadable {
        /// The file.
        file: String,
        /// What the system said.
        error: std::io::Error,
    },
    /// The file is empty, too large, or not text.
    #[error("{0}: not a secret")]
    NotASecret(String),
}

impl Secret {
    /// Makes a relative path start from this folder.
    pub fn start_in(&mut self, folder: &Path) {
        if let Self::File(path) = self {
            *path = folder.join(&path);
        }
    }

    /// The secret itself, without the line end a file closes with.
    pub fn resolve(&self) -> Result<SecretString, SecretError> {
        match self {
            Self::Env(name) => match std::env::var(name) {
                Ok(value) if !value.trim().is_empty() => Ok(value.trim().to_owned().into()),
                _ => Err(SecretError::NotSet(name.clone())),
            },
            Self::File(path) => {
                let file = path.display().to_string();
                let bytes = std::fs::read(path).map_err(|error| SecretError::Unreadable {
                    file: file.clone(),
                    error,
                })?;
                match std::str::from_utf8(&bytes) {
                    Ok(text) if !text.trim().is_empty() && bytes.len() <= MAX_BYTES => {
                        Ok(text.trim().to_owned().into())
                    }
                    _ => Err(SecretError::NotASecret(file)),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::*;

    #[test]
    fn a_secret_in_a_file_is_read_without_its_line_end_and_never_shown() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("token"), "xoxb-abc\n").unwrap();
        let mut secret = Secret::File(PathBuf::from("token"));
        secret.start_in(folder.path());
        let read = secret.resolve().unwrap();
        assert_eq!(read.expose_secret(), "xoxb-abc");
        assert!(!format!("{read:?}").contains("xoxb"));
    }

    #[test]
    fn a_secret_that_cannot_be_had_is_told_by_where_it_should_be() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("token");
        let secret = Secret::File(path.clone());
        assert!(matches!(
            secret.resolve(),
            Err(SecretError::Unreadable { .. })
        ));
        let long = vec![b'a'; MAX_BYTES + 1];
        for bytes in [&b""[..], b" \n", b"\xff\xfe", &long] {
            std::fs::write(&path, bytes).unwrap();
            assert!(matches!(secret.resolve(), Err(SecretError::NotASecret(_))));
        }
        let unset = Secret::Env("BONSENS_TEST_NO_SUCH_VARIABLE".to_owned());
        let told = unset.resolve().unwrap_err().to_string();
        assert!(told.contains("BONSENS_TEST_NO_SUCH_VARIABLE"), "{told}");
    }
}
