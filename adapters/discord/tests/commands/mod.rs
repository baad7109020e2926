//! The commands, against what Discord takes: names, lengths, both languages; and that each of them is
//! understood when it comes back.

use std::sync::Arc;

use serde_json::{Value, json};

use super::register::are_same;
use super::*;
use crate::incoming::{Incoming, Scene, Wish, decode};

fn say() -> Say {
    let words = bonsens::words::Words::default();
    Arc::new(move |lang, key| words.say(lang, key))
}

/// Every command and option, with what it is in.
fn all(of: &Value, path: &str, into: &mut Vec<(String, Value)>) {
    let path = format!("{path}/{}", of["name"].as_str().unwrap());
    for option in of["options"].as_array().into_iter().flatten() {
        all(option, &path, into);
    }
    into.push((path, of.clone()));
}

fn everything() -> Vec<(String, Value)> {
    let mut found = Vec::new();
    for command in definitions(&say()) {
        all(&command, "", &mut found);
    }
    found
}

fn is_name(name: &str) -> bool {
    let sign = |sign: char| sign == '-' || sign == '_' || sign.is_alphanumeric();
    (1..=32).contains(&name.chars().count())
        && name.chars().all(sign)
        && name.to_lowercase() == name
}

#[test]
fn names_and_descriptions_are_as_discord_takes_them_in_both_languages() {
    for (path, one) in everything() {
        let french = one["name_localizations"]["fr"].as_str().unwrap();
        let english = one["name"].as_str().unwrap();
        if one["type"] == json!(3) && !one.as_object().unwrap().contains_key("description") {
            for name in [french, english] {
                assert!((1..=32).contains(&name.chars().count()), "{path}: {name}");
            }
            continue;
        }
        assert!(
            is_name(english) && is_name(french),
            "{path}: {english} {french}"
        );
        let english = one["description"].as_str().unwrap();
        let french = one["description_localizations"]["fr"].as_str().unwrap();
        for about in [english, french] {
            assert!(
                (1..=100).contains(&about.chars().count()),
                "{path}: {about}"
            );
            assert!(!about.starts_with("discord-"), "{path} has no words");
        }
        assert!(
            one["options"].as_array().is_none_or(|all| all.len() <= 25),
            "{path}"
        );
        for choice in one["choices"].as_array().into_iter().flatten() {
            for name in [&choice["name"], &choice["name_localizations"]["fr"]] {
                let name = name.as_str().unwrap();
                assert!((1..=100).contains(&name.chars().count()), "{path}: {name}");
                assert!(!name.starts_with("mode-"), "{path} has no words");
            }
        }
    }
}

#[test]
fn names_next_to_one_another_differ_in_both_languages() {
    let of = |value: &Value| {
        let english = value["name"].as_str().unwrap().to_owned();
        let french = value["name_localizations"]["fr"]
            .as_str()
            .unwrap()
            .to_owned();
        (english, french)
    };
    let mut lists = vec![definitions(&say())];
    for (_, one) in everything() {
        lists.extend(one["options"].as_array().cloned());
    }
    for list in lists {
        let names: Vec<_> = list.iter().map(of).collect();
        for (nth, (english, french)) in names.iter().enumerate() {
            let clash = names[..nth]
                .iter()
                .any(|(e, f)| e == english || f == french);
            assert!(!clash, "{english} {french}");
        }
    }
}

#[test]
fn the_words_of_english_are_the_names_that_are_sent() {
    let say = say();
    for (path, one) in everything() {
        let name = one["name"].as_str().unwrap();
        let keys = ["command-", "option-", "option-codename-"];
        let mut keys = keys.map(|sort| format!("discord-{sort}{name}")).into_iter();
        let known = keys.any(|key| say(bonsens_port::Lang::En, &key) == name);
        assert!(known || path == "/Check with the charter", "{path}");
    }
}

#[test]
fn only_those_who_manage_see_what_is_theirs() {
    let commands = definitions(&say());
    let asked = |name: &str| {
        let command = commands
            .iter()
            .find(|command| command["name"] == name)
            .unwrap();
        command["default_member_permissions"]
            .as_str()
            .map(str::to_owned)
    };
    assert_eq!(asked(CHARTER), None);
    assert_eq!(asked(MODERATION).as_deref(), Some("8192"));
    assert_eq!(asked(ADMIN).as_deref(), Some("32"));
}

/// A value for an option, of its kind.
fn value(option: &Value) -> Value {
    let given = option["choices"][0]["value"].as_str().unwrap_or("12");
    json!({"name": option["name"], "type": option["type"], "value": given})
}

/// What Discord sends of each way to use a command.
fn used(command: &Value) -> Vec<Value> {
    fn ways(option: &Value) -> Vec<Value> {
        let inner = option["options"].as_array().cloned().unwrap_or_default();
        let made = |options: Vec<Value>| json!({"name": option["name"], "type": option["type"], "options": options});
        if option["type"] == json!(2) {
            let inner = inner.iter().flat_map(ways);
            return inner.map(|way| made(vec![way])).collect();
        }
        vec![made(inner.iter().map(value).collect())]
    }
    let options = command["options"].as_array().cloned().unwrap_or_default();
    let all = options.iter().flat_map(ways);
    all.map(|way| {
        json!({"id": "1", "name": command["name"], "type": 1, "options": [way],
        "resolved": {"attachments": {"12": {"filename": "a.md", "size": 3, "url": "u"}}}})
    })
    .collect()
}

#[test]
fn every_command_is_understood_when_it_comes_back() {
    let settings = crate::incoming::tests::settings();
    let bot = bonsens_port::AuthorId::new("900");
    let scene = Scene {
        bot: &bot,
        settings: &settings,
    };
    let mut ways = 0;
    for command in definitions(&say()) {
        for data in used(&command) {
            let sent = json!({"id": "1", "application_id": "2", "token": "t", "type": 2,
                "guild_id": "100", "channel_id": "200", "data": data,
                "member": {"user": {"id": "7"}, "roles": [], "permissions": "0"}});
            let raw = serde_json::value::to_raw_value(&sent).unwrap();
            let Ok(Incoming::Acted(act)) = decode("INTERACTION_CREATE", &raw, scene) else {
                panic!("{data}");
            };
            assert_ne!(act.wish, Wish::Stale, "{data}");
            ways += 1;
        }
    }
    assert_eq!(ways, 22);
}

#[test]
fn commands_are_told_again_only_where_something_differs() {
    let wanted = definitions(&say());
    let mut held = wanted.clone();
    for (nth, command) in held.iter_mut().enumerate() {
        // As Discord gives them back: with ids, and without what says nothing.
        command["id"] = json!(nth.to_string());
        command["version"] = json!("1");
        command["contexts"] = Value::Null;
        if command["options"].as_array().is_some_and(Vec::is_empty) {
            command.as_object_mut().unwrap().remove("options");
        }
        command.as_object_mut().unwrap().remove("nsfw");
    }
    held.reverse();
    assert!(are_same(&wanted, &held));
    assert!(!are_same(&wanted, &held[1..]), "one is missing");
    let mut other = held.clone();
    other[0]["name_localizations"]["fr"] = json!("autre");
    assert!(!are_same(&wanted, &other), "another name");
    let mut other = held.clone();
    let last = other.len() - 1;
    other[last]["options"][0]["options"][0]["required"] = json!(false);
    assert!(!are_same(&wanted, &other), "no longer required");
}
