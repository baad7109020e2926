//! The core's lines as parts of a post: lists, quotes of a charter, and what people wrote.

use super::{Layout, Part};
use crate::mrkdwn::{escape, passage};

/// What the core puts before each line of a quote, and of a list.
const QUOTED: &str = "> ";
const LISTED: &str = "- ";

impl Layout<'_> {
    /// Hello, what was found and where, what follows from it, and how long it is kept.
    pub(super) fn found(
        &self,
        lines: &[String],
        findings: usize,
        place: Option<Part>,
    ) -> Vec<Part> {
        let [hello, rest @ ..] = lines else {
            return Vec::new();
        };
        let (found, rest) = rest.split_at(findings.min(rest.len()));
        let mut parts = vec![self.text(hello)];
        parts.extend(self.bullets(found));
        parts.extend(place);
        if let [follows @ .., kept] = rest {
            parts.extend(follows.iter().map(|line| self.text(line)));
            parts.push(Part::Small(self.told(kept)));
        }
        parts
    }

    pub(super) fn text(&self, line: &str) -> Part {
        Part::Text(self.told(line))
    }

    pub(super) fn bullets(&self, lines: &[String]) -> Option<Part> {
        let items: Vec<_> = lines
            .iter()
            .map(|line| format!("• {}", self.told(line)))
            .collect();
        (!items.is_empty()).then(|| Part::Text(items.join("\n")))
    }

    /// Lines of which some begin with a dash.
    pub(super) fn listed(&self, lines: &[String]) -> Vec<Part> {
        let lines: Vec<_> = lines
            .iter()
            .map(|line| match line.strip_prefix(LISTED) {
                Some(item) => format!("• {}", self.told(item)),
                None => self.told(line),
            })
            .collect();
        vec![Part::Text(lines.join("\n"))]
    }

    /// A quote of a charter, then where it comes from.
    pub(super) fn quoted(&self, lines: &[String]) -> Vec<Part> {
        let quote = quote_of(lines);
        let mut parts = Vec::new();
        if !quote.is_empty() {
            parts.push(Part::Quote(quote));
        }
        let rest = lines.iter().filter(|line| !line.starts_with(QUOTED));
        parts.extend(rest.map(|line| Part::Small(self.told(line))));
        parts
    }

    /// What people wrote, as quotes between the lines that say so. It is shown as it was typed:
    /// nothing in it is markup.
    pub(super) fn letters(&self, lines: &[String]) -> Vec<Part> {
        let mut parts = Vec::new();
        for line in lines {
            match (line.strip_prefix(QUOTED), parts.last_mut()) {
                (Some(typed), Some(Part::Quote(quote))) => quote.push(escape(typed)),
                (Some(typed), _) => parts.push(Part::Quote(vec![escape(typed)])),
                (None, _) => parts.push(self.text(line)),
            }
        }
        parts
    }
}

/// The lines of a charter's quote, the way Slack shows them.
pub(super) fn quote_of(lines: &[String]) -> Vec<String> {
    let quote = lines.iter().filter_map(|line| line.strip_prefix(QUOTED));
    let markdown: Vec<_> = quote.collect();
    passage(&markdown.join("\n"))
}
