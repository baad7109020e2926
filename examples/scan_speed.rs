//! How fast messages are scanned, next to the least any scanner must do: look once at every byte.
//!
//! `cargo run --release --example scan_speed -- FILE…`, where each line is a message, or a JSON
//! object whose `text` is one.

use std::fmt::Write as _;
use std::io::Write as _;
use std::time::{Duration, Instant};

use aho_corasick::AhoCorasick;
use anyhow::Context;
use bonsens::leak::RuleSet;

/// Times each file is read; a message's time is the median of them, free of what else the machine
/// was doing.
const ROUNDS: usize = 9;
/// Sizes on which the time per byte is compared.
const SIZES: [usize; 6] = [20, 200, 2_000, 20_000, 200_000, 1_000_000];

fn text(line: &str) -> anyhow::Result<String> {
    if !line.starts_with('{') {
        return Ok(line.to_owned());
    }
    let object: serde_json::Value = serde_json::from_str(line)?;
    let text = object["text"].as_str().context("a line has no text")?;
    Ok(text.to_owned())
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}

/// The most memory the process has held, and what it holds now, in MiB; only Linux tells.
fn memory() -> Option<(f64, f64)> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let of = |key: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(key))?;
        line.split_whitespace().next()?.parse::<f64>().ok()
    };
    Some((of("VmHWM:")? / 1024.0, of("VmRSS:")? / 1024.0))
}

/// The times of one scan of each message, over all the rounds, in message order.
fn times(messages: &[String], mut scan: impl FnMut(&str)) -> Vec<Duration> {
    let mut all = vec![[Duration::ZERO; ROUNDS]; messages.len()];
    for round in 0..ROUNDS {
        for (message, times) in messages.iter().zip(&mut all) {
            let start = Instant::now();
            scan(message);
            times[round] = start.elapsed();
        }
    }
    let median = |mut times: [Duration; ROUNDS]| {
        times.sort_unstable();
        times[ROUNDS / 2]
    };
    all.into_iter().map(median).collect()
}

fn report(
    out: &mut String,
    name: &str,
    messages: &[String],
    rules: &RuleSet,
) -> anyhow::Result<()> {
    let bytes: usize = messages.iter().map(String::len).sum();
    let mut found = 0;
    let mut each = times(messages, |message| found += rules.scan(message).len());
    let total: Duration = each.iter().sum();
    each.sort_unstable();
    let at = |share: usize| micros(each[(each.len() - 1) * share / 1000]);
    // One pass of an automaton over the same bytes, with as many words as a scanner would have.
    let bare = AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .build(rules.rules().flat_map(|rule| &rule.keywords))?;
    let mut seen = 0;
    let floor = times(messages, |message| {
        seen += usize::from(bare.is_match(message));
        seen += bare.find_overlapping_iter(message).count();
    });
    let floor: Duration = floor.iter().sum();
    let seconds = total.as_secs_f64();
    let count = f64::from(u32::try_from(messages.len())?);
    let size = f64::from(u32::try_from(bytes)?);
    writeln!(
        out,
        "{name}: {} messages of {:.0} bytes, {} findings\n  \
         {:.0} messages/s/core, {:.1} MB/s\n  \
         µs a message: mean {:.2}, p50 {:.2}, p90 {:.2}, p99 {:.2}, p99.9 {:.2}, most {:.2}\n  \
         {:.1} × one bare pass over the same bytes ({:.2} µs a message)",
        messages.len(),
        size / count,
        found / ROUNDS,
        count / seconds,
        size / seconds / 1e6,
        micros(total) / count,
        at(500),
        at(900),
        at(990),
        at(999),
        at(1000),
        seconds / floor.as_secs_f64(),
        micros(floor) / count,
    )?;
    Ok(())
}

/// Texts of each size, made of the messages one after the other.
fn by_size(out: &mut String, messages: &[String], rules: &RuleSet) -> anyhow::Result<()> {
    writeln!(out, "ns a byte, by size of the text:")?;
    let all = messages.join("\n");
    for size in SIZES {
        let mut texts = Vec::new();
        let mut from = 0;
        while from + size <= all.len() && texts.len() * size < 200_000 {
            let to = all.ceil_char_boundary(from + size);
            texts.push(all[from..to].to_owned());
            from = to;
        }
        if texts.is_empty() {
            let text = all.repeat(size / all.len().max(1) + 1);
            texts.push(text[..text.ceil_char_boundary(size)].to_owned());
        }
        let bytes: usize = texts.iter().map(String::len).sum();
        let total: Duration = times(&texts, |text| drop(rules.scan(text))).iter().sum();
        let each = micros(total) * 1e3 / f64::from(u32::try_from(bytes)?);
        writeln!(out, "  {size:>9} bytes: {each:.1}")?;
    }
    Ok(())
}

fn main() -> anyhow::Result<()> {
    let mut out = String::new();
    let start = Instant::now();
    let rules = RuleSet::builtin();
    let ready = start.elapsed();
    let start = Instant::now();
    drop(rules.scan("Hello, is the meeting still at ten?"));
    let first = start.elapsed();
    let start_memory = memory();
    writeln!(
        out,
        "{} rules ready in {:.1} ms, first message {:.2} ms later",
        rules.rules().count(),
        micros(ready) / 1e3,
        micros(first) / 1e3,
    )?;
    let mut together = Vec::new();
    for path in std::env::args().skip(1) {
        let lines = std::fs::read_to_string(&path).with_context(|| path.clone())?;
        let messages = lines
            .lines()
            .map(text)
            .collect::<anyhow::Result<Vec<String>>>()?;
        let start = Instant::now();
        for message in &messages {
            drop(rules.scan(message));
        }
        writeln!(
            out,
            "{path}: first round {:.0} ms",
            micros(start.elapsed()) / 1e3
        )?;
        report(&mut out, &path, &messages, &rules)?;
        together.extend(messages);
    }
    if let (Some((_, start)), Some((most, now))) = (start_memory, memory()) {
        writeln!(
            out,
            "MiB: {start:.1} at start, {now:.1} now, {most:.1} at most"
        )?;
    }
    if !together.is_empty() {
        by_size(&mut out, &together, &rules)?;
    }
    if let Some((most, _)) = memory() {
        writeln!(out, "MiB at most, long texts included: {most:.1}")?;
    }
    std::io::stdout().write_all(out.as_bytes())?;
    Ok(())
}
