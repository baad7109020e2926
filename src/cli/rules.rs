//! `bonsens rules`: what is looked for, and proof that each rule does what it says.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use bonsens::config::Config;
use bonsens::leak::{Rule, RuleSet, Which};
use bonsens::words::{Problem, RuleNames};

use super::files::read_text;
use super::{LangArg, Voice, registered, rules_eval};

/// What `rules` takes.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
    #[arg(long, value_name = "FILE", global = true)]
    rules: Vec<PathBuf>,
    #[arg(long, global = true)]
    lang: Option<LangArg>,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    List,
    Check,
    Explain { rule: String },
    Eval(rules_eval::Args),
    Register(registered::Register),
    Registered(registered::List),
    Unregister(registered::Unregister),
}

/// The built-in rules, those of the configuration, and those of these files.
pub fn load(files: &[PathBuf], config: &Config) -> anyhow::Result<RuleSet> {
    let mut texts = Vec::new();
    for path in config.rules.iter().chain(files) {
        texts.push((path.display().to_string(), read_text(path)?));
    }
    if texts.is_empty() {
        return Ok(RuleSet::builtin());
    }
    Ok(RuleSet::with_files(&texts)?)
}

pub fn run(args: &Args, config: &Config, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let rules = load(&args.rules, config)?;
    let voice = Voice::new(args.lang);
    match &args.command {
        Command::List => {
            let mut table = voice.table(&[]);
            for rule in rules.rules() {
                let severity = voice.say(&format!("severity-{}", rule.severity));
                table.add_row([
                    rule.id.clone(),
                    severity,
                    rules.rule_name(voice.lang, &rule.id),
                ]);
            }
            writeln!(out, "{table}")?;
        }
        Command::Check => {
            let failures = rules.check();
            for failure in &failures {
                let (id, index) = match failure.which {
                    Which::MissedExample { index } => ("rules-missed", index),
                    Which::MatchedCounterExample { index } => ("rules-matched", index),
                };
                let args = [
                    ("file", failure.file.as_str().into()),
                    ("line", failure.line.into()),
                    ("rule", failure.rule.as_str().into()),
                    ("index", (index + 1).into()),
                ];
                writeln!(out, "{}", voice.say_with(id, &args))?;
            }
            if !failures.is_empty() {
                return Ok(ExitCode::from(1));
            }
            let args = [("rules", rules.rules().count().into())];
            writeln!(out, "{}", voice.say_with("rules-ok", &args))?;
        }
        Command::Explain { rule } => {
            let Some(found) = rules.get(rule) else {
                return Err(Problem::new("rules-unknown")
                    .with("rule", rule.as_str())
                    .into());
            };
            explain(found, &rules, &voice, out)?;
        }
        Command::Eval(args) => rules_eval::run(args, &rules, &voice, out)?,
        Command::Register(args) => return registered::register(args, config, &voice, out),
        Command::Registered(args) => return registered::list(args, config, &voice, out),
        Command::Unregister(args) => return registered::unregister(args, config, &voice, out),
    }
    Ok(ExitCode::SUCCESS)
}

fn explain(rule: &Rule, rules: &RuleSet, voice: &Voice, out: &mut dyn Write) -> anyhow::Result<()> {
    let severity = voice.say(&format!("severity-{}", rule.severity));
    let args = [
        ("rule", rule.id.as_str().into()),
        ("name", rules.rule_name(voice.lang, &rule.id).into()),
        ("severity", severity.into()),
    ];
    writeln!(out, "{}", voice.say_with("rules-explained", &args))?;
    writeln!(out, "{}:{}", rule.file, rule.line)?;
    let list = |title: &str, items: &[String], out: &mut dyn Write| -> anyhow::Result<()> {
        if !items.is_empty() {
            writeln!(out, "{}", voice.say(title))?;
            for item in items {
                writeln!(out, "    {}", item.replace('\n', "\n    "))?;
            }
        }
        Ok(())
    };
    list("rules-keywords", &rule.keywords, out)?;
    let pattern: Vec<String> = rule.pattern.lines().map(str::to_owned).collect();
    list("rules-pattern", &pattern, out)?;
    list("rules-examples", &rule.examples, out)?;
    list("rules-counter-examples", &rule.counter_examples, out)
}
