//! Slash commands: the charter is asked unless the first word says otherwise.

use bonsens_port::{
    AuthorId, ChannelId, CharterAct, CharterRef, Listed, MessageText, Mode, Press, SettingsChange,
};
use serde::Deserialize;

use super::{Bots, From, Incoming, Nothing, Question, Topic, Trigger, plain, served, text};

#[derive(Deserialize)]
struct Command {
    team_id: Option<String>,
    channel_id: Option<String>,
    user_id: String,
    #[serde(rename = "command")]
    name: String,
    #[serde(default)]
    text: String,
    trigger_id: String,
}

/// The bot's commands, in both languages.
const OURS: [&str; 2] = ["/charter", "/charte"];

pub fn decode(body: &[u8], bots: &Bots) -> Result<Incoming, Nothing> {
    let command: Command = serde_json::from_slice(body).map_err(|_| Nothing::Malformed)?;
    if !OURS.contains(&command.name.as_str()) {
        return Err(Nothing::Unknown);
    }
    let workspace = served(bots, command.team_id.as_deref())?;
    let from = From {
        fact: format!("{workspace}/command/{}", command.trigger_id),
        workspace,
        channel: command.channel_id.map(ChannelId::new),
        person: AuthorId::new(command.user_id),
        at_home: false,
    };
    let said = plain::plain(&command.text);
    let said = said.trim();
    let (first, rest) = split(said);
    let trigger = Trigger(command.trigger_id);
    if let ("mode", Some(mode)) = (first, Mode::named(rest)) {
        return Ok(Incoming::Sets(from, SettingsChange::mode(mode)));
    }
    // With more words after them, these begin a question.
    let alone = match first.to_lowercase().as_str() {
        "me" | "moi" => Some(Press::AboutMe),
        "forget" | "oublie" => Some(Press::ForgetMe),
        "tip" | "conseil" => Some(Press::Tip),
        "flags" | "signalements" => Some(Press::Flags),
        _ => None,
    };
    if let Some(press) = alone.filter(|_| rest.is_empty()) {
        return Ok(Incoming::Pressed(from, press, trigger));
    }
    Ok(match first.to_lowercase().as_str() {
        "check" | "vérifie" | "verifie" => match text(rest) {
            Some(draft) => Incoming::Checked(from, draft),
            None => Incoming::Pressed(from, Press::Check, trigger),
        },
        "" | "help" | "aide" if rest.is_empty() => Incoming::Help(from, Topic::Everything),
        // A channel is named by its id, which only the markup holds.
        "admin" => administer(from, trigger, split(command.text.trim()).1),
        _ => {
            let conversation = format!("/{}", from.person);
            let text = text(said).ok_or(Nothing::Empty)?;
            let question = Question {
                text,
                thread: None,
                conversation,
                by_app: false,
            };
            Incoming::Asked(from, question)
        }
    })
}

/// The first word, and what follows it.
fn split(said: &str) -> (&str, &str) {
    let (first, rest) = said.split_once(char::is_whitespace).unwrap_or((said, ""));
    (first, rest.trim())
}

/// What an admin wants; what can't be understood is answered with what can be.
fn administer(from: From, trigger: Trigger, said: &str) -> Incoming {
    let (first, rest) = split(said);
    let first = first.to_lowercase();
    let press = match first.as_str() {
        "" => Some(Press::Admin),
        "unanswered" | "sans-réponse" | "sans-reponse" => Some(Press::Unanswered),
        "history" | "historique" => Some(Press::History),
        "settings" | "réglages" | "reglages" => Some(Press::Settings),
        "load" | "charger" => Some(Press::LoadCharter),
        _ => None,
    };
    if let Some(press) = press.filter(|_| rest.is_empty()) {
        return Incoming::Pressed(from, press, trigger);
    }
    let act = match first.as_str() {
        "publish" | "publier" => Some(CharterAct::Publish),
        "discard" | "annuler" => Some(CharterAct::Discard),
        "rollback" | "revenir" => Some(CharterAct::RollBack),
        _ => None,
    };
    let (id, version) = split(rest);
    if let Some(act) = act.filter(|_| !version.is_empty()) {
        let charter = CharterRef {
            id: id.to_owned(),
            version: version.to_owned(),
        };
        return Incoming::Pressed(from, Press::Charter(act, charter), trigger);
    }
    let listed = match first.as_str() {
        "exempt" | "exempter" => Some(Listed::Add as fn(ChannelId) -> Listed<ChannelId>),
        "unexempt" | "ne-plus-exempter" => Some(Listed::Remove as fn(_) -> _),
        _ => None,
    };
    if let Some(listed) = listed {
        let Some(channel) = channel(rest) else {
            return Incoming::Help(from, Topic::Channels);
        };
        let exempt = Some(listed(channel));
        let change = SettingsChange {
            exempt,
            ..SettingsChange::default()
        };
        return Incoming::Sets(from, change);
    }
    let code_names = match first.as_str() {
        "codename" | "nom-de-code" => code_name(rest),
        _ => None,
    };
    if code_names.is_some() {
        let change = SettingsChange {
            code_names,
            ..SettingsChange::default()
        };
        return Incoming::Sets(from, change);
    }
    Incoming::Help(from, Topic::Administration)
}

/// A channel, as Slack writes it where it was chosen from its list: `<#C1|name>`; or its bare id.
fn channel(said: &str) -> Option<ChannelId> {
    let inside = said
        .strip_prefix("<#")
        .and_then(|rest| rest.strip_suffix('>'));
    let id = inside.unwrap_or(said).split('|').next()?;
    let sign = |sign: u8| sign.is_ascii_uppercase() || sign.is_ascii_digit();
    let is_id = id.starts_with(['C', 'G']) && id.len() > 2 && id.bytes().all(sign);
    is_id.then(|| ChannelId::new(id))
}

fn code_name(said: &str) -> Option<Listed<MessageText>> {
    let (what, name) = split(said);
    let name = text(&plain::plain(name))?;
    match what.to_lowercase().as_str() {
        "add" | "ajouter" => Some(Listed::Add(name)),
        "remove" | "retirer" => Some(Listed::Remove(name)),
        _ => None,
    }
}
