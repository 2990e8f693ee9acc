//! The texts that the server itself speaks: letters, the document. Embedded at build time.

use crate::document::COOKIE;
use crate::sign_in::cookie;
use axum::http::{HeaderMap, header};
use std::collections::BTreeMap;
use std::sync::OnceLock;

include!(concat!(env!("OUT_DIR"), "/locales.rs"));

/// The language that stands in where another has nothing.
pub const FALLBACK: &str = "en";

/// The messages of a language.
pub type Messages = BTreeMap<String, String>;

/// All languages.
pub fn all() -> &'static BTreeMap<&'static str, Messages> {
    static ALL: OnceLock<BTreeMap<&'static str, Messages>> = OnceLock::new();
    ALL.get_or_init(|| {
        FILES
            .iter()
            .map(|(tag, files)| {
                let texts = files
                    .iter()
                    .flat_map(|json| serde_json::from_str::<Messages>(json).unwrap_or_default());
                (*tag, texts.collect())
            })
            .collect()
    })
}

/// A tag that there is, for any text.
#[must_use]
pub fn known(tag: &str) -> &'static str {
    all()
        .keys()
        .find(|known| known.eq_ignore_ascii_case(tag))
        .copied()
        .unwrap_or(FALLBACK)
}

/// A text; its key where there is none.
#[must_use]
pub fn text(tag: &str, key: &str) -> String {
    all()
        .get(known(tag))
        .and_then(|texts| texts.get(key))
        .cloned()
        .unwrap_or_else(|| key.to_owned())
}

/// Whether there is such a text.
#[must_use]
pub fn has(key: &str) -> bool {
    all().get(FALLBACK).is_some_and(|texts| texts.contains_key(key))
}

/// A text with its `{{placeholders}}` filled in.
#[must_use]
pub fn text_with(tag: &str, key: &str, values: &[(&str, &str)]) -> String {
    values.iter().fold(text(tag, key), |text, (name, value)| {
        text.replace(&format!("{{{{{name}}}}}"), value)
    })
}

/// The language of who asks: the one that the app remembers, else the browser's.
#[must_use]
pub fn of(headers: &HeaderMap) -> &'static str {
    let accepted = headers.get(header::ACCEPT_LANGUAGE);
    let accepted = accepted.and_then(|value| value.to_str().ok()).unwrap_or("");
    match cookie(headers, COOKIE) {
        Some(tag) => known(&tag),
        None => negotiate(accepted),
    }
}

/// The best language for an `Accept-Language` header.
#[must_use]
pub fn negotiate(header: &str) -> &'static str {
    let mut wanted: Vec<(f32, &str)> = header
        .split(',')
        .filter_map(|part| {
            let (tag, rest) = part.split_once(';').unwrap_or((part, ""));
            let weight = rest
                .trim()
                .strip_prefix("q=")
                .and_then(|q| q.trim().parse().ok())
                .unwrap_or(1.0);
            (weight > 0.0).then_some((weight, tag.trim()))
        })
        .collect();
    // A stable sort: of equal weights the first stands.
    wanted.sort_by(|one, other| other.0.total_cmp(&one.0));
    wanted
        .iter()
        .find_map(|(_, tag)| matching(tag))
        .unwrap_or(FALLBACK)
}

/// `zh-CN`, `zh-SG` and plain `zh` are read in Han simplified; otherwise the longest common beginning decides.
fn matching(tag: &str) -> Option<&'static str> {
    let lower = tag.to_ascii_lowercase();
    let mut parts: Vec<&str> = lower.split('-').collect();
    if parts.first() == Some(&"zh")
        && parts.len() > 1
        && matches!(parts.get(1), Some(&("tw" | "hk" | "mo" | "hant")))
    {
        return all()
            .keys()
            .find(|known| known.eq_ignore_ascii_case("zh-Hant"))
            .copied();
    }
    while !parts.is_empty() {
        let prefix = parts.join("-");
        let found = all().keys().find(|known| {
            let known = known.to_ascii_lowercase();
            known == prefix || known.starts_with(&format!("{prefix}-"))
        });
        if found.is_some() {
            return found.copied();
        }
        parts.pop();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{negotiate, text_with};

    #[test]
    fn the_browser_s_languages_decide() {
        assert_eq!(negotiate("zh-CN,zh;q=0.9,en;q=0.8"), "zh-Hans");
        assert_eq!(negotiate("fr-FR, en-GB;q=0.7, zh;q=0.9"), "zh-Hans");
        assert_eq!(negotiate("xx, en-US;q=0.5"), "en");
        assert_eq!(negotiate(""), "en");
        assert_eq!(negotiate("zh;q=0, en;q=0.1"), "en");
    }

    #[test]
    fn letters_are_filled_in() {
        assert!(
            text_with("en", "mail.code.text", &[("code", "123456"), ("minutes", "10")]).contains("123456")
        );
    }
}
