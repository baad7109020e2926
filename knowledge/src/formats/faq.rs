//! A FAQ in TOML or YAML: questions and their answers, by subject where it gives some.

use std::fmt::Write as _;

use saphyr_parser::{Event, Parser};

use super::Reading;
use super::draft::{Draft, Look, one_line};
use crate::import::ImportError;

/// The shape both languages share.
enum Value {
    Text(String),
    List(Vec<Value>),
    Map(Vec<(String, Value)>),
}

const MAX_DEPTH: usize = 16;
const QUESTION: [&str; 3] = ["question", "q", "ask"];
const ANSWER: [&str; 5] = ["answer", "a", "réponse", "reponse", "text"];
const SUBJECT: [&str; 6] = ["section", "topic", "category", "subject", "thème", "theme"];

pub(crate) fn toml(source: &str) -> Result<Reading, ImportError> {
    let table: toml::Table = source.parse().map_err(|error: toml::de::Error| {
        let before = error.span().map_or(0, |span| span.start);
        ImportError::FaqSyntax {
            line: 1 + crate::text::line_ends(&source.as_bytes()[..before.min(source.len())]),
        }
    })?;
    told(&from_toml(toml::Value::Table(table)))
}

fn from_toml(value: toml::Value) -> Value {
    match value {
        toml::Value::Table(table) => {
            Value::Map(table.into_iter().map(|(k, v)| (k, from_toml(v))).collect())
        }
        toml::Value::Array(list) => Value::List(list.into_iter().map(from_toml).collect()),
        toml::Value::String(text) => Value::Text(text),
        other => Value::Text(other.to_string()),
    }
}

/// Reads YAML event by event. An alias would let a few lines stand for millions: none is followed.
pub(crate) fn yaml(source: &str) -> Result<Reading, ImportError> {
    let mut open: Vec<(Value, Option<String>)> = Vec::new();
    let mut root = None;
    for event in Parser::new_from_str(source) {
        let (event, span) = event.map_err(|error| ImportError::FaqSyntax {
            line: error.marker().line(),
        })?;
        let refused = ImportError::FaqSyntax {
            line: span.start.line(),
        };
        let done = match event {
            Event::Scalar(text, ..) => Some(Value::Text(text.into_owned())),
            Event::SequenceStart(..) | Event::MappingStart(..) if open.len() >= MAX_DEPTH => {
                return Err(refused);
            }
            Event::SequenceStart(..) => {
                open.push((Value::List(Vec::new()), None));
                None
            }
            Event::MappingStart(..) => {
                open.push((Value::Map(Vec::new()), None));
                None
            }
            Event::SequenceEnd | Event::MappingEnd => open.pop().map(|(value, _)| value),
            Event::Alias(_) => return Err(refused),
            _ => None,
        };
        let Some(done) = done else { continue };
        match open.last_mut() {
            Some((Value::List(list), _)) => list.push(done),
            Some((Value::Map(map), key)) => match (key.take(), done) {
                (None, Value::Text(text)) => *key = Some(text),
                (None, _) => return Err(refused),
                (Some(key), value) => map.push((key, value)),
            },
            _ => root = root.or(Some(done)),
        }
    }
    told(&root.unwrap_or(Value::List(Vec::new())))
}

/// Writes the entries down, wherever in the file they are listed.
fn told(root: &Value) -> Result<Reading, ImportError> {
    let mut draft = Draft::default();
    let mut head = String::new();
    if let Value::Map(map) = root {
        let known = [
            "id",
            "title",
            "version",
            "in_force_since",
            "lang",
            "language",
            "contact",
        ];
        for key in known {
            let key_value = map.iter().find(|(name, _)| name == key);
            if let Some((_, Value::Text(text))) = key_value {
                let _ = writeln!(head, "{key}: \"{}\"", one_line(text));
            }
        }
    }
    let mut entries = 0;
    let mut subject = None;
    write(root, None, &mut subject, &mut draft, &mut entries, 0);
    if entries == 0 {
        return Err(ImportError::FaqEmpty);
    }
    let mut reading = Reading::of(&draft);
    if !head.is_empty() {
        reading.markdown = format!("---\n{head}---\n\n{}", reading.markdown);
    }
    Ok(reading)
}

fn write(
    value: &Value,
    under: Option<&str>,
    subject: &mut Option<String>,
    draft: &mut Draft,
    entries: &mut usize,
    depth: usize,
) {
    if depth > MAX_DEPTH {
        return;
    }
    match value {
        Value::Text(_) => {}
        Value::List(list) => {
            for value in list {
                write(value, under, subject, draft, entries, depth + 1);
            }
        }
        Value::Map(map) => {
            let named = |names: &[&str]| {
                map.iter().find_map(|(key, value)| match value {
                    Value::Text(text) if names.contains(&key.to_lowercase().as_str()) => Some(text),
                    _ => None,
                })
            };
            if let (Some(question), Some(answer)) = (named(&QUESTION), named(&ANSWER)) {
                let own = named(&SUBJECT).map(String::as_str).or(under);
                if own != subject.as_deref() {
                    *subject = own.map(str::to_owned);
                    draft.heading(2, own.unwrap_or("…"));
                }
                draft.heading(if own.is_some() { 3 } else { 2 }, question);
                for paragraph in answer.split("\n\n") {
                    draft.text(paragraph, Look::default());
                }
                *entries += 1;
                return;
            }
            let title = named(&SUBJECT).or_else(|| named(&["title", "name"]).filter(|_| depth > 0));
            for (key, value) in map {
                if !matches!(value, Value::Text(_)) {
                    let generic = ["questions", "entries", "items", "faq", "question", "entry"];
                    let own = (!generic.contains(&key.to_lowercase().as_str())).then_some(key);
                    let under = title.or(own).map(String::as_str).or(under);
                    write(value, under, subject, draft, entries, depth + 1);
                }
            }
        }
    }
}
