//! The installation's key, and what is derived from it.
//!
//! A pseudonym answers "is it the same person?", a value hash "is it the same value?", a sealed
//! author "how do I write to them again?". Without the key none of them tells anything.

use std::fmt::Write as _;
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write as _};
use std::path::Path;

use bonsens_port::{
    AuthorId, MessageText, Pseudonym, QuestionId, RegisteredId, SealedAuthor, SealedText,
    ValueHash, Voter, WorkspaceId,
};
use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use hmac::{Hmac, Mac};
use sha2::Sha256;

const NONCE: usize = 12;
/// What keys are derived for: a text in an author's place opens nothing.
const AUTHORS: &str = "seal";
const TEXTS: &str = "text";

/// Why a sealed author can't be opened, or a key made.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The operating system gave no random bytes.
    #[error("the system gave no random bytes for a key")]
    NoRandomness,
    /// The file of the key can't be read or written.
    #[error("{file}: {error}")]
    NotKept {
        /// The file.
        file: String,
        /// What the system said.
        error: std::io::Error,
    },
    /// The file of the key holds something else.
    #[error("{0}: not a key")]
    NotAKey(String),
    /// Sealed under another key, or damaged.
    #[error("a stored author can't be read with this installation's key")]
    WrongKey,
}

/// The installation's key.
#[derive(Clone)]
pub struct Keys {
    secret: [u8; 32],
}

impl Keys {
    /// The key kept in this file; a new one where there is none yet, readable by its owner alone.
    /// Whoever loses it loses every pseudonym with it.
    pub fn kept(file: &Path) -> Result<Self, KeyError> {
        let unkept = |error| KeyError::NotKept {
            file: file.display().to_string(),
            error,
        };
        match std::fs::read_to_string(file) {
            Ok(text) => {
                let secret = unhex(text.trim()).and_then(|bytes| bytes.try_into().ok());
                let secret = secret.ok_or_else(|| KeyError::NotAKey(file.display().to_string()))?;
                return Ok(Self { secret });
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(unkept(error)),
        }
        let keys = Self::random()?;
        let folder = file.parent().unwrap_or(Path::new(""));
        std::fs::create_dir_all(folder).map_err(unkept)?;
        // Written aside and moved in whole: half a key would lock everything away.
        let part = file.with_extension("part");
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let written = options.open(&part).and_then(|mut open| {
            writeln!(open, "{}", hex(&keys.secret))?;
            open.sync_all()
        });
        written.map_err(unkept)?;
        std::fs::rename(&part, file).map_err(unkept)?;
        Ok(keys)
    }

    /// A new random key.
    pub fn random() -> Result<Self, KeyError> {
        let mut secret = [0; 32];
        getrandom::fill(&mut secret).map_err(|_| KeyError::NoRandomness)?;
        Ok(Self { secret })
    }

    /// The author as the store names them.
    #[must_use]
    pub fn pseudonym(&self, workspace: &WorkspaceId, author: &AuthorId) -> Pseudonym {
        Pseudonym::new(self.keyed("author", workspace.as_str(), author.as_str()))
    }

    /// Recognises a found value; spaces and case don't make it another one.
    #[must_use]
    pub fn value(&self, workspace: &WorkspaceId, rule: &str, value: &str) -> ValueHash {
        let value: String = value.split_whitespace().collect::<String>().to_lowercase();
        ValueHash::new(self.keyed(rule, workspace.as_str(), &value))
    }

    /// A person as one question knows them: the same person elsewhere is another voter.
    #[must_use]
    pub fn voter(&self, question: &QuestionId, author: &AuthorId) -> Voter {
        Voter::new(self.keyed("voter", question.as_str(), author.as_str()))
    }

    /// What fingerprints of registered documents and values are made with; it opens nothing.
    #[must_use]
    pub fn prints(&self) -> [u8; 32] {
        self.derive(&["registered"])
    }

    /// What names these fingerprints: the same ones again have the same name.
    #[must_use]
    pub fn registered(&self, prints: &[u64]) -> RegisteredId {
        let bytes: Vec<u8> = prints
            .iter()
            .flat_map(|print| print.to_be_bytes())
            .collect();
        let named = self.keyed("registered", "", &hex(&bytes));
        RegisteredId::new(&named[..12])
    }

    /// Encrypts an author's platform id.
    pub fn seal(&self, author: &AuthorId) -> Result<SealedAuthor, KeyError> {
        self.encrypt(AUTHORS, author.as_str())
            .map(SealedAuthor::new)
    }

    /// Decrypts an author's platform id.
    pub fn open(&self, sealed: &SealedAuthor) -> Result<AuthorId, KeyError> {
        self.decrypt(AUTHORS, sealed.as_str()).map(AuthorId::new)
    }

    /// Encrypts what a person asked to be passed on.
    pub fn seal_text(&self, text: &str) -> Result<SealedText, KeyError> {
        self.encrypt(TEXTS, text).map(SealedText::new)
    }

    /// Decrypts what a person asked to be passed on.
    pub fn open_text(&self, sealed: &SealedText) -> Result<MessageText, KeyError> {
        self.decrypt(TEXTS, sealed.as_str()).map(MessageText::new)
    }

    fn encrypt(&self, purpose: &str, text: &str) -> Result<String, KeyError> {
        let mut nonce = [0; NONCE];
        getrandom::fill(&mut nonce).map_err(|_| KeyError::NoRandomness)?;
        let sealed = self
            .cipher(purpose)
            .encrypt(&Nonce::from(nonce), text.as_bytes())
            .map_err(|_| KeyError::WrongKey)?;
        Ok(hex(&nonce) + &hex(&sealed))
    }

    fn decrypt(&self, purpose: &str, sealed: &str) -> Result<String, KeyError> {
        let bytes = unhex(sealed).ok_or(KeyError::WrongKey)?;
        let (nonce, sealed) = bytes
            .split_first_chunk::<NONCE>()
            .ok_or(KeyError::WrongKey)?;
        let opened = self
            .cipher(purpose)
            .decrypt(&Nonce::from(*nonce), sealed)
            .map_err(|_| KeyError::WrongKey)?;
        String::from_utf8(opened).map_err(|_| KeyError::WrongKey)
    }

    fn cipher(&self, purpose: &str) -> ChaCha20Poly1305 {
        ChaCha20Poly1305::new(&Key::from(self.derive(&[purpose])))
    }

    fn keyed(&self, purpose: &str, scope: &str, value: &str) -> String {
        hex(&self.derive(&[purpose, scope, value])[..16])
    }

    /// HMAC-SHA256 over the parts, each preceded by its length so that no two lists collide.
    fn derive(&self, parts: &[&str]) -> [u8; 32] {
        // HMAC pads a shorter key with zeros to its block of 64 bytes (RFC 2104).
        let mut block = [0; 64];
        block[..self.secret.len()].copy_from_slice(&self.secret);
        let mut mac = <Hmac<Sha256> as hmac::KeyInit>::new(&block.into());
        for part in parts {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part.as_bytes());
        }
        mac.finalize().into_bytes().into()
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.is_ascii() || !text.len().is_multiple_of(2) {
        return None;
    }
    (0..text.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_author_sealed_under_one_key_opens_under_no_other() {
        let keys = Keys::random().unwrap();
        let sealed = keys.seal(&AuthorId::new("U123")).unwrap();
        assert!(!sealed.as_str().contains("U123"));
        assert_eq!(keys.open(&sealed).unwrap(), AuthorId::new("U123"));
        assert!(Keys::random().unwrap().open(&sealed).is_err());
        assert!(keys.open(&SealedAuthor::new("zz")).is_err());
    }

    #[test]
    fn a_text_opens_as_a_text_and_a_voter_is_known_to_one_question_only() {
        let keys = Keys::random().unwrap();
        let sealed = keys.seal_text("may I post this?").unwrap();
        assert!(!sealed.as_str().contains("post"));
        assert_eq!(
            keys.open_text(&sealed).unwrap().expose(),
            "may I post this?"
        );
        assert!(keys.open(&SealedAuthor::new(sealed.as_str())).is_err());
        let (ana, first, second) = (
            AuthorId::new("ana"),
            QuestionId::new("q1"),
            QuestionId::new("q2"),
        );
        assert_eq!(keys.voter(&first, &ana), keys.voter(&first, &ana));
        assert_ne!(keys.voter(&first, &ana), keys.voter(&second, &ana));
    }

    #[test]
    fn a_kept_key_is_the_same_after_a_restart_and_is_its_owners_alone() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("data/key");
        let sealed = Keys::kept(&file)
            .unwrap()
            .seal(&AuthorId::new("U1"))
            .unwrap();
        let again = Keys::kept(&file).unwrap();
        assert_eq!(again.open(&sealed).unwrap(), AuthorId::new("U1"));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(&file).unwrap().permissions().mode();
            assert_eq!(mode & 0o077, 0, "{mode:o}");
        }
        std::fs::write(&file, "abc").unwrap();
        assert!(matches!(Keys::kept(&file), Err(KeyError::NotAKey(_))));
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "abc", "untouched");
    }

    #[test]
    fn a_value_is_recognised_across_spaces_and_case_but_not_across_workspaces() {
        let keys = Keys::random().unwrap();
        let (here, there) = (WorkspaceId::new("a"), WorkspaceId::new("b"));
        assert_eq!(
            keys.value(&here, "r", "FR76 3000"),
            keys.value(&here, "r", "fr763000")
        );
        assert_ne!(keys.value(&here, "r", "x"), keys.value(&there, "r", "x"));
    }
}
