//! IndexedDB as far as it is needed: two stores, one for records and one for the key, each operation a transaction that
//! is done when it is on the disk.

use super::DeviceError;
use crate::platform::{object, property};
use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use leptos::prelude::window;
use leptos::wasm_bindgen::{JsCast, JsValue, closure::Closure};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DomException, IdbDatabase, IdbObjectStore, IdbRequest, IdbTransaction};

const NAME: &str = "portal";
const RECORDS: &str = "records";
const KEYS: &str = "keys";

/// The open database; opened anew when the browser closed it.
#[derive(Clone)]
pub struct Database(Rc<RefCell<IdbDatabase>>);

/// What a request or a transaction ends with.
fn error(value: &JsValue) -> DeviceError {
    match value.dyn_ref::<DomException>().map(DomException::name).as_deref() {
        Some("QuotaExceededError") => DeviceError::Full,
        Some("SecurityError" | "NotAllowedError") => DeviceError::Blocked,
        _ => DeviceError::Broken,
    }
}

/// Waits for one of these events of a target; all but `good` are failures.
async fn settled(target: &JsValue, good: &str, bad: &[&str]) -> Result<(), DeviceError> {
    let mut set = |resolve: Function, reject: Function| {
        let _ = Reflect::set(target, &JsValue::from_str(&format!("on{good}")), &resolve);
        for name in bad {
            let _ = Reflect::set(target, &JsValue::from_str(&format!("on{name}")), &reject);
        }
    };
    let ended = JsFuture::from(Promise::new(&mut set)).await;
    ended.map(drop).map_err(|_| error(&property(target, "error")))
}

async fn answer(request: &IdbRequest) -> Result<JsValue, DeviceError> {
    settled(request, "success", &["error", "blocked"]).await?;
    request.result().map_err(|failure| error(&failure))
}

async fn connect() -> Result<IdbDatabase, DeviceError> {
    let factory = window().indexed_db().ok().flatten().ok_or(DeviceError::Blocked)?;
    let request = factory
        .open_with_u32(NAME, 1)
        .map_err(|failure| error(&failure))?;
    let target = request.clone();
    let upgrade = Closure::once(move || {
        if let Ok(database) = target
            .result()
            .and_then(|result| result.dyn_into::<IdbDatabase>())
        {
            let _ = database.create_object_store(RECORDS);
            let _ = database.create_object_store(KEYS);
        }
    });
    request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
    let opened = answer(&request).await?;
    drop(upgrade);
    let database: IdbDatabase = opened.dyn_into().map_err(|_| DeviceError::Broken)?;
    // Another tab wants a newer version: let go, or it waits for ever.
    let other = database.clone();
    let let_go = Closure::once_into_js(move || other.close());
    database.set_onversionchange(Some(let_go.unchecked_ref()));
    Ok(database)
}

impl Database {
    /// Opens it.
    pub async fn open() -> Result<Database, DeviceError> {
        Ok(Database(Rc::new(RefCell::new(connect().await?))))
    }

    /// Begins a transaction on a store; on the disk before it is complete. Connects once more if it was closed.
    async fn begin(&self, store: &str, mode: &str) -> Result<(IdbTransaction, IdbObjectStore), DeviceError> {
        let start = |database: &IdbDatabase| -> Result<(IdbTransaction, IdbObjectStore), JsValue> {
            let begin: Function = property(database, "transaction").dyn_into()?;
            let options = object(&[("durability", JsValue::from_str("strict"))]);
            let arguments = Array::of3(&JsValue::from_str(store), &JsValue::from_str(mode), &options);
            let transaction: IdbTransaction = begin.apply(database, &arguments)?.dyn_into()?;
            let store = transaction.object_store(store)?;
            Ok((transaction, store))
        };
        let database = self.0.borrow().clone();
        if let Ok(begun) = start(&database) {
            return Ok(begun);
        }
        let again = connect().await?;
        self.0.replace(again.clone());
        start(&again).map_err(|failure| error(&failure))
    }

    async fn write(
        &self,
        store: &str,
        change: impl Fn(&IdbObjectStore) -> Result<IdbRequest, JsValue>,
    ) -> Result<(), DeviceError> {
        let (transaction, store) = self.begin(store, "readwrite").await?;
        change(&store).map_err(|failure| error(&failure))?;
        settled(&transaction, "complete", &["error", "abort"]).await
    }

    async fn read(
        &self,
        store: &str,
        ask: impl Fn(&IdbObjectStore) -> Result<IdbRequest, JsValue>,
    ) -> Result<JsValue, DeviceError> {
        let (_transaction, store) = self.begin(store, "readonly").await?;
        let request = ask(&store).map_err(|failure| error(&failure))?;
        answer(&request).await
    }

    /// Keeps a record.
    pub async fn put(&self, name: &str, bytes: &Uint8Array) -> Result<(), DeviceError> {
        self.write(RECORDS, |store| {
            store.put_with_key(bytes, &JsValue::from_str(name))
        })
        .await
    }

    /// Reads a record.
    pub async fn get(&self, name: &str) -> Result<Option<Uint8Array>, DeviceError> {
        let found = self
            .read(RECORDS, |store| store.get(&JsValue::from_str(name)))
            .await?;
        Ok(found.dyn_into().ok())
    }

    /// The names of the records.
    pub async fn names(&self) -> Result<Vec<String>, DeviceError> {
        let keys = self.read(RECORDS, IdbObjectStore::get_all_keys).await?;
        let keys: Array = keys.dyn_into().map_err(|_| DeviceError::Broken)?;
        Ok(keys.iter().filter_map(|key| key.as_string()).collect())
    }

    /// Forgets a record.
    pub async fn delete(&self, name: &str) -> Result<(), DeviceError> {
        self.write(RECORDS, |store| store.delete(&JsValue::from_str(name)))
            .await
    }

    /// Forgets all records and the key.
    pub async fn clear(&self) -> Result<(), DeviceError> {
        self.write(KEYS, IdbObjectStore::clear).await?;
        self.write(RECORDS, IdbObjectStore::clear).await
    }

    /// The key, if there is one.
    pub async fn key(&self) -> Result<JsValue, DeviceError> {
        self.read(KEYS, |store| store.get(&JsValue::from_str(KEYS))).await
    }

    /// Keeps a key unless there is one: of two tabs that begin together, one's key stands.
    pub async fn offer_key(&self, key: &JsValue) {
        let added = self
            .write(KEYS, |store| store.add_with_key(key, &JsValue::from_str(KEYS)))
            .await;
        // Refused because there is one: that one is read next.
        let _ = added;
    }
}
