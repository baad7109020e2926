//! An organisation on the fake Slack: two people, a channel, the moderators', and the bot.

use std::sync::Arc;

use bonsens_fake_slack::{FakeSlack, Person, Room, RoomKind, Seen, Team};
use bonsens_port::{
    AuthorId, ChannelId, Destination, Handle, Lang, Notice, Platform, PlatformError, WorkspaceId,
};
use bonsens_slack::{Api, Connection, Settings, SlackPlatform, Workspace};

use crate::notices;

pub struct Office {
    pub slack: FakeSlack,
    pub acme: Team,
    pub ana: Person,
    pub ben: Person,
    pub general: Room,
    pub moderators: Room,
    platform: SlackPlatform,
}

pub type Shown = Result<Option<Handle>, PlatformError>;

/// The settings of one workspace, at this address.
pub fn settings(api_url: &str, acme: &Team, moderators: &Room, group: &str) -> Settings {
    Settings {
        api_url: api_url.to_owned(),
        connection: Connection::Socket {
            app_token: acme.app_token().into(),
        },
        workspaces: vec![Workspace {
            id: WorkspaceId::new(acme.id()),
            bot_token: acme.bot_token().into(),
            moderators_channel: ChannelId::new(moderators.id()),
            moderators_group: Some(group.to_owned()),
            admins_group: None,
            helpdesk_channel: None,
            user_token: None,
            lang: Lang::En,
        }],
    }
}

/// A bot that has just started with these settings.
pub fn start(settings: Settings) -> SlackPlatform {
    // Another test may have been first.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let host = settings.api_url.strip_prefix("http://127.0.0.1:");
    assert!(host.is_some(), "tests call this machine only");
    let api = Arc::new(Api::new(&settings).unwrap());
    SlackPlatform::new(api, Arc::new(settings), notices::say())
}

impl Office {
    pub async fn open() -> Self {
        let slack = FakeSlack::start().await.unwrap();
        let acme = slack.team("Acme");
        let (ana, ben) = (acme.member("ana"), acme.member("ben"));
        let general = acme.room("general", RoomKind::Public, &[&ana, &ben]);
        let moderators = acme.room("moderators", RoomKind::Private, &[&ben]);
        let platform = start(settings(&slack.api_url(), &acme, &moderators, "S1"));
        Self {
            slack,
            acme,
            ana,
            ben,
            general,
            moderators,
            platform,
        }
    }

    pub fn platform(&self) -> &SlackPlatform {
        &self.platform
    }

    pub fn general_id(&self) -> ChannelId {
        ChannelId::new(self.general.id())
    }

    pub async fn show(&self, key: &str, to: Destination, lang: Lang, notice: Notice) -> Shown {
        let mut post = notices::post(key, to, lang, notice);
        post.workspace = WorkspaceId::new(self.acme.id());
        self.platform.show(post).await
    }

    pub async fn tell(&self, person: &Person, room: &Room, key: &str, notice: Notice) -> Shown {
        let to = Destination::Person(AuthorId::new(person.id()), ChannelId::new(room.id()));
        self.show(key, to, Lang::En, notice).await
    }

    pub async fn nudge(&self, person: &Person, channel: &str, key: &str) -> Shown {
        let to = Destination::Person(AuthorId::new(person.id()), ChannelId::new(channel));
        self.show(key, to, Lang::En, notices::a_nudge(channel))
            .await
    }

    pub async fn flag(&self, key: &str, notice: Notice, earlier: Option<&Handle>) -> Shown {
        let mut post = notices::post(key, Destination::Moderators, Lang::En, notice);
        post.workspace = WorkspaceId::new(self.acme.id());
        post.replaces = earlier.cloned();
        self.platform.show(post).await
    }

    pub fn calls(&self, method: &str) -> usize {
        self.slack.calls(method).len()
    }

    pub fn well_behaved(&self) {
        self.slack.assert_well_behaved();
        assert_eq!(self.slack.pings(), []);
    }
}

/// A nudge about this message.
pub fn nudge_about(room: &Room, ts: &str) -> Notice {
    match notices::a_nudge(room.id()) {
        Notice::Nudge {
            article,
            minutes,
            kept_days,
            ..
        } => Notice::Nudge {
            nudge: notices::nudge(room.id(), ts, 1),
            article,
            minutes,
            kept_days,
        },
        other => other,
    }
}

/// The last thing someone sees in a room.
pub fn last(person: &Person, room: &Room) -> Seen {
    person.sees(room).pop().expect("something is shown")
}
