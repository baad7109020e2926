//! Pressing a button by its words: the buttons that are on screen, for whoever may see them.

use bonsens_port::{
    Button, ChannelId, Destination, EventKind, Filled, MessageText, Post, Role, Window,
};
use bonsens_sim::{Channel, HELPDESK, Person};

/// Buttons that stay on screen; older ones have scrolled away.
const ON_SCREEN: usize = 60;

/// The buttons on screen, the latest last.
#[derive(Debug, Default)]
pub struct Buttons(Vec<(Destination, Button)>);

/// What came of pressing.
#[derive(Debug)]
pub enum Pressed {
    /// Nobody sees such a button.
    Nothing,
    /// It needs words after a colon.
    NeedsWords,
    /// It has commands of its own.
    HasCommands,
    /// It was pressed, in this channel.
    Event(EventKind, ChannelId),
}

impl Buttons {
    /// Puts the buttons of a post on screen.
    pub fn show(&mut self, post: &Post) {
        let buttons = post.buttons.iter().cloned();
        self.0
            .extend(buttons.map(|button| (post.to.clone(), button)));
        let gone = self.0.len().saturating_sub(ON_SCREEN);
        self.0.drain(..gone);
    }

    /// Presses the latest button that someone sees and that reads like this, with the words that
    /// follow a colon.
    pub fn press(&self, typed: &str, person: &Person, channel: &Channel) -> Pressed {
        let (label, words) = typed.split_once(':').unwrap_or((typed, ""));
        let (label, words) = (plain(label), words.trim());
        let reads =
            |button: &Button| plain(&button.label).contains(&label) || button.press.name() == label;
        let mut seen = self.0.iter().rev();
        let found = seen.find(|(to, button)| sees(person, to) && reads(button));
        let Some((to, button)) = found.filter(|_| !label.is_empty()) else {
            return Pressed::Nothing;
        };
        let text = (!words.is_empty()).then(|| MessageText::new(words));
        let filled = match button.press.window() {
            None => None,
            Some(Window::Reason | Window::Settings | Window::Document) => {
                return Pressed::HasCommands;
            }
            Some(Window::Note | Window::Letter) => Some(Filled::Letter { text, named: false }),
            Some(Window::Question | Window::Draft | Window::Reply) => text.map(Filled::Text),
        };
        match button.press.clone().event(filled) {
            Some(kind) => Pressed::Event(kind, place(to, channel)),
            None => Pressed::NeedsWords,
        }
    }
}

fn sees(person: &Person, to: &Destination) -> bool {
    match to {
        Destination::Person(reader, _) | Destination::Home(reader) => {
            reader.as_str() == person.name
        }
        Destination::Moderators => person.role >= Role::Moderator,
        Destination::Thread(..) | Destination::Channel(_) | Destination::Helpdesk => true,
    }
}

/// Where the button is.
fn place(to: &Destination, channel: &Channel) -> ChannelId {
    match to {
        Destination::Person(_, place)
        | Destination::Channel(place)
        | Destination::Thread(place, _) => place.clone(),
        Destination::Helpdesk => ChannelId::new(HELPDESK),
        Destination::Home(_) | Destination::Moderators => ChannelId::new(channel.name),
    }
}

fn plain(label: &str) -> String {
    let letters = label.chars().filter(|sign| *sign != '\u{a0}');
    letters.collect::<String>().trim().to_lowercase()
}
