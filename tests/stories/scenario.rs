//! The vocabulary of scenarios: people act in a simulated workplace, and each story says who sees
//! what. Time stands still until a story moves it.

use std::sync::Arc;

use bonsens::charter::{Library, SAMPLES};
use bonsens::compose::{self, Setting, Simulation};
use bonsens::policy::Policy;
use bonsens::registered;
use bonsens::trust::Keys;
use bonsens_knowledge::{MetaOverrides, import};
use bonsens_port::{
    ChannelId, CharterAct, CharterRef, Clock, Commit, Destination, Document, Event, EventId,
    EventKind, FlagAct, FlagId, FlagState, Handle, Home, Lang, MessageId, MessageText, Mode,
    Notice, Nudge, NudgeAnswer, NudgeId, Post, Registered, SettingsChange, Store, Write,
};
use bonsens_sim::{MemoryStore, Trouble, Workplace};
use jiff::SignedDuration;

/// High severity inside, critical where outsiders read.
pub const PASSWORD: &str = "the wifi password is Tournesol!42";
/// Critical anywhere.
pub const TOKEN: &str = "here is the key ghp_16C7e42F292c6912E7710c838347Ae178B4a";

pub struct Story {
    workplace: Workplace,
    simulation: Simulation,
    pub store: Arc<dyn Store>,
    keys: Keys,
    seen: Vec<Post>,
    last: Option<Event>,
    /// Every post since the story began.
    pub all: Vec<Post>,
}

pub fn workplace() -> Story {
    workplace_with(|_| {}, Arc::new(MemoryStore::default()))
}

pub fn workplace_in(mode: Mode) -> Story {
    workplace_where(|policy| policy.mode = mode)
}

/// A workplace whose organisation has decided something else.
pub fn workplace_where(decided: impl FnOnce(&mut Policy)) -> Story {
    workplace_with(decided, Arc::new(MemoryStore::default()))
}

pub fn workplace_with(decided: impl FnOnce(&mut Policy), store: Arc<dyn Store>) -> Story {
    let (_, name, text) = SAMPLES[1];
    let (charter, _) = import(name, text.as_bytes(), &MetaOverrides::default()).unwrap();
    let mut setting = Setting::new(Library::new(vec![charter]), Lang::En);
    setting.store = store.clone();
    let keys = Keys::random().unwrap();
    setting.keys = Some(keys.clone());
    decided(&mut setting.policy);
    Story {
        workplace: Workplace::new(Lang::En),
        simulation: compose::simulate(setting).unwrap(),
        store,
        keys,
        seen: Vec::new(),
        last: None,
        all: Vec::new(),
    }
}

impl Story {
    pub async fn posts(&mut self, who: &str, channel: &str, text: &str) -> u64 {
        let (who, channel) = (person(who), Workplace::channel(channel).unwrap());
        let (number, event) = self
            .workplace
            .post(who, channel, self.simulation.clock.now(), text);
        self.happens(event).await;
        number
    }

    /// The admin registers a confidential document, before anything happens.
    pub async fn registers(&mut self, title: &str, source: &str) {
        let at = self.simulation.clock.now();
        let made = registered::document(&self.keys, title, source, at).unwrap();
        self.keeps(made).await;
    }

    /// The admin registers values, one a line, before anything happens.
    pub async fn registers_values(&mut self, title: &str, values: &str) {
        let at = self.simulation.clock.now();
        let lines = values.lines().zip(1..).map(|(value, line)| (line, value));
        let (made, refused) = registered::values(&self.keys, title, lines, at).unwrap();
        assert_eq!(refused, []);
        self.keeps(made).await;
    }

    async fn keeps(&self, made: Registered) {
        let commit = Commit {
            claim: EventId::new(format!("register/{}", made.id)),
            claim_until: made.registered_at,
            writes: vec![Write::Register(made)],
        };
        self.store.commit(commit).await.unwrap();
    }

    pub async fn edits(&mut self, who: &str, number: u64, text: &str) {
        let event = self
            .workplace
            .edit(person(who), number, self.simulation.clock.now(), text)
            .unwrap();
        self.happens(event).await;
    }

    pub async fn deletes(&mut self, who: &str, number: u64) {
        let event = self
            .workplace
            .delete(person(who), number, self.simulation.clock.now())
            .unwrap();
        self.happens(event).await;
    }

    pub async fn asks(&mut self, who: &str, question: &str) {
        let text = MessageText::new(question);
        self.does(
            who,
            EventKind::QuestionAsked {
                text,
                previous: None,
                thread: None,
            },
        )
        .await;
    }

    pub async fn checks(&mut self, who: &str, draft: &str) {
        self.does(
            who,
            EventKind::DraftChecked {
                text: MessageText::new(draft),
            },
        )
        .await;
    }

    pub async fn presses(&mut self, who: &str, nudge: &NudgeId, answer: NudgeAnswer) {
        self.does(
            who,
            EventKind::NudgeAnswered {
                nudge: nudge.clone(),
                answer,
            },
        )
        .await;
    }

    pub async fn handles(&mut self, who: &str, flag: &FlagId, act: FlagAct) {
        self.does(
            who,
            EventKind::FlagHandled {
                flag: flag.clone(),
                act,
            },
        )
        .await;
    }

    pub async fn does(&mut self, who: &str, kind: EventKind) {
        let channel = Workplace::channel("general").unwrap();
        let event = self
            .workplace
            .event(person(who), channel, self.simulation.clock.now(), kind);
        self.happens(event).await;
    }

    /// Someone does something in a channel that only the platform knows.
    pub async fn does_in(&mut self, who: &str, channel: &str, kind: EventKind) {
        let general = Workplace::channel("general").unwrap();
        let now = self.simulation.clock.now();
        let event = self.workplace.event(person(who), general, now, kind);
        self.happens(Event {
            channel: ChannelId::new(channel),
            ..event
        })
        .await;
    }

    pub async fn offers(&mut self, who: &str, name: &str, text: &str) {
        let document = Document {
            name: name.to_owned(),
            bytes: text.as_bytes().to_vec(),
        };
        self.does(who, EventKind::CharterOffered(document)).await;
    }

    pub async fn decides(&mut self, who: &str, charter: &CharterRef, act: CharterAct) {
        let charter = charter.clone();
        self.does(who, EventKind::CharterDecided { charter, act })
            .await;
    }

    pub async fn sets(&mut self, who: &str, change: SettingsChange) {
        self.does(who, EventKind::SettingsChanged(change)).await;
    }

    pub async fn sets_the_mode(&mut self, who: &str, mode: Mode) {
        self.does(who, EventKind::SettingsChanged(SettingsChange::mode(mode)))
            .await;
    }

    /// The messages that were removed since the last look.
    pub fn removed(&self) -> Vec<String> {
        let removed = self.simulation.screen.removed().into_iter();
        removed.map(|(_, message)| message.to_string()).collect()
    }

    /// How many notes stand before everyone.
    pub fn notes(&self) -> usize {
        self.simulation.screen.notes().len()
    }

    /// No message can be removed from now on.
    pub fn nothing_can_be_removed(&self) {
        self.simulation.screen.sticks();
    }

    /// Nothing can be shown to this person from now on.
    pub fn is_lost(&self, who: &str, trouble: Trouble) {
        self.simulation.screen.loses(who, trouble);
    }

    /// This person can be shown things again.
    pub fn is_back(&self, who: &str) {
        self.simulation.screen.finds(who);
    }

    /// What this person is shown when they ask what is kept about them.
    pub async fn is_kept_about(&mut self, who: &str) -> Vec<Nudge> {
        self.does(who, EventKind::SelfAsked).await;
        match self.sees_one(who) {
            Notice::AboutYou { nudges, .. } => nudges,
            other => panic!("{who} sees {other:?}"),
        }
    }

    /// The platform delivers the last event once more.
    pub async fn hears_it_again(&mut self) {
        let event = self.last.clone().unwrap();
        self.happens(event).await;
    }

    pub async fn minutes_pass(&mut self, minutes: i64) {
        self.simulation
            .clock
            .advance(SignedDuration::from_mins(minutes));
        self.settle().await;
    }

    async fn happens(&mut self, event: Event) {
        self.last = Some(event.clone());
        self.simulation.runtime.submit(event).await.unwrap();
        self.settle().await;
    }

    async fn settle(&mut self) {
        self.simulation.runtime.settle().await.unwrap();
        let fresh = self.simulation.screen.look();
        self.all.extend(fresh.iter().cloned());
        self.seen.extend(fresh);
    }

    /// What this person has been shown since they last looked.
    pub fn sees(&mut self, who: &str) -> Vec<Notice> {
        self.look(|to| matches!(to, Destination::Person(person, _) if person.as_str() == who))
    }

    /// The one thing this person has been shown.
    pub fn sees_one(&mut self, who: &str) -> Notice {
        let mut notices = self.sees(who);
        assert_eq!(notices.len(), 1, "{who} sees {notices:?}");
        notices.remove(0)
    }

    /// The nudge this person has just been shown.
    pub fn sees_a_nudge(&mut self, who: &str) -> (NudgeId, Option<i64>) {
        match self.sees_one(who) {
            Notice::Nudge { nudge, minutes, .. } => (nudge.id, minutes),
            other => panic!("{who} sees no nudge but {other:?}"),
        }
    }

    /// What this person has just been told became of their message.
    pub fn sees_an_outcome(&mut self, who: &str) -> FlagState {
        match self.sees_one(who) {
            Notice::Outcome { state, .. } => state,
            other => panic!("{who} sees no outcome but {other:?}"),
        }
    }

    /// The flags the moderators have been shown since they last looked.
    pub fn moderators_see(&mut self) -> Vec<bonsens_port::Flag> {
        let notices = self.look(|to| *to == Destination::Moderators);
        notices
            .into_iter()
            .map(|notice| match notice {
                Notice::Flag { flag, .. } => flag,
                other => panic!("moderators see {other:?}"),
            })
            .collect()
    }

    /// What this thread has been shown since it was last looked at.
    pub fn thread_shows(&mut self, channel: &str, thread: &str) -> Vec<Notice> {
        let place = Destination::Thread(ChannelId::new(channel), MessageId::new(thread));
        self.look(|to| *to == place)
    }

    /// What everyone in this channel has been shown since it was last looked at.
    pub fn everyone_sees(&mut self, channel: &str) -> Vec<Notice> {
        let place = Destination::Channel(ChannelId::new(channel));
        self.look(|to| *to == place)
    }

    /// What the people who answer have been shown since they last looked.
    pub fn helpdesk_sees(&mut self) -> Vec<Notice> {
        self.look(|to| *to == Destination::Helpdesk)
    }

    /// This person's page, as it was put up last.
    pub fn home_of(&mut self, who: &str) -> Home {
        let mine =
            |to: &Destination| matches!(to, Destination::Home(person) if person.as_str() == who);
        match self.look(mine).pop() {
            Some(Notice::Home(home)) => home,
            other => panic!("{who} finds {other:?}"),
        }
    }

    /// The words of the latest post, with their buttons.
    pub fn latest(&self) -> (String, Vec<&'static str>) {
        let post = self.all.last().unwrap();
        let buttons = post.buttons.iter();
        (
            post.lines.join("\n"),
            buttons.map(|button| button.press.name()).collect(),
        )
    }

    /// For each time a flag was shown, the earlier post it took the place of.
    pub fn places_of_flags(&self) -> Vec<Option<Handle>> {
        let shown = self.all.iter();
        shown
            .filter(|post| post.to == Destination::Moderators)
            .map(|post| post.replaces.clone())
            .collect()
    }

    pub fn nobody_sees_anything(&mut self) {
        let seen = self.look(|_| true);
        assert!(seen.is_empty(), "someone sees {seen:?}");
    }

    fn look(&mut self, mine: impl Fn(&Destination) -> bool) -> Vec<Notice> {
        let (mine, rest): (Vec<_>, Vec<_>) = self.seen.drain(..).partition(|post| mine(&post.to));
        self.seen = rest;
        mine.into_iter().map(|post| post.notice).collect()
    }
}

fn person(name: &str) -> bonsens_sim::Person {
    Workplace::person(name).unwrap()
}
