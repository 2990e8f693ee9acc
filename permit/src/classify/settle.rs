//! Which answer settles most: for each step, answers that people give are put in, and it is counted how many categories
//! each leaves. The worst of them counts, which is what a step settles whatever the answer is. An average would ask
//! everybody for prizes first: hardly anybody has one, but whoever has is done.

use super::Preview;
use super::next::Step;
use crate::date;
use crate::order;
use crate::profile::{
    CHINESE, DEGREES, Field, POSITIONS, Profile, Routes, Short, TEACHING_QUALIFICATIONS, VOCATIONAL,
};

/// The step that settles most; of equals, the first.
pub(super) fn first(of: &Preview, steps: &[Step]) -> Option<Step> {
    let [only] = steps else {
        let mut best: Option<(usize, Step)> = None;
        for step in steps {
            let left = left(of, *step);
            if best.is_none_or(|(least, _)| left < least) {
                best = Some((left, *step));
            }
            // Nothing can settle more.
            if left <= 1 {
                break;
            }
        }
        return best.map(|(_, step)| step);
    };
    Some(*only)
}

/// Puts what settles most first; equals keep their order.
pub(super) fn sort(of: &Preview, steps: &mut Vec<Step>) {
    let mut all: Vec<(usize, usize, Step)> = Vec::with_capacity(steps.len());
    all.extend(
        steps
            .iter()
            .enumerate()
            .map(|(place, step)| (left(of, *step), place, *step)),
    );
    order::sort_by_key(&mut all, |(left, place, _)| (*left, *place));
    *steps = all.into_iter().map(|(.., step)| step).collect();
}

/// How many categories the worst answer to a step leaves.
fn left(of: &Preview, step: Step) -> usize {
    let mut worst = None;
    each(of, step, &mut |profile| {
        worst = worst.max(Some(of.with(profile).standing().possible_count()));
    });
    worst.unwrap_or_else(|| of.standing().possible_count())
}

/// Answers to a step that people give.
fn each(of: &Preview, step: Step, then: &mut impl FnMut(Profile)) {
    let before = of.profile;
    let mut with = |change: &dyn Fn(&mut Profile)| {
        let mut profile = before;
        change(&mut profile);
        then(profile);
    };
    let day = before.day();
    match step.field {
        Field::HighestDegree => {
            (0..DEGREES.len()).for_each(|rank| with(&|p| p.highest_degree = Some(rank)));
        }
        Field::RelevantWorkYears => {
            [0, 2, 5, 12]
                .iter()
                .for_each(|years| with(&|p| p.relevant_work_years = Some(*years)));
        }
        Field::PositionKind => {
            POSITIONS
                .iter()
                .for_each(|kind| with(&|p| p.position_kind = Some(kind)));
        }
        Field::WorkPlace => {
            ["110000", "310000", "320000", "510000"]
                .iter()
                .for_each(|place| with(&|p| p.work_place = Short::new(place)));
        }
        Field::AnnualSalary => {
            [100_000, 200_000, 300_000, 450_000, 900_000]
                .iter()
                .for_each(|yuan| with(&|p| p.annual_salary_cny = Some(*yuan)));
        }
        Field::Claims => {
            with(&|p| p.denied_claims = p.denied_claims.or(step.claims));
            with(&|p| p.claims = p.claims.or(Routes::first(step.claims)));
        }
        Field::Postdoc => {
            with(&|p| p.postdoc_high_level = Some(false));
            with(&|p| p.postdoc_high_level = Some(true));
        }
        Field::BirthDate => {
            [24, 35, 50, 58, 63].iter().for_each(|age| {
                with(&|p| p.birth_date = Some(date::plus_months(day, -12 * age - 6)));
            });
        }
        Field::DegreeCountry => {
            ["CHN", "GBR"]
                .iter()
                .for_each(|country| with(&|p| p.degree_country = Short::new(country)));
        }
        Field::DegreeDate => {
            [3, 36]
                .iter()
                .for_each(|months| with(&|p| p.degree_date = Some(date::plus_months(day, -months))));
        }
        Field::DegreeMark => {
            [70, 90]
                .iter()
                .for_each(|mark| with(&|p| p.degree_mark_percent = Some(*mark)));
        }
        Field::VocationalLevel => {
            VOCATIONAL
                .iter()
                .for_each(|level| with(&|p| p.vocational_level = Some(level)));
        }
        // One question asks for both.
        Field::OldIndustrialBase | Field::SpecialArea => {
            [false, true].into_iter().for_each(|listed| {
                with(&|p| {
                    p.old_industrial_base = Some(listed);
                    p.special_area = Some(false);
                });
            });
        }
        Field::Nationality => {
            ["GBR", "FRA", "PHL"]
                .iter()
                .for_each(|nation| with(&|p| p.nationality = Short::new(nation)));
        }
        Field::TeachingLanguage => {
            ["en", "fr", "ko"]
                .iter()
                .for_each(|tongue| with(&|p| p.teaching_language = Short::new(tongue)));
        }
        Field::LanguageTeachingYears => {
            [0, 2, 5]
                .iter()
                .for_each(|years| with(&|p| p.language_teaching_years = Some(*years)));
        }
        Field::TeachingQualification => {
            let kinds = TEACHING_QUALIFICATIONS.iter();
            kinds.for_each(|kind| with(&|p| p.teaching_qualification = Some(kind)));
        }
        Field::Background => {
            [false, true].into_iter().for_each(|any| {
                with(&|p| p.background = Some([any, false, false, false]));
            });
        }
        Field::ChineseLevel => {
            for level in [CHINESE.first(), CHINESE.get(3), CHINESE.get(5)]
                .into_iter()
                .flatten()
            {
                with(&|p| {
                    p.chinese_level = Some(level);
                    p.may_be_former_national = false;
                });
            }
        }
        Field::MonthsPerYear => {
            [12, 9, 5]
                .iter()
                .for_each(|months| with(&|p| p.months_per_year_in_china = Some(*months)));
        }
        Field::StayDays => {
            [60, 730]
                .iter()
                .for_each(|days| with(&|p| p.stay_days = Some(*days)));
        }
        _ => {}
    }
}
