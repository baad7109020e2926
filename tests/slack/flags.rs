//! What moderators do about a flag.

use bonsens_fake_slack::{Options, RoomKind, Seen};
use bonsens_port::ChannelId;

use crate::office::{Core, Office, Site, Way};

/// Critical anywhere: moderators are told at once.
const TOKEN: &str = "here is the key ghp_16C7e42F292c6912E7710c838347Ae178B4a";

async fn leak(office: &Office) -> (String, Seen) {
    let ts = office.ana.posts(&office.general, TOKEN);
    let flag = office
        .shows(&office.ben, &office.moderators, "A message to look at")
        .await;
    (ts, flag)
}

#[tokio::test]
async fn a_moderator_removes_a_message_once_sure_and_its_author_is_told() {
    let office = Office::open().await;
    let (ts, flag) = leak(&office).await;
    let (room, press) = (&office.moderators, "bonsens:remove");
    let asked = office.ben.is_asked(room, &flag.ts, press).unwrap();
    assert!(asked.text.contains("can't be undone"), "{asked:?}");
    office.ben.confirms(room, &flag.ts, press).unwrap();
    office.tells(&office.ana, "removed your message").await;
    let there = || office.general.messages().iter().any(|seen| seen.ts == ts);
    office.slack.until("it is gone", || !there()).await;
    let settled = office.shows(&office.ben, room, "was removed").await;
    assert_eq!(settled.ts, flag.ts, "one message that changes");
    assert!(settled.actions().is_empty());
    office.slack.quiet().await;
    let thanked = office.ana.sees(&office.general);
    let thanked = thanked.iter().any(|seen| seen.words.contains("Thank"));
    assert!(!thanked, "she did not mend it herself");
    office.well_behaved();
}

#[tokio::test]
async fn what_slack_does_not_let_go_stays_with_the_moderator() {
    let office = Office::open().await;
    let (_, flag) = leak(&office).await;
    let refused = bonsens_fake_slack::Fault::Error("cant_delete_message");
    office.slack.fail("chat.delete", 1, refused);
    office
        .ben
        .confirms(&office.moderators, &flag.ts, "bonsens:remove")
        .unwrap();
    office.tells(&office.ben, "can't remove").await;
    let taken = office
        .shows(&office.ben, &office.moderators, "A moderator has it")
        .await;
    assert!(taken.actions().contains(&"bonsens:remove".to_owned()));
    office.well_behaved();
}

#[tokio::test]
async fn moderators_see_who_has_a_flag_and_talk_about_it_under_it() {
    let office = Office::open().await;
    let (_, flag) = leak(&office).await;
    office
        .ben
        .presses(&office.moderators, &flag.ts, "bonsens:take")
        .unwrap();
    let taken = office
        .shows(&office.ben, &office.moderators, "Handled by")
        .await;
    let named = format!("<@{}>", office.ben.id());
    assert!(taken.wire.to_string().contains(&named));
    assert!(taken.words.contains("in the thread"), "{}", taken.words);
    let said = "I'll call her";
    office.ben.replies(&office.moderators, &flag.ts, said);
    office.slack.quiet().await;
    let thread = office.ben.sees_replies(&office.moderators, &flag.ts);
    assert!(thread.iter().any(|seen| seen.words == said));
    assert!(!taken.wire.to_string().contains("ghp_"));
    office.well_behaved();
}

#[tokio::test]
async fn a_colleague_who_finds_the_button_is_refused_kindly() {
    let office = Office::open().await;
    let (_, flag) = leak(&office).await;
    office.ana.joins(&office.moderators);
    office
        .ana
        .confirms(&office.moderators, &flag.ts, "bonsens:remove")
        .unwrap();
    office
        .shows(&office.ana, &office.moderators, "for someone else")
        .await;
    office.slack.quiet().await;
    assert_eq!(office.slack.calls("chat.delete").len(), 0);
    office.well_behaved();
}

#[tokio::test]
async fn without_a_group_whoever_is_in_the_private_channel_acts() {
    let mut site = Site::prepared(&Way::Socket, Options::hurried()).await;
    site.settings.workspaces[0].moderators_group = None;
    let eve = site.acme.member("eve");
    let mut office = site.with(Core::default());
    office.opens().await;
    let (_, flag) = leak(&office).await;
    // The id of a flag is no way in.
    office
        .ben
        .presses(&office.moderators, &flag.ts, "bonsens:take")
        .unwrap();
    office
        .shows(&office.ben, &office.moderators, "A moderator has it")
        .await;
    eve.joins(&office.general);
    eve.commands(&office.general, "/charter", "flags");
    office
        .shows(&eve, &office.general, "for someone else")
        .await;
    let roles = office.heard.events("flag-handled");
    assert_eq!(roles[0].role, bonsens_port::Role::Moderator);
    office.well_behaved();
}

#[tokio::test]
async fn without_a_group_nobody_acts_in_a_channel_anyone_can_join() {
    let mut site = Site::prepared(&Way::Socket, Options::hurried()).await;
    let open = site.acme.room("open", RoomKind::Public, &[&site.ben]);
    let served = &mut site.settings.workspaces[0];
    served.moderators_group = None;
    served.moderators_channel = ChannelId::new(open.id());
    let mut office = site.with(Core::default());
    office.opens().await;
    office.ana.posts(&office.general, TOKEN);
    let flag = office
        .shows(&office.ben, &open, "A message to look at")
        .await;
    office.ben.presses(&open, &flag.ts, "bonsens:take").unwrap();
    office.shows(&office.ben, &open, "for someone else").await;
    office.well_behaved();
}
