//! The two lines of the passport's machine-readable zone: once they can be read, they fill the fields still empty.

use super::message;
use crate::editor::Editor;
use crate::html::Html;
use crate::platform;
use crate::text::{key, t, t_with};
use permit::answer::Key;
use permit::check::mrz;
use permit::date;
use permit::draft::Draft;
use permit::forms::identity;
use permit::question::Question;

/// The fields that the zone fills, with what it says about each.
fn said(raw: &str) -> Vec<(&'static Question, String)> {
    let Ok(zone) = mrz::read(raw, platform::today_in_china()) else {
        return Vec::new();
    };
    let sex = zone.sex.unwrap_or_default();
    let country = mrz::country_of(&zone.nationality).unwrap_or_default();
    let mut said = vec![
        (&identity::DOCUMENT_TYPE, "passport".to_owned()),
        (&identity::PASSPORT_NUMBER, zone.passport_number),
        (&identity::PASSPORT_EXPIRY_DATE, date::iso(zone.expiry)),
        (&identity::SURNAME, zone.surname),
        (&identity::GIVEN_NAMES, zone.given_names),
        (&identity::SEX, sex.into()),
        (
            &identity::BIRTH_DATE,
            zone.birth.map(date::iso).unwrap_or_default(),
        ),
        (&identity::NATIONALITY, country.into()),
    ];
    said.retain(|(_, value)| !value.is_empty());
    said
}

/// Fills what is still empty.
pub fn fill(editor: Editor) {
    let key = identity::MRZ.key(None);
    let answers: Vec<(Key, String)> = editor.copy.with(|copy| {
        let empty = |question: &Question| copy.draft.raw(&question.key(None)).trim().is_empty();
        said(copy.draft.raw(&key))
            .into_iter()
            .filter(|(question, _)| empty(question))
            .map(|(question, value)| (question.key(None), value))
            .collect()
    });
    let filled: Vec<Key> = answers.iter().map(|(key, _)| key.clone()).collect();
    editor.answer_all(answers);
    // What the lines filled in, they also have something to say about: a passport that has run out, a name cut off.
    editor.leave_all(filled);
}

/// Says, while the zone can be read, which fields agree with it.
pub fn filled(draft: &Draft, h: &mut Html) {
    let zone = said(draft.raw(&identity::MRZ.key(None)));
    let same = zone
        .into_iter()
        .filter(|(question, value)| draft.raw(&question.key(None)) == value);
    let names: Vec<String> = same.map(|(question, _)| message::name(question)).collect();
    let words = match names.as_slice() {
        [] => t(key::MRZ_NOTHING),
        names => t_with(key::MRZ_FILLED, &[("fields", platform::list_text(names))]),
    };
    h.raw("<p class=\"field__hint\" role=\"status\">")
        .text(&words)
        .raw("</p>");
}
