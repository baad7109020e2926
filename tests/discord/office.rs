//! An organisation on a Discord that runs in the test, and the whole bot connected to it.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use bonsens::charter::{Library, SAMPLES};
use bonsens::compose::{self, simulated_policy};
use bonsens::engine::{Engine, Parts};
use bonsens::leak::RuleSet;
use bonsens::runtime::{Capacity, Runtime};
use bonsens::tenant::{Tenant, Tenants};
use bonsens::trust::Keys;
use bonsens::words::Words;
use bonsens_discord::{Discord, DiscordError, Settings};
use bonsens_fake_discord::{Channel, FakeDiscord, Person, Role, Seen, Server};
use bonsens_knowledge::{MetaOverrides, import};
use bonsens_port::{ChannelId, Contents, Event, Intake, Lang, NotTaken, WorkspaceId};
use bonsens_sim::{ManualClock, MemoryStore};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

/// High severity inside, critical where outsiders read.
pub const PASSWORD: &str = "the wifi password is Tournesol!42";

/// Permissions that show someone the commands of moderators and admins.
const MANAGE_GUILD: u64 = 1 << 5;
const MANAGE_MESSAGES: u64 = 1 << 13;

/// An organisation on Discord, before the bot is there.
pub struct Site {
    pub discord: FakeDiscord,
    pub acme: Server,
    pub ana: Person,
    /// Sees every command and the moderators' channel, and may not act.
    pub ben: Person,
    /// A moderator.
    pub mia: Person,
    /// An admin.
    pub noa: Person,
    pub general: Channel,
    pub moderators: Channel,
    /// Where people answer what the charter does not.
    pub helpdesk: Channel,
    pub settings: Settings,
}

/// The organisation, with the bot.
pub struct Office {
    pub site: Site,
    pub store: Arc<MemoryStore>,
    pub clock: Arc<ManualClock>,
    pub adapter: Arc<Discord>,
    pub heard: Arc<Heard>,
    stop: CancellationToken,
    running: Option<JoinHandle<Result<(), DiscordError>>>,
}

/// The core, with a list of what it was handed.
pub struct Heard {
    core: Runtime,
    events: std::sync::Mutex<Vec<Event>>,
}

impl Heard {
    /// The events of this kind, in the order they were taken.
    pub fn events(&self, kind: &str) -> Vec<Event> {
        let events = self.events.lock().unwrap();
        let wanted = events.iter().filter(|event| event.kind.name() == kind);
        wanted.cloned().collect()
    }
}

#[async_trait]
impl Intake for Heard {
    async fn take(&self, event: Event) -> Result<(), NotTaken> {
        self.core.take(event.clone()).await?;
        self.events.lock().unwrap().push(event);
        Ok(())
    }

    /// It wants to be handed everything, so that a story can see what came in.
    async fn is_nothing(&self, _: &Event) -> bool {
        false
    }

    async fn settings(&self, workspace: &WorkspaceId) -> Result<bonsens_port::Settings, NotTaken> {
        self.core.settings(workspace).await
    }

    async fn contents(
        &self,
        workspace: &WorkspaceId,
        lang: Lang,
    ) -> Result<Vec<Contents>, NotTaken> {
        self.core.contents(workspace, lang).await
    }
}

impl Site {
    pub async fn prepared() -> Self {
        let discord = FakeDiscord::start().await.unwrap();
        let acme = discord.server("Acme");
        let [ana, ben, mia, noa] = ["ana", "ben", "mia", "noa"].map(|name| acme.member(name));
        let visible = acme.role("sees commands", MANAGE_GUILD | MANAGE_MESSAGES);
        let (moderates, administers) = (acme.role("moderators", 0), acme.role("admins", 0));
        for person in [&ben, &mia, &noa] {
            person.has(&visible);
        }
        mia.has(&moderates);
        noa.has(&administers);
        acme.bot_role().may(MANAGE_MESSAGES);
        let general = acme.channel("general");
        let inside: [&Role; 2] = [&visible, &moderates];
        let moderators = acme.private_channel("moderators", &inside);
        let helpdesk = acme.private_channel("helpdesk", &inside);
        let settings = Settings {
            api_url: discord.api_url(),
            gateway_url: None,
            bot_token: discord.bot_token().into(),
            session_file: None,
            servers: vec![bonsens_discord::Server {
                id: WorkspaceId::new(acme.id()),
                moderators_channel: ChannelId::new(moderators.id()),
                moderators_role: moderates.id().to_owned(),
                admins_role: Some(administers.id().to_owned()),
                guests_role: None,
                helpdesk_channel: Some(ChannelId::new(helpdesk.id())),
                removes: true,
                welcome: false,
                lang: Lang::En,
            }],
        };
        Self {
            discord,
            acme,
            ana,
            ben,
            mia,
            noa,
            general,
            moderators,
            helpdesk,
            settings,
        }
    }

    /// The office, with a bot that has not started.
    pub fn with_bot(self) -> Office {
        assert_loopback(&self.settings.api_url);
        let adapter = Discord::new(self.settings.clone(), compose::say()).unwrap();
        let (store, clock) = (Arc::new(MemoryStore::default()), Arc::default());
        let core = engine(&store, &clock, &adapter);
        let capacity = Capacity {
            tick: Duration::from_millis(50),
            ..Capacity::default()
        };
        Office {
            site: self,
            store,
            clock,
            adapter: Arc::new(adapter),
            heard: Arc::new(Heard {
                core: Runtime::start(core, capacity),
                events: std::sync::Mutex::default(),
            }),
            stop: CancellationToken::new(),
            running: None,
        }
    }
}

impl Office {
    /// An office whose bot is there.
    pub async fn open() -> Self {
        let mut office = Site::prepared().await.with_bot();
        office.opens().await;
        office
    }

    /// Starts the bot.
    pub fn starts(&mut self) {
        let (adapter, heard, stop) = (self.adapter.clone(), self.heard.clone(), self.stop.clone());
        let running = async move { adapter.run(heard, stop).await };
        self.running = Some(tokio::spawn(running));
    }

    /// Starts the bot, and waits until it listens and its commands are there.
    pub async fn opens(&mut self) {
        self.starts();
        let site = &self.site;
        let here = || site.discord.sessions() > 0 && !site.acme.commands().is_empty();
        site.discord.until("the bot is there", here).await;
        self.settles().await;
    }

    /// Waits until the bot is over, told to or not.
    pub async fn ends(&mut self) -> Result<(), DiscordError> {
        let running = self.running.take().unwrap();
        let ended = tokio::time::timeout(Duration::from_secs(10), running).await;
        ended.expect("the bot ends in time").unwrap()
    }

    /// Tells the bot to end, and waits for it.
    pub async fn closes(&mut self) -> Result<(), DiscordError> {
        self.stop.cancel();
        self.ends().await
    }

    /// Waits until nothing comes in any more, and nothing is due.
    pub async fn settles(&self) {
        self.site.discord.quiet().await;
        self.heard.core.settle().await.unwrap();
        self.site.discord.quiet().await;
    }

    /// Waits until someone is told something privately, and shows the last of it.
    pub async fn tells(&self, who: &Person, words: &str) -> Seen {
        let found = || private(who).rfind(|seen| seen.words.contains(words));
        let what = format!("“{words}” is told");
        self.site.discord.until(&what, || found().is_some()).await;
        found().unwrap()
    }

    /// Waits until someone sees something of the bot's in a channel, and shows the last of it.
    pub async fn shows(&self, who: &Person, channel: &Channel, words: &str) -> Seen {
        let found = || {
            let mut seen = who.sees(channel).into_iter();
            seen.rfind(|seen| seen.from_app && !seen.only_you && seen.words.contains(words))
        };
        let what = format!("“{words}” is shown");
        self.site.discord.until(&what, || found().is_some()).await;
        found().unwrap()
    }

    /// Waits until a window is in front of someone, and fills it in.
    pub async fn fills_in(&self, who: &Person, answers: &[(&str, &str)]) {
        let discord = &self.site.discord;
        let open = "a window opens";
        discord.until(open, || who.modal().is_some()).await;
        who.submits(answers).unwrap();
        let closed = "the window closes";
        discord.until(closed, || who.modal().is_none()).await;
    }

    /// Presses a button of something seen, by the name of what it does.
    pub fn presses(&self, who: &Person, seen: &Seen, button: &str) {
        let action = action(seen, button).unwrap_or_else(|| {
            panic!("there is no {button} among {:?}", seen.actions());
        });
        who.presses(&self.place(who, seen), &seen.id, &action)
            .unwrap();
    }

    /// The channel or conversation something is seen in.
    pub fn place(&self, who: &Person, seen: &Seen) -> Channel {
        let site = &self.site;
        let known = [&site.general, &site.moderators, &site.helpdesk];
        let mut known = known.into_iter().filter(|place| place.id() == seen.channel);
        known.next().cloned().unwrap_or_else(|| who.direct())
    }

    pub fn well_behaved(&self) {
        self.site.discord.assert_well_behaved();
    }
}

/// What someone alone sees of the bot's, the oldest first.
pub fn private(who: &Person) -> std::vec::IntoIter<Seen> {
    let mut seen: Vec<Seen> = who.shown().into_iter().chain(who.told()).collect();
    seen.retain(|seen| seen.from_app && !seen.thinking);
    seen.sort_by_key(|seen| seen.id.parse::<u64>().unwrap());
    seen.into_iter()
}

/// What Discord calls the button that does this.
pub fn action(seen: &Seen, button: &str) -> Option<String> {
    let named = |id: &String| id.split(':').nth(1) == Some(button);
    seen.actions().into_iter().find(named)
}

fn engine(store: &Arc<MemoryStore>, clock: &Arc<ManualClock>, adapter: &Discord) -> Engine {
    let mut samples = SAMPLES.iter();
    let (_, name, text) = samples.find(|(lang, ..)| *lang == Lang::En).unwrap();
    let (charter, _) = import(name, text.as_bytes(), &MetaOverrides::default()).unwrap();
    Engine::new(Parts {
        store: store.clone(),
        platform: adapter.platform(),
        clock: clock.clone(),
        rules: RuleSet::builtin(),
        tenants: Tenants::all(Tenant {
            policy: simulated_policy(Lang::En),
            library: Library::new(vec![charter]).into(),
        }),
        words: Words::default(),
        keys: Keys::random().unwrap(),
    })
}

/// No story calls another machine.
fn assert_loopback(url: &str) {
    let rest = url.strip_prefix("http://").expect("a plain address");
    let host = rest.split(['/', ':']).next().unwrap();
    let address: std::net::IpAddr = host.parse().expect("an address in numbers");
    assert!(address.is_loopback(), "{url} is on another machine");
}
