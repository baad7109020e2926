//! The windows that ask for more before a press becomes an event. What is read back was held by
//! someone's client in between, so it is checked as anything else from outside.

mod settings;

use bonsens_port::{
    ChannelId, DismissReason, Filled, Lang, MessageText, Press, Settings, SettingsChange, Window,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::mrkdwn::{length, shorten};
use bonsens_kit::Say;
use settings::Shown;

/// What our windows are sent back under.
pub const WINDOW: &str = "bonsens:window";

/// The name of the one element of each block.
const ANSWER: &str = "answer";
/// The names of the blocks that are asked in more than one window.
const TEXT: &str = "text";
const NAMED: &str = "named";
const REASON: &str = "reason";
const FILE: &str = "file";

/// The longest text Slack takes in a window, and the longest memory of one:
/// <https://docs.slack.dev/reference/views>.
const TYPED: usize = 3_000;
const METADATA: usize = 3_000;

/// What an admin may hand in, as Slack names kinds of files.
const DOCUMENTS: [&str; 11] = [
    "md", "markdown", "txt", "html", "htm", "docx", "pdf", "toml", "yaml", "yml", "zip",
];

/// What a window has to remember.
#[derive(Debug, Serialize, Deserialize)]
struct Pending {
    press: String,
    subject: String,
    channel: Option<ChannelId>,
    /// It was opened from the person's page.
    #[serde(default)]
    home: bool,
    /// What stood in the window, to tell what was changed.
    shown: Option<Shown>,
}

/// A window that was sent.
#[derive(Debug, Clone, PartialEq)]
pub struct Sent {
    /// The press it was opened for.
    pub press: Press,
    /// What was filled in.
    pub answer: Answer,
    /// The channel the button was in.
    pub channel: Option<ChannelId>,
    /// The button was on the person's page.
    pub home: bool,
}

/// What was filled in.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// All that is needed.
    Filled(Filled),
    /// A file, by its id: it has yet to be read.
    File(String),
}

/// Where a window is opened from.
#[derive(Debug, Clone, Copy)]
pub struct Opened<'a> {
    /// The press that asks for more.
    pub press: &'a Press,
    /// The channel its button is in.
    pub channel: Option<&'a ChannelId>,
    /// It is on the person's page.
    pub home: bool,
}

/// The window a press asks for; `None` for a press that needs none. Settings are shown as they
/// stand.
pub fn open(
    opened: &Opened<'_>,
    lang: Lang,
    settings: Option<&Settings>,
    say: &Say,
) -> Option<Value> {
    let form = Form { lang, say };
    let mut shown = None;
    let (key, blocks) = match opened.press.window()? {
        Window::Reason => ("slack-reason", vec![form.reason()]),
        Window::Draft => ("slack-check", vec![form.typed("slack-check", false)]),
        Window::Question => ("slack-ask", vec![form.typed("slack-ask", false)]),
        Window::Note => ("slack-letter", form.letter("slack-note", true)),
        Window::Letter => ("slack-letter", form.letter("slack-letter", false)),
        Window::Reply => ("slack-reply", vec![form.typed("slack-reply", false)]),
        Window::Document => ("slack-document", vec![form.document()]),
        Window::Settings => {
            let settings = settings?;
            let filled = Shown::of(settings);
            let blocks = form.settings(settings, &filled);
            shown = Some(filled);
            ("slack-settings", blocks)
        }
    };
    let pending = Pending {
        press: opened.press.name().to_owned(),
        subject: opened.press.subject(),
        channel: opened.channel.cloned(),
        home: opened.home,
        shown,
    };
    // Ids of ours and of Slack's: always JSON.
    let memory = serde_json::to_string(&pending).unwrap_or_default();
    if length(&memory) > METADATA {
        return None;
    }
    Some(json!({
        "type": "modal",
        "callback_id": WINDOW,
        "title": plain(&form.said(key), 24),
        "submit": plain(&form.said(&format!("{key}-send")), 24),
        "close": plain(&form.said("slack-close"), 24),
        // A draft left behind would be offered again.
        "clear_on_close": true,
        "private_metadata": memory,
        "blocks": blocks,
    }))
}

/// What was filled in; `None` where the window is not one of ours, or not filled in as we made it.
pub fn read(view: &Value) -> Option<Sent> {
    if view["callback_id"] != WINDOW {
        return None;
    }
    let pending: Pending = serde_json::from_str(view["private_metadata"].as_str()?).ok()?;
    let press = Press::named(&pending.press, &pending.subject)?;
    let values = &view["state"]["values"];
    let typed = || text(&values[TEXT][ANSWER]["value"]);
    let named = || chosen(&values[NAMED]) == Some("named");
    let answer = match press.window()? {
        Window::Reason => {
            let reason = chosen(&values[REASON])?;
            let mut reasons = DismissReason::ALL.into_iter();
            let reason = reasons.find(|known| known.as_str() == reason)?;
            Answer::Filled(Filled::Reason(reason))
        }
        Window::Draft | Window::Question | Window::Reply => Answer::Filled(Filled::Text(typed()?)),
        Window::Note => Answer::Filled(Filled::Letter {
            text: typed(),
            named: named(),
        }),
        Window::Letter => Answer::Filled(Filled::Letter {
            text: Some(typed()?),
            named: named(),
        }),
        Window::Document => {
            let file = values[FILE][ANSWER]["files"][0]["id"].as_str()?;
            Answer::File(file.to_owned())
        }
        Window::Settings => {
            let change: SettingsChange = settings::changed(&pending.shown?, values)?;
            Answer::Filled(Filled::Settings(change))
        }
    };
    Some(Sent {
        press,
        answer,
        channel: pending.channel,
        home: pending.home,
    })
}

/// What was chosen in a block with one choice.
fn chosen(block: &Value) -> Option<&str> {
    block[ANSWER]["selected_option"]["value"].as_str()
}

fn text(value: &Value) -> Option<MessageText> {
    let typed = value.as_str()?;
    (!typed.trim().is_empty()).then(|| MessageText::new(typed))
}

fn plain(words: &str, most: usize) -> Value {
    json!({"type": "plain_text", "text": shorten(words, most)})
}

fn option(words: &str, value: &str) -> Value {
    json!({"text": plain(&capital(words), 75), "value": value})
}

/// A window in the making.
#[derive(Clone, Copy)]
struct Form<'a> {
    lang: Lang,
    say: &'a Say,
}

impl Form<'_> {
    fn said(&self, key: &str) -> String {
        (self.say)(self.lang, key)
    }

    /// One thing that is asked, with a hint on what becomes of it.
    fn input(&self, block: &str, key: &str, optional: bool, element: Value) -> Value {
        let mut element = element;
        element["action_id"] = json!(ANSWER);
        json!({
            "type": "input",
            "block_id": block,
            "label": plain(&self.said(&format!("{key}-asked")), 2_000),
            "hint": plain(&self.said(&format!("{key}-hint")), 2_000),
            "optional": optional,
            "element": element,
        })
    }

    fn typed(&self, key: &str, optional: bool) -> Value {
        let element = json!({
            "type": "plain_text_input",
            "multiline": true,
            "focus_on_load": true,
            "max_length": TYPED,
        });
        self.input(TEXT, key, optional, element)
    }

    fn reason(&self) -> Value {
        let options = DismissReason::ALL.map(|reason| {
            let words = self.said(&format!("reason-{}", reason.as_str()));
            option(&words, reason.as_str())
        });
        let element = json!({"type": "radio_buttons", "options": options});
        self.input(REASON, "slack-reason", false, element)
    }

    /// Something for a person to answer: without a name unless it is chosen otherwise.
    fn letter(&self, key: &str, optional: bool) -> Vec<Value> {
        let options = ["anonymous", "named"]
            .map(|choice| option(&self.said(&format!("slack-letter-{choice}")), choice));
        let element = json!({
            "type": "radio_buttons",
            "options": options,
            "initial_option": options[0],
        });
        vec![
            self.typed(key, optional),
            self.input(NAMED, "slack-letter-named", false, element),
        ]
    }

    fn document(&self) -> Value {
        let element = json!({"type": "file_input", "filetypes": DOCUMENTS, "max_files": 1});
        self.input(FILE, "slack-document", false, element)
    }
}

/// Whether a file is of a kind that an admin may hand in, by its name.
pub fn is_document(name: &str) -> bool {
    let kind = name.rsplit_once('.').map(|(_, kind)| kind.to_lowercase());
    kind.is_some_and(|kind| DOCUMENTS.contains(&kind.as_str()))
}

/// A phrase made to stand within a sentence, standing alone.
fn capital(phrase: &str) -> String {
    let mut signs = phrase.chars();
    signs.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(signs).collect()
    })
}

#[cfg(test)]
mod tests;
