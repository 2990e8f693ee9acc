//! Each route from both sides: what just meets it, and what just does not.

use crate::profiles::{Edit, TODAY, aged, deny, route, with};
use permit::classify::reason::{NeedReason, TestReason, reasons};
use permit::classify::{Category, Preview};
use permit::date::{self, Date};
use permit::policy::Test;
use permit::profile::{Field, Profile, Short};
use permit::truth::Truth::{No, Unknown, Yes};

#[test]
fn the_wage_of_the_place_and_the_day_decides_about_pay() {
    let pay = |place: &str, day, yuan| {
        let case = with(|p| {
            p.work_place = Short::new(place);
            p.as_of = Some(day);
            p.annual_salary_cny = Some(yuan);
        });
        (route(&case, "A-III-7"), route(&case, "B-4"))
    };
    assert_eq!(pay("110000", TODAY, 572_975), (No, No));
    assert_eq!(pay("110000", TODAY, 572_976), (No, Yes));
    assert_eq!(
        pay("110105", TODAY, 859_463),
        (No, Yes),
        "a district of Beijing is Beijing"
    );
    assert_eq!(pay("110000", TODAY, 859_464), (Yes, Yes));
    assert_eq!(pay("310000", TODAY, 895_247), (No, Yes));
    assert_eq!(pay("310000", TODAY, 895_248), (Yes, Yes));
    assert_eq!(
        pay("110000", Date::constant(2026, 2, 3), 9_000_000),
        (Unknown, Unknown),
        "before its first day"
    );
    assert_eq!(
        pay("510000", TODAY, 9_000_000),
        (Unknown, Unknown),
        "the city decides"
    );
}

#[test]
fn a_degree_two_years_and_a_post_make_a_professional() {
    let plain = |p: &mut Profile| p.annual_salary_cny = Some(0);
    for (degree, years, position, expected) in [
        (1, 2, "manager", Yes),
        (1, 2, "professional", Yes),
        (1, 1, "professional", No),
        (0, 2, "professional", No),
        (1, 2, "other", No),
        (1, 2, "intern", No),
        (1, 2, "language_teacher", No),
    ] {
        let case = with(|p| {
            plain(p);
            p.highest_degree = Some(degree);
            p.relevant_work_years = Some(years);
            p.position_kind = Some(position);
        });
        assert_eq!(route(&case, "B-1.5"), expected, "{degree} {years} {position}");
    }
    for (age, expected) in [(60, Yes), (61, Unknown)] {
        assert_eq!(
            route(&with(|p| p.birth_date = aged(age)), "B-1.5"),
            expected,
            "beyond 60 the city decides"
        );
    }
    let old = with(|p| {
        p.birth_date = aged(61);
        p.provincial_points = Some(10);
    });
    assert!(old.points.low >= 60);
    assert_eq!(route(&old, "B-6"), Unknown, "not even by points is it certain");
    assert_eq!(old.standing().possible(), [Category::B, Category::C]);
    let claimed = with(|p| {
        p.position_kind = Some("other");
        assert!(p.claims.add("B-1.4"));
    });
    assert_eq!(route(&claimed, "B-1.4"), Yes);
}

#[test]
fn a_language_teacher_teaches_the_mother_tongue_with_experience_or_what_makes_up_for_it() {
    let teacher = |nation: &str, language: &str, years, kind| {
        let case = with(|p| {
            p.position_kind = Some("language_teacher");
            p.nationality = Short::new(nation);
            p.teaching_language = Short::new(language);
            p.language_teaching_years = Some(years);
            p.teaching_qualification = Some(kind);
        });
        route(&case, "B-3")
    };
    assert_eq!(teacher("GBR", "en", 2, "none"), Yes);
    assert_eq!(teacher("GBR", "en", 1, "none"), No);
    for kind in ["education_degree", "home_licence", "certificate_120h"] {
        assert_eq!(teacher("GBR", "en", 0, kind), Yes, "{kind}");
    }
    assert_eq!(
        teacher("IND", "en", 2, "none"),
        Unknown,
        "in principle not; the list is not sure, so the city judges"
    );
    assert_eq!(teacher("IND", "en", 1, "none"), No);
    assert_eq!(teacher("FRA", "fr", 2, "none"), Yes);
    assert_eq!(
        teacher("FRA", "tlh", 2, "none"),
        Unknown,
        "no list names the language"
    );
}

/// A school is no way round the rule of the mother tongue.
#[test]
fn a_language_teacher_of_a_school_is_no_specialist_of_education() {
    let teacher = |position| {
        with(|p| {
            p.position_kind = Some(position);
            p.highest_degree = Some(1);
            p.relevant_work_years = Some(3);
            p.annual_salary_cny = Some(180_000);
            p.chinese_level = Some("none");
            p.nationality = Short::new("PHL");
            p.teaching_language = Short::new("en");
            p.language_teaching_years = Some(3);
            assert!(p.claims.add("B-1.1"));
        })
    };
    let taught = teacher("language_teacher");
    assert_eq!((route(&taught, "B-1.1"), route(&taught, "B-3")), (No, Unknown));
    assert_eq!(taught.standing().possible(), [Category::B, Category::C]);
    assert_eq!(route(&teacher("professional"), "B-1.1"), Yes);
}

#[test]
fn graduates_are_decided_locally_and_in_the_quota() {
    let graduate = |change: &dyn Fn(&mut Profile)| {
        let case = with(|p| {
            p.degree_country = Short::new("CHN");
            p.degree_date = Some(date::plus_months(TODAY, -12));
            p.degree_mark_percent = Some(80);
            p.relevant_work_years = Some(0);
            p.annual_salary_cny = Some(150_000);
            change(p);
        });
        (route(&case, "B-graduate"), route(&case, "C-3.2"))
    };
    assert_eq!(graduate(&|_| {}), (Unknown, Unknown));
    let misses: [(&str, Edit); 6] = [
        ("not obtained yet", &|p| {
            p.degree_date = Some(date::plus_days(TODAY, 1))
        }),
        ("mark", &|p| p.degree_mark_percent = Some(79)),
        ("late", &|p| {
            p.degree_date = Some(date::plus_days(date::plus_months(TODAY, -12), -1))
        }),
        ("bachelor", &|p| p.highest_degree = Some(1)),
        ("pay", &|p| p.annual_salary_cny = Some(143_243)),
        ("elsewhere", &|p| p.degree_country = Short::new("GBR")),
    ];
    for (why, change) in misses {
        assert_eq!(graduate(change), (No, No), "{why}");
    }
    assert_eq!(graduate(&|p| p.degree_date = Some(TODAY)), (Unknown, Unknown));
    let abroad = |p: &mut Profile| {
        p.degree_country = Short::new("GBR");
        p.background = Some([true, false, false, false]);
    };
    assert_eq!(graduate(&abroad), (Unknown, Unknown));
}

#[test]
fn cities_ease_the_rules_by_their_own_files() {
    let years = |place: &str, change: &dyn Fn(&mut Profile)| {
        let case = with(|p| {
            p.work_place = Short::new(place);
            p.relevant_work_years = Some(0);
            p.annual_salary_cny = Some(0);
            p.background = Some([true, false, false, false]);
            change(p);
        });
        route(&case, "B-1.5")
    };
    assert_eq!(
        years("110000", &|_| {}),
        Yes,
        "Beijing waives two years for masters of known universities"
    );
    assert_eq!(years("110000", &|p| p.highest_degree = Some(1)), No);
    assert_eq!(years("310000", &|_| {}), No);
    let fresh = |p: &mut Profile| p.degree_date = Some(date::plus_months(TODAY, -3));
    assert_eq!(
        years("120000", &fresh),
        Unknown,
        "Tianjin's text is cut: the city decides"
    );
    assert_eq!(years("120000", &|_| {}), No);
}

#[test]
fn while_no_place_is_known_one_may_ease_the_rules() {
    let years = |degree, place: Option<Short>| {
        let case = with(|p| {
            p.work_place = place;
            p.relevant_work_years = Some(0);
            p.highest_degree = Some(degree);
            p.background = Some([true, false, false, false]);
        });
        route(&case, "B-1.5")
    };
    assert_eq!(years(2, None), Unknown, "in Beijing it would be met");
    assert_eq!(years(2, Short::new("310000")), No);
    assert_eq!(years(0, None), No, "nobody waives the years without a degree");
}

#[test]
fn the_reasons_name_the_waiver() {
    let waived = |place: &str, change: &dyn Fn(&mut Profile)| {
        let case = with(|p| {
            p.work_place = Short::new(place);
            p.relevant_work_years = Some(0);
            p.background = Some([true, false, false, false]);
            p.degree_date = Some(date::plus_months(TODAY, -3));
            change(p);
        });
        years(&case).waived_by.map(|waiver| waiver.id)
    };
    assert_eq!(waived("110000", &|_| {}), Some("BJ-W-1"), "it met the years");
    assert_eq!(
        waived("110000", &|p| p.background = None),
        Some("BJ-W-1"),
        "it may"
    );
    assert_eq!(waived("120000", &|_| {}), Some("TJ-W-1"), "the city decides");
    assert_eq!(waived("110000", &|p| p.highest_degree = Some(1)), None);
    assert_eq!(waived("110000", &|p| p.relevant_work_years = Some(2)), None);
    assert_eq!(waived("310000", &|_| {}), None);
}

/// Of the years of work: who decides, and what is missing.
fn years_of_work(case: &Preview) -> (Option<&'static str>, Vec<Field>) {
    let years = years(case);
    (years.decided_by, years.missing)
}

fn years(case: &Preview) -> TestReason {
    let reason = reasons(case)
        .into_iter()
        .find(|reason| reason.route.id == "B-1.5")
        .unwrap();
    let tests = reason.needs.into_iter().filter_map(|need| match need {
        NeedReason::One(test) => Some(test),
        NeedReason::Any(..) => None,
    });
    tests
        .into_iter()
        .find(|one| matches!(one.test, Test::WorkYears(_)))
        .unwrap()
}

#[test]
fn a_missing_answer_is_not_blamed_on_the_city() {
    let fresh = |place| {
        with(|p| {
            p.work_place = Short::new(place);
            p.relevant_work_years = Some(0);
            p.degree_date = Some(date::plus_months(TODAY, -3));
            p.background = Some([true, false, false, false]);
        })
    };
    assert_eq!(years_of_work(&fresh("120000")), (Some("city"), vec![]));
    let mut open = fresh("110000").profile;
    open.background = None;
    assert_eq!(
        years_of_work(&Preview::new(open)),
        (None, vec![Field::Background])
    );
}

/// The oldest ages turn on the birthday: the day before it, somebody is a year younger.
#[test]
fn the_oldest_age_ends_the_day_before_the_birthday() {
    for (id, oldest, beyond) in [("A-V", 40, No), ("B-1.5", 60, Unknown), ("B-6", 60, Unknown)] {
        let turning = |birth| {
            let case = with(|p| {
                p.birth_date = Some(birth);
                p.postdoc_high_level = Some(true);
                p.provincial_points = Some(10);
            });
            route(&case, id)
        };
        let birthday = date::plus_months(TODAY, -12 * (oldest + 1));
        assert_eq!(turning(birthday), beyond, "{id}");
        assert_eq!(turning(date::plus_days(birthday, 1)), Yes, "{id}");
    }
    for (birth, today, expected) in [
        ((2008, 11, 23), TODAY, Yes),
        ((2008, 11, 24), TODAY, No),
        ((2008, 2, 29), Date::constant(2026, 2, 28), No),
        ((2008, 2, 29), Date::constant(2026, 3, 1), Yes),
    ] {
        let case = with(|p| {
            p.as_of = Some(today);
            p.birth_date = Some(Date::constant(birth.0, birth.1, birth.2));
        });
        let [adult, ..] = permit::classify::conditions(&case.profile, &case.rules);
        assert_eq!(adult, expected, "{birth:?}");
    }
}

#[test]
fn young_talent_claims_and_short_stays() {
    for (age, expected) in [(40, Yes), (41, No)] {
        let case = with(|p| {
            p.birth_date = aged(age);
            p.postdoc_high_level = Some(true);
        });
        assert_eq!(route(&case, "A-V"), expected, "{age}");
    }
    for id in ["A-I", "A-II-1", "A-II-16", "A-III-4", "A-IV-2"] {
        let case = with(|p| assert!(p.claims.add(id)));
        assert_eq!(case.standing().category(), Some(Category::A), "{id}");
    }
    for (days, expected) in [(90, Yes), (91, No)] {
        assert_eq!(
            route(&with(|p| p.stay_days = Some(days)), "C-2"),
            expected,
            "{days}"
        );
    }
}

#[test]
fn without_the_general_conditions_nothing_is_possible() {
    let misses: [Edit; 5] = [
        &|p| p.nationality = Short::new("CHN"),
        &|p| p.birth_date = aged(17),
        &|p| p.no_criminal_record = Some(false),
        &|p| p.healthy = Some(false),
        &|p| p.employer_in_china = Some(false),
    ];
    for change in misses {
        let standing = with(change).standing();
        assert!(standing.possible().is_empty());
        assert_eq!(standing.category(), None);
    }
}

#[test]
fn an_old_application_keeps_the_rules_of_its_day() {
    let on = |day| with(|p| p.as_of = Some(day)).rules.version();
    assert_eq!(on(Date::constant(2026, 2, 3)), "2026-11-25");
    assert_eq!(on(Date::constant(2026, 2, 4)), "2026-11-25+beijing@2026-02-04");
}

#[test]
fn nobody_known_may_still_become_anything() {
    let mut nobody = Profile {
        as_of: Some(TODAY),
        ..Profile::default()
    };
    let preview = Preview::new(nobody);
    assert_eq!(preview.standing().possible(), Category::ALL);
    assert_eq!((preview.points.low, preview.points.high), (0, 120));
    deny(&mut nobody, &["A"]);
    assert_eq!(
        Preview::new(nobody).standing().possible(),
        Category::ALL,
        "by points, pay or research"
    );
}
