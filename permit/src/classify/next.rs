//! The next question that settles most: of the fields that are missing and still matter, the one whose answers leave the
//! fewest categories open on average.

use super::test::Look;
use super::{Preview, Standing, conditions, slot};
use crate::date;
use crate::policy::{Need, Route};
use crate::profile::{DEGREES, Field, Fields, Profile, Routes, Short};
use crate::truth::Truth;

/// The field to ask for next; `None` when no answer changes the conclusion.
#[must_use]
pub fn question(of: &Preview) -> Option<Field> {
    let pending = Pending::of(of);
    let open = pending.now.possible_count();
    if open < 2 {
        return None;
    }
    let mut best: Option<(usize, u32, Field)> = None;
    for field in Field::ALL
        .iter()
        .copied()
        .filter(|field| pending.missing.contains(*field))
    {
        let (mut answers, mut left) = (0, 0);
        let asked = pending.asked(field);
        while asked.matters
            && let Some(profile) = answer(&of.profile, field, answers)
        {
            left += pending.after(of, field, &asked, &profile).possible_count();
            answers += 1;
        }
        // Categories that an answer settles on average, in thousandths.
        let settled = (open * answers).saturating_sub(left) * 1_000 / answers.max(1);
        let points = of.points.items.iter().filter(|item| item.from.contains(&field));
        let width = points.map(|item| item.high - item.low).max().unwrap_or(0);
        if best.is_none_or(|(most, widest, _)| (settled, width) > (most, widest)) {
            best = Some((settled, width, field));
        }
    }
    best.map(|(.., field)| field)
}

/// What is not decided yet. A decided route stays as it is, whatever else is answered.
struct Pending {
    /// Where the profile stands.
    now: Standing,
    /// For each category, whether a route is open that is decided, or needs a claim and nothing else.
    decided: [Truth; 3],
    /// The other routes.
    routes: Vec<Open>,
    /// The missing fields that they look at.
    missing: Fields,
}

/// A route that is not decided yet.
struct Open {
    place: usize,
    route: &'static Route,
    /// The fields that it depends on.
    depends: Fields,
    /// The fields that each of its undecided needs depends on: an answer to no other alone can meet them all.
    meets: Fields,
}

impl Pending {
    fn of(of: &Preview) -> Self {
        let look = of.look();
        let mut pending = Self {
            now: Standing {
                conditions: Truth::all(conditions(&of.profile, &of.rules)),
                open: of.claimed,
            },
            decided: of.claimed,
            routes: Vec::with_capacity(24),
            missing: Fields::default(),
        };
        if of.claimed.contains(&Truth::Unknown) {
            pending.missing.add(Field::Claims);
        }
        for (place, route) in of.rules.weighed() {
            let truth = look.route(route, place);
            let open = slot(&mut pending.now.open, route.category);
            *open = Truth::any([*open, truth]);
            if truth != Truth::Unknown {
                let slot = slot(&mut pending.decided, route.category);
                *slot = Truth::any([*slot, truth]);
                continue;
            }
            let mut depends = Fields::default();
            let mut meets: Option<Fields> = None;
            for need in route.needs {
                let fields = look.depends(need);
                depends = depends.or(fields);
                if look.need(need, place) == Truth::Unknown {
                    meets = Some(meets.map_or(fields, |meets| meets.and(fields)));
                    undecided(&look, need, place, &mut pending.missing);
                }
            }
            pending.routes.push(Open {
                place,
                route,
                depends,
                meets: meets.unwrap_or_default(),
            });
        }
        pending
    }

    /// What an answer to a field may decide: where each category stands without, and the routes to look at again. Where
    /// another route keeps a category open, only one matters that the answer may meet.
    fn asked(&self, field: Field) -> Asked<'_> {
        let mut open = self.decided;
        for one in self.routes.iter().filter(|one| !one.depends.contains(field)) {
            let slot = slot(&mut open, one.route.category);
            *slot = Truth::any([*slot, Truth::Unknown]);
        }
        let matters = |one: &&Open| {
            let mut open = open;
            let category = *slot(&mut open, one.route.category);
            one.depends.contains(field) && (category == Truth::No || one.meets.contains(field))
        };
        let routes: Vec<&Open> = self.routes.iter().filter(matters).collect();
        Asked {
            open,
            matters: !routes.is_empty() || all_anew(field),
            routes,
        }
    }

    /// Where a profile stands that differs in one field.
    fn after(&self, of: &Preview, field: Field, asked: &Asked<'_>, profile: &Profile) -> Standing {
        if all_anew(field) {
            return Preview::new(*profile).standing();
        }
        let look = Look {
            profile,
            rules: of.rules,
            points: of.points.after(field, profile, of.rules.table()),
            age: profile.age(),
        };
        let mut open = asked.open;
        for one in &asked.routes {
            let slot = slot(&mut open, one.route.category);
            if *slot != Truth::Yes {
                *slot = Truth::any([*slot, look.route(one.route, one.place)]);
            }
        }
        Standing { open, ..self.now }
    }
}

/// Whether an answer changes more than a few routes: which there are, or all that claims decide.
fn all_anew(field: Field) -> bool {
    matches!(field, Field::Claims | Field::WorkPlace)
}

/// What an answer to one field may decide.
struct Asked<'a> {
    open: [Truth; 3],
    /// Whether it may decide anything.
    matters: bool,
    routes: Vec<&'a Open>,
}

/// Adds the missing fields that the undecided tests of an undecided need look at.
fn undecided(look: &Look<'_>, need: &Need, place: usize, missing: &mut Fields) {
    for test in need
        .tests()
        .filter(|test| look.test(test, place) == Truth::Unknown)
    {
        look.looked_at(test, &mut |field| {
            // Claims are asked until every route is claimed or denied; what the province adds can't be asked.
            let unsaid = field == Field::Claims || !field.is_known(look.profile);
            if unsaid && field != Field::ProvincialPoints {
                missing.add(field);
            }
        });
    }
}

/// The profile with the answer of this number, of a few that stand for all that could be given; `None` after the last.
fn answer(of: &Profile, field: Field, number: usize) -> Option<Profile> {
    /// The answer of this number.
    fn nth<T: Copy>(answers: &[T], number: usize) -> Option<T> {
        answers.get(number).copied()
    }
    let number_of = |answers: &[u32]| nth(answers, number).map(Some);
    let word_of = |answers: &[&'static str]| nth(answers, number).map(Some);
    let short_of = |answers: &[&str]| nth(answers, number).map(Short::new);
    let either = || nth(&[false, true], number);
    let mut p = *of;
    match field {
        Field::BirthDate => {
            let age = nth(&[24, 35, 58, 66], number)?;
            p.birth_date = Some(date::plus_months(of.day(), -12 * age));
        }
        Field::HighestDegree => p.highest_degree = (number < DEGREES.len()).then_some(Some(number))?,
        Field::RelevantWorkYears => p.relevant_work_years = number_of(&[0, 2, 17])?,
        Field::PositionKind => p.position_kind = word_of(&["professional", "language_teacher", "other"])?,
        Field::Claims | Field::DeniedClaims => p.denied_claims = nth(&[Routes::ALL], number)?,
        Field::WorkPlace => p.work_place = short_of(&["110000", "440300", "510000"])?,
        Field::AnnualSalary => p.annual_salary_cny = number_of(&[100_000, 450_000, 1_000_000])?,
        Field::Postdoc => p.postdoc_high_level = Some(either()?),
        Field::MonthsPerYear => p.months_per_year_in_china = number_of(&[0, 9])?,
        Field::VocationalLevel => p.vocational_level = word_of(&["none", "technician", "international_top"])?,
        Field::ChineseLevel => p.chinese_level = word_of(&["none", "hsk5"])?,
        Field::Background => p.background = Some([either()?, false, false, false]),
        Field::Nationality => p.nationality = short_of(&["GBR", "IND"])?,
        Field::TeachingLanguage => p.teaching_language = short_of(&["en", "fr"])?,
        Field::LanguageTeachingYears => p.language_teaching_years = number_of(&[0, 2])?,
        Field::TeachingQualification => p.teaching_qualification = word_of(&["none", "home_licence"])?,
        Field::DegreeCountry => p.degree_country = short_of(&["CHN", "GBR"])?,
        Field::DegreeDate => {
            let months: i32 = nth(&[6, 60], number)?;
            p.degree_date = Some(date::plus_months(of.day(), -months));
        }
        Field::DegreeMark => p.degree_mark_percent = number_of(&[70, 90])?,
        Field::StayDays => p.stay_days = number_of(&[60, 730])?,
        Field::OldIndustrialBase => p.old_industrial_base = Some(either()?),
        Field::SpecialArea => p.special_area = Some(either()?),
        Field::AsOf
        | Field::ProvincialPoints
        | Field::NoCriminalRecord
        | Field::Healthy
        | Field::EmployerInChina => return None,
    }
    Some(p)
}
