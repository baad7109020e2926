//! The people and channels, and the events their acts lead to.

use std::collections::BTreeMap;

use bonsens_port::{
    Audience, AuthorId, ChannelId, Event, EventId, EventKind, Lang, MessageId, MessageText, Role,
    WorkspaceId,
};
use jiff::Timestamp;

/// Someone who works here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Person {
    /// Their name, and platform id.
    pub name: &'static str,
    /// What they may do.
    pub role: Role,
}

/// Who works here.
pub const PEOPLE: [Person; 5] = [
    Person {
        name: "ana",
        role: Role::Employee,
    },
    Person {
        name: "ben",
        role: Role::Employee,
    },
    Person {
        name: "chloe",
        role: Role::Employee,
    },
    Person {
        name: "mia",
        role: Role::Moderator,
    },
    Person {
        name: "noa",
        role: Role::Admin,
    },
];

/// Somewhere to talk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Channel {
    /// Its name, and platform id.
    pub name: &'static str,
    /// Who can read it.
    pub audience: Audience,
}

/// The union's channel, which is never scanned.
pub const UNION: &str = "union";

/// Where people talk.
pub const CHANNELS: [Channel; 4] = [
    Channel {
        name: "general",
        audience: Audience {
            members: Some(60),
            outsiders: false,
        },
    },
    Channel {
        name: "team",
        audience: Audience {
            members: Some(8),
            outsiders: false,
        },
    },
    Channel {
        name: "partners",
        audience: Audience {
            members: Some(20),
            outsiders: true,
        },
    },
    Channel {
        name: UNION,
        audience: Audience {
            members: Some(30),
            outsiders: false,
        },
    },
];

/// The workplace: who wrote which message where, and the events that follow.
#[derive(Debug)]
pub struct Workplace {
    lang: Lang,
    events: u64,
    messages: BTreeMap<u64, (Person, Channel)>,
}

impl Workplace {
    /// An empty workplace whose people speak `lang`.
    #[must_use]
    pub const fn new(lang: Lang) -> Self {
        Self {
            lang,
            events: 0,
            messages: BTreeMap::new(),
        }
    }

    /// The one workspace there is.
    #[must_use]
    pub fn workspace() -> WorkspaceId {
        WorkspaceId::new("sim")
    }

    /// The person of this name.
    #[must_use]
    pub fn person(name: &str) -> Option<Person> {
        PEOPLE.into_iter().find(|person| person.name == name)
    }

    /// The channel of this name.
    #[must_use]
    pub fn channel(name: &str) -> Option<Channel> {
        CHANNELS.into_iter().find(|channel| channel.name == name)
    }

    /// An event by this person in this channel.
    pub fn event(
        &mut self,
        person: Person,
        channel: Channel,
        at: Timestamp,
        kind: EventKind,
    ) -> Event {
        self.events += 1;
        Event {
            id: EventId::new(format!("e{}", self.events)),
            workspace: Self::workspace(),
            channel: ChannelId::new(channel.name),
            author: AuthorId::new(person.name),
            role: person.role,
            audience: channel.audience,
            lang: self.lang,
            at,
            kind,
        }
    }

    /// Posts a message; the number names it from then on.
    pub fn post(
        &mut self,
        person: Person,
        channel: Channel,
        at: Timestamp,
        text: &str,
    ) -> (u64, Event) {
        let number = self.messages.keys().next_back().map_or(1, |last| last + 1);
        self.messages.insert(number, (person, channel));
        let message = MessageId::new(number.to_string());
        let text = MessageText::new(text);
        (
            number,
            self.event(
                person,
                channel,
                at,
                EventKind::MessagePosted { message, text },
            ),
        )
    }

    /// Changes a message; `None` where it is not this person's.
    pub fn edit(
        &mut self,
        person: Person,
        number: u64,
        at: Timestamp,
        text: &str,
    ) -> Option<Event> {
        let (_, channel) = *self
            .messages
            .get(&number)
            .filter(|(author, _)| *author == person)?;
        let message = MessageId::new(number.to_string());
        let text = MessageText::new(text);
        Some(self.event(
            person,
            channel,
            at,
            EventKind::MessageEdited { message, text },
        ))
    }

    /// Deletes a message; `None` where it is not this person's.
    pub fn delete(&mut self, person: Person, number: u64, at: Timestamp) -> Option<Event> {
        self.messages
            .get(&number)
            .filter(|(author, _)| *author == person)?;
        let (_, channel) = self.messages.remove(&number)?;
        let message = MessageId::new(number.to_string());
        Some(self.event(person, channel, at, EventKind::MessageDeleted { message }))
    }
}
