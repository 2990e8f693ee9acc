//! What an application needs: from the category in sight, the place and the circumstances, the documents and the steps.

use crate::classify::test::fields;
use crate::classify::{Category, Preview};
use crate::date::{self, Date};
use crate::policy::{self, DocumentRule, Need, Route, Test};
use crate::profile::{Field, Short};
use crate::truth::Truth;

/// A document that is needed, with what there is to know about it.
#[derive(Clone, Debug)]
pub struct Needed {
    /// The document.
    pub rule: &'static DocumentRule,
    /// Whether one may do without.
    pub optional: bool,
    /// Notes, in order.
    pub notes: Vec<Note>,
}

/// Something to know about a document: `document.note.<name>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    /// A promise is enough before entry.
    Promise,
    /// A promise is enough in category A.
    PromiseA,
    /// Category A lets a promise do, but not here: the category rests on this, by that route.
    Basis(&'static str),
    /// Carries an apostille of this country.
    Apostille(Short),
    /// Authenticated by a Chinese embassy or consulate in this country.
    Authenticated(Short),
    /// One or the other; the country is not known, or on no list.
    Either,
    /// Awarded in China: the original is enough.
    OriginalEnough,
    /// A Chinese translation, sealed by the employer.
    Translation,
    /// Not older than so many months on the day of filing: issued on this day or later.
    IssuedFrom {
        /// The months.
        months: u32,
        /// The earliest day of issue.
        from: Date,
    },
    /// Still valid so many months after filing: until this day or later.
    ValidUntil {
        /// The months.
        months: u32,
        /// The day.
        until: Date,
    },
    /// Because the category rests on pay that is promised.
    PayPromised,
}

/// What the person brings beside the profile.
#[derive(Clone, Copy, Debug)]
pub struct Circumstances {
    /// The category to prepare for.
    pub category: Category,
    /// The day on which one means to file.
    pub filing: Date,
    /// Whether family comes along.
    pub family: bool,
}

/// The documents, in the order of the guide.
#[must_use]
pub fn documents(of: &Preview, around: &Circumstances) -> Vec<Needed> {
    let basis = basis(of, around.category);
    of.rules
        .documents()
        .filter_map(|rule| needed(of, around, &basis, rule))
        .collect()
}

/// The routes on which the category rests: those that are met, or may yet be, when none is.
fn basis(of: &Preview, category: Category) -> Vec<&'static Route> {
    let look = of.look();
    let routes = |truth| -> Vec<&'static Route> {
        let of_category = of.rules.routes().filter(|(_, route)| route.category == category);
        of_category
            .filter(|(place, route)| look.route(route, *place) == truth)
            .map(|(_, route)| route)
            .collect()
    };
    let met = routes(Truth::Yes);
    if met.is_empty() {
        routes(Truth::Unknown)
            .into_iter()
            .filter(|route| !route.only_claim)
            .collect()
    } else {
        met
    }
}

fn tests(route: &Route) -> Vec<&'static Test> {
    let mut all = Vec::new();
    for need in route.needs {
        match need {
            Need::One(test) => all.push(test),
            Need::Any(lists) => all.extend(lists.iter().flat_map(|list| list.iter())),
        }
    }
    all
}

fn needed(
    of: &Preview,
    around: &Circumstances,
    basis: &[&'static Route],
    rule: &'static DocumentRule,
) -> Option<Needed> {
    let rests = |test: &dyn Fn(&Test) -> bool| basis.iter().any(|route| tests(route).into_iter().any(test));
    let pays = rests(&|test| matches!(test, Test::SalaryTimes(_) | Test::Points(_)));
    let mut notes = Vec::new();
    match rule.id {
        "kinship" if !around.family => return None,
        "salary_promise" if !pays => return None,
        "salary_promise" => notes.push(Note::PayPromised),
        "evidence"
            if !rests(&|test| {
                matches!(test, Test::Claim | Test::Points(_) | Test::TeachingQualification)
            }) =>
        {
            return None;
        }
        _ => {}
    }
    if rule.promise_a && around.category == Category::A {
        let on = |route: &&&'static Route| {
            tests(route)
                .into_iter()
                .flat_map(fields)
                .any(|field| rule.basis.contains(&field.name()))
        };
        notes.push(
            basis
                .iter()
                .find(on)
                .map_or(Note::PromiseA, |route| Note::Basis(route.id)),
        );
    }
    if rule.promise {
        notes.push(Note::Promise);
    }
    if rule.authentication {
        notes.push(authentication(of, rule));
    }
    if rule.translation {
        notes.push(Note::Translation);
    }
    notes.extend(validity(of, around, rule));
    Some(Needed {
        rule,
        optional: rule.id == "kinship",
        notes,
    })
}

/// A degree is authenticated where it was awarded; a police certificate where the person is a national or lives.
fn authentication(of: &Preview, rule: &DocumentRule) -> Note {
    let is_degree = rule.basis.contains(&Field::HighestDegree.name());
    let country = if is_degree {
        of.profile.degree_country
    } else {
        of.profile.nationality
    };
    let Some(country) = country else {
        return Note::Either;
    };
    match of.rules.has_apostille(country.as_str()) {
        _ if country.as_str() == "CHN" => Note::OriginalEnough,
        Some(true) => Note::Apostille(country),
        Some(false) => Note::Authenticated(country),
        None => Note::Either,
    }
}

fn validity(of: &Preview, around: &Circumstances, rule: &DocumentRule) -> Option<Note> {
    let place = of.profile.work_place;
    let months = policy::limit(rule.months, place.as_ref().map(Short::as_str), around.filing);
    let signed = i32::try_from(months).ok().filter(|months| *months > 0)?;
    Some(if rule.id == "passport" {
        Note::ValidUntil {
            months,
            until: date::plus_months(around.filing, signed),
        }
    } else {
        Note::IssuedFrom {
            months,
            from: date::plus_months(around.filing, -signed),
        }
    })
}

/// A step of the way: `stage.<name>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stage {
    /// Its name.
    pub name: &'static str,
    /// Its limit: working days of the authority, calendar days after entry.
    pub days: Option<u32>,
}

/// The steps from the application to the residence permit, with the limits of the place.
#[must_use]
pub fn stages(of: &Preview, around: &Circumstances) -> Vec<Stage> {
    let place = of.profile.work_place;
    let limit = |name: &str| policy::limit(name, place.as_ref().map(Short::as_str), around.filing);
    let quick = |name: &str| {
        let own = limit(&format!("{name}_a"));
        if around.category == Category::A && own > 0 {
            own
        } else {
            limit(name)
        }
    };
    let all = [
        ("apply", 0),
        ("pre_review", quick("pre_review_days")),
        ("acceptance", limit("acceptance_days")),
        ("review", quick("review_days")),
        ("letter", 0),
        ("visa", 0),
        ("entry", 0),
        ("residence", limit("residence_days")),
    ];
    // Papers are accepted on the spot where no place sets days for it.
    all.into_iter()
        .filter(|(name, days)| *name != "acceptance" || *days > 0)
        .map(|(name, days)| Stage {
            name,
            days: (days > 0).then_some(days),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Circumstances, Note, documents, stages};
    use crate::classify::{Category, Preview};
    use crate::date::Date;
    use crate::profile::{Profile, Short};

    const FILING: Date = Date::constant(2027, 1, 15);

    fn person() -> Profile {
        Profile {
            as_of: Some(Date::constant(2026, 11, 23)),
            work_place: Short::new("110000"),
            nationality: Short::new("GBR"),
            birth_date: Some(Date::constant(1990, 5, 1)),
            highest_degree: Some(2),
            degree_country: Short::new("EGY"),
            relevant_work_years: Some(5),
            position_kind: Some("professional"),
            annual_salary_cny: Some(900_000),
            ..Profile::default()
        }
    }

    fn ids(profile: Profile, around: Circumstances) -> Vec<&'static str> {
        documents(&Preview::new(profile), &around)
            .iter()
            .map(|one| one.rule.id)
            .collect()
    }

    fn notes(profile: Profile, around: Circumstances, id: &str) -> Vec<Note> {
        let all = documents(&Preview::new(profile), &around);
        all.into_iter().find(|one| one.rule.id == id).unwrap().notes
    }

    const B: Circumstances = Circumstances {
        category: Category::B,
        filing: FILING,
        family: false,
    };
    const A: Circumstances = Circumstances {
        category: Category::A,
        ..B
    };

    #[test]
    fn each_document_says_how_it_is_authenticated_and_how_old_it_may_be() {
        let record = notes(person(), B, "criminal_record");
        assert!(record.contains(&Note::Apostille(Short::new("GBR").unwrap())));
        assert!(record.contains(&Note::IssuedFrom {
            months: 6,
            from: Date::constant(2026, 7, 15)
        }));
        assert!(record.contains(&Note::Translation));
        let degree = notes(person(), B, "degree");
        assert!(degree.contains(&Note::Authenticated(Short::new("EGY").unwrap())));
        let from_china = Profile {
            degree_country: Short::new("CHN"),
            ..person()
        };
        assert!(notes(from_china, B, "degree").contains(&Note::OriginalEnough));
        let passport = notes(person(), B, "passport");
        assert_eq!(
            passport,
            [Note::ValidUntil {
                months: 6,
                until: Date::constant(2027, 7, 15)
            }]
        );
    }

    #[test]
    fn category_a_is_relieved_of_what_it_does_not_rest_on() {
        // Six times the wage: neither the degree nor the experience counts.
        assert!(notes(person(), A, "degree").contains(&Note::PromiseA));
        assert!(notes(person(), A, "criminal_record").contains(&Note::PromiseA));
        assert!(ids(person(), A).contains(&"salary_promise"));
        assert!(!notes(person(), B, "degree").contains(&Note::PromiseA));
        let by_points = Profile {
            annual_salary_cny: Some(450_000),
            highest_degree: Some(3),
            relevant_work_years: Some(17),
            months_per_year_in_china: Some(12),
            chinese_level: Some("hsk5"),
            background: Some([true, false, false, false]),
            ..person()
        };
        assert!(notes(by_points, A, "degree").contains(&Note::Basis("A-VI")));
        assert!(ids(by_points, A).contains(&"evidence"));
    }

    #[test]
    fn family_and_promised_pay_bring_their_own_papers() {
        assert!(!ids(person(), B).contains(&"kinship"));
        assert!(ids(person(), Circumstances { family: true, ..B }).contains(&"kinship"));
        let plain = Profile {
            annual_salary_cny: Some(100_000),
            ..person()
        };
        assert!(!ids(plain, B).contains(&"salary_promise"));
    }

    #[test]
    fn the_steps_have_the_place_s_limits() {
        let days = |place, around: Circumstances| -> Vec<(&str, u32)> {
            let preview = Preview::new(Profile {
                work_place: Short::new(place),
                ..person()
            });
            let all = stages(&preview, &around);
            all.into_iter()
                .filter_map(|stage| Some((stage.name, stage.days?)))
                .collect()
        };
        assert_eq!(
            days("110000", B),
            [
                ("pre_review", 3),
                ("acceptance", 2),
                ("review", 5),
                ("residence", 30)
            ]
        );
        assert_eq!(
            days("110000", A),
            [
                ("pre_review", 1),
                ("acceptance", 2),
                ("review", 5),
                ("residence", 30)
            ]
        );
        assert_eq!(
            days("510000", B),
            [("pre_review", 5), ("review", 10), ("residence", 30)]
        );
        assert_eq!(
            days("510000", A),
            [("pre_review", 5), ("review", 5), ("residence", 30)]
        );
        assert_eq!(
            days("440300", B),
            [("pre_review", 5), ("review", 7), ("residence", 30)]
        );
    }
}
