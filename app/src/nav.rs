//! Addresses: the one in the browser's bar, and those in links.

use crate::page::Page;
use crate::text;
use leptos::prelude::window;
use leptos::wasm_bindgen::JsValue;

/// Under this name a page with a document of its own leaves its address in the tab, while somebody signs in.
pub const THEN: &str = "then";

/// The flag by which such a page says that somebody wants to sign out: only the first program knows what is unsent, and
/// wipes the device.
pub const LEAVING: &str = "leaving";

/// The address of a page in the language that is shown.
pub fn href(page: &Page) -> String {
    page.path(&text::locale())
}

/// The address in the browser's bar.
pub fn address() -> String {
    let location = window().location();
    location.pathname().unwrap_or_default() + &location.search().unwrap_or_default()
}

/// The language and the page that an address means.
pub fn parse(address: &str) -> (Option<String>, Page) {
    let tags: Vec<&str> = text::config()
        .locales
        .iter()
        .map(|locale| locale.tag.as_str())
        .collect();
    Page::parse(address, &tags)
}

/// Whether the address carries this parameter.
pub fn asks(parameter: &str) -> bool {
    let address = address();
    let query = address.split_once('?').map_or("", |(_, query)| query);
    query
        .split('&')
        .any(|pair| pair.split('=').next() == Some(parameter))
}

/// Writes an address into the bar: as a new step, or in place of this one.
pub fn write(path: &str, replace: bool) {
    if let Ok(history) = window().history() {
        let _ = if replace {
            history.replace_state_with_url(&JsValue::NULL, "", Some(path))
        } else {
            history.push_state_with_url(&JsValue::NULL, "", Some(path))
        };
    }
}

/// The language that the address asks for.
pub fn language_of_address() -> Option<String> {
    parse(&address()).0
}
