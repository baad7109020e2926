//! How far the bot goes, and who decides it.

use bonsens::trust::Accountability;
use bonsens_port::{Mode, Notice, Requirement};
use bonsens_sim::Workplace;

use crate::scenario::{PASSWORD, TOKEN, workplace, workplace_in, workplace_where};

#[tokio::test]
async fn observing_counts_rules_and_speaks_to_nobody() {
    let mut story = workplace_in(Mode::Observe);
    story.posts("ana", "general", TOKEN).await;
    story.nobody_sees_anything();
    let workspace = Workplace::workspace();
    let counted = story
        .store
        .count(&workspace, "credential.github-token")
        .await
        .unwrap();
    assert_eq!(counted, 1);
    assert_eq!(story.is_kept_about("ana").await, []);
}

#[tokio::test]
async fn nudging_alone_never_tells_the_moderators() {
    let mut story = workplace_in(Mode::Nudge);
    story.posts("ana", "partners", TOKEN).await;
    assert_eq!(story.sees_a_nudge("ana").1, None);
    story.minutes_pass(60).await;
    story.nobody_sees_anything();
}

#[tokio::test]
async fn only_an_admin_sets_the_mode_and_it_holds_from_then_on() {
    let mut story = workplace_in(Mode::Observe);
    for other in ["ana", "mia"] {
        story.sets_the_mode(other, Mode::NudgeAndFlag).await;
        assert_eq!(story.sees_one(other), Notice::NotForYou);
    }
    story.posts("ana", "general", TOKEN).await;
    story.nobody_sees_anything();
    story.sets_the_mode("noa", Mode::NudgeAndFlag).await;
    assert_eq!(story.sees_one("noa"), Notice::ModeSet(Mode::NudgeAndFlag));
    story.posts("ana", "general", TOKEN).await;
    story.sees_a_nudge("ana");
    assert_eq!(story.moderators_see().len(), 1);
}

#[tokio::test]
async fn without_a_complete_record_nobody_is_spoken_to_whatever_was_set() {
    let mut story = workplace_where(|policy| {
        policy.mode = Mode::NudgeAndFlag;
        policy.accountability = Accountability {
            impact_assessed: None,
            ..policy.accountability.clone()
        };
    });
    story.posts("ana", "general", TOKEN).await;
    story.nobody_sees_anything();
    story.sets_the_mode("noa", Mode::Nudge).await;
    let Notice::ModeRefused { missing, .. } = story.sees_one("noa") else {
        panic!("not refused")
    };
    assert_eq!(missing, [Requirement::ImpactAssessed]);
    story.asks("ben", "can a journalist call me?").await;
    assert!(matches!(story.sees_one("ben"), Notice::Answer { .. }));
}

#[tokio::test]
async fn a_mode_that_no_longer_flags_lets_open_windows_end_quietly() {
    let mut story = workplace();
    story.posts("ana", "general", PASSWORD).await;
    story.sees_a_nudge("ana");
    story.sets_the_mode("noa", Mode::Nudge).await;
    story.sees_one("noa");
    story.minutes_pass(60).await;
    story.nobody_sees_anything();
}
