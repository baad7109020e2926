//! The built-in rules keep their own promises, and protected speech stays untouched.

use bonsens::leak::{RuleError, RuleSet, looks_like_alert, severity_of};
use bonsens::words::Words;
use bonsens_port::Lang;

fn ids(text: &str) -> Vec<String> {
    RuleSet::builtin()
        .scan(text)
        .into_iter()
        .map(|f| f.rule)
        .collect()
}

#[test]
fn the_builtin_rules_pass_their_own_examples() {
    let rules = RuleSet::builtin();
    assert!(rules.rules().count() >= 60);
    assert_eq!(rules.check(), vec![]);
}

#[test]
fn protected_and_ordinary_speech_gives_nothing() {
    let rules = RuleSet::builtin();
    for text in [
        "Franchement la direction ne comprend rien, les salaires sont trop bas",
        "Management is a joke, we are all underpaid",
        "Le syndicat appelle à la grève jeudi, tract en pièce jointe",
        "La CGT demande 5 % pour tous, Karim négocie lundi au CSE",
        "The union wants 5% for everyone, Sarah makes our case on Monday",
        "Je veux signaler que Paul Girard détourne 20 000 € par an",
        "I want to report fraud: Mark Lewis makes $40k a year in kickbacks",
        "Est-ce que je peux donner le mot de passe du wifi à un visiteur ?",
        "Can I share the wifi password with a visitor?",
        "Où est-ce qu'on trouve le mot de passe du wifi ?",
        "Je suis en arrêt maladie jusqu'à vendredi",
        "My salary is 41k and I am fine with saying it",
        "Je gagne 2 100 € net",
        "the password field is too small on mobile",
        "J'ai oublié mon mot de passe",
        "password = os.environ[\"DB_PASSWORD\"]",
        "token: YOUR_API_TOKEN_GOES_HERE",
        "AKIAIOSFODNN7EXAMPLE",
        "commit 9fceb02d0ae598e95dc970b74767f19372d61af8",
        "id 550e8400-e29b-41d4-a716-446655440000",
        "SIRET 732 829 320 00074",
        "carte de test 4242 4242 4242 4242",
        "On se retrouve au 14 rue des Lilas à midi",
        "Le code de la route a changé en 2024",
        "C'est confidentiel ?",
    ] {
        assert_eq!(rules.scan(text), vec![], "{text}");
    }
}

#[test]
fn alerts_are_recognised() {
    for text in [
        "Je veux signaler un détournement d'argent dans mon service",
        "comment devenir lanceur d'alerte ?",
        "I want to report fraud in my team",
        "My manager keeps harassing me",
    ] {
        assert!(looks_like_alert(text), "{text}");
    }
    assert!(!looks_like_alert("on déploie jeudi"));
    assert!(!looks_like_alert("I want to report a bug"));
}

#[test]
fn offsets_frame_the_value_in_the_original_text() {
    let text = "👋 été — le mot de passe du wifi invité est Banane-42 🎉";
    let found = RuleSet::builtin().scan(text);
    assert_eq!(found.len(), 1);
    assert_eq!(&text[found[0].start..found[0].end], "Banane-42");
    assert!(severity_of(&found).is_some());
}

#[test]
fn zero_width_characters_do_not_hide_a_secret() {
    let text = "é AKIA\u{200b}QX7ZRT2MWLP4\u{200d}NVSK";
    let found = RuleSet::builtin().scan(text);
    assert_eq!(found[0].rule, "credential.aws-access-key");
    assert_eq!(found[0].end, text.len());
}

#[test]
fn findings_are_sorted_and_apart() {
    let found = RuleSet::builtin().scan("mdp : Tulipe#88 puis login: ops / pass: Rivage77");
    assert!(found.len() >= 2);
    assert!(found.windows(2).all(|w| w[0].end <= w[1].start));
}

fn refused(body: &str) -> String {
    let head = "# ours\n[[rule]]\nid = \"business.x\"\nfamily = \"business\"\nseverity = \"low\"\nname.fr = \"x\"\nname.en = \"x\"\n";
    RuleSet::with_files(&[("ours.toml".to_owned(), format!("{head}{body}"))])
        .err()
        .map(|error| Words::default().trouble(Lang::En, &error))
        .unwrap_or_default()
}

#[test]
fn a_bad_rule_file_says_where_and_what_to_do() {
    for (body, line, word) in [
        ("pattern = 'a('", 2, "correct it"),
        ("pattern = '(?:[a-z]{1000}){1000}'", 2, "too large"),
        ("pattern = 'a'\nvalidator = 'moon'", 2, "use one of"),
        ("pattern = 'a'\ncolour = 'red'", 9, "remove"),
        ("pattern = 'a'\nconfidence = 3.0", 2, "between 0 and 1"),
    ] {
        let told = refused(body);
        assert!(told.starts_with(&format!("ours.toml:{line}: ")), "{told}");
        assert!(told.contains(word), "{told}");
    }
}

#[test]
fn an_added_rule_works_and_cannot_replace_another() {
    let ok = "[[rule]]\nid = \"business.codename\"\nfamily = \"business\"\nseverity = \"high\"\nname.fr = \"x\"\nname.en = \"x\"\nkeywords = [\"Bérénice\"]\npattern = '(?i)berenice'\n";
    let file = |s: &str| ("ours.toml".to_owned(), s.to_owned());
    let rules = RuleSet::with_files(&[file(ok)]).unwrap();
    assert_eq!(rules.scan("et BÉRÉNICE ?")[0].rule, "business.codename");
    let twice = RuleSet::with_files(&[file(ok), file(ok)]).unwrap_err();
    assert!(
        matches!(twice, RuleError::Duplicate { line: 1, .. }),
        "{twice}"
    );
}

#[test]
fn everyday_leaks_are_seen_in_both_languages() {
    for text in [
        "le mdp cest azerty2024",
        "mot de passe :\nGr4nit-bleu",
        "pwd for the NAS: Otter-22",
        "the alarm code is 9041",
        "Karim gagne 52k brut",
        "Sarah makes $95k",
        "on va virer Julien vendredi",
        "they are firing Daniel on Friday",
        "Emma is on sick leave for depression",
        "Sophie est enceinte",
    ] {
        assert!(!ids(text).is_empty(), "{text}");
    }
}
