//! The built-in rules keep their own promises, and protected speech stays untouched.

use bonsens::leak::RuleSet;

#[test]
fn the_builtin_rules_pass_their_own_examples() {
    let rules = RuleSet::builtin();
    for rule in rules.rules() {
        println!("{}", rule.id);
    }
    assert_eq!(rules.check(), vec![]);
}
