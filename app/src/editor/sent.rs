//! What went out to the server and was not answered. The answer may have been lost after the server stored it: then a
//! value that stands there is this device's own, and no change by somebody else.

use crate::wire;
use js_sys::Array;
use leptos::wasm_bindgen::JsValue;
use permit::answer::Key;

/// The answers that went out, as [`mark`] writes them, oldest first.
#[derive(Clone, Debug, Default)]
pub struct Unanswered(Vec<String>);

/// An answer as it went out: its key, and a hash (FNV-1a) of its value, so that a long answer does not weigh more with
/// every try.
pub fn mark(key: &Key, value: &str) -> String {
    let hash = value.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{key} {hash}")
}

fn name(key: &Key) -> String {
    format!("{key} ")
}

impl Unanswered {
    /// Adds one, as the newest.
    pub fn add(&mut self, mark: String) {
        self.0.retain(|other| *other != mark);
        self.0.push(mark);
    }

    /// Adds what a request carries.
    pub fn add_all(&mut self, sent: &[(Key, String)]) {
        for (key, value) in sent {
            self.add(mark(key, value));
        }
    }

    /// Whether this value went out and was not seen to arrive.
    pub fn holds(&self, key: &Key, value: &str) -> bool {
        self.0.contains(&mark(key, value))
    }

    /// Whether any value of this answer is on its way.
    pub fn is_out(&self, key: &Key) -> bool {
        let name = name(key);
        self.0.iter().any(|mark| mark.starts_with(&name))
    }

    /// The server acknowledged this value: what went out before it can't come any more, what went out after it may.
    pub fn arrived(&mut self, key: &Key, value: &str) {
        let (name, mark) = (name(key), mark(key, value));
        let mut later = !self.0.contains(&mark);
        self.0.retain(|one| {
            let keep = later || !one.starts_with(&name);
            later |= *one == mark;
            keep
        });
    }

    /// Forgets an answer.
    pub fn forget(&mut self, key: &Key) {
        let name = name(key);
        self.0.retain(|mark| !mark.starts_with(&name));
    }

    /// From a list of the device's record.
    pub fn from_value(of: &JsValue) -> Self {
        Self(wire::words(of))
    }

    /// As a list for the device's record.
    pub fn to_value(&self) -> JsValue {
        self.0
            .iter()
            .map(|mark| wire::word(mark))
            .collect::<Array>()
            .into()
    }
}
