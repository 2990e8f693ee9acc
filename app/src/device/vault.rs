//! Records in IndexedDB, each under AES-256-GCM with a key that the browser never gives out.

use super::DeviceError;
use super::indexed_db::{Database, Fault, KEYS, RECORDS, answer, committed, fault, store};
use crate::platform;
use js_sys::{Array, JSON, Object, Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, IdbTransaction, SubtleCrypto};

/// Under this name the store of keys holds the one in use.
const CURRENT: &str = "current";
/// Bytes of the initialisation vector, which stands before the ciphertext.
const IV: u32 = 12;
/// How often a write is tried: once, after a lost connection, and after another tab wiped the key.
const TRIES: u32 = 3;

/// The key with its id, by which a write notices that it was replaced.
struct Key {
    id: String,
    key: CryptoKey,
}

impl Key {
    fn read(stored: &JsValue) -> Option<Self> {
        let pair = stored.dyn_ref::<Array>()?;
        Some(Self {
            id: pair.get(0).as_string()?,
            key: pair.get(1).dyn_into().ok()?,
        })
    }

    async fn generate() -> Result<Self, Fault> {
        let algorithm: Object = JSON::parse(r#"{"name":"AES-GCM","length":256}"#)
            .unwrap_or_default()
            .unchecked_into();
        let uses = JSON::parse(r#"["encrypt","decrypt"]"#).unwrap_or_default();
        let key = done(subtle()?.generate_key_with_object(&algorithm, false, &uses)).await?;
        Ok(Self {
            id: platform::random_id(),
            key: key.unchecked_into(),
        })
    }

    /// The initialisation vector is new for each write; the record's name is bound to it.
    async fn seal(&self, name: &str, json: &str) -> Result<Uint8Array, Fault> {
        let iv = Uint8Array::new_with_length(IV);
        let crypto = leptos::prelude::window()
            .crypto()
            .map_err(|error| fault(&error))?;
        crypto
            .get_random_values_with_js_u8_array(&iv)
            .map_err(|error| fault(&error))?;
        let params = parameters(&iv, name);
        let plain = Uint8Array::from(json.as_bytes());
        let sealed = done(subtle()?.encrypt_with_object_and_js_u8_array(&params, &self.key, &plain)).await?;
        let sealed = Uint8Array::new(&sealed);
        let record = Uint8Array::new_with_length(IV + sealed.length());
        record.set(&iv, 0);
        record.set(&sealed, IV);
        Ok(record)
    }

    async fn open(&self, name: &str, record: &Uint8Array) -> Result<String, Fault> {
        let params = parameters(&record.subarray(0, IV), name);
        let sealed = record.subarray(IV, record.length());
        let broken = Fault::Failed(DeviceError::Broken);
        let plain = done(subtle()?.decrypt_with_object_and_js_u8_array(&params, &self.key, &sealed)).await;
        let plain = plain.map_err(|_| broken)?;
        String::from_utf8(Uint8Array::new(&plain).to_vec()).map_err(|_| broken)
    }
}

fn parameters(iv: &Uint8Array, name: &str) -> Object {
    let name = Uint8Array::from(name.as_bytes());
    platform::object(&[
        ("name", "AES-GCM".into()),
        ("iv", iv.into()),
        ("additionalData", name.into()),
    ])
}

/// Absent where the page is neither from localhost nor over TLS.
fn subtle() -> Result<SubtleCrypto, Fault> {
    let crypto = leptos::prelude::window().crypto().map(|crypto| crypto.subtle());
    crypto
        .ok()
        .filter(|subtle| !subtle.is_undefined())
        .ok_or(Fault::Failed(DeviceError::Blocked))
}

async fn done(promise: Result<Promise, JsValue>) -> Result<JsValue, Fault> {
    let promise = promise.map_err(|error| fault(&error))?;
    JsFuture::from(promise).await.map_err(|error| fault(&error))
}

/// The records.
#[derive(Default)]
pub struct Vault {
    database: Database,
}

impl Vault {
    /// Finds out whether records can be kept, by making the key if there is none.
    pub async fn works(&self) -> bool {
        self.key().await.is_ok()
    }

    /// Whether the store did not answer: it is not asked again before the page is loaded anew.
    pub fn has_given_up(&self) -> bool {
        self.database.has_given_up()
    }

    /// The key; made when there is none. Writing transactions wait for each other, so all tabs get the same one.
    async fn key(&self) -> Result<Key, Fault> {
        let reading = self.database.begin(false).await?;
        if let Some(key) = current(&reading).await? {
            return Ok(key);
        }
        // Before the transaction: it would not outlive the wait for another promise.
        let made = Key::generate().await?;
        let writing = self.database.begin(true).await?;
        if let Some(key) = current(&writing).await? {
            return Ok(key);
        }
        let pair = Array::of2(&made.id.as_str().into(), &made.key);
        store(&writing, KEYS)?
            .put_with_key(&pair, &CURRENT.into())
            .map_err(|error| fault(&error))?;
        committed(&writing).await?;
        Ok(made)
    }

    /// Writes a record unless `allowed` says no at the last moment; tells whether it did, once it is on the disk.
    pub async fn put(&self, name: &str, json: &str, allowed: &dyn Fn() -> bool) -> Result<bool, DeviceError> {
        for _ in 0..TRIES {
            match self.try_put(name, json, allowed).await {
                Ok(Some(written)) => return Ok(written),
                Ok(None) => {}
                Err(Fault::Lost) => self.database.disconnect(),
                Err(Fault::Failed(error)) => return Err(error),
            }
        }
        Err(DeviceError::Broken)
    }

    /// `None` if the key was replaced while the record was being sealed.
    async fn try_put(
        &self,
        name: &str,
        json: &str,
        allowed: &dyn Fn() -> bool,
    ) -> Result<Option<bool>, Fault> {
        let key = self.key().await?;
        let sealed = key.seal(name, json).await?;
        let writing = self.database.begin(true).await?;
        if !allowed() {
            return Ok(Some(false));
        }
        if current(&writing)
            .await?
            .is_none_or(|current| current.id != key.id)
        {
            return Ok(None);
        }
        store(&writing, RECORDS)?
            .put_with_key(&sealed, &name.into())
            .map_err(|error| fault(&error))?;
        committed(&writing).await.map(|()| Some(true))
    }

    /// A record; `Broken` if it can't be read under the key, and then it stays where it is.
    pub async fn get(&self, name: &str) -> Result<Option<String>, DeviceError> {
        match self.try_get(name).await {
            Err(Fault::Lost) => {
                self.database.disconnect();
                Ok(self.try_get(name).await?)
            }
            other => Ok(other?),
        }
    }

    async fn try_get(&self, name: &str) -> Result<Option<String>, Fault> {
        let reading = self.database.begin(false).await?;
        let record = answer(store(&reading, RECORDS)?.get(&name.into())).await?;
        if record.is_undefined() {
            return Ok(None);
        }
        let key = current(&reading).await?;
        match (key, record.dyn_ref::<Uint8Array>()) {
            (Some(key), Some(record)) => key.open(name, record).await.map(Some),
            _ => Err(Fault::Failed(DeviceError::Broken)),
        }
    }

    /// The names of all records.
    pub async fn names(&self) -> Result<Vec<String>, DeviceError> {
        let reading = self.database.begin(false).await?;
        let names = answer(store(&reading, RECORDS)?.get_all_keys()).await?;
        Ok(Array::from(&names)
            .iter()
            .filter_map(|name| name.as_string())
            .collect())
    }

    /// Deletes a record.
    pub async fn delete(&self, name: &str) -> Result<(), DeviceError> {
        let writing = self.database.begin(true).await?;
        store(&writing, RECORDS)?
            .delete(&name.into())
            .map_err(|error| fault(&error))?;
        Ok(committed(&writing).await?)
    }

    /// Deletes all records but those to `leave`, at once; without any of those the key too.
    pub async fn clear(&self, leave: &[String]) -> Result<(), DeviceError> {
        let names = self.names().await?;
        let keep = names.iter().any(|name| leave.contains(name));
        let writing = self.database.begin(true).await?;
        for name in names.iter().filter(|name| !leave.contains(name)) {
            store(&writing, RECORDS)?
                .delete(&name.as_str().into())
                .map_err(|error| fault(&error))?;
        }
        if !keep {
            for name in [KEYS, RECORDS] {
                store(&writing, name)?.clear().map_err(|error| fault(&error))?;
            }
        }
        Ok(committed(&writing).await?)
    }
}

async fn current(transaction: &IdbTransaction) -> Result<Option<Key>, Fault> {
    Ok(Key::read(
        &answer(store(transaction, KEYS)?.get(&CURRENT.into())).await?,
    ))
}
