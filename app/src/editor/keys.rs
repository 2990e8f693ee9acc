//! A few keys, in the order in which they came.

use crate::wire;
use js_sys::Array;
use leptos::wasm_bindgen::JsValue;
use permit::answer::Key;

/// Some keys, each once; never many.
#[derive(Clone, Debug, Default)]
pub struct Keys(Vec<Key>);

impl Keys {
    /// Whether it is among them.
    pub fn contains(&self, key: &Key) -> bool {
        self.0.contains(key)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds one.
    pub fn insert(&mut self, key: Key) {
        if !self.0.contains(&key) {
            self.0.push(key);
        }
    }

    /// Adds several.
    pub fn extend(&mut self, keys: impl IntoIterator<Item = Key>) {
        keys.into_iter().for_each(|key| self.insert(key));
    }

    /// Takes one away.
    pub fn remove(&mut self, key: &Key) {
        self.0.retain(|other| other != key);
    }

    /// Keeps those that fit.
    pub fn retain(&mut self, fits: impl Fn(&Key) -> bool) {
        self.0.retain(fits);
    }

    /// All of them.
    pub fn all(&self) -> &[Key] {
        &self.0
    }

    /// From a list of the device's record.
    pub fn from_value(of: &JsValue) -> Keys {
        let keys = wire::list(of, |key| key.as_string().and_then(|key| Key::parse(&key)));
        Keys(keys.into_iter().flatten().collect())
    }

    /// As a list for the device's record.
    pub fn to_value(&self) -> JsValue {
        self.0
            .iter()
            .map(|key| wire::word(&key.to_string()))
            .collect::<Array>()
            .into()
    }
}
