//! `bonsens doctor`: is everything in place, and what to do about what is not.

use std::io::Write;
#[cfg(feature = "discord")]
use std::path::Path;
use std::process::ExitCode;

use anstyle::{AnsiColor, Style};
use bonsens::compose;
use bonsens::config::Config;
use bonsens::words::Problem;
use bonsens_kit::{Check, State};
use bonsens_port::WorkspaceId;

use serde::Serialize;

use super::{Spoken, Voice, charters};

const GOOD: Style = Style::new().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Green)));
const BAD: Style = Style::new().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Red)));
const UNKNOWN: Style = Style::new().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Yellow)));

/// What `doctor` takes.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    spoken: Spoken,
}

#[derive(Serialize)]
struct Line<'a> {
    name: &'a str,
    workspace: Option<&'a str>,
    state: &'static str,
    told: &'a str,
    remedy: Option<&'a str>,
}

pub fn run(args: &Args, config: &Config, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let voice = args.spoken.voice();
    let mut checks = platforms(config, &voice)?;
    if checks.is_empty() {
        return Err(Problem::new("run-nothing").into());
    }
    checks.insert(0, record(config, &voice));
    for check in &checks {
        let (style, mark, state) = match check.state {
            State::Good => (GOOD, "✓", "good"),
            State::Bad => (BAD, "✗", "bad"),
            State::Unknown => (UNKNOWN, "?", "unknown"),
        };
        let workspace = check.workspace.as_ref().map(WorkspaceId::as_str);
        if args.json {
            let line = Line {
                name: check.name,
                workspace,
                state,
                told: &check.told,
                remedy: check.remedy.as_deref(),
            };
            serde_json::to_writer(&mut *out, &line)?;
            writeln!(out)?;
            continue;
        }
        let place = workspace.map(|id| format!("{id}: ")).unwrap_or_default();
        writeln!(out, "{style}{mark}{style:#} {place}{}", check.told)?;
        if let Some(remedy) = &check.remedy {
            writeln!(out, "    {remedy}")?;
        }
    }
    let well = checks.iter().all(|check| check.state == State::Good);
    Ok(if well {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    })
}

/// What each platform says when it is looked at.
fn platforms(config: &Config, voice: &Voice) -> anyhow::Result<Vec<Check>> {
    let (say, lang) = (compose::say(), config.policy.lang);
    let mut checks = Vec::new();
    #[cfg(feature = "slack")]
    if let Some(slack) = &config.slack {
        let settings = compose::slack::settings(slack, lang)?;
        let looking = bonsens_slack::check(&settings, voice.lang, &say);
        checks.extend(charters::block_on(looking)?);
    }
    #[cfg(feature = "discord")]
    if let Some(discord) = &config.discord {
        // It only looks: nothing is kept of where it is in the stream of events.
        let settings = compose::discord::settings(discord, Path::new(""), lang)?;
        let looking = bonsens_discord::check(&settings, voice.lang, &say);
        checks.extend(charters::block_on(looking)?);
    }
    Ok(checks)
}

/// Whether people may be spoken to yet.
fn record(config: &Config, voice: &Voice) -> Check {
    let missing = config.policy.accountability.missing();
    let names: Vec<String> = missing
        .iter()
        .map(|what| what.as_str().replace('-', "_"))
        .collect();
    let args = [("missing", names.join(", ").into())];
    let complete = missing.is_empty();
    Check {
        name: "accountability",
        workspace: None,
        state: if complete { State::Good } else { State::Bad },
        told: if complete {
            voice.say("doctor-record")
        } else {
            voice.say_with("doctor-record-missing", &args)
        },
        remedy: (!complete).then(|| voice.say("doctor-record-do")),
    }
}
