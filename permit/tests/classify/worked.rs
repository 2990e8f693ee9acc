//! The worked cases of the domain notes, and each limit from both sides.

use crate::profiles::{TODAY, aged, deny, whole};
use permit::classify::{Category, Preview};
use permit::date::{self, Date};
use permit::profile::{Profile, Short};
use permit::truth::Truth::{self, No, Unknown, Yes};

/// A change of a profile.
type Edit<'a> = &'a dyn Fn(&mut Profile);

fn with(change: impl FnOnce(&mut Profile)) -> Preview {
    let mut profile = whole();
    change(&mut profile);
    Preview::new(profile)
}

fn item(of: &Preview, id: &str) -> u32 {
    let item = of.points.items.iter().find(|item| item.id == id).unwrap();
    assert_eq!(item.low, item.high, "{id}");
    assert!(item.high <= item.max, "{id}");
    item.low
}

fn route(of: &Preview, id: &str) -> Truth {
    let (place, route) = of.rules.routes().find(|(_, route)| route.id == id).unwrap();
    of.look().route(route, place)
}

#[test]
fn the_worked_cases_come_out_as_worked() {
    let case = with(|_| {});
    let items: Vec<u32> = case.points.items.iter().map(|item| item.low).collect();
    assert_eq!(items, [14, 15, 8, 15, 3, 0, 15, 0, 0]);
    assert_eq!((case.points.low, case.points.high), (70, 70));
    assert_eq!(case.standing().category(), Some(Category::B));

    let case = with(|p| {
        p.annual_salary_cny = Some(500_000);
        p.highest_degree = Some(3);
        p.relevant_work_years = Some(17);
        p.chinese_level = Some("hsk5");
        p.work_place = Short::new("510100");
        p.birth_date = aged(44);
        p.background = Some([false, true, false, false]);
    });
    assert_eq!((case.points.low, case.points.high), (110, 110));
    assert_eq!(case.standing().category(), Some(Category::A));

    let case = with(|p| {
        p.annual_salary_cny = Some(60_000);
        p.highest_degree = Some(1);
        p.relevant_work_years = Some(1);
        p.months_per_year_in_china = Some(9);
        p.chinese_level = Some("none");
        p.work_place = Short::new("310000");
        p.birth_date = aged(24);
    });
    assert_eq!((case.points.low, case.points.high), (40, 40));
    assert_eq!(case.standing().category(), Some(Category::C), "below B");
}

#[test]
fn each_bracket_begins_where_the_table_says() {
    for (yuan, points) in [
        (0, 0),
        (49_999, 0),
        (50_000, 5),
        (69_999, 5),
        (70_000, 8),
        (149_999, 8),
        (150_000, 11),
        (249_999, 11),
        (250_000, 14),
        (349_999, 14),
        (350_000, 17),
        (449_999, 17),
        (450_000, 20),
        (100_000_000, 20),
    ] {
        assert_eq!(
            item(&with(|p| p.annual_salary_cny = Some(yuan)), "salary"),
            points,
            "{yuan}"
        );
    }
    for years in 0..=40 {
        let expected = if years < 2 { 0 } else { (years + 3).min(20) };
        assert_eq!(
            item(&with(|p| p.relevant_work_years = Some(years)), "work_years"),
            expected,
            "{years}"
        );
    }
    for (months, points) in [
        (0, 0),
        (2, 0),
        (3, 5),
        (5, 5),
        (6, 10),
        (8, 10),
        (9, 15),
        (12, 15),
    ] {
        assert_eq!(
            item(&with(|p| p.months_per_year_in_china = Some(months)), "months"),
            points,
            "{months}"
        );
    }
    for (degree, vocational, points) in [
        (0, "none", 0),
        (0, "senior_worker", 10),
        (1, "none", 10),
        (1, "technician", 15),
        (2, "senior_worker", 15),
        (0, "senior_technician", 20),
        (0, "international_top", 20),
        (3, "none", 20),
        (3, "senior_technician", 20),
    ] {
        let case = with(|p| {
            p.highest_degree = Some(degree);
            p.vocational_level = Some(vocational);
        });
        assert_eq!(item(&case, "education"), points, "{degree} {vocational}");
    }
    for (level, points) in [
        ("none", 0),
        ("hsk1", 1),
        ("hsk2", 2),
        ("hsk3", 3),
        ("hsk4", 4),
        ("hsk5", 5),
        ("hsk6", 5),
        ("hsk7", 5),
        ("hsk9", 5),
        ("degree_taught_in_chinese", 5),
        ("former_chinese_national", 5),
    ] {
        assert_eq!(
            item(&with(|p| p.chinese_level = Some(level)), "chinese"),
            points,
            "{level}"
        );
    }
    for place in 0..4 {
        let mut items = [false; 4];
        items[place] = true;
        assert_eq!(
            item(&with(|p| p.background = Some(items)), "background"),
            5,
            "{place}"
        );
    }
    assert_eq!(
        item(&with(|p| p.background = Some([true; 4])), "background"),
        5,
        "any one gives all"
    );
}

/// The brackets of age turn on the birthday itself, and a day before it is a day too early.
#[test]
fn age_counts_from_the_birthday() {
    for (years, points) in [
        (17, 0),
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
        let birthday = date::plus_months(TODAY, -12 * years);
        assert_eq!(
            item(&with(|p| p.birth_date = Some(birthday)), "age"),
            points,
            "{years} today"
        );
        let tomorrow = date::plus_days(birthday, 1);
        let younger = with(|p| p.birth_date = Some(tomorrow));
        let before = if matches!(years, 18 | 26 | 46 | 56 | 61) {
            [0, 10, 15, 10, 5][match years {
                18 => 0,
                26 => 1,
                46 => 2,
                56 => 3,
                _ => 4,
            }]
        } else {
            points
        };
        assert_eq!(item(&younger, "age"), before, "{years} tomorrow");
    }
    // Born on 29 February: a year older on 1 March.
    let leap = |today| {
        let case = with(|p| {
            p.birth_date = Some(Date::constant(2000, 2, 29));
            p.as_of = Some(today);
        });
        item(&case, "age")
    };
    assert_eq!(
        (
            leap(Date::constant(2026, 2, 28)),
            leap(Date::constant(2026, 3, 1))
        ),
        (10, 15)
    );
}

#[test]
fn the_place_counts_by_its_region_or_by_a_list_of_the_city() {
    let range = |place: &str, base, area| {
        let case = with(|p| {
            p.work_place = Short::new(place);
            p.old_industrial_base = base;
            p.special_area = area;
        });
        let item = case.points.items.iter().find(|item| item.id == "place").unwrap();
        (item.low, item.high)
    };
    for place in [
        "150000", "450000", "500000", "510100", "540000", "650000", "210000", "220000", "230100", "422800",
        "433100",
    ] {
        assert_eq!(range(place, None, None), (10, 10), "{place}");
    }
    assert_eq!(
        range("420000", None, None),
        (0, 10),
        "the city's list is not known"
    );
    assert_eq!(range("420000", Some(false), None), (0, 10));
    assert_eq!(range("420000", Some(false), Some(false)), (0, 0));
    assert_eq!(range("420000", Some(true), None), (10, 10));
    assert_eq!(range("420000", None, Some(true)), (10, 10));
}

/// So many points, by what the province adds to seventy and by months and places.
fn sum(points: u32) -> Preview {
    let mut case = with(|p| p.position_kind = Some("other"));
    for salary in [40_000, 60_000, 100_000, 200_000, 300_000, 400_000, 500_000] {
        for place in ["110000", "510000"] {
            for local in 0..=10 {
                let next = with(|p| {
                    p.position_kind = Some("other");
                    p.annual_salary_cny = Some(salary);
                    p.work_place = Short::new(place);
                    p.provincial_points = Some(local);
                });
                if next.points.low == points {
                    case = next;
                }
            }
        }
    }
    assert_eq!((case.points.low, case.points.high), (points, points));
    case
}

#[test]
fn sixty_and_eighty_five_points_decide() {
    for (points, a, b, category) in [
        (59, No, No, Category::C),
        (60, No, Yes, Category::B),
        (84, No, Yes, Category::B),
        (85, Yes, Yes, Category::A),
    ] {
        let case = sum(points);
        assert_eq!((route(&case, "A-VI"), route(&case, "B-6")), (a, b), "{points}");
        assert_eq!(case.standing().category(), Some(category), "{points}");
    }
}

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
    let misses: [(&str, Edit); 5] = [
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
    let misses: [Edit; 4] = [
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
