//! The device's records of drafts: one for each, whoever's it is. They are changed by one caller at a time.

use super::Editor;
use super::copy::Copy;
use super::keys::Keys;
use super::state::Local;
use crate::api::{self, Failure};
use crate::device::{Device, DeviceError};
use crate::wire;
use js_sys::{Function, Promise};
use leptos::wasm_bindgen::JsValue;
use permit::answer::Key;
use permit::forms;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// A line of the list of one's drafts, from the device and from the server.
#[derive(Clone, Debug, PartialEq)]
pub struct DraftLine {
    /// Its id.
    pub id: String,
    /// What names it: employer and position, as far as this device knows them.
    pub name: String,
    /// When it was last changed, in seconds since 1970 UTC.
    pub changed_at: i64,
    /// Whether the server has it.
    pub on_server: bool,
    /// Whether something in it is not on the server.
    pub unsaved: bool,
}

impl DraftLine {
    fn new(id: &str, copy: &Copy) -> Self {
        let raw = |question: &permit::question::Question| copy.draft.raw(&question.key(None)).trim();
        let names = [raw(&forms::post::EMPLOYER_NAME), raw(&forms::post::JOB_TITLE)];
        DraftLine {
            id: id.into(),
            name: names
                .into_iter()
                .filter(|name| !name.is_empty())
                .collect::<Vec<_>>()
                .join(" · "),
            changed_at: copy.changed_at,
            on_server: copy.known > 0,
            unsaved: !copy.pending.is_empty(),
        }
    }
}

/// Whose turn it is to read and change records: one's own until it is dropped.
pub(super) struct Turn(Function);

impl Drop for Turn {
    fn drop(&mut self) {
        let _ = self.0.call0(&JsValue::NULL);
    }
}

/// The name of a draft's record on the device.
fn record_name(id: &str) -> String {
    format!("draft:{id}")
}

impl Editor {
    /// Whether this tab may show it, and send it: it is a guest's, or belongs to the person who uses the tab.
    pub(super) fn is_mine(self, copy: &Copy) -> bool {
        copy.owner.is_none() || copy.owner == self.person()
    }

    /// Waits until everybody before is done with the records; the next one waits until this is dropped.
    pub(super) async fn turn(self) -> Turn {
        let mut done = Function::from(JsValue::UNDEFINED);
        let mine = Promise::new(&mut |resolve, _| done = resolve);
        let before = self.last_turn.replace(Some(mine));
        let turn = Turn(done);
        if let Some(before) = before {
            let _ = JsFuture::from(before).await;
        }
        turn
    }

    async fn stored(self, id: &str) -> Result<Option<Copy>, DeviceError> {
        match self.device() {
            Some(device) => Ok(device
                .get(&record_name(id))
                .await?
                .and_then(|json| Copy::from_json(&json))),
            None => Ok(None),
        }
    }

    /// The record of a draft, once it holds all that was said so far.
    pub(super) async fn record(self, id: &str) -> Result<Option<Copy>, DeviceError> {
        let _turn = self.turn().await;
        self.stored(id).await
    }

    /// A draft's copy as it stands: of the open one what is on the screen.
    pub(super) async fn current(self, id: &str) -> Option<Copy> {
        if self.is_open(id) {
            Some(self.copy.get())
        } else {
            self.record(id).await.ok().flatten()
        }
    }

    /// All records of drafts, whoever's they are; of the open one what stands on the screen.
    pub(super) async fn records(self) -> Vec<(String, Copy)> {
        let mut all = Vec::new();
        let names = match self.device() {
            Some(device) => device.names().await,
            None => Vec::new(),
        };
        for name in names {
            if let Some(id) = name.strip_prefix("draft:")
                && !self.is_open(id)
                && let Ok(Some(copy)) = self.record(id).await
            {
                all.push((id.to_owned(), copy));
            }
        }
        if let Some(id) = self.id.get() {
            all.retain(|(other, _)| *other != id);
            all.push((id, self.copy.get()));
        }
        all.retain(|(_, copy)| !copy.draft.is_empty() || !copy.pending.is_empty());
        all
    }

    /// Changes a draft's copy wherever it is: the open one on the screen, any other on the device.
    pub(super) async fn amend(self, id: &str, change: &dyn Fn(&mut Copy)) {
        let amend_open = || {
            self.copy.update(change);
            self.keep();
        };
        if self.is_open(id) {
            amend_open();
            return;
        }
        let _turn = self.turn().await;
        let stored = self.stored(id).await;
        if self.is_open(id) {
            amend_open();
        } else if let (Ok(Some(mut copy)), Some(device)) = (stored, self.device()) {
            change(&mut copy);
            // What the disk does not take stays in this tab's memory.
            let _ = device.put(&record_name(id), &copy.to_json()).await;
        }
    }

    /// Writes the open copy to the device, one write at a time; what another tab wrote meanwhile is kept.
    pub(super) fn write(self) {
        let Some(id) = self.id.get() else { return };
        if self.local.get() == Local::Writing || self.unwritten.with(Keys::is_empty) {
            return;
        }
        self.local.set(Local::Writing);
        spawn_local(self.write_open(id));
    }

    async fn write_open(self, id: String) {
        let _turn = self.turn().await;
        let Some(device) = self.device().filter(|_| self.is_open(&id)) else {
            return;
        };
        let keys = self.unwritten.update(std::mem::take);
        let (outcome, stored) = self.put(&device, &id, self.copy.get(), &keys).await;
        if !self.is_open(&id) {
            return;
        }
        if let Some(stored) = stored {
            let mut changed_here = keys.clone();
            self.unwritten
                .with(|newer| changed_here.extend(newer.all().to_vec()));
            self.copy.update(|copy| copy.merge_tabs(&stored, &changed_here));
        }
        match outcome {
            Ok(()) => {
                self.local.set(Local::kept(&device));
                self.write();
            }
            Err(error) => {
                self.unwritten.update(|again| again.extend(keys.all().to_vec()));
                self.local.set(Local::Failed(error));
            }
        }
    }

    /// Writes a copy over its record, and returns what stood there; `keys` were changed here since the last time.
    async fn put(
        self,
        device: &Device,
        id: &str,
        mut copy: Copy,
        keys: &Keys,
    ) -> (Result<(), DeviceError>, Option<Copy>) {
        let stored = self.stored(id).await.ok().flatten();
        if let Some(stored) = &stored {
            copy.merge_tabs(stored, keys);
        }
        (device.put(&record_name(id), &copy.to_json()).await, stored)
    }

    /// Keeps the open copy on the device though no answer changed: revisions, acknowledgements.
    pub(super) fn keep(self) {
        self.unwritten.update(|unwritten| unwritten.insert(Key::new("-")));
        self.write();
    }

    /// Before another draft takes the place of the open one: what was not written is written, and what was not sent
    /// goes on its way.
    pub(super) fn put_away(self) {
        let (Some(id), Some(device)) = (self.id.get(), self.device()) else {
            return;
        };
        let keys = self.unwritten.update(std::mem::take);
        let copy = self.copy.get();
        let unsent = !copy.pending.is_empty();
        if keys.is_empty() && !unsent {
            return;
        }
        spawn_local(async move {
            if !keys.is_empty() {
                // What the disk does not take stays in this tab's memory.
                let _turn = self.turn().await;
                let _ = self.put(&device, &id, copy, &keys).await;
            }
            if unsent {
                let _ = self.push_all(&id).await;
            }
        });
    }

    /// Deletes the record of a draft.
    pub(super) async fn drop_record(self, id: &str) {
        if let Some(device) = self.device() {
            let _turn = self.turn().await;
            let _ = device.delete(&record_name(id)).await;
        }
    }

    /// One's drafts that were not sent, newest first: those of this device, and those of the server when signed in.
    pub async fn drafts(self) -> Vec<DraftLine> {
        let records = self.records().await;
        let is_guest = !self.is_signed_in();
        self.others
            .set(is_guest && records.iter().any(|(_, copy)| !self.is_mine(copy)));
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
                        line.changed_at = line.changed_at.max(summary.updated_at);
                        if summary.application.is_none() {
                            lines.push(line);
                        }
                    }
                }
                Err(Failure::SignedOut) => self.expired(),
                Err(_) => {}
            }
        }
        permit::order::sort_by_key(&mut lines, |line| std::cmp::Reverse(line.changed_at));
        lines
    }

    /// How many answers are not on the server: one's own, or everybody's that are on this device. One's own are sent
    /// first, as far as that can be done.
    pub async fn unsent(self, everybody: bool) -> usize {
        if !everybody {
            self.tell_leaving();
            self.send_all().await;
        }
        let records = self.records().await;
        let counted = records.iter().filter(|(_, copy)| everybody || self.is_mine(copy));
        counted.map(|(_, copy)| copy.pending.all().len()).sum()
    }

    /// The records that this person may not lose for somebody else: what is theirs and was not sent.
    async fn of_others(self) -> Vec<String> {
        let records = self.records().await;
        let others = records
            .iter()
            .filter(|(_, copy)| !self.is_mine(copy) && !copy.pending.is_empty());
        others.map(|(id, _)| record_name(id)).collect()
    }

    /// Wipes the device, of everybody's records or of all but what somebody else has yet to send.
    pub(super) async fn wipe(self, everybody: bool) -> Result<(), DeviceError> {
        let leave = if everybody {
            Vec::new()
        } else {
            self.of_others().await
        };
        let _turn = self.turn().await;
        match self.device() {
            Some(device) => device.wipe(&leave).await,
            None => Ok(()),
        }
    }

    /// Moves the records into this tab's memory, or back.
    pub(super) async fn set_memory_only(self, on: bool) -> Result<(), DeviceError> {
        let leave = self.of_others().await;
        let _turn = self.turn().await;
        match self.device() {
            Some(device) => device.set_memory_only(on, &leave).await,
            None => Ok(()),
        }
    }

    /// Who signed in last on this device, for when the server can't be asked.
    pub(super) async fn last_person(self) -> Option<String> {
        let json = self.device()?.get(PERSON).await.ok().flatten()?;
        wire::parse(&json).as_string()
    }

    /// Remembers who signed in.
    pub(super) async fn remember_person(self, address: &str) {
        if let Some(device) = self.device() {
            let _ = device.put(PERSON, &wire::written(&wire::word(address))).await;
        }
    }
}

/// The name of the record that says who signed in last.
const PERSON: &str = "person";
