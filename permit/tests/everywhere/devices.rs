//! Two devices and a server: answers are changed again, rows are deleted and come back, and what meets is settled.

use crate::{Numbers, value};
use permit::answer::{Key, Role};
use permit::draft::{Change, Draft};
use permit::forms;

/// How often somebody does something in a story.
const STEPS: u32 = 40;

/// A device: its copy, and the answers that it has not sent.
struct Device {
    copy: Draft,
    pending: Vec<Key>,
}

impl Device {
    fn edit(&mut self, key: Key, value: String, at: i64) {
        self.copy.edit(key.clone(), value, at, Role::Applicant);
        if !self.pending.contains(&key) {
            self.pending.push(key);
        }
    }

    /// Sends what is pending; what meets somebody else's is settled one way or the other, and sent again. Returns the
    /// keys that met.
    fn save(&mut self, server: &mut Draft, at: i64, numbers: &mut Numbers) -> Vec<Key> {
        let mut met = Vec::new();
        // A row and what is in it can meet one after the other, but each only once.
        for _ in 0..=self.pending.len() * 2 {
            let changes: Vec<Change> = self.pending.iter().map(|key| self.copy.change(key)).collect();
            let before = server.clone();
            match server.merge(&changes, server.revision() + 1, at, Role::Applicant) {
                Ok(stored) => {
                    for change in &changes {
                        assert_eq!(server.raw(&change.key), change.value, "an answer was lost");
                    }
                    for key in before.entries.keys().filter(|key| !stored.contains(key)) {
                        assert_eq!(server.raw(key), before.raw(key), "an answer changed by itself");
                    }
                    self.pending.clear();
                    self.copy.absorb(&server.entries, &[]);
                    return met;
                }
                Err(conflicts) => {
                    assert_eq!(*server, before, "a refused save changed something");
                    self.copy.absorb(&server.entries, &self.pending);
                    for key in conflicts {
                        self.settle(&key, server, numbers.below(2) == 0);
                        met.push(key);
                    }
                }
            }
        }
        panic!("never settled: {met:?}");
    }

    /// As the person chooses: mine is based on what stands there now; theirs takes the place of mine.
    fn settle(&mut self, key: &Key, server: &Draft, mine: bool) {
        let Some(theirs) = server.entries.get(key) else {
            panic!("{key} met nothing")
        };
        if mine {
            let Some(entry) = self.copy.entries.get_mut(key) else {
                panic!("{key} met, but is not here")
            };
            entry.revision = theirs.revision;
            if entry.value.is_empty() && forms::group(&key.question).is_none() || self.pending.contains(key) {
                return;
            }
            // Edited here, deleted there: the row comes back.
            entry.value = "1".into();
            self.pending.push(key.clone());
        } else {
            let is_row = forms::group(&key.question).is_some();
            let gone = |other: &Key| other == key || is_row && other.row == key.row;
            self.pending.retain(|other| !gone(other));
            for (other, entry) in server.entries.iter().filter(|(other, _)| gone(other)) {
                self.copy.entries.insert(other.clone(), entry.clone());
            }
            self.copy
                .entries
                .retain(|other| !gone(other) || server.entries.contains_key(other));
        }
    }
}

/// Some key that two devices are likely to meet at, with a value.
fn something(numbers: &mut Numbers) -> (Key, String) {
    let questions: Vec<_> = forms::questions().collect();
    let question = questions[numbers.below(questions.len())];
    let Some(group) = forms::group_of(question.id) else {
        return (question.key(None), value(question, numbers));
    };
    let row = numbers.pick(&["a1", "b2"]);
    match numbers.below(4) {
        0 => (Key::in_row(group.id, row), String::new()),
        1 => (Key::in_row(group.id, row), numbers.pick(&["1", "2"]).into()),
        _ => (question.key(Some(row)), value(question, numbers)),
    }
}

/// Goes on from a draft, and returns what the server holds in the end and every key that met, as text.
pub fn story(begun: Draft, numbers: &mut Numbers) -> (Draft, String) {
    let mut server = begun;
    let mut told = String::new();
    let mut devices = [(); 2].map(|()| Device {
        copy: server.clone(),
        pending: Vec::new(),
    });
    for step in 0..STEPS {
        let at = 1_700_000_000 + i64::from(step);
        let place = numbers.below(2);
        if numbers.below(4) > 0 {
            let (key, value) = something(numbers);
            devices[place].edit(key, value, at);
        } else {
            for key in devices[place].save(&mut server, at, numbers) {
                told.push_str(&format!("{place} {key} "));
            }
        }
    }
    for device in &mut devices {
        device.save(&mut server, 1_800_000_000, numbers);
    }
    for device in &mut devices {
        device.copy.absorb(&server.entries, &[]);
        let keys = device.copy.entries.keys().chain(server.entries.keys());
        for key in keys {
            assert_eq!(device.copy.raw(key), server.raw(key), "{key} differs in the end");
        }
    }
    (server, told)
}
