//! One visit to the simulated workplace: who speaks, where, and what everyone sees.

use std::io::{self, Write};
use std::path::Path;

use anstyle::{AnsiColor, Style};
use bonsens::compose::{self, Setting, Simulation};
use bonsens::words::Words;
use bonsens_port::mention::{Piece, pieces};
use bonsens_port::{
    AdminView, Clock, Destination, Event, EventKind, FlagId, Lang, MessageText, Mode, Notice,
    NudgeId, SettingsChange,
};
use bonsens_sim::{Channel, Person, Workplace};
use std::collections::HashMap;

use super::line::{Line, read};
use super::press::{Buttons, Pressed};
use crate::cli::charters;

const BOT: Style = Style::new().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Cyan)));
const MODERATORS: Style = Style::new().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Yellow)));
const QUIET: Style = Style::new().dimmed();

/// Whether to go on.
#[derive(Debug, PartialEq, Eq)]
pub enum Step {
    Continue,
    Quit,
}

/// A visit.
pub struct Session {
    lang: Lang,
    words: Words,
    workplace: Workplace,
    simulation: Simulation,
    person: Person,
    channel: Channel,
    previous: HashMap<&'static str, String>,
    last_nudge: HashMap<&'static str, NudgeId>,
    last_flag: Option<FlagId>,
    buttons: Buttons,
    /// How to press a button was said.
    pressing_is_known: bool,
}

impl Session {
    /// Opens the workplace; call it within a tokio runtime.
    pub fn open(lang: Lang, setting: Setting) -> anyhow::Result<Self> {
        let [person, ..] = bonsens_sim::PEOPLE;
        let [channel, ..] = bonsens_sim::CHANNELS;
        Ok(Self {
            lang,
            words: Words::default(),
            workplace: Workplace::new(lang),
            simulation: compose::simulate(setting)?,
            person,
            channel,
            previous: HashMap::new(),
            last_nudge: HashMap::new(),
            last_flag: None,
            buttons: Buttons::default(),
            pressing_is_known: false,
        })
    }

    pub const fn lang(&self) -> Lang {
        self.lang
    }

    pub fn prompt(&self) -> String {
        format!("{} #{}> ", self.person.name, self.channel.name)
    }

    pub fn welcome(&self, out: &mut dyn Write) -> io::Result<()> {
        self.say(out, "try-welcome", &[("person", self.person.name.into())])
    }

    /// Says how far the bot goes here, where that is not as far as it can.
    pub fn tell_mode(&self, mode: Mode, out: &mut dyn Write) -> io::Result<()> {
        self.say(out, &format!("try-{}", mode.as_str()), &[])
    }

    pub fn goodbye(&self, out: &mut dyn Write) -> io::Result<()> {
        self.say(out, "try-bye", &[])
    }

    /// Does what a line says, and shows what everyone sees of it.
    pub async fn step(&mut self, line: &str, out: &mut dyn Write) -> anyhow::Result<Step> {
        let now = self.simulation.clock.now();
        let kind = match read(line) {
            Line::Nothing => return Ok(Step::Continue),
            Line::Quit => {
                self.goodbye(out)?;
                return Ok(Step::Quit);
            }
            Line::Help => return self.hint(out, "try-help", &[]),
            Line::As(name) => {
                let Some(person) = Workplace::person(name) else {
                    return self.hint(out, "try-no-person", &[("name", name)]);
                };
                self.person = person;
                return self.whereabouts(out);
            }
            Line::In(name) => {
                let Some(channel) = Workplace::channel(name) else {
                    return self.hint(out, "try-no-channel", &[("name", name)]);
                };
                self.channel = channel;
                return self.whereabouts(out);
            }
            Line::Wait(None) => return self.hint(out, "try-bad-wait", &[]),
            Line::Wait(Some(by)) => {
                self.simulation.clock.advance(by);
                let time = self
                    .simulation
                    .clock
                    .now()
                    .strftime("%Y-%m-%d %H:%M UTC")
                    .to_string();
                self.say(out, "try-clock", &[("time", time.into())])?;
                self.show(out).await?;
                return Ok(Step::Continue);
            }
            Line::Post(text) => {
                let (number, event) = self.workplace.post(self.person, self.channel, now, text);
                let posted =
                    self.words
                        .say_with(self.lang, "try-posted", &[("number", number.into())]);
                writeln!(out, "{QUIET}({posted}){QUIET:#}")?;
                return self.accept(event, out).await;
            }
            Line::Edit(number, text) => {
                let Some(event) = self.workplace.edit(self.person, number, now, text) else {
                    return self.hint(out, "try-no-message", &[("number", &number.to_string())]);
                };
                return self.accept(event, out).await;
            }
            Line::Delete(number) => {
                let Some(event) = self.workplace.delete(self.person, number, now) else {
                    return self.hint(out, "try-no-message", &[("number", &number.to_string())]);
                };
                return self.accept(event, out).await;
            }
            Line::Ask(question) => {
                let previous = self.previous.insert(self.person.name, question.to_owned());
                let previous = previous.map(MessageText::new);
                EventKind::QuestionAsked {
                    text: MessageText::new(question),
                    previous,
                    thread: None,
                }
            }
            Line::Check(text) => EventKind::DraftChecked {
                text: MessageText::new(text),
            },
            Line::Answer(answer) => {
                let Some(nudge) = self.last_nudge.get(self.person.name).cloned() else {
                    return self.hint(out, "try-no-nudge", &[]);
                };
                EventKind::NudgeAnswered { nudge, answer }
            }
            Line::Handle(act) => {
                let Some(flag) = self.last_flag.clone() else {
                    return self.hint(out, "try-no-flag", &[]);
                };
                EventKind::FlagHandled { flag, act }
            }
            Line::Me => EventKind::SelfAsked,
            Line::Forget => EventKind::ErasureAsked,
            Line::Flags => EventKind::FlagsAsked,
            Line::Home => EventKind::HomeOpened,
            Line::Admin => EventKind::AdminAsked(AdminView::Panel),
            Line::Load(path) => match charters::document(Path::new(path)) {
                Ok(document) => EventKind::CharterOffered(document),
                Err(error) => {
                    writeln!(out, "{}", self.words.trouble(self.lang, error.as_ref()))?;
                    return Ok(Step::Continue);
                }
            },
            Line::Press(typed) => return self.press(typed, out).await,
            Line::Mode(mode) => EventKind::SettingsChanged(SettingsChange::mode(mode)),
        };
        let event = self.workplace.event(self.person, self.channel, now, kind);
        self.accept(event, out).await
    }

    async fn press(&mut self, typed: &str, out: &mut dyn Write) -> anyhow::Result<Step> {
        let (kind, place) = match self.buttons.press(typed, &self.person, &self.channel) {
            Pressed::Nothing => return self.hint(out, "try-no-button", &[]),
            Pressed::NeedsWords => return self.hint(out, "try-button-words", &[]),
            Pressed::HasCommands => return self.hint(out, "try-button-commands", &[]),
            Pressed::Event(kind, place) => (kind, place),
        };
        let now = self.simulation.clock.now();
        let event = self.workplace.event(self.person, self.channel, now, kind);
        let event = Event {
            channel: place,
            ..event
        };
        self.accept(event, out).await
    }

    async fn accept(&mut self, event: Event, out: &mut dyn Write) -> anyhow::Result<Step> {
        self.simulation.runtime.submit(event).await?;
        self.show(out).await?;
        Ok(Step::Continue)
    }

    async fn show(&mut self, out: &mut dyn Write) -> anyhow::Result<()> {
        self.simulation.runtime.settle().await?;
        for post in self.simulation.screen.look() {
            let (style, title) = match &post.to {
                Destination::Moderators => {
                    (MODERATORS, self.words.say(self.lang, "sees-moderators"))
                }
                Destination::Person(person, _) => {
                    let args = [("person", person.as_str().into())];
                    (BOT, self.words.say_with(self.lang, "sees-person", &args))
                }
                Destination::Thread(channel, _) | Destination::Channel(channel) => {
                    let args = [("channel", channel.as_str().into())];
                    (BOT, self.words.say_with(self.lang, "sees-channel", &args))
                }
                Destination::Home(person) => {
                    let args = [("person", person.as_str().into())];
                    (BOT, self.words.say_with(self.lang, "sees-home", &args))
                }
                Destination::Helpdesk => (BOT, self.words.say(self.lang, "sees-helpdesk")),
            };
            writeln!(out, "{style}{title}{style:#}")?;
            for line in &post.lines {
                writeln!(out, "{style}  |{style:#} {}", named(line))?;
            }
            if !post.buttons.is_empty() {
                let buttons = post.buttons.iter();
                let buttons: Vec<String> = buttons
                    .map(|button| format!("[{}]", button.label))
                    .collect();
                writeln!(out, "{style}  |{style:#} {}", buttons.join(" "))?;
            }
            self.buttons.show(&post);
            let keys = match &post.notice {
                Notice::Nudge { .. } => Some("try-nudge-keys"),
                Notice::Flag { flag, .. } if flag.is_open() => Some("try-flag-keys"),
                _ if !post.buttons.is_empty() && !self.pressing_is_known => {
                    self.pressing_is_known = true;
                    Some("try-press-keys")
                }
                _ => None,
            };
            if let Some(keys) = keys {
                let keys = self.words.say(self.lang, keys);
                writeln!(out, "{QUIET}    {keys}{QUIET:#}")?;
            }
            match (post.notice, post.to) {
                (Notice::Nudge { nudge, .. }, Destination::Person(person, _)) => {
                    if let Some(person) = Workplace::person(person.as_str()) {
                        self.last_nudge.insert(person.name, nudge.id);
                    }
                }
                (Notice::Flag { flag, .. }, _) => self.last_flag = Some(flag.id),
                _ => {}
            }
        }
        Ok(())
    }

    fn whereabouts(&self, out: &mut dyn Write) -> anyhow::Result<Step> {
        self.hint(
            out,
            "try-where",
            &[("person", self.person.name), ("channel", self.channel.name)],
        )
    }

    fn hint(&self, out: &mut dyn Write, id: &str, args: &[(&str, &str)]) -> anyhow::Result<Step> {
        let args: Vec<_> = args
            .iter()
            .map(|(name, value)| (*name, (*value).into()))
            .collect();
        self.say(out, id, &args)?;
        Ok(Step::Continue)
    }

    fn say(
        &self,
        out: &mut dyn Write,
        id: &str,
        args: &[(&str, fluent_bundle::FluentValue<'_>)],
    ) -> io::Result<()> {
        writeln!(out, "{}", self.words.say_with(self.lang, id, args))
    }
}

/// A sentence with the names in it as they are written here.
fn named(line: &str) -> String {
    pieces(line)
        .map(|piece| match piece {
            Piece::Words(words) => words.to_owned(),
            Piece::Person(person) => format!("@{person}"),
            Piece::Channel(channel) => format!("#{channel}"),
        })
        .collect()
}
