//! What Slack sends, in its documented shape, and what is made of it. The payloads are in
//! `tests/wire`, one file a kind.

use bonsens_port::Listed;

use super::*;

fn bots() -> Bots {
    Bots::from([(WorkspaceId::new("T0ACME"), AuthorId::new("U0BOT"))])
}

fn wire(name: &str) -> String {
    let path = format!("{}/tests/wire/{name}.json", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).unwrap()
}

fn payload<'a>(name: &str, body: &'a str) -> Payload<'a> {
    let body = body.as_bytes();
    match name.split('_').next() {
        Some("command") => Payload::Command(body),
        Some("press" | "shortcut" | "window" | "act") => Payload::Act(body),
        _ => Payload::Event(body),
    }
}

fn decoded(name: &str) -> Result<Incoming, Nothing> {
    let body = wire(name);
    decode(payload(name, &body), &bots())
}

fn told_message(message: &Message) -> String {
    let mut marks = String::new();
    for (mark, holds) in [
        (" outsiders", message.outsiders),
        (" by-app", message.by_app),
        (" unsure", message.unsure),
    ] {
        if holds {
            marks.push_str(mark);
        }
    }
    format!("{}{marks} {:?}", message.id, message.text.expose())
}

fn told_question(question: &Question) -> String {
    let thread = question.thread.as_ref().map(MessageId::as_str);
    format!(
        "{:?} {thread:?} in {:?}",
        question.text.expose(),
        question.conversation
    )
}

fn told_change(change: &SettingsChange) -> String {
    let mode = change.mode.map(|mode| format!("mode {mode:?}"));
    let exempt = change.exempt.as_ref();
    let exempt = exempt.map(|exempt| format!("exempt {exempt:?}"));
    let names = change.code_names.as_ref().map(|names| match names {
        Listed::Add(name) => format!("name Add({:?})", name.expose()),
        Listed::Remove(name) => format!("name Remove({:?})", name.expose()),
        Listed::Replace(names) => format!("{} names", names.len()),
    });
    let windows = Some(format!("{:?}", change.fix_windows));
    let windows = windows.filter(|_| !change.fix_windows.is_empty());
    let all = [mode, exempt, names, windows].into_iter().flatten();
    all.collect::<Vec<_>>().join(" ")
}

/// Everything that was understood, on one line.
fn told(decoded: &Result<Incoming, Nothing>) -> String {
    let incoming = match decoded {
        Ok(incoming) => incoming,
        Err(nothing) => return format!("nothing: {}", nothing.name()),
    };
    let what = match incoming {
        Incoming::Posted(_, message) => format!("posted {}", told_message(message)),
        Incoming::PostedAndAsked(_, message, question) => {
            format!(
                "posted {} and asked {}",
                told_message(message),
                told_question(question)
            )
        }
        Incoming::Edited(_, message) => format!("edited {}", told_message(message)),
        Incoming::Deleted(_, message) => format!("deleted {message}"),
        Incoming::Asked(_, question) => format!("asked {}", told_question(question)),
        Incoming::Checked(_, text) => format!("checked {:?}", text.expose()),
        Incoming::Help(_, topic) => format!("help with {topic:?}"),
        Incoming::Sets(_, change) => format!("sets {}", told_change(change)),
        Incoming::Pressed(_, press, trigger) => {
            format!("pressed {} {} {}", press.name(), press.subject(), trigger.0)
        }
        Incoming::Filled(_, press, filled) => {
            let filled = match filled {
                Filled::Text(text) => format!("{:?}", text.expose()),
                Filled::Letter { text, named } => {
                    let text = text.as_ref().map(MessageText::expose);
                    format!("{text:?} named {named}")
                }
                Filled::Settings(change) => told_change(change),
                other => format!("{other:?}"),
            };
            format!("{} {} with {filled}", press.name(), press.subject())
        }
        Incoming::Offered(_, file, question) => {
            let asked = question.as_ref().map(told_question);
            format!("offered {file} asking {asked:?}")
        }
        Incoming::OpensHome(_) => "opens their page".to_owned(),
    };
    let from = incoming.from();
    let channel = from.channel.as_ref().map_or("nowhere", ChannelId::as_str);
    assert_eq!(from.workspace.as_str(), "T0ACME");
    let home = if from.at_home { " at home" } else { "" };
    format!(
        "{what} by {} in {channel} as {}{home}",
        from.person, from.fact
    )
}

const POSTED: &str = "by U0ANA in C0GENERAL as T0ACME/C0GENERAL/1700000000.000100";
const COMMANDED: &str =
    "by U0ANA in C0GENERAL as T0ACME/command/13345224609.738474920.8088930838d88f008e0";

#[test]
fn messages() {
    for (name, expected) in [
        ("message", format!("posted 1700000000.000100 \"hello everyone\" {POSTED}")),
        (
            "message_private",
            "posted 1700000000.000100 \"hello few\" by U0ANA in G0FEW as T0ACME/G0FEW/1700000000.000100".to_owned(),
        ),
        ("message_thread", format!("posted 1700000000.000100 \"a reply\" {POSTED}")),
        ("message_broadcast", format!("posted 1700000000.000100 \"a reply to all\" {POSTED}")),
        ("message_me", format!("posted 1700000000.000100 \"waves\" {POSTED}")),
        (
            "message_markup",
            format!("posted 1700000000.000100 \"@U0BEN see the plan https://example.org/a?b=1&c=2, 1 < 2 & #ops\" {POSTED}"),
        ),
        (
            "message_attachments",
            format!("posted 1700000000.000100 \"look\\nbefore\\nA title\\nthe door code is 4821\\nPlace\\nlobby\\nwhat is shown elsewhere\\na forwarded message\" {POSTED}"),
        ),
        (
            "message_files",
            format!("posted 1700000000.000100 \"two files\\nNotes & plans\\nfirst line\\nsecond line\\nphoto.png\" {POSTED}"),
        ),
        ("message_by_workflow", format!("posted 1700000000.000100 by-app \"from a form\" {POSTED}")),
        (
            "message_shared_channel",
            "posted 1700000000.000100 outsiders \"hello partners\" by U0ANA in C0PARTNERS as T0ACME/C0PARTNERS/1700000000.000100".to_owned(),
        ),
        ("message_new_fields", format!("posted 1700000000.000100 \"still read\" {POSTED}")),
        (
            "message_changed",
            format!("edited 1700000000.000100 \"a better text\" {POSTED}/edited/1700000099.000000"),
        ),
        (
            "message_file_removed",
            format!("edited 1700000000.000100 \"look\" {POSTED}/edited/1700000100.000200"),
        ),
        ("message_deleted", format!("deleted 1700000000.000100 {POSTED}/deleted")),
        ("message_tombstone", format!("deleted 1700000000.000100 {POSTED}/deleted")),
    ] {
        assert_eq!(told(&decoded(name)), expected, "{name}");
    }
}

#[test]
fn questions() {
    let asked = "\"may I work from home?\"";
    let here = format!("{asked} Some(\"1700000000.000100\") in \"1700000000.000100\"");
    for (name, expected) in [
        (
            "message_mentioning",
            format!("posted 1700000000.000100 \"@U0BOT, may I work from home?\" and asked {here} {POSTED}"),
        ),
        ("app_mention", format!("asked {here} {POSTED}/asked")),
        (
            "app_mention_thread",
            format!("asked {asked} Some(\"1690000000.000001\") in \"1690000000.000001\" {POSTED}/asked"),
        ),
        (
            "message_im",
            format!("asked {asked} None in \"\" by U0ANA in D0ANA as T0ACME/D0ANA/1700000000.000100/asked"),
        ),
        (
            "message_im_thread",
            "asked \"and on Fridays?\" Some(\"1700000000.000001\") in \"1700000000.000001\" by U0ANA in D0ANA as T0ACME/D0ANA/1700000000.000100/asked".to_owned(),
        ),
    ] {
        assert_eq!(told(&decoded(name)), expected, "{name}");
    }
}

#[test]
fn commands() {
    for (name, what) in [
        (
            "command_question",
            "asked \"may I work from home & abroad?\" None in \"/U0ANA\"",
        ),
        (
            "command_question_me",
            "asked \"moi et mes collègues, qui lit nos messages ?\" None in \"/U0ANA\"",
        ),
        (
            "command_check",
            "checked \"the door code is 4821\\nand more\"",
        ),
        ("command_check_fr", "checked \"le code est 4821\""),
        (
            "command_check_empty",
            "pressed check  13345224609.738474920.8088930838d88f008e0",
        ),
        (
            "command_me",
            "pressed about-me  13345224609.738474920.8088930838d88f008e0",
        ),
        (
            "command_moi",
            "pressed about-me  13345224609.738474920.8088930838d88f008e0",
        ),
        (
            "command_forget",
            "pressed forget-me  13345224609.738474920.8088930838d88f008e0",
        ),
        (
            "command_oublie",
            "pressed forget-me  13345224609.738474920.8088930838d88f008e0",
        ),
        (
            "command_flags",
            "pressed flags  13345224609.738474920.8088930838d88f008e0",
        ),
        ("command_mode", "sets mode NudgeAndFlag"),
        ("command_help", "help with Everything"),
        ("command_aide", "help with Everything"),
        ("command_empty", "help with Everything"),
        (
            "command_admin",
            "pressed admin  13345224609.738474920.8088930838d88f008e0",
        ),
        (
            "command_admin_history_fr",
            "pressed history  13345224609.738474920.8088930838d88f008e0",
        ),
        (
            "command_admin_settings",
            "pressed settings  13345224609.738474920.8088930838d88f008e0",
        ),
        (
            "command_admin_exempt",
            "sets exempt Add(ChannelId(\"C0UNION\"))",
        ),
        ("command_admin_unexempt_name", "help with Channels"),
        ("command_admin_codename", "sets name Add(\"Blue & Moon\")"),
        (
            "command_admin_nom_de_code",
            "sets name Remove(\"lune bleue\")",
        ),
        (
            "command_admin_publish",
            "pressed publish 6:social2.0 beta 13345224609.738474920.8088930838d88f008e0",
        ),
        ("command_admin_help", "help with Administration"),
        ("command_admin_broken", "help with Administration"),
    ] {
        assert_eq!(
            told(&decoded(name)),
            format!("{what} {COMMANDED}"),
            "{name}"
        );
    }
}

#[test]
fn presses_shortcuts_and_windows() {
    for (name, expected) in [
        (
            "press",
            "pressed will-fix n1 1.2.press by U0ANA in C0GENERAL as T0ACME/press/1.2.press",
        ),
        (
            "press_reason",
            "pressed not-confidential n1 1.2.press by U0ANA in C0GENERAL as T0ACME/press/1.2.press",
        ),
        (
            "press_at_home",
            "pressed read-article n1 1.2.press by U0ANA in nowhere as T0ACME/press/1.2.press at home",
        ),
        (
            "press_org_wide",
            "pressed take f1 1.2.press by U0ANA in C0GENERAL as T0ACME/press/1.2.press",
        ),
        (
            "shortcut_message",
            "checked \"the door code is 4821 & more\" by U0ANA in C0GENERAL as T0ACME/shortcut/1.2.press",
        ),
        (
            "shortcut_global",
            "pressed check  1.2.press by U0ANA in nowhere as T0ACME/shortcut/1.2.press",
        ),
        (
            "window_sent",
            "check  with \"my draft\" by U0ANA in C0GENERAL as T0ACME/window/V0WINDOW",
        ),
        (
            "window_reason",
            "not-confidential n1 with Reason(Example) by U0ANA in C0GENERAL as T0ACME/window/V0WINDOW",
        ),
        (
            "window_ask_at_home",
            "ask  with \"may I take a gift?\" by U0ANA in nowhere as T0ACME/window/V0WINDOW at home",
        ),
        (
            "window_note",
            "ask-about q1 with None named false by U0ANA in C0GENERAL as T0ACME/window/V0WINDOW",
        ),
        (
            "window_letter",
            "write  with Some(\"whom do I tell?\") named true by U0ANA in C0GENERAL as T0ACME/window/V0WINDOW",
        ),
        (
            "window_reply",
            "reply r1 with \"Twelve.\" by U0ANA in C0HELP as T0ACME/window/V0WINDOW",
        ),
        (
            "window_document",
            "offered F0CHARTER asking None by U0ANA in C0GENERAL as T0ACME/window/V0WINDOW",
        ),
        (
            "window_settings",
            "settings  with exempt Replace([ChannelId(\"C0UNION\")]) {High: Some(60)} by U0ANA in C0GENERAL as T0ACME/window/V0WINDOW",
        ),
        (
            "press_menu_at_home",
            "pressed read-section social:7 1.2.press by U0ANA in nowhere as T0ACME/press/1.2.press at home",
        ),
        (
            "app_home_opened",
            "opens their page by U0ANA in nowhere as T0ACME/home/U0ANA/1700000000.000100",
        ),
        (
            "message_im_charter",
            "offered F0CHARTER asking Some(\"\\\"may I work from home?\\\" None in \\\"\\\"\") by U0ANA in D0ANA as T0ACME/D0ANA/1700000000.000100/offered",
        ),
    ] {
        assert_eq!(told(&decoded(name)), expected, "{name}");
    }
}

#[test]
fn what_asks_for_nothing_says_why() {
    for (name, nothing) in [
        ("message_unfurled", Nothing::SameText),
        ("message_changed_bot", Nothing::Ours),
        ("message_deleted_bot", Nothing::Ours),
        ("message_ours", Nothing::Ours),
        ("message_bot", Nothing::Bot),
        ("message_bot_nameless", Nothing::Bot),
        ("message_slackbot", Nothing::Bot),
        ("app_mention_by_bot", Nothing::Bot),
        ("message_im_between_people", Nothing::BetweenPeople),
        ("message_mpim", Nothing::BetweenPeople),
        ("message_im_changed", Nothing::NoUse),
        ("message_join", Nothing::NoUse),
        ("app_home_opened_messages", Nothing::NoUse),
        ("malformed_home", Nothing::Malformed),
        ("window_closed", Nothing::NoUse),
        ("message_empty", Nothing::Empty),
        ("app_mention_empty", Nothing::Empty),
        ("message_not_served", Nothing::NotServed),
        ("message_unknown_subtype", Nothing::Unknown),
        ("unknown_event", Nothing::Unknown),
        ("command_other", Nothing::Unknown),
        ("press_unknown", Nothing::Unknown),
        ("press_foreign", Nothing::Unknown),
        ("shortcut_foreign", Nothing::Unknown),
        ("window_foreign", Nothing::Unknown),
        ("window_forged", Nothing::Malformed),
        ("act_unknown", Nothing::Unknown),
        ("malformed_no_channel", Nothing::Malformed),
        ("malformed_no_event", Nothing::Malformed),
        ("malformed_types", Nothing::Malformed),
    ] {
        assert_eq!(decoded(name), Err(nothing), "{name}");
    }
}

#[test]
fn every_payload_cut_anywhere_is_malformed_and_no_more() {
    let folder = format!("{}/tests/wire", env!("CARGO_MANIFEST_DIR"));
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        let body = wire(name);
        let body = body.trim_end();
        for cut in (0..body.len()).filter(|cut| body.is_char_boundary(*cut)) {
            let decoded = decode(payload(name, &body[..cut]), &bots());
            assert_eq!(decoded, Err(Nothing::Malformed), "{name} cut at {cut}");
        }
    }
}

#[test]
fn the_bot_s_own_conversation_is_told_from_one_between_people_without_a_type() {
    let event = |channel: &str, is_bot: bool| {
        let body = serde_json::json!({
            "team_id": "T0ACME",
            "authorizations": [{"team_id": "T0ACME", "is_bot": is_bot}],
            "event": {"type": "message", "user": "U0ANA", "ts": "1.1", "text": "hello", "channel": channel},
        });
        decode(Payload::Event(body.to_string().as_bytes()), &bots())
    };
    assert!(matches!(event("D0ANA", true), Ok(Incoming::Asked(..))));
    assert_eq!(event("D0ANA", false), Err(Nothing::BetweenPeople));
    match event("C0MAYBE", true) {
        Ok(Incoming::Posted(_, message)) => assert!(message.unsure),
        other => panic!("{other:?}"),
    }
}

#[test]
fn nothing_a_person_typed_is_shown_by_a_log() {
    for name in [
        "message",
        "message_im",
        "command_check",
        "shortcut_message",
        "window_sent",
    ] {
        let shown = format!("{:?}", decoded(name));
        for words in ["hello", "work from home", "4821", "my draft"] {
            assert!(!shown.contains(words), "{name}: {shown}");
        }
    }
}
