//! A moderator acts on a flag.

use bonsens_port::{Flag, FlagAct, FlagState, Notice, Nudge, NudgeState, Role, Write};

use super::{Decision, fix_window};

/// Flags worth reading at once.
const LISTED: usize = 20;

impl Decision<'_> {
    pub(super) fn flags_asked(&mut self) {
        if self.event.role < Role::Moderator {
            return self.tell_author(Notice::NotForYou);
        }
        let open = &self.facts.open_flags;
        self.tell_author(Notice::OpenFlags {
            flags: open.iter().take(LISTED).cloned().collect(),
            more: open.len().saturating_sub(LISTED),
        });
    }

    pub(super) fn flag_handled(&mut self, act: FlagAct) {
        if self.event.role < Role::Moderator {
            return self.tell_author(Notice::NotForYou);
        }
        let (Some(flag), Some(nudge)) = (self.facts.flag.clone(), self.facts.nudge.clone()) else {
            return self.tell_author(Notice::AlreadySettled);
        };
        if !flag.is_open() {
            return self.tell_author(Notice::AlreadySettled);
        }
        let state = match act {
            FlagAct::AskAuthor => return self.tell_nudged(&nudge, Notice::LookAgain(nudge.spot())),
            FlagAct::Take => FlagState::Taken,
            FlagAct::Confirm => FlagState::Confirmed,
            FlagAct::Dismiss(reason) => FlagState::Dismissed(reason),
        };
        let flag = Flag {
            state: state.clone(),
            ..flag
        };
        self.writes.push(Write::Flag(flag.clone()));
        let mut nudge = nudge;
        if let FlagState::Dismissed(reason) = state {
            nudge = Nudge {
                state: NudgeState::Dismissed(reason),
                ..nudge
            };
            self.writes.push(Write::Cancel(fix_window(&nudge.id)));
            self.writes.push(Write::Nudge(nudge.clone()));
            self.remember_dismissed(&nudge);
        }
        if state != FlagState::Taken {
            let about = nudge.spot();
            self.tell_nudged(&nudge, Notice::Outcome { state, about });
        }
        self.tell_moderators(flag, nudge);
    }
}
