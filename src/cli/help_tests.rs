//! Every command and everything it takes has its words, in both languages.

use super::*;
use crate::cli::Cli;
use bonsens_port::Lang;
use clap::CommandFactory;

/// Visits every command with the key of its words, but not the list `help` makes of them again.
fn visit(command: &Command, key: &str, see: &mut dyn FnMut(&Command, &str)) {
    see(command, key);
    for below in command.get_subcommands() {
        if below.get_name() == "help" {
            see(below, HELP);
        } else {
            visit(below, &format!("{key}-{}", below.get_name()), see);
        }
    }
}

fn built() -> Command {
    let mut command = Cli::command();
    command.build();
    command
}

#[test]
fn no_command_and_no_argument_is_without_words() {
    for lang in [Lang::Fr, Lang::En] {
        let voice = Voice::of(lang);
        let mut missing = Vec::new();
        let mut need = |key: String| {
            if voice.find(&key).is_none() {
                missing.push(key);
            }
        };
        visit(&built(), "cli", &mut |command, key| {
            need(key.to_owned());
            if key != HELP {
                need(format!("{key}-examples"));
            }
            for arg in command.get_arguments() {
                need(key_of(arg, key, &voice));
                for name in arg.get_value_names().unwrap_or_default() {
                    if arg.get_action().takes_values() {
                        need(format!("cli-value-{}", name.to_lowercase()));
                    }
                }
                if arg.get_action().takes_values() {
                    for value in arg.get_possible_values() {
                        need(format!("cli-choice-{}", value.get_name()));
                    }
                }
            }
        });
        assert_eq!(missing, Vec::<String>::new(), "{lang:?}");
    }
}

#[test]
fn french_help_has_no_english_left_in_it() {
    let voice = Voice::of(Lang::Fr);
    let mut command = told(Cli::command(), &voice);
    let mut pages = vec![command.render_long_help().to_string()];
    for below in command.get_subcommands_mut() {
        pages.push(below.render_long_help().to_string());
        for last in below.get_subcommands_mut() {
            pages.push(last.render_long_help().to_string());
        }
    }
    for page in pages {
        for word in [
            "Usage:",
            "Commands:",
            "Arguments:",
            "Options:",
            "Print",
            "[default",
            "[possible",
            "[env",
            "COMMAND>",
            "<FILE>",
            "<PATH>",
            "cli-",
        ] {
            assert!(!page.contains(word), "{word} in\n{page}");
        }
    }
}

#[test]
fn the_examples_are_commands_that_are_understood() {
    for lang in [Lang::Fr, Lang::En] {
        let voice = Voice::of(lang);
        let mut lines = Vec::new();
        visit(&built(), "cli", &mut |_, key| {
            let examples = voice.find(&format!("{key}-examples")).unwrap_or_default();
            lines.extend(examples.lines().map(str::to_owned));
        });
        for line in lines.iter().filter(|line| !line.starts_with('#')) {
            let result = Cli::command().try_get_matches_from(words(line));
            if let Err(error) = result
                && error.kind() != clap::error::ErrorKind::DisplayHelp
            {
                panic!("{line}\n{error}");
            }
        }
    }
}

/// Splits a line as a shell would, for the double quotes the examples use.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (at, part) in line.split('"').enumerate() {
        if at % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}

#[test]
fn an_option_is_not_told_in_the_words_of_a_command_of_its_name() {
    let voice = Voice::of(Lang::En);
    let root = told(built(), &voice);
    let config = root.get_arguments().find(|arg| arg.get_id() == "config");
    let help = config.and_then(Arg::get_help).unwrap().to_string();
    assert!(help.starts_with(&voice.say("cli-any-config")), "{help}");
}
