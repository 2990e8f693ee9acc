//! Two devices, one draft: changes to different answers meet, changes to the same answer are never lost in silence.

use crate::common::{draft, key};
use permit::answer::{Entry, Key, Role};
use permit::draft::{Change, Draft};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::select;
use std::collections::BTreeMap;

const KEYS: &[&str] = &[
    "surname",
    "given_names",
    "email",
    "birth_place",
    "work_city",
    "work@w1",
    "work_employer@w1",
    "work_duties@w1",
    "work@w2",
    "work_employer@w2",
];

fn change(at: &str, value: &str, base: u64) -> Change {
    Change {
        key: key(at),
        value: value.into(),
        base,
    }
}

/// A draft as the server holds it: each answer written by some revision.
fn stored(entries: &[(&str, &str, u64)]) -> Draft {
    let mut stored = draft(&[]);
    for (at, value, revision) in entries {
        let entry = Entry {
            value: (*value).into(),
            revision: *revision,
            at: 0,
            by: Role::Applicant,
        };
        stored.entries.insert(key(at), entry);
    }
    stored
}

fn store(draft: &mut Draft, changes: &[Change]) -> Result<Vec<Key>, Vec<Key>> {
    let revision = draft.revision() + 1;
    draft.merge(changes, revision, 0, Role::Applicant)
}

fn values(draft: &Draft) -> BTreeMap<String, String> {
    let entries = draft.entries.iter();
    entries
        .filter(|(_, entry)| !entry.value.is_empty())
        .map(|(key, entry)| (key.to_string(), entry.value.clone()))
        .collect()
}

/// A draft on the server, and changes that two devices made to it at the same time, to different answers.
fn two_devices() -> impl Strategy<Value = (Draft, Vec<Change>, Vec<Change>)> {
    let before = btree_map(select(KEYS), ("[a-z0-9]{1,3}", 1u64..9), 0..KEYS.len());
    (before, vec((0usize..3, "[a-z0-9]{1,3}"), KEYS.len())).prop_map(|(before, edits)| {
        let entries: Vec<(&str, &str, u64)> = before
            .iter()
            .map(|(at, (value, revision))| (*at, &**value, *revision))
            .collect();
        let stored = stored(&entries);
        let mut devices = [Vec::new(), Vec::new(), Vec::new()];
        for (at, (device, value)) in KEYS.iter().zip(&edits) {
            devices[*device].push(change(at, value, stored.revision()));
        }
        let [_, first, second] = devices;
        (stored, first, second)
    })
}

proptest! {
    #[test]
    fn changes_to_different_answers_meet_in_any_order((draft, first, second) in two_devices()) {
        let (mut one, mut other) = (draft.clone(), draft);
        prop_assert!(store(&mut one, &first).is_ok() && store(&mut one, &second).is_ok());
        prop_assert!(store(&mut other, &second).is_ok() && store(&mut other, &first).is_ok());
        prop_assert_eq!(values(&one), values(&other));
        for change in first.iter().chain(&second) {
            prop_assert_eq!(one.raw(&change.key), &change.value);
        }
    }

    #[test]
    fn the_same_request_twice_is_stored_once((mut draft, changes, _) in two_devices()) {
        prop_assert!(store(&mut draft, &changes).is_ok());
        let once = draft.clone();
        prop_assert_eq!(store(&mut draft, &changes), Ok(Vec::new()));
        prop_assert_eq!(draft, once);
    }

    #[test]
    fn a_stale_change_is_refused_and_nothing_with_it((draft, changes, _) in two_devices(), at in select(KEYS)) {
        let mut draft = draft;
        let base = draft.revision();
        prop_assert!(store(&mut draft, &[change(at, "theirs", base)]).is_ok());
        let held = draft.clone();
        let mut request = changes;
        request.retain(|change| change.key != key(at));
        request.push(change(at, "mine", base));
        prop_assert_eq!(store(&mut draft, &request), Err(vec![key(at)]));
        prop_assert_eq!(draft, held);
    }

    /// What one device has not sent yet stays; what the other sent arrives; where both changed one answer, it is said.
    #[test]
    fn a_device_keeps_what_it_has_not_sent((server, mine, theirs) in two_devices(), at in select(KEYS)) {
        let mut device = server.clone();
        for change in &mine {
            device.edit(change.key.clone(), change.value.clone(), 0, Role::Applicant);
        }
        device.edit(key(at), "mine".into(), 0, Role::Applicant);
        let mut pending: Vec<Key> = mine.iter().map(|change| change.key.clone()).collect();
        pending.push(key(at));
        let mut server = server;
        let theirs: Vec<Change> = theirs.into_iter().filter(|change| change.key != key(at)).collect();
        let base = server.revision();
        prop_assert!(store(&mut server, &theirs).is_ok());
        prop_assert!(store(&mut server, &[change(at, "theirs", base)]).is_ok());
        prop_assert_eq!(device.absorb(&server.entries, &pending), vec![key(at)]);
        prop_assert_eq!(device.raw(&key(at)), "mine");
        for change in mine.iter().filter(|change| change.key != key(at)) {
            prop_assert_eq!(device.raw(&change.key), &change.value);
        }
        for change in theirs.iter().filter(|change| !pending.contains(&change.key)) {
            prop_assert_eq!(device.raw(&change.key), &change.value);
        }
    }
}

fn with_row() -> Draft {
    stored(&[("work@w1", "1", 1), ("work_employer@w1", "Zenith Works", 2)])
}

#[test]
fn deleting_a_row_that_was_edited_since_is_a_conflict() {
    let mut draft = with_row();
    store(&mut draft, &[change("work_duties@w1", "Designs", 0)]).unwrap();
    let held = draft.clone();
    let delete = change("work@w1", "", 2);
    assert_eq!(store(&mut draft, &[delete]), Err(vec![key("work@w1")]));
    assert_eq!(draft, held);
    // Who has seen the edit may delete the row.
    assert!(store(&mut draft, &[change("work@w1", "", 3)]).is_ok());
    assert!(draft.rows("work").is_empty());
}

#[test]
fn editing_a_row_that_was_deleted_since_is_a_conflict() {
    let mut draft = with_row();
    store(&mut draft, &[change("work@w1", "", 2)]).unwrap();
    let held = draft.clone();
    let edit = change("work_duties@w1", "Designs", 0);
    assert_eq!(
        store(&mut draft, std::slice::from_ref(&edit)),
        Err(vec![key("work@w1")])
    );
    assert_eq!(draft, held);
    // Who has seen the deletion may bring the row back together with the edit.
    assert!(store(&mut draft, &[change("work@w1", "1", 3), edit]).is_ok());
    assert_eq!(draft.rows("work"), ["w1"]);
}

#[test]
fn a_device_deletes_a_row_on_the_newest_it_has_seen() {
    let mut device = with_row();
    device.edit(key("work@w1"), String::new(), 0, Role::Applicant);
    assert_eq!(device.change(&key("work@w1")), change("work@w1", "", 2));
    let mut server = with_row();
    assert!(store(&mut server, &[device.change(&key("work@w1"))]).is_ok());
}

#[test]
fn rows_keep_their_order_and_new_ones_stand_last() {
    let mut draft = draft(&[("work@b", "1"), ("work@a", "2"), ("work@c", ""), ("work@d", "10")]);
    assert_eq!(draft.rows("work"), ["b", "a", "d"]);
    assert_eq!(draft.next_rank("work"), 11);
    draft.edit(key("work@a"), "0".into(), 0, Role::Applicant);
    assert_eq!(draft.rows("work"), ["a", "b", "d"]);
}

#[test]
fn what_is_put_back_says_what_it_said_and_reaches_every_device() {
    let earlier = stored(&[("surname", "Eriksson", 1), ("email", "a@example.org", 2)]);
    let mut now = stored(&[
        ("surname", "Ericsson", 3),
        ("email", "a@example.org", 2),
        ("work@w1", "1", 3),
    ]);
    let keys = earlier.differing(&now);
    assert_eq!(keys, [key("surname"), key("work@w1")]);
    let mut device = now.clone();
    now.put_back(&earlier, &keys, 4, 7);
    assert!(earlier.differing(&now).is_empty());
    assert!(device.absorb(&now.since(3), &[]).is_empty());
    assert_eq!(device, now);
}
