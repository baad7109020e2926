//! What people do with commands, buttons, menus and windows: answered at once, whatever the core
//! does, then handed to the core, whose words follow.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use bonsens_kit::{Backoff, Turn};
use bonsens_port::{
    Audience, ChannelId, DismissReason, Document, Event, EventKind, Filled, Lang, MessageText,
    NotTaken, Press, Role, SettingsChange, WorkspaceId,
};
use serde_json::{Value, json};
use tokio::time::timeout;
use tracing::{debug, warn};

use super::answer::DEFERRED_UPDATE;
use super::{End, Fact, Reception, when};
use crate::component::name_server;
use crate::incoming::{Act, Complete, File, How, Wish};
use crate::modal;
use crate::pending::Deferred;

/// Time there is to look something up before a first answer is given without it.
const BUDGET: Duration = Duration::from_secs(1);
/// How often the core is asked to take what someone waits for, before they are told to try again.
const TRIES: usize = 4;

/// What follows a first answer.
enum Next {
    /// Nothing: what was to be said is said, or asked.
    Nothing,
    /// The core decides.
    Do(EventKind),
    /// The core is asked, in the conversation this belongs to.
    Ask(MessageText),
    /// A section is looked for.
    Read(MessageText),
    /// A charter is fetched.
    Load(File),
}

/// A first answer, and what follows it.
struct Plan {
    answer: Value,
    deferred: Option<Deferred>,
    next: Next,
}

/// Who acts, on which server, and what they may do there.
struct Actor {
    server: WorkspaceId,
    role: Role,
    lang: Lang,
}

impl Reception {
    pub(super) async fn acted(
        self: &Arc<Self>,
        act: Act,
        turn: &mut Turn<String>,
    ) -> Result<(), End> {
        self.people.speaks(&act.person, act.lang);
        let Some(actor) = self.actor(&act).await else {
            let words = (self.say)(act.lang, "discord-say-no-server");
            self.answers(&act, &modal::note(&words, &[])).await;
            return Ok(());
        };
        if let Wish::Complete(Complete { what, typed }) = &act.wish {
            let choices = self
                .completions(&actor.server, actor.role, act.lang, what, typed)
                .await;
            self.answers(&act, &choices).await;
            return Ok(());
        }
        let mut plan = self.plan(&act, &actor).await;
        if act.member.is_none() {
            name_server(&mut plan.answer, &actor.server);
        }
        let answered = self.answers(&act, &plan.answer).await;
        if let Some(deferred) = plan.deferred
            && answered
        {
            self.opens(&act, deferred);
        }
        let channel = act.parent.clone().unwrap_or_else(|| act.place());
        let fact = Fact {
            id: format!("interaction/{}", act.id),
            channel,
            person: act.person.clone(),
            at: when(&act.id),
            server: actor.server,
        };
        let _place = self.comes(turn).await;
        let done = self.follows(&fact, &act, actor.role, plan.next).await;
        match done {
            Ok(()) if plan.deferred == Some(Deferred::Reply) => self.ends_quietly(&act, &fact),
            Ok(()) => {}
            // Whoever was not answered in time can't be told: it comes again instead.
            Err(End::NotTaken(NotTaken::Busy | NotTaken::Failed)) if answered => {
                self.replies(&act.id, &fact, "discord-say-busy").await;
            }
            Err(end) => return Err(end),
        }
        Ok(())
    }

    /// Who acts; `None` where they are on none of the servers.
    async fn actor(&self, act: &Act) -> Option<Actor> {
        let server = match &act.server {
            Some(server) => server.clone(),
            None => in_time(self.people.home(&act.person)).await?.ok()??,
        };
        let member = match &act.member {
            Some(member) => {
                self.people.met(&server, &act.person, &member.roles);
                Some(member.clone())
            }
            None => in_time(self.people.member(&server, &act.person))
                .await
                .flatten(),
        };
        let role = member.map_or(Role::Employee, |member| self.people.role(&server, &member));
        Some(Actor {
            server,
            role,
            lang: act.lang,
        })
    }

    async fn plan(&self, act: &Act, actor: &Actor) -> Plan {
        let said = |key: &str| {
            let words = (self.say)(actor.lang, key);
            shows(modal::note(&words, &[]))
        };
        match act.wish.clone() {
            Wish::Press(press) => self.pressed(act, actor, press).await,
            Wish::Sure(press) => {
                let kind = press.event(None);
                kind.map_or_else(
                    || said("discord-say-stale"),
                    |kind| defers(act.how, Next::Do(kind)),
                )
            }
            Wish::Because(press, reason) => {
                let kind = press.event(Some(Filled::Reason(reason)));
                kind.map_or_else(
                    || said("discord-say-stale"),
                    |kind| defers(act.how, Next::Do(kind)),
                )
            }
            Wish::Filled(sent) => {
                let read = modal::read(&sent.custom_id, &sent.components, &self.say);
                match read {
                    None => said("discord-say-not-understood"),
                    Some((_, Err(wrong))) => {
                        let words = wrong.told(actor.lang, &self.say);
                        shows(modal::note(&words, &[]))
                    }
                    Some((Press::Ask, Ok(Filled::Text(text)))) => defers(act.how, Next::Ask(text)),
                    Some((press, Ok(filled))) => press.event(Some(filled)).map_or_else(
                        || said("discord-say-not-understood"),
                        |kind| defers(act.how, Next::Do(kind)),
                    ),
                }
            }
            Wish::Ask(text) => defers(act.how, Next::Ask(text)),
            Wish::Article(title) => defers(act.how, Next::Read(title)),
            Wish::Check(Some(text)) => defers(act.how, Next::Do(EventKind::DraftChecked { text })),
            Wish::Check(None) => said("discord-say-nothing-to-check"),
            Wish::Help => shows(modal::note(&self.help(actor), &[])),
            Wish::Load(file) => defers(act.how, Next::Load(file)),
            Wish::Set(change) => defers(act.how, Next::Do(EventKind::SettingsChanged(change))),
            Wish::Complete(_) | Wish::Stale => said("discord-say-stale"),
        }
    }

    async fn pressed(&self, act: &Act, actor: &Actor, press: Press) -> Plan {
        let said = |key: &str| {
            let words = (self.say)(actor.lang, key);
            shows(modal::note(&words, &[]))
        };
        // Whoever may not do it is told now, not after a window.
        if let Some(refused) = refused(&press, actor.role) {
            return defers(act.how, Next::Do(refused));
        }
        if press.window().is_some() {
            let settings = if press == Press::Settings {
                match in_time(self.intake.settings(&actor.server)).await {
                    Some(Ok(settings)) => Some(settings),
                    _ => return said("discord-say-busy"),
                }
            } else {
                None
            };
            let window = modal::window(&press, actor.lang, &self.say, settings.as_ref());
            return window.map_or_else(|| said("discord-say-stale"), shows);
        }
        if press.needs_confirming() {
            let sure = modal::sure(&press, actor.lang, &self.say);
            return sure.map_or_else(|| said("discord-say-stale"), shows);
        }
        let kind = press.event(None);
        kind.map_or_else(
            || said("discord-say-stale"),
            |kind| defers(act.how, Next::Do(kind)),
        )
    }

    async fn follows(&self, fact: &Fact, act: &Act, role: Role, next: Next) -> Result<(), End> {
        let conversation = || {
            let thread = act.parent.as_ref().and(act.room.as_ref());
            let within = thread.map_or(fact.person.as_str(), ChannelId::as_str);
            (fact.server.clone(), fact.channel.clone(), within.to_owned())
        };
        match next {
            Next::Nothing => Ok(()),
            Next::Do(kind) => {
                let event = self.event(fact, role, Audience::default(), kind);
                self.take_now(event).await
            }
            Next::Ask(text) => self.asks_alone(fact, conversation(), text, role).await,
            Next::Read(title) => {
                let section = self.section(&fact.server, act.lang, &title).await?;
                if let Some(section) = section {
                    let kind = EventKind::SectionAsked(section);
                    let event = self.event(fact, role, Audience::default(), kind);
                    return self.take_now(event).await;
                }
                // None is called that; it may still be a question.
                self.asks_alone(fact, conversation(), title, role).await
            }
            Next::Load(file) => self.offered(fact, &file, role).await,
        }
    }

    /// Hands over something that someone waits for: a few times, then they are told.
    pub(super) async fn take_now(&self, event: Event) -> Result<(), End> {
        let (server, kind) = (event.workspace.clone(), event.kind.name());
        let mut backoff = Backoff::new();
        for tried in 1.. {
            match self.intake.take(event.clone()).await {
                Ok(()) => return Ok(()),
                Err(NotTaken::Stopping) => return Err(NotTaken::Stopping.into()),
                Err(reason) => {
                    warn!(%server, kind, %reason, tried, "not taken in");
                    if tried == TRIES {
                        return Err(reason.into());
                    }
                    self.pauses(backoff.next()).await?;
                }
            }
        }
        Ok(())
    }

    /// What someone can do here.
    fn help(&self, actor: &Actor) -> String {
        let mut words = vec![(self.say)(actor.lang, "discord-say-help")];
        for (role, key) in [
            (Role::Moderator, "discord-say-help-moderators"),
            (Role::Admin, "discord-say-help-admins"),
        ] {
            if actor.role >= role {
                words.push((self.say)(actor.lang, key));
            }
        }
        words.join("\n")
    }
}

/// An answer after which nothing follows.
const fn shows(answer: Value) -> Plan {
    Plan {
        answer,
        deferred: None,
        next: Next::Nothing,
    }
}

/// The promise of an answer: in a note of its own for a command or a window, in place of the
/// question for someone who was asked one, and none for a button under what stays.
fn defers(how: How, next: Next) -> Plan {
    let (answer, deferred) = match how {
        How::Command | How::Window | How::Typing => (super::answer::promise(), Deferred::Reply),
        How::Asked => (json!({"type": DEFERRED_UPDATE}), Deferred::Reply),
        How::Button => (json!({"type": DEFERRED_UPDATE}), Deferred::Update),
    };
    Plan {
        answer,
        deferred: Some(deferred),
        next,
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

/// An answer, where it comes in time.
pub(super) async fn in_time<T>(asked: impl Future<Output = T>) -> Option<T> {
    let answer = timeout(BUDGET, asked).await.ok();
    if answer.is_none() {
        debug!("a first answer is given without what was looked up");
    }
    answer
}
