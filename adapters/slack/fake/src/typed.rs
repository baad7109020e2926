//! What a person types, as Slack sends it on: `&`, `<` and `>` escaped, addresses turned into
//! links, mentions kept, and the same words again as a `rich_text` block.

use serde_json::{Value, json};

/// A typed text in its two wire forms.
#[derive(Debug)]
pub(crate) struct Typed {
    pub text: String,
    pub blocks: Value,
}

/// Escapes the three characters that Slack gives a meaning to.
pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// The opposite of [`escape`].
pub(crate) fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

/// Turns typed words into wire text and blocks. Mention markup (`<@U1>`, `<#C1>`, `<!here>`) is
/// how a test says that the person picked someone from Slack's menu.
pub(crate) fn typed(words: &str) -> Typed {
    let mut out = Out::default();
    for piece in words.split_inclusive(char::is_whitespace) {
        let word = piece.trim_end();
        out.word(word);
        out.plain(&piece[word.len()..]);
    }
    Typed {
        text: out.text,
        blocks: json!([{
            "type": "rich_text",
            "block_id": "typed",
            "elements": [{"type": "rich_text_section", "elements": out.elements}],
        }]),
    }
}

#[derive(Default)]
struct Out {
    text: String,
    elements: Vec<Value>,
}

impl Out {
    fn word(&mut self, word: &str) {
        if let Some(start) = word.find('<')
            && let Some(length) = word[start..].find('>')
            && let Some(element) = mention(&word[start + 1..start + length])
        {
            self.link_or_plain(&word[..start]);
            self.text.push_str(&word[start..=start + length]);
            self.elements.push(element);
            self.word(&word[start + length + 1..]);
            return;
        }
        self.link_or_plain(word);
    }

    fn link_or_plain(&mut self, word: &str) {
        let core = word
            .trim_start_matches(['(', '"', '«'])
            .trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '"', '»']);
        let Some(at) = word.find(core).filter(|_| !core.is_empty()) else {
            return self.plain(word);
        };
        let link = if core.starts_with("http://") || core.starts_with("https://") {
            Some((format!("<{}>", escape(core)), core.to_owned()))
        } else if is_address(core) {
            Some((format!("<mailto:{core}|{core}>"), format!("mailto:{core}")))
        } else {
            None
        };
        match link {
            Some((markup, url)) => {
                self.plain(&word[..at]);
                self.text.push_str(&markup);
                self.elements
                    .push(json!({"type": "link", "url": url, "text": core}));
                self.plain(&word[at + core.len()..]);
            }
            None => self.plain(word),
        }
    }

    fn plain(&mut self, words: &str) {
        if words.is_empty() {
            return;
        }
        self.text.push_str(&escape(words));
        if let Some(last) = self.elements.last_mut()
            && last["type"] == "text"
        {
            let joined = format!("{}{words}", last["text"].as_str().unwrap_or_default());
            last["text"] = json!(joined);
        } else {
            self.elements.push(json!({"type": "text", "text": words}));
        }
    }
}

fn mention(inside: &str) -> Option<Value> {
    let (sign, rest) = inside.split_at_checked(1)?;
    let id = rest.split('|').next()?;
    match sign {
        "@" => Some(json!({"type": "user", "user_id": id})),
        "#" => Some(json!({"type": "channel", "channel_id": id})),
        "!" => Some(match id.strip_prefix("subteam^") {
            Some(group) => json!({"type": "usergroup", "usergroup_id": group}),
            None => json!({"type": "broadcast", "range": id}),
        }),
        _ => None,
    }
}

fn is_address(word: &str) -> bool {
    let Some((name, host)) = word.split_once('@') else {
        return false;
    };
    let fine = |c: char| c.is_ascii_alphanumeric() || "._%+-".contains(c);
    !name.is_empty()
        && name.chars().all(fine)
        && host.split('.').count() > 1
        && host.split('.').all(|part| {
            !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_characters_are_escaped_and_mentions_kept() {
        let typed = typed("a < b & c, <@U1>, see <#C1|general>");
        assert_eq!(typed.text, "a &lt; b &amp; c, <@U1>, see <#C1|general>");
        let elements = &typed.blocks[0]["elements"][0]["elements"];
        assert_eq!(elements[0]["text"], "a < b & c, ");
        assert_eq!(elements[1]["user_id"], "U1");
        assert_eq!(unescape(&escape("a < b & c")), "a < b & c");
    }

    #[test]
    fn addresses_become_links() {
        let typed = typed("(ana@example.org) or https://example.org/a?b=1&c.");
        assert_eq!(
            typed.text,
            "(<mailto:ana@example.org|ana@example.org>) or <https://example.org/a?b=1&amp;c>."
        );
    }
}
