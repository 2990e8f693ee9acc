//! IndexedDB as futures: one database with two stores, the key and the records under it.
//!
//! A transaction stays alive only while its own requests are awaited: nothing else may be awaited inside one.

use super::DeviceError;
use crate::platform;
use js_sys::{Array, JSON, Object, Promise, Reflect};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Event, EventTarget, IdbDatabase, IdbObjectStore, IdbRequest, IdbTransaction};

const NAME: &str = "portal";
/// Raised when the stores change; a tab with older code then loses its connection and is told that it is blocked.
const VERSION: u32 = 1;
/// The milliseconds after which a browser that does not open the database counts as broken.
const PATIENCE: u32 = 3_000;
/// The store of the key.
pub const KEYS: &str = "keys";
/// The store of the records, by name.
pub const RECORDS: &str = "records";

#[wasm_bindgen]
extern "C" {
    /// `IDBDatabase`, whose `transaction` takes options: web-sys has that among its unstable interfaces only.
    #[wasm_bindgen(extends = IdbDatabase, extends = EventTarget)]
    #[derive(Clone)]
    type Connection;

    #[wasm_bindgen(method, catch)]
    fn transaction(
        this: &Connection,
        stores: &JsValue,
        mode: &str,
        options: &JsValue,
    ) -> Result<IdbTransaction, JsValue>;
}

/// Why an operation failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The connection is gone; a new one may do.
    Lost,
    /// Trying again would not help.
    Failed(DeviceError),
}

impl From<Fault> for DeviceError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Lost => DeviceError::Broken,
            Fault::Failed(error) => error,
        }
    }
}

/// What an exception of the browser means, by its name.
pub fn fault(error: &JsValue) -> Fault {
    let name = Reflect::get(error, &"name".into())
        .ok()
        .and_then(|name| name.as_string())
        .unwrap_or_default();
    match name.as_str() {
        "QuotaExceededError" => Fault::Failed(DeviceError::Full),
        "SecurityError" | "NotAllowedError" | "VersionError" => Fault::Failed(DeviceError::Blocked),
        // Safari says UnknownError when the system ended its database process.
        "InvalidStateError" | "AbortError" | "UnknownError" => Fault::Lost,
        _ => Fault::Failed(DeviceError::Broken),
    }
}

/// The database; it connects when first used and again when the connection was lost.
#[derive(Clone, Default)]
pub struct Database {
    given_up: Rc<Cell<bool>>,
    connection: Rc<RefCell<Option<Connection>>>,
}

impl Database {
    /// Begins a transaction over both stores. Writing ones wait for each other, in all tabs.
    pub async fn begin(&self, write: bool) -> Result<IdbTransaction, Fault> {
        if self.given_up.get() {
            return Err(Fault::Failed(DeviceError::Broken));
        }
        let connection = self.connection.borrow().clone();
        if let Some(connection) = connection {
            match transaction(&connection, write) {
                // The browser, or another tab's upgrade, closed it.
                Err(Fault::Lost) => self.disconnect(),
                other => return other,
            }
        }
        transaction(&self.connect().await?, write)
    }

    /// Whether the browser did not answer in time.
    pub fn has_given_up(&self) -> bool {
        self.given_up.get()
    }

    /// Lets the connection go; the next use makes a new one.
    pub fn disconnect(&self) {
        if let Some(connection) = self.connection.take() {
            connection.close();
        }
    }

    async fn connect(&self) -> Result<Connection, Fault> {
        let factory = leptos::prelude::window()
            .indexed_db()
            .map_err(|error| fault(&error))?;
        let factory = factory.ok_or(Fault::Failed(DeviceError::Blocked))?;
        let request = factory
            .open_with_u32(NAME, VERSION)
            .map_err(|error| fault(&error))?;
        let event = settle(&request, &["upgradeneeded", "success"], "error", Some(PATIENCE)).await;
        let event = event.map_err(|error| {
            if error.is_null() {
                self.given_up.set(true);
                Fault::Failed(DeviceError::Broken)
            } else {
                failure(&request)
            }
        })?;
        if event.type_() == "upgradeneeded" {
            let database: IdbDatabase = request.result().map_err(|error| fault(&error))?.unchecked_into();
            for store in [KEYS, RECORDS] {
                database
                    .create_object_store(store)
                    .map_err(|error| fault(&error))?;
            }
            settle(&request, &["success"], "error", None)
                .await
                .map_err(|_| failure(&request))?;
        }
        let connection: Connection = request.result().map_err(|error| fault(&error))?.unchecked_into();
        self.connection.replace(Some(connection.clone()));
        spawn_local(self.clone().watch(connection.clone()));
        Ok(connection)
    }

    /// Closes the connection when another tab needs that, so that it does not have to wait.
    async fn watch(self, connection: Connection) {
        let _ = settle(&connection, &["versionchange", "close"], "abort", None).await;
        connection.close();
        let current = self
            .connection
            .borrow()
            .as_ref()
            .is_some_and(|other| Object::is(other, &connection));
        if current {
            self.connection.take();
        }
    }
}

fn transaction(connection: &Connection, write: bool) -> Result<IdbTransaction, Fault> {
    let stores = Array::of2(&KEYS.into(), &RECORDS.into());
    let mode = if write { "readwrite" } else { "readonly" };
    // "Complete" then means that it is on the disk, as far as the system tells.
    let options = JSON::parse(r#"{"durability":"strict"}"#).unwrap_or_default();
    connection
        .transaction(&stores, mode, &options)
        .map_err(|error| fault(&error))
}

/// A store in a transaction.
pub fn store(transaction: &IdbTransaction, name: &str) -> Result<IdbObjectStore, Fault> {
    transaction.object_store(name).map_err(|error| fault(&error))
}

/// Waits for the answer to a request.
pub async fn answer(request: Result<IdbRequest, JsValue>) -> Result<JsValue, Fault> {
    let request = request.map_err(|error| fault(&error))?;
    match settle(&request, &["success"], "error", None).await {
        Ok(_) => request.result().map_err(|error| fault(&error)),
        Err(_) => Err(failure(&request)),
    }
}

/// Why a request failed; without a cause of its own the browser ended it.
fn failure(request: &IdbRequest) -> Fault {
    request
        .error()
        .ok()
        .flatten()
        .map_or(Fault::Lost, |error| fault(&error))
}

/// Waits until a transaction with an open request is stored. Call it right after that request was made.
pub async fn committed(transaction: &IdbTransaction) -> Result<(), Fault> {
    match settle(transaction, &["complete"], "abort", None).await {
        Ok(_) => Ok(()),
        Err(_) => Err(transaction.error().map_or(Fault::Lost, |error| fault(&error))),
    }
}

/// Waits for the first of these events; `Err` is the bad one, or `null` after so many milliseconds without any.
async fn settle(
    target: &EventTarget,
    good: &[&str],
    bad: &str,
    patience: Option<u32>,
) -> Result<Event, JsValue> {
    let mut timer = None;
    let promise = Promise::new(&mut |resolve, reject| {
        for name in good {
            let _ = target.add_event_listener_with_callback(name, &resolve);
        }
        let _ = target.add_event_listener_with_callback(bad, &reject);
        timer = patience.map(|milliseconds| {
            platform::set_timeout(milliseconds, move || {
                let _ = reject.call1(&JsValue::NULL, &JsValue::NULL);
            })
        });
    });
    let settled = JsFuture::from(promise).await;
    drop(timer);
    settled.map(JsCast::unchecked_into)
}
