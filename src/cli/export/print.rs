//! What came of an export, for people and for machines.

use std::io::{self, Write};

use bonsens::leak::RuleSet;
use bonsens::words::RuleNames;
use bonsens_port::Severity;
use serde::Serialize;

use super::tally::{Counts, LEAST, Sum, Week};
use super::{Kind, Read};
use crate::cli::Voice;

#[derive(Serialize)]
struct Report<'a> {
    export: Kind,
    #[serde(flatten)]
    read: &'a Read,
    hidden_under: u64,
    weeks: Vec<InWeek<'a>>,
    rules: Vec<InAll<'a>>,
}

/// `count` is nothing where the group is too small to be told.
#[derive(Serialize)]
struct InWeek<'a> {
    week: String,
    rule: &'a str,
    severity: Severity,
    count: Option<u64>,
    shown: String,
}

#[derive(Serialize)]
struct InAll<'a> {
    rule: &'a str,
    severity: Severity,
    count: Option<u64>,
    at_least: Option<u64>,
}

fn week((year, week): Week) -> String {
    format!("{year:04}-W{week:02}")
}

fn shown(count: u64) -> String {
    if count < LEAST {
        format!("<{LEAST}")
    } else {
        count.to_string()
    }
}

/// Each week's rules, in order of weeks.
fn rows(counts: &[Counts]) -> Vec<(Week, &Counts, u64)> {
    let mut rows: Vec<_> = counts
        .iter()
        .flat_map(|rule| rule.weeks.iter().map(move |(week, n)| (*week, rule, *n)))
        .collect();
    // The rules come gravest first, and the sort is stable.
    rows.sort_by_key(|(week, ..)| *week);
    rows
}

pub fn json(kind: Kind, read: &Read, counts: &[Counts], out: &mut dyn Write) -> anyhow::Result<()> {
    let weeks = rows(counts).into_iter().map(|(at, rule, count)| InWeek {
        week: week(at),
        rule: &rule.rule,
        severity: rule.severity,
        count: Some(count).filter(|count| *count >= LEAST),
        shown: shown(count),
    });
    let rules = counts.iter().map(|rule| {
        let (count, at_least) = match rule.sum() {
            Sum::Exactly(sum) => (Some(sum), None),
            Sum::AtLeast(sum) => (None, Some(sum)),
            Sum::Hidden => (None, None),
        };
        InAll {
            rule: &rule.rule,
            severity: rule.severity,
            count,
            at_least,
        }
    });
    let report = Report {
        export: kind,
        read,
        hidden_under: LEAST,
        weeks: weeks.collect(),
        rules: rules.collect(),
    };
    serde_json::to_writer(&mut *out, &report)?;
    writeln!(out)?;
    Ok(())
}

pub fn table(
    read: &Read,
    counts: &[Counts],
    rules: &RuleSet,
    voice: &Voice,
    out: &mut dyn Write,
) -> io::Result<()> {
    if counts.is_empty() {
        writeln!(out, "{}", voice.say("export-none"))?;
    } else {
        let severity = |severity: Severity| voice.say(&format!("severity-{severity}"));
        let name = |rule: &Counts| rules.rule_name(voice.lang, &rule.rule);
        let mut table = voice.table(&["export-week", "scan-rule", "scan-severity", "export-count"]);
        for (at, rule, count) in rows(counts) {
            let count = shown(count);
            table.add_row([week(at), name(rule), severity(rule.severity), count]);
        }
        for rule in counts {
            let sum = match rule.sum() {
                Sum::Exactly(sum) => sum.to_string(),
                Sum::AtLeast(sum) => voice.say_with("export-at-least", &[("count", sum.into())]),
                Sum::Hidden => voice.say("export-hidden"),
            };
            let all = voice.say("export-all-weeks");
            table.add_row([all, name(rule), severity(rule.severity), sum]);
        }
        writeln!(out, "{table}")?;
        writeln!(out, "{}", voice.say("export-means"))?;
    }
    let args = [
        ("messages", read.messages.into()),
        ("channels", read.channels.into()),
    ];
    writeln!(out, "{}", voice.say_with("export-read", &args))?;
    let skipped = &read.skipped;
    for (key, count) in [
        ("export-skipped-bots", skipped.bot_messages),
        ("export-skipped-notices", skipped.notices),
        ("export-skipped-exempt", skipped.exempt_channels),
        ("export-skipped-direct", skipped.direct_conversations),
        ("export-skipped-unlisted", skipped.unlisted_channels),
    ] {
        if count > 0 {
            writeln!(out, "{}", voice.say_with(key, &[("count", count.into())]))?;
        }
    }
    let unreadable = &read.unreadable;
    if !unreadable.places.is_empty() {
        let args = [
            ("files", unreadable.files.into()),
            ("messages", unreadable.messages.into()),
        ];
        writeln!(out, "{}", voice.say_with("export-unreadable", &args))?;
        for place in &unreadable.places {
            let file = ("file", place.file.as_str().into());
            let line = match place.messages {
                Some(messages) => {
                    voice.say_with("export-place", &[file, ("messages", messages.into())])
                }
                None => voice.say_with("export-place-broken", &[file]),
            };
            writeln!(out, "{line}")?;
        }
    }
    Ok(())
}
