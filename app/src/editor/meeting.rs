//! How the copy on this device meets what the server and other tabs say: nothing is overwritten silently, and nobody is
//! asked about a conflict with themselves.

use super::copy::Copy;
use super::keys::Keys;
use permit::answer::Key;
use permit::api::{DraftDocument, SaveResponse};
use permit::entries::Entries;
use permit::forms;
use permit::lifecycle::excused::lines;

impl Copy {
    /// Takes the server's acknowledgement: `sent` are the values that went out.
    pub fn acknowledge(&mut self, sent: &[(Key, String)], response: &SaveResponse) {
        for (key, value) in sent {
            self.sent.arrived(key, value);
            let stored = response.entries.get(key);
            if self.draft.raw(key) == value {
                self.pending.remove(key);
            } else if let (Some(mine), Some(stored)) = (self.draft.entries.get_mut(key), stored) {
                mine.revision = mine.revision.max(stored.revision);
            }
        }
        self.take(&response.entries);
        self.known = self.known.max(response.revision);
    }

    /// Takes the whole draft as the server has it.
    pub fn take_all(&mut self, document: &DraftDocument) {
        self.take(&document.draft.entries);
        self.known = self.known.max(document.revision);
        self.open = document.open;
        self.excused = lines(&document.excused);
        if document.application.is_some() {
            self.application.clone_from(&document.application);
        }
    }

    /// Takes what the server holds; what is pending here and differs there becomes a conflict, unless this device sent
    /// it: then only the answer was lost, and the next save is based on it.
    pub fn take(&mut self, theirs: &Entries) {
        for (key, entry) in theirs.iter() {
            if self.sent.holds(key, &entry.value)
                && let Some(mine) = self.draft.entries.get_mut(key)
            {
                mine.revision = mine.revision.max(entry.revision);
            }
        }
        let pending: Vec<Key> = self.pending.all().to_vec();
        for key in self.draft.absorb(theirs, &pending) {
            if let Some(entry) = theirs.get(&key) {
                self.conflicts.insert(key, entry.clone());
            }
        }
        for (key, entry) in theirs.iter() {
            if self.draft.raw(key) == entry.value {
                self.pending.remove(key);
                self.conflicts.remove(key);
            }
        }
    }

    /// Takes what the server holds after it refused a save: `conflicts` wait for the person from now on.
    pub fn disagree(&mut self, theirs: &Entries, conflicts: &[Key]) {
        let conflicts: Vec<&Key> = conflicts
            .iter()
            .filter(|key| !self.is_echo(key, theirs))
            .collect();
        // A row that was deleted there and is edited here stays until the person chooses.
        for key in conflicts
            .iter()
            .filter(|key| forms::group(&key.question).is_some())
        {
            let deleted = theirs.get(key).is_some_and(|entry| entry.value.is_empty());
            if let Some(mine) = self.draft.entries.get_mut(key).filter(|_| deleted) {
                if mine.value.is_empty() {
                    mine.value = "1".into();
                }
                self.pending.insert((*key).clone());
            }
        }
        self.take(theirs);
        for key in conflicts {
            let entry = theirs.get(key).filter(|entry| entry.value != self.draft.raw(key));
            if let Some(entry) = entry {
                self.conflicts.insert(key.clone(), entry.clone());
            }
        }
    }

    /// Whether what stands in the way of a pending change is only what this device sent itself.
    fn is_echo(&self, key: &Key, theirs: &Entries) -> bool {
        if !self.pending.contains(key) {
            return false;
        }
        if theirs
            .get(key)
            .is_some_and(|entry| self.sent.holds(key, &entry.value))
        {
            return true;
        }
        // A row that is deleted here, after answers in it went out.
        let mut newer = theirs.iter().filter(|(other, entry)| {
            let mine = self.draft.entries.get(other).map_or(0, |mine| mine.revision);
            other.row == key.row && entry.revision > mine
        });
        let deletes = forms::group(&key.question).is_some() && self.draft.raw(key).is_empty();
        deletes
            && newer
                .next()
                .is_some_and(|(other, entry)| self.sent.holds(other, &entry.value))
            && newer.all(|(other, entry)| self.sent.holds(other, &entry.value))
    }

    /// Settles a conflict: the answer of this device stands, or the other one.
    pub fn settle(&mut self, key: &Key, mine: bool) {
        let Some(theirs) = self.conflicts.remove(key) else {
            return;
        };
        self.sent.forget(key);
        if mine {
            let mut entry = self.draft.entries.get(key).unwrap_or(&theirs).clone();
            entry.revision = theirs.revision;
            self.draft.entries.insert(key.clone(), entry);
            self.pending.insert(key.clone());
        } else {
            self.pending.remove(key);
            if forms::group(&key.question).is_some() {
                self.pending.retain(|other| other.row != key.row);
            }
            self.draft.entries.insert(key.clone(), theirs);
        }
    }

    /// Takes over what another tab of this browser wrote, except for the answers changed here since the last write.
    pub fn merge_tabs(&mut self, stored: &Copy, changed_here: &Keys) {
        for (key, entry) in stored.draft.entries.iter() {
            let pending = stored.pending.contains(key);
            let newer = match self.draft.entries.get(key) {
                // Acknowledged there, while this is newer: it has yet to be sent.
                Some(own) if !pending && self.pending.contains(key) && own.value != entry.value => false,
                Some(own) => {
                    own.revision < entry.revision || (own.revision == entry.revision && own.at < entry.at)
                }
                None => true,
            };
            if newer && !changed_here.contains(key) {
                self.draft.entries.insert(key.clone(), entry.clone());
                if pending {
                    self.pending.insert(key.clone());
                } else {
                    self.pending.remove(key);
                }
            }
        }
        self.known = self.known.max(stored.known);
        self.application = self.application.take().or_else(|| stored.application.clone());
        self.owner = self.owner.take().or_else(|| stored.owner.clone());
    }
}

#[cfg(test)]
#[path = "meeting_tests.rs"]
mod tests;
