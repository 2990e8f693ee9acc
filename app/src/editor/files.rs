//! Files in drafts, and those that are kept on the device until they are sent.

use super::state::Local;
use super::{Copy, Editor};
use permit::answer::Key;

/// A write may wait for the one before it; so often it is waited for.
const WRITES: u32 = 3;

/// How the name of a file's record begins: `file:<draft>:<file>`, and of its pieces `file:<draft>:<file>:<number>`.
pub const FILE: &str = "file:";

/// What follows the draft in the name of a record, where that is of a file of this draft.
pub(super) fn file_of<'a>(name: &'a str, draft: &str) -> Option<&'a str> {
    name.strip_prefix(FILE)?.strip_prefix(draft)
}

/// The name of that record for another draft.
pub(super) fn file_for(draft: &str, rest: &str) -> String {
    [FILE, draft, rest].concat()
}

/// Whether one of these records is of a file of this draft.
pub(super) fn has_file(names: &[String], draft: &str) -> bool {
    names.iter().any(|name| file_of(name, draft).is_some())
}

impl Editor {
    /// The names of the records of files that were not sent, of all drafts that this tab may show.
    pub async fn files_waiting(self) -> Vec<String> {
        let mut names = self.record_names().await;
        names.retain(|name| name.starts_with(FILE));
        if !names.is_empty() {
            let mut records = self.records().await;
            records.retain(|(_, copy)| self.is_mine(copy));
            names.retain(|name| records.iter().any(|(id, _)| file_of(name, id).is_some()));
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
