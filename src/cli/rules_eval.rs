//! `bonsens rules eval`: how much of a labelled set of messages the rules see, and how often they
//! are wrong, as figures anyone can obtain again.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::ops::Range;
use std::path::PathBuf;

use bonsens::leak::{self, RuleSet};
use bonsens::words::Problem;
use serde::{Deserialize, Serialize};

use super::Voice;
use super::files::{in_file, read_text};
use super::measures::in_words;
use super::scan::progress;

/// What `rules eval` takes.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[arg(required = true, value_name = "PATH")]
    sets: Vec<PathBuf>,
    #[arg(long)]
    json: bool,
    #[arg(long)]
    show_misses: bool,
}

/// A message and what a reader says of it.
#[derive(Deserialize)]
struct Labelled {
    id: String,
    lang: String,
    kind: String,
    leak: bool,
    text: String,
    /// What the same author wrote just before.
    #[serde(default)]
    before: Option<String>,
    /// The parts of the text that are the leak.
    #[serde(default)]
    spans: Vec<Vec<String>>,
}

/// Messages of one language or kind, counted by what they are and what was found.
#[derive(Default)]
struct Counts {
    messages: usize,
    leaks: usize,
    seen: usize,
    alarms: usize,
    /// Leaks seen that say where they are, and those of them that were found there.
    spanned: usize,
    placed: usize,
}

/// The figures scripts rely on, and no other. A figure that nothing measures is left out.
#[derive(Serialize)]
struct Figures {
    messages: usize,
    leaks: usize,
    seen: usize,
    alarms: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    precision: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recall: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    f1: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    placed: Option<f64>,
}

#[derive(Serialize)]
struct Wrong {
    id: String,
    kind: String,
    /// What was found where nothing should be; nothing for a leak that was missed.
    rules: Vec<String>,
}

#[derive(Serialize)]
struct Told<'a> {
    #[serde(flatten)]
    all: Figures,
    languages: BTreeMap<String, Figures>,
    kinds: BTreeMap<String, Figures>,
    #[serde(skip_serializing_if = "Option::is_none")]
    wrong: Option<&'a [Wrong]>,
}

#[derive(Default)]
struct Report {
    all: Counts,
    languages: BTreeMap<String, Counts>,
    kinds: BTreeMap<String, Counts>,
    wrong: Vec<Wrong>,
}

impl Counts {
    fn add(&mut self, leak: bool, found: bool, placed: Option<bool>) {
        self.messages += 1;
        self.leaks += usize::from(leak);
        self.seen += usize::from(leak && found);
        self.alarms += usize::from(!leak && found);
        if let (true, Some(placed)) = (leak && found, placed) {
            self.spanned += 1;
            self.placed += usize::from(placed);
        }
    }

    fn figures(&self) -> Figures {
        let precision = share(self.seen, self.seen + self.alarms);
        let recall = share(self.seen, self.leaks);
        let missed = self.leaks - self.seen;
        Figures {
            messages: self.messages,
            leaks: self.leaks,
            seen: self.seen,
            alarms: self.alarms,
            precision,
            recall,
            f1: share(2 * self.seen, 2 * self.seen + self.alarms + missed),
            placed: share(self.placed, self.spanned),
        }
    }
}

fn share(part: usize, whole: usize) -> Option<f64> {
    let float = |count: usize| u32::try_from(count).ok().map(f64::from);
    (whole > 0).then_some(())?;
    Some(float(part)? / float(whole)?)
}

/// The sets named, and those in the folders named.
fn files(paths: &[PathBuf]) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders: Vec<PathBuf> = Vec::new();
    for path in paths {
        if path.is_dir() {
            folders.push(path.clone());
        } else {
            files.push(path.clone());
        }
    }
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).map_err(|error| in_file(&folder, error))?;
        for entry in entries {
            let path = entry.map_err(|error| in_file(&folder, error))?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "jsonl") {
                files.push(path);
            }
        }
    }
    files.sort();
    files.dedup();
    if files.is_empty() {
        return Err(Problem::new("rules-eval-no-set").into());
    }
    Ok(files)
}

pub fn run(args: &Args, rules: &RuleSet, voice: &Voice, out: &mut dyn Write) -> anyhow::Result<()> {
    let files = files(&args.sets)?;
    let size = |path: &PathBuf| fs::metadata(path).map_or(0, |meta| meta.len());
    let bar = progress(files.iter().map(size).sum());
    let mut report = Report::default();
    for path in &files {
        for (index, line) in read_text(path)?.lines().enumerate() {
            bar.inc(line.len() as u64 + 1);
            if line.trim().is_empty() {
                continue;
            }
            // The parser's own words may quote the message.
            let message: Labelled = serde_json::from_str(line)
                .map_err(|_| in_file(path, Problem::new("rules-eval-line").at(index + 1)))?;
            report.add(message, rules);
        }
    }
    bar.finish_and_clear();
    if args.json {
        serde_json::to_writer(&mut *out, &report.told(args.show_misses))?;
        writeln!(out)?;
        return Ok(());
    }
    report.print(voice, out)?;
    if args.show_misses {
        report.print_wrong(voice, out)?;
    }
    Ok(())
}

/// Where the parts said to be the leak are, in bytes.
fn places(message: &Labelled) -> Vec<Range<usize>> {
    let parts = message.spans.iter().flatten();
    let found = parts.filter_map(|part| {
        let start = message.text.find(part.as_str())?;
        Some(start..start + part.len())
    });
    found.collect()
}

impl Report {
    fn add(&mut self, message: Labelled, rules: &RuleSet) {
        let mut findings = match &message.before {
            Some(before) => rules.scan_after(before, &message.text),
            None => rules.scan(&message.text),
        };
        findings.retain(|finding| finding.confidence >= leak::NUDGE_CONFIDENCE);
        let places = places(&message);
        let at = |place: &Range<usize>| {
            findings
                .iter()
                .any(|finding| finding.start < place.end && place.start < finding.end)
        };
        let in_place = (!places.is_empty()).then(|| places.iter().any(at));
        let found = !findings.is_empty();
        let kind = self.kinds.entry(message.kind.clone()).or_default();
        let language = self.languages.entry(message.lang).or_default();
        for counts in [&mut self.all, kind, language] {
            counts.add(message.leak, found, in_place);
        }
        if message.leak != found {
            self.wrong.push(Wrong {
                id: message.id,
                kind: message.kind,
                rules: findings.into_iter().map(|finding| finding.rule).collect(),
            });
        }
    }

    fn told(&self, show_misses: bool) -> Told<'_> {
        let each = |counts: &BTreeMap<String, Counts>| {
            counts
                .iter()
                .map(|(name, counts)| (name.clone(), counts.figures()))
                .collect()
        };
        Told {
            all: self.all.figures(),
            languages: each(&self.languages),
            kinds: each(&self.kinds),
            wrong: show_misses.then_some(&self.wrong),
        }
    }

    fn print(&self, voice: &Voice, out: &mut dyn Write) -> io::Result<()> {
        let percent = |figure: Option<f64>| {
            figure.map_or_else(
                || voice.say("eval-unmeasured"),
                |share| in_words(voice, "percent", share * 100.0, 1),
            )
        };
        let mut table = voice.table(&[
            "rules-eval-set",
            "rules-eval-messages",
            "rules-eval-leaks",
            "rules-eval-precision",
            "rules-eval-recall",
            "rules-eval-f1",
        ]);
        let all = (voice.say("rules-eval-all"), &self.all);
        let language = |lang: &String| {
            voice
                .find(&format!("lang-{lang}"))
                .unwrap_or_else(|| lang.clone())
        };
        let languages = self.languages.iter().map(|(l, c)| (language(l), c));
        for (name, counts) in std::iter::once(all).chain(languages) {
            let figures = counts.figures();
            table.add_row([
                name,
                figures.messages.to_string(),
                figures.leaks.to_string(),
                percent(figures.precision),
                percent(figures.recall),
                percent(figures.f1),
            ]);
        }
        writeln!(out, "{table}")?;
        self.print_kinds(voice, out)?;
        let placed = percent(self.all.figures().placed);
        let args = [("placed", placed.into())];
        writeln!(out, "{}", voice.say_with("rules-eval-placed", &args))
    }

    /// Leaks by how many are seen, other messages by how many are taken for one.
    fn print_kinds(&self, voice: &Voice, out: &mut dyn Write) -> io::Result<()> {
        let mut leaks = voice.table(&["rules-eval-kind", "rules-eval-leaks", "rules-eval-seen"]);
        let mut others = voice.table(&[
            "rules-eval-kind",
            "rules-eval-messages",
            "rules-eval-alarms",
        ]);
        for (kind, counts) in &self.kinds {
            let figures = counts.figures();
            if let Some(recall) = figures.recall {
                let recall = in_words(voice, "percent", recall * 100.0, 1);
                let seen = format!("{} ({recall})", figures.seen);
                leaks.add_row([kind.clone(), figures.leaks.to_string(), seen]);
            }
            if figures.messages > figures.leaks {
                let messages = figures.messages - figures.leaks;
                let row = [messages, figures.alarms].map(|count| count.to_string());
                others.add_row([vec![kind.clone()], row.to_vec()].concat());
            }
        }
        for table in [leaks, others].iter().filter(|table| !table.is_empty()) {
            writeln!(out, "{table}")?;
        }
        Ok(())
    }

    /// Which messages went wrong, without a word of them.
    fn print_wrong(&self, voice: &Voice, out: &mut dyn Write) -> io::Result<()> {
        for wrong in &self.wrong {
            let sentence = if wrong.rules.is_empty() {
                "rules-eval-missed"
            } else {
                "rules-eval-alarm"
            };
            let args = [
                ("id", wrong.id.as_str().into()),
                ("kind", wrong.kind.as_str().into()),
                ("rules", wrong.rules.join(", ").into()),
            ];
            writeln!(out, "{}", voice.say_with(sentence, &args))?;
        }
        Ok(())
    }
}
