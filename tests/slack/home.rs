//! Everyone's own page.

use crate::office::{Office, PASSWORD};

#[tokio::test]
async fn ana_finds_what_waits_for_her_and_settles_it_there() {
    let office = Office::open().await;
    office.ana.opens_home();
    let page = office.home_says(&office.ana, "I keep nothing").await;
    assert!(!page.actions().contains(&"bonsens:admin".to_owned()));

    office.ana.posts(&office.general, PASSWORD);
    office
        .shows(&office.ana, &office.general, "A private word")
        .await;
    office.ana.opens_home();
    let page = office.home_says(&office.ana, "waits for you").await;
    assert!(!page.words.contains("Tournesol"), "{}", page.words);
    office
        .ana
        .presses_at_home("bonsens:not-confidential")
        .unwrap();
    office.fills_in(&office.ana, &[("reason", "example")]).await;
    let settled = || {
        let home = office.ana.home();
        home.is_some_and(|home| !home.words.contains("waits for you"))
    };
    office.slack.until("the page is up to date", settled).await;
    office.well_behaved();
}

#[tokio::test]
async fn ana_asks_checks_and_reads_from_her_page() {
    let office = Office::open().await;
    office.ana.opens_home();
    office.home_says(&office.ana, "Tip of the week").await;
    office.ana.presses_at_home("bonsens:ask").unwrap();
    let question = "can a journalist call me about my work?";
    office.fills_in(&office.ana, &[("text", question)]).await;
    office.tells(&office.ana, "Source:").await;

    office.ana.presses_at_home("bonsens:check").unwrap();
    office.fills_in(&office.ana, &[("text", PASSWORD)]).await;
    let looked_at = office.tells(&office.ana, "Before you post").await;
    assert!(
        !looked_at.words.contains("Tournesol"),
        "{}",
        looked_at.words
    );

    let menu = office.ana.home().unwrap().wire;
    let option = menu["blocks"]
        .as_array()
        .unwrap()
        .iter()
        .find_map(|block| block["accessory"]["options"][1]["value"].as_str())
        .unwrap()
        .to_owned();
    let before = office.ana.told().len();
    office
        .ana
        .presses_at_home(&format!("bonsens:read-section={option}"))
        .unwrap();
    let more = || office.ana.told().len() > before;
    office.slack.until("the article is told", more).await;
    assert!(office.ana.told().last().unwrap().words.contains("Source:"));
    office.well_behaved();
}

#[tokio::test]
async fn what_is_kept_is_shown_and_erased_once_ana_is_sure() {
    let office = Office::open().await;
    office.ana.posts(&office.general, PASSWORD);
    office
        .shows(&office.ana, &office.general, "A private word")
        .await;
    office.ana.opens_home();
    office.home_says(&office.ana, "I keep 1 nudge").await;
    office.ana.presses_at_home("bonsens:about-me").unwrap();
    office.tells(&office.ana, "about you").await;
    let asked = office.ana.is_asked_at_home("bonsens:forget-me").unwrap();
    assert!(asked.title.contains("Erase"), "{asked:?}");
    office.ana.confirms_at_home("bonsens:forget-me").unwrap();
    office.tells(&office.ana, "erased").await;
    office.home_says(&office.ana, "I keep nothing").await;
    office.well_behaved();
}
