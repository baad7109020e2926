//! What admins see and set. Each change is remembered with who made it and when.

use bonsens_port::{
    AdminView, Change, ChannelId, Deed, Mode, Notice, Panel, Role, Settings, SettingsChange,
    Severity, Write,
};

use super::{Decision, setting};

/// Questions worth reading at once.
const LISTED: usize = 20;

impl Decision<'_> {
    pub(super) fn admin_asked(&mut self, view: AdminView) {
        if self.event.role < Role::Admin {
            return self.refuse();
        }
        let admin = &self.facts.admin;
        let notice = match view {
            AdminView::Panel => {
                let Some(settings) = &admin.settings else {
                    return;
                };
                Notice::Panel(panel(settings, admin.unanswered.len()))
            }
            AdminView::Unanswered => Notice::Unanswered {
                questions: admin.unanswered.iter().take(LISTED).cloned().collect(),
                more: admin.unanswered.len().saturating_sub(LISTED),
            },
            AdminView::History => Notice::History(admin.history.clone()),
        };
        self.tell_author(notice);
    }

    pub(super) fn settings_changed(&mut self, change: &SettingsChange) {
        if self.event.role < Role::Admin {
            return self.refuse();
        }
        let admin = &self.facts.admin;
        let Some(before) = &admin.settings else {
            return;
        };
        // All of it or nothing: what can't be kept is told before anything is.
        if let Some(Err(reason)) = &admin.code_names {
            let reason = reason.clone();
            return self.tell_author(Notice::NotChanged { reason });
        }
        let first = self.writes.len();
        self.set_exempt(before, change);
        for (severity, window) in &change.fix_windows {
            self.set_window(before, *severity, *window);
        }
        if let Some(members) = change.large_channel.map(|members| members.max(1))
            && members != before.large_channel
        {
            self.set(setting::LARGE_CHANNEL, Some(members.to_string()));
            self.remember(Deed::LargeChannel(members));
        }
        if let Some(Ok(names)) = &admin.code_names
            && names.added + names.removed > 0
        {
            self.set(setting::CODE_NAMES, names.kept.clone());
            self.remember(Deed::CodeNames {
                added: names.added,
                removed: names.removed,
            });
        }
        let saved: Vec<Change> = self.writes[first..]
            .iter()
            .filter_map(|write| match write {
                Write::Change(change) => Some(change.clone()),
                _ => None,
            })
            .collect();
        if !saved.is_empty() || change.mode.is_none() {
            self.tell_author(Notice::SettingsSaved(saved));
        }
        if let Some(mode) = change.mode {
            self.set_mode(mode);
        }
    }

    /// A mode in which people are spoken to needs a complete record, whoever asks for it.
    fn set_mode(&mut self, mode: Mode) {
        if self.policy.in_force(mode) != mode {
            let missing = self.policy.accountability.missing();
            return self.tell_author(Notice::ModeRefused { mode, missing });
        }
        self.set(setting::MODE, Some(mode.as_str().to_owned()));
        self.remember(Deed::Mode(mode));
        self.tell_author(Notice::ModeSet(mode));
    }

    fn set_exempt(&mut self, before: &Settings, change: &SettingsChange) {
        let Some(change) = &change.exempt else {
            return;
        };
        let after = setting::listed(&before.exempt, change);
        let missing = |from: &[ChannelId], of: &[ChannelId]| -> Vec<ChannelId> {
            let missing = of.iter().filter(|channel| !from.contains(channel));
            missing.cloned().collect()
        };
        let (added, gone) = (
            missing(&before.exempt, &after),
            missing(&after, &before.exempt),
        );
        if added.is_empty() && gone.is_empty() {
            return;
        }
        self.set(setting::EXEMPT, setting::list(&after));
        for channel in added {
            self.remember(Deed::Exempted(channel));
        }
        for channel in gone {
            self.remember(Deed::ExemptionEnded(channel));
        }
    }

    fn set_window(&mut self, before: &Settings, severity: Severity, window: Option<u32>) {
        if before.fix_windows.get(&severity) == Some(&window) {
            return;
        }
        self.set(
            &setting::fix_window(severity),
            Some(setting::minutes(window)),
        );
        self.remember(Deed::FixWindow(severity, window));
    }

    pub(super) fn set(&mut self, name: &str, value: Option<String>) {
        self.writes.push(Write::Setting {
            workspace: self.event.workspace.clone(),
            name: name.to_owned(),
            value,
        });
    }
}

fn panel(settings: &Settings, unanswered: usize) -> Panel {
    let exempt = settings.always_exempt.iter().chain(&settings.exempt);
    let windows = settings.fix_windows.iter();
    Panel {
        mode: settings.mode,
        missing: settings.missing.clone(),
        charters: settings.charters.clone(),
        exempt: exempt.cloned().collect(),
        fix_windows: windows
            .map(|(severity, window)| (*severity, *window))
            .collect(),
        large_channel: settings.large_channel,
        code_names: settings.code_names.len(),
        unanswered,
    }
}
