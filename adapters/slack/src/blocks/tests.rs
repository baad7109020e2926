//! What posts look like, and that Slack takes all of them.

use bonsens_port::{Destination, FlagState, Lang, Notice, Post};
use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::notices::{a_flag, a_nudge, citation, every, finding, nudge, post, say};

const LINK: &str = "https://acme.slack.com/archives/C1/p1700000000000100";
const QUOTE: &str = "**Never** share a password, not even with:\n\n- a colleague,\n- [support](https://support.example/help).";

fn posted(lang: Lang, notice: Notice) -> Post {
    post("k1", Destination::Moderators, lang, notice)
}

fn shown(post: &Post) -> Vec<Value> {
    pages(post, Some(LINK), &say())
        .iter()
        .map(|page| serde_json::json!({"text": page.text, "blocks": page.blocks}))
        .collect()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// A message as someone reads it.
fn drawn(message: &Value) -> String {
    let mut lines = Vec::new();
    let words = |value: &Value| value["text"].as_str().unwrap_or_default().to_owned();
    for block in list(&message["blocks"]) {
        match block["type"].as_str().unwrap_or_default() {
            "header" => lines.push(format!("# {}", words(&block["text"]))),
            "section" if block["fields"].is_array() => lines.extend(
                list(&block["fields"])
                    .iter()
                    .map(|field| format!("| {}", words(field).replace('\n', ": "))),
            ),
            "section" => lines.push(words(&block["text"])),
            "context" => lines.extend(
                list(&block["elements"])
                    .iter()
                    .map(|small| format!("({})", words(small))),
            ),
            "actions" => {
                let buttons = list(&block["elements"]).iter().map(|button| {
                    let style = button["style"].as_str().unwrap_or("plain");
                    let (id, value) = (&button["action_id"], &button["value"]);
                    format!("[{}: {style}, {id}, {value}]", words(&button["text"]))
                });
                lines.push(buttons.collect::<Vec<_>>().join("\n"));
            }
            other => panic!("{other} is not drawn"),
        }
    }
    lines.push(format!("~ {}", words(message)));
    lines.join("\n")
}

#[test]
fn every_notice_reads_well_in_both_languages() {
    for lang in [Lang::En, Lang::Fr] {
        let all: Vec<_> = every("Secrets > Passwords", QUOTE, "dpo@acme.example")
            .into_iter()
            .flat_map(|(name, notice)| {
                let messages = shown(&posted(lang, notice));
                messages
                    .into_iter()
                    .map(move |message| format!("## {name}\n{}", drawn(&message)))
            })
            .collect();
        insta::assert_snapshot!(format!("notices-{}", lang.as_str()), all.join("\n\n"));
    }
}

#[test]
fn a_page_fits_slack_however_much_waits() {
    for lang in [Lang::En, Lang::Fr] {
        for open in [0, 1, 80] {
            let post = posted(lang, crate::notices::home(open));
            let Notice::Home(page) = &post.notice else {
                unreachable!()
            };
            let view = serde_json::to_value(home(&post, page, &say())).unwrap();
            let blocks = list(&view["blocks"]);
            assert!((5..=100).contains(&blocks.len()), "{}", blocks.len());
            assert!(!view.to_string().contains("<charter>"), "{view}");
            let menus = blocks.iter().filter(|block| block["accessory"].is_object());
            let [menu] = menus.collect::<Vec<_>>()[..] else {
                panic!("one menu: {view}")
            };
            let options = list(&menu["accessory"]["options"]);
            let read = |option: &Value| {
                let words = option["text"]["text"].as_str().unwrap().to_owned();
                (words, option["value"].as_str().unwrap().to_owned())
            };
            let read: Vec<_> = options.iter().map(read).collect();
            let expected = [
                ("Gifts", "social:1"),
                ("Gifts (2)", "social:2"),
                ("Names & places", "social:3"),
            ];
            let expected = expected.map(|(words, value)| (words.to_owned(), value.to_owned()));
            assert_eq!(read, expected);
            if open == 1 && lang == Lang::En {
                insta::assert_json_snapshot!("home-wire", view);
            }
        }
    }
}

#[test]
fn a_nudge_and_a_flag_look_like_this_on_the_wire() {
    insta::assert_json_snapshot!("nudge-wire", shown(&posted(Lang::En, a_nudge("C1"))));
    let flag = a_flag("C1", "1700000000.000100", FlagState::Open);
    insta::assert_json_snapshot!("flag-wire", shown(&posted(Lang::En, flag)));
}

/// Slack's documented limits, on a message of ours.
fn within_limits(message: &Value) -> Result<(), String> {
    let long = |text: &Value, least: usize, most: usize, what: &str| {
        let text = text.as_str().unwrap_or_default();
        let size = length(text);
        if size < least || size > most {
            return Err(format!("{what}: {size} characters"));
        }
        Ok(())
    };
    let count = |items: &[Value], most: usize, what: &str| {
        if items.is_empty() || items.len() > most {
            return Err(format!("{what}: {} of them", items.len()));
        }
        Ok(())
    };
    long(&message["text"], 1, 3_000, "fallback")?;
    count(list(&message["blocks"]), 50, "blocks")?;
    let mut written = 0;
    for block in list(&message["blocks"]) {
        match block["type"].as_str().unwrap_or_default() {
            "header" => long(&block["text"]["text"], 1, 150, "header")?,
            "section" if block["fields"].is_array() => {
                count(list(&block["fields"]), 10, "fields")?;
                for field in list(&block["fields"]) {
                    long(&field["text"], 1, 2_000, "field")?;
                    written += field["text"].as_str().map_or(0, length);
                }
            }
            "section" => {
                long(&block["text"]["text"], 1, 3_000, "section")?;
                written += block["text"]["text"].as_str().map_or(0, length);
            }
            "context" => {
                count(list(&block["elements"]), 10, "context")?;
                for small in list(&block["elements"]) {
                    long(&small["text"], 1, 3_000, "context")?;
                    written += small["text"].as_str().map_or(0, length);
                }
            }
            "actions" => {
                count(list(&block["elements"]), 25, "buttons")?;
                for button in list(&block["elements"]) {
                    long(&button["text"]["text"], 1, 75, "button")?;
                    long(&button["action_id"], 1, 255, "action id")?;
                    if !button["value"].is_null() {
                        long(&button["value"], 1, 2_000, "value")?;
                    }
                }
            }
            other => return Err(format!("{other} is not known")),
        }
    }
    if written > 12_000 {
        return Err(format!("{written} characters in all"));
    }
    Ok(())
}

/// The markup in a message: whatever stands between angle brackets.
fn markup(message: &Value) -> Vec<String> {
    let text = message.to_string();
    text.split('<')
        .skip(1)
        .map(|rest| rest.split('>').next().unwrap_or_default().to_owned())
        .collect()
}

fn checked(post: &Post) {
    for message in shown(post) {
        within_limits(&message).unwrap();
        for markup in markup(&message) {
            let ours = ["#C1", "#G1"].contains(&markup.as_str()) || markup.starts_with(LINK);
            assert!(ours, "<{markup}> is not ours");
        }
    }
}

#[test]
fn nothing_is_too_long_for_slack() {
    let word = "confidential ";
    for long in [
        word.repeat(2_000),
        "x".repeat(20_000),
        "é🦀".repeat(4_000),
        "a.\n".repeat(9_000),
    ] {
        for lang in [Lang::En, Lang::Fr] {
            for (_, notice) in every(&long, &long, &long) {
                checked(&posted(lang, notice));
            }
        }
    }
}

#[test]
fn what_does_not_fit_in_one_message_goes_on_in_the_next_and_the_buttons_come_last() {
    let many = (0..400).map(|n| nudge("C1", &n.to_string(), 3)).collect();
    let about = posted(
        Lang::Fr,
        Notice::AboutYou {
            nudges: many,
            flags: Vec::new(),
            requests: Vec::new(),
            kept_days: 30,
        },
    );
    let messages = shown(&about);
    assert!(messages.len() > 3, "{}", messages.len());
    checked(&about);
    let days = messages
        .iter()
        .map(|message| message.to_string().matches("1970-01-01").count());
    assert_eq!(days.sum::<usize>(), 400, "nothing is left out");

    let Notice::Nudge {
        article,
        minutes,
        kept_days,
        ..
    } = a_nudge("C1")
    else {
        unreachable!()
    };
    let nudge = nudge("C1", "1", 400);
    let long = posted(
        Lang::En,
        Notice::Nudge {
            nudge,
            article,
            minutes,
            kept_days,
        },
    );
    let messages = shown(&long);
    checked(&long);
    let (last, before) = messages.split_last().unwrap();
    assert!(!before.is_empty());
    assert!(last.to_string().contains("bonsens:will-fix"));
    assert!(
        before
            .iter()
            .all(|message| !message.to_string().contains("bonsens:"))
    );
}

#[test]
fn a_flag_fits_in_the_one_message_that_changes() {
    let flag = Notice::Flag {
        flag: crate::notices::flag(FlagState::Open),
        nudge: nudge("C1", "1", 1_000),
    };
    let messages = shown(&posted(Lang::Fr, flag));
    assert_eq!(messages.len(), 1);
    assert!(messages[0].to_string().contains("d'autres dans ce message"));
}

#[test]
fn only_an_id_becomes_a_channel_and_only_an_address_a_link() {
    for hostile in ["C1> <!channel", "!channel", "C1|x", "c1", "C", "", "Cé"] {
        let flag = posted(Lang::En, a_flag(hostile, "1", FlagState::Open));
        checked(&flag);
        assert!(!shown(&flag)[0].to_string().contains("<#"), "{hostile}");
    }
    let flag = posted(Lang::En, a_flag("C1", "1", FlagState::Open));
    for hostile in [
        "javascript:alert(1)",
        "https://x.example/|<!channel>",
        "!channel",
        "",
    ] {
        let page = &pages(&flag, Some(hostile), &say())[0];
        let page = serde_json::json!(page.blocks).to_string();
        assert_eq!(
            page.matches('<').count(),
            1,
            "the channel only, not {hostile}"
        );
    }
}

#[test]
fn a_notification_of_a_nudge_does_not_say_what_was_found() {
    let nudge = shown(&posted(Lang::En, a_nudge("C1")));
    let text = nudge[0]["text"].as_str().unwrap();
    assert!(!text.contains("GitHub") && !text.contains("line"), "{text}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_a_charter_holds_slack_takes_it_and_nobody_is_called(
        section in "[ -~é\n<>&*_`|#@!🦀]{1,400}",
        quote in "([a-z.*_`#<>!@|&-]{1,30}[ \n]){1,400}",
        contact in "[<>!@a-z|&]{1,80}",
        findings in 0usize..80,
        french in any::<bool>(),
    ) {
        let lang = if french { Lang::Fr } else { Lang::En };
        for (_, notice) in every(&section, &quote, &contact) {
            checked(&posted(lang, notice));
        }
        let findings = (1..).map(finding).take(findings).collect();
        let article = Some(citation(&section, &quote));
        checked(&posted(lang, Notice::Draft { findings, article }));
    }
}
