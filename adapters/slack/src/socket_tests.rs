//! A socket that goes silent, is refused, or is one too many.

use std::sync::Mutex;

use async_trait::async_trait;
use bonsens_fake_slack::{FakeSlack, Person, Room, RoomKind, Sockets, Team};
use bonsens_port::{AuthorId, ChannelId, Event, Intake, Lang, NotTaken, WorkspaceId};
use tokio::task::JoinHandle;

use super::*;
use crate::people::People;
use crate::{Connection, Settings, Workspace};

/// A core that takes everything.
#[derive(Default)]
struct Core(Mutex<Vec<String>>);

#[async_trait]
impl Intake for Core {
    async fn take(&self, event: Event) -> Result<(), NotTaken> {
        self.0.lock().unwrap().push(event.id.to_string());
        Ok(())
    }

    async fn is_nothing(&self, _: &Event) -> bool {
        false
    }

    async fn settings(&self, _: &WorkspaceId) -> Result<bonsens_port::Settings, NotTaken> {
        Err(NotTaken::Failed)
    }

    async fn contents(
        &self,
        _: &WorkspaceId,
        _: Lang,
    ) -> Result<Vec<bonsens_port::Contents>, NotTaken> {
        Err(NotTaken::Failed)
    }
}

struct Line {
    slack: FakeSlack,
    acme: Team,
    ana: Person,
    general: Room,
    core: Arc<Core>,
    stop: CancellationToken,
    running: JoinHandle<Result<(), SlackError>>,
}

/// A socket with a quick pulse, connected.
async fn connected() -> Line {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let slack = FakeSlack::start().await.unwrap();
    let acme = slack.team("Acme");
    let ana = acme.member("ana");
    let general = acme.room("general", RoomKind::Public, &[&ana]);
    let workspace = WorkspaceId::new(acme.id());
    let settings = Arc::new(Settings {
        api_url: slack.api_url(),
        connection: Connection::Socket {
            app_token: acme.app_token().into(),
        },
        workspaces: vec![Workspace {
            id: workspace.clone(),
            bot_token: acme.bot_token().into(),
            moderators_channel: ChannelId::new("C0"),
            moderators_group: Some("S0".to_owned()),
            admins_group: None,
            helpdesk_channel: None,
            user_token: None,
            lang: Lang::En,
        }],
    });
    assert!(
        settings.api_url.starts_with("http://127.0.0.1:"),
        "tests call this machine only"
    );
    let api = Arc::new(Api::new(&settings).unwrap());
    let core = Arc::new(Core::default());
    let reception = Arc::new(Reception::new(
        api.clone(),
        People::new(api.clone(), settings),
        Arc::new(|_, key| key.to_owned()),
        Arc::new(bonsens_kit::Memo::new(8, None)),
        core.clone(),
        [(workspace, AuthorId::new(acme.bot_user()))].into(),
        Arc::default(),
    ));
    let socket = SocketMode {
        api,
        app_token: acme.app_token().into(),
        plain: true,
        pulse: Pulse {
            every: Duration::from_millis(50),
            dead: Duration::from_millis(250),
        },
    };
    let stop = CancellationToken::new();
    let stopping = stop.clone();
    let running = tokio::spawn(async move { socket.run(reception, stopping).await });
    let line = Line {
        slack,
        acme,
        ana,
        general,
        core,
        stop,
        running,
    };
    line.connects().await;
    line
}

impl Line {
    async fn connects(&self) {
        self.slack
            .until("the bot connects", || self.acme.sockets() == 1)
            .await;
    }

    /// Someone posts, and the core gets it once.
    async fn works(&self) {
        let ts = self.ana.posts(&self.general, "hello");
        self.slack.quiet().await;
        let taken = self.core.0.lock().unwrap();
        let mine = taken.iter().filter(|id| id.ends_with(&ts));
        assert_eq!(mine.count(), 1, "{taken:?}");
    }

    async fn ends(self) {
        self.stop.cancel();
        let ended = timeout(Duration::from_secs(10), self.running).await;
        ended.expect("it ends").unwrap().unwrap();
    }
}

#[tokio::test]
async fn a_silent_socket_is_given_up_and_replaced() {
    let line = connected().await;
    line.works().await;
    line.slack.sockets_are(Sockets::HalfOpen);
    let opened = || line.slack.calls("apps.connections.open").len();
    line.slack
        .until("another socket is asked for", || opened() >= 2)
        .await;
    line.slack.sockets_are(Sockets::Working);
    line.connects().await;
    line.works().await;
    line.ends().await;
}

#[tokio::test]
async fn a_refused_socket_is_asked_for_again() {
    let line = connected().await;
    line.slack.sockets_are(Sockets::Refused);
    line.slack.drop_sockets();
    let opened = || line.slack.calls("apps.connections.open").len();
    line.slack
        .until("it is asked for again", || opened() >= 3)
        .await;
    line.slack.sockets_are(Sockets::Working);
    line.connects().await;
    line.works().await;
    line.ends().await;
}

#[test]
fn a_dead_peer_is_noticed_within_half_a_minute() {
    let pulse = Pulse::default();
    assert!(pulse.dead + pulse.every <= Duration::from_secs(30));
}

#[tokio::test]
async fn one_socket_too_many_waits_and_the_old_ones_go_only_once_another_works() {
    let old = CancellationToken::new();
    let mut retiring = vec![old.clone()];
    let (sender, mut news) = mpsc::channel(4);
    sender.send(News::Ended(Ended::TooMany)).await.unwrap();
    let next = follow(&mut news, &mut retiring).await;
    assert!(matches!(next, Next::Again(TOO_MANY)));
    assert!(!old.is_cancelled(), "it never worked: the old one goes on");
    for news in [News::Hello, News::Refresh] {
        sender.send(news).await.unwrap();
    }
    assert!(matches!(
        follow(&mut news, &mut retiring).await,
        Next::Replace
    ));
    assert!(old.is_cancelled());
}

#[test]
fn a_socket_without_tls_stays_on_this_machine() {
    for (address, plain, may) in [
        ("wss://wss-primary.slack.com/link/?ticket=1", false, true),
        ("ws://wss-primary.slack.com/link/?ticket=1", false, false),
        ("ws://127.0.0.1:80/link", false, false),
        ("ws://127.0.0.1:80/link", true, true),
        ("ws://[::1]:80/link", true, true),
        ("ws://example.org/link", true, false),
        ("wss://example.org/link", true, false),
        ("https://wss-primary.slack.com/", false, false),
        ("no", true, false),
    ] {
        assert_eq!(may_call(address, plain), may, "{address} {plain}");
    }
}
