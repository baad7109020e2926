//! What the fake Slack holds: workspaces, people, rooms, messages, views, tokens, and what it
//! noted about the app under test.

use std::collections::{BTreeMap, HashMap};
use std::time::{Duration, Instant};

use bonsens_fake_kit::{Clock, Faults};
use serde_json::{Map, Value};
use tokio::sync::mpsc::UnboundedSender;

use crate::choices::Picks;
use crate::delivery::Delivery;
use crate::faults::Fault;
use crate::limits::Violation;
use crate::pings::Ping;

/// What kind of account someone has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Account {
    /// A full member.
    Member,
    /// An administrator of the workspace.
    Admin,
    /// A guest of several channels (`is_restricted`).
    Guest,
    /// A guest of one channel (`is_restricted` and `is_ultra_restricted`).
    SingleChannelGuest,
    /// Someone of another organisation, met in a shared channel (`is_stranger`).
    Stranger,
    /// Another app's bot user.
    Bot,
}

/// What kind of conversation a room is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoomKind {
    /// Anyone of the workspace can read it.
    Public,
    /// Only its members can read it.
    Private,
    /// Public, and shared with another organisation (Slack Connect).
    Shared,
    /// A direct message between a person and the bot.
    Direct,
}

#[derive(Debug)]
pub(crate) struct User {
    pub id: String,
    pub name: String,
    pub account: Account,
    pub locale: String,
    pub away: bool,
    pub deleted: bool,
}

#[derive(Debug, Clone)]
pub(crate) struct Message {
    pub ts: String,
    pub wire: Map<String, Value>,
    /// The only person who sees it, when it is ephemeral.
    pub only_for: Option<String>,
    /// A reply that the room sees as well.
    pub broadcast: bool,
}

#[derive(Debug)]
pub(crate) struct RoomData {
    pub id: String,
    pub name: String,
    pub kind: RoomKind,
    pub members: Vec<String>,
    pub archived: bool,
    pub messages: Vec<Message>,
    pub last_post: Option<Instant>,
}

impl RoomData {
    pub(crate) fn message(&self, ts: &str) -> Option<&Message> {
        self.messages.iter().find(|message| message.ts == ts)
    }

    pub(crate) fn has(&self, user: &str) -> bool {
        self.members.iter().any(|member| member == user)
    }
}

#[derive(Debug)]
pub(crate) struct FileData {
    pub wire: Value,
    /// It was shared where the bot is, or handed to it.
    pub open_to_app: bool,
    pub content: Vec<u8>,
}

/// Where a workspace's events go.
#[derive(Debug, Clone)]
pub(crate) enum Target {
    Socket,
    Http {
        events: String,
        interactivity: String,
        commands: String,
    },
}

#[derive(Debug)]
pub(crate) struct TeamData {
    pub id: String,
    pub name: String,
    pub domain: String,
    pub app_id: String,
    /// The workspace whose app this is: its sockets and addresses serve this one too.
    pub app_home: String,
    pub bot_user: String,
    pub bot_id: String,
    pub signing_secret: String,
    pub bot_token: String,
    pub app_token: String,
    pub target: Target,
    pub users: BTreeMap<String, User>,
    pub rooms: BTreeMap<String, RoomData>,
    pub groups: BTreeMap<String, Vec<String>>,
    pub files: BTreeMap<String, FileData>,
    pub homes: BTreeMap<String, Value>,
    /// Whether the app has a Home at all.
    pub home_tab: bool,
    /// What was chosen in each view, by its id.
    pub picks: BTreeMap<String, Picks>,
    pub modals: BTreeMap<String, Vec<Value>>,
    pub modal_errors: BTreeMap<String, Value>,
    pub troubles: Vec<(String, String)>,
}

impl TeamData {
    /// The direct message room of someone with the bot, if they have one.
    pub(crate) fn direct_room(&self, user: &str) -> Option<&RoomData> {
        self.rooms
            .values()
            .find(|room| room.kind == RoomKind::Direct && room.has(user))
    }
}

/// Who a token speaks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Bearer {
    Bot,
    App,
    User(String),
}

#[derive(Debug, Clone)]
pub(crate) struct Token {
    pub team: String,
    pub bearer: Bearer,
    /// `None`: every scope a bot like ours may ask for.
    pub scopes: Option<Vec<String>>,
    /// The error that every call with it gets.
    pub dead: Option<&'static str>,
}

#[derive(Debug)]
pub(crate) struct Trigger {
    pub team: String,
    pub user: String,
    pub expires: Duration,
    pub used: bool,
}

/// A `response_url`: who it answers, where, and about which message.
#[derive(Debug)]
pub(crate) struct Hook {
    pub team: String,
    pub room: String,
    pub user: String,
    pub source: Option<String>,
    pub expires: Duration,
    pub uses: u8,
}

/// One call of the Web API, as it came and as it was answered.
#[derive(Debug, Clone)]
pub struct Call {
    /// The method, such as `chat.postMessage`.
    pub method: String,
    /// The workspace its token belongs to, when the token was known.
    pub team: Option<String>,
    /// Its arguments.
    pub args: Value,
    /// The error it was answered, if any.
    pub error: Option<String>,
    /// When it came.
    pub at: Instant,
}

#[derive(Debug)]
pub(crate) struct State {
    pub base: String,
    pub clock: Clock,
    pub teams: BTreeMap<String, TeamData>,
    pub tokens: HashMap<String, Token>,
    pub triggers: HashMap<String, Trigger>,
    pub hooks: HashMap<String, Hook>,
    pub tickets: HashMap<String, String>,
    pub faults: Faults<Fault>,
    /// The error every authenticated call gets.
    pub refusing: Option<&'static str>,
    /// At least this long between two posts of the app in one room.
    pub pace: Option<Duration>,
    pub calls: Vec<Call>,
    pub violations: Vec<Violation>,
    pub pings: Vec<Ping>,
    pub ledger: Vec<Delivery>,
    pub jobs: UnboundedSender<usize>,
    next: u64,
}

impl State {
    pub(crate) fn new(base: String, jobs: UnboundedSender<usize>) -> Self {
        Self {
            base,
            clock: Clock::starting_now(),
            teams: BTreeMap::new(),
            tokens: HashMap::new(),
            triggers: HashMap::new(),
            hooks: HashMap::new(),
            tickets: HashMap::new(),
            faults: Faults::default(),
            refusing: None,
            pace: None,
            calls: Vec::new(),
            violations: Vec::new(),
            pings: Vec::new(),
            ledger: Vec::new(),
            jobs,
            next: 0,
        }
    }

    pub(crate) fn number(&mut self) -> u64 {
        self.next += 1;
        self.next
    }

    /// An id that looks like Slack's and still says what it names: `C007GENERAL`.
    pub(crate) fn id(&mut self, prefix: char, name: &str) -> String {
        let name: String = name
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_uppercase())
            .take(12)
            .collect();
        format!("{prefix}{:03}{name}", self.number())
    }

    pub(crate) fn uuid(&mut self) -> String {
        let number = self.number();
        format!("{number:08x}-0000-4000-8000-{number:012x}")
    }

    pub(crate) fn team(&self, id: &str) -> &TeamData {
        &self.teams[id]
    }

    pub(crate) fn team_mut(&mut self, id: &str) -> &mut TeamData {
        self.teams
            .get_mut(id)
            .unwrap_or_else(|| panic!("there is no workspace {id}"))
    }

    /// The workspace whose sockets and addresses take what happens in this one.
    pub(crate) fn app_home(&self, id: &str) -> &TeamData {
        self.team(&self.team(id).app_home)
    }

    pub(crate) fn room(&self, team: &str, room: &str) -> Option<&RoomData> {
        self.teams.get(team)?.rooms.get(room)
    }

    pub(crate) fn room_mut(&mut self, team: &str, room: &str) -> Option<&mut RoomData> {
        self.teams.get_mut(team)?.rooms.get_mut(room)
    }

    /// The direct message room of someone with the bot, opened if it was not.
    pub(crate) fn open_direct_room(&mut self, team: &str, user: &str) -> (String, bool) {
        if let Some(room) = self.team(team).direct_room(user) {
            return (room.id.clone(), true);
        }
        let id = self.id('D', user);
        let team = self.team_mut(team);
        let room = RoomData {
            id: id.clone(),
            name: "directmessage".to_owned(),
            kind: RoomKind::Direct,
            members: vec![user.to_owned(), team.bot_user.clone()],
            archived: false,
            messages: Vec::new(),
            last_post: None,
        };
        team.rooms.insert(id.clone(), room);
        (id, false)
    }

    /// A `trigger_id`, good for one use within three seconds of the fake's time.
    pub(crate) fn trigger(&mut self, team: &str, user: &str) -> String {
        let number = self.number();
        let id = format!("{number}.{}.{number:032x}", self.seconds());
        self.triggers.insert(
            id.clone(),
            Trigger {
                team: team.to_owned(),
                user: user.to_owned(),
                expires: self.clock.now() + Duration::from_secs(3),
                used: false,
            },
        );
        id
    }

    /// A `response_url`, good for five uses within thirty minutes of the fake's time.
    pub(crate) fn hook(
        &mut self,
        team: &str,
        room: &str,
        user: &str,
        source: Option<&str>,
    ) -> String {
        let id = format!("{team}-{}", self.number());
        let url = format!("{}/hooks/{id}", self.base);
        self.hooks.insert(
            id,
            Hook {
                team: team.to_owned(),
                room: room.to_owned(),
                user: user.to_owned(),
                source: source.map(ToOwned::to_owned),
                expires: self.clock.now() + Duration::from_mins(30),
                uses: 0,
            },
        );
        url
    }
}
