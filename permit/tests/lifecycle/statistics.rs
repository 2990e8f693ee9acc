//! What many cases say together.

use crate::people::*;
use permit::answer::Key;
use permit::api::statistics::Statistics;
use permit::classify::Category;
use permit::lifecycle::correction::{Item, Owner, Pin, Reason};
use permit::lifecycle::decision::Ground;
use permit::lifecycle::statistics::{Period, Tally};
use permit::lifecycle::{Action, Case, EventKind, Terms};

/// The statistics of a period for these cases, each with its limits.
fn of(from: &str, until: &str, cases: &[(&Case, Terms)]) -> Statistics {
    let mut tally = Tally::new(Period::new(date(from), date(until)).unwrap());
    for (case, terms) in cases {
        tally.take(case, terms);
    }
    tally.done()
}

fn times(statistics: &Statistics, kind: EventKind) -> u32 {
    let mut found = statistics.happened.iter().filter(|one| one.kind == kind);
    found.next().map_or(0, |one| one.by_category.total())
}

/// A row of a list that must be corrected.
fn school(row: &str) -> Item {
    Item {
        pin: Pin::Question(Key::in_row("edu_school", row)),
        ..answer("surname", Owner::Applicant, Reason::Contradicts, "2026-03-31")
    }
}

/// Filed on Monday, 2 March; returned on Wednesday; back on Monday, 16 March; passed and accepted the day after; approved on
/// Wednesday, 1 April.
fn returned_once() -> Case {
    let mut case = in_pre_review("2026-03-02");
    let items = [
        document("degree", Owner::Applicant, Reason::NotAuthenticated, "2026-03-31"),
        school("e1"),
        school("e2"),
    ];
    does(&mut case, "2026-03-04", LI, list(&items));
    does(&mut case, "2026-03-16", ANNA, Action::Answer);
    does(&mut case, "2026-03-17", LI, Action::PassPreReview);
    does(&mut case, "2026-03-17", LI, Action::Accept("R-1".into()));
    does(&mut case, "2026-03-18", LI, Action::StartReview);
    does(&mut case, "2026-04-01", LI, Action::Approve(Category::B));
    case
}

#[test]
fn steps_are_counted_where_they_ended_and_without_the_time_that_was_waited() {
    let (slow, quick) = (returned_once(), approved("2026-03-12"));
    let march = of(
        "2026-03-01",
        "2026-03-31",
        &[(&slow, nation()), (&quick, nation())],
    );
    let [pre_review, acceptance, review] = march.steps.as_slice() else {
        panic!("{:?}", march.steps);
    };
    // Two working days until it was returned, and one after it came back; and none on the other's one day.
    assert_eq!(
        (pre_review.done, pre_review.median, pre_review.longest),
        (2, 0, 3)
    );
    assert_eq!((pre_review.limited, pre_review.late), (2, 0));
    // No law says how long the nation takes to accept.
    assert_eq!((acceptance.done, acceptance.limited), (2, 0));
    assert_eq!((review.done, review.longest), (1, 0));
    // The slow one's review ended in April, on the eleventh day: one more than the limit.
    let april = of(
        "2026-04-01",
        "2026-04-30",
        &[(&slow, nation()), (&quick, nation())],
    );
    let review = &april.steps[2];
    assert_eq!(
        (review.done, review.longest, review.limited, review.late),
        (1, 11, 1, 1)
    );
    assert_eq!((april.decided, april.at_once), (1, 0));
    assert_eq!((march.decided, march.at_once), (1, 1));
}

#[test]
fn what_had_to_be_corrected_is_told_by_reason_and_by_question() {
    let case = returned_once();
    let march = of("2026-03-01", "2026-03-31", &[(&case, nation())]);
    let reasons: Vec<_> = march.reasons.iter().map(|one| (one.reason, one.count)).collect();
    assert_eq!(reasons, [(Reason::Contradicts, 2), (Reason::NotAuthenticated, 1)]);
    // Two rows of a list are one question.
    let pins: Vec<_> = march.pins.iter().map(|one| one.count).collect();
    assert_eq!(pins, [2, 1]);
    assert!(matches!(&march.pins[0].pin, Pin::Question(key) if key.row.is_none()));
    let april = of("2026-04-01", "2026-04-30", &[(&case, nation())]);
    assert!(april.reasons.is_empty() && april.pins.is_empty());
}

#[test]
fn each_event_is_counted_once_under_its_category() {
    let mut refused = under_review("2026-03-12");
    let grounds = vec![Ground::PostNotFit];
    because(&mut refused, "2026-03-13", LI, Action::Refuse(grounds), "Why");
    because(&mut refused, "2026-03-13", ZHAO, Action::Confirm, "Why");
    let unknown = Terms {
        category: None,
        ..nation()
    };
    let approved = approved("2026-03-12");
    let all = of(
        "2026-03-12",
        "2026-03-13",
        &[(&refused, unknown), (&approved, unknown)],
    );
    assert_eq!(times(&all, EventKind::Filed), 2);
    assert_eq!(times(&all, EventKind::Refused), 1);
    assert_eq!(times(&all, EventKind::LetterIssued), 1);
    // The decision names a category where the preview did not.
    let filed = all
        .happened
        .iter()
        .find(|one| one.kind == EventKind::Filed)
        .unwrap();
    assert_eq!((filed.by_category.b, filed.by_category.none), (1, 1));
    let before = of(
        "2026-02-01",
        "2026-02-28",
        &[(&refused, unknown), (&approved, unknown)],
    );
    assert!(before.happened.iter().all(|one| one.by_category.total() == 0));
    assert_eq!(before.decided, 0);
}

#[test]
fn what_a_side_broke_off_says_nothing_about_the_authority() {
    let mut case = in_pre_review("2026-03-02");
    because(&mut case, "2026-03-20", ANNA, Action::PullBack, "A mistake");
    let march = of("2026-03-01", "2026-03-31", &[(&case, nation())]);
    assert_eq!(march.steps[0].done, 0);
    assert_eq!(times(&march, EventKind::PulledBack), 1);
}

#[test]
fn what_was_taken_back_before_filing_was_never_the_authority_s() {
    let mut case = case();
    does(&mut case, "2026-03-02", ANNA, Action::Ready);
    because(&mut case, "2026-03-03", ANNA, Action::PullBack, "A wrong year");
    does(&mut case, "2026-03-04", ANNA, Action::Ready);
    does(&mut case, "2026-03-04", WORKS, Action::Sign);
    does(&mut case, "2026-03-04", WORKS, Action::File(None));
    let march = of("2026-03-01", "2026-03-31", &[(&case, nation())]);
    assert_eq!(times(&march, EventKind::PulledBack), 0);
    assert_eq!(times(&march, EventKind::Filed), 1);
}
