//! The numbering of a word processor document: what stands before a paragraph without being typed.

use std::collections::HashMap;

use super::docx::{Node, attribute, each};
use crate::import::ImportError;

const LEVELS: usize = 9;

#[derive(Debug, Clone, Default)]
struct Level {
    format: String,
    /// Such as "Article %1 –": the numbers of this level and those above, by place.
    text: String,
    start: u32,
}

#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// For each list, the definition it follows.
    lists: HashMap<String, String>,
    definitions: HashMap<String, Vec<Level>>,
    counts: HashMap<String, [u32; LEVELS]>,
}

impl Numbering {
    pub(super) fn read(xml: &[u8]) -> Result<Self, ImportError> {
        let mut found = Self::default();
        let mut definition = String::new();
        let mut list = String::new();
        let mut levels: Vec<Level> = Vec::new();
        let mut at = None;
        each(xml, |node| {
            let value = |element: &_| attribute(element, "val").unwrap_or_default();
            match node {
                Node::Open("abstractNum", element) => {
                    definition = attribute(element, "abstractNumId").unwrap_or_default();
                    levels = vec![Level::default(); LEVELS];
                }
                Node::Close("abstractNum") => {
                    let levels = std::mem::take(&mut levels);
                    found
                        .definitions
                        .insert(std::mem::take(&mut definition), levels);
                }
                Node::Open("num", element) => {
                    list = attribute(element, "numId").unwrap_or_default();
                }
                Node::Open("abstractNumId", element) => {
                    found.lists.insert(list.clone(), value(element));
                }
                Node::Open("lvl", element) => {
                    at = attribute(element, "ilvl").and_then(|level| level.parse::<usize>().ok());
                }
                Node::Open(name, element) => {
                    if let Some(level) = at.and_then(|at| levels.get_mut(at)) {
                        match name {
                            "start" => level.start = value(element).parse().unwrap_or(1),
                            "numFmt" => level.format = value(element),
                            "lvlText" => level.text = value(element),
                            _ => {}
                        }
                    }
                }
                _ => {}
            }
            Ok(())
        })?;
        Ok(found)
    }

    /// What stands before the next paragraph of a list; nothing for a bullet.
    pub(super) fn next(&mut self, list: &str, depth: usize) -> Option<String> {
        let definition = self.lists.get(list)?;
        let levels = self.definitions.get(definition)?;
        let level = levels.get(depth)?;
        let counts = self.counts.entry(definition.clone()).or_default();
        counts[depth] = if counts[depth] == 0 {
            level.start.max(1)
        } else {
            counts[depth].saturating_add(1)
        };
        // Below a new number, counting starts again.
        counts[depth + 1..].fill(0);
        if matches!(level.format.as_str(), "bullet" | "none" | "") {
            return None;
        }
        let mut text = level.text.clone();
        for (at, level) in levels.iter().enumerate().take(depth + 1) {
            let number = counts[at].max(level.start).max(1);
            text = text.replace(&format!("%{}", at + 1), &written(number, &level.format));
        }
        let text = text.trim().to_owned();
        (!text.is_empty()).then_some(text)
    }
}

fn written(number: u32, format: &str) -> String {
    match format {
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).to_lowercase(),
        "upperLetter" => letters(number),
        "lowerLetter" => letters(number).to_lowercase(),
        "decimalZero" => format!("{number:02}"),
        "ordinal" if number == 1 => "1er".to_owned(),
        _ => number.to_string(),
    }
}

fn roman(mut number: u32) -> String {
    if number > 3_999 {
        return number.to_string();
    }
    let signs = [
        (1_000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut out = String::new();
    for (value, sign) in signs {
        while number >= value {
            out.push_str(sign);
            number -= value;
        }
    }
    out
}

/// A to Z, then AA, BB as word processors count.
fn letters(number: u32) -> String {
    let times = usize::try_from((number - 1) / 26).unwrap_or(0).min(8) + 1;
    let letter = u8::try_from((number - 1) % 26).unwrap_or(0) + b'A';
    char::from(letter).to_string().repeat(times)
}
