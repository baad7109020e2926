//! What a decision needs to know besides the event: read here, so that deciding stays a pure
//! function.

use std::cmp::Reverse;

use bonsens_port::{
    AdminView, Citation, Event, EventKind, Finding, Flag, Home, Lang, Listed, MaskedFinding,
    MessageText, Nudge, NudgeState, PersonalRecords, Pseudonym, Question, Role, StoreError,
    WorkspaceId,
};

use super::live::{Live, code_name_list, sealed_code_names};
use super::{Engine, EngineError};
use crate::leak::{self, CodeNames};
use crate::nudge;
use crate::policy::{AdminFacts, CodeNameChange, Facts, Reply, setting};
use crate::tips;

/// What was done last, as far as it is read at once.
const HISTORY: usize = 50;

/// What an event says, before anything else is looked up.
pub(super) struct Heard {
    findings: Vec<MaskedFinding>,
    alert: bool,
    nudge: Option<Nudge>,
    flag: Option<Flag>,
}

impl Heard {
    /// A message in which there is nothing, and about which nothing was said before: almost all of
    /// them.
    pub(super) const fn is_nothing(&self, event: &Event) -> bool {
        let message = matches!(
            event.kind,
            EventKind::MessagePosted { .. }
                | EventKind::MessageEdited { .. }
                | EventKind::MessageDeleted { .. }
        );
        message && self.findings.is_empty() && !self.alert && self.nudge.is_none()
    }
}

impl Engine {
    /// Listens to what an event says.
    pub(super) async fn heard(&self, event: &Event, live: &Live) -> Result<Heard, EngineError> {
        let (nudge, flag) = self.subject(event).await?;
        let text = scanned(event, live);
        let findings = match text {
            Some(text) => self.findings(&event.workspace, live, text).await?,
            None => Vec::new(),
        };
        let message = matches!(
            event.kind,
            EventKind::MessagePosted { .. } | EventKind::MessageEdited { .. }
        );
        let alert = message && text.is_some_and(|text| leak::looks_like_alert(text.expose()));
        Ok(Heard {
            findings,
            alert,
            nudge,
            flag,
        })
    }

    pub(super) async fn facts(
        &self,
        event: &Event,
        live: &Live,
        heard: Heard,
    ) -> Result<Facts, EngineError> {
        let parts = &self.parts;
        let author = parts.keys.pseudonym(&event.workspace, &event.author);
        let reply = match &event.kind {
            EventKind::QuestionAsked { text, previous, .. } => {
                let previous = previous.as_ref().map(MessageText::expose);
                live.library.reply(text.expose(), previous, event.lang)
            }
            _ => Reply::default(),
        };
        let known = self.known(event, &author, !heard.findings.is_empty());
        let known = known.await?;
        let question = self.question(event).await?;
        Ok(Facts {
            now: parts.clock.now(),
            mode: live.policy.mode,
            address: parts.keys.seal(&event.author)?,
            article: self.article(event, live, &heard),
            findings: heard.findings,
            alert: heard.alert,
            nudge: heard.nudge,
            flag: heard.flag,
            open_flags: self.open_flags(event).await?,
            reply,
            contact: live.library.contact(event.lang),
            voter: question
                .as_ref()
                .map(|question| parts.keys.voter(&question.id, &event.author)),
            question,
            request: match &event.kind {
                EventKind::RequestAnswered { request, .. } => {
                    let request = parts.store.request(request).await?;
                    request.filter(|request| request.workspace == event.workspace)
                }
                _ => None,
            },
            sealed: match passed_on(event) {
                Some(text) => Some(parts.keys.seal_text(text.expose())?),
                None => None,
            },
            abilities: parts.platform.abilities(&event.workspace),
            tip: matches!(event.kind, EventKind::TipAsked)
                .then(|| self.tip(event.lang))
                .flatten(),
            contents: match event.kind {
                EventKind::MemberJoined => live.library.contents(event.lang),
                _ => Vec::new(),
            },
            home: matches!(event.kind, EventKind::HomeOpened)
                .then(|| self.home(event, live, &known)),
            section: match &event.kind {
                EventKind::SectionAsked(section) => live.library.section(section),
                _ => None,
            },
            admin: self.admin(event, live).await?,
            known,
            author,
        })
    }

    /// What the text holds that is worth a word and was not said to be harmless before, masked.
    async fn findings(
        &self,
        workspace: &WorkspaceId,
        live: &Live,
        text: &MessageText,
    ) -> Result<Vec<MaskedFinding>, StoreError> {
        let mut found: Vec<Finding> = self.parts.rules.scan(text.expose());
        found.extend(live.code_names.scan(text.expose()));
        found.extend(live.registered.scan(text.expose(), &live.quotable));
        found.retain(|finding| finding.confidence >= leak::NUDGE_CONFIDENCE);
        let mut kept = Vec::new();
        for finding in nudge::mask(&self.parts.keys, workspace, text.expose(), &found) {
            let dismissed = self.parts.store.is_dismissed(workspace, &finding.value);
            if !dismissed.await? {
                kept.push(finding);
            }
        }
        Ok(kept)
    }

    /// The nudge and flag the event is about.
    async fn subject(&self, event: &Event) -> Result<(Option<Nudge>, Option<Flag>), StoreError> {
        let store = &self.parts.store;
        let nudge = match &event.kind {
            EventKind::MessageEdited { message, .. } | EventKind::MessageDeleted { message } => {
                store
                    .nudge_of(&event.workspace, &event.channel, message)
                    .await?
            }
            EventKind::NudgeAnswered { nudge, .. }
            | EventKind::NudgeAsked { nudge }
            | EventKind::FixWindowEnded { nudge } => store.nudge(nudge).await?,
            EventKind::FlagHandled { flag, .. } | EventKind::RemovalEnded { flag, .. } => {
                match store.flag(flag).await? {
                    Some(flag) => store.nudge(&flag.nudge).await?,
                    None => None,
                }
            }
            _ => None,
        };
        // A button of another workspace names nothing here.
        let nudge = nudge.filter(|nudge| nudge.workspace == event.workspace);
        let flag = match nudge.as_ref().and_then(|nudge| nudge.flag.as_ref()) {
            Some(flag) => store.flag(flag).await?,
            None => None,
        };
        Ok((nudge, flag))
    }

    /// The question the event is about.
    async fn question(&self, event: &Event) -> Result<Option<Question>, StoreError> {
        let (EventKind::AnswerRated { question, .. }
        | EventKind::AnswerShared { question }
        | EventKind::PersonAsked {
            question: Some(question),
            ..
        }) = &event.kind
        else {
            return Ok(None);
        };
        let question = self.parts.store.question(question).await?;
        Ok(question.filter(|question| question.workspace == event.workspace))
    }

    async fn open_flags(&self, event: &Event) -> Result<Vec<(Flag, Nudge)>, StoreError> {
        let mut open = Vec::new();
        if !matches!(event.kind, EventKind::FlagsAsked) || event.role < Role::Moderator {
            return Ok(open);
        }
        for flag in self.parts.store.flags().await? {
            if flag.is_open()
                && let Some(nudge) = self.parts.store.nudge(&flag.nudge).await?
                && nudge.workspace == event.workspace
            {
                open.push((flag, nudge));
            }
        }
        // They come oldest first, and the sort is stable.
        open.sort_by_key(|(_, nudge)| Reverse(nudge.severity));
        Ok(open)
    }

    /// What is kept about the author, as far as the event has to know. An ordinary message has not.
    async fn known(
        &self,
        event: &Event,
        author: &Pseudonym,
        found: bool,
    ) -> Result<PersonalRecords, StoreError> {
        let store = &self.parts.store;
        let nudges = match event.kind {
            EventKind::SelfAsked | EventKind::ErasureAsked | EventKind::HomeOpened => {
                return store.export(author).await;
            }
            EventKind::MessagePosted { .. } | EventKind::MessageEdited { .. } if found => {
                store.nudges_by(author).await?
            }
            _ => Vec::new(),
        };
        Ok(PersonalRecords {
            nudges,
            ..PersonalRecords::default()
        })
    }

    /// The article about the worst of what was found.
    fn article(&self, event: &Event, live: &Live, heard: &Heard) -> Option<Citation> {
        let before = heard.nudge.as_ref().map(|nudge| nudge.findings.as_slice());
        let worst = heard
            .findings
            .iter()
            .chain(before.unwrap_or_default())
            .max_by_key(|finding| finding.severity)?;
        let topic = format!("topic-{}", worst.family);
        let topic = self.parts.words.say(event.lang, &topic);
        live.library.reply(&topic, None, event.lang).answer
    }

    fn home(&self, event: &Event, live: &Live, known: &PersonalRecords) -> Home {
        let waits = |nudge: &&Nudge| matches!(nudge.state, NudgeState::Open | NudgeState::WillFix);
        Home {
            open: known.nudges.iter().filter(waits).cloned().collect(),
            nudges: known.nudges.len(),
            requests: known.requests.len(),
            kept_days: live.policy.retention.record_days(),
            tip: self.tip(event.lang),
            charters: live.library.contents(event.lang),
            moderates: event.role >= Role::Moderator,
            administers: event.role >= Role::Admin,
        }
    }

    fn tip(&self, lang: Lang) -> Option<String> {
        tips::of_the_week(lang, self.parts.clock.now()).map(str::to_owned)
    }

    /// What only admins get to see or do; nothing for anyone else.
    async fn admin(&self, event: &Event, live: &Live) -> Result<AdminFacts, EngineError> {
        let mut facts = AdminFacts::default();
        if event.role < Role::Admin {
            return Ok(facts);
        }
        let store = &self.parts.store;
        match &event.kind {
            EventKind::AdminAsked(view) => {
                if *view != AdminView::History {
                    let questions = store.questions(&event.workspace).await?;
                    let unanswered = questions.into_iter().filter(Question::is_unanswered);
                    facts.unanswered = unanswered.map(|question| question.id).collect();
                }
                match view {
                    AdminView::Panel => {
                        facts.settings = Some(self.settings(&event.workspace).await?);
                    }
                    AdminView::History => {
                        facts.history = store.changes(&event.workspace, HISTORY).await?;
                    }
                    AdminView::Unanswered => {}
                }
            }
            EventKind::SettingsChanged(change) => {
                facts.settings = Some(self.settings(&event.workspace).await?);
                if let Some(listed) = &change.code_names {
                    facts.code_names = Some(self.code_names(live, listed, event.lang)?);
                }
            }
            EventKind::CharterOffered(document) => {
                facts.offered = Some(self.offered(event, live, document).await?);
            }
            EventKind::CharterDecided { charter, .. } => {
                facts.published = live.published.get(&charter.id).cloned().unwrap_or_default();
                facts.version = self.version(&event.workspace, charter).await?;
            }
            _ => {}
        }
        Ok(facts)
    }

    /// The code names after a change, as they will be kept; or why they can't be.
    fn code_names(
        &self,
        live: &Live,
        change: &Listed<MessageText>,
        lang: Lang,
    ) -> Result<Result<CodeNameChange, String>, EngineError> {
        let keys = &self.parts.keys;
        let before = code_name_list(keys, &live.settings);
        let after = setting::listed(&before, change);
        let names = after.iter().map(|name| name.expose().to_owned());
        if let Err(error) = CodeNames::new(names) {
            return Ok(Err(self.parts.words.trouble(lang, &error)));
        }
        let missing = |from: &[MessageText], of: &[MessageText]| {
            of.iter().filter(|name| !from.contains(name)).count()
        };
        Ok(Ok(CodeNameChange {
            added: missing(&before, &after),
            removed: missing(&after, &before),
            kept: sealed_code_names(keys, &after)?,
        }))
    }
}

/// The text to look at, unless it is said where nothing is ever looked at.
fn scanned<'e>(event: &'e Event, live: &Live) -> Option<&'e MessageText> {
    let exempt = live.policy.exempt.contains(&event.channel);
    match &event.kind {
        EventKind::MessagePosted { text, .. } | EventKind::MessageEdited { text, .. }
            if !exempt =>
        {
            Some(text)
        }
        EventKind::DraftChecked { text } => Some(text),
        _ => passed_on(event),
    }
}

/// The text that would be kept, sealed, for others to read: never with a leak in it.
const fn passed_on(event: &Event) -> Option<&MessageText> {
    match &event.kind {
        EventKind::QuestionAsked { text, .. } | EventKind::RequestAnswered { text, .. } => {
            Some(text)
        }
        EventKind::PersonAsked { text, .. } => text.as_ref(),
        _ => None,
    }
}
