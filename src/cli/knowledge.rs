//! `bonsens knowledge eval`: how often the right section is quoted, and how honest the silences are.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use bonsens_knowledge::eval;

use super::charters;

/// Commands about charters.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Measure answers against questions with known sections.
    Eval {
        /// A charter in Markdown; may be repeated. Without it, the sample charters.
        #[arg(long, value_name = "PATH")]
        charter: Vec<PathBuf>,
        /// Print one JSON object.
        #[arg(long)]
        json: bool,
        /// One question a line: `{"question", "answer_section": [heading paths] | null}`.
        questions: PathBuf,
    },
}

pub fn run(command: &Command, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let Command::Eval {
        charter,
        json,
        questions,
    } = command;
    let library = charters::library(charter, None)?;
    let shown = questions.display();
    let text =
        std::fs::read_to_string(questions).with_context(|| format!("{shown}: can't be read"))?;
    let questions = eval::parse(&text).with_context(|| shown.to_string())?;
    let report = eval::evaluate(library.index(), &questions);
    if *json {
        serde_json::to_writer(&mut *out, &report)?;
    } else {
        serde_json::to_writer_pretty(&mut *out, &report)?;
    }
    writeln!(out)?;
    Ok(ExitCode::SUCCESS)
}
