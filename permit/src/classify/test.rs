//! One test of a route: met, not met, or not yet known; and what it looked at.

use super::{Category, points};
use crate::date;
use crate::policy::{Need, Route, Rules, Test, Waiver, Who};
use crate::profile::{Field, Fields, Profile, TEACHING_QUALIFICATIONS};
use crate::truth::{Truth, at_least};

/// What tests look at: the profile, the rules that hold for it, and its points.
#[derive(Clone, Copy, Debug)]
pub struct Look<'a> {
    /// The profile.
    pub profile: &'a Profile,
    /// The rules.
    pub rules: Rules,
    /// The sum of the points, least and greatest.
    pub points: (u32, u32),
    /// Age on the day.
    pub age: Option<u32>,
}

fn known<T>(value: Option<T>, test: impl FnOnce(T) -> bool) -> Truth {
    value.map_or(Truth::Unknown, |value| test(value).into())
}

impl Look<'_> {
    /// Whether a need of the route at this place is met.
    #[must_use]
    pub fn need(&self, need: &Need, route: usize) -> Truth {
        match need {
            Need::One(test) => self.test(test, route),
            Need::Any(lists) => Truth::any(lists.iter().map(|list| self.all(list, route))),
        }
    }

    /// Every field that a need depends on, whatever is known.
    #[must_use]
    pub fn depends(&self, need: &Need) -> Fields {
        let mut all = Fields::default();
        for test in need.tests() {
            fields(test).iter().for_each(|field| all.add(*field));
            if matches!(test, Test::WorkYears(_)) {
                self.waiver_fields(&mut |field| all.add(field));
            }
        }
        all
    }

    /// The fields that a test looks at, in order. Where the years of work are not enough, also those of what waives them.
    pub fn looked_at(&self, test: &Test, each: &mut impl FnMut(Field)) {
        fields(test).iter().for_each(|field| each(*field));
        if let (Test::WorkYears(least), Some(years)) = (test, self.profile.relevant_work_years)
            && years < *least
        {
            self.waiver_fields(each);
        }
    }

    fn waiver_fields(&self, each: &mut impl FnMut(Field)) {
        let here = self.rules.waivers();
        for waiver in here.chain(self.rules.waivers_somewhere()) {
            waiver
                .needs
                .iter()
                .flat_map(fields)
                .for_each(|field| each(*field));
            each(Field::WorkPlace);
        }
    }

    /// Whether the route at this place is open: everything it needs is met. The first that is not settles it.
    #[must_use]
    pub fn route(&self, route: &Route, place: usize) -> Truth {
        let claim = |need: &Need| matches!(need, Need::One(Test::Claim));
        // A claim costs no more than a bit to look up.
        if route.needs.iter().any(claim) && self.test(&Test::Claim, place) == Truth::No {
            return Truth::No;
        }
        let mut all = Truth::Yes;
        for need in route.needs {
            all = Truth::all([all, self.need(need, place)]);
            if all == Truth::No {
                break;
            }
        }
        all
    }

    fn all(&self, tests: &[Test], route: usize) -> Truth {
        Truth::all(tests.iter().map(|test| self.test(test, route)))
    }

    /// Whether a test is met.
    #[must_use]
    pub fn test(&self, test: &Test, route: usize) -> Truth {
        let profile = self.profile;
        match *test {
            Test::Claim if profile.claims.contains(route) => Truth::Yes,
            Test::Claim if profile.denied_claims.contains(route) => Truth::No,
            Test::Claim | Test::Discretion(_) => Truth::Unknown,
            Test::Degree(least) => known(profile.highest_degree, |rank| rank >= least),
            Test::WorkYears(least) => {
                let worked = known(profile.relevant_work_years, |years| years >= least);
                if worked == Truth::Yes {
                    worked
                } else {
                    Truth::any([worked, self.waived()])
                }
            }
            Test::Vocational(kinds) => known(profile.vocational_level, |level| kinds.contains(&level)),
            Test::Position(kinds) => known(profile.position_kind, |kind| kinds.contains(&kind)),
            Test::SalaryTimes(times) => match self.rules.baseline() {
                Some(base) => known(profile.annual_salary_cny, |yuan| yuan >= base.times(times)),
                None => Truth::Unknown,
            },
            Test::Points(category) => at_least(self.points.0, self.points.1, self.needed(category)),
            Test::Age { at_most, beyond } => match self.age {
                Some(age) if age <= at_most => Truth::Yes,
                Some(_) if beyond.is_none() => Truth::No,
                _ => Truth::Unknown,
            },
            Test::Postdoc => known(profile.postdoc_high_level, |is| is),
            Test::MotherTongue => self.mother_tongue(),
            Test::TeachingYears(least) => known(profile.language_teaching_years, |years| years >= least),
            Test::TeachingQualification => known(profile.teaching_qualification, |kind| {
                TEACHING_QUALIFICATIONS.first() != Some(&kind)
            }),
            Test::DegreeIn(country) => known(profile.degree_country, |place| place.as_str() == country),
            Test::TopUniversity => profile
                .has_background("top_university")
                .map_or(Truth::Unknown, Truth::from),
            Test::Graduated(months) => known(profile.degree_date, |day| {
                let months = i32::try_from(months).unwrap_or(i32::MAX);
                // A degree of a later day is not obtained yet.
                (day..=date::plus_months(day, months)).contains(&profile.day())
            }),
            Test::Mark(least) => known(profile.degree_mark_percent, |mark| mark >= least),
            Test::Stay(most) => known(profile.stay_days, |days| days <= most),
        }
    }

    /// Who decides about points that no answer gives, where these make the difference.
    fn points_decided_by(&self, category: Category) -> Option<&'static str> {
        let table = self.rules.table();
        let local = self.profile.provincial_points.map_or(table.local, |_| 0);
        let listed = if points::is_left_to_the_city(self.profile, table) {
            table.place_max
        } else {
            0
        };
        let without = self.points.1.saturating_sub(local).saturating_sub(listed);
        let who = if local > 0 { "province" } else { "city" };
        (local + listed > 0 && without < self.needed(category)).then_some(who)
    }

    /// The points that a category needs.
    #[must_use]
    pub fn needed(&self, category: Category) -> u32 {
        let table = self.rules.table();
        if category == Category::A { table.a } else { table.b }
    }

    /// Whether this place does not ask the years of work of this person; while no place is known, some place may not.
    fn waived(&self) -> Truth {
        let here = Truth::any(self.rules.waivers().map(|waiver| self.waiver(waiver)));
        let somewhere = || Truth::any(self.rules.waivers_somewhere().map(|waiver| self.waiver(waiver)));
        if here == Truth::No && somewhere() != Truth::No {
            Truth::Unknown
        } else {
            here
        }
    }

    /// The waiver that meets a test of the years of work, or else of the first that may.
    #[must_use]
    pub fn waived_by(&self, test: &Test) -> Option<&'static Waiver> {
        let Test::WorkYears(least) = test else {
            return None;
        };
        // Until too few years are known, there is nothing to waive.
        if self.profile.relevant_work_years? >= *least {
            return None;
        }
        let of = |truth: Truth| {
            let mut all = self.rules.waivers().chain(self.rules.waivers_somewhere());
            all.find(|waiver| self.waiver(waiver) == truth)
        };
        of(Truth::Yes).or_else(|| of(Truth::Unknown))
    }

    /// Whether only somebody's discretion keeps a waiver from holding.
    fn is_left_to_the_city(&self, waiver: &Waiver) -> bool {
        let open = |test: &&Test| self.test(test, usize::MAX) == Truth::Unknown;
        self.waiver(waiver) == Truth::Unknown
            && waiver
                .needs
                .iter()
                .filter(open)
                .all(|test| matches!(test, Test::Discretion(_)))
    }

    /// Whether a waiver holds for this person; it needs no claim.
    #[must_use]
    pub fn waiver(&self, waiver: &Waiver) -> Truth {
        self.all(waiver.needs, usize::MAX)
    }

    /// A language that no list names is the city's to judge.
    fn mother_tongue(&self) -> Truth {
        let (Some(language), Some(country)) = (self.profile.teaching_language, self.profile.nationality)
        else {
            return Truth::Unknown;
        };
        let of = self.rules.is_mother_tongue(language.as_str(), country.as_str());
        of.map_or(Truth::Unknown, Truth::from)
    }

    /// Who decides a test that no answer settles: the tail of `decides.<who>`.
    #[must_use]
    pub fn decided_by(&self, test: &Test, route: usize) -> Option<&'static str> {
        if self.test(test, route) != Truth::Unknown {
            return None;
        }
        match *test {
            Test::Discretion(who) => Some(name(who)),
            Test::SalaryTimes(_) if self.profile.work_place.is_some() && self.rules.baseline().is_none() => {
                Some("city")
            }
            Test::Age {
                beyond: Some(who), ..
            } if self.age.is_some() => Some(name(who)),
            Test::MotherTongue
                if self.profile.teaching_language.is_some() && self.profile.nationality.is_some() =>
            {
                Some("city")
            }
            Test::WorkYears(_)
                if self.profile.relevant_work_years.is_some()
                    && self
                        .rules
                        .waivers()
                        .any(|waiver| self.is_left_to_the_city(waiver)) =>
            {
                Some("city")
            }
            Test::Points(category) => self.points_decided_by(category),
            _ => None,
        }
    }
}

fn name(who: Who) -> &'static str {
    match who {
        Who::City => "city",
        Who::Quota => "quota",
    }
}

/// The fields that a test looks at.
#[must_use]
pub fn fields(test: &Test) -> &'static [Field] {
    match test {
        Test::Claim => &[Field::Claims],
        Test::Degree(_) => &[Field::HighestDegree],
        Test::WorkYears(_) => &[Field::RelevantWorkYears],
        Test::Vocational(_) => &[Field::VocationalLevel],
        Test::Position(_) => &[Field::PositionKind],
        Test::SalaryTimes(_) => &[Field::AnnualSalary, Field::WorkPlace],
        Test::Points(_) => &[
            Field::AnnualSalary,
            Field::HighestDegree,
            Field::VocationalLevel,
            Field::RelevantWorkYears,
            Field::MonthsPerYear,
            Field::ChineseLevel,
            Field::WorkPlace,
            Field::OldIndustrialBase,
            Field::SpecialArea,
            Field::BirthDate,
            Field::Background,
            Field::ProvincialPoints,
        ],
        Test::Age { .. } => &[Field::BirthDate],
        Test::Postdoc => &[Field::Postdoc],
        Test::MotherTongue => &[Field::Nationality, Field::TeachingLanguage],
        Test::TeachingYears(_) => &[Field::LanguageTeachingYears],
        Test::TeachingQualification => &[Field::TeachingQualification],
        Test::DegreeIn(_) => &[Field::DegreeCountry],
        Test::TopUniversity => &[Field::Background],
        Test::Graduated(_) => &[Field::DegreeDate],
        Test::Mark(_) => &[Field::DegreeMark],
        Test::Stay(_) => &[Field::StayDays],
        Test::Discretion(_) => &[],
    }
}
