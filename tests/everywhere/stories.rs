//! The stories themselves.

use super::{Fill, Place, Stage, Want};

/// High severity inside: its author has a quarter of an hour.
const PASSWORD: &str = "the wifi password is Tournesol!42";
/// Critical anywhere: moderators are told at once.
const TOKEN: &str = "here is the key ghp_16C7e42F292c6912E7710c838347Ae178B4a";
const QUESTION: &str = "can a journalist call me about my work?";
const UNHEARD: &str = "how many parking places does the moon have?";

const NUDGE: &str = "A private word";
const NOT_YOURS: &str = "for someone else";

/// No word of a leak is in what the bot says of it.
fn says_nothing_of_it(words: &str) {
    for secret in ["Tournesol", "ghp_16C7e42F"] {
        assert!(!words.contains(secret), "{words}");
    }
}

pub async fn a_password_is_mended_and_its_author_thanked<S: Stage>() {
    let mut stage = S::open().await;
    let message = stage.posts("ana", PASSWORD).await;
    let nudge = stage.sees("ana", Place::Private, NUDGE).await;
    says_nothing_of_it(&nudge);
    stage.presses("ana", "will-fix", Fill::Nothing).await;
    stage
        .sees("ana", Place::Private, "Edit or delete the message")
        .await;
    let mended = "the wifi password is in the vault";
    stage.edits("ana", &message, mended).await;
    stage
        .sees("ana", Place::Private, "Nothing more to do")
        .await;
    stage.minutes_pass(20).await;
    assert_eq!(stage.counts("mia", Place::Moderators, "").await, 0);
    assert_eq!(stage.counts("ben", Place::Private, "").await, 0);
    assert_eq!(stage.counts("ben", Place::General, "").await, 0);
    stage.keeps_the_rules();
}

pub async fn a_token_is_flagged_at_once_and_confirmed<S: Stage>() {
    let mut stage = S::open().await;
    stage.posts("ana", TOKEN).await;
    says_nothing_of_it(&stage.sees("ana", Place::Private, NUDGE).await);
    let flag = stage
        .sees("mia", Place::Moderators, "Nobody has it yet")
        .await;
    says_nothing_of_it(&flag);
    stage.presses("mia", "take", Fill::Nothing).await;
    stage
        .sees("mia", Place::Moderators, "A moderator has it")
        .await;
    stage.presses("mia", "confirm", Fill::Nothing).await;
    stage
        .sees("mia", Place::Moderators, "Confirmed as a leak")
        .await;
    stage
        .sees("ana", Place::Private, "this should not stay there")
        .await;
    stage.keeps_the_rules();
}

pub async fn a_flag_is_raised_once_the_window_is_over_and_closes_when_the_message_goes<S: Stage>() {
    let mut stage = S::open().await;
    let message = stage.posts("ana", PASSWORD).await;
    stage.sees("ana", Place::Private, NUDGE).await;
    stage.minutes_pass(14).await;
    assert_eq!(stage.counts("mia", Place::Moderators, "").await, 0);
    stage.minutes_pass(1).await;
    stage
        .sees("mia", Place::Moderators, "Nobody has it yet")
        .await;
    stage
        .sees("ana", Place::Private, "have been told about your message")
        .await;
    stage.deletes("ana", &message).await;
    stage
        .sees("mia", Place::Moderators, "Fixed by its author")
        .await;
    stage
        .sees("ana", Place::Private, "Nothing more to do")
        .await;
    stage.keeps_the_rules();
}

pub async fn a_finding_said_to_be_harmless_is_not_raised_again<S: Stage>() {
    let mut stage = S::open().await;
    stage.posts("ana", PASSWORD).await;
    stage.sees("ana", Place::Private, NUDGE).await;
    let example = Fill::Reason("example");
    stage.presses("ana", "not-confidential", example).await;
    stage.sees("ana", Place::Private, "Understood").await;
    stage.posts("ben", PASSWORD).await;
    stage.minutes_pass(20).await;
    assert_eq!(stage.counts("ben", Place::Private, "").await, 0);
    assert_eq!(stage.counts("ana", Place::Private, NUDGE).await, 1);
    assert_eq!(stage.counts("mia", Place::Moderators, "").await, 0);
    stage.keeps_the_rules();
}

pub async fn only_a_moderator_acts_on_a_flag<S: Stage>() {
    let mut stage = S::open().await;
    stage.posts("ana", TOKEN).await;
    stage
        .sees("ben", Place::Moderators, "Nobody has it yet")
        .await;
    stage.presses("ben", "take", Fill::Nothing).await;
    stage.sees("ben", Place::Private, NOT_YOURS).await;
    stage
        .sees("mia", Place::Moderators, "Nobody has it yet")
        .await;
    stage.keeps_the_rules();
}

pub async fn a_flag_that_is_no_leak_is_dismissed<S: Stage>() {
    let mut stage = S::open().await;
    stage.posts("ana", TOKEN).await;
    stage
        .sees("mia", Place::Moderators, "Nobody has it yet")
        .await;
    let public = Fill::Reason("public");
    stage.presses("mia", "dismiss", public).await;
    stage.sees("mia", Place::Moderators, "Not a leak").await;
    stage.sees("ana", Place::Private, "all is well").await;
    stage.posts("ben", TOKEN).await;
    assert_eq!(stage.counts("ben", Place::Private, "").await, 0);
    stage.keeps_the_rules();
}

pub async fn a_moderator_has_a_message_removed<S: Stage>() {
    let mut stage = S::open().await;
    stage.posts("ana", TOKEN).await;
    stage.posts("ana", "good morning").await;
    stage
        .sees("mia", Place::Moderators, "Nobody has it yet")
        .await;
    stage.presses("mia", "remove", Fill::Nothing).await;
    stage
        .sees("mia", Place::Moderators, "The message was removed")
        .await;
    stage
        .sees("ana", Place::Private, "removed your message")
        .await;
    assert_eq!(stage.written().await, ["good morning"]);
    stage.keeps_the_rules();
}

pub async fn the_charter_answers_with_its_source_or_says_that_it_does_not<S: Stage>() {
    let mut stage = S::open().await;
    stage.asks("ana", QUESTION).await;
    let answer = stage.sees("ana", Place::Private, "journalist").await;
    assert!(answer.contains("Source"), "{answer}");
    stage.presses("ana", "helpful", Fill::Nothing).await;
    stage.sees("ana", Place::Private, "good to know").await;
    stage.asks("ana", UNHEARD).await;
    stage.sees("ana", Place::Private, "does not say").await;
    assert_eq!(stage.counts("ben", Place::General, "").await, 0);
    stage.keeps_the_rules();
}

pub async fn a_person_answers_what_the_charter_does_not<S: Stage>() {
    let mut stage = S::open().await;
    stage.asks("ana", UNHEARD).await;
    stage.sees("ana", Place::Private, "does not say").await;
    let note = Fill::Text("For a garden party.");
    stage.presses("ana", "ask-about", note).await;
    stage.sees("ana", Place::Private, "without your name").await;
    let request = stage.sees("mia", Place::Helpdesk, "garden party").await;
    assert!(request.contains(UNHEARD), "{request}");
    assert!(!request.contains("ana"), "{request}");
    let reply = Fill::Text("Twelve.");
    stage.presses("mia", "reply", reply).await;
    stage.sees("mia", Place::Helpdesk, "Answered").await;
    let answer = stage.sees("ana", Place::Private, "Twelve.").await;
    assert!(answer.contains("A person answers"), "{answer}");
    stage.keeps_the_rules();
}

pub async fn a_draft_is_looked_at_and_forgotten<S: Stage>() {
    let mut stage = S::open().await;
    stage.checks("ana", TOKEN).await;
    let seen = stage.sees("ana", Place::Private, "already forgotten").await;
    says_nothing_of_it(&seen);
    stage.checks("ana", "good morning everyone").await;
    stage
        .sees("ana", Place::Private, "nothing confidential")
        .await;
    stage.wants("ana", Want::AboutMe).await;
    stage
        .sees("ana", Place::Private, "keep nothing about you")
        .await;
    assert_eq!(stage.counts("mia", Place::Moderators, "").await, 0);
    stage.keeps_the_rules();
}

pub async fn what_is_kept_about_someone_is_shown_and_erased<S: Stage>() {
    let mut stage = S::open().await;
    stage.posts("ana", PASSWORD).await;
    stage.sees("ana", Place::Private, NUDGE).await;
    stage.wants("ana", Want::AboutMe).await;
    let kept = stage
        .sees("ana", Place::Private, "moderators were not told")
        .await;
    says_nothing_of_it(&kept);
    stage.wants("ana", Want::ForgetMe).await;
    stage.sees("ana", Place::Private, "rased").await;
    stage.minutes_pass(20).await;
    assert_eq!(stage.counts("mia", Place::Moderators, "").await, 0);
    stage.keeps_the_rules();
}

const CHARTER: &str = "---\nid: town\nversion: 1\n---\n# Town charter\n\n## Badges\n\n\
    Wear your badge at the reception desk at all times.\n";
const BADGE: &str = "do I wear a badge at the reception desk?";

pub async fn an_admin_publishes_a_charter_and_takes_it_back<S: Stage>() {
    let mut stage = S::open().await;
    stage.hands_in("noa", "town.md", CHARTER).await;
    let preview = stage
        .sees("noa", Place::Private, "It answers nobody yet")
        .await;
    assert!(preview.contains("Badges"), "{preview}");
    stage.presses("noa", "publish", Fill::Nothing).await;
    stage
        .sees("noa", Place::Private, "answers from now on")
        .await;
    stage.asks("ana", BADGE).await;
    stage.sees("ana", Place::Private, "Town charter").await;
    stage
        .sees("noa", Place::Private, "answers from now on")
        .await;
    stage.presses("noa", "roll-back", Fill::Nothing).await;
    stage
        .sees("noa", Place::Private, "the configuration answer again")
        .await;
    stage.asks("ana", BADGE).await;
    assert_eq!(stage.counts("ana", Place::Private, "Town charter").await, 1);
    stage.keeps_the_rules();
}

pub async fn what_only_admins_and_moderators_see_stays_theirs<S: Stage>() {
    let mut stage = S::open().await;
    stage.asks("ana", UNHEARD).await;
    stage.sees("ana", Place::Private, "does not say").await;
    for want in [Want::Flags, Want::Admin, Want::Unanswered] {
        let before = stage.counts("ben", Place::Private, NOT_YOURS).await;
        stage.wants("ben", want).await;
        stage.sees("ben", Place::Private, NOT_YOURS).await;
        let after = stage.counts("ben", Place::Private, NOT_YOURS).await;
        assert_eq!(after, before + 1, "{want:?}");
    }
    stage.wants("mia", Want::Flags).await;
    stage.sees("mia", Place::Private, "No flag is open").await;
    stage.wants("noa", Want::Unanswered).await;
    let unanswered = stage.sees("noa", Place::Private, UNHEARD).await;
    assert!(!unanswered.contains("ana"), "{unanswered}");
    stage.keeps_the_rules();
}

pub async fn anyone_gets_a_tip<S: Stage>() {
    let mut stage = S::open().await;
    stage.wants("ana", Want::Tip).await;
    stage.sees("ana", Place::Private, "Tip of the week").await;
    stage.keeps_the_rules();
}
