//! What posts look like, and that Discord takes all of them.

use bonsens_port::{
    Button, CharterRef, Destination, FlagState, Lang, LiveCharter, Notice, Post, Press,
};
use proptest::prelude::*;

use super::*;
use crate::notices::{a_flag, a_nudge, answer, citation, every, finding, nudge, post, say};

const QUOTE: &str = "**Never** share a password, not even with:\n\n- a colleague,\n- [support](https://support.example/help).";

/// A notice with ids as Discord's are.
fn here(notice: &Notice) -> Notice {
    let told = serde_json::to_string(notice).unwrap();
    let told = told
        .replace("\"C1\"", "\"201\"")
        .replace("\"D1\"", "\"202\"")
        .replace("\"1700000000.000100\"", "\"301\"")
        .replace("\"1700000000.000200\"", "\"203.302\"");
    serde_json::from_str(&told).unwrap()
}

fn posted(lang: Lang, notice: &Notice) -> Post {
    let mut post = post("k1", Destination::Moderators, lang, here(notice));
    post.workspace = bonsens_port::WorkspaceId::new("101");
    post
}

fn shown(post: &Post) -> Vec<Value> {
    pages(post, &say()).iter().map(Page::body).collect()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn words(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// A message as someone reads it.
fn drawn(message: &Value) -> String {
    let mut lines = vec![words(&message["content"]).to_owned()];
    for card in list(&message["embeds"]) {
        lines.push(format!(
            "[card] {} {}",
            words(&card["title"]),
            card["color"]
        ));
        lines.extend(
            list(&card["fields"])
                .iter()
                .map(|field| format!("| {}: {}", words(&field["name"]), words(&field["value"]))),
        );
        lines.push(words(&card["description"]).to_owned());
    }
    for row in list(&message["components"]) {
        let buttons = list(&row["components"]).iter().map(|button| {
            format!(
                "[{}: {}, {}]",
                words(&button["label"]),
                button["style"],
                words(&button["custom_id"])
            )
        });
        lines.push(buttons.collect::<Vec<_>>().join(" "));
    }
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}

/// Discord's documented limits, on a message of ours.
fn within_limits(message: &Value) -> Result<(), String> {
    let long = |text: &Value, least: usize, most: usize, what: &str| {
        let size = length(words(text));
        if (least..=most).contains(&size) {
            Ok(size)
        } else {
            Err(format!("{what}: {size} characters"))
        }
    };
    let cards = list(&message["embeds"]);
    let least = usize::from(cards.is_empty());
    long(&message["content"], least, 2_000, "content")?;
    if cards.len() > 1 {
        return Err("more than one card".to_owned());
    }
    for card in cards {
        let mut written = long(&card["description"], 0, 4_096, "description")?;
        written += long(&card["title"], 0, 256, "title")?;
        if list(&card["fields"]).len() > 25 {
            return Err("fields".to_owned());
        }
        for field in list(&card["fields"]) {
            written += long(&field["name"], 1, 256, "name")?;
            written += long(&field["value"], 1, 1_024, "value")?;
        }
        if written == 0 || written > 6_000 {
            return Err(format!("a card of {written} characters"));
        }
    }
    if list(&message["components"]).len() > 5 {
        return Err("rows".to_owned());
    }
    let mut ids = std::collections::HashSet::new();
    for row in list(&message["components"]) {
        if !(1..=5).contains(&list(&row["components"]).len()) {
            return Err("buttons in a row".to_owned());
        }
        for button in list(&row["components"]) {
            long(&button["label"], 1, 80, "label")?;
            long(&button["custom_id"], 1, 100, "custom_id")?;
            if !ids.insert(words(&button["custom_id"])) {
                return Err("an id twice".to_owned());
            }
        }
    }
    if message["allowed_mentions"] != json!({"parse": []}) {
        return Err("mentions".to_owned());
    }
    Ok(())
}

#[test]
fn every_notice_reads_well_in_both_languages() {
    for lang in [Lang::En, Lang::Fr] {
        let mut all = Vec::new();
        for (name, notice) in every("Secrets > Passwords", QUOTE, "dpo@acme.example") {
            for message in shown(&posted(lang, &notice)) {
                within_limits(&message).unwrap();
                let drawn = drawn(&message);
                assert!(
                    !drawn.contains("discord-"),
                    "a sentence is missing: {drawn}"
                );
                all.push(format!("## {name}\n{drawn}"));
            }
        }
        insta::assert_snapshot!(format!("notices-{}", lang.as_str()), all.join("\n\n"));
    }
}

#[test]
fn a_nudge_and_a_flag_look_like_this_on_the_wire() {
    insta::assert_json_snapshot!("nudge-wire", shown(&posted(Lang::En, &a_nudge("C1"))));
    let flag = a_flag("C1", "1700000000.000100", FlagState::Open);
    insta::assert_json_snapshot!("flag-wire", shown(&posted(Lang::En, &flag)));
}

#[test]
fn a_message_in_a_thread_is_led_to_and_named_by_its_thread() {
    let flag = a_flag("C1", "1700000000.000200", FlagState::Open);
    let message = drawn(&shown(&posted(Lang::En, &flag))[0]);
    assert!(message.contains("Where: <#203>"), "{message}");
    assert!(
        message.contains("https://discord.com/channels/101/203/302"),
        "{message}"
    );
}

#[test]
fn a_long_answer_goes_on_in_a_second_message_still_as_a_quote() {
    let quote = (0..60).map(|n| format!("Article {n} says this and that, at some length."));
    let quote: Vec<String> = quote.collect();
    let messages = shown(&posted(
        Lang::En,
        &answer(citation("Gifts", &quote.join("\n\n"))),
    ));
    assert!(messages.len() > 1);
    for message in &messages {
        within_limits(message).unwrap();
        for line in words(&message["content"]).lines() {
            assert!(line.starts_with("> ") || line.starts_with("-# "), "{line}");
        }
    }
    let rows = messages
        .iter()
        .map(|message| list(&message["components"]).len());
    assert_eq!(
        rows.filter(|rows| *rows > 0).count(),
        1,
        "buttons stand once"
    );
    assert!(!list(&messages.last().unwrap()["components"]).is_empty());
}

#[test]
fn a_line_that_just_fits_fits_with_its_mark() {
    for length in 1_990..2_010 {
        let quote = "x".repeat(length);
        for message in shown(&posted(Lang::En, &answer(citation("Gifts", &quote)))) {
            within_limits(&message).unwrap();
        }
    }
}

#[test]
fn a_long_list_of_buttons_is_cut_and_what_discord_has_no_room_for_is_left_out() {
    let mut post = posted(Lang::En, &a_nudge("C1"));
    post.buttons = (0..40)
        .map(|n| {
            let charter = LiveCharter {
                charter: CharterRef {
                    id: if n == 3 {
                        "x".repeat(200)
                    } else {
                        format!("c{n}")
                    },
                    version: "1".to_owned(),
                },
                title: String::new(),
                published_here: true,
            };
            Button {
                press: Press::Charter(bonsens_port::CharterAct::RollBack, charter.charter),
                label: "Back ".repeat(40),
            }
        })
        .collect();
    let message = &shown(&post)[0];
    within_limits(message).unwrap();
    let rows = list(&message["components"]);
    assert_eq!(
        rows.iter()
            .map(|row| list(&row["components"]).len())
            .sum::<usize>(),
        25
    );
    assert!(!message.to_string().contains("xxx"));
}

#[test]
fn what_is_asked_and_answered_at_length_still_fits() {
    let mut post = posted(
        Lang::En,
        &Notice::Request(bonsens_port::RequestId::new("r1")),
    );
    post.lines = vec![
        "Someone asks:".to_owned(),
        format!("> {}", "long *words* ".repeat(300)),
    ];
    post.lines.push(format!("> {}", "y".repeat(4_000)));
    for message in shown(&post) {
        within_limits(&message).unwrap();
    }
}

#[test]
fn what_is_said_on_a_card_shows_no_previews_elsewhere() {
    let page = |notice: &Notice| pages(&posted(Lang::En, notice), &say()).remove(0);
    assert_eq!(page(&a_nudge("C1")).flags(), 4);
    let flag = a_flag("C1", "1700000000.000100", FlagState::Open);
    assert_eq!(page(&flag).flags(), 0, "a card is shown as previews are");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_a_charter_says_discord_takes_it_and_nobody_is_called(
        quote in "([a-z@<>#*_`|/:.\\[\\]() -]{0,60}\n?){0,60}",
        section in "[a-z@<>#*_`|/ ]{0,3000}",
        findings in 0usize..80,
    ) {
        let mut notices = every(&section, &quote, &section);
        notices.push(("many findings", Notice::Draft {
            findings: (1..).map(finding).take(findings).collect(),
            article: None,
        }));
        notices.push(("many flags", Notice::Flag {
            flag: crate::notices::flag(FlagState::Open),
            nudge: nudge("C1", "1700000000.000100", findings),
        }));
        for (name, notice) in notices {
            let post = posted(Lang::Fr, &notice);
            let pages = shown(&post);
            if matches!(notice, Notice::Flag { .. }) {
                prop_assert_eq!(pages.len(), 1, "{} has to change in place", name);
            }
            for message in pages {
                let fits = within_limits(&message);
                prop_assert!(fits.is_ok(), "{name}: {fits:?}");
                let drawn = drawn(&message);
                let called = drawn.replace("<#201>", "").replace("<#202>", "").replace("<#203>", "");
                let called = called.replace(r"\<", "").replace(r"\@", "");
                prop_assert!(!called.contains("<#") && !called.contains("<@"), "{name}: {drawn}");
                prop_assert!(!called.contains("@everyone"), "{name}: {drawn}");
            }
        }
    }
}
