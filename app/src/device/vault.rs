//! The encryption of records: AES-256-GCM by the browser, under a key that its code can use but never read.

use super::DeviceError;
use super::database::Database;
use crate::platform::{object, property};
use js_sys::{Array, Object, Promise, Uint8Array};
use leptos::prelude::window;
use leptos::wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};

const ALGORITHM: &str = "AES-GCM";
/// Bytes of the initialisation vector, which stands before the ciphertext.
const IV: u32 = 12;

/// The key of this device.
#[derive(Clone)]
pub struct Vault {
    key: CryptoKey,
}

impl Vault {
    /// Reads the key; makes it when there is none. Tabs that begin together end with the same one.
    pub async fn open(database: &Database) -> Result<Vault, DeviceError> {
        if let Ok(key) = database.key().await?.dyn_into() {
            return Ok(Vault { key });
        }
        let algorithm = object(&[("name", ALGORITHM.into()), ("length", 256.into())]);
        let uses = Array::of2(&"encrypt".into(), &"decrypt".into());
        let made = done(subtle()?.generate_key_with_object(&algorithm, false, &uses)).await?;
        database.offer_key(&made).await;
        let key = database
            .key()
            .await?
            .dyn_into()
            .map_err(|_| DeviceError::Broken)?;
        Ok(Vault { key })
    }

    /// Encrypts a record; its name is bound to it.
    pub async fn seal(&self, name: &str, json: &str) -> Result<Uint8Array, DeviceError> {
        let iv = Uint8Array::new_with_length(IV);
        let crypto = window().crypto().map_err(|_| DeviceError::Blocked)?;
        crypto
            .get_random_values_with_js_u8_array(&iv)
            .map_err(|_| DeviceError::Broken)?;
        let plain = Uint8Array::from(json.as_bytes());
        let sealed =
            done(subtle()?.encrypt_with_object_and_js_u8_array(&parameters(&iv, name), &self.key, &plain))
                .await?;
        let sealed = Uint8Array::new(&sealed);
        let record = Uint8Array::new_with_length(IV + sealed.length());
        record.set(&iv, 0);
        record.set(&sealed, IV);
        Ok(record)
    }

    /// Decrypts a record.
    pub async fn open_record(&self, name: &str, record: &Uint8Array) -> Result<String, DeviceError> {
        let params = parameters(&record.subarray(0, IV), name);
        let sealed = record.subarray(IV, record.length());
        let plain = done(subtle()?.decrypt_with_object_and_js_u8_array(&params, &self.key, &sealed)).await?;
        String::from_utf8(Uint8Array::new(&plain).to_vec()).map_err(|_| DeviceError::Broken)
    }
}

fn parameters(iv: &Uint8Array, name: &str) -> Object {
    let name = Uint8Array::from(name.as_bytes());
    object(&[
        ("name", ALGORITHM.into()),
        ("iv", iv.into()),
        ("additionalData", name.into()),
    ])
}

/// Absent where the page is neither from localhost nor over TLS.
fn subtle() -> Result<SubtleCrypto, DeviceError> {
    let subtle = window()
        .crypto()
        .map(|crypto| property(&crypto, "subtle"))
        .unwrap_or_default();
    if subtle.is_object() {
        Ok(subtle.unchecked_into())
    } else {
        Err(DeviceError::Blocked)
    }
}

async fn done(promise: Result<Promise, JsValue>) -> Result<JsValue, DeviceError> {
    let promise = promise.map_err(|_| DeviceError::Broken)?;
    JsFuture::from(promise).await.map_err(|_| DeviceError::Broken)
}
