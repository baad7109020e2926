//! What was looked at before anyone counts on it, and what to do about each miss.

use bonsens_port::WorkspaceId;

/// How something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// As it should be.
    Good,
    /// Not as it should be.
    Bad,
    /// The platform did not say.
    Unknown,
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// What, for a machine to read.
    pub name: &'static str,
    /// Where, unless it is the same everywhere.
    pub workspace: Option<WorkspaceId>,
    /// How it is.
    pub state: State,
    /// How it is, in words.
    pub told: String,
    /// What to do about it, in words.
    pub remedy: Option<String>,
}
