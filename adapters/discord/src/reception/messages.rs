//! What people write where others read it.

use std::hash::{DefaultHasher, Hash, Hasher};

use bonsens_kit::{Backoff, Stage, Turn};
use bonsens_port::{
    Audience, AuthorId, ChannelId, EventKind, MessageId, MessageText, Role, WorkspaceId,
};
use hyper::Method;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::questions::Asked;
use super::{End, Fact, NOTED_IN_ONE, Reception, when};
use crate::incoming::{File, Incoming, Message, Nothing, Scene, decode};
use crate::people::Place;

impl Place {
    /// The channel or thread itself.
    pub(super) fn room(&self) -> &ChannelId {
        self.thread
            .as_ref()
            .map_or(&self.channel, |thread| &thread.id)
    }

    /// A message there, as it is told apart in its channel.
    pub(super) fn message(&self, id: &MessageId) -> MessageId {
        match &self.thread {
            Some(thread) => MessageId::new(format!("{}.{id}", thread.id)),
            None => id.clone(),
        }
    }

    /// The title that is read above a message: a post in a forum begins with it.
    fn title(&self, id: &MessageId) -> Option<&str> {
        let thread = self.thread.as_ref()?;
        (thread.id.as_str() == id.as_str()).then_some(thread.title.as_str())
    }
}

impl Reception {
    pub(super) async fn posted(
        &self,
        mut message: Message,
        turn: &mut Turn<String>,
    ) -> Result<(), End> {
        let fact = format!("posted/{}", message.id);
        self.remembers(&message);
        let asked = self.question(&mut message);
        self.wrote(message, fact, Stage::Posted, asked, turn).await
    }

    pub(super) async fn edited(
        &self,
        message: Message,
        turn: &mut Turn<String>,
    ) -> Result<(), End> {
        // A pin, or a preview that comes late: what it says is what it said.
        if !self.remembers(&message) {
            return Err(Nothing::SameText.into());
        }
        let at = message.edited.as_deref().unwrap_or_default();
        let fact = format!("edited/{}/{at}", message.id);
        self.wrote(message, fact, Stage::Edited, None, turn).await
    }

    /// A post has another title: its first message reads otherwise.
    pub(super) async fn renamed(
        &self,
        server: &WorkspaceId,
        thread: &ChannelId,
        turn: &mut Turn<String>,
    ) -> Result<(), End> {
        self.people.look(server).await;
        let place = self.find(server, thread).await?;
        if !self.people.is_forum(server, &place.channel) {
            return Err(Nothing::NoUse.into());
        }
        let path = format!("/channels/{thread}/messages/{thread}");
        let mut backoff = Backoff::new();
        let mut first: Value = loop {
            match self.rest.call(Method::GET, &path, None).await {
                Ok(first) => break first,
                Err(failure) => self.waits(failure, &mut backoff).await?,
            }
        };
        // What is asked for does not say where it is; what is sent by itself does.
        first["guild_id"] = json!(server.as_str());
        let first = serde_json::value::to_raw_value(&first).map_err(|_| Nothing::Malformed)?;
        let nobody = AuthorId::new("");
        let scene = Scene {
            bot: self.bot.get().unwrap_or(&nobody),
            settings: &self.settings,
        };
        let Incoming::Posted(message) = decode("MESSAGE_CREATE", &first, scene)? else {
            return Err(Nothing::Malformed.into());
        };
        let now = Timestamp::now().as_millisecond();
        let fact = format!("edited/{}/renamed/{now}", message.id);
        self.wrote(message, fact, Stage::Edited, None, turn).await
    }

    /// Someone posted a message where others read it, or changed it.
    async fn wrote(
        &self,
        message: Message,
        fact: String,
        stage: Stage,
        asked: Option<Asked>,
        turn: &mut Turn<String>,
    ) -> Result<(), End> {
        let server = message.server.clone().ok_or(Nothing::Malformed)?;
        let known = self.people.place(&server, &message.room);
        let first = message.id.as_str() == message.room.as_str();
        let mut fact = Fact {
            id: fact,
            channel: known
                .as_ref()
                .map_or_else(|| message.room.clone(), |place| place.channel.clone()),
            person: message.author.clone(),
            at: when(message.id.as_str()),
            server: server.clone(),
        };
        let plain = asked.is_none() && !message.files.iter().any(File::is_text);
        // What became of a message depends on what the core knows of it: not before its turn, and
        // only by the place the core knows it in.
        if stage == Stage::Edited {
            turn.comes().await;
        }
        let placed = known.is_some() || (stage == Stage::Posted && !first);
        // Almost always: nothing in it, so that nobody has to be looked up.
        if plain
            && placed
            && let text = titled(known.as_ref(), &message)
            && self
                .is_nothing(&fact, known.as_ref(), &message.id, text, stage)
                .await
        {
            return Ok(());
        }
        let place = self.find(&server, &message.room).await?;
        fact.channel = place.channel.clone();
        let read = self.files.read(&message.files).await;
        let text = with(titled(Some(&place), &message), &read.texts);
        let _place = self.comes(turn).await;
        // What could not be read may still be there: a message is not clean for that.
        if stage == Stage::Edited
            && !read.whole
            && let half = text.clone()
            && self
                .is_nothing(&fact, Some(&place), &message.id, half, Stage::Posted)
                .await
        {
            return Err(Nothing::HalfRead.into());
        }
        if !self
            .is_nothing(&fact, Some(&place), &message.id, text.clone(), stage)
            .await
        {
            self.scans(&fact, &place, &message, text, stage).await?;
        }
        match asked {
            Some(asked) => self.asks(&fact, &place, &message.id, asked).await,
            None => Ok(()),
        }
    }

    async fn scans(
        &self,
        fact: &Fact,
        place: &Place,
        message: &Message,
        text: MessageText,
        stage: Stage,
    ) -> Result<(), End> {
        let id = place.message(&message.id);
        let key = (fact.server.clone(), fact.channel.clone(), id.clone());
        if self.stages.is_past(&key, stage) {
            return Err(Nothing::Outdated.into());
        }
        self.people.look(&fact.server).await;
        let audience = self.people.audience(&fact.server, place, &message.roles);
        self.notes(place, &id);
        let event = self.event(fact, Role::Employee, audience, kind(id, text, stage));
        self.take(event).await?;
        self.stages.reached(key, stage);
        Ok(())
    }

    /// A message in which there is nothing, as in almost all of them.
    async fn is_nothing(
        &self,
        fact: &Fact,
        place: Option<&Place>,
        id: &MessageId,
        text: MessageText,
        stage: Stage,
    ) -> bool {
        let id = place.map_or_else(|| id.clone(), |place| place.message(id));
        let kind = kind(id, text, stage);
        let event = self.event(fact, Role::Employee, Audience::default(), kind);
        self.intake.is_nothing(&event).await
    }

    /// Messages are gone.
    pub(super) async fn gone(
        &self,
        server: &WorkspaceId,
        place: &Place,
        all: Vec<MessageId>,
        turn: &mut Turn<String>,
    ) -> Result<(), End> {
        let _place = self.comes(turn).await;
        for message in all {
            let key = (server.clone(), place.channel.clone(), message.clone());
            let id = message.as_str().rsplit('.').next().unwrap_or_default();
            let fact = Fact {
                id: format!("deleted/{id}"),
                server: server.clone(),
                channel: place.channel.clone(),
                // Discord does not say who wrote it, nor who deleted it.
                person: AuthorId::new("unknown"),
                at: Timestamp::now(),
            };
            let kind = EventKind::MessageDeleted { message };
            let event = self.event(&fact, Role::Employee, Audience::default(), kind);
            if !self.intake.is_nothing(&event).await {
                self.take(event).await?;
            }
            self.stages.reached(key, Stage::Deleted);
        }
        Ok(())
    }

    /// Remembers what a message says, as a mark; whether it says something else than before.
    fn remembers(&self, message: &Message) -> bool {
        let mut hasher = DefaultHasher::new();
        message.text.expose().hash(&mut hasher);
        let (key, mark) = ((message.room.clone(), message.id.clone()), hasher.finish());
        let before = self.texts.get(&key);
        self.texts.put(key, mark);
        before != Some(mark)
    }

    /// Remembers that the core may speak of a message, in case its channel or thread disappears
    /// with everything in it.
    fn notes(&self, place: &Place, id: &MessageId) {
        for room in [
            Some(&place.channel),
            place.thread.as_ref().map(|thread| &thread.id),
        ] {
            let Some(room) = room else { continue };
            let mut noted = self.noted.get(room).unwrap_or_default();
            if !noted.contains(id) && noted.len() < NOTED_IN_ONE {
                noted.push(id.clone());
                self.noted.put(room.clone(), noted);
            }
        }
    }
}

fn kind(message: MessageId, text: MessageText, stage: Stage) -> EventKind {
    if stage == Stage::Posted {
        EventKind::MessagePosted { message, text }
    } else {
        EventKind::MessageEdited { message, text }
    }
}

/// What a message says, below the title it may have.
fn titled(place: Option<&Place>, message: &Message) -> MessageText {
    match place.and_then(|place| place.title(&message.id)) {
        Some(title) => MessageText::new(format!("{title}\n{}", message.text.expose())),
        None => message.text.clone(),
    }
}

/// The same, with what is in its files.
fn with(text: MessageText, files: &[String]) -> MessageText {
    if files.is_empty() {
        return text;
    }
    let all: Vec<&str> = [text.expose()]
        .into_iter()
        .chain(files.iter().map(String::as_str))
        .filter(|part| !part.is_empty())
        .collect();
    MessageText::new(all.join("\n"))
}
