//! What is denied, and why; a denied action leaves the history as it was.

use crate::people::*;
use permit::classify::Category;
use permit::lifecycle::correction::{Owner, Reason, Wished};
use permit::lifecycle::decision::Ground;
use permit::lifecycle::record::Elsewhere;
use permit::lifecycle::{Action, ActionKind, Case, Denied, Milestone, State};

fn refuse() -> Action {
    Action::Refuse(vec![Ground::QuotaUsedUp])
}

fn proposed() -> Case {
    let mut case = under_review("2026-03-02");
    because(&mut case, "2026-03-03", LI, refuse(), "Used up");
    case
}

fn returned() -> Case {
    let mut case = in_pre_review("2026-03-02");
    let items = [answer("duties", Owner::Employer, Reason::Missing, "2026-03-13")];
    does(&mut case, "2026-03-03", LI, list(&items));
    case
}

#[test]
fn each_denial_says_why() {
    let item = || answer("duties", Owner::Employer, Reason::Missing, "2026-04-01");
    let past = || answer("duties", Owner::Employer, Reason::Missing, "2026-03-01");
    let unsaid = || answer("duties", Owner::Employer, Reason::Other, "2026-04-01");
    let elsewhere = |on: &str, receipt: &str| {
        let receipt = receipt.into();
        Action::File(Some(Elsewhere {
            on: date(on),
            receipt,
        }))
    };
    let signed = || {
        let mut case = case();
        does(&mut case, "2026-03-02", ANNA, Action::Ready);
        does(&mut case, "2026-03-02", WORKS, Action::Sign);
        case
    };
    let nobody = (ANNA.0, "");
    let table: Vec<(Case, _, Action, &str, Denied)> = vec![
        (case(), WORKS, Action::Ready, "", Denied::WrongRole),
        (case(), nobody, Action::Ready, "", Denied::PersonMissing),
        (case(), WORKS, Action::Sign, "", Denied::WrongState(None)),
        (
            filed("2026-03-02"),
            ANNA,
            Action::Ready,
            "",
            Denied::WrongState(Some(State::Filed)),
        ),
        (
            filed("2026-03-02"),
            ANNA,
            Action::File(None),
            "",
            Denied::WrongRole,
        ),
        (
            signed(),
            WORKS,
            elsewhere("2026-03-05", "R"),
            "",
            Denied::DateWrong,
        ),
        (
            signed(),
            WORKS,
            elsewhere("2026-03-01", "R"),
            "",
            Denied::DateWrong,
        ),
        (
            signed(),
            WORKS,
            elsewhere("2026-03-03", " "),
            "",
            Denied::Incomplete,
        ),
        (
            signed(),
            WORKS,
            elsewhere("2026-03-03", &"9".repeat(101)),
            "",
            Denied::Incomplete,
        ),
        (
            signed(),
            WORKS,
            Action::ReturnToApplicant(vec![item()]),
            "",
            Denied::ListWrong,
        ),
        (
            signed(),
            ANNA,
            Action::ReturnToEmployer(vec![]),
            "",
            Denied::ListWrong,
        ),
        (
            filed("2026-03-02"),
            ANNA,
            Action::PullBack,
            " ",
            Denied::ReasonMissing,
        ),
        (
            in_pre_review("2026-03-02"),
            LI,
            list(&[past()]),
            "",
            Denied::ListWrong,
        ),
        (
            in_pre_review("2026-03-02"),
            LI,
            list(&[unsaid()]),
            "",
            Denied::ReasonMissing,
        ),
        (returned(), LI, Action::PassPreReview, "", Denied::CorrectionsOpen),
        (returned(), ANNA, Action::Answer, "", Denied::NotYours),
        (returned(), PORTAL, Action::Lapse, "", Denied::NotDue),
        (
            under_review("2026-03-02"),
            LI,
            list(&[item()]),
            "",
            Denied::ReasonMissing,
        ),
        (
            under_review("2026-03-02"),
            LI,
            refuse(),
            "",
            Denied::ReasonMissing,
        ),
        (
            under_review("2026-03-02"),
            LI,
            Action::Refuse(vec![]),
            "why",
            Denied::Incomplete,
        ),
        (
            under_review("2026-03-02"),
            LI,
            Action::Approve(Category::A),
            "",
            Denied::ReasonMissing,
        ),
        (
            under_review("2026-03-02"),
            LI,
            Action::Confirm,
            "",
            Denied::NotYet,
        ),
        (
            under_review("2026-03-02"),
            ANNA,
            Action::PullBack,
            "",
            Denied::WrongState(Some(State::UnderReview)),
        ),
        (proposed(), LI, Action::Confirm, "", Denied::SecondPersonNeeded),
        (
            proposed(),
            (ZHAO.0, LI.1),
            Action::Confirm,
            "",
            Denied::SecondPersonNeeded,
        ),
        (
            proposed(),
            WANG,
            Action::Approve(Category::B),
            "",
            Denied::ProposalOpen,
        ),
        (proposed(), WANG, Action::DropProposal, "", Denied::ReasonMissing),
        (
            approved("2026-03-02"),
            LI,
            Action::IssueLetter(letter("2026-12-31")),
            "",
            Denied::AlreadyDone,
        ),
        (
            approved("2026-03-02"),
            LI,
            Action::ReplaceLetter(letter("2026-12-31")),
            "",
            Denied::ReasonMissing,
        ),
        (
            approved("2026-03-02"),
            ANNA,
            Action::Record(Milestone::Originals, date("2026-03-03")),
            "",
            Denied::WrongRole,
        ),
        (
            approved("2026-03-02"),
            ANNA,
            Action::Record(Milestone::Visa, date("2026-03-05")),
            "",
            Denied::DateWrong,
        ),
        (
            approved("2026-03-02"),
            ANNA,
            Action::Record(Milestone::Visa, date("2026-03-01")),
            "",
            Denied::DateWrong,
        ),
        (
            approved("2026-03-02"),
            ANNA,
            Action::RecordPermitEnd(date("2026-03-02")),
            "",
            Denied::DateWrong,
        ),
        (
            approved("2026-03-02"),
            WORKS,
            Action::RecordPermitEnd(date("2029-03-03")),
            "",
            Denied::DateWrong,
        ),
        (
            approved("2026-03-02"),
            LI,
            Action::Cancel,
            "",
            Denied::ReasonMissing,
        ),
        (
            approved("2026-03-02"),
            ANNA,
            Action::Withdraw,
            "",
            Denied::WrongState(Some(State::Approved)),
        ),
    ];
    for (mut case, who, action, why, expected) in table {
        let (before, shown) = (case.clone(), format!("{who:?} {action:?}"));
        assert_eq!(
            tries(&mut case, "2026-03-04", who, action, why),
            Err(expected),
            "{shown}"
        );
        assert_eq!(case, before, "{shown}");
    }
}

/// On the day itself the official system may have had it; the applicant's newest word counts.
#[test]
fn nothing_was_filed_elsewhere_before_it_was_ready() {
    let elsewhere = |on: &str| {
        Action::File(Some(Elsewhere {
            on: date(on),
            receipt: "R".into(),
        }))
    };
    let mut case = case();
    does(&mut case, "2026-03-02", ANNA, Action::Ready);
    because(&mut case, "2026-03-03", ANNA, Action::PullBack, "Not yet");
    does(&mut case, "2026-03-04", ANNA, Action::Ready);
    does(&mut case, "2026-03-05", WORKS, Action::Sign);
    let early = tries(&mut case, "2026-03-06", WORKS, elsewhere("2026-03-03"), "");
    assert_eq!(early, Err(Denied::DateWrong));
    does(&mut case, "2026-03-06", WORKS, elsewhere("2026-03-04"));
}

#[test]
fn time_never_runs_backwards() {
    let mut case = filed("2026-03-04");
    let early = tries(&mut case, "2026-03-03", LI, Action::StartPreReview, "");
    assert_eq!(early, Err(Denied::TimeRunsBackwards));
}

#[test]
fn a_wish_to_correct_is_answered_before_a_decision() {
    let mut case = under_review("2026-03-02");
    let pins = || {
        let pin = answer("phone", Owner::Applicant, Reason::Missing, "2026-04-01").pin;
        let should = String::new();
        vec![Wished { pin, should }]
    };
    because(
        &mut case,
        "2026-03-03",
        WORKS,
        Action::AskCorrection(pins()),
        "Typing mistake",
    );
    let second = tries(
        &mut case,
        "2026-03-03",
        ANNA,
        Action::AskCorrection(pins()),
        "Mine too",
    );
    assert_eq!(second, Err(Denied::AlreadyDone));
    let approve = tries(&mut case, "2026-03-03", LI, Action::Approve(Category::B), "");
    assert_eq!(approve, Err(Denied::WishOpen));
    because(
        &mut case,
        "2026-03-04",
        LI,
        Action::DeclineCorrection,
        "It changes nothing",
    );
    // Declined once, a side does not hold up the decision with another wish.
    let again = tries(
        &mut case,
        "2026-03-04",
        WORKS,
        Action::AskCorrection(pins()),
        "Please",
    );
    assert_eq!(again, Err(Denied::AlreadyDone));
    does(&mut case, "2026-03-04", LI, Action::Approve(Category::B));
}

#[test]
fn a_second_list_needs_a_reason() {
    let mut case = returned();
    does(&mut case, "2026-03-04", WORKS, Action::Answer);
    let again = || list(&[answer("duties", Owner::Employer, Reason::Missing, "2026-04-01")]);
    assert_eq!(
        tries(&mut case, "2026-03-05", LI, again(), ""),
        Err(Denied::ReasonMissing)
    );
    because(
        &mut case,
        "2026-03-05",
        LI,
        again(),
        "The new text is empty as well",
    );
}

#[test]
fn a_part_that_was_pulled_back_is_closed_by_nobody_else() {
    let mut case = filed("2026-03-02");
    because(&mut case, "2026-03-03", ANNA, Action::PullBack, "Not yet");
    assert!(
        !case
            .actions(WORKS.0, WORKS.1)
            .contains(&ActionKind::CloseCorrection)
    );
    assert_eq!(
        tries(&mut case, "2026-03-03", WORKS, Action::CloseCorrection, "Go on"),
        Err(Denied::NotYet)
    );
    assert_eq!(
        tries(&mut case, "2026-03-03", WORKS, Action::Sign, ""),
        Err(Denied::CorrectionsOpen)
    );
}

#[test]
fn who_proposed_is_not_offered_to_confirm() {
    let case = proposed();
    assert!(!case.actions(LI.0, LI.1).contains(&ActionKind::Confirm));
    assert!(case.actions(WANG.0, WANG.1).contains(&ActionKind::Confirm));
}

#[test]
fn the_roads_days_stay_in_order() {
    let mut case = approved("2026-03-02");
    let record = |step, on: &str| Action::Record(step, date(on));
    does(
        &mut case,
        "2026-04-10",
        ANNA,
        record(Milestone::Entry, "2026-04-05"),
    );
    let visa = tries(
        &mut case,
        "2026-04-10",
        ANNA,
        record(Milestone::Visa, "2026-04-06"),
        "",
    );
    assert_eq!(visa, Err(Denied::DateWrong));
    let address = tries(
        &mut case,
        "2026-04-10",
        ANNA,
        record(Milestone::Accommodation, "2026-04-04"),
        "",
    );
    assert_eq!(address, Err(Denied::DateWrong));
    // A wrong day is corrected by recording it again.
    does(
        &mut case,
        "2026-04-11",
        ANNA,
        record(Milestone::Entry, "2026-04-06"),
    );
    assert_eq!(case.milestone(Milestone::Entry), Some(date("2026-04-06")));
}
