//! From a pattern as an author writes it to one the regex compiler takes and folded text matches.

use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

use regex::{Regex, RegexBuilder};

use super::fold;

/// Compiled size a pattern may reach: generous for a hand-written rule, small for a server.
pub(super) const SIZE_LIMIT: usize = 4 << 20;

/// Fragments patterns share, written `{{name}}`, such as "a named person".
static WORDS: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let mut words: BTreeMap<String, String> =
        toml::from_str(include_str!("../../rules/words.toml"))
            .unwrap_or_else(|error| unreachable!("shared fragments: {error}"));
    words.insert(
        "provider".to_owned(),
        format!("(?:{})", PROVIDERS.join("|")),
    );
    words
});

/// The services known by name, the longest first: one name may begin another.
static PROVIDERS: LazyLock<Vec<String>> = LazyLock::new(|| {
    #[derive(serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Names {
        names: String,
    }
    let list: Names = toml::from_str(include_str!("../../rules/provider-names.toml"))
        .unwrap_or_else(|error| unreachable!("names of providers: {error}"));
    let names = list.names.split_whitespace().map(str::to_owned);
    let mut names: Vec<String> = names.collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names
});

/// How the group that captures a person begins.
pub(super) const PERSON: &str = "(?P<who";

/// Groups of a pattern that capture a person.
pub(super) fn people(regex: &Regex) -> impl Iterator<Item = usize> {
    let names = regex.capture_names().enumerate();
    names
        .filter(|(_, name)| name.is_some_and(|name| name.starts_with("who")))
        .map(|(index, _)| index)
}

/// A keyword, or each of the words it stands for.
pub(super) fn alternatives(keyword: &str) -> Vec<String> {
    if keyword == "{{provider}}" {
        PROVIDERS.clone()
    } else {
        vec![keyword.to_owned()]
    }
}

/// Replaces each `{{name}}` by its shared fragment; fragments may use others.
pub(super) fn expand(pattern: &str) -> String {
    let mut text = pattern.to_owned();
    for _ in 0..3 {
        if !text.contains("{{") {
            break;
        }
        for (name, fragment) in WORDS.iter() {
            text = text.replace(&format!("{{{{{name}}}}}"), fragment);
        }
    }
    let text = ascii(&fold::letters(&text));
    // Group names must be unique, yet a fragment that names the person may occur many times.
    let mut parts = text.split("(?P<who>");
    let mut numbered = parts.next().unwrap_or_default().to_owned();
    for (index, part) in parts.enumerate() {
        numbered.extend(["(?P<who", &index.to_string(), ">", part]);
    }
    numbered
}

/// Makes `\w`, `\d`, `\s` and `\b` ASCII: accents are folded away, and the Unicode tables would make
/// long patterns many times larger and slower.
fn ascii(pattern: &str) -> String {
    let mut plain = String::with_capacity(pattern.len() * 2);
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            plain.push(c);
            continue;
        }
        match chars.next() {
            Some('w') => plain.push_str("[0-9A-Za-z_]"),
            Some('d') => plain.push_str("[0-9]"),
            // Folding leaves no other space.
            Some('s') => plain.push_str(r"[\t-\r\x20]"),
            Some('b') => plain.push_str(r"(?-u:\b)"),
            Some(other) => plain.extend(['\\', other]),
            None => plain.push(c),
        }
    }
    plain
}

/// Compiles a pattern with the shared fragments put in.
pub(super) fn compile(pattern: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(&expand(pattern))
        .size_limit(SIZE_LIMIT)
        .dfa_size_limit(super::DFA_LIMIT)
        .build()
}

/// A pattern that is compiled when a text first needs it, which may be never.
#[derive(Debug)]
pub(super) struct Lazy {
    source: String,
    regex: OnceLock<Option<Regex>>,
}

impl Lazy {
    pub const fn new(source: String) -> Self {
        Self {
            source,
            regex: OnceLock::new(),
        }
    }

    pub fn source(&self) -> &str {
        &self.source
    }

    /// Compiles it now, to say what is wrong with it.
    pub fn prove(&self) -> Result<(), regex::Error> {
        let regex = compile(&self.source)?;
        let _ = self.regex.set(Some(regex));
        Ok(())
    }

    /// Nothing where it does not compile, which the tests rule out for what Bonsens ships with and
    /// `prove` for all else.
    pub fn regex(&self) -> Option<&Regex> {
        let compile = || compile(&self.source).ok();
        self.regex.get_or_init(compile).as_ref()
    }

    pub fn is_match(&self, text: &str) -> bool {
        self.regex().is_some_and(|regex| regex.is_match(text))
    }
}
