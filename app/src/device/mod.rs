//! The local copy: encrypted in IndexedDB, or in this tab's memory on a shared computer and where the browser stores
//! nothing. The key can't be taken out of the browser, and goes with the records when the device is wiped.

mod channel;
mod indexed_db;
mod memory;
mod vault;

pub use channel::Channel;

use crate::platform;
use memory::Memory;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use vault::Vault;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// The flag of all tabs, until the browser is closed, that says "this is a shared computer".
pub const MEMORY_ONLY: &str = "memory-only";

/// The flag that says that somebody is signed in, so that nobody else waits for the server's word. On a shared computer
/// it is the tab's own: whoever opens the next one finds nobody signed in.
pub const SIGNED_IN: &str = "signed-in";

/// The flag that says that the server has yet to hear of a sign-out.
pub const SIGNING_OUT: &str = "signing-out";

/// Notes whether somebody is signed in, for the next time that this tab, or any, is opened.
pub fn note_person(on: bool, shared: bool) {
    platform::set_tab_flag(SIGNED_IN, on && shared);
    platform::set_local_flag(SIGNED_IN, on && !shared);
}

/// Notes that somebody signed in, on a page that is left for another document.
pub fn note_signed_in(shared: bool) {
    platform::set_local_flag(SIGNING_OUT, false);
    note_person(true, shared);
}

/// Why the device did not keep or give back a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeviceError {
    /// No space is left for this site.
    Full,
    /// The browser does not let the site store anything.
    Blocked,
    /// The store fails, or the record can't be decrypted. It is left as it is.
    Broken,
}

impl DeviceError {
    /// The name of its text: `error.<code>`.
    pub fn code(self) -> &'static str {
        match self {
            DeviceError::Full => "device_full",
            DeviceError::Blocked => "device_blocked",
            DeviceError::Broken => "device_broken",
        }
    }
}

/// The device. Clones are the same device. One name is written by one caller at a time.
#[derive(Clone)]
pub struct Device(Rc<Inner>);

struct Inner {
    vault: Vault,
    /// Whether the vault worked when it was last tried.
    works: Cell<bool>,
    memory_only: Cell<bool>,
    memory: RefCell<Memory>,
    /// How often the device was wiped: a write that began before must not come after.
    wiped: Cell<u32>,
    asked_to_persist: Cell<bool>,
}

impl Device {
    /// Opens the device. Where the browser blocks storage or encryption, or its store does not answer, records stay in
    /// memory.
    pub async fn open() -> Self {
        let memory_only = platform::browser_flag(MEMORY_ONLY);
        let vault = Vault::default();
        // On a shared computer not even a key is made.
        let works = !memory_only && vault.works().await;
        Self(Rc::new(Inner {
            vault,
            works: Cell::new(works),
            memory_only: Cell::new(memory_only),
            memory: RefCell::default(),
            wiped: Cell::new(0),
            asked_to_persist: Cell::new(false),
        }))
    }

    /// Whether records outlive this tab.
    pub fn is_persistent(&self) -> bool {
        self.0.works.get() && !self.0.memory_only.get()
    }

    /// Whether the person said that this is a shared computer.
    pub fn is_memory_only(&self) -> bool {
        self.0.memory_only.get()
    }

    /// Keeps a record under a name, in place of an earlier one. `Ok` means that it is on the disk (or in memory, see
    /// [`Device::is_persistent`]).
    ///
    /// # Errors
    /// What the browser said; on the disk the earlier record stands, and this one stays in this tab's memory.
    pub async fn put(&self, name: &str, json: &str) -> Result<(), DeviceError> {
        let wiped = self.0.wiped.get();
        let mut outcome = Ok(());
        if self.is_persistent() {
            let allowed = || self.is_persistent() && self.0.wiped.get() == wiped;
            match self.0.vault.put(name, json, &allowed).await {
                Ok(true) => {
                    self.0.memory.borrow_mut().remove(name);
                    self.ask_to_persist();
                    return Ok(());
                }
                Ok(false) => {}
                Err(error) => outcome = Err(error),
            }
        }
        if self.0.vault.has_given_up() && !self.is_memory_only() {
            outcome = Err(DeviceError::Broken);
        }
        // If it was wiped meanwhile, then so is this.
        if self.0.wiped.get() == wiped {
            self.0.memory.borrow_mut().put(name, json);
        }
        outcome
    }

    /// The record of a name.
    ///
    /// # Errors
    /// [`DeviceError::Broken`] if it can't be decrypted; it is not deleted.
    pub async fn get(&self, name: &str) -> Result<Option<String>, DeviceError> {
        let in_memory = self.memory(name);
        if in_memory.is_some() {
            return Ok(in_memory);
        }
        let stored = self.0.vault.get(name).await;
        if self.is_persistent() {
            stored
        } else {
            Ok(stored.unwrap_or_default())
        }
    }

    /// The names of all records, of this tab's memory and of the disk.
    ///
    /// # Errors
    /// What the browser said; there may be records. Where it keeps nothing, there are none.
    pub async fn names(&self) -> Result<Vec<String>, DeviceError> {
        let stored = match self.0.vault.names().await {
            Err(error) if self.0.works.get() || self.0.vault.has_given_up() => return Err(error),
            stored => stored.unwrap_or_default(),
        };
        let mut names = self.0.memory.borrow().names();
        for name in stored {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        Ok(names)
    }

    /// Deletes a record, if there is one.
    ///
    /// # Errors
    /// What the browser said; the record may still be there.
    pub async fn delete(&self, name: &str) -> Result<(), DeviceError> {
        self.0.memory.borrow_mut().remove(name);
        let outcome = self.0.vault.delete(name).await;
        if self.is_persistent() { outcome } else { Ok(()) }
    }

    /// Deletes all records but those to `leave`, and without those the key too; the next record gets a new one. A write
    /// on its way is dropped.
    ///
    /// # Errors
    /// What the browser said; records may still be there.
    pub async fn wipe(&self, leave: &[String]) -> Result<(), DeviceError> {
        self.0.wiped.set(self.0.wiped.get().wrapping_add(1));
        self.0.memory.borrow_mut().clear(leave);
        let outcome = self.0.vault.clear(leave).await;
        if self.0.works.get() || self.0.vault.has_given_up() {
            outcome
        } else {
            Ok(())
        }
    }

    /// Another tab wiped the device: this one's memory goes too, and a write on its way is dropped.
    pub fn forget(&self) {
        self.0.wiped.set(self.0.wiped.get().wrapping_add(1));
        self.0.memory.borrow_mut().clear(&[]);
    }

    /// "This is a shared computer": moves all records but those to `leave` into memory and off the disk, or moves them
    /// back where the browser lets the site store anything. The choice holds until the browser is
    /// closed, and in every tab once that hears of it.
    ///
    /// # Errors
    /// What the browser said: the store may not be empty (`on`), or the records stay in memory (off).
    pub async fn set_memory_only(&self, on: bool, leave: &[String]) -> Result<(), DeviceError> {
        if on == self.is_memory_only() {
            return Ok(());
        }
        self.choose(on);
        if on {
            self.move_to_memory(leave).await
        } else {
            self.move_to_store().await
        }
    }

    fn choose(&self, memory_only: bool) {
        self.0.memory_only.set(memory_only);
        platform::set_browser_flag(MEMORY_ONLY, memory_only);
    }

    async fn move_to_memory(&self, leave: &[String]) -> Result<(), DeviceError> {
        if !self.0.works.get() {
            return Ok(());
        }
        let names = self.0.vault.names().await?;
        for name in names.into_iter().filter(|name| !leave.contains(name)) {
            // What can't be read can't be moved, and nothing may stay.
            let stored = self.0.vault.get(&name).await;
            // A record that was written meanwhile is newer.
            if let (Ok(Some(json)), None) = (stored, self.memory(&name)) {
                self.0.memory.borrow_mut().put(&name, &json);
            }
        }
        self.0.vault.clear(leave).await
    }

    async fn move_to_store(&self) -> Result<(), DeviceError> {
        self.0.works.set(self.0.vault.works().await);
        let names = self.0.memory.borrow().names();
        for name in names.into_iter().filter(|_| self.0.works.get()) {
            let Some(json) = self.memory(&name) else {
                continue;
            };
            // Another tab was quicker, and may have changed it since.
            if let Ok(Some(_)) = self.0.vault.get(&name).await {
                self.0.memory.borrow_mut().remove(&name);
                continue;
            }
            let unchanged = || self.memory(&name).as_ref() == Some(&json);
            match self.0.vault.put(&name, &json, &unchanged).await {
                Ok(true) => self.0.memory.borrow_mut().remove(&name),
                Ok(false) => {}
                Err(error) => {
                    self.choose(true);
                    return Err(error);
                }
            }
        }
        Ok(())
    }

    fn memory(&self, name: &str) -> Option<String> {
        self.0.memory.borrow().get(name)
    }

    /// Asks the browser once not to throw the records away when the disk runs full. It decides, and may ask the person.
    fn ask_to_persist(&self) {
        if self.0.asked_to_persist.replace(true) {
            return;
        }
        // Outside secure contexts there is no such manager, and the call is an error like any other.
        if let Ok(asked) = leptos::prelude::window().navigator().storage().persist() {
            spawn_local(async {
                let _ = JsFuture::from(asked).await;
            });
        }
    }
}
