//! What keeps nobody from answering a list of corrections: what time alone made wrong, where nobody can put it right.

use crate::open::{asked, draft};
use crate::people::*;
use permit::answer::{Key, Role};
use permit::draft::Draft;
use permit::judge::judge;
use permit::lifecycle::correction::{Item, Owner, Reason};
use permit::lifecycle::excused::{counting, lines};
use permit::lifecycle::{Action, Case};

/// Some answers of an application that was sent on 2 March 2026, when none of them was wrong.
fn sent() -> Draft {
    draft(&[
        ("surname", "Eriksson"),
        ("given_names", "Anna"),
        ("signature", "Anna Eriksson"),
        ("phone", "+46 18 123 45 67"),
        ("contract_start", "2026-03-10"),
        ("contract_end", "2028-03-09"),
        ("permit_months", "12"),
        ("education@e1", "1"),
        ("edu_from@e1", "2009-9"),
        ("edu_to@e1", "2015-6"),
        ("work@w1", "1"),
        ("work_kind@w1", "unemployed"),
        ("work_from@w1", "2015-7"),
        ("work_to@w1", "2026-2"),
    ])
}

/// The errors that count on 20 April 2026, where these became what the applicant says now.
fn errors(case: &Case, changed: &[(&str, &str)]) -> Vec<String> {
    let (sent, today) = (sent(), date("2026-04-20"));
    let mut now = sent.clone();
    for (key, value) in changed {
        now.edit(Key::parse(key).unwrap(), (*value).to_owned(), 0, Role::Applicant);
    }
    let open = case.open_to(Role::Applicant);
    let counted = counting(
        judge(&now, today),
        &lines(&open.excused(&sent, &judge(&sent, today))),
    );
    counted
        .iter()
        .filter(|problem| problem.is_error())
        .map(|problem| format!("{} {}", problem.key, problem.code.name()))
        .collect()
}

fn pinned(question: &str) -> Item {
    answer(question, Owner::Applicant, Reason::Contradicts, "2026-03-20")
}

#[test]
fn what_time_made_wrong_bars_nobody_who_can_t_put_it_right() {
    let wrong = judge(&sent(), date("2026-04-20"));
    let names: Vec<_> = wrong.iter().map(|problem| problem.code.name()).collect();
    for name in ["date_in_past", "timeline_gap", "missing"] {
        assert!(names.contains(&name), "{name}");
    }
    let degree = document("degree", Owner::Applicant, Reason::Unreadable, "2026-03-20");
    assert!(errors(&asked(&[degree]), &[]).is_empty());
    // Where it is named, its owner can.
    for (question, expected) in [
        ("contract_start", "contract_start date_in_past"),
        ("work", "work timeline_gap"),
        ("visa_city", "visa_city missing"),
    ] {
        assert_eq!(errors(&asked(&[pinned(question)]), &[]), [expected]);
    }
    let case = asked(&[pinned("contract_start")]);
    assert!(errors(&case, &[("contract_start", "2026-05-01")]).is_empty());
}

#[test]
fn what_the_correction_itself_makes_wrong_counts() {
    let case = asked(&[pinned("surname")]);
    let differs = [("surname", "Ericsson")];
    assert_eq!(errors(&case, &differs), ["signature signature_differs"]);
    let signed = [("surname", "Ericsson"), ("signature", "Anna Ericsson")];
    assert!(errors(&case, &signed).is_empty());
    // Also at an answer that is not open: nothing but the change can be the cause.
    assert_eq!(errors(&case, &[("phone", "none")]), ["phone phone_shape"]);
}

#[test]
fn who_has_all_of_it_back_is_judged_on_all_of_it() {
    let mut case = filed("2026-03-02");
    because(&mut case, "2026-03-05", ANNA, Action::PullBack, "A wrong school");
    let all = errors(&case, &[]);
    for one in [
        "contract_start date_in_past",
        "work timeline_gap",
        "visa_city missing",
    ] {
        assert!(all.iter().any(|error| error == one), "{one}: {all:?}");
    }
}
