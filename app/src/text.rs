//! The chosen language: its messages, looked up by key.

use crate::part::changed;
use crate::platform::property;
use gloo_net::http::Request;
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
    /// Where the texts of the rules are, which the preview speaks.
    pub rules_url: String,
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
    /// Where the preview's script is, and its program.
    pub preview: [String; 2],
}

thread_local! {
    static MISSED: Cell<bool> = const { Cell::new(false) };
    /// The tag of the language that is shown, and its messages: the browser's own object, parsed by the browser.
    static MESSAGES: RefCell<(String, JsValue)> = const { RefCell::new((String::new(), JsValue::NULL)) };
    /// The same for the texts of the rules, which come later.
    static RULES: RefCell<(String, JsValue)> = const { RefCell::new((String::new(), JsValue::NULL)) };
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
            rules_url: word(&one, "rules_url"),
            dir: word(&one, "dir"),
        };
        Config {
            locale: word(&json, "locale"),
            locales: locales.iter().map(locale).collect(),
            authority: word(&json, "authority"),
            contact: word(&json, "contact"),
            dev_mail: property(&json, "dev_mail").is_truthy(),
            preview: [word(&json, "preview_script"), word(&json, "preview_program")],
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

/// The texts at an address; `None` where they can't be had.
async fn fetch(url: &str) -> Option<JsValue> {
    let response = Request::get(url).send().await.ok()?;
    // The body of an error is none of our texts.
    let texts = response.text().await.ok().filter(|_| response.ok())?;
    js_sys::JSON::parse(&texts).ok()
}

fn known(tag: &str) -> Option<&'static Locale> {
    config().locales.iter().find(|locale| locale.tag == tag)
}

/// Fetches a language and shows everything in it. Nothing changes if it can't be had.
pub async fn load(tag: &str) -> bool {
    let Some(locale) = known(tag) else { return false };
    let Some(texts) = fetch(&locale.url).await else {
        return false;
    };
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("lang", tag);
        let _ = root.set_attribute("dir", &locale.dir);
    }
    take(tag.into(), texts);
    true
}

/// Fetches the texts of the rules in the language that is shown, unless they are there.
pub async fn load_rules() -> bool {
    let tag = locale();
    let Some(locale) = known(&tag) else { return false };
    let missing = RULES.with_borrow(|(of, _)| *of != tag);
    if missing {
        let Some(texts) = fetch(&locale.rules_url).await else {
            return false;
        };
        RULES.set((tag, texts));
        changed();
    }
    true
}

/// Shows these messages from now on.
fn take(tag: String, texts: JsValue) {
    MESSAGES.set((tag, texts));
    changed();
}

/// The messages and the texts of the rules, to hand on to the other program; `None` until both are there.
pub fn all() -> Option<(String, JsValue, JsValue)> {
    let (tag, texts) = MESSAGES.with_borrow(Clone::clone);
    RULES.with_borrow(|(of, rules)| (*of == tag).then(|| (tag, texts, rules.clone())))
}

/// Speaks with the messages that the other program handed on.
pub fn adopt(tag: &str, texts: JsValue, rules: JsValue) {
    MESSAGES.set((tag.to_owned(), texts));
    RULES.set((tag.to_owned(), rules));
}

/// The tag of the language that is shown.
pub fn locale() -> String {
    MESSAGES.with_borrow(|(tag, _)| tag.clone())
}

/// The text, if there is one: for hints and help that not every question has.
pub fn t_opt(key: &str) -> Option<String> {
    let message = MESSAGES.with_borrow(|(_, texts)| property(texts, key).as_string());
    message.or_else(|| {
        // Until those of the language that is shown have come, there are none.
        let (_, _, rules) = all()?;
        property(&rules, key).as_string()
    })
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
