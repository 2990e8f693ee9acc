//! The device's records of drafts: one for each, whoever's it is. They are changed by one caller at a time.

use super::Editor;
use super::copy::Copy;
use super::files::{file_for, file_of, has_file};
use super::keys::Keys;
use super::state::Local;
use crate::device::{Device, DeviceError};
use js_sys::{Function, Promise};
use leptos::wasm_bindgen::JsValue;
use permit::answer::Key;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// What would be lost with the device's records, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unsent {
    /// So many answers.
    Count(usize),
    /// The device can't be read.
    Unknown,
}

/// Whose turn it is to read and change records: one's own until it is dropped.
pub(super) struct Turn(Function);

impl Drop for Turn {
    fn drop(&mut self) {
        let _ = self.0.call0(&JsValue::NULL);
    }
}

/// The name of a draft's record on the device.
pub fn record_name(id: &str) -> String {
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

    /// The names of all records; none where they can't be listed.
    pub(super) async fn record_names(self) -> Vec<String> {
        match self.device() {
            Some(device) => device.names().await.unwrap_or_default(),
            None => Vec::new(),
        }
    }

    /// A draft's copy as it stands: of the open one what is on the screen.
    pub(super) async fn current(self, id: &str) -> Option<Copy> {
        if self.is_open(id) {
            Some(self.copy.get())
        } else {
            self.record(id).await.ok().flatten()
        }
    }

    /// All records of drafts that can be read, whoever's they are; of the open one what stands on the screen.
    pub(super) async fn records(self) -> Vec<(String, Copy)> {
        self.readable().await.0
    }

    /// The same, and whether those are all.
    async fn readable(self) -> (Vec<(String, Copy)>, bool) {
        let mut all = Vec::new();
        let names = match self.device() {
            Some(device) => device.names().await,
            None => Ok(Vec::new()),
        };
        let mut whole = names.is_ok();
        let names = names.unwrap_or_default();
        for name in &names {
            if let Some(id) = name.strip_prefix("draft:")
                && !self.is_open(id)
            {
                match self.record(id).await {
                    Ok(Some(copy)) => all.push((id.to_owned(), copy)),
                    Ok(None) => {}
                    Err(_) => whole = false,
                }
            }
        }
        if let Some(id) = self.id.get() {
            all.retain(|(other, _)| *other != id);
            all.push((id, self.copy.get()));
        }
        all.retain(|(id, copy)| !copy.draft.is_empty() || !copy.pending.is_empty() || has_file(&names, id));
        (all, whole)
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

    /// The id of the open draft, unless it was deleted.
    fn open_one(self) -> Option<String> {
        self.id.get().filter(|id| !self.is_deleted(id))
    }

    /// Writes the open copy to the device, one write at a time; what another tab wrote meanwhile is kept.
    pub(super) fn write(self) {
        let (Some(id), Some(device)) = (self.open_one(), self.device()) else {
            return;
        };
        if self.local.get() == Local::Writing || self.unwritten.with(Keys::is_empty) {
            return;
        }
        self.local.set(Local::Writing);
        spawn_local(self.write_open(device, id));
    }

    async fn write_open(self, device: Device, id: String) {
        let _turn = self.turn().await;
        if !self.is_open(&id) || self.is_deleted(&id) {
            return;
        }
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
        let (Some(id), Some(device)) = (self.open_one(), self.device()) else {
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

    /// Deletes what the device has of a draft, its record and its files that were not sent. Where it goes on under another
    /// id ([`Editor::keep_as_new`]) the files follow it first.
    ///
    /// # Errors
    /// Where the new one is not there, or the device does not take or give all of the files, the draft stays with them; what
    /// had followed by then is there twice.
    pub async fn drop_record(self, id: &str, follow: Option<&str>) -> Result<(), DeviceError> {
        let Some(device) = self.device() else {
            return Ok(());
        };
        let _turn = self.turn().await;
        let mut names = device.names().await?;
        if follow.is_some_and(|new| !names.contains(&record_name(new))) {
            return Err(DeviceError::Broken);
        }
        names.retain(|name| file_of(name, id).is_some());
        if let Some(new) = follow {
            // The pieces first, so that what is there is whole.
            for name in names.iter().rev() {
                if let (Some(rest), Some(record)) = (file_of(name, id), device.get(name).await?) {
                    device.put(&file_for(new, rest), &record).await?;
                }
            }
        }
        names.push(record_name(id));
        for name in names {
            device.delete(&name).await?;
        }
        Ok(())
    }

    /// How many answers are not on the server: one's own, or everybody's that are on this device. One's own are sent
    /// first, as far as that can be done.
    pub async fn unsent(self, everybody: bool) -> Unsent {
        if !everybody {
            self.tell_leaving();
            self.send_all().await;
        }
        let (records, whole) = self.readable().await;
        if !whole {
            return Unsent::Unknown;
        }
        let counted = records.iter().filter(|(_, copy)| everybody || self.is_mine(copy));
        let answers: usize = counted.map(|(_, copy)| copy.pending.all().len()).sum();
        let files = if everybody {
            self.record_names().await
        } else {
            self.files_waiting().await
        };
        // Each file has one record beside those of its pieces.
        let files = files.iter().filter(|name| name.matches(':').count() == 2);
        Unsent::Count(answers + files.count())
    }

    /// The records that this person may not lose for somebody else: what is theirs and was not sent.
    async fn of_others(self) -> Vec<String> {
        let names = self.record_names().await;
        let mut records = self.records().await;
        records
            .retain(|(id, copy)| !self.is_mine(copy) && (!copy.pending.is_empty() || has_file(&names, id)));
        let is_theirs = |name: &String| {
            records
                .iter()
                .any(|(id, _)| *name == record_name(id) || file_of(name, id).is_some())
        };
        names.iter().filter(|name| is_theirs(name)).cloned().collect()
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
}
