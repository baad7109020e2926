//! What is recognised of a registered document, and what never is.

use super::*;
use crate::leak::{self, Quotable};

/// A confidential plan, made up for these tests.
const PLAN: &str = "# Plan Horizon

La direction prévoit de fermer l'atelier de Villebrune avant la fin du troisième trimestre, une fois \
les stocks de bobines écoulés et les machines transférées vers le site portuaire. Les quarante-deux \
salariés se verront proposer un poste à moins de cent kilomètres, avec une prime de mobilité \
équivalente à cinq mois de traitement.

Le rachat de la fonderie Kermalec sera annoncé au printemps ; son prix plancher est fixé à onze \
millions d'euros, payables en trois tranches, sous réserve que les sols pollués soient expertisés par \
un cabinet indépendant avant la signature du protocole.

Enfin, la gamme de vannes à clapet sera abandonnée : ses marges reculent depuis quatre ans, et aucun \
distributeur scandinave ne souhaite prolonger son engagement au-delà de décembre.";

/// The same words about something else.
const OTHER: &str = "Avant la fin du trimestre, le site portuaire ouvre un atelier de fonderie pour les \
salariés : les machines seront transférées au printemps, une fois les stocks de vannes expertisés. La \
direction prévoit un cabinet indépendant à cent kilomètres de Villebrune, et aucun poste ne sera fermé \
avant décembre. Son prix est fixé à cinq mois de mobilité, payables en onze tranches.";

fn keys() -> Keys {
    Keys::random().unwrap()
}

fn at() -> Timestamp {
    Timestamp::UNIX_EPOCH
}

fn ready(keys: &Keys, records: &[Registered]) -> leak::Registered {
    leak::Registered::new(Printer::new(&keys.prints()), records)
}

fn plan() -> leak::Registered {
    let keys = keys();
    ready(&keys, &[document(&keys, "plan", PLAN, at()).unwrap()])
}

fn seen<'a>(registered: &leak::Registered, text: &'a str) -> Vec<&'a str> {
    let found = registered.scan(text, &Quotable::default());
    found.iter().map(|f| &text[f.start..f.end]).collect()
}

/// Some words of the plan, by their place in it.
fn words(from: usize, many: usize) -> String {
    let words: Vec<&str> = PLAN.split_whitespace().skip(from).take(many).collect();
    words.join(" ")
}

#[test]
fn twenty_five_words_are_recognised_wherever_they_are_cut() {
    let plan = plan();
    let all = PLAN.split_whitespace().count();
    for from in 0..=all - 25 {
        let text = format!("tu as vu ça ? {} incroyable non", words(from, 25));
        let found = seen(&plan, &text);
        assert_eq!(found.len(), 1, "{text}");
        assert!(!found[0].contains("incroyable"), "{}", found[0]);
    }
}

#[test]
fn case_accents_punctuation_and_a_changed_word_change_nothing() {
    let plan = plan();
    let all = PLAN.split_whitespace().count();
    for from in 0..=all - 25 {
        let part = words(from, 25);
        let bare: String = part
            .replace(['é', 'è'], "e")
            .replace(['à', 'â'], "a")
            .replace([',', ';', ':', '.'], " ");
        let changed: Vec<&str> = part
            .split(' ')
            .enumerate()
            .map(|(nth, word)| if nth == 12 { "xyz" } else { word })
            .collect();
        for text in [
            part.to_uppercase(),
            bare,
            part.replace(' ', "\u{a0}\n> "),
            part.replace('\'', "’"),
            changed.join(" "),
        ] {
            assert_eq!(seen(&plan, &text).len(), 1, "{text}");
        }
    }
}

#[test]
fn paragraphs_in_another_order_are_recognised_each() {
    let mut paragraphs: Vec<&str> = PLAN.split("\n\n").collect();
    paragraphs.reverse();
    let text = paragraphs.join("\n\nPar ailleurs, voici ce que je voulais te dire depuis hier soir déjà, en vrac et sans ordre, comme à mon habitude\n\n");
    assert_eq!(seen(&plan(), &text).len(), 3);
}

#[test]
fn the_same_words_said_otherwise_and_a_short_quote_are_nothing() {
    let plan = plan();
    for text in [
        OTHER,
        "la direction prévoit de fermer l'atelier",
        "avec une prime de mobilité",
        "au printemps",
        "",
    ] {
        assert_eq!(seen(&plan, text), [""; 0], "{text}");
    }
    let chorus = "une prime de mobilité équivalente ".repeat(20);
    assert_eq!(seen(&plan, &chorus), [""; 0], "one phrase, said again");
}

#[test]
fn what_everyone_writes_tells_no_document() {
    let keys = keys();
    let polite = "Veuillez trouver ci-joint le document demandé. N'hésitez pas à revenir vers moi si vous \
                  avez la moindre question ou si vous souhaitez en parler de vive voix. Dans l'attente de votre \
                  retour, je vous souhaite une excellente journée. Bien cordialement.";
    let letter = format!("{PLAN}\n\n{polite}");
    let letter = ready(&keys, &[document(&keys, "letter", &letter, at()).unwrap()]);
    assert_eq!(seen(&letter, polite), [""; 0]);
    assert_eq!(seen(&letter, PLAN).len(), 1);
    for (_, _, charter) in SAMPLES {
        assert!(
            matches!(
                document(&keys, "charter", charter, at()),
                Err(RegisterError::TooShort { .. })
            ),
            "a sample charter is nobody's secret"
        );
        assert_eq!(seen(&letter, charter), [""; 0]);
    }
}

#[test]
fn what_a_charter_says_too_may_be_quoted() {
    let plan = plan();
    let charter = format!("# Charte\n\n{}", PLAN.split("\n\n").nth(1).unwrap());
    let quotable = plan.quotable([charter.as_str()]);
    assert_eq!(plan.scan(&charter, &quotable), vec![]);
    assert_eq!(plan.scan(PLAN, &quotable).len(), 1, "not the rest of it");
}

#[test]
fn a_phrase_of_many_documents_tells_none_of_them() {
    let keys = keys();
    let footer = words(0, 30);
    let many: Vec<Registered> = (0..9)
        .map(|nth| {
            let own: Vec<String> = (0..40).map(|word| format!("mot{nth}x{word}")).collect();
            let text = format!("{footer} {}", own.join(" "));
            document(&keys, "report", &text, at()).unwrap()
        })
        .collect();
    assert_eq!(seen(&ready(&keys, &many), &footer), [""; 0]);
    assert_eq!(seen(&ready(&keys, &many[..3]), &footer).len(), 1);
}

#[test]
fn a_key_recognises_nothing_registered_under_another() {
    let made = document(&keys(), "plan", PLAN, at()).unwrap();
    assert_eq!(seen(&ready(&keys(), &[made]), PLAN), [""; 0]);
}

fn list(values: &[&str]) -> (leak::Registered, Vec<Refused>) {
    let keys = keys();
    let values = values
        .iter()
        .copied()
        .zip(1..)
        .map(|(value, line)| (line, value));
    let (record, refused) = super::values(&keys, "clients", values, at()).unwrap();
    (ready(&keys, &[record]), refused)
}

#[test]
fn a_value_is_found_whole_however_it_is_spaced() {
    let (values, refused) = list(&[
        "FR-2024/0815-B",
        "Établissements Kermalec",
        "4471902",
        "Zéphyrine",
    ]);
    assert_eq!(refused, []);
    for (text, value) in [
        ("le dossier fr-2024/0815-b est clos", "fr-2024/0815-b"),
        ("(FR 2024 0815 B)", "FR 2024 0815 B"),
        ("ref=FR20240815B.", "FR20240815B"),
        (
            "vu avec ETABLISSEMENTS KERMALEC hier",
            "ETABLISSEMENTS KERMALEC",
        ),
        ("client 4 471 902 à rappeler", "4 471 902"),
        ("demande à zephyrine", "zephyrine"),
    ] {
        assert_eq!(seen(&values, text), [value], "{text}");
    }
    for text in [
        "FR-2024/0815-BC",
        "14471902",
        "établissements",
        "établissements de Kermalec",
        "44719 et 02",
        "4 4 7 1 9 0 2",
    ] {
        assert_eq!(seen(&values, text), [""; 0], "{text}");
    }
}

#[test]
fn values_that_would_be_found_everywhere_are_refused_by_line() {
    let (_, refused) = list(&[
        "KX-99-Q1",
        "abcd",
        "20241",
        "2024-11-30",
        "confidential",
        "100 000",
        "111111",
        "123456",
        "a b c d e f",
        "réunion",
        "document confidentiel",
    ]);
    let lines: Vec<(usize, Refusal)> = refused.iter().map(|it| (it.line, it.why)).collect();
    assert_eq!(
        lines,
        [
            (2, Refusal::TooShort),
            (3, Refusal::TooShort),
            (4, Refusal::TooCommon),
            (5, Refusal::TooCommon),
            (6, Refusal::TooCommon),
            (7, Refusal::TooCommon),
            (8, Refusal::TooCommon),
            (9, Refusal::TooLong),
            (10, Refusal::TooCommon),
            (11, Refusal::TooCommon),
        ]
    );
}

#[test]
fn a_damaged_record_is_not_taken_for_another() {
    let prints = Prints(vec![0, 1, u64::MAX]);
    let text = serde_json::to_string(&prints).unwrap();
    assert_eq!(serde_json::from_str::<Prints>(&text).unwrap(), prints);
    for broken in ["\"0\"", "\"000000000000000g\"", "\"é00000000000000\"", "3"] {
        assert!(serde_json::from_str::<Prints>(broken).is_err(), "{broken}");
    }
}
