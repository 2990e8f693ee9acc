//! The texts that the server itself speaks: letters, the document. Embedded at build time.

mod format;
mod negotiate;
mod pseudo;

pub use format::{date_text, list_text, month_text, number_text, time_text, yuan_text};
pub use negotiate::{likely, negotiate, of, weighed};
pub use pseudo::{PSEUDO, dressed};

use permit::text::{counted, fill};
use std::collections::BTreeMap;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

include!(concat!(env!("OUT_DIR"), "/locales.rs"));

/// The language that stands in where another has nothing.
pub const FALLBACK: &str = "en";

/// The messages of a language.
pub type Messages = BTreeMap<String, String>;

static WITH_PSEUDO: AtomicBool = AtomicBool::new(false);

/// From now on there are the two languages of [`PSEUDO`] too, for who looks at the portal and not for who uses it. To be
/// said before any text is asked for.
pub fn offer_pseudo() {
    WITH_PSEUDO.store(true, Ordering::Relaxed);
}

/// All languages.
pub fn all() -> &'static BTreeMap<&'static str, Messages> {
    static ALL: OnceLock<BTreeMap<&'static str, Messages>> = OnceLock::new();
    ALL.get_or_init(|| {
        let read = |files: &[&str]| -> Messages {
            let texts = files
                .iter()
                .flat_map(|json| serde_json::from_str::<Messages>(json).unwrap_or_default());
            texts.collect()
        };
        let mut all: BTreeMap<_, _> = FILES.iter().map(|(tag, files)| (*tag, read(files))).collect();
        if WITH_PSEUDO.load(Ordering::Relaxed)
            && let Some(english) = all.get(FALLBACK).cloned()
        {
            all.extend(PSEUDO.map(|tag| (tag, dressed(tag, english.clone()))));
        }
        all
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

/// The key of a group's text as it is said to others than the applicant, whom the portal's own texts call "you".
#[must_use]
pub fn for_others(key: &str) -> String {
    let others = format!("desk.{key}");
    if has(&others) { others } else { key.to_owned() }
}

/// A text with its `{{placeholders}}` filled in, in the plural form that its number asks for. A value that is a date
/// (`2026-11-26`) is written as the language writes dates.
#[must_use]
pub fn text_with(tag: &str, key: &str, values: &[(&str, &str)]) -> String {
    let form = counted(values).and_then(|number| format::plural(tag, number));
    let formed = form.map(|form| format!("{key}_{form}")).filter(|formed| {
        all()
            .get(known(tag))
            .is_some_and(|texts| texts.contains_key(formed))
    });
    let values: Vec<(&str, String)> = values
        .iter()
        .map(|(name, value)| (*name, format::value(tag, value)))
        .collect();
    fill(
        &text(tag, formed.as_deref().unwrap_or(key)),
        &values,
        is_right_to_left(tag),
    )
}

/// Whether a language is written from the right to the left.
#[must_use]
pub fn is_right_to_left(tag: &str) -> bool {
    text(tag, "locale.dir") == "rtl"
}

#[cfg(test)]
mod tests {
    use super::text_with;

    #[test]
    fn letters_are_filled_in() {
        assert!(
            text_with("en", "mail.code.text", &[("code", "123456"), ("minutes", "10")]).contains("123456")
        );
    }

    #[test]
    fn numbers_choose_the_form() {
        let limit = |tag: &str, days: &str| text_with(tag, "step.limit", &[("days", days)]);
        assert_eq!(limit("en", "1"), "1 Chinese working day.");
        assert_eq!(limit("en", "20"), "20 Chinese working days.");
        assert_eq!(limit("zh-Hans", "1").replace('1', "20"), limit("zh-Hans", "20"));
    }
}
