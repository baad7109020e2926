//! What is made of an answer: it is rated, shared, and a person is asked instead.

use crate::office::Office;

const QUESTION: &str = "can a journalist call me about my work?";

#[tokio::test]
async fn an_answer_is_rated_and_shared_with_its_channel() {
    let office = Office::open().await;
    office.ana.commands(&office.general, "/charter", QUESTION);
    let answer = office.shows(&office.ana, &office.general, "Source:").await;
    assert!(answer.only_you);
    let press = |what: &str| office.ana.presses(&office.general, &answer.ts, what);
    press("bonsens:helpful").unwrap();
    office
        .shows(&office.ana, &office.general, "good to know")
        .await;
    press("bonsens:share").unwrap();
    let shared = office
        .shows(&office.ben, &office.general, "Someone here asked")
        .await;
    assert!(!shared.only_you);
    assert!(shared.words.contains("journalist"), "{}", shared.words);
    assert!(!shared.words.contains(QUESTION), "{}", shared.words);
    office.well_behaved();
}

#[tokio::test]
async fn a_person_answers_without_knowing_who_asked_and_only_once() {
    let office = Office::open().await;
    let question = "how many parking places does the moon have?";
    office.ana.commands(&office.general, "/charter", question);
    let silence = office
        .shows(&office.ana, &office.general, "does not say")
        .await;
    office
        .ana
        .presses(&office.general, &silence.ts, "bonsens:ask-about")
        .unwrap();
    office
        .fills_in(&office.ana, &[("text", "the <!channel> next door")])
        .await;
    office
        .shows(&office.ana, &office.general, "without your name")
        .await;
    let request = office
        .shows(&office.ben, &office.helpdesk, "Someone asks")
        .await;
    assert!(request.words.contains(question), "{}", request.words);
    let wire = request.wire.to_string();
    assert!(wire.contains("&lt;!channel&gt;"), "{wire}");
    assert!(!request.wire.to_string().contains(office.ana.id()));

    office
        .ben
        .presses(&office.helpdesk, &request.ts, "bonsens:reply")
        .unwrap();
    office.fills_in(&office.ben, &[("text", "Twelve.")]).await;
    let reply = office.shows(&office.ana, &office.general, "Twelve.").await;
    assert!(reply.only_you);
    let answered = office
        .shows(&office.ben, &office.helpdesk, "Answered")
        .await;
    assert_eq!(answered.ts, request.ts, "where it stood");
    assert!(answered.actions().is_empty(), "{:?}", answered.actions());
    office.well_behaved();
}

#[tokio::test]
async fn a_question_with_the_asker_s_name_says_who_asks() {
    let office = Office::open().await;
    office.ana.opens_home();
    office.home_says(&office.ana, "charter").await;
    office.ana.presses_at_home("bonsens:write").unwrap();
    let answers = [("text", "whom do I tell?"), ("named", "named")];
    office.fills_in(&office.ana, &answers).await;
    let request = office
        .shows(&office.ben, &office.helpdesk, "whom do I tell?")
        .await;
    let named = format!("<@{}>", office.ana.id());
    assert!(request.wire.to_string().contains(&named));
    office.well_behaved();
}
