//! The records as one change sees them: what is stored, under what the change has written so far.
//! An erasure has to reach a nudge written a moment before in the same commit, and nothing may
//! show until the whole commit is applied.

use std::collections::BTreeMap;

use bonsens_port::StoreError;
use serde::{Serialize, de::DeserializeOwned};
use sled::Tree;

use crate::open::unavailable;

type Entry = (Vec<u8>, Vec<u8>);

/// Stored records, with changes that are not applied yet.
pub struct View<'t> {
    tree: &'t Tree,
    changed: BTreeMap<Vec<u8>, Option<Vec<u8>>>,
}

impl<'t> View<'t> {
    pub fn new(tree: &'t Tree) -> Self {
        Self {
            tree,
            changed: BTreeMap::new(),
        }
    }

    pub fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        if let Some(value) = self.changed.get(key) {
            return Ok(value.clone());
        }
        let stored = self.tree.get(key).map_err(|error| unavailable(&error))?;
        Ok(stored.map(|value| value.to_vec()))
    }

    pub fn record<T: DeserializeOwned>(&self, key: &[u8]) -> Result<Option<T>, StoreError> {
        self.get(key)?.map(|value| decoded(&value)).transpose()
    }

    /// Everything whose key begins like this, in order of key.
    pub fn under(&self, prefix: &[u8]) -> Result<Vec<Entry>, StoreError> {
        let mut entries = BTreeMap::new();
        for entry in self.tree.scan_prefix(prefix) {
            let (key, value) = entry.map_err(|error| unavailable(&error))?;
            entries.insert(key.to_vec(), value.to_vec());
        }
        let changed = self.changed.range(prefix.to_vec()..);
        for (key, value) in changed.take_while(|(key, _)| key.starts_with(prefix)) {
            match value {
                Some(value) => entries.insert(key.clone(), value.clone()),
                None => entries.remove(key),
            };
        }
        Ok(entries.into_iter().collect())
    }

    pub fn records<T: DeserializeOwned>(&self, prefix: &[u8]) -> Result<Vec<T>, StoreError> {
        let entries = self.under(prefix)?;
        entries.iter().map(|(_, value)| decoded(value)).collect()
    }

    /// Stored entries between two keys, one by one. Leaves out what this change has written.
    pub fn stored(
        &self,
        from: &[u8],
        to: Vec<u8>,
    ) -> impl Iterator<Item = Result<Entry, StoreError>> + use<> {
        self.tree.range(from.to_vec()..to).map(|entry| {
            let (key, value) = entry.map_err(|error| unavailable(&error))?;
            Ok((key.to_vec(), value.to_vec()))
        })
    }

    pub fn put(&mut self, key: Vec<u8>, value: impl Into<Vec<u8>>) {
        self.changed.insert(key, Some(value.into()));
    }

    pub fn put_record(&mut self, key: Vec<u8>, record: &impl Serialize) -> Result<(), StoreError> {
        let value = serde_json::to_vec(record)
            .map_err(|_| StoreError::Corrupt("it does not take the stored form".to_owned()))?;
        self.put(key, value);
        Ok(())
    }

    pub fn remove(&mut self, key: Vec<u8>) {
        self.changed.insert(key, None);
    }

    /// Applies all changes in one step, and tells whether there were any.
    pub fn apply(self) -> Result<bool, StoreError> {
        if self.changed.is_empty() {
            return Ok(false);
        }
        let mut batch = sled::Batch::default();
        for (key, value) in self.changed {
            match value {
                Some(value) => batch.insert(key, value),
                None => batch.remove(key),
            }
        }
        let applied = self.tree.apply_batch(batch);
        applied.map(|()| true).map_err(|error| unavailable(&error))
    }
}

/// Reads a stored record. The parser's message may quote the record, so only the place is told.
pub fn decoded<T: DeserializeOwned>(value: &[u8]) -> Result<T, StoreError> {
    serde_json::from_slice(value).map_err(|error| {
        let (kind, place) = (std::any::type_name::<T>(), error.column());
        StoreError::Corrupt(format!("{kind}, at byte {place}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_record_is_told_without_its_content() {
        let error = decoded::<bonsens_port::Lang>(br#""secret""#).expect_err("not a language");
        let told = error.to_string();
        assert!(told.contains("Lang") && !told.contains("secret"), "{told}");
    }
}
