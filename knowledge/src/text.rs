//! Text as search sees it: markup dropped, accents folded, words cut.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// `source` without template tags, HTML tags and comments, link targets or character references.
/// What remains is only searched, never shown.
pub(crate) fn clean(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(at) = rest.find(['{', '<', ']', '&', 'h']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let dropped = markup(rest, at_word_start(&out));
        if dropped > 0 {
            out.push(' ');
            rest = &rest[dropped..];
        } else {
            // All the characters searched for are one byte long.
            out.push_str(&rest[..1]);
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    out
}

fn at_word_start(before: &str) -> bool {
    before
        .chars()
        .next_back()
        .is_none_or(|c| !c.is_alphanumeric())
}

/// Length of the markup `rest` opens with; 0 when it opens with text. Every search is bounded so
/// that a stray opening mark cannot make reading quadratic.
fn markup(rest: &str, word_start: bool) -> usize {
    const FAR: usize = 1_000;
    let window = &rest[..rest.floor_char_boundary(FAR)];
    let through = |end: &str| window.find(end).map_or(0, |at| at + end.len());
    if rest.starts_with("{%") {
        through("%}")
    } else if rest.starts_with("{{") {
        through("}}")
    } else if rest.starts_with("<!--") {
        through("-->")
    } else if rest.starts_with("](") {
        through(")")
    } else if let Some(tag) = rest.strip_prefix('<') {
        let opens = tag.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
        if opens { through(">") } else { 0 }
    } else if rest.starts_with('&') {
        match window.find(';') {
            Some(end)
                if end < 10
                    && rest[1..end]
                        .chars()
                        .all(|c| c.is_ascii_alphanumeric() || c == '#') =>
            {
                end + 1
            }
            _ => 0,
        }
    } else if word_start && (rest.starts_with("http://") || rest.starts_with("https://")) {
        window
            .find(|c: char| c.is_whitespace() || ")>]\"".contains(c))
            .unwrap_or(window.len())
    } else {
        0
    }
}

/// Number of line ends in `bytes`.
#[expect(
    clippy::naive_bytecount,
    reason = "once per import: not worth a dependency"
)]
pub(crate) fn line_ends(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte == b'\n').count()
}

/// Lower-cased and without accents or ligatures.
pub(crate) fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)) {
        match c {
            'œ' | 'Œ' => out.push_str("oe"),
            'æ' | 'Æ' => out.push_str("ae"),
            _ => out.extend(c.to_lowercase()),
        }
    }
    out
}

/// Folded words: runs of letters and digits. Apostrophes separate, so that `l'écran` is `ecran`.
pub(crate) fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric() && !is_combining_mark(c))
        .filter(|word| !word.is_empty())
        .map(fold)
        .filter(|word| !word.is_empty() && word.len() <= 64)
}

/// What headings call themselves.
const LABELS: [&str; 12] = [
    "article", "art", "section", "chapitre", "chapter", "titre", "title", "partie", "part",
    "annexe", "annex", "appendix",
];

/// Whether a folded word of a heading says where it stands rather than what it is about.
pub(crate) fn is_label(word: &str) -> bool {
    let numeral = |c: char| c.is_ascii_digit() || "ivx".contains(c);
    word.chars().all(numeral) || LABELS.contains(&word)
}

/// Hashes of the character 3- to 5-grams of each word, with word boundaries marked. Shared pieces
/// of words survive typing mistakes and inflection.
pub(crate) fn grams(word: &str, mut each: impl FnMut(u32)) {
    let marked: Vec<char> = std::iter::once('^')
        .chain(word.chars())
        .chain(std::iter::once('$'))
        .collect();
    for size in 3..=5 {
        for gram in marked.windows(size) {
            // FNV-1a: the hash must be the same in every run so that results are reproducible.
            each(gram.iter().fold(2_166_136_261_u32, |hash, c| {
                (hash ^ u32::from(*c)).wrapping_mul(16_777_619)
            }));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_not_searched() {
        let source = "{% hint style=\"info\" %}\nSee <b class=\"x\">the [guide](../a/b.md)</b>&#x20;\
            now <!-- hidden --> at https://x.org/secret?a=1 & 1 < 2.\n{% endhint %}";
        let found: Vec<_> = words(&clean(source)).collect();
        assert_eq!(found, ["see", "the", "guide", "now", "at", "1", "2"]);
    }

    #[test]
    fn accents_ligatures_and_apostrophes_fold() {
        let found: Vec<_> = words("L’ŒUVRE d'un Élève — e\u{301}té").collect();
        assert_eq!(found, ["l", "oeuvre", "d", "un", "eleve", "ete"]);
    }

    #[test]
    fn stray_opening_marks_are_text() {
        assert_eq!(clean("a {% b < c & d ]( e"), "a {% b < c & d ]( e");
    }
}
