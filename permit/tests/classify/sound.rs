//! Three values: no completion of a profile leads out of what was said about it; the range of points is tight; and more of
//! what counts never does less.

use crate::profiles::{TODAY, aged, anybody, known, partial};
use permit::classify::points::Points;
use permit::classify::{Preview, Standing, conditions};
use permit::profile::{Change, DEGREES, Profile, Short};
use permit::truth::Truth;
use proptest::prelude::*;

fn settled(early: Truth, late: Truth) -> bool {
    early == Truth::Unknown || early == late
}

/// The missing fields of the points table, so that each gives the least, or the most.
fn filled(partial: &Profile, most: bool) -> Profile {
    let mut p = *partial;
    let pick = |least, greatest| if most { greatest } else { least };
    p.annual_salary_cny = p.annual_salary_cny.or(Some(pick(0, 450_000)));
    p.highest_degree = p
        .highest_degree
        .or(Some(if most { DEGREES.len() - 1 } else { 0 }));
    p.vocational_level = p
        .vocational_level
        .or(Some(if most { "international_top" } else { "none" }));
    p.relevant_work_years = p.relevant_work_years.or(Some(pick(0, 17)));
    p.months_per_year_in_china = p.months_per_year_in_china.or(Some(pick(0, 12)));
    p.chinese_level = p.chinese_level.or(Some(if most { "hsk5" } else { "none" }));
    p.work_place = p
        .work_place
        .or(Short::new(if most { "510000" } else { "320000" }));
    p.old_industrial_base = p.old_industrial_base.or(Some(most));
    p.special_area = p.special_area.or(Some(most));
    p.birth_date = p.birth_date.or(aged(if most { 33 } else { 70 }));
    p.background = p.background.or(Some([most; 4]));
    p.provincial_points = p.provincial_points.or(Some(pick(0, 10)));
    p
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn every_completion_keeps_what_was_said(whole in anybody(), known in known()) {
        let (early, late) = (Preview::new(partial(&whole, &known)), Preview::new(whole));
        let (before, after) = (early.standing(), late.standing());
        for (before, after) in conditions(&early.profile, &early.rules).iter().zip(conditions(&late.profile, &late.rules)) {
            prop_assert!(settled(*before, after));
        }
        for category in after.possible() {
            prop_assert!(before.is_possible(category), "{category:?} of {:?}", before.possible());
        }
        prop_assert!(early.points.low <= late.points.low && late.points.high <= early.points.high);
        for (before, after) in early.points.items.iter().zip(late.points.items) {
            prop_assert!(before.low <= after.low && after.high <= before.high, "{}", before.id);
        }
        // A place that becomes known brings its own routes; those of the nation stay what they were.
        for (place, route) in early.rules.routes() {
            let (then, now) = (early.look().route(route, place), late.look().route(route, place));
            prop_assert!(settled(then, now), "{} was {then:?} and is {now:?}", route.id);
        }
    }

    #[test]
    fn both_ends_of_the_points_are_reached(whole in anybody(), known in known()) {
        let partial = partial(&whole, &known);
        let range = Preview::new(partial).points;
        let (least, most) = (Preview::new(filled(&partial, false)).points, Preview::new(filled(&partial, true)).points);
        // What the city alone decides stays open whatever is answered.
        let open = |of: &Points| of.items.iter().filter(|item| item.id == "place").map(|item| item.high - item.low).sum::<u32>();
        prop_assert!(open(&least) == 0 || partial.special_area == Some(true));
        prop_assert_eq!((least.low, least.high), (range.low, range.low + open(&least)));
        prop_assert_eq!((most.low, most.high), (range.high - open(&most), range.high));
    }

    /// Where the standard is monotone, so are we: no category gets further away.
    #[test]
    fn more_never_does_less(whole in anybody(), known in known(), raise in 0u32..500_000, step in 0usize..8) {
        let before = partial(&whole, &known);
        let mut after = before;
        match step {
            0 => after.annual_salary_cny = before.annual_salary_cny.map(|yuan| yuan + raise),
            1 => after.relevant_work_years = before.relevant_work_years.map(|years| years + raise % 10),
            2 => after.highest_degree = before.highest_degree.map(|rank| (rank + 1).min(DEGREES.len() - 1)),
            3 => after.months_per_year_in_china = before.months_per_year_in_china.map(|months| (months + 3).min(12)),
            4 => after.provincial_points = before.provincial_points.map(|points| (points + 1).min(10)),
            5 => after.language_teaching_years = before.language_teaching_years.map(|years| years + 1),
            6 => after.background = before.background.map(|_| [true; 4]),
            _ => Change::Chinese("hsk5").apply(&mut after),
        }
        if step == 7 && before.chinese_level.is_none() {
            return Ok(());
        }
        let (before, after) = (Preview::new(before), Preview::new(after));
        prop_assert!(after.points.low >= before.points.low && after.points.high >= before.points.high);
        let reach = |standing: &Standing| (standing.open[0], standing.open[1]);
        let order = |truth| match truth { Truth::No => 0, Truth::Unknown => 1, Truth::Yes => 2 };
        let (old, new) = (reach(&before.standing()), reach(&after.standing()));
        prop_assert!(order(new.0) >= order(old.0) && order(new.1) >= order(old.1), "{old:?} became {new:?}");
    }

    /// Every category that is called possible is reached by some completion: the best, the worst, and what lies between.
    #[test]
    fn the_best_that_is_possible_can_be_reached_by_claims(whole in anybody(), known in known()) {
        let mut open = partial(&whole, &known);
        open.denied_claims = permit::profile::Routes::default();
        prop_assume!(Preview::new(open).standing().conditions != Truth::No);
        prop_assert!(Preview::new(open).standing().is_possible(permit::classify::Category::A));
        open.claims.add("A-I");
        prop_assert_eq!(Preview::new(open).standing().category(), Some(permit::classify::Category::A));
    }
}

#[test]
fn the_day_of_the_tests_is_the_day_of_the_profiles() {
    assert_eq!(crate::profiles::whole().day(), TODAY);
}
