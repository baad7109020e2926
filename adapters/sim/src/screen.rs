//! What everyone sees: a platform that keeps each post for whoever looks.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;
use bonsens_port::{ActionId, Platform, PlatformError, Post};

/// Collects posts in order. The same key is shown once, as real platforms are asked to.
#[derive(Debug, Default)]
pub struct Screen(Mutex<Shown>);

#[derive(Debug, Default)]
struct Shown {
    keys: HashSet<ActionId>,
    fresh: Vec<Post>,
}

impl Screen {
    /// The posts since the last look.
    pub fn look(&self) -> Vec<Post> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner).fresh)
    }
}

#[async_trait]
impl Platform for Screen {
    async fn show(&self, post: Post) -> Result<(), PlatformError> {
        let mut shown = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if shown.keys.insert(post.key.clone()) {
            shown.fresh.push(post);
        }
        Ok(())
    }
}
