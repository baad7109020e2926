//! What people do besides writing: buttons, windows, and commands that are answered at once.

use bonsens_port::{Audience, DismissReason, EventKind, Filled, Press, Role, Window};
use slack_morphism::prelude::SlackView;
use tracing::warn;

use super::{Answer, Reception};
use crate::incoming::{From, Incoming, Nothing, Trigger};
use crate::modal;

/// A view to open in front of someone.
#[derive(serde::Serialize)]
struct Open<'a> {
    trigger_id: &'a str,
    view: &'a SlackView,
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
        self.hand_over(event, from).await
    }

    pub(super) async fn pressed(&self, from: &From, press: Press, trigger: &Trigger) -> Answer {
        if press.window() == Some(Window::Reason) {
            let (lang, role) = tokio::join!(
                self.lang(from),
                self.people.role(&from.workspace, &from.person)
            );
            // Whoever may not do it is told now, not after a window.
            if matches!(press, Press::Dismiss(_)) && role < Role::Moderator {
                return match press.event(Some(Filled::Reason(DismissReason::Other))) {
                    Some(kind) => self.does(from, kind).await,
                    None => self.nothing(Nothing::Unknown),
                };
            }
            let window = modal::reason(lang, &press, &from.place(), &self.say);
            return self.open(from, trigger, &window).await;
        }
        match press.event(None) {
            Some(kind) => self.does(from, kind).await,
            None => self.nothing(Nothing::Unknown),
        }
    }

    pub(super) async fn open(&self, from: &From, trigger: &Trigger, view: &SlackView) -> Answer {
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

impl Incoming {
    /// It opens a window, which can't wait for its turn.
    pub(super) fn opens_window(&self) -> bool {
        match self {
            Self::OpenCheck(..) => true,
            Self::Pressed(_, press, _) => press.window().is_some(),
            _ => false,
        }
    }
}
