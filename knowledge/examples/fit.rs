//! Fits the confidence coefficients on training questions, measures, and prints both.
//!
//! `cargo run --release -p bonsens-knowledge --example fit -- knowledge/eval/groups.toml [PART]
//! [--wrong]`. The file of groups says which questions are about which charters. Only the `train`
//! parts are fitted. `train` (the default), `dev`, `test` or `extra` is then measured twice: as
//! the program answers today, and as it would with coefficients fitted on the other organisations'
//! charters only, which is what a charter nobody has seen can expect. `--wrong` lists the
//! questions of the part that went wrong.

use std::error::Error;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use bonsens_knowledge::eval::{self, EvalQuestion, Judged, Report};
use bonsens_knowledge::{Features, Index, MetaOverrides, Query, import};
use serde::Deserialize;

/// A quadratic penalty on the weights, since charters to come are not those fitted on.
const PENALTY: f64 = 0.003;

/// A question another section answers counts for less than one no section answers: silence is
/// better than a wrong quote there, but neither is right.
const MISRANKED: f64 = 0.1;

/// Share of the weight that goes to questions no section answers, whatever the training set holds:
/// about what people ask in vain.
const IN_VAIN: f64 = 0.37;

#[derive(Deserialize)]
struct Groups {
    group: Vec<Group>,
}

#[derive(Deserialize)]
struct Group {
    name: String,
    fold: String,
    charters: Vec<PathBuf>,
    #[serde(default)]
    train: Vec<PathBuf>,
    #[serde(default)]
    dev: Vec<PathBuf>,
    #[serde(default)]
    test: Vec<PathBuf>,
    #[serde(default)]
    extra: Vec<PathBuf>,
}

struct Measured {
    name: String,
    fold: String,
    index: Index,
    samples: Vec<Sample>,
    questions: Vec<EvalQuestion>,
    judged: Vec<Judged>,
}

struct Sample {
    values: Vec<f64>,
    right: bool,
    /// Whether silence would have been right.
    in_vain: bool,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let wrong = arguments.iter().any(|a| a == "--wrong");
    arguments.retain(|a| a != "--wrong");
    let file = PathBuf::from(arguments.first().ok_or("which file of groups?")?);
    let part = arguments.get(1).map_or("train", String::as_str);
    let folder = file.parent().unwrap_or(Path::new("."));
    let groups: Groups = toml::from_str(&std::fs::read_to_string(&file)?)?;
    let measured = groups
        .group
        .iter()
        .map(|group| measure(folder, group, part))
        .collect::<Result<Vec<_>, _>>()?;

    let mut out = String::new();
    let all: Vec<&Sample> = measured.iter().flat_map(|m| &m.samples).collect();
    let (weights, intercept) = fit(&all);
    writeln!(out, "weights: {weights:.3?},\nintercept: {intercept:.3},")?;
    let mut today = Vec::new();
    let mut unseen = Vec::new();
    for group in measured.iter().filter(|m| !m.judged.is_empty()) {
        let others: Vec<&Sample> = measured
            .iter()
            .filter(|other| other.fold != group.fold)
            .flat_map(|other| &other.samples)
            .collect();
        let model = fit(&others);
        let crossed: Vec<Judged> = group
            .judged
            .iter()
            .map(|judged| Judged {
                confidence: if judged.quotable {
                    probability(&model, judged.features)
                } else {
                    0.0
                },
                ..*judged
            })
            .collect();
        line(
            &mut out,
            &group.name,
            "today",
            &eval::summarise(&group.judged),
        )?;
        line(&mut out, "", "unseen", &eval::summarise(&crossed))?;
        today.extend_from_slice(&group.judged);
        unseen.extend_from_slice(&crossed);
        if wrong {
            for (question, judged) in group.questions.iter().zip(&group.judged) {
                list(&group.index, question, judged, &mut out)?;
            }
        }
    }
    line(&mut out, "all", "today", &eval::summarise(&today))?;
    line(&mut out, "", "unseen", &eval::summarise(&unseen))?;
    std::io::stdout().write_all(out.as_bytes())?;
    Ok(())
}

fn measure(folder: &Path, group: &Group, part: &str) -> Result<Measured, Box<dyn Error>> {
    let mut charters = Vec::new();
    for path in &group.charters {
        let path = folder.join(path);
        let name = path.to_string_lossy();
        charters.push(import(&name, &std::fs::read(&path)?, &MetaOverrides::default())?.0);
    }
    let read = |files: &[PathBuf]| -> Result<Vec<EvalQuestion>, Box<dyn Error>> {
        let mut questions = Vec::new();
        for file in files {
            questions.extend(eval::parse(&std::fs::read_to_string(folder.join(file))?)?);
        }
        Ok(questions)
    };
    let index = Index::build(charters.clone());
    let mut samples = Vec::new();
    for question in read(&group.train)? {
        samples.push(sample(&index, &question));
    }
    let questions = read(match part {
        "train" => &group.train,
        "dev" => &group.dev,
        "test" => &group.test,
        "extra" => &group.extra,
        _ => return Err("the part is train, dev, test or extra".into()),
    })?;
    Ok(Measured {
        name: group.name.clone(),
        fold: group.fold.clone(),
        judged: questions.iter().map(|q| eval::judge(&index, q)).collect(),
        questions,
        index,
        samples,
    })
}

fn sample(index: &Index, question: &EvalQuestion) -> Sample {
    let judged = eval::judge(index, question);
    Sample {
        values: judged.features.values().map(f64::from).to_vec(),
        right: judged.answerable && judged.rank == Some(0),
        in_vain: !judged.answerable,
    }
}

/// Plain gradient descent: some hundreds of samples and a dozen weights need nothing better.
fn fit(samples: &[&Sample]) -> (Vec<f64>, f64) {
    const STEPS: usize = 4_000;
    const RATE: f64 = 1.0;
    let raw = |s: &Sample| if s.right || s.in_vain { 1.0 } else { MISRANKED };
    let total = |vain: bool| -> f64 {
        samples
            .iter()
            .filter(|s| s.in_vain == vain)
            .map(|s| raw(s))
            .sum()
    };
    let (vain, other) = (total(true).max(1.0), total(false).max(1.0));
    let share = |s: &Sample| {
        raw(s)
            * if s.in_vain {
                IN_VAIN / vain
            } else {
                (1.0 - IN_VAIN) / other
            }
    };
    let shares: Vec<f64> = samples.iter().map(|s| share(s)).collect();
    let width = samples.first().map_or(0, |s| s.values.len());
    let (mut weights, mut intercept) = (vec![0.0; width], 0.0);
    for _ in 0..STEPS {
        let (mut slope, mut shift) = (vec![0.0; width], 0.0);
        for (sample, share) in samples.iter().zip(&shares) {
            let right = f64::from(u8::from(sample.right));
            let error = share * (logistic(&weights, intercept, &sample.values) - right);
            for (slope, value) in slope.iter_mut().zip(&sample.values) {
                *slope += error * value;
            }
            shift += error;
        }
        for (weight, slope) in weights.iter_mut().zip(slope) {
            *weight -= RATE * (slope + PENALTY * *weight);
        }
        intercept -= RATE * shift;
    }
    (weights, intercept)
}

fn logistic(weights: &[f64], intercept: f64, values: &[f64]) -> f64 {
    let sum: f64 = values.iter().zip(weights).map(|(v, w)| v * w).sum();
    1.0 / (1.0 + (-(sum + intercept)).exp())
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a probability needs few digits"
)]
fn probability(model: &(Vec<f64>, f64), features: Features) -> f32 {
    logistic(&model.0, model.1, &features.values().map(f64::from)) as f32
}

fn line(out: &mut String, name: &str, how: &str, report: &Report) -> std::fmt::Result {
    writeln!(
        out,
        "{name:12} {how:7} {:3} questions  R@1 {:.2}  R@3 {:.2}  AUROC {:.2}  F1 {:.2} \
         (P {:.2} R {:.2})  end to end {:.2}  {:.2} ms",
        report.questions,
        report.recall_at_1,
        report.recall_at_3,
        report.abstention.auroc,
        report.abstention.f1,
        report.abstention.precision,
        report.abstention.recall,
        report.end_to_end,
        report.ms_per_question,
    )
}

fn list(
    index: &Index,
    question: &EvalQuestion,
    judged: &Judged,
    out: &mut String,
) -> Result<(), Box<dyn Error>> {
    if judged.is_well() {
        return Ok(());
    }
    let outcome = index.ask(&Query {
        text: &question.question,
        context: question.previous_question.as_deref(),
        lang: None,
    });
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
