//! What people press, choose and send.

use bonsens_port::{AuthorId, ChannelId, Press};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::modal;

use super::plain::Parts;
use super::{Bots, From, Incoming, Nothing, Trigger, served, text};

/// What our buttons, shortcuts and windows are named after.
const OURS: &str = "bonsens:";
/// What the shortcuts that look at a draft are named after.
const CHECK: &str = "bonsens:check";

#[derive(Deserialize)]
struct Act<'a> {
    #[serde(rename = "type")]
    kind: String,
    team: Option<Named>,
    user: Person,
    channel: Option<Named>,
    container: Option<Container>,
    trigger_id: Option<String>,
    callback_id: Option<String>,
    action_ts: Option<String>,
    actions: Option<Vec<Pressed>>,
    #[serde(borrow)]
    message: Option<&'a RawValue>,
    #[serde(borrow)]
    view: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Named {
    id: Option<String>,
}

#[derive(Deserialize)]
struct Person {
    id: String,
    team_id: Option<String>,
}

#[derive(Deserialize)]
struct Container {
    channel_id: Option<String>,
}

#[derive(Deserialize)]
struct Pressed {
    action_id: Option<String>,
    value: Option<String>,
    selected_option: Option<Chosen>,
    action_ts: Option<String>,
}

/// What was chosen from a menu.
#[derive(Deserialize)]
struct Chosen {
    value: Option<String>,
}

#[derive(Deserialize)]
struct View {
    id: String,
    #[serde(rename = "type")]
    kind: Option<String>,
    callback_id: Option<String>,
}

pub fn decode(body: &[u8], bots: &Bots) -> Result<Incoming, Nothing> {
    let act: Act<'_> = serde_json::from_slice(body).map_err(|_| Nothing::Malformed)?;
    match act.kind.as_str() {
        "block_actions" => pressed(act, bots),
        "message_action" => act.checked(bots),
        "shortcut" => act.opened(bots),
        "view_submission" => act.sent(bots),
        "view_closed" | "block_suggestion" => Err(Nothing::NoUse),
        _ => Err(Nothing::Unknown),
    }
}

fn pressed(mut act: Act<'_>, bots: &Bots) -> Result<Incoming, Nothing> {
    let actions = act.actions.take().ok_or(Nothing::Malformed)?;
    let pressed = actions.first().ok_or(Nothing::Malformed)?;
    let named = pressed.action_id.as_deref().unwrap_or_default();
    let name = named.strip_prefix(OURS).ok_or(Nothing::Unknown)?;
    let chosen = pressed.selected_option.as_ref();
    let chosen = chosen.and_then(|chosen| chosen.value.as_deref());
    let subject = pressed.value.as_deref().or(chosen).unwrap_or_default();
    let press = Press::named(name, subject).ok_or(Nothing::Unknown)?;
    // One press is one fact: another on the same button is told apart by when it was.
    let once = act.trigger_id.as_deref().or(pressed.action_ts.as_deref());
    let once = once.ok_or(Nothing::Malformed)?;
    let from = act.from(bots, &format!("press/{once}"))?;
    let trigger = Trigger(act.trigger_id.unwrap_or_default());
    Ok(Incoming::Pressed(from, press, trigger))
}

impl Act<'_> {
    fn from(&self, bots: &Bots, fact: &str) -> Result<From, Nothing> {
        let team = self.team.as_ref().and_then(|team| team.id.as_deref());
        let named = [team, self.user.team_id.as_deref()];
        let workspace = served(bots, named.into_iter().flatten())?;
        let channel = self.channel.as_ref().and_then(|channel| channel.id.clone());
        let container = self.container.as_ref();
        let channel = channel.or_else(|| container?.channel_id.clone());
        let view = self.view.map(RawValue::get);
        let view = view.and_then(|view| serde_json::from_str::<View>(view).ok());
        Ok(From {
            at_home: view.is_some_and(|view| view.kind.as_deref() == Some("home")),
            fact: format!("{workspace}/{fact}"),
            workspace,
            channel: channel.map(ChannelId::new),
            person: AuthorId::new(self.user.id.as_str()),
        })
    }

    fn is_check(&self) -> Result<(), Nothing> {
        let callback = self.callback_id.as_deref().unwrap_or_default();
        callback
            .starts_with(CHECK)
            .then_some(())
            .ok_or(Nothing::Unknown)
    }

    fn once(&self) -> Result<&str, Nothing> {
        let once = self.trigger_id.as_deref().or(self.action_ts.as_deref());
        once.ok_or(Nothing::Malformed)
    }

    fn checked(&self, bots: &Bots) -> Result<Incoming, Nothing> {
        self.is_check()?;
        let message = self.message.ok_or(Nothing::Malformed)?;
        let parts: Parts = serde_json::from_str(message.get()).map_err(|_| Nothing::Malformed)?;
        let from = self.from(bots, &format!("shortcut/{}", self.once()?))?;
        let draft = text(&parts.read()).ok_or(Nothing::Empty)?;
        Ok(Incoming::Checked(from, draft))
    }

    fn opened(&self, bots: &Bots) -> Result<Incoming, Nothing> {
        self.is_check()?;
        let from = self.from(bots, &format!("shortcut/{}", self.once()?))?;
        let trigger = self.trigger_id.clone().ok_or(Nothing::Malformed)?;
        Ok(Incoming::Pressed(from, Press::Check, Trigger(trigger)))
    }

    fn sent(&self, bots: &Bots) -> Result<Incoming, Nothing> {
        let raw = self.view.ok_or(Nothing::Malformed)?;
        let view: View = serde_json::from_str(raw.get()).map_err(|_| Nothing::Malformed)?;
        let callback = view.callback_id.unwrap_or_default();
        if !callback.starts_with(OURS) {
            return Err(Nothing::Unknown);
        }
        // A window is sent once; sent again after a failure, it is still the same window.
        let from = self.from(bots, &format!("window/{}", view.id))?;
        let view: Value = serde_json::from_str(raw.get()).map_err(|_| Nothing::Malformed)?;
        let sent = modal::read(&view).ok_or(Nothing::Malformed)?;
        let from = From {
            channel: sent.channel,
            at_home: sent.home,
            ..from
        };
        Ok(match sent.answer {
            modal::Answer::Filled(filled) => Incoming::Filled(from, sent.press, filled),
            modal::Answer::File(file) => Incoming::Offered(from, file, None),
        })
    }
}
