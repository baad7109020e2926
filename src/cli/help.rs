//! `--help` in its reader's language: the commands as they are declared, told from the locale
//! files.
//!
//! Keys follow the path: `cli-knowledge-load` for the command, then `-more` for what it needs
//! explained, `-examples`, and the name of an argument for its help. `cli-any-data` serves every
//! command that has no word of its own for `--data`.

use clap::builder::Styles;
use clap::{Arg, Command};

use super::voice::Voice;

/// The command the library adds wherever there are others.
const HELP: &str = "cli-any-help-command";

/// The key of the program itself.
const ROOT: &str = "cli";

/// The command and all below it, in words.
pub fn told(mut command: Command, voice: &Voice) -> Command {
    // Built first, so that what the library adds by itself is told too.
    command.build();
    tell(command, ROOT, ROOT, voice)
}

/// A word the library keeps as long as the program runs; it is asked for once.
fn word(voice: &Voice, id: &str) -> &'static str {
    voice.say(id).leak()
}

/// Tells a command by its key, and those below it by keys that begin with `path`.
fn tell(command: Command, key: &str, path: &str, voice: &Voice) -> Command {
    let header = *Styles::default().get_header();
    let usage = voice.say("cli-heading-usage");
    let mut command = command
        .about(voice.say(key))
        .help_template(format!(
            "{{about-with-newline}}\n{{before-help}}{header}{usage}{header:#} {{usage}}\n\n{{all-args}}{{after-help}}"
        ))
        .subcommand_help_heading(word(voice, "cli-heading-commands"))
        .subcommand_value_name(word(voice, "cli-value-command"))
        .mut_args(|arg| tell_arg(arg, key, voice))
        .mut_subcommands(|below| {
            if below.get_name() == "help" {
                // It lists its parent's commands again.
                tell(below, HELP, path, voice)
            } else {
                let key = format!("{path}-{}", below.get_name());
                tell(below, &key, &key, voice)
            }
        });
    if let Some(more) = voice.find(&format!("{key}-more")) {
        command = command.before_help(more);
    }
    if let Some(examples) = voice.find(&format!("{key}-examples")) {
        let heading = voice.say("cli-heading-examples");
        let lines = examples.lines().map(|line| format!("\n  {line}"));
        command = command.after_help(
            lines.fold(format!("{header}{heading}{header:#}"), |text, line| {
                text + &line
            }),
        );
    }
    command
}

/// The key of an argument's help: its own, or the one all commands share.
fn key_of(arg: &Arg, command: &str, voice: &Voice) -> String {
    let name = arg.get_id().as_str().replace('_', "-");
    let own = format!("{command}-{name}");
    // An option of the program and one of its commands may share a name; the key is the command's.
    if command != ROOT && voice.find(&own).is_some() {
        own
    } else {
        format!("cli-any-{name}")
    }
}

fn tell_arg(arg: Arg, command: &str, voice: &Voice) -> Arg {
    let mut help = voice.say(&key_of(&arg, command, voice));
    for note in notes(&arg, voice) {
        help = format!("{help} {note}");
    }
    let heading = if arg.is_positional() {
        "cli-heading-arguments"
    } else {
        "cli-heading-options"
    };
    let names: Vec<&'static str> = arg
        .get_value_names()
        .unwrap_or_default()
        .iter()
        .map(|name| word(voice, &format!("cli-value-{}", name.to_lowercase())))
        .collect();
    let takes_values = arg.get_action().takes_values();
    // The library would say these in English.
    let arg = arg
        .help(help)
        .long_help(None::<&str>)
        .help_heading(word(voice, heading))
        .hide_possible_values(true)
        .hide_default_value(true)
        .hide_env(true);
    if takes_values && !names.is_empty() {
        arg.value_names(names)
    } else {
        arg
    }
}

/// What an option may be given, and what it is when it is not.
fn notes(arg: &Arg, voice: &Voice) -> Vec<String> {
    let mut notes = Vec::new();
    if !arg.get_action().takes_values() {
        return notes;
    }
    let values: Vec<String> = arg
        .get_possible_values()
        .iter()
        .map(|value| {
            let name = value.get_name();
            let meaning = voice.say(&format!("cli-choice-{name}"));
            let args = [("value", name.into()), ("meaning", meaning.into())];
            voice.say_with("cli-note-value", &args)
        })
        .collect();
    if !values.is_empty() {
        let args = [("values", values.join(", ").into())];
        notes.push(voice.say_with("cli-note-values", &args));
    }
    if let Some(name) = arg.get_env() {
        let args = [("name", name.to_string_lossy().into_owned().into())];
        notes.push(voice.say_with("cli-note-environment", &args));
    }
    for value in arg.get_default_values() {
        let args = [("value", value.to_string_lossy().into_owned().into())];
        notes.push(voice.say_with("cli-note-default", &args));
    }
    notes
}

#[cfg(test)]
#[path = "help_tests.rs"]
mod tests;
