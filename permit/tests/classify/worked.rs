//! The worked cases of the domain notes, and each limit from both sides.

use crate::profiles::{TODAY, aged, route, with};
use permit::classify::{Category, Preview};
use permit::date::{self, Date};
use permit::profile::Short;
use permit::truth::Truth::{No, Yes};

fn item(of: &Preview, id: &str) -> u32 {
    let item = of.points.items.iter().find(|item| item.id == id).unwrap();
    assert_eq!(item.low, item.high, "{id}");
    assert!(item.high <= item.max, "{id}");
    item.low
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
    // Whether the lists of poor counties still count, nobody knows: the city decides.
    assert_eq!(range("420000", None, Some(true)), (0, 10));
    assert_eq!(range("420000", Some(false), Some(true)), (0, 10));
    assert_eq!(range("510000", Some(false), Some(true)), (10, 10));
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
