//! What a side may change, and nothing else.

use crate::people::*;
use permit::answer::{Key, Role};
use permit::draft::Draft;
use permit::lifecycle::correction::{Item, Owner, Pin, Reason};
use permit::lifecycle::open::Openness;
use permit::lifecycle::{Action, Case};

pub fn draft(answers: &[(&str, &str)]) -> Draft {
    let mut draft = Draft::new(permit::forms::VERSION);
    for (key, value) in answers {
        draft.edit(Key::parse(key).unwrap(), (*value).to_owned(), 0, Role::Applicant);
    }
    draft
}

/// A case whose officer asked for these corrections.
pub fn asked(items: &[Item]) -> Case {
    let mut case = case();
    does(&mut case, "2026-03-02", ANNA, Action::Ready);
    does(&mut case, "2026-03-04", WORKS, Action::Sign);
    does(&mut case, "2026-03-04", WORKS, Action::File(None));
    does(&mut case, "2026-03-05", LI, Action::StartPreReview);
    does(&mut case, "2026-03-06", LI, list(items));
    case
}

fn may(case: &Case, role: Role, key: &str, before: &[(&str, &str)], after: &[(&str, &str)]) -> bool {
    let key = Key::parse(key).unwrap();
    case.open_to(role).allows(&key, &draft(before), &draft(after))
}

#[test]
fn who_has_their_part_back_changes_all_of_it_and_nobody_else_anything() {
    let mut case = case();
    does(&mut case, "2026-03-02", ANNA, Action::Ready);
    assert_eq!(case.open_to(Role::Applicant), Openness::Nothing);
    assert_eq!(case.open_to(Role::Employer), Openness::Everything);
    does(&mut case, "2026-03-04", WORKS, Action::Sign);
    assert_eq!(case.open_to(Role::Employer), Openness::Nothing);
    because(&mut case, "2026-03-04", ANNA, Action::PullBack, "A wrong year");
    assert_eq!(case.open_to(Role::Applicant), Openness::Everything);
    does(&mut case, "2026-03-04", ANNA, Action::Ready);
    does(&mut case, "2026-03-04", WORKS, Action::Sign);
    does(&mut case, "2026-03-04", WORKS, Action::File(None));
    because(&mut case, "2026-03-05", ANNA, Action::PullBack, "A wrong school");
    assert_eq!(case.open_to(Role::Applicant), Openness::Everything);
    assert_eq!(case.open_to(Role::Officer), Openness::Nothing);
}

#[test]
fn of_a_list_only_what_it_names_and_what_hangs_on_it() {
    let case = asked(&[
        answer(
            "has_dependants",
            Owner::Applicant,
            Reason::Contradicts,
            "2026-03-20",
        ),
        document("degree", Owner::Applicant, Reason::Unreadable, "2026-03-20"),
        answer("duties", Owner::Employer, Reason::Contradicts, "2026-03-20"),
    ]);
    let nothing: &[(&str, &str)] = &[];
    for (key, expected) in [
        ("has_dependants", true),
        ("surname", false),
        ("passport_number", false),
        ("duties", false),
    ] {
        assert_eq!(
            may(&case, Role::Applicant, key, nothing, nothing),
            expected,
            "{key}"
        );
    }
    assert!(may(&case, Role::Employer, "duties", nothing, nothing));
    assert!(!may(&case, Role::Employer, "job_title", nothing, nothing));
}

#[test]
fn of_a_document_its_own_files_and_the_form_that_is_signed_anew() {
    let case = asked(&[document(
        "degree",
        Owner::Applicant,
        Reason::Unreadable,
        "2026-03-20",
    )]);
    let of = |slot| vec![("documents@f1", "1"), ("doc_slot@f1", slot)];
    let degree = of("degree");
    // A new file, and one that goes.
    assert!(may(&case, Role::Applicant, "doc_file@f1", &[], &degree));
    assert!(may(&case, Role::Applicant, "documents@f1", &degree, &degree));
    assert!(may(&case, Role::Applicant, "doc_file@f1", &[], &of("form")));
    // Another document, and one that is called another one's.
    assert!(!may(&case, Role::Applicant, "doc_file@f1", &[], &of("passport")));
    assert!(!may(
        &case,
        Role::Applicant,
        "doc_slot@f1",
        &of("passport"),
        &degree
    ));
    assert!(!may(&case, Role::Applicant, "edu_school@f1", &degree, &degree));
}

#[test]
fn a_row_that_is_pinned_is_open_with_all_that_is_in_it() {
    let row = Item {
        pin: Pin::Question(Key::in_row("work", "w1")),
        ..answer("surname", Owner::Applicant, Reason::Missing, "2026-03-20")
    };
    let case = asked(&[row]);
    assert!(may(&case, Role::Applicant, "work_to@w1", &[], &[]));
    assert!(may(&case, Role::Applicant, "work@w1", &[], &[]));
    let two: &[(&str, &str)] = &[("work@w1", "1"), ("work@w2", "2")];
    assert!(!may(&case, Role::Applicant, "work_to@w2", two, two));
    let whole = Item {
        pin: Pin::Question(Key::new("work")),
        ..answer("surname", Owner::Applicant, Reason::Missing, "2026-03-20")
    };
    let case = asked(&[whole]);
    assert!(may(&case, Role::Applicant, "work_to@w2", &[], &[]));
    assert!(!may(&case, Role::Applicant, "edu_to@w2", &[], &[]));
}

#[test]
fn who_is_done_changes_nothing_more() {
    let mut case = asked(&[
        answer("surname", Owner::Applicant, Reason::Contradicts, "2026-03-20"),
        answer("duties", Owner::Employer, Reason::Contradicts, "2026-03-20"),
    ]);
    does(&mut case, "2026-03-10", ANNA, Action::Answer);
    assert_eq!(case.open_to(Role::Applicant), Openness::Nothing);
    assert!(may(&case, Role::Employer, "duties", &[], &[]));
}

#[test]
fn a_signature_holds_until_something_is_opened_again() {
    let mut case = case();
    does(&mut case, "2026-03-02", ANNA, Action::Ready);
    assert!(!case.is_signed());
    does(&mut case, "2026-03-04", WORKS, Action::Sign);
    assert!(case.is_signed());
    // Between the sides whatever changes is signed anew, also where nothing did.
    let school = answer("edu_school", Owner::Applicant, Reason::Missing, "2026-03-20");
    does(
        &mut case,
        "2026-03-04",
        WORKS,
        Action::ReturnToApplicant(vec![school]),
    );
    assert!(!case.is_signed());
    does(&mut case, "2026-03-05", ANNA, Action::Ready);
    assert!(!case.is_signed());
    does(&mut case, "2026-03-06", WORKS, Action::Sign);
    does(&mut case, "2026-03-06", WORKS, Action::File(None));
    does(&mut case, "2026-03-09", LI, Action::StartPreReview);
    // The authority's list takes it back for as long as the employer has something to correct.
    let both = list(&[
        answer("surname", Owner::Applicant, Reason::Contradicts, "2026-03-20"),
        answer("duties", Owner::Employer, Reason::Contradicts, "2026-03-20"),
    ]);
    does(&mut case, "2026-03-10", LI, both);
    assert!(!case.is_signed());
    does(&mut case, "2026-03-11", WORKS, Action::Answer);
    assert!(
        case.is_signed(),
        "what the applicant owes is no answer of the employer's"
    );
    because(&mut case, "2026-03-12", WORKS, Action::Withdraw, "No more");
    assert!(case.is_signed());
}

#[test]
fn what_hangs_on_a_pinned_answer_is_open_with_it() {
    let sent = [("education@e1", "1"), ("work@w1", "1"), ("work@w2", "2")];
    for (pin, key, expected) in [
        // A list that it asks for, with what stands there.
        ("has_dependants", "dependants@d1", true),
        ("has_dependants", "dep_surname@d1", true),
        ("has_dependants", "work@w1", false),
        // What is held against it.
        ("surname", "signature", true),
        ("surname", "declare_true", false),
        ("contract_start", "contract_end", true),
        ("contract_start", "permit_months", true),
        ("contract_end", "contract_start", false),
        ("nationality", "passports@p2", true),
        ("nationality", "passport_country@p2", true),
        // In its row alone; and the row stays.
        ("work_kind@w1", "work_employer@w1", true),
        ("work_kind@w1", "work_employer@w2", false),
        ("work_kind@w1", "work@w1", false),
        // What came in the months that a correction leaves open, in a row of its own.
        ("work_to@w1", "work@w3", true),
        ("work_to@w1", "work_kind@w3", true),
        ("work_to@w1", "work@w2", false),
        ("work_to@w1", "work_kind@w2", false),
        ("edu_to@e1", "work@w3", true),
        ("edu_school@e1", "work@w3", false),
    ] {
        let item = Item {
            pin: Pin::Question(Key::parse(pin).unwrap()),
            ..answer("surname", Owner::Applicant, Reason::Contradicts, "2026-03-20")
        };
        let open = may(&asked(&[item]), Role::Applicant, key, &sent, &sent);
        assert_eq!(open, expected, "{pin} {key}");
    }
}

#[test]
fn it_is_known_who_did_not_answer_a_list_that_ended() {
    let mut case = asked(&[
        answer("surname", Owner::Applicant, Reason::Contradicts, "2026-03-20"),
        answer("duties", Owner::Employer, Reason::Contradicts, "2026-03-20"),
    ]);
    does(&mut case, "2026-03-10", ANNA, Action::Answer);
    assert!(!case.ended_unanswered(Role::Employer), "it goes on");
    because(&mut case, "2026-03-11", LI, Action::CloseCorrection, "A mistake");
    assert!(case.ended_unanswered(Role::Employer));
    assert!(!case.ended_unanswered(Role::Applicant));
    does(&mut case, "2026-03-12", LI, Action::PassPreReview);
    assert!(!case.ended_unanswered(Role::Employer), "long ago");
}
