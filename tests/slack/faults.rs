//! Slack at its worst while many leak at once: calls refused for a while, sockets gone. Each is
//! told of each of their messages, once, in the order they wrote them.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bonsens::runtime::Capacity;
use bonsens_fake_slack::{Fault, Options, Person, Room, RoomKind};
use bonsens_port::Clock;
use jiff::{SignedDuration, Timestamp};

use crate::office::{Core, Office, Site, Way};

/// The core's time, ten times as fast, so that what it puts off is not long in coming.
struct Hurried(Timestamp, Instant);

impl Clock for Hurried {
    fn now(&self) -> Timestamp {
        let passed = SignedDuration::try_from(self.1.elapsed() * 10).unwrap();
        self.0 + passed
    }
}

/// People who each write in a room of their own choosing, and what they wrote.
struct Crowd {
    team: String,
    people: Vec<(Person, Room)>,
    wrote: Vec<Vec<String>>,
}

impl Crowd {
    fn gathers(office: &Office, people: usize, rooms: usize) -> Self {
        let rooms: Vec<_> = (0..rooms)
            .map(|n| (office.acme).room(&format!("r{n}"), RoomKind::Public, &[]))
            .collect();
        let people = (0..people).map(|n| {
            let person = office.acme.member(&format!("p{n}"));
            person.joins(&rooms[n % rooms.len()]);
            (person, rooms[n % rooms.len()].clone())
        });
        let people: Vec<_> = people.collect();
        let wrote = vec![Vec::new(); people.len()];
        Self {
            team: office.acme.id().to_owned(),
            people,
            wrote,
        }
    }

    /// Everyone writes something confidential, one after the other.
    fn leaks(&mut self) {
        for ((person, room), wrote) in self.people.iter().zip(&mut self.wrote) {
            let secret = format!(
                "the wifi password is Tournesol!{}{}",
                wrote.len(),
                room.id()
            );
            wrote.push(person.posts(room, secret.as_str()));
        }
    }

    /// The messages someone was told of, in the order they saw it, wherever they saw it.
    fn told_of(team: &str, person: &Person, room: &Room) -> Vec<String> {
        let mut seen: Vec<_> = person.sees(room).into_iter().chain(person.told()).collect();
        seen.retain(|seen| seen.from_app);
        seen.sort_by(|a, b| a.ts.cmp(&b.ts));
        let about = |seen: &bonsens_fake_slack::Seen| {
            let wire = seen.wire.to_string();
            // A button names the nudge, and a nudge its message.
            let name = format!("n-slack/{}/{}/", team, room.id());
            let (_, rest) = wire.split_once(&name)?;
            rest.split(['"', '/', '#']).next().map(str::to_owned)
        };
        seen.iter().filter_map(about).collect()
    }

    fn told(&self) -> Vec<Vec<String>> {
        let people = self.people.iter();
        people
            .map(|(person, room)| Self::told_of(&self.team, person, room))
            .collect()
    }

    fn told_count(&self) -> usize {
        self.told().iter().map(Vec::len).sum()
    }

    /// Waits until this many were told, as long as it goes on.
    async fn waits_for(&self, office: &Office, count: usize) {
        let mut least = self.told_count();
        while least < count {
            least = (least + 20).min(count);
            let what = format!("{least} are told");
            let enough = || self.told_count() >= least;
            office.slack.until(&what, enough).await;
        }
    }

    /// Nothing was lost, nothing doubled, and each heard of their messages in order.
    fn told_once_and_in_order(&self, office: &Office) {
        for ((person, _), (told, wrote)) in
            self.people.iter().zip(self.told().iter().zip(&self.wrote))
        {
            assert_eq!(told, wrote, "what {} was told of", person.id());
        }
        let mut taken = BTreeMap::<_, usize>::new();
        for event in office.heard.events("message-posted") {
            *taken.entry(event.id.to_string()).or_default() += 1;
        }
        let wrote: usize = self.wrote.iter().map(Vec::len).sum();
        assert_eq!(taken.len(), wrote, "each was taken in");
        let ledger = office.slack.ledger();
        assert!(
            ledger.iter().all(|sent| sent.acknowledged_after.is_some()),
            "Slack gave nothing up"
        );
    }
}

/// An office whose bot looks at what is due many times a second.
async fn hurried() -> Office {
    let options = Options {
        acknowledge_within: Duration::from_secs(3),
        ..Options::hurried()
    };
    let site = Site::prepared(&Way::Socket, options).await;
    let mut office = site.with(Core {
        clock: Arc::new(Hurried(Timestamp::now(), Instant::now())),
        capacity: Capacity {
            tick: Duration::from_millis(50),
            ..Capacity::default()
        },
        ..Core::default()
    });
    office.opens().await;
    office
}

/// How many calls Slack refused so far, asking to be left alone.
fn refused(office: &Office) -> usize {
    let calls = office.slack.calls("*").into_iter();
    let limited = |call: &bonsens_fake_slack::Call| call.error.as_deref() == Some("ratelimited");
    calls.filter(limited).count()
}

#[tokio::test]
async fn five_hundred_leaks_while_slack_wants_to_be_left_alone() {
    let office = hurried().await;
    let mut crowd = Crowd::gathers(&office, 50, 25);
    for (messages, told) in [(4, 100), (3, 250), (3, 500)] {
        // It refuses everything, until it has said so often enough.
        let enough = refused(&office) + 12;
        let limited = Fault::RateLimited { retry_after: 1 };
        office.slack.fail("*", usize::MAX, limited);
        for _ in 0..messages {
            crowd.leaks();
        }
        let many = || refused(&office) >= enough;
        office.slack.until("many calls are refused", many).await;
        office.slack.stop_failing();
        // The next ones write while some still have to be told.
        crowd.waits_for(&office, told).await;
    }
    office.slack.quiet().await;
    crowd.told_once_and_in_order(&office);
    office.well_behaved();
}

#[tokio::test]
async fn leaks_while_sockets_break() {
    let office = hurried().await;
    let mut crowd = Crowd::gathers(&office, 20, 8);
    for round in 1..=5 {
        crowd.leaks();
        crowd.waits_for(&office, round * 10).await;
        office.slack.drop_sockets();
    }
    crowd.waits_for(&office, 100).await;
    office.slack.quiet().await;
    crowd.told_once_and_in_order(&office);
    office.well_behaved();
}
