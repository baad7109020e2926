//! Slack in trouble, or in no mood: what the core is told of it, and what is not.

use std::time::Duration;

use bonsens_fake_slack::Fault;
use bonsens_port::{FlagState, Notice, PlatformError};

use crate::notices::a_flag;
use crate::office::Office;

const CANARY: &str = "the door code is 4821, said <ana>";

fn unavailable(shown: crate::office::Shown) -> (String, Option<Duration>) {
    match shown {
        Err(PlatformError::Unavailable {
            reason,
            retry_after,
        }) => (reason, retry_after),
        other => panic!("{other:?} is not unavailable"),
    }
}

#[tokio::test]
async fn a_method_slack_asked_to_leave_alone_is_left_alone_and_the_others_are_not() {
    let office = Office::open().await;
    let limited = Fault::RateLimited { retry_after: 30 };
    office.slack.fail("chat.postEphemeral", 1, limited);
    let thanks = || office.tell(&office.ana, &office.general, "e1/0", Notice::WillFix);
    let (_, wait) = unavailable(thanks().await);
    assert_eq!(wait, Some(Duration::from_secs(30)));

    let (_, wait) = unavailable(thanks().await);
    assert!(
        wait.is_some_and(|wait| (25..=30).contains(&wait.as_secs())),
        "{wait:?}"
    );
    assert_eq!(
        office.calls("chat.postEphemeral"),
        1,
        "Slack is not asked again so soon"
    );

    let flag = a_flag(office.general.id(), "1.1", FlagState::Open);
    office.flag("e1/1", flag, None).await.unwrap();
}

#[tokio::test]
async fn messages_in_one_channel_keep_their_distance() {
    let office = Office::open().await;
    office.slack.keep_pace(Some(Duration::from_secs(1)));
    for key in ["e1/0", "e2/0"] {
        let flag = a_flag(office.general.id(), "1.1", FlagState::Open);
        office.flag(key, flag, None).await.unwrap();
    }
    assert_eq!(office.moderators.messages().len(), 2);
}

#[tokio::test]
async fn what_an_admin_can_mend_is_kept_for_later() {
    let office = Office::open().await;
    for error in [
        "invalid_auth",
        "token_revoked",
        "account_inactive",
        "missing_scope",
    ] {
        office
            .slack
            .fail("chat.postEphemeral", 1, Fault::Error(error));
        let shown = office.tell(&office.ana, &office.general, "e1/0", Notice::WillFix);
        assert_eq!(unavailable(shown.await), (error.to_owned(), None));
    }
    office
        .slack
        .fail("chat.postEphemeral", 1, Fault::ServerError);
    let shown = office.tell(&office.ana, &office.general, "e1/0", Notice::WillFix);
    assert_eq!(unavailable(shown.await).0, "HTTP 500");
}

#[tokio::test]
async fn an_error_says_nothing_of_what_was_sent_or_answered() {
    let office = Office::open().await;
    office
        .slack
        .fail("chat.postEphemeral", 1, Fault::Error(CANARY));
    let shown = office
        .tell(&office.ana, &office.general, "e1/0", Notice::WillFix)
        .await;
    let told = format!("{shown:?} {}", shown.as_ref().unwrap_err());
    assert!(!told.contains("4821") && !told.contains("ana"), "{told}");
}
