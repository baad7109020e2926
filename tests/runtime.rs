//! The runtime under pressure: order, bounds, and an end that loses nothing.

#![expect(
    clippy::unwrap_used,
    reason = "a story that can't go on should stop loudly"
)]

use std::sync::Arc;

use bonsens::charter::Library;
use bonsens::compose::simulated_policy;
use bonsens::engine::{Engine, Parts};
use bonsens::leak::RuleSet;
use bonsens::runtime::{Capacity, Refusal, Runtime};
use bonsens::tenant::{Tenant, Tenants};
use bonsens::trust::Keys;
use bonsens::words::Words;
use bonsens_port::{Clock, Committed, Event, EventKind, Lang, Mode, SettingsChange, Store};
use bonsens_sim::{ManualClock, MemoryStore, Screen, Workplace};

/// A runtime of one lane that holds two events, over a store that is shut.
struct Pressed {
    runtime: Arc<Runtime>,
    store: Arc<MemoryStore>,
    screen: Arc<Screen>,
    clock: Arc<ManualClock>,
    workplace: Workplace,
}

fn pressed() -> Pressed {
    let store = Arc::new(MemoryStore::default());
    store.shuts();
    let (screen, clock) = (
        Arc::new(Screen::default()),
        Arc::new(ManualClock::default()),
    );
    let engine = Engine::new(Parts {
        store: store.clone(),
        platform: screen.clone(),
        clock: clock.clone(),
        rules: RuleSet::builtin(),
        tenants: Tenants::all(Tenant {
            policy: simulated_policy(Lang::En),
            library: Library::new(vec![]).into(),
        }),
        words: Words::default(),
        keys: Keys::random().unwrap(),
    });
    let capacity = Capacity {
        lanes: 1,
        queue: 2,
        ..Capacity::default()
    };
    Pressed {
        runtime: Arc::new(Runtime::start(engine, capacity)),
        store,
        screen,
        clock,
        workplace: Workplace::new(Lang::En),
    }
}

impl Pressed {
    fn event(&mut self, kind: EventKind) -> Event {
        let noa = Workplace::person("noa").unwrap();
        let general = Workplace::channel("general").unwrap();
        self.workplace.event(noa, general, self.clock.now(), kind)
    }

    /// Hands an event over; it is decided once the store opens.
    async fn submits(&self, event: Event) -> tokio::task::JoinHandle<Result<Committed, Refusal>> {
        let runtime = self.runtime.clone();
        let answer = tokio::spawn(async move { runtime.submit(event).await });
        // Lets the lane take what it can before the next event comes.
        for _ in 0..10 {
            tokio::task::yield_now().await;
        }
        answer
    }
}

#[tokio::test]
async fn a_full_lane_refuses_and_what_it_holds_is_decided_in_order() {
    let mut pressed = pressed();
    let modes = [Mode::Nudge, Mode::NudgeAndFlag, Mode::Observe];
    let mut taken = Vec::new();
    for mode in modes {
        let event = pressed.event(EventKind::SettingsChanged(SettingsChange::mode(mode)));
        taken.push(pressed.submits(event).await);
    }
    let event = pressed.event(EventKind::SelfAsked);
    let refused = pressed.submits(event.clone()).await.await.unwrap();
    assert!(matches!(refused, Err(Refusal::Full)), "{refused:?}");
    assert!(!taken.iter().any(tokio::task::JoinHandle::is_finished));

    pressed.store.opens();
    for answer in taken {
        assert_eq!(answer.await.unwrap().unwrap(), Committed::Applied);
    }
    let settings = pressed
        .store
        .settings(&Workplace::workspace())
        .await
        .unwrap();
    assert_eq!(settings["mode"], "observe", "the last word counts");
    let again = pressed.runtime.submit(event).await.unwrap();
    assert_eq!(again, Committed::Applied, "what was refused is taken later");
}

#[tokio::test]
async fn an_orderly_end_decides_what_was_taken_in_and_shows_what_is_due() {
    let mut pressed = pressed();
    let mut taken = Vec::new();
    for _ in 0..2 {
        let event = pressed.event(EventKind::SelfAsked);
        taken.push(pressed.submits(event).await);
    }
    let runtime = pressed.runtime.clone();
    let end = tokio::spawn(async move { runtime.stop().await });
    tokio::task::yield_now().await;
    let late = pressed.event(EventKind::SelfAsked);
    let refused = pressed.submits(late).await.await.unwrap();
    assert!(matches!(refused, Err(Refusal::Stopping)), "{refused:?}");
    assert!(!end.is_finished(), "it waits for what it took in");
    pressed.store.opens();
    for answer in taken {
        assert_eq!(answer.await.unwrap().unwrap(), Committed::Applied);
    }
    end.await.unwrap().unwrap();
    assert_eq!(pressed.screen.look().len(), 2, "both answers are shown");
}

#[tokio::test]
async fn a_failing_store_refuses_the_event_so_that_it_comes_again() {
    let mut pressed = pressed();
    pressed.store.breaks();
    let event = pressed.event(EventKind::SelfAsked);
    let refused = pressed.runtime.submit(event.clone()).await;
    assert!(matches!(refused, Err(Refusal::Failed(_))), "{refused:?}");
    assert!(pressed.runtime.settle().await.is_err());
    pressed.store.opens();
    let again = pressed.runtime.submit(event).await.unwrap();
    assert_eq!(again, Committed::Applied);
    pressed.runtime.settle().await.unwrap();
    assert_eq!(pressed.screen.look().len(), 1);
}
