//! The classification: the worked cases of domain.md 2, and each limit from both sides.

use crate::common::{complete, draft, set, today};
use permit::classify::{Category, Preview, preview};
use permit::draft::Draft;
use permit::truth::Truth::{No, Unknown, Yes};

fn seen(draft: &Draft) -> Preview {
    preview(draft, today())
}

/// A profile that is known in full; each case changes some of it.
fn profile(changes: &[(&str, &str)]) -> Preview {
    let mut profile = draft(&[
        ("birth_date", "1993-01-01"),
        ("annual_salary_cny", "300000"),
        ("highest_degree", "master"),
        ("vocational_level", "none"),
        ("relevant_work_years", "5"),
        ("months_per_year_in_china", "12"),
        ("chinese_level", "hsk3"),
        ("ever_chinese_national", "no"),
        ("background", "none"),
        ("work_province", "110000"),
        ("direct_route", "none"),
    ]);
    set(&mut profile, changes);
    seen(&profile)
}

/// The age in years as a day of birth, a month before the day of the tests.
fn aged(years: i16) -> String {
    format!("{}-10-23", 2026 - years)
}

#[test]
fn the_worked_cases_come_out_as_worked() {
    let case = profile(&[]);
    assert_eq!((case.points.low, case.points.high), (70, 70));
    assert_eq!(case.possible(), [Category::B]);
    let lines: Vec<u32> = case.points.lines.iter().map(|line| line.low).collect();
    assert_eq!(lines, [14, 15, 8, 15, 3, 0, 15, 0]);

    let case = profile(&[
        ("annual_salary_cny", "500000"),
        ("highest_degree", "doctor"),
        ("relevant_work_years", "17"),
        ("chinese_level", "hsk5"),
        ("work_province", "510000"),
        ("birth_date", &aged(44)),
        ("background", "fortune_500"),
    ]);
    assert_eq!((case.points.low, case.points.high), (110, 110));
    assert_eq!(case.possible(), [Category::A]);

    let case = profile(&[
        ("annual_salary_cny", "60000"),
        ("highest_degree", "bachelor"),
        ("relevant_work_years", "1"),
        ("months_per_year_in_china", "9"),
        ("chinese_level", "none"),
        ("work_province", "310000"),
        ("birth_date", &aged(24)),
    ]);
    assert_eq!((case.points.low, case.points.high), (40, 40));
    assert_eq!(case.possible(), [Category::C]);
}

/// Points of one line for one answer, at each bracket's edge and one below.
#[test]
fn each_bracket_begins_where_the_table_says() {
    let line = |group: &str, question: &str, value: &str| {
        let case = profile(&[(question, value)]);
        let line = case.points.lines.iter().find(|line| line.group == group).unwrap();
        assert_eq!(line.low, line.high, "{question} {value}");
        assert!(line.high <= line.cap, "{question} {value}");
        line.low
    };
    for (group, question, cases) in [
        (
            "salary",
            "annual_salary_cny",
            &[
                ("0", 0),
                ("49999", 0),
                ("50000", 5),
                ("69999", 5),
                ("70000", 8),
                ("149999", 8),
                ("150000", 11),
                ("249999", 11),
                ("250000", 14),
                ("349999", 14),
                ("350000", 17),
                ("449999", 17),
                ("450000", 20),
                ("100000000", 20),
            ][..],
        ),
        (
            "work_years",
            "relevant_work_years",
            &[
                ("0", 0),
                ("1", 0),
                ("2", 5),
                ("3", 6),
                ("16", 19),
                ("17", 20),
                ("60", 20),
            ],
        ),
        (
            "months",
            "months_per_year_in_china",
            &[
                ("2", 0),
                ("3", 5),
                ("5", 5),
                ("6", 10),
                ("8", 10),
                ("9", 15),
                ("12", 15),
            ],
        ),
        (
            "chinese",
            "chinese_level",
            &[
                ("none", 0),
                ("hsk1", 1),
                ("hsk2", 2),
                ("hsk3", 3),
                ("hsk4", 4),
                ("hsk5", 5),
                ("hsk9", 5),
                ("degree_taught_in_chinese", 5),
            ],
        ),
        ("chinese", "ever_chinese_national", &[("yes", 5), ("no", 3)]),
        (
            "education",
            "highest_degree",
            &[("none", 0), ("bachelor", 10), ("master", 15), ("doctor", 20)],
        ),
        // The better of the two counts: the profile has a master's degree.
        (
            "education",
            "vocational_level",
            &[
                ("senior_worker", 15),
                ("technician", 15),
                ("senior_technician", 20),
                ("international_top", 20),
            ],
        ),
        (
            "background",
            "background",
            &[
                ("none", 0),
                ("patent", 5),
                ("top_university\nfortune_500\npatent", 5),
            ],
        ),
        (
            "place",
            "work_province",
            &[
                ("110000", 0),
                ("650000", 10),
                ("150000", 10),
                ("230000", 10),
                ("310000", 0),
            ],
        ),
    ] {
        for (value, points) in cases {
            assert_eq!(line(group, question, value), *points, "{question} {value}");
        }
    }
    for (age, points) in [
        (18, 10),
        (25, 10),
        (26, 15),
        (45, 15),
        (46, 10),
        (55, 10),
        (56, 5),
        (60, 5),
        (61, 0),
    ] {
        assert_eq!(line("age", "birth_date", &aged(age)), points, "{age}");
    }
}

/// 84 and 85, 59 and 60; the province may add ten, so what it can lift stays open.
#[test]
fn points_lead_to_a_category_from_its_threshold_on() {
    // 20 + 15 + 20 + 15 + 0 + 0 + 15 + 0: no degree rule, no pay rule.
    let high = [
        ("annual_salary_cny", "450000"),
        ("chinese_level", "none"),
        ("relevant_work_years", "17"),
    ];
    for (years, background, points, a) in [
        ("17", "none", 85, Yes),
        ("16", "none", 84, Unknown),
        ("12", "patent", 85, Yes),
        ("11", "none", 79, Unknown),
        ("7", "none", 75, Unknown),
        ("6", "none", 74, No),
    ] {
        let mut changes = high.to_vec();
        changes.extend([("relevant_work_years", years), ("background", background)]);
        let case = profile(&changes);
        assert_eq!((case.points.low, case.a), (points, a), "{years} {background}");
        assert_eq!(case.b, Yes);
    }
    // 14 + 0 + 5 + 15 + x + 10 + 15: without a degree only points lead to B.
    for (chinese, months, points, b) in [
        ("hsk1", "12", 60, Yes),
        ("none", "12", 59, Unknown),
        ("hsk1", "3", 50, Unknown),
        ("none", "3", 49, No),
    ] {
        let case = profile(&[
            ("highest_degree", "none"),
            ("work_province", "510000"),
            ("relevant_work_years", "2"),
            ("chinese_level", chinese),
            ("months_per_year_in_china", months),
        ]);
        let route = case.routes.iter().find(|route| route.id == "b_points").unwrap();
        assert_eq!(
            (case.points.low, route.truth()),
            (points, b),
            "{chinese} {months}"
        );
    }
}

#[test]
fn the_pay_rules_count_to_the_yuan_where_the_wage_is_known() {
    for (province, pay, a, b) in [
        ("110000", "859464", Yes, Yes),
        ("110000", "859463", No, Yes),
        ("110000", "572976", No, Yes),
        ("110000", "572975", No, No),
        ("310000", "895248", Yes, Yes),
        ("310000", "895247", No, Yes),
        ("310000", "596832", No, Yes),
        ("310000", "596831", No, No),
        ("440000", "100000000", Unknown, Unknown),
    ] {
        let case = profile(&[("work_province", province), ("annual_salary_cny", pay)]);
        let truth = |id| case.routes.iter().find(|route| route.id == id).unwrap().truth();
        assert_eq!((truth("a_salary"), truth("b_salary")), (a, b), "{province} {pay}");
    }
    // Before its first day a figure says nothing.
    let before = preview(
        &draft(&[("work_province", "110000"), ("annual_salary_cny", "1")]),
        permit::date::parse("2026-02-03").unwrap(),
    );
    let route = before.routes.iter().find(|route| route.id == "a_salary").unwrap();
    assert_eq!(route.truth(), Unknown);
}

#[test]
fn a_degree_needs_two_years_and_sixty_at_most() {
    for (degree, years, age, expected) in [
        ("bachelor", "2", 60, Yes),
        ("bachelor", "2", 61, Unknown),
        ("bachelor", "1", 60, No),
        ("none", "2", 60, No),
        ("none", "2", 61, No),
        ("doctor", "30", 18, Yes),
        ("doctor", "30", 17, No),
    ] {
        let case = profile(&[
            ("highest_degree", degree),
            ("relevant_work_years", years),
            ("birth_date", &aged(age)),
        ]);
        let route = case.routes.iter().find(|route| route.id == "b_degree").unwrap();
        assert_eq!(route.truth(), expected, "{degree} {years} {age}");
    }
    // Above 60 the pay alone leaves it to the city too; category A has no such limit.
    let rich = |pay| profile(&[("birth_date", &aged(63)), ("annual_salary_cny", pay)]);
    let b_salary = |case: &Preview| case.routes.iter().find(|r| r.id == "b_salary").unwrap().truth();
    assert_eq!(b_salary(&rich("600000")), Unknown);
    assert_eq!(rich("859464").possible(), [Category::A]);
}

#[test]
fn nobody_under_eighteen_has_a_category() {
    let young = profile(&[("birth_date", &aged(17)), ("annual_salary_cny", "10000000")]);
    assert_eq!((young.possible(), young.verdict()), (vec![], "under_age"));
    assert_eq!((young.a, young.b), (No, No));
}

#[test]
fn what_only_evidence_shows_is_never_certain() {
    for route in ["talent_plan", "achievement", "encouraged_post", "unsure"] {
        let case = profile(&[
            ("direct_route", route),
            ("highest_degree", "none"),
            ("relevant_work_years", "0"),
        ]);
        assert_eq!(case.a, Unknown, "{route}");
        assert!(case.possible().contains(&Category::A), "{route}");
    }
}

/// Nothing answered: everything is possible. One answer: only what follows from it is said.
#[test]
fn an_empty_draft_rules_nothing_out() {
    let empty = seen(&draft(&[]));
    assert_eq!((empty.points.low, empty.points.high), (0, 110));
    assert_eq!(empty.possible(), [Category::A, Category::B, Category::C]);
    assert_eq!(empty.verdict(), "open");
    assert_eq!(seen(&complete()).verdict(), "b_or_a");
}
