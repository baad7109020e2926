//! The commands, one file each. What people read of them is in the locale files.

mod ask;
mod charters;
mod config;
#[cfg(feature = "discord")]
mod discord;
#[cfg(any(feature = "slack", feature = "discord"))]
mod doctor;
mod export;
mod files;
mod help;
mod knowledge;
mod measures;
mod mistake;
mod registered;
mod rules;
mod rules_eval;
#[cfg(any(feature = "slack", feature = "discord"))]
mod run;
mod scan;
mod simulate;
#[cfg(feature = "slack")]
mod slack;
mod voice;

use std::ffi::OsString;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use bonsens::config::Config;
use bonsens_port::Lang;
use clap::error::ErrorKind;
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::LevelFilter;

use self::voice::lang_or_locale;

pub use self::voice::Voice;

/// The whole command line.
#[derive(Debug, Parser)]
#[command(version)]
pub struct Cli {
    /// Heard by [`Voice`] before the rest of the line is understood.
    #[command(flatten)]
    spoken: Spoken,
    #[arg(long, value_name = "FILE", global = true, env = "BONSENS_CONFIG")]
    config: Option<PathBuf>,
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
    #[command(subcommand)]
    Config(config::Command),
    #[cfg(feature = "slack")]
    #[command(subcommand)]
    Slack(slack::Command),
    #[cfg(feature = "discord")]
    #[command(subcommand)]
    Discord(discord::Command),
    #[cfg(any(feature = "slack", feature = "discord"))]
    Doctor(doctor::Args),
    #[cfg(any(feature = "slack", feature = "discord"))]
    Run(run::Args),
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

/// Logs to standard error what goes wrong, or as much as `BONSENS_LOG` asks for (`debug`, or
/// `bonsens=debug,warn`). No log holds what people typed.
pub fn log() {
    let wanted = std::env::var("BONSENS_LOG").unwrap_or_default();
    let filter = EnvFilter::builder()
        .with_default_directive(LevelFilter::WARN.into())
        .parse_lossy(wanted);
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(false)
        .with_writer(std::io::stderr)
        .init();
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
        let config = match &self.config {
            Some(path) => Config::read(path)?,
            None => Config::default(),
        };
        match self.command {
            Command::Try(args) => {
                let policy = self.config.is_some().then_some(&config.policy);
                simulate::run(&args, &config, policy, out)
            }
            Command::Ask(args) => ask::run(&args, &config, out),
            Command::Scan(args) => scan::run(&args, &config, out),
            Command::Knowledge(command) => knowledge::run(&command, &config, out),
            Command::Rules(args) => rules::run(&args, &config, out),
            Command::Config(command) => config::run(&command, self.config.as_deref(), out),
            #[cfg(feature = "slack")]
            Command::Slack(command) => slack::run(&command, out),
            #[cfg(feature = "discord")]
            Command::Discord(command) => discord::run(&command, out),
            #[cfg(any(feature = "slack", feature = "discord"))]
            Command::Doctor(args) => doctor::run(&args, &config, out),
            #[cfg(any(feature = "slack", feature = "discord"))]
            Command::Run(args) => run::run(&args, &config, out),
        }
    }
}
