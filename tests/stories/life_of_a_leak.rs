//! The whole life of a leak.

use bonsens_port::{DismissReason, FlagAct, FlagState, Notice, NudgeAnswer};

use crate::scenario::{PASSWORD, TOKEN, workplace};

#[tokio::test]
async fn an_ordinary_message_leads_to_nothing_and_leaves_nothing() {
    let mut story = workplace();
    story.posts("ana", "general", "lunch at noon?").await;
    story.nobody_sees_anything();
    assert_eq!(story.is_kept_about("ana").await, []);
}

#[tokio::test]
async fn ana_fixes_her_message_in_time_and_the_moderators_never_hear_of_it() {
    let mut story = workplace();
    let message = story.posts("ana", "general", PASSWORD).await;
    let (_, minutes) = story.sees_a_nudge("ana");
    assert_eq!(minutes, Some(15));
    story.minutes_pass(10).await;
    story
        .edits("ana", message, "the wifi password is in the safe")
        .await;
    assert_eq!(story.sees_one("ana"), Notice::Thanks);
    story.minutes_pass(60).await;
    story.nobody_sees_anything();
}

#[tokio::test]
async fn what_stays_past_the_fix_window_reaches_the_moderators_and_a_deletion_settles_it() {
    let mut story = workplace();
    let message = story.posts("ana", "general", PASSWORD).await;
    story.sees_a_nudge("ana");
    story.minutes_pass(14).await;
    story.nobody_sees_anything();
    story.minutes_pass(1).await;
    assert_eq!(story.sees_an_outcome("ana"), FlagState::Open);
    assert_eq!(story.moderators_see().len(), 1);
    story.deletes("ana", message).await;
    assert_eq!(story.sees_one("ana"), Notice::Thanks);
    assert_eq!(story.moderators_see()[0].state, FlagState::Fixed);
}

#[tokio::test]
async fn saying_i_will_fix_it_does_not_buy_time() {
    let mut story = workplace();
    story.posts("ana", "general", PASSWORD).await;
    let (nudge, _) = story.sees_a_nudge("ana");
    story.presses("ana", &nudge, NudgeAnswer::WillFix).await;
    assert_eq!(story.sees_one("ana"), Notice::WillFix);
    story.minutes_pass(15).await;
    assert_eq!(story.moderators_see().len(), 1);
}

#[tokio::test]
async fn a_value_said_to_be_an_example_is_not_raised_again() {
    let mut story = workplace();
    story.posts("ana", "general", PASSWORD).await;
    let (nudge, _) = story.sees_a_nudge("ana");
    let example = NudgeAnswer::NotConfidential(DismissReason::Example);
    story.presses("ana", &nudge, example).await;
    assert_eq!(story.sees_one("ana"), Notice::NotConfidential);
    story.minutes_pass(60).await;
    story.posts("ben", "general", PASSWORD).await;
    story.nobody_sees_anything();
    story.presses("ana", &nudge, NudgeAnswer::WillFix).await;
    assert_eq!(story.sees_one("ana"), Notice::AlreadySettled);
}

#[tokio::test]
async fn a_flag_stays_when_its_author_disagrees_and_closes_when_the_message_is_gone() {
    let mut story = workplace();
    let message = story.posts("ana", "general", TOKEN).await;
    let (nudge, _) = story.sees_a_nudge("ana");
    let example = NudgeAnswer::NotConfidential(DismissReason::Example);
    story.presses("ana", &nudge, example).await;
    story
        .edits("ana", message, &format!("as I said, {TOKEN}"))
        .await;
    let still = story.moderators_see();
    assert!(still.iter().all(|flag| flag.state == FlagState::Open));
    story.deletes("ana", message).await;
    let states: Vec<_> = story
        .moderators_see()
        .into_iter()
        .map(|flag| flag.state)
        .collect();
    assert_eq!(states, [FlagState::Fixed]);
}

#[tokio::test]
async fn nobody_answers_a_nudge_in_anothers_place() {
    let mut story = workplace();
    story.posts("ana", "general", PASSWORD).await;
    let (nudge, _) = story.sees_a_nudge("ana");
    let example = NudgeAnswer::NotConfidential(DismissReason::Example);
    story.presses("ben", &nudge, example).await;
    assert_eq!(story.sees_one("ben"), Notice::NotForYou);
    story.minutes_pass(15).await;
    assert_eq!(story.moderators_see().len(), 1, "ben changed nothing");
}

#[tokio::test]
async fn the_same_words_weigh_more_where_outsiders_read() {
    let mut story = workplace();
    story.posts("ana", "partners", PASSWORD).await;
    let (_, minutes) = story.sees_a_nudge("ana");
    assert_eq!(minutes, Some(0));
    assert_eq!(story.moderators_see().len(), 1);
}

#[tokio::test]
async fn the_unions_channel_is_never_scanned() {
    let mut story = workplace();
    let message = story.posts("ana", "union", TOKEN).await;
    story.edits("ana", message, PASSWORD).await;
    story.nobody_sees_anything();
}

#[tokio::test]
async fn an_alert_gets_the_reporting_channel_and_no_flag() {
    let mut story = workplace();
    let alert = format!("I want to report a fraud by my manager, proof: {PASSWORD}");
    story.posts("ana", "partners", &alert).await;
    assert!(matches!(
        story.sees_one("ana"),
        Notice::ReportingChannel { .. }
    ));
    story.minutes_pass(60).await;
    story.nobody_sees_anything();
}

#[tokio::test]
async fn only_a_moderator_acts_on_a_flag_and_it_closes_once() {
    let mut story = workplace();
    story.posts("ana", "general", TOKEN).await;
    story.sees_a_nudge("ana");
    let flag = story.moderators_see().remove(0).id;
    story.handles("ben", &flag, FlagAct::Confirm).await;
    assert_eq!(story.sees_one("ben"), Notice::NotForYou);
    story.handles("mia", &flag, FlagAct::Take).await;
    story.handles("mia", &flag, FlagAct::AskAuthor).await;
    assert!(matches!(story.sees_one("ana"), Notice::LookAgain(_)));
    story.handles("mia", &flag, FlagAct::Confirm).await;
    assert_eq!(story.sees_an_outcome("ana"), FlagState::Confirmed);
    let states: Vec<_> = story
        .moderators_see()
        .into_iter()
        .map(|flag| flag.state)
        .collect();
    assert_eq!(states, [FlagState::Taken, FlagState::Confirmed]);
    story
        .handles("mia", &flag, FlagAct::Dismiss(DismissReason::Other))
        .await;
    assert_eq!(story.sees_one("mia"), Notice::AlreadySettled);
}

#[tokio::test]
async fn an_edit_that_adds_a_worse_thing_is_told_at_once() {
    let mut story = workplace();
    let message = story.posts("ana", "general", PASSWORD).await;
    story.sees_a_nudge("ana");
    story
        .edits("ana", message, &format!("{PASSWORD} {TOKEN}"))
        .await;
    let (_, minutes) = story.sees_a_nudge("ana");
    assert_eq!(minutes, Some(0));
    assert_eq!(story.moderators_see().len(), 1);
    story.minutes_pass(60).await;
    story.nobody_sees_anything();
}

#[tokio::test]
async fn an_edit_that_changes_nothing_of_it_is_not_told_twice() {
    let mut story = workplace();
    let message = story.posts("ana", "general", PASSWORD).await;
    story.sees_a_nudge("ana");
    story
        .edits("ana", message, &format!("hello, {PASSWORD}"))
        .await;
    story.nobody_sees_anything();
}

#[tokio::test]
async fn an_alert_that_holds_nothing_else_gets_the_reporting_channel_too() {
    let mut story = workplace();
    let alert = "I want to report a fraud by my manager";
    story.posts("ana", "general", alert).await;
    assert!(matches!(
        story.sees_one("ana"),
        Notice::ReportingChannel { .. }
    ));
    story.nobody_sees_anything();
    assert_eq!(story.is_kept_about("ana").await, []);
    story.posts("ana", "union", alert).await;
    story.nobody_sees_anything();
}
