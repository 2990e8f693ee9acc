//! What one side asked the authority to let it correct, as it stands in the history.

use crate::desk::pins as pins_of;
use crate::html::Html;
use crate::text::{t, t_with};
use permit::lifecycle::{Case, Detail, EventKind};

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
        h.raw("<li>").text(&pins_of::name(pin)).raw("</li>");
    }
    h.raw("</ul>");
}
