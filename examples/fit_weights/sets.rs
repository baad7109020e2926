//! The labelled messages, and what is observed of each sentence or word of theirs.

use std::collections::HashMap;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use anyhow::Context;
use bonsens::leak::learned::facts::Reading;
use bonsens::leak::learned::hash::Piece;
use bonsens::leak::learned::tokens::Message;
use bonsens::leak::learned::{CONCEPTS, FIELDS, SUBJECTS, Sink, secrets};
use bonsens::leak::plain_copy;
use serde::Deserialize;

/// The sittings of ordinary talk.
pub const ORDINARY: [&str; 3] = ["ordinary", "spoken", "technical"];
/// It is left out in this many parts, by blocks of lines, as neighbouring lines are alike.
const PARTS: usize = 3;
const BLOCK: usize = 50;
/// A leak of another family is this much of a counter-example.
const OTHER: f64 = 0.3;

#[derive(Deserialize)]
pub struct Labelled {
    pub kind: String,
    pub leak: bool,
    pub text: String,
    pub before: Option<String>,
    #[serde(default)]
    pub spans: Vec<Vec<String>>,
}

pub struct Row {
    pub message: usize,
    pub features: Vec<(u32, f32)>,
    /// For each judgement, whether it holds and how much that counts.
    pub labels: Vec<(bool, f64)>,
    /// For each, whether it is too far away to be judged.
    pub unjudged: Vec<bool>,
}

#[derive(Default)]
pub struct Names {
    pub ids: HashMap<String, u32>,
    pub seen: Vec<usize>,
}

struct Collect<'a> {
    names: &'a mut Names,
    features: Vec<(u32, f32)>,
}

impl Sink for Collect<'_> {
    fn put(&mut self, pieces: &[Piece<'_>], value: f32) {
        let texts: Vec<&str> = pieces.iter().map(|piece| piece.text).collect();
        let name = texts.join(" ");
        let next = u32::try_from(self.names.ids.len()).unwrap_or(u32::MAX);
        let id = *self.names.ids.entry(name).or_insert(next);
        if id == next {
            self.names.seen.push(0);
        }
        self.names.seen[id as usize] += 1;
        self.features.push((id, value));
    }
}

pub struct Set {
    /// The sitting, and the part of it.
    pub folds: Vec<(String, usize)>,
    pub messages: Vec<(usize, Labelled)>,
}

pub fn read(paths: &[PathBuf]) -> anyhow::Result<Set> {
    let mut files = Vec::new();
    let mut stack = paths.to_vec();
    while let Some(path) = stack.pop() {
        if path.is_dir() {
            let inside = fs::read_dir(&path).into_iter().flatten().flatten();
            stack.extend(inside.map(|entry| entry.path()));
        } else if path.extension().is_some_and(|it| it == "jsonl") {
            files.push(path);
        }
    }
    files.sort();
    let mut names = Vec::new();
    let mut messages = Vec::new();
    for path in files {
        // A sitting is a folder; the first one's files are in none.
        let folder = path.parent().and_then(Path::file_name).unwrap_or_default();
        let sitting = folder.to_string_lossy().into_owned();
        let source = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let lines = source.lines().filter(|line| !line.trim().is_empty());
        for (at, line) in lines.enumerate() {
            // Of ordinary talk a part is always learnt from: it is what keeps the others quiet.
            let ordinary = ORDINARY.contains(&&*sitting);
            let part = if ordinary { at / BLOCK % PARTS } else { 0 };
            let fold = names.iter().position(|it| *it == (sitting.clone(), part));
            let fold = fold.unwrap_or_else(|| {
                names.push((sitting.clone(), part));
                names.len() - 1
            });
            let message = serde_json::from_str(line);
            let message = message.with_context(|| format!("{}:{}", path.display(), at + 1))?;
            messages.push((fold, message));
        }
    }
    Ok(Set {
        folds: names,
        messages,
    })
}

/// The folded message, with the one before it, and where its labels are.
fn laid_out(message: &Labelled) -> (String, Vec<Range<usize>>) {
    let joined = match &message.before {
        Some(before) => format!("{before}\n{}", message.text),
        None => message.text.clone(),
    };
    let text = plain_copy(&joined);
    let mut places = Vec::new();
    for value in &message.spans {
        let mut from = 0;
        for part in value {
            let part = plain_copy(part);
            let found = text[from..].find(&part).map(|at| at + from);
            if let Some(at) = found.or_else(|| text.find(&part)) {
                from = at + part.len();
                places.push(at..from);
            }
        }
    }
    (text, places)
}

fn overlaps(places: &[Range<usize>], start: usize, end: usize) -> bool {
    places.iter().any(|it| it.start < end && start < it.end)
}

pub fn rows_of_facts(set: &Set, names: &mut Names) -> Vec<Row> {
    let mut rows = Vec::new();
    for (at, (_, message)) in set.messages.iter().enumerate() {
        let (text, places) = laid_out(message);
        let lower = text.to_ascii_lowercase();
        let reading = Reading::new(
            Message {
                text: &text,
                lower: &lower,
            },
            &CONCEPTS,
        );
        for (index, sentence) in reading.sentences().iter().enumerate() {
            let mut collect = Collect {
                names,
                features: Vec::new(),
            };
            reading.tell(index, &mut collect);
            let said = overlaps(&places, sentence.start, sentence.end);
            let label = |(subject, field): (&&str, &&str)| {
                let own = message.kind == *subject;
                let cost = match () {
                    () if !reading.touches(index, field) => 0.0,
                    () if own && !said => 0.0,
                    () if own || !message.leak => 1.0,
                    () if message.kind == "personal.list" || *subject == "personal.list" => 0.0,
                    () if message.kind.starts_with("credential") => 1.0,
                    () => OTHER,
                };
                (own && said, cost)
            };
            rows.push(Row {
                message: at,
                labels: SUBJECTS.iter().zip(&FIELDS).map(label).collect(),
                features: collect.features,
                unjudged: FIELDS
                    .iter()
                    .map(|field| !reading.touches(index, field))
                    .collect(),
            });
        }
    }
    rows
}

pub fn rows_of_words(set: &Set, names: &mut Names) -> Vec<Row> {
    let mut rows = Vec::new();
    for (at, (_, message)) in set.messages.iter().enumerate() {
        let (text, places) = laid_out(message);
        let own = matches!(&*message.kind, "credential.words" | "credential.split");
        if message.kind.starts_with("credential") && !own {
            continue;
        }
        let lower = text.to_ascii_lowercase();
        let reading = secrets::Reading::new(
            Message {
                text: &text,
                lower: &lower,
            },
            &CONCEPTS,
        );
        for (index, word) in reading.words().iter().enumerate() {
            if !reading.possible(index) {
                continue;
            }
            let mut collect = Collect {
                names,
                features: Vec::new(),
            };
            reading.tell(index, &mut collect);
            let said = own && overlaps(&places, word.start, word.end);
            rows.push(Row {
                message: at,
                labels: vec![(said, 1.0)],
                unjudged: vec![false],
                features: collect.features,
            });
        }
    }
    rows
}
