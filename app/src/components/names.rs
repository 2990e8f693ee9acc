//! A name as it stands in three places: in its own script, in Latin letters, and in the machine-readable zone.

use crate::editor::Editor;
use crate::text::{key, t};
use leptos::prelude::*;
use permit::check::{latin, mrz};
use permit::forms::identity;
use permit::question::Question;

/// The spellings side by side, following what is typed.
pub fn names(editor: Editor) -> AnyView {
    let typed = move |question: &'static Question| {
        editor.copy.with(|copy| {
            let raw = copy.draft.raw(&question.key(None));
            question
                .read(raw)
                .ok()
                .flatten()
                .and_then(|value| value.text().map(str::to_owned))
                .unwrap_or_default()
        })
    };
    let latin_name = move || {
        let parts = [typed(&identity::SURNAME), typed(&identity::GIVEN_NAMES)];
        parts
            .iter()
            .filter(|part| !part.is_empty())
            .cloned()
            .collect::<Vec<_>>()
            .join(", ")
    };
    let printed = move || {
        let parts = [
            latin::plain(&typed(&identity::SURNAME)),
            latin::plain(&typed(&identity::GIVEN_NAMES)),
        ];
        parts
            .iter()
            .filter(|part| !part.is_empty())
            .cloned()
            .collect::<Vec<_>>()
            .join(" ")
    };
    let zone = move || {
        let (surname, given) = (typed(&identity::SURNAME), typed(&identity::GIVEN_NAMES));
        if surname.is_empty() && given.is_empty() {
            String::new()
        } else {
            mrz::name_field(&surname, &given)
        }
    };
    let or_dash = |text: String| {
        if text.is_empty() {
            t(key::NAMES_EMPTY)
        } else {
            text
        }
    };
    view! {
        <h2>{move || t(key::NAMES_TITLE)}</h2>
        <div class="names" aria-live="polite">
            <div class="names__cell"><p>{move || t(key::NAMES_NATIVE)}</p>
                <p dir="auto">{move || or_dash(typed(&identity::NATIVE_NAME))}</p></div>
            <div class="names__cell"><p>{move || t(key::NAMES_LATIN)}</p>
                <p dir="auto">{move || or_dash(latin_name())}</p></div>
            <div class="names__cell"><p>{move || t(key::NAMES_PRINTED)}</p>
                <p class="names__mrz">{move || or_dash(printed())}</p></div>
            <div class="names__cell"><p>{move || t(key::NAMES_ZONE)}</p>
                <p class="names__mrz">{move || or_dash(zone())}</p></div>
        </div>
        <p class="field__hint">{move || t(key::NAMES_ORDER_NOTE)}</p>
    }
    .into_any()
}
