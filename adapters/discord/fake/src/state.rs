//! Everything the fake knows: the app, servers, people, channels and what was said in them.

use std::collections::BTreeMap;
use std::time::Duration;

use bonsens_fake_kit::{Clock, Faults};
use serde_json::{Map, Value};

use crate::clock;
use crate::faults::{Buckets, Fault};
use crate::gateway::sessions::Session;
use crate::interactions::Interaction;
use crate::limits::Violation;
use crate::permissions::{self, Overwrite};

pub(crate) struct State {
    /// `http://127.0.0.1:port`.
    pub base: String,
    pub clock: Clock,
    pub app: App,
    pub users: BTreeMap<String, User>,
    pub guilds: BTreeMap<String, Guild>,
    pub channels: BTreeMap<String, Channel>,
    pub files: BTreeMap<String, File>,
    pub commands: BTreeMap<String, Vec<Value>>,
    pub interactions: BTreeMap<String, Interaction>,
    pub sessions: BTreeMap<String, Session>,
    /// The connections that are open, by number: what they can be told.
    pub connections: BTreeMap<u64, crate::gateway::Orders>,
    pub gateway: Vec<crate::gateway::Heard>,
    pub calls: Vec<Call>,
    pub violations: Vec<Violation>,
    pub faults: Faults<Fault>,
    pub buckets: Buckets,
    /// Requests that are being answered.
    pub under_way: usize,
    numbers: u64,
}

/// The app under test; its bot is the same on every server.
#[derive(Debug)]
pub(crate) struct App {
    pub id: String,
    pub bot: String,
    pub token: String,
    /// Whether the token was made void.
    pub token_revoked: bool,
    /// The privileged intents that are turned on for it.
    pub privileged: u64,
    /// How many shards it is told to use.
    pub shards: u64,
    /// How often it may still identify today.
    pub starts_left: u32,
    /// How much time has to be between two starts of a shard.
    pub starts_every: Option<Duration>,
    /// When it last identified.
    pub started: Option<std::time::Instant>,
}

#[derive(Debug, Clone)]
pub(crate) struct User {
    pub id: String,
    pub name: String,
    pub bot: bool,
    pub locale: String,
    /// The error a direct message to them gets.
    pub closed: Option<u64>,
    /// The window in front of them, and the interaction that opened it.
    pub modal: Option<(String, Value)>,
    /// What autocomplete offers them.
    pub choices: Vec<Value>,
    /// What went wrong on their screen.
    pub troubles: Vec<String>,
}

#[derive(Debug)]
pub(crate) struct Guild {
    pub id: String,
    pub name: String,
    pub owner: String,
    pub members: BTreeMap<String, Member>,
    pub roles: BTreeMap<String, Role>,
    pub bot_role: String,
    /// How many members it claims to have on top of those set up.
    pub crowd: usize,
}

#[derive(Debug, Clone)]
pub(crate) struct Member {
    pub roles: Vec<String>,
    pub joined: String,
}

#[derive(Debug, Clone)]
pub(crate) struct Role {
    pub id: String,
    pub name: String,
    pub permissions: u64,
    pub managed: bool,
}

/// A channel, a thread, a forum or someone's direct messages with the bot.
#[derive(Debug, Clone)]
pub(crate) struct Channel {
    pub id: String,
    pub kind: u64,
    pub guild: Option<String>,
    pub parent: Option<String>,
    pub name: String,
    pub owner: Option<String>,
    pub overwrites: Vec<Overwrite>,
    /// The two people of direct messages.
    pub people: Vec<String>,
    pub messages: Vec<Message>,
    pub archived: bool,
}

pub(crate) const TEXT: u64 = 0;
pub(crate) const DIRECT: u64 = 1;
pub(crate) const ANNOUNCEMENT_THREAD: u64 = 10;
pub(crate) const PUBLIC_THREAD: u64 = 11;
pub(crate) const PRIVATE_THREAD: u64 = 12;
pub(crate) const FORUM: u64 = 15;

impl Channel {
    pub(crate) fn is_thread(&self) -> bool {
        [ANNOUNCEMENT_THREAD, PUBLIC_THREAD, PRIVATE_THREAD].contains(&self.kind)
    }

    pub(crate) fn message(&self, id: &str) -> Option<&Message> {
        self.messages.iter().find(|message| message.id == id)
    }

    pub(crate) fn message_mut(&mut self, id: &str) -> Option<&mut Message> {
        self.messages.iter_mut().find(|message| message.id == id)
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Message {
    pub id: String,
    /// The message as the REST API gives it.
    pub wire: Map<String, Value>,
    /// Who alone sees it.
    pub only_for: Option<String>,
    /// The nonce it was made with, and when.
    pub nonce: Option<(String, Duration)>,
    /// The interaction it answers.
    pub interaction: Option<String>,
}

#[derive(Debug)]
pub(crate) struct File {
    pub name: String,
    pub kind: String,
    pub bytes: Vec<u8>,
}

/// A call the app made.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    /// The method and the path, with `{}` for every id: `POST /channels/{}/messages`.
    pub route: String,
    /// The path as it was called, under `/api/v10`.
    pub path: String,
    /// The body.
    pub body: Value,
    /// The status it was answered; `None` while it is not, or when the connection was dropped.
    pub status: Option<u16>,
    /// Discord's error code, when it was refused.
    pub code: Option<u64>,
    /// Whether it was a limit of the resource, which is not held against the app.
    pub shared: bool,
}

impl State {
    pub(crate) fn new(base: String) -> Self {
        let mut clock = Clock::starting_now();
        let app = App {
            id: clock::new_id(&mut clock),
            bot: clock::new_id(&mut clock),
            token: format!("fake{}.token.of-the-bot", clock::new_id(&mut clock)),
            token_revoked: false,
            privileged: crate::gateway::intents::PRIVILEGED,
            shards: 1,
            starts_left: 1000,
            starts_every: None,
            started: None,
        };
        let mut state = Self {
            base,
            clock,
            app,
            users: BTreeMap::new(),
            guilds: BTreeMap::new(),
            channels: BTreeMap::new(),
            files: BTreeMap::new(),
            commands: BTreeMap::new(),
            interactions: BTreeMap::new(),
            sessions: BTreeMap::new(),
            connections: BTreeMap::new(),
            gateway: Vec::new(),
            calls: Vec::new(),
            violations: Vec::new(),
            faults: Faults::default(),
            buckets: Buckets::default(),
            under_way: 0,
            numbers: 0,
        };
        let bot = state.app.bot.clone();
        state.add_user(&bot, "bonsens", true);
        state
    }

    pub(crate) fn add_user(&mut self, id: &str, name: &str, bot: bool) {
        let user = User {
            id: id.to_owned(),
            name: name.to_owned(),
            bot,
            locale: "en-US".to_owned(),
            closed: None,
            modal: None,
            choices: Vec::new(),
            troubles: Vec::new(),
        };
        self.users.insert(id.to_owned(), user);
    }

    pub(crate) fn number(&mut self) -> u64 {
        self.numbers += 1;
        self.numbers
    }

    /// What someone may do in a channel.
    pub(crate) fn may(&self, user: &str, channel: &str) -> u64 {
        self.channels
            .get(channel)
            .map_or(0, |channel| permissions::in_channel(self, user, channel))
    }

    pub(crate) fn bot_may(&self, channel: &str) -> u64 {
        self.may(&self.app.bot, channel)
    }

    /// The direct messages of someone with the bot, opened if they were not.
    pub(crate) fn direct(&mut self, user: &str) -> String {
        let known = self.channels.values().find(|channel| {
            channel.kind == DIRECT && channel.people.iter().any(|person| person == user)
        });
        if let Some(known) = known {
            return known.id.clone();
        }
        let id = self.new_id();
        let people = vec![self.app.bot.clone(), user.to_owned()];
        let channel = Channel {
            id: id.clone(),
            kind: DIRECT,
            guild: None,
            parent: None,
            name: String::new(),
            owner: None,
            overwrites: Vec::new(),
            people,
            messages: Vec::new(),
            archived: false,
        };
        self.channels.insert(id.clone(), channel);
        id
    }
}
