//! Who people are: languages, roles, and what holds when Slack doesn't say.

use std::time::Duration;

use bonsens_fake_slack::{Account, Fault, Options, Room, RoomKind};
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
async fn nobody_is_looked_up_for_a_message_in_which_there_is_nothing() {
    let office = Office::open().await;
    office.heard.as_usual();
    for _ in 0..20 {
        office.ana.posts(&office.general, "lunch at noon?");
    }
    office.slack.quiet().await;
    let looked_up = |office: &Office| {
        let methods = ["users.info", "conversations.info", "users.list"];
        methods.map(|method| office.slack.calls(method).len())
    };
    assert_eq!(looked_up(&office), [0, 0, 0]);
    assert!(office.heard.nothing());

    office.ana.posts(&office.general, PASSWORD);
    office
        .shows(&office.ana, &office.general, "private word")
        .await;
    let [people, channels, _] = looked_up(&office);
    assert_eq!((people, channels), (1, 1), "for a leak, once");
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

/// Whether outsiders read each message of a room, in the order they were taken in.
fn read_by_outsiders(office: &Office, room: &Room) -> Vec<bool> {
    let events = office.heard.events("message-posted").into_iter();
    let here = events.filter(|event| event.channel.as_str() == room.id());
    here.map(|event| event.audience.outsiders).collect()
}

#[tokio::test]
async fn a_guest_who_only_reads_is_known_and_looked_for_once() {
    let office = Office::open().await;
    let gus = office.someone("gus", Account::SingleChannelGuest);
    let gone = office.someone("gone", Account::Guest);
    gone.leaves_the_organisation();
    let visited = (office.acme).room("visited", RoomKind::Public, &[&office.ana, &gus]);
    let left = (office.acme).room("left", RoomKind::Private, &[&office.ana, &gone]);
    let rooms = [&office.general, &visited, &left];
    for _ in 0..10 {
        for room in rooms {
            office.ana.posts(room, "hello");
        }
    }
    office.hears("message-posted", 30).await;
    let read = rooms.map(|room| read_by_outsiders(&office, room));
    assert_eq!(read, [vec![false; 10], vec![true; 10], vec![false; 10]]);
    assert_eq!(office.slack.calls("users.list").len(), 1);
    assert_eq!(
        office.slack.calls("conversations.members").len(),
        3,
        "one for each room, none for each message"
    );
    // It matters: the same words weigh more where a guest reads them.
    office.ana.posts(&office.general, PASSWORD);
    office
        .ana
        .posts(&visited, "the wifi password is Coquelicot!77");
    let flag = office
        .shows(&office.ben, &office.moderators, "A message to look at")
        .await;
    assert!(flag.words.contains(visited.id()) || flag.words.contains("visited"));
    office.well_behaved();
}

#[tokio::test]
async fn where_there_is_no_guest_no_channel_is_looked_through() {
    let office = Office::open().await;
    let lounge = (office.acme).room("lounge", RoomKind::Public, &[&office.ana]);
    for room in [&office.general, &lounge] {
        office.ana.posts(room, "hello");
    }
    office.hears("message-posted", 2).await;
    assert_eq!(office.slack.calls("users.list").len(), 1);
    assert!(office.slack.calls("conversations.members").is_empty());
}

#[tokio::test]
async fn guests_of_a_large_workspace_are_found_on_the_last_page() {
    let office = Office::open().await;
    let crowd: Vec<_> = (0..1_200)
        .map(|number| office.acme.member(&format!("m{number}")))
        .collect();
    let everyone: Vec<_> = crowd.iter().collect();
    let hall = office.acme.room("hall", RoomKind::Public, &everyone);
    let gus = office.someone("gus", Account::Guest);
    gus.joins(&hall);
    office.ana.posts(&hall, "hello");
    office.hears("message-posted", 1).await;
    assert_eq!(read_by_outsiders(&office, &hall), [true]);
    assert_eq!(office.slack.calls("users.list").len(), 3);
    assert_eq!(office.slack.calls("conversations.members").len(), 2);
}

#[tokio::test]
async fn a_list_of_guests_that_does_not_come_holds_nothing_up() {
    for fault in [Fault::ServerError, Fault::Slow(Duration::from_mins(1))] {
        let options = Options {
            acknowledge_within: Duration::from_secs(3),
            ..Options::hurried()
        };
        let office = Office::open_by(Way::Socket, options).await;
        let gus = office.someone("gus", Account::Guest);
        let visited = (office.acme).room("visited", RoomKind::Public, &[&office.ana, &gus]);
        office.slack.fail("users.list", 1, fault);
        for _ in 0..5 {
            office.ana.posts(&visited, "hello");
            office.ana.posts(&office.general, "hello");
        }
        office.hears("message-posted", 10).await;
        assert_eq!(read_by_outsiders(&office, &visited), [false; 5]);
        let asked = office.slack.calls("users.list").len();
        assert_eq!(asked, 1, "not again at once");
        office.slack.quiet().await;
        let mut sent = office.slack.ledger().into_iter();
        assert!(sent.all(|sent| sent.attempts.len() == 1), "none was late");
        // A guest who writes is seen all the same.
        gus.posts(&visited, "hello");
        office.hears("message-posted", 11).await;
        assert_eq!(read_by_outsiders(&office, &visited).pop(), Some(true));
    }
}
