//! The simulated workplace as a stage for the stories of every platform.

use bonsens_port::{
    AdminView, AuthorId, Button, Destination, DismissReason, EventKind, Filled, MessageText, Press,
};

use crate::everywhere::{Fill, Place, Stage, Want, Who, played_on};
use crate::scenario::{Story, workplace};

mod played {
    use super::*;

    played_on!(Workplace);
}

/// The workplace, and the buttons in front of everyone.
pub struct Workplace {
    story: Story,
    last: Vec<(Who, Vec<Button>)>,
    written: Vec<(u64, String)>,
}

/// What someone is shown in a place.
fn is_for(to: &Destination, who: Who, place: Place) -> bool {
    match place {
        Place::Private => {
            matches!(to, Destination::Person(person, _) if *person == AuthorId::new(who))
        }
        Place::General => matches!(to, Destination::Channel(_) | Destination::Thread(..)),
        Place::Moderators => *to == Destination::Moderators,
        Place::Helpdesk => *to == Destination::Helpdesk,
    }
}

impl Workplace {
    fn seen(&self, who: Who, place: Place, words: &str) -> Vec<(String, Vec<Button>)> {
        let posts = self.story.all.iter();
        let posts = posts.filter(|post| is_for(&post.to, who, place));
        let posts = posts.map(|post| (post.lines.join("\n"), post.buttons.clone()));
        posts.filter(|(said, _)| said.contains(words)).collect()
    }
}

impl Stage for Workplace {
    async fn open() -> Self {
        Self {
            story: workplace(),
            last: Vec::new(),
            written: Vec::new(),
        }
    }

    async fn posts(&mut self, who: Who, text: &str) -> String {
        let number = self.story.posts(who, "general", text).await;
        self.written.push((number, text.to_owned()));
        number.to_string()
    }

    async fn edits(&mut self, who: Who, message: &str, text: &str) {
        let number = message.parse().unwrap();
        self.story.edits(who, number, text).await;
    }

    async fn deletes(&mut self, who: Who, message: &str) {
        let number = message.parse().unwrap();
        self.written.retain(|(written, _)| *written != number);
        self.story.deletes(who, number).await;
    }

    async fn asks(&mut self, who: Who, question: &str) {
        self.story.asks(who, question).await;
    }

    async fn checks(&mut self, who: Who, draft: &str) {
        self.story.checks(who, draft).await;
    }

    async fn wants(&mut self, who: Who, what: Want) {
        let kind = match what {
            Want::AboutMe => EventKind::SelfAsked,
            Want::ForgetMe => EventKind::ErasureAsked,
            Want::Tip => EventKind::TipAsked,
            Want::Flags => EventKind::FlagsAsked,
            Want::Admin => EventKind::AdminAsked(AdminView::Panel),
            Want::Unanswered => EventKind::AdminAsked(AdminView::Unanswered),
        };
        self.story.does(who, kind).await;
    }

    async fn hands_in(&mut self, who: Who, name: &str, text: &str) {
        self.story.offers(who, name, text).await;
    }

    async fn sees(&mut self, who: Who, place: Place, words: &str) -> String {
        let seen = self.seen(who, place, words).pop();
        let (said, buttons) = seen.unwrap_or_else(|| panic!("{who} sees no “{words}”"));
        self.last.retain(|(reader, _)| *reader != who);
        self.last.push((who, buttons));
        said
    }

    async fn presses(&mut self, who: Who, button: &str, fill: Fill) {
        let mut shown = self.last.iter().filter(|(reader, _)| *reader == who);
        let buttons = &shown.next().unwrap().1;
        let found = buttons.iter().find(|found| found.press.name() == button);
        let press = found.unwrap_or_else(|| panic!("{who} sees no {button}"));
        let filled = match (fill, &press.press) {
            (Fill::Nothing, _) => None,
            (Fill::Reason(name), _) => {
                let mut reasons = DismissReason::ALL.into_iter();
                reasons
                    .find(|reason| reason.as_str() == name)
                    .map(Filled::Reason)
            }
            (Fill::Text(text), Press::AskAbout(_) | Press::Write) => Some(Filled::Letter {
                text: Some(MessageText::new(text)),
                named: false,
            }),
            (Fill::Text(text), _) => Some(Filled::Text(MessageText::new(text))),
        };
        let kind = press.press.clone().event(filled).unwrap();
        match kind {
            EventKind::RequestAnswered { .. } => {
                self.story.does_in(who, bonsens_sim::HELPDESK, kind).await;
            }
            kind => self.story.does(who, kind).await,
        }
    }

    async fn counts(&mut self, who: Who, place: Place, words: &str) -> usize {
        self.seen(who, place, words).len()
    }

    async fn minutes_pass(&mut self, minutes: i64) {
        self.story.minutes_pass(minutes).await;
    }

    async fn written(&mut self) -> Vec<String> {
        for removed in self.story.removed() {
            let gone = |(number, _): &(u64, String)| number.to_string() != removed;
            self.written.retain(gone);
        }
        self.written.iter().map(|(_, text)| text.clone()).collect()
    }

    fn keeps_the_rules(&self) {}
}
