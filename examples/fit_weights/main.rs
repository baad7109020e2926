//! Learns, from labelled messages, what each thing said weighs when a sentence or a word is judged.
//!
//! `cargo run --release --example fit_weights -- leak-eval/train` writes `rules/weights/*.tsv` again,
//! the same on every machine. What is printed was measured on messages that the weights measured had
//! not seen: each file in turn is left out, the others are learnt from, and it is judged.
//!
//! The judgement is a logistic regression, fitted by FTRL-Proximal (`McMahan` and others, "Ad Click
//! Prediction: a View from the Trenches", 2013), which leaves most weights at zero.

mod learner;
mod sets;

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use bonsens::leak::learned::weights::BIAS;
use bonsens::leak::learned::{SECRETS, SUBJECTS};

use learner::Learner;
use sets::{Labelled, Names, ORDINARY, Row, Set};

/// A feature seen fewer times than this teaches nothing.
const SELDOM: usize = 2;
/// Weights are kept in hundredths; smaller ones add nothing.
const LEAST: i64 = 4;
/// One harmless message in this many may be taken for a leak by one judgement, and one of ordinary
/// talk in this many.
const ALARMS: usize = 250;
const ORDINARY_ALARMS: usize = 600;

/// What each message left out came to, for each judgement: the most of its rows.
fn judged_unseen(set: &Set, rows: &[Row], judgements: usize, features: usize) -> Vec<Vec<f64>> {
    let mut most = vec![vec![f64::NEG_INFINITY; judgements]; set.messages.len()];
    for fold in 0..set.folds.len() {
        let of = |row: &&Row| set.messages[row.message].0;
        let seen: Vec<&Row> = rows.iter().filter(|row| of(row) != fold).collect();
        let learners = (0..judgements).map(|at| learner::fit(&seen, at, features));
        for (judgement, learner) in learners.enumerate() {
            let judged = |row: &&Row| of(row) == fold && !row.unjudged[judgement];
            for row in rows.iter().filter(judged) {
                let best = &mut most[row.message][judgement];
                *best = best.max(learner.odds(&row.features));
            }
        }
    }
    most
}

/// Whether a message of this kind is what the judgement looks for.
fn looked_for(judgement: &str, kind: &str) -> bool {
    kind == judgement
        || (judgement == SECRETS[0] && matches!(kind, "credential.words" | "credential.split"))
}

/// The odds that leave so many of these, sorted from the highest, above them.
fn above(sorted: &[f64], allowed: usize) -> f64 {
    let next = sorted.get(allowed).copied();
    next.filter(|it| it.is_finite())
        .map_or(f64::NEG_INFINITY, |it| it + 1e-6)
}

/// The odds from which a message is taken for a leak: as many harmless ones as allowed are over
/// them, and of ordinary talk, which is nearly all that is ever said, hardly any.
fn threshold(
    set: &Set,
    most: &[Vec<f64>],
    judgement: usize,
    name: &str,
    out: &mut dyn Write,
) -> io::Result<f64> {
    let of = |wanted: &dyn Fn(usize, &Labelled) -> bool| {
        let all = set.messages.iter().zip(most);
        let all = all.filter(|((fold, it), _)| wanted(*fold, it));
        let mut all: Vec<f64> = all.map(|(_, most)| most[judgement]).collect();
        all.sort_by(|a, b| b.total_cmp(a));
        all
    };
    let leaks = of(&|_, it| looked_for(name, &it.kind));
    let harmless = of(&|_, it| !it.leak);
    let ordinary = of(&|fold, it| !it.leak && ORDINARY.contains(&&*set.folds[fold].0));
    let least = above(&harmless, harmless.len() / ALARMS);
    let least = least.max(above(&ordinary, ordinary.len() / ORDINARY_ALARMS));
    let over = |all: &[f64]| all.iter().filter(|it| **it >= least).count();
    writeln!(
        out,
        "{name}: {} of {} leaks, {} of {} harmless, {} of {} ordinary",
        over(&leaks),
        leaks.len(),
        over(&harmless),
        harmless.len(),
        over(&ordinary),
        ordinary.len()
    )?;
    Ok(least)
}

/// The table, as text: a line for each feature that adds something to any of the odds.
fn table(
    what: &str,
    judged: &[&str],
    names: &Names,
    learners: &[Learner],
    shift: &[f64],
) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "weights are small")]
    let hundredths = |weight: f64| (weight * 100.0).round() as i64;
    let line = |name: &str, weights: &[i64]| {
        let weights: Vec<String> = weights.iter().map(i64::to_string).collect();
        format!("{name}\t{}\n", weights.join("\t"))
    };
    let judged = judged.join(", ");
    let mut out = format!(
        "// What {what} weighs, in hundredths of log-odds, for: {judged}. Made by \
         examples/fit_weights.\n"
    );
    let always = learners.iter().zip(shift);
    let always = always.map(|(it, shift)| hundredths(it.weight(0) - shift));
    out.push_str(&line(BIAS, &always.collect::<Vec<_>>()));
    let ids = names.ids.iter();
    let mut ids: Vec<_> = ids.map(|(name, id)| (name, *id as usize)).collect();
    ids.sort_unstable();
    for (name, id) in ids.into_iter().filter(|(_, id)| names.seen[*id] >= SELDOM) {
        let weights = learners.iter().map(|it| hundredths(it.weight(id + 1)));
        let weights = weights.map(|it| if it.abs() >= LEAST { it } else { 0 });
        let weights: Vec<i64> = weights.collect();
        if weights.iter().any(|it| *it != 0) {
            out.push_str(&line(name, &weights));
        }
    }
    out
}

fn learn(
    set: &Set,
    judged: &[&str],
    file: &str,
    what: &str,
    mut rows: Vec<Row>,
    names: &Names,
) -> anyhow::Result<()> {
    for row in &mut rows {
        let features = &mut row.features;
        features.retain(|(id, _)| names.seen[*id as usize] >= SELDOM);
    }
    let features = names.ids.len();
    let most = judged_unseen(set, &rows, judged.len(), features);
    let all: Vec<&Row> = rows.iter().collect();
    let mut learners = Vec::new();
    let mut shift = Vec::new();
    for (judgement, name) in judged.iter().enumerate() {
        shift.push(threshold(set, &most, judgement, name, &mut io::stdout())?);
        learners.push(learner::fit(&all, judgement, features));
    }
    let path = Path::new("rules/weights").join(file);
    let table = table(what, judged, names, &learners, &shift);
    fs::write(&path, &table).with_context(|| path.display().to_string())?;
    let lines = table.lines().count();
    writeln!(io::stdout(), "{}: {lines} lines", path.display())?;
    Ok(())
}

fn main() -> anyhow::Result<()> {
    let paths: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let set = sets::read(&paths)?;
    let (messages, folds) = (set.messages.len(), set.folds.len());
    writeln!(
        io::stdout(),
        "{messages} messages, {folds} parts left out in turn"
    )?;
    let mut names = Names::default();
    let rows = sets::rows_of_facts(&set, &mut names);
    let what = "what a sentence says";
    learn(&set, &SUBJECTS, "facts.tsv", what, rows, &names)?;
    let mut names = Names::default();
    let rows = sets::rows_of_words(&set, &mut names);
    let what = "what a word is like and stands beside";
    learn(&set, &SECRETS, "secrets.tsv", what, rows, &names)
}
