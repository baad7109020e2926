use std::collections::BTreeSet;

use bonsens_port::Family;

use super::*;

fn counts(weeks: &[u64]) -> Counts {
    Counts {
        rule: "personal.iban".to_owned(),
        severity: Severity::High,
        weeks: (1..)
            .map(|week| (2026, week))
            .zip(weeks.iter().copied())
            .collect(),
    }
}

/// Whoever reads the table knows which weeks are hidden and what is said of their sum. Whatever the
/// weeks hold, each hidden one may still be one, two, three or four.
#[test]
fn no_sum_gives_a_hidden_week_away() {
    for weeks in 1..=4_u32 {
        let all: Vec<Vec<u64>> = (0..4_u64.pow(weeks))
            .map(|mut at| {
                let mut one = || {
                    let digit = at % 4 + 1;
                    at /= 4;
                    digit
                };
                (0..weeks).map(|_| one()).chain([7]).collect()
            })
            .collect();
        for truth in &all {
            let told = counts(truth).sum();
            let alike = all.iter().filter(|other| counts(other).sum() == told);
            let alike: Vec<&Vec<u64>> = alike.collect();
            for hidden in 0..weeks as usize {
                let may: BTreeSet<u64> = alike.iter().map(|other| other[hidden]).collect();
                assert_eq!(may.len(), 4, "{truth:?} {told:?}");
            }
        }
    }
}

#[test]
fn a_sum_is_told_where_it_can_be() {
    assert_eq!(counts(&[7, 12]).sum(), Sum::Exactly(19));
    assert_eq!(counts(&[7, 2]).sum(), Sum::AtLeast(7));
    assert_eq!(counts(&[3]).sum(), Sum::Hidden);
    assert_eq!(counts(&[3, 3, 2]).sum(), Sum::Exactly(8));
}

fn found(rule: &str, severity: Severity) -> Finding {
    Finding {
        rule: rule.to_owned(),
        family: Family::Personal,
        severity,
        confidence: 0.9,
        start: 0,
        end: 1,
    }
}

#[test]
fn what_an_author_has_just_heard_is_not_said_again_unless_it_is_grave() {
    let at = |minutes: i64| Timestamp::from_second(1_767_600_000 + minutes * 60).unwrap();
    let mut tally = Tally::new(&Policy::default());
    // Read channel by channel, so not in the order of time.
    for minutes in [25, 0, 9] {
        tally.add("ana", at(minutes), &[found("a.low", Severity::Medium)]);
        tally.add("ana", at(minutes), &[found("a.high", Severity::High)]);
    }
    tally.add("bo", at(9), &[found("a.low", Severity::Medium)]);
    let settled = tally.settled();
    let all = |rule: &str| -> u64 {
        let counts = settled.iter().find(|counts| counts.rule == rule);
        counts.unwrap().weeks.values().sum()
    };
    assert_eq!((all("a.low"), all("a.high")), (3, 3));
}

#[test]
fn the_first_days_of_a_year_may_be_in_the_last_week_of_the_one_before() {
    let at: Timestamp = "2027-01-02T12:00:00Z".parse().unwrap();
    assert_eq!(week(at), (2026, 53));
}
