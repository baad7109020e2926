//! Text as Slack's markup: escaped, quoted, and cut where a reader would pause.
//!
//! Nothing a person or a charter wrote may become markup here. An angle bracket is the only way to
//! a mention or a link, and every one of them is escaped.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// Makes a text mean itself: no mention, no link, nothing hidden.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\n' | '\t' => escaped.push(sign),
            // Marks that turn the direction of writing around can make a text read as another.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            sign if sign.is_control() => {}
            sign => escaped.push(sign),
        }
    }
    escaped
}

/// The length Slack may count: the larger of characters and UTF-16 units.
pub fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

/// Cuts an escaped text into parts no longer than `most`: at the end of a line, else of a sentence,
/// else of a word, and never within an escaped sign.
pub fn split(text: &str, most: usize) -> Vec<String> {
    let mut parts = Vec::new();
    let mut rest = text.trim();
    while length(rest) > most {
        let cut = cut(rest, most);
        let part = rest[..cut].trim_end();
        if !part.is_empty() {
            parts.push(part.to_owned());
        }
        rest = rest[cut..].trim_start();
    }
    if !rest.is_empty() {
        parts.push(rest.to_owned());
    }
    parts
}

/// A text of one part, with a sign that there was more.
pub fn shorten(text: &str, most: usize) -> String {
    let text = text.trim();
    if length(text) <= most {
        return text.to_owned();
    }
    let cut = cut(text, most.saturating_sub(1));
    format!("{}…", text[..cut].trim_end())
}

/// Where to cut a text that is longer than `most`, in bytes; at least one character in.
fn cut(text: &str, most: usize) -> usize {
    let mut units = 0;
    let mut end = 0;
    for (at, sign) in text.char_indices() {
        units += sign.len_utf16();
        if units > most && at > 0 {
            break;
        }
        end = at + sign.len_utf8();
    }
    let head = &text[..end];
    // A pause in the first half would leave a part that is mostly empty.
    let worthwhile = |at: usize| Some(at).filter(|at| *at > head.len() / 2);
    let line = head.rfind('\n').and_then(worthwhile);
    let sentence = || {
        [". ", "! ", "? ", "… ", ".\u{a0}", "» "]
            .iter()
            .filter_map(|pause| head.rfind(pause).map(|at| at + pause.len()))
            .max()
            .and_then(worthwhile)
    };
    let word = || head.rfind(char::is_whitespace).filter(|at| *at > 0);
    line.or_else(sentence)
        .or_else(word)
        .unwrap_or_else(|| whole_signs(head))
}

/// The end of a head that would otherwise stop within `&amp;` or the like.
fn whole_signs(head: &str) -> usize {
    match head.rfind('&') {
        Some(at) if at > 0 && head.len() - at < "&amp;".len() && !head[at..].contains(';') => at,
        _ => head.len(),
    }
}

/// A passage of a charter as escaped lines. What Markdown marks there is shown the way Slack shows
/// it; an address stays readable and can't be clicked.
pub fn passage(markdown: &str) -> Vec<String> {
    let mut writer = Writer::default();
    for event in Parser::new_ext(markdown, Options::ENABLE_STRIKETHROUGH) {
        writer.take(event);
    }
    writer.finish()
}

#[derive(Default)]
struct Writer {
    lines: Vec<String>,
    line: String,
    /// The marks that are open, to close and open again around the end of a line: Slack's end
    /// with it.
    marks: Vec<char>,
    /// The number of the next item, for each list that is open; `None`: bullets.
    lists: Vec<Option<u64>>,
    addresses: Vec<(String, usize)>,
}

impl Writer {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Code(code) => {
                let code = escape(&code).replace('`', "'");
                self.line.push('`');
                self.line.push_str(&code);
                self.line.push('`');
            }
            Event::SoftBreak | Event::HardBreak | Event::Rule => self.break_line(),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.text(&text),
            // Not read: their options are off.
            _ => {}
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
            Tag::Strong | Tag::Heading { .. } => self.open('*'),
            Tag::Emphasis => self.open('_'),
            Tag::Strikethrough => self.open('~'),
            Tag::List(first) => {
                self.break_line();
                self.lists.push(first);
            }
            Tag::Item => {
                self.break_line();
                let depth = self.lists.len().saturating_sub(1);
                self.line.push_str(&"    ".repeat(depth));
                match self.lists.last_mut() {
                    Some(Some(number)) => {
                        self.line.push_str(&number.to_string());
                        self.line.push_str(". ");
                        *number += 1;
                    }
                    _ => self.line.push_str("• "),
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
            TagEnd::Strong => self.close('*'),
            TagEnd::Emphasis => self.close('_'),
            TagEnd::Strikethrough => self.close('~'),
            TagEnd::Heading(_) => {
                self.close('*');
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

    fn open(&mut self, mark: char) {
        // Slack knows no mark within itself.
        if !self.marks.contains(&mark) {
            self.line.push(mark);
        }
        self.marks.push(mark);
    }

    fn close(&mut self, mark: char) {
        if let Some(at) = self.marks.iter().rposition(|open| *open == mark) {
            self.marks.remove(at);
            if !self.marks.contains(&mark) {
                self.line.push(mark);
            }
        }
    }

    fn break_line(&mut self) {
        let mut open: Vec<char> = Vec::new();
        for mark in &self.marks {
            if !open.contains(mark) {
                open.push(*mark);
            }
        }
        let reopened: String = open.iter().collect();
        let mut line = std::mem::replace(&mut self.line, reopened.clone());
        if line.trim() == reopened {
            return;
        }
        line.extend(open.iter().rev());
        self.lines.push(line.trim_end().to_owned());
    }

    fn finish(mut self) -> Vec<String> {
        self.marks.clear();
        self.break_line();
        self.lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_sign_that_opens_markup_is_left() {
        assert_eq!(
            escape("<!channel> & <@U1> <#C1> \u{202e}x"),
            "&lt;!channel&gt; &amp; &lt;@U1&gt; &lt;#C1&gt; x"
        );
        for written in [
            "Wake <!channel>",
            "Wake &lt;!here&gt;",
            "Wake \\<!everyone\\>",
            "[Wake](<!channel>)",
            "[<!channel>](https://example.org)",
            "![<!here>](<@U1>)",
            "<https://example.org|click>",
            "`<!channel>`",
            "    <!channel>",
            "# <!subteam^S1>",
            "<div><!channel></div>",
        ] {
            for line in passage(written) {
                assert!(!line.contains(['<', '>']), "{written:?} gives {line:?}");
            }
        }
    }

    #[test]
    fn what_markdown_marks_is_shown_the_way_slack_shows_it() {
        for (markdown, shown) in [
            (
                "**Never** share a *password*.",
                vec!["*Never* share a _password_."],
            ),
            ("## Gifts\nAsk first.", vec!["*Gifts*", "Ask first."]),
            (
                "- one\n- two\n  - three",
                vec!["• one", "• two", "    • three"],
            ),
            ("3. third\n4. fourth", vec!["3. third", "4. fourth"]),
            (
                "See [the page](https://example.org/a?b=1&c=2).",
                vec!["See the page (https://example.org/a?b=1&amp;c=2)."],
            ),
            ("<https://example.org>", vec!["https://example.org"]),
            ("**two\nlines**", vec!["*two*", "*lines*"]),
            ("**bold *both***", vec!["*bold _both_*"]),
            ("Write `a < b`", vec!["Write `a &lt; b`"]),
            ("~~gone~~", vec!["~gone~"]),
            (
                "It costs 5 * 3 and snake_case",
                vec!["It costs 5 * 3 and snake_case"],
            ),
        ] {
            assert_eq!(passage(markdown), shown, "{markdown}");
        }
    }

    #[test]
    fn a_long_text_is_cut_where_a_reader_would_pause() {
        assert_eq!(
            split("One two. Three four. Five", 22),
            ["One two. Three four.", "Five"]
        );
        assert_eq!(
            split("first line\nsecond line", 12),
            ["first line", "second line"]
        );
        assert_eq!(split("word word word", 10), ["word word", "word"]);
        assert_eq!(split("   ", 10), Vec::<String>::new());
        assert_eq!(split("aaaa&amp;bbbb", 7), ["aaaa", "&amp;bb", "bb"]);
        assert_eq!(shorten("One two three", 9), "One two…");
        assert_eq!(shorten("One two", 9), "One two");
        // A sign outside the basic plane may count twice.
        assert!(
            split(&"🦀".repeat(20), 10)
                .iter()
                .all(|part| length(part) <= 10)
        );
    }

    proptest::proptest! {
        #[test]
        fn parts_are_short_and_lose_nothing_but_blanks(text in "[a-c&<>.\n é🦀]{0,200}", most in 8usize..40) {
            let escaped = escape(&text);
            let parts = split(&escaped, most);
            proptest::prop_assert!(parts.iter().all(|part| length(part) <= most && !part.is_empty()));
            let words = |text: &str| text.split_whitespace().collect::<String>();
            proptest::prop_assert_eq!(words(&parts.concat()), words(&escaped));
            for part in &parts {
                let broken = part.split('&').skip(1).any(|rest| !rest.contains(';'));
                proptest::prop_assert!(!broken, "{part}");
            }
        }

        #[test]
        fn a_passage_never_holds_markup(markdown in "[<>!@#|a-c*_`~\\[\\]()\\\\&;\n -]{0,120}") {
            for line in passage(&markdown) {
                proptest::prop_assert!(!line.contains(['<', '>', '\n']));
            }
        }
    }
}
