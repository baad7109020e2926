//! The built-in rules keep their own promises, and protected speech stays untouched.

mod eval;
mod said;
mod tokens;

use std::fmt::Write as _;

use bonsens::leak::{CodeNames, RuleError, RuleSet, looks_like_alert, severity_of};
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
        "mon chef détourne le matériel du chantier",
        "le comptable a détourné 20 000 € cette année",
    ] {
        assert!(looks_like_alert(text), "{text}");
    }
    assert!(!looks_like_alert("on déploie jeudi"));
    assert!(!looks_like_alert("il fallait détourner l'attention d'Eva"));
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
    // All the examples in one message, where many rules see the same words.
    let rules = RuleSet::builtin();
    let examples: Vec<&str> = rules
        .rules()
        .flat_map(|r| &r.examples)
        .map(|e| &**e)
        .collect();
    let found = rules.scan(&examples.join("\n"));
    assert!(found.len() >= 100);
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

/// Each text gives a finding, or none does.
fn all(found: bool, texts: &[&str]) {
    for text in texts {
        assert_eq!(!ids(text).is_empty(), found, "{text}: {:?}", ids(text));
    }
}

#[test]
fn a_remark_clears_what_it_speaks_of_and_nothing_else() {
    all(
        true,
        &[
            "for example put your badge on the desk. the alarm code is 9041",
            "par exemple pose ton badge à l'accueil. le code de l'alarme c'est 9041",
            "the alarm code is 9041, for example if you arrive early",
            "I read a made-up story yesterday. the alarm code is 9041",
            "this is not a made-up one: the password is Tulip7!",
            "can I give them the wifi? the alarm code is 9041",
            "can someone log in with admin:Saphir.2020! please?",
            "on va virer Karim vendredi. est-ce que je peux le dire ?",
        ],
    );
    all(
        false,
        &[
            "this is a made-up one: the password is Tulip7!",
            "this is a made-up one\nthe password is Tulip7!",
            "exemple fictif :\nKarim gagne 52k brut par an",
            "the password is Tulip7! (made-up of course)",
            "the password is Tulip7!\nit's a fake one, relax",
            "use a passphrase, for example: password is Tulip7!Garden",
            "mot de passe : Granit88! par exemple",
            "imaginons : Karim gagne 52k brut par an",
            "données fictives :\nsalaires\nKarim Benali : 48 000 €\nSophie Martin : 52 000 €",
            "can we fire Julien for being late?",
        ],
    );
}

#[test]
fn laughing_is_not_joking_about_a_figure() {
    all(
        true,
        &[
            "Karim gagne 52k brut par an lol",
            "lol this morning was funny. we're going to let Marc go next week",
            "no kidding, they are firing Daniel on Friday",
        ],
    );
    all(
        false,
        &[
            "on va virer Karim s'il remange mon yaourt mdr",
            "on va virer Karim vendredi. je rigole !",
            "on va virer Karim vendredi\npoisson d'avril !",
            "we are going to fire Daniel on Friday. just kidding",
        ],
    );
}

#[test]
fn union_talk_and_alerts_clear_the_whole_message_of_all_but_credentials() {
    all(
        false,
        &[
            "La CFDT nous reçoit lundi. On en parle.\nKarim gagne 52k brut par an.",
            "The union meets on Monday. Sarah makes $95k. Emma is on sick leave.",
            "I want to report fraud. Mark Lewis makes $40k a year. Kate is pregnant.",
        ],
    );
    all(
        true,
        &[
            "The union wants 5% more. the alarm code is 9041",
            "Le syndicat a un local. le mdp du wifi c'est Granit88!",
            "I want to report fraud. the password is Tulip7!",
            // Other unions.
            "the European Union rules changed. Karim gagne 52k brut par an",
            "use a UNION ALL query. Sophie est enceinte",
            "le syndicat de copropriété se réunit. Sophie est enceinte",
        ],
    );
}

#[test]
fn pay_needs_no_currency_but_somebody_else() {
    all(
        true,
        &[
            "Paul's salary is 52,000",
            "Karim est à 43000 par an",
            "elle touche 2 850",
            "did you know he makes 71,000?",
            "la prime de Mme Lopez : 4 500",
            "il gagne 2k5 par mois",
            "@karim gagne 2900",
        ],
    );
    all(
        false,
        &[
            "je gagne 2 850",
            "Paul pense que je touche 2 850 net",
            "Sarah knows I make 52,000",
            "nous sommes payés 1 800",
            "elle touche 2 850 personnes par semaine",
            "il est à 1200 mètres",
            "Redis is on 6379 now",
            "Paul is at 12,000 feet",
            "le salaire minimum est de 1 766",
            "the salary range is 45,000 to 60,000",
            "son salaire a été revu en 2023",
        ],
    );
}

#[test]
fn passwords_are_seen_as_people_type_them() {
    all(
        true,
        &[
            "le mdp cé Granit88!",
            "mot 2 passe c Banane42",
            "mot d passe : Tulipe-Rouge9",
            "pasword: Otter-22",
            "passwrod is Otter-22",
            "the pass for the vpn is Otter22!",
            "jai changé le mdp, maintenant c Mimosa#22",
            "j'ai remis le mdp à Mimosa#22",
            "ids compta / Tracteur5!",
            "Otter22! is the password for the NAS",
            "password (staging): Lantern_09",
        ],
    );
    all(
        false,
        &[
            "j'ai oublié mon mdp",
            "le mdp c'est pas 12345 j'espère",
            "mot de passe: 12 caractères minimum, 1 majuscule",
            "ça demande un mdp à 16 caractères",
            "le mdp fait 8 caractères, c'est trop court",
            "forgot my password",
            "reset the pwd please",
            "password reset link expires in 24h",
            "the password is base64 encoded",
            "const password = getPassword()",
            "user.password = params[:password]",
            "login: failed / password: failed",
            "tests pass on python3.11",
            "le pass navigo c'est 86€",
        ],
    );
}

fn ours(body: &str) -> String {
    format!(
        "[[rule]]\nid = \"business.x\"\nfamily = \"business\"\nseverity = \"low\"\nname.fr = \"x\"\nname.en = \"x\"\n{body}\n"
    )
}

#[test]
fn a_rule_without_keywords_is_heard_wherever_it_could_match() {
    for (pattern, text) in [
        ("Bérénice", "et BERENICE ? non, Berenice"),
        (r"[a-z]+\.interne\b", "voir nas.interne"),
        (r"\bPX-\d{4}\b", "le dossier PX-2231"),
        (r"\b[A-Z]{3}-\d\b", "le lot ABC-7"),
    ] {
        let file = (
            "ours.toml".to_owned(),
            ours(&format!("pattern = '{pattern}'")),
        );
        let rules = RuleSet::with_files(&[file]).unwrap();
        let found = rules.scan(text);
        assert_eq!(found.len(), 1, "{pattern}");
        assert_eq!(found[0].rule, "business.x");
    }
}

#[test]
fn a_rule_file_has_bounds() {
    let file = |body: String| ("ours.toml".to_owned(), body);
    let told = |body: String| {
        RuleSet::with_files(&[file(body)])
            .err()
            .map(|error| Words::default().trouble(Lang::En, &error))
            .unwrap_or_default()
    };
    let large = "(?:[a-z]{1000}){1000}";
    for (body, word) in [
        (
            ours(&format!("pattern = 'a'\ncontext.near = '{large}'")),
            "too large",
        ),
        (
            ours(&format!("pattern = 'a'\ncontext.not_near = '{large}'")),
            "too large",
        ),
        (
            ours("pattern = 'abc'\ncontext.near = 'a'\ncontext.within = 5000"),
            "`within`",
        ),
        (ours("pattern = 'abc'\nat_least = 51"), "`at_least`"),
        (
            ours(&format!(
                "pattern = 'abc'\nevidence = [{}]",
                "{ pattern = 'a', weight = 1.0 },".repeat(41)
            )),
            "`evidence`",
        ),
        (
            ours("pattern = 'abc'\nevidence = [{ pattern = 'a', weight = inf }]"),
            "between 0 and 1",
        ),
        (
            ours(&format!(
                "pattern = 'abc'\nevidence = [{{ pattern = '{large}', weight = 1.0 }}]"
            )),
            "too large",
        ),
        (ours("reader = 'password'"), "`keywords`"),
        (ours("reader = 'mind'\nkeywords = ['abc']"), "`reader`"),
        // It would run on every message, and is not small.
        (ours(r"pattern = '(?:[a-z]{1,20}\s){1,50}'"), "keywords"),
        (format!("# {}", "x".repeat(600_000)), "too large"),
    ] {
        let told = told(body);
        assert!(told.contains(word), "{word}: {told}");
    }
    let many = |count: usize, rest: &str| {
        (0..count).fold(String::new(), |mut all, index| {
            let rule = ours(rest).replace("business.x", &format!("business.x{index}"));
            let _ = write!(all, "{rule}");
            all
        })
    };
    assert_eq!(told(many(500, "pattern = 'abc'")), "");
    assert!(told(many(501, "pattern = 'abc'")).contains("more than 500"));
    assert_eq!(told(many(8, r"pattern = '\b[A-Z]\d\b'")), "");
    assert!(told(many(9, r"pattern = '\b[A-Z]\d\b'")).contains("keywords"));
    let heavy = "keywords = [\"abc\"]\npattern = 'abc(?:[a-z]{100}){300}'";
    assert_eq!(told(many(2, heavy)), "");
    assert!(told(many(20, heavy)).contains("once compiled"));
}

#[test]
fn a_code_name_has_a_name_though_no_pattern_finds_it() {
    let names = CodeNames::new(["Étoile Filante".to_owned()]).unwrap();
    let rules = RuleSet::builtin();
    let text = "rien à voir, mais etoile-filante glisse d'un mois";
    assert_eq!(rules.scan(text), vec![]);
    let found = names.scan(text);
    assert_eq!(&text[found[0].start..found[0].end], "etoile-filante");
    let rule = rules.get(&found[0].rule).unwrap();
    assert_eq!(
        (rule.name_fr.as_str(), rule.name_en.as_str()),
        ("Nom de code", "Code name")
    );
    assert_eq!(
        (rule.family, rule.severity),
        (found[0].family, found[0].severity)
    );
    // An admin's file can't make such a rule: nothing would fill it.
    let listed = "[[listed]]\nid = \"business.x\"\nfamily = \"business\"\nseverity = \"low\"\nname.fr = \"x\"\nname.en = \"x\"\n";
    let refused = RuleSet::with_files(&[("ours.toml".to_owned(), listed.to_owned())]).unwrap_err();
    assert!(
        matches!(&refused, RuleError::UnknownKey { key, .. } if key == "listed"),
        "{refused}"
    );
}
