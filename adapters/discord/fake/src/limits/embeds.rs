//! The limits of embeds.

use serde_json::Value;

use super::{Wrong, length, list, needed_text, text};

/// The most characters all embeds of a message have together.
const MOST: usize = 6_000;

pub(crate) fn check(wrong: &mut Wrong, embeds: &Value) {
    let mut sum = 0;
    for embed in list(wrong, "embeds", embeds, 10) {
        if !embed.is_object() {
            wrong.push("an embed has to be an object".to_owned());
            continue;
        }
        text(wrong, "an embed's title", &embed["title"], 0, 256);
        text(
            wrong,
            "an embed's description",
            &embed["description"],
            0,
            4_096,
        );
        text(
            wrong,
            "an embed's footer",
            &embed["footer"]["text"],
            0,
            2_048,
        );
        text(wrong, "an embed's author", &embed["author"]["name"], 0, 256);
        for (what, link) in [
            ("url", &embed["url"]),
            ("image", &embed["image"]["url"]),
            ("thumbnail", &embed["thumbnail"]["url"]),
        ] {
            web_address(wrong, what, link);
        }
        let color = &embed["color"];
        if !color.is_null() && color.as_u64().is_none_or(|color| color > 0xFF_FFFF) {
            wrong.push("an embed's color is not a number up to 16777215".to_owned());
        }
        let at = &embed["timestamp"];
        let written = at
            .as_str()
            .and_then(|at| at.parse::<jiff::Timestamp>().ok());
        if !at.is_null() && written.is_none() {
            wrong.push("an embed's timestamp is not a time".to_owned());
        }
        sum += length(&embed["title"])
            + length(&embed["description"])
            + length(&embed["footer"]["text"])
            + length(&embed["author"]["name"]);
        for field in list(wrong, "an embed's fields", &embed["fields"], 25) {
            needed_text(wrong, "a field's name", &field["name"], 256);
            needed_text(wrong, "a field's value", &field["value"], 1_024);
            sum += length(&field["name"]) + length(&field["value"]);
        }
    }
    if sum > MOST {
        wrong.push(format!(
            "the embeds have {sum} characters, {MOST} are allowed"
        ));
    }
}

fn web_address(wrong: &mut Wrong, what: &str, link: &Value) {
    let known = ["http://", "https://", "attachment://"];
    let fine = link
        .as_str()
        .is_none_or(|link| known.iter().any(|start| link.starts_with(start)));
    if !fine || !(link.is_null() || link.is_string()) {
        wrong.push(format!("an embed's {what} is not a web address"));
    }
}
