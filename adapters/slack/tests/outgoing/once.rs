//! Nothing is shown twice.

use bonsens_port::{FlagState, Notice};

use crate::notices::a_flag;
use crate::office::Office;

#[tokio::test]
async fn the_same_key_is_shown_once() {
    let office = Office::open().await;
    for _ in 0..2 {
        let thanks = office.tell(&office.ana, &office.general, "e1/0", Notice::WillFix);
        assert_eq!(thanks.await.unwrap(), None);
    }
    let mut handles = Vec::new();
    for _ in 0..2 {
        let flag = a_flag(office.general.id(), "1.1", FlagState::Open);
        handles.push(office.flag("e1/1", flag, None).await.unwrap());
    }
    assert_eq!(
        handles[0], handles[1],
        "the second is told where the first is"
    );
    assert_eq!(office.calls("chat.postEphemeral"), 1);
    assert_eq!(office.moderators.messages().len(), 1);
}
