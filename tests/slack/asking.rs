//! Asking the charter, by every way there is.

use bonsens_port::{EventKind, MessageText};

use crate::office::{Office, PASSWORD};

const QUESTION: &str = "May I use my own phone for work?";

#[tokio::test]
async fn a_mention_is_answered_once_and_in_its_thread() {
    let office = Office::open().await;
    let ts = office.ana.mentions_bot(&office.general, QUESTION);
    // It comes as a message and as a mention.
    office.hears("question-asked", 2).await;
    office.slack.quiet().await;
    let answers = || {
        let seen = office.general.messages().into_iter();
        seen.filter(|seen| seen.from_app).collect::<Vec<_>>()
    };
    office
        .slack
        .until("it is answered", || !answers().is_empty())
        .await;
    let questions = office.heard.events("question-asked");
    assert_eq!(questions[0].id, questions[1].id);
    for question in &questions {
        match &question.kind {
            EventKind::QuestionAsked { text, .. } => assert_eq!(text.expose(), QUESTION),
            other => panic!("{other:?}"),
        }
    }
    // A follow-up in the thread, so that what would be a second answer has had its time.
    office.ana.replies(
        &office.general,
        &ts,
        &format!("<@{}> and for interns?", office.acme.bot_user()),
    );
    office
        .slack
        .until("the follow-up is answered", || answers().len() > 1)
        .await;
    office.slack.quiet().await;
    let answers = answers();
    assert_eq!(answers.len(), 2);
    assert!(
        answers
            .iter()
            .all(|answer| answer.thread.as_deref() == Some(ts.as_str()))
    );
    let follow_up = office.heard.events("question-asked").remove(2);
    match follow_up.kind {
        EventKind::QuestionAsked { previous, .. } => {
            assert_eq!(previous, Some(MessageText::new(QUESTION)));
        }
        other => panic!("{other:?}"),
    }
    office.well_behaved();
}

#[tokio::test]
async fn a_direct_message_is_a_question_and_is_answered_there() {
    let office = Office::open().await;
    office.ana.tells_bot(QUESTION);
    office.hears("question-asked", 1).await;
    let ana = office.ana.clone();
    office
        .slack
        .until("ana is answered", || !ana.told().is_empty())
        .await;
    office.slack.quiet().await;
    assert_eq!(
        office.heard.events("message-posted").len(),
        0,
        "it is asked, not looked at"
    );
    assert_eq!(office.ana.told().len(), 1);
    assert!(
        office.ignored("ours") >= 1,
        "the bot hears itself, and does not listen"
    );
}

#[tokio::test]
async fn commands_answer_privately_in_both_languages() {
    let office = Office::open().await;
    office.ana.commands(&office.general, "/charter", QUESTION);
    office.hears("question-asked", 1).await;
    office
        .ana
        .commands(&office.general, "/charter", &format!("check {PASSWORD}"));
    office.hears("draft-checked", 1).await;
    office.ana.commands(&office.general, "/charte", "moi");
    office.hears("self-asked", 1).await;
    office.ana.commands(&office.general, "/charte", "oublie");
    office.hears("erasure-asked", 1).await;
    let said = |words: &str| {
        let ledger = office.slack.ledger();
        ledger.iter().any(|delivery| {
            let answer = delivery.answer.as_ref();
            answer.is_some_and(|answer| {
                answer["text"]
                    .as_str()
                    .is_some_and(|text| text.contains(words))
            })
        })
    };
    office.ana.commands(&office.general, "/charter", "help");
    office
        .slack
        .until("help is given", || said("Ask me anything"))
        .await;
    office.ana.commands(&office.general, "/charter", "flags");
    office.hears("flags-asked", 1).await;
    office
        .ana
        .commands(&office.general, "/charter", "mode observe");
    office.hears("settings-changed", 1).await;
    office.ana.speaks("fr-FR");
    let lea = office.acme.member("lea");
    lea.speaks("fr-CA");
    lea.commands(&office.general, "/charte", "aide");
    office
        .slack
        .until("l'aide est en français", || said("Posez-moi"))
        .await;
    office.slack.quiet().await;
    assert!(
        office
            .slack
            .ledger()
            .iter()
            .all(|delivery| delivery.acknowledged_after.is_some())
    );
    let everyone = office.general.messages();
    assert!(
        everyone.iter().all(|seen| seen.only_you || !seen.from_app),
        "nobody else sees it"
    );
    office.well_behaved();
}

#[tokio::test]
async fn a_draft_is_checked_from_a_window_and_from_a_message() {
    let office = Office::open().await;
    office.ana.uses_shortcut("bonsens:check-draft");
    let ana = office.ana.clone();
    office
        .slack
        .until("the window opens", || ana.modal().is_some())
        .await;
    office.ana.submits(&[("text", PASSWORD)]).unwrap();
    office.hears("draft-checked", 1).await;
    let told = office.tells(&office.ana, "").await;
    assert!(!told.words.contains("Tournesol"), "{}", told.words);

    let ts = office.ben.posts(&office.general, "see you at noon");
    office
        .ana
        .uses_message_shortcut(&office.general, &ts, "bonsens:check-message")
        .unwrap();
    office.hears("draft-checked", 2).await;
    office.slack.quiet().await;
    assert_eq!(office.heard.events("message-posted").len(), 1);
    office.well_behaved();
}
