//! Fits the confidence coefficients on training questions and prints them.
//!
//! `cargo run --release -p bonsens-knowledge --example fit -- train.jsonl [--test test.jsonl]
//! charter.md...` Only the training questions are fitted; the test questions are only measured,
//! and with `--wrong` the training questions answered wrongly are listed.

use std::error::Error;
use std::fmt::Write as _;
use std::io::Write as _;

use bonsens_knowledge::eval::{self, EvalQuestion};
use bonsens_knowledge::{Features, Index, MetaOverrides, Query, import};

const WIDTH: usize = 10;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut train = None;
    let mut test = None;
    let mut wrong = false;
    let mut charters = Vec::new();
    while let Some(argument) = arguments.next() {
        if argument == "--test" {
            test = arguments.next();
        } else if argument == "--wrong" {
            wrong = true;
        } else if train.is_none() {
            train = Some(argument);
        } else {
            let bytes = std::fs::read(&argument)?;
            charters.push(import(&argument, &bytes, &MetaOverrides::default())?.0);
        }
    }
    let train = eval::parse(&std::fs::read_to_string(train.ok_or("which questions?")?)?)?;
    let index = Index::build(charters);
    let mut out = String::new();
    let samples: Vec<_> = train
        .iter()
        .map(|question| sample(&index, question))
        .collect();
    let (weights, intercept) = fit(&samples);
    writeln!(out, "weights: {weights:.3?},\nintercept: {intercept:.3},")?;
    writeln!(
        out,
        "train {}",
        serde_json::to_string(&eval::evaluate(&index, &train))?
    )?;
    if let Some(path) = test {
        let test = eval::parse(&std::fs::read_to_string(path)?)?;
        writeln!(
            out,
            "test  {}",
            serde_json::to_string(&eval::evaluate(&index, &test))?
        )?;
    }
    if wrong {
        for question in &train {
            list(&index, question, &mut out)?;
        }
    }
    std::io::stdout().write_all(out.as_bytes())?;
    Ok(())
}

fn ask(index: &Index, question: &EvalQuestion) -> bonsens_knowledge::Outcome {
    index.ask(&Query {
        text: &question.question,
        context: question.previous_question.as_deref(),
        lang: None,
    })
}

/// Features, label and weight of a question.
///
/// There are two ways to be right, quoting the right section and keeping silent on what no charter
/// says, so the fit tells these apart first. A question some other section answers counts for less:
/// silence is better than a wrong quote there, but neither is right.
fn sample(index: &Index, question: &EvalQuestion) -> (Features, f32, f32) {
    const MISRANKED: f32 = 0.3;
    let outcome = ask(index, question);
    let right = outcome
        .candidates
        .first()
        .is_some_and(|c| eval::is_right(index, question, c));
    let weight = if right || question.answers.is_empty() {
        1.0
    } else {
        MISRANKED
    };
    (outcome.features, f32::from(u8::from(right)), weight)
}

/// Plain gradient descent: a few hundred samples and a dozen weights need nothing better.
fn fit(samples: &[(Features, f32, f32)]) -> ([f32; WIDTH], f32) {
    const STEPS: usize = 40_000;
    const RATE: f32 = 0.5;
    const PENALTY: f32 = 0.001;
    let (mut weights, mut intercept) = ([0.0_f32; WIDTH], 0.0_f32);
    let count = samples.iter().map(|sample| sample.2).sum::<f32>().max(1.0);
    for _ in 0..STEPS {
        let (mut slope, mut shift) = ([0.0_f32; WIDTH], 0.0_f32);
        for (features, label, share) in samples {
            let values = features.values();
            let sum: f32 = values.iter().zip(weights).map(|(v, w)| v * w).sum::<f32>() + intercept;
            let error = share * (1.0 / (1.0 + (-sum).exp()) - label);
            for (slope, value) in slope.iter_mut().zip(values) {
                *slope += error * value;
            }
            shift += error;
        }
        for (weight, slope) in weights.iter_mut().zip(slope) {
            *weight -= RATE * (slope / count + PENALTY * *weight);
        }
        intercept -= RATE * shift / count;
    }
    (weights, intercept)
}

fn list(index: &Index, question: &EvalQuestion, out: &mut String) -> Result<(), Box<dyn Error>> {
    let outcome = ask(index, question);
    let right = outcome
        .candidates
        .first()
        .is_some_and(|c| eval::is_right(index, question, c));
    let well = if question.answers.is_empty() {
        outcome.answer.is_none()
    } else {
        right
    };
    if well {
        return Ok(());
    }
    writeln!(
        out,
        "{:.2} {} {:?}",
        outcome.confidence, question.question, question.answers
    )?;
    writeln!(out, "    {:.2?}", outcome.features.values())?;
    for candidate in outcome.candidates.iter().take(3) {
        let section = &index.charters()[candidate.charter].sections[candidate.section];
        writeln!(out, "    {:.3} {}", candidate.score, section.heading_path())?;
    }
    Ok(())
}
