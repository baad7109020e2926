//! Measuring how well an index answers, on questions whose answers are known.

use std::time::Instant;

use serde::{Deserialize, Serialize};

use crate::charter::{Charter, Section};
use crate::confidence::{Features, THRESHOLD};
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

/// Whether a section is one of those that answer.
#[must_use]
pub fn answers(charter: &Charter, section: &Section, question: &EvalQuestion) -> bool {
    let mut paths = question.answers.iter();
    paths.any(|path| names(charter, section, path))
}

fn is_right(index: &Index, question: &EvalQuestion, candidate: &Candidate) -> bool {
    index
        .charters()
        .get(candidate.charter)
        .is_some_and(|charter| {
            let section = charter.sections.get(candidate.section);
            section.is_some_and(|section| answers(charter, section, question))
        })
}

/// One question, asked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judged {
    /// Line of the question, from 1.
    pub line: usize,
    /// Whether some section answers.
    pub answerable: bool,
    /// Whether one of the sections that answer is in a charter of the index.
    pub resolved: bool,
    /// Candidates above the first right one, when there is one among ten.
    pub rank: Option<usize>,
    /// Whether there is anything to quote once the confidence suffices.
    pub quotable: bool,
    /// Probability that the first candidate answers.
    pub confidence: f32,
    /// What that probability rests on.
    pub features: Features,
    /// Time taken.
    pub seconds: f64,
}

impl Judged {
    /// Whether an answer is quoted rather than silence kept.
    #[must_use]
    pub fn quoted(&self) -> bool {
        self.quotable && self.confidence >= THRESHOLD
    }

    /// Whether the right section is quoted, or silence rightly kept.
    #[must_use]
    pub fn is_well(&self) -> bool {
        if self.answerable {
            self.quoted() && self.rank == Some(0)
        } else {
            !self.quoted()
        }
    }
}

/// Asks one question and compares with what is known to answer it.
#[must_use]
pub fn judge(index: &Index, question: &EvalQuestion) -> Judged {
    let query = Query {
        text: &question.question,
        context: question.previous_question.as_deref(),
        lang: None,
    };
    let start = Instant::now();
    let outcome = index.ask_up_to(&query, 10);
    let seconds = start.elapsed().as_secs_f64();
    Judged {
        line: question.line,
        answerable: !question.answers.is_empty(),
        resolved: question.answers.is_empty() || exists(index, question),
        rank: outcome
            .candidates
            .iter()
            .position(|c| is_right(index, question, c)),
        quotable: !outcome.candidates.is_empty(),
        confidence: outcome.confidence,
        features: outcome.features,
        seconds,
    }
}

/// Asks every question and counts.
#[must_use]
pub fn evaluate(index: &Index, questions: &[EvalQuestion]) -> Report {
    let judged: Vec<Judged> = questions.iter().map(|q| judge(index, q)).collect();
    summarise(&judged)
}

/// Counts over questions asked, of one index or of several.
#[must_use]
pub fn summarise(judged: &[Judged]) -> Report {
    let count = |which: &dyn Fn(&Judged) -> bool| judged.iter().filter(|j| which(j)).count();
    let answerable = count(&|j| j.answerable);
    let within = |n: usize| {
        let found = count(&|j| j.answerable && j.rank.is_some_and(|rank| rank < n));
        share(found, answerable)
    };
    let reciprocal: f64 = judged
        .iter()
        .filter_map(|j| j.rank)
        .map(|rank| share(1, rank + 1))
        .sum();
    let rightly = count(&|j| !j.answerable && !j.quoted());
    let precision = share(rightly, count(&|j| !j.quoted()));
    let recall = share(rightly, judged.len() - answerable);
    let confidences = |answerable: bool| {
        let these = judged.iter().filter(|j| j.answerable == answerable);
        these.map(|j| j.confidence).collect::<Vec<_>>()
    };
    Report {
        questions: judged.len(),
        answerable,
        recall_at_1: within(1),
        recall_at_3: within(3),
        recall_at_5: within(5),
        mrr_at_10: reciprocal * share(1, answerable),
        abstention: Abstention {
            precision,
            recall,
            f1: if precision + recall > 0.0 {
                2.0 * precision * recall / (precision + recall)
            } else {
                0.0
            },
            auroc: auroc(&confidences(true), &confidences(false)),
        },
        end_to_end: share(count(&Judged::is_well), judged.len()),
        ms_per_question: judged.iter().map(|j| j.seconds).sum::<f64>()
            * 1_000.0
            * share(1, judged.len()),
        unresolved: judged
            .iter()
            .filter(|j| !j.resolved)
            .map(|j| j.line)
            .collect(),
    }
}

/// `part` of `whole`; nothing when there is no whole.
fn share(part: usize, whole: usize) -> f64 {
    let [part, whole] = [part, whole].map(|n| f64::from(u32::try_from(n).unwrap_or(u32::MAX)));
    if whole > 0.0 { part / whole } else { 0.0 }
}

fn auroc(sure: &[f32], unsure: &[f32]) -> f64 {
    let (mut won, mut tied) = (0, 0);
    for high in sure {
        for low in unsure {
            match high.total_cmp(low) {
                std::cmp::Ordering::Greater => won += 1,
                std::cmp::Ordering::Equal => tied += 1,
                std::cmp::Ordering::Less => {}
            }
        }
    }
    share(2 * won + tied, 2 * sure.len() * unsure.len())
}

fn exists(index: &Index, question: &EvalQuestion) -> bool {
    index.charters().iter().any(|charter| {
        let mut sections = charter.sections.iter();
        sections.any(|section| answers(charter, section, question))
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
