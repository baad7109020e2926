//! JSON as the fakes build it.

use serde_json::{Map, Value};

/// Builds a map from a literal, since most wire objects are completed later. What is no object
/// gives an empty one.
#[must_use]
pub fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}
