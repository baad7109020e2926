//! The commands, one file each.

mod ask;
mod charters;
mod knowledge;
mod rules;
mod scan;
mod simulate;

use std::io::Write;
use std::process::ExitCode;

use bonsens_port::Lang;
use clap::{Parser, Subcommand, ValueEnum};

/// The charter assistant that lives where people already talk.
#[derive(Debug, Parser)]
#[command(
    version,
    about,
    after_help = "Start with `bonsens try`: it needs no account and no server."
)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Open a small simulated workplace in this terminal, with the sample charters.
    Try(simulate::Args),
    /// Ask the charter one question.
    Ask(ask::Args),
    /// Scan messages: plain lines, or JSON lines with `id` and `text`. Exits with 1 where a line
    /// could not be read.
    Scan(scan::Args),
    /// Measure how well charters are answered from.
    #[command(subcommand)]
    Knowledge(knowledge::Command),
    /// List, check and explain the rules that look for leaks.
    Rules(rules::Args),
}

/// A language option.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum LangArg {
    /// Français.
    Fr,
    /// English.
    En,
}

impl From<LangArg> for Lang {
    fn from(lang: LangArg) -> Self {
        match lang {
            LangArg::Fr => Self::Fr,
            LangArg::En => Self::En,
        }
    }
}

/// The language asked for, else the one the terminal is set to, else English.
fn lang_or_locale(lang: Option<LangArg>) -> Lang {
    lang.map_or_else(
        || {
            let set = ["LC_ALL", "LC_MESSAGES", "LANG"]
                .iter()
                .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
            if set.is_some_and(|value| value.starts_with("fr")) {
                Lang::Fr
            } else {
                Lang::En
            }
        },
        Lang::from,
    )
}

impl Cli {
    /// Runs the command. An error means it could not run; a code other than 0 that it ran and
    /// found something amiss.
    pub fn run(self, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        match self.command {
            Command::Try(args) => simulate::run(&args, out),
            Command::Ask(args) => ask::run(&args, out),
            Command::Scan(args) => scan::run(&args, out),
            Command::Knowledge(command) => knowledge::run(&command, out),
            Command::Rules(args) => rules::run(&args, out),
        }
    }
}
