//! A notice in sentences, in its reader's language.

use bonsens_port::mention::{self, without_marks};
use bonsens_port::{
    AuthorId, Citation, Flag, FlagState, Lang, MaskedFinding, MessageText, Notice, Nudge,
    NudgeState, Question, QuestionId, Request, RequestId, SealedAuthor, SealedText,
};

use super::Words;

/// Names rules in people's language.
pub trait RuleNames {
    /// The rule's name; its identifier where it has none.
    fn rule_name(&self, lang: Lang, rule: &str) -> String;
}

/// Opens what a notice only names, for those it is shown to. What can't be opened stays unsaid.
pub trait Lookup: RuleNames {
    /// A person.
    fn person(&self, _: &SealedAuthor) -> Option<AuthorId> {
        None
    }

    /// A text that someone asked to be passed on.
    fn text(&self, _: &SealedText) -> Option<MessageText> {
        None
    }

    /// A question that was passed on.
    fn request(&self, _: &RequestId) -> Option<&Request> {
        None
    }

    /// A question the charter was asked.
    fn question(&self, _: &QuestionId) -> Option<&Question> {
        None
    }
}

impl Words {
    /// The lines of a notice.
    #[must_use]
    pub fn notice(&self, lang: Lang, notice: &Notice, names: &dyn Lookup) -> Vec<String> {
        let say = |id: &str| vec![self.say(lang, id)];
        match notice {
            Notice::Nudge {
                nudge,
                article,
                minutes,
                kept_days,
            } => {
                let mut lines = self.nudge(lang, nudge, article.as_ref(), *minutes, names);
                lines.push(self.say_with(lang, "nudge-kept", &[("days", (*kept_days).into())]));
                lines
            }
            Notice::Thanks => say("thanks"),
            Notice::WillFix => say("nudge-will-fix"),
            Notice::NotConfidential => say("nudge-not-confidential"),
            Notice::AskPerson { contact } => vec![self.contact(lang, contact.as_deref())],
            Notice::Article(Some(citation)) | Notice::Answer { citation, .. } => {
                self.quote(lang, citation)
            }
            Notice::Shared(citation) => {
                let mut lines = say("shared");
                lines.extend(self.quote(lang, citation));
                lines
            }
            Notice::Rated { .. }
            | Notice::PassedOn { .. }
            | Notice::Request(_)
            | Notice::Reply(_) => self.about_a_question(lang, notice, names),
            Notice::Home(home) => self.home(lang, home, names),
            Notice::Tip(tip) => vec![self.tip(lang, tip.as_deref())],
            Notice::Welcome { charters, contact } => {
                self.welcome(lang, charters, contact.as_deref())
            }
            Notice::NotRemoved(_) => say("not-removed"),
            Notice::Panel(_)
            | Notice::Unanswered { .. }
            | Notice::History(_)
            | Notice::CharterPreview(_)
            | Notice::CharterUnreadable { .. }
            | Notice::CharterPublished { .. }
            | Notice::CharterDiscarded(_)
            | Notice::CharterGone(_)
            | Notice::CharterRolledBack { .. }
            | Notice::SettingsSaved(_)
            | Notice::NotChanged { .. }
            | Notice::ModeSet(_)
            | Notice::ModeRefused { .. } => self.for_admins(lang, notice, names),
            Notice::Article(None) => say("article-none"),
            Notice::Abstention {
                nearest, contact, ..
            } => {
                let mut lines = say("abstention");
                if let Some(section) = nearest {
                    lines.push(self.say_with(
                        lang,
                        "abstention-nearest",
                        &[("section", section.as_str().into())],
                    ));
                }
                lines.push(self.contact(lang, contact.as_deref()));
                lines
            }
            Notice::Draft { findings, article } => {
                self.draft(lang, findings, article.as_ref(), names)
            }
            Notice::Flag { flag, nudge } => self.flag(lang, flag, nudge, names),
            Notice::OpenFlags { flags, more } => self.open_flags(lang, flags, *more, names),
            Notice::Outcome { state, .. } => say(match state {
                FlagState::Open | FlagState::Taken => "outcome-open",
                FlagState::Confirmed => "outcome-confirmed",
                FlagState::Dismissed(_) => "outcome-dismissed",
                FlagState::Fixed => "thanks",
                FlagState::Removing | FlagState::Removed => "outcome-removed",
            }),
            Notice::LookAgain(_) => say("look-again"),
            Notice::ReportingChannel { contact } => {
                let mut lines = say("reporting-channel");
                lines.push(self.contact(lang, contact.as_deref()));
                lines
            }
            Notice::AboutYou {
                nudges,
                flags,
                requests,
                kept_days,
            } => {
                let mut lines = self.about_you(lang, nudges, flags, names);
                lines.extend(self.requests(lang, requests, names));
                if lines.is_empty() {
                    return say("about-you-nothing");
                }
                let days = (*kept_days).into();
                lines.push(self.say_with(lang, "about-you-rights", &[("days", days)]));
                lines
            }
            Notice::Erased { nudges, requests } => self.erased(lang, *nudges, *requests),
            Notice::NotForYou => say("not-for-you"),
            Notice::AlreadySettled => say("already-settled"),
        }
    }

    /// A quote with where it comes from.
    #[must_use]
    pub fn quote(&self, lang: Lang, citation: &Citation) -> Vec<String> {
        let mut lines: Vec<String> = citation
            .quote
            .lines()
            .filter(|line| !line.trim().is_empty())
            .map(|line| format!("> {}", without_marks(line.trim())))
            .collect();
        lines.push(self.source(lang, citation));
        lines
    }

    /// Where a quote comes from, with as much of version and date as the charter gives.
    fn source(&self, lang: Lang, citation: &Citation) -> String {
        let mut line = self.say_with(
            lang,
            "source",
            &[
                ("section", citation.section.as_str().into()),
                ("charter", citation.charter.as_str().into()),
            ],
        );
        if !citation.version.is_empty() {
            let version = citation.version.as_str().into();
            line += &self.say_with(lang, "source-version", &[("version", version)]);
        }
        if let Some(since) = citation.in_force_since.as_deref() {
            line += &self.say_with(lang, "source-since", &[("since", since.into())]);
        }
        line
    }

    fn nudge(
        &self,
        lang: Lang,
        nudge: &Nudge,
        article: Option<&Citation>,
        minutes: Option<i64>,
        names: &dyn Lookup,
    ) -> Vec<String> {
        let mut lines = vec![self.say(lang, "nudge-hello")];
        lines.extend(self.findings(lang, &nudge.findings, names));
        if let Some(article) = article {
            lines.push(self.say_with(
                lang,
                "nudge-article",
                &[("section", article.section.as_str().into())],
            ));
        }
        lines.push(match minutes {
            None => self.say(lang, "nudge-nobody-told"),
            Some(0) => self.say(lang, "nudge-told-now"),
            Some(minutes) => {
                self.say_with(lang, "nudge-told-later", &[("minutes", minutes.into())])
            }
        });
        lines
    }

    fn draft(
        &self,
        lang: Lang,
        findings: &[MaskedFinding],
        article: Option<&Citation>,
        names: &dyn Lookup,
    ) -> Vec<String> {
        if findings.is_empty() {
            return vec![self.say(lang, "draft-clean")];
        }
        let mut lines = vec![self.say(lang, "draft-found")];
        lines.extend(self.findings(lang, findings, names));
        if let Some(article) = article {
            lines.push(self.say_with(
                lang,
                "nudge-article",
                &[("section", article.section.as_str().into())],
            ));
        }
        lines.push(self.say(lang, "draft-forgotten"));
        lines
    }

    fn flag(&self, lang: Lang, flag: &Flag, nudge: &Nudge, names: &dyn Lookup) -> Vec<String> {
        let severity = self.say(lang, &format!("severity-{}", nudge.severity));
        let state = self.flag_state(lang, &flag.state);
        let mut lines = vec![self.say_with(
            lang,
            "flag",
            &[
                ("severity", severity.into()),
                ("channel", mention::channel(&nudge.channel).into()),
                ("message", nudge.message.as_str().into()),
                ("state", state.into()),
            ],
        )];
        lines.extend(self.findings(lang, &nudge.findings, names));
        if let NudgeState::Dismissed(reason) = nudge.state {
            let reason = self.say(lang, &format!("reason-{}", reason.as_str()));
            lines.push(self.say_with(lang, "flag-reason", &[("reason", reason.into())]));
        }
        if let Some(handler) = &flag.handler {
            let by = self.someone(lang, handler, names).into();
            lines.push(self.say_with(lang, "flag-handler", &[("by", by)]));
        }
        lines
    }

    /// A person, or that there is one.
    pub(super) fn someone(&self, lang: Lang, sealed: &SealedAuthor, names: &dyn Lookup) -> String {
        let known = names.person(sealed);
        known.map_or_else(
            || self.say(lang, "history-someone"),
            |person| mention::person(&person),
        )
    }

    fn open_flags(
        &self,
        lang: Lang,
        flags: &[(Flag, Nudge)],
        more: usize,
        names: &dyn Lookup,
    ) -> Vec<String> {
        if flags.is_empty() {
            return vec![self.say(lang, "flags-none")];
        }
        let count = (flags.len() + more).into();
        let mut lines = vec![self.say_with(lang, "flags-open", &[("count", count)])];
        for (flag, nudge) in flags {
            lines.extend(self.flag(lang, flag, nudge, names));
        }
        if more > 0 {
            lines.push(self.say_with(lang, "flags-more", &[("count", more.into())]));
        }
        lines
    }

    fn flag_state(&self, lang: Lang, state: &FlagState) -> String {
        self.say(
            lang,
            match state {
                FlagState::Open => "flag-open",
                FlagState::Taken => "flag-taken",
                FlagState::Confirmed => "flag-confirmed",
                FlagState::Dismissed(_) => "flag-dismissed",
                FlagState::Fixed => "flag-fixed",
                FlagState::Removing => "flag-removing",
                FlagState::Removed => "flag-removed",
            },
        )
    }

    fn erased(&self, lang: Lang, nudges: usize, requests: usize) -> Vec<String> {
        let mut lines = vec![self.say_with(lang, "erased", &[("count", nudges.into())])];
        if requests > 0 {
            lines.push(self.say_with(lang, "erased-requests", &[("count", requests.into())]));
        }
        lines
    }

    fn about_you(
        &self,
        lang: Lang,
        nudges: &[Nudge],
        flags: &[Flag],
        names: &dyn Lookup,
    ) -> Vec<String> {
        if nudges.is_empty() {
            return Vec::new();
        }
        let mut lines = vec![self.say_with(lang, "about-you", &[("count", nudges.len().into())])];
        for nudge in nudges {
            lines.push(self.nudge_place(lang, nudge));
            lines.extend(self.findings(lang, &nudge.findings, names));
            let grown = flags.iter().find(|flag| flag.nudge == nudge.id);
            lines.push(match grown {
                Some(flag) => {
                    let state = self.flag_state(lang, &flag.state);
                    self.say_with(lang, "about-you-flag", &[("state", state.into())])
                }
                None => self.say(lang, "about-you-no-flag"),
            });
        }
        lines
    }

    /// When a nudge was made, and where.
    pub(super) fn nudge_place(&self, lang: Lang, nudge: &Nudge) -> String {
        let day = nudge.created_at.strftime("%Y-%m-%d").to_string();
        let args = [
            ("day", day.into()),
            ("channel", mention::channel(&nudge.channel).into()),
        ];
        self.say_with(lang, "about-you-nudge", &args)
    }

    pub(super) fn findings(
        &self,
        lang: Lang,
        findings: &[MaskedFinding],
        names: &dyn Lookup,
    ) -> Vec<String> {
        findings
            .iter()
            .map(|finding| {
                let place = finding.extract;
                self.say_with(
                    lang,
                    "finding",
                    &[
                        ("rule", names.rule_name(lang, &finding.rule).into()),
                        ("line", place.line.into()),
                        ("before", place.words_before.into()),
                        ("characters", place.characters.into()),
                    ],
                )
            })
            .collect()
    }

    /// Whom to ask.
    #[must_use]
    pub fn contact(&self, lang: Lang, contact: Option<&str>) -> String {
        contact.map_or_else(
            || self.say(lang, "contact-none"),
            |contact| self.say_with(lang, "contact", &[("contact", contact.into())]),
        )
    }
}
