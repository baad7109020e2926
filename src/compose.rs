//! Where adapters are chosen: the one place of the library that names them.

use std::path::Path;
use std::sync::Arc;

use bonsens_port::{Store, StoreError};

/// Opens the store in a folder, creating it if need be.
#[cfg(feature = "sled")]
pub fn open_store(folder: &Path) -> Result<Arc<dyn Store>, StoreError> {
    Ok(Arc::new(bonsens_sled::SledStore::open(folder)?))
}

/// Opens the store in a folder: not in this build.
#[cfg(not(feature = "sled"))]
pub fn open_store(folder: &Path) -> Result<Arc<dyn Store>, StoreError> {
    Err(StoreError::Unavailable(format!(
        "{} can't be opened by this build; build with the feature `sled`",
        folder.display()
    )))
}
