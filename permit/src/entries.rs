//! Answers by key: an ordered map as a sorted list. A draft has some hundred answers, for which that is quick enough, and
//! the standard library's B-tree would cost the browser 5 KB.

use crate::answer::{Entry, Key};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;
use std::fmt;

/// Answers by key, in the order of the keys.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Entries(Vec<(Key, Entry)>);

impl Entries {
    /// None yet.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    fn place(&self, key: &Key) -> Result<usize, usize> {
        self.0.binary_search_by(|(other, _)| other.cmp(key))
    }

    /// The answer under a key.
    #[must_use]
    pub fn get(&self, key: &Key) -> Option<&Entry> {
        let place = self.place(key).ok()?;
        self.0.get(place).map(|(_, entry)| entry)
    }

    /// The answer under a key, to be changed.
    pub fn get_mut(&mut self, key: &Key) -> Option<&mut Entry> {
        let place = self.place(key).ok()?;
        self.0.get_mut(place).map(|(_, entry)| entry)
    }

    /// Whether there is an answer under a key.
    #[must_use]
    pub fn contains_key(&self, key: &Key) -> bool {
        self.place(key).is_ok()
    }

    /// Puts an answer in, in place of an earlier one.
    pub fn insert(&mut self, key: Key, entry: Entry) {
        match self.place(&key) {
            Ok(place) => {
                if let Some((_, old)) = self.0.get_mut(place) {
                    *old = entry;
                }
            }
            Err(place) => self.0.insert(place, (key, entry)),
        }
    }

    /// Takes an answer out.
    pub fn remove(&mut self, key: &Key) -> Option<Entry> {
        let place = self.place(key).ok()?;
        Some(self.0.remove(place).1)
    }

    /// Keeps those that fit.
    pub fn retain(&mut self, fits: impl Fn(&Key) -> bool) {
        self.0.retain(|(key, _)| fits(key));
    }

    /// How many there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = (&Key, &Entry)> {
        self.0.iter().map(|(key, entry)| (key, entry))
    }

    /// Their keys.
    pub fn keys(&self) -> impl Iterator<Item = &Key> {
        self.0.iter().map(|(key, _)| key)
    }

    /// The answers alone.
    pub fn values(&self) -> impl Iterator<Item = &Entry> {
        self.0.iter().map(|(_, entry)| entry)
    }
}

impl fmt::Debug for Entries {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_map().entries(self.iter()).finish()
    }
}

impl Extend<(Key, Entry)> for Entries {
    fn extend<T: IntoIterator<Item = (Key, Entry)>>(&mut self, more: T) {
        for (key, entry) in more {
            self.insert(key, entry);
        }
    }
}

impl FromIterator<(Key, Entry)> for Entries {
    fn from_iter<T: IntoIterator<Item = (Key, Entry)>>(all: T) -> Self {
        let mut entries = Self::new();
        entries.extend(all);
        entries
    }
}

impl Serialize for Entries {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de> Deserialize<'de> for Entries {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let ordered = BTreeMap::<Key, Entry>::deserialize(deserializer)?;
        Ok(Self(ordered.into_iter().collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::Entries;
    use crate::answer::{Entry, Key, Role};

    fn entry(value: &str) -> Entry {
        Entry {
            value: value.into(),
            revision: 1,
            at: 0,
            by: Role::Applicant,
        }
    }

    #[test]
    fn answers_stand_once_and_in_the_order_of_their_keys() {
        let mut entries: Entries = ["c", "a", "b", "a"]
            .into_iter()
            .enumerate()
            .map(|(place, key)| (Key::new(key), entry(&place.to_string())))
            .collect();
        assert!(
            entries
                .keys()
                .map(|key| key.question.as_str())
                .eq(["a", "b", "c"])
        );
        assert_eq!(entries.get(&Key::new("a")), Some(&entry("3")));
        assert_eq!(entries.remove(&Key::new("b")), Some(entry("2")));
        assert_eq!((entries.len(), entries.contains_key(&Key::new("b"))), (2, false));
        let json = serde_json::to_string(&entries).expect("JSON");
        assert_eq!(serde_json::from_str::<Entries>(&json).expect("entries"), entries);
    }
}
