//! Nudges and flags as they are looked back on: where, what was found, and where it stands.

use bonsens_port::{Flag, FlagState, Nudge, NudgeState};

use super::{Layout, Part};

/// Findings shown in a post that can't go on in a second message.
const FINDINGS: usize = 20;

impl Layout<'_> {
    /// A flag as fields: the line that says it all is made for a reader who has no channel names.
    pub(super) fn flag(&self, flag: &Flag, nudge: &Nudge, lines: &[String]) -> Vec<Part> {
        let severity = self.said(&format!("severity-{}", nudge.severity));
        let mut parts = vec![
            Part::Header(self.plain("slack-flag")),
            Part::Fields(vec![
                self.field("slack-severity", &severity),
                self.field("slack-place", &self.place(&nudge.channel)),
                self.field("slack-state", &self.said(state(&flag.state))),
            ]),
        ];
        let rest = lines.get(1..).unwrap_or_default();
        let (found, rest) = rest.split_at(nudge.findings.len().min(rest.len()));
        let (shown, left) = found.split_at(FINDINGS.min(found.len()));
        parts.extend(self.bullets(shown));
        if !left.is_empty() {
            parts.push(Part::Text(self.said("slack-more")));
        }
        parts.extend(rest.iter().map(|line| self.text(line)));
        parts.extend(self.leads_to(""));
        if flag.is_open() {
            parts.push(Part::Small(self.said("slack-flag-thread")));
        }
        parts
    }

    /// What is kept about a person: a section for each nudge.
    pub(super) fn about(&self, nudges: &[Nudge], lines: &[String]) -> Vec<Part> {
        let [hello, rest @ .., rights] = lines else {
            return lines.iter().map(|line| self.text(line)).collect();
        };
        let mut parts = vec![self.text(hello)];
        let mut rest = rest;
        for nudge in nudges {
            // When and where, what was found, whether moderators were told.
            let (mine, others) = rest.split_at((nudge.findings.len() + 2).min(rest.len()));
            rest = others;
            let [place, found @ .., told] = mine else {
                parts.extend(mine.iter().map(|line| self.text(line)));
                continue;
            };
            let mut section = vec![format!("*{}*", self.told(place))];
            section.extend(found.iter().map(|line| format!("• {}", self.told(line))));
            section.push(self.told(told));
            parts.push(Part::Text(section.join("\n")));
        }
        parts.extend(self.letters(rest));
        parts.push(Part::Small(self.told(rights)));
        parts
    }

    /// The open flags, each with where it is and what was found.
    pub(super) fn open_flags(&self, flags: &[(Flag, Nudge)], lines: &[String]) -> Vec<Part> {
        let (count, mut rest) = lines
            .split_first()
            .map_or(("", lines), |(first, rest)| (first.as_str(), rest));
        let mut parts = vec![self.text(count)];
        for (flag, nudge) in flags {
            let severity = self.said(&format!("severity-{}", nudge.severity));
            let (place, state) = (self.place(&nudge.channel), self.said(state(&flag.state)));
            let mut section = vec![format!("*{severity}* · {place} · {state}")];
            let reason = usize::from(matches!(nudge.state, NudgeState::Dismissed(_)));
            let handler = usize::from(flag.handler.is_some());
            let size = 1 + nudge.findings.len() + reason + handler;
            let (these, others) = rest.split_at(size.min(rest.len()));
            let found = these.iter().skip(1);
            section.extend(found.map(|line| format!("• {}", self.told(line))));
            parts.push(Part::Text(section.join("\n")));
            rest = others;
        }
        parts.extend(rest.iter().map(|line| self.text(line)));
        parts
    }
}

pub(super) fn state(state: &FlagState) -> &'static str {
    match state {
        FlagState::Open => "flag-open",
        FlagState::Taken => "flag-taken",
        FlagState::Confirmed => "flag-confirmed",
        FlagState::Dismissed(_) => "flag-dismissed",
        FlagState::Fixed => "flag-fixed",
        FlagState::Removing => "flag-removing",
        FlagState::Removed => "flag-removed",
    }
}
