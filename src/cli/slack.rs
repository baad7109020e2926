//! `bonsens slack manifest`: the app to create in Slack, ready to paste, and why it asks for what it
//! asks for.

use std::io::Write;
use std::process::ExitCode;

use bonsens::compose::slack;
use bonsens_slack::{SCOPES, manifest};

use super::Spoken;

#[derive(Debug, clap::Subcommand)]
pub enum Command {
    Manifest(Manifest),
}

/// What `slack manifest` takes.
#[derive(Debug, clap::Args)]
pub struct Manifest {
    /// Without it, Socket Mode.
    #[arg(long, value_name = "URL")]
    http: Option<String>,
    #[command(flatten)]
    spoken: Spoken,
}

/// The manifest alone goes to standard output, so that it can be piped; the reasons are told beside
/// it.
pub fn run(command: &Command, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let Command::Manifest(args) = command;
    let voice = args.spoken.voice();
    let app = manifest(voice.lang, &slack::say(), args.http.as_deref());
    serde_json::to_writer_pretty(&mut *out, &app)?;
    writeln!(out)?;
    out.flush()?;
    let mut aside = anstream::stderr();
    writeln!(aside, "\n{}", voice.say("slack-scopes"))?;
    for (scope, why) in SCOPES {
        writeln!(aside, "  {scope:<20} {}", voice.say(why))?;
    }
    writeln!(aside, "\n{}", voice.say("slack-manifest-next"))?;
    Ok(ExitCode::SUCCESS)
}
