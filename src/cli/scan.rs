//! `bonsens scan`: what the rules see in a file of messages, without a word of the messages.

mod explain;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use bonsens::config::Config;
use bonsens::leak::{self, CodeNames, Explanation, Quotable, RuleSet};
use bonsens::words::{InFile, RuleNames};
use bonsens_port::{Finding, Severity};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::Serialize;
use serde_json::Value;

use super::export::{self, Ears, Kind};
use super::{Spoken, Voice, registered, rules};

/// No chat platform takes a message of this size.
const LINE_LIMIT: usize = 4 * 1024 * 1024;

/// What `scan` takes.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// `-` or nothing reads standard input.
    file: Option<PathBuf>,
    #[arg(long)]
    json: bool,
    #[arg(long, value_name = "PLATFORM")]
    export: Option<Kind>,
    #[arg(long, conflicts_with = "export")]
    explain: bool,
    #[arg(long, value_name = "FILE")]
    rules: Vec<PathBuf>,
    #[arg(long, value_name = "NAME")]
    code_name: Vec<String>,
    /// Without it nothing is looked up: a scan needs no store, which the bot may be using.
    #[arg(long, value_name = "FOLDER")]
    data: Option<PathBuf>,
    #[command(flatten)]
    spoken: Spoken,
}

#[derive(Serialize)]
struct Line<'a> {
    id: Value,
    nudge: bool,
    severity: Option<Severity>,
    findings: &'a [Finding],
    #[serde(skip_serializing_if = "Option::is_none")]
    explained: Option<&'a [Explanation]>,
}

/// Why a line was not scanned; the name is its sentence in the locale files.
enum Unreadable {
    NotJson,
    NotUtf8,
    TooLong,
}

impl Unreadable {
    const fn sentence(&self) -> &'static str {
        match self {
            Self::NotJson => "scan-not-json",
            Self::NotUtf8 => "scan-not-utf8",
            Self::TooLong => "scan-too-long",
        }
    }
}

#[derive(Default)]
struct Totals {
    messages: usize,
    nudges: usize,
    by_rule: BTreeMap<String, (Severity, usize)>,
}

pub fn run(args: &Args, config: &Config, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let rules = rules::load(&args.rules, config)?;
    let code_names = CodeNames::new(args.code_name.iter().cloned())?;
    let registered = registered::of(args.data.as_deref())?;
    let voice = args.spoken.voice();
    let path = args.file.as_deref().filter(|path| *path != Path::new("-"));
    if let Some(kind) = args.export {
        let ears = Ears {
            rules: &rules,
            code_names: &code_names,
            config,
        };
        return export::run(kind, path, &ears, args.json, &voice, out);
    }
    let name = path.map_or_else(|| "-".to_owned(), |path| path.display().to_string());
    let (input, bar): (Box<dyn Read>, ProgressBar) = match path {
        None => (Box::new(io::stdin()), ProgressBar::hidden()),
        Some(path) => {
            let file = File::open(path).map_err(|error| InFile::new(&name, error))?;
            let bar = progress(file.metadata().map_or(0, |meta| meta.len()));
            (Box::new(file), bar)
        }
    };
    let mut input = BufReader::with_capacity(1 << 16, input);
    let mut json_lines = path
        .and_then(Path::extension)
        .is_some_and(|it| it == "jsonl" || it == "ndjson");
    let mut totals = Totals::default();
    let mut all_read = true;
    let mut line = Vec::new();
    for number in 1.. {
        let (read, too_long) =
            read_line(&mut input, &mut line).map_err(|error| InFile::new(&name, error))?;
        if read == 0 {
            break;
        }
        bar.inc(read as u64);
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        if totals.messages == 0 && all_read && line.trim_ascii_start().starts_with(b"{") {
            json_lines = true;
        }
        let message = if too_long {
            Err(Unreadable::TooLong)
        } else {
            message(&line, number, json_lines)
        };
        let (id, text) = match message {
            Ok(message) => message,
            Err(why) => {
                all_read = false;
                let args = [("file", name.as_str().into()), ("line", number.into())];
                let sentence = voice.say_with(why.sentence(), &args);
                bar.suspend(|| writeln!(anstream::stderr(), "{sentence}"))?;
                continue;
            }
        };
        let mut findings = rules.scan(&text);
        let mut ours = code_names.scan(&text);
        ours.extend(registered.scan(&text, &Quotable::default()));
        if !ours.is_empty() {
            findings.extend(ours);
            findings = leak::resolve(findings);
        }
        let nudge = findings
            .iter()
            .any(|found| found.confidence >= leak::NUDGE_CONFIDENCE);
        totals.add(&findings, nudge);
        let explained: Option<Vec<Explanation>> = args.explain.then(|| {
            let why = findings.iter().map(|found| rules.explain(&text, found));
            why.collect()
        });
        if args.json {
            let severity = leak::severity_of(&findings);
            serde_json::to_writer(
                &mut *out,
                &Line {
                    id,
                    nudge,
                    severity,
                    findings: &findings,
                    explained: explained.as_deref(),
                },
            )?;
            writeln!(out)?;
        } else if let Some(all) = explained {
            let id = id.as_str().map_or_else(|| id.to_string(), str::to_owned);
            bar.suspend(|| explain::print(&id, &all, &rules, &voice, out))?;
        }
    }
    bar.finish_and_clear();
    if !args.json {
        totals.print(&voice, &rules, out)?;
    }
    Ok(if all_read {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    })
}

/// Reads a line, keeping no more than the limit of it. Returns the bytes taken from the input and
/// whether the line was longer than what is kept.
fn read_line(input: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<(usize, bool)> {
    line.clear();
    let mut read = 0;
    loop {
        let chunk = input.fill_buf()?;
        if chunk.is_empty() {
            return Ok((read, read > line.len()));
        }
        let end = chunk
            .iter()
            .position(|byte| *byte == b'\n')
            .map(|at| at + 1);
        let taken = end.unwrap_or(chunk.len());
        let room = LINE_LIMIT.saturating_sub(line.len());
        line.extend_from_slice(&chunk[..taken.min(room)]);
        input.consume(taken);
        read += taken;
        if end.is_some() {
            return Ok((read, read > line.len()));
        }
    }
}

fn message(line: &[u8], number: usize, json: bool) -> Result<(Value, String), Unreadable> {
    let text = std::str::from_utf8(line)
        .map_err(|_| Unreadable::NotUtf8)?
        .trim_end_matches(['\n', '\r']);
    if !json {
        return Ok((Value::from(number.to_string()), text.to_owned()));
    }
    let Ok(Value::Object(mut object)) = serde_json::from_str(text) else {
        return Err(Unreadable::NotJson);
    };
    let Some(Value::String(text)) = object.remove("text") else {
        return Err(Unreadable::NotJson);
    };
    let id = object
        .remove("id")
        .unwrap_or_else(|| Value::from(number.to_string()));
    Ok((id, text))
}

/// A bar on a terminal, nothing elsewhere.
pub fn progress(bytes: u64) -> ProgressBar {
    let target = if io::stderr().is_terminal() {
        ProgressDrawTarget::stderr()
    } else {
        ProgressDrawTarget::hidden()
    };
    let bar = ProgressBar::with_draw_target(Some(bytes), target);
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {bytes}/{total_bytes} {eta}") {
        bar.set_style(style);
    }
    bar
}

impl Totals {
    fn add(&mut self, findings: &[Finding], nudge: bool) {
        self.messages += 1;
        self.nudges += usize::from(nudge);
        for finding in findings {
            let entry = self
                .by_rule
                .entry(finding.rule.clone())
                .or_insert((finding.severity, 0));
            entry.1 += 1;
        }
    }

    fn print(&self, voice: &Voice, rules: &RuleSet, out: &mut dyn Write) -> io::Result<()> {
        if self.by_rule.is_empty() {
            let args = [("messages", self.messages.into())];
            return writeln!(out, "{}", voice.say_with("scan-none", &args));
        }
        let mut table = voice.table(&["scan-rule", "scan-severity", "scan-found"]);
        for (rule, (severity, found)) in &self.by_rule {
            table.add_row([
                rules.rule_name(voice.lang, rule),
                voice.say(&format!("severity-{severity}")),
                found.to_string(),
            ]);
        }
        writeln!(out, "{table}")?;
        let args = [
            ("nudges", self.nudges.into()),
            ("messages", self.messages.into()),
        ];
        writeln!(out, "{}", voice.say_with("scan-total", &args))
    }
}
