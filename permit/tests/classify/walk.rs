//! "Check where you stand", as it is walked: each person answers what is asked until nothing is, and ends where they belong.

use crate::profiles::TODAY;
use Category::{A, B, C};
use permit::answer::{Key, Role};
use permit::classify::ask::{Next, next};
use permit::classify::next::{Asked, question, steps};
use permit::classify::{Category, Preview};
use permit::draft::Draft;
use permit::forms;
use permit::profile::{Field, Profile};

/// Puts an answer.
fn put(draft: &mut Draft, key: Key, value: &str) {
    draft.edit(key, value.into(), 0, Role::Applicant);
}

/// What somebody answers, the rest as most would; `-` leaves blank.
fn answer(person: &[(&'static str, &'static str)], question: &str) -> &'static str {
    let usual = [
        ("relevant_work_years", "5"),
        ("position_kind", "professional"),
        ("birth_date", "1990-05-01"),
        ("direct_routes", "none"),
        ("special_routes", "none"),
        ("vocational_level", "none"),
        ("special_area", "no"),
        ("background", "none"),
        ("chinese_level", "none"),
        ("ever_chinese_national", "no"),
        ("months_per_year_in_china", "12"),
    ];
    let mut all = person.iter().chain(&usual);
    let found = all.find(|(id, _)| *id == question);
    found.unwrap_or_else(|| panic!("{question} was not expected")).1
}

/// The questions that were asked, and where the person stands then.
fn walk(person: &[(&'static str, &'static str)]) -> (Vec<String>, Vec<Category>, Draft) {
    let mut draft = Draft::new(forms::VERSION);
    let mut asked: Vec<Key> = Vec::new();
    loop {
        let preview = Preview::new(Profile::of(&draft, TODAY));
        match next(&draft, &preview, &asked) {
            Next::Nothing => {
                let names = asked.iter().map(|key| key.question.clone()).collect();
                return (names, preview.standing().possible(), draft);
            }
            Next::Row(group) => {
                put(&mut draft, Key::parse(&format!("{group}@a")).unwrap(), "1");
                let degree = answer(person, "highest_degree");
                put(&mut draft, Key::parse("edu_degree@a").unwrap(), degree);
            }
            Next::Questions(keys) => {
                assert!(!keys.is_empty());
                for key in keys {
                    assert!(!asked.contains(&key), "{key} is asked twice");
                    let said = answer(person, &key.question);
                    if said != "-" {
                        put(&mut draft, key.clone(), said);
                    }
                    asked.push(key);
                }
            }
        }
    }
}

#[test]
fn a_dozen_questions_tell_typical_people_where_they_stand() {
    type Person = &'static [(&'static str, &'static str)];
    let people: [(&str, Person, &[Category]); 10] = [
        (
            "a software engineer; what pay counts there as six times is not known",
            &[
                ("highest_degree", "bachelor"),
                ("work_province", "320000"),
                ("annual_salary_cny", "300000"),
            ],
            &[A, B],
        ),
        (
            "a British teacher of English",
            &[
                ("highest_degree", "bachelor"),
                ("position_kind", "language_teacher"),
                ("work_province", "110000"),
                ("annual_salary_cny", "200000"),
                ("nationality", "GBR"),
                ("teaching_language", "en"),
                ("language_teaching_years", "4"),
            ],
            &[B],
        ),
        (
            "a Filipino teacher of English: the city judges",
            &[
                ("highest_degree", "bachelor"),
                ("relevant_work_years", "3"),
                ("position_kind", "language_teacher"),
                ("work_province", "310000"),
                ("annual_salary_cny", "180000"),
                ("nationality", "PHL"),
                ("teaching_language", "en"),
                ("language_teaching_years", "3"),
            ],
            &[B, C],
        ),
        (
            "a new master of a Chinese university",
            &[
                ("highest_degree", "master"),
                ("relevant_work_years", "0"),
                ("birth_date", "2001-05-01"),
                ("work_province", "310000"),
                ("annual_salary_cny", "200000"),
                ("edu_country", "CHN"),
                ("edu_to", "2026-06"),
                ("edu_mark", "88"),
            ],
            &[B, C],
        ),
        (
            "a senior manager of 62",
            &[
                ("highest_degree", "bachelor"),
                ("relevant_work_years", "30"),
                ("position_kind", "manager"),
                ("birth_date", "1964-05-01"),
                ("work_province", "110000"),
                ("annual_salary_cny", "550000"),
            ],
            &[B, C],
        ),
        (
            "an intern",
            &[
                ("highest_degree", "none"),
                ("relevant_work_years", "0"),
                ("position_kind", "intern"),
                ("birth_date", "2004-05-01"),
                ("work_province", "310000"),
                ("annual_salary_cny", "60000"),
                ("special_routes", "C-3.1"),
            ],
            &[C],
        ),
        (
            "a doctor in postdoctoral research",
            &[
                ("highest_degree", "doctor"),
                ("relevant_work_years", "3"),
                ("work_province", "310000"),
                ("annual_salary_cny", "300000"),
                ("direct_routes", "young_talent"),
            ],
            &[A],
        ),
        (
            "a cook who has a degree and never worked",
            &[
                ("highest_degree", "bachelor"),
                ("relevant_work_years", "0"),
                ("position_kind", "other"),
                ("birth_date", "1978-05-01"),
                ("work_province", "110000"),
                ("annual_salary_cny", "120000"),
            ],
            &[C],
        ),
        (
            "a cook of 64; the city decides on age and pay",
            &[
                ("highest_degree", "none"),
                ("relevant_work_years", "40"),
                ("position_kind", "other"),
                ("birth_date", "1962-05-01"),
                ("work_province", "120000"),
                ("annual_salary_cny", "120000"),
            ],
            &[A, B, C],
        ),
        (
            "a senior manager of a Fortune 500 company",
            &[
                ("highest_degree", "master"),
                ("relevant_work_years", "15"),
                ("position_kind", "manager"),
                ("work_province", "110000"),
                ("annual_salary_cny", "700000"),
                ("direct_routes", "encouraged_post"),
                ("encouraged_posts", "A-III-1"),
            ],
            &[A],
        ),
    ];
    for (who, person, expected) in people {
        let (asked, possible, _) = walk(person);
        assert!(asked.len() <= 12, "{who}: {asked:?}");
        assert_eq!(possible, expected, "{who}: {asked:?}");
    }
}

/// The person of the journey in the browser.
#[test]
fn a_professional_in_beijing_is_soon_certain() {
    let (asked, possible, _) = walk(&[
        ("highest_degree", "bachelor"),
        ("relevant_work_years", "4"),
        ("birth_date", "1992-06-15"),
        ("work_province", "110000"),
        ("annual_salary_cny", "300000"),
    ]);
    assert_eq!((asked.len(), possible), (9, vec![B]), "{asked:?}");
}

#[test]
fn the_diploma_is_asked_only_of_new_masters() {
    let engineer: [(&str, &str); 3] = [
        ("highest_degree", "master"),
        ("work_province", "320000"),
        ("annual_salary_cny", "300000"),
    ];
    let (asked, ..) = walk(&engineer);
    assert!(!asked.iter().any(|id| id.starts_with("edu_")), "{asked:?}");
    assert!(!asked.iter().any(|id| id.starts_with("contract_")), "{asked:?}");
}

/// A blank or unsure answer is not asked for again, and the next thing is.
#[test]
fn what_brought_nothing_is_not_asked_again() {
    let (asked, possible, _) = walk(&[
        ("highest_degree", "-"),
        ("relevant_work_years", "-"),
        ("position_kind", "-"),
        ("work_province", "320000"),
        ("annual_salary_cny", "-"),
        ("direct_routes", "-"),
        ("special_area", "unsure"),
        ("nationality", "-"),
    ]);
    assert_eq!(possible, [A, B, C]);
    assert!(asked.len() > 5, "{asked:?}");
    let (asked, ..) = walk(&[
        ("highest_degree", "bachelor"),
        ("work_province", "-"),
        ("annual_salary_cny", "300000"),
    ]);
    let place = asked.iter().position(|id| id == "work_province").unwrap();
    assert!(!asked[..place].iter().any(|id| id == "special_area"));
    assert!(
        !asked.iter().any(|id| id == "special_area"),
        "nowhere is no special area"
    );
}

/// Former nationality gives all points of Chinese: who has no certificate is asked while these can decide.
#[test]
fn former_nationality_is_asked_while_its_points_can_decide() {
    for (former, expected) in [("yes", &[A][..]), ("no", &[A, B])] {
        let (asked, possible, _) = walk(&[
            ("highest_degree", "doctor"),
            ("relevant_work_years", "10"),
            ("work_province", "110000"),
            ("annual_salary_cny", "450000"),
            ("ever_chinese_national", former),
        ]);
        assert!(asked.iter().any(|id| id == "ever_chinese_national"), "{asked:?}");
        assert_eq!(possible, expected, "{former}: {asked:?}");
    }
}

/// In the form, too: the field of work alone never makes a specialist of a teacher of a language.
#[test]
fn the_field_of_work_claims_nothing_for_a_language_teacher() {
    let claims = |position: &str, occupation: &str| {
        let mut draft = Draft::new(forms::VERSION);
        put(&mut draft, Key::parse("position_kind").unwrap(), position);
        put(&mut draft, Key::parse("occupation").unwrap(), occupation);
        let profile = Profile::of(&draft, TODAY);
        let place = permit::policy::all_routes()
            .position(|route| route.id == "B-1.1")
            .unwrap();
        (
            profile.claims.contains(place),
            profile.denied_claims.contains(place),
        )
    };
    assert_eq!(claims("language_teacher", "school_education"), (false, true));
    assert_eq!(claims("language_teacher", "language_teaching"), (false, true));
    assert_eq!(claims("professional", "language_teaching"), (false, true));
    assert_eq!(claims("professional", "school_education"), (true, false));
}

/// The lists of special areas are by district: nobody knows for certain that these cities have none (domain.md 6.5).
#[test]
fn beijing_and_shanghai_leave_the_special_areas_open_until_asked() {
    for (province, said, range) in [
        ("110000", "", (0, 10)),
        ("310000", "", (0, 10)),
        ("310000", "unsure", (0, 10)),
        ("310000", "no", (0, 0)),
        ("310000", "yes", (0, 10)),
        ("310000", "old_industrial_base", (10, 10)),
        ("510000", "", (10, 10)),
    ] {
        let mut draft = Draft::new(forms::VERSION);
        put(&mut draft, Key::parse("work_province").unwrap(), province);
        put(&mut draft, Key::parse("special_area").unwrap(), said);
        let of = Preview::new(Profile::of(&draft, TODAY));
        let item = of.points.items.iter().find(|item| item.id == "place").unwrap();
        assert_eq!((item.low, item.high), range, "{province} {said}");
        if said.is_empty() {
            let json: Profile =
                serde_json::from_value(serde_json::json!({ "work_place": province })).unwrap();
            let of = Preview::new(json);
            let item = of.points.items.iter().find(|item| item.id == "place").unwrap();
            assert_eq!((item.low, item.high), range, "{province} in JSON");
        }
    }
}

/// The reason for a claim is the question that made it, and no other that could make one.
#[test]
fn each_route_knows_what_claims_it() {
    let questions = |route| {
        let all = permit::profile::claim_questions(route).iter();
        all.map(|question| question.id).collect::<Vec<_>>()
    };
    assert_eq!(questions("B-1.1"), ["occupation"]);
    assert_eq!(questions("B-1.2"), ["special_routes"]);
    assert_eq!(questions("A-I"), ["direct_routes"]);
    assert_eq!(questions("A-II-3"), ["direct_routes", "achievements"]);
    assert_eq!(questions("A-III-1"), ["direct_routes", "encouraged_posts"]);
    assert_eq!(questions("A-IV-1"), ["direct_routes", "entrepreneur"]);
    for route in permit::policy::all_routes() {
        let tests = route.needs.iter().flat_map(|need| need.tests());
        let claimed = tests
            .into_iter()
            .any(|test| matches!(test, permit::policy::Test::Claim));
        assert_eq!(questions(route.id).is_empty(), !claimed, "{}", route.id);
    }
}

/// Of a manager in Beijing with a bachelor's degree, years of work and pay are missing. The years leave everything open,
/// whatever they are; any pay takes A off the list or is A. So pay comes first, though it stands later in the order.
#[test]
fn the_question_that_settles_most_comes_first() {
    let json = |more: serde_json::Value| {
        let mut all = serde_json::json!({
            "as_of": "2026-11-23", "work_place": "110000", "nationality": "GBR", "birth_date": "1990-05-01",
            "highest_degree": "bachelor", "position_kind": "manager", "months_per_year_in_china": 12,
            "vocational_level": "none", "chinese_level": "none", "background": [], "old_industrial_base": false,
            "special_area": false, "provincial_points": 0, "stay_days": 730, "postdoc_high_level": false,
            "denied_claims": ["A", "B", "C"],
        });
        for (name, value) in more.as_object().unwrap() {
            all[name] = value.clone();
        }
        Preview::new(serde_json::from_value(all).unwrap())
    };
    let possible = |more| json(more).standing().possible().len();
    let of = json(serde_json::json!({}));
    assert_eq!(of.standing().possible(), [A, B, C]);
    let names: Vec<&str> = steps(&of, &Asked::default())
        .iter()
        .map(|step| step.field.name())
        .collect();
    assert_eq!(names, ["annual_salary_cny", "relevant_work_years"]);
    assert_eq!(question(&of, &Asked::default()), Some(Field::AnnualSalary));
    for years in [0, 2, 10] {
        assert_eq!(
            possible(serde_json::json!({ "relevant_work_years": years })),
            if years < 2 { 3 } else { 2 }
        );
    }
    for yuan in [50_000, 300_000, 600_000, 900_000] {
        assert!(
            possible(serde_json::json!({ "annual_salary_cny": yuan })) < 3,
            "{yuan}"
        );
    }
}
