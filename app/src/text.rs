//! The chosen language: its messages, looked up by key.

use crate::part::changed;
use crate::platform::fetch::fetch;
use crate::platform::property;
use leptos::prelude::document;
use leptos::wasm_bindgen::JsValue;
use std::cell::{Cell, RefCell};
use std::sync::OnceLock;

/// Constants for the keys that the code names: `key::TASKS_TITLE` for `app.tasks.title`.
pub mod key {
    include!(concat!(env!("OUT_DIR"), "/keys.rs"));
}

/// A language as the server lists it in the document.
#[derive(Clone, Debug, Default)]
pub struct Locale {
    /// Its tag.
    pub tag: String,
    /// Its name in itself.
    pub name: String,
    /// Where its messages are.
    pub url: String,
    /// `ltr` or `rtl`.
    pub dir: String,
}

/// What the server tells the app in the document.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The language in which the document was sent.
    pub locale: String,
    /// All languages, by their tags.
    pub locales: Vec<Locale>,
    /// The name of the authority that runs the portal.
    pub authority: String,
    /// How to reach its helpdesk.
    pub contact: String,
    /// Whether mail goes to the outbox of a portal without a mail server.
    pub dev_mail: bool,
}

thread_local! {
    static MISSED: Cell<bool> = const { Cell::new(false) };
    /// The tag of the language that is shown, and its messages: the browser's own object, parsed by the browser.
    static MESSAGES: RefCell<(String, JsValue)> = const { RefCell::new((String::new(), JsValue::NULL)) };
}

fn word(object: &JsValue, name: &str) -> String {
    property(object, name).as_string().unwrap_or_default()
}

/// The configuration that came with the document.
pub fn config() -> &'static Config {
    static CONFIG: OnceLock<Config> = OnceLock::new();
    CONFIG.get_or_init(|| {
        let written = document()
            .get_element_by_id("portal")
            .and_then(|element| element.text_content());
        let json = js_sys::JSON::parse(&written.unwrap_or_default()).unwrap_or(JsValue::NULL);
        let locales = js_sys::Array::from(&property(&json, "locales"));
        let locale = |one: JsValue| Locale {
            tag: word(&one, "tag"),
            name: word(&one, "name"),
            url: word(&one, "url"),
            dir: word(&one, "dir"),
        };
        Config {
            locale: word(&json, "locale"),
            locales: locales.iter().map(locale).collect(),
            authority: word(&json, "authority"),
            contact: word(&json, "contact"),
            dev_mail: property(&json, "dev_mail").is_truthy(),
        }
    })
}

/// Says that a language could not be had, or no longer.
pub fn miss(missed: bool) {
    if MISSED.replace(missed) != missed {
        changed();
    }
}

/// Whether the language that was asked for last could not be had.
pub fn missed() -> bool {
    MISSED.get()
}

/// Fetches a language and shows everything in it. Nothing changes if it can't be had.
pub async fn load(tag: &str) -> bool {
    let Some(locale) = config().locales.iter().find(|locale| locale.tag == tag) else {
        return false;
    };
    // The body of an error is none of our texts.
    let Ok((200, texts)) = fetch("GET", &locale.url, None).await else {
        return false;
    };
    let Ok(texts) = js_sys::JSON::parse(&texts) else {
        return false;
    };
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("lang", tag);
        let _ = root.set_attribute("dir", &locale.dir);
    }
    MESSAGES.set((tag.into(), texts));
    changed();
    true
}

/// The tag of the language that is shown.
pub fn locale() -> String {
    MESSAGES.with_borrow(|(tag, _)| tag.clone())
}

/// The text, if there is one: for hints and help that not every question has.
pub fn t_opt(key: &str) -> Option<String> {
    MESSAGES.with_borrow(|(_, texts)| property(texts, key).as_string())
}

/// The text. A missing one shows its key; tests make sure that none is missing.
pub fn t(key: &str) -> String {
    t_opt(key).unwrap_or_else(|| key.into())
}

/// The text with its `{{placeholders}}` filled in.
pub fn t_with(key: &str, values: &[(&str, String)]) -> String {
    fill(&t(key), values)
}

/// Fills `{{placeholders}}`.
fn fill(text: &str, values: &[(&str, String)]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        out.push_str(before);
        let Some((name, after)) = after.split_once("}}") else {
            out.push_str("{{");
            rest = after;
            continue;
        };
        match values.iter().find(|(known, _)| *known == name.trim()) {
            Some((_, value)) => out.push_str(value),
            None => out.push_str(name),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn placeholders_are_filled_and_values_are_never_read_as_placeholders() {
        let values = [("name", "{{x}}".to_owned()), ("x", "no".to_owned())];
        assert_eq!(fill("Hello {{name}}, {{ x }}!", &values), "Hello {{x}}, no!");
        assert_eq!(fill("open {{ end", &values), "open {{ end");
    }
}
