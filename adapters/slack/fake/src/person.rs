//! What a person does by writing, and what they see.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::seen::{Impossible, Seen, View};
use crate::state::{Bearer, FileData, Message, RoomKind, State, Token};
use crate::team::{Room, Team};
use crate::typed::typed;
use crate::wire;

/// Someone with an account in a workspace.
#[derive(Clone)]
pub struct Person {
    pub(crate) team: Team,
    pub(crate) id: String,
}

/// A message someone is about to post. Words alone become one too.
#[derive(Debug, Clone, Default)]
pub struct Post {
    text: String,
    thread: Option<String>,
    broadcast: bool,
    me: bool,
    attachments: Vec<Value>,
    files: Vec<String>,
}

impl From<&str> for Post {
    fn from(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            ..Self::default()
        }
    }
}

impl Post {
    /// Posts it as a reply in a thread.
    #[must_use]
    pub fn in_thread(mut self, ts: &str) -> Self {
        self.thread = Some(ts.to_owned());
        self
    }

    /// Also sends the reply to the room.
    #[must_use]
    pub fn broadcast(mut self) -> Self {
        self.broadcast = true;
        self
    }

    /// Posts it as `/me` does.
    #[must_use]
    pub fn as_me(mut self) -> Self {
        self.me = true;
        self
    }

    /// Adds an attachment.
    #[must_use]
    pub fn attaching(mut self, attachment: Value) -> Self {
        self.attachments.push(attachment);
        self
    }

    /// Adds a file, by its id.
    #[must_use]
    pub fn with_file(mut self, id: &str) -> Self {
        self.files.push(id.to_owned());
        self
    }
}

impl Person {
    /// Their id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Posts in a room; the message's timestamp. In the room of someone's direct messages with
    /// the bot, that is a direct message. When the words mention the bot, `app_mention` comes too.
    pub fn posts(&self, room: &Room, post: impl Into<Post>) -> String {
        let post = post.into();
        self.team.change(|state| self.write(state, &room.id, &post))
    }

    /// Replies in a thread.
    pub fn replies(&self, room: &Room, thread: &str, words: &str) -> String {
        self.posts(room, Post::from(words).in_thread(thread))
    }

    /// Posts, mentioning the bot first.
    pub fn mentions_bot(&self, room: &Room, words: &str) -> String {
        let words = format!("<@{}> {words}", self.team.bot_user());
        self.posts(room, words.as_str())
    }

    /// Writes to the bot in their direct messages.
    pub fn tells_bot(&self, post: impl Into<Post>) -> String {
        self.posts(&self.direct(), post)
    }

    fn write(&self, state: &mut State, room: &str, post: &Post) -> String {
        let team = self.team.id.as_str();
        let mut message = self.message(state, post);
        let ts = message["ts"].as_str().unwrap_or_default().to_owned();
        let kind = state.room(team, room).map(|room| room.kind);
        if kind == Some(RoomKind::Shared) {
            let home = wire::home_of(&state.team(team).users[&self.id], state.team(team));
            message.extend(wire::object(
                json!({"user_team": home, "source_team": home}),
            ));
        }
        if let Some(thread) = &post.thread {
            message.insert("thread_ts".into(), json!(thread));
            let parent = state.room(team, room).and_then(|room| room.message(thread));
            if let Some(parent) = parent {
                let author = parent.wire.get("user").cloned().unwrap_or_default();
                message.insert("parent_user_id".into(), author);
            }
        }
        if let Some(data) = state.room_mut(team, room)
            && !data.has(&self.id)
        {
            data.members.push(self.id.clone());
        }
        let stored = Message {
            ts: ts.clone(),
            wire: message.clone(),
            only_for: None,
        };
        wire::store(state, team, room, stored);
        let mut event = message.clone();
        if post.broadcast {
            event.insert("subtype".into(), json!("thread_broadcast"));
            let thread = post.thread.as_deref().unwrap_or_default();
            let root = state.room(team, room).and_then(|room| room.message(thread));
            let root = root.map(|root| Value::Object(root.wire.clone()));
            event.insert("root".into(), root.unwrap_or_default());
        }
        wire::emit_in_room(state, team, room, event);
        let mention = format!("<@{}>", state.team(team).bot_user);
        if post.text.contains(&mention) && kind != Some(RoomKind::Direct) {
            self.mention(state, room, message);
        }
        ts
    }

    fn message(&self, state: &mut State, post: &Post) -> Map<String, Value> {
        let typed = typed(&post.text);
        let mut message = wire::object(json!({
            "type": "message", "user": self.id, "text": typed.text, "ts": state.clock.ts(),
            "team": self.team.id,
        }));
        if post.me {
            message.insert("subtype".into(), json!("me_message"));
        } else if post.files.is_empty() {
            message.insert("client_msg_id".into(), json!(state.uuid()));
            message.insert("blocks".into(), typed.blocks);
        } else {
            let files = &state.team(&self.team.id).files;
            let files: Vec<_> = post.files.iter().filter_map(|id| files.get(id)).collect();
            let files: Vec<_> = files.into_iter().map(|file| &file.wire).collect();
            message.extend(wire::object(json!({
                "subtype": "file_share", "files": files, "upload": false,
                "display_as_bot": false, "blocks": typed.blocks,
            })));
        }
        if !post.attachments.is_empty() {
            message.insert("attachments".into(), json!(post.attachments));
        }
        message
    }

    /// A mention comes a second time, as an event of its own with its own id.
    fn mention(&self, state: &mut State, room: &str, message: Map<String, Value>) {
        let data = state.room(&self.team.id, room);
        let bot_in = data.is_some_and(|room| room.has(&state.team(&self.team.id).bot_user));
        if !bot_in {
            return;
        }
        let shared = data.is_some_and(|room| room.kind == RoomKind::Shared);
        let mut event = message;
        event.insert("type".into(), json!("app_mention"));
        event.insert("channel".into(), json!(room));
        event.insert("event_ts".into(), event["ts"].clone());
        wire::emit(state, &self.team.id, Value::Object(event), shared);
    }

    /// Edits a message.
    pub fn edits(&self, room: &Room, ts: &str, words: &str) -> Result<(), Impossible> {
        let typed = typed(words);
        self.team.change(|state| {
            let edited = json!({"user": self.id, "ts": state.clock.ts()});
            let data = state.room_mut(&self.team.id, &room.id);
            let found = data.and_then(|data| data.messages.iter_mut().find(|m| m.ts == ts));
            let message = found
                .filter(|message| message.wire.get("user") == Some(&json!(self.id)))
                .ok_or_else(|| Impossible::new("this is not a message of theirs"))?;
            let old = message.clone();
            message.wire.insert("text".into(), json!(typed.text));
            message.wire.insert("blocks".into(), typed.blocks.clone());
            message.wire.insert("edited".into(), edited);
            let new = message.wire.clone();
            wire::emit_changed(state, &self.team.id, &room.id, &old, &new);
            Ok(())
        })
    }

    /// Deletes a message.
    pub fn deletes(&self, room: &Room, ts: &str) -> Result<(), Impossible> {
        let deleted = self
            .team
            .change(|state| wire::delete_message(state, &self.team.id, &room.id, ts));
        deleted
            .then_some(())
            .ok_or_else(|| Impossible::new("there is no such message"))
    }

    /// Joins a room.
    pub fn joins(&self, room: &Room) {
        self.team.change(|state| {
            let team = self.team.id.as_str();
            let Some(data) = state.room_mut(team, &room.id) else {
                return;
            };
            if !data.has(&self.id) {
                data.members.push(self.id.clone());
            }
            let (kind, bot_in) = (data.kind, data.members.clone());
            if !bot_in.contains(&state.team(team).bot_user) {
                return;
            }
            let letter = if kind == RoomKind::Private { "G" } else { "C" };
            let ts = state.clock.ts();
            let event = json!({
                "type": "member_joined_channel", "user": self.id, "channel": room.id,
                "channel_type": letter, "team": team, "event_ts": ts,
            });
            wire::emit(state, team, event, kind == RoomKind::Shared);
            let notice = wire::object(json!({
                "type": "message", "subtype": "channel_join", "user": self.id, "ts": ts,
                "text": format!("<@{}> has joined the channel", self.id),
            }));
            wire::emit_in_room(state, team, &room.id, notice);
        });
    }

    /// Uploads a file; its id, to post it or hand it in with a modal.
    #[must_use]
    pub fn uploads(&self, name: &str, mimetype: &str, content: &[u8]) -> String {
        self.upload(name, mimetype, content, "hosted")
    }

    /// Writes a text snippet; its id.
    #[must_use]
    pub fn writes_snippet(&self, title: &str, text: &str) -> String {
        self.upload(title, "text/plain", text.as_bytes(), "snippet")
    }

    fn upload(&self, name: &str, mimetype: &str, content: &[u8], mode: &str) -> String {
        let extension = name
            .rsplit_once('.')
            .map_or("text", |(_, extension)| extension);
        self.team.change(|state| {
            let id = state.id('F', "FILE");
            let (base, seconds) = (state.base.clone(), state.clock.seconds());
            let address: String = name
                .chars()
                .map(|c| {
                    if c.is_ascii_alphanumeric() || c == '.' {
                        c
                    } else {
                        '_'
                    }
                })
                .collect();
            let url = format!("{base}/files-pri/{id}/{address}");
            let mut wire = wire::object(json!({
                "id": id, "created": seconds, "timestamp": seconds, "name": name, "title": name,
                "mimetype": mimetype, "filetype": extension, "pretty_type": extension,
                "user": self.id, "user_team": self.team.id, "mode": mode,
                "editable": mode == "snippet", "size": content.len(), "is_external": false,
                "external_type": "", "is_public": true, "public_url_shared": false,
                "display_as_bot": false, "username": "", "url_private": url,
                "url_private_download": url, "permalink": url, "is_starred": false,
                "has_rich_preview": false, "file_access": "visible",
            }));
            if mode == "snippet" {
                let text = String::from_utf8_lossy(content);
                wire.insert(
                    "preview".into(),
                    json!(text.chars().take(500).collect::<String>()),
                );
                wire.insert("lines".into(), json!(text.lines().count()));
            }
            let file = FileData {
                wire: Value::Object(wire),
                content: content.to_vec(),
            };
            state.team_mut(&self.team.id).files.insert(id.clone(), file);
            id
        })
    }

    /// The room of their direct messages with the bot.
    #[must_use]
    pub fn direct(&self) -> Room {
        let open = |state: &mut State| state.open_direct_room(&self.team.id, &self.id).0;
        Room {
            id: self.team.change(open),
            team: self.team.clone(),
        }
    }

    /// What they see in a room: its messages, and those meant for them alone.
    #[must_use]
    pub fn sees(&self, room: &Room) -> Vec<Seen> {
        Seen::all(&self.team, &room.id, Some(&self.id))
    }

    /// What the bot wrote to them in their direct messages.
    #[must_use]
    pub fn told(&self) -> Vec<Seen> {
        let room = self
            .team
            .look(|team| Some(team.direct_room(&self.id)?.id.clone()));
        let messages = room.map(|room| Seen::all(&self.team, &room, Some(&self.id)));
        let from_app = messages.into_iter().flatten().filter(|seen| seen.from_app);
        from_app.collect()
    }

    /// Their Home of the app.
    #[must_use]
    pub fn home(&self) -> Option<View> {
        self.team
            .look(|team| team.homes.get(&self.id).map(View::of))
    }

    /// The modal in front of them.
    #[must_use]
    pub fn modal(&self) -> Option<View> {
        self.team
            .look(|team| Some(View::of(team.modals.get(&self.id)?.last()?)))
    }

    /// What the modal says is wrong, by `block_id`.
    #[must_use]
    pub fn modal_errors(&self) -> BTreeMap<String, String> {
        self.team.look(|team| {
            let errors = team.modal_errors.get(&self.id).and_then(Value::as_object);
            let errors = errors.into_iter().flatten();
            let words =
                errors.map(|(key, why)| (key.clone(), why.as_str().unwrap_or("").to_owned()));
            words.collect()
        })
    }

    /// The errors Slack showed them, when the app did not answer.
    #[must_use]
    pub fn troubles(&self) -> Vec<String> {
        self.team.look(|team| {
            let mine = team.troubles.iter().filter(|(user, _)| *user == self.id);
            mine.map(|(_, trouble)| trouble.clone()).collect()
        })
    }

    /// Goes away, or comes back.
    pub fn is_away(&self, away: bool) {
        self.set(|user| user.away = away);
    }

    /// Sets their language, such as `fr-FR`.
    pub fn speaks(&self, locale: &str) {
        self.set(|user| locale.clone_into(&mut user.locale));
    }

    /// Their account is deactivated.
    pub fn leaves_the_organisation(&self) {
        self.set(|user| user.deleted = true);
    }

    fn set(&self, set: impl FnOnce(&mut crate::state::User)) {
        self.team.change(|state| {
            if let Some(user) = state.team_mut(&self.team.id).users.get_mut(&self.id) {
                set(user);
            }
        });
    }

    /// A token that acts as them. An administrator's can delete anyone's message.
    #[must_use]
    pub fn token(&self, scopes: &[&str]) -> String {
        self.team.change(|state| {
            let token = format!("xoxp-fake-{}", state.number());
            let held = Token {
                team: self.team.id.clone(),
                bearer: Bearer::User(self.id.clone()),
                scopes: Some(scopes.iter().map(|scope| (*scope).to_owned()).collect()),
                dead: None,
            };
            state.tokens.insert(token.clone(), held);
            token
        })
    }
}
