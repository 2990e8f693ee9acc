//! Says that the session is about to end, and offers to go on.

use crate::html::Html;
use crate::text::{key, t};

/// `text`: what becomes of what was typed.
pub fn ending(text: &str, h: &mut Html) {
    h.raw("<div class=\"banner\" id=\"ending\" role=\"alert\"><p><strong>")
        .text(&t(key::IDLE_TITLE))
        .raw("</strong> ")
        .text(text)
        .raw("</p>")
        .button("button", "stay", &t(key::IDLE_GO_ON))
        .raw("</div>");
}
