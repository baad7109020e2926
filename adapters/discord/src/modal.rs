//! The windows that ask for more before a press becomes an event, and the question whether someone
//! is sure. What is read back was held by someone's client in between, so it is checked as anything
//! else from outside.
//!
//! A window holds fields to type in and nothing else, so a reason is chosen in a note of its own.

mod settings;

use bonsens_kit::Say;
use bonsens_port::{DismissReason, Filled, Lang, MessageText, Press, Settings, Window};
use serde_json::{Value, json};
use serenity::all::{
    ButtonStyle, CreateActionRow, CreateButton, CreateInputText, CreateSelectMenu,
    CreateSelectMenuKind, CreateSelectMenuOption, InputTextStyle,
};

use crate::component::{Mark, Named, custom_id};
use crate::embeds::EPHEMERAL;
use crate::markdown::escape;
use crate::split::{MESSAGE, shorten};

/// Discord's limits: <https://docs.discord.com/developers/components/reference>.
const TITLE: usize = 45;
const LABEL: usize = 45;
const HINT: usize = 100;
const OPTION: usize = 100;
const BUTTON: usize = 80;
const TYPED: u16 = 4_000;

/// Kinds of answers to an interaction.
const MESSAGE_ANSWER: u8 = 4;
const WINDOW_ANSWER: u8 = 9;
/// The kind of component that is words to read, which the SDK does not know.
const WORDS: u8 = 10;

/// The fields that more than one window asks.
const TEXT: &str = "text";
const NAMED: &str = "named";

/// The press that a window of ours was opened for, and what it is done to.
fn pressed(custom_id: &str) -> Option<(Press, &str)> {
    let named = Named::read(custom_id)?;
    (named.mark == Mark::Window).then_some((named.press, named.subject))
}

/// The answer to a press that has to be filled in: a window, or a note for what no window takes;
/// `None` for a press that needs nothing. Settings are shown as they stand.
pub fn window(press: &Press, lang: Lang, say: &Say, settings: Option<&Settings>) -> Option<Value> {
    let form = Form { lang, say };
    let mut id = custom_id(Mark::Window, None, press)?;
    let mut words = None;
    let (key, fields) = match press.window()? {
        Window::Reason => return reason(press, lang, say),
        Window::Document => return Some(note(&form.said("discord-document"), &[])),
        Window::Draft => ("discord-check", vec![form.typed("discord-check", true)]),
        Window::Question => ("discord-ask", vec![form.typed("discord-ask", true)]),
        Window::Note => ("discord-letter", form.letter("discord-note", false)),
        Window::Letter => ("discord-letter", form.letter("discord-letter", true)),
        Window::Reply => ("discord-reply", vec![form.typed("discord-reply", true)]),
        Window::Settings => {
            let settings = settings?;
            let shown = settings::Shown::of(settings, lang, say);
            if !shown.is_whole() {
                words = Some(form.said("discord-settings-more"));
            }
            id.push_str(&shown.marks());
            ("discord-settings", form.settings(&shown, settings))
        }
    };
    let mut components: Vec<Value> = fields.iter().map(|field| json!(field)).collect();
    components.extend(words.map(|words| json!({"type": WORDS, "content": words})));
    Some(json!({
        "type": WINDOW_ANSWER,
        "data": {
            "custom_id": id,
            "title": shorten(&form.said(key), TITLE),
            "components": components,
        },
    }))
}

/// Asks for a reason.
pub fn reason(press: &Press, lang: Lang, say: &Say) -> Option<Value> {
    let form = Form { lang, say };
    let options = DismissReason::ALL.map(|reason| {
        let words = capital(&form.said(&format!("reason-{}", reason.as_str())));
        CreateSelectMenuOption::new(shorten(&words, OPTION), reason.as_str())
    });
    let kind = CreateSelectMenuKind::String {
        options: options.to_vec(),
    };
    let menu = CreateSelectMenu::new(custom_id(Mark::Reason, None, press)?, kind)
        .placeholder(shorten(&form.said("discord-reason"), OPTION));
    let words = form.said("discord-reason-hint");
    Some(note(&words, &[CreateActionRow::SelectMenu(menu)]))
}

/// Asks whether someone is sure.
pub fn sure(press: &Press, lang: Lang, say: &Say) -> Option<Value> {
    let form = Form { lang, say };
    let name = press.name();
    let words = format!(
        "**{}**\n{}",
        form.said(&format!("discord-sure-{name}")),
        form.said(&format!("discord-sure-{name}-text"))
    );
    let yes = CreateButton::new(custom_id(Mark::Sure, None, press)?)
        .label(shorten(
            &form.said(&format!("discord-sure-{name}-yes")),
            BUTTON,
        ))
        .style(ButtonStyle::Danger);
    Some(note(&words, &[CreateActionRow::Buttons(vec![yes])]))
}

/// A note that its reader alone sees.
pub fn note(words: &str, rows: &[CreateActionRow]) -> Value {
    json!({
        "type": MESSAGE_ANSWER,
        "data": {
            "content": shorten(words, MESSAGE),
            "components": rows,
            "flags": EPHEMERAL,
            "allowed_mentions": {"parse": []},
        },
    })
}

/// Something typed that can't be taken, to be told to whoever typed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    key: &'static str,
    detail: String,
}

impl Wrong {
    /// What is wrong and what to do, as Discord's markdown.
    pub fn told(&self, lang: Lang, say: &Say) -> String {
        let words = say(lang, self.key);
        let detail = shorten(&escape(&self.detail), 200);
        format!("{words} {detail}").trim_end().to_owned()
    }
}

/// What was filled in, or why it can't be taken; `None` where the window is not one of ours, or not
/// filled in as we made it.
pub fn read(
    custom_id: &str,
    components: &Value,
    say: &Say,
) -> Option<(Press, Result<Filled, Wrong>)> {
    let fields = Fields(components);
    let (press, subject) = pressed(custom_id)?;
    let filled = match press.window()? {
        Window::Draft | Window::Question | Window::Reply => Filled::Text(fields.text()?),
        Window::Note => Filled::Letter {
            text: fields.text(),
            named: fields.named(),
        },
        Window::Letter => Filled::Letter {
            text: Some(fields.text()?),
            named: fields.named(),
        },
        Window::Settings => {
            let shown = settings::Marks::of(subject)?;
            let change = settings::changed(&shown, &fields, say);
            return Some((press, change.map(Filled::Settings)));
        }
        Window::Reason | Window::Document => return None,
    };
    Some((press, Ok(filled)))
}

/// The fields of a window that was sent, each in a row of its own.
struct Fields<'a>(&'a Value);

impl Fields<'_> {
    fn get(&self, name: &str) -> Option<&str> {
        let rows = self.0.as_array()?.iter();
        let mut fields = rows.map(|row| &row["components"][0]);
        fields.find(|field| field["custom_id"] == name)?["value"].as_str()
    }

    fn text(&self) -> Option<MessageText> {
        let typed = self.get(TEXT)?;
        (!typed.trim().is_empty()).then(|| MessageText::new(typed))
    }

    /// Without a name, unless it is clearly wanted.
    fn named(&self) -> bool {
        let typed = self.get(NAMED).unwrap_or_default().trim().to_lowercase();
        ["yes", "y", "oui", "o"].contains(&typed.as_str())
    }
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
    fn input(&self, name: &str, key: &str, style: InputTextStyle) -> CreateInputText {
        let label = shorten(&self.said(&format!("{key}-asked")), LABEL);
        let hint = shorten(&self.said(&format!("{key}-hint")), HINT);
        CreateInputText::new(style, label, name).placeholder(hint)
    }

    fn typed(&self, key: &str, required: bool) -> CreateActionRow {
        let field = self.input(TEXT, key, InputTextStyle::Paragraph);
        CreateActionRow::InputText(field.max_length(TYPED).required(required))
    }

    /// Something for a person to answer: without a name unless it is wanted otherwise.
    fn letter(&self, key: &str, required: bool) -> Vec<CreateActionRow> {
        let named = self.input(NAMED, "discord-letter-named", InputTextStyle::Short);
        let named = named
            .value(self.said("discord-letter-anonymous"))
            .max_length(3)
            .required(false);
        vec![self.typed(key, required), CreateActionRow::InputText(named)]
    }
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
