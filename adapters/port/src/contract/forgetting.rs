//! Promises about forgetting, by age and on request: what is promised to people, so checked for
//! what goes and for what stays.

use std::time::Duration;

use super::fixtures::{
    at, change, channel, commit, day, fix_window, flag, flagged, lease, message, nudge, nudge_id,
    passed_on, question, request, thanks, workspace,
};
use crate::{
    Deed, Mode, PersonalRecords, Pseudonym, QuestionId, RequestId, Retention, Store, Write,
};

const DAY: u64 = 24 * 60 * 60;

/// A sweep forgets nudges past their retention, with their flags and what is queued about them,
/// and counts past theirs; what is younger stays.
pub async fn sweep_forgets_by_age(store: &impl Store) {
    let counted = |day| Write::Count {
        workspace: workspace(),
        rule: "r".to_owned(),
        day,
    };
    let mut again = nudge("again", "bob", 100);
    again.message = message("before");
    let put = vec![
        Write::Nudge(nudge("before", "bob", 0)),
        Write::Nudge(again.clone()),
        Write::Nudge(nudge("old", "ann", 0)),
        Write::Nudge(nudge("young", "ann", 100)),
        // Told late about an old nudge: the flag goes with it all the same.
        Write::Flag(flag("f-old", "old", 150)),
        Write::Flag(flag("f-young", "young", 0)),
        Write::Flag(flag("f-lost", "unknown", 0)),
        Write::Enqueue(fix_window("a-old", "old", 600)),
        Write::Enqueue(fix_window("a-young", "young", 600)),
        counted(day(13)),
        counted(day(14)),
    ];
    store.commit(commit("e1", put)).await.expect("commit");
    // The beginning is on the 14th: by then, counts are kept from the 14th on.
    let retention = Retention {
        records: Duration::from_secs(DAY),
        counts: Duration::from_secs(2 * DAY),
        questions: Duration::from_secs(3 * DAY),
    };
    let one_day = at(24 * 60 * 60);
    store.sweep(one_day, retention).await.expect("sweep");
    let still = store.nudge(&nudge_id("old")).await.expect("read");
    assert!(still.is_some(), "a nudge is kept for its whole retention");
    let counts = store.count(&workspace(), "r").await.expect("read");
    assert_eq!(counts, 2, "counts outlive nudges");

    let next = one_day + Duration::from_secs(50);
    store.sweep(next, retention).await.expect("sweep");
    let gone = store.nudge(&nudge_id("old")).await.expect("read");
    assert_eq!(gone, None, "an old nudge is gone");
    let by_message = store
        .nudge_of(&workspace(), &channel(), &message("old"))
        .await
        .expect("read");
    assert_eq!(by_message, None, "an old nudge is gone from its message");
    let latest = store
        .nudge_of(&workspace(), &channel(), &message("before"))
        .await
        .expect("read");
    assert_eq!(latest, Some(again), "a message keeps its young nudge");
    let ann = store.nudges_by(&Pseudonym::new("ann")).await.expect("read");
    assert_eq!(ann, [nudge("young", "ann", 100)], "a young nudge stays");
    let flags = store.flags().await.expect("read");
    assert_eq!(flags, [flag("f-young", "young", 0)], "flags follow nudges");
    let queued = lease(store, at(600), 10).await;
    assert_eq!(
        queued,
        ["a-young"],
        "nothing stays queued about an old nudge"
    );

    let later = at(2 * 24 * 60 * 60);
    store.sweep(later, retention).await.expect("sweep");
    let counts = store.count(&workspace(), "r").await.expect("read");
    assert_eq!(counts, 1, "old counts are gone, young ones stay");
}

/// Erasure takes a person's nudges, their flags and what is queued about or for them; it leaves
/// everyone else's.
pub async fn erasure_reaches_one_person_only(store: &impl Store) {
    let put = vec![
        Write::Nudge(nudge("n1", "ann", 0)),
        Write::Nudge(nudge("n2", "bob", 0)),
        Write::Flag(flag("f1", "n1", 0)),
        Write::Flag(flag("f2", "n2", 0)),
        Write::Enqueue(thanks("a1", "ann", 0)),
        Write::Enqueue(thanks("b1", "bob", 0)),
        Write::Enqueue(fix_window("a2", "n1", 0)),
        Write::Enqueue(fix_window("b2", "n2", 0)),
    ];
    store.commit(commit("e1", put)).await.expect("commit");
    let told = vec![
        Write::Enqueue(flagged("a3", flag("f1", "n1", 0), nudge("n1", "ann", 0), 0)),
        Write::Enqueue(flagged("b3", flag("f2", "n2", 0), nudge("n2", "bob", 0), 0)),
    ];
    store.commit(commit("e2", told)).await.expect("commit");
    let erase = vec![Write::Erase(Pseudonym::new("ann"))];
    store.commit(commit("e3", erase)).await.expect("commit");

    let ann = store.nudges_by(&Pseudonym::new("ann")).await.expect("read");
    assert!(ann.is_empty(), "the person's nudges are gone");
    let by_id = store.nudge(&nudge_id("n1")).await.expect("read");
    assert_eq!(by_id, None, "the person's nudge is gone by id");
    let by_message = store
        .nudge_of(&workspace(), &channel(), &message("n1"))
        .await
        .expect("read");
    assert_eq!(by_message, None, "the person's nudge is gone by message");
    let bob = store.nudges_by(&Pseudonym::new("bob")).await.expect("read");
    assert_eq!(bob, [nudge("n2", "bob", 0)], "another person's nudges stay");
    let flags = store.flags().await.expect("read");
    assert_eq!(flags, [flag("f2", "n2", 0)], "flags follow nudges");
    let queued = lease(store, at(0), 10).await;
    assert_eq!(
        queued,
        ["b1", "b2", "b3"],
        "what is queued for others stays"
    );
}

/// Erasure sees what its own commit wrote before it, and leaves what comes after it: the word
/// that tells the person it is done.
pub async fn erasure_respects_the_order_of_writes(store: &impl Store) {
    let writes = vec![
        Write::Nudge(nudge("n1", "ann", 0)),
        Write::Flag(flag("f1", "n1", 0)),
        Write::Enqueue(thanks("a1", "ann", 0)),
        Write::Erase(Pseudonym::new("ann")),
        Write::Enqueue(thanks("a2", "ann", 0)),
    ];
    store.commit(commit("e1", writes)).await.expect("commit");
    let kept = store.nudge(&nudge_id("n1")).await.expect("read");
    assert_eq!(kept, None, "a nudge written just before is erased");
    let flags = store.flags().await.expect("read");
    assert!(flags.is_empty(), "a flag written just before is erased");
    let queued = lease(store, at(0), 10).await;
    assert_eq!(queued, ["a2"], "what is queued after an erasure is sent");
}

/// What a person may see of themselves is all of it, and nothing of anyone else.
pub async fn an_export_is_what_an_erasure_forgets(store: &impl Store) {
    let ann = Pseudonym::new("ann");
    let nobody = store.export(&ann).await.expect("export");
    assert_eq!(
        nobody,
        PersonalRecords::default(),
        "nothing is kept at first"
    );
    let window = fix_window("a2", "n2", 600);
    let told = flagged("a1", flag("f1", "n1", 20), nudge("n1", "ann", 20), 30);
    let put = vec![
        Write::Nudge(nudge("n1", "ann", 20)),
        Write::Nudge(nudge("n2", "ann", 10)),
        Write::Nudge(nudge("n3", "anna", 0)),
        Write::Flag(flag("f1", "n1", 20)),
        Write::Flag(flag("f3", "n3", 20)),
        Write::Enqueue(window.clone()),
        Write::Enqueue(thanks("a3", "anna", 0)),
        Write::Enqueue(told.clone()),
        Write::Enqueue(thanks("a4", "ann", 40)),
    ];
    store.commit(commit("e1", put)).await.expect("commit");
    let asked = vec![
        Write::Request(request("r1", "ann", 30)),
        Write::Request(request("r2", "ann", 20)),
        Write::Request(request("r3", "anna", 20)),
        Write::Enqueue(passed_on("a5", "r1", 50)),
        Write::Enqueue(passed_on("a6", "r3", 50)),
    ];
    store.commit(commit("e1b", asked)).await.expect("commit");
    let expected = PersonalRecords {
        nudges: vec![nudge("n2", "ann", 10), nudge("n1", "ann", 20)],
        flags: vec![flag("f1", "n1", 20)],
        requests: vec![request("r2", "ann", 20), request("r1", "ann", 30)],
        actions: vec![
            told,
            thanks("a4", "ann", 40),
            passed_on("a5", "r1", 50),
            window,
        ],
    };
    let exported = store.export(&ann).await.expect("export");
    assert_eq!(exported, expected, "everything about this person, in order");
    let erase = vec![Write::Erase(ann.clone())];
    store.commit(commit("e2", erase)).await.expect("commit");
    let exported = store.export(&ann).await.expect("export");
    assert_eq!(exported, PersonalRecords::default(), "all of it is gone");
    let by_id = store.request(&RequestId::new("r1")).await.expect("read");
    assert_eq!(by_id, None, "a request is gone by id");
    let other = store.export(&Pseudonym::new("anna")).await.expect("export");
    assert_eq!(
        (
            other.nudges.len(),
            other.flags.len(),
            other.requests.len(),
            other.actions.len()
        ),
        (1, 1, 1, 2),
        "another person's records are theirs"
    );
}

/// Questions, what was passed on and what was done each have their age; none waits for a nudge.
pub async fn a_sweep_forgets_questions_and_deeds_by_age(store: &impl Store) {
    let deed = |mode| Deed::Mode(mode);
    let put = vec![
        Write::Question(question("q1", 0)),
        Write::Question(question("q2", 10)),
        Write::Request(request("r1", "ann", 0)),
        Write::Request(request("r2", "ann", 10)),
        Write::Change(change("ben", 0, deed(Mode::Nudge))),
        Write::Change(change("ben", 10, deed(Mode::Observe))),
    ];
    store.commit(commit("e1", put)).await.expect("commit");
    let retention = Retention {
        records: Duration::from_secs(100),
        counts: Duration::from_secs(200),
        questions: Duration::from_mins(5),
    };
    let kept = async |now| {
        store.sweep(at(now), retention).await.expect("sweep");
        let changes = store.changes(&workspace(), 10).await.expect("read");
        let questions = store.questions(&workspace()).await.expect("read");
        let first = store.request(&RequestId::new("r1")).await.expect("read");
        let second = store.request(&RequestId::new("r2")).await.expect("read");
        (
            first.is_some(),
            second.is_some(),
            changes.len(),
            questions.len(),
        )
    };
    assert_eq!(kept(100).await, (true, true, 2, 2), "for their whole time");
    assert_eq!(kept(105).await, (false, true, 2, 2), "requests as records");
    assert_eq!(kept(205).await, (false, false, 1, 2), "deeds as counts");
    assert_eq!(kept(305).await, (false, false, 0, 1), "questions by theirs");
    let old = store.question(&QuestionId::new("q1")).await.expect("read");
    assert_eq!(old, None, "an old question is gone by id");
}
