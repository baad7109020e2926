//! An office on a Discord that runs in the test: people, channels, and the platform under test.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use bonsens_fake_discord::{Channel, FakeDiscord, Person, Server as Guild};
use bonsens_port::{
    AuthorId, ChannelId, Destination, Handle, Lang, Notice, Platform, PlatformError, Post,
    WorkspaceId,
};
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use hyper::Method;
use serde_json::value::RawValue;
use serde_json::{Value, json};
use serenity::model::gateway::GatewayIntents;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::gateway::{Gateway, Pulse, Receives};
use crate::notices;
use crate::pending::{Deferred, Open};
use crate::rest::{Done, Rest};
use crate::settings::{Server, Settings};
use crate::show::DiscordPlatform;

pub struct Office {
    pub discord: FakeDiscord,
    pub acme: Guild,
    pub ana: Person,
    pub ben: Person,
    pub general: Channel,
    pub moderators: Channel,
    pub helpdesk: Channel,
    pub platform: Arc<DiscordPlatform>,
    pub rest: Arc<Rest>,
    pub settings: Arc<Settings>,
}

type Shown = Result<Option<Handle>, PlatformError>;

impl Office {
    pub async fn open() -> Self {
        // Another test may have been first.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let discord = FakeDiscord::start().await.unwrap();
        let acme = discord.server("Acme");
        let (ana, ben) = (acme.member("ana"), acme.member("ben"));
        let role = acme.role("moderators", 0);
        let general = acme.channel("general");
        let moderators = acme.private_channel("moderators", &[&role]);
        let helpdesk = acme.channel("helpdesk");
        let settings = Arc::new(settings(&discord, &acme, &moderators, &helpdesk, role.id()));
        let rest = Arc::new(Rest::new(&settings).unwrap());
        Self {
            platform: Arc::new(DiscordPlatform::new(
                rest.clone(),
                settings.clone(),
                notices::say(),
            )),
            discord,
            acme,
            ana,
            ben,
            general,
            moderators,
            helpdesk,
            rest,
            settings,
        }
    }

    /// The platform as a new process has it.
    pub fn anew(&self) -> DiscordPlatform {
        self.with((*self.settings).clone())
    }

    /// The platform with other settings.
    pub fn with(&self, settings: Settings) -> DiscordPlatform {
        DiscordPlatform::new(self.rest.clone(), Arc::new(settings), notices::say())
    }

    pub fn workspace(&self) -> WorkspaceId {
        WorkspaceId::new(self.acme.id())
    }

    pub fn calls(&self, route: &str) -> usize {
        self.discord.calls(route).len()
    }

    pub fn post(&self, to: &Person, key: &str, notice: Notice) -> Post {
        let channel = ChannelId::new(self.general.id());
        let to = Destination::Person(AuthorId::new(to.id()), channel);
        let mut post = notices::post(key, to, Lang::En, notice);
        post.workspace = self.workspace();
        post
    }

    pub async fn tell(&self, to: &Person, key: &str, notice: Notice) -> Shown {
        self.platform.show(self.post(to, key, notice)).await
    }

    /// Tells Ana about her message in the general channel.
    pub async fn nudge(&self, key: &str, message: &str) -> Shown {
        let notice = here(&notices::a_nudge("C1"), self.general.id(), message);
        self.tell(&self.ana, key, notice).await
    }

    pub async fn show(&self, key: &str, to: Destination, notice: Notice) -> Shown {
        let mut post = self.post(&self.ana, key, notice);
        post.to = to;
        self.platform.show(post).await
    }

    pub async fn flag(&self, key: &str, notice: Notice, replaces: Option<&Handle>) -> Shown {
        let mut post = self.post(&self.ana, key, notice);
        post.to = Destination::Moderators;
        post.replaces = replaces.cloned();
        self.platform.show(post).await
    }

    /// Something someone did somewhere, that nobody has told Discord about; its id.
    pub fn opened(&self, deferred: Deferred, person: &str, room: &str) -> String {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        let id = NEXT.fetch_add(1, Ordering::Relaxed).to_string();
        let open = Open {
            application: self.discord.application_id(),
            token: "none".to_owned(),
            deferred,
            person: AuthorId::new(person),
            room: ChannelId::new(room),
        };
        self.platform.pending().opened(&id, open);
        id
    }

    /// Ana gives a command in the general channel, and it is acknowledged; its id.
    pub async fn commands(&self, deferred: Deferred) -> String {
        let app = self.discord.application_id();
        let path = format!("/applications/{app}/guilds/{}/commands", self.acme.id());
        let commands = json!([{"name": "charter", "description": "The charter"}]);
        let done = self.rest.call(Method::PUT, &path, Some(&commands));
        let Done {} = done.await.unwrap();
        let (passes_on, mut heard) = mpsc::unbounded_channel();
        let stop = CancellationToken::new();
        let gateway = Gateway {
            rest: self.rest.clone(),
            settings: self.settings.clone(),
            intents: GatewayIntents::GUILDS,
            wanted: &["READY", "INTERACTION_CREATE"],
            pulse: Pulse::default(),
        };
        let link = tokio::spawn({
            let stop = stop.clone();
            async move { gateway.run(Arc::new(Ear(passes_on)), stop).await }
        });
        assert_eq!(heard.recv().await.unwrap().0, "READY");
        self.ana.commands(&self.general, "charter", &[]).unwrap();
        let (_, act) = heard.recv().await.unwrap();
        stop.cancel();
        link.await.unwrap().unwrap();
        let text = |key: &str| act[key].as_str().unwrap().to_owned();
        let (id, token) = (text("id"), text("token"));
        let path = format!("/interactions/{id}/{token}/callback");
        let answer = json!({"type": 5, "data": {"flags": 64}});
        let done = self.rest.call(Method::POST, &path, Some(&answer));
        let Done {} = done.await.unwrap();
        let open = Open {
            application: text("application_id"),
            token,
            deferred,
            person: AuthorId::new(self.ana.id()),
            room: ChannelId::new(text("channel_id")),
        };
        self.platform.pending().opened(&id, open);
        id
    }
}

/// A notice about a message of this place.
pub fn here(notice: &Notice, channel: &str, message: &str) -> Notice {
    let told = serde_json::to_string(notice).unwrap();
    let told = told.replace("\"C1\"", &format!("\"{channel}\""));
    let told = told.replace("\"1700000000.000100\"", &format!("\"{message}\""));
    serde_json::from_str(&told).unwrap()
}

fn settings(
    discord: &FakeDiscord,
    acme: &Guild,
    moderators: &Channel,
    helpdesk: &Channel,
    role: &str,
) -> Settings {
    Settings {
        api_url: discord.api_url(),
        gateway_url: None,
        bot_token: discord.bot_token().into(),
        session_file: None,
        servers: vec![Server {
            id: WorkspaceId::new(acme.id()),
            moderators_channel: ChannelId::new(moderators.id()),
            moderators_role: role.to_owned(),
            admins_role: None,
            guests_role: None,
            helpdesk_channel: Some(ChannelId::new(helpdesk.id())),
            removes: true,
            welcome: false,
            lang: Lang::En,
        }],
    }
}

/// Hears events and passes them on.
struct Ear(mpsc::UnboundedSender<(String, Value)>);

impl Receives for Ear {
    fn receive(
        &self,
        name: &str,
        data: &RawValue,
    ) -> BoxFuture<'static, Result<(), bonsens_port::NotTaken>> {
        let event = serde_json::from_str(data.get()).unwrap();
        self.0.send((name.to_owned(), event)).unwrap();
        async { Ok(()) }.boxed()
    }
}
