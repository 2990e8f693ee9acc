//! Limits by place and category, and the honest answer beyond the calendar.

use crate::people::*;
use permit::calendar::NotPublished;
use permit::classify::Category;
use permit::lifecycle::clock::Timed;
use permit::lifecycle::correction::{Owner, Reason};
use permit::lifecycle::record::Elsewhere;
use permit::lifecycle::{Action, Terms};

#[test]
fn limits_are_those_of_the_place_and_of_category_a() {
    let limits = |place, category| {
        let terms = Terms {
            place,
            category,
            on: date("2026-11-23"),
        };
        [Timed::PreReview, Timed::Acceptance, Timed::Review]
            .map(|step| step.limit(&terms).map(|limit| limit.value))
    };
    let b = Some(Category::B);
    let a = Some(Category::A);
    assert_eq!(limits(None, b), [Some(5), None, Some(10)]);
    assert_eq!(limits(None, a), [Some(5), None, Some(5)]);
    assert_eq!(limits(Some("110000"), b), [Some(3), Some(2), Some(5)]);
    assert_eq!(limits(Some("110000"), a), [Some(1), Some(2), Some(5)]);
    // Where the preview leaves it open, nobody is promised the shorter ones.
    assert_eq!(limits(Some("110000"), None), limits(Some("110000"), b));
}

#[test]
fn beyond_the_calendar_the_clock_says_so() {
    let case = filed("2026-12-29");
    let clock = case.clock(&nation(), date("2026-12-31")).unwrap();
    assert_eq!(clock.used, Ok(2));
    assert_eq!(clock.last_day, Some(Err(NotPublished { year: 2027 })));
    let later = case.clock(&nation(), date("2027-01-04")).unwrap();
    assert_eq!(later.used, Err(NotPublished { year: 2027 }));
}

#[test]
fn a_filing_in_the_official_system_counts_from_its_own_day() {
    let mut case = case();
    does(&mut case, "2026-03-02", ANNA, Action::Ready);
    does(&mut case, "2026-03-02", WORKS, Action::Sign);
    let elsewhere = Elsewhere {
        on: date("2026-03-03"),
        receipt: "E-1".into(),
    };
    does(&mut case, "2026-03-06", WORKS, Action::File(Some(elsewhere)));
    let clock = case.clock(&nation(), date("2026-03-06")).unwrap();
    assert_eq!(
        (clock.used, clock.last_day),
        (Ok(3), Some(Ok(date("2026-03-10"))))
    );
}

#[test]
fn a_limit_that_was_used_up_before_a_return_stays_used_up() {
    let mut case = in_pre_review("2026-03-02");
    let items = [answer("duties", Owner::Employer, Reason::Missing, "2026-04-01")];
    does(&mut case, "2026-03-11", LI, list(&items));
    let clock = case.clock(&nation(), date("2026-03-20")).unwrap();
    assert_eq!(
        (clock.used, clock.last_day),
        (Ok(7), Some(Ok(date("2026-03-09"))))
    );
}

#[test]
fn the_steps_name_the_days_that_are_known() {
    let told = |case: &permit::lifecycle::Case, today: &str| {
        let steps = case.steps(&nation(), date(today));
        steps
            .into_iter()
            .map(|step| (step.name, step.by))
            .collect::<Vec<_>>()
    };
    let day = |raw| Some(Ok(date(raw)));
    let mut case = in_pre_review("2026-03-02");
    let then = [("letter", None), ("visa", None)];
    let open = [("pre_review", day("2026-03-09")), ("review", day("2026-03-23"))];
    assert_eq!(told(&case, "2026-03-03"), [&open[..], &then].concat());
    let items = [answer("duties", Owner::Employer, Reason::Missing, "2026-04-01")];
    does(&mut case, "2026-03-04", LI, list(&items));
    let still = [
        ("owners_correct", day("2026-04-01")),
        ("pre_review", None),
        ("review", None),
    ];
    assert_eq!(told(&case, "2026-03-05"), [&still[..], &then].concat());
}
