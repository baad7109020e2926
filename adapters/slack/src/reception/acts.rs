//! What people do besides writing: buttons, windows, their own page, and commands that are answered at
//! once.

use bonsens_port::{
    Audience, DismissReason, Document, EventKind, Filled, Press, Role, SettingsChange,
};
use serde_json::Value;
use tracing::warn;

use super::{Answer, BY_COMMAND, Reception};
use crate::incoming::{From, Incoming, Nothing, Trigger};
use crate::modal;

/// A view to open in front of someone.
#[derive(serde::Serialize)]
struct Open<'a> {
    trigger_id: &'a str,
    view: &'a Value,
}

#[derive(serde::Deserialize)]
struct Opened {}

impl Reception {
    /// Something that depends on what its author may do.
    pub(super) async fn does(&self, from: &From, kind: EventKind) -> Answer {
        let (person, role) = tokio::join!(
            self.people.person(&from.workspace, &from.person),
            self.people.role(&from.workspace, &from.person)
        );
        let event = self.event(from, person, role, Audience::default(), kind);
        let answer = self.hand_over(event, from).await;
        // What was done is done, whether or not the page can be put up again.
        if from.at_home && answer == Answer::Done {
            self.refreshes_home(from).await;
        }
        answer
    }

    /// The page someone acts on is put up again, as things stand now.
    async fn refreshes_home(&self, from: &From) {
        let again = From {
            fact: format!("{}/home", from.fact),
            at_home: false,
            ..from.clone()
        };
        let _ = Box::pin(self.does(&again, EventKind::HomeOpened)).await;
    }

    pub(super) async fn pressed(&self, from: &From, press: Press, trigger: &Trigger) -> Answer {
        if press.window().is_none() {
            return match press.event(None) {
                Some(kind) => self.does(from, kind).await,
                None => self.nothing(Nothing::Unknown),
            };
        }
        let (lang, role) = tokio::join!(
            self.lang(from),
            self.people.role(&from.workspace, &from.person)
        );
        // Whoever may not do it is told now, not after a window.
        if let Some(refused) = refused(&press, role) {
            return self.does(from, refused).await;
        }
        let settings = if press == Press::Settings {
            match self.intake.settings(&from.workspace).await {
                Ok(settings) => Some(settings),
                // Only where a command failed does Slack show what is said.
                Err(_) if from.fact.contains(BY_COMMAND) => {
                    return Answer::Say((self.say)(lang, "slack-busy"));
                }
                Err(_) => return Answer::NotTaken,
            }
        } else {
            None
        };
        let opened = modal::Opened {
            press: &press,
            channel: from.channel.as_ref(),
            home: from.at_home,
        };
        match modal::open(&opened, lang, settings.as_ref(), &self.say) {
            Some(view) => self.open(from, trigger, &view).await,
            None => self.nothing(Nothing::Malformed),
        }
    }

    async fn open(&self, from: &From, trigger: &Trigger, view: &Value) -> Answer {
        let open = Open {
            trigger_id: &trigger.0,
            view,
        };
        match self.api.post(&from.workspace, "views.open", &open).await {
            Ok(Opened {}) => Answer::Done,
            Err(failure) => {
                warn!(workspace = %from.workspace, ?failure, "a window can't be opened");
                Answer::NotTaken
            }
        }
    }
}

/// What the core is handed where someone presses what is not theirs, to refuse it and remember that
/// it was tried.
fn refused(press: &Press, role: Role) -> Option<EventKind> {
    match press {
        Press::Dismiss(_) if role < Role::Moderator => press
            .clone()
            .event(Some(Filled::Reason(DismissReason::Other))),
        Press::Settings if role < Role::Admin => {
            Some(EventKind::SettingsChanged(SettingsChange::default()))
        }
        Press::LoadCharter if role < Role::Admin => Some(EventKind::CharterOffered(Document {
            name: String::new(),
            bytes: Vec::new(),
        })),
        _ => None,
    }
}

impl Incoming {
    /// It opens a window, which can't wait for its turn.
    pub(super) const fn opens_window(&self) -> bool {
        matches!(self, Self::Pressed(_, press, _) if press.window().is_some())
    }
}
