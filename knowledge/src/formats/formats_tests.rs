//! Documents as people have them, good and bad, each made here.

use std::fmt::Write as _;
use std::io::Write as _;
use std::time::{Duration, Instant};

use lopdf::content::{Content, Operation};
use lopdf::{Document, Object, Stream, dictionary};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;
use crate::{Charter, ImportReport, MetaOverrides, import};

fn understood(name: &str, bytes: &[u8]) -> (Charter, ImportReport) {
    import(name, bytes, &MetaOverrides::default()).unwrap()
}

fn refused(name: &str, bytes: &[u8]) -> ImportError {
    let began = Instant::now();
    let refusal = import(name, bytes, &MetaOverrides::default()).unwrap_err();
    assert!(
        began.elapsed() < Duration::from_secs(20),
        "{name} took long"
    );
    refusal
}

fn paths(charter: &Charter) -> Vec<String> {
    charter
        .sections
        .iter()
        .map(crate::Section::heading_path)
        .collect()
}

fn text_of(charter: &Charter, section: &str) -> String {
    let section = charter
        .sections
        .iter()
        .find(|found| found.heading_path() == section)
        .unwrap_or_else(|| panic!("{section} in {:?}", paths(charter)));
    let passages = section.passages.iter();
    passages
        .map(|passage| charter.slice(&passage.range))
        .collect::<Vec<_>>()
        .join("\n")
}

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const PAGE: &str = r#"<!DOCTYPE html><html lang="fr"><head><title>Intranet | Charte</title>
<script>var secret = "jamais lu";</script><style>p { color: red }</style></head>
<body><nav><ul><li>Accueil</li><li>Annuaire</li></ul></nav>
<header><h2>Bandeau</h2></header>
<main><h1>Charte du bureau</h1><p>Elle vaut pour <b>tous</b>.<br>Même
 les visiteurs.</p>
<h2>Cuisine</h2><ul><li>Laver sa tasse<ol><li>à la main</li><li>ou à la machine</li></ol></li>
<li>Vider le frigo</li></ul>
<h2>Horaires</h2><table><tr><th>Jour</th><th>Ouverture</th></tr><tr><td>Lundi</td><td>8&nbsp;h</td>
</tr></table><img src="plan.png"><p onclick="alert(1)">Fin &amp; suite.</p>
<details><summary>Et le dimanche ?</summary><p>Fermé.</p></details></main>
<footer>Mentions</footer></body></html>"#;

#[test]
fn a_web_page_keeps_its_sections_lists_and_tables_and_nothing_around_them() {
    let (charter, report) = understood("charte.md", PAGE.as_bytes());
    assert_eq!(report.format, Format::Html, "told by its content");
    assert_eq!(charter.title, "Charte du bureau");
    assert_eq!(
        paths(&charter),
        [
            "Charte du bureau",
            "Cuisine",
            "Horaires",
            "Horaires > Et le dimanche ?"
        ]
    );
    assert_eq!(
        text_of(&charter, "Charte du bureau"),
        "Elle vaut pour tous.\nMême les visiteurs."
    );
    assert_eq!(
        text_of(&charter, "Cuisine"),
        "- Laver sa tasse\n    1. à la main\n    2. ou à la machine\n- Vider le frigo"
    );
    assert!(text_of(&charter, "Horaires").contains("| Lundi | 8 h |"));
    assert!(text_of(&charter, "Horaires").ends_with("Fin & suite."));
    for absent in ["secret", "color", "Accueil", "Bandeau", "Mentions", "alert"] {
        assert!(!charter.source.contains(absent), "{absent}");
    }
    assert_eq!(report.warnings, [Warning::Images(1)]);
}

#[test]
fn what_was_read_reads_the_same_again_from_what_is_kept() {
    let docx = docx(WORD, "");
    for (name, bytes) in [("a.html", PAGE.as_bytes()), ("a.docx", &docx)] {
        let (charter, _) = understood(name, bytes);
        let (again, _) = understood("a.md", charter.source.as_bytes());
        assert_eq!(paths(&charter), paths(&again));
        assert_eq!(charter.title, again.title);
        assert_eq!(charter.source, again.source);
    }
}

#[test]
fn a_page_nested_beyond_reason_comes_to_an_end() {
    let deep = format!("<html>{}text", "<div><b>".repeat(90_000));
    let began = Instant::now();
    let (charter, _) = understood("a.html", deep.as_bytes());
    assert_eq!(text_of(&charter, "a"), "text");
    assert!(
        began.elapsed() < Duration::from_secs(20),
        "{:?}",
        began.elapsed()
    );
    let many = format!("<html>{}", "<p>".repeat(300_000));
    assert_eq!(refused("a.html", many.as_bytes()), ImportError::TooComplex);
    let mut wide = String::from("<html><p");
    for n in 0..300_000 {
        let _ = write!(wide, " a{n}");
    }
    assert_eq!(refused("a.html", wide.as_bytes()), ImportError::TooComplex);
    let image = "a/b ".repeat(9_000);
    let page = format!("<html><p>Texte.<img src=\"data:{image}\"></p>");
    assert_eq!(
        text_of(&understood("a.html", page.as_bytes()).0, "a"),
        "Texte."
    );
}

#[test]
fn old_encodings_are_read_and_told() {
    let (charter, report) = understood("note.txt", b"Les cong\xe9s d'\xe9t\xe9 se posent en mai.");
    assert!(charter.source.contains("congés d'été"));
    assert_eq!(report.warnings, [Warning::Encoding("windows-1252".into())]);
    let wide: Vec<u8> = "\u{feff}Les congés d'été se posent en mai."
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let (charter, _) = understood("note.txt", &wide);
    assert!(charter.source.contains("congés d'été"));
}

#[test]
fn plain_text_has_articles_lists_and_tables() {
    let (charter, report) = understood(
        "reglement.txt",
        "Règlement du parking\n====================\n\nArticle 1 - Accès\nLe badge ouvre la \
         barrière\nde jour comme de nuit.\n\nArticle 2 - Places\n- les bleues pour tous\n- les \
         vertes pour les\n  visiteurs\n\nZone\tDurée\nNord\t2 h\n"
            .as_bytes(),
    );
    assert_eq!(report.format, Format::Plain);
    assert_eq!(charter.title, "Règlement du parking");
    assert_eq!(
        paths(&charter),
        [
            "Règlement du parking",
            "Article 1 - Accès",
            "Article 2 - Places"
        ]
    );
    assert_eq!(
        text_of(&charter, "Article 1 - Accès"),
        "Le badge ouvre la barrière\nde jour comme de nuit."
    );
    let places = text_of(&charter, "Article 2 - Places");
    assert!(
        places.contains("- les vertes pour les visiteurs"),
        "{places}"
    );
    assert!(places.contains("| Nord | 2 h |"), "{places}");
}

#[test]
fn a_faq_says_the_same_in_toml_and_in_yaml() {
    let toml = "title = \"Foire aux questions\"\ncontact = \"rh@exemple.fr\"\n[[entry]]\nsection = \
        \"Congés\"\nquestion = \"Comment poser une journée ?\"\nanswer = \"\"\"Dans l'outil.\n\nAvant \
        midi.\"\"\"\n[[entry]]\nsection = \"Congés\"\nquestion = \"Et une demie ?\"\nanswer = \"Pareil.\"\n";
    let yaml = "title: Foire aux questions\ncontact: rh@exemple.fr\nentries:\n  - section: Congés\n    \
        question: Comment poser une journée ?\n    answer: |\n      Dans l'outil.\n\n      Avant midi.\n  \
        - section: Congés\n    question: Et une demie ?\n    answer: Pareil.\n";
    for (name, source) in [("faq.toml", toml), ("faq.yaml", yaml)] {
        let (charter, _) = understood(name, source.as_bytes());
        assert_eq!(charter.title, "Foire aux questions");
        assert_eq!(charter.contact.as_deref(), Some("rh@exemple.fr"));
        assert_eq!(
            paths(&charter),
            [
                "Congés",
                "Congés > Comment poser une journée ?",
                "Congés > Et une demie ?"
            ]
        );
        let answer = text_of(&charter, "Congés > Comment poser une journée ?");
        assert_eq!(answer, "Dans l'outil.\nAvant midi.");
    }
    let subjects = "Badges:\n  - q: Perdu ?\n    a: Prévenir l'accueil.\n";
    assert_eq!(
        paths(&understood("f.yml", subjects.as_bytes()).0),
        ["Badges", "Badges > Perdu ?"]
    );
}

#[test]
fn a_faq_that_cannot_be_followed_names_the_line() {
    assert_eq!(
        refused("f.toml", b"a = 1\nb = \n"),
        ImportError::FaqSyntax { line: 2 }
    );
    assert_eq!(
        refused("f.yaml", b"a: 1\nb: [1\n"),
        ImportError::FaqSyntax { line: 3 }
    );
    assert_eq!(
        refused("f.yaml", b"a: &x 1\nb: *x\n"),
        ImportError::FaqSyntax { line: 2 }
    );
    assert_eq!(refused("f.toml", b"name = \"x\"\n"), ImportError::FaqEmpty);
}

const WORD: &str = r#"<w:p><w:pPr><w:pStyle w:val="Titre"/></w:pPr><w:r><w:t>Charte &amp; usages</w:t></w:r></w:p>
<w:p><w:pPr><w:pStyle w:val="TM1"/></w:pPr><w:r><w:t>Badges ... 2</w:t></w:r></w:p>
<w:p><w:pPr><w:pStyle w:val="Titre1"/></w:pPr><w:r><w:t>Badges</w:t></w:r></w:p>
<w:p><w:r><w:t xml:space="preserve">Le badge est </w:t></w:r><w:del><w:r><w:delText>prêté</w:delText></w:r></w:del>
<w:ins><w:r><w:t>personnel</w:t></w:r></w:ins><w:r><w:t>.</w:t></w:r></w:p>
<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr></w:pPr><w:r><w:t>le porter</w:t></w:r></w:p>
<w:p><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="2"/></w:numPr></w:pPr><w:r><w:t>à la ceinture</w:t></w:r></w:p>
<w:p><w:pPr><w:pStyle w:val="Titre1"/></w:pPr><w:r><w:t>Perte</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Perte</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Coût</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:tc><w:p><w:r><w:t>Première</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>gratuite</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"#;

const STYLES: &str = r#"<w:styles xmlns:w="w"><w:style w:type="paragraph" w:styleId="Titre"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Titre1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="TM1"><w:name w:val="toc 1"/></w:style></w:styles>"#;

const NUMBERING: &str = r#"<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>
<w:numFmt w:val="upperRoman"/><w:lvlText w:val="Article %1 –"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val=""/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>"#;

fn docx(body: &str, before: &str) -> Vec<u8> {
    let document = format!(
        "<?xml version=\"1.0\"?>{before}<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>"
    );
    zipped(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", document.as_bytes()),
        ("word/styles.xml", STYLES.as_bytes()),
        ("word/numbering.xml", NUMBERING.as_bytes()),
    ])
}

#[test]
fn a_word_document_keeps_its_numbers_lists_and_tables() {
    let (charter, report) = understood("charte.docx", &docx(WORD, ""));
    assert_eq!(report.format, Format::Docx);
    assert_eq!(charter.title, "Charte & usages");
    assert_eq!(
        paths(&charter),
        ["Article I – Badges", "Article II – Perte"]
    );
    assert_eq!(
        text_of(&charter, "Article I – Badges"),
        "Le badge est personnel.\n- le porter\n    - a) à la ceinture"
    );
    assert!(text_of(&charter, "Article II – Perte").contains("| Première | gratuite |"));
}

#[test]
fn a_word_document_that_reaches_outside_is_refused() {
    let outside = "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>";
    let body = "<w:p><w:r><w:t>&e;</w:t></w:r></w:p>";
    assert_eq!(
        refused("a.docx", &docx(body, outside)),
        ImportError::ExternalContent
    );
}

#[test]
fn an_archive_that_grows_without_end_is_refused() {
    let zeros = vec![b' '; 5 * MAX_TEXT];
    let bomb = zipped(&[("word/document.xml", &zeros)]);
    assert!(bomb.len() < 200_000);
    assert_eq!(refused("a.docx", &bomb), ImportError::Inflates);
    assert_eq!(
        refused("a.zip", &zipped(&[("a.md", &zeros)])),
        ImportError::Inflates
    );
    let whole = docx(WORD, "");
    assert_eq!(
        refused("a.docx", &whole[..whole.len() / 2]),
        ImportError::Damaged
    );
}

#[test]
fn what_is_not_a_document_is_refused_by_its_content() {
    assert_eq!(
        refused("a.docx", b"{\\rtf1 hello}"),
        ImportError::UnsupportedFormat
    );
    assert_eq!(
        refused(
            "a.docx",
            &zipped(&[("[Content_Types].xml", b"x"), ("xl/workbook.xml", b"x")])
        ),
        ImportError::UnsupportedFormat
    );
    let mut closed = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1....".to_vec();
    closed.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(refused("a.docx", &closed), ImportError::Encrypted);
    assert_eq!(refused("a.txt", b"\x7fELF\0\0"), ImportError::Binary);
}

#[test]
fn an_archive_is_one_charter_in_the_order_people_see() {
    let (charter, report) = understood(
        "charte-2026.zip",
        &zipped(&[
            ("guide/10-fin.md", b"# Fin\n\nVoila.\n"),
            (
                "guide/2-debut.md",
                b"Avant.\n\n## A\n\nUn.\n\n```\n# code\n```\n",
            ),
            (
                "README.md",
                b"# Accueil\n\nBonjour.\n\n## But\n\nTravailler ensemble.\n",
            ),
            (
                "guide/page.html",
                b"<html><body><h1>Page</h1><p>Texte.</p></body></html>",
            ),
            ("SUMMARY.md", b"# Sommaire\n\n- [Fin](10-fin.md)\n"),
            ("logo.png", b"\x89PNG\0\0"),
            (".git/config.md", b"# Non\n\nRien.\n"),
        ]),
    );
    assert_eq!(report.format, Format::Zip);
    assert_eq!(charter.title, "charte 2026");
    assert_eq!(
        paths(&charter),
        [
            "Accueil",
            "Accueil > But",
            "2 debut",
            "2 debut > A",
            "Fin",
            "Page"
        ]
    );
    assert!(text_of(&charter, "2 debut > A").contains("# code"));
    assert_eq!(report.warnings, [Warning::LeftOut("logo.png".into())]);
}

#[test]
fn a_folder_with_a_broken_document_names_it() {
    let files = [
        ("a.md".to_owned(), b"# A\n\nText.\n".to_vec()),
        ("b.pdf".to_owned(), b"%PDF-1.7 cut".to_vec()),
    ];
    let refusal = crate::import_all("folder", &files, &MetaOverrides::default()).unwrap_err();
    let error = Box::new(ImportError::Damaged);
    assert_eq!(
        refusal,
        ImportError::Within {
            name: "b.pdf".into(),
            error
        }
    );
    let none = crate::import_all("folder", &[], &MetaOverrides::default()).unwrap_err();
    assert_eq!(none, ImportError::NoDocument);
}

/// A run of text on a page: font, size, place, words.
type Run<'a> = (&'a str, f32, f32, f32, &'a str);

fn pdf(pages: &[Vec<Run<'_>>]) -> Document {
    let mut document = Document::with_version("1.5");
    let tree = document.new_object_id();
    let font = |document: &mut Document, name: &str| {
        document.add_object(dictionary! {
            "Type" => "Font", "Subtype" => "Type1", "BaseFont" => name,
            "Encoding" => "WinAnsiEncoding",
        })
    };
    let plain = font(&mut document, "Helvetica");
    let bold = font(&mut document, "Helvetica-Bold");
    let fonts = dictionary! { "F" => plain, "B" => bold };
    let resources = document.add_object(dictionary! { "Font" => fonts });
    let kids: Vec<Object> = pages
        .iter()
        .map(|runs| {
            let mut operations = Vec::new();
            for (font, size, x, y, words) in runs {
                let letters: Vec<u8> = words.chars().map(|c| c as u8).collect();
                operations.extend([
                    Operation::new("BT", vec![]),
                    Operation::new("Tf", vec![(*font).into(), (*size).into()]),
                    Operation::new("Td", vec![(*x).into(), (*y).into()]),
                    Operation::new("Tj", vec![Object::string_literal(letters)]),
                    Operation::new("ET", vec![]),
                ]);
            }
            let content = Content { operations }.encode().unwrap();
            let stream = document.add_object(Stream::new(dictionary! {}, content));
            let page = dictionary! {
                "Type" => "Page", "Parent" => tree, "Contents" => stream,
                "Resources" => resources,
                "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
            };
            document.add_object(page).into()
        })
        .collect();
    let count = i64::try_from(kids.len()).unwrap();
    document.objects.insert(
        tree,
        dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count }.into(),
    );
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    document.trailer.set("Root", catalog);
    document
}

fn saved(mut document: Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

fn framed<'a>(mut runs: Vec<Run<'a>>, folio: &'a str) -> Vec<Run<'a>> {
    runs.push(("F", 8.0, 60.0, 810.0, "Mairie de Val - charte"));
    runs.push(("F", 8.0, 280.0, 20.0, folio));
    runs
}

#[test]
fn a_pdf_loses_its_headers_and_keeps_its_headings_lists_and_tables() {
    let first = framed(
        vec![
            ("B", 22.0, 60.0, 760.0, "Charte du matériel"),
            ("B", 13.0, 60.0, 720.0, "Article 1 - Prêt"),
            (
                "F",
                10.0,
                60.0,
                700.0,
                "Le matériel est prêté pour une durée d'un an, que la direc-",
            ),
            (
                "F",
                10.0,
                60.0,
                688.0,
                "tion peut renouveler une fois sur demande écrite.",
            ),
            ("F", 10.0, 70.0, 670.0, "\u{95}"),
            ("F", 10.0, 82.0, 670.0, "le rendre propre"),
            ("F", 10.0, 70.0, 656.0, "\u{95}"),
            ("F", 10.0, 82.0, 656.0, "signaler les pannes"),
        ],
        "Page 1 / 3",
    );
    let second = framed(
        vec![
            ("B", 13.0, 60.0, 760.0, "Article 2 - Cautions"),
            ("F", 10.0, 60.0, 740.0, "Objet"),
            ("F", 10.0, 200.0, 740.0, "Caution"),
            ("F", 10.0, 60.0, 726.0, "Vélo"),
            ("F", 10.0, 200.0, 726.0, "40 euros"),
        ],
        "Page 2 / 3",
    );
    let third = framed(
        vec![
            ("B", 13.0, 60.0, 760.0, "Article 3 - Durée"),
            ("F", 10.0, 60.0, 740.0, "La présente charte vaut trois ans."),
        ],
        "Page 3 / 3",
    );
    let bytes = saved(pdf(&[first, second, third]));
    let (charter, report) = understood("charte.pdf", &bytes);
    assert_eq!(charter.title, "Charte du matériel");
    assert_eq!(
        paths(&charter),
        [
            "Charte du matériel",
            "Article 1 - Prêt",
            "Article 2 - Cautions",
            "Article 3 - Durée"
        ]
    );
    let text = text_of(&charter, "Article 1 - Prêt");
    assert!(
        text.contains("que la direction peut renouveler une fois"),
        "{text}"
    );
    assert!(
        text.ends_with("- le rendre propre\n- signaler les pannes"),
        "{text}"
    );
    assert!(text_of(&charter, "Article 2 - Cautions").contains("| Vélo | 40 euros |"));
    assert!(!charter.source.contains("Mairie") && !charter.source.contains("Page"));
    assert!(
        report.warnings.contains(&Warning::Repeated(6)),
        "{:?}",
        report.warnings
    );
}

#[test]
fn columns_of_a_pdf_are_read_one_after_the_other() {
    let mut runs: Vec<Run<'_>> = vec![(
        "B",
        14.0,
        60.0,
        760.0,
        "Article 1 - Confidentialité et presse",
    )];
    let left = "les agents gardent pour eux ce qui est";
    let right = "un journaliste est orienté vers le chef";
    for line in 0_u8..12 {
        let y = 730.0 - 14.0 * f32::from(line);
        runs.push(("F", 10.0, 60.0, y, left));
        runs.push(("F", 10.0, 320.0, y - 3.0, right));
    }
    let (charter, _) = understood("a.pdf", &saved(pdf(&[runs])));
    let text = text_of(&charter, "Article 1 - Confidentialité et presse");
    let last_left = text.rfind(left).unwrap();
    assert!(text.find(right).unwrap() > last_left, "{text}");
}

#[test]
fn a_scan_is_called_a_scan() {
    let mut document = pdf(&[vec![]]);
    let image = Stream::new(
        dictionary! { "Type" => "XObject", "Subtype" => "Image", "Width" => 1, "Height" => 1,
        "ColorSpace" => "DeviceGray", "BitsPerComponent" => 8 },
        vec![0],
    );
    let image = document.add_object(image);
    let page = document.page_iter().next().unwrap();
    let content = document.add_object(Stream::new(dictionary! {}, b"/I Do".to_vec()));
    let page = document
        .get_object_mut(page)
        .unwrap()
        .as_dict_mut()
        .unwrap();
    page.set("Contents", content);
    page.set(
        "Resources",
        dictionary! { "XObject" => dictionary! { "I" => image } },
    );
    assert_eq!(
        refused("scan.pdf", &saved(document)),
        ImportError::Scan { pages: 1 }
    );
}

#[test]
fn a_broken_or_endless_pdf_is_refused() {
    let runs = vec![(
        "F",
        10.0,
        60.0,
        700.0,
        "Le matériel est prêté pour une durée d'un an.",
    )];
    let whole = saved(pdf(&[runs.clone(), runs]));
    for part in [3, 5, 8] {
        let cut = &whole[..whole.len() * part / 10];
        assert_eq!(refused("a.pdf", cut), ImportError::Damaged, "{part}/10");
    }

    let mut bomb = pdf(&[vec![]]);
    let mut stream = Stream::new(dictionary! {}, vec![b' '; 5 * MAX_TEXT]);
    stream.compress().unwrap();
    let stream = bomb.add_object(stream);
    let page = bomb.page_iter().next().unwrap();
    let page = bomb.get_object_mut(page).unwrap().as_dict_mut().unwrap();
    page.set("Contents", stream);
    let bomb = saved(bomb);
    assert!(bomb.len() < 200_000);
    assert_eq!(refused("a.pdf", &bomb), ImportError::Inflates);

    // A form that draws itself, twice each time.
    let mut endless = pdf(&[vec![]]);
    let form = endless.new_object_id();
    let inside = dictionary! { "XObject" => dictionary! { "X" => form } };
    let stream = Stream::new(
        dictionary! { "Subtype" => "Form", "Resources" => inside.clone() },
        b"/X Do /X Do /X Do /X Do /X Do /X Do /X Do /X Do ".repeat(4),
    );
    endless.objects.insert(form, stream.into());
    let content = endless.add_object(Stream::new(dictionary! {}, b"/X Do".to_vec()));
    let page = endless.page_iter().next().unwrap();
    let page = endless.get_object_mut(page).unwrap().as_dict_mut().unwrap();
    page.set("Contents", content);
    page.set("Resources", inside);
    let endless = saved(endless);
    let refusal = refused("a.pdf", &endless);
    assert!(
        matches!(refusal, ImportError::Inflates | ImportError::TooComplex),
        "{refusal:?}"
    );
}

#[test]
fn a_locked_pdf_is_called_locked() {
    let runs = vec![(
        "F",
        10.0,
        60.0,
        700.0,
        "Le matériel est prêté pour une durée d'un an.",
    )];
    let mut document = pdf(&[runs]);
    let id = Object::string_literal(b"0123456789abcdef".to_vec());
    document.trailer.set("ID", vec![id.clone(), id]);
    let state = lopdf::EncryptionState::try_from(lopdf::EncryptionVersion::V2 {
        document: &document,
        owner_password: "owner",
        user_password: "user",
        key_length: 128,
        permissions: lopdf::Permissions::all(),
    })
    .unwrap();
    document.encrypt(&state).unwrap();
    assert_eq!(refused("a.pdf", &saved(document)), ImportError::Encrypted);
}

#[test]
fn a_panic_in_a_parser_is_a_damaged_document() {
    let outcome = guarded(|| panic!("the words of the document"));
    assert_eq!(outcome.unwrap_err(), ImportError::Damaged);
}

#[test]
fn bytes_at_random_never_get_further_than_a_refusal() {
    let whole = [
        saved(pdf(&[vec![("F", 10.0, 60.0, 700.0, "Texte.")]])),
        docx(WORD, ""),
    ];
    let mut seed = 7_u64;
    let mut next = move || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        usize::try_from(seed >> 33).unwrap()
    };
    for bytes in &whole {
        for _ in 0..300 {
            let mut bytes = bytes.clone();
            for _ in 0..=next() % 8 {
                let at = next() % bytes.len();
                bytes[at] = u8::try_from(next() % 256).unwrap();
            }
            let _ = import("a.bin", &bytes, &MetaOverrides::default());
        }
    }
}
