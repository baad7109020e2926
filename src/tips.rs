//! Small pieces of advice, one at a time, where people already are.

use std::sync::LazyLock;

use bonsens_port::Lang;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Deserialize;

#[derive(Deserialize)]
struct Tips {
    tip: Vec<Tip>,
}

#[derive(Deserialize)]
struct Tip {
    fr: String,
    en: String,
}

static TIPS: LazyLock<Vec<Tip>> = LazyLock::new(|| {
    let tips: Result<Tips, _> = toml::from_str(include_str!("../knowledge/charters/tips.toml"));
    tips.map(|tips| tips.tip).unwrap_or_default()
});

/// The tip of the week in which this moment falls: the same for everyone, and another one next
/// week.
#[must_use]
pub fn of_the_week(lang: Lang, now: Timestamp) -> Option<&'static str> {
    let day = TimeZone::UTC.to_datetime(now).date().iso_week_date();
    let weeks = i32::from(day.year()) * 53 + i32::from(day.week());
    let tips = i32::try_from(TIPS.len()).ok().filter(|tips| *tips > 0)?;
    let tip = TIPS.get(usize::try_from(weeks.rem_euclid(tips)).ok()?)?;
    Some(match lang {
        Lang::Fr => &tip.fr,
        Lang::En => &tip.en,
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use jiff::SignedDuration;

    use super::*;

    #[test]
    fn a_tip_lasts_a_week_and_all_of_them_come_round() {
        let monday: Timestamp = "2026-01-05T00:00:00Z".parse().unwrap();
        let later = |hours| monday + SignedDuration::from_hours(hours);
        let tip = |at| of_the_week(Lang::En, at).unwrap();
        assert_eq!(tip(monday), tip(later(7 * 24 - 1)));
        assert_ne!(tip(monday), tip(later(7 * 24)));
        let year: BTreeSet<_> = (0..53).map(|week| tip(later(week * 7 * 24))).collect();
        assert_eq!(year.len(), TIPS.len());
        assert_ne!(of_the_week(Lang::Fr, monday), Some(tip(monday)));
    }
}
