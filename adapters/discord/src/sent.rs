//! What was sent, so that nothing is sent twice.
//!
//! Within the process, a bounded memory. Beyond it, each message carries a nonce made of its key,
//! which Discord holds unique for some minutes: a message sent again after a crash is the one that
//! is there. What answers an interaction has no nonce; its token is gone with the process.

use bonsens_kit::Memo;
use bonsens_port::Handle;
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

/// Parts of posts remembered.
const KEYS: usize = 16_384;
/// Bytes of a nonce, which is written in twice as many digits: 25 are taken.
const NONCE: usize = 12;

/// A part was sent, and where that is, if it can be told.
#[derive(Debug, Clone)]
pub struct Receipt(pub Option<Handle>);

/// What was sent.
#[derive(Debug)]
pub struct Sent(Memo<String, Receipt>);

impl Sent {
    /// Nothing yet.
    pub fn new() -> Self {
        Self(Memo::new(KEYS, None))
    }

    /// A part's receipt, if it was sent.
    pub fn receipt(&self, key: &str) -> Option<Receipt> {
        self.0.get(&key.to_owned())
    }

    /// A part was sent.
    pub fn note(&self, key: &str, handle: Option<Handle>) {
        self.0.put(key.to_owned(), Receipt(handle));
    }
}

/// What Discord knows a part by.
pub fn nonce(key: &str) -> String {
    let hash = Sha256::digest(key.as_bytes());
    HEXLOWER.encode(&hash[..NONCE])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_has_one_nonce_and_another_part_has_another() {
        assert_eq!(nonce("discord/posted/1/0"), nonce("discord/posted/1/0"));
        assert_ne!(nonce("discord/posted/1/0"), nonce("discord/posted/1/0#1"));
        assert!(nonce(&"long".repeat(1_000)).len() <= 25);
    }
}
