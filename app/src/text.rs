//! The chosen language: its messages, looked up by key. Reading a text in a view follows a change of language.

use gloo_net::http::Request;
use leptos::prelude::*;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Constants for the keys that the code names: `key::TASKS_TITLE` for `app.tasks.title`.
pub mod key {
    include!(concat!(env!("OUT_DIR"), "/keys.rs"));
}

/// A language as the server lists it in the document.
#[derive(Clone, Debug, Deserialize)]
pub struct Locale {
    /// Its name in itself.
    pub name: String,
    /// Where its messages are.
    pub url: String,
    /// `ltr` or `rtl`.
    pub dir: String,
}

/// What the server tells the app in the document.
#[derive(Clone, Debug, Deserialize)]
pub struct Config {
    /// The language in which the document was sent.
    pub locale: String,
    /// All languages, by tag.
    pub locales: BTreeMap<String, Locale>,
    /// Who runs the portal.
    pub authority: Authority,
    /// Whether mail goes to the outbox of a portal without a mail server.
    #[serde(default)]
    pub dev_mail: bool,
}

/// Who runs the portal.
#[derive(Clone, Debug, Deserialize)]
pub struct Authority {
    /// Its name.
    pub name: String,
    /// How to reach its helpdesk.
    pub contact: String,
}

/// The messages of one language.
#[derive(Clone, Debug, Default)]
struct Messages {
    locale: String,
    texts: BTreeMap<String, String>,
}

fn messages() -> &'static ArcRwSignal<Messages> {
    static MESSAGES: OnceLock<ArcRwSignal<Messages>> = OnceLock::new();
    MESSAGES.get_or_init(|| ArcRwSignal::new(Messages::default()))
}

/// The configuration that came with the document.
pub fn config() -> &'static Config {
    static CONFIG: OnceLock<Config> = OnceLock::new();
    CONFIG.get_or_init(|| {
        let written = document()
            .get_element_by_id("portal")
            .and_then(|element| element.text_content());
        written
            .and_then(|json| serde_json::from_str(&json).ok())
            .unwrap_or_else(|| Config {
                locale: "en".into(),
                locales: BTreeMap::from([(
                    "en".into(),
                    Locale {
                        name: "English".into(),
                        url: "/locales/en.json".into(),
                        dir: "ltr".into(),
                    },
                )]),
                authority: Authority {
                    name: String::new(),
                    contact: String::new(),
                },
                dev_mail: false,
            })
    })
}

/// Fetches a language and shows everything in it. Nothing changes if it can't be had.
pub async fn load(tag: &str) -> bool {
    let Some(locale) = config().locales.get(tag) else {
        return false;
    };
    let Ok(response) = Request::get(&locale.url).send().await else {
        return false;
    };
    let Ok(texts) = response.json::<BTreeMap<String, String>>().await else {
        return false;
    };
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("lang", tag);
        let _ = root.set_attribute("dir", &locale.dir);
    }
    messages().set(Messages {
        locale: tag.into(),
        texts,
    });
    true
}

/// The tag of the language that is shown.
pub fn locale() -> String {
    messages().with(|messages| messages.locale.clone())
}

/// The same, for handlers that must not follow it.
pub fn locale_untracked() -> String {
    messages().with_untracked(|messages| messages.locale.clone())
}

/// The text, if there is one: for hints and help that not every question has.
pub fn t_opt(key: &str) -> Option<String> {
    messages().with(|messages| messages.texts.get(key).cloned())
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
