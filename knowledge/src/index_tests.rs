//! What people ask, and what a small charter answers.

use super::*;
use crate::{MetaOverrides, import};

const CHARTER: &str = "# Charte\n\n## Journalistes\n\nSi un journaliste vous contacte, notez sa \
    question et transmettez-la au service de presse.\n\n## Mots de passe\n\nChaque compte a son \
    propre mot de passe, que vous ne prêtez à personne.\n\n## Droit à l'image\n\nDemandez l'accord \
    de la personne avant de publier sa photo ou sa vidéo.\n\n## Réseaux sociaux personnels\n\nVous \
    restez libre de vos propos sur vos comptes, sans révéler d'information confidentielle.\n\n\
    ## Données de santé\n\nLes dossiers des patients ne quittent jamais le service.\n";

fn index() -> Index {
    let (charter, _) = import("c.md", CHARTER.as_bytes(), &MetaOverrides::default()).unwrap();
    Index::build(vec![charter])
}

fn first(question: &str, context: Option<&str>) -> String {
    let index = index();
    let outcome = index.ask(&Query {
        text: question,
        context,
        lang: None,
    });
    let best = outcome.candidates.first().copied().unwrap();
    index.charters()[best.charter].sections[best.section].heading_path()
}

#[test]
fn a_question_in_either_language_finds_the_french_section() {
    assert_eq!(
        first("Un journaliste m'appelle, que faire ?", None),
        "Journalistes"
    );
    assert_eq!(first("a reporter wants an interview", None), "Journalistes");
    assert_eq!(
        first("can I lend my password to a colleague?", None),
        "Mots de passe"
    );
}

#[test]
fn chat_spelling_and_slips_are_understood() {
    assert_eq!(
        first("jpeux doner mon mdp a qqn ds lequipe", None),
        "Mots de passe"
    );
    assert_eq!(first("un jounaliste ma ecrit", None), "Journalistes");
}

#[test]
fn a_follow_up_leans_on_the_question_before() {
    let before = Some("je peux publier la photo d'une collègue ?");
    assert_eq!(first("et si elle refuse ?", before), "Droit à l'image");
}

#[test]
fn the_quote_is_a_verbatim_slice_of_the_source() {
    let outcome = index().ask(&Query {
        text: "à qui transmettre la question d'un journaliste qui me contacte ?",
        ..Query::default()
    });
    let answer = outcome.answer.unwrap();
    assert!(outcome.confidence >= THRESHOLD);
    assert_eq!(&CHARTER[answer.range.clone()], answer.quote);
    assert!(answer.quote.starts_with("Si un journaliste"));
}

#[test]
fn silence_is_kept_when_the_charter_does_not_say() {
    for question in [
        "combien de places de parking ?",
        "",
        "?!",
        "zxqv kjhg",
        "how much is the gym",
    ] {
        let outcome = index().ask(&Query {
            text: question,
            ..Query::default()
        });
        assert_eq!(outcome.answer, None, "{question}: {outcome:?}");
    }
}

/// Charters are short or long, and number their headings or not; what they say stays the same.
#[test]
fn an_answer_does_not_hang_on_the_size_of_the_charter_or_the_style_of_its_headings() {
    let more = "\n## Article 7 – Atelier\n\nMachines, outillage.\n".repeat(200);
    let numbered = CHARTER
        .replace("## Journalistes", "## Article 12 – Journalistes")
        .replace("## Mots de passe", "## IV. Mots de passe");
    for source in [CHARTER.to_owned(), numbered.clone(), numbered + &more] {
        let (charter, _) = import("c.md", source.as_bytes(), &MetaOverrides::default()).unwrap();
        let index = Index::build(vec![charter]);
        let ask = |text| {
            index.ask(&Query {
                text,
                ..Query::default()
            })
        };
        for question in [
            "un journaliste m'appelle, je dis quoi ?",
            "jpeux preter mon mdp ?",
        ] {
            let outcome = ask(question);
            assert!(outcome.answer.is_some(), "{question}");
            assert!(
                (outcome.features.heading - 1.0).abs() < f32::EPSILON,
                "{question}"
            );
        }
        assert_eq!(
            ask("combien de jours de congés me reste-t-il ?").answer,
            None
        );
        assert_eq!(ask("which coffee machine is the best").answer, None);
    }
}

#[test]
fn an_index_without_charters_and_an_endless_question_are_fine() {
    let nothing = Index::build(Vec::new()).ask(&Query {
        text: "presse",
        ..Query::default()
    });
    assert!(nothing.candidates.is_empty() && nothing.answer.is_none());
    let endless = "é".repeat(100_000);
    assert!(
        index()
            .ask(&Query {
                text: &endless,
                ..Query::default()
            })
            .answer
            .is_none()
    );
}
