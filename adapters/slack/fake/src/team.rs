//! A workspace as a test sets it up: its people, rooms and app.

use std::collections::BTreeMap;
use std::sync::Arc;

use bonsens_fake_kit::{Impossible, object};
use serde_json::json;

use crate::delivery::http;
use crate::person::Person;
use crate::seen::Seen;
use crate::state::{
    Account, Bearer, Message, RoomData, RoomKind, State, Target, TeamData, Token, User,
};
use crate::{Shared, posting, wire};

/// A workspace.
#[derive(Clone)]
pub struct Team {
    pub(crate) shared: Arc<Shared>,
    pub(crate) id: String,
}

/// A room of a workspace.
#[derive(Clone)]
pub struct Room {
    pub(crate) team: Team,
    pub(crate) id: String,
}

impl Room {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What everyone in it sees.
    #[must_use]
    pub fn messages(&self) -> Vec<Seen> {
        Seen::all(&self.team, &self.id, None)
    }

    /// Slack adds the preview of a link to a message: it changes, and its text does not.
    pub fn unfurls(&self, ts: &str, url: &str) -> Result<(), Impossible> {
        self.team.change(|state| {
            let data = state.room_mut(&self.team.id, &self.id);
            let found = data.and_then(|data| data.messages.iter_mut().find(|m| m.ts == ts));
            let message = found.ok_or_else(|| Impossible::new("there is no such message"))?;
            let old = message.clone();
            let preview = json!([{
                "id": 1, "from_url": url, "original_url": url, "service_name": "Example",
                "title": "A page", "title_link": url, "fallback": "A page", "text": "What it says",
            }]);
            message.wire.insert("attachments".into(), preview);
            let new = message.wire.clone();
            wire::emit_changed(state, &self.team.id, &self.id, &old, &new);
            Ok(())
        })
    }

    /// Takes the bot out of the room: no more events from it.
    pub fn bot_leaves(&self) {
        self.team.change(|state| {
            let bot = state.team(&self.team.id).bot_user.clone();
            if let Some(data) = state.room_mut(&self.team.id, &self.id) {
                data.members.retain(|member| *member != bot);
            }
        });
    }

    /// Archives the room.
    pub fn is_archived(&self) {
        self.team.change(|state| {
            if let Some(data) = state.room_mut(&self.team.id, &self.id) {
                data.archived = true;
            }
        });
    }
}

impl Team {
    pub(crate) fn named(shared: &Arc<Shared>, name: &str) -> Self {
        let id = shared.state.change(|state| {
            let known = state.teams.values().find(|team| team.name == name);
            match known.map(|team| team.id.clone()) {
                Some(id) => id,
                None => install(state, name, None),
            }
        });
        Self {
            shared: Arc::clone(shared),
            id,
        }
    }

    /// Another workspace where this same app is installed: it has a bot and a token there, and
    /// one id, one signing secret and one connection for both.
    #[must_use]
    pub fn is_also_installed_in(&self, name: &str) -> Self {
        let id = self.change(|state| install(state, name, Some(&self.id)));
        Self {
            shared: Arc::clone(&self.shared),
            id,
        }
    }

    pub(crate) fn look<R>(&self, look: impl FnOnce(&TeamData) -> R) -> R {
        self.shared.state.look(|state| look(state.team(&self.id)))
    }

    pub(crate) fn change<R>(&self, change: impl FnOnce(&mut State) -> R) -> R {
        self.shared.state.change(change)
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The bot's token.
    #[must_use]
    pub fn bot_token(&self) -> String {
        self.look(|team| team.bot_token.clone())
    }

    /// The app's token, for Socket Mode.
    #[must_use]
    pub fn app_token(&self) -> String {
        self.look(|team| team.app_token.clone())
    }

    /// What requests to the app are signed with.
    #[must_use]
    pub fn signing_secret(&self) -> String {
        self.look(|team| team.signing_secret.clone())
    }

    /// The app's id.
    #[must_use]
    pub fn app_id(&self) -> String {
        self.look(|team| team.app_id.clone())
    }

    /// The id of the bot's user, for mentions.
    #[must_use]
    pub fn bot_user(&self) -> String {
        self.look(|team| team.bot_user.clone())
    }

    /// How many sockets the app holds.
    #[must_use]
    pub fn sockets(&self) -> usize {
        self.shared.sockets.count(&self.app_home())
    }

    /// Tells the app's sockets to go: `warning`, `refresh_requested`, `link_disabled`…
    pub fn disconnects(&self, reason: &str) {
        self.shared.sockets.disconnect(&self.app_home(), reason);
    }

    fn app_home(&self) -> String {
        self.look(|team| team.app_home.clone())
    }

    /// Sets the scopes of the bot's token. Until then it has all that a bot like ours may want.
    pub fn grants(&self, scopes: &[&str]) {
        self.change(|state| {
            let token = state.team(&self.id).bot_token.clone();
            if let Some(token) = state.tokens.get_mut(&token) {
                token.scopes = Some(scopes.iter().map(|scope| (*scope).to_owned()).collect());
            }
        });
    }

    /// Takes the app out of the workspace: its tokens get `account_inactive`.
    pub fn uninstalls(&self) {
        self.change(|state| {
            for token in state
                .tokens
                .values_mut()
                .filter(|token| token.team == self.id)
            {
                token.dead = Some("account_inactive");
            }
        });
    }

    /// Whether the app's Home is on in its settings. It is, until this says otherwise; without it
    /// nothing can be published there, and nobody can open it.
    pub fn has_home_tab(&self, on: bool) {
        self.change(|state| state.team_mut(&self.id).home_tab = on);
    }

    /// A token that acts as someone, to delete messages with: their own, and for an administrator
    /// anyone's.
    #[must_use]
    pub fn user_token(&self, person: &Person) -> String {
        person.token(&["chat:write"])
    }

    /// Sends everything to this address from now on, as Bolt's one endpoint takes it.
    pub fn delivers_to(&self, url: &str) -> Result<(), Impossible> {
        self.delivers_to_each(url, url, url)
    }

    /// Sends events, interactions and commands to these addresses from now on.
    pub fn delivers_to_each(
        &self,
        events: &str,
        interactivity: &str,
        commands: &str,
    ) -> Result<(), Impossible> {
        if ![events, interactivity, commands]
            .into_iter()
            .all(http::is_loopback)
        {
            return Err(Impossible::new(
                "only http:// addresses on loopback are sent to",
            ));
        }
        let target = Target::Http {
            events: events.to_owned(),
            interactivity: interactivity.to_owned(),
            commands: commands.to_owned(),
        };
        let home = self.app_home();
        self.change(|state| state.team_mut(&home).target = target);
        Ok(())
    }

    /// Asks an address to prove that it is the app's (`url_verification`).
    pub async fn verifies(&self, url: &str) -> Result<(), Impossible> {
        let secret = self.signing_secret();
        let verified = http::verify(&secret, url).await;
        verified.map_err(|why| Impossible::new(&why))
    }

    /// Someone with an account of this kind.
    #[must_use]
    pub fn person(&self, name: &str, account: Account) -> Person {
        let id = self.change(|state| {
            let id = state.id('U', name);
            let user = User {
                id: id.clone(),
                name: name.to_owned(),
                account,
                locale: "en-US".to_owned(),
                away: false,
                deleted: false,
            };
            state.team_mut(&self.id).users.insert(id.clone(), user);
            id
        });
        Person {
            team: self.clone(),
            id,
        }
    }

    /// A full member.
    #[must_use]
    pub fn member(&self, name: &str) -> Person {
        self.person(name, Account::Member)
    }

    /// A room with these people and the bot in it.
    #[must_use]
    pub fn room(&self, name: &str, kind: RoomKind, people: &[&Person]) -> Room {
        let id = self.change(|state| {
            let id = state.id('C', name);
            let team = state.team_mut(&self.id);
            let mut members: Vec<_> = people.iter().map(|person| person.id.clone()).collect();
            members.push(team.bot_user.clone());
            let room = RoomData {
                id: id.clone(),
                name: name.to_owned(),
                kind,
                members,
                archived: false,
                messages: Vec::new(),
                last_post: None,
            };
            team.rooms.insert(id.clone(), room);
            id
        });
        Room {
            team: self.clone(),
            id,
        }
    }

    /// A user group; its id.
    #[must_use]
    pub fn group(&self, name: &str, people: &[&Person]) -> String {
        self.change(|state| {
            let id = state.id('S', name);
            let users = people.iter().map(|person| person.id.clone()).collect();
            state.team_mut(&self.id).groups.insert(id.clone(), users);
            id
        })
    }

    /// Another app posts, as apps do today: with a `bot_id` and no subtype.
    pub fn other_app_posts(&self, room: &Room, text: &str) -> String {
        let bot = self.person("otherapp", Account::Bot);
        self.machine_posts(
            room,
            json!({
                "type": "message", "user": bot.id, "bot_id": "B999OTHER", "app_id": "A999OTHER",
                "team": self.id, "text": text,
                "bot_profile": {"id": "B999OTHER", "app_id": "A999OTHER", "name": "otherapp",
                    "deleted": false, "updated": 1_700_000_000, "team_id": self.id},
            }),
        )
    }

    /// A webhook posts: subtype `bot_message`, and no user.
    pub fn webhook_posts(&self, room: &Room, text: &str) -> String {
        self.machine_posts(
            room,
            json!({
                "type": "message", "subtype": "bot_message", "bot_id": "B998HOOK",
                "username": "a webhook", "text": text,
            }),
        )
    }

    /// The app's own bot posts, as it did before the test began: what it says is given whole, with
    /// blocks or without.
    pub fn app_posted(&self, room: &Room, content: &serde_json::Value) -> String {
        self.change(|state| {
            let posted = posting::post(state, &self.id, &room.id, content, None);
            posted["ts"].as_str().unwrap_or_default().to_owned()
        })
    }

    fn machine_posts(&self, room: &Room, message: serde_json::Value) -> String {
        self.change(|state| {
            let ts = state.ts();
            let mut message = object(message);
            message.insert("ts".into(), json!(ts));
            let stored = Message {
                ts: ts.clone(),
                wire: message.clone(),
                only_for: None,
                broadcast: false,
            };
            wire::store(state, &self.id, &room.id, stored);
            wire::emit_in_room(state, &self.id, &room.id, message);
            ts
        })
    }
}

/// Makes a workspace with an app installed: its own, or that of another workspace.
fn install(state: &mut State, name: &str, home: Option<&str>) -> String {
    let id = state.id('T', name);
    let number = state.number();
    let (bot_token, app_token) = (format!("xoxb-fake-{number}"), format!("xapp-fake-{number}"));
    let (own_app, own_secret) = (state.id('A', name), format!("fake-signing-secret-{number}"));
    let mut tokens = vec![(bot_token.clone(), Bearer::Bot)];
    let (app_id, signing_secret, app_token) = if let Some(home) = home.map(|id| state.team(id)) {
        (
            home.app_id.clone(),
            home.signing_secret.clone(),
            home.app_token.clone(),
        )
    } else {
        tokens.push((app_token.clone(), Bearer::App));
        (own_app, own_secret, app_token)
    };
    for (token, bearer) in tokens {
        let token_of = Token {
            team: id.clone(),
            bearer,
            scopes: None,
            dead: None,
        };
        state.tokens.insert(token, token_of);
    }
    let bot_user = state.id('U', "bonsens");
    let bot = User {
        id: bot_user.clone(),
        name: "bonsens".to_owned(),
        account: Account::Bot,
        locale: "en-US".to_owned(),
        away: false,
        deleted: false,
    };
    let team = TeamData {
        id: id.clone(),
        name: name.to_owned(),
        domain: name.to_lowercase().replace(' ', "-"),
        app_id,
        app_home: home.unwrap_or(&id).to_owned(),
        bot_id: state.id('B', "bonsens"),
        signing_secret,
        bot_user: bot_user.clone(),
        bot_token,
        app_token,
        target: Target::Socket,
        users: BTreeMap::from([(bot_user, bot)]),
        rooms: BTreeMap::new(),
        groups: BTreeMap::new(),
        files: BTreeMap::new(),
        homes: BTreeMap::new(),
        home_tab: true,
        picks: BTreeMap::new(),
        modals: BTreeMap::new(),
        modal_errors: BTreeMap::new(),
        troubles: Vec::new(),
    };
    state.teams.insert(id.clone(), team);
    id
}
