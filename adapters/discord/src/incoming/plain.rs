//! A message as its readers see it, on plain lines: Discord's marks undone, and what stands beside
//! the text (embeds, a poll, stickers, files, what is forwarded) after it.

use jiff::Timestamp;
use serde::Deserialize;

use super::message::User;
use super::or_default;

/// What a message is made of, as far as it is read.
#[derive(Deserialize)]
pub struct Parts {
    #[serde(default, deserialize_with = "or_default")]
    pub content: String,
    #[serde(default, deserialize_with = "or_default")]
    pub mentions: Vec<User>,
    #[serde(default, deserialize_with = "or_default")]
    embeds: Vec<Embed>,
    #[serde(default, deserialize_with = "or_default")]
    pub attachments: Vec<Attachment>,
    #[serde(default, deserialize_with = "or_default")]
    sticker_items: Vec<Sticker>,
    poll: Option<Poll>,
    #[serde(default, deserialize_with = "or_default")]
    pub message_snapshots: Vec<Snapshot>,
}

/// A message that was forwarded.
#[derive(Deserialize)]
pub struct Snapshot {
    pub message: Parts,
}

#[derive(Deserialize)]
pub struct Attachment {
    #[serde(default)]
    pub filename: String,
    pub title: Option<String>,
    pub description: Option<String>,
    pub content_type: Option<String>,
    #[serde(default)]
    pub size: u64,
    #[serde(default)]
    pub url: String,
}

#[derive(Deserialize)]
struct Embed {
    #[serde(rename = "type")]
    kind: Option<String>,
    url: Option<String>,
    title: Option<String>,
    description: Option<String>,
    author: Option<Named>,
    footer: Option<Footer>,
    #[serde(default, deserialize_with = "or_default")]
    fields: Vec<Field>,
}

#[derive(Deserialize)]
struct Named {
    name: Option<String>,
}

#[derive(Deserialize)]
struct Footer {
    text: Option<String>,
}

#[derive(Deserialize)]
struct Field {
    name: Option<String>,
    value: Option<String>,
}

#[derive(Deserialize)]
struct Sticker {
    name: Option<String>,
}

#[derive(Deserialize)]
struct Poll {
    question: Option<Words>,
    #[serde(default, deserialize_with = "or_default")]
    answers: Vec<Answer>,
}

#[derive(Deserialize)]
struct Answer {
    poll_media: Option<Words>,
}

#[derive(Deserialize)]
struct Words {
    text: Option<String>,
}

impl Parts {
    /// Everything there is to read, each part on lines of its own.
    pub fn read(&self) -> String {
        let mut lines = Lines::default();
        self.read_into(&mut lines);
        for forwarded in &self.message_snapshots {
            forwarded.message.read_into(&mut lines);
        }
        lines.0
    }

    /// The words alone, as their readers see them.
    pub fn words(&self) -> String {
        plain(&self.content, &self.mentions)
    }

    fn read_into(&self, lines: &mut Lines) {
        lines.line(&self.words());
        for embed in &self.embeds {
            if !embed.is_preview(&self.content) {
                embed.read_into(lines, &self.mentions);
            }
        }
        if let Some(poll) = &self.poll {
            let answers = poll
                .answers
                .iter()
                .filter_map(|one| one.poll_media.as_ref());
            for words in poll.question.iter().chain(answers) {
                lines.part(words.text.as_deref());
            }
        }
        for sticker in &self.sticker_items {
            lines.part(sticker.name.as_deref());
        }
        for file in &self.attachments {
            let title = file.title.as_deref().filter(|title| !title.is_empty());
            lines.part(Some(title.unwrap_or(&file.filename)));
            lines.part(file.description.as_deref());
        }
    }
}

impl Embed {
    /// What Discord or a site shows of a link is another's words.
    fn is_preview(&self, content: &str) -> bool {
        let rich = self.kind.as_deref().is_none_or(|kind| kind == "rich");
        let linked = self.url.as_deref();
        !rich || linked.is_some_and(|url| !url.is_empty() && content.contains(url))
    }

    fn read_into(&self, lines: &mut Lines, mentions: &[User]) {
        let author = self.author.as_ref().and_then(|author| author.name.as_ref());
        let footer = self.footer.as_ref().and_then(|footer| footer.text.as_ref());
        let head = [author, self.title.as_ref(), self.description.as_ref()];
        let fields = self.fields.iter();
        let fields = fields.flat_map(|field| [field.name.as_ref(), field.value.as_ref()]);
        for part in head.into_iter().chain(fields).chain([footer]).flatten() {
            lines.line(&plain(part, mentions));
        }
    }
}

#[derive(Default)]
struct Lines(String);

impl Lines {
    fn part(&mut self, words: Option<&str>) {
        self.line(words.unwrap_or_default());
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

/// Undoes Discord's marks: a reader sees names, not ids, and an id looks like many a number.
fn plain(typed: &str, mentions: &[User]) -> String {
    let mut out = String::with_capacity(typed.len());
    let mut rest = typed;
    while let Some(start) = rest.find('<') {
        out.push_str(&rest[..start]);
        let inside = &rest[start + 1..];
        let seen = inside
            .find('>')
            .and_then(|end| Some((seen(&inside[..end], mentions)?, end)));
        if let Some((words, end)) = seen {
            out.push_str(&words);
            rest = &inside[end + 1..];
        } else {
            out.push('<');
            rest = inside;
        }
    }
    out.push_str(rest);
    out
}

/// What a reader sees of a mark; `None` where it is none.
fn seen(inside: &str, mentions: &[User]) -> Option<String> {
    if let Some(role) = inside.strip_prefix("@&") {
        return is_id(role).then(|| "@role".to_owned());
    }
    if let Some(id) = mentioned(inside) {
        let named = mentions.iter().find(|user| user.id == id);
        return Some(format!("@{}", named.map_or("someone", User::name)));
    }
    if let Some(id) = inside.strip_prefix('#') {
        return is_id(id).then(|| "#channel".to_owned());
    }
    if let Some(command) = inside.strip_prefix('/') {
        let (name, id) = command.rsplit_once(':')?;
        return is_id(id).then(|| format!("/{name}"));
    }
    if let Some(time) = inside.strip_prefix("t:") {
        let seconds = time.split(':').next()?.parse().ok()?;
        let at = Timestamp::from_second(seconds).ok()?;
        return at.to_string().split('T').next().map(str::to_owned);
    }
    // An emoji of the server's own, still or moving.
    let emoji = inside.strip_prefix('a').unwrap_or(inside).strip_prefix(':');
    let (name, id) = emoji?.split_once(':')?;
    (is_id(id) && !name.is_empty()).then(|| format!(":{name}:"))
}

/// The person a mark names.
fn mentioned(inside: &str) -> Option<&str> {
    let id = inside.strip_prefix('@')?;
    let id = id.strip_prefix('!').unwrap_or(id);
    is_id(id).then_some(id)
}

fn is_id(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|sign| sign.is_ascii_digit())
}

/// The words around a mention of this person; `None` where there is none.
pub fn without_mention(typed: &str, person: &str) -> Option<String> {
    let (plain, named) = (format!("<@{person}>"), format!("<@!{person}>"));
    let found = typed.contains(&plain) || typed.contains(&named);
    found.then(|| typed.replace(&plain, " ").replace(&named, " "))
}

impl Parts {
    /// The words around a mention of this person, as their readers see them.
    pub fn asked_of(&self, person: &str) -> Option<String> {
        let asked = without_mention(&self.content, person)?;
        Some(plain(&asked, &self.mentions))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ana() -> User {
        serde_json::from_str(r#"{"id": "7", "username": "ana.m", "global_name": "Ana"}"#).unwrap()
    }

    #[test]
    fn marks_become_what_a_reader_sees() {
        for (typed, expected) in [
            ("hi <@7>, <@!7> and <@8>", "hi @Ana, @Ana and @someone"),
            ("<@&9> see <#123456789012345678>", "@role see #channel"),
            (
                "<:yes:123> <a:party:456> </charter ask:12>",
                ":yes: :party: /charter ask",
            ),
            ("<t:1700000000:R> or <t:-5>", "2023-11-14 or 1969-12-31"),
            (
                "a < b > c, <b>, <https://example.org/a>",
                "a < b > c, <b>, <https://example.org/a>",
            ),
            ("open <@7 and <", "open <@7 and <"),
            ("<@seven> <:a:b> <::1>", "<@seven> <:a:b> <::1>"),
            ("", ""),
        ] {
            assert_eq!(plain(typed, &[ana()]), expected, "{typed}");
        }
    }

    #[test]
    fn a_mention_is_taken_out_and_others_stay() {
        assert_eq!(
            without_mention("<@7> is it?", "7").as_deref(),
            Some("  is it?")
        );
        assert_eq!(
            without_mention("hey <@!7>, <@8>?", "7").as_deref(),
            Some("hey  , <@8>?")
        );
        assert_eq!(without_mention("hey <@77>", "7"), None);
    }
}
