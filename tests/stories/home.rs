//! Everyone's own page of the bot.

use bonsens_port::{EventKind, Notice, SectionRef};

use crate::scenario::{PASSWORD, workplace};

#[tokio::test]
async fn ana_finds_what_waits_for_her_what_is_kept_and_what_the_charter_says() {
    let mut story = workplace();
    story.posts("ana", "general", PASSWORD).await;
    let (nudge, _) = story.sees_a_nudge("ana");
    story.does("ana", EventKind::HomeOpened).await;
    let (_, buttons) = story.latest();
    assert!(buttons.contains(&"will-fix") && !buttons.contains(&"admin"));
    let home = story.home_of("ana");
    let open: Vec<_> = home.open.iter().map(|open| open.id.clone()).collect();
    assert_eq!((open, home.nudges), (vec![nudge], 1));
    assert!(home.tip.is_some() && !home.administers);

    let charter = &home.charters[0];
    let (section, title) = charter.sections[0].clone();
    let charter = charter.charter.id.clone();
    let wanted = SectionRef { charter, section };
    story.does("ana", EventKind::SectionAsked(wanted)).await;
    let Notice::Article(Some(citation)) = story.sees_one("ana") else {
        panic!("no article");
    };
    assert_eq!(citation.section, title);
}

#[tokio::test]
async fn what_ana_fixed_waits_no_longer() {
    let mut story = workplace();
    let message = story.posts("ana", "general", PASSWORD).await;
    story.edits("ana", message, "never mind").await;
    story.does("ana", EventKind::HomeOpened).await;
    let home = story.home_of("ana");
    assert_eq!((home.open.len(), home.nudges), (0, 1));
    story.does("ben", EventKind::HomeOpened).await;
    assert_eq!(story.home_of("ben").nudges, 0, "each their own");
}

#[tokio::test]
async fn an_admin_finds_the_way_to_what_admins_do() {
    let mut story = workplace();
    story.does("noa", EventKind::HomeOpened).await;
    let (_, buttons) = story.latest();
    assert!(buttons.contains(&"admin") && buttons.contains(&"flags"));
}

#[tokio::test]
async fn a_section_that_is_not_there_is_said_so() {
    let mut story = workplace();
    let wanted = SectionRef {
        charter: "another".to_owned(),
        section: 0,
    };
    story.does("ana", EventKind::SectionAsked(wanted)).await;
    assert_eq!(story.sees_one("ana"), Notice::Article(None));
}
