//! An admin sets how far the bot goes.

use bonsens_port::{Mode, Notice, Role, Write};

use super::{Decision, MODE};

impl Decision<'_> {
    /// A mode in which people are spoken to needs a complete record, whoever asks for it.
    pub(super) fn mode_set(&mut self, mode: Mode) {
        if self.event.role < Role::Admin {
            return self.tell_author(Notice::NotForYou);
        }
        if self.policy.in_force(mode) != mode {
            let missing = self.policy.accountability.missing();
            return self.tell_author(Notice::ModeRefused { mode, missing });
        }
        self.writes.push(Write::Setting {
            workspace: self.event.workspace.clone(),
            name: MODE.to_owned(),
            value: Some(mode.as_str().to_owned()),
        });
        self.tell_author(Notice::ModeSet(mode));
    }
}
