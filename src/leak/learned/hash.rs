//! The number a feature is known by, made from those of its pieces so that no text is put together
//! for it.
//!
//! Words are hashed by FNV-1a, 64 bits: offset basis and prime as published by Fowler, Noll and Vo.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;
/// An odd number whose bits look random: the golden ratio's, as multiplicative hashing has it.
const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;

/// The hash of no text at all.
pub const START: u64 = BASIS;

/// One byte more of a word.
#[must_use]
pub const fn step(hash: u64, byte: u8) -> u64 {
    (hash ^ byte as u64).wrapping_mul(PRIME)
}

/// The hash of a word.
#[must_use]
pub const fn of(word: &str) -> u64 {
    let bytes = word.as_bytes();
    let (mut hash, mut at) = (START, 0);
    while at < bytes.len() {
        hash = step(hash, bytes[at]);
        at += 1;
    }
    hash
}

/// Words in a row, from the hash of those before and that of the next.
#[must_use]
pub const fn then(before: u64, next: u64) -> u64 {
    let mixed = (before.rotate_left(23) ^ next).wrapping_mul(SPREAD);
    mixed ^ (mixed >> 29)
}

/// A piece of a feature's name: its text, for whoever reads it, and its hash.
#[derive(Debug, Clone, Copy)]
pub struct Piece<'a> {
    /// The text, without spaces.
    pub text: &'a str,
    /// Its hash.
    pub hash: u64,
}

impl<'a> Piece<'a> {
    /// A piece whose hash is made now; at compile time for a constant.
    #[must_use]
    pub const fn new(text: &'a str) -> Self {
        Self {
            text,
            hash: of(text),
        }
    }
}

/// The hash of a feature of these pieces.
#[must_use]
pub fn feature(pieces: &[Piece<'_>]) -> u64 {
    pieces
        .iter()
        .fold(START, |hash, piece| then(hash, piece.hash))
}

/// The hash of a feature written as its pieces with a space between.
#[must_use]
pub fn written(feature: &str) -> u64 {
    feature
        .split(' ')
        .fold(START, |hash, piece| then(hash, of(piece)))
}

/// Keys that are hashes already.
#[derive(Debug, Default, Clone, Copy)]
pub struct Already(u64);

impl Hasher for Already {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = step(self.0, *byte);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

/// A table by such a number.
pub type Known<T> = HashMap<u64, T, BuildHasherDefault<Already>>;
/// A set of such numbers.
pub type Seen = HashSet<u64, BuildHasherDefault<Already>>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feature_is_known_by_its_pieces_however_it_is_given() {
        let pieces = [Piece::new("b:"), Piece::new("let"), Piece::new("go")];
        assert_eq!(feature(&pieces), written("b: let go"));
        assert_ne!(feature(&pieces), written("b: go let"));
        assert_ne!(written("b: letgo"), written("b: let go"));
    }
}
