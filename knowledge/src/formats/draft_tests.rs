//! Headings that only look like it, found and put in order.

use super::*;

fn outline(source: &str) -> Vec<(u8, String)> {
    let mut draft = Draft::default();
    for paragraph in source.split("\n\n") {
        let (look, text) = match paragraph.split_at(1) {
            ("*", text) => (
                Look {
                    bold: true,
                    size: 22,
                },
                text,
            ),
            ("+", text) => (
                Look {
                    bold: false,
                    size: 32,
                },
                text,
            ),
            _ => (
                Look {
                    bold: false,
                    size: 22,
                },
                paragraph,
            ),
        };
        draft.text(text, look);
    }
    draft.promote();
    draft
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Heading { level, text } => Some((*level, text.clone())),
            _ => None,
        })
        .collect()
}

fn pairs(expected: &[(u8, &str)]) -> Vec<(u8, String)> {
    expected
        .iter()
        .map(|(l, t)| (*l, (*t).to_owned()))
        .collect()
}

const BODY: &str = "Chacun range la salle après une réunion, sans attendre qu'on le lui demande.";

#[test]
fn articles_stand_below_their_chapter() {
    let found = outline(&format!(
        "Chapitre I – Les salles\n\nArticle 1 – Réserver\n\n{BODY}\n\nArticle 2 : {BODY}\n\n\
         Chapitre II – Le parking\n\nArticle 3\n\n{BODY}"
    ));
    let expected = [
        (2, "Chapitre I – Les salles"),
        (3, "Article 1 – Réserver"),
        (3, "Article 2"),
        (2, "Chapitre II – Le parking"),
        (3, "Article 3"),
    ];
    assert_eq!(found, pairs(&expected));
}

#[test]
fn numbers_head_sections_or_items_by_what_follows_them() {
    let found = outline(&format!(
        "1. Desks\n\n{BODY}\n\n2. Lockers\n\n{BODY}\n\n2.1 Keys\n\n{BODY}\n\n3. Plants\n\n{BODY}"
    ));
    let expected = [
        (2, "1. Desks"),
        (2, "2. Lockers"),
        (3, "2.1 Keys"),
        (2, "3. Plants"),
    ];
    assert_eq!(found, pairs(&expected));
    assert!(
        outline(&format!(
            "{BODY}\n\n1. Water\n\n2. Dust\n\n3. Open the window"
        ))
        .is_empty()
    );
}

#[test]
fn large_stands_above_bold_and_a_bold_sentence_is_no_heading() {
    let found = outline(&format!(
        "+Vie au bureau\n\n{BODY}\n\n*Plantes\n\n{BODY}\n\n*Attention, la porte ferme à 20 h.\n\n{BODY}"
    ));
    assert_eq!(found, pairs(&[(2, "Vie au bureau"), (3, "Plantes")]));
}

#[test]
fn what_would_be_markup_is_written_as_text() {
    let mut draft = Draft::default();
    draft.heading(2, "Use of <b> & *stars*");
    draft.text("# not a heading\n--- \n[note]: see below", Look::default());
    draft.table(vec![
        vec!["Day".into(), "Who | when".into()],
        vec!["Monday".into(), "Ann".into()],
    ]);
    let markdown = draft.markdown();
    let (charter, _) = crate::import(
        "x.md",
        markdown.as_bytes(),
        &crate::MetaOverrides::default(),
    )
    .unwrap();
    assert_eq!(charter.sections.len(), 1);
    assert_eq!(charter.sections[0].path, ["Use of <b> & *stars*"]);
    let quoted: Vec<_> = charter.sections[0]
        .passages
        .iter()
        .map(|passage| charter.slice(&passage.range))
        .collect();
    assert!(quoted[0].contains("# not a heading"), "{quoted:?}");
    assert!(quoted[0].contains("[note]: see below"), "{quoted:?}");
    assert!(quoted[1].contains("Who \\| when"), "{quoted:?}");
}
