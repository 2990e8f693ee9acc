//! The next question that settles most: of the fields that are missing and still matter, the one whose answers leave the
//! fewest categories open on average.

use super::test::{Look, fields};
use super::{Category, Preview};
use crate::date;
use crate::policy::{Need, Test};
use crate::profile::{DEGREES, Field, Profile, Short};
use crate::truth::Truth;

/// The field to ask for next; `None` when no answer changes the conclusion.
#[must_use]
pub fn question(of: &Preview) -> Option<Field> {
    let standing = of.standing();
    let open = standing.possible_count();
    if open < 2 {
        return None;
    }
    let mut best: Option<(usize, u32, Field)> = None;
    for field in missing(of) {
        let answers = answers(&of.profile, field);
        let after = |profile: &Profile| {
            if field == Field::Claims {
                Preview::new(*profile)
            } else {
                of.with(*profile)
            }
        };
        let left: usize = answers
            .iter()
            .map(|profile| after(profile).standing().possible_count())
            .sum();
        // Categories that an answer settles on average, in thousandths.
        let settled = (open * answers.len()).saturating_sub(left) * 1_000 / answers.len().max(1);
        let points = of.points.items.iter().filter(|item| item.from.contains(&field));
        let width = points.map(|item| item.high - item.low).max().unwrap_or(0);
        if best.is_none_or(|(most, widest, _)| (settled, width) > (most, widest)) {
            best = Some((settled, width, field));
        }
    }
    best.map(|(.., field)| field)
}

/// The missing fields that an undecided test of an undecided route looks at, in the order of [`Field`].
fn missing(of: &Preview) -> Vec<Field> {
    let look = of.look();
    let mut fields = Vec::new();
    for (place, route) in of.rules.routes() {
        if look.route(route, place) != Truth::Unknown {
            continue;
        }
        for need in route
            .needs
            .iter()
            .filter(|need| look.need(need, place) == Truth::Unknown)
        {
            match need {
                Need::One(test) => undecided(&look, test, place, &mut fields),
                Need::Any(lists) => {
                    lists
                        .iter()
                        .flat_map(|list| list.iter())
                        .for_each(|test| undecided(&look, test, place, &mut fields));
                }
            }
        }
    }
    crate::order::sort_by_key(&mut fields, |field| *field);
    fields
}

fn undecided(look: &Look<'_>, test: &Test, place: usize, found: &mut Vec<Field>) {
    if look.test(test, place) != Truth::Unknown {
        return;
    }
    for field in fields(test) {
        // Claims are asked until every route is claimed or denied; what the province adds can't be asked.
        let missing = *field == Field::Claims || !field.is_known(look.profile);
        if missing && *field != Field::ProvincialPoints && !found.contains(field) {
            found.push(*field);
        }
    }
}

/// The profile with answers that stand for all that could be given.
fn answers(of: &Profile, field: Field) -> Vec<Profile> {
    let with = |change: &dyn Fn(&mut Profile)| {
        let mut profile = *of;
        change(&mut profile);
        profile
    };
    let day = of.day();
    let born = |age: i32| with(&|p| p.birth_date = Some(date::plus_months(day, age.saturating_mul(-12))));
    let numbers = |values: &[u32], put: &dyn Fn(&mut Profile, u32)| -> Vec<Profile> {
        values.iter().map(|value| with(&|p| put(p, *value))).collect()
    };
    let words = |values: &'static [&'static str], put: &dyn Fn(&mut Profile, &'static str)| -> Vec<Profile> {
        values.iter().map(|value| with(&|p| put(p, value))).collect()
    };
    let shorts = |values: &[&str], put: &dyn Fn(&mut Profile, Option<Short>)| -> Vec<Profile> {
        values
            .iter()
            .map(|value| with(&|p| put(p, Short::new(value))))
            .collect()
    };
    let both = |put: &dyn Fn(&mut Profile, bool)| -> Vec<Profile> {
        [false, true]
            .into_iter()
            .map(|value| with(&|p| put(p, value)))
            .collect()
    };
    match field {
        Field::BirthDate => [24, 35, 58, 66].into_iter().map(born).collect(),
        Field::HighestDegree => (0..DEGREES.len())
            .map(|rank| with(&|p| p.highest_degree = Some(rank)))
            .collect(),
        Field::RelevantWorkYears => numbers(&[0, 2, 17], &|p, years| p.relevant_work_years = Some(years)),
        Field::PositionKind => words(&["professional", "language_teacher", "other"], &|p, kind| {
            p.position_kind = Some(kind)
        }),
        Field::Claims | Field::DeniedClaims => vec![with(&|p| {
            for category in Category::ALL {
                p.denied_claims.add(category.letter());
            }
        })],
        Field::WorkPlace => shorts(&["110000", "440300", "510000"], &|p, place| p.work_place = place),
        Field::AnnualSalary => numbers(&[100_000, 450_000, 1_000_000], &|p, yuan| {
            p.annual_salary_cny = Some(yuan)
        }),
        Field::Postdoc => both(&|p, is| p.postdoc_high_level = Some(is)),
        Field::MonthsPerYear => numbers(&[0, 9], &|p, months| p.months_per_year_in_china = Some(months)),
        Field::VocationalLevel => words(&["none", "technician", "international_top"], &|p, level| {
            p.vocational_level = Some(level)
        }),
        Field::ChineseLevel => words(&["none", "hsk5"], &|p, level| p.chinese_level = Some(level)),
        Field::Background => both(&|p, has| p.background = Some([has, false, false, false])),
        Field::Nationality => shorts(&["GBR", "IND"], &|p, country| p.nationality = country),
        Field::TeachingLanguage => shorts(&["en", "fr"], &|p, language| p.teaching_language = language),
        Field::LanguageTeachingYears => numbers(&[0, 2], &|p, years| p.language_teaching_years = Some(years)),
        Field::TeachingQualification => words(&["none", "home_licence"], &|p, kind| {
            p.teaching_qualification = Some(kind)
        }),
        Field::DegreeCountry => shorts(&["CHN", "GBR"], &|p, country| p.degree_country = country),
        Field::DegreeDate => [6, 60]
            .into_iter()
            .map(|months| with(&|p| p.degree_date = Some(date::plus_months(day, -months))))
            .collect(),
        Field::DegreeMark => numbers(&[70, 90], &|p, mark| p.degree_mark_percent = Some(mark)),
        Field::StayDays => numbers(&[60, 730], &|p, days| p.stay_days = Some(days)),
        Field::OldIndustrialBase => both(&|p, is| p.old_industrial_base = Some(is)),
        Field::SpecialArea => both(&|p, is| p.special_area = Some(is)),
        Field::AsOf
        | Field::ProvincialPoints
        | Field::NoCriminalRecord
        | Field::Healthy
        | Field::EmployerInChina => Vec::new(),
    }
}
