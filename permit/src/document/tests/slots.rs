//! Slots: which file is where, what is missing, what a change makes void.

use super::{B, FILING, TODAY, person};
use crate::answer::{Key, Role};
use crate::classify::Preview;
use crate::date;
use crate::document::Circumstances;
use crate::document::slot::{Hint, Slot, SlotState, attachments, slots, without_slot};
use crate::draft::Draft;
use crate::file::is_file_id;
use crate::forms;

fn put(draft: &mut Draft, key: &str, value: &str) {
    let key = Key::parse(key).unwrap();
    draft.edit(key, value.to_owned(), 0, Role::Applicant);
}

/// A file in a slot, as its `rank`-th page.
fn add(draft: &mut Draft, row: &str, rank: &str, slot: &str) {
    put(draft, &format!("documents@{row}"), rank);
    put(draft, &format!("doc_slot@{row}"), slot);
    put(draft, &format!("doc_file@{row}"), &row.repeat(64));
    put(draft, &format!("doc_name@{row}"), &format!("{row}.pdf"));
}

fn all(draft: &Draft, around: &Circumstances) -> Vec<Slot> {
    slots(draft, &Preview::new(person()), around)
}

fn of(draft: &Draft, id: &str) -> Slot {
    let found = all(draft, &B).into_iter().find(|slot| slot.needed.rule.id == id);
    found.unwrap_or_else(|| panic!("no slot {id}"))
}

#[test]
fn an_empty_draft_says_what_is_missing_and_what_may_follow() {
    let draft = Draft::new(forms::VERSION);
    for (id, state) in [
        ("form", SlotState::Missing),
        ("passport", SlotState::Missing),
        ("degree", SlotState::Missing),
        ("photo", SlotState::Missing),
        ("medical", SlotState::MayFollow),
    ] {
        assert_eq!(of(&draft, id).state, state, "{id}");
    }
    let family = Circumstances { family: true, ..B };
    let kinship = all(&draft, &family)
        .into_iter()
        .find(|slot| slot.needed.rule.id == "kinship")
        .unwrap();
    assert_eq!(kinship.state, SlotState::Optional);
    assert!(kinship.state.is_complete() && !of(&draft, "passport").state.is_complete());
}

#[test]
fn files_stand_in_their_slot_in_the_order_of_their_pages() {
    let mut draft = Draft::new(forms::VERSION);
    add(&mut draft, "b", "2", "degree");
    add(&mut draft, "a", "3", "degree");
    add(&mut draft, "c", "1", "passport");
    let names = |slot: &Slot| {
        slot.files
            .iter()
            .map(|file| file.name.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(names(&of(&draft, "degree")), ["b.pdf", "a.pdf"]);
    put(&mut draft, "documents@b", "4");
    assert_eq!(names(&of(&draft, "degree")), ["a.pdf", "b.pdf"]);
    put(&mut draft, "documents@b", "");
    assert_eq!(names(&of(&draft, "degree")), ["a.pdf"], "taken out");
    assert_eq!(of(&draft, "passport").state, SlotState::Provided);
    // A file of a document that nobody asks for is not lost from sight.
    add(&mut draft, "d", "5", "tax_record");
    let stray = without_slot(&draft, &all(&draft, &B));
    assert_eq!(
        stray.iter().map(|file| file.row.as_str()).collect::<Vec<_>>(),
        ["d"]
    );
}

#[test]
fn what_is_no_file_stands_nowhere() {
    let mut draft = Draft::new(forms::VERSION);
    for (row, name) in [("a", "../passport"), ("b", "AB"), ("c", "")] {
        add(&mut draft, row, "1", "passport");
        put(&mut draft, &format!("doc_file@{row}"), name);
    }
    assert!(attachments(&draft).is_empty());
    assert!(is_file_id(&"0af".repeat(22)[..64]) && !is_file_id(&"A".repeat(64)));
}

#[test]
fn a_signed_form_is_void_once_an_answer_changes_and_holds_again_when_it_is_taken_back() {
    let mut draft = Draft::new(forms::VERSION);
    put(&mut draft, "surname", "Eriksson");
    let seal = draft.fingerprint();
    add(&mut draft, "a", "1", "form");
    put(&mut draft, "doc_seal@a", &seal);
    // The scan itself, another file and a plan change nothing of what was signed.
    add(&mut draft, "b", "2", "passport");
    put(&mut draft, "planned_filing_date", "2027-01-15");
    assert_eq!(of(&draft, "form").state, SlotState::Provided);
    put(&mut draft, "surname", "Eriksen");
    assert_eq!(of(&draft, "form").state, SlotState::Void);
    put(&mut draft, "surname", "Eriksson");
    assert_eq!(of(&draft, "form").state, SlotState::Provided);
    // What is not asked was never on the paper.
    put(&mut draft, "dep_surname@x", "Somebody");
    assert_eq!(of(&draft, "form").state, SlotState::Provided);
}

#[test]
fn days_of_issue_are_held_against_the_day_of_filing() {
    let mut draft = Draft::new(forms::VERSION);
    let from = date::plus_months(FILING, -6);
    assert!(of(&draft, "criminal_record").hints.is_empty(), "nothing is there");
    add(&mut draft, "a", "1", "criminal_record");
    assert_eq!(of(&draft, "criminal_record").hints, [Hint::NoDate]);
    put(&mut draft, "doc_issued@a", &from.to_string());
    assert!(
        of(&draft, "criminal_record").hints.is_empty(),
        "the last day counts"
    );
    put(&mut draft, "doc_issued@a", &date::plus_days(from, -1).to_string());
    assert_eq!(of(&draft, "criminal_record").hints, [Hint::TooOld { from }]);
    let until = date::plus_months(FILING, 6);
    add(&mut draft, "b", "2", "passport");
    put(
        &mut draft,
        "passport_expiry_date",
        &date::plus_days(until, -1).to_string(),
    );
    assert_eq!(of(&draft, "passport").hints, [Hint::RunsOut { until }]);
    put(&mut draft, "passport_expiry_date", &until.to_string());
    assert!(of(&draft, "passport").hints.is_empty());
    assert!(TODAY < FILING);
}
