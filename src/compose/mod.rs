//! Where adapters are chosen: the one place that opens a store or names a platform.

#[cfg(feature = "discord")]
pub mod discord;
#[cfg(feature = "slack")]
pub mod slack;
mod switchboard;

use std::path::Path;
use std::sync::Arc;

use bonsens_port::{ChannelId, Lang, Store, StoreError};
use bonsens_sim::{ManualClock, MemoryStore, Screen, UNION};
use jiff::civil::date;

use crate::charter::Library;
use crate::engine::{Engine, Parts};
use crate::leak::RuleSet;
use crate::policy::Policy;
use crate::runtime::{Capacity, Runtime};
use crate::tenant::{Tenant, Tenants};
use crate::trust::{Accountability, Consultation, KeyError, Keys, OnRecord};
use crate::words::Words;

pub use switchboard::Switchboard;

/// Opens the store in a folder, creating it if need be.
#[cfg(feature = "sled")]
pub fn open_store(folder: &Path) -> Result<Arc<dyn Store>, StoreError> {
    Ok(Arc::new(bonsens_sled::SledStore::open(folder)?))
}

/// Opens the store in a folder: not in this build.
#[cfg(not(feature = "sled"))]
pub fn open_store(folder: &Path) -> Result<Arc<dyn Store>, StoreError> {
    Err(StoreError::Unavailable(format!(
        "{}: built without the feature `sled`",
        folder.display()
    )))
}

/// The core at work in a simulated workplace.
pub struct Simulation {
    /// Takes events in.
    pub runtime: Runtime,
    /// What everyone sees.
    pub screen: Arc<Screen>,
    /// The time there.
    pub clock: Arc<ManualClock>,
}

/// What a simulated workplace is made with.
pub struct Setting {
    /// Where records are kept.
    pub store: Arc<dyn Store>,
    /// What to look for.
    pub rules: RuleSet,
    /// What the charter says.
    pub library: Library,
    /// How far to go.
    pub policy: Policy,
    /// Under which key; a new one without it.
    pub keys: Option<Keys>,
}

impl Setting {
    /// A store in memory, the built-in rules, and [`simulated_policy`].
    #[must_use]
    pub fn new(library: Library, lang: Lang) -> Self {
        Self {
            store: Arc::new(MemoryStore::default()),
            rules: RuleSet::builtin(),
            library,
            policy: simulated_policy(lang),
            keys: None,
        }
    }

    /// Goes as far as an organisation has decided, in the simulated channels too.
    pub fn decide(&mut self, mut policy: Policy) {
        policy.exempt.insert(ChannelId::new(UNION));
        self.policy = policy;
    }
}

/// A workplace that has done what the law asks, and goes as far as the bot can.
#[must_use]
pub fn simulated_policy(lang: Lang) -> Policy {
    let act = |reference: &str| OnRecord {
        on: date(2026, 1, 5),
        reference: reference.to_owned(),
    };
    Policy {
        mode: bonsens_port::Mode::NudgeAndFlag,
        accountability: Accountability {
            staff_informed: Some(act("simulated")),
            representatives_consulted: Some(Consultation::Done(act("simulated"))),
            impact_assessed: Some(act("simulated")),
        },
        lang,
        exempt: [ChannelId::new(UNION)].into(),
        ..Policy::default()
    }
}

/// Starts a simulated workplace, with a key of its own that ends with it unless it is given one. Call it within a tokio
/// runtime that keeps time.
pub fn simulate(setting: Setting) -> Result<Simulation, KeyError> {
    let (screen, clock) = (
        Arc::new(Screen::default()),
        Arc::new(ManualClock::default()),
    );
    let engine = Engine::new(Parts {
        store: setting.store,
        platform: screen.clone(),
        clock: clock.clone(),
        rules: setting.rules,
        tenants: Tenants::all(Tenant {
            policy: setting.policy,
            library: setting.library.into(),
        }),
        words: Words::default(),
        keys: setting.keys.map_or_else(Keys::random, Ok)?,
    });
    Ok(Simulation {
        runtime: Runtime::start(engine, Capacity::default()),
        screen,
        clock,
    })
}

/// The sentences of the locale files, for an adapter to ask for by key.
#[cfg(any(feature = "slack", feature = "discord"))]
#[must_use]
pub fn say() -> bonsens_kit::Say {
    let words = Words::default();
    Arc::new(move |lang, key| words.say(lang, key))
}

/// Waits for the process to be told to stop: by a terminal, or by whatever supervises it.
pub fn stop_signal() -> std::io::Result<impl Future<Output = ()>> {
    #[cfg(unix)]
    let mut terminated = {
        use tokio::signal::unix::{SignalKind, signal};
        signal(SignalKind::terminate())?
    };
    Ok(async move {
        let interrupted = tokio::signal::ctrl_c();
        #[cfg(unix)]
        tokio::select! {
            _ = interrupted => {}
            _ = terminated.recv() => {}
        }
        #[cfg(not(unix))]
        let _ = interrupted.await;
    })
}
