//! What people write where others read it.

use bonsens_fake_discord::{Fault, Post};
use bonsens_port::EventKind;
use serde_json::json;

use crate::office::Office;

#[tokio::test]
async fn a_message_comes_with_who_wrote_it_where_and_who_reads_it() {
    let office = Office::open().await;
    let id = office.ana.posts(&office.general, "a secret");
    let event = office.given(1).await;
    assert_eq!(event.id.as_str(), format!("discord/posted/{id}"));
    assert_eq!(event.workspace.as_str(), office.acme.id());
    assert_eq!(event.channel.as_str(), office.general.id());
    assert_eq!(event.author.as_str(), office.ana.id());
    // Three people, the owner and the bot.
    assert_eq!(
        (event.audience.members, event.audience.outsiders),
        (Some(5), true)
    );
    let EventKind::MessagePosted { message, .. } = &event.kind else {
        panic!("{event:?}");
    };
    assert_eq!(message.as_str(), id);
    office.discord.assert_well_behaved();
}

#[tokio::test]
async fn who_reads_a_channel_follows_what_its_roles_may_see() {
    let office = Office::open().await;
    let closed = office.acme.private_channel("closed", &[]);
    office.ana.posts(&closed, "secret 1");
    let event = office.given(1).await;
    assert_eq!(
        (event.audience.members, event.audience.outsiders),
        (None, false)
    );

    let shared = office.acme.private_channel("shared", &[&office.guests]);
    office.ana.posts(&shared, "secret 2");
    let event = office.given(2).await;
    assert_eq!(
        (event.audience.members, event.audience.outsiders),
        (None, true)
    );

    // Later guests are let in, and a guest writes where nobody expected one.
    closed.sets(
        &office.guests,
        bonsens_fake_discord::permissions::VIEW_CHANNEL,
        0,
    );
    office.ana.posts(&closed, "secret 3");
    assert!(office.given(3).await.audience.outsiders);
    let other = office.acme.private_channel("other", &[]);
    office.ben.has(&office.guests);
    office.ben.posts(&other, "secret 4");
    assert!(office.given(4).await.audience.outsiders);
    office.ana.posts(&other, "secret 5");
    assert!(
        office.given(5).await.audience.outsiders,
        "a guest wrote here lately"
    );
}

#[tokio::test]
async fn almost_every_message_is_nothing_and_nobody_is_looked_up_for_it() {
    let office = Office::open().await;
    let before = office.discord.calls("*").len();
    for _ in 0..20 {
        office.ana.posts(&office.general, "hello");
    }
    assert!(office.heard().await.is_empty());
    assert_eq!(office.core.looked_at().len(), 20);
    assert_eq!(office.discord.calls("*").len(), before);
}

#[tokio::test]
async fn an_edit_is_looked_at_and_a_preview_is_none() {
    let office = Office::open().await;
    let id = office
        .ana
        .posts(&office.general, "a secret at https://example.org");
    office.given(1).await;
    office.general.unfurls(&id, "https://example.org").unwrap();
    office
        .ana
        .edits(&office.general, &id, "a better text")
        .unwrap();
    office.given(2).await;
    office
        .ana
        .edits(&office.general, &id, "a better text")
        .unwrap();
    office.ana.deletes(&office.general, &id).unwrap();
    let heard = office.heard().await;
    let expected = [
        r#"Employee message-posted "a secret at https://example.org""#,
        r#"Employee message-edited "a better text""#,
        "Employee message-deleted",
    ];
    assert_eq!(heard, expected);
    assert_eq!(office.bot.ignored()["same-text"], 2);
    let ids: Vec<_> = office
        .core
        .taken()
        .iter()
        .map(|event| event.id.to_string())
        .collect();
    assert!(
        ids[1].starts_with(&format!("discord/edited/{id}/")),
        "{ids:?}"
    );
    assert_eq!(ids[2], format!("discord/deleted/{id}"));
}

#[tokio::test]
async fn what_is_deleted_at_once_is_deleted_one_by_one() {
    let office = Office::open().await;
    let first = office.ana.posts(&office.general, "secret 1");
    let second = office.ana.posts(&office.general, "nothing");
    let third = office.ana.posts(&office.general, "secret 2");
    office.given(2).await;
    office.general.is_purged(&[&first, &second, &third]);
    office.given(4).await;
    let gone = office.heard().await;
    assert_eq!(
        &gone[2..],
        ["Employee message-deleted", "Employee message-deleted"]
    );
}

#[tokio::test]
async fn a_thread_is_in_its_channel_and_what_is_in_it_goes_with_it() {
    let office = Office::open().await;
    let thread = office.ana.starts_thread(&office.general, None, "Lunch");
    let id = office.ben.posts(&thread, "a secret");
    let event = office.given(1).await;
    assert_eq!(event.channel.as_str(), office.general.id());
    let EventKind::MessagePosted { message, .. } = &event.kind else {
        panic!("{event:?}");
    };
    assert_eq!(message.as_str(), format!("{}.{id}", thread.id()));
    thread.is_deleted();
    let event = office.given(2).await;
    let EventKind::MessageDeleted { message } = &event.kind else {
        panic!("{event:?}");
    };
    assert_eq!(message.as_str(), format!("{}.{id}", thread.id()));
    assert_eq!(event.channel.as_str(), office.general.id());
}

#[tokio::test]
async fn a_post_begins_with_its_title_and_another_title_is_an_edit() {
    let office = Office::open().await;
    let forum = office.acme.forum("ideas");
    let post = office
        .ana
        .opens_post(&forum, "The secret plan", "what do you think?");
    let event = office.given(1).await;
    assert_eq!(event.channel.as_str(), forum.id());
    office.ben.posts(&post, "fine");
    post.is_renamed("The plan");
    let event = office.given(2).await;
    let EventKind::MessageEdited { message, .. } = &event.kind else {
        panic!("{event:?}");
    };
    assert_eq!(message.as_str(), format!("{0}.{0}", post.id()));
    post.is_archived();
    let heard = office.heard().await;
    let expected = [
        r#"Employee message-posted "The secret plan\nwhat do you think?""#,
        r#"Employee message-edited "The plan\nwhat do you think?""#,
    ];
    assert_eq!(heard, expected);
    office.discord.assert_well_behaved();
}

#[tokio::test]
async fn small_text_files_are_read_with_their_message() {
    let office = Office::open().await;
    let notes = office
        .ana
        .uploads("notes.txt", "text/plain", b"the secret is here");
    let photo = office
        .ana
        .uploads("photo.png", "image/png", b"secret bytes");
    let both = Post::from("two files").with_file(&notes).with_file(&photo);
    office.ana.posts(&office.general, both);
    office.given(1).await;
    let large = office.ana.uploads(
        "large.txt",
        "text/plain",
        "secret ".repeat(20_000).as_bytes(),
    );
    office
        .ana
        .posts(&office.general, Post::from("large").with_file(&large));
    let expected =
        [r#"Employee message-posted "two files\nnotes.txt\nphoto.png\nthe secret is here""#];
    assert_eq!(office.heard().await, expected);
}

#[tokio::test]
async fn a_message_whose_file_can_not_be_had_is_read_without_it() {
    let office = Office::open().await;
    let notes = office.ana.uploads("notes.txt", "text/plain", b"more");
    office.discord.fail("GET /cdn", 1, Fault::ServerError(502));
    office
        .ana
        .posts(&office.general, Post::from("a secret").with_file(&notes));
    let heard = office.given(1).await;
    let EventKind::MessagePosted { text, .. } = &heard.kind else {
        panic!("{heard:?}");
    };
    assert_eq!(text.expose(), "a secret\nnotes.txt");
}

#[tokio::test]
async fn machines_are_not_read() {
    let office = Office::open().await;
    office.general.webhook_posts("secret by a hook");
    office
        .acme
        .other_bot("helper")
        .posts(&office.general, "secret by a bot");
    let card = json!({"type": "rich", "title": "a card", "description": "secret"});
    office
        .ana
        .posts(&office.general, Post::from("look").with_embed(card));
    let expected = [r#"Employee message-posted "look\na card\nsecret""#];
    assert_eq!(office.heard().await, expected);
    assert_eq!(office.bot.ignored()["bot"], 2);
}

#[tokio::test]
async fn the_bot_is_asked_by_name_and_whoever_replies_goes_on() {
    let office = Office::open().await;
    let question = office
        .ana
        .mentions_bot(&office.general, "may I work from home?");
    let event = office.given(1).await;
    assert_eq!(event.id.as_str(), format!("discord/asked/{question}"));
    let EventKind::QuestionAsked { thread, .. } = &event.kind else {
        panic!("{event:?}");
    };
    assert_eq!(thread.as_ref().unwrap().as_str(), question);
    office
        .ben
        .mentions_bot(&office.general, "and lunch? it is a secret");
    office.ana.mentions_bot(&office.general, "and for interns?");
    office.given(4).await;
    let heard = office.heard().await;
    let expected = [
        r#"Employee question-asked "may I work from home?" before all"#,
        r#"Employee message-posted "@bonsens and lunch? it is a secret""#,
        r#"Employee question-asked "and lunch? it is a secret" before all"#,
        r#"Employee question-asked "and for interns?" after "may I work from home?" before all"#,
    ];
    assert_eq!(heard, expected);
}

#[tokio::test]
async fn newcomers_are_told_of_only_where_that_is_wanted_and_never_in_bulk() {
    let mut office = Office::set_up(|served| served.welcome = true).await;
    office.runs().await;
    for nth in 0..9 {
        office.acme.newcomer(&format!("new{nth}"));
    }
    office.acme.newcomer("last");
    assert_eq!(office.heard().await, ["Employee member-joined"; 5]);
    assert_eq!(office.bot.ignored()["too-many"], 5);

    let quiet = Office::open().await;
    quiet.acme.newcomer("nora");
    assert!(quiet.heard().await.is_empty());
}

#[tokio::test]
async fn an_edit_whose_file_can_not_be_had_does_not_pass_for_clean() {
    let office = Office::open().await;
    let notes = office
        .ana
        .uploads("notes.txt", "text/plain", b"the secret is here");
    let id = office
        .ana
        .posts(&office.general, Post::from("notes").with_file(&notes));
    office.given(1).await;
    office.discord.fail("GET /cdn", 1, Fault::ServerError(502));
    office.ana.edits(&office.general, &id, "my notes").unwrap();
    office.discord.quiet().await;
    office
        .ana
        .edits(&office.general, &id, "all my notes")
        .unwrap();
    office.given(2).await;
    let expected = [
        r#"Employee message-posted "notes\nnotes.txt\nthe secret is here""#,
        r#"Employee message-edited "all my notes\nnotes.txt\nthe secret is here""#,
    ];
    assert_eq!(office.heard().await, expected);
    assert_eq!(office.bot.ignored()["half-read"], 1);
}

#[tokio::test]
async fn moderators_talk_about_what_they_are_shown_without_asking() {
    let office = Office::open().await;
    office.shows_flag().await;
    let flag = office.moderators.messages()[0].id.clone();
    office
        .ben
        .replies(&office.moderators, &flag, "I know about this one");
    assert!(office.heard().await.is_empty());
    office
        .ben
        .mentions_bot(&office.moderators, "what does the charter say?");
    office.given(1).await;
}
