//! What people really hand over: charters good, odd and broken.

use std::fmt::Write as _;

use super::*;
use crate::charter::{Lang, SkipReason};

fn import_text(source: &str) -> (Charter, ImportReport) {
    import(
        "charte-medias.md",
        source.as_bytes(),
        &MetaOverrides::default(),
    )
    .unwrap()
}

fn refusal(name: &str, bytes: &[u8]) -> ImportError {
    import(name, bytes, &MetaOverrides::default()).unwrap_err()
}

fn paths(charter: &Charter) -> Vec<String> {
    charter
        .sections
        .iter()
        .map(crate::Section::heading_path)
        .collect()
}

const CHARTER: &str = "---\nid: medias\nversion: 2\nin_force_since: 2025-01-31\n\
    contact: com@exemple.fr\n---\n# Charte des médias sociaux\n\nLe préambule de la charte.\n\n\
    ## Compte personnel\n\nVous restez libre de vos propos sur vos comptes.\n\n### Mention\n\n\
    Indiquez que vos propos n'engagent que vous.\n\n## Presse\n\nOrientez les journalistes vers \
    le service de la communication.\n";

#[test]
fn a_charter_becomes_a_tree_of_verbatim_passages() {
    let (charter, report) = import_text(CHARTER);
    assert_eq!(charter.id, "medias");
    assert_eq!(charter.title, "Charte des médias sociaux");
    assert_eq!(charter.version, "2");
    assert_eq!(charter.in_force_since, Some(jiff::civil::date(2025, 1, 31)));
    assert_eq!(charter.contact.as_deref(), Some("com@exemple.fr"));
    assert_eq!(charter.lang, Lang::Fr);
    assert_eq!(
        paths(&charter),
        [
            "Charte des médias sociaux",
            "Compte personnel",
            "Compte personnel > Mention",
            "Presse"
        ]
    );
    assert_eq!(charter.sections[1].line, 11);
    assert_eq!(
        charter.slice(&charter.sections[2].passages[0].range),
        "Indiquez que vos propos n'engagent que vous."
    );
    assert_eq!(
        (report.sections, report.passages, report.skipped.len()),
        (4, 4, 0)
    );
}

#[test]
fn the_command_line_wins_over_the_front_matter() {
    let overrides = MetaOverrides {
        id: Some("autre".into()),
        version: Some("3".into()),
        in_force_since: Some(jiff::civil::date(2026, 2, 1)),
        contact: Some("rh@exemple.fr".into()),
        lang: Some(Lang::En),
    };
    let (charter, _) = import("x.md", CHARTER.as_bytes(), &overrides).unwrap();
    assert_eq!(
        (charter.id.as_str(), charter.version.as_str()),
        ("autre", "3")
    );
    assert_eq!(charter.in_force_since, Some(jiff::civil::date(2026, 2, 1)));
    assert_eq!(
        (charter.contact.as_deref(), charter.lang),
        (Some("rh@exemple.fr"), Lang::En)
    );
}

#[test]
fn without_a_first_level_heading_all_headings_are_paths_and_the_file_names_the_charter() {
    let (charter, _) = import_text("Avant tout.\n\n## A\n\nUn.\n\n### B\n\nDeux.\n");
    assert_eq!(charter.id, "charte-medias");
    assert_eq!(paths(&charter), ["charte medias", "A", "A > B"]);
}

#[test]
fn a_document_without_headings_is_one_section() {
    let line = "Nous ne publions pas de documents internes sur les réseaux. ".repeat(200);
    let (charter, report) = import_text(&line);
    assert_eq!(paths(&charter), ["charte medias"]);
    assert!(report.passages > 15);
    assert!(
        charter.sections[0]
            .passages
            .iter()
            .all(|p| charter.slice(&p.range).ends_with('.')),
        "cut where sentences end"
    );
}

#[test]
fn template_tags_and_markup_are_neither_sections_nor_quoted() {
    let (charter, report) = import_text(
        "# T\n\n## Aide\n\n{% hint style=\"info\" %}\nDemandez <b>au service</b> juridique.\n\
         {% endhint %}\n\n<div>\n</div>\n\n![](x.png)\n\n## Vide\n\n## Fin\n\nC'est tout.\n",
    );
    let quoted = charter.slice(&charter.sections[1].passages[0].range);
    assert_eq!(quoted, "Demandez <b>au service</b> juridique.");
    let reasons: Vec<_> = report.skipped.iter().map(|s| (s.line, s.reason)).collect();
    assert_eq!(
        reasons,
        [
            (5, SkipReason::TemplateTag),
            (9, SkipReason::HtmlMarkup),
            (12, SkipReason::NoWords),
            (14, SkipReason::EmptySection),
        ]
    );
}

#[test]
fn headings_in_code_are_not_headings_and_duplicates_are_kept() {
    let (charter, _) = import_text("## A\n\nUn.\n\n```sh\n# not a heading\n```\n\n## A\n\nDeux.\n");
    assert_eq!(paths(&charter), ["A", "A"]);
}

#[test]
fn windows_line_ends_and_byte_order_marks_are_fine() {
    let source = format!("\u{feff}{}", CHARTER.replace('\n', "\r\n"));
    let (charter, _) = import_text(&source);
    assert_eq!(charter.id, "medias");
    assert_eq!(paths(&charter)[3], "Presse");
    assert!(charter.source.starts_with("---\r\n"));
}

#[test]
fn ten_thousand_sections_and_deep_nesting_import() {
    let mut source = String::from("# T\n\n");
    for n in 0..10_000 {
        let level = "#".repeat(2 + n % 5);
        writeln!(source, "{level} Section {n}\n\nTexte {n} de la section.\n").unwrap();
    }
    source.push_str(&"> ".repeat(5_000));
    source.push_str("au fond\n");
    let (charter, report) = import_text(&source);
    assert_eq!(report.sections, 10_001);
    assert_eq!(charter.sections[5].path.len(), 5);
}

#[test]
fn another_language_is_reported_as_such() {
    let (_, report) = import_text(
        "# Richtlinie\n\nMitarbeiter dürfen keine vertraulichen Informationen veröffentlichen, \
         auch wenn sie privat handeln und niemand zuhört.\n",
    );
    assert_eq!(report.lang, Lang::Other);
}

#[test]
fn what_cannot_be_imported_is_refused_with_the_reason() {
    assert_eq!(refusal("a.md", b""), ImportError::Empty);
    assert_eq!(refusal("a.md", b" \n\n\t"), ImportError::Empty);
    assert_eq!(refusal("a.md", b"---\nid: a\n---\n\n"), ImportError::Empty);
    assert_eq!(
        refusal("a.md", b"# Only a title\n\n## And a heading\n"),
        ImportError::Empty
    );
    assert_eq!(refusal("a.md", b"a\0b"), ImportError::Binary);
    assert_eq!(
        refusal(
            "a.md",
            "d\u{e9}j\u{e0}\n"
                .as_bytes()
                .split_last()
                .unwrap()
                .1
                .split_last()
                .unwrap()
                .1
        ),
        ImportError::InvalidUtf8 { line: 1 }
    );
    assert_eq!(refusal("a.md", b"%PDF-1.7 ..."), ImportError::Damaged);
    assert_eq!(refusal("a.md", b"PK\x03\x04\0\0"), ImportError::Damaged);
    assert_eq!(refusal("a.docx", b"hello"), ImportError::UnsupportedFormat);
    let big = vec![b'a'; MAX_BYTES + 1];
    assert_eq!(
        refusal("a.md", &big),
        ImportError::TooLarge {
            bytes: MAX_BYTES + 1,
            limit: MAX_BYTES
        }
    );
    assert_eq!(
        refusal("a.md", b"---\nid: a\nin_force_since: soon\n---\nText.\n"),
        ImportError::FrontMatterDate { line: 3 }
    );
}
