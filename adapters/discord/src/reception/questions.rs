//! Questions to the charter: before everyone where the bot is named or its answer replied to, and
//! to whoever asks alone in a direct conversation.

use bonsens_kit::{Backoff, Conversation, Turn};
use bonsens_port::{
    Audience, AuthorId, EventKind, Lang, MessageId, MessageText, Role, WorkspaceId,
};

use super::{End, Fact, Reception, when};
use crate::incoming::{Message, Nothing};
use crate::people::Place;

/// A question that is asked before everyone, and the message whose answer it follows.
pub(super) struct Asked {
    pub(super) text: MessageText,
    after: Option<MessageId>,
}

impl Reception {
    /// What is asked of the bot in a message that others read.
    pub(super) fn question(&self, message: &mut Message) -> Option<Asked> {
        if let Some(text) = message.asked.take() {
            return Some(Asked { text, after: None });
        }
        let served = self.settings.served(message.server.as_ref()?)?;
        // There, people talk about what the bot shows; they don't ask it.
        let among_themselves = [
            Some(&served.moderators_channel),
            served.helpdesk_channel.as_ref(),
        ];
        let place = self.people.place(&served.id, &message.room);
        let channel = place.map_or_else(|| message.room.clone(), |place| place.channel);
        if among_themselves.contains(&Some(&channel)) {
            return None;
        }
        let reply = message.reply.take()?;
        Some(Asked {
            text: reply.asked,
            after: reply.after,
        })
    }

    pub(super) async fn asks(
        &self,
        fact: &Fact,
        place: &Place,
        message: &MessageId,
        asked: Asked,
    ) -> Result<(), End> {
        let fact = Fact {
            id: format!("asked/{message}"),
            ..fact.clone()
        };
        let here = |within: &str| (fact.server.clone(), fact.channel.clone(), within.to_owned());
        let conversation = match &place.thread {
            Some(thread) => here(thread.id.as_str()),
            None => here(fact.person.as_str()),
        };
        let after = asked.after.as_ref();
        let after = after.and_then(|after| self.questions.before(&here(after.as_str()), &fact.id));
        let previous = after.or_else(|| self.questions.before(&conversation, &fact.id));
        let kind = EventKind::QuestionAsked {
            text: asked.text.clone(),
            previous,
            thread: Some(place.message(message)),
        };
        let event = self.event(&fact, Role::Employee, Audience::default(), kind);
        self.take(event).await?;
        // Whoever replies to the answer goes on from here.
        self.questions
            .asked(here(message.as_str()), &fact.id, asked.text.clone());
        self.questions.asked(conversation, &fact.id, asked.text);
        Ok(())
    }

    /// Something written to the bot alone: a question, or a charter.
    pub(super) async fn direct(
        &self,
        message: Message,
        turn: &mut Turn<String>,
    ) -> Result<(), End> {
        let server = self
            .home(&message.author)
            .await?
            .ok_or(Nothing::NotServed)?;
        let _place = self.comes(turn).await;
        let fact = Fact {
            id: format!("posted/{}", message.id),
            server,
            channel: message.room.clone(),
            person: message.author.clone(),
            at: when(message.id.as_str()),
        };
        let asked = message.asked;
        if let Some(file) = message.files.iter().find(|file| file.is_document()) {
            let member = self.people.member(&fact.server, &fact.person).await;
            let role = member.map(|member| self.people.role(&fact.server, &member));
            if role >= Some(Role::Admin) {
                return self.offered(&fact, file, Role::Admin).await;
            }
            if asked.is_none() {
                self.writes(&fact, "discord-say-file-not-admin").await;
                return Ok(());
            }
        }
        let text = asked.ok_or(Nothing::Empty)?;
        if self.is_call_for_help(&text) {
            self.writes(&fact, "discord-say-help").await;
            return Ok(());
        }
        let conversation = (fact.server.clone(), fact.channel.clone(), String::new());
        self.asks_alone(&fact, conversation, text, Role::Employee)
            .await
    }

    /// A question that is answered to whoever asks, alone.
    pub(super) async fn asks_alone(
        &self,
        fact: &Fact,
        conversation: Conversation,
        text: MessageText,
        role: Role,
    ) -> Result<(), End> {
        let kind = EventKind::QuestionAsked {
            text: text.clone(),
            previous: self.questions.before(&conversation, &fact.id),
            thread: None,
        };
        let event = self.event(fact, role, Audience::default(), kind);
        if fact.id.starts_with("interaction/") {
            self.take_now(event).await?;
        } else {
            self.take(event).await?;
        }
        self.questions.asked(conversation, &fact.id, text);
        Ok(())
    }

    /// The server someone writes from; Discord is asked until it says.
    async fn home(&self, person: &AuthorId) -> Result<Option<WorkspaceId>, End> {
        let mut backoff = Backoff::new();
        loop {
            match self.people.home(person).await {
                Ok(home) => return Ok(home),
                Err(failure) => self.waits(failure, &mut backoff).await?,
            }
        }
    }

    /// The word for help alone, in either language.
    fn is_call_for_help(&self, text: &MessageText) -> bool {
        let said = text.expose().trim().trim_start_matches('/').to_lowercase();
        let words = [Lang::En, Lang::Fr].map(|lang| (self.say)(lang, "discord-option-help"));
        words.contains(&said)
    }
}
