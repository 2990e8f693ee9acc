//! What somebody wants corrected, while it is put together: what, and how it should be. The same for both sides, whoever is
//! asked; what there is to choose from is each one's own.

use super::fields;
use super::listen::Values;
use super::{show, state};
use crate::components::message;
use crate::html::Html;
use crate::text::{self, colon, t};
use permit::answer::Key;
use permit::api::case::Changed;
use permit::draft::Draft;
use permit::forms;
use permit::lifecycle::correction::{Item, Pin, Wished};

/// The value of a pin in a list to choose from.
pub fn written(pin: &Pin) -> String {
    match pin {
        Pin::Question(key) => format!("q:{key}"),
        Pin::Document(id) => format!("d:{id}"),
    }
}

/// A pin by that value.
pub fn read(value: &str) -> Option<Pin> {
    match value.split_once(':')? {
        ("q", key) => Some(Pin::Question(Key::parse(key)?)),
        ("d", id) if !id.is_empty() => Some(Pin::Document(id.into())),
        _ => None,
    }
}

/// Every answer that is asked, and each list.
pub fn questions(draft: &Draft) -> Vec<Pin> {
    let mut all = Vec::new();
    for (_, page) in forms::pages() {
        for (question, row) in page.asked(draft) {
            all.push(Pin::Question(question.key(row)));
        }
        if let Some(group) = page.group {
            all.push(Pin::Question(Key::new(group.id)));
        }
    }
    all
}

/// A pin in words, with the row that it is of.
pub fn words(pin: &Pin, draft: &Draft) -> String {
    let name = message::name_of_pin(pin);
    let Pin::Question(Key {
        question,
        row: Some(row),
    }) = pin
    else {
        return name;
    };
    let Some(group) = forms::group_of(question) else {
        return name;
    };
    let place = group
        .rows(draft)
        .iter()
        .position(|other| other == row)
        .unwrap_or(0);
    let row = message::row_name(draft, group, row, place.saturating_add(1));
    text::pair(&row, &name)
}

/// Pins to choose from: values and words.
pub fn choices(pins: &[Pin], draft: &Draft) -> Vec<(String, String)> {
    let choice = |pin| (written(pin), words(pin, draft));
    pins.iter().map(choice).collect()
}

/// A point of a list that somebody made: what, why, and what was said of it.
pub fn point(item: &Item, h: &mut Html) {
    h.raw("<strong>")
        .text(&message::name_of_pin(&item.pin))
        .raw("</strong>")
        .text(&colon())
        .text(&t(&format!("correction.reason.{}", item.reason.name())));
    if !item.note.is_empty() {
        h.raw(" <q>").text(&item.note).raw("</q>");
    }
}

/// The list so far, and the form that adds to it; `choices` is what there is, as values and words.
pub fn html(chosen: &[Wished], choices: &[(String, String)], h: &mut Html) {
    if chosen.is_empty() {
        h.p("", &t("account.pins_none"));
    } else {
        h.raw("<ul class=\"items\">");
        for (place, Wished { pin, should }) in chosen.iter().enumerate() {
            h.raw("<li><strong>")
                .text(&message::name_of_pin(pin))
                .raw("</strong>")
                .text(&colon())
                .raw("<q>")
                .text(should)
                .raw("</q> ")
                .button(
                    "link-button",
                    &format!("pin drop {place}"),
                    &t("account.pin_drop"),
                )
                .raw("</li>");
        }
        h.raw("</ul>");
    }
    h.raw("<form class=\"box\" data-form=\"pin add\">");
    fields::within("wish", h, |h| {
        fields::select("pin", &t("account.pin"), choices, "", h);
        fields::line("should", &t("account.pin_should"), "text", true, h);
    });
    fields::submit(&t("account.pin_add"), false, h);
    h.raw("</form>");
}

/// Answers that became others: as they were, and as they are.
pub fn changes(all: &[Changed], h: &mut Html) {
    h.raw("<dl class=\"summary\">");
    for one in all {
        pair(&one.key, &one.before, &one.after, h);
    }
    h.raw("</dl>");
}

/// An answer twice: struck out, and in its place.
pub fn pair(key: &Key, before: &str, after: &str, h: &mut Html) {
    let words = |raw: &str| match forms::question(&key.question) {
        _ if raw.is_empty() => t("app.not_provided"),
        Some(question) => message::raw_answer(question, raw),
        None => raw.to_owned(),
    };
    h.raw("<div class=\"summary__row\"><dt class=\"summary__key\">")
        .text(&message::name_of(key))
        .raw("</dt><dd class=\"summary__value\"><del>")
        .text(&words(before))
        .raw("</del> <ins>")
        .text(&words(after))
        .raw("</ins></dd></div>");
}

/// Adds what is to be corrected, or lets go of it.
pub fn act(words: &[&str], values: &Values) {
    state::update(|state| match words {
        ["add"] => {
            if let Some(pin) = read(values.get("pin")) {
                state.pins.retain(|known| known.pin != pin);
                let should = values.get("should").into();
                state.pins.push(Wished { pin, should });
                state.said = t("account.pin_added");
                state.failed = None;
            }
        }
        ["drop", place] => {
            let place = place.parse().unwrap_or(usize::MAX);
            if place < state.pins.len() {
                state.pins.remove(place);
            }
        }
        _ => {}
    });
    show::clear_form();
    show::draw();
}

#[cfg(test)]
mod tests {
    use super::{read, written};
    use permit::answer::Key;
    use permit::lifecycle::correction::Pin;

    #[test]
    fn a_pin_is_read_as_it_is_written() {
        for pin in [
            Pin::Question(Key::new("surname")),
            Pin::Question(Key::in_row("edu_school", "e1")),
            Pin::Document("degree".into()),
        ] {
            assert_eq!(read(&written(&pin)), Some(pin));
        }
        assert_eq!(read("d:"), None);
    }
}
