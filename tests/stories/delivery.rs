//! Things go wrong on the way: nothing is lost, nothing is told twice, nobody waits for another.

use std::time::Duration;

use bonsens_port::{FlagAct, Mode, Notice};
use bonsens_sim::Trouble;

use crate::scenario::{PASSWORD, TOKEN, workplace, workplace_in};

#[tokio::test]
async fn a_redelivered_message_changes_nothing() {
    let mut story = workplace();
    story.posts("ana", "general", TOKEN).await;
    story.sees_a_nudge("ana");
    assert_eq!(story.moderators_see().len(), 1);
    story.hears_it_again().await;
    story.nobody_sees_anything();
}

#[tokio::test]
async fn an_author_who_is_away_is_told_on_their_return_and_nobody_waits_for_them() {
    let mut story = workplace();
    story.is_lost("ana", Trouble::Away(None));
    story.posts("ana", "general", TOKEN).await;
    assert_eq!(story.moderators_see().len(), 1);
    story.asks("ben", "can a journalist call me?").await;
    assert!(matches!(story.sees_one("ben"), Notice::Answer { .. }));
    story.minutes_pass(5).await;
    story.is_back("ana");
    story.nobody_sees_anything();
    story.minutes_pass(10).await;
    story.sees_a_nudge("ana");
    story.minutes_pass(60).await;
    story.nobody_sees_anything();
}

#[tokio::test]
async fn a_platform_that_asks_to_wait_is_left_alone_until_then() {
    let mut story = workplace_in(Mode::Nudge);
    let an_hour = Duration::from_hours(1);
    story.is_lost("ana", Trouble::Away(Some(an_hour)));
    story.posts("ana", "general", PASSWORD).await;
    story.is_back("ana");
    story.minutes_pass(14).await;
    story.nobody_sees_anything();
    story.minutes_pass(46).await;
    story.sees_a_nudge("ana");
}

#[tokio::test]
async fn a_person_who_left_holds_nothing_up() {
    let mut story = workplace();
    story.is_lost("ana", Trouble::Gone);
    story.posts("ana", "general", PASSWORD).await;
    story.minutes_pass(15).await;
    assert_eq!(story.moderators_see().len(), 1);
    story.is_back("ana");
    story.minutes_pass(60).await;
    story.nobody_sees_anything();
}

#[tokio::test]
async fn moderators_see_one_message_that_changes_with_the_flag() {
    let mut story = workplace();
    let message = story.posts("ana", "general", TOKEN).await;
    let flag = story.moderators_see().remove(0).id;
    story.handles("mia", &flag, FlagAct::Take).await;
    story.deletes("ana", message).await;
    let places = story.places_of_flags();
    assert_eq!(places.len(), 3);
    assert_eq!(places[0], None, "the first is new");
    assert!(places[1].is_some() && places[1] == places[2], "{places:?}");
}

#[tokio::test]
async fn what_is_for_one_person_comes_in_order_and_others_do_not_wait_for_it() {
    let mut story = workplace();
    story.is_lost("ana", Trouble::Once);
    let message = story.posts("ana", "general", TOKEN).await;
    story.deletes("ana", message).await;
    story.asks("ben", "can a journalist call me?").await;
    assert!(matches!(story.sees_one("ben"), Notice::Answer { .. }));
    assert_eq!(story.moderators_see().len(), 2);
    assert_eq!(story.sees("ana"), [], "not the thanks without the nudge");
    story.minutes_pass(1).await;
    let seen = story.sees("ana");
    assert!(
        matches!(seen.as_slice(), [Notice::Nudge { .. }, Notice::Thanks]),
        "{seen:?}"
    );
}

#[tokio::test]
async fn moderators_do_not_hear_of_a_message_before_its_author_could() {
    let mut story = workplace();
    story.is_lost("ana", Trouble::Away(None));
    story.posts("ana", "general", PASSWORD).await;
    story.minutes_pass(30).await;
    story.nobody_sees_anything();
    story.is_back("ana");
    story.minutes_pass(40).await;
    let seen = story.sees("ana");
    assert!(
        matches!(seen.first(), Some(Notice::Nudge { .. })),
        "{seen:?}"
    );
    story.minutes_pass(20).await;
    assert_eq!(story.moderators_see().len(), 1);
}
