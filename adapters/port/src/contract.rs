//! What every store promises, as checks a backend runs in its own tests: two backends that pass
//! can be swapped without the core noticing.
//!
//! Each promise starts from an empty store and panics, saying which promise broke.

#![expect(
    clippy::missing_panics_doc,
    clippy::expect_used,
    reason = "a check tells what it found by panicking, as a test does"
)]

mod fixtures;
mod forgetting;
mod outbox;

use std::future::Future;

pub use forgetting::{
    a_sweep_forgets_questions_and_deeds_by_age, an_export_is_what_an_erasure_forgets,
    erasure_reaches_one_person_only, erasure_respects_the_order_of_writes, sweep_forgets_by_age,
};
pub use outbox::{
    a_postponed_action_waits_for_its_time, actions_are_leased_in_due_order,
    actions_end_by_completion_or_cancel, leases_hold_until_their_end,
    notes_are_withdrawn_by_their_nudge,
};

use crate::{
    CharterRef, CharterVersion, Committed, Deed, Flag, FlagState, NudgeState, Prints, Pseudonym,
    Registered, RegisteredId, RegisteredKind, SealedText, Store, ValueHash, Write,
};
use fixtures::{
    at, change, channel, commit, flag, message, nudge, nudge_id, question, request, workspace,
};

/// Runs every promise, each on a store freshly opened and empty.
pub async fn run<F, Fut, S>(open: F)
where
    F: Fn() -> Fut,
    Fut: Future<Output = S>,
    S: Store,
{
    an_event_is_claimed_once(&open().await).await;
    a_claim_is_free_once_swept(&open().await).await;
    a_commit_is_all_or_nothing(&open().await).await;
    nudges_are_found_every_way(&open().await).await;
    nudges_are_replaced(&open().await).await;
    flags_are_kept_in_order(&open().await).await;
    a_flag_is_found_where_it_is_shown(&open().await).await;
    dismissals_stay_in_their_workspace(&open().await).await;
    counts_add_up(&open().await).await;
    charters_keep_their_versions(&open().await).await;
    charters_stay_in_their_workspace(&open().await).await;
    what_is_registered_holds_until_it_is_not(&open().await).await;
    questions_are_listed_latest_first(&open().await).await;
    requests_are_replaced(&open().await).await;
    deeds_are_kept_side_by_side(&open().await).await;
    settings_stay_in_their_workspace(&open().await).await;
    actions_are_leased_in_due_order(&open().await).await;
    leases_hold_until_their_end(&open().await).await;
    actions_end_by_completion_or_cancel(&open().await).await;
    a_postponed_action_waits_for_its_time(&open().await).await;
    notes_are_withdrawn_by_their_nudge(&open().await).await;
    sweep_forgets_by_age(&open().await).await;
    erasure_reaches_one_person_only(&open().await).await;
    erasure_respects_the_order_of_writes(&open().await).await;
    an_export_is_what_an_erasure_forgets(&open().await).await;
    a_sweep_forgets_questions_and_deeds_by_age(&open().await).await;
}

/// A setting holds until it is set again or returned to its default, in its own workspace.
pub async fn settings_stay_in_their_workspace(store: &impl Store) {
    let set = |workspace: &str, name: &str, value: Option<&str>| Write::Setting {
        workspace: crate::WorkspaceId::new(workspace),
        name: name.to_owned(),
        value: value.map(str::to_owned),
    };
    let put = vec![
        set("w1", "mode", Some("observe")),
        set("w1", "modes", Some("x")),
        set("w", "1mode", Some("y")),
        set("w1", "mode", Some("nudge")),
        set("w1", "gone", Some("z")),
    ];
    store.commit(commit("e1", put)).await.expect("commit");
    let put = vec![set("w1", "gone", None), set("w1", "never", None)];
    store.commit(commit("e2", put)).await.expect("commit");
    let kept = store.settings(&workspace()).await.expect("read");
    let kept: Vec<_> = kept
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    assert_eq!(
        kept,
        [("mode", "nudge"), ("modes", "x")],
        "as set last, in this workspace only"
    );
    let sweep = store.sweep(at(1_000_000_000), crate::Retention::default());
    sweep.await.expect("sweep");
    let kept = store.settings(&workspace()).await.expect("read");
    assert_eq!(kept.len(), 2, "settings do not grow old");
}

/// Versions stand side by side in the order they were loaded; the same version is replaced.
pub async fn charters_keep_their_versions(store: &impl Store) {
    let load = |event: &str, id: &str, version: &str, second: i64| {
        let charter = charter(id, version, second);
        (
            commit(event, vec![Write::Charter(charter.clone())]),
            charter,
        )
    };
    let loads = [
        load("e1", "b", "1", 1),
        load("e2", "b", "2", 2),
        load("e3", "a", "12", 3),
        load("e4", "a1", "2", 4),
        load("e5", "b", "1", 5),
    ];
    for (commit, _) in &loads {
        store.commit(commit.clone()).await.expect("commit");
    }
    let kept = store.charters().await.expect("charters");
    let expected: Vec<_> = loads[1..]
        .iter()
        .map(|(_, charter)| charter.clone())
        .collect();
    assert_eq!(
        kept, expected,
        "each version once, as loaded last, in order"
    );
}

/// What is registered is listed in order, is replaced under its id, does not grow old, and goes when
/// it is taken back.
pub async fn what_is_registered_holds_until_it_is_not(store: &impl Store) {
    let (first, second, third) = (
        registered("b", 1, vec![7, u64::MAX]),
        registered("a", 2, vec![]),
        registered("b", 3, vec![9]),
    );
    let put = vec![
        Write::Register(first.clone()),
        Write::Register(second.clone()),
        Write::Unregister(RegisteredId::new("never")),
    ];
    store.commit(commit("e1", put)).await.expect("commit");
    let kept = store.registered().await.expect("read");
    assert_eq!(kept, [first, second.clone()], "in the order they came");
    let put = vec![Write::Register(third.clone())];
    store.commit(commit("e2", put)).await.expect("commit");
    let sweep = store.sweep(at(1_000_000_000), crate::Retention::default());
    sweep.await.expect("sweep");
    let kept = store.registered().await.expect("read");
    assert_eq!(kept, [second.clone(), third], "replaced, and not grown old");
    let put = vec![Write::Unregister(RegisteredId::new("b"))];
    store.commit(commit("e3", put)).await.expect("commit");
    let kept = store.registered().await.expect("read");
    assert_eq!(kept, [second], "what was taken back is gone");
}

fn registered(id: &str, second: i64, prints: Vec<u64>) -> Registered {
    Registered {
        id: RegisteredId::new(id),
        title: SealedText::new("sealed"),
        kind: RegisteredKind::Values { lengths: 1 << 63 },
        registered_at: at(second),
        prints: Prints(prints),
    }
}

fn charter(id: &str, version: &str, loaded: i64) -> CharterVersion {
    CharterVersion {
        workspace: None,
        id: id.to_owned(),
        version: version.to_owned(),
        title: "Charter".to_owned(),
        lang: "en".to_owned(),
        in_force_since: None,
        contact: None,
        source: format!("# Charter\n\nSaid at {loaded}."),
        loaded_at: at(loaded),
    }
}

/// The same version handed in for a workspace is another one, and may be forgotten by itself.
pub async fn charters_stay_in_their_workspace(store: &impl Store) {
    let (everywhere, here) = (
        charter("a", "1", 1),
        CharterVersion {
            workspace: Some(workspace()),
            ..charter("a", "1", 2)
        },
    );
    let named = CharterRef {
        id: "a".to_owned(),
        version: "1".to_owned(),
    };
    let put = vec![
        Write::Charter(everywhere.clone()),
        Write::Charter(here.clone()),
    ];
    store.commit(commit("e1", put)).await.expect("commit");
    let kept = store.charters().await.expect("charters");
    assert_eq!(kept, [everywhere.clone(), here], "each is kept");
    let elsewhere = crate::WorkspaceId::new("w2");
    let forget = vec![
        Write::ForgetCharter(elsewhere, named.clone()),
        Write::ForgetCharter(workspace(), named),
    ];
    store.commit(commit("e2", forget)).await.expect("commit");
    let kept = store.charters().await.expect("charters");
    assert_eq!(kept, [everywhere], "only this workspace's is forgotten");
}

/// A question is found by id, replaced by id, and listed in its workspace, the latest first.
pub async fn questions_are_listed_latest_first(store: &impl Store) {
    let mut rated = question("q1", 20);
    rated.votes.insert(crate::Voter::new("v1"), true);
    let mut elsewhere = question("q3", 30);
    elsewhere.workspace = crate::WorkspaceId::new("w10");
    let put = vec![
        Write::Question(question("q1", 20)),
        Write::Question(question("q2", 10)),
        Write::Question(elsewhere),
        Write::Question(rated.clone()),
    ];
    store.commit(commit("e1", put)).await.expect("commit");
    let found = store.question(&rated.id).await.expect("read");
    assert_eq!(found.as_ref(), Some(&rated), "a question is replaced");
    let listed = store.questions(&workspace()).await.expect("read");
    assert_eq!(listed, [rated, question("q2", 10)], "here, latest first");
    let unknown = crate::QuestionId::new("q");
    let none = store.question(&unknown).await.expect("read");
    assert_eq!(none, None, "an unknown question is not found");
}

/// A question that was passed on is found by id, with its answer once there is one.
pub async fn requests_are_replaced(store: &impl Store) {
    let put = vec![
        Write::Request(request("r1", "ann", 0)),
        Write::Request(request("r2", "bob", 0)),
    ];
    store.commit(commit("e1", put)).await.expect("commit");
    let mut answered = request("r1", "ann", 0);
    answered.reply = Some(crate::SealedText::new("sealed reply"));
    let place = crate::Handle("c/1".to_owned());
    let put = vec![
        Write::Request(answered.clone()),
        Write::RequestShown(answered.id.clone(), place.clone()),
        Write::RequestShown(crate::RequestId::new("r9"), place.clone()),
    ];
    answered.shown = Some(place);
    store.commit(commit("e2", put)).await.expect("commit");
    let found = store.request(&answered.id).await.expect("read");
    assert_eq!(found, Some(answered), "as it was put last");
    let unknown = crate::RequestId::new("r9");
    let unknown = store.request(&unknown).await.expect("read");
    assert_eq!(unknown, None, "what is forgotten stays so");
    let other = crate::RequestId::new("r2");
    let other = store.request(&other).await.expect("read");
    assert_eq!(other, Some(request("r2", "bob", 0)), "others stay");
}

/// Nothing that was done takes another deed's place, even at the same time; an erasure leaves them.
pub async fn deeds_are_kept_side_by_side(store: &impl Store) {
    let deeds = [
        change("ben", 10, Deed::LargeChannel(1)),
        change("ben", 10, Deed::LargeChannel(2)),
        change("noa", 20, Deed::LargeChannel(3)),
    ];
    let mut put: Vec<Write> = deeds.iter().cloned().map(Write::Change).collect();
    put.push(Write::Erase(Pseudonym::new("ben")));
    store.commit(commit("e1", put)).await.expect("commit");
    let mut kept = store.changes(&workspace(), 10).await.expect("read");
    kept.reverse();
    assert_eq!(kept, deeds, "each, the latest first");
    let latest = store.changes(&workspace(), 1).await.expect("read");
    assert_eq!(latest, deeds[2..], "no more than asked for");
    let elsewhere = crate::WorkspaceId::new("w");
    let there = store.changes(&elsewhere, 10).await.expect("read");
    assert!(there.is_empty(), "in this workspace only");
}

/// The second delivery of an event is recognised, and other events are not taken for it.
pub async fn an_event_is_claimed_once(store: &impl Store) {
    let first = store.commit(commit("e1", vec![])).await.expect("commit");
    assert_eq!(first, Committed::Applied, "a new event is applied");
    let again = store.commit(commit("e1", vec![])).await.expect("commit");
    assert_eq!(
        again,
        Committed::AlreadyClaimed,
        "a redelivery is recognised"
    );
    let other = store.commit(commit("e10", vec![])).await.expect("commit");
    assert_eq!(
        other,
        Committed::Applied,
        "another event is not a redelivery"
    );
}

/// A claim holds until its end, and its event may be claimed anew after a sweep past it.
pub async fn a_claim_is_free_once_swept(store: &impl Store) {
    let claim = commit("e1", vec![]);
    let (end, kept) = (claim.claim_until, crate::Retention::default());
    store.commit(claim.clone()).await.expect("commit");
    let before = end - std::time::Duration::from_secs(1);
    store.sweep(before, kept).await.expect("sweep");
    let again = store.commit(claim.clone()).await.expect("commit");
    assert_eq!(
        again,
        Committed::AlreadyClaimed,
        "a sweep keeps live claims"
    );
    store.sweep(end, kept).await.expect("sweep");
    let later = store.commit(claim).await.expect("commit");
    assert_eq!(
        later,
        Committed::Applied,
        "a sweep frees a claim at its end"
    );
}

/// A commit's writes all hold, and none does if its event was claimed before.
pub async fn a_commit_is_all_or_nothing(store: &impl Store) {
    let first = vec![
        Write::Nudge(nudge("n1", "ann", 0)),
        Write::Flag(flag("f1", "n1", 0)),
        Write::Dismissed(workspace(), ValueHash::new("v1")),
    ];
    store.commit(commit("e1", first)).await.expect("commit");
    let kept = store.nudge(&nudge_id("n1")).await.expect("read");
    assert_eq!(
        kept,
        Some(nudge("n1", "ann", 0)),
        "a nudge comes back as it was"
    );
    assert_eq!(
        store.flags().await.expect("read").len(),
        1,
        "the flag holds"
    );
    let value = ValueHash::new("v1");
    let dismissed = store.is_dismissed(&workspace(), &value).await;
    assert!(dismissed.expect("read"), "the dismissal holds");

    let second = vec![
        Write::Nudge(nudge("n2", "ann", 0)),
        Write::Enqueue(fixtures::thanks("a1", "ann", 0)),
        Write::Erase(Pseudonym::new("ann")),
    ];
    store.commit(commit("e1", second)).await.expect("commit");
    let unwritten = store.nudge(&nudge_id("n2")).await.expect("read");
    assert_eq!(unwritten, None, "a redelivery writes no nudge");
    let due = fixtures::lease(store, at(1_000), 10).await;
    assert!(due.is_empty(), "a redelivery queues nothing");
    let unerased = store.nudge(&nudge_id("n1")).await.expect("read");
    assert!(unerased.is_some(), "a redelivery erases nothing");
}

/// A nudge is found by its id, its message and its author, whose nudges come oldest first.
pub async fn nudges_are_found_every_way(store: &impl Store) {
    // Ids in the opposite order of time, so that sorting by id shows.
    let writes = vec![
        Write::Nudge(nudge("n1", "ann", 30)),
        Write::Nudge(nudge("n2", "ann", 20)),
        Write::Nudge(nudge("n3", "anna", 10)),
    ];
    store.commit(commit("e1", writes)).await.expect("commit");
    let found = store
        .nudge_of(&workspace(), &channel(), &message("n2"))
        .await
        .expect("read");
    assert_eq!(
        found,
        Some(nudge("n2", "ann", 20)),
        "a nudge is found by message"
    );
    // The same letters cut elsewhere are another place.
    let elsewhere = store
        .nudge_of(
            &crate::WorkspaceId::new(format!("{}{}", workspace(), "c")),
            &crate::ChannelId::new("1"),
            &message("n2"),
        )
        .await
        .expect("read");
    assert_eq!(
        elsewhere, None,
        "a message is looked for in its own channel"
    );
    let ann = store.nudges_by(&Pseudonym::new("ann")).await.expect("read");
    let expected = [nudge("n2", "ann", 20), nudge("n1", "ann", 30)];
    assert_eq!(ann, expected, "an author's own nudges, oldest first");
    let nobody = store.nudges_by(&Pseudonym::new("an")).await.expect("read");
    assert!(nobody.is_empty(), "a name's beginning is not the name");
}

/// A nudge put again replaces the former one; a later nudge about a message takes its place.
pub async fn nudges_are_replaced(store: &impl Store) {
    let put = vec![Write::Nudge(nudge("n1", "ann", 10))];
    store.commit(commit("e1", put)).await.expect("commit");
    let mut changed = nudge("n1", "ann", 10);
    changed.state = NudgeState::WillFix;
    changed.created_at = at(11);
    let put = vec![Write::Nudge(changed.clone())];
    store.commit(commit("e2", put)).await.expect("commit");
    let kept = store.nudges_by(&Pseudonym::new("ann")).await.expect("read");
    assert_eq!(kept, [changed], "a nudge is replaced, not doubled");

    let mut later = nudge("n2", "ann", 20);
    later.message = message("n1");
    let put = vec![Write::Nudge(later.clone())];
    store.commit(commit("e3", put)).await.expect("commit");
    let found = store
        .nudge_of(&workspace(), &channel(), &message("n1"))
        .await
        .expect("read");
    assert_eq!(found, Some(later), "the latest nudge of a message is found");
}

/// A flag is found by id, replaced by id, and listed in order of its opening.
pub async fn flags_are_kept_in_order(store: &impl Store) {
    let put = vec![
        Write::Flag(flag("f1", "n1", 30)),
        Write::Flag(flag("f2", "n2", 20)),
    ];
    store.commit(commit("e1", put)).await.expect("commit");
    let taken = Flag {
        state: FlagState::Taken,
        ..flag("f2", "n2", 20)
    };
    let put = vec![Write::Flag(taken.clone())];
    store.commit(commit("e2", put)).await.expect("commit");
    let found = store.flag(&taken.id).await.expect("read");
    assert_eq!(found.as_ref(), Some(&taken), "a flag is replaced");
    let none = store.flag(&crate::FlagId::new("f")).await.expect("read");
    assert_eq!(none, None, "an unknown flag is not found");
    let all = store.flags().await.expect("read");
    assert_eq!(all, [taken, flag("f1", "n1", 30)], "flags, oldest first");
}

/// Where a flag is shown is known until the flag is forgotten.
pub async fn a_flag_is_found_where_it_is_shown(store: &impl Store) {
    let (f1, f2) = (crate::FlagId::new("f1"), crate::FlagId::new("f2"));
    let shown = |place: &str| crate::Handle(place.to_owned());
    let put = vec![
        Write::Nudge(nudge("n1", "ann", 0)),
        Write::Nudge(nudge("n2", "bob", 0)),
        Write::Flag(flag("f1", "n1", 0)),
        Write::Flag(flag("f2", "n2", 0)),
        Write::Shown(f1.clone(), shown("c/1")),
        Write::Shown(f2.clone(), shown("c/2")),
    ];
    store.commit(commit("e1", put)).await.expect("commit");
    let put = vec![Write::Shown(f1.clone(), shown("c/3"))];
    store.commit(commit("e2", put)).await.expect("commit");
    let place = store.shown(&f1).await.expect("read");
    assert_eq!(place, Some(shown("c/3")), "where it was shown last");
    let erase = vec![Write::Erase(Pseudonym::new("ann"))];
    store.commit(commit("e3", erase)).await.expect("commit");
    let place = store.shown(&f1).await.expect("read");
    assert_eq!(place, None, "forgotten with its flag");
    let place = store.shown(&f2).await.expect("read");
    assert_eq!(place, Some(shown("c/2")), "another flag stays");
    let sweep = store.sweep(at(1_000_000_000), crate::Retention::default());
    sweep.await.expect("sweep");
    let place = store.shown(&f2).await.expect("read");
    assert_eq!(place, None, "swept with its flag");
}

/// A value dismissed in one workspace is still news in another.
pub async fn dismissals_stay_in_their_workspace(store: &impl Store) {
    let value = ValueHash::new("v1");
    let put = vec![Write::Dismissed(workspace(), value.clone())];
    store.commit(commit("e1", put)).await.expect("commit");
    let here = store.is_dismissed(&workspace(), &value).await;
    assert!(here.expect("read"), "a dismissed value is known");
    let elsewhere = crate::WorkspaceId::new("w2");
    let there = store.is_dismissed(&elsewhere, &value).await;
    assert!(
        !there.expect("read"),
        "another workspace decides for itself"
    );
    let other = store.is_dismissed(&workspace(), &ValueHash::new("v")).await;
    assert!(!other.expect("read"), "another value is not dismissed");
}

/// Counts of a rule add up over days and commits, per workspace.
pub async fn counts_add_up(store: &impl Store) {
    let counted = |rule: &str, day| Write::Count {
        workspace: workspace(),
        rule: rule.to_owned(),
        day,
    };
    let (one, two) = (fixtures::day(1), fixtures::day(2));
    let put = vec![
        counted("r.a", one),
        counted("r.a", one),
        counted("r.a", two),
    ];
    store.commit(commit("e1", put)).await.expect("commit");
    let put = vec![counted("r.a", two), counted("r.ab", two)];
    store.commit(commit("e2", put)).await.expect("commit");
    let sum = store.count(&workspace(), "r.a").await.expect("read");
    assert_eq!(sum, 4, "all days and commits together, this rule only");
    let elsewhere = crate::WorkspaceId::new("w2");
    let none = store.count(&elsewhere, "r.a").await.expect("read");
    assert_eq!(none, 0, "counts stay in their workspace");
}
