//! What one side asks the authority to let it correct: what, and how it should be.

use super::items;
use crate::desk::fields;
use crate::desk::listen::Values;
use crate::desk::{show, state};
use crate::html::Html;
use crate::text::{t, t_with};
use permit::api::case::CaseDocument;
use permit::lifecycle::correction::Pin;
use permit::lifecycle::{Case, Detail, EventKind};

/// The list so far, and the form that adds to it.
pub fn html(state: &state::State, document: &CaseDocument, h: &mut Html) {
    if state.pins.is_empty() {
        h.p("", &t("desk.pins_none"));
    } else {
        h.raw("<ul class=\"items\">");
        for (place, (pin, should)) in state.pins.iter().enumerate() {
            h.raw("<li><strong>")
                .text(&items::name(pin))
                .raw("</strong>: <q>")
                .text(should)
                .raw("</q> ")
                .button("link-button", &format!("pin drop {place}"), &t("desk.item_drop"))
                .raw("</li>");
        }
        h.raw("</ul>");
    }
    h.raw("<form class=\"box\" data-form=\"pin add\">");
    fields::within("wish", h, |h| {
        let pins = items::choices(&document.draft);
        fields::select("pin", &t("desk.item_pin"), &pins, "", h);
        fields::line("should", &t("desk.pin_should"), "text", true, h);
    });
    fields::submit(&t("desk.item_add"), false, h);
    h.raw("</form>");
}

/// Adds what is to be corrected, or lets go of it.
pub fn act(words: &[&str], values: &Values) {
    state::update(|state| match words {
        ["add"] => {
            if let Some(pin) = items::read(values.get("pin")) {
                state.pins.retain(|(known, _)| *known != pin);
                state.pins.push((pin, values.get("should").into()));
                state.said = t("desk.item_added");
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

/// The wish in words: a line for each, then what was said beside.
pub fn why(pins: &[(Pin, String)], own: &str) -> String {
    let lines = pins.iter().filter(|(_, should)| !should.is_empty());
    let lines = lines.map(|(pin, should)| format!("{}: {should}", items::name(pin)));
    let own = (!own.is_empty()).then(|| own.to_owned());
    lines.chain(own).collect::<Vec<_>>().join("\n")
}

/// A wish that waits for the authority's answer.
pub fn open(case: &Case, h: &mut Html) {
    let Some(role) = case.wish() else { return };
    let asked = |record: &&permit::lifecycle::Record| record.event.kind == EventKind::CorrectionAsked;
    let Some(record) = case.records().iter().rev().find(asked) else {
        return;
    };
    let who = t(&format!("desk.role.{}", role.name()));
    h.raw("<section class=\"notice notice--warning\" id=\"wish\">")
        .h2(&t_with("desk.wish", &[("who", who)]));
    pins(&record.detail, h);
    if !record.event.why.is_empty() {
        h.raw("<p class=\"lines\"><q>")
            .text(&record.event.why)
            .raw("</q></p>");
    }
    h.raw("</section>");
}

/// What is to be corrected, as a list; nothing where the reader is not told.
pub fn pins(detail: &Detail, h: &mut Html) {
    let Detail::Pins(pins) = detail else { return };
    h.raw("<ul>");
    for pin in pins {
        h.raw("<li>").text(&items::name(pin)).raw("</li>");
    }
    h.raw("</ul>");
}
