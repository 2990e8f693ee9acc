//! The oldest ages of category C, and what cities say beyond them.

use crate::profiles::{TODAY, aged, with};
use permit::classify::reason::{NeedReason, reasons};
use permit::date;
use permit::policy::Test;
use permit::profile::Short;
use permit::truth::Truth::{Unknown, Yes};

/// Category C ends at 60 as B does; what cities say beyond that is a note, never certain.
#[test]
fn beyond_sixty_the_city_decides_in_category_c_too() {
    for (id, position, claim) in [("C-3.1", "intern", true), ("C-3.2", "professional", false)] {
        let ages = |age| {
            let case = with(|p| {
                p.birth_date = aged(age);
                p.position_kind = Some(position);
                p.degree_country = Short::new("CHN");
                p.degree_date = Some(date::plus_months(TODAY, -2));
                if claim {
                    assert!(p.claims.add(id));
                }
            });
            let reason = reasons(&case)
                .into_iter()
                .find(|reason| reason.route.id == id)
                .unwrap();
            let age = reason.needs.into_iter().find_map(|need| match need {
                NeedReason::One(test) if matches!(test.test, Test::Age { .. }) => Some(test),
                _ => None,
            });
            let age = age.unwrap();
            (age.truth, age.decided_by)
        };
        assert_eq!(ages(60), (Yes, None), "{id}");
        assert_eq!(ages(61), (Unknown, Some("city")), "{id}");
    }
    for (place, route, note) in [
        ("110000", "B-1.5", "BJ-AGE"),
        ("310000", "B-2", "SH-AGE"),
        ("440300", "B-1.5", "SZ-AGE"),
    ] {
        let case = with(|p| p.work_place = Short::new(place));
        let mut notes = case.rules.additions(route);
        let said = notes.find(|addition| addition.id == note).unwrap();
        assert_eq!(said.confidence, permit::policy::Confidence::Uncertain);
    }
}
