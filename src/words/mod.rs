//! Every sentence a person reads, from the locale files.

mod admin;
mod buttons;
mod document;
mod home;
mod notice;
mod trouble;

use std::fmt;

use bonsens_port::Lang;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

pub use notice::{Lookup, RuleNames};
pub use trouble::{InFile, Problem};

/// What is read in chat, what is read on one platform alone, and what is read in the terminal.
const FR: [&str; 5] = [
    include_str!("../../locales/fr/bonsens.ftl"),
    include_str!("../../locales/fr/slack.ftl"),
    include_str!("../../locales/fr/discord.ftl"),
    include_str!("../../locales/fr/discord-commands.ftl"),
    include_str!("../../locales/fr/cli.ftl"),
];
const EN: [&str; 5] = [
    include_str!("../../locales/en/bonsens.ftl"),
    include_str!("../../locales/en/slack.ftl"),
    include_str!("../../locales/en/discord.ftl"),
    include_str!("../../locales/en/discord-commands.ftl"),
    include_str!("../../locales/en/cli.ftl"),
];

/// The sentences of both languages.
pub struct Words {
    fr: FluentBundle<FluentResource>,
    en: FluentBundle<FluentResource>,
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Words")
    }
}

impl Default for Words {
    fn default() -> Self {
        Self {
            fr: bundle(Lang::Fr, FR),
            en: bundle(Lang::En, EN),
        }
    }
}

impl Words {
    /// The sentence `id`. A missing sentence reads as its own name: better than silence, and a
    /// test holds that it can't happen for the ones the product uses.
    #[must_use]
    pub fn say(&self, lang: Lang, id: &str) -> String {
        self.say_with(lang, id, &[])
    }

    /// The sentence `id` with its placeholders filled.
    #[must_use]
    pub fn say_with(&self, lang: Lang, id: &str, args: &[(&str, FluentValue<'_>)]) -> String {
        self.find(lang, id, args).unwrap_or_else(|| id.to_owned())
    }

    /// The sentence `id` where there is one, for texts that may be left out.
    #[must_use]
    pub fn find(&self, lang: Lang, id: &str, args: &[(&str, FluentValue<'_>)]) -> Option<String> {
        let bundle = match lang {
            Lang::Fr => &self.fr,
            Lang::En => &self.en,
        };
        let pattern = bundle.get_message(id)?.value()?;
        let args: FluentArgs<'_> = args
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone()))
            .collect();
        let said = bundle.format_pattern(pattern, Some(&args), &mut Vec::new());
        Some(said.into_owned())
    }
}

fn bundle(lang: Lang, sources: [&str; 5]) -> FluentBundle<FluentResource> {
    let locale = match lang {
        Lang::Fr => unic_langid::langid!("fr"),
        Lang::En => unic_langid::langid!("en"),
    };
    let mut bundle = FluentBundle::new_concurrent(vec![locale]);
    // The isolation marks are meant for mixed writing directions; in chat they show as boxes.
    bundle.set_use_isolating(false);
    for source in sources {
        let resource = match FluentResource::try_new(source.to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        bundle.add_resource_overriding(resource);
    }
    bundle
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};

    /// Keys with the placeholders they use.
    fn shape(sources: &[&str]) -> BTreeMap<String, BTreeSet<String>> {
        let mut shape: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for &source in sources {
            assert!(
                FluentResource::try_new(source.to_owned()).is_ok(),
                "the file parses whole"
            );
            let mut key = String::new();
            for line in source.lines().filter(|line| !line.starts_with('#')) {
                if let Some((name, _)) = line.split_once(" =").filter(|_| !line.starts_with(' ')) {
                    name.clone_into(&mut key);
                    assert!(
                        shape.insert(key.clone(), BTreeSet::new()).is_none(),
                        "{key} twice"
                    );
                }
                for part in line.split('$').skip(1) {
                    let name = part
                        .chars()
                        .take_while(char::is_ascii_alphanumeric)
                        .collect();
                    shape.entry(key.clone()).or_default().insert(name);
                }
            }
        }
        shape
    }

    #[test]
    fn both_languages_have_the_same_sentences_and_placeholders() {
        for at in 0..FR.len() {
            assert_eq!(shape(&[FR[at]]), shape(&[EN[at]]));
        }
        assert_eq!(shape(&FR), shape(&EN), "and no key is in two files");
    }

    #[test]
    fn french_keeps_its_signs_on_the_line_of_their_word() {
        for line in FR.iter().flat_map(|source| source.lines()) {
            for sign in [" :", " ;", " ?", " !", "« ", " »"] {
                assert!(!line.contains(sign), "{sign:?} needs U+00A0: {line}");
            }
        }
    }
}
