//! What would change it: every suggestion really does what it says, nothing that nobody can change is suggested, and the
//! next question is one that is missing.

use crate::profiles::{anybody, known, partial, whole};
use permit::classify::change::changes;
use permit::classify::next::Asked;
use permit::classify::{Category, Preview, next};
use permit::profile::{Change, Field, Fields, Profile, Short};
use proptest::prelude::*;

fn suggested(change: impl FnOnce(&mut Profile)) -> Vec<(Category, Vec<Change>, &'static str)> {
    let mut profile = whole();
    change(&mut profile);
    changes(&Preview::new(profile))
        .into_iter()
        .map(|one| (one.to, one.set, one.by))
        .collect()
}

#[test]
fn pay_is_suggested_by_how_much() {
    assert!(suggested(|_| {}).contains(&(Category::A, vec![Change::Salary(859_464)], "A-III-7")));
    let shanghai = suggested(|p| p.work_place = Short::new("310000"));
    assert!(shanghai.contains(&(Category::A, vec![Change::Salary(895_248)], "A-III-7")));
}

#[test]
fn the_least_that_is_enough_is_suggested_and_the_easiest_first() {
    // 57 points and no route to B: three points, by Chinese before anything else.
    let short = |p: &mut Profile| {
        p.position_kind = Some("other");
        p.annual_salary_cny = Some(70_000);
        p.chinese_level = Some("none");
        p.relevant_work_years = Some(4);
        p.provincial_points = Some(0);
        p.birth_date = crate::profiles::aged(33);
        p.highest_degree = Some(1);
        p.months_per_year_in_china = Some(12);
        p.background = Some([false; 4]);
    };
    let mut profile = whole();
    short(&mut profile);
    let points = Preview::new(profile).points.low;
    assert_eq!(points, 55);
    let found = suggested(short);
    let first = found.iter().find(|(to, ..)| *to == Category::B).unwrap();
    assert_eq!(first, &(Category::B, vec![Change::Chinese("hsk5")], "B-6"));
    let paid = suggested(|p| {
        short(p);
        p.annual_salary_cny = Some(100_000);
    });
    assert!(paid.contains(&(Category::B, vec![Change::Salary(250_000)], "B-6")));
    let pays = |set: &[Change]| set.iter().any(|change| matches!(change, Change::Salary(_)));
    assert!(
        !found.iter().any(|(_, set, _)| pays(set)),
        "more than three times the pay is no advice"
    );
    assert!(found.contains(&(Category::B, vec![Change::Position("professional")], "B-1.5")));
}

#[test]
fn a_teacher_is_told_of_the_certificate() {
    let found = suggested(|p| {
        p.position_kind = Some("language_teacher");
        p.annual_salary_cny = Some(0);
        p.months_per_year_in_china = Some(0);
        p.relevant_work_years = Some(0);
    });
    assert!(found.contains(&(
        Category::B,
        vec![Change::TeachingQualification("certificate_120h")],
        "B-3"
    )));
}

/// At 55, a year more of work is a year less for the points of age: what they lose together is not suggested.
#[test]
fn more_years_of_work_make_older() {
    let years = |age| {
        let found = suggested(|p| {
            p.position_kind = Some("other");
            p.birth_date = crate::profiles::aged(age);
            p.chinese_level = Some("none");
            p.annual_salary_cny = Some(450_000);
            p.highest_degree = Some(0);
            p.relevant_work_years = Some(5);
        });
        let to_b = found.into_iter().filter(|(to, ..)| *to == Category::B);
        to_b.filter(|(_, set, _)| matches!(set[..], [Change::WorkYears(_)]))
            .map(|(_, set, _)| set)
            .next()
    };
    // 20 for pay, 8 for years, 15 for months, 15 for age: 58.
    assert_eq!(years(33), Some(vec![Change::WorkYears(7)]));
    assert_eq!(years(45), None);
}

#[test]
fn nothing_is_said_twice_and_nobody_without_a_degree_is_told_to_become_a_doctor() {
    let found = suggested(|p| {
        p.position_kind = Some("other");
        p.highest_degree = Some(0);
        p.relevant_work_years = Some(1);
        p.annual_salary_cny = Some(400_000);
    });
    assert!(!found.is_empty());
    for (to, set, by) in &found {
        assert!(by.starts_with(to.letter()), "{by} is a route to {to:?}");
        assert!(
            !set.contains(&Change::Degree(3)) && !set.contains(&Change::Degree(2)),
            "{set:?}"
        );
        assert_eq!(
            found.iter().filter(|(_, other, _)| other == set).count(),
            1,
            "{set:?}"
        );
    }
}

#[test]
fn who_has_everything_is_told_nothing() {
    assert_eq!(suggested(|p| assert!(p.claims.add("A-I"))), []);
    assert_eq!(
        suggested(|p| p.birth_date = crate::profiles::aged(17)),
        [],
        "no change makes somebody older"
    );
}

#[test]
fn the_next_question_can_still_settle_something() {
    let ask = |field: Field, change: &dyn Fn(&mut Profile)| {
        let mut profile = whole();
        crate::profiles::forget(&mut profile, field);
        change(&mut profile);
        next::question(&Preview::new(profile), &Asked::default())
    };
    // Nothing else can make a B of somebody without a post that counts.
    let poor = |p: &mut Profile| p.annual_salary_cny = Some(0);
    assert_eq!(
        ask(Field::PositionKind, &|p| {
            poor(p);
            p.months_per_year_in_china = Some(0);
        }),
        Some(Field::PositionKind)
    );
    assert_eq!(ask(Field::Postdoc, &|_| {}), Some(Field::Postdoc));
    assert_eq!(next::question(&Preview::new(whole()), &Asked::default()), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn every_suggestion_does_what_it_says(whole in anybody(), known in known()) {
        let before = Preview::new(partial(&whole, &known));
        let floor = before.standing().floor();
        for suggestion in changes(&before) {
            let mut profile = before.profile;
            for change in &suggestion.set {
                prop_assert!(!matches!(change.field(), Field::BirthDate | Field::Nationality));
                change.apply(&mut profile);
            }
            let after = Preview::new(profile);
            let certain = after.standing().floor().unwrap();
            prop_assert!(certain == suggestion.to && Some(certain) < floor, "{suggestion:?}");
            prop_assert!(suggestion.set.len() <= 2, "{suggestion:?}");
            let pay = (before.profile.annual_salary_cny, after.profile.annual_salary_cny);
            if let (Some(now), Some(then)) = pay {
                prop_assert!(then <= now * 3, "{suggestion:?}");
            }
            let degree = before.profile.highest_degree.unwrap_or(0);
            prop_assert!(after.profile.highest_degree.unwrap_or(0) <= degree + 1, "{suggestion:?}");
            let (place, route) = after.rules.routes().find(|(_, route)| route.id == suggestion.by).unwrap();
            prop_assert!(after.look().route(route, place).is_yes(), "{suggestion:?}");
            // More years of work make older, and it still holds.
            let years = (before.profile.relevant_work_years, after.profile.relevant_work_years);
            if let (Some(now), Some(then), Some(birth)) = (years.0, years.1, before.profile.birth_date) {
                let mut older = after.profile;
                let months = i32::try_from(then - now).unwrap() * 12;
                older.birth_date = Some(permit::date::plus_months(birth, -months));
                let certain = Preview::new(older).standing().floor();
                prop_assert!(certain.is_some_and(|certain| certain <= suggestion.to), "{suggestion:?}");
            }
            // One less, and it is not enough.
            for without in 0..suggestion.set.len() {
                let mut profile = before.profile;
                let others = suggestion.set.iter().enumerate().filter(|(place, _)| *place != without);
                others.for_each(|(_, change)| change.apply(&mut profile));
                let less = Preview::new(profile).standing().floor();
                prop_assert!(less > Some(suggestion.to), "{suggestion:?} without {without}");
            }
        }
    }

    #[test]
    fn the_next_question_is_missing_and_matters(whole in anybody(), known in known()) {
        let preview = Preview::new(partial(&whole, &known));
        let next = next::question(&preview, &Asked::default());
        if preview.standing().possible().len() < 2 {
            prop_assert_eq!(next, None);
        }
        if let Some(field) = next {
            prop_assert!(field == Field::Claims || !field.is_known(&preview.profile), "{field:?}");
        }
    }

    /// Whatever was asked in vain, another is named, until there is none; never one that nobody can answer.
    #[test]
    fn what_was_asked_is_not_named_again(whole in anybody(), known in known()) {
        let preview = Preview::new(partial(&whole, &known));
        let mut asked = Fields::default();
        while let Some(field) = next::question(&preview, &Asked::fields(asked)) {
            prop_assert!(!asked.contains(field), "{field:?}");
            prop_assert!(!field.questions().is_empty(), "{field:?}");
            let place = preview.profile.work_place.is_some();
            prop_assert!(place || !matches!(field, Field::OldIndustrialBase | Field::SpecialArea));
            asked.add(field);
        }
    }
}
