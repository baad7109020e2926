//! The commands, one file each. What people read of them is in the locale files.

mod ask;
mod charters;
mod files;
mod help;
mod knowledge;
mod measures;
mod mistake;
mod rules;
mod scan;
mod simulate;
mod voice;

use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

use bonsens_port::Lang;
use clap::error::ErrorKind;
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

use self::voice::lang_or_locale;

pub use self::voice::Voice;

/// The whole command line.
#[derive(Debug, Parser)]
#[command(version)]
pub struct Cli {
    /// Heard by [`Voice`] before the rest of the line is understood.
    #[command(flatten)]
    spoken: Spoken,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Try(simulate::Args),
    Ask(ask::Args),
    Scan(scan::Args),
    #[command(subcommand)]
    Knowledge(knowledge::Command),
    Rules(rules::Args),
}

/// The language a command answers in.
#[derive(Debug, Clone, Copy, clap::Args)]
struct Spoken {
    #[arg(long)]
    lang: Option<LangArg>,
}

impl Spoken {
    fn voice(self) -> Voice {
        Voice::new(self.lang)
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum LangArg {
    Fr,
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

/// Reads the command line. Where it asks for help, or can't be understood, that is said and the
/// exit code returned.
pub fn parse(args: &[OsString], voice: &Voice) -> Result<Cli, ExitCode> {
    let mut command = help::told(Cli::command(), voice);
    let heard = voice::without_lang_for_help(args, &command);
    let error = match command
        .try_get_matches_from_mut(heard)
        .and_then(|matches| Cli::from_arg_matches(&matches))
    {
        Ok(cli) => return Ok(cli),
        Err(error) => error,
    };
    // A reader who left, as `head` does, misses nothing they wanted.
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let _ = write!(anstream::stdout(), "{}", error.render().ansi());
            Err(ExitCode::SUCCESS)
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let _ = write!(anstream::stderr(), "{}", error.render().ansi());
            Err(ExitCode::from(2))
        }
        _ => {
            voice.complain(&mistake::told(&error, &command, args, voice));
            Err(ExitCode::from(2))
        }
    }
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
