//! Whether a receipt is genuine, for anybody who holds one: a number and a day, which stand on it too, and nothing else.

use crate::html::Html;
use crate::platform;
use crate::text::{key, t};
use permit::api::Verified;
use permit::{date, reference};

/// The page below its heading. `typed` is the reference of the address.
pub fn page(typed: &str, verified: &Verified, h: &mut Html) {
    if !verified.matches {
        h.raw("<div class=\"notice notice--warning\" role=\"status\">")
            .h2(&t(key::VERIFY_WRONG))
            .p("", &t(key::VERIFY_WRONG_TEXT))
            .raw("</div>");
        return;
    }
    let day = date::parse(&verified.submitted_on);
    let day = day.map_or_else(|_| verified.submitted_on.clone(), platform::date_text);
    let number = reference::read(typed).unwrap_or_else(|| typed.into());
    h.raw("<div class=\"notice notice--success\" role=\"status\">")
        .h2(&t(key::VERIFY_GENUINE))
        .p("", &t(key::VERIFY_GENUINE_TEXT))
        .raw("</div><dl class=\"summary\">");
    for (name, value) in [(key::VERIFY_NUMBER, number), (key::VERIFY_DAY, day)] {
        h.raw("<div class=\"summary__row\"><dt class=\"summary__key\">")
            .text(&t(name))
            .raw("</dt><dd class=\"summary__value\"><bdi>")
            .text(&value)
            .raw("</bdi></dd></div>");
    }
    h.raw("</dl>").p("", &t(key::VERIFY_NO_MORE));
}
