//! The sample charters and tips, held to what they promise their readers.

#![expect(
    clippy::unwrap_used,
    reason = "a sample that can't be read should fail its test loudly"
)]

use std::collections::BTreeSet;

use bonsens::charter::SAMPLES;
use bonsens_knowledge::{Charter, MetaOverrides, import};
use bonsens_port::Lang;
use serde::Deserialize;

/// Words by which a section speaks of law, and the formula that dates what it says.
const LAW: [(Lang, &[&str], &str); 2] = [
    (
        Lang::Fr,
        &[
            "Code du",
            "Code de",
            "Code pénal",
            "Code civil",
            "Code général",
            "loi n°",
            "décret n°",
            "(UE)",
            "Cour de cassation",
        ],
        "ceci est une information, pas un conseil juridique.",
    ),
    (
        Lang::En,
        &[
            "Code,",
            "Code (",
            "Civil Code",
            "Criminal Code",
            "Labour Code",
            "Law no.",
            "Decree no.",
            "(EU)",
            "Court of Cassation",
        ],
        "this is information, not legal advice.",
    ),
];

fn sample(lang: Lang) -> Charter {
    let (_, name, text) = SAMPLES
        .into_iter()
        .find(|(spoken, ..)| *spoken == lang)
        .unwrap();
    let (charter, report) = import(name, text.as_bytes(), &MetaOverrides::default()).unwrap();
    assert_eq!(report.skipped, [], "all of it is read");
    charter
}

fn text_of(charter: &Charter, section: usize) -> String {
    let passages = charter.sections[section].passages.iter();
    passages
        .map(|passage| charter.slice(&passage.range))
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn both_charters_have_the_same_articles() {
    let (fr, en) = (sample(Lang::Fr), sample(Lang::En));
    assert_eq!(fr.sections.len(), en.sections.len());
    let articles = |charter: &Charter| charter.sections.iter().filter(|s| s.level == 2).count();
    assert!(articles(&fr) >= 30, "{}", articles(&fr));
    assert_eq!(
        (fr.version, fr.in_force_since),
        (en.version, en.in_force_since)
    );
    for (fr, en) in fr.sections.iter().zip(&en.sections) {
        assert_eq!(
            fr.level,
            en.level,
            "{} {}",
            fr.heading_path(),
            en.heading_path()
        );
    }
}

#[test]
fn what_is_said_about_law_is_dated_and_is_no_advice() {
    for (lang, signs, formula) in LAW {
        let charter = sample(lang);
        let mut dated = 0;
        for at in 0..charter.sections.len() {
            let (path, text) = (charter.sections[at].heading_path(), text_of(&charter, at));
            if signs.iter().any(|sign| text.contains(sign)) {
                assert!(text.ends_with(formula), "{path}: {text}");
                assert!(text.contains("2027"), "{path} has no review date");
                dated += 1;
            }
        }
        assert!(
            dated >= 15,
            "{lang:?}: law is spoken of in {dated} sections"
        );
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tips {
    tip: Vec<Tip>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tip {
    id: String,
    fr: String,
    en: String,
}

#[test]
fn tips_are_short_and_in_both_languages() {
    let tips: Tips = toml::from_str(include_str!("../knowledge/charters/tips.toml")).unwrap();
    let ids: BTreeSet<&str> = tips.tip.iter().map(|tip| tip.id.as_str()).collect();
    assert_eq!((tips.tip.len(), ids.len()), (20, 20), "twenty, each once");
    for tip in &tips.tip {
        for text in [&tip.fr, &tip.en] {
            assert!((20..=200).contains(&text.chars().count()), "{text}");
            assert!(text.ends_with(['.', '!', '?']), "{text}");
        }
    }
}
