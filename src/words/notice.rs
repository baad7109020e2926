//! A notice in sentences, in its reader's language.

use bonsens_port::{
    Button, Citation, Flag, FlagState, Lang, MaskedFinding, Notice, Nudge, NudgeState, Press,
};

use super::Words;

/// Names rules in people's language.
pub trait RuleNames {
    /// The rule's name; its identifier where it has none.
    fn rule_name(&self, lang: Lang, rule: &str) -> String;
}

impl Words {
    /// The lines of a notice.
    #[must_use]
    pub fn notice(&self, lang: Lang, notice: &Notice, names: &dyn RuleNames) -> Vec<String> {
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
            Notice::Article(Some(citation)) | Notice::Answer(citation) => {
                self.quote(lang, citation)
            }
            Notice::Article(None) => say("article-none"),
            Notice::Abstention { nearest, contact } => {
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
                kept_days,
            } => self.about_you(lang, nudges, flags, *kept_days, names),
            Notice::Erased { nudges } => {
                vec![self.say_with(lang, "erased", &[("count", (*nudges).into())])]
            }
            Notice::NotForYou => say("not-for-you"),
            Notice::AlreadySettled => say("already-settled"),
            Notice::ModeSet(mode) => say(&format!("mode-{}", mode.as_str())),
            Notice::ModeRefused { missing, .. } => {
                let mut lines = say("mode-refused");
                let missing = missing.iter();
                lines.extend(
                    missing.map(|what| self.say(lang, &format!("missing-{}", what.as_str()))),
                );
                lines
            }
        }
    }

    /// The buttons under a notice.
    #[must_use]
    pub fn buttons(&self, lang: Lang, notice: &Notice) -> Vec<Button> {
        let presses = match notice {
            Notice::Nudge { nudge, .. } => [
                Press::WillFix,
                Press::NotConfidential,
                Press::ReadArticle,
                Press::AskPerson,
            ]
            .map(|press| press(nudge.id.clone())),
            Notice::Flag { flag, .. } if flag.is_open() => [
                Press::Take,
                Press::Confirm,
                Press::Dismiss,
                Press::AskAuthor,
            ]
            .map(|press| press(flag.id.clone())),
            _ => return Vec::new(),
        };
        presses
            .into_iter()
            .map(|press| Button {
                label: self.say(lang, &format!("button-{}", press.name())),
                press,
            })
            .collect()
    }

    /// A quote with where it comes from.
    #[must_use]
    pub fn quote(&self, lang: Lang, citation: &Citation) -> Vec<String> {
        let mut lines: Vec<String> = citation
            .quote
            .lines()
            .filter(|line| !line.trim().is_empty())
            .map(|line| format!("> {}", line.trim()))
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
        names: &dyn RuleNames,
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
        names: &dyn RuleNames,
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

    fn flag(&self, lang: Lang, flag: &Flag, nudge: &Nudge, names: &dyn RuleNames) -> Vec<String> {
        let severity = self.say(lang, &format!("severity-{}", nudge.severity));
        let state = self.flag_state(lang, &flag.state);
        let mut lines = vec![self.say_with(
            lang,
            "flag",
            &[
                ("severity", severity.into()),
                ("channel", nudge.channel.as_str().into()),
                ("message", nudge.message.as_str().into()),
                ("state", state.into()),
            ],
        )];
        lines.extend(self.findings(lang, &nudge.findings, names));
        if let NudgeState::Dismissed(reason) = nudge.state {
            let reason = self.say(lang, &format!("reason-{}", reason.as_str()));
            lines.push(self.say_with(lang, "flag-reason", &[("reason", reason.into())]));
        }
        lines
    }

    fn open_flags(
        &self,
        lang: Lang,
        flags: &[(Flag, Nudge)],
        more: usize,
        names: &dyn RuleNames,
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
            },
        )
    }

    fn about_you(
        &self,
        lang: Lang,
        nudges: &[Nudge],
        flags: &[Flag],
        kept_days: u64,
        names: &dyn RuleNames,
    ) -> Vec<String> {
        if nudges.is_empty() {
            return vec![self.say(lang, "about-you-nothing")];
        }
        let mut lines = vec![self.say_with(lang, "about-you", &[("count", nudges.len().into())])];
        for nudge in nudges {
            lines.push(self.say_with(
                lang,
                "about-you-nudge",
                &[
                    (
                        "day",
                        nudge.created_at.strftime("%Y-%m-%d").to_string().into(),
                    ),
                    ("channel", nudge.channel.as_str().into()),
                ],
            ));
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
        lines.push(self.say_with(lang, "about-you-rights", &[("days", kept_days.into())]));
        lines
    }

    fn findings(
        &self,
        lang: Lang,
        findings: &[MaskedFinding],
        names: &dyn RuleNames,
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
