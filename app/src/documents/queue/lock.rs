//! One tab of a browser sends at a time: two would send the same file twice.

use crate::platform::property;
use js_sys::{Function, Promise};
use leptos::prelude::window;
use leptos::wasm_bindgen::closure::Closure;
use leptos::wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// The name that all tabs ask for.
const NAME: &str = "portal-files";

/// Held until it is dropped.
pub struct Lock(Function);

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = self.0.call0(&JsValue::NULL);
    }
}

/// Waits until no other tab sends; `None` at once where the browser has no locks.
pub async fn lock() -> Option<Lock> {
    let locks = property(&window().navigator(), "locks");
    let request: Function = property(&locks, "request").dyn_into().ok()?;
    let mut release = Function::from(JsValue::UNDEFINED);
    let held = Promise::new(&mut |resolve, _| release = resolve);
    let mine = Promise::new(&mut |resolve, reject| {
        let held = held.clone();
        let granted = Closure::once_into_js(move || -> Promise {
            let _ = resolve.call0(&JsValue::NULL);
            held
        });
        let asked = request.call2(&locks, &JsValue::from_str(NAME), &granted);
        if asked.is_err() {
            let _ = reject.call0(&JsValue::NULL);
        }
    });
    JsFuture::from(mine).await.ok()?;
    Some(Lock(release))
}
