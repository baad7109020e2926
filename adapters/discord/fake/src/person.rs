//! What a person does by writing, and what they see.

use bonsens_fake_kit::Impossible;
use serde_json::{Value, json};

use crate::channel::Channel;
use crate::permissions::{READ_MESSAGE_HISTORY, SEND_MESSAGES, VIEW_CHANNEL};
use crate::posting;
use crate::seen::Seen;
use crate::server::{Role, Server, join};
use crate::state::{self, File, State};
use crate::wire;

/// Someone on a server.
#[derive(Clone)]
pub struct Person {
    pub(crate) server: Server,
    pub(crate) id: String,
}

/// A message someone is about to post. Words alone become one too.
#[derive(Debug, Clone, Default)]
pub struct Post {
    text: String,
    reply_to: Option<String>,
    forwards: Option<(String, String)>,
    embeds: Vec<Value>,
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
    /// Makes it a reply to a message of the same channel.
    #[must_use]
    pub fn replying_to(mut self, id: &str) -> Self {
        self.reply_to = Some(id.to_owned());
        self
    }

    /// Forwards a message of this channel. A forward has no words of its own.
    #[must_use]
    pub fn forwarding(channel: &Channel, id: &str) -> Self {
        Self {
            forwards: Some((channel.id.clone(), id.to_owned())),
            ..Self::default()
        }
    }

    /// Adds an embed, as the preview of a link is or what a bot posts.
    #[must_use]
    pub fn with_embed(mut self, embed: Value) -> Self {
        self.embeds.push(embed);
        self
    }

    /// Adds a file, by its id.
    #[must_use]
    pub fn with_file(mut self, id: &str) -> Self {
        self.files.push(id.to_owned());
        self
    }
}

/// A file as messages and interactions show it.
pub(crate) fn attachment(state: &State, channel: &str, id: &str) -> Option<Value> {
    let file = state.files.get(id)?;
    let url = format!(
        "{}/cdn/attachments/{channel}/{id}/{}",
        state.base, file.name
    );
    Some(json!({
        "id": id, "filename": file.name, "size": file.bytes.len(), "url": url,
        "proxy_url": url, "content_type": file.kind, "content_scan_version": 0,
    }))
}

impl Person {
    /// Their id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    pub(crate) fn change<R>(&self, change: impl FnOnce(&mut State) -> R) -> R {
        self.server.shared.state.change(change)
    }

    pub(crate) fn look<R>(&self, look: impl FnOnce(&State) -> R) -> R {
        self.server.shared.state.look(look)
    }

    /// Posts in a channel or thread; the message's id.
    pub fn posts(&self, channel: &Channel, post: impl Into<Post>) -> String {
        let post = post.into();
        self.change(|state| self.write(state, &channel.id, None, &post))
    }

    fn write(&self, state: &mut State, channel: &str, id: Option<&str>, post: &Post) -> String {
        let author = wire::user(&state.users[&self.id]);
        let mut message = posting::blank(state, channel, &author, &post.text);
        if let Some(id) = id {
            message.insert("id".into(), json!(id));
        }
        message.insert("mentions".into(), posting::mentioned(state, &post.text));
        message.insert("embeds".into(), json!(post.embeds));
        let files = post.files.iter();
        let files: Vec<_> = files
            .filter_map(|id| attachment(state, channel, id))
            .collect();
        message.insert("attachments".into(), json!(files));
        if let Some(first) = &post.reply_to {
            posting::reply_to(state, &mut message, channel, first);
        }
        if let Some((from, id)) = &post.forwards {
            posting::forward(state, &mut message, from, id);
        }
        posting::store(state, channel, posting::plain(message))
    }

    /// Replies to a message.
    pub fn replies(&self, channel: &Channel, id: &str, words: &str) -> String {
        self.posts(channel, Post::from(words).replying_to(id))
    }

    /// Posts, mentioning the bot first.
    pub fn mentions_bot(&self, channel: &Channel, words: &str) -> String {
        let bot = self.look(|state| state.app.bot.clone());
        self.posts(channel, format!("<@{bot}> {words}").as_str())
    }

    /// Their direct messages with the bot.
    pub fn direct(&self) -> Channel {
        let id = self.change(|state| state.direct(&self.id));
        Channel {
            shared: self.server.shared.clone(),
            id,
        }
    }

    /// Writes to the bot in their direct messages.
    pub fn tells_bot(&self, post: impl Into<Post>) -> String {
        self.posts(&self.direct(), post)
    }

    /// Starts a thread from a message, or without one.
    pub fn starts_thread(&self, channel: &Channel, from: Option<&str>, name: &str) -> Channel {
        let id =
            self.change(|state| posting::start_thread(state, &channel.id, from, &self.id, name));
        channel.other(&id.unwrap_or_default())
    }

    /// Opens a post in a forum: a thread of this name whose first message has its id.
    pub fn opens_post(&self, forum: &Channel, title: &str, post: impl Into<Post>) -> Channel {
        let post = post.into();
        let id = self.change(|state| {
            let id = posting::start_thread(state, &forum.id, None, &self.id, title)?;
            self.write(state, &id, Some(&id), &post);
            Some(id)
        });
        forum.other(&id.unwrap_or_default())
    }

    /// Edits a message.
    pub fn edits(&self, channel: &Channel, id: &str, words: &str) -> Result<(), Impossible> {
        self.change(|state| {
            let message = state.channels.get(&channel.id).and_then(|c| c.message(id));
            message
                .filter(|message| message.wire["author"]["id"] == *self.id)
                .ok_or_else(|| Impossible::new("this is not a message of theirs"))?;
            let mentions = posting::mentioned(state, words);
            posting::change(state, &channel.id, id, true, |wire| {
                wire.insert("content".into(), json!(words));
                wire.insert("mentions".into(), mentions);
            });
            Ok(())
        })
    }

    /// Deletes a message.
    pub fn deletes(&self, channel: &Channel, id: &str) -> Result<(), Impossible> {
        let deleted =
            self.change(|state| posting::delete(state, &channel.id, &[id.to_owned()], false));
        deleted
            .then_some(())
            .ok_or_else(|| Impossible::new("there is no such message"))
    }

    /// Has a file to share; its id.
    pub fn uploads(&self, name: &str, kind: &str, bytes: &[u8]) -> String {
        self.change(|state| {
            let id = state.new_id();
            let file = File {
                name: name.to_owned(),
                kind: kind.to_owned(),
                bytes: bytes.to_vec(),
            };
            state.files.insert(id.clone(), file);
            id
        })
    }

    /// What they see in a channel, if they may read it.
    #[must_use]
    pub fn sees(&self, channel: &Channel) -> Vec<Seen> {
        self.look(|state| {
            let needed = VIEW_CHANNEL | READ_MESSAGE_HISTORY;
            if state.may(&self.id, &channel.id) & needed != needed {
                return Vec::new();
            }
            let channel = state.channels.get(&channel.id);
            channel.map_or_else(Vec::new, |channel| {
                Seen::all(state, channel, Some(&self.id))
            })
        })
    }

    /// What the app told them in direct messages.
    #[must_use]
    pub fn told(&self) -> Vec<Seen> {
        let direct = self.direct();
        let seen = self.sees(&direct).into_iter();
        seen.filter(|seen| seen.from_app).collect()
    }

    /// What the app showed them alone, wherever that was.
    #[must_use]
    pub fn shown(&self) -> Vec<Seen> {
        self.look(|state| {
            let all = state.channels.values();
            let mut shown: Vec<Seen> = all
                .flat_map(|channel| Seen::all(state, channel, Some(&self.id)))
                .filter(|seen| seen.only_you)
                .collect();
            shown.sort_by(|a, b| a.id.cmp(&b.id));
            shown
        })
    }

    /// What went wrong on their screen.
    #[must_use]
    pub fn troubles(&self) -> Vec<String> {
        self.look(|state| state.users[&self.id].troubles.clone())
    }

    /// Takes no direct messages any more: they are refused with 50007.
    pub fn closes_direct_messages(&self) {
        self.refuses_direct_messages(Some(50_007));
    }

    /// Direct messages to them are refused with this code; `None`: they arrive.
    pub fn refuses_direct_messages(&self, code: Option<u64>) {
        self.with_user(|user| user.closed = code);
    }

    /// Uses Discord in this language, such as `fr` or `en-GB`.
    pub fn speaks(&self, locale: &str) {
        self.with_user(|user| locale.clone_into(&mut user.locale));
    }

    fn with_user(&self, change: impl FnOnce(&mut state::User)) {
        self.change(|state| state.users.get_mut(&self.id).map(change));
    }

    /// Is given a role.
    pub fn has(&self, role: &Role) {
        self.with_roles(|roles| roles.push(role.id.clone()));
    }

    /// Loses a role.
    pub fn has_no_longer(&self, role: &Role) {
        self.with_roles(|roles| roles.retain(|has| *has != role.id));
    }

    fn with_roles(&self, change: impl FnOnce(&mut Vec<String>)) {
        self.change(|state| {
            let id = self.server.id.clone();
            let guild = state.guilds.get_mut(&id);
            let Some(member) = guild.and_then(|guild| guild.members.get_mut(&self.id)) else {
                return;
            };
            change(&mut member.roles);
            if let Some(mut data) = wire::whole_member(state, &state.guilds[&id], &self.id) {
                data["guild_id"] = json!(id);
                state.emit(Some(&id), "GUILD_MEMBER_UPDATE", &data);
            }
        });
    }

    /// The same person on another server, which they join.
    #[must_use]
    pub fn joins(&self, server: &Server) -> Person {
        self.change(|state| join(state, &server.id, &self.id, true));
        server.person(&self.id)
    }

    /// Leaves the server.
    pub fn leaves(&self) {
        self.change(|state| {
            let id = self.server.id.clone();
            if let Some(guild) = state.guilds.get_mut(&id) {
                guild.members.remove(&self.id);
            }
            let user = wire::user(&state.users[&self.id]);
            let data = json!({"guild_id": id, "user": user});
            state.emit(Some(&id), "GUILD_MEMBER_REMOVE", &data);
        });
    }

    /// Whether they may write in a channel.
    pub fn may_write(&self, channel: &Channel) -> bool {
        self.look(|state| state.may(&self.id, &channel.id) & SEND_MESSAGES != 0)
    }
}
