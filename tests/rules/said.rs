//! What people say: passwords and codes announced, secrets in parts, and facts told of someone.
//!
//! Each leak stands beside its double, the same words with nothing given away.

use bonsens::leak::{NUDGE_CONFIDENCE, RuleSet};

/// The rules sure enough of `text` for a nudge.
fn nudges(rules: &RuleSet, text: &str) -> Vec<String> {
    let found = rules.scan(text).into_iter();
    let sure = found.filter(|finding| finding.confidence >= NUDGE_CONFIDENCE);
    sure.map(|finding| finding.rule).collect()
}

fn told(pairs: &[(&str, &str)]) {
    let rules = RuleSet::builtin();
    for (leak, double) in pairs {
        assert!(!nudges(&rules, leak).is_empty(), "{leak}");
        assert_eq!(nudges(&rules, double), [""; 0], "{double}");
    }
}

#[test]
fn a_password_is_heard_wherever_its_value_comes() {
    told(&[
        (
            "pour le nas c'est l'utilisateur ops, tu tapes Rivage_77x",
            "pour le nas c'est l'utilisateur ops, tu tapes ton mot de passe",
        ),
        (
            "changed the vpn password this morning, now it's Otter&Fog22",
            "changed the vpn password this morning, now it's longer",
        ),
        (
            "l'extranet : u: depot03 / p: Bus+Tram=coeur9",
            "l'extranet : u: ton adresse / p: celui de d'habitude",
        ),
        (
            "mdp de la session :\nCraie/tableau12",
            "mdp de la session :\nvoir avec Nadia",
        ),
    ]);
}

#[test]
fn a_code_is_heard_by_what_it_opens_and_what_one_does_with_it() {
    told(&[
        (
            "the garage keypad changed, punch in 4471B then wait",
            "the garage keypad changed, ask Tom for it",
        ),
        (
            "pour le portail des livraisons compose le 0473",
            "pour le portail des livraisons compose le code habituel",
        ),
        (
            "le casier de la réserve s'ouvre sur 5-0-8-3",
            "le casier de la réserve s'ouvre sur deux étagères",
        ),
        ("alarm code is 730264", "alarm fault is E4264 again"),
    ]);
}

#[test]
fn a_secret_in_parts_is_put_together() {
    told(&[
        (
            "first half of the password is Kdr49x, second half xPl-27",
            "first half of the password is in your mail, second half comes by post",
        ),
        (
            "le code de la porte : sept, deux, deux, neuf",
            "le code de la porte : demandez à deux ou trois collègues",
        ),
        (
            "mot de passe, enlève les espaces : A z u r 4 4 $",
            "mot de passe : enlève les espaces si ça ne marche pas",
        ),
        (
            "password spelled: papa-echo-lima-india-nine-nine",
            "password spelled wrong again, sorry",
        ),
    ]);
    let rules = RuleSet::builtin();
    // What the parts make is a token.
    let text = "sk underscore live underscore Zk4vQ9mT2xWb7RcN5yHd8LpF";
    assert_eq!(nudges(&rules, text), ["credential.stripe-key"]);
    // What nobody can see is still there.
    let hidden = "the wifi: Lan\u{200b}tern\u{200b}Moss\u{200b}7";
    assert!(!nudges(&rules, hidden).is_empty());
}

#[test]
fn a_value_in_the_next_message_belongs_to_what_announced_it() {
    let rules = RuleSet::builtin();
    let text = "Tulipe-Rouge9";
    assert_eq!(rules.scan(text), vec![]);
    let found = rules.scan_after("voici le mot de passe du NAS :", text);
    assert_eq!(&text[found[0].start..found[0].end], text);
    assert_eq!(rules.scan_after("bravo pour hier", text), vec![]);
}

#[test]
fn a_fact_is_a_leak_when_it_is_told_of_someone_else() {
    told(&[
        (
            "Nick's off with depression, cover his calls",
            "I'm off with depression, thanks for covering my calls",
        ),
        (
            "Sonia est en congé patho, grossesse à risque",
            "je suis en congé patho, grossesse à risque",
        ),
        (
            "between us: Darren failed probation",
            "probation lasts three months here",
        ),
        (
            "la prime de Romain c'est 6 300 brut",
            "ma prime c'est 6 300 brut",
        ),
        (
            "occ health report: Lesley unfit for nights, epilepsy",
            "occupational health van is here on Thursday, epilepsy leaflets too",
        ),
    ]);
}

#[test]
fn business_is_a_leak_while_it_is_kept_quiet() {
    told(&[
        (
            "on perd le contrat Sonavia en janvier, pas annoncé, motus",
            "on perd le contrat Sonavia en janvier, c'est dans le communiqué de presse",
        ),
        (
            "real margin on lot 4 is 27%, do not show procurement",
            "the margin in question 4 is 27%, see the handbook",
        ),
        (
            "closing the Leeds depot in June, 85 jobs, not announced",
            "closing the Leeds depot was announced yesterday in the news",
        ),
    ]);
}

#[test]
fn opinions_and_alarm_clear_what_they_are_about() {
    let rules = RuleSet::builtin();
    for text in [
        "our CEO lied about the hiring freeze in March, simple as",
        "la direction nous a menti sur le contrat Sonavia, pas un mot, c'est honteux",
        "tachographs are being fiddled at the Leeds depot, don't tell me it's fine",
        "je refuse de signer, ces contrôles ont été falsifiés en juin, rien d'officiel",
    ] {
        assert_eq!(nudges(&rules, text), [""; 0], "{text}");
    }
}

/// Sentences that no pattern was written for, each beside one in nearly the same words.
#[test]
fn what_a_sentence_tells_is_judged_by_all_it_says() {
    told(&[
        (
            "Leïla ne le sait pas encore mais son poste est supprimé en mars, la DRH la reçoit jeudi",
            "la DRH reçoit tout le monde jeudi pour expliquer la procédure des entretiens",
        ),
        (
            "Marcus is being investigated over the missing till money, HR suspends him tomorrow",
            "Marcus has the key of the till, HR wants the missing receipts by tomorrow",
        ),
        (
            "Sandra est hospitalisée en psychiatrie depuis lundi, son mari a appelé",
            "journée de prévention santé mentale lundi, inscriptions à l'infirmerie",
        ),
        (
            "the buyer walks away below 14 million, the board signs on Friday, not a word outside",
            "the minister said on the news that the budget is 14 million this year",
        ),
    ]);
}

#[test]
fn a_list_of_people_is_more_than_its_lines() {
    told(&[
        (
            "leavers\nNora Pike, 02/05/1984\nSam Otieno, 17/09/1990",
            "rota for the desk: Nora 14/11, Sam 15/11, swap among yourselves",
        ),
        (
            "notes du DS : Maëlys 4/20, Enzo 17/20, Kenza 9/20",
            "notes du DS : la moyenne est de 11/20",
        ),
        (
            "home numbers: Agnes 07700 900854 / Bill 07700 900047 / Cora 07700 900636",
            "switchboard 01632 960400, ask for Agnes, Bill or Cora",
        ),
    ]);
}

#[test]
fn evidence_moves_a_rule_up_and_down() {
    let file = |evidence: &str| {
        let rule = format!(
            "[[rule]]\nid = \"business.x\"\nfamily = \"business\"\nseverity = \"low\"\nname.fr = \"x\"\nname.en = \"x\"\nkeywords = [\"kestrel\"]\npattern = \"(?i)kestrel\"\nconfidence = 0.5\n{evidence}\n"
        );
        RuleSet::with_files(&[("ours.toml".to_owned(), rule)]).unwrap()
    };
    let sure = |rules: &RuleSet, text: &str| {
        let found = rules.scan(text);
        found.first().map(|finding| finding.confidence)
    };
    let rules = file(
        "evidence = [\n{ pattern = \"budget\", weight = 1.0 },\n{ pattern = \"bird\", weight = -3.0, where = \"message\" },\n{ pattern = \"{{who}}\", weight = 1.0, where = \"before\" },\n]",
    );
    let even = sure(&rules, "kestrel again").unwrap();
    let more = sure(&rules, "the kestrel budget").unwrap();
    let named = sure(&rules, "Karim runs kestrel on a budget").unwrap();
    assert!(
        0.49 < even && even < more && more < named,
        "{even} {more} {named}"
    );
    assert_eq!(sure(&rules, "kestrel again.\nit is a bird"), None);
    // A word that opens a sentence is nobody.
    let opening = sure(&rules, "However kestrel is on").unwrap();
    assert!((opening - even).abs() < 1e-6);
}

#[test]
fn a_long_message_costs_what_it_is_long() {
    use std::time::Instant;
    let rules = RuleSet::builtin();
    let line = "the password and the code of the door, then half of it, Karim said, pay 52k; ";
    let time = |times: usize| {
        let text = line.repeat(times);
        let start = Instant::now();
        let _ = rules.scan(&text);
        start.elapsed().as_secs_f64()
    };
    // The patterns compile on first use.
    time(10);
    let (short, long) = (time(100), time(1600));
    assert!(long < short * 16.0 * 4.0 + 0.2, "{short} {long}");
}
