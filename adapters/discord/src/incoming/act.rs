//! What people press, choose, send and command.

use bonsens_port::{
    AuthorId, ChannelId, DismissReason, Lang, MessageText, Press, SettingsChange, WorkspaceId,
};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;
use serenity::model::Permissions;

use super::message::{File, User};
use super::{Incoming, Nothing, Scene, command, or_default, read};
use crate::component::{Mark, Named};

/// What answers an interaction. Whoever has it speaks for the bot there, so it is never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(pub String);

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token")
    }
}

/// Something someone did with a command, a button, a menu or a window.
#[derive(Debug, Clone, PartialEq)]
pub struct Act {
    /// The interaction.
    pub id: String,
    /// The application it was meant for.
    pub application: String,
    /// What answers it.
    pub token: Token,
    /// The server it is about: where it was done, or the one the button names; `None`: it was done
    /// in a direct conversation, and nothing says which.
    pub server: Option<WorkspaceId>,
    /// The channel, thread or conversation it was done in.
    pub room: Option<ChannelId>,
    /// The channel that a thread is in.
    pub parent: Option<ChannelId>,
    /// Who did it.
    pub person: AuthorId,
    /// Who they are on the server; `None` in a direct conversation.
    pub member: Option<Member>,
    /// The language they chose.
    pub lang: Lang,
    /// By what.
    pub how: How,
    /// What they want.
    pub wish: Wish,
}

impl Act {
    /// The channel, thread or conversation; without one, what is said goes to the person directly.
    pub fn place(&self) -> ChannelId {
        let direct = || ChannelId::new(format!("direct/{}", self.person));
        self.room.clone().unwrap_or_else(direct)
    }
}

/// Who someone is on a server.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Member {
    /// Their roles.
    pub roles: Vec<String>,
    /// They may manage the server.
    pub manages: bool,
}

/// By what someone did something: each is answered its own way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// A command, from a message's menu or typed.
    Command,
    /// A button or a menu under a message that stays.
    Button,
    /// A button or a menu of a question that was put to this person alone.
    Asked,
    /// A window.
    Window,
    /// They are still typing a command.
    Typing,
}

/// What someone wants.
#[derive(Debug, Clone, PartialEq)]
pub enum Wish {
    /// What a button does.
    Press(Press),
    /// The same, and they are sure.
    Sure(Press),
    /// The same, for this reason.
    Because(Press, DismissReason),
    /// A window was sent.
    Filled(Sent),
    /// The charter's answer to a question.
    Ask(MessageText),
    /// A section, as chosen from a list or as they call it.
    Article(MessageText),
    /// A look at a text; none where the message holds none.
    Check(Option<MessageText>),
    /// What can be done here.
    Help,
    /// A charter to be handed in.
    Load(File),
    /// Settings to be changed.
    Set(SettingsChange),
    /// What could follow what is being typed.
    Complete(Complete),
    /// Something that isn't there any more: a button of an earlier version.
    Stale,
}

/// What is being typed.
#[derive(Debug, Clone, PartialEq)]
pub struct Complete {
    /// What for.
    pub what: Completed,
    /// As far as it goes.
    pub typed: MessageText,
}

/// What can be completed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Completed {
    /// The title of a section, to be asked about.
    Question,
    /// A section.
    Article,
    /// A charter, by its id.
    Charter,
    /// A version of this charter.
    Version(String),
}

#[derive(Deserialize)]
struct Interaction<'a> {
    id: String,
    application_id: String,
    token: String,
    #[serde(rename = "type")]
    kind: u8,
    #[serde(borrow)]
    data: Option<&'a RawValue>,
    guild_id: Option<String>,
    channel_id: Option<String>,
    channel: Option<Channel>,
    member: Option<WireMember>,
    user: Option<User>,
    locale: Option<String>,
}

#[derive(Deserialize)]
struct Channel {
    #[serde(rename = "type")]
    kind: Option<u8>,
    parent_id: Option<String>,
}

#[derive(Deserialize)]
struct WireMember {
    user: Option<User>,
    #[serde(default, deserialize_with = "or_default")]
    roles: Vec<String>,
    permissions: Option<Permissions>,
}

#[derive(Deserialize)]
struct Pressed {
    custom_id: String,
    #[serde(default, deserialize_with = "or_default")]
    values: Vec<String>,
}

/// A window that was sent. Its `Debug` shows nothing that was typed.
#[derive(Clone, PartialEq, Deserialize)]
pub struct Sent {
    /// Its id, as it was made.
    pub custom_id: String,
    /// What was filled in.
    #[serde(default)]
    pub components: Value,
}

impl std::fmt::Debug for Sent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sent")
    }
}

/// Kinds of interaction, as Discord numbers them.
const COMMAND: u8 = 2;
const COMPONENT: u8 = 3;
const TYPING: u8 = 4;
const WINDOW: u8 = 5;
/// Kinds of channel that are threads.
const THREADS: [u8; 3] = [10, 11, 12];

pub fn decode(data: &RawValue, scene: Scene<'_>) -> Result<Incoming, Nothing> {
    let act: Interaction<'_> = read(data)?;
    let within = act.guild_id.as_deref().map(|id| scene.served(id));
    let within = within.transpose()?;
    let data = act.data.ok_or(Nothing::Malformed)?;
    let (how, named, wish) = match act.kind {
        COMMAND => (How::Command, None, command::decode(data)?),
        TYPING => (How::Typing, None, Wish::Complete(command::completed(data)?)),
        COMPONENT => pressed(&read(data)?),
        WINDOW => {
            let sent: Sent = read(data)?;
            let named = Named::read(&sent.custom_id).and_then(|named| named.server);
            (How::Window, named.map(str::to_owned), Wish::Filled(sent))
        }
        _ => return Err(Nothing::Unknown),
    };
    // A message to one person names the server it is about; on a server there is no doubt.
    let named = named.as_deref().map(|id| scene.served(id)).transpose()?;
    let (user, member) = match act.member {
        Some(member) => {
            let rights = member.permissions.unwrap_or_default();
            let known = Member {
                roles: member.roles,
                manages: rights.manage_guild() || rights.administrator(),
            };
            (member.user.or(act.user), Some(known))
        }
        None => (act.user, None),
    };
    let user = user.ok_or(Nothing::Malformed)?;
    let thread = act
        .channel
        .filter(|room| room.kind.is_some_and(|kind| THREADS.contains(&kind)));
    Ok(Incoming::Acted(Box::new(Act {
        id: act.id,
        application: act.application_id,
        token: Token(act.token),
        member: member.filter(|_| within.is_some()),
        server: within.or(named),
        room: act.channel_id.map(ChannelId::new),
        parent: thread
            .and_then(|thread| thread.parent_id)
            .map(ChannelId::new),
        person: AuthorId::new(user.id),
        lang: lang(act.locale.as_deref()),
        how,
        wish,
    })))
}

fn pressed(pressed: &Pressed) -> (How, Option<String>, Wish) {
    let Some(named) = Named::read(&pressed.custom_id) else {
        return (How::Button, None, Wish::Stale);
    };
    let (how, wish) = match named.mark {
        Mark::Button => (How::Button, Some(Wish::Press(named.press))),
        Mark::Sure => (How::Asked, Some(Wish::Sure(named.press))),
        Mark::Reason => {
            let chosen = pressed.values.first();
            let mut reasons = DismissReason::ALL.into_iter();
            let reason = reasons.find(|reason| Some(reason.as_str()) == chosen.map(String::as_str));
            (
                How::Asked,
                reason.map(|reason| Wish::Because(named.press, reason)),
            )
        }
        Mark::Window => (How::Button, None),
    };
    let server = named.server.map(str::to_owned);
    (how, server, wish.unwrap_or(Wish::Stale))
}

/// The language of a locale such as `fr` or `en-GB`, in ours.
fn lang(locale: Option<&str>) -> Lang {
    if locale.is_some_and(|locale| locale.starts_with("fr")) {
        Lang::Fr
    } else {
        Lang::En
    }
}
