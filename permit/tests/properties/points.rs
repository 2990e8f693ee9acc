//! The range of points over answers that are missing: no completion leaves it, and both its ends are reached.

use crate::common::{draft, today};
use permit::classify::{Preview, preview};
use permit::draft::Draft;
use permit::forms::post::SPECIAL_PROVINCES;
use permit::province;
use permit::truth::Truth;
use proptest::prelude::*;
use proptest::sample::select;

/// A question that gives points, with an answer that gives the least, and one that gives the most.
struct Factor {
    question: &'static str,
    least: &'static str,
    most: &'static str,
}

const fn factor(question: &'static str, least: &'static str, most: &'static str) -> Factor {
    Factor {
        question,
        least,
        most,
    }
}

const FACTORS: [Factor; 10] = [
    factor("birth_date", "1950-01-01", "1990-01-01"),
    factor("annual_salary_cny", "0", "450000"),
    factor("highest_degree", "none", "doctor"),
    factor("vocational_level", "none", "international_top"),
    factor("relevant_work_years", "0", "17"),
    factor("months_per_year_in_china", "0", "12"),
    factor("chinese_level", "none", "hsk5"),
    factor("ever_chinese_national", "no", "yes"),
    factor("background", "none", "patent"),
    factor("work_province", "110000", "510000"),
];

/// The answers of somebody, whole; in the order of [`FACTORS`], then the special area and the direct route.
fn profile() -> impl Strategy<Value = Vec<String>> {
    let choice = |id: &str| {
        let choices = permit::forms::question(id).unwrap().choices();
        select(choices).prop_map(str::to_owned)
    };
    (
        (
            (1940i16..2012, 1i8..=12, 1i8..=28).prop_map(|(y, m, d)| format!("{y}-{m}-{d}")),
            prop_oneof![
                0u32..1_000_000,
                select(&[50_000u32, 69_999, 70_000, 450_000, 859_464][..])
            ]
            .prop_map(|yuan| yuan.to_string()),
            choice("highest_degree"),
            choice("vocational_level"),
            (0u32..25).prop_map(|years| years.to_string()),
            (0u32..=12).prop_map(|months| months.to_string()),
            choice("chinese_level"),
            choice("ever_chinese_national"),
            choice("background"),
            select(province::CODES).prop_map(str::to_owned),
        ),
        select(&["no", "yes"][..]).prop_map(str::to_owned),
        choice("direct_route"),
    )
        .prop_map(|((a, b, c, d, e, f, g, h, i, j), special, direct)| {
            vec![a, b, c, d, e, f, g, h, i, j, special, direct]
        })
}

fn questions() -> Vec<&'static str> {
    let factors = FACTORS.iter().map(|factor| factor.question);
    factors.chain(["special_area", "direct_route"]).collect()
}

/// A draft of the answers that are known.
fn known(profile: &[String], known: &[bool]) -> Draft {
    let questions = questions();
    let answers: Vec<(&str, &str)> = questions
        .into_iter()
        .zip(profile)
        .zip(known)
        .filter(|(_, known)| **known)
        .map(|((question, answer), _)| (question, answer.as_str()))
        .collect();
    draft(&answers)
}

/// The missing answers filled in so that each gives the least, or the most.
fn filled(partial: &Draft, most: bool) -> Preview {
    let mut answers: Vec<(String, String)> = partial
        .entries
        .iter()
        .map(|(key, entry)| (key.to_string(), entry.value.clone()))
        .collect();
    let given = |question: &str, answers: &[(String, String)]| answers.iter().any(|(key, _)| key == question);
    for factor in &FACTORS {
        if !given(factor.question, &answers) {
            let answer = if most { factor.most } else { factor.least };
            answers.push((factor.question.into(), answer.into()));
        }
    }
    if !given("special_area", &answers) {
        answers.push(("special_area".into(), if most { "yes" } else { "no" }.into()));
    }
    let answers: Vec<(&str, &str)> = answers.iter().map(|(key, value)| (&**key, &**value)).collect();
    preview(&draft(&answers), today())
}

fn settled(truth: Truth, later: Truth) -> bool {
    truth == Truth::Unknown || truth == later
}

proptest! {
    #[test]
    fn every_completion_lies_in_the_range(profile in profile(), given in prop::collection::vec(any::<bool>(), 12)) {
        let early = preview(&known(&profile, &given), today());
        let whole = preview(&known(&profile, &[true; 12]), today());
        prop_assert_eq!(whole.points.low, whole.points.high, "a whole profile has one number of points");
        prop_assert!(early.points.low <= whole.points.low && whole.points.high <= early.points.high);
        for (early, whole) in early.points.lines.iter().zip(&whole.points.lines) {
            prop_assert!(early.low <= whole.low && whole.high <= early.high, "{}", early.group);
        }
        prop_assert!(settled(early.a, whole.a) && settled(early.b, whole.b) && settled(early.adult, whole.adult));
        for (early, whole) in early.routes.iter().zip(&whole.routes) {
            prop_assert!(settled(early.truth(), whole.truth()), "{}", early.id);
        }
        let possible = early.possible();
        prop_assert!(whole.possible().iter().all(|category| possible.contains(category)));
    }

    #[test]
    fn both_ends_of_the_range_are_reached(profile in profile(), given in prop::collection::vec(any::<bool>(), 12)) {
        let partial = known(&profile, &given);
        let early = preview(&partial, today());
        let (least, most) = (filled(&partial, false), filled(&partial, true));
        prop_assert_eq!((least.points.low, least.points.high), (early.points.low, early.points.low));
        prop_assert_eq!((most.points.low, most.points.high), (early.points.high, early.points.high));
    }

    /// "Unsure" about the place keeps both outcomes open, and only there.
    #[test]
    fn who_is_unsure_keeps_both_outcomes(mut profile in profile(), province in select(SPECIAL_PROVINCES)) {
        profile[9] = province.into();
        let mut with = |special: &str| {
            profile[10] = special.into();
            preview(&known(&profile, &[true; 12]), today()).points
        };
        let (no, yes, unsure) = (with("no"), with("yes"), with("unsure"));
        prop_assert_eq!((unsure.low, unsure.high), (no.low, yes.high));
        prop_assert_eq!(yes.low, no.low + 10);
    }
}
