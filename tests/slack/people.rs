//! Who people are: languages, roles, and what holds when Slack doesn't say.

use std::time::Duration;

use bonsens_fake_slack::{Account, Fault, Options};
use bonsens_port::{Audience, Lang, Role};

use crate::office::{Office, PASSWORD, Way};

#[tokio::test]
async fn a_slow_slack_holds_no_message_up_and_the_careful_answer_holds() {
    // Long enough to be acknowledged the first time, however slow the look-ups are.
    let options = Options {
        acknowledge_within: Duration::from_secs(3),
        ..Options::hurried()
    };
    let office = Office::open_by(Way::Socket, options).await;
    let slow = Fault::Slow(Duration::from_mins(1));
    for method in ["users.info", "conversations.info"] {
        office.slack.fail(method, 10, slow.clone());
    }
    office.ana.speaks("fr-FR");
    office.ana.posts(&office.general, "hello");
    office.hears("message-posted", 1).await;
    office.ana.posts(&office.general, "hello");
    office.hears("message-posted", 2).await;
    office.slack.quiet().await;
    for event in office.heard.events("message-posted") {
        assert_eq!(
            (event.audience, event.lang),
            (Audience::default(), Lang::En)
        );
    }
    assert_eq!(
        office.slack.calls("users.info").len(),
        1,
        "it is left alone for a while"
    );
    let first = &office.slack.ledger()[0];
    assert_eq!(
        first.attempts.len(),
        1,
        "it was acknowledged the first time"
    );
}

#[tokio::test]
async fn nobody_may_act_while_slack_does_not_say_that_they_may() {
    let office = Office::open().await;
    office
        .slack
        .fail("usergroups.users.list", 1, Fault::ServerError);
    office.slack.fail("users.info", 1, Fault::ServerError);
    office.ben.commands(&office.general, "/charter", "me");
    office.hears("self-asked", 1).await;
    assert_eq!(office.heard.events("self-asked")[0].role, Role::Employee);
}

#[tokio::test]
async fn roles_come_from_the_group_and_from_the_workspace() {
    let office = Office::open().await;
    let ada = office.someone("ada", Account::Admin);
    for who in [&office.ana, &office.ben, &ada] {
        who.commands(&office.general, "/charter", "me");
    }
    office.hears("self-asked", 3).await;
    let role = |id: &str| {
        let events = office.heard.events("self-asked");
        let mine = events.iter().find(|event| event.author.as_str() == id);
        mine.unwrap().role
    };
    assert_eq!(role(office.ana.id()), Role::Employee);
    assert_eq!(role(office.ben.id()), Role::Moderator);
    assert_eq!(role(ada.id()), Role::Admin);
}

#[tokio::test]
async fn each_is_spoken_to_in_their_language() {
    let office = Office::open().await;
    let lea = office.acme.member("lea");
    lea.speaks("fr-CA");
    lea.posts(&office.general, PASSWORD);
    office.shows(&lea, &office.general, "Un mot en privé").await;
    let kim = office.acme.member("kim");
    kim.speaks("ko-KR");
    kim.posts(&office.general, "the wifi password is Coquelicot!77");
    office.shows(&kim, &office.general, "A private word").await;
    office.well_behaved();
}
