//! `bonsens rules`: what is looked for, and proof that each rule does what it says.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use bonsens::leak::{Rule, RuleSet, Which};
use bonsens::words::{RuleNames, Words};
use comfy_table::{Table, presets};

use super::{LangArg, lang_or_locale};

/// List, check and explain the rules.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
    /// A file of your own rules; may be repeated.
    #[arg(long, value_name = "FILE", global = true)]
    rules: Vec<PathBuf>,
    /// Language of the output.
    #[arg(long, global = true)]
    lang: Option<LangArg>,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Name every rule.
    List,
    /// Prove that every example is found and no counter-example is. Exits with 1 where not.
    Check,
    /// Say what one rule looks for.
    Explain {
        /// Identifier of the rule, as `list` shows it.
        rule: String,
    },
}

/// The built-in rules and those of these files.
pub fn load(files: &[PathBuf]) -> anyhow::Result<RuleSet> {
    if files.is_empty() {
        return Ok(RuleSet::builtin());
    }
    let mut texts = Vec::new();
    for path in files {
        let shown = path.display().to_string();
        let text =
            std::fs::read_to_string(path).with_context(|| format!("{shown}: can't be read"))?;
        texts.push((shown, text));
    }
    Ok(RuleSet::with_files(&texts)?)
}

pub fn run(args: &Args, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let rules = load(&args.rules)?;
    let words = Words::default();
    let lang = lang_or_locale(args.lang);
    match &args.command {
        Command::List => {
            let mut table = Table::new();
            table.load_style(presets::UTF8_HORIZONTAL_ONLY);
            for rule in rules.rules() {
                let severity = words.say(lang, &format!("severity-{}", rule.severity));
                table.add_row([rule.id.clone(), severity, rules.rule_name(lang, &rule.id)]);
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
                writeln!(out, "{}", words.say_with(lang, id, &args))?;
            }
            if !failures.is_empty() {
                return Ok(ExitCode::from(1));
            }
            let args = [("rules", rules.rules().count().into())];
            writeln!(out, "{}", words.say_with(lang, "rules-ok", &args))?;
        }
        Command::Explain { rule } => {
            let Some(found) = rules.get(rule) else {
                let args = [("rule", rule.as_str().into())];
                anyhow::bail!(words.say_with(lang, "rules-unknown", &args));
            };
            explain(found, &rules, &words, lang, out)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn explain(
    rule: &Rule,
    rules: &RuleSet,
    words: &Words,
    lang: bonsens_port::Lang,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let severity = words.say(lang, &format!("severity-{}", rule.severity));
    writeln!(
        out,
        "{}: {} ({severity})",
        rule.id,
        rules.rule_name(lang, &rule.id)
    )?;
    writeln!(out, "{}:{}", rule.file, rule.line)?;
    let list = |title: &str, items: &[String], out: &mut dyn Write| -> anyhow::Result<()> {
        if !items.is_empty() {
            writeln!(out, "{}", words.say(lang, title))?;
            for item in items {
                writeln!(out, "    {}", item.replace('\n', "\n    "))?;
            }
        }
        Ok(())
    };
    list("rules-keywords", &rule.keywords, out)?;
    list("rules-pattern", std::slice::from_ref(&rule.pattern), out)?;
    list("rules-examples", &rule.examples, out)?;
    list("rules-counter-examples", &rule.counter_examples, out)
}
