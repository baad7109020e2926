//! The core's lines as parts of a post: lists, quotes of a charter, and what people wrote.

use super::{Part, text};
use crate::markdown::{escape, passage, told};

/// What the core puts before each line of a quote, and of a list.
const QUOTED: &str = "> ";
const LISTED: &str = "- ";

/// Hello, what was found and where, what follows from it, and how long it is kept.
pub(super) fn found(lines: &[String], findings: usize, place: Option<Part>) -> Vec<Part> {
    let [hello, rest @ ..] = lines else {
        return Vec::new();
    };
    let (found, rest) = rest.split_at(findings.min(rest.len()));
    let mut parts = vec![text(hello)];
    parts.extend(items(found));
    parts.extend(place);
    if let [follows @ .., kept] = rest {
        parts.extend(follows.iter().map(|line| text(line)));
        parts.push(Part::Small(told(kept)));
    }
    parts
}

/// Lines of which some begin with a dash.
pub(super) fn listed(lines: &[String]) -> Vec<Part> {
    let lines = lines.iter().map(|line| match line.strip_prefix(LISTED) {
        Some(listed) => item(listed),
        None => text(line),
    });
    lines.collect()
}

/// A quote of a charter, then where it comes from.
pub(super) fn quoted(lines: &[String]) -> Vec<Part> {
    let quote = lines.iter().filter_map(|line| line.strip_prefix(QUOTED));
    let markdown: Vec<_> = quote.collect();
    let mut parts = vec![Part::Quote(passage(&markdown.join("\n")))];
    let rest = lines.iter().filter(|line| !line.starts_with(QUOTED));
    parts.extend(rest.map(|line| Part::Small(told(line))));
    parts
}

/// What people wrote, as quotes between the lines that say so. It is shown as it was typed:
/// nothing in it is markup.
pub(super) fn letters(lines: &[String]) -> Vec<Part> {
    let lines = lines.iter().map(|line| match line.strip_prefix(QUOTED) {
        Some(typed) => Part::Quote(vec![escape(typed)]),
        None => text(line),
    });
    lines.collect()
}

/// Lines as a list.
pub(super) fn items(lines: &[String]) -> impl Iterator<Item = Part> {
    lines.iter().map(|line| item(line))
}

fn item(line: &str) -> Part {
    Part::Text(format!("- {}", told(line)))
}
