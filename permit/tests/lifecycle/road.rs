//! The whole road, as it would be told to a policy officer. All days are in China, 2026.

use crate::people::*;
use permit::classify::Category;
use permit::lifecycle::correction::{IfLate, Open, Owner, Reason, Wished};
use permit::lifecycle::validity::{self, End};
use permit::lifecycle::{Action, ActionKind, Actor, Case, Denied, EventKind, Milestone, State, state};

#[test]
fn from_ready_to_the_residence_permit_with_a_correction_in_the_middle() {
    let mut case = case();

    // The applicant's part is ready on Monday, 2 March; the employer signs and files two days later.
    does(&mut case, "2026-03-02", ANNA, Action::Ready);
    assert_eq!(case.state(), Some(State::WaitingForEmployer));
    assert_eq!(case.must_act(), [Actor::Employer]);
    does(&mut case, "2026-03-04", WORKS, Action::Sign);
    does(&mut case, "2026-03-04", WORKS, Action::File(None));
    assert_eq!(case.state(), Some(State::Filed));

    // Preliminary review: five working days, until Wednesday, 11 March.
    let clock = case.clock(&nation(), date("2026-03-06")).unwrap();
    assert_eq!(clock.used, Ok(2));
    assert_eq!(clock.last_day, Some(Ok(date("2026-03-11"))));
    does(&mut case, "2026-03-05", LI, Action::StartPreReview);

    // On Friday the officer tells everything that must be corrected, at once, to whom it concerns.
    let all = [
        document("degree", Owner::Applicant, Reason::NotAuthenticated, "2026-04-03"),
        answer("duties", Owner::Employer, Reason::Contradicts, "2026-03-20"),
    ];
    does(&mut case, "2026-03-06", LI, list(&all));
    assert_eq!(case.state(), Some(State::ReturnedForCorrection));
    assert_eq!(case.must_act(), [Actor::Applicant, Actor::Employer]);
    assert_eq!(case.corrections().and_then(Open::if_late), Some(IfLate::GoesBack));
    assert_eq!(
        case.corrections().unwrap().of(ANNA.0).collect::<Vec<_>>(),
        [&all[0]]
    );

    // The employer is done first, then the applicant: the case goes back by itself, three days of five left.
    does(&mut case, "2026-03-10", WORKS, Action::Answer);
    assert_eq!(case.must_act(), [Actor::Applicant]);
    let still = case.clock(&nation(), date("2026-03-19")).unwrap();
    assert_eq!((still.runs, still.used, still.last_day), (false, Ok(2), None));
    assert_eq!(
        does(&mut case, "2026-03-20", ANNA, Action::Answer),
        EventKind::CorrectionCompleted
    );
    assert_eq!(case.state(), Some(State::PreReview));
    let clock = case.clock(&nation(), date("2026-03-24")).unwrap();
    assert_eq!((clock.runs, clock.used), (true, Ok(4)));
    assert_eq!(clock.last_day, Some(Ok(date("2026-03-25"))));

    // Passed, accepted with a receipt number, reviewed and approved in the category that the preview named.
    does(&mut case, "2026-03-24", LI, Action::PassPreReview);
    does(&mut case, "2026-03-24", LI, Action::Accept("R-2026-1".into()));
    let clock = case.clock(&nation(), date("2026-03-24")).unwrap();
    assert_eq!(
        clock.last_day,
        Some(Ok(date("2026-04-08"))),
        "ten, around Qingming"
    );
    does(&mut case, "2026-03-25", WANG, Action::StartReview);
    does(&mut case, "2026-04-01", WANG, Action::Approve(Category::B));
    assert_eq!(case.state(), Some(State::Approved));
    assert_eq!(case.must_act(), [Actor::Authority], "the letter is to be issued");
    assert!(case.clock(&nation(), date("2026-04-02")).is_none());

    // The letter has a wrong name; it is replaced, and the new one counts.
    does(
        &mut case,
        "2026-04-01",
        WANG,
        Action::IssueLetter(letter("2026-10-01")),
    );
    let mut right = letter("2026-10-02");
    right.number = "TEST-LETTER-2".into();
    because(
        &mut case,
        "2026-04-02",
        WANG,
        Action::ReplaceLetter(right.clone()),
        "Name misspelt",
    );
    assert_eq!(case.letter(), Some(&right));
    assert_eq!(case.must_act(), [Actor::Applicant]);

    // Visa, entry, registration within 24 hours, residence permit within 30 calendar days, originals.
    does(
        &mut case,
        "2026-04-20",
        ANNA,
        Action::Record(Milestone::Visa, date("2026-04-17")),
    );
    does(
        &mut case,
        "2026-05-05",
        ANNA,
        Action::Record(Milestone::Entry, date("2026-05-04")),
    );
    let steps = case.steps(&nation(), date("2026-05-05"));
    let told: Vec<_> = steps.iter().map(|step| (step.name, step.by)).collect();
    assert_eq!(
        told,
        [
            ("register_address", Some(Ok(date("2026-05-05")))),
            ("residence_permit", Some(Ok(date("2026-06-03")))),
            ("show_originals", None),
        ]
    );
    does(
        &mut case,
        "2026-05-05",
        ANNA,
        Action::Record(Milestone::Accommodation, date("2026-05-05")),
    );
    does(
        &mut case,
        "2026-05-12",
        LI,
        Action::Record(Milestone::Originals, date("2026-05-12")),
    );
    does(
        &mut case,
        "2026-05-20",
        WORKS,
        Action::Record(Milestone::ResidencePermit, date("2026-05-19")),
    );
    assert_eq!(case.state(), Some(State::Approved), "steps are not states");
    assert_eq!(case.must_act(), []);
    assert_eq!(case.steps(&nation(), date("2026-05-21")), []);

    // The permit lasts for the months of the letter from the entry, until somebody reads its last day from it.
    let contract = Some(date("2028-06-30"));
    assert_eq!(
        validity::ends(&case, contract),
        Some((date("2027-05-03"), End::PermitEstimated))
    );
    let read = |day: &str| Action::RecordPermitEnd(date(day));
    does(&mut case, "2026-05-21", ANNA, read("2027-04-30"));
    does(&mut case, "2026-05-22", WORKS, read("2027-05-18"));
    assert_eq!(
        validity::ends(&case, contract),
        Some((date("2027-05-18"), End::Permit))
    );
    assert_eq!(
        validity::ends(&case, Some(date("2027-03-31"))),
        Some((date("2027-03-31"), End::Contract))
    );

    // All of it can be told from the events alone.
    let events: Vec<_> = case.records().iter().map(|record| record.event.clone()).collect();
    assert_eq!(state(&events), case.state());
}

#[test]
fn before_filing_the_sides_settle_it_between_themselves() {
    let mut case = case();
    does(&mut case, "2026-03-02", ANNA, Action::Ready);
    does(&mut case, "2026-03-03", WORKS, Action::Sign);
    // The applicant sees a mistake in the employer's part, which was signed: it is signed again.
    let pay = answer(
        "annual_salary_cny",
        Owner::Employer,
        Reason::Contradicts,
        "2026-03-10",
    );
    does(&mut case, "2026-03-03", ANNA, Action::ReturnToEmployer(vec![pay]));
    assert_eq!(case.state(), Some(State::ReturnedToEmployer));
    assert_eq!(case.must_act(), [Actor::Employer]);
    assert_eq!(
        case.corrections().and_then(Open::if_late),
        None,
        "nothing passes by itself"
    );
    does(&mut case, "2026-03-04", WORKS, Action::Sign);
    // The employer wants a readable passport; what the applicant changes, the employer signs anew.
    let passport = document("passport", Owner::Applicant, Reason::Unreadable, "2026-03-12");
    does(
        &mut case,
        "2026-03-05",
        WORKS,
        Action::ReturnToApplicant(vec![passport]),
    );
    assert_eq!(case.state(), Some(State::ReturnedToApplicant));
    does(&mut case, "2026-03-06", ANNA, Action::Ready);
    assert_eq!(case.state(), Some(State::WaitingForEmployer));
    does(&mut case, "2026-03-09", WORKS, Action::Sign);
    does(&mut case, "2026-03-09", WORKS, Action::File(None));
    assert_eq!(case.state(), Some(State::Filed));
}

#[test]
fn before_filing_the_applicant_takes_their_part_back_and_the_employer_signs_anew() {
    for signed in [false, true] {
        let mut case = case();
        does(&mut case, "2026-03-02", ANNA, Action::Ready);
        if signed {
            does(&mut case, "2026-03-03", WORKS, Action::Sign);
        }
        let before = case.state();
        let back = |case: &mut Case, who, why| tries(case, "2026-03-04", who, Action::PullBack, why);
        assert_eq!(back(&mut case, ANNA, " "), Err(Denied::ReasonMissing));
        // The employer has its part open, or returns the applicant's.
        assert_eq!(back(&mut case, WORKS, "No"), Err(Denied::WrongState(before)));
        assert_eq!(case.will_hear(ActionKind::PullBack, ANNA.0), [Owner::Employer]);
        assert_eq!(back(&mut case, ANNA, "A wrong year"), Ok(EventKind::PulledBack));
        assert_eq!(case.state(), Some(State::ReturnedToApplicant));
        assert_eq!(case.must_act(), [Actor::Applicant]);
        assert!(case.corrections().is_none(), "all of it is open");
        does(&mut case, "2026-03-05", ANNA, Action::Ready);
        assert_eq!(case.state(), Some(State::WaitingForEmployer));
        let filed = tries(&mut case, "2026-03-05", WORKS, Action::File(None), "");
        assert_eq!(filed, Err(Denied::WrongState(case.state())), "it signs again");
        does(&mut case, "2026-03-05", WORKS, Action::Sign);
        does(&mut case, "2026-03-05", WORKS, Action::File(None));
        assert_eq!(case.state(), Some(State::Filed));
    }
}

#[test]
fn after_filing_either_pulls_back_until_acceptance_and_files_again() {
    for (who, next) in [
        (ANNA, State::ReturnedToApplicant),
        (WORKS, State::WaitingForEmployer),
    ] {
        let mut case = in_pre_review("2026-03-02");
        because(
            &mut case,
            "2026-03-04",
            who,
            Action::PullBack,
            "The contract begins later",
        );
        assert_eq!(case.state(), Some(next));
        assert!(case.clock(&nation(), date("2026-03-09")).is_none());
        if next == State::ReturnedToApplicant {
            does(&mut case, "2026-03-05", ANNA, Action::Ready);
        }
        does(&mut case, "2026-03-09", WORKS, Action::Sign);
        does(&mut case, "2026-03-09", WORKS, Action::File(None));
        // The clock begins anew with the new filing.
        let clock = case.clock(&nation(), date("2026-03-10")).unwrap();
        assert_eq!(clock.used, Ok(1));
    }
}

#[test]
fn after_acceptance_a_side_asks_and_the_officer_opens_what_was_asked_for() {
    let mut case = under_review("2026-03-02");
    let ask = |should: &str| {
        Action::AskCorrection(vec![Wished {
            pin: answer("phone", Owner::Applicant, Reason::Other, "2026-03-20").pin,
            should: should.into(),
        }])
    };
    let unsaid = tries(&mut case, "2026-03-03", ANNA, ask(" "), "");
    assert_eq!(unsaid, Err(Denied::ReasonMissing));
    does(&mut case, "2026-03-03", ANNA, ask("+46 8 465 004 12"));
    assert_eq!(case.wish(), Some(ANNA.0));
    let items = [answer("phone", Owner::Applicant, Reason::WrongForm, "2026-03-20")];
    does(&mut case, "2026-03-04", LI, list(&items));
    assert_eq!(case.wish(), None);
    does(&mut case, "2026-03-05", ANNA, Action::Answer);
    assert_eq!(case.state(), Some(State::UnderReview));
}

#[test]
fn a_refusal_takes_two_people_and_tells_why() {
    let mut case = under_review("2026-03-02");
    let grounds = vec![permit::lifecycle::decision::Ground::ConditionsNotMet];
    let decision = permit::lifecycle::decision::Decision::Refuse(grounds.clone());
    assert!(decision.needs_two(None) && decision.needs_two(Some(Category::B)));
    let why = "Two years of experience are not shown";
    because(&mut case, "2026-03-05", LI, Action::Refuse(grounds), why);
    assert_eq!(case.state(), Some(State::UnderReview), "only proposed");
    does(&mut case, "2026-03-06", ZHAO, Action::Confirm);
    assert_eq!(case.state(), Some(State::Refused));
    assert_eq!(case.records().last().unwrap().event.why, why);
    assert_eq!(case.must_act(), []);
    // The applicant never sees that it was proposed, and reads the same state.
    let seen: Vec<_> = case
        .records()
        .iter()
        .filter_map(|record| record.seen_by(ANNA.0))
        .collect();
    assert!(
        seen.iter()
            .all(|record| !record.event.kind.is_internal() && record.person.is_empty())
    );
    let events: Vec<_> = seen.into_iter().map(|record| record.event).collect();
    assert_eq!(state(&events), Some(State::Refused));
}

#[test]
fn another_category_than_the_preview_s_takes_two_people() {
    let mut case = under_review("2026-03-02");
    let why = "The diploma is not in the catalogue; a quota place is free";
    because(&mut case, "2026-03-05", LI, Action::Approve(Category::C), why);
    assert_eq!(case.state(), Some(State::UnderReview), "only proposed");
    because(
        &mut case,
        "2026-03-05",
        WANG,
        Action::DropProposal,
        "It is, since January",
    );
    does(&mut case, "2026-03-05", WANG, Action::Approve(Category::B));
    assert_eq!(case.approved(), Some(Category::B));
}

#[test]
fn when_the_due_date_goes_by_happens_what_the_list_said() {
    let items = [answer("duties", Owner::Employer, Reason::Missing, "2026-03-13")];
    let mut case = in_pre_review("2026-03-02");
    does(&mut case, "2026-03-03", LI, list(&items));
    assert!(tries(&mut case, "2026-03-13", PORTAL, Action::Lapse, "").is_err());
    does(&mut case, "2026-03-14", PORTAL, Action::Lapse);
    assert_eq!(case.state(), Some(State::PreReview));

    let mut case = in_pre_review("2026-03-02");
    let round = permit::lifecycle::correction::Round {
        items: items.to_vec(),
        if_late: permit::lifecycle::correction::IfLate::Expires,
    };
    does(&mut case, "2026-03-03", LI, Action::Return(round));
    assert!(tries(&mut case, "2026-03-14", PORTAL, Action::Lapse, "").is_err());
    does(&mut case, "2026-03-14", PORTAL, Action::Expire);
    assert_eq!(case.state(), Some(State::Expired));
}

#[test]
fn a_letter_that_nobody_used_is_ended_by_an_officer_and_not_by_itself() {
    let mut unused = approved("2026-03-02");
    assert!(tries(&mut unused, "2026-12-31", LI, Action::Expire, "").is_err());
    // Who entered and recorded nothing can still do so.
    assert!(tries(&mut unused, "2027-01-01", PORTAL, Action::Expire, "").is_err());
    let mut late = unused.clone();
    let entry = Action::Record(Milestone::Entry, date("2026-12-30"));
    does(&mut late, "2027-01-02", ANNA, entry);
    assert!(tries(&mut late, "2027-01-03", LI, Action::Expire, "").is_err());
    does(&mut unused, "2027-01-01", LI, Action::Expire);
    assert_eq!(unused.state(), Some(State::Expired));

    let mut used = approved("2026-03-02");
    does(
        &mut used,
        "2026-04-01",
        ANNA,
        Action::Record(Milestone::Visa, date("2026-04-01")),
    );
    assert!(tries(&mut used, "2027-01-01", LI, Action::Expire, "").is_err());
    because(
        &mut used,
        "2027-01-04",
        LI,
        Action::Cancel,
        "Employment ended early",
    );
    assert_eq!(used.state(), Some(State::Cancelled));
}
