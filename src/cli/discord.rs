//! `bonsens discord invite`: the link by which the bot joins a server, and why it asks for what it
//! asks for.

use std::io::Write;
use std::process::ExitCode;

use bonsens::compose;
use bonsens_discord::{PERMISSIONS, REMOVAL_PERMISSION, invite};

use super::Spoken;

#[derive(Debug, clap::Subcommand)]
pub enum Command {
    Invite(Invite),
}

/// What `discord invite` takes.
#[derive(Debug, clap::Args)]
pub struct Invite {
    #[arg(long, value_name = "ID", value_parser = id)]
    application_id: String,
    /// Also asks for what lets moderators remove messages.
    #[arg(long)]
    removal: bool,
    #[command(flatten)]
    spoken: Spoken,
}

/// Discord's ids are numbers; what is wrong with another is told by the command line.
fn id(typed: &str) -> Result<String, String> {
    let digits = typed.bytes().all(|byte| byte.is_ascii_digit());
    if digits && (17..=20).contains(&typed.len()) {
        Ok(typed.to_owned())
    } else {
        Err("17-20".to_owned())
    }
}

/// The link alone goes to standard output, so that it can be piped; the reasons are told beside it.
pub fn run(command: &Command, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let Command::Invite(args) = command;
    let (voice, say) = (args.spoken.voice(), compose::say());
    writeln!(out, "{}", invite(&args.application_id, args.removal))?;
    out.flush()?;
    let mut aside = anstream::stderr();
    writeln!(aside, "\n{}", voice.say("discord-permissions"))?;
    let removal = args.removal.then_some(REMOVAL_PERMISSION);
    for (permission, why) in PERMISSIONS.into_iter().chain(removal) {
        writeln!(aside, "  {permission:<24} {}", say(voice.lang, why))?;
    }
    writeln!(aside, "\n{}", voice.say("discord-invite-next"))?;
    Ok(ExitCode::SUCCESS)
}
