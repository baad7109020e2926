//! What the people of a fake can't do, told to the test that wanted them to.

use std::error::Error;
use std::fmt;

/// Something a person can't do here, such as pressing a button that is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Impossible(String);

impl Impossible {
    /// For this reason.
    #[must_use]
    pub fn new(why: &str) -> Self {
        Self(why.to_owned())
    }
}

impl fmt::Display for Impossible {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Error for Impossible {}
