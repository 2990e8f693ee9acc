//! A device and a server, with answers that are lost on the way.

use super::super::copy::{Copy, Sent};
use super::super::keys::Keys;
use permit::answer::{Key, Role};
use permit::api::SaveResponse;
use permit::draft::{Change, Draft};
use permit::entries::Entries;

/// The server, as far as merging goes.
#[derive(Default)]
struct Server {
    draft: Draft,
    revision: u64,
}

impl Server {
    fn save(&mut self, changes: &[Change], known: u64) -> Result<SaveResponse, (Entries, Vec<Key>)> {
        self.revision += 1;
        match self.draft.merge(changes, self.revision, 1_000, Role::Applicant) {
            Ok(_) => Ok(SaveResponse {
                revision: self.revision,
                at: 1_000,
                entries: self.draft.since(known),
            }),
            Err(conflicts) => {
                let mut entries = self.draft.since(known);
                for key in &conflicts {
                    entries.extend(self.draft.entries.get(key).map(|one| (key.clone(), one.clone())));
                }
                Err((entries, conflicts))
            }
        }
    }

    /// Somebody else's save.
    fn other(&mut self, key: &str, value: &str) {
        let key = key_of(key);
        let base = self.draft.entries.get(&key).map_or(0, |entry| entry.revision);
        let value = value.into();
        assert!(self.save(&[Change { key, value, base }], 0).is_ok());
    }
}

fn key_of(key: &str) -> Key {
    Key::parse(key).expect("a key")
}

fn edit(copy: &mut Copy, key: &str, value: &str) {
    let key = key_of(key);
    copy.draft.edit(key.clone(), value.into(), 2_000, Role::Applicant);
    copy.pending.insert(key);
}

/// A save whose answer comes, or is lost on the way; tells whether something is left to send.
fn save(copy: &mut Copy, server: &mut Server, answered: bool) -> bool {
    let (request, sent): (_, Sent) = copy.request(&|_| true).expect("something to send");
    copy.sent.add_all(&sent);
    let outcome = server.save(&request.changes, request.known);
    match outcome {
        _ if !answered => {}
        Ok(response) => copy.acknowledge(&sent, &response),
        Err((entries, conflicts)) => copy.disagree(&entries, &conflicts),
    }
    copy.request(&|_| true).is_some()
}

fn started() -> (Copy, Server) {
    let (mut copy, mut server) = (Copy::new(Some("a@example.com".into())), Server::default());
    for (key, value) in [("surname", "E"), ("education@1", "1"), ("edu_major@1", "Law")] {
        edit(&mut copy, key, value);
    }
    assert!(!save(&mut copy, &mut server, true));
    assert!(!copy.sent.is_out(&key_of("surname")));
    (copy, server)
}

#[test]
fn an_answer_that_was_lost_is_no_conflict_with_oneself() {
    let (mut copy, mut server) = started();
    edit(&mut copy, "surname", "Er");
    save(&mut copy, &mut server, false);
    edit(&mut copy, "surname", "Eri");
    save(&mut copy, &mut server, false);
    edit(&mut copy, "surname", "Erik");
    assert!(save(&mut copy, &mut server, true));
    assert!(copy.conflicts.is_empty());
    assert!(!save(&mut copy, &mut server, true));
    assert!(copy.pending.is_empty() && !copy.sent.is_out(&key_of("surname")));
    assert_eq!(server.draft.raw(&key_of("surname")), "Erik");
}

#[test]
fn what_the_server_shows_while_a_save_is_on_its_way_is_no_conflict() {
    let (mut copy, mut server) = started();
    edit(&mut copy, "surname", "Er");
    save(&mut copy, &mut server, false);
    edit(&mut copy, "surname", "Eri");
    copy.take(&server.draft.entries);
    assert!(copy.conflicts.is_empty());
    assert!(!save(&mut copy, &mut server, true));
    assert_eq!(server.draft.raw(&key_of("surname")), "Eri");
}

#[test]
fn a_tab_that_is_opened_again_knows_what_may_have_gone_out() {
    let (mut copy, mut server) = started();
    edit(&mut copy, "surname", "Er");
    // Written before it went out, in the last moment of the tab.
    let mut record = copy.clone();
    save(&mut copy, &mut server, false);
    record.was_left();
    edit(&mut record, "surname", "Eri");
    record.take(&server.draft.entries);
    assert!(record.conflicts.is_empty());
    assert!(!save(&mut record, &mut server, true));
    assert_eq!(server.draft.raw(&key_of("surname")), "Eri");
}

#[test]
fn somebody_elses_answer_is_still_a_conflict_after_a_lost_one() {
    let (mut copy, mut server) = started();
    edit(&mut copy, "surname", "Er");
    save(&mut copy, &mut server, false);
    server.other("surname", "Smith");
    edit(&mut copy, "surname", "Eri");
    assert!(!save(&mut copy, &mut server, true));
    assert_eq!(
        copy.conflicts
            .get(&key_of("surname"))
            .map(|one| one.value.as_str()),
        Some("Smith")
    );
    assert_eq!(server.draft.raw(&key_of("surname")), "Smith");
}

#[test]
fn a_row_is_removed_though_the_answer_to_an_edit_in_it_was_lost() {
    let (mut copy, mut server) = started();
    edit(&mut copy, "edu_major@1", "Mathematics");
    save(&mut copy, &mut server, false);
    edit(&mut copy, "education@1", "");
    assert!(save(&mut copy, &mut server, true));
    assert!(copy.conflicts.is_empty());
    assert!(!save(&mut copy, &mut server, true));
    assert!(server.draft.rows("education").is_empty());
}

#[test]
fn a_row_that_somebody_else_edited_is_not_removed_without_asking() {
    let (mut copy, mut server) = started();
    edit(&mut copy, "edu_major@1", "Mathematics");
    save(&mut copy, &mut server, false);
    server.other("edu_school@1", "Lund");
    edit(&mut copy, "education@1", "");
    save(&mut copy, &mut server, true);
    assert!(copy.conflicts.contains_key(&key_of("education@1")));
    assert_eq!(server.draft.rows("education"), ["1"]);
}

#[test]
fn a_row_is_brought_back_though_the_answer_to_its_removal_was_lost() {
    let (mut copy, mut server) = started();
    edit(&mut copy, "education@1", "");
    save(&mut copy, &mut server, false);
    edit(&mut copy, "education@1", "2");
    assert!(save(&mut copy, &mut server, true));
    assert!(!save(&mut copy, &mut server, true));
    assert_eq!(server.draft.rows("education"), ["1"]);
}

#[test]
fn an_acknowledgement_leaves_what_went_out_after_it() {
    let (mut copy, mut server) = started();
    edit(&mut copy, "surname", "Er");
    let (request, sent) = copy.request(&|_| true).expect("something");
    copy.sent.add_all(&sent);
    let first = server.save(&request.changes, request.known).expect("stored");
    // A second one is on its way when the first is answered.
    edit(&mut copy, "surname", "Eri");
    save(&mut copy, &mut server, false);
    copy.acknowledge(&sent, &first);
    assert!(copy.sent.is_out(&key_of("surname")) && copy.pending.contains(&key_of("surname")));
}

#[test]
fn what_another_tab_saved_does_not_undo_what_is_typed_here() {
    let (mut copy, mut server) = started();
    edit(&mut copy, "surname", "Er");
    let mut other = copy.clone();
    assert!(!save(&mut other, &mut server, true));
    edit(&mut copy, "surname", "Eri");
    copy.merge_tabs(&other, &Keys::default());
    assert_eq!(copy.draft.raw(&key_of("surname")), "Eri");
    assert!(copy.pending.contains(&key_of("surname")));
    edit(&mut copy, "surname", "Er");
    copy.merge_tabs(&other, &Keys::default());
    assert!(copy.pending.is_empty());
}

#[test]
fn a_deleted_draft_is_kept_as_a_new_one_with_all_that_stands_here() {
    let (mut copy, mut server) = started();
    edit(&mut copy, "education@1", "");
    edit(&mut copy, "given_names", "Anna");
    let mut new = copy.as_new(None);
    server = Server {
        revision: server.revision,
        ..Server::default()
    };
    assert!(!save(&mut new, &mut server, true));
    let stored: Vec<_> = server
        .draft
        .entries
        .iter()
        .map(|(key, entry)| format!("{key}={}", entry.value))
        .collect();
    assert_eq!(stored, ["given_names=Anna", "surname=E"]);
}
