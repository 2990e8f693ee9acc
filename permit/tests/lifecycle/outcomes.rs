//! What was filed in the official system, and what its employer records of that: the tracking goes on, and no act of this
//! authority comes of it.

use crate::people::*;
use permit::api::told::Told;
use permit::classify::Category;
use permit::lifecycle::correction::{Owner, Reason};
use permit::lifecycle::decision::Ground;
use permit::lifecycle::outcome::{Grant, Outcome, OutcomeKind, Said};
use permit::lifecycle::record::Elsewhere;
use permit::lifecycle::statistics::{Period, Tally};
use permit::lifecycle::validity::{self, End};
use permit::lifecycle::{Action, ActionKind, Actor, Case, Denied, EventKind, Milestone, Record, State};

/// A case that was filed in the official system on Monday, 2 March.
fn filed_there() -> Case {
    let mut case = case();
    does(&mut case, "2026-03-02", ANNA, Action::Ready);
    does(&mut case, "2026-03-02", WORKS, Action::Sign);
    let elsewhere = Elsewhere {
        on: date("2026-03-02"),
        receipt: "OFFICIAL-1".into(),
    };
    does(&mut case, "2026-03-02", WORKS, Action::File(Some(elsewhere)));
    case
}

fn said(on: &str, said: Said) -> Action {
    Action::RecordOutcome(Outcome { on: date(on), said })
}

fn accepted(on: &str) -> Action {
    said(on, Said::Accepted("OFFICIAL-2".into()))
}

fn grant(letter: &str) -> Grant {
    Grant {
        category: Category::B,
        letter: letter.into(),
        valid_until: date("2026-09-20"),
        months: 12,
    }
}

fn approved_there(on: &str, letter: &str) -> Action {
    said(on, Said::Approved(grant(letter)))
}

fn offered(case: &Case) -> Vec<OutcomeKind> {
    let all = case.actions(WORKS.0, WORKS.1).into_iter();
    all.filter_map(|action| match action {
        ActionKind::RecordOutcome(outcome) => Some(outcome),
        _ => None,
    })
    .collect()
}

#[test]
fn from_filing_there_to_the_permit_it_is_tracked_here() {
    let mut case = filed_there();
    assert!(!case.is_recorded(), "the filing is the employer's own");
    let kinds = [
        OutcomeKind::Returned,
        OutcomeKind::Accepted,
        OutcomeKind::Approved,
        OutcomeKind::Refused,
    ];
    assert_eq!(offered(&case), kinds);

    // Returned there on Tuesday: the employer works on it there, and the time of the authority stands still.
    because(
        &mut case,
        "2026-03-04",
        WORKS,
        said("2026-03-03", Said::Returned),
        "The degree can't be read",
    );
    assert_eq!(case.state(), Some(State::ReturnedForCorrection));
    assert_eq!(case.must_act(), [Actor::Employer]);
    let steps = case.steps(&nation(), date("2026-03-06"));
    assert_eq!(
        (steps[0].name, steps[0].who),
        ("employer_corrects_there", Actor::Employer)
    );
    let clock = case.clock(&nation(), date("2026-03-06")).unwrap();
    assert_eq!((clock.runs, clock.used), (false, Ok(1)));
    does(
        &mut case,
        "2026-03-10",
        WORKS,
        said("2026-03-09", Said::SentAgain),
    );
    assert_eq!(
        (case.state(), case.must_act()),
        (Some(State::Filed), vec![Actor::Authority])
    );
    let clock = case.clock(&nation(), date("2026-03-10")).unwrap();
    assert_eq!((clock.runs, clock.used), (true, Ok(2)));

    // Accepted there; the day was wrong, and is recorded again.
    does(&mut case, "2026-03-12", WORKS, accepted("2026-03-11"));
    assert_eq!((case.state(), case.is_recorded()), (Some(State::Accepted), true));
    let clock = case.clock(&nation(), date("2026-03-13")).unwrap();
    assert_eq!(
        (clock.used, clock.last_day),
        (Ok(2), Some(Ok(date("2026-03-25"))))
    );
    does(&mut case, "2026-03-13", WORKS, accepted("2026-03-10"));
    let clock = case.clock(&nation(), date("2026-03-13")).unwrap();
    assert_eq!(
        (clock.used, clock.last_day),
        (Ok(3), Some(Ok(date("2026-03-24"))))
    );

    // Approved there: the letter is the official system's.
    does(
        &mut case,
        "2026-03-23",
        WORKS,
        approved_there("2026-03-20", "NL-OFFICIAL-1"),
    );
    assert_eq!(
        (case.state(), case.approved()),
        (Some(State::Approved), Some(Category::B))
    );
    assert_eq!(case.must_act(), [Actor::Applicant], "no letter is waited for");
    assert_eq!(
        (case.letter(), case.letter_until()),
        (None, Some(date("2026-09-20")))
    );
    let issued = tries(
        &mut case,
        "2026-03-23",
        LI,
        Action::IssueLetter(letter("2026-09-20")),
        "",
    );
    assert_eq!(issued, Err(Denied::ApprovedElsewhere));
    assert_eq!(
        offered(&case),
        [OutcomeKind::Approved],
        "the last word again, and no other"
    );
    does(
        &mut case,
        "2026-03-24",
        WORKS,
        approved_there("2026-03-20", "NL-OFFICIAL-2"),
    );
    assert_eq!(case.grant(), Some(&grant("NL-OFFICIAL-2")));

    // The road goes on by itself.
    does(
        &mut case,
        "2026-05-05",
        ANNA,
        Action::Record(Milestone::Visa, date("2026-04-10")),
    );
    does(
        &mut case,
        "2026-05-05",
        ANNA,
        Action::Record(Milestone::Entry, date("2026-05-04")),
    );
    let ends = validity::ends(&case, None);
    assert_eq!(ends, Some((date("2027-05-03"), End::PermitEstimated)));
    does(
        &mut case,
        "2026-06-02",
        WORKS,
        Action::RecordPermitEnd(date("2027-04-30")),
    );
    assert_eq!(
        validity::ends(&case, None),
        Some((date("2027-04-30"), End::Permit))
    );
    let late = tries(
        &mut case,
        "2026-06-02",
        WORKS,
        approved_there("2026-04-11", "NL-OFFICIAL-2"),
        "",
    );
    assert_eq!(late, Err(Denied::DateWrong), "no visa before the approval");
    because(
        &mut case,
        "2026-06-03",
        LI,
        Action::Cancel,
        "The officers keep what they can do",
    );
}

#[test]
fn each_denial_says_why() {
    let taken_up = || {
        let mut case = filed_there();
        does(&mut case, "2026-03-02", LI, Action::StartPreReview);
        case
    };
    let listed = || {
        let mut case = taken_up();
        let items = [answer("duties", Owner::Employer, Reason::Missing, "2026-03-13")];
        does(&mut case, "2026-03-03", LI, list(&items));
        case
    };
    let after = |action: Action| {
        let mut case = filed_there();
        because(&mut case, "2026-03-04", WORKS, action, "Why");
        case
    };
    let granted = |change: fn(&mut Grant)| {
        let mut grant = grant("NL-OFFICIAL-1");
        change(&mut grant);
        said("2026-03-04", Said::Approved(grant))
    };
    let table: Vec<(Case, Person, Action, &str, Denied)> = vec![
        (
            filed("2026-03-02"),
            WORKS,
            accepted("2026-03-03"),
            "",
            Denied::FiledHere,
        ),
        (
            approved("2026-03-02"),
            WORKS,
            approved_there("2026-03-03", "NL-1"),
            "",
            Denied::FiledHere,
        ),
        (filed_there(), ANNA, accepted("2026-03-03"), "", Denied::WrongRole),
        (filed_there(), LI, accepted("2026-03-03"), "", Denied::WrongRole),
        (
            filed_there(),
            WORKS,
            accepted("2026-03-01"),
            "",
            Denied::DateWrong,
        ),
        (
            filed_there(),
            WORKS,
            accepted("2026-03-06"),
            "",
            Denied::DateWrong,
        ),
        (
            filed_there(),
            WORKS,
            said("2026-03-03", Said::SentAgain),
            "",
            Denied::NotYet,
        ),
        (
            filed_there(),
            WORKS,
            said("2026-03-03", Said::Refused),
            " ",
            Denied::ReasonMissing,
        ),
        (
            filed_there(),
            WORKS,
            granted(|one| one.letter.clear()),
            "",
            Denied::Incomplete,
        ),
        (
            filed_there(),
            WORKS,
            granted(|one| one.letter = "9".repeat(101)),
            "",
            Denied::Incomplete,
        ),
        (
            filed_there(),
            WORKS,
            said("2026-03-04", Said::Accepted("OFFICIAL-2\nOFFICIAL-3".into())),
            "",
            Denied::Incomplete,
        ),
        // What is returned there is no list of this authority's.
        (
            after(said("2026-03-04", Said::Returned)),
            LI,
            Action::CloseCorrection,
            "Why",
            Denied::NotYet,
        ),
        (
            filed_there(),
            WORKS,
            granted(|one| one.months = 0),
            "",
            Denied::Incomplete,
        ),
        (
            filed_there(),
            WORKS,
            granted(|one| one.months = 25),
            "",
            Denied::MonthsTooMany,
        ),
        (
            filed_there(),
            WORKS,
            granted(|one| one.valid_until = date("2026-03-03")),
            "",
            Denied::DateWrong,
        ),
        (
            after(accepted("2026-03-04")),
            WORKS,
            said("2026-03-03", Said::Returned),
            "",
            Denied::DateWrong,
        ),
        (
            after(accepted("2026-03-04")),
            WORKS,
            approved_there("2026-03-03", "NL-1"),
            "",
            Denied::DateWrong,
        ),
        // What this authority has in hand here is not undone.
        (
            listed(),
            WORKS,
            accepted("2026-03-03"),
            "",
            Denied::CorrectionsOpen,
        ),
        (
            after(said("2026-03-04", Said::Refused)),
            WORKS,
            accepted("2026-03-04"),
            "",
            Denied::WrongState(Some(State::Refused)),
        ),
    ];
    for (mut case, who, action, why, expected) in table {
        let (before, shown) = (case.clone(), format!("{who:?} {action:?}"));
        let denied = tries(&mut case, "2026-03-05", who, action, why);
        assert_eq!(denied, Err(expected), "{shown}");
        assert_eq!(case, before, "{shown}");
    }
}

/// Accepted before it was returned there, it is not accepted again.
#[test]
fn what_was_returned_after_the_acceptance_goes_back_to_that() {
    let mut case = filed_there();
    does(&mut case, "2026-03-04", WORKS, accepted("2026-03-04"));
    does(&mut case, "2026-03-06", WORKS, said("2026-03-05", Said::Returned));
    let again = tries(&mut case, "2026-03-09", WORKS, accepted("2026-03-09"), "");
    assert_eq!(again, Err(Denied::AlreadyDone));
    does(
        &mut case,
        "2026-03-09",
        WORKS,
        said("2026-03-09", Said::SentAgain),
    );
    assert_eq!(case.state(), Some(State::Accepted));
}

/// What goes back is what it was before: recorded, or not.
#[test]
fn who_said_it_goes_back_with_the_state() {
    let mut accepted_there = filed_there();
    does(&mut accepted_there, "2026-03-04", WORKS, accepted("2026-03-04"));
    let items = [answer("duties", Owner::Employer, Reason::Missing, "2026-03-13")];
    because(&mut accepted_there, "2026-03-05", LI, list(&items), "Seen late");
    assert!(!accepted_there.is_recorded(), "the list is this authority's");
    does(&mut accepted_there, "2026-03-06", WORKS, Action::Answer);
    let stands = (accepted_there.state(), accepted_there.is_recorded());
    assert_eq!(stands, (Some(State::Accepted), true));

    let mut passed_here = filed_there();
    does(&mut passed_here, "2026-03-03", LI, Action::StartPreReview);
    does(&mut passed_here, "2026-03-03", LI, Action::PassPreReview);
    does(
        &mut passed_here,
        "2026-03-04",
        WORKS,
        said("2026-03-04", Said::Returned),
    );
    assert!(passed_here.is_recorded());
    does(
        &mut passed_here,
        "2026-03-06",
        WORKS,
        said("2026-03-06", Said::SentAgain),
    );
    let stands = (passed_here.state(), passed_here.is_recorded());
    assert_eq!(stands, (Some(State::PreReviewPassed), false));
}

/// Whoever waits for a return there waits for no day of the authority's, not even for one that went by before.
#[test]
fn what_is_returned_there_has_no_last_day() {
    let mut case = filed_there();
    does(&mut case, "2026-03-16", WORKS, said("2026-03-16", Said::Returned));
    let steps = case.steps(&nation(), date("2026-03-17"));
    assert_eq!(steps[0].name, "employer_corrects_there");
    assert!(steps.iter().all(|step| step.by.is_none()), "{steps:?}");
    // Late it was all the same.
    let clock = case.clock(&nation(), date("2026-03-17")).unwrap();
    assert_eq!(
        (clock.runs, clock.last_day),
        (false, Some(Ok(date("2026-03-09"))))
    );
}

/// No side is told of a proposal, so none finds out by being denied; what is decided there nobody confirms here.
#[test]
fn a_proposal_of_the_authority_is_in_nobody_s_way() {
    let mut case = filed_there();
    does(&mut case, "2026-03-03", LI, Action::StartPreReview);
    let before = case.actions(WORKS.0, WORKS.1);
    let refuse = Action::Refuse(vec![Ground::QuotaUsedUp]);
    because(&mut case, "2026-03-03", LI, refuse, "Used up");
    assert_eq!(case.actions(WORKS.0, WORKS.1), before);
    for outcome in [accepted("2026-03-04"), said("2026-03-04", Said::Returned)] {
        let mut case = case.clone();
        does(&mut case, "2026-03-04", WORKS, outcome);
        assert!(case.proposal().is_none());
        assert!(!case.actions(ZHAO.0, ZHAO.1).contains(&ActionKind::Confirm));
    }
}

/// They come from a paper, by way of somebody's clipboard.
#[test]
fn a_number_stands_without_the_blanks_around_it() {
    let mut case = filed_there();
    let typed = Said::Accepted(" OFFICIAL-2\n".into());
    does(&mut case, "2026-03-04", WORKS, said("2026-03-04", typed));
    does(
        &mut case,
        "2026-03-05",
        WORKS,
        approved_there("2026-03-05", "\tNL-1 "),
    );
    assert_eq!(case.grant(), Some(&grant("NL-1")));
    let all = Told::all(case.records());
    let numbers: Vec<&str> = all.iter().map(|told| told.receipt.as_str()).collect();
    assert_eq!(numbers, ["OFFICIAL-1", "OFFICIAL-2", ""]);
}

/// "Approved" was pressed in place of "accepted": as if it had never been.
#[test]
fn a_wrong_word_is_taken_back() {
    let mut case = filed_there();
    does(&mut case, "2026-03-03", LI, Action::StartPreReview);
    let was = case.clone();
    does(
        &mut case,
        "2026-03-04",
        WORKS,
        approved_there("2026-03-04", "NL-1"),
    );
    does(
        &mut case,
        "2026-03-04",
        WORKS,
        approved_there("2026-03-04", "NL-2"),
    );
    for other in [ANNA, LI] {
        let denied = tries(&mut case, "2026-03-05", other, Action::TakeBackOutcome, "");
        assert_eq!(denied, Err(Denied::WrongRole));
    }
    does(&mut case, "2026-03-05", WORKS, Action::TakeBackOutcome);
    assert_eq!(
        (case.state(), case.is_recorded()),
        (Some(State::PreReview), false)
    );
    assert_eq!((case.approved(), case.grant()), (None, None));
    assert_eq!(case.letter_until(), None);
    assert_eq!(case.must_act(), [Actor::Authority]);
    assert_eq!(case.counted(), was.counted());
    assert_eq!(offered(&case), offered(&was));
    let nothing = tries(&mut case, "2026-03-05", WORKS, Action::TakeBackOutcome, "");
    assert_eq!(nothing, Err(Denied::WrongState(Some(State::PreReview))));
    // No day from before is in the way of the right word.
    does(&mut case, "2026-03-05", WORKS, accepted("2026-03-03"));
    assert_eq!((case.state(), case.is_recorded()), (Some(State::Accepted), true));
}

/// One after the other; what was returned there before is returned again.
#[test]
fn the_words_before_can_be_taken_back_too() {
    let mut case = filed_there();
    does(&mut case, "2026-03-04", WORKS, said("2026-03-04", Said::Returned));
    does(
        &mut case,
        "2026-03-06",
        WORKS,
        said("2026-03-06", Said::SentAgain),
    );
    does(&mut case, "2026-03-06", WORKS, accepted("2026-03-06"));
    for state in [State::Filed, State::ReturnedForCorrection, State::Filed] {
        does(&mut case, "2026-03-09", WORKS, Action::TakeBackOutcome);
        assert_eq!(case.state(), Some(state));
    }
    let clock = case.clock(&nation(), date("2026-03-09")).unwrap();
    assert_eq!((clock.runs, clock.used), (true, Ok(5)), "it never stood still");
}

#[test]
fn what_something_followed_is_not_taken_back() {
    let refused = |case: &mut Case| {
        let state = case.state();
        let denied = tries(case, "2026-03-20", WORKS, Action::TakeBackOutcome, "");
        assert_eq!(denied, Err(Denied::WrongState(state)));
    };
    refused(&mut filed_there());
    let mut here = filed("2026-03-02");
    let denied = tries(&mut here, "2026-03-03", WORKS, Action::TakeBackOutcome, "");
    assert_eq!(denied, Err(Denied::FiledHere));

    // The authority went on from it, even where the same was recorded again since.
    let mut reviewed = filed_there();
    does(
        &mut reviewed,
        "2026-03-03",
        WORKS,
        said("2026-03-03", Said::Returned),
    );
    does(
        &mut reviewed,
        "2026-03-04",
        WORKS,
        said("2026-03-04", Said::SentAgain),
    );
    does(&mut reviewed, "2026-03-04", LI, Action::StartPreReview);
    refused(&mut reviewed);
    does(
        &mut reviewed,
        "2026-03-05",
        WORKS,
        said("2026-03-03", Said::SentAgain),
    );
    refused(&mut reviewed);

    let mut arrived = filed_there();
    does(
        &mut arrived,
        "2026-03-04",
        WORKS,
        approved_there("2026-03-04", "NL-1"),
    );
    let visa = Action::Record(Milestone::Visa, date("2026-03-10"));
    does(&mut arrived, "2026-03-10", ANNA, visa);
    refused(&mut arrived);

    let mut ends = filed_there();
    does(
        &mut ends,
        "2026-03-04",
        WORKS,
        approved_there("2026-03-04", "NL-1"),
    );
    does(
        &mut ends,
        "2026-03-10",
        WORKS,
        Action::RecordPermitEnd(date("2027-03-03")),
    );
    refused(&mut ends);

    let mut over = filed_there();
    because(
        &mut over,
        "2026-03-04",
        WORKS,
        said("2026-03-04", Said::Refused),
        "Used up",
    );
    refused(&mut over);
}

/// What was filed anew here is decided here.
#[test]
fn the_newest_filing_says_where_it_is_decided() {
    let mut case = filed_there();
    because(&mut case, "2026-03-03", WORKS, Action::PullBack, "A wrong year");
    does(&mut case, "2026-03-03", WORKS, Action::Sign);
    does(&mut case, "2026-03-03", WORKS, Action::File(None));
    let denied = tries(&mut case, "2026-03-04", WORKS, accepted("2026-03-04"), "");
    assert_eq!(denied, Err(Denied::FiledHere));
}

#[test]
fn both_sides_are_told_what_was_recorded_and_why() {
    let mut case = filed_there();
    does(&mut case, "2026-03-04", WORKS, accepted("2026-03-04"));
    does(
        &mut case,
        "2026-03-06",
        WORKS,
        approved_there("2026-03-06", "NL-OFFICIAL-1"),
    );
    for side in [ANNA, WORKS] {
        let all = case.records().iter();
        let seen: Vec<Record> = all.filter_map(|record| record.seen_by(side.0)).collect();
        let expected = [
            Told {
                event: 2,
                receipt: "OFFICIAL-1".into(),
                on: "2026-03-02".into(),
                ..Told::default()
            },
            Told {
                event: 3,
                receipt: "OFFICIAL-2".into(),
                on: "2026-03-04".into(),
                ..Told::default()
            },
            Told {
                event: 4,
                on: "2026-03-06".into(),
                category: "B".into(),
                letter: "NL-OFFICIAL-1".into(),
                until: "2026-09-20".into(),
                months: Some(12),
                ..Told::default()
            },
        ];
        assert_eq!(Told::all(&seen), expected);
    }
    let mut refused = filed_there();
    because(
        &mut refused,
        "2026-03-06",
        WORKS,
        said("2026-03-05", Said::Refused),
        "The quota is used up",
    );
    let seen = refused
        .records()
        .last()
        .and_then(|record| record.seen_by(ANNA.0))
        .unwrap();
    assert_eq!(
        (seen.event.why.as_str(), seen.person.as_str()),
        ("The quota is used up", "")
    );
}

#[test]
fn the_statistics_of_the_authority_count_nothing_of_it() {
    let mut approved = filed_there();
    does(
        &mut approved,
        "2026-03-04",
        WORKS,
        said("2026-03-03", Said::Returned),
    );
    does(
        &mut approved,
        "2026-03-05",
        WORKS,
        said("2026-03-05", Said::SentAgain),
    );
    does(&mut approved, "2026-03-09", WORKS, accepted("2026-03-09"));
    does(
        &mut approved,
        "2026-03-12",
        WORKS,
        approved_there("2026-03-12", "NL-OFFICIAL-1"),
    );
    let mut refused = filed_there();
    because(
        &mut refused,
        "2026-03-12",
        WORKS,
        said("2026-03-12", Said::Refused),
        "Used up",
    );
    let mut tally = Tally::new(Period::new(date("2026-03-01"), date("2026-03-31")).unwrap());
    tally.take(&approved, &nation());
    tally.take(&refused, &nation());
    let march = tally.done();
    for one in march.happened {
        let expected = if one.kind == EventKind::Filed { 2 } else { 0 };
        assert_eq!(one.by_category.total(), expected, "{:?}", one.kind);
    }
    assert!(march.steps.iter().all(|step| step.done == 0), "{:?}", march.steps);
    assert_eq!((march.decided, march.at_once), (0, 0));
}

/// What an employer read from a letter there says nothing of the category under which this authority has it.
#[test]
fn the_statistics_go_by_no_category_that_an_employer_recorded() {
    let mut case = filed_there();
    let granted = Said::Approved(Grant {
        category: Category::C,
        ..grant("NL-OFFICIAL-1")
    });
    does(&mut case, "2026-03-12", WORKS, said("2026-03-12", granted));
    let mut tally = Tally::new(Period::new(date("2026-03-01"), date("2026-03-31")).unwrap());
    tally.take(&case, &nation());
    let march = tally.done();
    let mut all = march.happened.iter();
    let filed = all.find(|one| one.kind == EventKind::Filed).unwrap();
    assert_eq!((filed.by_category.b, filed.by_category.c), (1, 0));
}
