//! What a person does by writing.

use bonsens_fake_kit::{Impossible, object};
use serde_json::{Map, Value, json};

use crate::state::{Message, RoomKind, State};
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
            message.extend(object(json!({"user_team": home, "source_team": home})));
        }
        if let Some(thread) = &post.thread {
            message.insert("thread_ts".into(), json!(thread));
            let parent = state.room(team, room).and_then(|room| room.message(thread));
            if let Some(parent) = parent {
                let author = parent.wire.get("user").cloned().unwrap_or_default();
                message.insert("parent_user_id".into(), author);
            }
        }
        self.share(state, room, &post.files);
        if kind == Some(RoomKind::Shared) && !post.files.is_empty() {
            message.insert("files".into(), hidden_files(&post.files));
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
            broadcast: post.broadcast,
        };
        wire::store(state, team, room, stored);
        let mut event = message.clone();
        if post.broadcast {
            event.insert("subtype".into(), json!("thread_broadcast"));
            let thread = post.thread.as_deref().unwrap_or_default();
            let first = state.room(team, room).and_then(|room| room.message(thread));
            let first = first.map(|first| Value::Object(first.wire.clone()));
            event.insert("root".into(), first.unwrap_or_default());
        }
        wire::emit_in_room(state, team, room, event);
        let mention = format!("<@{}>", state.team(team).bot_user);
        if post.text.contains(&mention) && kind != Some(RoomKind::Direct) {
            self.mention(state, room, message);
        }
        ts
    }

    /// Files that are shared where the bot is, it may read.
    fn share(&self, state: &mut State, room: &str, files: &[String]) {
        let team = self.team.id.as_str();
        let bot = state.team(team).bot_user.clone();
        if !state.room(team, room).is_some_and(|room| room.has(&bot)) {
            return;
        }
        for id in files {
            if let Some(file) = state.team_mut(team).files.get_mut(id) {
                file.open_to_app = true;
            }
        }
    }

    fn message(&self, state: &mut State, post: &Post) -> Map<String, Value> {
        let typed = typed(&post.text);
        let mut message = object(json!({
            "type": "message", "user": self.id, "text": typed.text, "ts": state.ts(),
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
            message.extend(object(json!({
                "subtype": "file_share", "files": files, "upload": false,
                "display_as_bot": false,
            })));
            if !post.text.is_empty() {
                message.insert("blocks".into(), typed.blocks);
            }
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
        wire::emit(state, &self.team.id, &Value::Object(event), shared);
    }

    /// Edits a message.
    pub fn edits(&self, room: &Room, ts: &str, words: &str) -> Result<(), Impossible> {
        let typed = typed(words);
        self.team.change(|state| {
            let edited = json!({"user": self.id, "ts": state.ts()});
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
            let ts = state.ts();
            let event = json!({
                "type": "member_joined_channel", "user": self.id, "channel": room.id,
                "channel_type": letter, "team": team, "event_ts": ts,
            });
            wire::emit(state, team, &event, kind == RoomKind::Shared);
            let notice = object(json!({
                "type": "message", "subtype": "channel_join", "user": self.id, "ts": ts,
                "text": format!("<@{}> has joined the channel", self.id),
            }));
            wire::emit_in_room(state, team, &room.id, notice);
        });
    }
}

/// Of a file in a channel shared with another organisation an event says only that it is there;
/// `files.info` tells the rest.
fn hidden_files(files: &[String]) -> Value {
    let hidden = files.iter().map(|id| {
        json!({
            "id": id, "mode": "file_access", "file_access": "check_file_info", "created": 0,
            "timestamp": 0, "user": "",
        })
    });
    hidden.collect()
}
