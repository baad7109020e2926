//! `bonsens slack manifest`: the app to create in Slack, ready to paste, and why it asks for what it
//! asks for.

use std::io::Write;
use std::process::ExitCode;

use bonsens::compose;
use bonsens_slack::{REMOVAL_SCOPE, SCOPES, manifest};

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
    /// Also asks for what lets moderators remove messages.
    #[arg(long)]
    removal: bool,
    #[command(flatten)]
    spoken: Spoken,
}

/// The manifest alone goes to standard output, so that it can be piped; the reasons are told beside
/// it.
pub fn run(command: &Command, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let Command::Manifest(args) = command;
    let voice = args.spoken.voice();
    let app = manifest(
        voice.lang,
        &compose::say(),
        args.http.as_deref(),
        args.removal,
    );
    serde_json::to_writer_pretty(&mut *out, &app)?;
    writeln!(out)?;
    out.flush()?;
    let mut aside = anstream::stderr();
    writeln!(aside, "\n{}", voice.say("slack-scopes"))?;
    let removal = args.removal.then_some(REMOVAL_SCOPE);
    for (scope, why) in SCOPES.into_iter().chain(removal) {
        writeln!(aside, "  {scope:<20} {}", voice.say(why))?;
    }
    writeln!(aside, "\n{}", voice.say("slack-manifest-next"))?;
    Ok(ExitCode::SUCCESS)
}
