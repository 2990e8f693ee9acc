//! A draft: answers by key, each with the revision that wrote it, and how two people's changes meet.

use crate::answer::{Entry, Key, Role, Value};
use crate::entries::Entries;
use crate::question::{FormVersion, Question};
use serde::{Deserialize, Serialize};

/// The answers so far, of one application.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Draft {
    /// The version of the form they were given to.
    pub form_version: FormVersion,
    /// The answers; keys that this program does not know are kept.
    #[cfg_attr(feature = "server", schema(value_type = std::collections::BTreeMap<String, Entry>))]
    pub entries: Entries,
}

/// A wish to store an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Change {
    /// Which answer: `question` or `question@row`; `group@row` for a row itself.
    #[cfg_attr(feature = "server", schema(value_type = String))]
    pub key: Key,
    /// The text as typed; empty takes the answer back, or deletes the row.
    pub value: String,
    /// The newest revision of this answer that the writer had seen; when a row is deleted, of anything in the row.
    pub base: u64,
}

impl Draft {
    /// An empty draft for this version of the form.
    #[must_use]
    pub fn new(form_version: FormVersion) -> Self {
        Self {
            form_version,
            entries: Entries::new(),
        }
    }

    /// Whether nothing was ever said in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.values().all(|entry| entry.value.is_empty())
    }

    /// The newest revision of any answer.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.entries
            .values()
            .map(|entry| entry.revision)
            .max()
            .unwrap_or(0)
    }

    /// The answer as typed; empty if there is none.
    #[must_use]
    pub fn raw(&self, key: &Key) -> &str {
        self.entries.get(key).map_or("", |entry| entry.value.as_str())
    }

    /// The answer to `question` in this row, or outside of groups where the row has none.
    #[must_use]
    pub fn raw_here(&self, question: &str, row: Option<&str>) -> &str {
        match row.and_then(|row| self.entries.get(&Key::in_row(question, row))) {
            Some(entry) => &entry.value,
            None => self.raw(&Key::new(question)),
        }
    }

    /// The typed answer in a row, or outside; `None` if it is missing, unreadable, or not asked now.
    #[must_use]
    pub fn get_in(&self, question: &Question, row: Option<&str>) -> Option<Value> {
        if !question.is_asked(self, row) {
            return None;
        }
        question.read(self.raw(&question.key(row))).ok().flatten()
    }

    /// The typed answer of a question that is asked once.
    #[must_use]
    pub fn get(&self, question: &Question) -> Option<Value> {
        self.get_in(question, None)
    }

    /// The rows of a group, in their order; deleted ones are left out.
    #[must_use]
    pub fn rows(&self, group: &str) -> Vec<&str> {
        let mut rows: Vec<(u32, &str)> = self
            .entries
            .iter()
            .filter(|(key, entry)| key.question == group && !entry.value.is_empty())
            .filter_map(|(key, entry)| Some((entry.value.parse().unwrap_or(u32::MAX), key.row.as_deref()?)))
            .collect();
        crate::order::sort_by_key(&mut rows, |row| *row);
        rows.into_iter().map(|(_, row)| row).collect()
    }

    /// The rank that a new row gets to stand last.
    #[must_use]
    pub fn next_rank(&self, group: &str) -> u32 {
        let ranks = self
            .entries
            .iter()
            .filter(|(key, _)| key.question == group && key.row.is_some());
        ranks
            .filter_map(|(_, entry)| entry.value.parse::<u32>().ok())
            .max()
            .unwrap_or(0)
            .saturating_add(1)
    }

    /// Puts an answer in, keeping the revision it is based on. Used on the device, before the server has it.
    pub fn edit(&mut self, key: Key, value: String, at: i64, by: Role) {
        let revision = self.entries.get(&key).map_or(0, |entry| entry.revision);
        let entry = Entry {
            value,
            revision,
            at,
            by,
        };
        self.entries.insert(key, entry);
    }

    /// The change that would store this answer as it stands here.
    #[must_use]
    pub fn change(&self, key: &Key) -> Change {
        let entry = self.entries.get(key);
        let value = entry.map(|entry| entry.value.clone()).unwrap_or_default();
        let mut base = entry.map_or(0, |entry| entry.revision);
        if value.is_empty() && crate::forms::group(&key.question).is_some() {
            let inside = self.entries.iter().filter(|(other, _)| other.row == key.row);
            base = inside.map(|(_, entry)| entry.revision).max().unwrap_or(base);
        }
        Change {
            key: key.clone(),
            value,
            base,
        }
    }

    /// Merges changes by key and returns what it stored, or refuses all of them with the keys in conflict.
    ///
    /// A change conflicts when its answer was changed since `base` to something else; when it edits a row that was
    /// deleted since; or when it deletes a row in which something was edited since. The same change twice is stored once.
    ///
    /// # Errors
    /// The keys in conflict. Nothing is changed then.
    pub fn merge(
        &mut self,
        changes: &[Change],
        revision: u64,
        at: i64,
        by: Role,
    ) -> Result<Vec<Key>, Vec<Key>> {
        let conflicts: Vec<Key> = changes
            .iter()
            .filter_map(|change| self.conflict(change, changes))
            .collect();
        if !conflicts.is_empty() {
            return Err(conflicts);
        }
        let mut stored = Vec::new();
        for change in changes {
            if self.raw(&change.key) != change.value {
                let entry = Entry {
                    value: change.value.clone(),
                    revision,
                    at,
                    by,
                };
                self.entries.insert(change.key.clone(), entry);
                stored.push(change.key.clone());
            }
        }
        Ok(stored)
    }

    /// The key at which `change` meets somebody else's, if it does.
    fn conflict(&self, change: &Change, together: &[Change]) -> Option<Key> {
        let stored = self.entries.get(&change.key);
        if stored.map_or("", |entry| entry.value.as_str()) == change.value {
            return None;
        }
        if stored.is_some_and(|entry| entry.revision > change.base) {
            return Some(change.key.clone());
        }
        let row = change.key.row.as_deref()?;
        if crate::forms::group(&change.key.question).is_some() {
            let edited = |(key, entry): (&Key, &Entry)| {
                key.row.as_deref() == Some(row) && entry.revision > change.base
            };
            return (change.value.is_empty() && self.entries.iter().any(edited)).then(|| change.key.clone());
        }
        let group = crate::forms::group_of(&change.key.question)?;
        let row_key = Key::in_row(group.id, row);
        let deleted = self
            .entries
            .get(&row_key)
            .is_some_and(|entry| entry.value.is_empty());
        let restored = together
            .iter()
            .any(|other| other.key == row_key && !other.value.is_empty());
        (deleted && !restored).then_some(row_key)
    }

    /// Takes over what the server holds, except for `pending` answers, which are newer here.
    ///
    /// Returns the pending ones that somebody else changed meanwhile.
    pub fn absorb(&mut self, theirs: &Entries, pending: &[Key]) -> Vec<Key> {
        let mut conflicts = Vec::new();
        for (key, entry) in theirs.iter() {
            let base = self.entries.get(key).map_or(0, |mine| mine.revision);
            if !pending.contains(key) {
                if entry.revision >= base {
                    self.entries.insert(key.clone(), entry.clone());
                }
            } else if self.raw(key) == entry.value {
                self.entries.insert(key.clone(), entry.clone());
            } else if entry.revision > base {
                conflicts.push(key.clone());
            }
        }
        conflicts
    }

    /// A name for what the form says: 16 hexadecimal digits, the same for the same answers to what is asked, whatever the
    /// device and the order. The documents don't count, so that a signed form can be added to the draft that it shows.
    /// It tells whether something changed, and protects nothing (FNV-1a of 64 bits).
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
        let mut take = |text: &str| {
            // Ends each part, so that no two lists of parts read alike.
            for byte in text.bytes().chain([0]) {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        };
        for (_, page) in crate::forms::pages() {
            for (question, row) in page.asked(self) {
                let key = question.key(row);
                let raw = self.raw(&key);
                if !raw.is_empty() {
                    take(question.id);
                    take(row.unwrap_or_default());
                    take(raw);
                }
            }
        }
        format!("{hash:016x}")
    }

    /// The keys under which another draft says something else, in their order.
    #[must_use]
    pub fn differing(&self, other: &Draft) -> Vec<Key> {
        let all = self.entries.keys().chain(other.entries.keys());
        let mut keys: Vec<Key> = all
            .filter(|key| self.raw(key) != other.raw(key))
            .cloned()
            .collect();
        keys.sort();
        keys.dedup();
        keys
    }

    /// Has these answers say again what an earlier draft says. It is a new revision, so that whoever has the draft learns
    /// of it.
    pub fn put_back(&mut self, earlier: &Draft, keys: &[Key], revision: u64, at: i64) {
        for key in keys {
            let entry = Entry {
                value: earlier.raw(key).to_owned(),
                revision,
                at,
                by: earlier.entries.get(key).map_or(Role::System, |entry| entry.by),
            };
            self.entries.insert(key.clone(), entry);
        }
    }

    /// The entries that are newer than a revision.
    #[must_use]
    pub fn since(&self, revision: u64) -> Entries {
        let newer = self.entries.iter().filter(|(_, entry)| entry.revision > revision);
        newer.map(|(key, entry)| (key.clone(), entry.clone())).collect()
    }
}
