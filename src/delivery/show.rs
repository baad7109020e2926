//! Puts a notice into words at the last moment, with what it only names, and shows it: where it was
//! shown before, if it was.

use bonsens_port::{
    Act, Action, ActionId, AuthorId, Commit, Destination, EventId, Handle, Lang, MessageText,
    Notice, Nudge, Post, Question, QuestionId, Request, RequestId, SealedAuthor, SealedText,
    StoreError, WorkspaceId, Write,
};

use jiff::Timestamp;

use super::Undone;
use crate::engine::Engine;
use crate::policy::is_waiting;
use crate::words::{Lookup, RuleNames};

impl Engine {
    /// Shows a notice. A flag is shown where it was shown before, and so is a question that was
    /// passed on: those who act on them see one message that changes rather than a trail of them.
    pub(super) async fn show(
        &self,
        key: ActionId,
        workspace: WorkspaceId,
        to: Destination,
        lang: Lang,
        notice: Notice,
    ) -> Result<(), Undone> {
        let store = &self.parts.store;
        let told = self.told(&notice).await?;
        let place = match (&to, &notice) {
            (Destination::Moderators, Notice::Flag { flag, .. }) => Some(Place {
                before: store.shown(&flag.id).await?,
                kept: Box::new(|handle| Write::Shown(flag.id.clone(), handle)),
            }),
            (Destination::Helpdesk, Notice::Request(id)) => match &told.request {
                Some(request) => Some(Place {
                    before: request.shown.clone(),
                    kept: Box::new(|handle| Write::RequestShown(id.clone(), handle)),
                }),
                // Forgotten since: nothing is left to answer.
                None => return Ok(()),
            },
            (_, Notice::Reply(_)) if told.request.is_none() => return Ok(()),
            _ => None,
        };
        let abilities = self.parts.platform.abilities(&workspace);
        let before = place.as_ref().and_then(|place| place.before.clone());
        let post = Post {
            key: key.clone(),
            lines: self.parts.words.notice(lang, &notice, &told),
            buttons: self.parts.words.buttons(lang, &notice, &abilities, &told),
            workspace,
            to,
            lang,
            notice: notice.clone(),
            replaces: before.clone(),
        };
        let shown = self.parts.platform.show(post).await?;
        if let (Notice::Nudge { nudge, .. }, Some(note)) = (&notice, &shown) {
            self.arrange_withdrawal(&key, nudge, note).await?;
        }
        if let (Some(place), Some(handle)) = (place, shown)
            && before.as_ref() != Some(&handle)
        {
            let now = self.parts.clock.now();
            store
                .commit(Commit {
                    claim: EventId::new(format!("shown/{key}/{}", handle.0)),
                    claim_until: now,
                    writes: vec![(place.kept)(handle)],
                })
                .await?;
        }
        Ok(())
    }

    /// A note about a nudge that stands before everyone goes once the nudge is settled, which it may
    /// be by now, and at the latest when it is forgotten.
    async fn arrange_withdrawal(
        &self,
        key: &ActionId,
        nudge: &Nudge,
        note: &Handle,
    ) -> Result<(), Undone> {
        if !self.parts.platform.has_to_go(&nudge.workspace, note) {
            return Ok(());
        }
        let now = self.parts.clock.now();
        let kept = self.parts.store.nudge(&nudge.id).await?;
        let waits = kept.is_some_and(|nudge| is_waiting(&nudge));
        let live = self.live(&nudge.workspace).await?;
        let end = nudge.created_at.checked_add(live.policy.retention.records);
        let what = Act::Withdraw {
            nudge: nudge.id.clone(),
            note: note.clone(),
        };
        let action = Action {
            id: ActionId::new(format!("withdraw/{key}")),
            workspace: nudge.workspace.clone(),
            run_at: if waits {
                end.unwrap_or(Timestamp::MAX)
            } else {
                now
            },
            what,
        };
        let commit = Commit {
            claim: EventId::new(format!("withdraw/{key}")),
            claim_until: now,
            writes: vec![Write::Enqueue(action)],
        };
        self.parts.store.commit(commit).await?;
        Ok(())
    }

    /// What a notice names and does not hold, looked up to be put into words.
    async fn told(&self, notice: &Notice) -> Result<Told<'_>, StoreError> {
        let store = &self.parts.store;
        let mut told = Told {
            engine: self,
            request: None,
            questions: Vec::new(),
        };
        match notice {
            Notice::Request(id) | Notice::Reply(id) => told.request = store.request(id).await?,
            Notice::Unanswered { questions, .. } => {
                for id in questions {
                    told.questions.extend(store.question(id).await?);
                }
            }
            _ => {}
        }
        Ok(told)
    }
}

/// Where a post was shown before, and how a new place is kept.
struct Place<'a> {
    before: Option<Handle>,
    kept: Box<dyn FnOnce(Handle) -> Write + Send + 'a>,
}

/// What a notice names, opened to be read by those it is for.
struct Told<'a> {
    engine: &'a Engine,
    request: Option<Request>,
    questions: Vec<Question>,
}

impl RuleNames for Told<'_> {
    fn rule_name(&self, lang: Lang, rule: &str) -> String {
        self.engine.parts.rules.rule_name(lang, rule)
    }
}

impl Lookup for Told<'_> {
    fn person(&self, sealed: &SealedAuthor) -> Option<AuthorId> {
        self.engine.parts.keys.open(sealed).ok()
    }

    fn text(&self, sealed: &SealedText) -> Option<MessageText> {
        self.engine.parts.keys.open_text(sealed).ok()
    }

    fn request(&self, id: &RequestId) -> Option<&Request> {
        self.request.as_ref().filter(|request| request.id == *id)
    }

    fn question(&self, id: &QuestionId) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == *id)
    }
}
