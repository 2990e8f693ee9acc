//! Places in the writer's line: one person can't take all of them.
//!
//! There is no limit in saves a minute. What hurts others is a line that one person has filled, not a busy person; when
//! nobody else waits, a script may save as fast as the disk allows, and how much it can leave behind is bounded elsewhere
//! (drafts and applications a person, bytes a draft). So what is counted is what waits at the same time. A tab never has
//! more than one save under way; whoever saves in a loop has one a connection. And no clock is needed.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The places one person may hold: a quarter of what one transaction takes, so that three quarters stay for the others.
const MOST: usize = super::writer::BATCH / 4;

/// Who holds how many.
#[derive(Clone, Default)]
pub(super) struct Places(Arc<Mutex<HashMap<String, usize>>>);

/// A place; given back when dropped.
pub(super) struct Place {
    places: Places,
    who: String,
}

impl Places {
    /// A place for this person; `None` while they hold as many as they may.
    pub fn take(&self, who: &str) -> Option<Place> {
        let mut held = self.held();
        let count = held.entry(who.to_owned()).or_default();
        if *count >= MOST {
            return None;
        }
        *count += 1;
        Some(Place {
            places: self.clone(),
            who: who.to_owned(),
        })
    }

    fn held(&self) -> MutexGuard<'_, HashMap<String, usize>> {
        // Whoever panicked meanwhile left the numbers whole.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut held = self.places.held();
        match held.get_mut(&self.who) {
            Some(count) if *count > 1 => *count -= 1,
            _ => drop(held.remove(&self.who)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST, Places};

    #[test]
    fn one_person_can_t_fill_the_line_and_places_come_back() {
        let places = Places::default();
        let anna: Vec<_> = (0..MOST).filter_map(|_| places.take("anna")).collect();
        assert_eq!(anna.len(), MOST);
        assert!(places.take("anna").is_none());
        assert!(places.take("bo").is_some(), "others are not concerned");
        drop(anna);
        assert!(places.take("anna").is_some());
        assert!(places.held().is_empty(), "who waits for nothing is forgotten");
    }
}
