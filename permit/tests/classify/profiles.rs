//! Profiles: one that is known in full, to change one field at a time; and random ones.

use permit::classify::Preview;
use permit::date::{self, Date};
use permit::profile::{
    CHINESE, DEGREES, Field, POSITIONS, Profile, Routes, Short, TEACHING_QUALIFICATIONS, VOCATIONAL,
};
use permit::truth::Truth;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

/// The day on which the tests play.
pub const TODAY: Date = Date::constant(2026, 11, 23);

/// So many years old since a month.
pub fn aged(years: i32) -> Option<Date> {
    Some(date::plus_months(TODAY, -12 * years - 1))
}

/// Case (a) of the domain notes' points table: 70 points, and no claim to category A.
pub fn whole() -> Profile {
    let mut profile = Profile {
        as_of: Some(TODAY),
        work_place: Short::new("110000"),
        nationality: Short::new("GBR"),
        birth_date: aged(33),
        annual_salary_cny: Some(300_000),
        highest_degree: Some(2),
        vocational_level: Some("none"),
        relevant_work_years: Some(5),
        months_per_year_in_china: Some(12),
        chinese_level: Some("hsk3"),
        background: Some([false; 4]),
        old_industrial_base: Some(false),
        special_area: Some(false),
        provincial_points: Some(0),
        stay_days: Some(730),
        position_kind: Some("professional"),
        teaching_language: Short::new("en"),
        language_teaching_years: Some(0),
        teaching_qualification: Some("none"),
        degree_country: Short::new("GBR"),
        degree_date: Some(Date::constant(2018, 6, 30)),
        degree_mark_percent: Some(85),
        postdoc_high_level: Some(false),
        no_criminal_record: Some(true),
        healthy: Some(true),
        employer_in_china: Some(true),
        ..Profile::default()
    };
    deny(&mut profile, &["A", "B", "C"]);
    profile
}

/// A change of a profile.
pub type Edit<'a> = &'a dyn Fn(&mut Profile);

/// The whole profile, changed.
pub fn with(change: impl FnOnce(&mut Profile)) -> Preview {
    let mut profile = whole();
    change(&mut profile);
    Preview::new(profile)
}

/// Whether a route is open.
pub fn route(of: &Preview, id: &str) -> Truth {
    let (place, route) = of.rules.routes().find(|(_, route)| route.id == id).unwrap();
    of.look().route(route, place)
}

/// Denies every route of these groups.
pub fn deny(profile: &mut Profile, groups: &[&str]) {
    for group in groups {
        assert!(profile.denied_claims.add(group), "{group}");
    }
}

fn routes(ids: &[&str]) -> Routes {
    let mut routes = Routes::default();
    for id in ids {
        assert!(routes.add(id), "{id}");
    }
    routes
}

/// Claims, some denied and some left open.
const CLAIMS: &[&str] = &[
    "A-I", "A-II-3", "A-III-1", "A-IV-1", "B-1.1", "B-1.4", "B-2", "B-5", "C-3.1", "C-3.3",
];

/// Somebody, known in full.
pub fn anybody() -> impl Strategy<Value = Profile> {
    let word = |of: &'static [&'static str]| select(of);
    let short = |of: &'static [&'static str]| select(of).prop_map(Short::new);
    let pay = prop_oneof![
        0u32..1_200_000,
        select(
            &[
                49_999u32, 50_000, 69_999, 70_000, 449_999, 450_000, 572_975, 572_976, 859_463, 859_464
            ][..]
        )
    ];
    let person = (
        short(&[
            "110000", "310000", "440300", "510000", "120000", "320500", "422800", "210000",
        ]),
        short(&["GBR", "FRA", "IND", "USA", "JPN"]),
        prop_oneof![
            16i32..75,
            select(&[17, 18, 25, 26, 40, 41, 45, 46, 55, 56, 60, 61][..])
        ],
        pay,
        0..DEGREES.len(),
        word(VOCATIONAL),
        0u32..25,
        0u32..=12,
        word(CHINESE),
        prop::array::uniform4(any::<bool>()),
    );
    let more = (
        any::<bool>(),
        any::<bool>(),
        0u32..=10,
        select(&[30u32, 90, 91, 730][..]),
        word(POSITIONS),
        short(&["en", "fr", "ja", "tlh"]),
        0u32..6,
        word(TEACHING_QUALIFICATIONS),
        short(&["CHN", "GBR"]),
        (
            0i32..40,
            60u32..=100,
            any::<bool>(),
            prop_oneof![3 => Just(Vec::new()), 1 => subsequence(CLAIMS, 1..3)],
        ),
    );
    (person, more).prop_map(|(person, more)| {
        let (graduated, mark, postdoc, claims) = more.9;
        let claimed = routes(&claims);
        let denied: Vec<&str> = permit::policy::all_routes()
            .map(|route| route.id)
            .filter(|id| !claims.contains(id))
            .collect();
        Profile {
            as_of: Some(TODAY),
            work_place: person.0,
            nationality: person.1,
            birth_date: aged(person.2),
            annual_salary_cny: Some(person.3),
            highest_degree: Some(person.4),
            vocational_level: Some(person.5),
            relevant_work_years: Some(person.6),
            months_per_year_in_china: Some(person.7),
            chinese_level: Some(person.8),
            background: Some(person.9),
            old_industrial_base: Some(more.0),
            special_area: Some(more.1),
            provincial_points: Some(more.2),
            stay_days: Some(more.3),
            position_kind: Some(more.4),
            teaching_language: more.5,
            language_teaching_years: Some(more.6),
            teaching_qualification: Some(more.7),
            degree_country: more.8,
            degree_date: Some(date::plus_months(TODAY, -graduated)),
            degree_mark_percent: Some(mark),
            postdoc_high_level: Some(postdoc),
            claims: claimed,
            denied_claims: routes(&denied),
            no_criminal_record: Some(true),
            healthy: Some(true),
            employer_in_china: Some(true),
            ..Profile::default()
        }
    })
}

/// Which fields are known.
pub fn known() -> impl Strategy<Value = Vec<bool>> {
    prop_oneof![
        3 => prop::collection::vec(prop::bool::weighted(0.7), Field::ALL.len()),
        1 => prop::collection::vec(prop::bool::weighted(0.95), Field::ALL.len())
    ]
}

/// The same person, of whom only these fields are known.
pub fn partial(whole: &Profile, known: &[bool]) -> Profile {
    let mut profile = *whole;
    for (field, known) in Field::ALL.iter().zip(known) {
        if !known && *field != Field::AsOf {
            forget(&mut profile, *field);
        }
    }
    profile
}

/// Forgets a field.
pub fn forget(profile: &mut Profile, field: Field) {
    match field {
        Field::AsOf => profile.as_of = None,
        Field::BirthDate => profile.birth_date = None,
        Field::HighestDegree => profile.highest_degree = None,
        Field::RelevantWorkYears => profile.relevant_work_years = None,
        Field::PositionKind => profile.position_kind = None,
        Field::Claims => profile.claims = Routes::default(),
        Field::DeniedClaims => profile.denied_claims = Routes::default(),
        Field::WorkPlace => profile.work_place = None,
        Field::AnnualSalary => profile.annual_salary_cny = None,
        Field::Postdoc => profile.postdoc_high_level = None,
        Field::MonthsPerYear => profile.months_per_year_in_china = None,
        Field::VocationalLevel => profile.vocational_level = None,
        Field::ChineseLevel => profile.chinese_level = None,
        Field::Background => profile.background = None,
        Field::Nationality => profile.nationality = None,
        Field::TeachingLanguage => profile.teaching_language = None,
        Field::LanguageTeachingYears => profile.language_teaching_years = None,
        Field::TeachingQualification => profile.teaching_qualification = None,
        Field::DegreeCountry => profile.degree_country = None,
        Field::DegreeDate => profile.degree_date = None,
        Field::DegreeMark => profile.degree_mark_percent = None,
        Field::StayDays => profile.stay_days = None,
        Field::OldIndustrialBase => profile.old_industrial_base = None,
        Field::SpecialArea => profile.special_area = None,
        Field::ProvincialPoints => profile.provincial_points = None,
        Field::NoCriminalRecord => profile.no_criminal_record = None,
        Field::Healthy => profile.healthy = None,
        Field::EmployerInChina => profile.employer_in_china = None,
    }
}
