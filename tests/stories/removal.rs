//! A moderator removes a message, where the platform lets them.

use bonsens_port::{FlagAct, FlagId, FlagState, Notice};

use crate::scenario::{Story, TOKEN, workplace};

impl Story {
    /// Ana leaks something that is flagged at once.
    async fn ana_leaks(&mut self) -> (u64, FlagId) {
        let message = self.posts("ana", "general", TOKEN).await;
        self.sees("ana");
        let flags = self.moderators_see();
        (message, flags[0].id.clone())
    }

    fn states(&mut self) -> Vec<FlagState> {
        let flags = self.moderators_see().into_iter();
        flags.map(|flag| flag.state).collect()
    }
}

#[tokio::test]
async fn mia_removes_a_message_and_its_author_is_told_kindly() {
    let mut story = workplace();
    let (message, flag) = story.ana_leaks().await;
    story.handles("mia", &flag, FlagAct::Remove).await;
    assert_eq!(story.removed(), [message.to_string()]);
    assert_eq!(story.states(), [FlagState::Removing, FlagState::Removed]);
    assert_eq!(story.sees_an_outcome("ana"), FlagState::Removed);

    // The platform tells of it as well: nothing more is said.
    story.deletes("ana", message).await;
    story.handles("mia", &flag, FlagAct::Remove).await;
    assert_eq!(story.sees_one("mia"), Notice::AlreadySettled);
    assert!(story.removed().is_empty());
    story.nobody_sees_anything();
}

#[tokio::test]
async fn what_cannot_be_removed_stays_with_the_moderator_who_tried() {
    let mut story = workplace();
    let (_, flag) = story.ana_leaks().await;
    story.nothing_can_be_removed();
    story.handles("mia", &flag, FlagAct::Remove).await;
    assert!(matches!(story.sees_one("mia"), Notice::NotRemoved(_)));
    assert_eq!(story.states(), [FlagState::Removing, FlagState::Taken]);
    story.nobody_sees_anything();
    story.handles("noa", &flag, FlagAct::Confirm).await;
    assert_eq!(story.states(), [FlagState::Confirmed]);
}

#[tokio::test]
async fn moderators_see_who_handles_a_flag() {
    let mut story = workplace();
    let (_, flag) = story.ana_leaks().await;
    story.handles("mia", &flag, FlagAct::Take).await;
    let (words, _) = story.latest();
    assert!(words.contains("mia"), "{words}");
    assert!(!words.contains("ana"), "{words}");
}

#[tokio::test]
async fn an_employee_removes_nothing() {
    let mut story = workplace();
    let (_, flag) = story.ana_leaks().await;
    story.handles("ben", &flag, FlagAct::Remove).await;
    assert_eq!(story.sees_one("ben"), Notice::NotForYou);
    assert!(story.removed().is_empty() && story.states().is_empty());
}
