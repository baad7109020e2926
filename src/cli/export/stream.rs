//! Lists of any length, read one item at a time: an export may be larger than the memory.

use std::cell::Cell;
use std::fmt;
use std::io;

use serde::de::{DeserializeSeed, Deserializer, SeqAccess, Visitor};
use serde_json::Value;

/// No platform takes a message of this size, and no list has a larger entry.
const MOST_PER_ITEM: u64 = 8 * 1024 * 1024;

/// Counts what is read since the last item, and stops where one never ends.
pub struct Meter<'a, R> {
    pub inner: R,
    pub since: &'a Cell<u64>,
    /// What may still be read of all the source.
    pub left: &'a Cell<u64>,
}

impl<R: io::Read> io::Read for Meter<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.since.get() > MOST_PER_ITEM || self.left.get() == 0 {
            return Err(io::Error::other("too long"));
        }
        let read = self.inner.read(into)?;
        self.since.set(self.since.get() + read as u64);
        self.left.set(self.left.get().saturating_sub(read as u64));
        Ok(read)
    }
}

/// A list, whose items are handed on one by one.
pub struct Each<'a, F> {
    pub since: &'a Cell<u64>,
    pub each: F,
}

impl<'de, F: FnMut(Value)> DeserializeSeed<'de> for Each<'_, F> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de, F: FnMut(Value)> Visitor<'de> for Each<'_, F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut list: A) -> Result<(), A::Error> {
        while let Some(item) = list.next_element()? {
            self.since.set(0);
            (self.each)(item);
        }
        Ok(())
    }
}
