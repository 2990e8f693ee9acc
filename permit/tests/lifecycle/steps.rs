//! The steps as people see them: what is still to come, by when, and who records it.

use crate::people::*;
use permit::api::step::StepLine;
use permit::calendar::NotPublished;
use permit::classify::Category;
use permit::date::Date;
use permit::lifecycle::correction::{Owner, Reason};
use permit::lifecycle::{Action, Actor, Case, Milestone, Terms};

type Told = (&'static str, Option<Result<Date, NotPublished>>);

fn told(case: &Case) -> Vec<Told> {
    let steps = case.steps(&nation(), date("2026-03-02"));
    steps.into_iter().map(|step| (step.name, step.by)).collect()
}

fn day(raw: &str) -> Option<Result<Date, NotPublished>> {
    Some(Ok(date(raw)))
}

fn records(case: &mut Case, on: &str, milestone: Milestone) {
    does(case, "2026-06-15", ANNA, Action::Record(milestone, date(on)));
}

#[test]
fn a_city_s_own_limits_count_there_and_those_of_category_a() {
    let days = |place, category| {
        let terms = Terms {
            place,
            category,
            on: date("2026-11-23"),
        };
        let steps = filed("2026-11-23").steps(&terms, terms.on);
        let days = steps.iter().filter_map(|step| step.working_days);
        days.collect::<Vec<_>>()
    };
    let b = Some(Category::B);
    assert_eq!(days(None, b), [5, 10]);
    assert_eq!(days(None, Some(Category::A)), [5, 5]);
    assert_eq!(days(Some("110000"), b), [3, 2, 5]);
    assert_eq!(days(Some("110000"), Some(Category::A)), [1, 2, 5]);
    assert_eq!(days(Some("510000"), b), [5, 10]);
}

#[test]
fn the_clocks_run_from_filing_only() {
    let names = |case: &Case| {
        let told = told(case);
        assert!(told.iter().all(|(_, by)| by.is_none()), "{told:?}");
        told.into_iter().map(|(name, _)| name).collect::<Vec<_>>()
    };
    let later = ["pre_review", "review", "letter", "visa"];
    let mut case = case();
    does(&mut case, "2026-02-12", ANNA, Action::Ready);
    assert_eq!(
        names(&case),
        [&["employer_signs", "employer_files"][..], &later].concat()
    );
    does(&mut case, "2026-02-12", WORKS, Action::Sign);
    assert_eq!(names(&case), [&["employer_files"][..], &later].concat());
    // Filed before Spring Festival: five working days later, then ten more.
    does(&mut case, "2026-02-12", WORKS, Action::File(None));
    assert_eq!(
        told(&case),
        [
            ("pre_review", day("2026-02-26")),
            ("review", day("2026-03-11")),
            ("letter", None),
            ("visa", None),
        ]
    );
}

#[test]
fn until_an_employer_is_joined_the_applicant_sees_to_one() {
    let next = |case: &Case| {
        let steps = case.steps(&nation(), date("2026-03-02"));
        let first = steps.into_iter().take(2);
        first
            .map(|step| (step.name, step.who, step.by))
            .collect::<Vec<_>>()
    };
    let joins = ("employer_joins", Actor::Applicant, None);
    let signs = ("employer_signs", Actor::Employer, None);
    let mut case = case();
    case.set_unjoined(true);
    does(&mut case, "2026-02-12", ANNA, Action::Ready);
    assert_eq!(case.must_act(), [Actor::Applicant]);
    assert_eq!(next(&case), [joins, signs]);
    case.set_unjoined(false);
    assert_eq!(case.must_act(), [Actor::Employer]);

    // The employer that was asked to correct something has left: nobody waits for that any more.
    let items = vec![answer("duties", Owner::Employer, Reason::Missing, "2026-04-01")];
    does(&mut case, "2026-02-12", ANNA, Action::ReturnToEmployer(items));
    let corrects = ("employer_corrects", Actor::Employer, day("2026-04-01"));
    assert_eq!(next(&case), [corrects, signs]);
    case.set_unjoined(true);
    assert_eq!(case.must_act(), [Actor::Applicant]);
    assert_eq!(next(&case), [joins, signs]);
}

#[test]
fn beyond_the_calendar_each_step_says_so() {
    let unknown: Option<Result<Date, NotPublished>> = Some(Err(NotPublished { year: 2027 }));
    let case = filed("2026-12-29");
    assert_eq!(told(&case)[..2], [("pre_review", unknown), ("review", unknown)]);
    let lines = StepLine::all(&case, &nation(), date("2026-12-29"));
    assert_eq!((lines[0].by.as_str(), lines[0].unpublished), ("", Some(2027)));
}

#[test]
fn after_a_correction_the_days_that_are_left_count() {
    let mut case = in_pre_review("2026-03-02");
    let items = [answer("duties", Owner::Employer, Reason::Missing, "2026-04-01")];
    does(&mut case, "2026-03-04", LI, list(&items));
    does(&mut case, "2026-03-20", WORKS, Action::Answer);
    assert_eq!(told(&case)[0], ("pre_review", day("2026-03-25")));
}

#[test]
fn a_side_is_told_its_own_day_and_not_the_other_s() {
    let mut case = in_pre_review("2026-03-02");
    let items = [
        document("degree", Owner::Applicant, Reason::Missing, "2026-03-20"),
        answer("duties", Owner::Employer, Reason::Missing, "2026-04-03"),
    ];
    does(&mut case, "2026-03-04", LI, list(&items));
    let seen = |case: &Case| {
        let records = case.records().iter();
        let theirs = records.filter_map(|record| record.seen_by(ANNA.0)).collect();
        let step = Case::new(Some(Category::B), theirs)
            .steps(&nation(), date("2026-03-04"))
            .swap_remove(0);
        assert_eq!(step.name, "owners_correct");
        (step.who, step.by)
    };
    assert_eq!(seen(&case), (Actor::Applicant, day("2026-03-20")));
    does(&mut case, "2026-03-10", ANNA, Action::Answer);
    assert_eq!(seen(&case), (Actor::Owners, None));
    let all = case.steps(&nation(), date("2026-03-10")).swap_remove(0);
    assert_eq!((all.who, all.by), (Actor::Employer, day("2026-04-03")));
}

#[test]
fn what_was_recorded_is_done_and_what_it_puts_an_end_to_is_no_longer_next() {
    let mut case = approved("2026-03-02");
    let names = |case: &Case| told(case).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
    assert_eq!(
        names(&case),
        [
            "get_visa",
            "enter",
            "register_address",
            "residence_permit",
            "show_originals"
        ]
    );
    assert!(case.passed().is_empty());
    // The visa was forgotten; who entered had one.
    records(&mut case, "2026-05-04", Milestone::Entry);
    let registered = ("register_address", day("2026-05-05"));
    let open = [("residence_permit", day("2026-06-03")), ("show_originals", None)];
    assert_eq!(told(&case), [&[registered][..], &open].concat());
    // Told later all the same, it stands before the entry.
    records(&mut case, "2026-04-17", Milestone::Visa);
    let passed = [
        (Milestone::Visa, date("2026-04-17")),
        (Milestone::Entry, date("2026-05-04")),
    ];
    assert_eq!(case.passed(), passed);
    assert_eq!(told(&case), [&[registered][..], &open].concat());
    // Nobody has the residence permit who is not registered: no day is left to be late for.
    records(&mut case, "2026-05-19", Milestone::ResidencePermit);
    assert_eq!(told(&case), [("show_originals", None)]);
    assert_eq!(case.must_act(), []);
}

#[test]
fn the_lines_say_what_is_done_and_who_records_what_is_next() {
    let mut case = approved("2026-03-02");
    records(&mut case, "2026-05-04", Milestone::Entry);
    let lines = StepLine::all(&case, &nation(), date("2026-06-15"));
    let line = |name: &str| lines.iter().find(|line| line.name == name).unwrap();
    assert_eq!(lines[0].name, "enter");
    assert_eq!(line("enter").done_on, "2026-05-04");
    assert_eq!(line("enter").recorded_by, Vec::<String>::new());
    let residence = line("residence_permit");
    assert_eq!(
        (
            residence.done_on.as_str(),
            residence.who.as_str(),
            residence.by.as_str()
        ),
        ("", "applicant", "2026-06-03")
    );
    assert_eq!(residence.recorded_by, ["applicant", "employer", "authority"]);
    assert_eq!(line("show_originals").recorded_by, ["authority"]);
}
