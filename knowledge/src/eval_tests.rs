//! Measuring, measured on a charter small enough to check by eye.

use super::*;
use crate::{MetaOverrides, import};

fn index() -> Index {
    let source = "# Charte\n\n## Presse\n\nOrientez tout journaliste vers le service de presse.\n\n\
        ## Sécurité\n\n### Mots de passe\n\nNe prêtez jamais votre mot de passe.\n";
    let (charter, _) = import("c.md", source.as_bytes(), &MetaOverrides::default()).unwrap();
    Index::build(vec![charter])
}

#[test]
fn paths_match_with_or_without_the_title_and_whatever_their_case() {
    let source = r#"
        {"question": "journaliste ?", "answer_section": ["charte > presse", "Autre"], "note": 1}
        {"question": "mot de passe ?", "answer_section": "Sécurité  >  Mots de passe"}
        {"question": "mot de passe ?", "answer_section": [["Sécurité", "Mots de  passe"]]}
    "#;
    let report = evaluate(&index(), &parse(source).unwrap());
    assert_eq!((report.questions, report.answerable), (3, 3));
    assert!((report.recall_at_1 - 1.0).abs() < f64::EPSILON);
    assert!((report.mrr_at_10 - 1.0).abs() < f64::EPSILON);
    assert!(report.unresolved.is_empty());
}

#[test]
fn unanswerable_questions_count_for_abstention_only() {
    let source = "{\"question\": \"zxqv kjhg wwyt ?\", \"answer_section\": null}\n";
    let report = evaluate(&index(), &parse(source).unwrap());
    assert_eq!(report.answerable, 0);
    assert!((report.abstention.recall - 1.0).abs() < f64::EPSILON);
    assert!((report.end_to_end - 1.0).abs() < f64::EPSILON);
}

#[test]
fn an_answer_no_charter_has_is_reported() {
    let source = "\n{\"question\": \"presse ?\", \"answer_section\": [\"Nulle part\"]}\n";
    assert_eq!(evaluate(&index(), &parse(source).unwrap()).unresolved, [2]);
}

#[test]
fn what_cannot_be_read_names_its_line() {
    assert_eq!(parse("{\"question\": \"a\"}\n{").unwrap_err().line, 2);
    assert_eq!(parse("\n{\"question\": \" \"}").unwrap_err().line, 2);
    assert_eq!(parse("{\"answer_section\": null}").unwrap_err().line, 1);
}
