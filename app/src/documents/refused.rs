//! Why a file is not sent.

use super::kind::Kind;
use crate::platform::object;
use leptos::wasm_bindgen::JsValue;

/// A refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused {
    /// One of the six kinds, without the server's `file_`.
    pub reason: &'static str,
    /// The text that says so, and what to do.
    pub key: &'static str,
}

impl Refused {
    /// It is no document that can be sent.
    pub fn by_kind(kind: Kind) -> Self {
        let reason = if kind == Kind::Empty { "empty" } else { "type" };
        Self {
            reason,
            key: kind.refusal(),
        }
    }

    /// It is too large.
    pub const SIZE: Refused = Refused {
        reason: "size",
        key: "refused.size",
    };
    /// It would be too large once it is unfolded.
    pub const PIXELS: Refused = Refused {
        reason: "size",
        key: "refused.size.pixels",
    };
    /// Too many pages.
    pub const PAGES: Refused = Refused {
        reason: "size",
        key: "refused.size.pages",
    };
    /// There is nothing in it.
    pub const EMPTY: Refused = Refused {
        reason: "empty",
        key: "refused.empty",
    };
    /// It can't be read without a password.
    pub const LOCKED: Refused = Refused {
        reason: "locked",
        key: "refused.locked",
    };
    /// It can't be read.
    pub const FAILED: Refused = Refused {
        reason: "failed",
        key: "refused.failed",
    };
    /// It carries a virus: only the server finds that out, and its text lies with the others.
    #[cfg(test)]
    pub const INFECTED: Refused = Refused {
        reason: "infected",
        key: "refused.infected",
    };
}

impl From<Refused> for JsValue {
    fn from(refused: Refused) -> JsValue {
        object(&[
            ("refused", JsValue::from_str(refused.reason)),
            ("key", JsValue::from_str(refused.key)),
        ])
        .into()
    }
}
