//! The chosen language: its messages, looked up by key.

use crate::part::changed;
use crate::platform::fetch::fetch;
use crate::platform::{self, dom, property};
use leptos::prelude::document;
use leptos::wasm_bindgen::{JsCast as _, JsValue};
use leptos::web_sys::HtmlElement;
use permit::landing::{self, Tongue};
use permit::text::{counted, fill};
use std::cell::{Cell, RefCell};
use std::sync::OnceLock;

/// Constants for the keys that the code names: `key::TASKS_TITLE` for `app.tasks.title`.
pub mod key {
    include!(concat!(env!("OUT_DIR"), "/keys.rs"));
}

/// The same for the documents program: `documents_key::CROP_TITLE` for `documents.crop.title`.
pub mod documents_key {
    include!(concat!(env!("OUT_DIR"), "/documents_keys.rs"));
}

/// How many files of texts are needed until the preview speaks, in the order of [`Locale::urls`].
pub const PREVIEW: usize = 3;
/// And until the page of documents does.
pub const DOCUMENTS: usize = 4;
/// The language of the rules.
pub const CHINESE: &str = "zh-Hans";

/// A language as the server lists it in the document.
#[derive(Clone, Debug, Default)]
pub struct Locale {
    /// Its tag.
    pub tag: String,
    /// Its name in itself.
    pub name: String,
    /// Where its messages are: those that the first page needs, those of the form, those that the preview speaks, those
    /// of the documents.
    pub urls: Vec<String>,
    /// Where all of them are in one file.
    pub all: String,
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
    /// What the files of a language's texts are called, in the order of [`Locale::urls`].
    pub files: Vec<String>,
    /// The name of the authority that runs the portal.
    pub authority: String,
    /// How to reach its helpdesk.
    pub contact: String,
    /// Whether mail goes to the outbox of a portal without a mail server.
    pub dev_mail: bool,
    /// Where the preview's script is, and its program.
    pub preview: [String; 2],
    /// Where the documents' script is, its program, and its styles.
    pub documents: [String; 3],
    /// The largest file that the server takes, in bytes, where it says so.
    pub file_max_bytes: Option<f64>,
}

thread_local! {
    /// The tag of the language that was chosen last: what is shown, or still on its way.
    static CHOSEN: RefCell<String> = const { RefCell::new(String::new()) };
    static MISSED: Cell<bool> = const { Cell::new(false) };
    /// The tag of the language that is shown, and its messages as far as they have come: the browser's own objects,
    /// parsed by the browser.
    static MESSAGES: RefCell<(String, Vec<JsValue>)> = const { RefCell::new((String::new(), Vec::new())) };
    /// The Chinese ones, once somebody asked for them beside another language.
    static BESIDE: RefCell<Vec<JsValue>> = const { RefCell::new(Vec::new()) };
}

fn word(object: &JsValue, name: &str) -> String {
    property(object, name).as_string().unwrap_or_default()
}

fn words(list: &JsValue) -> Vec<String> {
    js_sys::Array::from(list)
        .iter()
        .filter_map(|word| word.as_string())
        .collect()
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
        let files = words(&property(&json, "texts"));
        let locale = |one: JsValue| {
            let (tag, hash) = (word(&one, "tag"), word(&one, "v"));
            let url = |file: &String| ["/locales/", &tag, "/", file, ".json?v=", &hash].concat();
            Locale {
                urls: files.iter().map(url).collect(),
                all: url(&word(&json, "all")),
                name: word(&one, "name"),
                dir: word(&one, "dir"),
                tag,
            }
        };
        Config {
            locale: word(&json, "locale"),
            locales: locales.iter().map(locale).collect(),
            files,
            authority: word(&json, "authority"),
            contact: word(&json, "contact"),
            dev_mail: property(&json, "dev_mail").is_truthy(),
            preview: [word(&json, "preview_script"), word(&json, "preview_program")],
            documents: ["documents_script", "documents_program", "documents_styles"]
                .map(|name| word(&json, name)),
            file_max_bytes: property(&json, "file_max_bytes").as_f64(),
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
async fn texts_at(url: &str) -> Option<JsValue> {
    // The body of an error is none of our texts.
    let Ok((200, texts)) = fetch("GET", url, None).await else {
        return None;
    };
    js_sys::JSON::parse(&texts).ok()
}

/// The language of a tag, if there is one.
pub fn known(tag: &str) -> Option<&'static Locale> {
    config().locales.iter().find(|locale| locale.tag == tag)
}

/// Takes a choice of language. One that is still on its way is given up with it.
pub fn choose(tag: &str) {
    CHOSEN.set(tag.to_owned());
}

/// Whether this language was the last that was chosen.
pub fn is_chosen(tag: &str) -> bool {
    CHOSEN.with_borrow(|chosen| chosen == tag)
}

/// The list of languages is closed: the focus goes back to where it came from, into the word that was left for the list. An
/// older browser shows it always.
pub fn close_menu() {
    if let Ok(Some(menu)) = document().query_selector(":popover-open") {
        let _ = menu.unchecked_into::<HtmlElement>().hide_popover();
        dom::go_back();
    }
}

/// Fetches a language, as much of it as is shown of the one before, and shows everything in it. Nothing changes if it
/// can't be had, or if another was chosen meanwhile.
pub async fn load(tag: &str) -> bool {
    let Some(locale) = known(tag) else { return false };
    choose(tag);
    close_menu();
    let count = MESSAGES.with_borrow(|(_, texts)| texts.len().max(1));
    let places: Vec<usize> = (0..count).collect();
    let Some(texts) = parts_of(tag, &places).await else {
        return false;
    };
    let shown = speak(locale, texts);
    if shown {
        changed();
    }
    shown
}

/// Has the document speak a language from now on, unless another was chosen since.
pub fn speak(locale: &Locale, texts: Vec<JsValue>) -> bool {
    if !is_chosen(&locale.tag) {
        return false;
    }
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("lang", &locale.tag);
        let _ = root.set_attribute("dir", &locale.dir);
    }
    adopt(&locale.tag, texts);
    last_words();
    true
}

/// Has the document say in this language what it says when the program stops, once that has come: there is none then that
/// could say it.
fn last_words() {
    if let Some(body) = document().body() {
        for element in dom::all(&body, "[data-t]") {
            if let Some(text) = element.get_attribute("data-t").and_then(|key| t_opt(&key)) {
                element.set_text_content(Some(&text));
            }
        }
    }
}

/// Fetches these files of the Chinese texts, to be shown beside those of another language; `false` where they can't be had.
pub async fn load_chinese(places: &[usize]) -> bool {
    if BESIDE.with_borrow(Vec::is_empty)
        && let Some(texts) = parts_of(CHINESE, places).await
    {
        BESIDE.set(texts);
    }
    !BESIDE.with_borrow(Vec::is_empty)
}

/// Does something in Chinese; `false`, and nothing is done, until [`load_chinese`] was.
pub fn in_chinese(something: impl FnOnce()) -> bool {
    let texts = BESIDE.with_borrow(Clone::clone);
    if texts.is_empty() {
        return false;
    }
    let own = MESSAGES.replace((CHINESE.to_owned(), texts));
    something();
    MESSAGES.set(own);
    true
}

/// Some files of a language's texts, by their places; `None` where they can't be had. More than two come in one file, which
/// is waited for once; where that can't be had, or lacks some, they come one after the other.
pub async fn parts_of(tag: &str, places: &[usize]) -> Option<Vec<JsValue>> {
    let locale = known(tag)?;
    let mut all = JsValue::NULL;
    if places.len() > 2 {
        all = texts_at(&locale.all).await.unwrap_or(all);
    }
    let mut parts = Vec::new();
    for place in places {
        let mut part = property(&all, config().files.get(*place)?);
        if !part.is_object() {
            part = texts_at(locale.urls.get(*place)?).await?;
        }
        parts.push(part);
    }
    Some(parts)
}

/// Fetches what is missing of the language that is shown, in the order in which it is needed, until so many files of it
/// are there.
pub async fn load_rest(wanted: usize) -> bool {
    loop {
        let (tag, count) = MESSAGES.with_borrow(|(tag, texts)| (tag.clone(), texts.len()));
        if count >= wanted {
            return true;
        }
        let Some(url) = known(&tag).and_then(|locale| locale.urls.get(count)) else {
            return true;
        };
        let Some(more) = texts_at(url).await else {
            return false;
        };
        MESSAGES.with_borrow_mut(|(of, texts)| {
            // Another language may have been chosen meanwhile.
            if *of == tag && texts.len() == count {
                texts.push(more);
            }
        });
        last_words();
        changed();
    }
}

/// Whether the texts of all pages of the form have come.
pub fn has_form() -> bool {
    MESSAGES.with_borrow(|(_, texts)| texts.len() > 1)
}

/// The language that is shown and so many files of its messages, to hand on to another program; `None` until they have
/// come.
pub fn first(count: usize) -> Option<(String, js_sys::Array)> {
    MESSAGES.with_borrow(|(tag, texts)| {
        let texts = texts.get(..count)?;
        Some((tag.clone(), texts.iter().collect()))
    })
}

/// Speaks with these messages from now on.
pub fn adopt(tag: &str, texts: Vec<JsValue>) {
    MESSAGES.set((tag.to_owned(), texts));
}

/// The tag of the language that is shown.
pub fn locale() -> String {
    MESSAGES.with_borrow(|(tag, _)| tag.clone())
}

/// The menu of languages; `href` is the address of the page that is shown in a language.
pub fn language_menu(href: impl Fn(&str) -> String) -> String {
    let tongue = |one: &'static Locale| Tongue {
        tag: &one.tag,
        name: &one.name,
        dir: &one.dir,
    };
    let all = config().locales.iter().map(tongue);
    landing::languages(&t(key::LANGUAGE), &locale(), all, href)
}

/// The text, if there is one: for hints and help that not every question has.
pub fn t_opt(key: &str) -> Option<String> {
    MESSAGES.with_borrow(|(_, texts)| texts.iter().find_map(|texts| property(texts, key).as_string()))
}

/// The text. A missing one shows its key; tests make sure that none is missing.
pub fn t(key: &str) -> String {
    t_opt(key).unwrap_or_else(|| key.into())
}

/// A name and what is said of it, with the colon as the language writes it.
pub fn pair(name: &str, value: &str) -> String {
    t_with(
        "preview.pair",
        &[("name", name.to_owned()), ("value", value.to_owned())],
    )
}

/// That colon with its blanks.
pub fn colon() -> String {
    pair("", "")
}

/// A sentence after another.
pub fn sentences(first: &str, second: &str) -> String {
    let values = [("first", first.to_owned()), ("second", second.to_owned())];
    t_with("preview.sentences", &values)
}

/// The text with its `{{placeholders}}` filled in, in the plural form that its number asks for.
pub fn t_with(key: &str, values: &[(&str, String)]) -> String {
    let form = counted(values).map(platform::plural);
    let formed = form.and_then(|form| t_opt(&[key, "_", &form].concat()));
    let text = formed.unwrap_or_else(|| t(key));
    fill(&text, values, t("locale.dir") == "rtl")
}
