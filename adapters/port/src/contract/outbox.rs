//! Promises about actions waiting to be carried out: none is lost, none is done twice at once.

use super::fixtures::{
    LEASE, action, at, commit, fix_window, flag, flagged, lease, nudge, nudge_id, thanks,
};
use crate::{Act, ActionId, Handle, Store, Write};

/// Due actions come by due time, then by id, no more than asked for, and as they were queued.
pub async fn actions_are_leased_in_due_order(store: &impl Store) {
    let told = flagged("a1", flag("f1", "n1", 0), nudge("n1", "ann", 0), 30);
    let queued = vec![
        Write::Enqueue(told.clone()),
        Write::Enqueue(thanks("a3", "ann", 10)),
        Write::Enqueue(fix_window("a20", "n1", 10)),
        Write::Enqueue(thanks("a4", "ann", 31)),
    ];
    store.commit(commit("e1", queued)).await.expect("commit");
    let early = lease(store, at(9), 10).await;
    assert!(early.is_empty(), "nothing is leased before it is due");
    let first = lease(store, at(30), 2).await;
    assert_eq!(first, ["a20", "a3"], "the oldest first, then by id");
    let rest = store.lease_due(at(30), LEASE, 10).await.expect("lease");
    assert_eq!(rest, [told], "an action comes back as it was queued");
}

/// A leased action is not leased again before the end of its lease, and is from then on.
pub async fn leases_hold_until_their_end(store: &impl Store) {
    let queued = vec![
        Write::Enqueue(thanks("a1", "ann", 0)),
        Write::Enqueue(thanks("a2", "ann", 0)),
    ];
    store.commit(commit("e1", queued)).await.expect("commit");
    assert_eq!(lease(store, at(0), 1).await, ["a1"], "as many as asked for");
    let next = lease(store, at(1), 10).await;
    assert_eq!(next, ["a2"], "a leased action is not leased twice");
    let during = lease(store, at(59), 10).await;
    assert!(during.is_empty(), "both leases hold");
    let after = lease(store, at(60), 10).await;
    assert_eq!(after, ["a1"], "a lease ends on time, and alone");
    let renewed = lease(store, at(61), 10).await;
    assert_eq!(renewed, ["a2"], "a lease given again holds like the first");
}

/// An action completed or cancelled is gone for good; one queued again is replaced.
pub async fn actions_end_by_completion_or_cancel(store: &impl Store) {
    let queued = vec![
        Write::Enqueue(thanks("a1", "ann", 0)),
        Write::Enqueue(thanks("a2", "ann", 0)),
        Write::Enqueue(thanks("a3", "ann", 0)),
        Write::Enqueue(thanks("a4", "ann", 0)),
        Write::Cancel(ActionId::new("a4")),
    ];
    store.commit(commit("e1", queued)).await.expect("commit");
    let first = lease(store, at(0), 1).await;
    assert_eq!(
        first,
        ["a1"],
        "an action cancelled in its own commit is gone"
    );
    store.complete(&ActionId::new("a1")).await.expect("done");
    store.complete(&ActionId::new("a1")).await.expect("done");
    store.complete(&ActionId::new("a9")).await.expect("done");
    let changed = vec![
        Write::Cancel(ActionId::new("a2")),
        Write::Cancel(ActionId::new("a9")),
        Write::Enqueue(thanks("a3", "ann", 500)),
    ];
    store.commit(commit("e2", changed)).await.expect("commit");
    let gone = lease(store, at(499), 10).await;
    assert!(
        gone.is_empty(),
        "completed, cancelled and put off: {gone:?}"
    );
    let later = lease(store, at(500), 10).await;
    assert_eq!(
        later,
        ["a3"],
        "an action put off comes once, at its new time"
    );
    let anew = vec![Write::Enqueue(thanks("a3", "ann", 501))];
    store.commit(commit("e3", anew)).await.expect("commit");
    let anew = lease(store, at(501), 10).await;
    assert_eq!(anew, ["a3"], "an action queued again is free of its lease");
}

/// An action put off is not leased before its new time, whatever its lease was, and keeps its place
/// in the order; others do not wait for it.
pub async fn a_postponed_action_waits_for_its_time(store: &impl Store) {
    let queued = vec![
        Write::Enqueue(thanks("a1", "ann", 0)),
        Write::Enqueue(thanks("a2", "ann", 0)),
        Write::Enqueue(thanks("a3", "ann", 5)),
    ];
    store.commit(commit("e1", queued)).await.expect("commit");
    assert_eq!(lease(store, at(0), 10).await, ["a1", "a2"]);
    let (sooner, later) = (ActionId::new("a1"), ActionId::new("a2"));
    store.postpone(&sooner, at(10)).await.expect("postpone");
    store.postpone(&later, at(200)).await.expect("postpone");
    let unknown = ActionId::new("a9");
    store.postpone(&unknown, at(0)).await.expect("postpone");
    let meanwhile = lease(store, at(9), 10).await;
    assert_eq!(meanwhile, ["a3"], "others do not wait");
    let sooner = lease(store, at(10), 10).await;
    assert_eq!(sooner, ["a1"], "earlier than its lease would have ended");
    let later = lease(store, at(199), 1).await;
    assert_eq!(later, ["a1"], "leases end; what was put off still waits");
    let in_order = lease(store, at(300), 10).await;
    assert_eq!(in_order, ["a1", "a2", "a3"], "in the order they were due");
}

/// What takes notes about a nudge away becomes due for that nudge alone, and outlasts the nudge.
pub async fn notes_are_withdrawn_by_their_nudge(store: &impl Store) {
    let takes_away = |id: &str, about: &str| {
        let (nudge, note) = (nudge_id(about), Handle(format!("note/{id}")));
        Write::Enqueue(action(id, 5_000, Act::Withdraw { nudge, note }))
    };
    let put = vec![
        Write::Nudge(nudge("n1", "ann", 0)),
        takes_away("a1", "n1"),
        takes_away("a2", "n1"),
        takes_away("a3", "n2"),
    ];
    store.commit(commit("e1", put)).await.expect("commit");
    assert_eq!(lease(store, at(100), 10).await, Vec::<String>::new());
    let settled = vec![
        Write::Withdraw(nudge_id("n1"), at(100)),
        Write::Withdraw(nudge_id("n9"), at(100)),
        Write::Erase(crate::Pseudonym::new("ann")),
    ];
    store.commit(commit("e2", settled)).await.expect("commit");
    assert_eq!(lease(store, at(100), 10).await, ["a1", "a2"]);
    let rest = lease(store, at(5_000), 10).await;
    assert!(rest.contains(&"a3".to_owned()), "another's waits its time");
}
