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
    let number = ("number", told.receipt.clone());
    let there = date::parse(&told.on).map(|on| ("date", platform::date_text(on)));
    let line = match (there, told.receipt.is_empty()) {
        (Ok(date), true) => t_with(key::TOLD_THERE, &[date]),
        (Ok(date), false) => t_with(key::TOLD_ELSEWHERE, &[date, number]),
        (Err(_), false) => t_with(key::TOLD_RECEIPT, &[number]),
        (Err(_), true) => String::new(),
    };
    h.p("", &line);
    if !told.category.is_empty() {
        h.p(
            "",
            &t(&["category.", &told.category.to_ascii_lowercase()].concat()),
        );
    }
    if let (Some(months), Ok(until)) = (told.months, date::parse(&told.until)) {
        let values = [
            ("number", told.letter.clone()),
            ("date", platform::date_text(until)),
            ("granted", months.to_string()),
        ];
        h.p("", &t_with(key::TOLD_LETTER, &values));
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
