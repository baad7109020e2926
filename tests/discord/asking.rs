//! Asking the charter, by every way there is on Discord.

use bonsens_port::{EventKind, MessageText};

use crate::office::{Office, PASSWORD, Site, private};

const QUESTION: &str = "can a journalist call me about my work?";

fn previous(office: &Office, nth: usize) -> Option<MessageText> {
    match &office.heard.events("question-asked")[nth].kind {
        EventKind::QuestionAsked { previous, .. } => previous.clone(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_mention_is_answered_under_it_and_what_follows_is_understood() {
    let office = Office::open().await;
    let (site, general) = (&office.site, &office.site.general);
    let asked = site.ana.mentions_bot(general, QUESTION);
    let answer = office.shows(&site.ben, general, "journalist").await;
    assert_eq!(answer.replies_to.as_deref(), Some(asked.as_str()));
    site.ana.replies(general, &answer.id, "and at the weekend?");
    let heard = || office.heard.events("question-asked").len() == 2;
    site.discord.until("the second question comes", heard).await;
    assert_eq!(previous(&office, 0), None);
    assert_eq!(previous(&office, 1), Some(MessageText::new(QUESTION)));
    office.settles().await;
    let answers = general.messages().into_iter().filter(|seen| seen.from_app);
    assert_eq!(answers.count(), 2, "each once");
    office.well_behaved();
}

#[tokio::test]
async fn a_direct_message_is_a_question_and_is_answered_there() {
    let office = Office::open().await;
    let site = &office.site;
    site.ana.tells_bot(QUESTION);
    let answer = office.tells(&site.ana, "journalist").await;
    assert!(!answer.only_you);
    site.ana.tells_bot(PASSWORD);
    office.settles().await;
    assert!(
        office.heard.events("message-posted").is_empty(),
        "asked, not looked at"
    );
    let told = site.ana.told();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(!site.moderators.messages().iter().any(|seen| seen.from_app));
    office.well_behaved();
}

#[tokio::test]
async fn a_message_of_someone_else_is_checked_from_its_menu() {
    let office = Office::open().await;
    let site = &office.site;
    let message = site.ben.posts(&site.general, "our key? ask me");
    site.ana
        .uses_on_message("Check with the charter", &site.general, &message)
        .unwrap();
    office.tells(&site.ana, "nothing confidential").await;
    assert_eq!(private(&site.ben).count(), 0, "nobody else hears of it");
    office.well_behaved();
}

#[tokio::test]
async fn titles_of_articles_are_offered_and_read() {
    let office = Office::open().await;
    let site = &office.site;
    site.ana
        .completes(&site.general, "charter article", "title", "journ")
        .unwrap();
    let offered = || site.ana.choices();
    site.discord
        .until("titles are offered", || !offered().is_empty())
        .await;
    let choices = offered();
    assert!(choices.len() <= 25, "{choices:?}");
    let (name, value) = choices[0].clone();
    assert!(name.to_lowercase().contains("journ"), "{choices:?}");
    site.ana
        .commands(&site.general, "charter article", &[("title", &value)])
        .unwrap();
    office.tells(&site.ana, "Source").await;
    office.well_behaved();
}

#[tokio::test]
async fn each_is_spoken_to_in_their_language() {
    let office = Office::open().await;
    let site = &office.site;
    site.ana.speaks("fr");
    site.ana.commands(&site.general, "charte tip", &[]).unwrap();
    office.tells(&site.ana, "Le conseil de la semaine").await;
    // Once heard, it holds for what is not asked as well.
    site.ana.posts(&site.general, PASSWORD);
    office.tells(&site.ana, "Un mot en privé").await;
    site.ben
        .commands(&site.general, "charter tip", &[])
        .unwrap();
    office.tells(&site.ben, "Tip of the week").await;
    office.well_behaved();
}

#[tokio::test]
async fn two_servers_keep_to_themselves() {
    let mut site = Site::prepared().await;
    let other = site.discord.server("Other");
    let zoe = other.member("zoe");
    zoe.speaks("fr");
    let (lobby, flags) = (other.channel("lobby"), other.channel("flags"));
    let mut served = site.settings.servers[0].clone();
    served.id = bonsens_port::WorkspaceId::new(other.id());
    served.moderators_channel = bonsens_port::ChannelId::new(flags.id());
    served.moderators_role = other.role("moderators", 0).id().to_owned();
    served.admins_role = None;
    served.helpdesk_channel = None;
    served.lang = bonsens_port::Lang::Fr;
    site.settings.servers.push(served);
    let stranger = site.discord.server("Not ours").channel("talk");
    let mut office = site.with_bot();
    office.opens().await;
    let site = &office.site;
    let token = "here is the key ghp_16C7e42F292c6912E7710c838347Ae178B4a";
    zoe.posts(&lobby, token);
    office.tells(&zoe, "Un mot en privé").await;
    office.shows(&zoe, &flags, "Nobody has it").await;
    assert!(site.moderators.messages().is_empty());
    // What the nudge's buttons lead to is of that server too, though they are in a conversation.
    let nudge = office.tells(&zoe, "Un mot en privé").await;
    office.presses(&zoe, &nudge, "will-fix");
    office.tells(&zoe, "Merci").await;

    site.discord
        .server("Not ours")
        .member("yan")
        .posts(&stranger, token);
    office.settles().await;
    assert_eq!(
        office.heard.events("message-posted").len(),
        1,
        "nothing of a server not served"
    );
    office.well_behaved();
}

#[tokio::test]
async fn an_answer_is_shared_with_its_channel_without_the_question() {
    let office = Office::open().await;
    let site = &office.site;
    let ask = [("question", QUESTION)];
    site.ana
        .commands(&site.general, "charter ask", &ask)
        .unwrap();
    let answer = office.tells(&site.ana, "journalist").await;
    assert!(answer.only_you);
    office.presses(&site.ana, &answer, "share");
    let shared = office
        .shows(&site.ben, &site.general, "Someone here asked")
        .await;
    assert!(!shared.words.contains(QUESTION), "{}", shared.words);
    office.well_behaved();
}
