//! Nothing is shown twice: not when the core asks twice, not when Slack does not say whether it
//! took a message, and not when the process stopped between showing and forgetting.

use std::sync::Arc;

use bonsens_fake_slack::{FakeSlack, Fault, Room, RoomKind};
use bonsens_port::{
    ChannelId, Destination, FlagState, Handle, Lang, MessageId, Notice, Platform, PlatformError,
    WorkspaceId,
};
use bonsens_slack::SlackPlatform;

use crate::front;
use crate::notices::{self, a_flag};
use crate::office::{Office, settings, start};

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
    for _ in 0..2 {
        let flag = a_flag(office.general.id(), "1.1", FlagState::Taken);
        let changed = office.flag("e2/0", flag, handles[0].as_ref()).await;
        assert_eq!(changed.unwrap(), handles[0]);
    }
    assert_eq!(office.calls("chat.update"), 1);
    office.ana.is_away(true);
    for _ in 0..2 {
        let told = office.nudge(&office.ana, office.general.id(), "e3/0").await;
        assert!(told.unwrap().is_some());
        office.ana.is_away(false);
    }
    assert_eq!(
        office.ana.told().len(),
        1,
        "and not again where they have come back to"
    );
}

/// A workspace whose conversations can be read, as the bot's scopes allow.
struct Readable {
    slack: FakeSlack,
    moderators: Arc<Room>,
    general: Arc<Room>,
    settings: bonsens_slack::Settings,
    workspace: WorkspaceId,
}

impl Readable {
    async fn open() -> Self {
        let slack = FakeSlack::start().await.unwrap();
        let acme = slack.team("Acme");
        let ana = acme.member("ana");
        let general = Arc::new(acme.room("general", RoomKind::Public, &[&ana]));
        let moderators = Arc::new(acme.room("moderators", RoomKind::Private, &[]));
        let (room, thread) = (moderators.clone(), general.clone());
        let read = move |method: &str, asked: &str| match method {
            "conversations.history" => {
                assert!(asked.contains("include_all_metadata=true"));
                Some(front::history(room.messages()))
            }
            "conversations.replies" => Some(front::history(thread.messages())),
            _ => None,
        };
        let api_url = front::stand(&slack.api_url(), Arc::new(read)).await;
        Self {
            settings: settings(&api_url, &acme, &moderators, "S1"),
            workspace: WorkspaceId::new(acme.id()),
            slack,
            moderators,
            general,
        }
    }

    /// The bot's process begins.
    fn start(&self) -> SlackPlatform {
        start(self.settings.clone())
    }

    async fn show(
        &self,
        bot: &SlackPlatform,
        key: &str,
        to: Destination,
    ) -> Result<Option<Handle>, PlatformError> {
        let flag = a_flag("C0GONE", "1.1", FlagState::Open);
        let mut post = notices::post(key, to, Lang::En, flag);
        post.workspace = self.workspace.clone();
        bot.show(post).await
    }
}

#[tokio::test]
async fn a_message_slack_took_without_saying_so_is_recognised() {
    let office = Readable::open().await;
    let bot = office.start();
    office
        .slack
        .fail("chat.postMessage", 1, Fault::ServerErrorAfterwards);
    let first = office.show(&bot, "e1/0", Destination::Moderators).await;
    assert!(
        matches!(first, Err(PlatformError::Unavailable { .. })),
        "{first:?}"
    );
    let second = office.show(&bot, "e1/0", Destination::Moderators).await;
    let messages = office.moderators.messages();
    assert_eq!(messages.len(), 1, "it is not sent again");
    let place = format!("{}/{}", office.moderators.id(), messages[0].ts);
    assert_eq!(second.unwrap(), Some(Handle(place)));
}

#[tokio::test]
async fn a_message_slack_did_not_take_is_sent_again() {
    let office = Readable::open().await;
    let bot = office.start();
    office.slack.fail("chat.postMessage", 1, Fault::ServerError);
    assert!(
        office
            .show(&bot, "e1/0", Destination::Moderators)
            .await
            .is_err()
    );
    office
        .show(&bot, "e1/0", Destination::Moderators)
        .await
        .unwrap();
    assert_eq!(office.moderators.messages().len(), 1);
}

#[tokio::test]
async fn what_an_earlier_process_sent_is_recognised_in_channels_and_threads() {
    let office = Readable::open().await;
    let thread = || {
        Destination::Thread(
            ChannelId::new(office.general.id()),
            MessageId::new("1700000000.000100"),
        )
    };
    let earlier = office.start();
    let flag = office
        .show(&earlier, "e1/0", Destination::Moderators)
        .await
        .unwrap();
    let answer = office.show(&earlier, "e2/0", thread()).await.unwrap();
    drop(earlier);

    let later = office.start();
    assert_eq!(
        office
            .show(&later, "e1/0", Destination::Moderators)
            .await
            .unwrap(),
        flag
    );
    assert_eq!(office.show(&later, "e2/0", thread()).await.unwrap(), answer);
    assert_eq!(
        (
            office.moderators.messages().len(),
            office.general.messages().len()
        ),
        (1, 1)
    );
    office
        .show(&later, "e3/0", Destination::Moderators)
        .await
        .unwrap();
    assert_eq!(
        office.moderators.messages().len(),
        2,
        "and what is new is sent"
    );
}
