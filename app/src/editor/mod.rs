//! The open draft: its answers, what is unsaved, and the true state of saving. Pages read it and call it; it alone
//! talks to the device and to the server about answers.

mod copy;
mod sandbox;
mod state;
mod sync;

pub use copy::Copy;
pub use state::SaveState;

use crate::api::{self, Failure};
use crate::autosave::{Autosave, Event};
use crate::device::{Channel, Device};
use crate::part::{Derived, Part};
use crate::platform::{self, object, property};
use crate::wire;
use copy::{Keys, merge_tabs, record_name};
use js_sys::Array;
use permit::answer::{Key, Role};
use permit::draft::Draft;
use permit::forms;
use permit::judge;
use permit::problem::Problem;
use state::{Local, save_state};
use wasm_bindgen_futures::spawn_local;

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
    unwritten: Part<Keys>,
    saved_at: Part<Option<i64>>,
    refused: Part<Option<String>>,
    /// The id of the open draft.
    pub id: Part<Option<String>>,
    /// Its copy on this device.
    pub copy: Part<Copy>,
    /// The answers that were left, or asked to continue from: only their problems are shown.
    pub left: Part<Keys>,
    /// Who is signed in.
    pub account: Part<Account>,
    /// Everything that is wrong or doubtful.
    pub problems: Derived<Copy, Vec<Problem>>,
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
        Self {
            device: Part::new(None),
            channel: Part::new(None),
            timer: Part::new(None),
            machine,
            local,
            unwritten: Part::new(Keys::default()),
            saved_at,
            refused,
            id: Part::new(None),
            copy,
            left: Part::new(Keys::default()),
            account,
            problems,
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
            let said: Array = changed
                .iter()
                .flat_map(|(key, value)| [wire::word(&key.to_string()), wire::word(value)])
                .collect();
            let message = wire::written(&object(&[("id", wire::word(&id)), ("said", said.into())]));
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
        let message = wire::parse(message);
        if property(&message, "signed_out").is_truthy() {
            // Another tab wiped this device; what stands here must not come back.
            self.close();
            self.account.set(Account::Nobody);
            return;
        }
        if self.id.get().as_deref() != Some(wire::text(&message, "id").as_str()) {
            return;
        }
        let said = wire::list(&property(&message, "said"), |one| {
            one.as_string().unwrap_or_default()
        });
        let at = platform::now_seconds();
        self.copy.update(|copy| {
            for pair in said.chunks_exact(2) {
                if let [key, value] = pair
                    && let Some(key) = Key::parse(key)
                {
                    copy.draft.edit(key.clone(), value.clone(), at, Role::Applicant);
                    copy.pending.insert(key);
                }
            }
        });
        self.raise(Event::Edited);
    }

    // ---- the device --------------------------------------------------------------------------------------------

    /// Writes the copy to the device, one write at a time; what another tab wrote meanwhile is kept.
    fn write(self) {
        if self.local.get() == Local::Writing || self.unwritten.with(Keys::is_empty) {
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
                Ok(Some(json)) => Copy::from_json(&json),
                _ => None,
            };
            let same = self.id.get().as_deref() == Some(id.as_str());
            if let Some(stored) = stored.filter(|_| same) {
                self.copy.update(|copy| merge_tabs(copy, &stored, &unwritten));
            }
            let json = self.copy.with(|copy| copy.to_json());
            let outcome = if same {
                device.put(&name, &json).await
            } else {
                Ok(())
            };
            match outcome {
                Ok(()) if device.is_persistent() => self.local.set(Local::Kept),
                Ok(()) => self.local.set(Local::Memory),
                Err(error) => {
                    self.unwritten
                        .update(|again| again.extend(unwritten.all().to_vec()));
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
        let copy = on_device.and_then(|json| Copy::from_json(&json));
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
        self.left.set(Keys::default());
        self.unwritten.set(Keys::default());
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
}
