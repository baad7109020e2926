//! Slack as a stage for the stories of every platform.

use std::sync::Arc;
use std::time::Duration;

use bonsens::runtime::Capacity;
use bonsens_fake_slack::{Options, Person, Post, Room, Seen};
use bonsens_sim::ManualClock;
use jiff::SignedDuration;

use crate::everywhere::{Fill, Place, Stage, Want, Who, played_on};
use crate::office::{Core, Office, Site, Way};

mod played {
    use super::*;

    played_on!(OnSlack);
}

/// An office on Slack, and what everyone there saw last.
pub struct OnSlack {
    office: Office,
    /// Works here, and found the way into the moderators' channel.
    ben: Person,
    clock: Arc<ManualClock>,
    last: Vec<(Who, Room, Seen)>,
}

impl OnSlack {
    fn person(&self, who: Who) -> &Person {
        match who {
            "ana" => &self.office.ana,
            "ben" => &self.ben,
            "mia" => &self.office.ben,
            "noa" => &self.office.noa,
            other => panic!("{other} does not work here"),
        }
    }

    /// What someone can see of the bot's in a place, the oldest first.
    fn seen(&self, who: Who, place: Place, words: &str) -> Vec<(Room, Seen)> {
        let (person, office) = (self.person(who), &self.office);
        let direct = person.direct();
        let inside = |room: &Room| {
            let seen = person.sees(room).into_iter();
            let room = room.clone();
            seen.map(move |seen| (room.clone(), seen))
                .collect::<Vec<_>>()
        };
        let (private, rooms) = match place {
            Place::Private => {
                let all = [
                    &office.general,
                    &office.moderators,
                    &office.helpdesk,
                    &direct,
                ];
                (true, all.map(Room::clone).to_vec())
            }
            Place::General => (false, vec![office.general.clone()]),
            Place::Moderators => (false, vec![office.moderators.clone()]),
            Place::Helpdesk => (false, vec![office.helpdesk.clone()]),
        };
        let is_private = |(room, seen): &(Room, Seen)| seen.only_you || room.id() == direct.id();
        let mut seen: Vec<_> = rooms.iter().flat_map(inside).collect();
        seen.retain(|seen| is_private(seen) == private);
        seen.retain(|(_, seen)| seen.from_app && seen.words.contains(words));
        seen.sort_by(|(_, one), (_, other)| one.ts.cmp(&other.ts));
        seen
    }
}

impl Stage for OnSlack {
    async fn open() -> Self {
        let site = Site::prepared(&Way::Socket, Options::hurried()).await;
        let clock = Arc::new(ManualClock::default());
        let ben = site.acme.member("ben the second");
        ben.joins(&site.general);
        ben.joins(&site.moderators);
        site.noa.joins(&site.general);
        let mut office = site.with(Core {
            clock: clock.clone(),
            capacity: Capacity {
                tick: Duration::from_millis(50),
                ..Capacity::default()
            },
            ..Core::default()
        });
        office.opens().await;
        Self {
            office,
            ben,
            clock,
            last: Vec::new(),
        }
    }

    async fn posts(&mut self, who: Who, text: &str) -> String {
        self.person(who).posts(&self.office.general, text)
    }

    async fn edits(&mut self, who: Who, message: &str, text: &str) {
        let edited = self.person(who).edits(&self.office.general, message, text);
        edited.unwrap();
    }

    async fn deletes(&mut self, who: Who, message: &str) {
        let deleted = self.person(who).deletes(&self.office.general, message);
        deleted.unwrap();
    }

    async fn asks(&mut self, who: Who, question: &str) {
        let person = self.person(who);
        person.commands(&self.office.general, "/charter", question);
    }

    async fn checks(&mut self, who: Who, draft: &str) {
        self.asks(who, &format!("check {draft}")).await;
    }

    async fn wants(&mut self, who: Who, what: Want) {
        let words = match what {
            Want::AboutMe => "me",
            Want::ForgetMe => "forget",
            Want::Tip => "tip",
            Want::Flags => "flags",
            Want::Admin => "admin",
            Want::Unanswered => "admin unanswered",
        };
        self.asks(who, words).await;
    }

    async fn hands_in(&mut self, who: Who, name: &str, text: &str) {
        let person = self.person(who);
        let file = person.uploads(name, "text/markdown", text.as_bytes());
        person.tells_bot(Post::from("").with_file(&file));
    }

    async fn sees(&mut self, who: Who, place: Place, words: &str) -> String {
        let what = format!("{who} sees “{words}”");
        let seen = || self.seen(who, place, words).pop();
        let slack = &self.office.slack;
        slack.until(&what, || seen().is_some()).await;
        let (room, seen) = seen().unwrap();
        let said = seen.words.clone();
        self.last.retain(|(reader, ..)| *reader != who);
        self.last.push((who, room, seen));
        said
    }

    async fn presses(&mut self, who: Who, button: &str, fill: Fill) {
        let mut shown = self.last.iter().filter(|(reader, ..)| *reader == who);
        let (_, room, seen) = shown.next().unwrap();
        let (person, action) = (self.person(who), format!("bonsens:{button}"));
        if person.is_asked(room, &seen.ts, &action).is_ok() {
            return person.confirms(room, &seen.ts, &action).unwrap();
        }
        person.presses(room, &seen.ts, &action).unwrap();
        let answer = match fill {
            Fill::Nothing => return,
            Fill::Reason(reason) => ("reason", reason),
            Fill::Text(text) => ("text", text),
        };
        self.office.fills_in(person, &[answer]).await;
    }

    async fn counts(&mut self, who: Who, place: Place, words: &str) -> usize {
        self.office.settles().await;
        self.seen(who, place, words).len()
    }

    async fn minutes_pass(&mut self, minutes: i64) {
        self.office.settles().await;
        self.clock.advance(SignedDuration::from_mins(minutes));
        self.office.settles().await;
    }

    async fn written(&mut self) -> Vec<String> {
        self.office.settles().await;
        let all = self.office.general.messages().into_iter();
        let people = all.filter(|seen| !seen.from_app);
        people.map(|seen| seen.words).collect()
    }

    fn keeps_the_rules(&self) {
        self.office.well_behaved();
    }
}
