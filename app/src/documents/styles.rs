//! The program's own styles: no page before it needs them, so they are not in the document.

use crate::text;
use js_sys::Promise;
use leptos::prelude::document;
use leptos::wasm_bindgen::{JsCast, JsValue};
use std::cell::RefCell;
use wasm_bindgen_futures::JsFuture;

thread_local! {
    /// Kept once they have come, or can't be had.
    static FETCHED: RefCell<Option<Promise>> = const { RefCell::new(None) };
}

/// Asks for them.
pub fn fetch() {
    let [_, _, address] = &text::config().documents;
    let Ok(link) = document().create_element("link") else {
        return;
    };
    let fetched = Promise::new(&mut |resolve, _| {
        for event in ["load", "error"] {
            let _ = link.add_event_listener_with_callback(event, resolve.unchecked_ref());
        }
    });
    let _ = link.set_attribute("rel", "stylesheet");
    let _ = link.set_attribute("href", address);
    if let Some(head) = document().head() {
        let _ = head.append_child(&link);
        FETCHED.set(Some(fetched));
    }
}

/// Waits until they are there: what is measured on the screen depends on them.
pub async fn here() {
    let fetched = FETCHED.with_borrow(Clone::clone);
    let _ = JsFuture::from(fetched.unwrap_or_else(|| Promise::resolve(&JsValue::NULL))).await;
}
