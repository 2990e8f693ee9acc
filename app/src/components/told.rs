//! What an event of a history tells beside its kind: numbers of receipts, what was decided, what somebody asked to correct.
//! The same for whoever reads it.

use super::message;
use crate::html::Html;
use crate::original;
use crate::platform;
use crate::text::{colon, key, t, t_with};
use permit::api::told::Told;
use permit::date;
use permit::lifecycle::correction::Wished;

/// The lines below the event.
pub fn html(told: &Told, h: &mut Html) {
    if !told.receipt.is_empty() {
        let number = ("number", told.receipt.clone());
        let line = match date::parse(&told.on) {
            Ok(on) => t_with(key::TOLD_ELSEWHERE, &[("date", platform::date_text(on)), number]),
            Err(_) => t_with(key::TOLD_RECEIPT, &[number]),
        };
        h.p("", &line);
    }
    if !told.category.is_empty() {
        h.p(
            "",
            &t(&["category.", &told.category.to_ascii_lowercase()].concat()),
        );
    }
    if !told.wished.is_empty() {
        h.raw("<ul>");
        for Wished { pin, should } in &told.wished {
            h.raw("<li>").text(&message::name_of_pin(pin));
            if !should.is_empty() {
                h.text(&colon()).raw("<q>").text(should).raw("</q>");
            }
            h.raw("</li>");
        }
        h.raw("</ul>");
    }
    if !told.grounds.is_empty() {
        h.raw("<div data-zh><ul>");
        for ground in &told.grounds {
            h.raw("<li>")
                .text(&t(&["refusal.", ground].concat()))
                .raw("</li>");
        }
        h.raw("</ul>");
        original::close(h);
    }
}
