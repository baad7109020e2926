//! What people write to the bot alone.

use bonsens_fake_discord::Post;
use bonsens_port::EventKind;

use crate::office::Office;

#[tokio::test]
async fn a_direct_message_is_a_question_and_the_next_one_goes_on() {
    let office = Office::open().await;
    office.ana.tells_bot("may I work from home?");
    let event = office.given(1).await;
    assert_eq!(event.workspace.as_str(), office.acme.id());
    assert_eq!(event.channel.as_str(), office.ana.direct().id());
    office.ana.tells_bot("and the secret?");
    let expected = [
        r#"Employee question-asked "may I work from home?""#,
        r#"Employee question-asked "and the secret?" after "may I work from home?""#,
    ];
    office.given(2).await;
    assert_eq!(office.heard().await, expected);
    assert!(office.core.looked_at().is_empty(), "it is never scanned");
}

#[tokio::test]
async fn it_belongs_to_the_first_server_they_are_on_or_to_none() {
    let mut office = Office::set_up(|_| {}).await;
    let (beta, far) = (office.discord.server("Beta"), office.discord.server("Far"));
    office.serves(&beta);
    office.runs().await;
    let (cleo, fred) = (beta.member("cleo"), far.member("fred"));
    cleo.tells_bot("may I?");
    let event = office.given(1).await;
    assert_eq!(event.workspace.as_str(), beta.id());
    let _ = office.ana.joins(&beta);
    office.ana.tells_bot("may I?");
    assert_eq!(office.given(2).await.workspace.as_str(), office.acme.id());
    let before = office.bot.ignored()["not-served"];
    fred.tells_bot("may I?");
    assert_eq!(office.heard().await.len(), 2);
    assert_eq!(office.bot.ignored()["not-served"], before + 1);
    // Whether they are a member is asked once in a while, not each time.
    let asked = office.discord.calls("GET /guilds/{}/members/{}").len();
    cleo.tells_bot("and now?");
    office.given(3).await;
    assert_eq!(
        office.discord.calls("GET /guilds/{}/members/{}").len(),
        asked
    );
}

#[tokio::test]
async fn an_admin_hands_in_a_charter_and_anyone_else_is_told_so() {
    let office = Office::open().await;
    let bytes = b"# Charter\n\nBe kind.";
    let file = office.dora.uploads("charter.md", "text/markdown", bytes);
    office.dora.tells_bot(Post::default().with_file(&file));
    let event = office.given(1).await;
    let EventKind::CharterOffered(document) = &event.kind else {
        panic!("{event:?}");
    };
    assert_eq!(
        (document.name.as_str(), document.bytes.as_slice()),
        ("charter.md", &bytes[..])
    );

    let file = office.ana.uploads("charter.md", "text/markdown", bytes);
    office.ana.tells_bot(Post::default().with_file(&file));
    let told = || !office.ana.told().is_empty();
    office.discord.until("ana is told", told).await;
    assert!(office.ana.told()[0].words.contains("administrators"));
    office
        .ana
        .tells_bot(Post::from("is this right?").with_file(&file));
    office.given(2).await;
    assert_eq!(
        office.heard().await[1],
        r#"Employee question-asked "is this right?""#
    );
    office.discord.assert_well_behaved();
}

#[tokio::test]
async fn help_is_told_at_once() {
    let office = Office::open().await;
    office.ana.tells_bot("Aide");
    office
        .discord
        .until("ana is told", || !office.ana.told().is_empty())
        .await;
    assert!(office.ana.told()[0].words.contains("/charter ask"));
    assert!(office.heard().await.is_empty());
}
