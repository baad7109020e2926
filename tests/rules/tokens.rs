//! Tokens and keys: what their own figures say of them, and how they are written.

use bonsens::leak::{NUDGE_CONFIDENCE, RuleSet};
use bonsens_port::Family;

/// The rules for credentials that are sure enough of `text` for a nudge.
fn nudges(rules: &RuleSet, text: &str) -> Vec<String> {
    let found = rules.scan(text).into_iter();
    let sure =
        found.filter(|it| it.family == Family::Credential && it.confidence >= NUDGE_CONFIDENCE);
    sure.map(|finding| finding.rule).collect()
}

/// Drawn for this test, with its true check.
const CHECKED: &str = "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";

#[test]
fn a_token_whose_check_is_right_is_certain() {
    let rules = RuleSet::builtin();
    let rule = "credential.token-checked";
    assert_eq!(nudges(&rules, &format!("ci: {CHECKED}")), [rule]);
    let npm = CHECKED.replace("ghp_", "npm_");
    assert_eq!(nudges(&rules, &format!("ci: {npm}")), [rule]);
    // Certain: no wording around it clears it.
    let shown = format!("Example usage:\ngit clone https://{CHECKED}@github.com/acme/app");
    assert_eq!(nudges(&rules, &shown), [rule]);
}

#[test]
fn a_token_whose_check_is_wrong_is_only_likely() {
    let rules = RuleSet::builtin();
    let last = if CHECKED.ends_with('0') { '1' } else { '0' };
    let wrong = format!("{}{last}", &CHECKED[..CHECKED.len() - 1]);
    assert_eq!(
        nudges(&rules, &format!("ci: {wrong}")),
        ["credential.github-token"]
    );
    let shown = format!("Example usage:\ngit clone https://{wrong}@github.com/acme/app");
    assert_eq!(nudges(&rules, &shown), [""; 0]);
}

#[test]
fn letters_mixed_by_chance_are_a_key_without_figures() {
    let rules = RuleSet::builtin();
    for (key, name) in [
        (
            "api_key = \"qWZrbTNLxdKHvPcAYnGjsRQMfeTB\"",
            "api_key = \"ConfigurationReaderForPayments\"",
        ),
        (
            "mapbox token: \"hGTyRRkLqWxNNdPsVbAAzCmE\"",
            "mapbox token: \"loadedFromConfiguration\"",
        ),
    ] {
        assert!(!nudges(&rules, key).is_empty(), "{key}");
        assert_eq!(nudges(&rules, name), [""; 0], "{name}");
    }
}

#[test]
fn what_names_a_thing_is_no_key() {
    let rules = RuleSet::builtin();
    for text in [
        "jenkins job IntegrationTests_PaymentServiceV2_retry3 is red again",
        "sentry 5d21be07f4c94a6e8b30d7a1f6e2c985 keeps coming back",
        "flake input github:acme/tools/5d21be07f4c94a6e8b30d7a1f6e2c9855d21be07",
        "idempotency key 5d21be07f4c94a6e8b30d7a1f6e2c985",
        "cache-key: \"deps-5d21be07f4c94a6e8b30d7a1f6e2c985\"",
        "stripe idempotency-key: 5d21be07-f4c9-4a6e-8b30-d7a1f6e2c985",
        "if (result.secret == 'missing-parameter') return;",
        "user: 'bob', password: 'ask the admin'",
        "githubToken = new GithubTokenProviderFactory()",
        "$pwd = \\$_POST[\"password\"];",
    ] {
        assert_eq!(nudges(&rules, text), [""; 0], "{text}");
    }
}
