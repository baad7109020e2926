//! Nudges and flags as they are looked back on: where, what was found, and where it stands.

use bonsens_port::{Flag, FlagState, Nudge, NudgeState, Severity};
use serenity::all::Colour;

use super::lines::{items, letters};
use super::{Card, Layout, Part, place_of, text};
use crate::markdown::told;

/// Findings shown in a post that can't go on in a second message.
const FINDINGS: usize = 20;

impl Layout<'_> {
    /// What is told of a flag at a glance. The line that says it all is made for a reader who has
    /// no channel names.
    pub(super) fn flag_card(&self, flag: &Flag, nudge: &Nudge) -> Card {
        let severity = self.said(&format!("severity-{}", nudge.severity));
        let place = place_of(&nudge.channel, &nudge.message);
        let stands = self.said(state(&flag.state));
        let title = self.said("discord-flag");
        let graded = self.said("discord-flag-severity");
        let fields = [
            ("discord-severity", severity.clone()),
            ("discord-place", place),
            ("discord-state", stands.clone()),
        ];
        Card {
            above: format!("**{title}** · {graded} {severity} · {stands}"),
            severity: Some(nudge.severity),
            fields: fields
                .map(|(label, value)| (self.plain(label), value))
                .to_vec(),
        }
    }

    pub(super) fn flag(&self, flag: &Flag, nudge: &Nudge, lines: &[String]) -> Vec<Part> {
        let rest = lines.get(1..).unwrap_or_default();
        let (found, rest) = rest.split_at(nudge.findings.len().min(rest.len()));
        let (shown, left) = found.split_at(FINDINGS.min(found.len()));
        let mut parts: Vec<Part> = items(shown).collect();
        if !left.is_empty() {
            parts.push(Part::Text(self.said("discord-more")));
        }
        parts.extend(rest.iter().map(|line| text(line)));
        parts.extend(self.leads_to(&nudge.channel, &nudge.message));
        if flag.is_open() {
            parts.push(Part::Small(self.said("discord-flag-thread")));
        }
        parts
    }

    /// The open flags, each with where it is and what was found.
    pub(super) fn open_flags(&self, flags: &[(Flag, Nudge)], lines: &[String]) -> Vec<Part> {
        let [count, rest @ ..] = lines else {
            return Vec::new();
        };
        let mut parts = vec![text(count)];
        let mut rest = rest;
        for (flag, nudge) in flags {
            let severity = self.said(&format!("severity-{}", nudge.severity));
            let place = place_of(&nudge.channel, &nudge.message);
            let state = self.said(state(&flag.state));
            parts.push(Part::Text(format!("**{severity}** · {place} · {state}")));
            let reason = usize::from(matches!(nudge.state, NudgeState::Dismissed(_)));
            let handler = usize::from(flag.handler.is_some());
            let size = 1 + nudge.findings.len() + reason + handler;
            let (these, others) = rest.split_at(size.min(rest.len()));
            parts.extend(items(these.get(1..).unwrap_or_default()));
            parts.extend(self.leads_to(&nudge.channel, &nudge.message));
            rest = others;
        }
        parts.extend(rest.iter().map(|line| text(line)));
        parts
    }
}

/// What is kept about a person: a section for each nudge.
pub(super) fn about(nudges: &[Nudge], lines: &[String]) -> Vec<Part> {
    let [hello, rest @ .., rights] = lines else {
        return lines.iter().map(|line| text(line)).collect();
    };
    let mut parts = vec![text(hello)];
    let mut rest = rest;
    for nudge in nudges {
        // When and where, what was found, whether moderators were told.
        let (mine, others) = rest.split_at((nudge.findings.len() + 2).min(rest.len()));
        rest = others;
        let [place, found @ .., last] = mine else {
            parts.extend(mine.iter().map(|line| text(line)));
            continue;
        };
        parts.push(Part::Text(format!("**{}**", told(place))));
        parts.extend(items(found));
        parts.push(text(last));
    }
    parts.extend(letters(rest));
    parts.push(Part::Small(told(rights)));
    parts
}

const fn state(state: &FlagState) -> &'static str {
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

/// A colour beside the word that says the same.
pub(super) const fn colour(severity: Severity) -> Colour {
    Colour::new(match severity {
        Severity::Low => 0x6b_7c_93,
        Severity::Medium => 0xd9_a4_41,
        Severity::High => 0xd9_72_2e,
        Severity::Critical => 0xb3_2d_3a,
    })
}
