//! `bonsens config check`: what a configuration file decides, and whether all it names can be used.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use bonsens::config::Config;
use bonsens::words::Problem;
use bonsens_knowledge::MetaOverrides;
use bonsens_port::{ChannelId, Severity};
use jiff::SignedDuration;

use super::{Spoken, Voice, charters, rules};

#[derive(Debug, clap::Subcommand)]
pub enum Command {
    Check(Check),
}

/// What `config check` takes.
#[derive(Debug, clap::Args)]
pub struct Check {
    /// Without it, the file of `--config`.
    file: Option<PathBuf>,
    #[command(flatten)]
    spoken: Spoken,
}

pub fn run(
    command: &Command,
    named: Option<&Path>,
    out: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let Command::Check(args) = command;
    let voice = args.spoken.voice();
    let Some(path) = args.file.as_deref().or(named) else {
        return Err(Problem::new("config-which").into());
    };
    let config = Config::read(path)?;
    for charter in &config.charters {
        charters::read(charter, &MetaOverrides::default())?;
    }
    let rules = rules::load(&[], &config)?;
    let mut table = voice.table(&[]);
    for (name, value) in decided(&config, rules.rules().count(), &voice) {
        table.add_row([voice.say(name), value]);
    }
    writeln!(out, "{table}")?;
    let file = path.display().to_string();
    let told = voice.say_with("config-good", &[("file", file.into())]);
    writeln!(out, "{told}")?;
    Ok(ExitCode::SUCCESS)
}

/// What is decided, by the key of its name.
fn decided(config: &Config, rules: usize, voice: &Voice) -> Vec<(&'static str, String)> {
    let policy = &config.policy;
    let mut rows = vec![("config-mode", policy.mode.as_str().to_owned())];
    if policy.accountability.missing().is_empty() {
        rows.push(("config-record", voice.say("config-record-complete")));
    } else {
        let missing = policy.accountability.missing();
        let missing: Vec<String> = missing
            .iter()
            .map(|what| what.as_str().replace('-', "_"))
            .collect();
        let args = [("missing", missing.join(", ").into())];
        rows.push((
            "config-record",
            voice.say_with("config-record-missing", &args),
        ));
    }
    for (name, severity) in [
        ("config-window-low", Severity::Low),
        ("config-window-medium", Severity::Medium),
        ("config-window-high", Severity::High),
        ("config-window-critical", Severity::Critical),
    ] {
        rows.push((name, window(policy.fix_windows.of(severity), voice)));
    }
    let names = |paths: &[PathBuf]| {
        let names: Vec<String> = paths
            .iter()
            .map(|path| path.display().to_string())
            .collect();
        names.join(", ")
    };
    let exempt: Vec<&str> = policy.exempt.iter().map(ChannelId::as_str).collect();
    let days = voice.say_with(
        "config-days",
        &[("days", policy.retention.record_days().into())],
    );
    rows.extend([
        ("config-cooldown", format!("{:#}", policy.cooldown)),
        ("config-large-channel", policy.large_channel.to_string()),
        ("config-exempt", or_none(exempt.join(", "), voice)),
        ("config-kept", days),
        ("config-charters", or_none(names(&config.charters), voice)),
        ("config-rules", rules.to_string()),
    ]);
    rows
}

fn window(window: Option<SignedDuration>, voice: &Voice) -> String {
    match window {
        None => voice.say("config-window-never"),
        Some(window) if window.is_zero() => voice.say("config-window-now"),
        Some(window) => format!("{window:#}"),
    }
}

fn or_none(text: String, voice: &Voice) -> String {
    if text.is_empty() {
        voice.say("config-none")
    } else {
        text
    }
}
