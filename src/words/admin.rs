//! What admins read, in sentences.

use bonsens_port::mention::{self, without_marks};
use bonsens_port::{
    Change, ChannelId, CharterAct, CharterPreview, CharterRef, Deed, Lang, LiveCharter, Notice,
    Panel,
};

use super::{Lookup, Words};

/// Sections and warnings shown of a charter that was handed in.
const SECTIONS: usize = 40;
const WARNINGS: usize = 10;

impl Words {
    /// The lines of a notice that only admins are shown.
    pub(super) fn for_admins(
        &self,
        lang: Lang,
        notice: &Notice,
        names: &dyn Lookup,
    ) -> Vec<String> {
        let say = |id: &str| vec![self.say(lang, id)];
        match notice {
            Notice::Panel(panel) => self.panel(lang, panel),
            Notice::Unanswered { questions, more } => {
                self.unanswered(lang, questions, *more, names)
            }
            Notice::History(changes) if changes.is_empty() => say("history-none"),
            Notice::History(changes) => {
                let mut lines = say("history");
                lines.extend(
                    changes
                        .iter()
                        .map(|change| self.change(lang, change, names)),
                );
                lines
            }
            Notice::CharterPreview(preview) => self.preview(lang, preview),
            Notice::CharterUnreadable { file, reason } => {
                let file = without_marks(file).into();
                let mut lines = vec![self.say_with(lang, "charter-unreadable", &[("file", file)])];
                lines.push(reason.clone());
                lines
            }
            Notice::CharterPublished { charter, title } => {
                let args = [
                    ("title", title.as_str().into()),
                    ("version", charter.version.as_str().into()),
                ];
                vec![self.say_with(lang, "charter-published", &args)]
            }
            Notice::CharterDiscarded(charter) => {
                vec![self.named(lang, "charter-discarded", charter)]
            }
            Notice::CharterGone(charter) => vec![self.named(lang, "charter-gone", charter)],
            Notice::CharterRolledBack { live: None, .. } => say("charter-rolled-back-to-none"),
            Notice::CharterRolledBack {
                live: Some(live), ..
            } => vec![self.named(lang, "charter-rolled-back", live)],
            Notice::SettingsSaved(changes) if changes.is_empty() => say("settings-same"),
            Notice::SettingsSaved(changes) => {
                let mut lines = say("settings-saved");
                lines.extend(changes.iter().map(|change| self.deed(lang, &change.deed)));
                lines
            }
            Notice::NotChanged { reason } => {
                let mut lines = say("not-changed");
                lines.push(reason.clone());
                lines
            }
            Notice::ModeSet(mode) => say(&format!("mode-{}", mode.as_str())),
            Notice::ModeRefused { missing, .. } => {
                let mut lines = say("mode-refused");
                let missing = missing.iter();
                lines.extend(
                    missing.map(|what| self.say(lang, &format!("missing-{}", what.as_str()))),
                );
                lines
            }
            _ => Vec::new(),
        }
    }

    fn panel(&self, lang: Lang, panel: &Panel) -> Vec<String> {
        let mode = self.say(lang, &format!("mode-name-{}", panel.mode.as_str()));
        let mut lines = vec![self.say_with(lang, "panel-mode", &[("mode", mode.into())])];
        if !panel.missing.is_empty() {
            lines.push(self.say(lang, "panel-missing"));
            let missing = panel.missing.iter();
            lines.extend(missing.map(|what| self.say(lang, &format!("missing-{}", what.as_str()))));
        }
        lines.push(self.say(lang, "panel-charters"));
        lines.extend(panel.charters.iter().map(|live| self.live(lang, live)));
        lines.push(self.exempt(lang, &panel.exempt));
        for (severity, window) in &panel.fix_windows {
            let severity = self.say(lang, &format!("severity-{severity}"));
            let args = [
                ("severity", severity.into()),
                ("window", self.window(lang, *window).into()),
            ];
            lines.push(self.say_with(lang, "panel-window", &args));
        }
        let members = panel.large_channel.into();
        lines.push(self.say_with(lang, "panel-large", &[("members", members)]));
        let count = panel.code_names.into();
        lines.push(self.say_with(lang, "panel-code-names", &[("count", count)]));
        let count = panel.unanswered.into();
        lines.push(self.say_with(lang, "panel-unanswered", &[("count", count)]));
        lines
    }

    fn live(&self, lang: Lang, live: &LiveCharter) -> String {
        let key = if live.published_here {
            "panel-charter-here"
        } else {
            "panel-charter"
        };
        let args = [
            ("title", without_marks(&live.title).into()),
            ("version", without_marks(&live.charter.version).into()),
        ];
        self.say_with(lang, key, &args)
    }

    fn exempt(&self, lang: Lang, channels: &[ChannelId]) -> String {
        if channels.is_empty() {
            return self.say(lang, "panel-exempt-none");
        }
        let channels: Vec<String> = channels.iter().map(mention::channel).collect();
        let channels = channels.join(", ").into();
        self.say_with(lang, "panel-exempt", &[("channels", channels)])
    }

    /// A fix window, in words.
    #[must_use]
    pub fn window(&self, lang: Lang, minutes: Option<u32>) -> String {
        match minutes {
            None => self.say(lang, "window-never"),
            Some(0) => self.say(lang, "window-at-once"),
            Some(minutes) if minutes % 60 == 0 => {
                self.say_with(lang, "window-hours", &[("count", (minutes / 60).into())])
            }
            Some(minutes) => self.say_with(lang, "window-minutes", &[("count", minutes.into())]),
        }
    }

    /// A sentence about a version of a charter.
    fn named(&self, lang: Lang, key: &str, charter: &CharterRef) -> String {
        let args = [
            ("charter", without_marks(&charter.id).into()),
            ("version", without_marks(&charter.version).into()),
        ];
        self.say_with(lang, key, &args)
    }

    fn preview(&self, lang: Lang, preview: &CharterPreview) -> Vec<String> {
        let args = [
            ("title", without_marks(&preview.title).into()),
            ("version", without_marks(&preview.charter.version).into()),
            ("count", preview.sections.len().into()),
        ];
        let mut lines = vec![self.say_with(lang, "preview", &args)];
        let spoken = self.say(lang, &format!("preview-lang-{}", preview.lang));
        lines.push(spoken);
        if let Some(since) = &preview.in_force_since {
            lines.push(self.say_with(lang, "preview-since", &[("since", since.as_str().into())]));
        }
        lines.push(match &preview.contact {
            Some(contact) => {
                let contact = without_marks(contact).into();
                self.say_with(lang, "preview-contact", &[("contact", contact)])
            }
            None => self.say(lang, "preview-contact-none"),
        });
        if let Some(live) = &preview.live {
            let live = without_marks(live).into();
            lines.push(self.say_with(lang, "preview-live", &[("version", live)]));
        }
        let shown = preview.sections.iter().take(SECTIONS);
        lines.extend(shown.map(|section| format!("- {}", without_marks(section))));
        let more = preview.sections.len().saturating_sub(SECTIONS);
        if more > 0 {
            lines.push(self.say_with(lang, "preview-more", &[("count", more.into())]));
        }
        if !preview.warnings.is_empty() {
            let count = preview.warnings.len().into();
            lines.push(self.say_with(lang, "preview-warnings", &[("count", count)]));
            let warnings = preview.warnings.iter().take(WARNINGS);
            lines.extend(warnings.map(|warning| format!("- {warning}")));
        }
        lines.push(self.say(lang, "preview-decide"));
        lines
    }

    /// Who did what, and when.
    fn change(&self, lang: Lang, change: &Change, names: &dyn Lookup) -> String {
        let by = self.someone(lang, &change.by, names);
        let at = change.at.strftime("%Y-%m-%d %H:%M UTC").to_string();
        let args = [
            ("at", at.into()),
            ("by", by.into()),
            ("deed", self.deed(lang, &change.deed).into()),
        ];
        self.say_with(lang, "history-change", &args)
    }

    /// What someone did.
    fn deed(&self, lang: Lang, deed: &Deed) -> String {
        match deed {
            Deed::Mode(mode) => {
                let mode = self.say(lang, &format!("mode-name-{}", mode.as_str()));
                self.say_with(lang, "deed-mode", &[("mode", mode.into())])
            }
            Deed::Exempted(channel) | Deed::ExemptionEnded(channel) => {
                let key = match deed {
                    Deed::Exempted(_) => "deed-exempted",
                    _ => "deed-exemption-ended",
                };
                let channel = mention::channel(channel).into();
                self.say_with(lang, key, &[("channel", channel)])
            }
            Deed::FixWindow(severity, window) => {
                let severity = self.say(lang, &format!("severity-{severity}"));
                let args = [
                    ("severity", severity.into()),
                    ("window", self.window(lang, *window).into()),
                ];
                self.say_with(lang, "panel-window", &args)
            }
            Deed::LargeChannel(members) => {
                self.say_with(lang, "panel-large", &[("members", (*members).into())])
            }
            Deed::CodeNames { added, removed } => {
                let args = [("added", (*added).into()), ("removed", (*removed).into())];
                self.say_with(lang, "deed-code-names", &args)
            }
            Deed::CharterLoaded(charter) => self.named(lang, "deed-loaded", charter),
            Deed::Charter(act, charter) => {
                let key = match act {
                    CharterAct::Publish => "deed-published",
                    CharterAct::Discard => "deed-discarded",
                    CharterAct::RollBack => "deed-rolled-back",
                };
                self.named(lang, key, charter)
            }
            Deed::Flag(flag, act) => {
                let act = self.say(lang, &format!("button-{act}"));
                let args = [("flag", flag.as_str().into()), ("act", act.into())];
                self.say_with(lang, "deed-flag", &args)
            }
            Deed::Refused(what) => {
                let what = self
                    .find(lang, &format!("refused-{what}"), &[])
                    .unwrap_or_else(|| what.clone());
                self.say_with(lang, "deed-refused", &[("what", what.into())])
            }
        }
    }
}
