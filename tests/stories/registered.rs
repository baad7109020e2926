//! What an organisation registered as confidential, from its admin to whoever pastes a part of it.

use bonsens::compose::open_store;
use bonsens_port::{DismissReason, NudgeAnswer};

use crate::canary::{bytes_under, holds};
use crate::scenario::{workplace, workplace_with};

const PLAN: &str = "# Project plan

The board intends to close the Villebrune workshop before the third quarter ends, once the remaining \
coils have been sold and the lathes moved to the harbour site. All forty-two employees will be offered \
a post within sixty miles, with a relocation bonus worth five months of wages.

Buying the Kermalec foundry will be announced in spring; the lowest acceptable price is set at eleven \
million, payable in three instalments, provided that an independent surveyor inspects the polluted \
ground before anybody signs.";

const PASTED: &str = "FYI: buying the kermalec foundry will be announced in spring, the lowest acceptable \
price is set at eleven million, payable in three instalments :)";

#[tokio::test]
async fn a_pasted_part_is_told_to_its_author_by_its_kind() {
    let mut story = workplace();
    story.registers("plan.md", PLAN).await;
    story.posts("ana", "general", PASTED).await;
    let (nudge, _) = story.sees_a_nudge("ana");
    let (said, _) = story.latest();
    let kind = "Part of a document registered as confidential";
    assert!(said.contains(kind), "{said}");
    assert!(!said.contains("foundry"), "{said}");
    let answer = NudgeAnswer::NotConfidential(DismissReason::Public);
    story.presses("ana", &nudge, answer).await;
    story.sees("ana");
    story.posts("ana", "general", PASTED).await;
    story.nobody_sees_anything();
}

#[tokio::test]
async fn a_draft_is_looked_at_an_exempt_channel_is_not_and_talk_of_it_is_free() {
    let mut story = workplace();
    story.registers("plan.md", PLAN).await;
    story.posts("ana", "union", PASTED).await;
    let talk =
        "they want to close the workshop and buy a foundry, has anybody asked about the employees?";
    story.posts("ana", "general", talk).await;
    story.nobody_sees_anything();
    story.checks("ana", PASTED).await;
    let (said, _) = story.latest();
    assert!(said.contains("registered as confidential"), "{said}");
}

#[tokio::test]
async fn what_the_charter_says_too_may_be_quoted() {
    let mut story = workplace();
    let (_, _, charter) = bonsens::charter::SAMPLES[1];
    let said = charter.split("\n\n").max_by_key(|text| text.len()).unwrap();
    story
        .registers("all.md", &format!("{PLAN}\n\n{said}"))
        .await;
    story.posts("ana", "general", said).await;
    story.nobody_sees_anything();
    story.posts("ana", "general", PASTED).await;
    story.sees_a_nudge("ana");
}

#[tokio::test]
async fn a_registered_value_is_seen_and_its_neighbours_are_not() {
    let mut story = workplace();
    story
        .registers_values("clients", "KLM-77402\nOstrander & Finch")
        .await;
    story.posts("ana", "general", "KLM-77403 is free").await;
    story.nobody_sees_anything();
    story
        .posts(
            "ana",
            "general",
            "ostrander and finch, or Ostrander & Finch?",
        )
        .await;
    story.sees_a_nudge("ana");
    let (said, _) = story.latest();
    assert!(said.contains("Value registered as confidential"), "{said}");
}

/// Words that are only in the document, and in its name.
const CANARIES: [&str; 5] = ["villebrune", "kermalec", "foundry", "lathes", "wagtail"];

#[tokio::test]
async fn nothing_of_the_document_is_on_the_disk() {
    let folder = tempfile::tempdir().unwrap();
    let mut story = workplace_with(|_| {}, open_store(folder.path()).unwrap());
    story.registers("wagtail.md", PLAN).await;
    story.registers_values("wagtail", "Kermalec-77402").await;
    story.posts("ana", "general", PASTED).await;
    story.sees_a_nudge("ana");
    story.minutes_pass(15).await;
    assert_eq!(story.moderators_see().len(), 1);
    let on_disk = bytes_under(folder.path());
    assert!(holds(&on_disk, "registered/"), "nothing was looked at");
    let shown = format!("{:?}", story.all);
    for word in CANARIES {
        assert!(!holds(&on_disk, word), "{word} is on the disk");
        assert!(!holds(shown.as_bytes(), word), "{word} was shown");
    }
}
