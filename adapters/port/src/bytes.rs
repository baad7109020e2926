//! Bytes in a text form of records, where a list of numbers would take four times their room.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde::{Deserialize, Deserializer, Serializer, de};

pub fn serialize<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&BASE64_STANDARD.encode(bytes))
}

pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
    let text = String::deserialize(from)?;
    // The decoder's own error quotes what it read.
    let bytes = BASE64_STANDARD.decode(text);
    bytes.map_err(|_| de::Error::custom("not base64"))
}
