//! What the browser offers beyond the document: clock, timers, randomness, `Intl`, small stores. Nothing of the field.

pub mod dom;
pub mod fetch;
mod intl;

pub use intl::{
    DatePart, countries_called, countries_sorted, country_name, date_order, date_text, date_time_text,
    either_text, hour_text, is_today, language_name, list_text, month_text, number_text, plural,
    sort_by_name, taken_apart, time_text, yuan_text,
};

use js_sys::{Date as JsDate, Uint8Array};
use leptos::prelude::{document, window};
use leptos::wasm_bindgen::{JsCast, JsValue, closure::Closure};
use permit::date::{self, Date};
use wasm_bindgen_futures::JsFuture;

/// Seconds since 1970 UTC, by the device's clock.
pub fn now_seconds() -> i64 {
    whole(JsDate::now() / 1000.0)
}

/// The integer part; the clock's numbers are far below the limit.
fn whole(number: f64) -> i64 {
    number.floor() as i64
}

/// Today where the authority is: Asia/Shanghai, which has no summer time.
pub fn today_in_china() -> Date {
    day_in_china(now_seconds())
}

/// The day in Asia/Shanghai of a moment in seconds since 1970 UTC.
pub fn day_in_china(seconds: i64) -> Date {
    let days = (seconds + 8 * 3_600).div_euclid(86_400);
    date::plus_days(Date::constant(1970, 1, 1), i32::try_from(days).unwrap_or(0))
}

/// Random bytes for ids. Without randomness two people would get the same ones: the program stops, and the document
/// says so.
fn random(count: u32) -> Vec<u8> {
    let bytes = Uint8Array::new_with_length(count);
    let filled = window()
        .crypto()
        .and_then(|crypto| crypto.get_random_values_with_js_u8_array(&bytes));
    if filled.is_err() {
        std::process::abort();
    }
    bytes.to_vec()
}

/// In hexadecimal, lower case.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A UUID of version 4: 122 random bits.
pub fn random_id() -> String {
    let mut bytes = random(16);
    if let [_, _, _, _, _, _, version, _, variant, ..] = bytes.as_mut_slice() {
        *version = *version & 0x0f | 0x40;
        *variant = *variant & 0x3f | 0x80;
    }
    let text = hex(&bytes);
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or("");
    format!(
        "{}-{}-{}-{}-{}",
        part(0, 8),
        part(8, 12),
        part(12, 16),
        part(16, 20),
        part(20, 32)
    )
}

/// The id of a row: 128 random bits.
pub fn row_id() -> String {
    hex(&random(16))
}

/// A pending call; dropping it cancels the call.
pub struct Timer {
    id: i32,
    _call: Closure<dyn FnMut()>,
}

impl Drop for Timer {
    fn drop(&mut self) {
        window().clear_timeout_with_handle(self.id);
    }
}

/// Calls after so many milliseconds, unless the timer is dropped before.
pub fn set_timeout(milliseconds: u32, call: impl FnOnce() + 'static) -> Timer {
    let call = Closure::once(call);
    let wait = i32::try_from(milliseconds).unwrap_or(i32::MAX);
    let id = window()
        .set_timeout_with_callback_and_timeout_and_arguments_0(call.as_ref().unchecked_ref(), wait)
        .unwrap_or(0);
    Timer { id, _call: call }
}

/// Listens to an event of the window for as long as the page lives.
pub fn on_window(event: &str, call: impl Fn() + 'static) {
    let call = Closure::<dyn Fn()>::new(call);
    let _ = window().add_event_listener_with_callback(event, call.as_ref().unchecked_ref());
    call.forget();
}

/// Calls when the page is put away: the last moment to send something.
pub fn on_hidden(call: impl Fn() + 'static) {
    let call = Closure::<dyn Fn()>::new(move || {
        if document().hidden() {
            call();
        }
    });
    let _ = document().add_event_listener_with_callback("visibilitychange", call.as_ref().unchecked_ref());
    call.forget();
}

/// A flag that all tabs of this browser share; never personal data. Off where nothing can be stored.
pub fn local_flag(name: &str) -> bool {
    let stored = window()
        .local_storage()
        .ok()
        .flatten()
        .and_then(|store| store.get_item(name).ok().flatten());
    stored.as_deref() == Some("1")
}

/// Sets or clears the flag.
pub fn set_local_flag(name: &str, on: bool) {
    if let Ok(Some(store)) = window().local_storage() {
        let _ = if on {
            store.set_item(name, "1")
        } else {
            store.remove_item(name)
        };
    }
}

/// A flag of this tab alone, until it is closed.
pub fn tab_flag(name: &str) -> bool {
    let stored = window()
        .session_storage()
        .ok()
        .flatten()
        .and_then(|store| store.get_item(name).ok().flatten());
    stored.as_deref() == Some("1")
}

/// Sets or clears the flag of this tab.
pub fn set_tab_flag(name: &str, on: bool) {
    if let Ok(Some(store)) = window().session_storage() {
        let _ = if on {
            store.set_item(name, "1")
        } else {
            store.remove_item(name)
        };
    }
}

/// A word that this tab keeps until it is closed; empty where there is none. Never an answer.
pub fn tab_word(name: &str) -> String {
    let store = window().session_storage().ok().flatten();
    let kept = store.and_then(|store| store.get_item(name).ok().flatten());
    kept.unwrap_or_default()
}

/// Keeps a word in this tab.
pub fn set_tab_word(name: &str, word: &str) {
    if let Ok(Some(store)) = window().session_storage() {
        let _ = store.set_item(name, word);
    }
}

fn with_cookies() -> Option<web_sys::HtmlDocument> {
    document().dyn_into().ok()
}

fn set_cookie(pair: &str) {
    let secure = if window().location().protocol().as_deref() == Ok("https:") {
        "; Secure"
    } else {
        ""
    };
    if let Some(document) = with_cookies() {
        let _ = document.set_cookie(&format!("{pair}; Path=/; SameSite=Lax{secure}"));
    }
}

/// Remembers the language for the next visit, where the server reads it.
pub fn set_cookie_locale(tag: &str) {
    set_cookie(&format!("locale={tag}; Max-Age=31536000"));
}

/// A flag that all tabs share until the browser is closed; never personal data.
pub fn browser_flag(name: &str) -> bool {
    let all = with_cookies().and_then(|document| document.cookie().ok());
    all.is_some_and(|all| {
        all.split(';')
            .any(|pair| pair.trim().strip_prefix(name) == Some("=1"))
    })
}

/// Sets or clears the flag: a cookie without an age.
pub fn set_browser_flag(name: &str, on: bool) {
    let age = if on { "" } else { "; Max-Age=0" };
    set_cookie(&format!("{name}=1{age}"));
}

/// Copies a text; `false` if the browser refuses.
pub async fn copy_text(text: &str) -> bool {
    JsFuture::from(window().navigator().clipboard().write_text(text))
        .await
        .is_ok()
}

/// Whether this is a device that is held in the hand, or may be.
pub fn has_touch() -> bool {
    property(&window().navigator(), "maxTouchPoints").as_f64() > Some(0.0)
}

/// Opens the browser's print dialogue.
pub fn print() {
    let _ = window().print();
}

/// The bytes of a file, or of a part of it.
pub async fn bytes(blob: &web_sys::Blob) -> Option<Vec<u8>> {
    let buffer = wasm_bindgen_futures::JsFuture::from(blob.array_buffer())
        .await
        .ok()?;
    Some(js_sys::Uint8Array::new(&buffer).to_vec())
}

/// A property of a JavaScript object; `undefined` if there is none.
pub fn property(object: &JsValue, name: &str) -> JsValue {
    js_sys::Reflect::get(object, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}

/// A plain object of these properties.
pub fn object(properties: &[(&str, JsValue)]) -> js_sys::Object {
    let object = js_sys::Object::new();
    for (name, value) in properties {
        let _ = js_sys::Reflect::set(&object, &JsValue::from_str(name), value);
    }
    object
}
