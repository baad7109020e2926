//! From a confidential document or list to what may be kept of it: fingerprints, and a sealed name.

use std::collections::HashSet;
use std::sync::LazyLock;

use bonsens_port::{Prints, Registered, RegisteredId, RegisteredKind};
use jiff::Timestamp;

use crate::charter::SAMPLES;
use crate::leak::{Printer, Refusal, SHORTEST_DOCUMENT};
use crate::trust::{KeyError, Keys};

/// Phrases of letters, reports and contracts that tell none of them from another.
const STOCK: &str = include_str!("stock.txt");
/// Values kept of one list.
pub const MOST_VALUES: usize = 200_000;

/// Words that everyone uses: a value made of them alone would be found everywhere.
static VOCABULARY: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let all = common_texts().flat_map(Printer::vocabulary);
    all.collect()
});

/// Why a file was not registered.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RegisterError {
    /// There is too little text to be told from another.
    #[error("fewer than {least} words that are its own")]
    TooShort {
        /// Words it has at least.
        least: usize,
    },
    /// No value can be looked for.
    #[error("no value that can be looked for")]
    NoValue,
    /// More values than are looked for.
    #[error("more than {limit} values")]
    TooMany {
        /// Values at most.
        limit: usize,
    },
    /// The key gave nothing.
    #[error(transparent)]
    Key(#[from] KeyError),
}

/// A line of a list that is not looked for, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refused {
    /// The line.
    pub line: usize,
    /// Why.
    pub why: Refusal,
}

fn common_texts() -> impl Iterator<Item = &'static str> {
    SAMPLES.iter().map(|(.., text)| *text).chain([STOCK])
}

/// What a document is recognised by. `source` is its text, in Markdown.
pub fn document(
    keys: &Keys,
    title: &str,
    source: &str,
    at: Timestamp,
) -> Result<Registered, RegisterError> {
    let printer = Printer::new(&keys.prints());
    let common: HashSet<u64> = common_texts()
        .flat_map(|text| printer.every(&without_addresses(text)))
        .collect();
    let prints = printer.document(&without_addresses(source), |print| common.contains(&print));
    if prints.is_empty() {
        let least = SHORTEST_DOCUMENT;
        return Err(RegisterError::TooShort { least });
    }
    record(keys, title, RegisteredKind::Document, at, prints)
}

/// What the values of a list are recognised by, each given with its line; and those refused.
pub fn values<'v>(
    keys: &Keys,
    title: &str,
    values: impl IntoIterator<Item = (usize, &'v str)>,
    at: Timestamp,
) -> Result<(Registered, Vec<Refused>), RegisterError> {
    let printer = Printer::new(&keys.prints());
    let (mut prints, mut refused, mut lengths) = (Vec::new(), Vec::new(), 0);
    for (line, value) in values {
        match printer.value(value, |word| VOCABULARY.contains(word)) {
            Ok((print, length)) => {
                prints.push(print);
                lengths |= 1_u64 << length;
            }
            Err(why) => refused.push(Refused { line, why }),
        }
    }
    prints.sort_unstable();
    prints.dedup();
    if prints.len() > MOST_VALUES {
        let limit = MOST_VALUES;
        return Err(RegisterError::TooMany { limit });
    }
    if prints.is_empty() && refused.is_empty() {
        return Err(RegisterError::NoValue);
    }
    let kind = RegisteredKind::Values { lengths };
    Ok((record(keys, title, kind, at, prints)?, refused))
}

fn record(
    keys: &Keys,
    title: &str,
    kind: RegisteredKind,
    at: Timestamp,
    prints: Vec<u64>,
) -> Result<Registered, RegisterError> {
    Ok(Registered {
        id: keys.registered(&prints),
        title: keys.seal_text(title)?,
        kind,
        registered_at: at,
        prints: Prints(prints),
    })
}

/// Markdown without the addresses its links lead to, which nobody pastes with their words.
fn without_addresses(source: &str) -> String {
    let mut parts = source.split("](");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        text.push(' ');
        text.push_str(part.split_once(')').map_or(part, |(_, after)| after));
    }
    text
}

/// What a record is called, where this installation's key opens it.
pub fn title(keys: &Keys, registered: &Registered) -> Result<String, KeyError> {
    Ok(keys.open_text(&registered.title)?.expose().to_owned())
}

/// The record of this id.
#[must_use]
pub fn named<'r>(all: &'r [Registered], id: &str) -> Option<&'r Registered> {
    let id = RegisteredId::new(id);
    all.iter().find(|registered| registered.id == id)
}

#[cfg(test)]
mod tests;
