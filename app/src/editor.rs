//! The open draft: its answers, what is unsaved, and the true state of saving. Pages read it and call it; it alone
//! talks to the device and to the server about answers.

use crate::api::{self, Failure};
use crate::autosave::{Autosave, Effect, Event, Remote};
use crate::device::{Channel, Device, DeviceError};
use crate::part::{Derived, Part};
use crate::platform;
use permit::answer::{Entry, Key, Role};
use permit::api::{SaveRequest, SaveResponse};
use permit::classify::{self, Preview};
use permit::draft::Draft;
use permit::forms;
use permit::judge;
use permit::problem::Problem;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use wasm_bindgen_futures::spawn_local;

/// What the device keeps of a draft.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Copy {
    /// The answers as they stand on this device.
    pub draft: Draft,
    /// The answers that the server has not acknowledged.
    pub pending: BTreeSet<Key>,
    /// The newest revision of the server's that was seen.
    pub known: u64,
    /// What somebody else stored meanwhile under an answer that is pending here.
    #[serde(default)]
    pub conflicts: BTreeMap<Key, Entry>,
    /// The application that this draft became.
    #[serde(default)]
    pub application: Option<String>,
    /// When anything changed here, in seconds since 1970 UTC.
    pub changed_at: i64,
}

impl Copy {
    /// What may be sent: not what waits for the person to settle a conflict.
    fn sendable(&self) -> Vec<Key> {
        let held = |key: &Key| {
            let group = forms::group_of(&key.question);
            let row = group
                .zip(key.row.as_deref())
                .map(|(group, row)| Key::in_row(group.id, row));
            self.conflicts.contains_key(key) || row.is_some_and(|row| self.conflicts.contains_key(&row))
        };
        self.pending.iter().filter(|key| !held(key)).cloned().collect()
    }

    /// Takes the server's acknowledgement: `sent` are the values that went out.
    fn acknowledge(&mut self, sent: &[(Key, String)], response: &SaveResponse) {
        for (key, value) in sent {
            let stored = response.entries.get(key);
            if self.draft.raw(key) == value {
                self.pending.remove(key);
            } else if let (Some(mine), Some(stored)) = (self.draft.entries.get_mut(key), stored) {
                mine.revision = stored.revision;
            }
        }
        self.take(&response.entries);
        self.known = self.known.max(response.revision);
    }

    /// Takes what the server holds; what is pending here and differs there becomes a conflict.
    fn take(&mut self, theirs: &BTreeMap<Key, Entry>) {
        let pending: Vec<Key> = self.pending.iter().cloned().collect();
        for key in self.draft.absorb(theirs, &pending) {
            if let Some(entry) = theirs.get(&key) {
                self.conflicts.insert(key, entry.clone());
            }
        }
        for (key, entry) in theirs {
            if self.draft.raw(key) == entry.value {
                self.pending.remove(key);
                self.conflicts.remove(key);
            }
        }
    }
}

/// How the device's copy stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Local {
    /// Nothing to keep yet.
    Empty,
    /// Being written.
    Writing,
    /// Written, encrypted.
    Kept,
    /// Only in this tab's memory: a shared computer, or a browser that stores nothing.
    Memory,
    /// It could not be written.
    Failed(DeviceError),
}

/// The true state of saving, in the order of what a person must know first.
#[derive(Clone, Debug, PartialEq)]
pub enum SaveState {
    /// Nothing was answered yet.
    Nothing,
    /// An answer was changed elsewhere too; the person must choose.
    Conflict,
    /// The server refused an answer: the name of the error.
    Refused(String),
    /// The session ended while something was unsaved.
    SignInAgain,
    /// No connection; on this device meanwhile.
    Waiting,
    /// No connection, and only in this tab's memory meanwhile.
    WaitingInMemory,
    /// On its way.
    Saving,
    /// The server acknowledged everything, at this time.
    Saved(i64),
    /// On this device only, because nobody is signed in.
    OnDevice,
    /// In memory only.
    InMemory,
    /// The device could not keep it: the name of the error.
    DeviceFailed(&'static str),
}

/// Who is signed in, as far as this tab knows.
#[derive(Clone, Debug, PartialEq)]
pub enum Account {
    /// Not asked yet.
    Unknown,
    /// Nobody.
    Nobody,
    /// Somebody was, until the session ended.
    Expired(String),
    /// This address.
    Person(String),
}

/// The open draft. Made once, in `App`; every part is a signal that outlives all pages.
#[derive(Clone, Copy)]
pub struct Editor {
    device: Part<Option<Device>>,
    channel: Part<Option<Channel>>,
    timer: Part<Option<platform::Timer>>,
    machine: Part<Autosave>,
    local: Part<Local>,
    unwritten: Part<BTreeSet<Key>>,
    saved_at: Part<Option<i64>>,
    refused: Part<Option<String>>,
    /// The id of the open draft.
    pub id: Part<Option<String>>,
    /// Its copy on this device.
    pub copy: Part<Copy>,
    /// The answers that were left, or asked to continue from: only their problems are shown.
    pub left: Part<BTreeSet<Key>>,
    /// Who is signed in.
    pub account: Part<Account>,
    /// Everything that is wrong or doubtful.
    pub problems: Derived<Copy, Vec<Problem>>,
    /// The classification preview.
    pub preview: Derived<Copy, Preview>,
    /// Whether answers stay in this tab's memory: "this is a shared computer".
    pub in_memory_only: Part<bool>,
}

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
    /// The application it became.
    pub application: Option<String>,
}

impl Editor {
    /// Makes the editor. Call it once, where it lives as long as the app.
    pub fn new() -> Self {
        let copy = Part::new(Copy::default());
        let machine = Part::new(Autosave::new());
        let local = Part::new(Local::Empty);
        let saved_at = Part::new(None);
        let refused = Part::new(None);
        let account = Part::new(Account::Unknown);
        let problems = Derived::new(copy, |copy: &Copy| {
            judge::judge(&copy.draft, platform::today_in_china())
        });
        let preview = Derived::new(copy, |copy: &Copy| {
            classify::preview(&copy.draft, platform::today_in_china())
        });
        Self {
            device: Part::new(None),
            channel: Part::new(None),
            timer: Part::new(None),
            machine,
            local,
            unwritten: Part::new(BTreeSet::new()),
            saved_at,
            refused,
            id: Part::new(None),
            copy,
            left: Part::new(BTreeSet::new()),
            account,
            problems,
            preview,
            in_memory_only: Part::new(false),
        }
    }

    /// Opens the device and finds out who is signed in. Call it once, before the first page needs a draft.
    /// `shared`: "this is a shared computer" was ticked before.
    pub async fn start(self, shared: bool) {
        let device = Device::open().await;
        if shared {
            let _ = device.set_memory_only(true).await;
        }
        self.in_memory_only.set(device.is_memory_only());
        self.device.set(Some(device));
        self.channel
            .set(Some(Channel::open("portal", move |message| self.hear(&message))));
        platform::on_window("online", move || self.raise(Event::Online));
        platform::on_window("focus", move || self.refresh());
        platform::on_hidden(move || self.send_before_leaving());
        if platform::local_flag("signed-in") {
            match api::session().await {
                Ok(session) => self.signed_in(session.email),
                Err(Failure::SignedOut) => {
                    platform::set_local_flag("signed-in", false);
                    self.account.set(Account::Nobody);
                }
                // Offline: nothing is known, and nothing is lost; a save will tell.
                Err(_) => self.signed_in(String::new()),
            }
        } else {
            self.account.set(Account::Nobody);
        }
    }

    /// The true state of saving.
    pub fn state(self) -> SaveState {
        save_state(
            &self.copy.read(),
            &self.machine.read(),
            self.local.get(),
            self.saved_at.get(),
            self.refused.get(),
            &self.account.read(),
        )
    }

    /// The device, once it is open.
    pub fn device(self) -> Option<Device> {
        self.device.get()
    }

    // ---- answers -----------------------------------------------------------------------------------------------

    /// The answer as typed, now.
    pub fn raw(self, key: &Key) -> String {
        self.copy.with(|copy| copy.draft.raw(key).to_owned())
    }

    /// Puts answers in, keeps them on the device at once, and has them saved after a moment of quiet.
    pub fn answer_all(self, answers: Vec<(Key, String)>) {
        let at = platform::now_seconds();
        let mut changed = Vec::new();
        self.copy.update(|copy| {
            for (key, value) in answers {
                if copy.draft.raw(&key) != value {
                    copy.draft.edit(key.clone(), value.clone(), at, Role::Applicant);
                    copy.pending.insert(key.clone());
                    changed.push((key, value));
                }
            }
            copy.changed_at = at;
        });
        if changed.is_empty() {
            return;
        }
        if let Some(id) = self.id.get() {
            let message = serde_json::to_string(&(id, &changed)).unwrap_or_default();
            self.channel
                .with(|channel| channel.as_ref().map(|channel| channel.send(&message)));
        }
        self.unwritten
            .update(|unwritten| unwritten.extend(changed.into_iter().map(|(key, _)| key)));
        self.refused.set(None);
        self.write();
        self.raise(Event::Edited);
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
        self.copy.update(|copy| {
            let Some(theirs) = copy.conflicts.remove(key) else {
                return;
            };
            if mine {
                let entry = copy
                    .draft
                    .entries
                    .entry(key.clone())
                    .or_insert_with(|| theirs.clone());
                entry.revision = theirs.revision;
                // A row that was deleted elsewhere and is kept here needs its rank again.
                if entry.value.is_empty() && forms::group(&key.question).is_some() {
                    entry.value = "1".into();
                }
                copy.pending.insert(key.clone());
            } else {
                copy.pending.remove(key);
                if forms::group(&key.question).is_some() {
                    copy.pending.retain(|other| other.row != key.row);
                }
                copy.draft.entries.insert(key.clone(), theirs);
            }
        });
        self.unwritten.update(|unwritten| {
            unwritten.insert(key.clone());
        });
        self.write();
        self.raise(Event::Edited);
    }

    /// Another tab of this browser changed answers of this draft.
    fn hear(self, message: &str) {
        let Ok((id, changed)) = serde_json::from_str::<(String, Vec<(Key, String)>)>(message) else {
            return;
        };
        if self.id.get().as_deref() != Some(id.as_str()) {
            return;
        }
        let at = platform::now_seconds();
        self.copy.update(|copy| {
            for (key, value) in changed {
                copy.draft.edit(key.clone(), value, at, Role::Applicant);
                copy.pending.insert(key);
            }
        });
        self.raise(Event::Edited);
    }

    // ---- the device --------------------------------------------------------------------------------------------

    /// Writes the copy to the device, one write at a time; what another tab wrote meanwhile is kept.
    fn write(self) {
        if self.local.get() == Local::Writing || self.unwritten.with(BTreeSet::is_empty) {
            return;
        }
        let (Some(device), Some(id)) = (self.device(), self.id.get()) else {
            return;
        };
        self.local.set(Local::Writing);
        let unwritten = self.unwritten.update(std::mem::take);
        spawn_local(async move {
            let name = record_name(&id);
            let stored = match device.get(&name).await {
                Ok(Some(json)) => serde_json::from_str::<Copy>(&json).ok(),
                _ => None,
            };
            let same = self.id.get().as_deref() == Some(id.as_str());
            if let Some(stored) = stored.filter(|_| same) {
                self.copy.update(|copy| merge_tabs(copy, &stored, &unwritten));
            }
            let json = self
                .copy
                .with(|copy| serde_json::to_string(copy).unwrap_or_default());
            let outcome = if same {
                device.put(&name, &json).await
            } else {
                Ok(())
            };
            match outcome {
                Ok(()) if device.is_persistent() => self.local.set(Local::Kept),
                Ok(()) => self.local.set(Local::Memory),
                Err(error) => {
                    self.unwritten.update(|again| again.extend(unwritten));
                    self.local.set(Local::Failed(error));
                    return;
                }
            }
            self.write();
        });
    }

    /// Keeps the copy on the device though no answer changed: revisions, acknowledgements.
    fn keep(self) {
        self.unwritten.update(|unwritten| {
            unwritten.insert(Key::new("-"));
        });
        self.write();
    }

    // ---- opening and closing -----------------------------------------------------------------------------------

    /// Opens a draft from the device and, when signed in, from the server. `false` if neither has it.
    pub async fn open(self, id: &str) -> bool {
        if self.id.get().as_deref() == Some(id) {
            return true;
        }
        let on_device = match self.device() {
            Some(device) => device.get(&record_name(id)).await.ok().flatten(),
            None => None,
        };
        let copy = on_device.and_then(|json| serde_json::from_str::<Copy>(&json).ok());
        let found = copy.is_some();
        let signed_in = matches!(self.account.get(), Account::Person(_));
        self.show(
            id,
            copy.unwrap_or_else(|| Copy {
                draft: Draft::new(forms::VERSION),
                ..Copy::default()
            }),
        );
        if found {
            self.local
                .set(if self.device().is_some_and(|device| device.is_persistent()) {
                    Local::Kept
                } else {
                    Local::Memory
                });
            self.refresh();
            return true;
        }
        if signed_in && self.fetch(id).await {
            self.keep();
            return true;
        }
        self.id.set(None);
        false
    }

    /// Begins a new draft and opens it. Nothing is stored until something is answered.
    pub fn begin(self) -> String {
        let id = platform::random_id();
        self.show(
            &id,
            Copy {
                draft: Draft::new(forms::VERSION),
                ..Copy::default()
            },
        );
        id
    }

    fn show(self, id: &str, copy: Copy) {
        self.timer.set(None);
        self.left.set(BTreeSet::new());
        self.unwritten.set(BTreeSet::new());
        self.saved_at.set(None);
        self.refused.set(None);
        self.local.set(Local::Empty);
        self.machine.set(Autosave::new());
        let left = !copy.pending.is_empty();
        self.copy.set(copy);
        self.id.set(Some(id.to_owned()));
        if matches!(self.account.get(), Account::Person(_)) {
            self.raise(Event::SignedIn { left });
        }
    }

    /// Closes the draft, as after deleting it.
    pub fn close(self) {
        self.show("", Copy::default());
        self.id.set(None);
    }

    /// Asks the server for what changed elsewhere.
    pub fn refresh(self) {
        let signed_in = matches!(self.account.get(), Account::Person(_));
        let Some(id) = self.id.get().filter(|_| signed_in) else {
            return;
        };
        spawn_local(async move {
            if self.fetch(&id).await {
                self.keep();
            }
        });
    }

    async fn fetch(self, id: &str) -> bool {
        match api::draft(id).await {
            Ok(document) => {
                if self.id.get().as_deref() != Some(id) {
                    return false;
                }
                self.copy.update(|copy| {
                    copy.take(&document.draft.entries);
                    copy.known = copy.known.max(document.revision);
                    copy.application = document.application.clone();
                });
                if self.copy.with(|copy| copy.pending.is_empty()) {
                    self.saved_at.set(Some(document.updated_at));
                }
                true
            }
            Err(Failure::SignedOut) => {
                self.expired();
                false
            }
            Err(_) => false,
        }
    }

    // ---- the server --------------------------------------------------------------------------------------------

    /// Somebody signed in.
    pub fn signed_in(self, email: String) {
        platform::set_local_flag("signed-in", true);
        self.account.set(Account::Person(email));
        let left = self.copy.with(|copy| !copy.pending.is_empty());
        self.raise(Event::SignedIn { left });
        spawn_local(self.carry_over());
    }

    /// Sends every draft that was begun on this device and is not open now.
    async fn carry_over(self) {
        let Some(device) = self.device() else { return };
        for name in device.names().await {
            let Some(id) = name.strip_prefix("draft:") else {
                continue;
            };
            if self.id.get().as_deref() == Some(id) {
                continue;
            }
            let Ok(Some(json)) = device.get(&name).await else {
                continue;
            };
            let Ok(mut copy) = serde_json::from_str::<Copy>(&json) else {
                continue;
            };
            let Some((request, sent)) = request(&copy) else {
                continue;
            };
            if let Ok(response) = api::save(id, &request).await {
                copy.acknowledge(&sent, &response);
                let _ = device
                    .put(&name, &serde_json::to_string(&copy).unwrap_or_default())
                    .await;
            }
        }
    }

    /// The session ended by itself. Nothing typed is gone; it waits on the device.
    pub fn expired(self) {
        platform::set_local_flag("signed-in", false);
        self.account.update(|account| {
            if let Account::Person(email) = account {
                *account = Account::Expired(std::mem::take(email));
            }
        });
        self.raise(Event::SignedOut);
    }

    /// Signs out and wipes this device.
    pub async fn sign_out(self) -> Result<(), Failure> {
        api::sign_out().await?;
        platform::set_local_flag("signed-in", false);
        self.close();
        if let Some(device) = self.device() {
            let _ = device.wipe().await;
        }
        self.account.set(Account::Nobody);
        Ok(())
    }

    /// Tries again at once: after a refusal, or without a connection.
    pub fn retry(self) {
        self.refused.set(None);
        self.raise(Event::Edited);
        self.raise(Event::Online);
    }

    /// The tab is put away: what waits for quiet goes now.
    fn send_before_leaving(self) {
        self.write();
        self.raise(Event::Waited);
    }

    /// One's drafts, newest first: those of this device, and those of the server when signed in.
    pub async fn drafts(self) -> Vec<DraftLine> {
        let mut lines: Vec<DraftLine> = Vec::new();
        if let Some(device) = self.device() {
            for name in device.names().await {
                let Some(id) = name.strip_prefix("draft:") else {
                    continue;
                };
                let Ok(Some(json)) = device.get(&name).await else {
                    continue;
                };
                let Ok(copy) = serde_json::from_str::<Copy>(&json) else {
                    continue;
                };
                if !copy.draft.is_empty() {
                    lines.push(line(id, &copy));
                }
            }
        }
        if matches!(self.account.get(), Account::Person(_)) {
            match api::drafts().await {
                Ok(stored) => {
                    for summary in stored {
                        match lines.iter_mut().find(|line| line.id == summary.id) {
                            Some(line) => line.on_server = true,
                            None => lines.push(DraftLine {
                                id: summary.id,
                                name: String::new(),
                                changed_at: summary.updated_at,
                                on_server: true,
                                application: summary.application,
                            }),
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

    /// Deletes a draft, on the server and here.
    pub async fn delete(self, id: &str) -> Result<(), Failure> {
        let on_server = self.copy.with(|copy| copy.known > 0);
        if on_server || matches!(self.account.get(), Account::Person(_)) {
            match api::delete_draft(id).await {
                Ok(()) => {}
                Err(Failure::Refused(body)) if body.code == "not_found" => {}
                Err(failure) => return Err(failure),
            }
        }
        self.close();
        if let Some(device) = self.device() {
            let _ = device.delete(&record_name(id)).await;
        }
        Ok(())
    }

    /// Sends the draft as the server has it, and returns the application's id. The same again is harmless.
    pub async fn submit(self, id: &str) -> Result<String, Failure> {
        let known = self.copy.with(|copy| copy.known);
        let locale = crate::text::locale();
        match api::submit(id, known, &locale).await {
            Ok(application) => {
                self.copy
                    .update(|copy| copy.application = Some(application.id.clone()));
                self.keep();
                Ok(application.id)
            }
            Err(failure) => {
                if failure == Failure::SignedOut {
                    self.expired();
                } else if failure.code() == "draft_changed" {
                    self.refresh();
                }
                Err(failure)
            }
        }
    }

    /// "This is a shared computer", or not any more.
    pub fn keep_in_memory_only(self, on: bool) {
        self.in_memory_only.set(on);
        let Some(device) = self.device() else { return };
        spawn_local(async move {
            if device.set_memory_only(on).await.is_ok() {
                self.keep();
            }
        });
    }

    fn raise(self, event: Event) {
        let effect = self.machine.update(|machine| machine.on(event));
        match effect {
            Effect::None => {}
            Effect::Wait(milliseconds) => {
                let timer = platform::set_timeout(milliseconds, move || self.raise(Event::Waited));
                self.timer.set(Some(timer));
            }
            Effect::Send => self.send(),
        }
    }

    fn send(self) {
        let Some(id) = self.id.get() else { return };
        let Some((request, sent)) = self.copy.with(request) else {
            self.raise(Event::Acknowledged { left: false });
            return;
        };
        spawn_local(async move {
            let outcome = api::save(&id, &request).await;
            if self.id.get().as_deref() != Some(id.as_str()) {
                return;
            }
            match outcome {
                Ok(response) => {
                    self.copy.update(|copy| copy.acknowledge(&sent, &response));
                    self.saved_at.set(Some(response.at));
                    self.keep();
                    let left = self.copy.with(|copy| !copy.sendable().is_empty());
                    self.raise(Event::Acknowledged { left });
                }
                Err(Failure::SignedOut) => {
                    self.expired();
                }
                Err(Failure::Refused(body)) if body.code == "conflict" => {
                    self.copy.update(|copy| {
                        copy.take(&body.entries);
                        for key in &body.conflicts {
                            if let Some(entry) = body
                                .entries
                                .get(key)
                                .filter(|entry| entry.value != copy.draft.raw(key))
                            {
                                copy.conflicts.insert(key.clone(), entry.clone());
                            }
                        }
                    });
                    self.keep();
                    let left = self.copy.with(|copy| !copy.sendable().is_empty());
                    self.raise(Event::Acknowledged { left });
                }
                Err(Failure::Refused(body)) => {
                    self.refused.set(Some(body.code));
                    self.raise(Event::Refused);
                }
                Err(Failure::Unreachable | Failure::Unavailable(_)) => self.raise(Event::Unreachable),
            }
        });
    }
}

/// The request that would save a copy, and the values that it carries; `None` when there is nothing to send.
fn request(copy: &Copy) -> Option<(SaveRequest, Vec<(Key, String)>)> {
    let keys = copy.sendable();
    if keys.is_empty() {
        return None;
    }
    let changes: Vec<_> = keys
        .iter()
        .take(permit::api::MAX_CHANGES)
        .map(|key| copy.draft.change(key))
        .collect();
    let sent = changes
        .iter()
        .map(|change| (change.key.clone(), change.value.clone()))
        .collect();
    Some((
        SaveRequest {
            form_version: copy.draft.form_version,
            known: copy.known,
            changes,
        },
        sent,
    ))
}

/// Takes over what another tab of this browser wrote, except for the answers changed here since the last write.
fn merge_tabs(mine: &mut Copy, stored: &Copy, changed_here: &BTreeSet<Key>) {
    for (key, entry) in &stored.draft.entries {
        let older = mine.draft.entries.get(key).is_none_or(|own| {
            own.revision < entry.revision || (own.revision == entry.revision && own.at < entry.at)
        });
        if older && !changed_here.contains(key) {
            mine.draft.entries.insert(key.clone(), entry.clone());
            if stored.pending.contains(key) {
                mine.pending.insert(key.clone());
            }
        }
    }
    mine.known = mine.known.max(stored.known);
    mine.application = mine.application.take().or_else(|| stored.application.clone());
}

fn line(id: &str, copy: &Copy) -> DraftLine {
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
        application: copy.application.clone(),
    }
}

/// The name of a draft's record on the device.
pub fn record_name(id: &str) -> String {
    format!("draft:{id}")
}

fn save_state(
    copy: &Copy,
    machine: &Autosave,
    local: Local,
    saved_at: Option<i64>,
    refused: Option<String>,
    account: &Account,
) -> SaveState {
    if !copy.conflicts.is_empty() {
        return SaveState::Conflict;
    }
    if let Some(code) = refused {
        return SaveState::Refused(code);
    }
    let unsaved = !copy.pending.is_empty();
    match machine.remote() {
        Remote::Waiting if unsaved && local == Local::Memory => return SaveState::WaitingInMemory,
        Remote::Waiting if unsaved && !matches!(local, Local::Failed(_)) => return SaveState::Waiting,
        Remote::Saving if unsaved => return SaveState::Saving,
        Remote::Saved if !unsaved => {
            if let Some(at) = saved_at {
                return SaveState::Saved(at);
            }
        }
        _ => {}
    }
    if unsaved && matches!(account, Account::Expired(_)) {
        return SaveState::SignInAgain;
    }
    match local {
        _ if copy.draft.entries.is_empty() => SaveState::Nothing,
        Local::Empty => SaveState::Nothing,
        Local::Writing => SaveState::Saving,
        Local::Kept => SaveState::OnDevice,
        Local::Memory => SaveState::InMemory,
        Local::Failed(DeviceError::Full) => SaveState::DeviceFailed("device_full"),
        Local::Failed(DeviceError::Blocked) => SaveState::DeviceFailed("device_blocked"),
        Local::Failed(DeviceError::Broken) => SaveState::DeviceFailed("device_broken"),
    }
}
