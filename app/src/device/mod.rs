//! What this device keeps: records encrypted under a key that can't leave the browser, in IndexedDB; or in memory only,
//! on a shared computer and where the browser stores nothing (OWASP ASVS 5.0 V14.3.3: no personal data in the clear).

mod database;
mod vault;

use crate::platform;
use database::Database;
use leptos::wasm_bindgen::{JsCast, JsValue, closure::Closure};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use vault::Vault;

/// The tab's flag that answers are kept in memory only.
const MEMORY_ONLY: &str = "memory-only";

/// Why the device could not keep something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeviceError {
    /// There is no room.
    Full,
    /// The browser allows no store.
    Blocked,
    /// The store answered something that it should not, or a record can't be read.
    Broken,
}

/// The device.
#[derive(Clone)]
pub struct Device(Rc<Inner>);

struct Inner {
    database: Option<Database>,
    vault: RefCell<Option<Vault>>,
    memory: RefCell<BTreeMap<String, String>>,
    memory_only: Cell<bool>,
}

impl Device {
    /// Opens the store; where that is impossible, memory takes its place.
    pub async fn open() -> Device {
        let database = Database::open().await.ok();
        let vault = match &database {
            Some(database) => Vault::open(database).await.ok(),
            None => None,
        };
        let memory_only = Cell::new(platform::tab_flag(MEMORY_ONLY));
        let database = database.filter(|_| vault.is_some());
        Device(Rc::new(Inner {
            database,
            vault: RefCell::new(vault),
            memory: RefCell::default(),
            memory_only,
        }))
    }

    fn store(&self) -> Option<(Database, Vault)> {
        if self.0.memory_only.get() {
            return None;
        }
        Some((self.0.database.clone()?, self.0.vault.borrow().clone()?))
    }

    /// Whether records outlive this tab.
    pub fn is_persistent(&self) -> bool {
        self.store().is_some()
    }

    /// Keeps a record; done when the store says that it is written.
    pub async fn put(&self, name: &str, json: &str) -> Result<(), DeviceError> {
        match self.store() {
            None => {
                self.0.memory.borrow_mut().insert(name.into(), json.into());
                Ok(())
            }
            Some((database, vault)) => {
                let sealed = vault.seal(name, json).await?;
                database.put(name, &sealed).await
            }
        }
    }

    /// Reads a record.
    pub async fn get(&self, name: &str) -> Result<Option<String>, DeviceError> {
        match self.store() {
            None => Ok(self.0.memory.borrow().get(name).cloned()),
            Some((database, vault)) => match database.get(name).await? {
                None => Ok(None),
                Some(sealed) => vault.open_record(name, &sealed).await.map(Some),
            },
        }
    }

    /// The names of all records.
    pub async fn names(&self) -> Vec<String> {
        match self.store() {
            None => self.0.memory.borrow().keys().cloned().collect(),
            Some((database, _)) => database.names().await.unwrap_or_default(),
        }
    }

    /// Forgets a record.
    pub async fn delete(&self, name: &str) -> Result<(), DeviceError> {
        self.0.memory.borrow_mut().remove(name);
        match self.store() {
            None => Ok(()),
            Some((database, _)) => database.delete(name).await,
        }
    }

    /// Forgets everything, the key too: what may be left on the disk can't be read any more.
    pub async fn wipe(&self) -> Result<(), DeviceError> {
        self.0.memory.borrow_mut().clear();
        if let Some(database) = &self.0.database {
            database.clear().await?;
            let vault = Vault::open(database).await?;
            self.0.vault.replace(Some(vault));
        }
        Ok(())
    }

    /// "This is a shared computer": moves the records into memory and wipes the store; or moves them back.
    pub async fn set_memory_only(&self, on: bool) -> Result<(), DeviceError> {
        if self.0.memory_only.get() == on {
            return Ok(());
        }
        let mut records = BTreeMap::new();
        for name in self.names().await {
            if let Some(json) = self.get(&name).await? {
                records.insert(name, json);
            }
        }
        self.wipe().await?;
        self.0.memory_only.set(on);
        platform::set_tab_flag(MEMORY_ONLY, on);
        for (name, json) in records {
            self.put(&name, &json).await?;
        }
        Ok(())
    }

    /// Whether that was said.
    pub fn is_memory_only(&self) -> bool {
        self.0.memory_only.get()
    }
}

/// What listens to a channel.
type Listener = Closure<dyn Fn(web_sys::MessageEvent)>;

/// Words between the tabs of this browser; silent where it knows no such thing.
#[derive(Clone)]
pub struct Channel(Option<Rc<(web_sys::BroadcastChannel, Listener)>>);

impl Channel {
    /// Listens to, and speaks on, the channel of this name.
    pub fn open(name: &str, on_message: impl Fn(String) + 'static) -> Channel {
        let Ok(channel) = web_sys::BroadcastChannel::new(name) else {
            return Channel(None);
        };
        let listen = Closure::<dyn Fn(web_sys::MessageEvent)>::new(move |event: web_sys::MessageEvent| {
            if let Some(text) = event.data().as_string() {
                on_message(text);
            }
        });
        channel.set_onmessage(Some(listen.as_ref().unchecked_ref()));
        Channel(Some(Rc::new((channel, listen))))
    }

    /// Tells the other tabs.
    pub fn send(&self, text: &str) {
        if let Some(both) = &self.0 {
            let _ = both.0.post_message(&JsValue::from_str(text));
        }
    }
}
