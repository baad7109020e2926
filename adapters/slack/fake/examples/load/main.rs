//! A workplace that talks faster than any does, for `benches/slack/run.py`: it posts signed events
//! at an app, measures how long each takes to be acknowledged, and counts the private words that
//! come back.
//!
//! It is told what to do line by line, and answers each with a line of JSON:
//!
//! - `target URL`: where the app takes events in
//! - `paced RATE SECONDS`: so many new messages a second, whether or not the app keeps up
//! - `burst SECONDS AT_ONCE`: as fast as the app acknowledges them, with so many under way
//! - `settle SECONDS`: waits for the nudges that are still missing, and says how many are
//!
//! [`FakeSlack`](bonsens_fake_slack::FakeSlack) is not used for this: it keeps every word for a
//! test to look at, and that would be measured along with the app.

mod drive;
mod ledger;
mod measure;
mod messages;
mod standin;

use std::error::Error;
use std::io::{Write, stdin, stdout};
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};

use drive::Driver;
use ledger::Ledger;
use messages::Workplace;

/// What Slack and the app know of each other. Nothing here opens anything.
const TEAM: &str = "T0BENCH";
const SECRET: &str = "bench-signing-secret";
const TOKEN: &str = "xoxb-bench";

fn say(line: &Value) -> std::io::Result<()> {
    let mut out = stdout().lock();
    writeln!(out, "{line}")?;
    out.flush()
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let delay: u64 = arguments.next().map_or(Ok(0), |delay| delay.parse())?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    let ledger = Arc::new(Ledger::default());
    let address = runtime.block_on(standin::start(ledger.clone(), Duration::from_millis(delay)))?;
    say(&json!({
        "api_url": format!("http://{address}/api/"),
        "team": TEAM,
        "signing_secret": SECRET,
        "bot_token": TOKEN,
    }))?;
    let mut driver = Driver::new(SECRET, Workplace::default(), ledger);
    for line in stdin().lines() {
        let line = line?;
        let words: Vec<&str> = line.split_whitespace().collect();
        let done = match words[..] {
            ["target", url] => driver.aim(url)?,
            ["paced", rate, seconds] => {
                runtime.block_on(driver.paced(rate.parse()?, seconds.parse()?))
            }
            ["burst", seconds, at_once] => {
                runtime.block_on(driver.burst(seconds.parse()?, at_once.parse()?))
            }
            ["settle", seconds] => runtime.block_on(driver.settle(seconds.parse()?)),
            _ => return Err(format!("not understood: {line}").into()),
        };
        say(&done)?;
    }
    Ok(())
}
