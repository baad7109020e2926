//! Long texts in parts that Discord takes, cut where a reader would pause.

/// The longest message: <https://docs.discord.com/developers/resources/message#create-message>.
pub const MESSAGE: usize = 2_000;

/// The length Discord may count: it says characters, and its clients count UTF-16 units. The latter
/// are never fewer.
pub fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

/// Cuts an escaped text into parts no longer than `most`: at the end of a paragraph, else of a
/// line, else of a sentence, else of a word, and never within an escaped sign or a mention.
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
        .unwrap_or_else(|| whole_signs(head))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::escape;

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
        assert_eq!(
            split("one\ntwo\n\nthree\nfour", 14),
            ["one\ntwo", "three\nfour"]
        );
        assert_eq!(split("word word word", 10), ["word word", "word"]);
        assert_eq!(
            split("Bien\u{a0}! Oui\u{a0}!", 9),
            ["Bien\u{a0}!", "Oui\u{a0}!"]
        );
        assert_eq!(split("   ", 10), Vec::<String>::new());
        assert_eq!(split(r"aaaaaa\*bbbb", 7), ["aaaaaa", r"\*bbbb"]);
        assert_eq!(split(r"aaaa\\\\bbb", 7), [r"aaaa\\", r"\\bbb"]);
        assert_eq!(split("aaaa<@123>b", 7), ["aaaa", "<@123>b"]);
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
        fn parts_are_short_and_lose_nothing_but_blanks(
            text in "[a-c@<>*_/\\\\.\n é🦀]{0,200}",
            most in 8usize..40
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
    }
}
