//! The configuration file: what an organisation decides, read strictly so that a slip of the pen is
//! told with its line instead of leaving a setting at its default.

mod discord;
mod error;
mod place;
mod secret;
mod slack;

use std::path::{Path, PathBuf};

use bonsens_port::{ChannelId, Lang, Mode, Retention};
use jiff::SignedDuration;
use jiff::civil::Date;
use serde::Deserialize;
use toml::Spanned;

use place::Wrong;

use crate::leak::line_of;
use crate::policy::{FixWindows, Policy};
use crate::trust::{Accountability, Consultation, OnRecord};

pub use discord::{DiscordConfig, DiscordServer};
pub use error::ConfigError;
pub use place::Place;
pub use secret::{Secret, SecretError};
pub use slack::{SlackConfig, SlackConnection, SlackWorkspace};

/// A configuration is a page; more is another kind of file.
const MAX_BYTES: u64 = 1024 * 1024;
/// In place of a duration: moderators are never told.
const NEVER: &str = "never";
const DAY: u64 = 24 * 60 * 60;

/// What a configuration file says, with paths made whole.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// The language of the moderators.
    pub lang: Option<Lang>,
    /// Folder in which records are kept.
    pub data: Option<PathBuf>,
    /// Charters to answer from.
    pub charters: Vec<PathBuf>,
    /// Files of the organisation's own rules.
    pub rules: Vec<PathBuf>,
    /// How far to go.
    pub policy: Policy,
    /// The Slack workspaces served.
    pub slack: Option<SlackConfig>,
    /// The Discord servers served.
    pub discord: Option<DiscordConfig>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Raw {
    lang: Option<Lang>,
    data: Option<PathBuf>,
    charters: Vec<PathBuf>,
    rules: Vec<PathBuf>,
    policy: RawPolicy,
    retention: RawRetention,
    accountability: RawAccountability,
    slack: Option<Spanned<slack::RawSlack>>,
    discord: Option<Spanned<discord::RawDiscord>>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct RawPolicy {
    mode: Option<Spanned<Mode>>,
    fix_window: RawFixWindows,
    cooldown: Option<Spanned<String>>,
    large_channel: Option<u32>,
    exempt_channels: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct RawFixWindows {
    low: Option<Spanned<String>>,
    medium: Option<Spanned<String>>,
    high: Option<Spanned<String>>,
    critical: Option<Spanned<String>>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[expect(clippy::struct_field_names, reason = "they are the keys of the file")]
struct RawRetention {
    records_days: Option<u32>,
    counts_days: Option<u32>,
    questions_days: Option<u32>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct RawAccountability {
    staff_informed: Option<RawAct>,
    representatives_consulted: Option<RawConsultation>,
    impact_assessed: Option<RawAct>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAct {
    #[serde(deserialize_with = "day")]
    on: Date,
    reference: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawConsultation {
    #[serde(default, deserialize_with = "some_day")]
    on: Option<Date>,
    #[serde(default)]
    reference: String,
    not_required: Option<String>,
}

/// A day, written as TOML writes one (`2026-01-31`) or as a string.
fn day<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        Toml(toml::value::Datetime),
        Text(String),
    }
    let text = match Written::deserialize(deserializer)? {
        Written::Toml(day) => day.to_string(),
        Written::Text(text) => text,
    };
    text.parse()
        .map_err(|_| serde::de::Error::custom("expected a day such as 2026-01-31"))
}

fn some_day<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    day(deserializer).map(Some)
}

impl From<RawAct> for OnRecord {
    fn from(raw: RawAct) -> Self {
        Self {
            on: raw.on,
            reference: raw.reference,
        }
    }
}

impl RawAccountability {
    fn record(self) -> Accountability {
        let consulted = self.representatives_consulted.and_then(|raw| {
            let done = raw.on.map(|on| {
                let reference = raw.reference;
                Consultation::Done(OnRecord { on, reference })
            });
            done.or(raw.not_required.map(Consultation::NotRequired))
        });
        Accountability {
            staff_informed: self.staff_informed.map(OnRecord::from),
            representatives_consulted: consulted,
            impact_assessed: self.impact_assessed.map(OnRecord::from),
        }
    }
}

/// A file being read, for its name and lines in errors.
struct Source<'a> {
    file: &'a str,
    text: &'a str,
}

impl Source<'_> {
    fn line(&self, offset: usize) -> usize {
        line_of(self.text, offset)
    }

    fn duration(&self, written: &Spanned<String>) -> Result<SignedDuration, ConfigError> {
        let duration: Option<SignedDuration> = written.get_ref().parse().ok();
        duration
            .filter(|duration| !duration.is_negative())
            .ok_or_else(|| ConfigError::Duration {
                file: self.file.to_owned(),
                line: self.line(written.span().start),
            })
    }

    fn window(
        &self,
        written: Option<&Spanned<String>>,
        default: Option<SignedDuration>,
    ) -> Result<Option<SignedDuration>, ConfigError> {
        match written {
            None => Ok(default),
            Some(written) if written.get_ref().trim() == NEVER => Ok(None),
            Some(written) => self.duration(written).map(Some),
        }
    }
}

impl Source<'_> {
    /// What is wrong in a platform's section that starts here.
    fn wrong(&self, wrong: &Wrong, start: usize) -> ConfigError {
        let file = self.file.to_owned();
        match *wrong {
            Wrong::Connection => ConfigError::SlackConnection {
                file,
                line: self.line(start),
            },
            Wrong::NoneServed { section } => ConfigError::NoneServed {
                file,
                line: self.line(start),
                section,
            },
            Wrong::Twice { offset } => ConfigError::ServedTwice {
                file,
                line: self.line(offset),
            },
            Wrong::Id {
                offset,
                key,
                starts_with,
            } => ConfigError::PlatformId {
                file,
                line: self.line(offset),
                key,
                starts_with,
            },
        }
    }

    /// Refuses a mode that the record does not allow yet, in a section that starts here.
    fn allows<'p>(
        &self,
        places: impl Iterator<Item = &'p Place>,
        policy: &Policy,
        start: usize,
    ) -> Result<(), ConfigError> {
        match places.filter_map(|place| place.mode).max() {
            Some(mode) if policy.in_force(mode) != mode => Err(ConfigError::NotAllowed {
                file: self.file.to_owned(),
                line: self.line(start),
                mode,
                missing: policy.accountability.missing(),
            }),
            _ => Ok(()),
        }
    }
}

impl Config {
    /// Reads a file; its relative paths start from its own folder.
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        let file = path.display().to_string();
        let unreadable = |error| ConfigError::Unreadable {
            file: file.clone(),
            error,
        };
        let bytes = std::fs::metadata(path).map_err(unreadable)?.len();
        if bytes > MAX_BYTES {
            let limit = MAX_BYTES;
            return Err(ConfigError::TooLarge { file, bytes, limit });
        }
        let bytes = std::fs::read(path).map_err(unreadable)?;
        let text = std::str::from_utf8(&bytes).map_err(|error| {
            let before = &bytes[..error.valid_up_to()];
            ConfigError::NotUtf8 {
                file: file.clone(),
                line: before.split(|byte| *byte == b'\n').count(),
            }
        })?;
        let mut config = Self::parse(&file, text)?;
        let folder = path.parent().unwrap_or(Path::new(""));
        let paths = config.charters.iter_mut().chain(&mut config.rules);
        for path in paths.chain(&mut config.data) {
            *path = folder.join(&path);
        }
        if let Some(slack) = &mut config.slack {
            slack.start_in(folder);
        }
        if let Some(discord) = &mut config.discord {
            discord.start_in(folder);
        }
        Ok(config)
    }

    /// Reads what a file says, leaving its paths as they are written.
    pub fn parse(file: &str, text: &str) -> Result<Self, ConfigError> {
        let source = Source { file, text };
        let raw: Raw = toml::from_str(text).map_err(|error| ConfigError::Syntax {
            file: file.to_owned(),
            line: source.line(error.span().map_or(0, |span| span.start)),
            message: error.message().to_owned(),
        })?;
        let policy = policy(raw.policy, &raw.retention, raw.accountability, &source)?;
        let slack = raw.slack.map(|section| {
            let start = section.span().start;
            let read = section.into_inner().read();
            let slack = read.map_err(|wrong| source.wrong(&wrong, start))?;
            let places = slack.workspaces.iter().map(|workspace| &workspace.place);
            source.allows(places, &policy, start)?;
            Ok(slack)
        });
        let discord = raw.discord.map(|section| {
            let start = section.span().start;
            let read = section.into_inner().read();
            let discord = read.map_err(|wrong| source.wrong(&wrong, start))?;
            let places = discord.servers.iter().map(|server| &server.place);
            source.allows(places, &policy, start)?;
            Ok(discord)
        });
        Ok(Self {
            lang: raw.lang,
            data: raw.data,
            charters: raw.charters,
            rules: raw.rules,
            policy: Policy {
                lang: raw.lang.unwrap_or(policy.lang),
                ..policy
            },
            slack: slack.transpose()?,
            discord: discord.transpose()?,
        })
    }
}

fn policy(
    raw: RawPolicy,
    retention: &RawRetention,
    accountability: RawAccountability,
    source: &Source<'_>,
) -> Result<Policy, ConfigError> {
    let default = Policy::default();
    let (windows, written) = (FixWindows::default(), raw.fix_window);
    let days = |days: u32| std::time::Duration::from_secs(u64::from(days) * DAY);
    let policy = Policy {
        mode: raw.mode.as_ref().map_or(default.mode, |m| *m.get_ref()),
        accountability: accountability.record(),
        lang: default.lang,
        fix_windows: FixWindows {
            low: source.window(written.low.as_ref(), windows.low)?,
            medium: source.window(written.medium.as_ref(), windows.medium)?,
            high: source.window(written.high.as_ref(), windows.high)?,
            critical: source.window(written.critical.as_ref(), windows.critical)?,
        },
        cooldown: raw
            .cooldown
            .as_ref()
            .map_or(Ok(default.cooldown), |written| source.duration(written))?,
        large_channel: raw.large_channel.unwrap_or(default.large_channel),
        exempt: raw
            .exempt_channels
            .into_iter()
            .map(ChannelId::new)
            .collect(),
        retention: Retention {
            records: retention
                .records_days
                .map_or(default.retention.records, days),
            counts: retention.counts_days.map_or(default.retention.counts, days),
            questions: retention
                .questions_days
                .map_or(default.retention.questions, days),
        },
    };
    match raw.mode {
        Some(written) if policy.in_force(policy.mode) != policy.mode => {
            Err(ConfigError::NotAllowed {
                file: source.file.to_owned(),
                line: source.line(written.span().start),
                mode: policy.mode,
                missing: policy.accountability.missing(),
            })
        }
        _ => Ok(policy),
    }
}

#[cfg(test)]
mod tests;
