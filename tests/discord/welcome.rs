//! Whoever joins is welcomed once, where an admin wants it, and never in bulk.

use crate::office::{Office, Site};

async fn open(welcome: bool) -> Office {
    let mut site = Site::prepared().await;
    site.settings.servers[0].welcome = welcome;
    let mut office = site.with_bot();
    office.opens().await;
    office
}

#[tokio::test]
async fn a_newcomer_is_told_once_what_the_charter_is_about() {
    let office = open(true).await;
    let zoe = office.site.acme.newcomer("zoe");
    let welcome = office.tells(&zoe, "Welcome!").await;
    assert!(
        welcome.words.contains("You can ask about"),
        "{}",
        welcome.words
    );
    office.settles().await;
    assert_eq!(zoe.told().len(), 1);
    office.well_behaved();
}

#[tokio::test]
async fn a_crowd_is_not_written_to() {
    let office = open(true).await;
    let crowd: Vec<_> = (0..50)
        .map(|nth| office.site.acme.newcomer(&format!("person {nth}")))
        .collect();
    office.settles().await;
    let told = crowd.iter().filter(|person| !person.told().is_empty());
    let told = told.count();
    assert!((1..=10).contains(&told), "{told} of 50");
    office.well_behaved();
}

#[tokio::test]
async fn nobody_is_welcomed_unless_an_admin_wants_it() {
    let office = open(false).await;
    let zoe = office.site.acme.newcomer("zoe");
    office.settles().await;
    assert!(zoe.told().is_empty());
    assert!(office.heard.events("member-joined").is_empty());
    office.well_behaved();
}
