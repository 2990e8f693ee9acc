//! What one side asked the authority to let it correct, as it stands in the history.

use crate::components::told;
use crate::html::Html;
use crate::text::{t, t_with};
use permit::api::told::Told;
use permit::lifecycle::{Case, EventKind};

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
    if let Some(what) = Told::of(&record.detail) {
        told::html(&what, h);
    }
    if !record.event.why.is_empty() {
        h.raw("<p class=\"lines\"><q>")
            .text(&record.event.why)
            .raw("</q></p>");
    }
    h.raw("</section>");
}
