//! A message as its readers see it, on plain lines: Slack's markup undone, and what stands beside
//! the text (attachments, files) after it.

use serde::Deserialize;

/// What a message is made of, as far as it is read. Blocks repeat the text, and are left aside.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Parts {
    text: Option<String>,
    attachments: Option<Vec<Attachment>>,
    files: Option<Vec<File>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Attachment {
    from_url: Option<String>,
    is_share: Option<bool>,
    pretext: Option<String>,
    title: Option<String>,
    text: Option<String>,
    fallback: Option<String>,
    fields: Option<Vec<Field>>,
    files: Option<Vec<File>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Field {
    title: Option<String>,
    value: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct File {
    title: Option<String>,
    name: Option<String>,
    preview: Option<String>,
}

impl Parts {
    /// Everything there is to read, each part on lines of its own.
    pub fn read(&self) -> String {
        let mut lines = Lines::default();
        lines.markup(self.text.as_ref());
        for attachment in self.attachments.iter().flatten() {
            attachment.read(&mut lines);
        }
        lines.files(self.files.as_ref());
        lines.0
    }
}

impl Attachment {
    /// The preview Slack makes of a link is another's words. A message that its author forwards
    /// has an address too, and is theirs to answer for.
    fn is_preview(&self) -> bool {
        self.from_url.is_some() && self.is_share != Some(true)
    }

    fn read(&self, lines: &mut Lines) {
        if self.is_preview() {
            return;
        }
        let before = lines.0.len();
        for part in [&self.pretext, &self.title, &self.text] {
            lines.markup(part.as_ref());
        }
        for field in self.fields.iter().flatten() {
            lines.markup(field.title.as_ref());
            lines.markup(field.value.as_ref());
        }
        lines.files(self.files.as_ref());
        // What is shown where the rest can't be.
        if lines.0.len() == before {
            lines.markup(self.fallback.as_ref());
        }
    }
}

#[derive(Default)]
struct Lines(String);

impl Lines {
    fn markup(&mut self, part: Option<&String>) {
        if let Some(part) = part {
            self.line(&plain(part));
        }
    }

    fn files(&mut self, files: Option<&Vec<File>>) {
        for file in files.into_iter().flatten() {
            let title = file.title.as_ref().filter(|title| !title.is_empty());
            // Neither is markup: Slack shows both letter by letter.
            for part in [title.or(file.name.as_ref()), file.preview.as_ref()] {
                self.line(part.map_or("", String::as_str));
            }
        }
    }

    fn line(&mut self, words: &str) {
        let words = words.trim();
        if words.is_empty() {
            return;
        }
        if !self.0.is_empty() {
            self.0.push('\n');
        }
        self.0.push_str(words);
    }
}

/// Undoes Slack's markup.
pub fn plain(markup: &str) -> String {
    let mut out = String::with_capacity(markup.len());
    let mut rest = markup;
    while let Some(start) = rest.find('<') {
        out.push_str(&unescaped(&rest[..start]));
        let inside = &rest[start + 1..];
        // A sign typed by a person is escaped: one that is not closed is none of Slack's.
        let Some(end) = inside.find('>') else {
            out.push('<');
            rest = inside;
            continue;
        };
        out.push_str(&unescaped(&said(&inside[..end])));
        rest = &inside[end + 1..];
    }
    out.push_str(&unescaped(rest));
    out
}

/// What a reader sees of a mention or a link.
fn said(inside: &str) -> String {
    let (target, label) = match inside.split_once('|') {
        Some((target, label)) => (target, Some(label).filter(|label| !label.is_empty())),
        None => (inside, None),
    };
    let named = |sign: &str, id: &str| {
        let name = label.unwrap_or(id).trim_start_matches(sign);
        format!("{sign}{name}")
    };
    if let Some(id) = target.strip_prefix('@') {
        return named("@", id);
    }
    if let Some(id) = target.strip_prefix('#') {
        return named("#", id);
    }
    if let Some(special) = target.strip_prefix('!') {
        // A date says itself; a group or a call to everyone has a name.
        return match (special.split_once('^'), label) {
            (Some(("date", _)), Some(label)) => label.to_owned(),
            (Some((_, id)), _) => named("@", id),
            (None, _) => named("@", special),
        };
    }
    let address = target.strip_prefix("mailto:").unwrap_or(target);
    let address = address.strip_prefix("tel:").unwrap_or(address);
    match label {
        // A label may hide where a link goes; what it goes to can be a leak as well.
        Some(label) if label != address && !address.ends_with(label) => {
            format!("{label} {address}")
        }
        _ => address.to_owned(),
    }
}

fn unescaped(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    // The ampersand last: `&amp;lt;` is what someone typed as `&lt;`.
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

/// The words around a mention of this person, in markup; `None` where there is none.
pub fn without_mention(markup: &str, person: &str) -> Option<String> {
    let mut out = String::with_capacity(markup.len());
    let mut rest = markup;
    let mut found = false;
    while let Some(start) = rest.find("<@") {
        let inside = &rest[start + 2..];
        let Some(end) = inside.find('>') else { break };
        let id = inside[..end].split('|').next();
        let to = start + 2 + end + 1;
        if id == Some(person) {
            found = true;
            out.push_str(rest[..start].trim_end_matches(' '));
            out.push(' ');
        } else {
            out.push_str(&rest[..to]);
        }
        rest = &rest[to..];
    }
    out.push_str(rest);
    found.then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_becomes_what_a_reader_sees() {
        for (markup, seen) in [
            (
                "hello <@U1|ana>, see <#C1|general>",
                "hello @ana, see #general",
            ),
            ("<@U1> and <#C1> and <#C1|>", "@U1 and #C1 and #C1"),
            (
                "<https://example.org/a?b=1&amp;c=2>",
                "https://example.org/a?b=1&c=2",
            ),
            ("<http://example.org|example.org>", "http://example.org"),
            (
                "<https://example.org/x|the plan>",
                "the plan https://example.org/x",
            ),
            ("<mailto:a@example.org|a@example.org>", "a@example.org"),
            (
                "<tel:+33612345678|06 12 34 56 78>",
                "06 12 34 56 78 +33612345678",
            ),
            (
                "<!here> <!subteam^S1|@team> <!date^1^{date}|today>",
                "@here @team today",
            ),
            ("a &lt; b &amp;&amp; c &gt; d", "a < b && c > d"),
            ("&amp;lt;script&amp;gt;", "&lt;script&gt;"),
            ("an open < sign", "an open < sign"),
            ("", ""),
        ] {
            assert_eq!(plain(markup), seen, "{markup}");
        }
    }

    #[test]
    fn a_mention_is_taken_out_and_others_stay() {
        let without = |markup| without_mention(markup, "UBOT");
        assert_eq!(without("<@UBOT> is it?").as_deref(), Some("  is it?"));
        assert_eq!(
            without("hey <@UBOT|bot>, <@U2>?").as_deref(),
            Some("hey , <@U2>?")
        );
        assert_eq!(without("hey <@U2>"), None);
        assert_eq!(without("broken <@UBOT"), None);
    }
}
