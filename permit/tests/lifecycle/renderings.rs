//! Chinese renderings hold up the filing, and the way back after a correction; whose turn it is says who acts.

use crate::people::*;
use permit::lifecycle::correction::{Owner, Reason};
use permit::lifecycle::{Action, ActionKind, Actor, Case, Denied, EventKind, State};

fn signed() -> Case {
    let mut case = case();
    does(&mut case, "2026-03-02", ANNA, Action::Ready);
    does(&mut case, "2026-03-02", WORKS, Action::Sign);
    case
}

/// A school that has to be corrected until 20 March.
fn school_returned() -> Case {
    let mut case = in_pre_review("2026-03-02");
    let items = [answer(
        "edu_school",
        Owner::Applicant,
        Reason::Contradicts,
        "2026-03-20",
    )];
    does(&mut case, "2026-03-03", LI, list(&items));
    case
}

#[test]
fn nothing_is_filed_before_the_employer_wrote_and_the_applicant_confirmed() {
    let mut case = signed();
    let file = |case: &mut Case| tries(case, "2026-03-03", WORKS, Action::File(None), "");
    let early = |case: &mut Case| tries(case, "2026-03-03", ANNA, Action::ConfirmRenderings, "");

    case.set_rendering(Some(Owner::Employer));
    assert_eq!(case.must_act(), [Actor::Employer]);
    assert_eq!(file(&mut case), Err(Denied::RenderingOwed));
    assert!(!case.actions(WORKS.0, WORKS.1).contains(&ActionKind::File));
    assert_eq!(early(&mut case), Err(Denied::NotYet));
    let proposed = does(&mut case, "2026-03-03", WORKS, Action::ProposeRenderings);
    assert_eq!(proposed, EventKind::RenderingsProposed);
    assert_eq!(case.state(), Some(State::EmployerSigned), "it is no state");

    case.set_rendering(Some(Owner::Applicant));
    assert_eq!(case.must_act(), [Actor::Applicant]);
    assert_eq!(file(&mut case), Err(Denied::RenderingUnconfirmed));
    let confirmed = does(&mut case, "2026-03-03", ANNA, Action::ConfirmRenderings);
    assert_eq!(confirmed, EventKind::RenderingsConfirmed);

    case.set_rendering(None);
    assert_eq!(case.must_act(), [Actor::Employer]);
    assert_eq!(file(&mut case), Ok(EventKind::Filed));
    // After filing they are as they were confirmed, unless a correction changes a text.
    assert!(!case.renders());
    assert_eq!(
        tries(&mut case, "2026-03-03", WORKS, Action::ProposeRenderings, ""),
        Err(Denied::WrongState(Some(State::Filed)))
    );
}

#[test]
fn before_the_employer_signed_both_may_have_something_to_do() {
    let mut case = case();
    does(&mut case, "2026-03-02", ANNA, Action::Ready);
    case.set_rendering(Some(Owner::Applicant));
    assert_eq!(case.must_act(), [Actor::Applicant, Actor::Employer]);
    // The employer's signature does not wait for it.
    does(&mut case, "2026-03-02", WORKS, Action::Sign);
}

#[test]
fn a_correction_goes_back_once_what_it_changed_is_rendered() {
    let mut case = school_returned();
    assert!(!case.renders(), "nothing was changed yet");

    // What the applicant sends again has another text in it.
    case.set_rendering(Some(Owner::Employer));
    let answered = does(&mut case, "2026-03-04", ANNA, Action::Answer);
    assert_eq!(answered, EventKind::CorrectionAnswered);
    assert_eq!(case.state(), Some(State::ReturnedForCorrection));
    assert_eq!(case.must_act(), [Actor::Employer]);
    let due = case.corrections().and_then(|list| list.due());
    assert_eq!(
        due,
        Some(date("2026-03-20")),
        "the list's last day holds for it, too"
    );
    does(&mut case, "2026-03-05", WORKS, Action::ProposeRenderings);
    case.set_rendering(Some(Owner::Applicant));
    assert_eq!(case.must_act(), [Actor::Applicant]);
    let confirmed = does(&mut case, "2026-03-06", ANNA, Action::ConfirmRenderings);
    assert_eq!(confirmed, EventKind::CorrectionCompleted);
    case.set_rendering(None);
    assert_eq!(case.state(), Some(State::PreReview));
}

#[test]
fn a_correction_waits_for_the_other_owner_and_for_the_renderings() {
    let mut case = in_pre_review("2026-03-02");
    let items = [
        answer("edu_school", Owner::Applicant, Reason::Contradicts, "2026-03-20"),
        answer("duties", Owner::Employer, Reason::Contradicts, "2026-03-20"),
    ];
    does(&mut case, "2026-03-03", LI, list(&items));
    case.set_rendering(Some(Owner::Employer));
    does(&mut case, "2026-03-04", ANNA, Action::Answer);
    does(&mut case, "2026-03-05", WORKS, Action::ProposeRenderings);
    case.set_rendering(Some(Owner::Applicant));
    // Confirmed before the employer is done with its own items: that one sends it back.
    let confirmed = does(&mut case, "2026-03-06", ANNA, Action::ConfirmRenderings);
    assert_eq!(confirmed, EventKind::RenderingsConfirmed);
    case.set_rendering(None);
    let answered = does(&mut case, "2026-03-07", WORKS, Action::Answer);
    assert_eq!(answered, EventKind::CorrectionCompleted);
}

#[test]
fn a_last_day_goes_by_while_renderings_are_waited_for() {
    let mut case = school_returned();
    case.set_rendering(Some(Owner::Employer));
    does(&mut case, "2026-03-04", ANNA, Action::Answer);
    let early = tries(&mut case, "2026-03-20", PORTAL, Action::Lapse, "");
    assert_eq!(early, Err(Denied::NotDue));
    does(&mut case, "2026-03-21", PORTAL, Action::Lapse);
    assert_eq!(case.state(), Some(State::PreReview));
}
