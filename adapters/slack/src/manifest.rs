//! The app as Slack wants it described: what it may do, and why, so that an admin can judge before
//! installing it. Everything here is used; nothing is asked for in advance.

use bonsens_port::Lang;
use serde_json::{Value, json};

use bonsens_kit::Say;

/// Each scope the bot asks for, with the key of the sentence that says why.
pub const SCOPES: [(&str, &str); 12] = [
    ("app_mentions:read", "slack-scope-app-mentions-read"),
    ("channels:history", "slack-scope-channels-history"),
    ("channels:read", "slack-scope-channels-read"),
    ("chat:write", "slack-scope-chat-write"),
    ("commands", "slack-scope-commands"),
    ("files:read", "slack-scope-files-read"),
    ("groups:history", "slack-scope-groups-history"),
    ("groups:read", "slack-scope-groups-read"),
    ("im:history", "slack-scope-im-history"),
    ("im:write", "slack-scope-im-write"),
    ("usergroups:read", "slack-scope-usergroups-read"),
    ("users:read", "slack-scope-users-read"),
];

/// The events the bot is told of.
pub const EVENTS: [&str; 5] = [
    "app_home_opened",
    "app_mention",
    "message.channels",
    "message.groups",
    "message.im",
];

/// The commands, by their names in both languages; each understands both.
pub const COMMANDS: [(&str, Lang); 2] = [("/charter", Lang::En), ("/charte", Lang::Fr)];

/// What the shortcut under a message is sent under.
pub const CHECK_MESSAGE: &str = "bonsens:check-message";
/// What the shortcut anywhere is sent under.
pub const CHECK_DRAFT: &str = "bonsens:check-draft";

/// Where Slack sends events, below the public address.
pub const EVENTS_PATH: &str = "/slack/events";
/// Where it sends presses, windows and shortcuts.
pub const INTERACTIVITY_PATH: &str = "/slack/interactivity";
/// Where it sends commands.
pub const COMMANDS_PATH: &str = "/slack/commands";

/// What the person who installs the app grants with their own token, where moderators are to remove
/// messages, with the key of the sentence that says why.
pub const REMOVAL_SCOPE: (&str, &str) = ("chat:write", "slack-scope-removal");

/// The app's manifest, to paste into Slack. With a public address, Slack calls the bot there;
/// without one, the bot calls Slack and keeps a socket open. With removal, whoever installs it
/// also gets a token of their own, by which moderators can remove messages.
#[must_use]
pub fn manifest(lang: Lang, say: &Say, http: Option<&str>, removal: bool) -> Value {
    let base = http.map(|address| address.trim_end_matches('/'));
    let at = |path: &str| base.map(|base| json!(format!("{base}{path}")));
    let words = |key: &str| say(lang, key);
    let commands: Vec<_> = COMMANDS
        .iter()
        .map(|(command, lang)| {
            let mut entry = json!({
                "command": command,
                "description": say(*lang, "slack-command"),
                "usage_hint": say(*lang, "slack-command-hint"),
                // A channel that is named comes with its id.
                "should_escape": true,
            });
            set(&mut entry, "url", at(COMMANDS_PATH));
            entry
        })
        .collect();
    let mut events = json!({"bot_events": EVENTS});
    set(&mut events, "request_url", at(EVENTS_PATH));
    let mut scopes = json!({"bot": SCOPES.map(|(scope, _)| scope)});
    set(
        &mut scopes,
        "user",
        removal.then(|| json!([REMOVAL_SCOPE.0])),
    );
    let mut interactivity = json!({"is_enabled": true});
    set(&mut interactivity, "request_url", at(INTERACTIVITY_PATH));
    json!({
        "_metadata": {"major_version": 1, "minor_version": 1},
        "display_information": {
            "name": "Bonsens",
            "description": words("slack-app"),
            "long_description": words("slack-app-long"),
            "background_color": "#2f4858",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": true,
                "messages_tab_enabled": true,
                "messages_tab_read_only_enabled": false,
            },
            "bot_user": {"display_name": "Bonsens", "always_online": true},
            "shortcuts": [
                {
                    "name": words("slack-shortcut-message"),
                    "type": "message",
                    "callback_id": CHECK_MESSAGE,
                    "description": words("slack-shortcut-message-does"),
                },
                {
                    "name": words("slack-check"),
                    "type": "global",
                    "callback_id": CHECK_DRAFT,
                    "description": words("slack-shortcut-draft-does"),
                },
            ],
            "slash_commands": commands,
        },
        "oauth_config": {"scopes": scopes},
        "settings": {
            "event_subscriptions": events,
            "interactivity": interactivity,
            "org_deploy_enabled": false,
            "socket_mode_enabled": base.is_none(),
            "token_rotation_enabled": false,
        },
    })
}

fn set(entry: &mut Value, key: &str, value: Option<Value>) {
    if let (Some(entry), Some(value)) = (entry.as_object_mut(), value) {
        entry.insert(key.to_owned(), value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notices::say;

    /// The documented lengths: <https://docs.slack.dev/reference/app-manifest>.
    const LENGTHS: [(&str, usize, usize); 11] = [
        ("/display_information/name", 1, 35),
        ("/display_information/description", 1, 140),
        ("/display_information/long_description", 175, 4_000),
        ("/features/bot_user/display_name", 1, 80),
        ("/features/shortcuts/0/name", 1, 24),
        ("/features/shortcuts/1/name", 1, 24),
        ("/features/shortcuts/0/description", 1, 150),
        ("/features/shortcuts/1/description", 1, 150),
        ("/features/slash_commands/0/command", 2, 32),
        ("/features/slash_commands/1/description", 1, 2_000),
        ("/features/slash_commands/1/usage_hint", 1, 1_000),
    ];

    /// The documented keys of each part; Slack refuses any other.
    const KEYS: [(&str, &[&str]); 8] = [
        (
            "",
            &[
                "_metadata",
                "display_information",
                "features",
                "oauth_config",
                "settings",
            ],
        ),
        (
            "/display_information",
            &[
                "name",
                "description",
                "background_color",
                "long_description",
            ],
        ),
        (
            "/features",
            &["app_home", "bot_user", "shortcuts", "slash_commands"],
        ),
        (
            "/features/slash_commands/0",
            &[
                "command",
                "url",
                "description",
                "usage_hint",
                "should_escape",
            ],
        ),
        (
            "/features/shortcuts/0",
            &["name", "type", "callback_id", "description"],
        ),
        (
            "/settings",
            &[
                "event_subscriptions",
                "interactivity",
                "org_deploy_enabled",
                "socket_mode_enabled",
                "token_rotation_enabled",
            ],
        ),
        (
            "/settings/event_subscriptions",
            &["request_url", "bot_events"],
        ),
        ("/settings/interactivity", &["is_enabled", "request_url"]),
    ];

    #[test]
    fn slack_takes_the_manifest_in_both_languages_and_both_ways() {
        for lang in [Lang::En, Lang::Fr] {
            for http in [None, Some("https://bot.acme.example/")] {
                let manifest = manifest(lang, &say(), http, true);
                for (pointer, least, most) in LENGTHS {
                    let words = manifest.pointer(pointer).unwrap().as_str().unwrap();
                    let size = words.chars().count();
                    assert!((least..=most).contains(&size), "{pointer}: {size}: {words}");
                    assert!(
                        !words.starts_with("slack-"),
                        "{pointer} has no words in {lang:?}"
                    );
                }
                for (pointer, keys) in KEYS {
                    let part = manifest.pointer(pointer).unwrap().as_object().unwrap();
                    let strange = part.keys().find(|key| !keys.contains(&key.as_str()));
                    assert_eq!(strange, None, "{pointer}");
                }
                // The SDK knows the format too.
                let known = serde_json::from_value(manifest.clone());
                let known: slack_morphism::SlackAppManifest = known.unwrap();
                assert_eq!(known.display_information.name, "Bonsens");
            }
        }
    }

    #[test]
    fn slack_is_told_where_to_call_only_when_it_has_to() {
        let socket = manifest(Lang::En, &say(), None, false);
        assert_eq!(socket["settings"]["socket_mode_enabled"], true);
        assert!(!socket.to_string().contains("url"));
        let http = manifest(Lang::En, &say(), Some("https://bot.acme.example/"), true);
        assert_eq!(http["settings"]["socket_mode_enabled"], false);
        for (pointer, url) in [
            (
                "/settings/event_subscriptions/request_url",
                "https://bot.acme.example/slack/events",
            ),
            (
                "/settings/interactivity/request_url",
                "https://bot.acme.example/slack/interactivity",
            ),
            (
                "/features/slash_commands/1/url",
                "https://bot.acme.example/slack/commands",
            ),
        ] {
            assert_eq!(http.pointer(pointer).unwrap(), url);
        }
    }

    #[test]
    fn each_scope_says_why_and_each_event_has_its_scope() {
        for lang in [Lang::En, Lang::Fr] {
            for (scope, key) in SCOPES {
                let why = say()(lang, key);
                assert_ne!(why, key, "{scope} in {lang:?}");
            }
        }
        let asked = |scope: &str| SCOPES.iter().any(|(asked, _)| *asked == scope);
        for (event, scope) in [
            ("app_mention", "app_mentions:read"),
            ("message.channels", "channels:history"),
            ("message.groups", "groups:history"),
            ("message.im", "im:history"),
        ] {
            assert!(
                EVENTS.contains(&event) && asked(scope),
                "{event} needs {scope}"
            );
        }
    }

    #[test]
    fn the_manifest_looks_like_this() {
        insta::assert_json_snapshot!("manifest-socket", manifest(Lang::En, &say(), None, false));
    }
}
