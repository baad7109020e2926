//! The language a run speaks, and its words.

use std::ffi::{OsStr, OsString};
use std::io::Write;

use bonsens::words::Words;
use bonsens_port::Lang;
use clap::Command;
use comfy_table::{ContentArrangement, Table, presets};
use fluent_bundle::FluentValue;

use super::LangArg;

/// The words, in one language.
#[derive(Debug)]
pub struct Voice {
    pub words: Words,
    pub lang: Lang,
}

impl Voice {
    /// Speaks the language asked for, else the one the run is in.
    pub fn new(lang: Option<LangArg>) -> Self {
        Self::of(lang_or_locale(lang))
    }

    pub fn of(lang: Lang) -> Self {
        Self {
            words: Words::default(),
            lang,
        }
    }

    pub fn say(&self, id: &str) -> String {
        self.words.say(self.lang, id)
    }

    pub fn say_with(&self, id: &str, args: &[(&str, FluentValue<'_>)]) -> String {
        self.words.say_with(self.lang, id, args)
    }

    /// The sentence where there is one.
    pub fn find(&self, id: &str) -> Option<String> {
        self.words.find(self.lang, id, &[])
    }

    /// Says on standard error what went wrong.
    pub fn complain(&self, sentence: &str) {
        let told = self.say_with("trouble", &[("sentence", sentence.into())]);
        // Where even this can't be written, there is nobody left to tell.
        let _ = writeln!(anstream::stderr(), "{told}");
    }

    /// An empty table that fits its terminal, with these headings.
    pub fn table(&self, headings: &[&str]) -> Table {
        let mut table = Table::new();
        table.load_style(presets::UTF8_HORIZONTAL_ONLY);
        table.set_content_arrangement(ContentArrangement::Dynamic);
        if !headings.is_empty() {
            table.set_header(headings.iter().map(|id| self.say(id)));
        }
        table
    }
}

/// The language asked for, else the one the command line or the terminal is set to.
pub fn lang_or_locale(lang: Option<LangArg>) -> Lang {
    lang.map_or_else(|| spoken(std::env::args_os()), Lang::from)
}

/// The language of a command line before it is understood: help and mistakes need it too.
pub fn spoken(args: impl Iterator<Item = OsString>) -> Lang {
    asked(args).unwrap_or_else(locale)
}

/// What `--lang` says, wherever it stands. After `knowledge load` it speaks of the charter.
fn asked(args: impl Iterator<Item = OsString>) -> Option<Lang> {
    let named = |value: &OsStr| match value.to_str() {
        Some("fr") => Some(Lang::Fr),
        Some("en") => Some(Lang::En),
        _ => None,
    };
    let mut args = args.skip(1);
    let mut commands = Vec::new();
    while let Some(arg) = args.next() {
        let text = arg.to_string_lossy();
        if text == "--" || commands == ["knowledge", "load"] {
            return None;
        }
        if text == "--lang" {
            return named(&args.next()?);
        }
        if let Some(value) = text.strip_prefix("--lang=") {
            return named(OsStr::new(value));
        }
        if !text.starts_with('-') {
            commands.push(text.into_owned());
        }
    }
    None
}

/// The command line without the language said after `help`, which takes names of commands only.
pub fn without_lang_for_help(args: &[OsString], command: &Command) -> Vec<OsString> {
    let mut at = command;
    let mut kept = Vec::new();
    let mut rest = args.iter();
    let mut helping = false;
    while let Some(arg) = rest.next() {
        let text = arg.to_string_lossy();
        if helping && text == "--lang" {
            rest.next();
            continue;
        }
        if helping && text.starts_with("--lang=") {
            continue;
        }
        helping |= text == "help" && at.has_subcommands();
        at = at.find_subcommand(&*text).unwrap_or(at);
        kept.push(arg.clone());
    }
    kept
}

/// The language the terminal is set to, else English.
fn locale() -> Lang {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    if set.is_some_and(|value| value.starts_with("fr")) {
        Lang::Fr
    } else {
        Lang::En
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(line: &str) -> Option<Lang> {
        asked(line.split(' ').map(OsString::from))
    }

    #[test]
    fn the_language_is_heard_wherever_it_is_said() {
        assert_eq!(of("bonsens --lang fr --help"), Some(Lang::Fr));
        assert_eq!(of("bonsens scan --nonsense --lang=fr"), Some(Lang::Fr));
        assert_eq!(of("bonsens rules list --lang en"), Some(Lang::En));
        assert_eq!(of("bonsens scan --lang de"), None);
        assert_eq!(of("bonsens ask -- --lang fr"), None);
    }

    #[test]
    fn the_language_of_a_charter_is_not_the_reader_s() {
        assert_eq!(of("bonsens knowledge load --lang fr a.md"), None);
        assert_eq!(
            of("bonsens --lang fr knowledge load --lang en a.md"),
            Some(Lang::Fr)
        );
    }
}
