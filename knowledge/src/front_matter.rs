//! Front matter: the few `key: value` lines a document may open with.
//!
//! Real documents carry site-generator keys, lists and folded text there. Only six keys matter
//! here, so this reads the simple subset of YAML that holds them instead of bringing a YAML
//! parser, and skips whatever else is well-formed.

use jiff::civil::Date;

use crate::charter::Lang;
use crate::import::ImportError;

/// The keys that matter, and where the body starts.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct FrontMatter {
    pub id: Option<String>,
    pub title: Option<String>,
    pub version: Option<String>,
    pub in_force_since: Option<Date>,
    pub lang: Option<Lang>,
    pub contact: Option<String>,
    /// Byte offset of the first line after the front matter.
    pub body: usize,
}

/// Reads the front matter at the head of `source`, if there is one.
pub(crate) fn read(source: &str) -> Result<FrontMatter, ImportError> {
    let mut found = FrontMatter::default();
    let mut lines = source.split_inclusive('\n').enumerate();
    let Some((_, opening)) = lines.next() else {
        return Ok(found);
    };
    // A rule at the head of a document is drawn with the same three dashes: it is front matter
    // only when the next line is a key.
    if opening.trim_end() != "---" || !source.lines().nth(1).is_some_and(looks_like_key) {
        return Ok(found);
    }
    let mut offset = opening.len();
    let mut current: Option<(usize, String, String)> = None;
    for (number, line) in lines {
        offset += line.len();
        let text = line.trim_end();
        if text == "---" || text == "..." {
            if let Some(entry) = current.take() {
                found.set(entry)?;
            }
            found.body = offset;
            return Ok(found);
        }
        if text.is_empty() || text.trim_start().starts_with('#') {
            continue;
        }
        if text.starts_with([' ', '\t', '-']) {
            if let Some((_, _, value)) = current.as_mut() {
                let part = text.trim_start().trim_start_matches("- ").trim();
                if !value.is_empty() {
                    value.push_str(if text.trim_start().starts_with("- ") {
                        ", "
                    } else {
                        " "
                    });
                }
                value.push_str(part);
            }
            continue;
        }
        if !looks_like_key(text) {
            return Err(ImportError::FrontMatterLine { line: number + 1 });
        }
        if let Some(entry) = current.take() {
            found.set(entry)?;
        }
        if let Some((key, value)) = text.split_once(':') {
            current = Some((number + 1, key.trim().to_lowercase(), plain(value)));
        }
    }
    Err(ImportError::FrontMatterOpen { line: 1 })
}

impl FrontMatter {
    fn set(&mut self, (line, key, value): (usize, String, String)) -> Result<(), ImportError> {
        let value = value.trim().to_owned();
        if value.is_empty() {
            return Ok(());
        }
        match key.as_str() {
            "id" => self.id = Some(value),
            "title" => self.title = Some(value),
            "version" => self.version = Some(value),
            "language" | "lang" => self.lang = Some(Lang::from_tag(&value)),
            "contact" | "contacts" => self.contact = Some(value),
            "in_force_since" => {
                let date = value
                    .parse::<Date>()
                    .map_err(|_| ImportError::FrontMatterDate { line })?;
                self.in_force_since = Some(date);
            }
            _ => {}
        }
        Ok(())
    }
}

fn looks_like_key(line: &str) -> bool {
    line.split_once(':').is_some_and(|(key, rest)| {
        let key = key.trim_end();
        !key.is_empty()
            && key
                .chars()
                .all(|c| c.is_alphanumeric() || c == '_' || c == '-')
            && (rest.is_empty() || rest.starts_with([' ', '\t', '\r']))
    })
}

/// A scalar without its quotes, trailing comment, block marker or inline-list brackets.
fn plain(value: &str) -> String {
    let value = value.trim();
    for quote in ['"', '\''] {
        if let Some(rest) = value.strip_prefix(quote)
            && let Some(end) = rest.rfind(quote)
        {
            return rest[..end].to_owned();
        }
    }
    let value = value.split(" #").next().unwrap_or_default().trim();
    if matches!(value, "|" | ">" | "|-" | ">-" | "|+" | ">+" | "null" | "~") {
        return String::new();
    }
    match value.strip_prefix('[').and_then(|v| v.strip_suffix(']')) {
        Some(list) => list
            .split(',')
            .map(|item| item.trim().trim_matches(['"', '\'']))
            .collect::<Vec<_>>()
            .join(", "),
        None => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_six_keys_are_read_and_the_rest_is_skipped() {
        let source = "---\nid: c1\ntitle: \"Charte : médias\"\nversion: 2.1 # signed\n\
            in_force_since: 2025-03-01\nlanguage: fr-FR\nredirect_from:\n  - /old/\n\
            contacts:\n  - a@x.fr\n  - b@x.fr\n---\n# Body\n";
        let read = read(source).unwrap();
        assert_eq!(read.id.as_deref(), Some("c1"));
        assert_eq!(read.title.as_deref(), Some("Charte : médias"));
        assert_eq!(read.version.as_deref(), Some("2.1"));
        assert_eq!(read.in_force_since, Some(jiff::civil::date(2025, 3, 1)));
        assert_eq!(read.lang, Some(Lang::Fr));
        assert_eq!(read.contact.as_deref(), Some("a@x.fr, b@x.fr"));
        assert_eq!(&source[read.body..], "# Body\n");
    }

    #[test]
    fn folded_text_spans_lines() {
        let read = read("---\ntitle: >-\n  One\n  two\n---\n").unwrap();
        assert_eq!(read.title.as_deref(), Some("One two"));
    }

    #[test]
    fn a_rule_at_the_head_of_a_document_is_not_front_matter() {
        assert_eq!(
            read("---\n\nHello there.\n\n---\n").unwrap(),
            FrontMatter::default()
        );
    }

    #[test]
    fn what_cannot_be_read_names_its_line() {
        let refusal = |source| read(source).unwrap_err();
        assert_eq!(
            refusal("---\nid: a\ntitle: b\n\n# Body\n"),
            ImportError::FrontMatterOpen { line: 1 }
        );
        assert_eq!(
            refusal("---\nid: a\nnot a key\n---\n"),
            ImportError::FrontMatterLine { line: 3 }
        );
        assert_eq!(
            refusal("---\nid: a\nin_force_since: 1st March\n---\n"),
            ImportError::FrontMatterDate { line: 3 }
        );
    }
}
