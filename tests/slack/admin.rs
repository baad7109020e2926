//! Admins load charters and change settings without leaving Slack.

use bonsens_fake_slack::Post;

use crate::office::{Office, PASSWORD};

const FIRST: &str = "---\nid: town\nversion: 1\n---\n# Town charter\n\n## Badges\n\n\
    Wear your badge at the reception desk at all times.\n";
const QUESTION: &str = "do I wear a badge at the reception desk?";

async fn hands_in(office: &Office, text: &str) -> bonsens_fake_slack::Seen {
    let file = office
        .noa
        .uploads("town.md", "text/markdown", text.as_bytes());
    office.noa.tells_bot(Post::from("").with_file(&file));
    office.tells(&office.noa, "It answers nobody yet").await
}

async fn badge(office: &Office) -> String {
    office.ana.commands(&office.general, "/charter", QUESTION);
    let said = |words: &str| {
        let seen = office.ana.sees(&office.general).into_iter();
        seen.filter(|seen| seen.words.contains(words)).count()
    };
    let before = said("");
    office.slack.until("an answer", || said("") > before).await;
    office.slack.quiet().await;
    office
        .ana
        .sees(&office.general)
        .last()
        .unwrap()
        .words
        .clone()
}

#[tokio::test]
async fn a_charter_sent_to_the_bot_answers_once_published_and_until_taken_back() {
    let office = Office::open().await;
    let preview = hands_in(&office, FIRST).await;
    assert!(preview.words.contains("Badges"), "{}", preview.words);
    assert!(!badge(&office).await.contains("Town charter"));

    let direct = office.noa.direct();
    office
        .noa
        .presses(&direct, &preview.ts, "bonsens:publish")
        .unwrap();
    let published = office.tells(&office.noa, "answers from now on").await;
    assert!(badge(&office).await.contains("Town charter"));
    office
        .noa
        .confirms(&direct, &published.ts, "bonsens:roll-back")
        .unwrap();
    office
        .tells(&office.noa, "the configuration answer again")
        .await;
    assert!(!badge(&office).await.contains("Town charter"));
    office.well_behaved();
}

#[tokio::test]
async fn a_charter_is_handed_in_through_a_window_too() {
    let office = Office::open().await;
    office
        .noa
        .commands(&office.general, "/charte", "admin charger");
    let file = office
        .noa
        .uploads("town.md", "text/markdown", FIRST.as_bytes());
    office.fills_in(&office.noa, &[("file", &file)]).await;
    office.tells(&office.noa, "It answers nobody yet").await;
    office.well_behaved();
}

#[tokio::test]
async fn what_can_t_be_read_is_said_and_nothing_changes() {
    let office = Office::open().await;
    let file = office
        .noa
        .uploads("town.md", "text/markdown", b"---\nid: a\nno key\n---\n");
    office.noa.tells_bot(Post::from("").with_file(&file));
    let told = office.tells(&office.noa, "Nothing has changed").await;
    assert!(told.words.contains("town.md:3"), "{}", told.words);
    office.well_behaved();
}

#[tokio::test]
async fn a_colleague_s_file_is_not_fetched_and_they_are_told_kindly() {
    let office = Office::open().await;
    let file = office
        .ana
        .uploads("town.md", "text/markdown", FIRST.as_bytes());
    office.ana.tells_bot(Post::from("").with_file(&file));
    office
        .tells(&office.ana, "only read files from admin")
        .await;
    // What she asks beside a file is answered.
    let file = office.ana.uploads("b.pdf", "application/pdf", b"%PDF");
    office
        .ana
        .tells_bot(Post::from("can a journalist call me?").with_file(&file));
    office.tells(&office.ana, "Source:").await;
    assert_eq!(office.slack.calls("files.info").len(), 0);
    for text in ["admin", "admin settings", "admin load", "admin history"] {
        let before = office.ana.sees(&office.general).len();
        office.ana.commands(&office.general, "/charter", text);
        let more = || office.ana.sees(&office.general).len() > before;
        office.slack.until(text, more).await;
        let last = office.ana.sees(&office.general).pop().unwrap();
        assert!(
            last.words.contains("for someone else"),
            "{text}: {}",
            last.words
        );
    }
    assert!(office.ana.modal().is_none());
    office
        .noa
        .commands(&office.general, "/charter", "admin history");
    let history = office.tells(&office.noa, "Who changed what").await;
    assert!(history.words.contains("refused"), "{}", history.words);
    office.well_behaved();
}

#[tokio::test]
async fn settings_are_changed_in_a_window_and_hold_at_once() {
    let office = Office::open().await;
    office
        .noa
        .commands(&office.general, "/charter", "admin settings");
    let answers = [("window-high", "never"), ("names", "étoile filante")];
    office.fills_in(&office.noa, &answers).await;
    office.tells(&office.noa, "From now on").await;
    office.ana.posts(&office.general, PASSWORD);
    office
        .shows(&office.ana, &office.general, "Nobody else is told")
        .await;
    office
        .ben
        .posts(&office.general, "le projet Etoile-Filante avance");
    office
        .shows(&office.ben, &office.general, "A private word")
        .await;
    // What stands there now is what was set.
    office
        .noa
        .commands(&office.general, "/charter", "admin settings");
    let open = || office.noa.modal().is_some();
    office.slack.until("the window opens", open).await;
    let window = office.noa.modal().unwrap().wire.to_string();
    assert!(window.contains("étoile filante"), "{window}");
    office.well_behaved();
}

#[tokio::test]
async fn a_channel_is_exempted_by_command() {
    let office = Office::open().await;
    let exempt = format!("admin exempt <#{}|general>", office.general.id());
    office.noa.commands(&office.general, "/charter", &exempt);
    office.tells(&office.noa, "is no longer scanned").await;
    office.ana.posts(&office.general, PASSWORD);
    office.slack.quiet().await;
    assert!(
        office
            .ana
            .sees(&office.general)
            .iter()
            .all(|seen| !seen.from_app)
    );
    office.well_behaved();
}
