//! A command line that was not understood, answered from the locale files.

use std::ffi::OsString;

use clap::Command;
use clap::error::{ContextKind, ContextValue, Error, ErrorKind};
use fluent_bundle::FluentValue;

use super::voice::Voice;

/// What was not understood, the nearest thing that would be, and where to read more.
pub fn told(error: &Error, command: &Command, args: &[OsString], voice: &Voice) -> String {
    let mut sentences = vec![what(error, voice)];
    if let Some(nearest) = nearest(error) {
        sentences.push(voice.say_with("usage-meant", &[("name", nearest.into())]));
    } else if error.kind() == ErrorKind::InvalidValue
        && let Some(values) = list(error, ContextKind::ValidValue)
    {
        sentences.push(voice.say_with("usage-one-of", &[("values", values.into())]));
    } else if taken_for_option(error) {
        sentences.push(voice.say("usage-dashes"));
    }
    let next = [("command", path(command, args).into())];
    sentences.push(voice.say_with("usage-next", &next));
    sentences.join(" ")
}

fn what(error: &Error, voice: &Voice) -> String {
    let arg = list(error, ContextKind::InvalidArg);
    let value = list(error, ContextKind::InvalidValue);
    let say = |id: &str, args: &[(&str, Option<&String>)]| {
        let filled: Option<Vec<(&str, FluentValue<'_>)>> = args
            .iter()
            .map(|(name, value)| Some((*name, value.as_ref()?.as_str().into())))
            .collect();
        filled.map(|args| voice.say_with(id, &args))
    };
    let arg = arg.as_ref();
    let value = value.as_ref();
    let told = match error.kind() {
        ErrorKind::UnknownArgument => say("usage-unexpected", &[("arg", arg)]),
        ErrorKind::InvalidSubcommand => {
            let name = list(error, ContextKind::InvalidSubcommand);
            say("usage-no-command", &[("name", name.as_ref())])
        }
        // An empty value stands for none.
        ErrorKind::InvalidValue if single(error, ContextKind::InvalidValue) == Some("") => {
            say("usage-no-value", &[("arg", arg)])
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            say("usage-bad-value", &[("arg", arg), ("value", value)])
        }
        ErrorKind::MissingRequiredArgument => say("usage-missing", &[("args", arg)]),
        ErrorKind::MissingSubcommand => {
            let command = single(error, ContextKind::InvalidSubcommand).map(str::to_owned);
            let commands = list(error, ContextKind::ValidSubcommand);
            say(
                "usage-which-command",
                &[
                    ("command", command.as_ref()),
                    ("commands", commands.as_ref()),
                ],
            )
        }
        ErrorKind::ArgumentConflict => {
            let other = list(error, ContextKind::PriorArg);
            if other.as_ref() == arg {
                say("usage-twice", &[("arg", arg)])
            } else {
                say("usage-conflict", &[("arg", arg), ("other", other.as_ref())])
            }
        }
        ErrorKind::TooManyValues => say("usage-too-many", &[("arg", arg), ("value", value)]),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            say("usage-how-many", &[("arg", arg)])
        }
        ErrorKind::NoEquals => say("usage-equals", &[("arg", arg)]),
        ErrorKind::InvalidUtf8 => Some(voice.say("usage-not-utf8")),
        _ => None,
    };
    told.unwrap_or_else(|| voice.say("usage-other"))
}

fn nearest(error: &Error) -> Option<String> {
    [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedValue,
    ]
    .into_iter()
    .find_map(|kind| list(error, kind))
}

/// What began like an option where a text would have been taken.
fn taken_for_option(error: &Error) -> bool {
    error.kind() == ErrorKind::UnknownArgument
        && error.get(ContextKind::Suggested).is_some()
        && single(error, ContextKind::InvalidArg).is_some_and(|arg| arg.starts_with('-'))
}

fn single(error: &Error, kind: ContextKind) -> Option<&str> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text),
        _ => None,
    }
}

/// The texts the parser gives for this, each between backquotes.
fn list(error: &Error, kind: ContextKind) -> Option<String> {
    let quoted = |text: &String| format!("`{text}`");
    match error.get(kind)? {
        ContextValue::String(text) => Some(quoted(text)),
        ContextValue::Strings(texts) if !texts.is_empty() => {
            Some(texts.iter().map(quoted).collect::<Vec<_>>().join(", "))
        }
        _ => None,
    }
}

/// The command that was meant, as far as it was understood.
fn path(command: &Command, args: &[OsString]) -> String {
    let mut path = command.get_name().to_owned();
    let mut at = command;
    for arg in args.iter().skip(1) {
        if let Some(below) = arg.to_str().and_then(|name| at.find_subcommand(name))
            && below.get_name() != "help"
        {
            path = format!("{path} {}", below.get_name());
            at = below;
        }
    }
    path
}
