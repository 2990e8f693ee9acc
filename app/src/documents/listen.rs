//! How files come: chosen, photographed, dropped on the page, pasted.

use super::queue;
use crate::platform::property;
use leptos::prelude::document;
use leptos::wasm_bindgen::closure::Closure;
use leptos::wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, Element, Event, HtmlInputElement};

/// Where files may be dropped, and what they belong to then.
const DROP: &str = "[data-drop]";

/// Listens for as long as the page lives.
pub fn start() {
    listen("change", |event| {
        let input = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let Some(input) = input else { return };
        let Some(about) = input.get_attribute("data-files") else {
            return;
        };
        add(&about, &property(&input, "files"));
        // The same file may be chosen again.
        input.set_value("");
    });
    listen("dragover", |event| {
        if place().is_some() && has_files(event) {
            event.prevent_default();
        }
    });
    listen("drop", |event| {
        // Dropped beside the place it would take the place of the page.
        if let Some(about) = place().filter(|_| has_files(event)) {
            event.prevent_default();
            add(&about, &property(&property(event, "dataTransfer"), "files"));
        }
    });
    listen("paste", |event| {
        let files = property(&property(event, "clipboardData"), "files");
        let some = property(&files, "length").as_f64().unwrap_or(0.0) > 0.0;
        if let Some(about) = place().filter(|_| some) {
            event.prevent_default();
            add(&about, &files);
        }
    });
}

fn listen(name: &str, call: impl Fn(&Event) + 'static) {
    let call = Closure::<dyn Fn(Event)>::new(move |event: Event| call(&event));
    let _ = document().add_event_listener_with_callback(name, call.as_ref().unchecked_ref());
    call.forget();
}

/// What a file belongs to that is dropped or pasted on the page on screen.
fn place() -> Option<String> {
    let place: Element = document().query_selector(DROP).ok()??;
    place.get_attribute("data-drop")
}

fn has_files(event: &Event) -> bool {
    let types = property(&property(event, "dataTransfer"), "types");
    js_sys::Array::from(&types)
        .iter()
        .any(|kind| kind.as_string().as_deref() == Some("Files"))
}

/// `about` is the draft, the document and a seal.
fn add(about: &str, files: &JsValue) {
    let mut words = about.split(' ');
    let mut word = || words.next().unwrap_or_default();
    let (draft, slot, seal) = (word(), word(), word());
    let files: Vec<Blob> = js_sys::Array::from(files)
        .iter()
        .filter_map(|file| file.dyn_into().ok())
        .collect();
    if !files.is_empty() {
        queue::add(draft, slot, seal, files);
    }
}
