//! `bonsens rules register`, `registered` and `unregister`: what the organisation holds confidential,
//! recognised by fingerprints and kept nowhere.

mod csv;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use bonsens::config::Config;
use bonsens::leak::{self, Printer, Refusal};
use bonsens::registered::{self, RegisterError};
use bonsens::trust::Keys;
use bonsens::words::Problem;
use bonsens_knowledge::MetaOverrides;
use bonsens_port::{
    Clock, Commit, EventId, Registered, RegisteredKind, SystemClock, Write as Change,
};
use jiff::{Timestamp, tz::TimeZone};
use serde::Serialize;

use super::files::{in_file, read_text};
use super::{Voice, charters};

/// What `rules register` takes.
#[derive(Debug, clap::Args)]
pub struct Register {
    #[arg(required_unless_present = "values", value_name = "FILE")]
    files: Vec<PathBuf>,
    #[arg(long, value_name = "FILE", conflicts_with = "files")]
    values: Option<PathBuf>,
    #[arg(long, value_name = "NAME", requires = "values")]
    column: Option<String>,
    #[arg(long, value_name = "NAME")]
    title: Option<String>,
    #[command(flatten)]
    data: charters::Data,
}

/// What `rules registered` takes.
#[derive(Debug, clap::Args)]
pub struct List {
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    data: charters::Data,
}

/// What `rules unregister` takes.
#[derive(Debug, clap::Args)]
pub struct Unregister {
    #[arg(value_name = "ID")]
    id: String,
    #[command(flatten)]
    data: charters::Data,
}

#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    title: String,
    kind: &'static str,
    day: String,
    fingerprints: usize,
}

fn keys(folder: &Path) -> anyhow::Result<Keys> {
    Ok(Keys::kept(&folder.join("key"))?)
}

/// What is registered in a folder; looking creates none.
pub fn kept(folder: &Path) -> anyhow::Result<Vec<Registered>> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let store = charters::open(folder)?;
    Ok(charters::block_on(store.registered())?.map_err(|error| in_file(folder, error))?)
}

/// What is registered in a folder, ready to be looked for.
pub fn of(folder: Option<&Path>) -> anyhow::Result<leak::Registered> {
    let Some(folder) = folder else {
        return Ok(leak::Registered::default());
    };
    std::fs::metadata(folder).map_err(|error| in_file(folder, error))?;
    let records = kept(folder)?;
    if records.is_empty() {
        return Ok(leak::Registered::default());
    }
    let printer = Printer::new(&keys(folder)?.prints());
    Ok(leak::Registered::new(printer, &records))
}

fn write(folder: &Path, at: Timestamp, writes: Vec<Change>) -> anyhow::Result<()> {
    let store = charters::open(folder)?;
    let commit = Commit {
        claim: EventId::new(format!("register/{at}")),
        claim_until: at,
        writes,
    };
    charters::block_on(store.commit(commit))?.map_err(|error| in_file(folder, error))?;
    Ok(())
}

pub fn register(
    args: &Register,
    config: &Config,
    voice: &Voice,
    out: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    if args.title.is_some() && args.files.len() > 1 {
        return Err(Problem::new("register-one-title").into());
    }
    let folder = args.data.folder(config);
    let at = SystemClock.now();
    let called = |path: &Path| {
        let name = path.file_name().map(|name| name.to_string_lossy());
        let title = args.title.clone();
        title.unwrap_or_else(|| name.unwrap_or_default().into_owned())
    };
    let mut records = Vec::new();
    let mut refused = Vec::new();
    // Everything is read before the key is made: what can't be read leaves nothing behind.
    if let Some(path) = &args.values {
        let text = read_text(path)?;
        let values = match &args.column {
            Some(column) => csv::column(&text, column).map_err(|error| in_file(path, error))?,
            None => lines(&text),
        };
        let values = values.iter().map(|(line, value)| (*line, value.as_str()));
        let made = registered::values(&keys(&folder)?, &called(path), values, at);
        let (record, not_taken) = made.map_err(|error| in_file(path, problem(error)))?;
        refused = not_taken;
        if !record.prints.0.is_empty() {
            records.push((called(path), record));
        }
    }
    let none = MetaOverrides::default();
    let mut sources = Vec::new();
    for path in &args.files {
        sources.push((path, charters::read(path, &none)?.0.source));
    }
    for (path, source) in sources {
        let made = registered::document(&keys(&folder)?, &called(path), &source, at);
        let record = made.map_err(|error| in_file(path, problem(error)))?;
        records.push((called(path), record));
    }
    for refused in &refused {
        let args = [("line", refused.line.into())];
        writeln!(out, "{}", voice.say_with(why(refused.why), &args))?;
    }
    let writes = records
        .iter()
        .map(|(_, made)| Change::Register(made.clone()));
    let writes: Vec<Change> = writes.collect();
    if !writes.is_empty() {
        write(&folder, at, writes)?;
    }
    for (title, record) in &records {
        let said = match record.kind {
            RegisteredKind::Document => "register-document",
            RegisteredKind::Values { .. } => "register-values",
        };
        let args = [
            ("title", title.as_str().into()),
            ("id", record.id.as_str().into()),
            ("count", record.prints.0.len().into()),
        ];
        writeln!(out, "{}", voice.say_with(said, &args))?;
    }
    Ok(if refused.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    })
}

fn lines(text: &str) -> Vec<(usize, String)> {
    let lines = text.trim_start_matches('\u{feff}').lines().zip(1..);
    let lines = lines.filter(|(line, _)| !line.trim().is_empty());
    lines.map(|(line, at)| (at, line.to_owned())).collect()
}

fn problem(error: RegisterError) -> Box<dyn std::error::Error + Send + Sync> {
    match error {
        RegisterError::TooShort { least } => Problem::new("register-too-short")
            .with("least", least.to_string())
            .into(),
        RegisterError::NoValue => Problem::new("register-no-value").into(),
        RegisterError::TooMany { limit } => Problem::new("register-too-many")
            .with("limit", limit.to_string())
            .into(),
        other => other.into(),
    }
}

const fn why(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::TooShort => "register-value-short",
        Refusal::TooLong => "register-value-long",
        Refusal::TooCommon => "register-value-common",
    }
}

pub fn list(
    args: &List,
    config: &Config,
    voice: &Voice,
    out: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let folder = args.data.folder(config);
    let all = kept(&folder)?;
    if all.is_empty() && !args.json {
        writeln!(out, "{}", voice.say("registered-none"))?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut table = voice.table(&[
        "list-id",
        "list-title",
        "registered-kind",
        "registered-day",
        "registered-prints",
    ]);
    for record in &all {
        let line = Line {
            id: record.id.as_str(),
            title: registered::title(&keys(&folder)?, record)?,
            kind: match record.kind {
                RegisteredKind::Document => "document",
                RegisteredKind::Values { .. } => "values",
            },
            day: day(record.registered_at),
            fingerprints: record.prints.0.len(),
        };
        if args.json {
            serde_json::to_writer(&mut *out, &line)?;
            writeln!(out)?;
            continue;
        }
        table.add_row([
            line.id.to_owned(),
            line.title,
            voice.say(&format!("registered-{}", line.kind)),
            line.day,
            line.fingerprints.to_string(),
        ]);
    }
    if !args.json {
        writeln!(out, "{table}")?;
    }
    Ok(ExitCode::SUCCESS)
}

fn day(at: Timestamp) -> String {
    TimeZone::UTC.to_datetime(at).date().to_string()
}

pub fn unregister(
    args: &Unregister,
    config: &Config,
    voice: &Voice,
    out: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let folder = args.data.folder(config);
    let all = kept(&folder)?;
    let Some(record) = registered::named(&all, &args.id) else {
        let unknown = Problem::new("unregister-unknown").with("id", args.id.as_str());
        return Err(unknown.into());
    };
    let forget = vec![Change::Unregister(record.id.clone())];
    write(&folder, SystemClock.now(), forget)?;
    let args = [("id", args.id.as_str().into())];
    writeln!(out, "{}", voice.say_with("unregistered", &args))?;
    Ok(ExitCode::SUCCESS)
}
