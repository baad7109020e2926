//! An organisation on a Slack that runs in the test, and the whole bot connected to it: the real
//! core, the real adapter, the real SDK.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use bonsens::charter::{Library, SAMPLES};
use bonsens::compose::simulated_policy;
use bonsens::engine::{Engine, Parts};
use bonsens::leak::RuleSet;
use bonsens::runtime::{Capacity, Runtime};
use bonsens::tenant::{Tenant, Tenants};
use bonsens::trust::Keys;
use bonsens::words::Words;
use bonsens_fake_slack::{Account, FakeSlack, Options, Person, Room, RoomKind, Seen, Team, View};
use bonsens_knowledge::{MetaOverrides, import};
use bonsens_port::{ChannelId, Clock, Event, Intake, Lang, NotTaken, SystemClock, WorkspaceId};
use bonsens_sim::MemoryStore;
use bonsens_slack::{Connection, Settings, Slack, SlackError, Workspace};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

/// High severity inside, critical where outsiders read.
pub const PASSWORD: &str = "the wifi password is Tournesol!42";

/// An organisation on Slack, before the bot is there.
pub struct Site {
    pub slack: FakeSlack,
    pub acme: Team,
    pub ana: Person,
    pub ben: Person,
    /// An administrator of the workspace.
    pub noa: Person,
    pub general: Room,
    pub moderators: Room,
    /// Where people answer what the charter does not.
    pub helpdesk: Room,
    pub settings: Settings,
    listen: Option<SocketAddr>,
}

/// How the core of a bot differs from the usual one.
pub struct Core {
    pub tenants: Tenants,
    pub clock: Arc<dyn Clock>,
    pub capacity: Capacity,
}

impl Default for Core {
    /// One set of decisions for every workspace, and the time it is.
    fn default() -> Self {
        Self {
            tenants: Tenants::all(tenant(Lang::En)),
            clock: Arc::new(SystemClock),
            capacity: Capacity::default(),
        }
    }
}

pub struct Office {
    pub slack: FakeSlack,
    pub acme: Team,
    pub ana: Person,
    pub ben: Person,
    /// An administrator of the workspace.
    pub noa: Person,
    pub general: Room,
    pub moderators: Room,
    /// Where people answer what the charter does not.
    pub helpdesk: Room,
    pub store: Arc<MemoryStore>,
    pub adapter: Arc<Slack>,
    pub heard: Arc<Heard>,
    listen: Option<SocketAddr>,
    stop: CancellationToken,
    running: Option<JoinHandle<Result<(), SlackError>>>,
}

/// The core, with a list of what it was handed.
pub struct Heard {
    core: Runtime,
    events: std::sync::Mutex<Vec<Event>>,
    /// It wants to be handed everything, so that a story can see what came in.
    curious: AtomicBool,
}

impl Heard {
    /// Is handed from now on only what the core has to be handed.
    pub fn as_usual(&self) {
        self.curious.store(false, Ordering::Relaxed);
    }

    /// The events of this kind, in the order they were taken.
    pub fn events(&self, kind: &str) -> Vec<Event> {
        let events = self.events.lock().unwrap();
        events
            .iter()
            .filter(|event| event.kind.name() == kind)
            .cloned()
            .collect()
    }

    pub fn nothing(&self) -> bool {
        self.events.lock().unwrap().is_empty()
    }
}

#[async_trait]
impl Intake for Heard {
    async fn take(&self, event: Event) -> Result<(), NotTaken> {
        self.core.take(event.clone()).await?;
        self.events.lock().unwrap().push(event);
        Ok(())
    }

    async fn is_nothing(&self, event: &Event) -> bool {
        !self.curious.load(Ordering::Relaxed) && self.core.is_nothing(event).await
    }

    async fn settings(&self, workspace: &WorkspaceId) -> Result<bonsens_port::Settings, NotTaken> {
        self.core.settings(workspace).await
    }

    async fn contents(
        &self,
        workspace: &WorkspaceId,
        lang: Lang,
    ) -> Result<Vec<bonsens_port::Contents>, NotTaken> {
        self.core.contents(workspace, lang).await
    }
}

/// How the bot is connected in a story.
pub enum Way {
    Socket,
    Http,
}

impl Office {
    /// An office on Socket Mode, connected.
    pub async fn open() -> Self {
        Self::open_by(Way::Socket, Options::hurried()).await
    }

    pub async fn open_by(way: Way, options: Options) -> Self {
        let mut office = Self::prepared(&way, options).await;
        office.opens().await;
        office
    }

    /// Starts the bot, and waits until it is connected.
    pub async fn opens(&mut self) {
        self.start();
        if self.listen.is_some() {
            return self.answers().await;
        }
        let acme = self.acme.clone();
        self.slack
            .until("the bot connects", || acme.sockets() > 0)
            .await;
    }

    /// An office whose bot has not started.
    pub async fn prepared(way: &Way, options: Options) -> Self {
        Site::prepared(way, options).await.with(Core::default())
    }
}

impl Site {
    pub async fn prepared(way: &Way, options: Options) -> Self {
        let slack = FakeSlack::start_with(options).await.unwrap();
        let acme = slack.team("Acme");
        let (ana, ben) = (acme.member("ana"), acme.member("ben"));
        let general = acme.room("general", RoomKind::Public, &[&ana, &ben]);
        let moderators = acme.room("moderators", RoomKind::Private, &[&ben]);
        let group = acme.group("moderators", &[&ben]);
        let noa = acme.person("noa", Account::Admin);
        let helpdesk = acme.room("helpdesk", RoomKind::Private, &[&ben]);
        let listen = match way {
            Way::Socket => None,
            Way::Http => Some(free_port()),
        };
        let connection = match listen {
            None => Connection::Socket {
                app_token: acme.app_token().into(),
            },
            Some(listen) => {
                acme.delivers_to(&format!("http://{listen}/slack/events"))
                    .unwrap();
                Connection::Http {
                    listen,
                    signing_secret: acme.signing_secret().into(),
                }
            }
        };
        let settings = Settings {
            api_url: slack.api_url(),
            connection,
            workspaces: vec![Workspace {
                id: WorkspaceId::new(acme.id()),
                bot_token: acme.bot_token().into(),
                moderators_channel: ChannelId::new(moderators.id()),
                moderators_group: Some(group),
                admins_group: None,
                helpdesk_channel: Some(ChannelId::new(helpdesk.id())),
                user_token: Some(acme.user_token(&noa).into()),
                lang: Lang::En,
            }],
        };
        Self {
            slack,
            acme,
            ana,
            ben,
            noa,
            general,
            moderators,
            helpdesk,
            settings,
            listen,
        }
    }

    /// The office, with a bot that has not started.
    pub fn with(self, core: Core) -> Office {
        assert_loopback(&self.settings.api_url);
        let words = Words::default();
        let say: bonsens_slack::Say = Arc::new(move |lang, key| words.say(lang, key));
        let adapter = Arc::new(Slack::new(self.settings, say).unwrap());
        let store = Arc::new(MemoryStore::default());
        let capacity = core.capacity;
        let core = Runtime::start(engine(&store, &adapter, core), capacity);
        let heard = Arc::new(Heard {
            core,
            events: std::sync::Mutex::default(),
            curious: AtomicBool::new(true),
        });
        Office {
            slack: self.slack,
            acme: self.acme,
            ana: self.ana,
            ben: self.ben,
            noa: self.noa,
            general: self.general,
            moderators: self.moderators,
            helpdesk: self.helpdesk,
            store,
            adapter,
            heard,
            listen: self.listen,
            stop: CancellationToken::new(),
            running: None,
        }
    }
}

impl Office {
    pub fn start(&mut self) {
        let (adapter, heard, stop) = (self.adapter.clone(), self.heard.clone(), self.stop.clone());
        let running = async move { adapter.run(heard, stop).await };
        self.running = Some(tokio::spawn(running));
    }

    /// Waits until the bot is over, told to or not.
    pub async fn ends(&mut self) -> Result<(), SlackError> {
        let running = self.running.take().unwrap();
        let ended = tokio::time::timeout(Duration::from_secs(10), running).await;
        ended.expect("the bot ends in time").unwrap()
    }

    /// Tells the bot to end, and waits for it.
    pub async fn closes(&mut self) -> Result<(), SlackError> {
        self.stop.cancel();
        self.ends().await
    }

    /// Waits until the endpoint proves to be the app's.
    async fn answers(&self) {
        let url = self.url("/slack/events");
        let proving = async {
            while self.acme.verifies(&url).await.is_err() {
                tokio::task::yield_now().await;
            }
        };
        let proved = tokio::time::timeout(Duration::from_secs(10), proving).await;
        proved.expect("the endpoint answers");
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address())
    }

    pub fn address(&self) -> SocketAddr {
        self.listen.expect("this office is on HTTP")
    }

    /// Waits until someone sees something new from the bot in a room, and shows it.
    pub async fn shows(&self, who: &Person, room: &Room, words: &str) -> Seen {
        let found = || {
            let seen = who.sees(room).into_iter();
            seen.rev()
                .find(|seen| seen.from_app && seen.words.contains(words))
        };
        let what = format!("“{words}” is shown");
        self.slack.until(&what, || found().is_some()).await;
        found().unwrap()
    }

    /// Waits until the bot tells someone something directly.
    pub async fn tells(&self, who: &Person, words: &str) -> Seen {
        let found = || {
            who.told()
                .into_iter()
                .rev()
                .find(|seen| seen.words.contains(words))
        };
        let what = format!("“{words}” is told");
        self.slack.until(&what, || found().is_some()).await;
        found().unwrap()
    }

    /// Waits until a window is in front of someone, and fills it in.
    pub async fn fills_in(&self, who: &Person, answers: &[(&str, &str)]) {
        let open = "a window opens";
        self.slack.until(open, || who.modal().is_some()).await;
        who.submits(answers).unwrap();
        let closed = "the window closes";
        self.slack.until(closed, || who.modal().is_none()).await;
    }

    /// Waits until someone's page says something, and shows it.
    pub async fn home_says(&self, who: &Person, words: &str) -> View {
        let says = || who.home().filter(|home| home.words.contains(words));
        let what = format!("“{words}” is on the page");
        self.slack.until(&what, || says().is_some()).await;
        says().unwrap()
    }

    /// Waits until nothing comes in any more, and nothing is due.
    pub async fn settles(&self) {
        self.slack.quiet().await;
        self.heard.core.settle().await.unwrap();
        self.slack.quiet().await;
    }

    /// Waits until the core was handed this many events of a kind.
    pub async fn hears(&self, kind: &str, count: usize) {
        let what = format!("{count} {kind} events are taken");
        let heard = self.heard.clone();
        self.slack
            .until(&what, || heard.events(kind).len() >= count)
            .await;
    }

    /// How often there was nothing to do for this reason.
    pub fn ignored(&self, reason: &str) -> u64 {
        self.adapter
            .ignored()
            .get(reason)
            .copied()
            .unwrap_or_default()
    }

    pub fn someone(&self, name: &str, account: Account) -> Person {
        self.acme.person(name, account)
    }

    pub fn well_behaved(&self) {
        self.slack.assert_well_behaved();
    }
}

fn engine(store: &Arc<MemoryStore>, adapter: &Slack, core: Core) -> Engine {
    Engine::new(Parts {
        store: store.clone(),
        platform: adapter.platform(),
        clock: core.clock,
        rules: RuleSet::builtin(),
        tenants: core.tenants,
        words: Words::default(),
        keys: Keys::random().unwrap(),
    })
}

/// What a workspace that speaks this language has decided.
pub fn tenant(lang: Lang) -> Tenant {
    let mut samples = SAMPLES.iter();
    let (_, name, text) = samples.find(|(theirs, ..)| *theirs == lang).unwrap();
    let (charter, _) = import(name, text.as_bytes(), &MetaOverrides::default()).unwrap();
    Tenant {
        policy: simulated_policy(lang),
        library: Library::new(vec![charter]).into(),
    }
}

/// No story calls another machine.
fn assert_loopback(url: &str) {
    let rest = url.strip_prefix("http://").expect("a plain address");
    let host = rest.split(['/', ':']).next().unwrap();
    let address: std::net::IpAddr = host.parse().expect("an address in numbers");
    assert!(address.is_loopback(), "{url} is on another machine");
}

fn free_port() -> SocketAddr {
    let socket = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    socket.local_addr().unwrap()
}
