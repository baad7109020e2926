//! `bonsens try`: a small workplace in a terminal, or a transcript where input is piped.

mod line;
mod press;
mod session;

use std::io::{self, BufRead, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use bonsens::compose::Setting;
use bonsens::config::Config as Settings;
use bonsens::policy::Policy;
use rustyline::error::ReadlineError;
use rustyline::history::MemHistory;
use rustyline::{CompletionType, Config, Editor};

use self::line::Names;
use self::session::{Session, Step};
use super::{LangArg, charters, lang_or_locale, rules};

/// What `try` takes.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[arg(long)]
    lang: Option<LangArg>,
    #[arg(long, value_name = "PATH")]
    charter: Vec<PathBuf>,
}

pub fn run(
    args: &Args,
    config: &Settings,
    policy: Option<&Policy>,
    out: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()?;
    let lang = match (args.lang, config.lang) {
        (None, Some(lang)) => lang,
        (lang, _) => lang_or_locale(lang),
    };
    let paths = [&args.charter, &config.charters];
    let library = match paths.into_iter().find(|paths| !paths.is_empty()) {
        Some(paths) => charters::named(paths)?,
        None => charters::samples(Some(lang))?,
    };
    let mut setting = Setting::new(library, lang);
    setting.rules = rules::load(&[], config)?;
    if let Some(policy) = policy {
        setting.decide(policy.clone());
    }
    let mut session = runtime.block_on(async { Session::open(lang, setting) })?;
    session.welcome(out)?;
    if let Some(policy) = policy {
        session.tell_mode(policy.mode, out)?;
    }
    if io::stdin().is_terminal() {
        interactive(&mut session, &runtime, out)?;
    } else {
        // Each line is echoed, so that a transcript reads like the conversation it was.
        for line in io::stdin().lock().lines() {
            let line = line?;
            writeln!(out, "{}{line}", session.prompt())?;
            if runtime.block_on(session.step(&line, out))? == Step::Quit {
                return Ok(ExitCode::SUCCESS);
            }
        }
    }
    session.goodbye(out)?;
    Ok(ExitCode::SUCCESS)
}

fn interactive(
    session: &mut Session,
    runtime: &tokio::runtime::Runtime,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    // What is typed here may look like a secret: history lives in memory and ends with the session.
    let config = Config::builder()
        .completion_type(CompletionType::List)
        .build();
    let mut editor: Editor<Names, MemHistory> = Editor::with_history(config, MemHistory::new())?;
    editor.set_helper(Some(Names(session.lang())));
    loop {
        out.flush()?;
        match editor.readline(&session.prompt()) {
            Ok(line) => {
                editor.add_history_entry(line.as_str())?;
                if runtime.block_on(session.step(&line, out))? == Step::Quit {
                    return Ok(());
                }
            }
            Err(ReadlineError::Interrupted | ReadlineError::Eof) => return Ok(()),
            Err(error) => return Err(error.into()),
        }
    }
}
