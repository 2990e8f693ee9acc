//! What a person says in the open draft.

use super::Editor;
use super::tabs::Said;
use crate::autosave::Event;
use crate::platform;
use permit::answer::Key;

impl Editor {
    /// The answer as typed, now.
    pub fn raw(self, key: &Key) -> String {
        self.copy.with(|copy| copy.draft.raw(key).to_owned())
    }

    /// Puts answers in, keeps them on the device at once, and has them saved after a moment of quiet.
    pub fn answer_all(self, answers: Vec<(Key, String)>) {
        let mut changed = answers;
        self.copy
            .with(|copy| changed.retain(|(key, value)| copy.draft.raw(key) != value));
        let Some(id) = self.id.get().filter(|_| !changed.is_empty()) else {
            return;
        };
        self.take_in(&changed);
        self.tell_answers(&id, &changed);
        self.held.update(|held| {
            held.retain(|(of, key, _)| *of != id || !changed.iter().any(|(other, _)| other == key));
        });
        self.unwritten
            .update(|unwritten| unwritten.extend(changed.into_iter().map(|(key, _)| key)));
        self.refused.set(None);
        self.write();
        self.raise(Event::Edited);
    }

    /// Puts answers into the copy: from here, or from another tab.
    pub(super) fn take_in(self, said: &Said) {
        self.copy.update(|copy| copy.take_in(said));
    }

    /// Puts one answer in.
    pub fn answer(self, key: Key, value: String) {
        self.answer_all(vec![(key, value)]);
    }

    /// Adds a row to a group and returns its id.
    pub fn add_row(self, group: &str, answers: &[(&str, String)]) -> String {
        let row = platform::row_id();
        let rank = self.copy.with(|copy| copy.draft.next_rank(group));
        let mut all = vec![(Key::in_row(group, &row), rank.to_string())];
        all.extend(
            answers
                .iter()
                .map(|(question, value)| (Key::in_row(question, &row), value.clone())),
        );
        self.answer_all(all);
        row
    }

    /// Deletes a row; its answers stay underneath, so that [`Editor::restore_row`] brings it back whole.
    pub fn delete_row(self, group: &str, row: &str) {
        self.answer(Key::in_row(group, row), String::new());
    }

    /// Brings a deleted row back.
    pub fn restore_row(self, group: &str, row: &str) {
        let rank = self.copy.with(|copy| copy.draft.next_rank(group));
        self.answer(Key::in_row(group, row), rank.to_string());
    }

    /// Marks an answer as left: from now on its problems are shown.
    pub fn leave(self, key: Key) {
        if !self.left.with(|left| left.contains(&key)) {
            self.left.update(|left| {
                left.insert(key);
            });
        }
    }

    /// The same for several.
    pub fn leave_all(self, keys: Vec<Key>) {
        self.left.update(|left| left.extend(keys));
    }

    /// Settles a conflict: the answer of this device stands, or the other one.
    pub fn settle(self, key: &Key, mine: bool) {
        self.copy.update(|copy| copy.settle(key, mine));
        self.unwritten.update(|unwritten| {
            unwritten.insert(key.clone());
        });
        self.write();
        self.raise(Event::Edited);
    }
}
