//! Where nothing can be said to someone directly, a note that says nothing stands before everyone
//! until what it is about is settled.

use bonsens_port::{DismissReason, EventKind, Notice, NudgeAnswer, NudgeId};
use bonsens_sim::Trouble;

use crate::scenario::{PASSWORD, Story, workplace};

/// Ana, who takes no direct messages, posts a password, and a note stands there.
async fn noted() -> (Story, u64, NudgeId) {
    let mut story = workplace();
    story.is_lost("ana", Trouble::Closed);
    let message = story.posts("ana", "general", PASSWORD).await;
    story.nobody_sees_anything();
    assert_eq!(story.notes(), 1);
    story.is_back("ana");
    let nudge = story.is_kept_about("ana").await.remove(0).id;
    (story, message, nudge)
}

impl Story {
    async fn opens(&mut self, who: &str, nudge: &NudgeId) {
        let nudge = nudge.clone();
        self.does(who, EventKind::NudgeAsked { nudge }).await;
    }
}

#[tokio::test]
async fn whom_it_is_for_reads_the_nudge_and_nobody_else_does() {
    let (mut story, _, nudge) = noted().await;
    story.opens("ben", &nudge).await;
    assert_eq!(story.sees_one("ben"), Notice::NotForYou);
    story.minutes_pass(5).await;
    story.opens("ana", &nudge).await;
    let (seen, minutes) = story.sees_a_nudge("ana");
    assert_eq!((seen, minutes), (nudge, Some(10)), "the time that is left");
    assert_eq!(story.notes(), 1, "it is not settled yet");
}

#[tokio::test]
async fn the_note_goes_once_the_message_is_mended() {
    let (mut story, message, nudge) = noted().await;
    story.deletes("ana", message).await;
    assert_eq!(story.notes(), 0);
    assert_eq!(story.sees_one("ana"), Notice::Thanks);
    story.opens("ana", &nudge).await;
    assert_eq!(story.sees_one("ana"), Notice::AlreadySettled);
}

#[tokio::test]
async fn the_note_goes_once_its_author_says_why_it_is_harmless() {
    let (mut story, _, nudge) = noted().await;
    story.presses("ana", &nudge, NudgeAnswer::WillFix).await;
    assert_eq!(story.notes(), 1, "to fix it takes a moment");
    let harmless = NudgeAnswer::NotConfidential(DismissReason::Example);
    story.presses("ana", &nudge, harmless).await;
    assert_eq!(story.notes(), 0);
}

#[tokio::test]
async fn the_note_goes_with_what_is_kept_about_its_author() {
    let (mut story, _, _) = noted().await;
    story.does("ana", EventKind::ErasureAsked).await;
    assert_eq!(story.notes(), 0);
}

#[tokio::test]
async fn an_unsettled_note_does_not_outlast_its_nudge() {
    let (mut story, _, _) = noted().await;
    let days = |days: i64| days * 24 * 60;
    story.minutes_pass(days(29)).await;
    assert_eq!(story.notes(), 1);
    story.minutes_pass(days(1)).await;
    assert_eq!(story.notes(), 0);
}

#[tokio::test]
async fn a_note_that_comes_after_its_message_was_mended_goes_at_once() {
    let mut story = workplace();
    story.is_lost("ana", Trouble::Away(None));
    let message = story.posts("ana", "general", PASSWORD).await;
    story.is_lost("ana", Trouble::Closed);
    story.deletes("ana", message).await;
    story.minutes_pass(11).await;
    story.minutes_pass(11).await;
    assert_eq!(story.notes(), 0);
    assert_eq!(story.sees("ana"), [Notice::Thanks]);
}
