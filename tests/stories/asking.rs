//! What people ask for: answers, a look at a draft, and what is kept about them.

use bonsens_port::{DismissReason, EventKind, FlagAct, MessageId, MessageText, Notice, Severity};

use crate::scenario::{PASSWORD, TOKEN, workplace};

#[tokio::test]
async fn a_question_is_answered_privately_with_the_article() {
    let mut story = workplace();
    story
        .asks("ben", "can a journalist call me about my work?")
        .await;
    let Notice::Answer { citation, .. } = story.sees_one("ben") else {
        panic!("no answer")
    };
    assert!(
        citation.section.contains("ournalist"),
        "{}",
        citation.section
    );
    story.nobody_sees_anything();
}

#[tokio::test]
async fn a_draft_is_looked_at_and_forgotten() {
    let mut story = workplace();
    story.checks("ana", PASSWORD).await;
    let Notice::Draft { findings, .. } = story.sees_one("ana") else {
        panic!("no draft")
    };
    assert_eq!(findings.len(), 1);
    assert_eq!(story.is_kept_about("ana").await, []);
    story.minutes_pass(60).await;
    story.nobody_sees_anything();
}

#[tokio::test]
async fn ana_sees_what_is_kept_about_her_and_has_it_erased() {
    let mut story = workplace();
    story.posts("ana", "general", PASSWORD).await;
    story.sees_a_nudge("ana");
    assert_eq!(story.is_kept_about("ana").await.len(), 1);
    story.does("ana", EventKind::ErasureAsked).await;
    assert_eq!(
        story.sees_one("ana"),
        Notice::Erased {
            nudges: 1,
            requests: 0
        }
    );
    assert_eq!(story.is_kept_about("ana").await, []);
    story.minutes_pass(60).await;
    story.nobody_sees_anything();
}

#[tokio::test]
async fn what_is_kept_goes_after_its_time() {
    let mut story = workplace();
    story.posts("ana", "general", PASSWORD).await;
    story.sees_a_nudge("ana");
    story.minutes_pass(29 * 24 * 60).await;
    story.sees("ana");
    assert_eq!(story.is_kept_about("ana").await.len(), 1);
    story.minutes_pass(2 * 24 * 60).await;
    assert_eq!(story.is_kept_about("ana").await, []);
    assert_eq!(story.store.flags().await.unwrap(), []);
}

#[tokio::test]
async fn a_question_asked_in_a_thread_is_answered_there_before_everyone() {
    let mut story = workplace();
    let question = MessageText::new("can a journalist call me about my work?");
    story
        .does(
            "ben",
            EventKind::QuestionAsked {
                text: question,
                previous: None,
                thread: Some(MessageId::new("7")),
            },
        )
        .await;
    assert!(matches!(
        story.thread_shows("general", "7").as_slice(),
        [Notice::Answer { .. }]
    ));
    story.nobody_sees_anything();
}

#[tokio::test]
async fn moderators_ask_which_flags_are_open_and_nobody_else_is_told() {
    let mut story = workplace();
    story.posts("ana", "general", PASSWORD).await;
    story.minutes_pass(15).await;
    let settled = story.moderators_see().remove(0).id;
    let dismissed = FlagAct::Dismiss(DismissReason::Public);
    story.handles("mia", &settled, dismissed).await;
    story.posts("ana", "team", "the alarm code is 9041").await;
    story.minutes_pass(60).await;
    story.posts("ben", "general", TOKEN).await;
    story.does("mia", EventKind::FlagsAsked).await;
    let Notice::OpenFlags { flags, more } = story.sees_one("mia") else {
        panic!("no list")
    };
    let severities: Vec<_> = flags.iter().map(|(_, nudge)| nudge.severity).collect();
    assert_eq!(
        (severities.as_slice(), more),
        (&[Severity::Critical, Severity::High][..], 0),
        "the gravest first, the settled one not at all"
    );
    story.sees("ana");
    story.does("ana", EventKind::FlagsAsked).await;
    assert_eq!(story.sees_one("ana"), Notice::NotForYou);
}
