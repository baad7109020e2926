//! Measuring how well an index answers, on questions whose answers are known.

use std::time::Instant;

use serde::{Deserialize, Serialize};

use crate::charter::{Charter, Section};
use crate::confidence::THRESHOLD;
use crate::index::{Candidate, Index};
use crate::query::Query;

/// A question with the sections that answer it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvalQuestion {
    /// The question as someone would type it.
    pub question: String,
    /// Heading paths of the sections that answer; none when no charter does.
    pub answers: Vec<Vec<String>>,
    /// What the same person asked just before.
    pub previous_question: Option<String>,
    /// Line in the file, from 1.
    pub line: usize,
}

/// A line of a question file that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct EvalError {
    /// Line at fault, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub message: String,
}

#[derive(Deserialize)]
struct Line {
    question: String,
    answer_section: Option<AnswerSection>,
    previous_question: Option<String>,
}

/// One path (`A > B`), several of which any answers, or several given heading by heading.
#[derive(Deserialize)]
#[serde(untagged)]
enum AnswerSection {
    One(String),
    Paths(Vec<String>),
    Several(Vec<Vec<String>>),
}

/// Reads questions, one JSON object per line; blank lines and unknown fields are ignored.
pub fn parse(source: &str) -> Result<Vec<EvalQuestion>, EvalError> {
    let mut questions = Vec::new();
    for (at, text) in source.trim_start_matches('\u{feff}').lines().enumerate() {
        if text.trim().is_empty() {
            continue;
        }
        let fail = |message: String| EvalError {
            line: at + 1,
            message,
        };
        let line: Line = serde_json::from_str(text)
            .map_err(|error| fail(format!("not a question object: {error}")))?;
        if line.question.trim().is_empty() {
            return Err(fail("the question is empty".to_owned()));
        }
        let split = |path: &str| {
            path.split(" > ")
                .map(|h| h.trim().to_owned())
                .collect::<Vec<_>>()
        };
        let answers = match line.answer_section {
            None => Vec::new(),
            Some(AnswerSection::One(path)) => vec![split(&path)],
            Some(AnswerSection::Paths(list)) => list.iter().map(|path| split(path)).collect(),
            Some(AnswerSection::Several(paths)) => paths,
        };
        questions.push(EvalQuestion {
            question: line.question,
            answers: answers
                .into_iter()
                .filter(|path| !path.is_empty())
                .collect(),
            previous_question: line.previous_question,
            line: at + 1,
        });
    }
    Ok(questions)
}

/// How well an index answers. Shares are from 0 to 1; ranking counts answerable questions only.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// Number of questions.
    pub questions: usize,
    /// Number of questions some section answers.
    pub answerable: usize,
    /// Right section first.
    pub recall_at_1: f64,
    /// Right section among the first three.
    pub recall_at_3: f64,
    /// Right section among the first five.
    pub recall_at_5: f64,
    /// Mean of one over the rank of the right section, within the first ten.
    pub mrr_at_10: f64,
    /// Whether silence is kept when it should be.
    pub abstention: Abstention,
    /// Right section quoted, or rightly abstained.
    pub end_to_end: f64,
    /// Mean time to answer, in milliseconds.
    pub ms_per_question: f64,
    /// Lines whose answer names a section no charter has.
    pub unresolved: Vec<usize>,
}

/// Abstention as a detector of questions the charters do not answer.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Abstention {
    /// Of the abstentions, how many were right.
    pub precision: f64,
    /// Of the unanswerable questions, how many were abstained from.
    pub recall: f64,
    /// Harmonic mean of the two.
    pub f1: f64,
    /// Chance that an answerable question gets more confidence than an unanswerable one.
    pub auroc: f64,
}

/// Whether a candidate is one of the sections that answer.
#[must_use]
pub fn is_right(index: &Index, question: &EvalQuestion, candidate: &Candidate) -> bool {
    let Some(charter) = index.charters().get(candidate.charter) else {
        return false;
    };
    charter
        .sections
        .get(candidate.section)
        .is_some_and(|section| {
            question
                .answers
                .iter()
                .any(|path| names(charter, section, path))
        })
}

/// Asks every question and counts.
#[must_use]
#[allow(clippy::cast_precision_loss)] // Counts of questions are far below the precision of a float.
pub fn evaluate(index: &Index, questions: &[EvalQuestion]) -> Report {
    let mut ranks: Vec<Option<usize>> = Vec::new();
    let (mut sure, mut unsure) = (Vec::new(), Vec::new());
    let (mut abstained, mut rightly, mut right) = (0_usize, 0_usize, 0_usize);
    let mut unresolved = Vec::new();
    let mut seconds = 0.0;
    for question in questions {
        let query = Query {
            text: &question.question,
            context: question.previous_question.as_deref(),
            lang: None,
        };
        let start = Instant::now();
        let outcome = index.ask_up_to(&query, 10);
        seconds += start.elapsed().as_secs_f64();
        let quoted = outcome.confidence >= THRESHOLD && outcome.answer.is_some();
        abstained += usize::from(!quoted);
        if question.answers.is_empty() {
            unsure.push(outcome.confidence);
            rightly += usize::from(!quoted);
            right += usize::from(!quoted);
            continue;
        }
        if !question.answers.iter().any(|path| exists(index, path)) {
            unresolved.push(question.line);
        }
        sure.push(outcome.confidence);
        let rank = outcome
            .candidates
            .iter()
            .position(|c| is_right(index, question, c));
        right += usize::from(quoted && rank == Some(0));
        ranks.push(rank);
    }
    let share = |part: usize, whole: usize| {
        if whole == 0 {
            0.0
        } else {
            part as f64 / whole as f64
        }
    };
    let within = |n: usize| {
        share(
            ranks.iter().flatten().filter(|rank| **rank < n).count(),
            ranks.len(),
        )
    };
    let reciprocal: f64 = ranks
        .iter()
        .flatten()
        .map(|rank| 1.0 / (*rank as f64 + 1.0))
        .sum();
    let (precision, recall) = (share(rightly, abstained), share(rightly, unsure.len()));
    let f1 = if precision + recall > 0.0 {
        2.0 * precision * recall / (precision + recall)
    } else {
        0.0
    };
    Report {
        questions: questions.len(),
        answerable: ranks.len(),
        recall_at_1: within(1),
        recall_at_3: within(3),
        recall_at_5: within(5),
        mrr_at_10: reciprocal / (ranks.len().max(1) as f64),
        abstention: Abstention {
            precision,
            recall,
            f1,
            auroc: auroc(&sure, &unsure),
        },
        end_to_end: share(right, questions.len()),
        ms_per_question: seconds * 1_000.0 / (questions.len().max(1) as f64),
        unresolved,
    }
}

#[allow(clippy::cast_precision_loss)]
fn auroc(sure: &[f32], unsure: &[f32]) -> f64 {
    let mut won = 0.0;
    for high in sure {
        for low in unsure {
            won += match high.total_cmp(low) {
                std::cmp::Ordering::Greater => 1.0,
                std::cmp::Ordering::Equal => 0.5,
                std::cmp::Ordering::Less => 0.0,
            };
        }
    }
    let pairs = sure.len() * unsure.len();
    if pairs == 0 { 0.0 } else { won / pairs as f64 }
}

fn exists(index: &Index, path: &[String]) -> bool {
    index.charters().iter().any(|charter| {
        charter
            .sections
            .iter()
            .any(|section| names(charter, section, path))
    })
}

/// Whether `path` names `section`, with or without the document's title in front.
fn names(charter: &Charter, section: &Section, path: &[String]) -> bool {
    let plain = |headings: &[String]| headings.iter().map(|h| tidy(h)).collect::<Vec<_>>();
    let (wanted, actual) = (plain(path), plain(&section.path));
    wanted == actual
        || wanted
            .split_first()
            .is_some_and(|(first, rest)| *first == tidy(&charter.title) && rest == actual)
}

fn tidy(heading: &str) -> String {
    heading
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}

#[cfg(test)]
#[path = "eval_tests.rs"]
mod tests;
