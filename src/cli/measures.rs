//! `bonsens knowledge eval`: how well charters are answered from, as figures one can read.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use bonsens::config::Config;
use bonsens_knowledge::eval::{self, Abstention, Report};
use fluent_bundle::FluentValue;
use serde::Serialize;

use super::files::{in_file, read_text};
use super::{Spoken, Voice, charters};

/// What `knowledge eval` takes.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[arg(value_name = "FILE")]
    questions: PathBuf,
    #[command(flatten)]
    from: charters::From,
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    spoken: Spoken,
}

/// The figures scripts rely on, and no other.
#[derive(Serialize)]
struct Figures {
    questions: usize,
    recall_at_1: f64,
    recall_at_3: f64,
    recall_at_5: f64,
    mrr_at_10: f64,
    abstention: Silence,
    end_to_end: f64,
    ms_per_question: f64,
}

#[derive(Serialize)]
struct Silence {
    precision: f64,
    recall: f64,
    f1: f64,
    auroc: f64,
}

impl Figures {
    fn of(report: &Report) -> Self {
        let Abstention {
            precision,
            recall,
            f1,
            auroc,
        } = report.abstention;
        Self {
            questions: report.questions,
            recall_at_1: report.recall_at_1,
            recall_at_3: report.recall_at_3,
            recall_at_5: report.recall_at_5,
            // A mean over nothing comes with a minus sign.
            mrr_at_10: report.mrr_at_10.abs(),
            abstention: Silence {
                precision,
                recall,
                f1,
                auroc,
            },
            end_to_end: report.end_to_end,
            ms_per_question: report.ms_per_question,
        }
    }
}

pub fn run(args: &Args, config: &Config, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let voice = args.spoken.voice();
    let library = args.from.library(None, config)?;
    let text = read_text(&args.questions)?;
    let questions = eval::parse(&text).map_err(|error| in_file(&args.questions, error))?;
    let report = eval::evaluate(library.index(), &questions);
    if args.json {
        serde_json::to_writer(&mut *out, &Figures::of(&report))?;
        writeln!(out)?;
    } else {
        print(&report, &voice, out)?;
    }
    warn(&args.questions, &report.unresolved, &voice)?;
    Ok(if report.unresolved.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    })
}

/// A question that names no section counts as missed, whatever the answer: worth a word.
fn warn(questions: &Path, lines: &[usize], voice: &Voice) -> std::io::Result<()> {
    let file = questions.display().to_string();
    for line in lines {
        let args = [
            ("file", file.as_str().into()),
            ("line", FluentValue::from(*line)),
        ];
        writeln!(
            anstream::stderr(),
            "{}",
            voice.say_with("eval-unresolved", &args)
        )?;
    }
    Ok(())
}

fn print(report: &Report, voice: &Voice, out: &mut dyn Write) -> std::io::Result<()> {
    let silence = report.abstention;
    let others = report.questions - report.answerable;
    let (answered, silent) = (report.answerable > 0, others > 0);
    let told = |measured: bool, figure: String| {
        if measured {
            figure
        } else {
            voice.say("eval-unmeasured")
        }
    };
    let percent =
        |measured, share: f64| told(measured, in_words(voice, "percent", share * 100.0, 1));
    let rank = told(answered, number(voice, report.mrr_at_10, 2));
    let time = in_words(voice, "milliseconds", report.ms_per_question, 2);
    let any = answered || silent;
    let figures = [
        ("eval-recall-at-1", percent(answered, report.recall_at_1)),
        ("eval-recall-at-3", percent(answered, report.recall_at_3)),
        ("eval-recall-at-5", percent(answered, report.recall_at_5)),
        ("eval-mrr-at-10", rank),
        ("eval-precision", percent(silent, silence.precision)),
        ("eval-recall", percent(silent, silence.recall)),
        ("eval-f1", percent(silent, silence.f1)),
        ("eval-auroc", percent(answered && silent, silence.auroc)),
        ("eval-end-to-end", percent(any, report.end_to_end)),
        ("eval-time", told(any, time)),
    ];
    let mut table = voice.table(&["eval-measure", "eval-figure", "eval-meaning"]);
    let args = [
        ("answerable", report.answerable.into()),
        ("others", others.into()),
    ];
    table.add_row([
        voice.say("eval-questions"),
        report.questions.to_string(),
        voice.say_with("eval-questions-means", &args),
    ]);
    for (measure, figure) in figures {
        let meaning = voice.say(&format!("{measure}-means"));
        table.add_row([voice.say(measure), figure, meaning]);
    }
    writeln!(out, "{table}")
}

/// A figure with its unit.
pub fn in_words(voice: &Voice, unit: &str, figure: f64, decimals: usize) -> String {
    let number = number(voice, figure, decimals);
    voice.say_with(unit, &[("number", number.into())])
}

/// A number as the reader's language writes it.
fn number(voice: &Voice, figure: f64, decimals: usize) -> String {
    format!("{figure:.decimals$}").replace('.', &voice.say("decimal-mark"))
}
