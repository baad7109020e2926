//! What one workspace has decided: how far to go, and which charters answer. Several workspaces share
//! one process, one store and one set of rules, and nothing else.

use std::collections::HashMap;
use std::sync::Arc;

use bonsens_port::WorkspaceId;

use crate::charter::Library;
use crate::policy::Policy;

/// The decisions of a workspace.
#[derive(Debug)]
pub struct Tenant {
    /// How far to go.
    pub policy: Policy,
    /// What the charter says.
    pub library: Arc<Library>,
}

/// Every workspace's decisions.
#[derive(Debug)]
pub struct Tenants {
    usual: Tenant,
    own: HashMap<WorkspaceId, Tenant>,
}

impl Tenants {
    /// One set of decisions for every workspace.
    #[must_use]
    pub fn all(usual: Tenant) -> Self {
        Self {
            usual,
            own: HashMap::new(),
        }
    }

    /// Lets a workspace decide for itself.
    #[must_use]
    pub fn with(mut self, workspace: WorkspaceId, tenant: Tenant) -> Self {
        self.own.insert(workspace, tenant);
        self
    }

    /// The decisions of a workspace.
    #[must_use]
    pub fn of(&self, workspace: &WorkspaceId) -> &Tenant {
        self.own.get(workspace).unwrap_or(&self.usual)
    }

    /// The decisions of every workspace that has none of its own.
    #[must_use]
    pub const fn usual(&self) -> &Tenant {
        &self.usual
    }
}
