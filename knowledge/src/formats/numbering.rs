//! How organisations number what they write: "Article 12 –", "12.3", "§ 4", "Chapitre II".

/// A number that opens a line, and how high what it numbers stands among others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Label {
    /// Smaller is higher: a part before a chapter, a chapter before an article.
    pub rank: u8,
    /// Whether the number alone makes a heading; "3." may as well be the third item of a list.
    pub sure: bool,
    /// Where the number ends.
    pub end: usize,
}

/// What divisions are called in French and English, by rank.
const NAMES: [(&str, u8); 15] = [
    ("livre", 0),
    ("book", 0),
    ("titre", 1),
    ("title", 1),
    ("partie", 1),
    ("part", 1),
    ("annexe", 1),
    ("annex", 1),
    ("appendix", 1),
    ("chapitre", 2),
    ("chapter", 2),
    ("section", 3),
    ("article", 4),
    ("art.", 4),
    ("art", 4),
];
const PARAGRAPH: u8 = 5;
const DECIMAL: u8 = 6;

/// A heading is shorter than this.
pub(crate) const SHORT: usize = 140;

/// The label a line opens with.
pub(crate) fn label(line: &str) -> Option<Label> {
    named(line).or_else(|| sign(line)).or_else(|| bare(line))
}

/// "Article 12", "Chapitre II", "Annexe A", "Article premier".
fn named(line: &str) -> Option<Label> {
    let word = line.split(char::is_whitespace).next()?;
    let folded = crate::text::fold(word);
    let (_, rank) = NAMES.iter().find(|(name, _)| *name == folded)?;
    let after = &line[word.len()..];
    let number = after.trim_start();
    let length = numeral(number)?;
    let end = line.len() - number.len() + length;
    let sure = ends_label(line, end);
    sure.then_some(Label {
        rank: *rank,
        sure,
        end,
    })
}

/// "§ 4".
fn sign(line: &str) -> Option<Label> {
    let number = line.strip_prefix('§')?.trim_start();
    let end = line.len() - number.len() + numeral(number)?;
    let sure = ends_label(line, end);
    sure.then_some(Label {
        rank: PARAGRAPH,
        sure,
        end,
    })
}

/// "12.3", "3.", "IV –".
fn bare(line: &str) -> Option<Label> {
    let digits = line
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(line.len());
    let number = line[..digits].trim_end_matches('.');
    if !number.is_empty() {
        let parts: Vec<&str> = number.split('.').collect();
        if parts.iter().any(|part| part.is_empty() || part.len() > 3) || parts.len() > 5 {
            return None;
        }
        let deep = parts.len() > 1;
        let marked = deep || digits > number.len() || opens_with_mark(&line[digits..]);
        let end = digits + usize::from(line[digits..].starts_with(')'));
        return (marked && ends_number(line, end)).then(|| Label {
            rank: DECIMAL + u8::try_from(parts.len() - 1).unwrap_or(4),
            sure: deep && short_title(&line[end..]),
            end,
        });
    }
    let roman = line
        .find(|c: char| !"IVXL".contains(c))
        .unwrap_or(line.len());
    let marked = opens_with_mark(&line[roman..]) || line[roman..].starts_with('.');
    let end = roman + usize::from(line[roman..].starts_with(['.', ')']));
    (roman > 0 && marked && ends_number(line, end)).then_some(Label {
        rank: DECIMAL - 1,
        sure: false,
        end,
    })
}

/// Length of the number `text` opens with: digits, a Roman numeral, one letter, or a first one
/// in words.
fn numeral(text: &str) -> Option<usize> {
    let word = text
        .find(|c: char| !c.is_alphanumeric() && c != '.' && c != '-')
        .unwrap_or(text.len());
    let word = text[..word].trim_end_matches(['.', '-']);
    let digits = word.trim_end_matches(char::is_alphabetic);
    let numbered = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits
            .chars()
            .all(|c| c.is_ascii_digit() || c == '.' || c == '-')
        && word.len() - digits.len() <= 4;
    let roman = !word.is_empty() && word.chars().all(|c| "IVXLC".contains(c));
    let letter = word.len() == 1 && word.starts_with(|c: char| c.is_ascii_uppercase());
    let first = ["premier", "unique", "preliminaire"].contains(&crate::text::fold(word).as_str());
    (numbered || roman || letter || first).then_some(word.len())
}

/// Whether a label really ends at `end`: nothing, a mark or a title comes next, as opposed to a
/// sentence that mentions the article ("Article 12 du code du travail").
fn ends_label(line: &str, end: usize) -> bool {
    let rest = line[end..].trim_start();
    rest.is_empty()
        || opens_with_mark(rest)
        || (rest.starts_with('.') && line.len() < SHORT)
        || (end < line.len() && short_title(&line[end..]))
}

fn ends_number(line: &str, end: usize) -> bool {
    line[end..].starts_with(char::is_whitespace) && !line[end..].trim().is_empty()
}

fn opens_with_mark(rest: &str) -> bool {
    rest.trim_start()
        .starts_with(['–', '—', '-', ':', ')', '|', '•'])
}

/// Whether this reads like a title: short, a capital first, no full stop last.
pub(crate) fn short_title(text: &str) -> bool {
    let text = text.trim_matches(|c: char| c.is_whitespace() || "–—-:.)|•".contains(c) && c != '.');
    text.len() <= SHORT
        && text
            .chars()
            .find(|c| c.is_alphanumeric())
            .is_some_and(|c| c.is_uppercase() || c.is_ascii_digit())
        && !text.ends_with(['.', ';', ',', ':'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rank(line: &str) -> Option<u8> {
        label(line).map(|label| label.rank)
    }

    #[test]
    fn the_usual_ways_to_number_are_read() {
        for (line, expected) in [
            ("Titre II", 1),
            ("Annexe A – Glossaire", 1),
            ("CHAPITRE IV : DISPOSITIONS DIVERSES", 2),
            ("Article 12 – Télétravail", 4),
            ("Article premier", 4),
            ("ARTICLE 1er - Objet", 4),
            ("Art. 7. Confidentialité", 4),
            ("Article 3.2 Devices", 4),
            ("§ 4 Travel", 5),
            ("3. Scope", 6),
            ("12.3 Working from abroad", 7),
            ("12.3.1. Exceptions", 8),
        ] {
            assert_eq!(rank(line), Some(expected), "{line}");
        }
    }

    #[test]
    fn a_sentence_that_mentions_an_article_is_not_one() {
        for line in [
            "Article 12 du code du travail s'applique aux stagiaires.",
            "Section heads approve leave.",
            "Part of the job is to write.",
            "2024 was a good year.",
            "12 jours de congé",
            "I think so.",
            "Titre de transport",
        ] {
            assert_eq!(rank(line), None, "{line}");
        }
    }

    #[test]
    fn the_label_ends_where_the_title_begins() {
        let line = "Article 12 – Télétravail";
        assert_eq!(&line[label(line).unwrap().end..], " – Télétravail");
        assert!(!label("3. Scope").unwrap().sure);
        assert!(label("3.1 Scope").unwrap().sure);
        assert!(!label("3.1 The employee keeps secrets.").unwrap().sure);
    }
}
