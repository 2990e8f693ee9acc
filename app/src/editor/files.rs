//! Files in drafts, and those that are kept on the device until they are sent.

use super::state::Local;
use super::{Copy, Editor};
use permit::answer::Key;

/// A write may wait for the one before it; so often it is waited for.
const WRITES: u32 = 3;

/// The draft that a file on the device belongs to, by the name of its record: `file:<draft>:<file>`, and of its pieces
/// `file:<draft>:<file>:<number>`.
pub(super) fn draft_of(record: &str) -> Option<&str> {
    record.strip_prefix("file:")?.split(':').next()
}

impl Editor {
    /// The names of the records of files that were not sent, of all drafts that this tab may show.
    pub async fn files_waiting(self) -> Vec<String> {
        let mut names = self.record_names().await;
        names.retain(|name| draft_of(name).is_some());
        if !names.is_empty() {
            let records = self.records().await;
            let is_mine = |id: &str| records.iter().any(|(of, copy)| of == id && self.is_mine(copy));
            names.retain(|name| draft_of(name).is_some_and(is_mine));
        }
        names
    }

    /// Puts answers into a draft, open or not: lines of a key and its answer, with a space between. A row that is new
    /// among them stands for `+`, and comes last of its group; where it is known, and perhaps removed since, nothing
    /// changes. Tells whether there is such a draft.
    pub async fn say(self, draft: &str, lines: &str) -> bool {
        let said = |copy: &Copy| -> Vec<(Key, String)> {
            let said = lines.lines().filter_map(|line| line.split_once(' '));
            let said = said.filter_map(|(key, value)| Some((Key::parse(key)?, value)));
            let is_known = |(key, value): &(Key, &str)| *value == "+" && copy.draft.entries.contains_key(key);
            if said.clone().any(|pair| is_known(&pair)) {
                return Vec::new();
            }
            said.map(|(key, value)| match value {
                "+" => {
                    let rank = copy.draft.next_rank(&key.question).to_string();
                    (key, rank)
                }
                value => (key, value.to_owned()),
            })
            .collect()
        };
        if self.is_open(draft) {
            self.answer_all(self.copy.with(said));
            // The device lets go of a file once it has the row.
            for _ in 0..WRITES {
                let _ = self.record(draft).await;
                if self.local.get() != Local::Writing {
                    break;
                }
            }
            return true;
        }
        if self.current(draft).await.is_none() {
            return false;
        }
        self.amend(draft, &|copy| copy.take_in(&said(copy))).await;
        let _ = self.push_all(draft).await;
        true
    }
}
