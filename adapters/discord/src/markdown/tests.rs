use bonsens_port::mention;
use bonsens_port::{AuthorId, ChannelId};

use super::*;

/// A text with every escaped sign taken out: what is left may mean something to Discord.
fn bare(text: &str) -> String {
    let mut left = String::new();
    let mut signs = text.chars();
    while let Some(sign) = signs.next() {
        if sign == '\\' {
            signs.next();
        } else {
            left.push(sign);
        }
    }
    left
}

/// A text as Discord shows it, where all of it is escaped.
fn read(text: &str) -> String {
    let mut shown = String::new();
    let mut signs = text.chars();
    while let Some(sign) = signs.next() {
        shown.push(if sign == '\\' {
            signs.next().unwrap()
        } else {
            sign
        });
    }
    shown
}

#[test]
fn what_a_person_typed_means_itself() {
    for (typed, sent) in [
        ("Wake @everyone", r"Wake \@everyone"),
        (
            "<@1> <#2> <@&3> </ask:4>",
            r"\<\@1> \<#2> \<\@&3> \<\/ask\:4>",
        ),
        ("https://evil.example", r"https\:\/\/evil.example"),
        ("discord.gg/abc", r"discord.gg\/abc"),
        (
            "[the page](https://x.example)",
            r"\[the page\](https\:\/\/x.example)",
        ),
        (
            "**bold** __under__ ~~gone~~",
            r"\*\*bold\*\* \_\_under\_\_ \~\~gone\~\~",
        ),
        ("||hidden|| `code`", r"\|\|hidden\|\| \`code\`"),
        ("# title", r"\# title"),
        (
            "-# small\n- item\n> quote",
            "\\-# small\n\\- item\n\\> quote",
        ),
        ("1. first\n  2. second", "1\\. first\n  2\\. second"),
        (":smile: at 10:30: now", r"\:smile: at 10\:30: now"),
        ("5 - 3 > 1 # yes", "5 - 3 > 1 # yes"),
        ("Nothing to see.", "Nothing to see."),
        ("a\u{202e}b\u{200b}c\u{7}d", "abcd"),
        ("@\u{200b}everyone", r"\@everyone"),
        (r"\@everyone", r"\\\@everyone"),
    ] {
        assert_eq!(escape(typed), sent, "{typed:?}");
    }
}

#[test]
fn only_what_the_core_names_becomes_a_mention() {
    let ben = mention::person(&AuthorId::new("41"));
    let general = mention::channel(&ChannelId::new("42"));
    assert_eq!(
        told(&format!("{ben} wrote <@7> in {general}")),
        r"<@41> wrote \<\@7> in <#42>"
    );
    let forged = mention::person(&AuthorId::new("@everyone"));
    assert_eq!(told(&forged), r"\@everyone");
    assert!(!is_id("") && !is_id("4a") && !is_id(&"4".repeat(21)));
}

#[test]
fn what_markdown_marks_is_shown_the_way_discord_shows_it() {
    for (markdown, shown) in [
        (
            "**Never** share a *password*.",
            vec!["**Never** share a _password_."],
        ),
        ("## Gifts\nAsk first.", vec!["**Gifts**", "Ask first."]),
        ("## The **big** one", vec!["**The big one**"]),
        (
            "- one\n- two\n  - three",
            vec!["- one", "- two", "  - three"],
        ),
        ("3. third\n4. fourth", vec!["3. third", "4. fourth"]),
        (
            "See [the page](https://example.org/a?b=1).",
            vec![r"See the page (https\:\/\/example.org\/a?b=1)."],
        ),
        ("<https://example.org>", vec![r"https\:\/\/example.org"]),
        ("**two\nlines**", vec!["**two**", "**lines**"]),
        ("**bold *both***", vec!["**bold _both_**"]),
        ("*ends with \\_*", vec![r"_ends with \__"]),
        ("Write `a + b`", vec!["Write `a + b`"]),
        ("Write `<@1>`", vec![r"Write \<\@1>"]),
        ("~~gone~~", vec!["~~gone~~"]),
        (
            "It costs 5 * 3 and snake_case",
            vec![r"It costs 5 \* 3 and snake\_case"],
        ),
    ] {
        assert_eq!(passage(markdown), shown, "{markdown}");
    }
}

proptest::proptest! {
    #[test]
    fn an_escaped_text_holds_no_markup_and_loses_nothing(
        text in "[a-c1@<>&#:/.*_~|`\\[\\]()\\\\ \n\u{202e}\u{200b}é🦀-]{0,200}"
    ) {
        let escaped = escape(&text);
        let left = bare(&escaped);
        proptest::prop_assert!(!left.contains(['<', '@', '/', '*', '_', '~', '|', '`', '[', ']']), "{}", left);
        for line in escaped.lines() {
            proptest::prop_assert!(!line.trim_start().starts_with(['#', '-', '+', '>']), "{}", line);
        }
        let kept: String = text.chars().filter(|sign| is_shown(*sign)).collect();
        proptest::prop_assert_eq!(read(&escaped), kept);
    }

    #[test]
    fn a_passage_never_holds_a_mention_or_an_address(
        markdown in "[<>!@#:/|a-c*_`~\\[\\]()\\\\&;\n -]{0,120}"
    ) {
        for line in passage(&markdown) {
            let left = bare(&line);
            proptest::prop_assert!(!left.contains(['<', '@', '/', '|', '[', '\n']), "{}", line);
        }
    }
}
