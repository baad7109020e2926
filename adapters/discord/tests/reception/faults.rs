//! When the core or Discord is not well.

use bonsens_fake_discord::Fault;
use bonsens_port::NotTaken;

use crate::office::Office;

#[tokio::test]
async fn what_the_core_does_not_take_is_tried_again_in_its_turn() {
    let office = Office::open().await;
    office.core.refuses(&[NotTaken::Busy]);
    let id = office.ana.posts(&office.general, "secret 1");
    // What nothing has to be done about keeps nobody from their turn, nor lets them jump the line.
    office.ana.posts(&office.general, "hello");
    office.ana.edits(&office.general, &id, "secret 2").unwrap();
    office.given(2).await;
    let expected = [
        r#"Employee message-posted "secret 1""#,
        r#"Employee message-edited "secret 2""#,
    ];
    assert_eq!(office.heard().await, expected);
}

#[tokio::test]
async fn what_became_of_a_message_is_judged_once_the_core_knows_of_it() {
    let office = Office::open().await;
    office.core.refuses(&[NotTaken::Busy]);
    let id = office.ana.posts(&office.general, "a secret");
    // Before the core knows the message, there is nothing in this.
    office.ana.edits(&office.general, &id, "hello").unwrap();
    office.given(2).await;
    let thread = office.ana.starts_thread(&office.general, None, "Lunch");
    office.core.refuses(&[NotTaken::Busy]);
    office.ana.posts(&thread, "secret in a thread");
    thread.is_deleted();
    office.given(4).await;
    let expected = [
        r#"Employee message-posted "a secret""#,
        r#"Employee message-edited "hello""#,
        r#"Employee message-posted "secret in a thread""#,
        "Employee message-deleted",
    ];
    assert_eq!(office.heard().await, expected);
}

#[tokio::test]
async fn a_thread_that_was_silent_is_looked_up_until_discord_says() {
    let mut office = Office::set_up(|_| {}).await;
    let thread = office.ana.starts_thread(&office.general, None, "Old");
    office.runs().await;
    let folder = std::env::temp_dir().join(format!("bonsens-reception-{}", std::process::id()));
    office.stops().await;
    office.keeps(folder.join("session.json"));
    drop(std::fs::create_dir_all(&folder));
    office.runs().await;
    office.stops().await;

    // The next run goes on where the last one stopped: Discord tells nothing of its servers then.
    office
        .discord
        .fail("GET /guilds/{}", 1, Fault::ServerError(502));
    office
        .discord
        .fail("GET /channels/{}", 1, Fault::ServerError(502));
    office.bot = std::sync::Arc::new(office.again());
    office.runs().await;
    office.ana.posts(&thread, "a secret");
    let event = office.given(1).await;
    assert_eq!(event.channel.as_str(), office.general.id());
    assert_eq!(
        office.discord.starts(),
        (2, 1),
        "the third run goes on with the session"
    );
    assert_eq!(
        office.discord.calls("GET /channels/{}").len(),
        2,
        "failed, then told"
    );
    office.stops().await;
    std::fs::remove_dir_all(&folder).unwrap();
}

#[tokio::test]
async fn someone_who_waits_is_told_to_try_again() {
    let office = Office::open().await;
    office.core.refuses(&[NotTaken::Busy; 4]);
    office
        .ana
        .commands(&office.general, "charter ask", &[("question", "may I?")])
        .unwrap();
    let said = || {
        office
            .ana
            .shown()
            .iter()
            .any(|seen| seen.words.contains("try again"))
    };
    office.discord.until("ana is told to try again", said).await;
    assert!(office.heard().await.is_empty());
    assert_eq!(office.ana.shown().len(), 1, "in place of what was promised");
    office
        .ana
        .commands(&office.general, "charter ask", &[("question", "may I?")])
        .unwrap();
    office.given(1).await;
    office.discord.assert_well_behaved();
}

#[tokio::test]
async fn commands_are_registered_once_and_again_only_where_they_differ() {
    let mut office = Office::open().await;
    assert_eq!(office.acme.commands().len(), 4);
    office.discord.forgets_sessions();
    office.discord.drop_connections();
    office
        .discord
        .until("a new session", || office.discord.sessions() > 0)
        .await;
    office.discord.quiet().await;
    office.stops().await;
    let puts = office
        .discord
        .calls("PUT /applications/{}/guilds/{}/commands");
    assert_eq!(puts.len(), 1);
    office.discord.assert_well_behaved();
}

#[tokio::test]
async fn what_is_answered_too_late_is_not_lost_even_where_the_core_is_busy() {
    let office = Office::open().await;
    let late = Fault::Error {
        status: 404,
        code: 10_062,
    };
    let callback = "POST /interactions/{}/{}/callback";
    office.discord.fail(callback, 1, late);
    office.core.refuses(&[NotTaken::Busy; 4]);
    office
        .ana
        .commands(&office.general, "charter me", &[])
        .unwrap();
    office.given(1).await;
    assert_eq!(office.heard().await, ["Employee self-asked"]);
}
