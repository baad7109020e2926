//! What Discord sends, in its documented shape, and what is made of it. The payloads are in
//! `tests/wire`, one file a kind, named after their event.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use bonsens_port::{ChannelId, Lang, Listed, SettingsChange};

use super::*;
use crate::settings::Server as Served;

const SERVER: &str = "1100000000000000100";
const BOT: &str = "1100000000000000900";

pub fn settings() -> Settings {
    let served = |id: &str| Served {
        id: WorkspaceId::new(id),
        moderators_channel: ChannelId::new("700"),
        moderators_role: "701".to_owned(),
        admins_role: None,
        guests_role: None,
        helpdesk_channel: None,
        removes: false,
        welcome: true,
        lang: Lang::En,
    };
    Settings {
        api_url: "http://127.0.0.1:1".to_owned(),
        gateway_url: None,
        bot_token: "token".into(),
        session_file: None,
        servers: vec![served(SERVER), served("100")],
    }
}

fn folder() -> String {
    format!("{}/tests/wire", env!("CARGO_MANIFEST_DIR"))
}

/// The event a file is named after: the longest one that fits.
fn event(name: &str) -> String {
    let mut event = name.to_uppercase();
    let known = |event: &str| {
        EVENTS.contains(&event) || event == "TYPING_START" || event == "INTERACTION_CREATE"
    };
    while !known(&event) {
        let (shorter, _) = event.rsplit_once('_').expect(name);
        event = shorter.to_owned();
    }
    event
}

fn decoded(name: &str) -> Result<Incoming, Nothing> {
    let wire = std::fs::read_to_string(format!("{}/{name}.json", folder())).unwrap();
    let data: Box<RawValue> = serde_json::from_str(&wire).unwrap();
    let (bot, settings) = (AuthorId::new(BOT), settings());
    let scene = Scene {
        bot: &bot,
        settings: &settings,
    };
    decode(&event(name), &data, scene)
}

fn told_text(text: &MessageText) -> String {
    format!("{:?}", text.expose())
}

/// A message, in so many words.
fn told_message(message: &Message) -> String {
    let server = message
        .server
        .as_ref()
        .map_or("nowhere", WorkspaceId::as_str);
    assert!(server == SERVER || server == "nowhere");
    let mut told = told_text(&message.text);
    if let Some(asked) = &message.asked {
        write!(told, " asks {}", told_text(asked)).unwrap();
    }
    if let Some(reply) = &message.reply {
        let after = reply.after.as_ref().map(MessageId::as_str);
        write!(told, " replies {} after {after:?}", told_text(&reply.asked)).unwrap();
    }
    for file in &message.files {
        let kinds = [(" text", file.is_text()), (" document", file.is_document())];
        let kinds = kinds.into_iter().filter(|(_, is)| *is);
        let kinds: String = kinds.map(|(kind, _)| kind).collect();
        write!(told, " +{}{kinds}", file.name).unwrap();
    }
    if let Some(edited) = &message.edited {
        write!(told, " at {edited}").unwrap();
    }
    if server == "nowhere" {
        told += " directly";
    }
    told
}

fn told_change(change: &SettingsChange) -> String {
    let mode = change.mode.map(|mode| format!("mode {mode:?}"));
    let exempt = change.exempt.as_ref();
    let exempt = exempt.map(|exempt| format!("exempt {exempt:?}"));
    let names = change.code_names.as_ref().map(|names| match names {
        Listed::Add(name) => format!("name +{}", name.expose()),
        Listed::Remove(name) => format!("name -{}", name.expose()),
        Listed::Replace(names) => format!("{} names", names.len()),
    });
    [mode, exempt, names].into_iter().flatten().collect()
}

fn told_wish(wish: &Wish) -> String {
    let press = |press: &bonsens_port::Press| format!("{} {}", press.name(), press.subject());
    match wish {
        Wish::Press(pressed) => format!("presses {}", press(pressed)),
        Wish::Sure(pressed) => format!("is sure of {}", press(pressed)),
        Wish::Because(pressed, reason) => format!("{} as {}", press(pressed), reason.as_str()),
        Wish::Filled(sent) => {
            let rows = sent.components.as_array().unwrap().len();
            format!("sends {} {rows}", sent.custom_id)
        }
        Wish::Ask(text) => format!("asks {}", told_text(text)),
        Wish::Article(text) => format!("reads {}", told_text(text)),
        Wish::Check(text) => format!("checks {:?}", text.as_ref().map(MessageText::expose)),
        Wish::Help => "wants help".to_owned(),
        Wish::Load(file) => format!("loads {}", file.name),
        Wish::Set(change) => format!("sets {}", told_change(change)),
        Wish::Complete(Complete { what, typed }) => {
            format!("types {what:?} {}", told_text(typed))
        }
        Wish::Stale => "is too late".to_owned(),
    }
}

fn told_act(act: &Act) -> String {
    assert_eq!(
        (act.id.as_str(), act.application.as_str()),
        ("1174000000000000100", "1100000000000000999")
    );
    assert_eq!(act.token.0, "aW50ZXJhY3Rpb24tdG9rZW4");
    assert_eq!(act.person.as_str(), "1100000000000000007");
    let who = match &act.member {
        Some(member) if member.manages => "a manager",
        Some(_) => "a member",
        None => "someone",
    };
    let server = act.server.as_ref().map_or("nowhere", |_| "here");
    let within = act.parent.as_ref().map_or("", |_| " in a thread");
    format!(
        "{who} {server}{within} {} by {:?} in {}",
        told_wish(&act.wish),
        act.how,
        act.lang.as_str()
    )
}

/// Everything that was understood, on one line.
fn told(decoded: &Result<Incoming, Nothing>) -> String {
    match decoded {
        Err(nothing) => format!("nothing: {}", nothing.name()),
        Ok(Incoming::Ready(bot, application)) => format!("ready as {bot} of {application}"),
        Ok(Incoming::Posted(message)) => format!("posted {}", told_message(message)),
        Ok(Incoming::Edited(message)) => format!("edited {}", told_message(message)),
        Ok(Incoming::Deleted(_, room, all)) => format!("deleted {} in {room}", all.len()),
        Ok(Incoming::Acted(act)) => told_act(act),
        Ok(Incoming::Joined(_, person)) => format!("joined {person}"),
        Ok(Incoming::Changed(change)) => match change.as_ref() {
            Change::Server(_, server) => format!(
                "a server of {:?} with {} roles, {} channels, {} threads",
                server.member_count,
                server.roles.len(),
                server.channels.len(),
                server.threads.len()
            ),
            Change::Owner(_, owner) => format!("owned by {}", owner.as_ref().unwrap()),
            Change::ServerGone(_) => "the server is gone".to_owned(),
            Change::Room(_, room) => format!("channel {}", room.name),
            Change::Thread(_, room) => {
                assert!(room.is_thread());
                format!("thread {} in {:?}", room.name, room.parent_id.as_deref())
            }
            Change::ThreadChanged(_, room) => format!("thread changed to {}", room.name),
            Change::RoomGone(_, room) => format!("{room} is gone"),
            Change::Rights(_, role) => format!("role {}", role.permissions.bits()),
            Change::RightsGone(_, role) => format!("role {role} is gone"),
            Change::Left(_, person) => format!("left {person}"),
        },
    }
}

#[test]
fn everything_discord_sends_is_understood_or_left_for_a_reason() {
    let mut seen = BTreeSet::new();
    for line in include_str!("expected.txt")
        .lines()
        .filter(|line| !line.is_empty())
    {
        let (name, expected) = line.split_once(": ").unwrap();
        assert_eq!(told(&decoded(name)), expected, "{name}");
        seen.insert(name.to_owned());
    }
    let files = std::fs::read_dir(folder()).unwrap();
    let files = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    let files: BTreeSet<_> = files.map(|file| file.replace(".json", "")).collect();
    assert_eq!(
        seen, files,
        "each payload has its line, and each line its payload"
    );
}

#[test]
fn what_can_not_be_read_is_counted_and_nothing_more() {
    let (bot, settings) = (AuthorId::new(BOT), settings());
    let scene = Scene {
        bot: &bot,
        settings: &settings,
    };
    for event in EVENTS {
        for wire in ["null", "[]", "12", "{}", "{\"id\": {}}", "\"text\""] {
            let data: Box<RawValue> = serde_json::from_str(wire).unwrap();
            let decoded = decode(event, &data, scene);
            let left = matches!(
                decoded,
                Err(Nothing::Malformed | Nothing::SameText | Nothing::NoUse)
            );
            assert!(left, "{event} {wire}: {decoded:?}");
        }
    }
}

#[test]
fn nothing_anyone_typed_is_printed() {
    for name in [
        "message_create_attachments",
        "interaction_create_ask",
        "interaction_create_window_direct",
        "interaction_create_codename",
    ] {
        let printed = format!("{:?}", decoded(name).unwrap());
        for typed in [
            "two files",
            "notes",
            "work from home",
            "Bluebird",
            "aW50ZXJ",
        ] {
            assert!(!printed.contains(typed), "{printed}");
        }
    }
}
