//! Text as Discord's markdown: escaped, and a charter's own marks in Discord's way.
//!
//! Nothing a person or a charter wrote may become markup here: every sign that could open some is
//! escaped. A slash is one of them: without it no address can be followed, and no invitation is
//! found by Discord, which looks for them in the text as it is sent.

use bonsens_port::mention::{Piece, pieces};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// Makes a text mean itself: no mention, no link, nothing hidden.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 8);
    // Some signs only mean something where a line begins, or after a number that it begins with; a
    // text may be put there.
    let (mut begins, mut counts) = (true, false);
    let mut signs = text.chars().filter(|sign| is_shown(*sign)).peekable();
    while let Some(sign) = signs.next() {
        let means = match sign {
            '\\' | '*' | '_' | '~' | '|' | '`' | '[' | ']' | '<' | '@' | '/' => true,
            '#' | '-' | '+' | '>' => begins,
            '.' => counts,
            ':' => signs.peek().is_some_and(|next| !next.is_whitespace()),
            _ => false,
        };
        if means {
            escaped.push('\\');
        }
        escaped.push(sign);
        counts = (begins || counts) && sign.is_ascii_digit();
        begins = sign == '\n' || begins && sign.is_whitespace();
    }
    escaped
}

/// Marks that turn the direction of writing around can make a text read as another; a control sign
/// or one without width can stand in the middle of a mark.
fn is_shown(sign: char) -> bool {
    match sign {
        '\n' | '\t' => true,
        '\u{ad}' | '\u{200b}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' => {
            false
        }
        sign => !sign.is_control(),
    }
}

/// A line of the core's: what it names becomes a mention, and nothing else in it does.
pub fn told(line: &str) -> String {
    pieces(line)
        .map(|piece| match piece {
            Piece::Words(words) => escape(words),
            Piece::Person(id) if is_id(id) => format!("<@{id}>"),
            Piece::Channel(id) if is_id(id) => format!("<#{id}>"),
            Piece::Person(id) | Piece::Channel(id) => escape(id),
        })
        .collect()
}

/// Whether an id is one of Discord's: only those become markup or part of an address.
pub fn is_id(id: &str) -> bool {
    (1..=20).contains(&id.len()) && id.bytes().all(|sign| sign.is_ascii_digit())
}

/// A passage of a charter as lines. What Markdown marks there is shown the way Discord shows it; an
/// address stays readable and can't be followed.
pub fn passage(markdown: &str) -> Vec<String> {
    let mut writer = Writer::default();
    for event in Parser::new_ext(markdown, Options::ENABLE_STRIKETHROUGH) {
        writer.take(event);
    }
    writer.finish()
}

const BOLD: &str = "**";
const EMPHASIS: &str = "_";
const GONE: &str = "~~";

#[derive(Default)]
struct Writer {
    lines: Vec<String>,
    line: String,
    /// The marks that are open, to close and open again around the end of a line, which may be the
    /// end of a message.
    marks: Vec<&'static str>,
    /// The number of the next item, for each list that is open; `None`: bullets.
    lists: Vec<Option<u64>>,
    addresses: Vec<(String, usize)>,
}

impl Writer {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Code(code) => self.code(&code),
            Event::SoftBreak | Event::HardBreak | Event::Rule => self.break_line(),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.text(&text),
            // Not read: their options are off.
            _ => {}
        }
    }

    /// Nothing can be escaped within code: what could mean something there is no code.
    fn code(&mut self, code: &str) {
        let plain = |sign: char| sign.is_alphanumeric() || " .,;=+-_*$%&!?'\"(){}#>".contains(sign);
        if !code.is_empty() && code == code.trim() && code.chars().all(plain) {
            self.line.extend(["`", code, "`"]);
        } else {
            self.text(code);
        }
    }

    fn text(&mut self, text: &str) {
        for (number, line) in text.split('\n').enumerate() {
            if number > 0 {
                self.break_line();
            }
            self.line.push_str(&escape(line));
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Strong | Tag::Heading { .. } => self.open(BOLD),
            Tag::Emphasis => self.open(EMPHASIS),
            Tag::Strikethrough => self.open(GONE),
            Tag::List(first) => {
                self.break_line();
                self.lists.push(first);
            }
            Tag::Item => {
                self.break_line();
                let depth = self.lists.len().saturating_sub(1);
                self.line.push_str(&"  ".repeat(depth));
                match self.lists.last_mut() {
                    Some(Some(number)) => {
                        self.line.push_str(&number.to_string());
                        self.line.push_str(". ");
                        *number += 1;
                    }
                    _ => self.line.push_str("- "),
                }
            }
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                self.addresses
                    .push((dest_url.into_string(), self.line.len()));
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.close(BOLD),
            TagEnd::Emphasis => self.close(EMPHASIS),
            TagEnd::Strikethrough => self.close(GONE),
            TagEnd::Heading(_) => {
                self.close(BOLD);
                self.break_line();
            }
            TagEnd::List(_) => {
                self.lists.pop();
                self.break_line();
            }
            TagEnd::Link | TagEnd::Image => {
                if let Some((address, from)) = self.addresses.pop() {
                    let address = escape(address.strip_prefix("mailto:").unwrap_or(&address));
                    let said = self.line.get(from..).unwrap_or_default();
                    if !address.is_empty() && !said.contains(&address) {
                        self.line.extend([" (", &address, ")"]);
                    }
                }
            }
            TagEnd::Paragraph | TagEnd::Item | TagEnd::CodeBlock | TagEnd::HtmlBlock => {
                self.break_line();
            }
            _ => {}
        }
    }

    fn open(&mut self, mark: &'static str) {
        // A mark within itself would close it.
        if !self.marks.contains(&mark) {
            self.line.push_str(mark);
        }
        self.marks.push(mark);
    }

    fn close(&mut self, mark: &'static str) {
        if let Some(at) = self.marks.iter().rposition(|open| *open == mark) {
            self.marks.remove(at);
            if !self.marks.contains(&mark) {
                self.end_mark(mark);
            }
        }
    }

    /// Ends a mark; one around nothing would read as a row of signs.
    fn end_mark(&mut self, mark: &str) {
        let words = self.line.trim_end().len();
        self.line.truncate(words);
        let empty = self.line.strip_suffix(mark);
        // An escaped sign is a word.
        match empty.filter(|before| !before.ends_with('\\')).map(str::len) {
            Some(before) => self.line.truncate(before),
            None => self.line.push_str(mark),
        }
    }

    fn break_line(&mut self) {
        let mut open: Vec<&str> = Vec::new();
        for mark in &self.marks {
            if !open.contains(mark) {
                open.push(mark);
            }
        }
        for mark in open.iter().rev() {
            self.end_mark(mark);
        }
        let line = std::mem::replace(&mut self.line, open.concat());
        let line = line.trim_end();
        if !line.is_empty() {
            self.lines.push(line.to_owned());
        }
    }

    fn finish(mut self) -> Vec<String> {
        self.break_line();
        self.lines
    }
}

#[cfg(test)]
mod tests;
