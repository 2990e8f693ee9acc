//! What the portal does for the documents program: it keeps records on the device, and puts files into drafts.

use crate::app::App;
use crate::part::changed;
use crate::platform;
use js_sys::Promise;
use leptos::prelude::window;
use leptos::wasm_bindgen::closure::Closure;
use leptos::wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::future_to_promise;

/// Under this name the portal offers it: a verb, and what it is about.
pub const HOST: &str = "portalHost";
/// The event by which the documents program says that it has something new to show.
pub const NEWS: &str = "portal-news";

/// Offers it for as long as the page lives:
///
/// - `names`: the names of the records of files, a line each, of the drafts of whoever uses this tab;
/// - `get`, `put`, `drop`: one of these records;
/// - `say`: puts answers into a draft, wherever that is ([`crate::editor::Editor::say`]); `false` where there is none.
pub fn start(app: App) {
    let call = Closure::<dyn Fn(String, String, String) -> Promise>::new(
        move |verb: String, name: String, value: String| {
            future_to_promise(async move {
                let editor = app.editor;
                let device = editor.device().ok_or(JsValue::NULL)?;
                let failed = |_| JsValue::NULL;
                match verb.as_str() {
                    "names" => return Ok(editor.files_waiting().await.join("\n").into()),
                    "get" => {
                        let found = device.get(&name).await.map_err(failed)?;
                        return Ok(found.map_or(JsValue::NULL, JsValue::from));
                    }
                    "put" => device.put(&name, &value).await.map_err(failed)?,
                    "drop" => device.delete(&name).await.map_err(failed)?,
                    _ if editor.say(&name, &value).await => {}
                    // The draft was deleted.
                    _ => return Ok(JsValue::FALSE),
                }
                Ok(JsValue::NULL)
            })
        },
    );
    let _ = js_sys::Reflect::set(&window(), &JsValue::from_str(HOST), call.as_ref().unchecked_ref());
    call.forget();
    platform::on_window(NEWS, changed);
}
