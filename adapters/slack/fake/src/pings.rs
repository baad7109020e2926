//! Who a text of the app would have notified. Charter quotes and people's words pass through the
//! app, so one `<!channel>` that is not escaped wakes everybody up.

use serde_json::Value;

/// Who would have been notified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pinged {
    /// `@channel`, `@here` or `@everyone`, by its name.
    Everyone(String),
    /// A user group, by its id.
    Group(String),
    /// A person, by their id.
    Person(String),
}

/// A notification that a message of the app would have caused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ping {
    /// The method that sent it, or `response_url`.
    pub method: String,
    /// The room it was sent to, if any.
    pub room: Option<String>,
    /// Who would have been notified.
    pub who: Pinged,
}

/// Finds who `content` (a whole message or view) would notify.
pub(crate) fn pinged(content: &Value) -> Vec<Pinged> {
    let mut found = Vec::new();
    for key in ["text", "blocks", "attachments"] {
        walk(&content[key], key, &mut found);
    }
    let named = content["parse"] == "full" || is_true(&content["link_names"]);
    if named && let Some(text) = content["text"].as_str() {
        for name in ["channel", "here", "everyone"] {
            if text.contains(&format!("@{name}")) {
                found.push(Pinged::Everyone(name.to_owned()));
            }
        }
    }
    found
}

fn is_true(value: &Value) -> bool {
    matches!(value, Value::Bool(true)) || value == "true" || value == "1" || value == 1
}

fn walk(value: &Value, key: &str, found: &mut Vec<Pinged>) {
    match value {
        Value::String(text) if ["text", "pretext", "fallback", "value"].contains(&key) => {
            in_markup(text, found);
        }
        Value::Array(items) => items.iter().for_each(|item| walk(item, key, found)),
        Value::Object(object) => {
            let id = |key: &str| object.get(key).and_then(Value::as_str).map(str::to_owned);
            match object.get("type").and_then(Value::as_str) {
                // Markup means nothing in plain text, in the text of a rich text element and in
                // what a button carries.
                Some("plain_text" | "text" | "button") => return,
                Some("broadcast") => found.extend(id("range").map(Pinged::Everyone)),
                Some("usergroup") => found.extend(id("usergroup_id").map(Pinged::Group)),
                Some("user") => found.extend(id("user_id").map(Pinged::Person)),
                _ => {}
            }
            for (key, item) in object {
                walk(item, key, found);
            }
        }
        _ => {}
    }
}

fn in_markup(text: &str, found: &mut Vec<Pinged>) {
    for rest in text.split('<').skip(1) {
        let Some((inside, _)) = rest.split_once('>') else {
            continue;
        };
        let target = inside.split('|').next().unwrap_or_default();
        if let Some(user) = target.strip_prefix('@') {
            found.push(Pinged::Person(user.to_owned()));
        } else if let Some(group) = target.strip_prefix("!subteam^") {
            found.push(Pinged::Group(group.to_owned()));
        } else if let Some(name @ ("channel" | "here" | "everyone")) = target.strip_prefix('!') {
            found.push(Pinged::Everyone(name.to_owned()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_mention_of_everyone_is_noticed_wherever_it_hides() {
        for content in [
            json!({"text": "hello <!channel>"}),
            json!({"blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "<!channel|x>"}}]}),
            json!({"blocks": [{"type": "context", "elements": [{"type": "mrkdwn", "text": "<!channel>"}]}]}),
            json!({"blocks": [{"type": "rich_text", "elements": [{"type": "rich_text_section",
                "elements": [{"type": "broadcast", "range": "channel"}]}]}]}),
            json!({"attachments": [{"text": "<!channel>"}]}),
            json!({"text": "@channel", "link_names": true}),
        ] {
            let expected = [Pinged::Everyone("channel".to_owned())];
            assert_eq!(pinged(&content), expected, "{content}");
        }
    }

    #[test]
    fn escaped_and_plain_text_wakes_nobody() {
        for content in [
            json!({"text": "hello &lt;!channel&gt; and @channel"}),
            json!({"blocks": [{"type": "header", "text": {"type": "plain_text", "text": "<!channel>"}}]}),
            json!({"blocks": [{"type": "actions", "elements": [{"type": "button", "value": "<@U1>",
                "text": {"type": "plain_text", "text": "<@U1>"}}]}]}),
        ] {
            assert_eq!(pinged(&content), [], "{content}");
        }
    }
}
