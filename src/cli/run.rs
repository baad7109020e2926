//! `bonsens run`: serves the workspaces of the configuration until told to stop.

use std::io::Write;
use std::process::ExitCode;
use std::sync::Arc;

use bonsens::charter::Library;
use bonsens::compose::{self, slack};
use bonsens::config::{Config, Place};
use bonsens::engine::{Engine, Parts};
use bonsens::policy::Policy;
use bonsens::runtime::{Capacity, Runtime};
use bonsens::tenant::{Tenant, Tenants};
use bonsens::trust::Keys;
use bonsens::words::{Problem, Words};
use bonsens_port::{Intake, SystemClock};
use bonsens_slack::Slack;
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

pub fn run(args: &Args, config: &Config, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let voice = args.spoken.voice();
    let Some(section) = &config.slack else {
        return Err(Problem::new("run-nothing").into());
    };
    let folder = args.data.folder(config);
    let mut tenants = Tenants::all(Tenant {
        policy: config.policy.clone(),
        library: charters::usual(config, &folder)?.into(),
    });
    for workspace in &section.workspaces {
        let place = &workspace.place;
        let library = if place.charters.is_empty() {
            charters::usual(config, &folder)?
        } else {
            charters::named(&place.charters)?
        };
        tenants = tenants.with(place.id.clone(), tenant(config, place, library));
    }
    let slack = Slack::new(slack::settings(section, config.policy.lang)?, slack::say())?;
    let engine = Engine::new(Parts {
        store: charters::open(&folder)?,
        platform: slack.platform(),
        clock: Arc::new(SystemClock),
        rules: rules::load(&[], config)?,
        tenants,
        words: Words::default(),
        keys: Keys::kept(&folder.join("key"))?,
    });
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?
        .block_on(serve(engine, &slack, config, &voice, out))
}

/// What a place decides, where it says otherwise than the rest.
fn tenant(config: &Config, place: &Place, library: Library) -> Tenant {
    let usual = &config.policy;
    let exempt = usual.exempt.iter().chain(&place.exempt_channels);
    Tenant {
        policy: Policy {
            mode: place.mode.unwrap_or(usual.mode),
            lang: place.lang.unwrap_or(usual.lang),
            exempt: exempt.cloned().collect(),
            ..usual.clone()
        },
        library: library.into(),
    }
}

async fn serve(
    engine: Engine,
    slack: &Slack,
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
    let serving = slack.run(intake, stop.clone());
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
