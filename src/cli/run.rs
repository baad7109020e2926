//! `bonsens run`: serves what the configuration names until told to stop.

use std::io::Write;
use std::process::ExitCode;
use std::sync::Arc;

use bonsens::charter::Library;
use bonsens::compose::{self, Switchboard};
use bonsens::config::{Config, Place};
use bonsens::engine::{Engine, Parts};
use bonsens::policy::Policy;
use bonsens::runtime::{Capacity, Runtime};
use bonsens::tenant::{Tenant, Tenants};
use bonsens::trust::Keys;
use bonsens::words::{Problem, Words};
use bonsens_port::{Intake, SystemClock};
use tokio_util::sync::CancellationToken;

use super::{Spoken, Voice, charters, rules};

/// What `run` takes.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    data: charters::Data,
    #[command(flatten)]
    spoken: Spoken,
}

/// The platforms to serve.
struct Platforms {
    #[cfg(feature = "slack")]
    slack: Option<bonsens_slack::Slack>,
    #[cfg(feature = "discord")]
    discord: Option<bonsens_discord::Discord>,
}

pub fn run(args: &Args, config: &Config, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let voice = args.spoken.voice();
    let places = places(config);
    if places.is_empty() {
        return Err(Problem::new("run-nothing").into());
    }
    let folder = args.data.folder(config);
    let usual: Arc<Library> = charters::usual(config, &folder)?.into();
    let mut tenants = Tenants::all(Tenant {
        policy: config.policy.clone(),
        library: usual.clone(),
    });
    for place in places {
        let library = if place.charters.is_empty() {
            usual.clone()
        } else {
            charters::named(&place.charters)?.into()
        };
        tenants = tenants.with(place.id.clone(), tenant(config, place, library));
    }
    let lang = config.policy.lang;
    let platforms = Platforms {
        #[cfg(feature = "slack")]
        slack: match &config.slack {
            Some(section) => {
                let settings = compose::slack::settings(section, lang)?;
                Some(bonsens_slack::Slack::new(settings, compose::say())?)
            }
            None => None,
        },
        #[cfg(feature = "discord")]
        discord: match &config.discord {
            Some(section) => {
                let settings = compose::discord::settings(section, &folder, lang)?;
                Some(bonsens_discord::Discord::new(settings, compose::say())?)
            }
            None => None,
        },
    };
    let engine = Engine::new(Parts {
        store: charters::open(&folder)?,
        platform: Arc::new(platforms.board(config)),
        clock: Arc::new(SystemClock),
        rules: rules::load(&[], config)?,
        tenants,
        words: Words::default(),
        keys: Keys::kept(&folder.join("key"))?,
    });
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?
        .block_on(serve(engine, &platforms, config, &voice, out))
}

/// All that is to be served, on the platforms of this build.
fn places(config: &Config) -> Vec<&Place> {
    let mut places = Vec::new();
    #[cfg(feature = "slack")]
    if let Some(slack) = &config.slack {
        places.extend(slack.workspaces.iter().map(|workspace| &workspace.place));
    }
    #[cfg(feature = "discord")]
    if let Some(discord) = &config.discord {
        places.extend(discord.servers.iter().map(|server| &server.place));
    }
    places
}

/// What a place decides, where it says otherwise than the rest.
fn tenant(config: &Config, place: &Place, library: Arc<Library>) -> Tenant {
    let usual = &config.policy;
    let exempt = usual.exempt.iter().chain(&place.exempt_channels);
    Tenant {
        policy: Policy {
            mode: place.mode.unwrap_or(usual.mode),
            lang: place.lang.unwrap_or(usual.lang),
            exempt: exempt.cloned().collect(),
            ..usual.clone()
        },
        library,
    }
}

impl Platforms {
    /// Shows each place things where it is.
    fn board(&self, config: &Config) -> Switchboard {
        let mut board = Switchboard::default();
        #[cfg(feature = "slack")]
        if let (Some(slack), Some(section)) = (&self.slack, &config.slack) {
            let served = section.workspaces.iter();
            let served = served.map(|workspace| workspace.place.id.clone());
            board = board.with(served, &slack.platform());
        }
        #[cfg(feature = "discord")]
        if let (Some(discord), Some(section)) = (&self.discord, &config.discord) {
            let served = section.servers.iter();
            let served = served.map(|server| server.place.id.clone());
            board = board.with(served, &discord.platform());
        }
        board
    }

    /// Takes in what happens on all of them, until told to stop or one of them can't go on.
    async fn run(&self, intake: Arc<dyn Intake>, stop: &CancellationToken) -> anyhow::Result<()> {
        #[cfg(feature = "slack")]
        let slack = async {
            let Some(slack) = &self.slack else {
                return Ok(());
            };
            let ended = slack.run(intake.clone(), stop.clone()).await;
            stop.cancel();
            ended
        };
        #[cfg(feature = "discord")]
        let discord = async {
            let Some(discord) = &self.discord else {
                return Ok(());
            };
            let ended = discord.run(intake.clone(), stop.clone()).await;
            stop.cancel();
            ended
        };
        #[cfg(all(feature = "slack", feature = "discord"))]
        {
            let (slack, discord) = tokio::join!(slack, discord);
            slack?;
            discord?;
        }
        #[cfg(all(feature = "slack", not(feature = "discord")))]
        slack.await?;
        #[cfg(all(feature = "discord", not(feature = "slack")))]
        discord.await?;
        Ok(())
    }
}

async fn serve(
    engine: Engine,
    platforms: &Platforms,
    config: &Config,
    voice: &Voice,
    out: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let runtime = Arc::new(Runtime::start(engine, Capacity::default()));
    let stop = CancellationToken::new();
    let signal = compose::stop_signal()?;
    let mode = config.policy.mode.as_str().into();
    writeln!(out, "{}", voice.say_with("run-begins", &[("mode", mode)]))?;
    out.flush()?;
    let intake: Arc<dyn Intake> = runtime.clone();
    let serving = platforms.run(intake, &stop);
    tokio::pin!(serving);
    let served = tokio::select! {
        served = &mut serving => served,
        () = signal => {
            writeln!(out, "{}", voice.say("run-stops"))?;
            out.flush()?;
            stop.cancel();
            serving.await
        }
    };
    // Whatever ended it, what was taken in is decided, and what is due is shown.
    runtime.stop().await?;
    served?;
    writeln!(out, "{}", voice.say("run-stopped"))?;
    Ok(ExitCode::SUCCESS)
}
