//! Slash commands: the charter is asked unless the first word says otherwise.

use bonsens_port::{AuthorId, ChannelId, Mode};
use serde::Deserialize;

use super::{Bots, From, Incoming, Nothing, Question, Trigger, plain, served, text};

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
    };
    let said = plain::plain(&command.text);
    let said = said.trim();
    let (first, rest) = said.split_once(char::is_whitespace).unwrap_or((said, ""));
    let alone = rest.trim().is_empty();
    if let ("mode", Some(mode)) = (first, Mode::named(rest.trim())) {
        return Ok(Incoming::Mode(from, mode));
    }
    Ok(match first.to_lowercase().as_str() {
        "check" | "vérifie" | "verifie" => match text(rest) {
            Some(draft) => Incoming::Checked(from, draft),
            None => Incoming::OpenCheck(from, Trigger(command.trigger_id)),
        },
        // With more words after them, these begin a question.
        "me" | "moi" if alone => Incoming::AboutMe(from),
        "forget" | "oublie" if alone => Incoming::ForgetMe(from),
        "flags" | "signalements" if alone => Incoming::Flags(from),
        "" | "help" | "aide" if alone => Incoming::Help(from),
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
