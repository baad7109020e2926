//! What looking for registered documents and values costs: next to nothing registered, with 1,000
//! pages and 10,000 values, and by the size of the text.
//!
//! `cargo run --release --example registered_speed -- FILE…`, where each line is a message, or a JSON
//! object whose `text` is one.

use std::fmt::Write as _;
use std::io::Write as _;
use std::time::Instant;

use anyhow::Context;
use bonsens::leak::{Printer, Quotable, Registered};
use bonsens::registered;
use bonsens::trust::Keys;
use jiff::Timestamp;

const PAGES: usize = 1_000;
const WORDS_A_PAGE: usize = 500;
const VALUES: usize = 10_000;
const ROUNDS: usize = 5;
const SIZES: [usize; 5] = [200, 2_000, 20_000, 200_000, 1_000_000];

fn text(line: &str) -> anyhow::Result<String> {
    if !line.starts_with('{') {
        return Ok(line.to_owned());
    }
    let object: serde_json::Value = serde_json::from_str(line)?;
    let text = object["text"].as_str().context("a line has no text")?;
    Ok(text.to_owned())
}

/// What the process holds now, in MiB; only Linux tells.
fn memory() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let held = line.and_then(|line| line.split_whitespace().next());
    held.and_then(|held| held.parse::<f64>().ok())
        .unwrap_or_default()
        / 1024.0
}

/// The least of a few rounds, in µs for each text, and what was found in one.
fn time(texts: &[String], registered: &Registered) -> (f64, usize) {
    let quotable = Quotable::default();
    let mut least = f64::MAX;
    let mut found = 0;
    for _ in 0..ROUNDS {
        let start = Instant::now();
        found = texts
            .iter()
            .map(|text| registered.scan(text, &quotable).len())
            .sum();
        least = least.min(start.elapsed().as_secs_f64() * 1e6);
    }
    let count = u32::try_from(texts.len()).map_or(f64::NAN, f64::from);
    (least / count, found)
}

/// Words in an order that repeats nowhere, from a vocabulary of a few thousand.
fn page(seed: &mut u64, vocabulary: &[&str]) -> String {
    let words = (0..WORDS_A_PAGE).map(|_| {
        *seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let at = usize::try_from(*seed >> 33).unwrap_or_default();
        vocabulary[at % vocabulary.len()]
    });
    words.collect::<Vec<_>>().join(" ")
}

fn main() -> anyhow::Result<()> {
    let mut messages = Vec::new();
    for path in std::env::args().skip(1) {
        let lines = std::fs::read_to_string(&path).with_context(|| path.clone())?;
        for line in lines.lines() {
            messages.push(text(line)?);
        }
    }
    anyhow::ensure!(!messages.is_empty(), "name a file of messages");
    let all = messages.join("\n");
    // Addresses and code are many words in one, and would be found where they come from.
    let words = all.split_whitespace();
    let words = words.filter(|word| word.chars().all(char::is_alphanumeric));
    let vocabulary: Vec<&str> = words.take(50_000).collect();
    let (keys, at) = (Keys::random()?, Timestamp::UNIX_EPOCH);
    let mut seed = 7;
    let mut records = Vec::new();
    for _ in 0..PAGES / 10 {
        let pages: Vec<String> = (0..10).map(|_| page(&mut seed, &vocabulary)).collect();
        records.push(registered::document(&keys, "", &pages.join("\n\n"), at)?);
    }
    let values: Vec<String> = (0..VALUES)
        .map(|nth| format!("KX-{nth:05}-{}", "ABCDEFGHIJ".split_at(nth % 9 + 1).0))
        .collect();
    let lines = values.iter().map(|value| (1, value.as_str()));
    records.push(registered::values(&keys, "", lines, at)?.0);
    let prints: usize = records.iter().map(|record| record.prints.0.len()).sum();

    let mut out = String::new();
    let (without, _) = time(&messages, &Registered::default());
    let before = memory();
    let full = Registered::new(Printer::new(&keys.prints()), &records);
    let taken = memory() - before;
    let (with, found) = time(&messages, &full);
    writeln!(
        out,
        "{} messages; {prints} fingerprints of {PAGES} pages and {VALUES} values\n\
         nothing registered: {without:.3} µs a message\n\
         all registered: {with:.3} µs a message, {found} findings, {taken:.1} MiB\n\
         ns a byte, by size of the text:",
        messages.len()
    )?;
    for size in SIZES {
        let source = all.repeat(size / all.len() + 1);
        let cut = vec![source[..source.ceil_char_boundary(size)].to_owned()];
        let (micros, _) = time(&cut, &full);
        let bytes = u32::try_from(cut[0].len()).map_or(f64::NAN, f64::from);
        writeln!(out, "  {size:>9} bytes: {:.1}", micros * 1e3 / bytes)?;
    }
    std::io::stdout().write_all(out.as_bytes())?;
    Ok(())
}
