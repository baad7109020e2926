//! The suite every store passes, on this one, and what only a store on disk promises.

use bonsens_port::{Commit, Committed, EventId, Store, StoreError};
use bonsens_sled::SledStore;
use jiff::Timestamp;
use tempfile::TempDir;

fn claim(event: &str) -> Commit {
    Commit {
        claim: EventId::new(event),
        claim_until: Timestamp::MAX,
        writes: vec![],
    }
}

#[tokio::test]
async fn keeps_the_store_contract() {
    let folders = TempDir::new().unwrap();
    let opened = std::cell::Cell::new(0);
    bonsens_port::contract::run(async || {
        opened.set(opened.get() + 1);
        SledStore::open(folders.path().join(opened.get().to_string())).unwrap()
    })
    .await;
}

#[tokio::test]
async fn one_of_two_claims_at_once_is_applied() {
    let folder = TempDir::new().unwrap();
    let store = SledStore::open(folder.path()).unwrap();
    let both = tokio::join!(store.commit(claim("e1")), store.commit(claim("e1")));
    let both = [both.0.unwrap(), both.1.unwrap()];
    assert_eq!(both, [Committed::Applied, Committed::AlreadyClaimed]);
}

#[tokio::test]
async fn a_folder_opened_again_still_knows() {
    let folder = TempDir::new().unwrap();
    for round in 0..5 {
        let store = SledStore::open(folder.path()).unwrap();
        for event in 0..round {
            let again = store.commit(claim(&event.to_string())).await.unwrap();
            assert_eq!(again, Committed::AlreadyClaimed, "round {round}");
        }
        let new = store.commit(claim(&round.to_string())).await.unwrap();
        assert_eq!(new, Committed::Applied, "round {round}");
    }
}

#[test]
fn a_folder_in_use_is_refused() {
    let folder = TempDir::new().unwrap();
    let _used = SledStore::open(folder.path()).unwrap();
    let refused = SledStore::open(folder.path()).unwrap_err();
    assert!(matches!(refused, StoreError::InUse(_)), "{refused}");
}

#[test]
fn a_newer_format_is_refused_and_left_alone() {
    let folder = TempDir::new().unwrap();
    drop(SledStore::open(folder.path()).unwrap());
    std::fs::write(folder.path().join("format"), "2\n").unwrap();
    let unfinished = folder.path().join("records/snap.0000.generating");
    std::fs::write(&unfinished, "half").unwrap();
    let refused = SledStore::open(folder.path()).unwrap_err();
    assert!(
        matches!(refused, StoreError::Newer { found: 2, .. }),
        "{refused}"
    );
    assert!(unfinished.exists(), "nothing is tidied in a newer folder");
}

#[test]
fn an_unfinished_snapshot_does_not_keep_the_folder_shut() {
    let folder = TempDir::new().unwrap();
    drop(SledStore::open(folder.path()).unwrap());
    // Named so that the database would take it for its latest.
    let unfinished = folder
        .path()
        .join("records/snap.FFFFFFFFFFFFFFFF.generating");
    std::fs::write(unfinished, "half").unwrap();
    SledStore::open(folder.path()).unwrap();
}
