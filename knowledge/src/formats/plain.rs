//! Plain text: paragraphs, lists and numbered articles, told apart by how they are set.

use super::draft::{Draft, Look};
use super::{Reading, Warning, numbering};

pub(crate) fn read(source: &str) -> Reading {
    let mut draft = Draft::default();
    let mut open: Vec<&str> = Vec::new();
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut lines = source.split(['\n', '\u{c}']).peekable();
    while let Some(line) = lines.next() {
        let text = line.trim();
        let cells: Vec<&str> = text.split('\t').filter(|cell| !cell.is_empty()).collect();
        let table = cells.len() > 1 && bullet(text).is_none();
        if !table && !rows.is_empty() {
            draft.table(std::mem::take(&mut rows));
        }
        if text.is_empty() {
            close(&mut draft, &mut open);
        } else if table {
            close(&mut draft, &mut open);
            rows.push(cells.into_iter().map(str::to_owned).collect());
        } else if open.is_empty() && lines.peek().is_some_and(|next| underlines(next)) {
            let level = if lines.next().is_some_and(|next| next.contains('=')) {
                1
            } else {
                2
            };
            draft.heading(level, text);
        } else {
            // An item or an article starts anew even without a blank line before it.
            let label = numbering::label(text);
            if bullet(text).is_some() || label.is_some_and(|label| label.sure) {
                close(&mut draft, &mut open);
            }
            open.push(text);
            let heads = label.is_some_and(|label| label.sure && numbering::short_title(text));
            if open.len() == 1 && heads {
                close(&mut draft, &mut open);
            }
        }
    }
    draft.table(rows);
    close(&mut draft, &mut open);
    let guessed = draft.promote();
    let mut reading = Reading::of(&draft);
    if guessed {
        reading.warnings.push(Warning::HeadingsGuessed);
    }
    reading
}

fn close(draft: &mut Draft, open: &mut Vec<&str>) {
    let Some(first) = open.first() else {
        return;
    };
    if let Some((marker, _)) = bullet(first) {
        let text = open.join(" ");
        let text = text.strip_prefix(marker).unwrap_or(&text);
        let marker = (!"-*•–·▪".contains(marker)).then(|| marker.to_owned());
        draft.item(0, marker, text);
    } else {
        draft.text(&open.join("\n"), Look::default());
    }
    open.clear();
}

/// The bullet or letter an item opens with, and what follows.
fn bullet(line: &str) -> Option<(&str, &str)> {
    let (marker, rest) = line.split_once([' ', '\u{a0}'])?;
    let letter = marker
        .strip_suffix(')')
        .is_some_and(|m| m.len() == 1 && m.starts_with(|c: char| c.is_ascii_lowercase()));
    (letter || ["-", "*", "•", "–", "·", "▪"].contains(&marker)).then_some((marker, rest))
}

fn underlines(line: &str) -> bool {
    let line = line.trim();
    line.len() >= 3 && (line.chars().all(|c| c == '=') || line.chars().all(|c| c == '-'))
}
