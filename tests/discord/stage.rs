//! Discord as a stage for the stories of every platform.

use bonsens_fake_discord::{Person, Seen};
use jiff::SignedDuration;

use crate::everywhere::{Fill, Place, Stage, Want, Who, played_on};
use crate::office::{Office, action, private};

mod played {
    use super::*;

    played_on!(OnDiscord);
}

/// An office on Discord, and what everyone there saw last.
pub struct OnDiscord {
    office: Office,
    last: Vec<(Who, Seen)>,
}

impl OnDiscord {
    fn person(&self, who: Who) -> &Person {
        let site = &self.office.site;
        match who {
            "ana" => &site.ana,
            "ben" => &site.ben,
            "mia" => &site.mia,
            "noa" => &site.noa,
            other => panic!("{other} does not work here"),
        }
    }

    /// What someone can see of the bot's in a place, the oldest first.
    fn seen(&self, who: Who, place: Place, words: &str) -> Vec<Seen> {
        let (person, site) = (self.person(who), &self.office.site);
        let mut seen = match place {
            Place::Private => private(person).collect(),
            Place::General => person.sees(&site.general),
            Place::Moderators => person.sees(&site.moderators),
            Place::Helpdesk => person.sees(&site.helpdesk),
        };
        seen.retain(|seen| {
            let here = place == Place::Private || !seen.only_you;
            // A flag's thread leaves a line where it was begun, which says nothing.
            here && seen.from_app && !seen.words.is_empty() && seen.words.contains(words)
        });
        seen
    }

    fn commands(&self, who: Who, command: &str, options: &[(&str, &str)]) {
        let general = &self.office.site.general;
        self.person(who)
            .commands(general, command, options)
            .unwrap();
    }

    /// Says yes where it was asked.
    async fn is_sure(&self, who: Who, button: &str) {
        let person = self.person(who);
        let asked = || private(person).rfind(|seen| is_asked(seen, button));
        let discord = &self.office.site.discord;
        discord
            .until("someone is asked if they are sure", || asked().is_some())
            .await;
        self.office.presses(person, &asked().unwrap(), button);
    }
}

fn is_asked(seen: &Seen, button: &str) -> bool {
    action(seen, button).is_some_and(|id| id.starts_with('y'))
}

impl Stage for OnDiscord {
    async fn open() -> Self {
        Self {
            office: Office::open().await,
            last: Vec::new(),
        }
    }

    async fn posts(&mut self, who: Who, text: &str) -> String {
        self.person(who).posts(&self.office.site.general, text)
    }

    async fn edits(&mut self, who: Who, message: &str, text: &str) {
        let general = &self.office.site.general;
        self.person(who).edits(general, message, text).unwrap();
    }

    async fn deletes(&mut self, who: Who, message: &str) {
        let general = &self.office.site.general;
        self.person(who).deletes(general, message).unwrap();
    }

    async fn asks(&mut self, who: Who, question: &str) {
        self.commands(who, "charter ask", &[("question", question)]);
    }

    async fn checks(&mut self, who: Who, draft: &str) {
        self.commands(who, "charter check", &[]);
        let person = self.person(who);
        self.office.fills_in(person, &[("text", draft)]).await;
    }

    async fn wants(&mut self, who: Who, what: Want) {
        let command = match what {
            Want::AboutMe => "charter me",
            Want::ForgetMe => "charter forget",
            Want::Tip => "charter tip",
            Want::Flags => "charter-mod flags",
            Want::Admin => "charter-admin panel",
            Want::Unanswered => "charter-admin unanswered",
        };
        self.commands(who, command, &[]);
        if what == Want::ForgetMe {
            self.is_sure(who, "forget-me").await;
        }
    }

    async fn hands_in(&mut self, who: Who, name: &str, text: &str) {
        let person = self.person(who);
        let file = person.uploads(name, "text/markdown", text.as_bytes());
        self.commands(who, "charter-admin load", &[("file", &file)]);
    }

    async fn sees(&mut self, who: Who, place: Place, words: &str) -> String {
        let what = format!("{who} sees “{words}”");
        let seen = || self.seen(who, place, words).pop();
        let discord = &self.office.site.discord;
        discord.until(&what, || seen().is_some()).await;
        let seen = seen().unwrap();
        let said = seen.words.clone();
        self.last.retain(|(reader, _)| *reader != who);
        self.last.push((who, seen));
        said
    }

    async fn presses(&mut self, who: Who, button: &str, fill: Fill) {
        let mut shown = self.last.iter().filter(|(reader, _)| *reader == who);
        let (_, seen) = shown.next().unwrap();
        let (person, office) = (self.person(who), &self.office);
        office.presses(person, seen, button);
        match fill {
            Fill::Nothing if ["remove", "roll-back"].contains(&button) => {
                self.is_sure(who, button).await;
            }
            Fill::Nothing => {}
            Fill::Reason(reason) => {
                let asked = || {
                    let mut seen = private(person);
                    seen.rfind(|seen| action(seen, button).is_some_and(|id| id.starts_with('r')))
                };
                let discord = &office.site.discord;
                discord
                    .until("the reason is asked", || asked().is_some())
                    .await;
                let asked = asked().unwrap();
                let menu = action(&asked, button).unwrap();
                let place = office.place(person, &asked);
                person.picks(&place, &asked.id, &menu, &[reason]).unwrap();
            }
            Fill::Text(text) => office.fills_in(person, &[("text", text)]).await,
        }
    }

    async fn counts(&mut self, who: Who, place: Place, words: &str) -> usize {
        self.office.settles().await;
        self.seen(who, place, words).len()
    }

    async fn minutes_pass(&mut self, minutes: i64) {
        self.office.settles().await;
        self.office
            .clock
            .advance(SignedDuration::from_mins(minutes));
        self.office.settles().await;
    }

    async fn written(&mut self) -> Vec<String> {
        self.office.settles().await;
        let all = self.office.site.general.messages().into_iter();
        let people = all.filter(|seen| !seen.from_app);
        people.map(|seen| seen.content).collect()
    }

    fn keeps_the_rules(&self) {
        self.office.well_behaved();
    }
}
