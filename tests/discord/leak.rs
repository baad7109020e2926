//! From a leak to its mending, in every way people write on Discord.

use bonsens_fake_discord::{Person, Post, Seen};
use bonsens_port::{Event, EventKind};
use serde_json::json;

use crate::office::{Office, PASSWORD, action};

const TOKEN: &str = "here is the key ghp_16C7e42F292c6912E7710c838347Ae178B4a";
const NUDGE: &str = "A private word";

/// The note in the channel that points someone to their nudge.
async fn note(office: &Office, who: &Person) -> Seen {
    let site = &office.site;
    office
        .shows(who, &site.general, "word for whoever wrote")
        .await
}

fn texts(events: &[Event]) -> Vec<String> {
    let text = |event: &Event| match &event.kind {
        EventKind::MessagePosted { text, .. } | EventKind::MessageEdited { text, .. } => {
            text.expose().to_owned()
        }
        other => panic!("{other:?}"),
    };
    events.iter().map(text).collect()
}

#[tokio::test]
async fn whoever_takes_no_direct_messages_finds_a_note_that_tells_others_nothing() {
    let office = Office::open().await;
    let site = &office.site;
    site.ana.closes_direct_messages();
    let message = site.ana.posts(&site.general, PASSWORD);
    let note = note(&office, &site.ben).await;
    assert_eq!(note.replies_to.as_deref(), Some(message.as_str()));
    for word in ["confidential", "password", "Tournesol", "charter", "ana"] {
        assert!(!note.words.contains(word), "{}", note.words);
    }

    office.presses(&site.ben, &note, "open-nudge");
    let refused = office.tells(&site.ben, "for someone else").await;
    assert!(refused.only_you);

    office.presses(&site.ana, &note, "open-nudge");
    let nudge = office.tells(&site.ana, NUDGE).await;
    assert!(nudge.only_you, "in the channel, and nobody else sees it");
    assert!(action(&nudge, "not-confidential").is_some());
    office.presses(&site.ana, &nudge, "will-fix");
    office.tells(&site.ana, "Edit or delete the message").await;

    site.ana
        .edits(&site.general, &message, "it is in the vault")
        .unwrap();
    let stands = || site.general.messages().iter().any(|seen| seen.from_app);
    site.discord
        .until("the note is taken away", || !stands())
        .await;
    assert!(site.ana.told().is_empty(), "nothing gets through directly");
    office.well_behaved();
}

#[tokio::test]
async fn what_is_written_in_threads_and_forums_is_seen_where_it_is() {
    let office = Office::open().await;
    let site = &office.site;
    let thread = site.ana.starts_thread(&site.general, None, "plans");
    let leak = site.ana.posts(&thread, TOKEN);
    office.tells(&site.ana, NUDGE).await;
    let flag = office
        .shows(&site.mia, &site.moderators, "Nobody has it")
        .await;
    let link = format!("{}/{}/{leak}", site.acme.id(), thread.id());
    assert!(flag.wire.to_string().contains(&link), "{}", flag.wire);
    office.presses(&site.mia, &flag, "remove");
    let sure = office.tells(&site.mia, "Remove this message").await;
    office.presses(&site.mia, &sure, "remove");
    let gone = || thread.messages().iter().all(|seen| seen.id != leak);
    site.discord
        .until("it is removed from its thread", gone)
        .await;

    let forum = site.acme.forum("questions");
    let post = site.ana.opens_post(&forum, PASSWORD, "what do you think?");
    office.settles().await;
    let events = office.heard.events("message-posted");
    let last = events.last().unwrap();
    assert_eq!(
        last.channel.as_str(),
        forum.id(),
        "the forum, whatever the post"
    );
    assert_eq!(
        texts(&events).last().unwrap(),
        &format!("{PASSWORD}\nwhat do you think?")
    );
    post.is_renamed("a question about the network");
    let mended = || office.heard.events("message-edited");
    site.discord
        .until("the new name is seen", || !mended().is_empty())
        .await;
    office.tells(&site.ana, "Nothing more to do").await;
    office.well_behaved();
}

#[tokio::test]
async fn every_way_to_write_is_seen_once_and_machines_are_not() {
    let office = Office::open().await;
    let (site, general) = (&office.site, &office.site.general);
    let first = site.ana.posts(general, "hello");
    site.ana.replies(general, &first, "hello again");
    let notes = site
        .ana
        .uploads("door-codes.txt", "text/plain", PASSWORD.as_bytes());
    let picture = site.ana.uploads("map.png", "image/png", b"Tournesol");
    site.ana.posts(
        general,
        Post::from("look").with_file(&notes).with_file(&picture),
    );
    office.tells(&site.ana, NUDGE).await;
    general.webhook_posts(TOKEN);
    site.acme.other_bot("helper").posts(general, TOKEN);
    general.unfurls(&first, "https://example.org/").unwrap();
    office.settles().await;

    let seen = texts(&office.heard.events("message-posted"));
    assert_eq!(seen.len(), 3, "{seen:?}");
    assert_eq!(seen[..2], ["hello", "hello again"]);
    for word in ["look", "door-codes.txt", PASSWORD, "map.png"] {
        assert!(seen[2].contains(word), "{seen:?}");
    }
    assert!(
        office.heard.events("message-edited").is_empty(),
        "a preview is no edit"
    );
    assert!(!site.general.messages().iter().any(|seen| seen.from_app));
    office.well_behaved();
}

#[tokio::test]
async fn nothing_is_looked_at_in_an_exempt_channel_nor_in_its_threads() {
    let office = Office::open().await;
    let site = &office.site;
    let union = site.acme.channel("union");
    let exempt = [("channel", union.id())];
    site.noa
        .commands(&site.general, "charter-admin exempt", &exempt)
        .unwrap();
    office.tells(&site.noa, "scanned").await;
    let thread = site.ana.starts_thread(&union, None, "our demands");
    site.ana.posts(&union, TOKEN);
    site.ana.posts(&thread, TOKEN);
    office.settles().await;
    assert_eq!(office.heard.events("message-posted").len(), 2);
    assert!(site.ana.told().is_empty());
    assert!(site.moderators.messages().is_empty());

    // Where it is not, the same words are.
    site.ana.posts(&site.general, TOKEN);
    office.tells(&site.ana, NUDGE).await;
    office.well_behaved();
}

#[tokio::test]
async fn guests_who_read_along_make_it_graver() {
    let mut site = crate::office::Site::prepared().await;
    let guests = site.acme.role("guests", 0);
    let shared = site.acme.private_channel("partners", &[&guests]);
    let members = site.acme.role("members", 0);
    site.ana.has(&members);
    shared.sets(&members, 1 << 10 | 1 << 11 | 1 << 16, 0);
    site.settings.servers[0].guests_role = Some(guests.id().to_owned());
    let mut office = site.with_bot();
    office.opens().await;
    let site = &office.site;
    site.ana.posts(&shared, PASSWORD);
    office.tells(&site.ana, "told now").await;
    office
        .shows(&site.mia, &site.moderators, "Nobody has it")
        .await;
    let heard = office.heard.events("message-posted");
    assert!(heard[0].audience.outsiders);
    office.well_behaved();
}

#[tokio::test]
async fn moderators_talk_about_a_flag_in_its_thread() {
    let office = Office::open().await;
    let site = &office.site;
    site.ana.posts(&site.general, TOKEN);
    let flag = office
        .shows(&site.mia, &site.moderators, "Nobody has it")
        .await;
    let opened = || !site.moderators.threads().is_empty();
    site.discord.until("a thread is there", opened).await;
    let thread = site.moderators.threads().remove(0);
    assert!(!thread.name().contains("ghp_"), "{}", thread.name());
    site.mia.posts(&thread, "who knows this key?");
    office.presses(&site.mia, &flag, "take");
    let taken = office
        .shows(&site.mia, &site.moderators, "A moderator has it")
        .await;
    assert_eq!(taken.id, flag.id, "one message that changes");
    office.presses(&site.mia, &taken, "confirm");
    let settled = office.shows(&site.mia, &site.moderators, "Confirmed").await;
    assert_eq!(settled.id, flag.id);
    assert_eq!(site.moderators.threads().len(), 1);
    assert_eq!(action(&settled, "take"), None, "it is settled");
    office.well_behaved();
}

#[tokio::test]
async fn an_embed_that_a_person_forwards_is_read() {
    let office = Office::open().await;
    let site = &office.site;
    let embed = json!({"type": "rich", "title": "minutes", "description": PASSWORD});
    site.ana
        .posts(&site.general, Post::from("see").with_embed(embed));
    office.tells(&site.ana, NUDGE).await;
    office.well_behaved();
}
