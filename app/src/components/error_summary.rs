//! What is wrong on a page, at its top: it takes the focus, and each line leads to its field.

use super::field::field_id;
use super::message;
use crate::html::Html;
use crate::text::{key, t};
use permit::problem::Problem;

/// The summary; nothing where there is nothing to say. Each line is where it leads and its words.
pub fn error_summary(lines: &[(String, String)], h: &mut Html) {
    if lines.is_empty() {
        return;
    }
    h.raw("<div class=\"error-summary\" id=\"error-summary\" tabindex=\"-1\" role=\"group\" ");
    h.raw("aria-labelledby=\"error-summary-title\"><h2 class=\"error-summary__title\" id=\"error-summary-title\">");
    h.text(&t(key::SUMMARY_TITLE))
        .raw("</h2><ul class=\"error-summary__list\">");
    for (href, words) in lines {
        h.raw("<li>").link("", href, words).raw("</li>");
    }
    h.raw("</ul></div>");
}

/// The line for a problem whose field stands on this page.
pub fn line(problem: &Problem) -> (String, String) {
    (format!("#{}", field_id(&problem.key)), message::problem(problem))
}
