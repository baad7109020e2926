//! A core that decides nothing: it writes down what it is given, and takes it or not as told.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use bonsens_port::{
    CharterRef, Contents, Event, EventKind, Intake, Lang, Listed, LiveCharter, MessageText, Mode,
    NotTaken, Settings, SettingsChange, WorkspaceId,
};

/// The word without which a message is nothing.
pub const SECRET: &str = "secret";

#[derive(Default)]
pub struct Core {
    taken: Mutex<Vec<Event>>,
    refusals: Mutex<VecDeque<NotTaken>>,
    looked_at: Mutex<Vec<String>>,
    changed: tokio::sync::Notify,
}

impl Core {
    pub fn new() -> Arc<Self> {
        Arc::default()
    }

    /// The next things handed over are not taken, for these reasons.
    pub fn refuses(&self, reasons: &[NotTaken]) {
        self.refusals.lock().unwrap().extend(reasons);
    }

    /// Waits until this many things were taken, up to ten seconds.
    pub async fn has_taken(&self, count: usize) -> Vec<Event> {
        let waiting = async {
            while self.taken().len() < count {
                self.changed.notified().await;
            }
        };
        let limit = std::time::Duration::from_secs(10);
        let came = tokio::time::timeout(limit, waiting).await;
        assert!(
            came.is_ok(),
            "{count} are to be taken, of {:?}",
            self.heard()
        );
        self.taken()
    }

    pub fn taken(&self) -> Vec<Event> {
        self.taken.lock().unwrap().clone()
    }

    /// What was taken, each in so many words.
    pub fn heard(&self) -> Vec<String> {
        self.taken().iter().map(told).collect()
    }

    /// The texts that were looked at to see whether there is anything in them.
    pub fn looked_at(&self) -> Vec<String> {
        self.looked_at.lock().unwrap().clone()
    }
}

fn said(text: &MessageText) -> String {
    format!("{:?}", text.expose())
}

fn told_change(change: &SettingsChange) -> String {
    let mode = change.mode.map(|mode| mode.as_str().to_owned());
    let exempt = change.exempt.as_ref().map(|exempt| match exempt {
        Listed::Add(channel) => format!("+{channel}"),
        Listed::Remove(channel) => format!("-{channel}"),
        Listed::Replace(all) => format!("{} channels", all.len()),
    });
    let names = change.code_names.as_ref().map(|names| match names {
        Listed::Add(name) => format!("+{}", name.expose()),
        Listed::Remove(name) => format!("-{}", name.expose()),
        Listed::Replace(all) => format!("{} names", all.len()),
    });
    let all: Vec<_> = [mode, exempt, names].into_iter().flatten().collect();
    all.join(" ")
}

/// What happened, without who and where.
pub fn told(event: &Event) -> String {
    let what = match &event.kind {
        EventKind::MessagePosted { text, .. }
        | EventKind::MessageEdited { text, .. }
        | EventKind::DraftChecked { text } => said(text),
        EventKind::QuestionAsked {
            text,
            previous,
            thread,
        } => {
            let previous = previous
                .as_ref()
                .map(|text| format!(" after {}", said(text)));
            let before = if thread.is_some() { " before all" } else { "" };
            format!("{}{}{before}", said(text), previous.unwrap_or_default())
        }
        EventKind::CharterOffered(document) => {
            format!("{} of {} bytes", document.name, document.bytes.len())
        }
        EventKind::SectionAsked(section) => section.subject(),
        EventKind::SettingsChanged(change) => told_change(change),
        EventKind::CharterDecided { charter, act } => format!("{act:?} {}", charter.subject()),
        EventKind::FlagHandled { flag, act } => format!("{flag} {}", act.as_str()),
        EventKind::NudgeAnswered { nudge, answer } => format!("{nudge} {answer:?}"),
        EventKind::NudgeAsked { nudge } => nudge.to_string(),
        EventKind::PersonAsked { text, named, .. } => {
            format!("{:?} {named}", text.as_ref().map(MessageText::expose))
        }
        _ => String::new(),
    };
    format!("{:?} {} {what}", event.role, event.kind.name())
        .trim_end()
        .to_owned()
}

#[async_trait]
impl Intake for Core {
    async fn take(&self, event: Event) -> Result<(), NotTaken> {
        if let Some(reason) = self.refusals.lock().unwrap().pop_front() {
            return Err(reason);
        }
        let mut taken = self.taken.lock().unwrap();
        // The same fact again is recognised, as the core does.
        if taken.iter().all(|known| known.id != event.id) {
            taken.push(event);
            self.changed.notify_one();
        }
        Ok(())
    }

    async fn is_nothing(&self, event: &Event) -> bool {
        match &event.kind {
            EventKind::MessagePosted { text, .. } | EventKind::MessageEdited { text, .. } => {
                self.looked_at
                    .lock()
                    .unwrap()
                    .push(text.expose().to_owned());
                let edited = matches!(event.kind, EventKind::MessageEdited { .. });
                let known = edited && self.knows(event);
                !known && !text.expose().contains(SECRET)
            }
            EventKind::MessageDeleted { .. } => !self.knows(event),
            _ => false,
        }
    }

    async fn settings(&self, _: &WorkspaceId) -> Result<Settings, NotTaken> {
        if let Some(reason) = self.refusals.lock().unwrap().pop_front() {
            return Err(reason);
        }
        Ok(Settings {
            mode: Mode::Nudge,
            missing: Vec::new(),
            exempt: Vec::new(),
            always_exempt: Vec::new(),
            fix_windows: BTreeMap::new(),
            large_channel: 50,
            code_names: Vec::new(),
            charters: vec![LiveCharter {
                charter: charter(),
                title: "Social charter".to_owned(),
                published_here: true,
            }],
        })
    }

    async fn contents(&self, _: &WorkspaceId, _: Lang) -> Result<Vec<Contents>, NotTaken> {
        let sections = [
            "Working time",
            "Remote work > Days at home",
            "Remote work > Équipement",
        ];
        let sections = sections
            .into_iter()
            .map(str::to_owned)
            .enumerate()
            .collect();
        Ok(vec![Contents {
            charter: charter(),
            title: "Social charter".to_owned(),
            lang: Some(Lang::En),
            in_force_since: None,
            sections,
        }])
    }
}

fn charter() -> CharterRef {
    CharterRef {
        id: "social".to_owned(),
        version: "2.0".to_owned(),
    }
}

impl Core {
    /// Whether anything was said about the message of this event.
    fn knows(&self, event: &Event) -> bool {
        let taken = self.taken.lock().unwrap();
        taken.iter().any(|known| message(known) == message(event))
    }
}

fn message(event: &Event) -> Option<(&str, &str)> {
    match &event.kind {
        EventKind::MessagePosted { message, .. }
        | EventKind::MessageEdited { message, .. }
        | EventKind::MessageDeleted { message } => Some((event.channel.as_str(), message.as_str())),
        _ => None,
    }
}
