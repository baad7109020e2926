//! What holds in a workspace right now: the configuration, with what admins set and published in
//! chat laid over it. Put together when it is first needed, and again once something changed.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bonsens_port::{
    CharterRef, CharterVersion, LiveCharter, MessageText, SealedText, Settings, StoreError,
    WorkspaceId,
};
use tracing::error;

use crate::charter::{Library, versions};
use crate::engine::{Engine, EngineError};
use crate::leak::{CodeNames, Printer, Quotable, Registered};
use crate::policy::{Policy, setting};
use crate::tenant::Tenant;
use crate::trust::Keys;

/// What holds in a workspace.
#[derive(Debug)]
pub struct Live {
    /// How far to go.
    pub policy: Policy,
    /// What the charter says.
    pub library: Arc<Library>,
    /// The organisation's own secrets.
    pub code_names: CodeNames,
    /// What the organisation registered as confidential.
    pub registered: Arc<Registered>,
    /// What of it the charters say too.
    pub quotable: Quotable,
    /// What admins set, as it is kept.
    pub settings: BTreeMap<String, String>,
    /// The versions published of each charter, the last of which answers.
    pub published: BTreeMap<String, Vec<String>>,
}

/// What holds, by workspace. A change counts up: what was read before it is not kept after it.
#[derive(Debug, Default)]
pub struct Cache(Mutex<(u64, HashMap<WorkspaceId, Arc<Live>>)>);

impl Cache {
    fn kept(&self) -> MutexGuard<'_, (u64, HashMap<WorkspaceId, Arc<Live>>)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Something changed in a workspace.
    pub fn forget(&self, workspace: &WorkspaceId) {
        let mut kept = self.kept();
        kept.0 += 1;
        kept.1.remove(workspace);
    }
}

impl Engine {
    /// What holds in a workspace.
    pub(crate) async fn live(&self, workspace: &WorkspaceId) -> Result<Arc<Live>, EngineError> {
        let before = {
            let kept = self.live.kept();
            if let Some(live) = kept.1.get(workspace) {
                return Ok(live.clone());
            }
            kept.0
        };
        let tenant = self.parts.tenants.of(workspace);
        let settings = self.parts.store.settings(workspace).await?;
        let published = setting::all_published(&settings);
        let charters = if published.is_empty() {
            Vec::new()
        } else {
            self.parts.store.charters().await?
        };
        let library = library(tenant, workspace, &published, &charters);
        let registered = self.registered().await?;
        let charters = library.index().charters().iter();
        let live = Arc::new(Live {
            policy: tenant.policy.with(&settings),
            quotable: registered.quotable(charters.map(|charter| charter.source.as_str())),
            library,
            registered,
            code_names: code_names(&self.parts.keys, &settings),
            settings,
            published,
        });
        let mut kept = self.live.kept();
        if kept.0 == before {
            kept.1.insert(workspace.clone(), live.clone());
        }
        Ok(live)
    }

    /// What is registered as confidential, read once: it is registered by command, not in chat.
    async fn registered(&self) -> Result<Arc<Registered>, EngineError> {
        let read = async || {
            let records = self.parts.store.registered().await?;
            let printer = Printer::new(&self.parts.keys.prints());
            Ok(Arc::new(Registered::new(printer, &records)))
        };
        self.registered.get_or_try_init(read).await.cloned()
    }

    /// What is set for a workspace, for an admin to look at and change.
    pub async fn settings(&self, workspace: &WorkspaceId) -> Result<Settings, EngineError> {
        let live = self.live(workspace).await?;
        let configured = &self.parts.tenants.of(workspace).policy;
        Ok(Settings {
            mode: live.policy.mode,
            missing: configured.accountability.missing(),
            exempt: setting::exempt(&live.settings).into_iter().collect(),
            always_exempt: configured.exempt.iter().cloned().collect(),
            fix_windows: live.policy.fix_windows.minutes(),
            large_channel: live.policy.large_channel,
            code_names: code_name_list(&self.parts.keys, &live.settings),
            charters: live.charters(),
        })
    }
}

impl Live {
    /// The charters that answer, and which of them were published here.
    pub(crate) fn charters(&self) -> Vec<LiveCharter> {
        let mut charters = self.library.live();
        for live in &mut charters {
            let version = self.version(&live.charter.id);
            live.published_here = version == Some(live.charter.version.as_str());
        }
        charters
    }

    /// The version of a charter that was published here and answers.
    pub(crate) fn version(&self, charter: &str) -> Option<&str> {
        let versions = self.published.get(charter)?;
        versions.last().map(String::as_str)
    }
}

/// The configured charters, with those published here in their place.
fn library(
    tenant: &Tenant,
    workspace: &WorkspaceId,
    published: &BTreeMap<String, Vec<String>>,
    kept: &[CharterVersion],
) -> Arc<Library> {
    let live = published.iter().filter_map(|(id, versions)| {
        let named = CharterRef {
            id: id.clone(),
            version: versions.last()?.clone(),
        };
        let here = |version: &&CharterVersion| version.workspace.as_ref() == Some(workspace);
        let version = kept.iter().filter(here);
        let mut version = version.filter(|version| versions::named(version) == named);
        // It was understood when it was published: a failure now is a damaged record.
        match versions::revive(version.next()?) {
            Ok(charter) => Some(charter),
            Err(error) => {
                error!(%workspace, charter = %named.id, %error, "a published charter can't be read");
                None
            }
        }
    });
    let live: Vec<_> = live.collect();
    if live.is_empty() {
        return tenant.library.clone();
    }
    Arc::new(tenant.library.with(&live))
}

/// The code names, ready to be looked for.
fn code_names(keys: &Keys, settings: &BTreeMap<String, String>) -> CodeNames {
    let names = code_name_list(keys, settings);
    let names = names.iter().map(|name| name.expose().to_owned());
    CodeNames::new(names).unwrap_or_else(|error| {
        error!(%error, "the code names kept can't be used");
        CodeNames::default()
    })
}

/// The code names as they were given.
pub(crate) fn code_name_list(keys: &Keys, settings: &BTreeMap<String, String>) -> Vec<MessageText> {
    let Some(sealed) = settings.get(setting::CODE_NAMES) else {
        return Vec::new();
    };
    let opened = keys.open_text(&SealedText::new(sealed)).ok();
    let names = opened.and_then(|list| serde_json::from_str::<Vec<String>>(list.expose()).ok());
    let Some(names) = names else {
        error!("the code names kept can't be opened with this key");
        return Vec::new();
    };
    names.into_iter().map(MessageText::new).collect()
}

/// The code names as they are kept: sealed, since they are secrets.
pub(crate) fn sealed_code_names(
    keys: &Keys,
    names: &[MessageText],
) -> Result<Option<String>, EngineError> {
    if names.is_empty() {
        return Ok(None);
    }
    let names: Vec<&str> = names.iter().map(MessageText::expose).collect();
    let list = serde_json::to_string(&names)
        .map_err(|_| StoreError::Corrupt("the code names".to_owned()))?;
    Ok(Some(keys.seal_text(&list)?.to_string()))
}
