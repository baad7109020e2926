//! The limits of commands.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Wrong, length, list, needed_text, text};

const SLASH: u64 = 1;
const SUBCOMMAND: u64 = 1;
const GROUP: u64 = 2;

/// The languages Discord has.
const LOCALES: [&str; 32] = [
    "id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl",
    "no", "pl", "pt-BR", "ro", "fi", "sv-SE", "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi", "th",
    "zh-CN", "ja", "zh-TW", "ko",
];

/// Checks everything an app registers on one server.
pub(crate) fn check(commands: &Value) -> Wrong {
    let mut wrong = Wrong::new();
    if !commands.is_array() {
        wrong.push("commands have to be a list".to_owned());
    }
    let mut names = BTreeSet::new();
    let mut counts = [0_usize; 3];
    for command in list(&mut wrong, "commands", commands, 130) {
        let kind = command["type"].as_u64().unwrap_or(SLASH);
        match kind {
            1 => counts[0] += 1,
            2 => counts[1] += 1,
            3 => counts[2] += 1,
            other => wrong.push(format!("a command's type is {other}")),
        }
        name(&mut wrong, command, kind == SLASH);
        if !names.insert((kind, command["name"].to_string())) {
            wrong.push(format!("two commands are called {}", command["name"]));
        }
        if kind == SLASH {
            described(&mut wrong, command);
            options(&mut wrong, &command["options"], 0);
        } else if length(&command["description"]) > 0
            || !list(&mut wrong, "options", &command["options"], 25).is_empty()
        {
            wrong.push("a command of a menu has a description or options".to_owned());
        }
        let who = &command["default_member_permissions"];
        let bits = who.as_str().and_then(|bits| bits.parse::<u64>().ok());
        if !who.is_null() && bits.is_none() {
            wrong.push("default_member_permissions has to be a number as text".to_owned());
        }
        let size = weight(command);
        if size > 8_000 {
            wrong.push(format!("a command has {size} characters, 8000 are allowed"));
        }
    }
    for (count, most) in counts.iter().zip([100, 15, 15]) {
        if *count > most {
            wrong.push(format!("{count} commands of one kind, {most} are allowed"));
        }
    }
    wrong
}

fn name(wrong: &mut Wrong, of: &Value, strict: bool) {
    needed_text(wrong, "a name", &of["name"], 32);
    let known = of["name_localizations"].as_object();
    let translated = known.into_iter().flatten();
    locales(wrong, &of["name_localizations"]);
    let all = translated.map(|(_, value)| value).chain([&of["name"]]);
    for value in all {
        text(wrong, "a name", value, 1, 32);
        let value = value.as_str().unwrap_or_default();
        let fits = |c: char| c.is_alphanumeric() || "-_'".contains(c);
        if strict && (!value.chars().all(fits) || value != value.to_lowercase()) {
            wrong.push(format!("{value} can't be the name of a command or option"));
        }
    }
}

fn locales(wrong: &mut Wrong, translations: &Value) {
    for (locale, _) in translations.as_object().into_iter().flatten() {
        if !LOCALES.contains(&locale.as_str()) {
            wrong.push(format!("Discord does not have the language {locale}"));
        }
    }
}

fn described(wrong: &mut Wrong, of: &Value) {
    needed_text(wrong, "a description", &of["description"], 100);
    locales(wrong, &of["description_localizations"]);
    let translated = of["description_localizations"].as_object();
    for (_, value) in translated.into_iter().flatten() {
        text(wrong, "a description", value, 1, 100);
    }
}

fn options(wrong: &mut Wrong, given: &Value, depth: usize) {
    let mut names = BTreeSet::new();
    let mut optional = false;
    let given = list(wrong, "options", given, 25);
    let nested = |option: &Value| matches!(option["type"].as_u64(), Some(SUBCOMMAND | GROUP));
    if given.iter().any(nested) && !given.iter().all(nested) {
        wrong.push("a command has subcommands or options, not both".to_owned());
    }
    for option in given {
        name(wrong, option, true);
        described(wrong, option);
        if !names.insert(option["name"].to_string()) {
            wrong.push(format!("two options are called {}", option["name"]));
        }
        let required = option["required"] == true;
        if required && optional {
            wrong.push(format!(
                "{} is required, after one that is not",
                option["name"]
            ));
        }
        optional |= !required && !nested(option);
        match option["type"].as_u64() {
            Some(SUBCOMMAND) if depth < 2 => options(wrong, &option["options"], 2),
            Some(GROUP) if depth == 0 => options(wrong, &option["options"], 1),
            Some(kind @ 3..=11) => choices(wrong, option, kind),
            _ => wrong.push(format!("an option's type here is {}", option["type"])),
        }
    }
}

fn choices(wrong: &mut Wrong, option: &Value, kind: u64) {
    let typed = [3, 4, 10].contains(&kind);
    let choices = list(wrong, "choices", &option["choices"], 25);
    if !typed && (!choices.is_empty() || option["autocomplete"] == true) {
        wrong.push(format!("{} can't have choices", option["name"]));
    }
    if !choices.is_empty() && option["autocomplete"] == true {
        wrong.push(format!("{} has choices and autocomplete", option["name"]));
    }
    for choice in choices {
        needed_text(wrong, "a choice's name", &choice["name"], 100);
        locales(wrong, &choice["name_localizations"]);
        if kind == 3 {
            needed_text(wrong, "a choice's value", &choice["value"], 100);
        } else if !choice["value"].is_number() {
            wrong.push("a choice's value has to be a number".to_owned());
        }
    }
    for (key, least) in [("min_length", 0), ("max_length", 1)] {
        let value = &option[key];
        let fine = value.as_u64().is_some_and(|n| n >= least && n <= 6_000);
        if !value.is_null() && (kind != 3 || !fine) {
            wrong.push(format!("{} has a {key} of {value}", option["name"]));
        }
    }
}

/// The characters of all names, descriptions and values; of translations the longest counts.
fn weight(of: &Value) -> usize {
    let longest = |key: &str| {
        let translations = of[format!("{key}_localizations")].as_object();
        let translated = translations.into_iter().flatten();
        let translated = translated.map(|(_, value)| length(value)).max();
        translated.unwrap_or(0).max(length(&of[key]))
    };
    let inside = ["options", "choices"].map(|key| {
        let items = of[key].as_array().into_iter().flatten();
        items.map(weight).sum::<usize>()
    });
    longest("name") + longest("description") + length(&of["value"]) + inside.iter().sum::<usize>()
}
