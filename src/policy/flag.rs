//! A moderator acts on a flag.

use bonsens_port::{
    Act, ActionId, Deed, Flag, FlagAct, FlagState, Notice, Nudge, NudgeState, Role, Write,
};

use super::{Decision, fix_window};

/// Flags worth reading at once.
const LISTED: usize = 20;

impl Decision<'_> {
    pub(super) fn flags_asked(&mut self) {
        if self.event.role < Role::Moderator {
            return self.refuse();
        }
        let open = &self.facts.open_flags;
        self.tell_author(Notice::OpenFlags {
            flags: open.iter().take(LISTED).cloned().collect(),
            more: open.len().saturating_sub(LISTED),
        });
    }

    pub(super) fn flag_handled(&mut self, act: FlagAct) {
        if self.event.role < Role::Moderator {
            return self.refuse();
        }
        let (Some(flag), Some(nudge)) = (self.facts.flag.clone(), self.facts.nudge.clone()) else {
            return self.tell_author(Notice::AlreadySettled);
        };
        if !flag.is_open() {
            return self.tell_author(Notice::AlreadySettled);
        }
        if act == FlagAct::Remove && !self.facts.abilities.removes {
            return self.tell_author(Notice::NotRemoved(nudge.spot()));
        }
        self.remember(Deed::Flag(flag.id.clone(), act.as_str().to_owned()));
        let state = match act {
            FlagAct::AskAuthor => return self.tell_nudged(&nudge, Notice::LookAgain(nudge.spot())),
            FlagAct::Take => FlagState::Taken,
            FlagAct::Confirm => FlagState::Confirmed,
            FlagAct::Dismiss(reason) => FlagState::Dismissed(reason),
            FlagAct::Remove => FlagState::Removing,
        };
        let flag = Flag {
            state: state.clone(),
            handler: Some(self.facts.address.clone()),
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
        match state {
            FlagState::Taken => {}
            // The author hears of it once it is so.
            FlagState::Removing => {
                let id = ActionId::new(format!("remove/{}", flag.id));
                let flag = flag.id.clone();
                self.enqueue(id, self.facts.now, Act::Remove { flag });
            }
            _ => {
                let about = nudge.spot();
                self.tell_nudged(&nudge, Notice::Outcome { state, about });
            }
        }
        self.tell_moderators(flag, nudge);
    }

    /// A message was to be removed: it is gone, or the moderator who wanted it has to find another
    /// way.
    pub(super) fn removal_ended(&mut self, done: bool) {
        let (Some(flag), Some(nudge)) = (self.facts.flag.clone(), self.facts.nudge.clone()) else {
            return;
        };
        if flag.state != FlagState::Removing {
            return;
        }
        if done {
            return self.removed(flag, nudge);
        }
        let flag = Flag {
            state: FlagState::Taken,
            ..flag
        };
        self.writes.push(Write::Flag(flag.clone()));
        self.tell_author(Notice::NotRemoved(nudge.spot()));
        self.tell_moderators(flag, nudge);
    }

    /// A moderator removed the message.
    pub(super) fn removed(&mut self, flag: Flag, nudge: Nudge) {
        let flag = Flag {
            state: FlagState::Removed,
            ..flag
        };
        let nudge = Nudge {
            state: NudgeState::Removed,
            flag_at: None,
            ..nudge
        };
        self.writes.push(Write::Cancel(fix_window(&nudge.id)));
        self.withdraw_notes(&nudge.id);
        self.writes.push(Write::Flag(flag.clone()));
        self.writes.push(Write::Nudge(nudge.clone()));
        let (state, about) = (flag.state.clone(), nudge.spot());
        self.tell_nudged(&nudge, Notice::Outcome { state, about });
        self.tell_moderators(flag, nudge);
    }
}
