//! What admins write, and what they are told when it slips.

use bonsens_port::Severity;

use super::*;

const COMPLETE: &str = r#"
lang = "fr"
charters = ["charte.md"]

[policy]
mode = "nudge-and-flag"
cooldown = "5m"
large_channel = 50
exempt_channels = ["syndicat", "elus"]
fix_window = { medium = "2h", high = "30m", critical = "never" }

[retention]
records_days = 10

[accountability]
staff_informed = { on = 2026-01-05, reference = "note 12" }
representatives_consulted = { on = "2026-01-12", reference = "CSE minutes, item 3" }
impact_assessed = { on = 2026-01-20, reference = "DPIA 4" }
"#;

fn told(text: &str) -> String {
    Config::parse("bonsens.toml", text).unwrap_err().to_string()
}

#[test]
fn a_complete_file_says_what_is_done() {
    let config = Config::parse("bonsens.toml", COMPLETE).unwrap();
    let policy = &config.policy;
    assert_eq!((config.lang, policy.lang), (Some(Lang::Fr), Lang::Fr));
    assert_eq!(policy.mode, Mode::NudgeAndFlag);
    let windows = [
        Severity::Low,
        Severity::Medium,
        Severity::High,
        Severity::Critical,
    ]
    .map(|severity| policy.fix_windows.of(severity));
    let minutes = SignedDuration::from_mins;
    assert_eq!(windows, [None, Some(minutes(120)), Some(minutes(30)), None]);
    assert_eq!(policy.cooldown, minutes(5));
    assert!(policy.exempt.contains(&ChannelId::new("elus")));
    assert_eq!(policy.retention.record_days(), 10);
    assert_eq!(policy.retention.counts, Policy::default().retention.counts);
}

#[test]
fn an_empty_file_observes() {
    let config = Config::parse("bonsens.toml", "").unwrap();
    assert_eq!(config.policy.mode, Mode::Observe);
    assert_eq!(config.policy.retention.record_days(), 30);
}

#[test]
fn the_example_says_what_is_decided_without_it_and_becomes_complete_once_filled_in() {
    let text = include_str!("../../bonsens.example.toml");
    let config = Config::parse("bonsens.example.toml", text).unwrap();
    let (example, default) = (config.policy, Policy::default());
    assert_eq!(example.mode, default.mode);
    assert_eq!(example.fix_windows, default.fix_windows);
    assert_eq!(example.cooldown, default.cooldown);
    assert_eq!(example.large_channel, default.large_channel);
    assert_eq!(example.retention, default.retention);
    assert!(!example.accountability.missing().is_empty());
    let filled = [
        "staff_informed",
        "representatives_consulted",
        "impact_assessed",
    ]
    .iter()
    .fold(text.to_owned(), |text, key| {
        text.replacen(&format!("#{key}"), key, 1)
    })
    .replace("mode = \"observe\"", "mode = \"nudge-and-flag\"");
    let config = Config::parse("bonsens.example.toml", &filled).unwrap();
    assert_eq!(config.policy.accountability.missing(), []);
    // Each setting is one that exists, written as it has to be.
    let settings = |leave_out: &[&str]| {
        let kept = text.lines().map(|line| match line.strip_prefix('#') {
            Some(setting) if !setting.starts_with(' ') => setting,
            _ => line,
        });
        let left_out = |line: &&str| !leave_out.iter().any(|key| line.starts_with(key));
        kept.filter(left_out).collect::<Vec<_>>().join("\n")
    };
    for one_way in [&["listen", "signing_secret"][..], &["app_token"]] {
        let config = Config::parse("bonsens.example.toml", &settings(one_way)).unwrap();
        let slack = config.slack.unwrap();
        assert!(slack.workspaces[0].user_token.is_some());
    }
}

#[test]
fn people_are_spoken_to_only_with_a_complete_record() {
    for (from, to, missing) in [
        ("staff_informed", "#", "StaffInformed"),
        ("representatives_consulted", "#", "RepresentativesConsulted"),
        ("\"DPIA 4\"", "\" \"", "ImpactAssessed"),
    ] {
        for mode in ["nudge-and-flag", "nudge"] {
            let text = COMPLETE
                .replacen(from, to, 1)
                .replace("nudge-and-flag", mode);
            let told = told(&text);
            assert!(told.starts_with("bonsens.toml:6: "), "{told}");
            assert!(told.contains(missing), "{told}");
        }
        let observing = COMPLETE
            .replacen(from, to, 1)
            .replace("nudge-and-flag", "observe");
        assert!(Config::parse("bonsens.toml", &observing).is_ok());
    }
    let not_required = COMPLETE.replace(
        "{ on = \"2026-01-12\", reference = \"CSE minutes, item 3\" }",
        "{ not_required = \"nine people, no CSE\" }",
    );
    assert!(Config::parse("bonsens.toml", &not_required).is_ok());
}

#[test]
fn a_slip_is_told_with_its_line() {
    for (text, line, word) in [
        ("lang = \"fr\"\ncolour = 1\n", 2, "colour"),
        ("[policy]\nmode = \"loud\"\n", 2, "loud"),
        ("[policy]\n\nexempt = []\n", 3, "exempt"),
        ("[policy]\ncooldown = \"soon\"\n", 2, "duration"),
        ("[policy]\ncooldown = \"-5m\"\n", 2, "duration"),
        ("[policy.fix_window]\nhigh = \"a while\"\n", 2, "duration"),
        (
            "[accountability]\nstaff_informed = { on = 2026-13-45, reference = \"x\" }\n",
            2,
            "",
        ),
        (
            "[accountability]\nstaff_informed = { on = \"soon\", reference = \"x\" }\n",
            2,
            "2026-01-31",
        ),
        ("lang = \n", 1, ""),
        ("lang", 1, ""),
    ] {
        let told = told(text);
        assert!(
            told.starts_with(&format!("bonsens.toml:{line}: ")),
            "{text} {told}"
        );
        assert!(told.contains(word), "{told}");
    }
}

#[test]
fn paths_start_from_the_files_own_folder() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bonsens.toml");
    std::fs::write(
        &path,
        "data = \"kept\"\ncharters = [\"a.md\"]\nrules = [\"/etc/r.toml\"]\n",
    )
    .unwrap();
    let config = Config::read(&path).unwrap();
    assert_eq!(config.data, Some(folder.path().join("kept")));
    assert_eq!(config.charters, [folder.path().join("a.md")]);
    assert_eq!(config.rules, [PathBuf::from("/etc/r.toml")]);
    let missing = Config::read(&folder.path().join("no.toml")).unwrap_err();
    assert!(matches!(missing, ConfigError::Unreadable { .. }));
}

const SLACK: &str = r#"
[slack]
app_token = { env = "SLACK_APP_TOKEN" }

[[slack.workspace]]
id = "T0001"
bot_token = { file = "token" }
moderators_channel = "C0001"
moderators_group = "S0001"
lang = "fr"
charters = ["charte.md"]
"#;

#[test]
fn a_slack_workspace_is_served_by_a_socket_or_at_an_address() {
    let config = Config::parse("bonsens.toml", SLACK).unwrap();
    let slack = config.slack.unwrap();
    assert!(matches!(slack.connection, SlackConnection::Socket { .. }));
    assert_eq!(slack.workspaces[0].bot_token, Secret::File("token".into()));
    let http = SLACK.replace(
        "app_token = { env = \"SLACK_APP_TOKEN\" }",
        "listen = \"127.0.0.1:8080\"\nsigning_secret = { env = \"SLACK_SIGNING_SECRET\" }",
    );
    let slack = Config::parse("bonsens.toml", &http).unwrap().slack.unwrap();
    assert!(matches!(slack.connection, SlackConnection::Http { .. }));
}

#[test]
fn a_slack_section_that_cannot_serve_is_told_with_its_line() {
    let again = SLACK.split_once("[[").unwrap().1;
    for (text, line, word) in [
        (SLACK.replace("app_token", "# app_token"), 2, "way to reach"),
        (
            SLACK.replacen("[[", "listen = \"0.0.0.0:80\"\n[[", 1),
            2,
            "way to reach",
        ),
        (SLACK.replace("\"T0001\"", "\"acme\""), 5, "`id`"),
        (SLACK.replace("C0001", "general"), 5, "`moderators_channel`"),
        (SLACK.replace("S0001", "U0001"), 5, "`moderators_group`"),
        (format!("{SLACK}\n[[{again}"), 13, "twice"),
        (
            SLACK.replace("{ file = \"token\" }", "\"xoxb-1\""),
            7,
            "env",
        ),
        (SLACK.replace("file = ", "value = "), 7, "env"),
        (format!("{SLACK}mode = \"nudge\"\n"), 2, "StaffInformed"),
        (
            "[slack]\napp_token = { env = \"X\" }\nworkspace = []\n".to_owned(),
            1,
            "[[slack.workspace]]",
        ),
    ] {
        let told = told(&text);
        let place = format!("bonsens.toml:{line}: ");
        assert!(
            told.starts_with(&place) && told.contains(word),
            "{told}\n{text}"
        );
        assert!(!told.contains("xoxb-1"), "{told}");
    }
}

const DISCORD: &str = r#"
[discord]
bot_token = { env = "DISCORD_BOT_TOKEN" }

[[discord.server]]
id = "1100000000000000001"
moderators_channel = "1100000000000000002"
moderators_role = "1100000000000000003"
exempt_channels = ["1100000000000000004"]
welcome = true
"#;

#[test]
fn a_discord_server_is_served() {
    let config = Config::parse("bonsens.toml", DISCORD).unwrap();
    let discord = config.discord.unwrap();
    assert_eq!(discord.bot_token, Secret::Env("DISCORD_BOT_TOKEN".into()));
    let server = &discord.servers[0];
    assert!(server.welcome && !server.removes);
    assert_eq!(server.place.exempt_channels.len(), 1);
}

#[test]
fn a_discord_section_that_cannot_serve_is_told_with_its_line() {
    let again = DISCORD.split_once("[[").unwrap().1;
    let id = |end: u8| format!("\"110000000000000000{end}\"");
    for (text, line, word) in [
        (DISCORD.replace(&id(1), "\"acme\""), 5, "`id`"),
        (
            DISCORD.replace(&id(2), "\"#flags\""),
            5,
            "`moderators_channel`",
        ),
        (DISCORD.replace(&id(3), "\"12\""), 5, "`moderators_role`"),
        (DISCORD.replace(&id(4), "\"union\""), 5, "`exempt_channels`"),
        (DISCORD.replace(&id(1), "1100000000000000001"), 6, "string"),
        (format!("{DISCORD}\n[[{again}"), 12, "twice"),
        (format!("{DISCORD}mode = \"nudge\"\n"), 2, "StaffInformed"),
        (
            format!("{DISCORD}moderators_group = \"1\"\n"),
            11,
            "moderators_group",
        ),
        (
            "[discord]\nbot_token = { env = \"X\" }\nserver = []\n".to_owned(),
            1,
            "[[discord.server]]",
        ),
    ] {
        let told = told(&text);
        let place = format!("bonsens.toml:{line}: ");
        assert!(
            told.starts_with(&place) && told.contains(word),
            "{told}\n{text}"
        );
    }
}
