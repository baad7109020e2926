//! Long texts in parts that Discord takes, cut where a reader would pause.

/// The longest message: <https://docs.discord.com/developers/resources/message#create-message>.
pub const MESSAGE: usize = 2_000;

/// What a charter's passage may be marked with.
const MARKS: [&str; 4] = ["**", "~~", "_", "`"];
/// Room for closing all of them.
const CLOSING: usize = 6;

/// The length Discord may count: it says characters, and its clients count UTF-16 units. The latter
/// are never fewer.
pub fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

/// Cuts an escaped text into parts no longer than `most`: at the end of a paragraph, else of a
/// line, else of a sentence, else of a word, and never within an escaped sign or a mention. A mark
/// that is open at a cut is closed before it and opened again after it.
pub fn split(text: &str, most: usize) -> Vec<String> {
    let mut parts = Vec::new();
    let mut rest = text.trim().to_owned();
    while length(&rest) > most {
        let cut = cut(&rest, most.saturating_sub(CLOSING));
        let part = rest[..cut].trim_end();
        let open = open_marks(part);
        let closing: String = open.iter().rev().copied().collect();
        if !part.is_empty() {
            parts.push(format!("{part}{closing}"));
        }
        rest = format!("{}{}", open.concat(), rest[cut..].trim_start());
    }
    if !rest.is_empty() {
        parts.push(rest);
    }
    parts
}

/// The marks that a text opens and does not close. Every other sign of their kind is escaped, but
/// within code, which nothing escapes.
fn open_marks(text: &str) -> Vec<&'static str> {
    let mut open: Vec<&'static str> = Vec::new();
    let mut rest = text;
    while let Some(sign) = rest.chars().next() {
        let code = open.last() == Some(&"`");
        let mark = MARKS.into_iter().find(|mark| rest.starts_with(mark));
        if let Some(mark) = mark.filter(|mark| !code || *mark == "`") {
            match open.iter().rposition(|other| *other == mark) {
                Some(at) => drop(open.remove(at)),
                None => open.push(mark),
            }
            rest = &rest[mark.len()..];
        } else {
            let mut signs = rest.chars();
            signs.next();
            if sign == '\\' && !code {
                signs.next();
            }
            rest = signs.as_str();
        }
    }
    open
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

/// Where to cut a text that is longer than `most`, in bytes; at least one sign in.
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
    let paragraph = head.rfind("\n\n").and_then(worthwhile);
    let line = || head.rfind('\n').and_then(worthwhile);
    let sentence = || {
        [". ", "! ", "? ", "… ", ".\u{a0}", "» "]
            .iter()
            .filter_map(|pause| head.rfind(pause).map(|at| at + pause.len()))
            .max()
            .and_then(worthwhile)
    };
    let word = || head.rfind(is_gap).filter(|at| *at > 0);
    paragraph
        .or_else(line)
        .or_else(sentence)
        .or_else(word)
        .unwrap_or_else(|| whole_marks(&text[..whole_signs(head)], text))
}

/// Where a line may end. French puts a space before some signs where it may not.
fn is_gap(sign: char) -> bool {
    sign.is_whitespace() && sign != '\u{a0}' && sign != '\u{202f}'
}

/// The end of a head that would otherwise stop within an escaped sign or a mention.
fn whole_signs(head: &str) -> usize {
    let escapes = head.len() - head.trim_end_matches('\\').len();
    let mut end = head.len() - escapes % 2;
    if let Some(open) = head[..end].rfind('<')
        && !head[..open].ends_with('\\')
        && !head[open..end].contains('>')
    {
        end = open;
    }
    if end == 0 { head.len() } else { end }
}

/// The end of a head that would otherwise stop between the two signs of a mark.
fn whole_marks(head: &str, text: &str) -> usize {
    let end = head.len();
    for sign in ['*', '~'] {
        let before = head.trim_end_matches(sign);
        let slashes = before.len() - before.trim_end_matches('\\').len();
        let signs = end - before.len() - (slashes % 2).min(end - before.len());
        if signs % 2 == 1 && text[end..].starts_with(sign) && end > 1 {
            return end - 1;
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{escape, passage};

    /// Cuts with so many signs of a text in a part.
    fn parts(text: &str, most: usize) -> Vec<String> {
        split(text, most + CLOSING)
    }

    #[test]
    fn a_long_text_is_cut_where_a_reader_would_pause() {
        assert_eq!(
            parts("One two. Three four. Five and more", 22),
            ["One two. Three four.", "Five and more"]
        );
        assert_eq!(
            parts("first line\nsecond line", 12),
            ["first line", "second line"]
        );
        assert_eq!(
            parts("one\ntwo\n\nthree\nfour and more", 14),
            ["one\ntwo", "three\nfour and more"]
        );
        assert_eq!(parts("word word word word", 10), ["word word", "word word"]);
        assert_eq!(
            parts("Bien\u{a0}! Oui\u{a0}! Non\u{a0}! Si\u{a0}!", 9),
            ["Bien\u{a0}!", "Oui\u{a0}!", "Non\u{a0}! Si\u{a0}!"]
        );
        assert_eq!(parts("   ", 10), Vec::<String>::new());
        assert_eq!(parts(r"aaaaaa\*bbbbbbbb", 7), ["aaaaaa", r"\*bbbbbbbb"]);
        assert_eq!(parts(r"aaaa\\\\bbbbbb", 7), [r"aaaa\\", r"\\bbbbbb"]);
        assert_eq!(parts("aaaa<@123>bbbb", 7), ["aaaa", "<@123>bbbb"]);
        assert_eq!(parts("aaaaaa~~bb~~ccc", 7), ["aaaaaa", "~~bb~~ccc"]);
        assert_eq!(parts(r"aaaa\*\*bbbbbbbbb", 8), [r"aaaa\*\*", "bbbbbbbbb"]);
        assert_eq!(shorten("One two three", 9), "One two…");
        assert_eq!(shorten("One two", 9), "One two");
    }

    #[test]
    fn a_mark_ends_with_its_part_and_begins_again() {
        assert_eq!(
            parts("**Never _ever share a password_** please do not", 16),
            [
                "**Never _ever_**",
                "**_share a_**",
                "**_password_**",
                "please do not"
            ]
        );
        assert_eq!(
            parts(r"a `b ** c_` d \_ e and so on", 14),
            [r"a `b ** c_` d", r"\_ e and so on"]
        );
    }

    proptest::proptest! {
        #[test]
        fn parts_are_short_and_lose_nothing_but_blanks(
            text in "[a-c@<>*_/\\\\.\n é🦀]{0,200}",
            most in 16usize..40
        ) {
            let escaped = escape(&text);
            let parts = split(&escaped, most);
            proptest::prop_assert!(parts.iter().all(|part| length(part) <= most && !part.is_empty()));
            let words = |text: &str| text.split_whitespace().collect::<String>();
            proptest::prop_assert_eq!(words(&parts.concat()), words(&escaped));
            for part in &parts {
                let escapes = part.len() - part.trim_end_matches('\\').len();
                proptest::prop_assert_eq!(escapes % 2, 0, "{}", part);
            }
        }

        #[test]
        fn a_passage_in_parts_is_marked_in_each(
            markdown in "([a-c ]{1,12}(\\*\\*|\\*|~~|`)){0,30}",
            most in 24usize..60
        ) {
            for line in passage(&markdown) {
                for part in split(&line, most) {
                    proptest::prop_assert!(length(&part) <= most);
                    proptest::prop_assert!(open_marks(&part).is_empty(), "{}", part);
                }
            }
        }
    }
}
