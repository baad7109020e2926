//! `bonsens scan --export`: what live mode would have said over a past that was exported, so that an
//! organisation knows before it starts.
//!
//! Nothing of the export comes out but counts: no word, no name of a person or a channel, and no
//! count small enough to point at somebody.

mod discord;
mod print;
mod slack;
mod source;
mod stream;
mod tally;

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use bonsens::config::Config;
use bonsens::leak::{self, CodeNames, RuleSet};
use bonsens::words::Problem;
use clap::ValueEnum;
use indicatif::ProgressBar;
use jiff::Timestamp;
use serde::Serialize;

use self::source::{Source, Trouble};
use self::tally::Tally;
use super::Voice;
use super::files::in_file;

/// Where an export comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Slack,
    Discord,
}

/// What was read and what was not, in numbers.
#[derive(Debug, Default, Serialize)]
struct Read {
    messages: u64,
    channels: u64,
    skipped: Skipped,
    unreadable: Unreadable,
}

#[derive(Debug, Default, Serialize)]
struct Skipped {
    bot_messages: u64,
    /// What the platform says by itself: someone joined, a topic changed.
    notices: u64,
    exempt_channels: u64,
    direct_conversations: u64,
    /// Folders that no list of channels names: nobody can tell whether they are exempt.
    unlisted_channels: u64,
}

#[derive(Debug, Default, Serialize)]
struct Unreadable {
    files: u64,
    messages: u64,
    /// The first of the files, by ids and days: a channel's name is nobody's business here.
    #[serde(rename = "in")]
    places: Vec<Place>,
}

#[derive(Debug, Serialize)]
struct Place {
    file: String,
    /// How many of its messages; none where it broke off or did not open.
    messages: Option<u64>,
}

/// More places than these are a pattern, not a list to go through.
const MOST_PLACES: usize = 20;

impl Unreadable {
    /// What came of a file: how many messages were no messages, and whether it was read to its end.
    fn note(&mut self, file: impl FnOnce() -> String, messages: u64, whole: bool) {
        self.messages += messages;
        self.files += u64::from(!whole);
        if (messages > 0 || !whole) && self.places.len() < MOST_PLACES {
            self.places.push(Place {
                file: file(),
                messages: whole.then_some(messages),
            });
        }
    }
}

/// A message, as a reader of the platform's format gives it.
struct Said<'a> {
    author: &'a str,
    at: Timestamp,
    text: &'a str,
}

/// What listens to an export.
struct Replay<'a> {
    rules: &'a RuleSet,
    code_names: &'a CodeNames,
    /// Ids or names of channels that are never scanned.
    exempt: BTreeSet<String>,
    read: Read,
    tally: Tally,
}

impl Replay<'_> {
    fn exempts(&self, channel: Option<&str>) -> bool {
        channel.is_some_and(|channel| self.exempt.contains(channel.trim_start_matches('#')))
    }

    /// Listens to a message as live mode does: what seems to raise an alert is left alone.
    fn hear(&mut self, said: &Said<'_>) {
        self.read.messages += 1;
        let mut found = self.rules.scan(said.text);
        found.extend(self.code_names.scan(said.text));
        found.retain(|finding| finding.confidence >= leak::NUDGE_CONFIDENCE);
        if !found.is_empty() && !leak::looks_like_alert(said.text) {
            self.tally.add(said.author, said.at, &found);
        }
    }
}

/// What to listen with.
pub struct Ears<'a> {
    pub rules: &'a RuleSet,
    pub code_names: &'a CodeNames,
    pub config: &'a Config,
}

/// Reads an export and says what was found in it.
pub fn run(
    kind: Kind,
    path: Option<&Path>,
    ears: &Ears<'_>,
    json: bool,
    voice: &Voice,
    out: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let path = path.ok_or_else(|| Problem::new("export-no-file"))?;
    let bar = super::scan::progress(0);
    let told = |trouble: Trouble| in_file(path, trouble.problem(kind));
    let mut source = Source::open(path, &bar).map_err(told)?;
    let mut replay = Replay {
        rules: ears.rules,
        code_names: ears.code_names,
        exempt: exempt(ears.config),
        read: Read::default(),
        tally: Tally::new(&ears.config.policy),
    };
    match kind {
        Kind::Slack => slack::read(&mut source, &mut replay),
        Kind::Discord => discord::read(&mut source, &mut replay),
    }
    .map_err(told)?;
    ProgressBar::finish_and_clear(&bar);
    let Replay { read, tally, .. } = replay;
    let all_read = read.unreadable.files == 0 && read.unreadable.messages == 0;
    let counts = tally.settled();
    if json {
        print::json(kind, &read, &counts, out)?;
    } else {
        print::table(&read, &counts, ears.rules, voice, out)?;
    }
    Ok(if all_read {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    })
}

/// Every channel that any place of the configuration exempts: an export does not say which of the
/// places it is from, and ids are of one place only.
fn exempt(config: &Config) -> BTreeSet<String> {
    let slack = config.slack.iter().flat_map(|slack| &slack.workspaces);
    let discord = config.discord.iter().flat_map(|discord| &discord.servers);
    let places = slack
        .map(|workspace| &workspace.place)
        .chain(discord.map(|server| &server.place));
    let channels = places.flat_map(|place| &place.exempt_channels);
    channels
        .chain(&config.policy.exempt)
        .map(|channel| channel.as_str().trim_start_matches('#').to_owned())
        .collect()
}
