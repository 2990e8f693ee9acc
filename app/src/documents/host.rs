//! What the portal does for this program: `crate::host`.

use crate::host::{HOST, NEWS};
use crate::platform::property;
use js_sys::{Function, Promise};
use leptos::prelude::window;
use leptos::wasm_bindgen::{JsCast, JsValue};
use permit::answer::Key;
use wasm_bindgen_futures::JsFuture;

async fn ask(verb: &str, name: &str, value: &str) -> Result<JsValue, JsValue> {
    let host: Function = property(&window(), HOST).dyn_into()?;
    let [verb, name, value] = [verb, name, value].map(JsValue::from_str);
    let answer = host.call3(&JsValue::NULL, &verb, &name, &value)?;
    JsFuture::from(answer.dyn_into::<Promise>()?).await
}

/// The names of the records of files, of the drafts of whoever uses this tab.
pub async fn names() -> Vec<String> {
    let names = ask("names", "", "")
        .await
        .ok()
        .and_then(|names| names.as_string());
    let names = names.unwrap_or_default();
    names.lines().map(str::to_owned).collect()
}

/// A record.
pub async fn get(name: &str) -> Option<String> {
    ask("get", name, "").await.ok()?.as_string()
}

/// Keeps a record; tells whether the device took it.
pub async fn put(name: &str, value: &str) -> bool {
    ask("put", name, value).await.is_ok()
}

/// Deletes a record.
pub async fn drop(name: &str) {
    let _ = ask("drop", name, "").await;
}

/// Puts answers into a draft; `+` is the rank of a row that is new. `false` where there is no such draft.
pub async fn say(draft: &str, answers: &[(Key, &str)]) -> bool {
    let line = |(key, answer): &(Key, &str)| {
        // A name with a line break in it would be read as two answers.
        let words: Vec<&str> = answer.split_whitespace().collect();
        format!("{key} {}", words.join(" "))
    };
    let lines: Vec<String> = answers.iter().map(line).collect();
    matches!(ask("say", draft, &lines.join("\n")).await, Ok(done) if done != JsValue::FALSE)
}

/// Says that there is something new to show.
pub fn news() {
    if let Ok(event) = web_sys::Event::new(NEWS) {
        let _ = window().dispatch_event(&event);
    }
}
