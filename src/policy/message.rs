//! A message was posted, edited or deleted: is there something to say to its author?

use bonsens_port::{
    Act, EventKind, Flag, FlagId, FlagState, MaskedFinding, MessageId, Mode, Notice, Nudge,
    NudgeId, NudgeState, Severity, Write,
};
use jiff::SignedDuration;

use super::{Decision, fix_window, is_waiting};

impl Decision<'_> {
    /// A message as it now stands; `before` is the nudge it led to earlier.
    pub(super) fn message(&mut self, message: &MessageId, before: Option<&Nudge>) {
        if self.policy.exempt.contains(&self.event.channel) {
            return;
        }
        if self.facts.alert {
            return self.alert(before);
        }
        if self.facts.findings.is_empty() {
            return self.cleaned();
        }
        let waiting = before.filter(|nudge| is_waiting(nudge));
        if waiting.is_some_and(|nudge| self.nothing_new_since(nudge)) {
            return;
        }
        self.count();
        if self.facts.mode == Mode::Observe {
            return;
        }
        let severity = self.severity();
        if waiting.is_none() && self.spoke_lately(severity) {
            return;
        }
        self.nudge(message, severity, waiting);
    }

    /// A message that seems to raise an alert is never counted and never flagged, whatever else it
    /// holds: its author is shown the protected channel, once, and nobody else hears of it.
    fn alert(&mut self, before: Option<&Nudge>) {
        let waiting = before.filter(|nudge| is_waiting(nudge));
        if let Some(nudge) = waiting {
            self.writes.push(Write::Cancel(fix_window(&nudge.id)));
        }
        let first = matches!(self.event.kind, EventKind::MessagePosted { .. }) || waiting.is_some();
        if self.facts.mode > Mode::Observe && first {
            let contact = self.facts.contact.clone();
            self.tell_author(Notice::ReportingChannel { contact });
        }
    }

    /// The message no longer holds anything: the nudge and its flag settle by themselves.
    pub(super) fn cleaned(&mut self) {
        // A flag outlives its author's "not confidential", since moderators judge that; with the
        // message gone, nothing is left to judge.
        let deleted = matches!(self.event.kind, EventKind::MessageDeleted { .. });
        if deleted
            && let (Some(flag), Some(nudge)) = (&self.facts.flag, &self.facts.nudge)
            && flag.state == FlagState::Removing
        {
            // The platform tells of it before whoever removed it does.
            return self.removed(flag.clone(), nudge.clone());
        }
        let flagged = self.facts.flag.as_ref().is_some_and(Flag::is_open);
        let settles = |nudge: &Nudge| is_waiting(nudge) || (deleted && flagged);
        let Some(nudge) = self.facts.nudge.clone().filter(settles) else {
            return;
        };
        let nudge = Nudge {
            state: NudgeState::Fixed,
            flag_at: None,
            ..nudge
        };
        self.writes.push(Write::Cancel(fix_window(&nudge.id)));
        self.withdraw_notes(&nudge.id);
        self.writes.push(Write::Nudge(nudge.clone()));
        self.tell_nudged(&nudge, Notice::Thanks);
        if let Some(flag) = self.facts.flag.clone().filter(Flag::is_open) {
            let flag = Flag {
                state: FlagState::Fixed,
                ..flag
            };
            self.writes.push(Write::Flag(flag.clone()));
            self.tell_moderators(flag, nudge);
        }
    }

    pub(super) fn fix_window_ended(&mut self) {
        let Some(nudge) = self.facts.nudge.clone().filter(is_waiting) else {
            return;
        };
        let due = nudge.flag_at.is_some_and(|at| at <= self.facts.now);
        let flags =
            self.facts.mode == Mode::NudgeAndFlag && !self.policy.exempt.contains(&nudge.channel);
        if due && flags && nudge.flag.is_none() {
            self.raise_flag(nudge);
        }
    }

    fn nudge(&mut self, message: &MessageId, severity: Severity, waiting: Option<&Nudge>) {
        let event = self.event;
        let window = self.fix_window(severity);
        let flag_at = window.and_then(|window| self.facts.now.checked_add(window).ok());
        // An edit that adds something never buys time for what was there before.
        let earlier = waiting.and_then(|nudge| nudge.flag_at);
        let flag_at = [flag_at, earlier].into_iter().flatten().min();
        let nudge = Nudge {
            id: waiting.map_or_else(|| NudgeId::new(format!("n-{}", event.id)), |n| n.id.clone()),
            workspace: event.workspace.clone(),
            channel: event.channel.clone(),
            message: message.clone(),
            author: self.facts.author.clone(),
            address: self.facts.address.clone(),
            lang: event.lang,
            findings: self.facts.findings.clone(),
            severity,
            state: NudgeState::Open,
            created_at: waiting.map_or(self.facts.now, |nudge| nudge.created_at),
            flag_at,
            flag: waiting.and_then(|nudge| nudge.flag.clone()),
        };
        let notice = self.nudge_notice(&nudge);
        self.tell_author(notice);
        match flag_at {
            Some(at) if at <= self.facts.now && nudge.flag.is_none() => self.raise_flag(nudge),
            Some(at) => {
                let end = Act::EndFixWindow {
                    nudge: nudge.id.clone(),
                };
                self.enqueue(fix_window(&nudge.id), at, end);
                self.writes.push(Write::Nudge(nudge));
            }
            None => self.writes.push(Write::Nudge(nudge)),
        }
    }

    /// Time before moderators are told; `None`: they never are.
    fn fix_window(&self, severity: Severity) -> Option<SignedDuration> {
        let window = self.policy.fix_windows.of(severity);
        window.filter(|_| self.facts.mode == Mode::NudgeAndFlag)
    }

    fn raise_flag(&mut self, nudge: Nudge) {
        let flag = Flag {
            id: FlagId::new(format!("f-{}", nudge.id)),
            nudge: nudge.id.clone(),
            state: FlagState::Open,
            opened_at: self.facts.now,
            handler: None,
        };
        let nudge = Nudge {
            flag: Some(flag.id.clone()),
            ..nudge
        };
        self.writes.push(Write::Nudge(nudge.clone()));
        self.writes.push(Write::Flag(flag.clone()));
        if nudge.flag_at.is_some_and(|at| at > nudge.created_at) {
            let (state, about) = (FlagState::Open, nudge.spot());
            self.tell_nudged(&nudge, Notice::Outcome { state, about });
        }
        self.tell_moderators(flag, nudge);
    }

    /// The worst finding, one step up where outsiders read along or the channel is large.
    fn severity(&self) -> Severity {
        let worst = self
            .facts
            .findings
            .iter()
            .map(|finding| finding.severity)
            .max();
        let worst = worst.unwrap_or(Severity::Low);
        let audience = self.event.audience;
        let large = audience
            .members
            .is_some_and(|members| members >= self.policy.large_channel);
        if audience.outsiders || large {
            worst.raised()
        } else {
            worst
        }
    }

    fn nothing_new_since(&self, nudge: &Nudge) -> bool {
        let known = |finding: &MaskedFinding| {
            nudge
                .findings
                .iter()
                .any(|before| before.value == finding.value)
        };
        self.facts.findings.iter().all(known)
    }

    /// The author heard the same thing a moment ago. What may reach the moderators is never held
    /// back: its author must have the chance to fix it first.
    fn spoke_lately(&self, severity: Severity) -> bool {
        if self.fix_window(severity).is_some() || severity >= Severity::High {
            return false;
        }
        let now = self.facts.now;
        let heard = |rule: &str| {
            self.facts.known.nudges.iter().any(|nudge| {
                let ago = now.duration_since(nudge.created_at);
                ago < self.policy.cooldown
                    && nudge.findings.iter().any(|finding| finding.rule == rule)
            })
        };
        self.facts
            .findings
            .iter()
            .all(|finding| heard(&finding.rule))
    }

    fn count(&mut self) {
        let day = self
            .facts
            .now
            .to_zoned_datetime(jiff::tz::TimeZone::UTC)
            .date();
        for finding in &self.facts.findings {
            let rule = finding.rule.clone();
            let workspace = self.event.workspace.clone();
            self.writes.push(Write::Count {
                workspace,
                rule,
                day,
            });
        }
    }
}
