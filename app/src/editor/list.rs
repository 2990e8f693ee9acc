//! The list of one's drafts, from the device and from the server.

use super::Editor;
use super::copy::Copy;
use crate::api::{self, Failure};
use permit::forms::post;

/// A line of the list of one's drafts, from the device and from the server.
#[derive(Clone, Debug, PartialEq)]
pub struct DraftLine {
    /// Its id.
    pub id: String,
    /// What names it: employer and position, as far as this device knows them.
    pub name: String,
    /// When it was begun, in seconds since 1970 UTC, as far as this device knows: by that two without a name differ.
    pub begun_at: Option<i64>,
    /// When it was last changed, in seconds since 1970 UTC.
    pub changed_at: i64,
    /// Whether the server has it.
    pub on_server: bool,
    /// Whether something in it is not on the server.
    pub unsaved: bool,
}

impl DraftLine {
    fn new(id: &str, copy: &Copy) -> Self {
        DraftLine {
            id: id.into(),
            name: post::name(&copy.draft),
            begun_at: copy.draft.entries.iter().map(|(_, entry)| entry.at).min(),
            changed_at: copy.changed_at,
            on_server: copy.known > 0,
            unsaved: !copy.pending.is_empty(),
        }
    }
}

impl Editor {
    /// One's drafts that were not sent, newest first: those of this device, and those of the server when signed in; and
    /// why those of the server could not be had.
    pub async fn drafts(self) -> (Vec<DraftLine>, Option<Failure>) {
        let mut failed = None;
        let records = self.records().await;
        let is_guest = !self.is_signed_in();
        self.others
            .set(is_guest && records.iter().any(|(_, copy)| !self.is_mine(copy)));
        if let Some(device) = self.device() {
            // What can't be listed may be there.
            let names = device.names().await;
            self.traces.set(names.map_or(true, |names| !names.is_empty()));
        }
        let mine = records
            .iter()
            .filter(|(_, copy)| self.is_mine(copy) && !copy.draft.is_empty() && copy.application.is_none());
        let mut lines: Vec<DraftLine> = mine.map(|(id, copy)| DraftLine::new(id, copy)).collect();
        if self.is_signed_in() {
            match api::drafts().await {
                Ok(stored) => {
                    for line in &mut lines {
                        line.on_server = false;
                    }
                    for summary in stored {
                        let known = lines.iter().position(|line| line.id == summary.id);
                        let mut line = match known {
                            Some(place) => lines.swap_remove(place),
                            None => DraftLine::new(&summary.id, &Copy::default()),
                        };
                        line.on_server = true;
                        line.begun_at = Some(summary.created_at);
                        line.changed_at = line.changed_at.max(summary.updated_at);
                        if summary.application.is_none() {
                            lines.push(line);
                        }
                    }
                }
                Err(Failure::SignedOut) => self.expired(),
                Err(failure) => failed = Some(failure),
            }
        }
        permit::order::sort_by_key(&mut lines, |line| std::cmp::Reverse(line.changed_at));
        (lines, failed)
    }
}
